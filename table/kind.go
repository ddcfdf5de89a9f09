package table

import (
	"slices"
	"strings"
)

// A Kind is what the cells of a column are, where they are known.
type Kind uint8

const (
	Text Kind = iota
	Number
	Integer
	Truth
	Day // "2018-02-04", as text
)

var (
	numbers  = strings.Fields("low best high lat lon confidence containment resemblance killed_low killed_best killed_high")
	integers = strings.Fields("start end reports stories origins_min origins_max conflicts figures")
	truths   = strings.Fields("fullest earliest singular background conflict")
	days     = strings.Fields("begin events.end estimates.end day_begin day_end time_begin time_end")
)

// KindOf returns the kind of a column of a table. The end of an entry is a byte of its
// report, that of an event or estimate a day.
func KindOf(table, column string) Kind {
	switch {
	case slices.Contains(days, column), slices.Contains(days, table+"."+column):
		return Day
	case slices.Contains(integers, column):
		return Integer
	case slices.Contains(numbers, column):
		return Number
	case slices.Contains(truths, column):
		return Truth
	}
	return Text
}

// Package query is the language in which the ledger is asked, by the command line and
// whoever else asks: words, phrases in quotation marks, AND, OR, NOT, parentheses,
// beginnings of words, words near one another, and fields.
//
// In comes what somebody typed; out comes a tree of [Node]s that know where in it they
// stand, and that prints itself in one form; or an [Error] that names the character and
// says what to write. What a word is is decided here too ([Words]), so that an index and
// whoever looks at a text alone find the same. What the fields are of a list, and how it
// is found, is the business of package store. docs/search.md is for users.
//
// The forms are those of SQLite's FTS5 where that has them (operators in capitals, the
// star behind, NEAR with a comma and a number), so that what people know holds.
package query

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/ledger"
)

// A Kind says what a Node is.
type Kind uint8

// The kinds of nodes.
const (
	And    Kind = iota
	Or          // of two or more, as And
	Not         // of one
	Near        // of Phrases, not further apart than Distance words
	Phrase      // Words, one after another
	Value       // of a Field that holds one value
)

// A Node is a query or a part of one.
type Node struct {
	Kind     Kind
	Span     assay.Span // where it stands in the query
	Of       []*Node
	Field    string   // in which it is looked for; "" for the words of what is listed
	Words    []string // as [Words] writes them
	Prefix   bool     // the last of Words is the beginning of one
	Distance int
	Value    string  // in its one form: "2018-02"
	Number   float64 // of Min
	Begin    time.Time
	End      time.Time // Begin and End of After and Before: the days of Value, half open
}

// The fields that a query may have.
const (
	Source   = "source"
	Place    = "place"
	Action   = "action"
	After    = "after"
	Before   = "before"
	Outlet   = "outlet"
	Story    = "story"
	Event    = "event"
	Language = "language"
	Stance   = "stance"
	Party    = "party"
	Min      = "min"
	ID       = "id"
)

// A field is one of these.
type field struct {
	name    string
	words   bool // holds words and phrases, not one value
	example string
}

// fields are in the order in which they are named.
var fields = []field{
	{Source, true, "source:ministry"},
	{Place, true, "place:Aleppo"},
	{Action, false, "action:killed"},
	{After, false, "after:2018-02-04"},
	{Before, false, "before:2018-03"},
	{Outlet, true, "outlet:Reuters"},
	{Story, false, "story:st3fa9c021"},
	{Event, false, "event:occ3fa9c021"},
	{Language, false, "language:en"},
	{Stance, false, "stance:denies"},
	{Party, false, "party:witness"},
	{Min, false, "min:100"},
	{ID, false, "id:3fa9c021"},
}

// Fields are the names of all fields.
func Fields() (names []string) {
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

func fieldNamed(name string) *field {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// IsID reports whether a word is the id of an entry ("3fa9c021:f7"), an event or an estimate,
// or, of a report, 8 digits or more.
func IsID(word string) bool { return ledger.IsShortID(word) || isBareID(word) }

// isBareID reports whether a word can be an id alone; "20230821" may be the digits of a report.
func isBareID(word string) bool {
	if _, local, err := ledger.ParseEntryID(word); err == nil {
		return 'a' <= local[0] && local[0] <= 'z' && len(local) > 1 && strings.Trim(local[1:], "0123456789") == ""
	}
	for _, kind := range [...]string{"est", "occ"} {
		if digits, ok := strings.CutPrefix(word, kind); ok && ledger.IsShortID(digits) {
			return true
		}
	}
	return false
}

// Holds reports whether n holds where leaf says whether its phrases and values do.
func (n *Node) Holds(leaf func(*Node) bool) bool {
	switch n.Kind {
	case And:
		return !slices.ContainsFunc(n.Of, func(k *Node) bool { return !k.Holds(leaf) })
	case Or:
		return slices.ContainsFunc(n.Of, func(k *Node) bool { return k.Holds(leaf) })
	case Not:
		return !n.Of[0].Holds(leaf)
	}
	return leaf(n)
}

// Leaves calls f with the phrases and values of n, and whether each stands behind NOT, or
// behind an even number of these.
func (n *Node) Leaves(f func(leaf *Node, not bool)) { n.leaves(f, false) }

func (n *Node) leaves(f func(*Node, bool), not bool) {
	switch n.Kind {
	case And, Or, Not:
		for _, k := range n.Of {
			k.leaves(f, not != (n.Kind == Not))
		}
	default:
		f(n, not)
	}
}

// Only returns an [Error] where n has a field that is not one of names, which are those of
// a list of what.
func (n *Node) Only(query, what string, names []string) error {
	var err error
	n.Leaves(func(leaf *Node, _ bool) {
		if err == nil && leaf.Field != "" && !slices.Contains(names, leaf.Field) {
			has := "words alone"
			if len(names) > 0 {
				has = "words and " + strings.Join(names, ", ")
			}
			err = fault(query, int(leaf.Span.Start), "%s have no %s:; they are asked for %s", what, leaf.Field, has)
		}
	})
	return err
}

// String writes n in its one form, which [Parse] reads as n.
func (n *Node) String() string {
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *Node) write(b *strings.Builder) {
	switch n.Kind {
	case And, Or:
		for i, k := range n.Of {
			if i > 0 {
				b.WriteString([...]string{" ", " OR "}[n.Kind])
			}
			k.within(b, k.Kind == And || k.Kind == Or)
		}
	case Not:
		b.WriteString("NOT ")
		n.Of[0].within(b, n.Of[0].Kind == And || n.Of[0].Kind == Or)
	case Near:
		b.WriteString("NEAR(")
		for i, k := range n.Of {
			if i > 0 {
				b.WriteByte(' ')
			}
			k.write(b)
		}
		b.WriteString(", " + strconv.Itoa(n.Distance) + ")")
	case Phrase:
		if n.Field != "" {
			b.WriteString(n.Field + ":")
		}
		words := strings.Join(n.Words, " ")
		if len(n.Words) > 1 {
			words = `"` + words + `"`
		}
		b.WriteString(words)
		if n.Prefix {
			b.WriteByte('*')
		}
	case Value:
		b.WriteString(n.Field + ":" + n.Value)
	}
}

// within writes n, in parentheses if inside is true.
func (n *Node) within(b *strings.Builder, inside bool) {
	if inside {
		b.WriteByte('(')
	}
	n.write(b)
	if inside {
		b.WriteByte(')')
	}
}

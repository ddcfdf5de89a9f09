// Package records knows how tools write what they have read from the news: which of
// the keys of a record holds the text, which the day. One table says it for all of
// them (fields.txt), for records of JSON and rows of tables alike, and a user can say
// it for any other ([Map]). Rows of CSV and TSV are cut here as well, with the
// way back from each cell ([Row]). The package makes no reports: that is ingest's.
package records

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Field of a report that records can hold.
type Field uint8

// The fields, in the order of the table's columns.
const (
	Text Field = iota
	Title
	URL
	Published
	Modified
	Publisher
	Author
	Language
	Section
	fields
)

// A Form says where a tool's records have what.
type Form struct {
	Tool  string
	keys  []string
	names [fields][]string
}

// Names are the keys that may hold a field, the best first, in lower case: "body",
// "fields.body".
func (f Form) Names(field Field) []string { return f.names[field] }

//go:embed fields.txt
var table string

// forms are the rows of the table. The first names the fields for users, as each names
// its keys.
var forms = sync.OnceValue(func() (all []Form) {
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		f := Form{Tool: strings.TrimSpace(cells[0]), keys: strings.Fields(cells[1])}
		for i := range f.names {
			f.names[i] = strings.Fields(cells[2+i])
		}
		all = append(all, f)
	}
	return all
})

// Of returns the form of a record that has some keys, in lower case.
func Of(has func(key string) bool) Form {
	all := forms()[1:]
	for _, f := range all {
		if !slices.ContainsFunc(f.keys, func(k string) bool { return !has(k) }) {
			return f
		}
	}
	return all[len(all)-1]
}

// A Map is what a user says of records: for a field, the key that holds it.
type Map [fields]string

// UnmarshalText reads "text=body,date=pubDate".
func (m *Map) UnmarshalText(b []byte) error {
	*m = Map{}
	var known []string
	for _, names := range forms()[0].names {
		known = append(known, names...)
	}
	for pair := range strings.SplitSeq(string(b), ",") {
		field, key, ok := strings.Cut(pair, "=")
		field, key = strings.ToLower(strings.TrimSpace(field)), strings.ToLower(strings.TrimSpace(key))
		at := slices.Index(known, field)
		switch {
		case !ok || key == "":
			return fmt.Errorf("%q: write FIELD=KEY, as in text=body,date=pubDate", pair)
		case at < 0:
			return fmt.Errorf("%q: is none of the fields %s", field, strings.Join(known, ", "))
		case m[at] != "":
			return fmt.Errorf("%q: is said twice", field)
		}
		m[at] = key
	}
	return nil
}

// String is what [Map.UnmarshalText] reads; "" of a Map that says nothing.
func (m Map) String() string {
	var pairs []string
	for i, key := range m {
		if key != "" {
			pairs = append(pairs, forms()[0].names[i][0]+"="+key)
		}
	}
	return strings.Join(pairs, ",")
}

// Over returns f with what m says in its place.
func (m Map) Over(f Form) Form {
	for i, key := range m {
		if key != "" {
			f.names[i] = []string{key}
		}
	}
	return f
}

package page

import (
	"assay"
	"assay/screen"
)

// Links say where the parts of a run stand: what leads to them.
type Links struct {
	Report   func(d *screen.Report) string
	Entry    func(d *screen.Report, id string) string // the words of an entry, "f3", in its text
	Row      func(d *screen.Report, id string) string // its row beside the text
	Estimate func(id string) string
	Event    func(id string) string

	Place func(d *screen.Report, sp assay.Span) string // how a place in a text is called
}

// here leads to what stands on the one page: "r7f3" is the third figure in the text of the
// seventh report, "tr7f3" its row.
var here = Links{
	Report:   func(d *screen.Report) string { return "#" + idOf(d) },
	Entry:    func(d *screen.Report, id string) string { return "#" + idOf(d) + id },
	Row:      func(d *screen.Report, id string) string { return "#t" + idOf(d) + id },
	Estimate: func(id string) string { return "#" + id },
	Event:    func(id string) string { return "#" + id },
	Place:    (*screen.Report).At,
}

package copies

import (
	"strings"
	"testing"

	"assay"
)

// counting notes the quantities of doc that a reader would have found: hedge
// and numeral, and behind the bar what they count.
func counting(t *testing.T, doc *assay.Doc, list ...string) *assay.Doc {
	t.Helper()
	for _, s := range list {
		number, counted, _ := strings.Cut(s, "|")
		sp := find(t, doc, number+" "+counted)
		mid := sp.Start + int32(len(number))
		doc.Quantities = append(doc.Quantities, assay.Quantity{Span: assay.Span{Start: sp.Start, End: mid}, Counted: assay.Span{Start: mid + 1, End: sp.End}, Head: -1})
	}
	return doc
}

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		first, second  []string
		want           string
	}{
		{"an update", "", "at least 14 dock workers>22 dock workers", []string{"at least 14|dock workers"}, []string{"22|dock workers"}, "at least 14 dock workers > 22 dock workers"},
		{"a hedge put in", "at least 14 dock workers>14 dock workers", "", []string{"14|dock workers"}, []string{"at least 14|dock workers"}, "14 dock workers > at least 14 dock workers"},
		{"a hedge dropped", "", "About 40 people>40 people", []string{"About 40|people"}, []string{"40|people"}, "About 40 people > 40 people"},
		{"other things counted", "", "14 dock workers>14 firefighters", []string{"at least 14|dock workers"}, []string{"at least 14|firefighters"}, "at least 14 dock workers > at least 14 firefighters"},
		{"house style", "", "three towns>3 towns", []string{"three|towns"}, []string{"3|towns"}, ""},
		{"other words", "", "killed at least>left dead at least", []string{"at least 14|dock workers"}, []string{"at least 14|dock workers"}, ""},
		{"a number gone", "", "at least 14 dock workers>many dock workers", []string{"at least 14|dock workers"}, nil, ""},
	} {
		edit := func(s string) string {
			old, text, _ := strings.Cut(s, ">")
			return strings.Replace(harbour, old, text, 1)
		}
		x, y := counting(t, report("x", edit(c.from)), c.first...), counting(t, report("y", edit(c.to)), c.second...)
		l, ok := Compare(x, y, Options{})
		if !ok {
			t.Fatalf("%s: not related", c.name)
		}
		from, to := x, y
		if l.From != x.ID {
			from, to = y, x
		}
		got := ""
		for _, r := range Figures(&l, from, to) {
			was, is := from.Quote(r.From), to.Quote(r.To)
			if from != x {
				was, is = is, was
			}
			got += was + " > " + is
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

package copies

import (
	"fmt"
	"strings"
	"testing"

	"assay"
)

// balances is a form as a central bank publishes it every day.
func balances(day string, sum, before, notes int) *assay.Doc {
	return report(day, fmt.Sprintf("Reserves at the Bank of Harland stood at %d million marks on %s after %d million marks on the previous business day, "+
		"the bank said in its latest statement. Balances in loan accounts came to %d million marks, and the operating cash balance is to be given at the end of the week.", sum, day, before, notes))
}

// A form that is filled in anew each day is no copy; one that is printed twice is.
func TestForms(t *testing.T) {
	var docs []*assay.Doc
	for i, day := range strings.Fields("Monday Tuesday Wednesday Thursday Friday") {
		docs = append(docs, balances(day, 4151+517*i, 4151+517*(i-1), 2513+i*73))
	}
	if got := stories(docs...); got != "Friday | Monday | Thursday | Tuesday | Wednesday" {
		t.Error(got)
	}
	again := balances("Friday", 4151+517*4, 4151+517*3, 2513+4*73)
	again.Report = &assay.Report{ID: assay.NewReportID("again", nil), Path: "again", Text: again.Text}
	if got := stories(append(docs, again)...); got != "Friday again Friday>again:identical | Monday | Thursday | Tuesday | Wednesday" {
		t.Error(got)
	}
}

// An update that changes every count keeps its names and is no form.
func TestUpdateIsNoForm(t *testing.T) {
	first := report("first", paragraphs(harbour, 0, 1, 2))
	second := report("second", replace(paragraphs(harbour, 0, 1, 2), "14", "22", "40", "55"))
	if got := stories(first, second); got != "first second first>second:copy" {
		t.Error(got)
	}
}

func TestExchanges(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"Lessing", "Harrow", 1}, {"14 dock", "22 dock", 1}, {"percent", "per cent", 0}, {"American", "U.S.", 0},
		{"at least 14", "at least fourteen", 0}, {"three towns", "two towns", 1}, {"A spokesman for", "Ruta Halonen of", 0}, {"Ruta Halonen, ", "", 0}, {"Tuesday", "that day", 0},
	} {
		text := paragraphs(harbour, 0, 1, 3, 4, 5)
		a, b := fullerFirst(newSide(report("a", text)), newSide(report("b", strings.Replace(text, c.from, c.to, 1))))
		if c.from == "Lessing" {
			b = newSide(report("b", strings.ReplaceAll(text, c.from, c.to)))
		}
		var al aligner
		figures, names := al.measure(a, b, nil).exchanges()
		if got := figures + names; (got > 0) != (c.want > 0) {
			t.Errorf("%q for %q: %d exchanges, want %d", c.to, c.from, got, c.want)
		}
	}
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`He said "no" and "never again."`, `"no"|"never again."`},
		{`"A mark that is never closed. "This one is," he said.`, `"This one is,"`},
		{`He is 6'2" tall and 5" wide.`, ``},
		{`“We go,” she said. “We`, `“We go,”|“We`},
		{`a "quoted" word; the "café", too`, `"quoted"|"café"`},
	} {
		var got []string
		doc := report("x", c.text)
		for _, sp := range quotedSpans(doc) {
			got = append(got, doc.Quote(sp))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s", c.text, s, c.want)
		}
	}
}

package digest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"assay/internal/doctest"
	"assay/screen"
	"assay/table"
	"assay/term"
	"assay/trace"
)

// traces asks a run all five questions, the way of each figure too.
func traces(t *testing.T, run screen.Run, opt Options) (text, lines string) {
	t.Helper()
	var b strings.Builder
	var rows bytes.Buffer
	ask := func(name string, f func(*Traced)) {
		tr := NewTraced(run, opt.Names)
		f(tr)
		fmt.Fprintf(&b, "== %s\n", name)
		if err := tr.Write(&b, opt); err != nil {
			t.Fatal(err)
		}
		if err := table.JSON(&rows, tr.Rows); err != nil {
			t.Fatal(err)
		}
	}
	for _, doc := range run.Docs {
		for i := range doc.Figures {
			ask("genealogy", func(tr *Traced) { tr.Genealogy(trace.Figure{Report: doc.ID, Index: i}) })
		}
	}
	ask("orphans", (*Traced).Orphans)
	ask("knockout", (*Traced).Dependences)
	ask("conflicts", (*Traced).Conflicts)
	ask("vague", (*Traced).Vague)
	for _, origin := range NewTraced(run, opt.Names).Origins() {
		ask("knockout", func(tr *Traced) {
			if !tr.Knockout(origin) {
				t.Errorf("no origin %q", origin)
			}
		})
	}
	return b.String(), rows.String()
}

func TestTraces(t *testing.T) {
	run := dam(t)
	for name, opt := range map[string]Options{"trace": {}, "trace-narrow": {Width: 44}} {
		text, lines := traces(t, run, opt)
		doctest.Golden(t, name+".txt", text)
		if opt.Width == 0 {
			doctest.Golden(t, name+".jsonl", lines)
			opt.Width = 100
		}
		for l := range strings.SplitSeq(text, "\n") {
			if term.Width(l) > opt.Width {
				t.Errorf("%s: %d columns in %q", name, term.Width(l), l)
			}
		}
		for _, private := range []string{"Ilse", "Varga,"} {
			if strings.Contains(text+lines, private) {
				t.Errorf("%s: %q is named", name, private)
			}
		}
		colored, _ := traces(t, run, Options{Color: true, Width: opt.Width})
		if uncolored(colored) != text {
			t.Errorf("%s: colour changes the words", name)
		}
	}
	if NewTraced(run, false).Knockout("nobody") {
		t.Error("there is an origin nobody")
	}
	if _, lines := traces(t, run, Options{Names: true}); !strings.Contains(lines, "Ilse Varga") {
		t.Error("no name with Names")
	}
}

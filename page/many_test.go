package page

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/internal/workload"
	"assay/lang"
	"assay/pipeline"
	"assay/screen"

	"golang.org/x/net/html"
)

// TestPageOfMany holds what a page of three hundred reports must be: light, soon at its main
// part for who has no mouse, in the order in which it is read, with one map and one line of
// time, and short on paper.
func TestPageOfMany(t *testing.T) {
	told := workload.Tell(300, 1)
	run := screen.Run{Docs: told.Docs}
	run.Stories = copies.Stories(run.Docs, copies.Options{})
	run.Events, run.Estimates = estimate.All(run.Docs, run.Stories, estimate.Options{})
	holds(t, run, 3_000_000)
}

// TestPageOfRealReports holds the same of real ones, which say more.
func TestPageOfRealReports(t *testing.T) {
	dir := "../../shared/data/reports"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("NOT CHECKED: there is no ../shared/data/reports")
	}
	if testing.Short() {
		t.Skip("NOT CHECKED: three hundred reports are read")
	}
	var run screen.Run
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})
	for _, name := range []string{"wikinews.jsonl", "displacement.jsonl", "syria.jsonl"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			var rec struct{ Title, URL, Date, Publisher, Text string }
			if err := json.Unmarshal([]byte(line), &rec); err != nil {
				t.Fatal(err)
			}
			if len(run.Docs) == 300 {
				break
			}
			day, _ := assay.ParseDate(rec.Date)
			path := name + ":" + strconv.Itoa(len(run.Docs)+1)
			doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(path, []byte(line)), Path: path, Text: strings.ToValidUTF8(rec.Text, "?"), Title: rec.Title, URL: rec.URL, Publisher: rec.Publisher,
				Published: assay.Published{Date: day, From: "metadata"}})
			if err := assay.Annotate(context.Background(), doc, stages); err != nil {
				t.Fatal(err)
			}
			doc.Tokens = nil
			run.Docs = append(run.Docs, doc)
		}
	}
	run.Stories = copies.Stories(run.Docs, copies.Options{})
	run.Events, run.Estimates = estimate.All(run.Docs, run.Stories, estimate.Options{})
	holds(t, run, 4_200_000)
}

func holds(t *testing.T, run screen.Run, most int) {
	t.Helper()
	page := pageOfRun(t, run, Options{})
	t.Logf("%d reports: %d bytes", len(run.Docs), len(page))
	if len(page) > most {
		t.Errorf("%d reports make a page of %d bytes, more than %d", len(run.Docs), len(page), most)
	}
	root := parse(t, page)
	if n := stops(root); n < 1 || n >= 40 {
		t.Errorf("%d stops of the tab key before the main part", n)
	}
	var order []string
	maps, lines, printed, open := 0, 0, 0, 0
	each(root, func(n *html.Node) {
		switch {
		case n.Data == "section" && attr(n, "aria-labelledby") != "" && attr(n, "class") == "":
			order = append(order, attr(n, "id"))
		case n.Data == "figure" && attr(n, "class") == "map":
			maps++
		case n.Data == "table" && strings.Contains(attr(n, "class"), "timeline"):
			lines++
		case n.Data == "details" && attr(n, "class") == "whole" && hasAttr(n, "open"):
			open++
		}
		if n.Data == "tr" && !within(n, "rest") {
			printed++
		}
	})
	known := []string{"events", "conflicts", "sources", "more-events", "estimates", "genealogy", "orphans", "knockout", "vague", "reports", "problems"}
	at := -1
	for _, id := range order {
		k := slices.Index(known, id)
		if k <= at {
			t.Errorf("sections in the order %v", order)
		}
		at = k
	}
	for _, id := range []string{"events", "sources", "estimates", "knockout", "reports"} {
		if !slices.Contains(order, id) {
			t.Errorf("no section %q: %v", id, order)
		}
	}
	if maps > 1 || lines != 1 || open > 0 {
		t.Errorf("%d maps, %d lines of time, %d texts open", maps, lines, open)
	}
	if printed > 160 { // some twelve on a sheet
		t.Errorf("%d rows are printed", printed)
	}
}

// stops counts the elements before the main part that the tab key stops at.
func stops(root *html.Node) (n int) {
	done := false
	each(root, func(e *html.Node) {
		if done = done || e.Data == "main"; done {
			return
		}
		switch {
		case e.Data == "a" && hasAttr(e, "href"), e.Data == "summary", e.Data == "button", e.Data == "select", e.Data == "input", attr(e, "tabindex") == "0":
			n++
		}
	})
	return n
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// within reports whether an element stands in one of a class.
func within(n *html.Node, class string) bool {
	for up := n; up != nil; up = up.Parent {
		if attr(up, "class") == class {
			return true
		}
	}
	return false
}

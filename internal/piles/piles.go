// Package piles makes runs of many reports, and of long ones, as they look when
// they have been read: on them the growth of screens is measured. It is for tests.
package piles

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/internal/workload"
	"assay/pipeline"
	"assay/screen"
)

// A Kind is a way in which reports can be many.
type Kind struct {
	Name  string
	Sizes []int // bytes, or reports
	Make  func(t testing.TB, size int) screen.Run
}

// Kinds are long reports, piles of reports of which each tells its own story, and
// piles of few stories with many reports each.
var Kinds = []Kind{
	{"long report", workload.Sizes, func(t testing.TB, size int) screen.Run { return run(docs(t, 1, size), nil) }},
	{"strangers", workload.Piles, func(t testing.TB, n int) screen.Run { return run(many(t, n), nil) }},
	{"crowds", workload.Piles, func(t testing.TB, n int) screen.Run {
		docs := many(t, n)
		return run(docs, copies.Stories(docs, copies.Options{}))
	}},
}

// docs reads n reports of about size bytes.
func docs(t testing.TB, n, size int) []*assay.Doc {
	t.Helper()
	list := make([]*assay.Doc, n)
	for i := range list {
		text := workload.People(size, uint64(i))
		path := fmt.Sprintf("in/report_of_the_day_%05d.txt", i)
		list[i] = assay.NewDoc(&assay.Report{ID: assay.NewReportID(path, []byte(text)), Path: path, Text: text, Published: assay.Published{Date: assay.Date{Year: 2024, Month: 5, Day: 1 + i%28}, From: "metadata"}})
		if err := assay.Annotate(context.Background(), list[i], pipeline.Default(pipeline.Options{})); err != nil {
			t.Fatal(err)
		}
		list[i].Tokens = nil
	}
	return list
}

// many returns n reports of a paragraph or two. Some are read; the others are
// the same words at another place, with a report of its own for each.
func many(t testing.TB, n int) []*assay.Doc {
	t.Helper()
	read := docs(t, min(n, 25), 600)
	list := make([]*assay.Doc, n)
	for i := range list {
		doc := *read[i%len(read)]
		rep := *doc.Report
		rep.Path = strings.Replace(rep.Path, fmt.Sprintf("_%05d", i%len(read)), fmt.Sprintf("_%05d", i), 1)
		rep.ID = assay.NewReportID(rep.Path, []byte(rep.Text))
		doc.Report = &rep
		list[i] = &doc
	}
	return list
}

// run puts docs together, with the estimates of every hundred reports.
func run(docs []*assay.Doc, stories []assay.Story) screen.Run {
	r := screen.Run{Docs: docs, Stories: stories}
	for at := 0; at < len(docs); at += 100 {
		r.Estimates = append(r.Estimates, estimate.Estimates(docs[at:min(at+100, len(docs))], nil, estimate.Options{})...)
	}
	return r
}

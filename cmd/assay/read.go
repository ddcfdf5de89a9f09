package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"assay"
	"assay/export"
	"assay/ledger"
	"assay/pipeline"
)

// readFlags are the flags of every command that reads reports.
type readFlags struct {
	Published string   `placeholder:"DATE" help:"Publication date of reports that carry none: 2018-02-04, 2018-02 or 2018."`
	Workers   int      `placeholder:"N" help:"How many reports to read at once; one for each processor by default."`
	Paths     []string `arg:"" name:"path" help:"Files or folders; - is standard input."`
}

type readCmd struct {
	readFlags
	Format string `enum:"text,json,html" default:"text" help:"text, json or html."`
}

func (r *readCmd) Run(c *console) error {
	w := bufio.NewWriter(c.stdout)
	var run export.Run
	for doc := range r.docs(c) {
		run.Docs = append(run.Docs, doc)
		if r.Format == "json" {
			if err := ledger.EncodeReport(w, doc); err != nil {
				c.complain("%s: %v", doc.Path, err)
			}
		}
	}
	return w.Flush()
}

// docs reads and annotates the reports; what cannot be read is complained of.
func (r *readFlags) docs(c *console) iter.Seq[*assay.Doc] {
	return func(yield func(*assay.Doc) bool) {
		var published assay.Date
		if r.Published != "" {
			d, err := assay.ParseDate(r.Published)
			if err != nil {
				c.complain("--published: %v", err)
				return
			}
			published = d
		}
		stages := pipeline.Default(pipeline.Options{})
		for res := range pipeline.Run(c.ctx, items(c.stdin, r.Paths, published), stages, r.Workers) {
			if res.Err != nil {
				c.complain("%s: %v", res.Path, res.Err)
				continue
			}
			if !yield(res.Doc) {
				return
			}
		}
	}
}

// items reads plain text files.
func items(stdin io.Reader, paths []string, published assay.Date) iter.Seq[pipeline.Item] {
	return func(yield func(pipeline.Item) bool) {
		for _, path := range paths {
			var files []string
			err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					files = append(files, p)
				}
				return err
			})
			sort.Strings(files)
			if err != nil && !yield(pipeline.Item{Path: path, Err: err}) {
				return
			}
			for _, f := range files {
				raw, err := os.ReadFile(f)
				if err != nil {
					err = fmt.Errorf("%w", err)
				}
				text := strings.ToValidUTF8(string(raw), "\uFFFD")
				rep := &assay.Report{ID: assay.NewReportID("", raw), Raw: raw, Format: "text/plain", Text: text, Path: f}
				if !published.IsZero() {
					rep.Published = assay.Published{Date: published, From: "flag"}
				}
				if !yield(pipeline.Item{Report: rep, Path: f, Err: err}) {
					return
				}
			}
		}
	}
}

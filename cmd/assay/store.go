package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"assay"
	"assay/store"
	"assay/table"
)

// ledgerFlag names the ledger file.
type ledgerFlag struct {
	Ledger string `short:"l" default:"assay.db" placeholder:"FILE" help:"The ledger file; ${default} by default."`
}

type addCmd struct {
	readFlags
	vagueFlag
	ledgerFlag
}

// Run adds a few hundred reports at a time, so that memory does not grow with
// their number and what was read is kept when the run is stopped. What the
// ledger knows already is not read again.
func (a *addCmd) Run(c *console) error {
	opt, err := a.options()
	if err != nil {
		return err
	}
	date, stages, err := a.prepare(a.Ledger, opt)
	if err != nil {
		return err
	}
	st, err := store.Create(c.ctx, a.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	var sum store.Added
	var broken error
	known := 0
	skip := func(rep *assay.Report) bool {
		has, err := st.Has(c.ctx, rep, stages)
		if err != nil && broken == nil {
			broken = err
		}
		if has {
			known++
		}
		return has
	}
	var docs []*assay.Doc
	flush := func() error {
		added, err := st.Add(c.ctx, docs, stages)
		sum.New, sum.Replaced, sum.Unchanged = sum.New+added.New, sum.Replaced+added.Replaced, sum.Unchanged+added.Unchanged
		docs = docs[:0]
		return err
	}
	const step = 250
	for doc := range a.docs(c, stages, date, skip) {
		if docs = append(docs, doc); len(docs) == step && broken == nil {
			broken = flush()
		}
		if broken != nil {
			break
		}
	}
	if broken == nil && c.ctx.Err() == nil {
		broken = flush()
	}
	if broken == nil && c.ctx.Err() == nil {
		broken = st.Settle(c.ctx)
	}
	c.note(fmt.Sprintf("%s: %d added, %d read anew, %d known already", a.Ledger, sum.New, sum.Replaced, sum.Unchanged+known))
	switch {
	case broken != nil:
		return broken
	case c.ctx.Err() != nil:
		return fmt.Errorf("%s: stopped before all was read; add again, and the rest is added", a.Ledger)
	}
	return nil
}

// ruleCmd is the user's word on which reports are one story.
type ruleCmd struct {
	Together ruleTogetherCmd `cmd:"" help:"Rule that two reports are one story."`
	Apart    ruleApartCmd    `cmd:"" help:"Rule that two reports are two stories."`
	Undo     ruleUndoCmd     `cmd:"" help:"Take a ruling back."`
	List     ruleListCmd     `cmd:"" help:"List the rulings, in the order in which they were made."`
}

// twoReports names two reports of a ledger.
type twoReports struct {
	ledgerFlag
	A string `arg:"" help:"A report, by its path or id as in assay stories."`
	B string `arg:"" help:"Another report."`
}

type (
	ruleTogetherCmd struct {
		twoReports
		Why string `help:"Why, in your words; kept with the ruling."`
	}
	ruleApartCmd struct {
		twoReports
		Why string `help:"Why, in your words; kept with the ruling."`
	}
	ruleUndoCmd struct{ twoReports }
)

func (r *ruleTogetherCmd) Run(c *console) error { return r.rule(c, true, r.Why) }
func (r *ruleApartCmd) Run(c *console) error    { return r.rule(c, false, r.Why) }

func (r *ruleUndoCmd) Run(c *console) error {
	return r.with(c, func(st *store.Store, a, b string) error { return st.Unrule(c.ctx, a, b) })
}

func (r *twoReports) rule(c *console, together bool, why string) error {
	return r.with(c, func(st *store.Store, a, b string) error {
		return st.Rule(c.ctx, store.Ruling{A: a, B: b, Together: together, Why: why})
	})
}

// with calls f with the ids of the two reports, and then says which stories
// they are in.
func (r *twoReports) with(c *console, f func(st *store.Store, a, b string) error) error {
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	a, err := st.Find(c.ctx, r.A)
	if err != nil {
		return err
	}
	b, err := st.Find(c.ctx, r.B)
	if err != nil {
		return err
	}
	if err := f(st, a, b); err != nil {
		return err
	}
	in, err := column(c, st, "story")
	if err != nil {
		return err
	}
	if in[a] == in[b] {
		c.note(fmt.Sprintf("%s: %s and %s are one story, %s", r.Ledger, r.A, r.B, in[a]))
	} else {
		c.note(fmt.Sprintf("%s: %s is in %s, %s in %s", r.Ledger, r.A, in[a], r.B, in[b]))
	}
	return nil
}

// column returns a column of the table of stories, by the ids of the reports.
func column(c *console, st *store.Store, name string) (map[string]any, error) {
	t, err := st.Query(c.ctx, "stories", "", false)
	if err != nil {
		return nil, err
	}
	report, at := slices.Index(t.Head, "report"), slices.Index(t.Head, name)
	of := make(map[string]any, len(t.Rows))
	for _, row := range t.Rows {
		of[row[report].(string)] = row[at]
	}
	return of, nil
}

type exportCmd struct {
	ledgerFlag
	outputFlag
	namesFlag
	As    string `enum:"csv,jsonl" required:"" help:"csv or jsonl."`
	Table string `enum:"stories,claims,figures,movements,estimates,all" default:"all" help:"With --as csv: the table; all of them go into the folder that -o names."`
}

func (e *exportCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, e.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	if e.As == "jsonl" {
		return c.output(e.Output, func(w io.Writer) error { return st.Lines(c.ctx, w) })
	}
	one := func(name, path string) error {
		t, err := st.Query(c.ctx, name, "", e.Names)
		if err != nil {
			return err
		}
		return c.output(path, func(w io.Writer) error { return table.CSV(w, t.Identified()) })
	}
	if e.Table != "all" {
		return one(e.Table, e.Output)
	}
	if e.Output == "" {
		return usagef("--as csv: five tables need a folder; name one with -o, or one table with --table")
	}
	if err := os.MkdirAll(e.Output, 0o777); err != nil {
		return cannotWrite(e.Output, err)
	}
	for _, name := range table.Names {
		if err := one(name, filepath.Join(e.Output, name+".csv")); err != nil {
			return err
		}
	}
	return nil
}

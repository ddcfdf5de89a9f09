package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"assay"
	"assay/export"
	"assay/ledger"
	"assay/store"
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

// Run reads everything first and adds it in one go: a ledger never holds half
// of what was asked for. What the ledger knows already is not read again.
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
	known := 0
	var broken error
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
	for doc := range a.docs(c, stages, date, skip) {
		docs = append(docs, doc)
	}
	if broken != nil {
		return broken
	}
	if err := c.ctx.Err(); err != nil {
		return fmt.Errorf("%s: nothing was added", a.Ledger)
	}
	added, err := st.Add(c.ctx, docs, stages)
	if err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: %d added, %d read anew, %d known already", a.Ledger, added.New, added.Replaced, added.Unchanged+known))
	return nil
}

// queryFlags are those of every question to the ledger.
type queryFlags struct {
	ledgerFlag
	outputFlag
	namesFlag
	Format string   `enum:"table,json,csv" default:"table" help:"table, json or csv."`
	Query  []string `arg:"" optional:"" help:"Words that must all be found: source, content, place, action."`
}

type (
	storiesCmd   struct{ queryFlags }
	claimsCmd    struct{ queryFlags }
	figuresCmd   struct{ queryFlags }
	movementsCmd struct{ queryFlags }
	estimatesCmd struct{ queryFlags }
)

func (q *storiesCmd) Run(c *console) error   { return q.ask(c, "stories") }
func (q *claimsCmd) Run(c *console) error    { return q.ask(c, "claims") }
func (q *figuresCmd) Run(c *console) error   { return q.ask(c, "figures") }
func (q *movementsCmd) Run(c *console) error { return q.ask(c, "movements") }
func (q *estimatesCmd) Run(c *console) error { return q.ask(c, "estimates") }

func (q *queryFlags) ask(c *console, table string) error {
	st, err := store.Open(c.ctx, q.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	t, err := st.Query(c.ctx, table, strings.Join(q.Query, " "), q.Names)
	if err != nil {
		return err
	}
	return c.output(q.Output, func(w io.Writer) error {
		switch q.Format {
		case "csv":
			return export.CSV(w, t)
		case "json":
			return export.JSONRows(w, t)
		}
		return export.Columns(w, t)
	})
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
	one := func(table, path string) error {
		t, err := st.Query(c.ctx, table, "", e.Names)
		if err != nil {
			return err
		}
		return c.output(path, func(w io.Writer) error { return export.CSV(w, t) })
	}
	if e.Table != "all" {
		return one(e.Table, e.Output)
	}
	if e.Output == "" {
		return fmt.Errorf("--as csv: five tables need a folder; name one with -o, or one table with --table")
	}
	if err := os.MkdirAll(e.Output, 0o777); err != nil {
		return cannotWrite(e.Output, err)
	}
	for _, table := range ledger.TableNames {
		if err := one(table, filepath.Join(e.Output, table+".csv")); err != nil {
			return err
		}
	}
	return nil
}

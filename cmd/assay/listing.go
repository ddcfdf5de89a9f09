package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/estimate"
	"assay/query"
	"assay/store"
	"assay/table"

	"github.com/alecthomas/kong"
)

// listFlags are those of every command that lists something.
type listFlags struct {
	outputFlag
	Format  string      `enum:"table,csv,json" default:"table" help:"table, csv or json (a line of JSON for each row)."`
	Columns columnNames `placeholder:"NAME,…" help:"The columns to show, in this order, or all; the most telling ones in a table, all in csv and json by default."`
	Sort    columnNames `placeholder:"NAME,…" help:"Sort by columns; -NAME sorts the other way round, the highest first."`
	Limit   int         `placeholder:"N" help:"Show so many rows at most."`
}

// columnNames are names of columns, of which one may begin with "-" and is no flag
// for that.
type columnNames []string

// Decode implements [kong.MapperValue].
func (n *columnNames) Decode(ctx *kong.DecodeContext) error {
	token := ctx.Scan.Pop()
	if value := token.String(); !token.IsEOL() && value != "" && !strings.HasPrefix(value, "--") {
		*n = append(*n, strings.Split(value, ",")...)
		return nil
	}
	return errors.New("names no column")
}

// list shows a table as the flags say.
func (f *listFlags) list(c *console, t *table.Table) error {
	if f.Limit < 0 {
		return usagef("--limit %d: must be 1 or more; 0 is no limit", f.Limit)
	}
	view := table.View{Columns: f.Columns, Sort: f.Sort, Limit: f.Limit}
	switch {
	case len(f.Columns) == 1 && f.Columns[0] == "all":
		view.Columns = nil
	case len(f.Columns) == 0 && f.Format == "table":
		view.Columns = table.Listed(t.Name)
		if at := slices.Index(t.Head, "ruled"); at >= 0 && !slices.ContainsFunc(t.Rows, func(row []any) bool { return row[at] != nil }) {
			view.Columns = slices.DeleteFunc(slices.Clone(view.Columns), func(name string) bool { return name == t.Head[at] })
		}
	}
	t = t.Identified()
	picked, err := t.Pick(view)
	var unknown *table.UnknownColumn
	if errors.As(err, &unknown) {
		return usagef("%w%s", err, didYouMean(unknown.Name, unknown.Head))
	}
	if err != nil {
		return err
	}
	if len(picked.Rows) < len(t.Rows) {
		c.note(fmt.Sprintf("%d of %d rows are shown", len(picked.Rows), len(t.Rows)))
	}
	switch f.Format {
	case "csv":
		return c.output(f.Output, func(w io.Writer) error { return table.CSV(w, picked) })
	case "json":
		return c.output(f.Output, func(w io.Writer) error { return table.JSON(w, picked) })
	}
	width, _ := c.style(f.Output)
	return c.text(f.Output, func(w io.Writer) error { return table.Columns(w, picked, width) })
}

// queryFlags are those of every question to the ledger.
type queryFlags struct {
	ledgerFlag
	listFlags
	namesFlag
	opt   estimate.Options
	Query []string `arg:"" optional:"" help:"What to look for: words, phrases in quotation marks of their own ('\"cut off\"'), AND, OR, NOT, prefix*, fields (action:killed); see docs/search.md."`
}

// sureFlags are those of what is read with more or less confidence.
type sureFlags struct {
	queryFlags
	MinConfidence float64 `placeholder:"P" help:"Only rows that are right with a likelihood of P or more, from 0 to 1."`
}

func (q *sureFlags) ask(c *console, name string) error {
	if !(0 <= q.MinConfidence && q.MinConfidence <= 1) {
		return usagef("--min-confidence %v: must lie between 0 and 1", q.MinConfidence)
	}
	return q.askOf(c, name, func(t *table.Table) *table.Table { return t.Confident(q.MinConfidence) })
}

type (
	storiesCmd   struct{ queryFlags }
	claimsCmd    struct{ sureFlags }
	figuresCmd   struct{ sureFlags }
	movementsCmd struct{ queryFlags }
	eventsCmd    struct {
		queryFlags
		estimateFlags
	}
	estimatesCmd struct {
		queryFlags
		estimateFlags
	}
)

func (q *storiesCmd) Run(c *console) error   { return q.ask(c, "stories") }
func (q *claimsCmd) Run(c *console) error    { return q.ask(c, "claims") }
func (q *figuresCmd) Run(c *console) error   { return q.ask(c, "figures") }
func (q *movementsCmd) Run(c *console) error { return q.ask(c, "movements") }
func (q *eventsCmd) Run(c *console) (err error) {
	if q.opt, err = q.estimating(); err != nil {
		return err
	}
	return q.ask(c, "events")
}
func (q *estimatesCmd) Run(c *console) (err error) {
	if q.opt, err = q.estimating(); err != nil {
		return err
	}
	return q.ask(c, "estimates")
}

func (q *queryFlags) ask(c *console, name string) error {
	return q.askOf(c, name, func(t *table.Table) *table.Table { return t })
}

// askOf lists what some leaves of the table of that name.
func (q *queryFlags) askOf(c *console, name string, some func(*table.Table) *table.Table) error {
	asked := strings.Join(q.Query, " ")
	if len(q.Query) > 0 && strings.TrimSpace(asked) == "" {
		return usagef("%s: a question has words; leave it out to list all", name)
	}
	if _, err := query.Parse(asked); err != nil {
		return usagef("%w", err)
	}
	st, err := q.open(c, q.opt, q.Names, name)
	if err != nil {
		return err
	}
	defer st.Close()
	t, err := st.Query(c.ctx, name, asked, q.Names)
	var wrong *query.Error
	if errors.As(err, &wrong) {
		return usagef("%w", err)
	}
	if err != nil && !store.IsDamage(err) {
		return err
	}
	return errors.Join(q.list(c, some(t)), err) // what is damaged is said after all that is whole
}

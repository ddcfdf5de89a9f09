package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"assay"
	"assay/digest"
	"assay/estimate"
	"assay/export"
	"assay/fetch"
	"assay/ingest"
	"assay/page"
	"assay/pipeline"
	"assay/query"
	"assay/screen"
	"assay/store"
	"assay/table"
)

// ledgerFlag names the ledger file.
type ledgerFlag struct {
	Ledger string `short:"l" default:"assay.db" placeholder:"FILE" help:"The ledger: a file, ${default} by default, or the address of a database, postgres://user@host/database."`
}

// shown is the ledger as it is named to somebody who reads along: without a password.
func (l ledgerFlag) shown() string { return store.Shown(l.Ledger) }

// open opens the ledger to show of it what command shows, with estimates as estimating says. That
// names are shown is noted in it.
func (l ledgerFlag) open(c *console, estimating estimate.Options, names bool, command string) (*store.Store, error) {
	st, err := store.Open(c.ctx, l.Ledger)
	if err != nil {
		return nil, err
	}
	st.Estimating = estimating
	if names {
		if err := st.NoteNames(c.ctx, command); err != nil {
			st.Close()
			return nil, err
		}
	}
	return st, nil
}

// addingFlags are the flags of every command that adds reports to a ledger.
type addingFlags struct {
	readingFlags
	vagueFlag
	ledgerFlag
	Collection   string `placeholder:"NAME" help:"Put what is new into a collection (assay collection); into the open one by default."`
	Confidential bool   `help:"What is new is confidential there."`
}

// begin opens the ledger to add to it what items are read as, with the date of those that have none.
// What is opened is closed by whoever closes the store of the intake.
func (a *addingFlags) begin(c *console) (*intake, assay.Date, error) {
	opt, err := a.options()
	if err != nil {
		return nil, assay.Date{}, err
	}
	date, stages, err := a.prepare(a.Ledger, opt)
	if err != nil {
		return nil, date, err
	}
	st, err := create(c, a.Ledger)
	if err != nil {
		return nil, date, err
	}
	if st.Into, st.Confidential = a.Collection, a.Confidential; a.Collection != "" {
		if err := st.HasCollection(c.ctx, a.Collection); err != nil {
			st.Close()
			return nil, date, err
		}
	}
	return &intake{c: c, st: st, stages: stages}, date, nil
}

type addCmd struct {
	addingFlags
	mapFlag
	Queue bool     `help:"Read nothing now: the inputs wait in the ledger, which is on a server, until assay work reads them."`
	Paths []string `arg:"" name:"path" help:"Files or folders; - is standard input."`
}

// Run adds reports a few at a time, and shows each as read when it is safe in
// the ledger. What the ledger knows already is not read again.
func (a *addCmd) Run(c *console) error {
	in, date, err := a.begin(c)
	if err != nil {
		return err
	}
	defer in.st.Close()
	c.progress.expect(a.Paths)
	items := ingest.Read(c.ctx, a.Paths, ingest.Options{Published: date, Map: a.Map, Stdin: c.stdin, Note: c.note})
	if a.Queue {
		return enqueue(c, in.st, items)
	}
	return in.take(items, a.Jobs)
}

// create opens a ledger to add to it.
func create(c *console, path string) (*store.Store, error) {
	st, err := store.Create(c.ctx, path)
	if err == nil && st.Backup != "" {
		c.note(fmt.Sprintf("%s: brought up to date; as it was it is in %s", path, st.Backup))
	}
	if err == nil {
		if is, err := st.Unfinished(c.ctx); err == nil && is {
			c.note(path + ": an erasure was cut off; finish it with assay erase")
		}
	}
	return st, err
}

// An intake takes inputs into a ledger and counts what becomes of them.
type intake struct {
	c      *console
	st     *store.Store
	stages []assay.Stage
	alone  func(write func() error) error // while nobody else of this program writes; nil where nobody does
	told   func(store.Batch)              // of what is safe in the ledger; nil where nobody listens

	batch store.Batch
	bytes int       // of the raw bytes in it
	since time.Time // when the first of it came
	sum   store.Added
	known int // not read, since the ledger has them
	twice int // not read, since their bytes came before
	bad   int // in quarantine
	unhad int // not got from where they are

	taken chan error // of the batch before, which is being written

	mu   sync.Mutex // for what comes from the one who reads the inputs
	same []*assay.Report
	dups int   // how many of same came before in this run
	err  error // why it cannot be asked what is known
}

// What is read is committed when it is so many reports or bytes, or when the
// first of them has waited for so long: often enough that little is lost when
// the program is killed, and seldom enough that it costs little.
const (
	batchReports = 64
	batchBytes   = 32 << 20
	batchTime    = time.Second
)

// take reads items and takes them into the ledger, and says at the end what
// became of them. Interrupted, it keeps what was read.
func (in *intake) take(items iter.Seq[ingest.Item], workers int) error {
	c := in.c
	err := in.read(items, workers)
	if err == nil {
		err = in.flush()
	}
	err = errors.Join(err, in.wait())
	if err == nil && c.ctx.Err() == nil {
		err = in.write(func() error { return in.st.Settle(c.ctx) })
	}
	sum := in.sum
	all := sum.New + sum.Replaced + sum.Unchanged + in.known + in.twice + in.bad + in.unhad
	line := fmt.Sprintf("%s: %d %s: %d added, %d read anew, %d known already, %d the same bytes as others, %d in quarantine", in.st.Path(), all, inputOrMore(all),
		sum.New, sum.Replaced, sum.Unchanged+in.known, in.twice, in.bad)
	if in.unhad > 0 {
		line += fmt.Sprintf(", %d not fetched", in.unhad)
	}
	c.note(line)
	if err == nil && c.ctx.Err() != nil {
		err = fmt.Errorf("%s: %w", in.st.Path(), errStopped)
	}
	return err
}

var errStopped = errors.New("stopped before all was read; what is counted is kept; add again, and the rest is added")

func inputOrMore(n int) string { return plural(n, "input") }

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func (in *intake) read(items iter.Seq[ingest.Item], workers int) error {
	c := in.c
	for res := range pipeline.Run(c.ctx, in.fresh(items), in.stages, workers) {
		switch {
		case res.Err != nil:
			if c.ctx.Err() != nil {
				return nil // not read, and so not at fault
			}
			c.complain(res.Err)
			var failure *fetch.Failure
			if errors.As(res.Err, &failure) { // there is nothing to keep: it is where it was
				in.unhad++
				continue
			}
			in.batch.Failed = append(in.batch.Failed, store.Failed{Path: res.Path, Raw: res.Raw, From: res.From, Reason: strings.TrimPrefix(res.Err.Error(), res.Path+": ")})
			in.bytes += len(res.Raw)
		default:
			c.doubts(res.Doc)
			rep := *res.Doc.Report // as light leaves it, but with the bytes, which the ledger keeps
			rep.Offsets = nil
			res.Doc.Report, res.Doc.Tokens, res.Doc.States = &rep, nil, assay.States{}
			in.batch.Docs = append(in.batch.Docs, res.Doc)
			in.bytes += len(rep.Raw)
		}
		if in.since.IsZero() {
			in.since = time.Now()
		}
		if len(in.batch.Docs)+len(in.batch.Failed) >= batchReports || in.bytes >= batchBytes || time.Since(in.since) >= batchTime {
			if err := in.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// fresh yields the items that are to be read, and puts those whose bytes are
// known aside.
func (in *intake) fresh(items iter.Seq[ingest.Item]) iter.Seq[ingest.Item] {
	return func(yield func(ingest.Item) bool) {
		seen := map[assay.ReportID]bool{}
		for item := range items {
			if rep := item.Report; rep != nil && item.Err == nil {
				twice := seen[rep.ID]
				has := false
				if seen[rep.ID] = true; !twice {
					var err error
					if has, err = in.st.Has(in.c.ctx, rep, in.stages); err != nil {
						if in.c.ctx.Err() == nil { // interrupted, what was read is kept
							in.mu.Lock()
							in.err = err
							in.mu.Unlock()
						}
						return
					}
				}
				if has || twice {
					in.aside(rep, twice)
					continue
				}
			}
			if !yield(item) {
				return
			}
		}
	}
}

func (in *intake) aside(rep *assay.Report, twice bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.same = append(in.same, rep)
	if twice {
		in.dups++
	}
}

// flush commits what was read, while more is read, once what was read before is committed.
// It is not given up when the run is.
func (in *intake) flush() error {
	if err := in.wait(); err != nil {
		return err
	}
	in.mu.Lock()
	dups, err := in.dups, in.err
	in.batch.Same, in.same, in.dups = in.same, nil, 0
	in.mu.Unlock()
	if err != nil {
		return err
	}
	batch := in.batch
	in.batch, in.bytes, in.since = store.Batch{}, 0, time.Time{}
	taken := make(chan error, 1)
	in.taken = taken
	go func() { taken <- in.commit(batch, dups) }()
	return nil
}

// wait returns when no batch is being written.
func (in *intake) wait() error {
	if in.taken == nil {
		return nil
	}
	err := <-in.taken
	in.taken = nil
	return err
}

// write writes to the ledger.
func (in *intake) write(f func() error) error {
	if in.alone == nil {
		return f()
	}
	return in.alone(f)
}

// commit writes a batch, of which so many came before, and counts it as read only then.
func (in *intake) commit(batch store.Batch, dups int) error {
	var added store.Added
	err := in.write(func() (err error) {
		added, err = in.st.Take(context.WithoutCancel(in.c.ctx), batch, in.stages)
		return err
	})
	if err != nil {
		return err
	}
	in.sum.New, in.sum.Replaced, in.sum.Unchanged = in.sum.New+added.New, in.sum.Replaced+added.Replaced, in.sum.Unchanged+added.Unchanged
	in.twice, in.known, in.bad = in.twice+dups, in.known+len(batch.Same)-dups, in.bad+len(batch.Failed)
	for _, doc := range batch.Docs {
		in.c.progress.step(len(doc.Raw))
	}
	for _, f := range batch.Failed {
		in.c.progress.step(len(f.Raw))
	}
	for _, rep := range batch.Same {
		in.c.progress.skip(len(rep.Raw))
	}
	if in.told != nil {
		in.told(batch)
	}
	return nil
}

type exportCmd struct {
	ledgerFlag
	outputFlag
	namesFlag
	estimateFlags
	Evidence   bool     `help:"A bundle instead that proves these entries or reports to somebody who has not the ledger, in the folder that -o names."`
	Checkpoint []string `placeholder:"FILE" help:"With --evidence: a checkpoint that its reader has; the bundle proves that the log goes on from there. May be given more than once."`
	As         string   `enum:"csv,jsonl,html,text,xlsx,parquet,sqlite,geojson,ucdp,acled,idmc,gidd,plover,ftm,rdf,webannotation,brat,conllu,xmi,gold,markdown,card,svg,none" default:"none" help:"The form: csv, jsonl, html (the page of all reports), text (their digest), xlsx, parquet, sqlite (for Datasette), geojson, ucdp, acled, idmc (Helix) or gidd (their columns), plover, ftm (FollowTheMoney), rdf (NIF, as Turtle), webannotation, brat, conllu, xmi (UIMA), gold (reports that somebody went through whole, for assay eval ledger and training), markdown, card or svg (one estimate or figure)."`
	Table      string   `enum:"stories,claims,figures,movements,events,estimates,all" default:"all" help:"With --as csv: the table; all of them go into the folder that -o names."`
	Coarsen    string   `enum:"none,admin1" default:"none" help:"admin1: no place closer than its first-level division; sentences are left out."`
	Without    []string `enum:"routes,prices" placeholder:"WHAT,…" help:"Leave out routes (movements) or prices (amounts of money); sentences are left out too."`
	Query      []string `arg:"" optional:"" help:"What leaves, in the language of searches and listings: words, phrases in quotation marks of their own ('\"cut off\"'), AND, OR, NOT, fields (action:killed), ids (3fa9c021:f7); see docs/search.md."`
}

const asCSV = "csv"

// chosen returns the ids of what is asked for, in the language of the listings.
func (e *exportCmd) chosen(c *console, st *store.Store) (map[string]bool, error) {
	tables := table.Names[:]
	if e.Table != "all" {
		tables = []string{e.Table}
	}
	only, err := st.Chosen(c.ctx, strings.Join(e.Query, " "), e.Names, tables...)
	if only != nil && len(only) == 0 {
		c.note("export: nothing was found, and nothing leaves")
	}
	return only, err
}

// form writes what was chosen in a form that others read.
func (e *exportCmd) form(c *console, st *store.Store, form *export.Form) error {
	switch {
	case form.Folder && table.HeadOf(e.Table) == nil && (e.Output == "" || e.Output == "-"):
		return usagef("--as %s: its files need a folder; name one with -o", form.Name)
	case form.Words && export.Leaving(e.Names, e.Coarsen, e.Without).Short():
		return usagef("--as %s: it holds the words of reports, in which places, routes and prices stand; leave out --coarsen and --without, or take another form", form.Name)
	}
	opt := export.Leaving(e.Names, e.Coarsen, e.Without)
	var damage error
	if opt.Only, damage = e.chosen(c, st); damage != nil && !store.IsDamage(damage) {
		return damage
	}
	run, err := everything(c, st)
	if err != nil && !store.IsDamage(err) {
		return err
	}
	damage = store.JoinDamage(damage, err)
	l := export.New(run, opt)
	if table.HeadOf(e.Table) != nil { // one table, as CSV
		return errors.Join(c.output(e.Output, func(w io.Writer) error { return table.CSV(w, l.Table(e.Table)) }), damage)
	}
	if form.Folder {
		if err := os.MkdirAll(e.Output, 0o777); err != nil {
			return cannotWrite(e.Output, err)
		}
	}
	err = form.Write(l, func(name string, write func(io.Writer) error) error {
		path := e.Output
		if name != "" {
			path = filepath.Join(e.Output, name)
		}
		return c.output(path, write)
	})
	return errors.Join(err, damage)
}

func (e *exportCmd) Run(c *console) error {
	if e.Evidence == (e.As != "none") {
		return usagef("export: say a form (--as csv), or --evidence with ids")
	}
	opt, err := e.estimating()
	if err != nil {
		return err
	}
	st, err := e.open(c, opt, e.Names, "export")
	if err != nil {
		return err
	}
	defer st.Close()
	if e.Evidence {
		return e.evidence(c, st)
	}
	err = e.write(c, st)
	var wrong *query.Error
	if errors.As(err, &wrong) {
		return usagef("%w", err)
	}
	return err
}

// write writes the form that was asked for.
func (e *exportCmd) write(c *console, st *store.Store) error {
	if len(e.Query) > 0 && strings.TrimSpace(strings.Join(e.Query, " ")) == "" {
		return usagef("export: a question has words; leave it out to have all leave")
	}
	asked, short := len(e.Query) > 0, export.Leaving(e.Names, e.Coarsen, e.Without).Short()
	switch form := export.FormOf(e.As); {
	case table.HeadOf(e.Table) != nil && e.As != asCSV:
		return usagef("--table %s: it is for --as csv", e.Table)
	case form != nil && (e.As != asCSV || asked || short):
		return e.form(c, st, form)
	case short:
		return usagef("--as %s: it has the words of reports; leave out --coarsen and --without", e.As)
	}
	if e.As == "jsonl" {
		only, damage := e.chosen(c, st) // damage is said after all that is whole is written
		if damage != nil && !store.IsDamage(damage) {
			return damage
		}
		err := c.output(e.Output, func(w io.Writer) error {
			damage = store.JoinDamage(damage, st.LinesOf(c.ctx, w, only))
			if store.IsDamage(damage) || e.Output == "" || e.Output == "-" {
				return nil // so that what was written ends with a whole line
			}
			return damage
		})
		if err == nil || store.IsDamage(damage) {
			err = errors.Join(err, damage)
		}
		return err
	}
	if e.As != asCSV {
		return e.screen(c, st)
	}
	one := func(name, path string) error {
		t, err := st.Query(c.ctx, name, "", e.Names)
		if err != nil && !store.IsDamage(err) {
			return err
		}
		return errors.Join(c.output(path, func(w io.Writer) error { return table.CSV(w, t.Identified()) }), err)
	}
	if e.Table != "all" {
		return one(e.Table, e.Output)
	}
	if e.Output == "" {
		return usagef("--as csv: six tables need a folder; name one with -o, or one table with --table")
	}
	if err := os.MkdirAll(e.Output, 0o777); err != nil {
		return cannotWrite(e.Output, err)
	}
	var damage error // said after all that is whole is written
	for _, name := range table.Names {
		if err := one(name, filepath.Join(e.Output, name+".csv")); err != nil {
			if !store.IsDamage(err) {
				return err
			}
			damage = store.JoinDamage(damage, err)
		}
	}
	return damage
}

// screen writes what assay read shows of the same reports, with what persons ruled; of some
// only what was chosen and what it rests on.
func (e *exportCmd) screen(c *console, st *store.Store) error {
	only, damage := e.chosen(c, st)
	if damage != nil && !store.IsDamage(damage) {
		return damage
	}
	run, err := everything(c, st)
	if err != nil && !store.IsDamage(err) {
		return err
	}
	run, damage, err = export.Told(run, only), store.JoinDamage(damage, err), nil
	if e.As == "html" {
		err = c.output(e.Output, func(w io.Writer) error { return page.Write(w, run, page.Options{Names: e.Names}) })
	} else {
		opt := digest.Options{Names: e.Names}
		opt.Width, opt.Color = c.style(e.Output)
		err = c.text(e.Output, func(w io.Writer) error { return digest.Write(w, run, opt) })
	}
	return errors.Join(err, damage)
}

// everything returns all that a ledger holds. The error may be damage, which is said after all
// that is whole is shown.
func everything(c *console, st *store.Store) (screen.Run, error) {
	all, err := st.Pile(c.ctx)
	if err != nil && !store.IsDamage(err) {
		return screen.Run{}, err
	}
	if len(all.Docs) == 0 && err == nil {
		return screen.Run{}, fmt.Errorf("%s: %w: the ledger holds no reports; add some with assay add", st.Path(), assay.ErrNotFound)
	}
	return screen.Run{Docs: all.Docs, Stories: all.Stories, Events: all.Events, Estimates: all.Estimates}, err
}

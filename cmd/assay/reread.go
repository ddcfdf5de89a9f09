package main

import (
	"fmt"

	"assay"
	"assay/ingest"
	"assay/ingest/records"
	"assay/lang"
	"assay/pipeline"
	"assay/store"
)

type rereadCmd struct {
	gazetteerFlag
	mapFlag
	Reader *string `enum:"careful,fast" placeholder:"READER" help:"careful or fast, as in add. With careful alone, what was read fast is read again."`
	vagueFlag
	ledgerFlag
	All     bool     `help:"All reports."`
	DryRun  bool     `help:"Read nothing; check that all that the ledger holds is as it was written."`
	Jobs    int      `short:"j" aliases:"workers" placeholder:"N" help:"How many reports to read at once; one for each processor by default."`
	Reports []string `arg:"" optional:"" name:"report" help:"Reports, by path or id."`
}

// Run reads reports again from the bytes that the ledger keeps, and writes their
// entries anew: what is damaged is whole then, and what newer stages read better
// is read by them.
func (r *rereadCmd) Run(c *console) error {
	reader := readerFlag{lang.Careful.String()}
	if r.Reader != nil {
		reader.Reader = *r.Reader
	}
	readFast := r.Reader != nil && reader.reader() == lang.Careful && !r.All && len(r.Reports) == 0
	if r.All == (len(r.Reports) > 0) && !r.DryRun && !readFast {
		return usagef("reread: name reports, or say --all, or --reader careful for what was read fast")
	}
	opt, err := r.options()
	if err != nil {
		return err
	}
	flags := readingFlags{gazetteerFlag: r.gazetteerFlag, readerFlag: reader, Jobs: r.Jobs}
	_, stages, err := flags.prepare(r.Ledger, opt)
	if err != nil {
		return err
	}
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	if r.DryRun {
		if err := st.Check(c.ctx); err != nil {
			return err
		}
		c.note(r.shown() + ": whole: all is as it was written")
		return nil
	}
	var ids []string
	if r.All {
		if ids, err = st.IDs(c.ctx); err != nil {
			return err
		}
		sound, err := st.Sound(c.ctx)
		if err != nil {
			return err
		}
		if !sound {
			return r.salvage(c, st, ids, stages)
		}
	}
	if readFast {
		if ids, err = st.ReadFast(c.ctx); err != nil {
			return err
		}
	}
	for _, name := range r.Reports {
		id, err := st.Find(c.ctx, name)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	return r.mend(c, st, ids, stages)
}

// mend reads reports again and makes the ledger whole.
func (r *rereadCmd) mend(c *console, st *store.Store, ids []string, stages []assay.Stage) error {
	read, err := r.again(c, st, ids, stages)
	if err != nil {
		return err
	}
	if c.ctx.Err() != nil {
		return fmt.Errorf("%s: stopped: %d of %d reports read again; the next question finds the stories", st.Path(), read, len(ids))
	}
	dropped, err := st.Mend(c.ctx)
	if err != nil {
		return err
	}
	for _, line := range dropped {
		c.note(st.Path() + ": " + line)
	}
	if err := st.Settle(c.ctx); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: %d of %d %s read again", st.Path(), read, len(ids), reportOrMore(len(ids))))
	return misfits(c, st)
}

// misfits names the rulings that fit nothing that is read now.
func misfits(c *console, st *store.Store) error {
	list, err := st.Rulings(c.ctx)
	if err != nil && !store.IsDamage(err) {
		return err
	}
	for _, ru := range list {
		if ru.Misfit != "" {
			c.note(fmt.Sprintf("%s: ruling %s does not fit any more and is not applied: %s; see assay rule list", st.Path(), ru.ID, ru.Misfit))
		}
	}
	return nil
}

// salvage does the same in a new ledger, with what can be read of one whose file
// is broken: SQLite cannot write where it cannot follow the file. The old one is
// left as it is.
func (r *rereadCmd) salvage(c *console, st *store.Store, ids []string, stages []assay.Stage) error {
	to, err := st.Salvage(c.ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	c.note(fmt.Sprintf("%s: is broken, and left as it is; what can be read of it goes to %s", r.shown(), to.Path()))
	if err := r.mend(c, to, ids, stages); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: look at it, and put it in the place of %s if it is as it should be", to.Path(), r.shown()))
	return nil
}

// again reads reports by their ids, and returns how many of them could be read.
func (r *rereadCmd) again(c *console, st *store.Store, ids []string, stages []assay.Stage) (read int, err error) {
	items := func(yield func(ingest.Item) bool) {
		for _, id := range ids {
			if !yield(one(c, st, id, r.Map)) {
				return
			}
		}
	}
	var docs []*assay.Doc
	flush := func() error {
		err := st.Replace(c.ctx, docs, stages)
		if err == nil {
			read += len(docs)
		}
		docs = nil
		return err
	}
	for res := range pipeline.Run(c.ctx, items, stages, r.Jobs) {
		if res.Err != nil {
			c.progress.step(0)
			c.complain(res.Err)
			continue
		}
		c.progress.step(len(res.Doc.Raw))
		c.doubts(res.Doc)
		if docs = append(docs, light(res.Doc)); len(docs) == batchReports {
			if err := flush(); err != nil {
				return read, err
			}
		}
	}
	if c.ctx.Err() != nil {
		return read, nil
	}
	return read, flush()
}

// one makes the report with an id again.
func one(c *console, st *store.Store, id string, m records.Map) ingest.Item {
	src, err := st.Source(c.ctx, id)
	if err != nil {
		return ingest.Item{Path: id, Err: err}
	}
	items := ingest.Again(src.Path, src.Raw, src.Part, src.From, ingest.Options{Published: src.Published, Map: m})
	switch item := items[0]; {
	case len(items) == 1 && item.Err != nil:
		return item
	case len(items) != 1 || item.Report.ID.String() != id:
		return ingest.Item{Path: src.Path, Err: fmt.Errorf("%s: its bytes are read as another report now than %s; add it again from its file", src.Path, id)}
	default:
		return item
	}
}

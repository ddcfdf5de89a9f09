package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay"
	"assay/ingest"
	"assay/ledger"
	"assay/pipeline"
	"assay/store"
)

type eraseCmd struct {
	gazetteerFlag
	readerFlag
	vagueFlag
	ledgerFlag
	Person  string   `placeholder:"NAME|ID" help:"Mask a person's name in all reports, by as many bytes, and read these again; the whole name, or an id as 3fa9c021:a2."`
	Backup  []string `placeholder:"FILE" help:"Erase in this earlier copy of the ledger too. May be given more than once."`
	Reports []string `arg:"" optional:"" name:"report" help:"Reports, by path or id; none to finish what was cut off."`

	finished bool // something that was cut off
}

// Run erases reports from the ledger and from copies of it.
func (e *eraseCmd) Run(c *console) error {
	if e.Person != "" && len(e.Reports) > 0 {
		return usagef("erase: name reports, or a person with --person")
	}
	if e.Person != "" {
		return e.person(c)
	}
	found := map[string]bool{} // of the reports, by the names that were given
	for _, path := range append([]string{e.Ledger}, e.Backup...) {
		if err := e.from(c, path, found); err != nil {
			return err
		}
		e.beside(c, path)
	}
	if len(e.Reports) == 0 && !e.finished {
		return usagef("erase: nothing is to be finished; name reports, or a person with --person")
	}
	for _, name := range e.Reports {
		if !found[name] && !e.finished { // else it may be what was erased then
			return fmt.Errorf("%s: %w: no report %q; name one by its path or id as assay stories shows them", e.shown(), assay.ErrNotFound, name)
		}
	}
	if len(e.Backup) == 0 {
		c.note("what was exported or copied before has it still; for copies of the ledger, give --backup FILE")
	}
	return nil
}

// beside names the copies beside a ledger that this program made and nobody gave.
func (e *eraseCmd) beside(c *console, path string) {
	for _, pattern := range []string{".v*-backup*", ".salvaged*"} {
		list, _ := filepath.Glob(globbed(path) + pattern)
		for _, copy := range list {
			if !slices.Contains(e.Backup, copy) && !strings.HasSuffix(copy, "-index") && !strings.HasSuffix(copy, "-wal") && !strings.HasSuffix(copy, "-shm") {
				c.note(fmt.Sprintf("%s: is a copy of before and may have it still; give it with --backup, or remove it", copy))
			}
		}
	}
}

// globbed is the pattern of one path.
func globbed(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// finish finishes an erasure in a ledger that was cut off, if there is one.
func (e *eraseCmd) finish(c *console, st *store.Store) (bool, error) {
	is, err := st.Unfinished(c.ctx)
	if err != nil || !is {
		return false, err
	}
	if err := st.Finish(c.ctx); err != nil {
		return false, err
	}
	e.finished = true
	c.note(st.Path() + ": an erasure that was cut off is finished")
	return true, nil
}

func (e *eraseCmd) from(c *console, path string, found map[string]bool) error {
	if _, err := os.Stat(path); err != nil {
		return cannotRead(path, err)
	}
	st, err := store.Create(c.ctx, path) // a copy may be of an older version
	if err != nil {
		return err
	}
	defer st.Close()
	var ids []string
	for _, name := range e.Reports {
		id, err := st.Find(c.ctx, name)
		switch {
		case errors.Is(err, assay.ErrNotFound):
		case err != nil:
			return err
		default:
			found[name] = true
			ids = append(ids, id)
		}
	}
	if st.Backup != "" { // which has what is to be erased
		if err := os.Remove(st.Backup); err != nil {
			return cannotWrite(st.Backup, err)
		}
	}
	if len(ids) == 0 {
		finished, err := e.finish(c, st)
		if err == nil && !finished && len(e.Reports) > 0 {
			c.note(path + ": has none of them")
		}
		return err
	}
	gone, err := st.Erase(c.ctx, ids)
	if err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: erased %d %s, with %d raw bytes, %d %s and what %d %s of the log stated", path, gone.Reports, reportOrMore(gone.Reports), gone.RawBytes, gone.Said, plural(gone.Said, "ruling"), gone.Entries, entries(int64(gone.Entries))))
	if len(gone.Near) > 0 {
		c.note(fmt.Sprintf("%s: of one story with what was erased, and so with words of it, are still %s", path, strings.Join(gone.Near, ", ")))
	}
	return nil
}

// person erases a person's name from the ledger and from copies of it.
func (e *eraseCmd) person(c *console) error {
	opt, err := e.options()
	if err != nil {
		return err
	}
	flags := readingFlags{gazetteerFlag: e.gazetteerFlag, readerFlag: e.readerFlag}
	_, stages, err := flags.prepare(e.Ledger, opt)
	if err != nil {
		return err
	}
	name := e.Person
	if report, actor, ok := strings.Cut(name, ":"); ok {
		if name, err = e.actor(c, report, actor); err != nil {
			return err
		}
	}
	p, err := store.NewPerson(name)
	if err != nil {
		return err
	}
	for _, path := range append([]string{e.Ledger}, e.Backup...) {
		if err := e.mask(c, path, p, stages); err != nil {
			return err
		}
		e.beside(c, path)
	}
	if len(e.Backup) == 0 {
		c.note("what was exported or copied before has the name still; for copies of the ledger, give --backup FILE")
	}
	return nil
}

// actor returns the name of a person by the ids of a report and an actor in it.
func (e *eraseCmd) actor(c *console, report, actor string) (string, error) {
	st, err := store.Open(c.ctx, e.Ledger)
	if err != nil {
		return "", err
	}
	defer st.Close()
	r, err := st.Read(c.ctx, report)
	if err != nil {
		return "", err
	}
	for i := range r.Doc.Actors {
		if ledger.ID('a', i) == actor && r.Doc.Actors[i].Class == assay.Person {
			return r.Doc.Actors[i].Name, nil
		}
	}
	return "", fmt.Errorf("%s: %w: there is no person %s in it", report, assay.ErrNotFound, actor)
}

func (e *eraseCmd) mask(c *console, path string, p *store.Person, stages []assay.Stage) error {
	if _, err := os.Stat(path); err != nil {
		return cannotRead(path, err)
	}
	st, err := store.Create(c.ctx, path)
	if err != nil {
		return err
	}
	defer st.Close()
	if st.Backup != "" { // which has what is to be erased
		if err := os.Remove(st.Backup); err != nil {
			return cannotWrite(st.Backup, err)
		}
	}
	sources, err := st.Naming(c.ctx, p)
	if err != nil {
		return err
	}
	was := make([]string, len(sources))
	items := func(yield func(ingest.Item) bool) {
		for i, src := range sources {
			was[i] = src.ID
			from := src.Path
			if p.In(from) {
				from = p.Mask(from)
			}
			if p.In(src.From.Address) {
				src.From.Address = p.Mask(src.From.Address)
			}
			again := ingest.Again(from, []byte(p.Mask(string(src.Raw))), src.Part, src.From, ingest.Options{Published: src.Published})
			item := again[0]
			if len(again) != 1 {
				item = ingest.Item{Path: from, Err: fmt.Errorf("%s: masked, its bytes are read as %d reports; erase the report", from, len(again))}
			}
			if !yield(item) {
				return
			}
		}
	}
	var list []store.Masked
	for res := range pipeline.Run(c.ctx, items, stages, 1) {
		if res.Err != nil {
			return res.Err
		}
		rep := *res.Doc.Report
		rep.Offsets = nil
		res.Doc.Report, res.Doc.Tokens, res.Doc.States = &rep, nil, assay.States{}
		list = append(list, store.Masked{Was: was[len(list)], Doc: res.Doc})
	}
	if err := c.ctx.Err(); err != nil {
		return err
	}
	mentioned, err := st.Mentioned(c.ctx, p)
	if err != nil {
		return err
	}
	if len(list) > 0 || mentioned {
		gone, err := st.EraseName(c.ctx, p, list, stages)
		if err != nil {
			return err
		}
		c.note(fmt.Sprintf("%s: masked in %d %s, which were read again; what %d %s of the log stated is erased", path, gone.Reports, reportOrMore(gone.Reports), gone.Entries, entries(int64(gone.Entries))))
		if err := misfits(c, st); err != nil {
			return err
		}
	} else if finished, err := e.finish(c, st); err != nil {
		return err
	} else if !finished {
		c.note(path + ": no report has the name")
	}
	quarantine, err := st.Quarantine(c.ctx)
	if err != nil {
		return err
	}
	for _, q := range quarantine {
		raw, err := st.Raw(c.ctx, q)
		if err != nil {
			return err
		}
		if p.In(string(raw)) || p.In(q.Path) || p.In(q.Reason) {
			c.complain(fmt.Errorf("%s: %s in quarantine has the name, and is left as it is; take it out with assay quarantine drop, and erase again", path, q.ID))
		}
	}
	return nil
}

type backupCmd struct {
	ledgerFlag
	File string `arg:"" help:"The copy; nothing may be there yet."`
}

// Run copies the ledger.
func (b *backupCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, b.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.CopyTo(c.ctx, b.File); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: copied to %s", b.shown(), b.File))
	return nil
}

type restoreCmd struct {
	ledgerFlag
	File string `arg:"" help:"A copy that assay backup made."`
}

// Run makes a ledger of a copy that is whole.
func (r *restoreCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, r.File)
	if err != nil {
		return err
	}
	defer st.Close()
	found, err := st.Verify(c.ctx, nil)
	if err != nil {
		return err
	}
	if len(found.Wrong) > 0 {
		return fmt.Errorf("%s: is not as it was written, %s: %s; see assay verify -l %s", r.File, found.Wrong[0].Where, found.Wrong[0].What, r.File)
	}
	if err := st.CopyTo(c.ctx, r.Ledger); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: restored from %s, verified: %d %s", r.shown(), r.File, found.Reports, reportOrMore(found.Reports)))
	return nil
}

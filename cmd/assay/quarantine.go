package main

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"assay"
	"assay/ingest"
	"assay/store"
	"assay/table"
)

// quarantineCmd is for inputs that could not be read.
type quarantineCmd struct {
	List  quarantineListCmd  `cmd:"" default:"withargs" help:"List them, with the reason."`
	Retry quarantineRetryCmd `cmd:"" help:"Try to read them again: from the bytes the ledger keeps, or from their paths where it has none."`
	Drop  quarantineDropCmd  `cmd:"" help:"Take them out of the ledger."`
}

type quarantineListCmd struct {
	ledgerFlag
	listFlags
}

func (q *quarantineListCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, q.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	list, damage := st.Quarantine(c.ctx)
	if damage != nil && !store.IsDamage(damage) {
		return damage
	}
	t := &table.Table{Name: "quarantine", Head: []string{"id", "path", "reason", "at", "size", "digest"}}
	for _, e := range list {
		t.Rows = append(t.Rows, []any{e.ID, e.Path, e.Reason, text(e.At), e.Size, text(e.Digest)})
	}
	return errors.Join(q.list(c, t), damage)
}

// quarantined names some of what is in quarantine.
type quarantined struct {
	ledgerFlag
	All   bool     `help:"All of them."`
	Paths []string `arg:"" optional:"" name:"path" help:"Paths or ids, as assay quarantine lists them."`
}

// pick returns the entries that are named.
func (q *quarantined) pick(c *console, st *store.Store) ([]store.Quarantined, error) {
	if q.All == (len(q.Paths) > 0) {
		return nil, usagef("quarantine: name paths or ids, or say --all")
	}
	list, err := st.Quarantine(c.ctx)
	if err != nil || q.All {
		return list, err
	}
	var picked []store.Quarantined
	for _, path := range q.Paths {
		at := slices.IndexFunc(list, func(e store.Quarantined) bool { return e.Path == path })
		if at < 0 {
			at = slices.IndexFunc(list, func(e store.Quarantined) bool { return e.ID == path })
		}
		if at < 0 {
			return nil, fmt.Errorf("%w: %s: is not in quarantine; see assay quarantine", assay.ErrNotFound, path)
		}
		picked = append(picked, list[at])
	}
	return picked, nil
}

type quarantineRetryCmd struct {
	gazetteerFlag
	readerFlag
	mapFlag
	vagueFlag
	quarantined
	Jobs int `short:"j" aliases:"workers" placeholder:"N" help:"How many reports to read at once; one for each processor by default."`
}

func (q *quarantineRetryCmd) Run(c *console) error {
	opt, err := q.options()
	if err != nil {
		return err
	}
	flags := readingFlags{gazetteerFlag: q.gazetteerFlag, readerFlag: q.readerFlag, Jobs: q.Jobs}
	_, stages, err := flags.prepare(q.Ledger, opt)
	if err != nil {
		return err
	}
	st, err := store.Open(c.ctx, q.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := q.pick(c, st)
	if err != nil {
		return err
	}
	var read []string // what gives reports now, perhaps under longer paths
	var broken error
	items := func(yield func(ingest.Item) bool) {
		for _, e := range list {
			raw, err := st.Raw(c.ctx, e)
			if err != nil {
				broken = err
				return
			}
			var found iter.Seq[ingest.Item]
			if raw != nil {
				found = slices.Values(ingest.Again(e.Path, raw, e.Part, e.From, ingest.Options{Map: q.Map}))
			} else {
				found = ingest.Find(c.ctx, e.Path, ingest.Options{Map: q.Map, Stdin: c.stdin, Note: c.note})
			}
			whole := true
			for item := range found {
				whole = whole && item.Err == nil
				if !yield(item) {
					return
				}
			}
			if whole {
				read = append(read, e.Path)
			}
		}
	}
	in := &intake{c: c, st: st, stages: stages}
	if err := errors.Join(in.take(items, q.Jobs), broken); err != nil {
		return err
	}
	return st.Release(c.ctx, read)
}

type quarantineDropCmd struct{ quarantined }

func (q *quarantineDropCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, q.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := q.pick(c, st)
	if err != nil {
		return err
	}
	var paths []string
	for _, e := range list {
		paths = append(paths, e.Path)
	}
	if err := st.Release(c.ctx, paths); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: %d dropped from quarantine", q.shown(), len(paths)))
	return nil
}

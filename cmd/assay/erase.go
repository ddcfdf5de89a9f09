package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"assay"
	"assay/store"
)

type eraseCmd struct {
	ledgerFlag
	Backup  []string `placeholder:"FILE" help:"Erase in this earlier copy of the ledger too. May be given more than once."`
	Reports []string `arg:"" name:"report" help:"Reports, by path or id."`
}

// Run erases reports from the ledger and from copies of it.
func (e *eraseCmd) Run(c *console) error {
	found := map[string]bool{} // of the reports, by the names that were given
	for _, path := range append([]string{e.Ledger}, e.Backup...) {
		if err := e.from(c, path, found); err != nil {
			return err
		}
	}
	for _, name := range e.Reports {
		if !found[name] {
			return fmt.Errorf("%s: %w: no report %q; name one by its path or id as assay stories shows them", e.Ledger, assay.ErrNotFound, name)
		}
	}
	if len(e.Backup) == 0 {
		c.note("what was exported or copied before has it still; for copies of the ledger, give --backup FILE")
	}
	return nil
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
		c.note(path + ": has none of them")
		return nil
	}
	gone, err := st.Erase(c.ctx, ids)
	if err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: erased %d %s, with %d raw bytes, %d %s and what %d %s of the log stated", path, gone.Reports, plural(gone.Reports, "report"), gone.RawBytes, gone.Said, plural(gone.Said, "ruling"), gone.Entries, entries(int64(gone.Entries))))
	if len(gone.Near) > 0 {
		c.note(fmt.Sprintf("%s: of one story with what was erased, and so with words of it, are still %s", path, strings.Join(gone.Near, ", ")))
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
	c.note(fmt.Sprintf("%s: copied to %s", b.Ledger, b.File))
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
	c.note(fmt.Sprintf("%s: restored from %s, verified: %d %s", r.Ledger, r.File, found.Reports, plural(found.Reports, "report")))
	return nil
}

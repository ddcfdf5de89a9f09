package main

import (
	"fmt"

	"assay/store"
)

type removeCmd struct {
	ledgerFlag
	DryRun  bool     `help:"Say what would go, and change nothing."`
	Reports []string `arg:"" name:"report" help:"Reports, by path or id."`
}

// Run removes reports. What hangs on them goes with them, but for rulings on
// which reports are one story.
func (r *removeCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	var ids []string
	named := map[string]bool{}
	for _, name := range r.Reports {
		id, err := st.Find(c.ctx, name)
		if err != nil {
			return err
		}
		if !named[id] {
			named[id] = true
			ids = append(ids, id)
		}
	}
	gone, err := st.Remove(c.ctx, ids, r.DryRun)
	if err != nil {
		return err
	}
	if !r.DryRun {
		if err := st.Settle(c.ctx); err != nil {
			return err
		}
	}
	word := "removed"
	if r.DryRun {
		word = "would remove"
	}
	line := fmt.Sprintf("%s: %s %d %s of %d %s, with %d claims, %d figures, %d movements and %d raw bytes", r.shown(), word, gone.Reports, reportOrMore(gone.Reports),
		gone.Stories, map[bool]string{true: "story", false: "stories"}[gone.Stories == 1], gone.Claims, gone.Figures, gone.Movements, gone.RawBytes)
	if gone.Rulings > 0 {
		line += fmt.Sprintf("; %d %s on them kept", gone.Rulings, plural(gone.Rulings, "ruling"))
	}
	if gone.Said > 0 {
		line += fmt.Sprintf("; with %d %s on their figures", gone.Said, plural(gone.Said, "ruling"))
	}
	c.note(line)
	return nil
}

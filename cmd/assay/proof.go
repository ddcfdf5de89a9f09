package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"assay/journal"
	"assay/store"
)

type verifyCmd struct {
	ledgerFlag
	Checkpoint []string `placeholder:"FILE" help:"A checkpoint that you kept: the log must go on from there. May be given more than once."`
}

// Run holds the ledger against itself and against what the user kept, and names
// what is wrong.
func (v *verifyCmd) Run(c *console) error {
	kept, err := checkpoints(v.Checkpoint)
	if err != nil {
		return err
	}
	st, err := store.Open(c.ctx, v.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	found, err := st.Verify(c.ctx, kept)
	if err != nil {
		return err
	}
	err = c.text("", func(w io.Writer) error {
		for _, s := range found.Skipped {
			fmt.Fprintln(w, "not looked at: "+s)
		}
		for _, is := range found.Wrong {
			fmt.Fprintln(w, is.Where+": "+is.What)
		}
		if len(found.Wrong) > 0 {
			return nil
		}
		_, err := fmt.Fprintf(w, "%d %s, %d %s of them, %d %s, %d %s, %d %s of the log\n%s", found.Reports, reportOrMore(found.Reports),
			found.Entries, entries(int64(found.Entries)), found.Inputs, plural(found.Inputs, "input"), found.Rulings, plural(found.Rulings, "ruling"),
			found.Checkpoint.Size, entries(found.Checkpoint.Size), found.Checkpoint)
		return err
	})
	switch n := len(found.Wrong); {
	case err != nil:
		return err
	case n > 0:
		return fmt.Errorf("%s: %d %s not as it should be", v.shown(), n, map[bool]string{true: "thing is", false: "things are"}[n == 1])
	}
	line := v.shown() + ": verified"
	if len(kept) == 0 {
		line += "; keep a checkpoint elsewhere (assay log checkpoint), and give it the next time, to know that the log was not made anew"
	}
	c.note(line)
	return nil
}

// checkpoints reads checkpoints that the user kept.
func checkpoints(paths []string) (kept []journal.Checkpoint, err error) {
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, cannotRead(path, err)
		}
		point, err := journal.ParseCheckpoint(string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		kept = append(kept, point)
	}
	return kept, nil
}

func reportOrMore(n int) string { return plural(n, "report") }

func entries(n int64) string { return map[bool]string{true: "entry", false: "entries"}[n == 1] }

type logCmd struct {
	List       logListCmd       `cmd:"" default:"withargs" help:"List what was done to the ledger."`
	Checkpoint logCheckpointCmd `cmd:"" help:"Print the checkpoint of the log: sign it, time-stamp it, keep it elsewhere."`
}

type logListCmd struct{ ledgerFlag }

// Run lists the log.
func (l *logListCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, l.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := st.Log(c.ctx)
	if err != nil {
		return err
	}
	return c.text("", func(w io.Writer) error {
		for _, e := range list {
			about := e.Report + e.Command
			switch {
			case e.Erased:
				about = "(erased)"
			case !e.Valid:
				about = "(not what was entered: see assay verify)"
			}
			if e.By != "" {
				about = strings.TrimSpace(about + "  by " + e.By)
			}
			if about != "" {
				about = "  " + about
			}
			if _, err := fmt.Fprintf(w, "%6d  %s  %-8s%s\n", e.N, e.At, e.What, about); err != nil {
				return err
			}
		}
		return nil
	})
}

type logCheckpointCmd struct {
	ledgerFlag
	Output string `short:"o" placeholder:"FILE" help:"Write it to a file."`
}

// Run prints the checkpoint.
func (l *logCheckpointCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, l.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	point, err := st.Checkpoint(c.ctx)
	if err != nil {
		return err
	}
	return c.output(l.Output, func(w io.Writer) error {
		_, err := io.WriteString(w, point.String())
		return err
	})
}

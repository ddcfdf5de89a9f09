package main

import (
	"fmt"
	"io"
	"strings"

	"assay"
	"assay/digest"
	"assay/estimate"
	"assay/ledger"
	"assay/pipeline"
	"assay/screen"
	"assay/store"
	"assay/table"
	"assay/trace"
)

// pileFlags are those of every command that asks a whole pile of reports: a ledger, or
// reports that are read for it.
type pileFlags struct {
	ledgerFlag
	gazetteerFlag
	readerFlag
	mapFlag
	outputFlag
	namesFlag
	vagueFlag
	estimateFlags
	Reports   []string `name:"reports" sep:"none" placeholder:"PATH" help:"Read this file or folder instead of asking the ledger; - is standard input. May be given several times."`
	Published *string  `placeholder:"DATE" help:"With --reports: publication date of reports that carry none: 2018-02-04, 2018-02 or 2018."`
	Jobs      int      `short:"j" aliases:"workers" placeholder:"N" help:"With --reports: how many reports to read at once; one for each processor by default."`
	Format    string   `enum:"text,json" default:"text" help:"text or json (a line of JSON for each row)."`
}

// pile returns the reports with what was made of them. The error may be damage of the
// ledger, which is said after all that is whole is shown.
func (p *pileFlags) pile(c *console, command string) (run screen.Run, err error) {
	estimating, err := p.estimating()
	if err != nil {
		return run, err
	}
	if len(p.Reports) > 0 {
		opt, err := p.options()
		if err != nil {
			return run, err
		}
		return p.read(c, opt, estimating)
	}
	st, err := p.ledgerFlag.open(c, estimating, p.Names, command)
	if err != nil {
		return run, err
	}
	defer st.Close()
	return everything(c, st)
}

func (p *pileFlags) read(c *console, opt pipeline.Options, estimating estimate.Options) (run screen.Run, err error) {
	r := readFlags{readingFlags{p.gazetteerFlag, p.readerFlag, p.Published, p.Jobs}, p.mapFlag, p.Reports}
	date, stages, err := r.prepare("", opt)
	if err != nil {
		return run, err
	}
	for doc := range r.docs(c, stages, date, nil) {
		run.Docs = append(run.Docs, doc)
	}
	if len(run.Docs) == 0 {
		return run, errNothing
	}
	putTogether(&run, estimating)
	return run, nil
}

// from says where a pile is from, for errors.
func (p *pileFlags) from() string {
	if len(p.Reports) > 0 {
		return strings.Join(p.Reports, ", ")
	}
	return p.shown()
}

// show writes a trace as the flags say, and damage of the ledger behind it.
func (p *pileFlags) show(c *console, command string, ask func(*digest.Traced) error) error {
	run, damage := p.pile(c, command)
	if damage == errNothing {
		return nil // which was told
	}
	if damage != nil && !store.IsDamage(damage) {
		return damage
	}
	t := digest.NewTraced(run, p.Names)
	if err := ask(t); err != nil {
		return err
	}
	var err error
	if p.Format == "json" {
		err = c.output(p.Output, func(w io.Writer) error { return table.JSON(w, t.Rows) })
	} else {
		opt := digest.Options{Names: p.Names}
		opt.Width, opt.Color = c.style(p.Output)
		err = c.text(p.Output, func(w io.Writer) error { return t.Write(w, opt) })
	}
	if err == nil {
		err = damage
	}
	return err
}

type genealogyCmd struct {
	pileFlags
	Figure string `arg:"" help:"The figure, by its id as in the listings: 3fa9c021:f7."`
}

func (g *genealogyCmd) Run(c *console) error {
	report, local, err := ledger.ParseEntryID(g.Figure)
	if err != nil || local[0] != 'f' {
		return usagef("%s: is not the id of a figure; it looks like 3fa9c021:f7, and stands first in the rows of assay figures", g.Figure)
	}
	return g.show(c, "genealogy", func(t *digest.Traced) error {
		for _, doc := range t.Screen.Run.Docs {
			if !strings.HasPrefix(strings.TrimPrefix(doc.ID.String(), "sha256:"), report) {
				continue
			}
			for i := range doc.Figures {
				if ledger.ID('f', i) == local {
					t.Genealogy(trace.Figure{Report: doc.ID, Index: i})
					return nil
				}
			}
			return fmt.Errorf("%s: %w: %s has no entry %q", g.from(), assay.ErrNotFound, report, local)
		}
		return fmt.Errorf("%s: %w: no report %q", g.from(), assay.ErrNotFound, report)
	})
}

type orphansCmd struct{ pileFlags }

func (o *orphansCmd) Run(c *console) error {
	return o.show(c, "orphans", func(t *digest.Traced) error { t.Orphans(); return nil })
}

type knockoutCmd struct {
	pileFlags
	Origin string `arg:"" optional:"" help:"The origin to leave out, as the listings name it. Without one: for each estimate the origin on which most depends."`
}

func (k *knockoutCmd) Run(c *console) error {
	return k.show(c, "knockout", func(t *digest.Traced) error {
		if k.Origin == "" {
			t.Dependences()
			return nil
		}
		if !t.Knockout(k.Origin) {
			return fmt.Errorf("%s: %w: no origin %q%s; assay estimates --columns id,origins names them", k.from(), assay.ErrNotFound, k.Origin, didYouMean(k.Origin, t.Origins()))
		}
		return nil
	})
}

type conflictsCmd struct{ pileFlags }

func (k *conflictsCmd) Run(c *console) error {
	return k.show(c, "conflicts", func(t *digest.Traced) error { t.Conflicts(); return nil })
}

type vagueCmd struct{ pileFlags }

func (v *vagueCmd) Run(c *console) error {
	return v.show(c, "vague", func(t *digest.Traced) error { t.Vague(); return nil })
}

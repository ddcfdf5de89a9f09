package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"assay"
	"assay/digest"
	"assay/ledger"
	"assay/mask"
	"assay/screen"
	"assay/store"
	"assay/table"
	"assay/term"
)

type showCmd struct {
	ledgerFlag
	outputFlag
	namesFlag
	estimateFlags
	Explain bool     `help:"Of an estimate: how it came about, in sentences."`
	IDs     []string `arg:"" name:"id" help:"What to show, by its id as in the listings: an entry (3fa9c021:f7), a report (3fa9c021, or its path), a story, an event of all reports (occ3fa9c021) or an estimate."`
}

func (s *showCmd) Run(c *console) error {
	estimating, err := s.estimating()
	if err != nil {
		return err
	}
	st, err := s.open(c, estimating, s.Names, "show")
	if err != nil {
		return err
	}
	defer st.Close()
	opt := digest.Options{Names: s.Names}
	opt.Width, opt.Color = c.style(s.Output)
	return c.text(s.Output, func(w io.Writer) error {
		for i, id := range s.IDs {
			if i > 0 {
				if _, err := io.WriteString(w, "\n"); err != nil {
					return err
				}
			}
			err := s.show(c, st, w, id, opt)
			if errors.Is(err, assay.ErrNotFound) || errors.Is(err, assay.ErrInvalid) {
				c.complain(err) // the others are shown
				continue
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// show writes what has an id.
func (s *showCmd) show(c *console, st *store.Store, w io.Writer, id string, opt digest.Options) error {
	if report, local, err := ledger.ParseEntryID(id); err == nil {
		r, err := st.Read(c.ctx, report)
		if err != nil {
			return err
		}
		return digest.Entry(w, s.shown(r), local, opt)
	}
	if t, err := st.Story(c.ctx, id, s.Names); !errors.Is(err, assay.ErrNotFound) {
		if err != nil {
			return err
		}
		t, err = t.Identified().Pick(table.View{Columns: []string{"id", "path", "publisher", "published", "fullest", "earliest", "from", "relation", "containment"}})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s  story\n\n", id); err != nil {
			return err
		}
		return table.Columns(w, t, opt.Width)
	}
	if e, err := st.Event(c.ctx, id, s.Names); !errors.Is(err, assay.ErrNotFound) {
		if err != nil {
			return err
		}
		shown := map[assay.ReportID]digest.Shown{}
		for _, t := range e.Occurrence.Tellings {
			r, err := st.Read(c.ctx, t.Report.String())
			if err != nil {
				return err
			}
			shown[t.Report] = s.shown(r)
		}
		return digest.Event(w, e.Occurrence, e.Row, e.Estimates, shown, opt)
	}
	if est, err := st.Estimate(c.ctx, id, s.Names); !errors.Is(err, assay.ErrNotFound) {
		if err != nil {
			return err
		}
		if err := s.estimate(w, est, opt); err != nil {
			return err
		}
		if !s.Explain {
			return s.ruled(c, st, w, est, opt)
		}
		whole, who, err := voices(c, st, est, s.Names)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		return digest.Explain(w, whole, who, opt)
	}
	r, err := st.Read(c.ctx, id)
	if errors.Is(err, assay.ErrNotFound) {
		c.complain(fmt.Errorf("%s: there is nothing of this id, and no report of this path; ids stand first in the rows of assay stories, claims, figures, movements, events and estimates", id))
		return nil
	}
	if err != nil {
		return err
	}
	return digest.Report(w, s.shown(r), opt)
}

// ruled writes what persons said of an estimate.
func (s *showCmd) ruled(c *console, st *store.Store, w io.Writer, est *store.Estimate, opt digest.Options) error {
	if len(est.Item.Ruled) == 0 {
		return nil
	}
	whole, err := est.Item.Estimate()
	if err != nil {
		return err
	}
	var masks []*mask.Mask
	for k := range whole.Series {
		r, err := st.Read(c.ctx, whole.Series[k].Evidence.Report.String())
		if err != nil {
			return err
		}
		masks = append(masks, masked(r, s.Names))
	}
	return digest.Rulings(w, whole.Ruled, func(words string) string { return mask.Together(masks, words) }, opt)
}

// shown is a report behind its mask.
func (s *showCmd) shown(r *store.Read) digest.Shown {
	return digest.Shown{Doc: r.Doc, Mask: masked(r, s.Names), Stages: r.Stages, Story: r.Story}
}

func masked(r *store.Read, names bool) *mask.Mask {
	return mask.New(r.Doc, r.Others, names)
}

// voices returns an estimate, and what its origins may be called.
func voices(c *console, st *store.Store, est *store.Estimate, names bool) (*assay.Estimate, screen.Teller, error) {
	whole, err := est.Item.Estimate()
	if err != nil {
		return nil, screen.Teller{}, err
	}
	docs, masks := map[assay.ReportID]*assay.Doc{}, map[assay.ReportID]*mask.Mask{}
	var all []*mask.Mask
	for i := range whole.Series {
		id := whole.Series[i].Evidence.Report
		if masks[id] != nil {
			continue
		}
		r, err := st.Read(c.ctx, id.String())
		if err != nil {
			return nil, screen.Teller{}, err
		}
		docs[id], masks[id] = r.Doc, masked(r, names)
		all = append(all, masks[id])
	}
	line := func(words string) string { return term.Visible(term.OneLine(words)) }
	return whole, screen.Teller{
		Origin: func(e *assay.Entry) string { return line(masks[e.Evidence.Report].Origin(e)) },
		With:   func(e *assay.Entry) string { return line(masks[e.Evidence.Report].With(e)) },
		Ruled: func(e *assay.Entry) string {
			doc := docs[e.Evidence.Report]
			fig := e.Figure.In(doc.Figures)
			if fig == nil {
				return ""
			}
			return line(mask.Ruled(doc.SaidOf(fig), masks[e.Evidence.Report].Scrub))
		},
		Words: func(words string) string { return line(mask.Together(all, words)) },
	}, nil
}

type seriesCmd struct {
	ledgerFlag
	outputFlag
	namesFlag
	estimateFlags
	ID string `arg:"" name:"id" help:"The estimate, by its id as in the listing of estimates."`
}

func (s *seriesCmd) Run(c *console) error {
	estimating, err := s.estimating()
	if err != nil {
		return err
	}
	st, err := s.open(c, estimating, s.Names, "series")
	if err != nil {
		return err
	}
	defer st.Close()
	est, err := st.Estimate(c.ctx, s.ID, s.Names)
	if err != nil {
		return err
	}
	whole, who, err := voices(c, st, est, s.Names)
	if err != nil {
		return err
	}
	opt := digest.Options{Names: s.Names}
	opt.Width, opt.Color = c.style(s.Output)
	return c.text(s.Output, func(w io.Writer) error {
		if _, err := fmt.Fprintf(w, "%s  estimate\n\n", est.Item.ID); err != nil {
			return err
		}
		if err := digest.Row(w, est.Row, 0, opt); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		return digest.Series(w, whole, who, opt)
	})
}

// estimate writes the row of an estimate, and the figures that it is made of.
func (s *showCmd) estimate(w io.Writer, est *store.Estimate, opt digest.Options) error {
	if _, err := fmt.Fprintf(w, "%s  estimate\n\n", est.Item.ID); err != nil {
		return err
	}
	if err := digest.Row(w, est.Row, 0, opt); err != nil {
		return err
	}
	figures := est.Figures.Identified()
	row := map[string][]any{}
	for _, r := range figures.Rows {
		row[r[0].(string)] = r
	}
	out := &table.Table{Head: append([]string{"status"}, figures.Head...)}
	for _, en := range est.Item.Series {
		report, err := assay.ParseReportID(en.Report)
		if err != nil || en.Figure == nil {
			continue
		}
		status := strings.TrimSpace(en.Status)
		if r := row[ledger.EntryID(report, *en.Figure)]; r != nil {
			out.Rows = append(out.Rows, append([]any{status}, r...))
		}
	}
	out, err := out.Pick(table.View{Columns: []string{"id", "published", "text", "counted", "low", "best", "high", "source", "stance", "status", "path", "start"}})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return table.Columns(w, out, opt.Width)
}

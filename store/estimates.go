package store

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"runtime/debug"
	"strings"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/mask"
	"assay/place/gazetteer"
	"assay/table"
)

// estimatesVersion is raised whenever events or estimates may come out differently.
const estimatesVersion = 10

// makeEstimates makes events and estimates from all reports and stories if anything has
// changed since they were made, those that this touches or all anew, and keeps them in the
// ledger. Where that cannot be written to, since it is write-protected or somebody else writes
// to it, that is left, and [Store.estimates] makes them for itself.
func (s *Store) makeEstimates(ctx context.Context) error {
	if err := s.settled(ctx); err != nil {
		return err
	}
	made, err := s.kept(ctx, s.db)
	if err != nil || made || s.AsKept || !s.recommended() {
		return err
	}
	room, err := s.room(ctx)
	if err != nil {
		return err
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(room))
	err = s.transact(ctx, func(tx *txn) error {
		few, err := s.few(ctx, tx)
		if err != nil {
			return err
		}
		if few {
			if ok, err := s.regrow(ctx, tx); ok || err != nil {
				return err
			}
		}
		return s.anew(ctx, tx, few)
	})
	if ctx.Err() != nil || IsDamage(err) {
		return err
	}
	return nil
}

// estimatesBy returns by which version estimates were made; 0 if all are to be made anew.
func estimatesBy(ctx context.Context, q querier) (int, error) { return madeBy(ctx, q, madeEstimates) }

func estimatesMade(ctx context.Context, tx *txn, version int) error {
	return isMade(ctx, tx, madeEstimates, version)
}

// stale says that all estimates are to be made anew.
func stale(ctx context.Context, tx *txn) error { return estimatesMade(ctx, tx, 0) }

// room returns how much memory is taken before waste is collected more often than usual. What
// is held of a large pile is held for as long as events and estimates are made, so that there
// is no use in collecting often while there is room; a pile that needs more gets it.
func (s *Store) room(ctx context.Context) (int64, error) {
	const least, ofOne = 1300 << 20, 17 << 10
	if set := debug.SetMemoryLimit(-1); set != math.MaxInt64 {
		return set, nil // the user said how much
	}
	n, err := numbers(ctx, s.db, "SELECT coalesce(max(n), 0) FROM reports")
	if err != nil {
		return 0, err
	}
	return max(least, n[0]*ofOne), nil
}

// recommended reports whether estimates are made as they are kept.
func (s *Store) recommended() bool { return s.Estimating == estimate.Options{} }

// kept reports whether the estimates that are asked for are in the ledger.
func (s *Store) kept(ctx context.Context, q querier) (bool, error) {
	made, err := estimatesBy(ctx, q)
	return (made == estimatesVersion || s.AsKept) && s.recommended(), err
}

// putTogether calls f with the table, the id, the flat row and the line of each event and
// each estimate, in order.
func (s *Store) putTogether(ctx context.Context, q querier, f func(of *sealed, id, rows, line string) error) error {
	p, err := s.gather(ctx, q)
	if err != nil {
		return err
	}
	said := newGrouping(p.docs, p.said)
	events, list, reports, err := estimate.AmongKept(func() ([]estimate.Kept, error) { return p.all(ctx, s, q) }, p.stories, s.Estimating, said.regroup)
	if err != nil {
		return err
	}
	p.reports = reports
	said.finish(list)
	masks, err := s.masks(ctx, q, p)
	if err != nil {
		return err
	}
	return p.lay(events, list, masks, func(of *sealed, _ int, id, rows, line string) error { return f(of, id, rows, line) })
}

// lay calls f with the table, the place there, the id, the flat row and the line of each event
// and each estimate.
func (p *gathered) lay(events []assay.Occurrence, list []assay.Estimate, masks func(assay.ReportID) *mask.Mask, f func(of *sealed, i int, id, rows, line string) error) error {
	flat := p.flat(events, list)
	enc := ledger.EventsIn(func(report assay.ReportID, figure int) (int, bool) {
		if r := p.report(report); r != nil {
			return r.EventOf(figure)
		}
		return 0, false
	}, list)
	err := layEach(flat, table.Events, masks, len(events), func(i int, rows string) error {
		var line bytes.Buffer
		if err := enc.Encode(&line, &events[i]); err != nil {
			return err
		}
		return f(sealedEvents, i, events[i].ID, rows, line.String())
	})
	if err != nil {
		return err
	}
	return layEach(flat, table.Estimates, masks, len(list), func(i int, rows string) error {
		var line bytes.Buffer
		if err := ledger.EncodeEstimate(&line, &list[i]); err != nil {
			return err
		}
		return f(sealedTotals, i, list[i].ID, rows, line.String())
	})
}

// flat is what events and estimates are laid flat of.
func (p *gathered) flat(events []assay.Occurrence, list []assay.Estimate) *table.Pile {
	in := map[assay.ReportID]string{}
	for k := range p.stories {
		for _, id := range p.stories[k].Reports {
			in[id] = p.stories[k].ID
		}
	}
	return &table.Pile{Events: events, Estimates: list,
		Figure: func(report assay.ReportID, figure int) (f table.Figure) {
			r := p.report(report)
			if r == nil {
				return f
			}
			shown := r.Shown(figure)
			f.Kind, f.Ruled = shown.Kind, p.ruled[key{report, figure}]
			for _, pl := range shown.Places {
				f.Places = append(f.Places, table.Place{Gazetteer: pl.Gazetteer, Name: pl.Name, Words: func(m *mask.Mask) string { return m.Scrub(pl.Words) }})
			}
			return f
		},
		Story:     func(id assay.ReportID) string { return in[id] },
		PlaceName: func(occ *assay.Occurrence) string { return p.placeName(occ) }}
}

// placeName is [occurrence.PlaceName] of what is kept of reports.
func (p *gathered) placeName(occ *assay.Occurrence) string {
	if !strings.Contains(occ.Place, ":") {
		return occ.Place
	}
	for _, t := range occ.Tellings {
		for _, ref := range t.Figures {
			i, _ := ref.Index()
			if r := p.report(t.Report); r != nil {
				for _, pl := range r.Shown(i).Places {
					if pl.Gazetteer == occ.Place && pl.Name != "" {
						return pl.Name
					}
				}
			}
		}
	}
	e, _ := gazetteer.ByID(occ.Place)
	return e.Name
}

// layEach lays a table flat of which each of n entries has one row, and calls f with each.
func layEach(p *table.Pile, name string, masks func(assay.ReportID) *mask.Mask, n int, f func(i int, rows string) error) error {
	plain := mask.Of(nil, nil, nil)
	p.Lay(name, 0, 0) // what checks say is the same with names and without
	named := *p
	p.Mask = masks
	named.Mask = func(id assay.ReportID) *mask.Mask {
		if masks(id) == nil {
			return nil
		}
		return plain
	}
	for lo := 0; lo < n; lo += held {
		hi := min(n, lo+held)
		a, b := p.Lay(name, lo, hi), named.Lay(name, lo, hi)
		if len(a.Rows) != hi-lo || len(b.Rows) != hi-lo {
			return fmt.Errorf("%w: %d rows of %d %s", assay.ErrInvalid, len(a.Rows), hi-lo, name)
		}
		for i := range hi - lo {
			rows, err := encodeRows(a, b, i, i+1)
			if err != nil {
				return err
			}
			if err := f(lo+i, rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// estimates calls f with the id, the flat row and the line of each entry of events or
// estimates as they are kept, or, where none are, as they are made now.
func (s *Store) estimates(ctx context.Context, q querier, of *sealed, f func(id, rows, line string) error) error {
	made, err := s.kept(ctx, q)
	if err != nil {
		return err
	}
	if !made {
		return s.putTogether(ctx, q, func(in *sealed, id, rows, line string) error {
			if in != of {
				return nil
			}
			return f(id, rows, line)
		})
	}
	bad, lost, err := of.eachRow(ctx, q, func(_ int64, cells []any) error {
		return f(cells[0].(string), cells[1].(string), cells[2].(string))
	})
	if err != nil {
		return err
	}
	return s.damageOf(ctx, q, of, bad, lost)
}

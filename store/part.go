package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/query"
	"assay/table"
)

// A Stamp changes whenever something in the ledger does, seen from one open [Store].
type Stamp struct{ theirs, ours int64 }

// Stamp returns that of the ledger as it is now.
func (s *Store) Stamp(ctx context.Context) (st Stamp, err error) {
	err = s.db.QueryRowContext(ctx, s.dialect.sql("ledger.stamp")).Scan(&st.theirs, &st.ours)
	return st, s.explain(err)
}

// Since is a stamp as somebody has it who looks since an earlier one: what others did meanwhile may
// not have been seen.
func (st Stamp) Since(earlier Stamp) Stamp { return Stamp{earlier.theirs, st.ours} }

// Languages returns the language of each report that is known, by the report's id.
func (s *Store) Languages(ctx context.Context) (map[string]string, error) {
	in := map[string]string{}
	err := s.look(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, "SELECT id, language FROM reports WHERE language IS NOT NULL")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id, language string
			if err := rows.Scan(&id, &language); err != nil {
				return err
			}
			in[id] = language
		}
		return rows.Err()
	})
	return in, s.explain(err)
}

// Prepare brings up to date all that is shown: rows, the index of words, stories, events and
// estimates.
func (s *Store) Prepare(ctx context.Context) error {
	damage, err := s.laid(ctx, table.Reports)
	return s.explain(JoinDamage(damage, err, s.makeEstimates(ctx)))
}

// Kept reports whether events and estimates are in the ledger as they should be; they are not
// where it cannot be written to, and are then made whenever they are asked for.
func (s *Store) Kept(ctx context.Context) (bool, error) {
	made, err := madeBy(ctx, s.db, madeEstimates)
	return made == estimatesVersion, s.explain(err)
}

// Heads returns rows of the table of reports, what a search finds, for reports by their ids: of
// the words the first, and of the text its first line where there is no title. Those that were
// removed have none.
func (s *Store) Heads(ctx context.Context, ids []string, names bool) (*table.Table, error) {
	t := &table.Table{Name: table.Reports, Head: table.HeadOf(table.Reports)}
	err := s.look(ctx, func(q querier) error {
		for _, id := range ids {
			list, err := numbers(ctx, q, "SELECT n FROM reports WHERE id = ?", id)
			if err != nil {
				return err
			}
			if len(list) != 1 {
				continue // it was removed
			}
			r := &searched{s: s, ctx: ctx, q: q, n: list[0], find: &finder{root: &query.Node{Kind: query.And}, names: names}}
			found, err := r.holds()
			if errors.Is(err, errAltered) || isDamaged(err) || err == nil && !found {
				err = s.damageOf(ctx, q, sealedReports, list, false)
			}
			if err != nil {
				return err
			}
			if r.title == "" {
				r.title, _, _ = strings.Cut(strings.TrimSpace(r.text), "\n")
			}
			t.Rows, t.Search = append(t.Rows, r.row()), append(t.Search, "")
		}
		return nil
	})
	return t, s.explain(err)
}

// A Part is what of a ledger hangs on one of its estimates.
type Part struct {
	Pile
	Others map[assay.ReportID][]mask.Person // who is named in the rest of the story of each of the docs
	Left   int                              // reports behind it that are not among the docs, since there are too many
}

// About returns an estimate, the one of which it is a part and the event about which it is,
// with the reports behind it, most of them at most: those first on which it rests. It fails with [assay.ErrNotFound].
func (s *Store) About(ctx context.Context, id string, most int) (*Part, error) {
	p := &Part{}
	err := s.made(ctx, sealedTotals, id, func(q querier) error {
		est, err := s.estimateOf(ctx, q, id)
		if err != nil {
			return err
		}
		p.Estimates = append(p.Estimates, *est)
		if est.Of != "" {
			whole, err := s.estimateOf(ctx, q, est.Of)
			if err != nil {
				return err
			}
			p.Estimates = append(p.Estimates, *whole)
		}
		if est.Event != "" {
			_, line, err := s.madeRow(ctx, q, sealedEvents, est.Event)
			if err != nil {
				return err
			}
			if line == "" {
				return noneOf(sealedEvents, est.Event)
			}
			item, err := eventItem(est.Event, line)
			if err != nil {
				return err
			}
			occ, err := item.Occurrence()
			if err != nil {
				return err
			}
			p.Events = append(p.Events, *occ)
		}
		return s.behind(ctx, q, est, p, most)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// EstimatesOf returns the estimates of an event, in the order of its rows, with all that stands behind
// them. It fails with [assay.ErrNotFound].
func (s *Store) EstimatesOf(ctx context.Context, event string) (list []assay.Estimate, err error) {
	err = s.made(ctx, sealedEvents, event, func(q querier) error {
		_, line, err := s.madeRow(ctx, q, sealedEvents, event)
		if err == nil && line == "" {
			err = noneOf(sealedEvents, event)
		}
		if err != nil {
			return err
		}
		item, err := eventItem(event, line)
		if err != nil {
			return err
		}
		for _, id := range item.Estimates {
			est, err := s.estimateOf(ctx, q, id)
			if err != nil {
				return err
			}
			list = append(list, *est)
		}
		return nil
	})
	return list, err
}

func (s *Store) estimateOf(ctx context.Context, q querier, id string) (*assay.Estimate, error) {
	_, line, err := s.madeRow(ctx, q, sealedTotals, id)
	if err == nil && line == "" {
		err = noneOf(sealedTotals, id)
	}
	if err != nil {
		return nil, err
	}
	item, err := estimateItem(id, line)
	if err != nil {
		return nil, err
	}
	return item.Estimate()
}

// behind adds the reports behind an estimate.
func (s *Store) behind(ctx context.Context, q querier, est *assay.Estimate, p *Part, most int) error {
	var order []string
	in, seen := known{}, map[string]bool{}
	for _, stands := range []bool{true, false} {
		for i := range est.Series {
			e := &est.Series[i]
			if id := e.Evidence.Report.String(); (e.Status == "stands") == stands && !seen[id] {
				order, seen[id] = append(order, id), true
			}
		}
	}
	p.Others = map[assay.ReportID][]mask.Person{}
	for k, id := range order {
		if k == most {
			p.Left = len(order) - most
			break
		}
		read, err := s.read(ctx, q, id, in)
		if err != nil {
			return err
		}
		item := in[id].story
		if !slices.ContainsFunc(p.Stories, func(st assay.Story) bool { return st.ID == item.ID }) {
			st, err := item.Story()
			if err != nil {
				return err
			}
			p.Stories = append(p.Stories, *st)
		}
		p.Docs, p.Others[read.Doc.ID] = append(p.Docs, read.Doc), read.Others
	}
	slices.SortStableFunc(p.Docs, func(a, b *assay.Doc) int { return strings.Compare(a.Path, b.Path) })
	return nil
}

// StoryOf returns the story of a report, by the report's id.
func (s *Store) StoryOf(ctx context.Context, report string) (item *ledger.StoryItem, err error) {
	err = s.look(ctx, func(q querier) error {
		item, err = s.storyWith(ctx, q, report)
		return err
	})
	return item, s.explain(err)
}

// Masks returns the masks of reports for words that stand in no one place of their texts, see
// [mask.Of].
func (s *Store) Masks(ctx context.Context, reports []assay.ReportID) (masks map[assay.ReportID]*mask.Mask, err error) {
	masks = map[assay.ReportID]*mask.Mask{}
	err = s.look(ctx, func(q querier) error {
		in := known{}
		for _, id := range reports {
			name := id.String()
			if in[name] == nil {
				if err := in.look(ctx, s, q, name); err != nil {
					return err
				}
			}
			e := in[name].entry
			var others []mask.Person
			for _, other := range in[name].story.Reports {
				if other != name {
					others = append(others, in[other].entry.named()...)
				}
			}
			masks[id] = mask.Of(e.named(), others, func() *assay.Doc {
				doc, err := e.doc()
				if err != nil { // what stands in it cannot be told from a name
					return &assay.Doc{Report: &assay.Report{}}
				}
				return doc
			})
		}
		return nil
	})
	return masks, s.explain(err)
}

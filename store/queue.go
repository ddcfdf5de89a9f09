package store

import (
	"cmp"
	"context"
	"slices"

	"assay"
	"assay/ledger"
	"assay/table"
	"assay/trace"
)

// A Task is a figure that is worth a second look: how likely it was read right, and what hangs
// on it.
type Task struct {
	Figure, Estimate string // ids: "3fa9c021:f7", of the estimate in which most hangs on it
	Spot             Spot
	Confidence       float64
	Stake            float64 // see [trace.Stakes]
}

// worth is what a look at a figure is worth: how likely it is wrong, times what hangs on it.
func (t *Task) worth() float64 { return (1 - t.Confidence) * t.Stake }

// Queue returns the figures that stand in estimates, each once, those first at which a look is
// worth most. A figure in copies of one text is there once. Seen is called with each estimate on the way.
func (s *Store) Queue(ctx context.Context, seen func(*assay.Estimate)) (list []Task, err error) {
	made := s.hurt(s.makeEstimates(ctx), table.Estimates)
	if made != nil && !IsDamage(made) {
		return nil, s.explain(made)
	}
	err = s.look(ctx, func(q querier) error {
		list = nil
		at := map[string]int{}
		damage := s.estimates(ctx, q, sealedTotals, func(id, _, line string) error {
			item, err := estimateItem(id, line)
			if err != nil {
				return err
			}
			est, err := item.Estimate()
			if err != nil {
				return err
			}
			seen(est)
			for k, stake := range trace.Stakes(est) {
				i, ok := est.Series[k].Figure.Index()
				if !ok || stake == 0 {
					continue
				}
				ev := &est.Series[k].Evidence
				t := Task{Spot: Spot{ev.Report.String(), int(ev.Span.Start), int(ev.Span.End)}, Figure: ledger.EntryID(ev.Report, ledger.ID('f', i)), Estimate: id, Stake: stake}
				if j, ok := at[t.Figure]; !ok {
					at[t.Figure] = len(list)
					list = append(list, t)
				} else if stake > list[j].Stake {
					list[j] = t
				}
			}
			return nil
		})
		if damage != nil && !IsDamage(damage) {
			return damage
		}
		t := &table.Table{Name: table.Figures, Head: table.HeadOf(table.Figures)}
		report, id, sure := slices.Index(t.Head, "report"), slices.Index(t.Head, "figure"), slices.Index(t.Head, "confidence")
		find := newFinder(false)
		bad, lost, err := sealedRows[table.Figures].eachRow(ctx, q, func(_ int64, cells []any) error {
			t.Rows = t.Rows[:0]
			if err := find.find(t, cells[0].(string)); err != nil {
				return err
			}
			for _, row := range t.Rows {
				if i, ok := at[shortID(table.CellText(row[report]))+":"+table.CellText(row[id])]; ok {
					list[i].Confidence, _ = row[sure].(float64)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		slices.SortFunc(list, func(a, b Task) int {
			return cmp.Or(cmp.Compare(b.worth(), a.worth()), cmp.Compare(a.Figure, b.Figure))
		})
		return JoinDamage(damage, s.damageOf(ctx, q, sealedRows[table.Figures], bad, lost))
	})
	return list, s.explain(JoinDamage(made, err))
}

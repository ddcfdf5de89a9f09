package store

import (
	"context"

	"assay"
	"assay/table"
)

// A Pile is all that a ledger holds, as a reading of the same reports would give it.
type Pile struct {
	Docs      []*assay.Doc
	Stories   []assay.Story
	Events    []assay.Occurrence // without their Questions
	Estimates []assay.Estimate
}

// Pile returns the reports, stories, events and estimates of the ledger. Where some are damaged
// it returns the others, and a [*Damage].
func (s *Store) Pile(ctx context.Context) (*Pile, error) {
	made := s.hurt(s.makeEstimates(ctx), table.Estimates)
	if made != nil && !IsDamage(made) {
		return nil, s.explain(made)
	}
	p := &Pile{}
	err := s.look(ctx, func(q querier) (err error) {
		var damage error
		if p.Docs, damage = s.docs(ctx, q); damage != nil && !IsDamage(damage) {
			return damage
		}
		told := s.stories(ctx, q, func(id, _, line string) error {
			item, err := storyItem(id, line)
			if err != nil {
				return err
			}
			st, err := item.Story()
			if err == nil {
				p.Stories = append(p.Stories, *st)
			}
			return err
		})
		if damage = JoinDamage(damage, s.hurt(told, table.Stories), made); damage != nil && !IsDamage(damage) {
			return damage
		}
		err = s.estimates(ctx, q, sealedTotals, func(id, _, line string) error {
			item, err := estimateItem(id, line)
			if err != nil {
				return err
			}
			est, err := item.Estimate()
			if err == nil {
				p.Estimates = append(p.Estimates, *est)
			}
			return err
		})
		if damage = JoinDamage(damage, s.hurt(err, table.Estimates)); damage != nil && !IsDamage(damage) {
			return damage
		}
		err = s.estimates(ctx, q, sealedEvents, func(id, _, line string) error {
			item, err := eventItem(id, line)
			if err != nil {
				return err
			}
			occ, err := item.Occurrence()
			if err == nil {
				p.Events = append(p.Events, *occ)
			}
			return err
		})
		return JoinDamage(damage, s.hurt(err, table.Events))
	})
	return p, s.explain(err)
}

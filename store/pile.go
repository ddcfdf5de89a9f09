package store

import (
	"context"
	"encoding/json"
	"fmt"

	"assay"
	"assay/ledger"
)

// A Pile is all that a ledger holds, as a reading of the same reports would give it.
type Pile struct {
	Docs      []*assay.Doc
	Stories   []assay.Story
	Estimates []assay.Estimate
}

// Pile returns the reports, stories and estimates of the ledger. Where some are damaged
// it returns the others, and a [*Damage].
func (s *Store) Pile(ctx context.Context) (*Pile, error) {
	made := s.hurt(s.makeEstimates(ctx), "estimates")
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
		if damage = JoinDamage(damage, s.hurt(told, "stories"), made); damage != nil && !IsDamage(damage) {
			return damage
		}
		err = s.estimates(ctx, q, sealedTotals, func(id, _, line string) error {
			var read struct{ Estimate *ledger.EstimateItem }
			if err := json.Unmarshal([]byte(line), &read); err != nil || read.Estimate == nil {
				return fmt.Errorf("%w: estimate %s: %v", assay.ErrInvalid, id, err)
			}
			est, err := read.Estimate.Estimate()
			if err == nil {
				p.Estimates = append(p.Estimates, *est)
			}
			return err
		})
		return JoinDamage(damage, s.hurt(err, "estimates"))
	})
	return p, s.explain(err)
}

package workspace

import (
	"strings"

	"assay"
	"assay/screen"
)

// What the last changes to the ledger, rulings and what was added, made of its estimates.
type changesPage struct {
	Rows   []change
	Paging paging
}

// A change is an estimate that is another than it was, is new, or is no more.
type change struct {
	Sentence, Href, Was, Is string
}

const changesAt = "/changes"

func (v *visit) changes() (any, error) {
	v.title = "What changed"
	out := changesPage{}
	if v.pile != nil {
		out.Rows, out.Paging = part(v.URL, v.pile.changes)
	}
	return out, nil
}

// changed compares a pile with the one before; nil is none.
func changed(old, now *pile) (list []change) {
	if old == nil {
		return nil
	}
	was := map[string]*assay.Estimate{}
	for i := range old.screen.Run.Estimates {
		was[old.screen.Run.Estimates[i].ID] = &old.screen.Run.Estimates[i]
	}
	for i := range now.screen.Run.Estimates {
		est := &now.screen.Run.Estimates[i]
		c := change{Sentence: now.screen.Sentence(est), Href: links.Estimate(est.ID), Was: "not asked", Is: adds(est)}
		if before := was[est.ID]; before != nil {
			c.Was = adds(before)
			delete(was, est.ID)
		}
		if c.Was != c.Is {
			list = append(list, c)
		}
	}
	for i := range old.screen.Run.Estimates {
		if est := &old.screen.Run.Estimates[i]; was[est.ID] != nil {
			list = append(list, change{Sentence: old.screen.Sentence(est), Was: adds(est), Is: "not asked any more"})
		}
	}
	return list
}

// adds is what an estimate adds up to: "43–71, 3 origins, in conflict".
func adds(est *assay.Estimate) string {
	s := screen.Numbers(est)
	if s == "" {
		s = "no number"
	}
	n := screen.Origins(est.Origins)
	if s += ", " + n + " origins"; n == "1" {
		s = strings.TrimSuffix(s, "s")
	}
	if est.Conflict {
		s += ", in conflict"
	}
	return s
}

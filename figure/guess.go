package figure

import (
	"context"
	"slices"

	"assay"
)

// A Guess is what the heads make of a candidate before anything is decided. Training asks
// for it where only the sum over a report is known.
type Guess struct {
	Candidate int                      // index in Sight.Candidates
	Is        float64                  // how likely it is a figure
	Part      float64                  // how likely it is part of another, if it is one
	Actions   map[assay.Action]float64 // how likely each is, if it is one
}

// unlikely is how likely a candidate is a figure if no guess is made.
const unlikely = 0.01

// Guesses returns what the heads make of the candidates of doc, in text order, but for
// those that are surely none.
func Guesses(ctx context.Context, doc *assay.Doc) (*Sight, []Guess, error) {
	r, err := newReader(doc)
	if err != nil {
		return nil, nil, err
	}
	defer r.desk.Close()
	looks, err := r.all(ctx, unlikely, unlikely)
	if err != nil {
		return nil, nil, err
	}
	rows, at := r.rows(looks)
	wholes := r.pair(&r.h.wholes, rows, at)
	news := r.news(looks)
	taken := map[int]bool{} // what reading would take: only among these are wholes sought
	for _, l := range r.accept(slices.DeleteFunc(slices.Clone(looks), func(l look) bool {
		return l.is <= least && (r.Candidates[l.candidate].Quantity < 0 || l.is <= leastCounted)
	})) {
		taken[l.candidate] = true
	}
	var list []Guess
	for n := range looks {
		var before []int
		for k := range n {
			if taken[looks[k].candidate] {
				before = append(before, k)
			}
		}
		l := &looks[n]
		g := Guess{l.candidate, float64(l.is), 0, map[assay.Action]float64{}}
		if r.Candidates[l.candidate].Quantity < 0 {
			g.Is *= float64(news(n, before))
		}
		for k, p := range chances(r.answer(l, "action")) {
			g.Actions[r.h.actions[k]] = float64(p)
		}
		r.desk.Clear()
		p := chances(r.wholes(n, looks, slices.DeleteFunc(around(n, len(looks)), func(k int) bool { return !taken[looks[k].candidate] }), wholes))
		g.Part = 1 - float64(p[len(p)-1])
		list = append(list, g)
	}
	return r.Sight, list, nil
}

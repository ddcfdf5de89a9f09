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
	looks, err := r.all(ctx, unlikely, unlikely)
	if err != nil {
		return nil, nil, err
	}
	at := make([]int32, len(looks))
	for n := range looks {
		at[n] = int32(r.Candidates[looks[n].candidate].At)
	}
	vectors := r.vectorsOf(&r.h.wholes, at)
	size := len(vectors) / max(1, len(looks))
	news := r.news(looks)
	taken := map[int]bool{} // what reading would take: only among these are wholes sought
	for _, l := range r.accept(slices.DeleteFunc(slices.Clone(looks), func(l look) bool {
		return l.is <= least && (r.Candidates[l.candidate].Quantity < 0 || l.is <= leastCounted)
	})) {
		taken[l.candidate] = true
	}
	var list []Guess
	for n := range looks {
		var near []look
		var nearby []float32
		own := 0
		var before []int
		for k := range looks {
			if k == n {
				own = len(near)
			}
			if k < n && taken[looks[k].candidate] {
				before = append(before, k)
			}
			if k == n || taken[looks[k].candidate] {
				near, nearby = append(near, looks[k]), append(nearby, vectors[k*size:(k+1)*size]...)
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
		_, scores := r.wholes(l, own, near, nearby)
		p := chances(scores)
		g.Part = 1 - float64(p[len(p)-1])
		list = append(list, g)
	}
	return r.Sight, list, nil
}

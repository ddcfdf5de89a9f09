package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"assay"
	"assay/attribution"
)

// A tied piece is one whose cue the annotator names.
type choice struct {
	links []attribution.Link
	right int // of links
}

// goldPieces returns the pieces that an annotator marked and the cue of each.
func (c *cited) goldPieces() (pieces []attribution.Piece, cue []int) {
	type owned struct {
		attribution.Piece
		of int // the attribution
	}
	var list []owned
	for k, a := range c.Attributions {
		for kind, spans := range [][]assay.Span{a.Source, a.Cue, a.Content} {
			for _, sp := range spans {
				if lo, hi := c.doc.TokensIn(sp); lo < hi {
					list = append(list, owned{attribution.Piece{Kind: kind, From: lo, To: hi}, k})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b owned) int { return a.From - b.From })
	at := map[int]int{}
	for i, o := range list {
		if o.Kind == attribution.Cue {
			at[o.of] = i
		}
	}
	for _, o := range list {
		pieces = append(pieces, o.Piece)
		if i, ok := at[o.of]; ok && o.Kind != attribution.Cue {
			cue = append(cue, i)
		} else {
			cue = append(cue, -1)
		}
	}
	return pieces, cue
}

// choices returns the ways to tie the pieces of a report. A share of the cues is
// hidden, as some are when the report is read: their pieces belong to none.
func (c *cited) choices(hide func() bool) (list []choice) {
	pieces, cue := c.goldPieces()
	var kept []attribution.Piece
	place := make([]int, len(pieces))
	for i, p := range pieces {
		place[i] = -1
		if p.Kind == attribution.Cue && hide() {
			continue
		}
		place[i] = len(kept)
		kept = append(kept, p)
	}
	for i, p := range pieces {
		if p.Kind == attribution.Cue {
			continue
		}
		want := -1
		if cue[i] >= 0 {
			want = place[cue[i]]
		}
		links := c.sight.Links(kept, place[i])
		right := slices.IndexFunc(links, func(l attribution.Link) bool { return l.Cue == want })
		if right >= 0 {
			list = append(list, choice{links, right})
		}
	}
	return list
}

// trainLinks trains the weights of links: logistic regression over the ways to tie
// each piece, by stochastic gradient descent with AdaGrad.
func trainLinks(train, dev []*cited, seed uint64, say func(string, ...any)) []byte {
	r := generator(seed)
	hide := func() bool { return r.IntN(10) == 0 }
	w, squares := attribution.Weights{}, map[uint64]float64{}
	seen := map[uint64]int{}
	for round := range 6 {
		var list []choice
		for _, c := range train {
			list = append(list, c.choices(hide)...)
		}
		r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
		for _, ch := range list {
			p := shares(ch.links, w)
			for k, l := range ch.links {
				g := p[k]
				if k == ch.right {
					g--
				}
				for _, f := range l.Features {
					if round == 0 {
						seen[f]++
						if seen[f] < 3 {
							continue
						}
					} else if seen[f] < 5 {
						continue
					}
					squares[f] += g * g
					w[f] -= 0.1 * g / math.Sqrt(squares[f]+1e-3)
				}
			}
		}
		right, all := 0, 0
		for _, c := range dev {
			for _, ch := range c.choices(func() bool { return false }) {
				p := shares(ch.links, w)
				best := 0
				for k := range p {
					if p[k] > p[best] {
						best = k
					}
				}
				all++
				if best == ch.right {
					right++
				}
			}
		}
		say("links: round %d, %d choices, %d weights; right on dev %.2f", round+1, len(list), len(w), 100*float64(right)/float64(all))
	}
	var keys []uint64
	for f, v := range w {
		if math.Abs(v) > 0.02 {
			keys = append(keys, f)
		}
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, f := range keys {
		fmt.Fprintf(&b, "%x %.3g\n", f, w[f])
	}
	return []byte(b.String())
}

// shares returns how likely each link is.
func shares(links []attribution.Link, w attribution.Weights) []float64 {
	p := make([]float64, len(links))
	top := math.Inf(-1)
	for k, l := range links {
		p[k] = w.Weigh(l.Features)
		top = max(top, p[k])
	}
	sum := 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"assay"
	"assay/attribution"
)

// A choice is the ways to tie a piece, of which one is right.
type choice struct {
	links []attribution.Link
	right int // of links
}

// owners returns, for each piece that was found, the attribution of the annotator
// with which it shares most tokens, or -1.
func (c *cited) owners() []int {
	list := make([]int, len(c.pieces))
	for i, p := range c.pieces {
		list[i] = -1
		most := 0
		for k, a := range c.Attributions {
			for _, sp := range [][]assay.Span{a.Source, a.Cue, a.Content}[p.Kind] {
				lo, hi := c.doc.TokensTouching(sp)
				if n := min(hi, p.To) - max(lo, p.From); n > most {
					list[i], most = k, n
				}
			}
		}
	}
	return list
}

// choices returns the ways to tie the pieces that were found. A piece that the
// annotator does not have, or whose cue was not found, belongs to none.
func (c *cited) choices() (list []choice) {
	owners := c.owners()
	for i, p := range c.pieces {
		if p.Kind == attribution.Cue {
			continue
		}
		links := c.sight.Links(c.pieces, i)
		right := 0
		for k, l := range links[1:] {
			if owners[i] >= 0 && owners[l.Cue] == owners[i] {
				right = k + 1
				break
			}
		}
		list = append(list, choice{links, right})
	}
	return list
}

// trainLinks trains the weights of links: logistic regression over the ways to tie
// each piece, by stochastic gradient descent with AdaGrad.
func trainLinks(train, dev []*cited, seed uint64, say func(string, ...any)) []byte {
	r := generator(seed)
	w, squares := attribution.Weights{}, map[uint64]float64{}
	seen := map[uint64]int{}
	for round := range 6 {
		var list []choice
		for _, c := range train {
			list = append(list, c.choices()...)
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
			for _, ch := range c.choices() {
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

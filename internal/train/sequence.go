package main

import (
	"strings"

	"assay/lang/neural"
)

// learnSequence learns the labels of a lesson as one sequence among all that are
// well formed (Lafferty et al., ICML 2001, without weights for pairs of labels).
func (q *pupil) learnSequence(l *lesson, at, n int) {
	d := q.net.Tag
	lo, hi := 0, q.net.Shape.Tags
	if l.part[1] > 0 {
		lo, hi = l.part[0], l.part[1]
	}
	if q.lattices[lo] == nil {
		var own []string
		for _, label := range q.plan.labels[lo:hi] {
			own = append(own, label[strings.IndexByte(label, ' ')+1:])
		}
		q.lattices[lo] = neural.NewLattice(own)
	}
	right := 0.0
	for i, tag := range l.tags {
		row := q.tags[(at+i)*d.Out : (at+i+1)*d.Out]
		clear(row[:lo])
		clear(row[hi:])
		right += float64(row[tag])
	}
	q.loss += q.lattices[lo].Marginals(q.tags[at*d.Out+lo:], d.Out, n) - right
	for i, tag := range l.tags {
		row := q.tags[(at+i)*d.Out : (at+i+1)*d.Out]
		row[tag]--
		for k := lo; k < hi; k++ {
			row[k] *= q.share
		}
	}
}

package main

import (
	"math"

	"assay/lang/neural"
)

// unsure turns scores into the gradient of the loss against the right label and
// returns the loss.
func unsure(score []float32, right int, share float32) float64 {
	top := score[0]
	for _, v := range score {
		top = max(top, v)
	}
	sum := float32(0)
	for k, v := range score {
		score[k] = neural.Exp(v - top)
		sum += score[k]
	}
	loss := -math.Log(float64(score[right]/sum) + 1e-12)
	for k := range score {
		score[k] *= share / sum
	}
	score[right] -= share
	return loss
}

// feedTags scores the tags from x and adds to x what the last layer is told of
// them.
func (q *pupil) feedTags(x []float32) {
	d, fed := q.net.Tag, q.net.Fed
	q.untold = append(q.untold[:0], x...)
	q.tags = q.apply(d, q.tags, x)
	q.likely = append(q.likely[:0], q.tags...)
	neural.Softmax(q.likely, q.n, d.Out, q.net.Shape.Tags)
	neural.MulAdd(x, fed.Out, neural.Rows(q.likely, d.Out), fed.W, fed.Out, q.n, fed.Out, d.Out)
}

// learnFed learns how to tell of the tags; the tags themselves learn nothing by it.
func (q *pupil) learnFed(dx []float32) {
	d, fed := q.net.Tag, q.net.Fed
	neural.MulAdd(q.grads[2*q.part(fed)], fed.Out, neural.Rows(q.likely, d.Out).T(), dx, fed.Out, d.Out, fed.Out, q.n)
}

func (q *pupil) learnTags(x, dx []float32) {
	d := q.net.Tag
	q.each(func(l *lesson, at, n int) {
		if q.plan.labels != nil && n > 0 {
			q.learnSequence(l, at, n)
			return
		}
		for i, tag := range l.tags {
			row := q.tags[(at+i)*d.Out : (at+i+1)*d.Out]
			lo, hi := 0, q.net.Shape.Tags
			if l.part[1] > 0 {
				lo, hi = l.part[0], l.part[1]
			}
			q.loss += unsure(row[lo:hi], tag-lo, q.share)
			clear(row[:lo])
			clear(row[hi:])
		}
	})
	q.back(d, q.tags, x, dx)
}

func (q *pupil) learnArcs(x, dx []float32) {
	net, a := q.net, q.net.ArcDep.Out
	q.dep, q.top = q.apply(net.ArcDep, q.dep, x), q.apply(net.ArcTop, q.top, x)
	q.dropRelu(q.dep)
	q.dropRelu(q.top)
	q.pair = q.apply(net.Pair, q.pair, q.dep)
	q.ddep, q.dtop, q.dpair = fresh(q.ddep, q.n*a), fresh(q.dtop, q.n*a), fresh(q.dpair, q.n*a)
	dist := q.grads[len(q.grads)-1]
	roots := q.grads[2*q.part(net.Roots)]
	q.each(func(l *lesson, at, n int) {
		stride := neural.Lane(n + 1)
		q.tops = fresh(q.tops, (n+1)*a)
		copy(q.tops, q.top[at*a:(at+n)*a])
		copy(q.tops[n*a:], net.Roots.W[:a])
		q.topT = fresh(q.topT, a*stride)
		for i := range n + 1 {
			for k := range a {
				q.topT[k*stride+i] = q.tops[i*a+k]
			}
		}
		q.score = fresh(q.score, n*stride)
		net.Distances(q.score, n, stride)
		pair := q.pair[at*a : (at+n)*a]
		neural.MulAdd(q.score, stride, neural.Rows(pair, a), q.topT, stride, n, stride, a)
		for i, h := range l.heads {
			row := q.score[i*stride : (i+1)*stride]
			row[i] = -1e9 // no word is its own head
			q.loss += unsure(row[:n+1], h, q.share)
			clear(row[n+1:])
			for k, v := range row[:n] {
				dist[neural.Distance(k, i)] += v
			}
		}
		neural.MulAdd(q.dpair[at*a:], a, neural.Rows(q.score, stride), q.tops, a, n, a, n+1)
		q.dtops = fresh(q.dtops, (n+1)*a)
		neural.MulAdd(q.dtops, a, neural.Rows(q.score, stride).T(), pair, a, n+1, a, n)
		copy(q.dtop[at*a:], q.dtops[:n*a])
		neural.Add(roots[:a], q.dtops[n*a:])
	})
	q.back(net.Pair, q.dpair, q.dep, q.ddep)
	q.unRelu(q.ddep, q.dep)
	q.unRelu(q.dtop, q.top)
	q.back(net.ArcDep, q.ddep, x, dx)
	q.back(net.ArcTop, q.dtop, x, dx)
}

func (q *pupil) learnRels(x, dx []float32) {
	net, w := q.net, q.net.RelDep.Out
	q.rdep, q.rtop = q.apply(net.RelDep, q.rdep, x), q.apply(net.RelTop, q.rtop, x)
	roots := net.Roots.W[net.Roots.Out:][:w]
	q.each(func(l *lesson, at, n int) {
		for i, h := range l.heads {
			top := roots
			if h < n {
				top = q.rtop[(at+h)*w : (at+h+1)*w]
			}
			neural.Add(q.rdep[(at+i)*w:(at+i+1)*w], top)
		}
	})
	q.dropRelu(q.rdep)
	d := net.Rel
	q.rel = q.apply(d, q.rel, q.rdep)
	q.each(func(l *lesson, at, n int) {
		for i, rel := range l.rels {
			row := q.rel[(at+i)*d.Out : (at+i+1)*d.Out]
			q.loss += unsure(row[:q.net.Shape.Rels], rel, q.share)
			clear(row[q.net.Shape.Rels:])
		}
	})
	q.drdep, q.drtop = fresh(q.drdep, q.n*w), fresh(q.drtop, q.n*w)
	q.back(d, q.rel, q.rdep, q.drdep)
	q.unRelu(q.drdep, q.rdep)
	droots := q.grads[2*q.part(net.Roots)][net.Roots.Out:][:w]
	q.each(func(l *lesson, at, n int) {
		for i, h := range l.heads {
			dtop := droots
			if h < n {
				dtop = q.drtop[(at+h)*w : (at+h+1)*w]
			}
			neural.Add(dtop, q.drdep[(at+i)*w:(at+i+1)*w])
		}
	})
	q.back(net.RelDep, q.drdep, x, dx)
	q.back(net.RelTop, q.drtop, x, dx)
}

package main

import (
	"math/rand/v2"

	"assay/lang/neural"
)

// A pupil works out the gradients of a share of a batch.
type pupil struct {
	net    *neural.Network
	turned []*neural.Dense // transposed weights, as in net.Parts
	plan   plan
	rand   *rand.PCG

	grads   [][]float32 // as in vectors(net)
	embed   []float32
	touched []int32 // rows of embed that are not nothing
	isSet   []bool
	loss    float64

	lattices map[int]*neural.Lattice // by the first of their labels

	lessons []*lesson
	n       int       // words
	share   float32   // what one word counts
	rows    [][]int32 // as they were used, some words hidden

	x, dx        [][]float32 // before and between the layers
	masks        [][]float32
	in, din      []float32
	gates, state [][]float32
	dgates       []float32
	tags         []float32 // scores
	likely       []float32 // likelihoods
	untold       []float32 // vectors before the tags were fed in
	dep, ddep    []float32
	top, dtop    []float32
	pair, dpair  []float32
	rdep, drdep  []float32
	rtop, drtop  []float32
	rel          []float32
	score, topT  []float32
	tops, dtops  []float32
}

func newPupil(net *neural.Network, opt *adam, p plan, number uint64) *pupil {
	q := &pupil{lattices: map[int]*neural.Lattice{}, net: net, turned: opt.turned, plan: p, rand: rand.NewPCG(p.seed, number),
		embed: make([]float32, len(net.Embed)), isSet: make([]bool, len(net.Embed)/net.Shape.Width)}
	for _, v := range vectors(net) {
		q.grads = append(q.grads, make([]float32, len(v)))
	}
	k := len(net.Layers)
	q.x, q.dx, q.masks = make([][]float32, k+1), make([][]float32, k+1), make([][]float32, k+1)
	q.gates, q.state = make([][]float32, k), make([][]float32, k)
	return q
}

func (q *pupil) touch(row int32) {
	if !q.isSet[row] {
		q.isSet[row] = true
		q.touched = append(q.touched, row)
	}
}

func (q *pupil) untouch(w int) {
	for _, row := range q.touched {
		q.isSet[row] = false
		clear(q.embed[int(row)*w : (int(row)+1)*w])
	}
	q.touched = q.touched[:0]
}

// fresh returns n zeros in s's memory.
func fresh(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

// part is the number of a layer in net.Parts; its gradients are 2*part, 2*part+1.
func (q *pupil) part(d *neural.Dense) int {
	for k, p := range q.net.Parts() {
		if p == d {
			return k
		}
	}
	panic("no such layer")
}

// apply is d.Apply into fresh memory.
func (q *pupil) apply(d *neural.Dense, y, x []float32) []float32 {
	y = fresh(y, q.n*d.Out)
	d.Apply(y, neural.Rows(x, d.In), q.n)
	return y
}

// back adds to the gradients of d what dy and its input x make, and to dx.
func (q *pupil) back(d *neural.Dense, dy, x, dx []float32) {
	k := q.part(d)
	neural.MulAdd(q.grads[2*k], d.Out, neural.Rows(x, d.In).T(), dy, d.Out, d.In, d.Out, q.n)
	for i := range q.n {
		neural.Add(q.grads[2*k+1], dy[i*d.Out:(i+1)*d.Out])
	}
	neural.MulAdd(dx, d.In, neural.Rows(dy, d.Out), q.turned[k].W, d.In, q.n, d.In, d.Out)
}

// learn works out the loss and the gradients of some lessons.
func (q *pupil) learn(list []*lesson, share float32) {
	q.lessons, q.share, q.loss, q.n = list, share, 0, 0
	for _, l := range list {
		q.n += len(l.rows)
	}
	if q.n == 0 {
		return
	}
	q.forward()
	last := len(q.net.Layers)
	for i := range q.dx {
		q.dx[i] = fresh(q.dx[i], len(q.x[i]))
	}
	if q.net.Fed == nil {
		q.tags = q.apply(q.net.Tag, q.tags, q.x[last])
		q.learnTags(q.x[last], q.dx[last])
	} else {
		q.learnArcs(q.x[last], q.dx[last])
		q.learnRels(q.x[last], q.dx[last])
	}
	q.backward()
}

// each calls f for each lesson with the place of its first word.
func (q *pupil) each(f func(l *lesson, at, n int)) {
	at := 0
	for _, l := range q.lessons {
		f(l, at, len(l.rows))
		at += len(l.rows)
	}
}

func (q *pupil) forward() {
	w := q.net.Shape.Width
	q.x[0] = fresh(q.x[0], q.n*w)
	q.rows = q.rows[:0]
	q.each(func(l *lesson, at, n int) {
		for i, rows := range l.rows {
			if hide := q.plan.words / (q.plan.words + float64(l.count[i])); q.chance(hide) {
				rows = append([]int32{0}, rows[1:]...)
			}
			q.rows = append(q.rows, rows)
			x := q.x[0][(at+i)*w : (at+i+1)*w]
			for _, row := range rows {
				neural.Add(x, q.net.Embed[int(row)*w:(int(row)+1)*w])
			}
		}
	})
	q.drop(0, q.plan.embed)
	for l, layer := range q.net.Layers {
		if l == len(q.net.Layers)-1 && q.net.Fed != nil {
			q.feedTags(q.x[l])
		}
		in := q.x[l]
		if l == 0 {
			q.in = fresh(q.in, 3*q.n*w)
			q.each(func(_ *lesson, at, n int) { neural.Window(q.in[3*at*w:], in[at*w:], n, w) })
			in = q.in
		}
		q.gates[l] = q.apply(layer, q.gates[l], in)
		q.state[l], q.x[l+1] = fresh(q.state[l], q.n*w), fresh(q.x[l+1], q.n*w)
		q.each(func(_ *lesson, at, n int) {
			neural.Gates(q.gates[l][3*at*w:3*(at+n)*w], q.state[l][at*w:], q.x[l+1][at*w:], q.x[l][at*w:], n, w)
		})
		q.drop(l+1, q.plan.layer)
	}
}

func (q *pupil) chance(p float64) bool { return float64(q.rand.Uint64()>>11)/(1<<53) < p }

// drop sets a share of x[k] to zero, and the mask.
func (q *pupil) drop(k int, share float64) {
	x := q.x[k]
	q.masks[k] = fresh(q.masks[k], len(x))
	mask := q.masks[k]
	keep := float32(1 / (1 - share))
	limit := uint64(share * 65536)
	for i := 0; i < len(x); i += 4 {
		bits := q.rand.Uint64()
		for j := i; j < i+4; j++ {
			if bits&0xffff >= limit {
				mask[j] = keep
			}
			bits >>= 16
			x[j] *= mask[j]
		}
	}
}

// dropRelu is relu and dropout in one.
func (q *pupil) dropRelu(x []float32) {
	keep := float32(1 / (1 - q.plan.head))
	limit := uint64(q.plan.head * 65536)
	for i := 0; i < len(x); i += 4 {
		bits := q.rand.Uint64()
		for j := i; j < i+4; j++ {
			if x[j] < 0 || bits&0xffff < limit {
				x[j] = 0
			}
			x[j] *= keep
			bits >>= 16
		}
	}
}

// unRelu makes of the gradient after dropRelu that before it.
func (q *pupil) unRelu(dx, x []float32) {
	keep := float32(1 / (1 - q.plan.head))
	for i, v := range x {
		if v > 0 {
			dx[i] *= keep
		} else {
			dx[i] = 0
		}
	}
}

func (q *pupil) backward() {
	w := q.net.Shape.Width
	for l := len(q.net.Layers) - 1; l >= 0; l-- {
		dh := q.dx[l+1]
		for i, m := range q.masks[l+1] {
			dh[i] *= m
		}
		q.dgates = fresh(q.dgates, 3*q.n*w)
		q.each(func(_ *lesson, at, n int) { q.ungate(l, at, n) })
		if l > 0 {
			q.back(q.net.Layers[l], q.dgates, q.x[l], q.dx[l])
			if l == len(q.net.Layers)-1 && q.net.Fed != nil {
				q.learnFed(q.dx[l])
				q.learnTags(q.untold, q.dx[l])
			}
			continue
		}
		q.din = fresh(q.din, 3*q.n*w)
		q.back(q.net.Layers[0], q.dgates, q.in, q.din)
		q.each(func(_ *lesson, at, n int) { unwindow(q.dx[0][at*w:], q.din[3*at*w:], n, w) })
	}
	dx := q.dx[0]
	for i, m := range q.masks[0] {
		dx[i] *= m
	}
	for i, rows := range q.rows {
		for _, row := range rows {
			q.touch(row)
			neural.Add(q.embed[int(row)*w:(int(row)+1)*w], dx[i*w:(i+1)*w])
		}
	}
}

func unwindow(dx, din []float32, n, w int) {
	for i := range n {
		row := din[i*3*w : (i+1)*3*w]
		if i > 0 {
			neural.Add(dx[(i-1)*w:i*w], row[:w])
		}
		neural.Add(dx[i*w:(i+1)*w], row[w:2*w])
		if i+1 < n {
			neural.Add(dx[(i+1)*w:(i+2)*w], row[2*w:])
		}
	}
}

// ungate makes of dx[l+1], the gradient of a layer's output, that of its gates
// and, along the short way past them, of its input.
func (q *pupil) ungate(l, at, n int) {
	w := q.net.Shape.Width
	half := w / 2
	carry := make([]float32, half)
	for side := range 2 {
		clear(carry)
		for step := range n {
			i, last := at+n-1-step, at+n-2-step
			if side == 1 {
				i, last = at+step, at+step+1
			}
			g := q.gates[l][i*3*w+side*3*half:][:3*half]
			dg := q.dgates[i*3*w+side*3*half:][:3*half]
			from := i*w + side*half
			c, x := q.state[l][from:from+half], q.x[l][from:from+half]
			dh, dx := q.dx[l+1][from:from+half], q.dx[l][from:from+half]
			var before []float32
			if last >= at && last < at+n {
				before = q.state[l][last*w+side*half:][:half]
			}
			for k := range half {
				z, f, o := g[k], g[half+k], g[2*half+k]
				dc := carry[k] + dh[k]*o
				dx[k] += dh[k] * (1 - o)
				b := float32(0)
				if before != nil {
					b = before[k]
				}
				dg[k] = dc * (1 - f) * (1 - z*z)
				dg[half+k] = dc * (b - z) * f * (1 - f)
				dg[2*half+k] = dh[k] * (c[k] - x[k]) * o * (1 - o)
				carry[k] = dc * f
			}
		}
	}
}

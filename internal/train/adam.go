package main

import (
	"math"

	"assay/lang/neural"
)

// adam is the optimiser of Kingma and Ba (ICLR 2015). Rows of the embedding are
// moved only in the steps in which they are used.
type adam struct {
	m, v   [][]float32 // of each vector of vectors(net)
	em, ev []float32   // of Embed
	turned []*neural.Dense
	steps  int
}

const (
	beta1, beta2 = 0.9, 0.95
	tiny         = 1e-6
	longest      = 5 // of a gradient
)

// vectors returns all weights but the embedding.
func vectors(net *neural.Network) (list [][]float32) {
	for _, d := range net.Parts() {
		list = append(list, d.W, d.B)
	}
	return append(list, net.Dist)
}

func newAdam(net *neural.Network) *adam {
	a := &adam{em: make([]float32, len(net.Embed)), ev: make([]float32, len(net.Embed))}
	for _, v := range vectors(net) {
		a.m, a.v = append(a.m, make([]float32, len(v))), append(a.v, make([]float32, len(v)))
	}
	for _, d := range net.Parts() {
		a.turned = append(a.turned, &neural.Dense{In: d.Out, Out: d.In, W: make([]float32, len(d.W))})
	}
	a.turn(net)
	return a
}

// turn brings the transposed weights up to date.
func (a *adam) turn(net *neural.Network) {
	for k, d := range net.Parts() {
		t := a.turned[k].W
		for i := range d.In {
			for j, w := range d.W[i*d.Out : (i+1)*d.Out] {
				t[j*d.In+i] = w
			}
		}
	}
}

// step moves the weights by the gradients of the pupils, which are cleared.
func (a *adam) step(net *neural.Network, pupils []*pupil, rate float32) {
	a.steps++
	first := pupils[0]
	square := 0.0
	for k, g := range first.grads {
		for _, p := range pupils[1:] {
			add(g, p.grads[k])
			clear(p.grads[k])
		}
		square += norm(g)
	}
	w := net.Shape.Width
	for _, p := range pupils[1:] {
		for _, row := range p.touched {
			first.touch(row)
			neural.Add(first.embed[int(row)*w:(int(row)+1)*w], p.embed[int(row)*w:(int(row)+1)*w])
		}
		p.untouch(w)
	}
	for _, row := range first.touched {
		square += norm(first.embed[int(row)*w : (int(row)+1)*w])
	}
	scale := float32(1)
	if l := math.Sqrt(square); l > longest {
		scale = float32(longest / l)
	}
	t := float64(a.steps)
	step := rate * float32(math.Sqrt(1-math.Pow(beta2, t))/(1-math.Pow(beta1, t)))
	for k, v := range vectors(net) {
		move(v, first.grads[k], a.m[k], a.v[k], step, scale)
		clear(first.grads[k])
	}
	for _, row := range first.touched {
		from, to := int(row)*w, (int(row)+1)*w
		move(net.Embed[from:to], first.embed[from:to], a.em[from:to], a.ev[from:to], step, scale)
	}
	first.untouch(w)
	a.turn(net)
}

func add(dst, src []float32) {
	for i, v := range src {
		dst[i] += v
	}
}

func norm(g []float32) float64 {
	s := float32(0)
	for _, v := range g {
		s += v * v
	}
	return float64(s)
}

func move(w, g, m, v []float32, step, scale float32) {
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	for i := range w {
		d := g[i] * scale
		m[i] += (1 - beta1) * (d - m[i])
		v[i] += (1 - beta2) * (d*d - v[i])
		w[i] -= step * m[i] / (float32(math.Sqrt(float64(v[i]))) + tiny)
	}
}

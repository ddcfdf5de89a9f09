package main

import (
	"math"

	"assay/lang/neural"
)

// A lattice is the well-formed sequences of some labels (BILOU): what begins goes
// on and ends. Its memory is used again.
type lattice struct {
	labels []string
	before [][]int // of each label, those that may stand before it
	opens  []bool  // may stand first
	shuts  []bool  // may stand last

	forward, backward, power []float32
}

func newLattice(labels []string) *lattice {
	l := &lattice{labels: labels}
	for _, b := range labels {
		inside := b[0] == 'I' || b[0] == 'L'
		l.opens = append(l.opens, !inside)
		l.shuts = append(l.shuts, b[0] != 'B' && b[0] != 'I')
		var list []int
		for k, a := range labels {
			open := a[0] == 'B' || a[0] == 'I'
			if open == inside && (!inside || a[1:] == b[1:]) {
				list = append(list, k)
			}
		}
		l.before = append(l.before, list)
	}
	return l
}

// unsure turns the scores of n words, in rows stride apart, into the gradient of
// the loss of a sequence of labels among all that are well formed (Lafferty et
// al., ICML 2001, without weights for pairs of labels), and returns the loss.
func (l *lattice) unsure(scores []float32, stride, n int, right []int, share float32) float64 {
	k := len(l.labels)
	l.forward, l.backward, l.power = fresh(l.forward, n*k), fresh(l.backward, n*k), fresh(l.power, n*k)
	loss := 0.0
	for i := range n {
		row := scores[i*stride : i*stride+k]
		top := row[0]
		for _, v := range row {
			top = max(top, v)
		}
		sum := float32(0)
		for j := range k {
			l.power[i*k+j] = neural.Exp(row[j] - top)
			v := float32(0)
			switch {
			case i > 0:
				for _, p := range l.before[j] {
					v += l.forward[(i-1)*k+p]
				}
			case l.opens[j]:
				v = 1
			}
			v *= l.power[i*k+j]
			if i == n-1 && !l.shuts[j] {
				v = 0
			}
			l.forward[i*k+j] = v
			sum += v
		}
		sum = max(sum, 1e-30)
		for j := range k {
			l.forward[i*k+j] /= sum
		}
		loss += math.Log(float64(sum)) + float64(top) - float64(row[right[i]])
	}
	for j := range k {
		if l.shuts[j] {
			l.backward[(n-1)*k+j] = 1
		}
	}
	for i := n - 2; i >= 0; i-- {
		sum := float32(0)
		for j := range k {
			v := l.backward[(i+1)*k+j] * l.power[(i+1)*k+j]
			for _, p := range l.before[j] {
				l.backward[i*k+p] += v
			}
		}
		for j := range k {
			sum += l.backward[i*k+j]
		}
		sum = max(sum, 1e-30)
		for j := range k {
			l.backward[i*k+j] /= sum
		}
	}
	for i := range n {
		row := scores[i*stride : i*stride+k]
		sum := float32(0)
		for j := range k {
			row[j] = l.forward[i*k+j] * l.backward[i*k+j]
			sum += row[j]
		}
		sum = max(sum, 1e-30)
		for j := range k {
			row[j] *= share / sum
		}
		row[right[i]] -= share
	}
	return loss
}

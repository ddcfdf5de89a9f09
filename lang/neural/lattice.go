package neural

import "math"

// A Lattice is the well-formed sequences of some labels (BILOU): what begins goes
// on and ends. Its memory is used again; it is for one goroutine.
type Lattice struct {
	before [][]int // of each label, those that may stand before it
	opens  []bool  // may stand first
	shuts  []bool  // may stand last

	forward, backward, power []float32
}

// NewLattice returns the Lattice of labels: "O", "B-PER", ….
func NewLattice(labels []string) *Lattice {
	l := &Lattice{}
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

// Marginals turns the scores of n words, in rows stride apart, into how likely each
// label is for each word, over all well-formed sequences, and returns the logarithm
// of the sum of their powers of e (the forward-backward algorithm).
func (l *Lattice) Marginals(scores []float32, stride, n int) float64 {
	k := len(l.before)
	l.forward, l.backward, l.power = sized(l.forward, n*k), sized(l.backward, n*k), sized(l.power, n*k)
	total := 0.0
	for i := range n {
		row := scores[i*stride : i*stride+k]
		top := row[Greatest(row)]
		now := l.forward[i*k : (i+1)*k]
		for j := range k {
			l.power[i*k+j] = Exp(row[j] - top)
			v := float32(0)
			switch {
			case i > 0:
				for _, p := range l.before[j] {
					v += l.forward[(i-1)*k+p]
				}
			case l.opens[j]:
				v = 1
			}
			if i == n-1 && !l.shuts[j] {
				v = 0
			}
			now[j] = v * l.power[i*k+j]
		}
		total += math.Log(float64(even(now))) + float64(top)
	}
	for i := n - 1; i >= 0; i-- {
		now := l.backward[i*k : (i+1)*k]
		clear(now)
		for j := range k {
			switch {
			case i < n-1:
				v := l.backward[(i+1)*k+j] * l.power[(i+1)*k+j]
				for _, p := range l.before[j] {
					now[p] += v
				}
			case l.shuts[j]:
				now[j] = 1
			}
		}
		even(now)
	}
	for i := range n {
		row := scores[i*stride : i*stride+k]
		for j := range k {
			row[j] = l.forward[i*k+j] * l.backward[i*k+j]
		}
		even(row)
	}
	return total
}

// even makes the numbers of v add up to one and returns what they added up to.
func even(v []float32) float32 {
	sum := float32(0)
	for _, x := range v {
		sum += x
	}
	sum = max(sum, 1e-30)
	for i := range v {
		v[i] /= sum
	}
	return sum
}

package coref

import "slices"

// worth is how alike two reports must be for their mentions to be compared.
const worth = -3000

// A pair is a mention that another is likely to be of one event with, and how likely.
type pair struct {
	with   int
	likely int32
}

// group puts mentions together and returns the number of each one's group.
func (p *pile) group(w *weights) []int {
	n := len(p.mentions)
	vectors := make([][][]float32, n)
	for i := range vectors {
		for k := range w.Mentions {
			vectors[i] = append(vectors[i], w.Mentions[k].project(p.mentions[i].vector[headVector]))
		}
	}
	pairs := make([][]pair, n)
	parts := newJoin(n)
	p.candidates(func(i, k int, v *vector) {
		l := likelihood(score(w.Mentions, v.at, vectors[i], vectors[k]))
		pairs[i] = append(pairs[i], pair{k, l})
		if l >= w.Threshold {
			parts.put(i, k)
		}
	})
	// What two mentions that no chain of likely pairs leads between is never put together.
	members := map[int][]int{}
	for i := range n {
		r := parts.root(i)
		members[r] = append(members[r], i)
	}
	together := newJoin(n)
	at := make([]int, n)
	for i := range n {
		list := members[i]
		if len(list) < 2 {
			continue
		}
		for k, m := range list {
			at[m] = k
		}
		sum := make([]int64, len(list)*len(list))
		for _, a := range list {
			for _, b := range pairs[a] {
				if parts.root(b.with) == i {
					sum[at[a]*len(list)+at[b.with]], sum[at[b.with]*len(list)+at[a]] = int64(b.likely), int64(b.likely)
				}
			}
		}
		link(len(list), sum, func(a, b []int, mean float64) {
			if mean >= float64(w.Threshold) {
				together.put(list[a[0]], list[b[0]])
			}
		})
	}
	out := make([]int, n)
	for i := range out {
		out[i] = together.root(i)
	}
	return out
}

// candidates calls f for each two mentions, the later first, that are worth comparing,
// with the comparison.
func (p *pile) candidates(f func(i, k int, v *vector)) {
	var v vector
	for i := range p.mentions {
		a := &p.mentions[i]
		for k := range i {
			b := &p.mentions[k]
			if a.report == b.report || p.alike[a.report][b.report] > worth {
				p.compare(&v, a, b)
				f(i, k, &v)
			}
		}
	}
}

// A join says what has been put together.
type join []int

func newJoin(n int) join {
	j := make(join, n)
	for i := range j {
		j[i] = i
	}
	return j
}

// root returns the first of those with which i is.
func (j join) root(i int) int {
	for j[i] != i {
		j[i] = j[j[i]]
		i = j[i]
	}
	return i
}

func (j join) put(a, b int) {
	a, b = j.root(a), j.root(b)
	j[max(a, b)] = min(a, b)
}

// link puts n things together, always two groups each of which is the other's nearest by
// the mean of sum over all pairs, until one is left, and calls merged for each two groups
// with that mean. No two groups that are put together later have a greater mean than what
// they are made of (average linkage by chains of nearest neighbours: Benzécri 1982, Murtagh
// 1983). sum, of n rows, is used up.
func link(n int, sum []int64, merged func(a, b []int, mean float64)) {
	members := make([][]int, n)
	var left []int
	for i := range n {
		members[i] = []int{i}
		left = append(left, i)
	}
	mean := func(a, b int) float64 { return float64(sum[a*n+b]) / float64(len(members[a])*len(members[b])) }
	var chain []int
	for len(left) > 1 {
		if len(chain) == 0 {
			chain = append(chain, left[0])
		}
		a := chain[len(chain)-1]
		b, most := -1, 0.
		if len(chain) > 1 {
			b = chain[len(chain)-2]
			most = mean(a, b)
		}
		for _, c := range left {
			if c == a {
				continue
			}
			if m := mean(a, c); b < 0 || m > most {
				b, most = c, m
			}
		}
		if len(chain) < 2 || b != chain[len(chain)-2] {
			chain = append(chain, b)
			continue
		}
		chain = chain[:len(chain)-2]
		a, b = min(a, b), max(a, b)
		merged(members[a], members[b], most)
		members[a] = append(members[a], members[b]...)
		for _, c := range left {
			if c != a && c != b {
				sum[a*n+c] += sum[b*n+c]
				sum[c*n+a] = sum[a*n+c]
			}
		}
		k, _ := slices.BinarySearch(left, b)
		left = slices.Delete(left, k, k+1)
	}
}

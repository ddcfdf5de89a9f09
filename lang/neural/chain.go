package neural

// A Chain finds the likeliest well-formed sequence of BIO labels ("O", "B-PER",
// "I-PER"; or "O", "B", "I") where each step from label to label has a score of its
// own (Viterbi, 1967). An I stands only behind a B or an I of its kind. It is for one
// goroutine; memory is used again.
type Chain struct {
	n      int       // labels
	enters []float32 // by label, from the one before: [to, from]; never where a step is forbidden
	opens  []bool    // the labels that may stand first

	total, next []float32
	from        []int16
	path        []int
}

// never is worse than every sum of scores.
const never = -1e9

// NewChain returns a Chain for labels; next holds the scores of the steps, a row for
// each label from which one goes. It may be nil: then all steps are worth the same.
func NewChain(labels []string, next []float32) *Chain {
	n := len(labels)
	c := &Chain{n: n, enters: make([]float32, n*n), total: make([]float32, n), next: make([]float32, n)}
	for to, l := range labels {
		inside := l[0] == 'I'
		c.opens = append(c.opens, !inside)
		for from, f := range labels {
			switch {
			case inside && (f[0] == 'O' || f[1:] != l[1:]):
				c.enters[to*n+from] = never
			case next != nil:
				c.enters[to*n+from] = next[from*n+to]
			}
		}
	}
	return c
}

// Best returns the number of the label of each of n words, whose scores stand in rows
// stride apart. Of sequences worth the same it is the one whose last words have the
// labels of lower numbers. It is valid until the next call.
func (c *Chain) Best(scores []float32, stride, n int) []int {
	if n == 0 {
		return nil
	}
	k := c.n
	if cap(c.path) < n {
		c.path, c.from = make([]int, 2*n), make([]int16, 2*n*k)
	}
	path, from := c.path[:n], c.from[:n*k]
	total, next := c.total, c.next
	for j := range k {
		if total[j] = scores[j]; !c.opens[j] {
			total[j] = never
		}
	}
	for i := 1; i < n; i++ {
		row := scores[i*stride : i*stride+k]
		for to := range k {
			v, at := best(total, c.enters[to*k:(to+1)*k])
			next[to], from[i*k+to] = v+row[to], int16(at)
		}
		total, next = next, total
	}
	at := Greatest(total)
	for i := n - 1; i >= 0; i-- {
		path[i] = at
		at = int(from[i*k+at])
	}
	return path
}

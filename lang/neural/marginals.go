package neural

// Marginals turns the scores of n words, in rows stride apart, into how likely each
// label is for each word, over all well-formed sequences and with the scores of their
// steps (the forward-backward algorithm).
func (c *Chain) Marginals(scores []float32, stride, n int) {
	k := c.n
	steps := make([]float32, k*k) // [to, from], as powers of e
	for i, v := range c.enters {
		if v > never {
			steps[i] = Exp(v)
		}
	}
	forward, power := make([]float32, n*k), make([]float32, n*k)
	for i := range n {
		row := scores[i*stride : i*stride+k]
		top := row[Greatest(row)]
		now := forward[i*k : (i+1)*k]
		for to := range k {
			power[i*k+to] = Exp(row[to] - top)
			v := float32(0)
			switch {
			case i > 0:
				for from := range k {
					v += float32(forward[(i-1)*k+from] * steps[to*k+from])
				}
			case c.opens[to]:
				v = 1
			}
			now[to] = v * power[i*k+to]
		}
		even(now)
	}
	backward, before := make([]float32, k), make([]float32, k)
	for j := range backward {
		backward[j] = 1
	}
	for i := n - 1; i >= 0; i-- {
		row := scores[i*stride : i*stride+k]
		for j := range row {
			row[j] = forward[i*k+j] * backward[j]
		}
		even(row)
		clear(before)
		for to := range k {
			v := backward[to] * power[i*k+to]
			for from := range k {
				before[from] += float32(v * steps[to*k+from])
			}
		}
		even(before)
		backward, before = before, backward
	}
}

package neural

// A Tree finds the best projective tree over a sentence (Eisner, COLING 1996),
// with one word under the root. Memory is used again.
type Tree struct {
	Heads []int // of each word, -1 at the root

	n int
	// Best scores of the spans [i, j]: complete with the head at the left or the
	// right end, and incomplete, an arc between the ends. Transposed copies let
	// the search for the best split walk over memory in order.
	left, right, rightT, open, openT []float32
	splitL, splitR, splitO           []int16
}

// Find sets Heads. score holds for each word, as dependant, a row of stride
// numbers: the scores of each word as its head, and of the root at n.
func (t *Tree) Find(score []float32, stride, n int) {
	t.n = n
	if cap(t.Heads) < n {
		t.Heads = make([]int, n, 2*n)
	}
	t.Heads = t.Heads[:n]
	if n == 0 {
		return
	}
	for _, m := range []*[]float32{&t.left, &t.right, &t.rightT, &t.open, &t.openT} {
		if len(*m) < n*n {
			*m = make([]float32, n*n)
		}
	}
	for _, m := range []*[]int16{&t.splitL, &t.splitR, &t.splitO} {
		if len(*m) < n*n {
			*m = make([]int16, n*n)
		}
	}
	t.fill(score, stride)
	best := 0
	for r := 1; r < n; r++ {
		if t.whole(score, stride, r) > t.whole(score, stride, best) {
			best = r
		}
	}
	t.Heads[best] = -1
	t.takeRight(0, best)
	t.takeLeft(best, n-1)
}

func (t *Tree) whole(score []float32, stride, r int) float32 {
	return t.right[r] + t.left[r*t.n+t.n-1] + score[r*stride+t.n]
}

// fill works out the best scores, short spans first. left[i,j] has its head at
// i, right[i,j] at j; open[i,j] has an arc from i to j, openT[j,i] one from j to i.
func (t *Tree) fill(score []float32, stride int) {
	n := t.n
	for i := range n {
		t.left[i*n+i], t.right[i*n+i], t.rightT[i*n+i] = 0, 0, 0
	}
	for d := 1; d < n; d++ {
		for i := 0; i+d < n; i++ {
			j := i + d
			// Incomplete: left[i,k] + right[k+1,j].
			v, at := best(t.left[i*n+i:i*n+j], t.rightT[j*n+i+1:j*n+j+1])
			toRight, toLeft := v+score[j*stride+i], v+score[i*stride+j]
			t.splitO[i*n+j] = int16(i + at)
			t.open[i*n+j], t.openT[j*n+i] = toRight, toLeft
			// Complete, head at i: the arc i to k, then left[k,j], whose copy lies in
			// the lower half of left.
			v, at = best(t.open[i*n+i+1:i*n+j+1], t.left[j*n+i+1:j*n+j+1])
			t.left[i*n+j], t.left[j*n+i], t.splitL[i*n+j] = v, v, int16(i+1+at)
			// Complete, head at j: right[i,k], then the arc j to k.
			v, at = best(t.right[i*n+i:i*n+j], t.openT[j*n+i:j*n+j])
			t.right[i*n+j], t.rightT[j*n+i], t.splitR[i*n+j] = v, v, int16(i+at)
		}
	}
}

// best returns the greatest sum of a[k]+b[k] and its place; the first of equals.
func best(a, b []float32) (float32, int) {
	b = b[:len(a)]
	top, at := a[0]+b[0], 0
	for k := 1; k < len(a); k++ {
		if v := a[k] + b[k]; v > top {
			top, at = v, k
		}
	}
	return top, at
}

// takeLeft reads off the heads of the complete span [i, j] with its head at i.
func (t *Tree) takeLeft(i, j int) {
	for i < j {
		k := int(t.splitL[i*t.n+j])
		t.Heads[k] = i
		t.takeOpen(i, k)
		i = k
	}
}

// takeRight does the same with the head at j.
func (t *Tree) takeRight(i, j int) {
	for i < j {
		k := int(t.splitR[i*t.n+j])
		t.Heads[k] = j
		t.takeOpen(k, j)
		j = k
	}
}

// takeOpen reads off what lies between the ends of an arc.
func (t *Tree) takeOpen(i, j int) {
	k := int(t.splitO[i*t.n+j])
	t.takeLeft(i, k)
	t.takeRight(k+1, j)
}

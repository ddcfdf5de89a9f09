package lang

// Arcs is the state of the arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and
// Satta, ACL 2011) over one sentence. Words are numbered from 1; the root
// stands behind the last word, at Len()+1, so that it gets its one dependent
// last. 0 is no word.
type Arcs struct {
	words []Word
	tags  []uint8
	next  int   // first word of the buffer
	stack []int // words whose head is not known

	Head, Label []int // of each word, once it has them

	left, right [][2]int // the two outermost dependants of each word on each side
	nl, nr      []int    // how many there are
}

// The moves.
const (
	Shift = iota
	Left  // the top of the stack hangs on the first word of the buffer
	Right // the top of the stack hangs on the one below it
)

// Reset makes x ready for a sentence. Memory is used again.
func (x *Arcs) Reset(words []Word, tags []uint8) {
	x.words, x.tags, x.next, x.stack = words, tags, 1, x.stack[:0]
	n := len(words) + 2
	x.Head, x.Label = zeros(x.Head, n), zeros(x.Label, n)
	x.left, x.right = zeros(x.left, n), zeros(x.right, n)
	x.nl, x.nr = zeros(x.nl, n), zeros(x.nr, n)
}

func zeros[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, 2*n)
	}
	s = s[:n]
	clear(s)
	return s
}

// Len returns the number of words.
func (x *Arcs) Len() int { return len(x.words) }

// Done reports whether every word has its head.
func (x *Arcs) Done() bool { return x.next > len(x.words) && len(x.stack) == 0 }

// Next returns the first word of the buffer.
func (x *Arcs) Next() int { return x.next }

// Stack returns the words on the stack, the top last.
func (x *Arcs) Stack() []int { return x.stack }

// Valid reports whether a move may be made.
func (x *Arcs) Valid(move int) bool {
	switch move {
	case Shift:
		return x.next <= len(x.words)
	case Left:
		// The root takes a word only when no other is left: one root a sentence.
		return len(x.stack) > 0 && (x.next <= len(x.words) || len(x.stack) == 1)
	default:
		return len(x.stack) > 1
	}
}

// Do makes a move. label is the relation of the arc, where there is one.
func (x *Arcs) Do(move, label int) {
	if move == Shift {
		x.stack = append(x.stack, x.next)
		x.next++
		return
	}
	d := x.stack[len(x.stack)-1]
	x.stack = x.stack[:len(x.stack)-1]
	x.Label[d] = label
	if move == Left {
		h := x.next
		x.Head[d] = h
		x.left[h] = [2]int{d, x.left[h][0]}
		x.nl[h]++
		return
	}
	h := x.stack[len(x.stack)-1]
	x.Head[d] = h
	x.right[h] = [2]int{d, x.right[h][0]}
	x.nr[h]++
}

// top returns the k-th word from the top of the stack, or 0.
func (x *Arcs) top(k int) int {
	if k < len(x.stack) {
		return x.stack[len(x.stack)-1-k]
	}
	return 0
}

// ahead returns the k-th word of the buffer, the root included, or 0.
func (x *Arcs) ahead(k int) int {
	if x.next+k <= len(x.words)+1 {
		return x.next + k
	}
	return 0
}

// node is what the features see of one word.
type node struct{ w, t, l uint64 }

func (x *Arcs) node(i int) node {
	switch {
	case i == 0:
		return node{1, 1, 1}
	case i > len(x.words):
		return node{2, 2, 2}
	}
	return node{x.words[i-1].lower, uint64(x.tags[i-1]) + 10, uint64(x.Label[i]) + 10}
}

// gap returns the distance between two words in coarse steps.
func gap(from, to int) uint64 {
	d := to - from
	switch {
	case from == 0 || to == 0:
		return 0
	case d > 10:
		return 7
	case d > 5:
		return 6
	}
	return uint64(d)
}

func three(a, b, c uint64) uint64   { return mix(mix(a, b), c) }
func four(a, b, c, d uint64) uint64 { return mix(mix(mix(a, b), c), d) }

// Features returns the features of the state, in f's memory: those of Zhang and
// Nivre (ACL 2011), with the word below the top of the stack beside them.
func (x *Arcs) Features(f []uint64) []uint64 {
	b := bag{f: f[:0], k: 1000}
	i0, i1, i2 := x.top(0), x.top(1), x.top(2)
	j0, j1, j2, j3 := x.ahead(0), x.ahead(1), x.ahead(2), x.ahead(3)
	s0, s1, s2 := x.node(i0), x.node(i1), x.node(i2)
	n0, n1, n2, n3 := x.node(j0), x.node(j1), x.node(j2), x.node(j3)
	s0l, s0l2 := x.node(x.left[i0][0]), x.node(x.left[i0][1])
	s0r, s0r2 := x.node(x.right[i0][0]), x.node(x.right[i0][1])
	s1l, s1r := x.node(x.left[i1][0]), x.node(x.right[i1][0])
	n0l, n0l2 := x.node(x.left[j0][0]), x.node(x.left[j0][1])

	b.add(0)
	for _, z := range [4]node{s0, s1, n0, n1} {
		b.add(z.w)
		b.add(z.t)
		b.add(mix(z.w, z.t))
	}
	for _, z := range [3]node{s2, n2, n3} {
		b.add(z.w)
		b.add(z.t)
	}
	for _, z := range [8]node{s0l, s0r, s0l2, s0r2, s1l, s1r, n0l, n0l2} {
		b.add(z.w)
		b.add(z.t)
		b.add(z.l)
	}
	// Two words.
	b.add(four(s0.w, s0.t, n0.w, n0.t))
	b.add(three(s0.w, s0.t, n0.w))
	b.add(three(s0.w, n0.w, n0.t))
	b.add(three(s0.w, s0.t, n0.t))
	b.add(three(s0.t, n0.w, n0.t))
	b.add(mix(s0.w, n0.w))
	b.add(mix(s0.t, n0.t))
	b.add(mix(n0.t, n1.t))
	b.add(four(s1.w, s1.t, s0.w, s0.t))
	b.add(three(s1.w, s0.w, s0.t))
	b.add(three(s1.w, s1.t, s0.w))
	b.add(three(s1.t, s0.w, s0.t))
	b.add(three(s1.w, s1.t, s0.t))
	b.add(mix(s1.w, s0.w))
	b.add(mix(s1.t, s0.t))
	b.add(mix(s1.w, n0.w))
	b.add(mix(s1.t, n0.t))
	// Three words.
	b.add(three(n0.t, n1.t, n2.t))
	b.add(three(s0.t, n0.t, n1.t))
	b.add(three(s1.t, s0.t, n0.t))
	b.add(three(s2.t, s1.t, s0.t))
	b.add(three(s0.t, s0l.t, n0.t))
	b.add(three(s0.t, s0r.t, n0.t))
	b.add(three(s0.t, n0.t, n0l.t))
	b.add(three(s0.t, s0l.t, s0l2.t))
	b.add(three(s0.t, s0r.t, s0r2.t))
	b.add(three(n0.t, n0l.t, n0l2.t))
	b.add(three(s1.t, s1r.t, s0.t))
	b.add(three(s1.t, s1l.t, s0.t))
	b.add(three(s1.t, s0.t, s0l.t))
	b.add(three(s1.t, s0.t, s0r.t))
	b.add(four(s1.t, s0.t, n0.t, n1.t))
	b.add(four(s0.t, n0.t, n1.t, n2.t))
	b.add(three(s0.w, s0l.l, s0r.l))
	b.add(three(s0.t, s0l.l, s0r.l))
	b.add(three(s1.t, s0.t, s0l.l))
	b.add(three(s1.t, s1r.l, s0.t))
	b.add(three(n0.t, n0l.l, s0.t))
	b.add(three(s0.w, n0.t, n1.t))
	b.add(three(s1.w, s0.t, n0.t))
	b.add(three(s1.t, s0.w, n0.t))
	b.add(three(s1.t, s0.t, n0.w))
	b.add(three(s0.w, s0r.w, n0.w))
	b.add(three(s0.w, s0l.w, n0.w))
	b.add(three(s1.w, s0l.w, s0.t))
	// How many dependants, how far apart.
	nl, nr := uint64(min(x.nl[i0], 5)), uint64(min(x.nr[i0], 5))
	b.add(three(s0.w, nl, nr))
	b.add(three(s0.t, nl, nr))
	b.add(three(s1.t, uint64(min(x.nl[i1], 5)), uint64(min(x.nr[i1], 5))))
	b.add(mix(n0.t, uint64(min(x.nl[j0], 5))))
	b.add(mix(n0.w, uint64(min(x.nl[j0], 5))))
	b.add(three(s0.t, n0.t, gap(i0, j0)))
	b.add(mix(s0.w, gap(i0, j0)))
	b.add(mix(n0.w, gap(i0, j0)))
	b.add(three(s1.t, s0.t, gap(i1, i0)))
	return b.f
}

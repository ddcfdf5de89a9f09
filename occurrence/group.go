package occurrence

import (
	"cmp"
	"container/heap"
	"slices"
)

// A bond is what speaks for two things being one, and how many comparisons it comes from.
type bond struct {
	sum int64
	n   int32
}

// A side is an edge of the graph that group works on, a < b.
type side struct {
	a, b   int32
	weight int32
}

// group puts n things together: those of sure first, then again and again the two groups
// for which most speaks by the mean of what is known of pairs of the two, until nothing
// speaks for any. It returns the group of each thing, the smallest of its members.
func group(n int, sides []side, sure [][2]int32) []int32 {
	f := newForest(n)
	for _, s := range sure {
		f.join(s[0], s[1])
	}
	// What no path of positive sides leads to is never put together: each part by itself.
	part := slices.Clone(f.roots())
	home := forest(slices.Clone(part))
	top := home.find
	for _, s := range sides {
		if s.weight > 0 {
			home.join(part[s.a], part[s.b])
		}
	}
	// The sides of each part together, so that no more than one part is laid out at a time.
	from := make([]int32, n+1)
	inside := func(k int) bool {
		a, b := part[sides[k].a], part[sides[k].b]
		return a != b && top(a) == top(b)
	}
	for k := range sides {
		if inside(k) {
			from[top(part[sides[k].a])+1]++
		}
	}
	for i := range n {
		from[i+1] += from[i]
	}
	order := make([]int32, from[n])
	next := slices.Clone(from)
	for k := range sides {
		if inside(k) {
			t := top(part[sides[k].a])
			order[next[t]] = int32(k)
			next[t]++
		}
	}
	var list []side
	for i := range n {
		list = list[:0]
		for _, k := range order[from[i]:from[i+1]] {
			list = append(list, side{part[sides[k].a], part[sides[k].b], sides[k].weight})
		}
		if len(list) > 0 {
			merge(list, f.join)
		}
	}
	return f.roots()
}

// A forest is things that are put together, each with one of its group that comes before it,
// or itself.
type forest []int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

// find returns the first of the group of i.
func (f forest) find(i int32) int32 {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// join makes one group of two, that of to.
func (f forest) join(a, b int32) (to, from int32) {
	a, b = f.find(a), f.find(b)
	if a > b {
		a, b = b, a
	}
	f[b] = a
	return a, b
}

// roots leads each thing to the first of its group.
func (f forest) roots() []int32 {
	for i := range f {
		f[i] = f.find(int32(i))
	}
	return f
}

// merge joins the groups between which sides are, as long as something speaks for two.
func merge(sides []side, join func(a, b int32) (to, from int32)) {
	bonds := map[int32]map[int32]bond{}
	add := func(a, b int32, x bond) bond {
		for _, e := range [...][2]int32{{a, b}, {b, a}} {
			if bonds[e[0]] == nil {
				bonds[e[0]] = map[int32]bond{}
			}
			o := bonds[e[0]][e[1]]
			bonds[e[0]][e[1]] = bond{o.sum + x.sum, o.n + x.n}
		}
		return bonds[a][b]
	}
	for _, s := range sides {
		add(s.a, s.b, bond{int64(s.weight), 1})
	}
	var q queue
	for a, list := range bonds {
		for b, x := range list {
			if a < b && x.sum > 0 {
				q = append(q, merger{a, b, x})
			}
		}
	}
	heap.Init(&q)
	for len(q) > 0 {
		m := heap.Pop(&q).(merger)
		if bonds[m.a] == nil || bonds[m.b] == nil || bonds[m.a][m.b] != m.bond {
			continue // of groups that are no more
		}
		to, from := join(m.a, m.b)
		delete(bonds[to], from)
		moved := bonds[from]
		delete(bonds, from)
		for c, x := range moved {
			if c == to {
				continue
			}
			delete(bonds[c], from)
			if y := add(to, c, x); y.sum > 0 {
				heap.Push(&q, merger{min(to, c), max(to, c), y})
			}
		}
	}
}

// A merger is two groups that may become one.
type merger struct {
	a, b int32
	bond
}

// A queue has the two groups on top for which most speaks; of equals those that come first.
type queue []merger

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, k int) { q[i], q[k] = q[k], q[i] }
func (q queue) Less(i, k int) bool {
	a, b := &q[i], &q[k]
	return cmp.Or(cmp.Compare(b.sum*int64(a.n), a.sum*int64(b.n)), cmp.Compare(b.n, a.n), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b)) < 0
}
func (q *queue) Push(x any) { *q = append(*q, x.(merger)) }
func (q *queue) Pop() any {
	old := *q
	m := old[len(old)-1]
	*q = old[:len(old)-1]
	return m
}

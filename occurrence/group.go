package occurrence

import (
	"cmp"
	"container/heap"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
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
	var wg sync.WaitGroup
	var turn atomic.Int32
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() { // parts have nothing in common, nor what is written of them
			var list []side
			for {
				i := int(turn.Add(1)) - 1
				if i >= n {
					return
				}
				list = list[:0]
				for _, k := range order[from[i]:from[i+1]] {
					list = append(list, side{part[sides[k].a], part[sides[k].b], sides[k].weight})
				}
				if len(list) > 0 {
					merge(list, f)
				}
			}
		})
	}
	wg.Wait()
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
func merge(sides []side, f forest) {
	var ids []int32
	for _, s := range sides {
		ids = append(ids, s.a, s.b)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	bonds := make([]bonded, len(ids)) // by the place of a group in ids
	many := make([]int32, len(ids))
	for _, s := range sides {
		a, _ := slices.BinarySearch(ids, s.a)
		b, _ := slices.BinarySearch(ids, s.b)
		many[a]++
		many[b]++
	}
	for i, n := range many {
		bonds[i] = make(bonded, 0, n)
	}
	for _, s := range sides {
		a, _ := slices.BinarySearch(ids, s.a)
		b, _ := slices.BinarySearch(ids, s.b)
		bonds[a] = append(bonds[a], to{int32(b), bond{int64(s.weight), 1}})
		bonds[b] = append(bonds[b], to{int32(a), bond{int64(s.weight), 1}})
	}
	var q queue
	for a := range bonds {
		bonds[a].sort()
		for _, x := range bonds[a] {
			if int32(a) < x.group && x.sum > 0 {
				q = append(q, merger{int32(a), x.group, x.bond})
			}
		}
	}
	heap.Init(&q)
	for len(q) > 0 {
		m := heap.Pop(&q).(merger)
		if k := bonds[m.a].find(m.b); k < 0 || bonds[m.a][k].bond != m.bond {
			continue // of groups that are no more
		}
		f.join(ids[m.a], ids[m.b])
		into, gone := m.a, m.b // the first of two remains, as in f
		moved := bonds[gone]
		bonds[gone] = nil
		bonds[into].remove(gone)
		for _, x := range moved {
			if x.group == into {
				continue
			}
			bonds[x.group].remove(gone)
			bonds[x.group].add(into, x.bond)
			if y := bonds[into].add(x.group, x.bond); y.sum > 0 {
				heap.Push(&q, merger{min(into, x.group), max(into, x.group), y})
			}
		}
	}
}

// A to is a bond with a group.
type to struct {
	group int32
	bond
}

// What is bonded are the groups with which one has bonds, in order.
type bonded []to

// sort puts bonds with one group together.
func (b *bonded) sort() {
	list := *b
	slices.SortFunc(list, func(x, y to) int { return cmp.Compare(x.group, y.group) })
	n := 0
	for _, x := range list {
		if n > 0 && list[n-1].group == x.group {
			list[n-1].sum, list[n-1].n = list[n-1].sum+x.sum, list[n-1].n+x.n
			continue
		}
		list[n] = x
		n++
	}
	*b = list[:n]
}

func (b bonded) place(group int32) (int, bool) {
	return slices.BinarySearchFunc(b, group, func(x to, group int32) int { return cmp.Compare(x.group, group) })
}

// find returns where the bond with a group is, -1 if there is none.
func (b bonded) find(group int32) int {
	if k, ok := b.place(group); ok {
		return k
	}
	return -1
}

func (b *bonded) remove(group int32) {
	if k, ok := b.place(group); ok {
		*b = slices.Delete(*b, k, k+1)
	}
}

// add adds to the bond with a group, and returns it.
func (b *bonded) add(group int32, x bond) bond {
	k, ok := b.place(group)
	if !ok {
		*b = slices.Insert(*b, k, to{group, x})
		return x
	}
	y := &(*b)[k].bond
	y.sum, y.n = y.sum+x.sum, y.n+x.n
	return *y
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
	if x, y := a.sum*int64(b.n), b.sum*int64(a.n); x != y {
		return x > y
	}
	return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b)) < 0
}
func (q *queue) Push(x any) { *q = append(*q, x.(merger)) }
func (q *queue) Pop() any {
	old := *q
	m := old[len(old)-1]
	*q = old[:len(old)-1]
	return m
}

package copies

import (
	"cmp"
	"slices"

	"assay"
)

// Settings of the rule by which links make stories.
const (
	apart   = 0.2 // two parts of one report that share less than this of the smaller are apart
	sliver  = 0.3 // a report that covers less than this of each of two others does not join them
	checked = 64  // neighbours of a report that a new link is checked against
)

// A gathering sorts reports into stories.
type gathering struct {
	pairs  []pair
	parent []int
	near   [][]int      // per report: the pairs that joined it
	linked map[int]bool // pairs of reports that are linked, as a*n+b with a < b
}

// gather joins the reports of docs into stories, the closest pairs first, and
// makes the links. A pair joins two stories unless that would weld two texts:
//
//   - Two reports that stand in different parts of a third and share nothing
//     with each other are not joined by it: the third is a digest.
//   - Two much longer reports that share nothing else are not joined by a
//     short one that both contain: it is a brief that both took in.
func gather(c *cache, pairs []pair) []assay.Story {
	n := len(c.docs)
	g := &gathering{pairs: pairs, parent: make([]int, n), near: make([][]int, n), linked: map[int]bool{}}
	for i := range g.parent {
		g.parent[i] = i
	}
	order := make([]int, len(pairs))
	for i, p := range pairs {
		order[i] = i
		g.linked[g.key(p.a, p.b)] = true
	}
	slices.SortFunc(order, func(i, j int) int {
		p, q := pairs[i], pairs[j]
		return cmp.Or(cmp.Compare(q.m.shorter, p.m.shorter), cmp.Compare(q.m.fuller, p.m.fuller), cmp.Compare(i, j))
	})
	for _, k := range order {
		p := pairs[k]
		if g.root(p.a) == g.root(p.b) || g.welds(k) {
			if g.root(p.a) == g.root(p.b) {
				g.near[p.a], g.near[p.b] = append(g.near[p.a], k), append(g.near[p.b], k)
			}
			continue
		}
		g.near[p.a], g.near[p.b] = append(g.near[p.a], k), append(g.near[p.b], k)
		ra, rb := g.root(p.a), g.root(p.b)
		g.parent[max(ra, rb)] = min(ra, rb)
	}
	return g.stories(c)
}

func (g *gathering) key(a, b int) int { return min(a, b)*len(g.parent) + max(a, b) }

func (g *gathering) root(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// welds reports whether pair k would weld two texts, seen from either end.
func (g *gathering) welds(k int) bool {
	p := g.pairs[k]
	return g.hub(p.a, p.b, k) || g.hub(p.b, p.a, k)
}

// hub reports whether x holds together what does not belong together: its new
// neighbour, by pair k, and one it already has.
func (g *gathering) hub(x, neighbour, k int) bool {
	for _, other := range g.near[x][:min(checked, len(g.near[x]))] {
		m := g.pairs[other].a + g.pairs[other].b - x
		if g.linked[g.key(neighbour, m)] {
			continue
		}
		if overlap(g.part(k, x), g.part(other, x)) < apart {
			return true
		}
		if g.covered(k, neighbour) < sliver && g.covered(other, m) < sliver {
			return true
		}
	}
	return false
}

// part returns the stretches of words of report x that pair k shares.
func (g *gathering) part(k, x int) [][2]int {
	p := g.pairs[k]
	out := make([][2]int, len(p.m.runs))
	for i, r := range p.m.runs {
		out[i] = [2]int{r.b, r.b + r.n}
		if x == p.a {
			out[i] = [2]int{r.a, r.a + r.n}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// covered returns the share of report x that pair k shares.
func (g *gathering) covered(k, x int) float64 {
	if p := g.pairs[k]; x == p.b {
		return p.m.shorter
	}
	return g.pairs[k].m.fuller
}

// overlap returns which share of the smaller of two sorted parts lies in both.
func overlap(p, q [][2]int) float64 {
	size := func(p [][2]int) int {
		n := 0
		for _, r := range p {
			n += r[1] - r[0]
		}
		return n
	}
	both := 0
	for i, j := 0, 0; i < len(p) && j < len(q); {
		both += max(0, min(p[i][1], q[j][1])-max(p[i][0], q[j][0]))
		if p[i][1] < q[j][1] {
			i++
		} else {
			j++
		}
	}
	return float64(both) / float64(max(1, min(size(p), size(q))))
}

// stories makes the stories and their links.
func (g *gathering) stories(c *cache) []assay.Story {
	docs := c.docs
	index := map[int]int{} // root -> story
	var out []assay.Story
	var members [][]int
	for i := range docs {
		r := g.root(i)
		if _, ok := index[r]; !ok {
			index[r] = len(out)
			out, members = append(out, assay.Story{}), append(members, nil)
		}
		members[index[r]] = append(members[index[r]], i)
	}
	place := make([]int, len(docs)) // in its story
	for s := range out {
		reps := members[s]
		fullest := 0
		for k, i := range reps {
			if f := reps[fullest]; len(reps) > 1 && fuller(c, i, f) {
				fullest = k
			}
		}
		first := reps[fullest]
		reps = append([]int{first}, slices.Delete(slices.Clone(reps), fullest, fullest+1)...)
		for k, i := range reps {
			place[i] = k
			out[s].Reports = append(out[s].Reports, docs[i].ID)
			if out[s].Agency == "" {
				out[s].Agency = agency(docs[i])
			}
		}
	}
	pairs := slices.Clone(g.pairs)
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(cmp.Compare(place[p.a], place[q.a]), cmp.Compare(place[p.b], place[q.b]),
			cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	for _, p := range pairs {
		sa, sb := index[g.root(p.a)], index[g.root(p.b)]
		l := p.match(c).link()
		if sa != sb {
			l.Why = append(l.Why, "not one story: one of the two holds another text as well")
			if g.digest(p.b) {
				sb = sa
			}
		}
		out[sb].Links = append(out[sb].Links, l)
	}
	return out
}

// digest reports whether report i, of the two of a pair that was not joined,
// is the one that has closer relations elsewhere and is the longer one there.
func (g *gathering) digest(i int) bool {
	for _, k := range g.near[i] {
		if g.pairs[k].a == i {
			return true
		}
	}
	return false
}

// fuller reports whether report i is fuller than f, which stands before it.
func fuller(c *cache, i, f int) bool {
	a, b := len(c.get(i).words), len(c.get(f).words)
	return a > b || a == b && precedes(c.docs[i], c.docs[f])
}

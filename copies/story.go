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
	partly  = 0.6 // a report of which less stands in another took something over, and is not it
	little  = 0.4 // down to this it is, if
	several = 3   // so many of its sentences stand there whole, the first counted twice
	checked = 64  // neighbours of a report that a new link is checked against
)

// A card is what stories need to know of a report. Cards stand in the order of
// the reports' ids.
type card struct {
	words    int32
	agency   string
	appeared assay.Date
}

// A gathering sorts reports into stories.
type gathering struct {
	cards  []card
	pairs  []pair
	parent forest
	near   [][]int      // per report: the pairs that joined it
	linked map[int]bool // pairs of reports that are linked, as a*n+b with a < b
	ruled  []Ruling

	mine, theirs [][2]int // scratch of hub
}

// gather joins reports into stories, the closest pairs first. A pair joins two
// stories unless that would weld two texts:
//
//   - Two reports that stand in different parts of a third and share nothing
//     with each other are not joined by it: the third is a digest.
//   - Of two reports of which the one stands in the other in part only, see
//     partial, one took something over: the link is made, and they stay two.
//   - Two much longer reports that share nothing else are not joined by a
//     short one that both contain: it is a brief that both took in.
//
// Rulings come before all that.
//
// Of pairs alike the one with the smaller ids comes first, so that their order
// makes no difference. Reports that no chain of pairs and rulings connects do not concern each
// other, so that any set of such chains may be gathered by itself.
func gather(cards []card, pairs []pair, rulings []Ruling) *gathering {
	n := len(cards)
	g := &gathering{cards: cards, pairs: pairs, parent: newForest(n), near: make([][]int, n), linked: make(map[int]bool, len(pairs)), ruled: rulings}
	for _, r := range rulings {
		if r.Together {
			g.parent.join(int(r.A), int(r.B))
		}
	}
	order := make([]int, len(pairs))
	for i := range pairs {
		order[i] = i
		g.linked[g.key(int(pairs[i].a), int(pairs[i].b))] = true
	}
	slices.SortFunc(order, func(i, j int) int {
		p, q := &pairs[i], &pairs[j]
		return cmp.Or(cmp.Compare(q.m.shorter, p.m.shorter), cmp.Compare(q.m.fuller, p.m.fuller),
			cmp.Compare(min(p.a, p.b), min(q.a, q.b)), cmp.Compare(max(p.a, p.b), max(q.a, q.b)))
	})
	for _, k := range order {
		a, b := int(pairs[k].a), int(pairs[k].b)
		together := g.parent.root(a) == g.parent.root(b)
		if !together && (g.ruledApart(a, b) || pairs[k].m.partial() || g.welds(k)) {
			continue
		}
		g.near[a], g.near[b] = append(g.near[a], k), append(g.near[b], k)
		if !together {
			g.parent.join(a, b)
		}
	}
	return g
}

// partial reports whether one report took over a part of the other, and is not
// the same story.
func (m match) partial() bool {
	return m.shorter < partly && (m.shorter < little || m.sentences < several)
}

// ruledApart reports whether a ruling keeps the stories of a and b apart.
func (g *gathering) ruledApart(a, b int) bool {
	x, y := g.parent.root(a), g.parent.root(b)
	return slices.ContainsFunc(g.ruled, func(r Ruling) bool {
		p, q := g.parent.root(int(r.A)), g.parent.root(int(r.B))
		return !r.Together && (p == x && q == y || p == y && q == x)
	})
}

func (g *gathering) key(a, b int) int { return min(a, b)*len(g.parent) + max(a, b) }

// A forest holds which things are together: each leads to one before it, the
// first of them to itself.
type forest []int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

func (f forest) root(i int) int {
	for int(f[i]) != i {
		f[i] = f[f[i]]
		i = int(f[i])
	}
	return i
}

func (f forest) join(i, j int) {
	i, j = f.root(i), f.root(j)
	f[max(i, j)] = int32(min(i, j))
}

// welds reports whether pair k would weld two texts, seen from either end.
func (g *gathering) welds(k int) bool {
	p := &g.pairs[k]
	return g.hub(int(p.a), int(p.b), k) || g.hub(int(p.b), int(p.a), k)
}

// hub reports whether x holds together what does not belong together: its new
// neighbour, by pair k, and one it already has.
func (g *gathering) hub(x, neighbour, k int) bool {
	g.mine = g.mine[:0]
	for _, other := range g.near[x][:min(checked, len(g.near[x]))] {
		m := int(g.pairs[other].a) + int(g.pairs[other].b) - x
		if g.linked[g.key(neighbour, m)] {
			continue
		}
		if len(g.mine) == 0 {
			g.mine = g.part(g.mine, k, x)
		}
		g.theirs = g.part(g.theirs[:0], other, x)
		if overlap(g.mine, g.theirs) < apart {
			return true
		}
		if g.covered(k, neighbour) < sliver && g.covered(other, m) < sliver {
			return true
		}
	}
	return false
}

// part appends to buf, which is empty, the stretches of words of report x that
// pair k shares.
func (g *gathering) part(buf [][2]int, k, x int) [][2]int {
	p := &g.pairs[k]
	for _, r := range p.m.runs {
		if x == int(p.a) {
			buf = append(buf, [2]int{r.a, r.a + r.n})
		} else {
			buf = append(buf, [2]int{r.b, r.b + r.n})
		}
	}
	slices.SortFunc(buf, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return buf
}

// covered returns the share of report x that pair k shares.
func (g *gathering) covered(k, x int) float64 {
	if p := &g.pairs[k]; x == int(p.b) {
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

// A told is a story by the numbers of its reports.
type told struct {
	reports []int32 // the fullest first, then by day, then by id
	links   []int32 // pairs, in the order of their reports
	first   int32   // the earliest, see assay.Story; -1 if unknown
	named   int32   // the report that it has its name from, see assay.StoryID
	agency  string
}

// stories returns the stories, in the order of their earliest days, then of the
// ids they have their names from.
func (g *gathering) stories() []told {
	n := len(g.cards)
	index := make([]int32, n) // report -> story
	count := 0
	for i := range n {
		if r := g.parent.root(i); r == i {
			index[i] = int32(count)
			count++
		} else {
			index[i] = index[r]
		}
	}
	sizes := make([]int32, count)
	for _, st := range index {
		sizes[st]++
	}
	out := make([]told, count)
	members := make([]int32, n)
	for st, size := range sizes {
		out[st].reports, members = members[:0:size], members[size:]
	}
	for i := range n {
		st := &out[index[i]]
		st.reports = append(st.reports, int32(i))
	}
	place := make([]int32, n) // in its story
	for k := range out {
		st := &out[k]
		slices.SortFunc(st.reports, g.inTime)
		st.named, st.first = st.reports[0], g.earliest(st.reports)
		fullest := slices.MaxFunc(st.reports, func(i, j int32) int { return cmp.Compare(g.cards[i].words, g.cards[j].words) })
		at := slices.Index(st.reports, fullest)
		copy(st.reports[1:], st.reports[:at])
		st.reports[0] = fullest
		for at, i := range st.reports {
			place[i] = int32(at)
			if st.agency == "" {
				st.agency = g.cards[i].agency
			}
		}
	}
	order := make([]int32, len(g.pairs))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		p, q := &g.pairs[i], &g.pairs[j]
		return cmp.Or(cmp.Compare(place[p.a], place[q.a]), cmp.Compare(place[p.b], place[q.b]), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	for _, i := range order {
		p := &g.pairs[i]
		st := index[p.b]
		if index[p.a] != st && g.digest(int(p.b)) {
			st = index[p.a]
		}
		out[st].links = append(out[st].links, i)
	}
	slices.SortFunc(out, func(a, b told) int { return g.inTime(a.named, b.named) })
	return out
}

// inTime orders reports by day, unknown ones last, then by id.
func (g *gathering) inTime(i, j int32) int {
	return cmp.Or(g.cards[i].appeared.Compare(g.cards[j].appeared), cmp.Compare(i, j))
}

// earliest returns the one report that appeared before all others whose day is
// known, or -1.
func (g *gathering) earliest(reports []int32) int32 {
	day := func(r int32) assay.Date { return g.cards[r].appeared }
	first := int32(-1)
	for pass := range 2 { // find the one that may be, then ask whether it is
		for _, r := range reports {
			if d := day(r); d.Month == 0 || d.Day == 0 || r == first {
				continue
			}
			switch {
			case first < 0 || pass == 0 && laterDate(day(r), day(first)) < 0:
				first = r
			case pass == 1 && laterDate(day(first), day(r)) >= 0:
				return -1
			}
		}
	}
	return first
}

// reason says why the reports of pair k are not one story, or that they were
// ruled to be one; "" if they are one for what they share.
func (g *gathering) reason(k int32) string {
	p := &g.pairs[k]
	for _, r := range g.ruled {
		if r.A == p.a && r.B == p.b || r.A == p.b && r.B == p.a {
			if r.Together {
				return "one story: so ruled by the user"
			}
			return "not one story: so ruled by the user"
		}
	}
	switch {
	case g.parent.root(int(p.a)) == g.parent.root(int(p.b)):
		return ""
	case g.ruledApart(int(p.a), int(p.b)):
		return "not one story: the user ruled two reports of their stories apart"
	case p.m.partial():
		return "not one story: one took over a part of the other"
	}
	return "not one story: one of the two holds another text as well"
}

// digest reports whether report i, of the two of a pair that was not joined,
// is the one that has closer relations elsewhere and is the longer one there.
func (g *gathering) digest(i int) bool {
	for _, k := range g.near[i] {
		if int(g.pairs[k].a) == i {
			return true
		}
	}
	return false
}

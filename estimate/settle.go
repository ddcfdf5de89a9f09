package estimate

import (
	"slices"

	"assay"
	"assay/lang/en"
	"assay/origin"
)

// A settled is what tolls make of the groups of a pile.
type settled struct {
	all    []mention     // with those that were made
	groups []figureGroup // likewise
	under  map[int]int   // per group the one of whose toll it counts a part; -1 for one that gives a toll
	both   map[int]bool  // groups that count the dead with the injured
	of     map[*reading]int
	number func(all []mention, g figureGroup) int // what a group's estimate gives
	given  map[int]int                            // that of groups, once it was asked for
	madeBy [][2]int                               // of the mentions that were made: the toll, and which of its reports
	tied   [][2]string                            // events of which one takes something of the other
	beside *beside
}

// settleTolls looks for the question that gives each toll, and makes one of what the figures
// of the reports add up to where none does. Smaller numbers of its occurrence are parts of
// it; what counts the dead with the injured is no number of the injured; what the same reports
// give as the very number, of what was taken for another occurrence, is the same question.
func settleTolls(all []mention, groups []figureGroup, list []toll, number func(all []mention, g figureGroup) int, around *beside) *settled {
	s := &settled{all, slices.Clone(groups), map[int]int{}, map[int]bool{}, map[*reading]int{}, number, map[int]int{}, nil, nil, around}
	about, news := map[string][]int{}, map[string]bool{}
	for g := range groups {
		about[groups[g].event] = append(about[groups[g].event], g)
		for _, i := range groups[g].members {
			s.of[all[i].reading] = g
		}
	}
	for i := range list {
		news[list[i].event] = true
	}
	for i := range list {
		s.settle(&list[i], i, about[list[i].event], news)
	}
	s.close()
	return s
}

// counts reports whether a group counts those to whom the harm of a toll was done.
func (s *settled) counts(t *toll, g int) bool {
	return countsHarm(s.all, s.groups[g], t.harm)
}

func countsHarm(all []mention, g figureGroup, harm int) bool {
	if len(g.members) == 0 {
		return false
	}
	f := &all[g.members[0]].figure
	return f.Unit == person && f.Per == "" && slices.Contains(harms[harm], f.Action)
}

func (s *settled) settle(t *toll, nth int, about []int, news map[string]bool) {
	var theirs []int
	whole, numbers := -1, map[int]int{}
	for _, g := range about {
		if !s.counts(t, g) {
			continue
		}
		s.part(t, g)
		numbers[g] = s.numberOf(g)
		theirs = append(theirs, g)
		if numbers[g] == t.number && !s.both[g] && (whole < 0 || len(s.groups[g].members) > len(s.groups[whole].members)) {
			whole = g
		}
	}
	made := figureGroup{event: t.event}
	for k := 0; k < len(t.told) && whole < 0; k++ {
		parts, less := t.told[k].addsUp(t.number)
		if parts == nil {
			continue
		}
		if g, asked := s.of[parts[0].m.reading]; asked && len(parts) == 1 {
			if s.gives(t, g, parts[0].m.source()) {
				whole = g // of another occurrence: one that was not recognised
				s.tie(t, g)
			}
			continue
		}
		made.members = append(made.members, len(s.all))
		s.all, s.madeBy = append(s.all, added(parts, less, t)), append(s.madeBy, [2]int{nth, k})
	}
	if whole < 0 && len(made.members) > 0 {
		whole = len(s.groups)
		s.groups = append(s.groups, made)
	}
	if whole < 0 {
		return
	}
	s.under[whole] = -1
	for _, g := range theirs {
		if g != whole && numbers[g] < t.number && !s.both[g] {
			s.under[g] = whole
		}
	}
	for _, report := range t.reports {
		for _, i := range report {
			g, asked := s.of[s.all[i].reading]
			if asked && g != whole && !news[s.groups[g].event] && s.gives(t, g, s.all[i].source()) {
				s.tie(t, g)
				s.join(whole, g)
			}
		}
	}
}

// numberOf returns what a group gives as it is now.
func (s *settled) numberOf(g int) int {
	n, ok := s.given[g]
	if !ok {
		n = s.number(s.all, s.groups[g])
		s.given[g] = n
	}
	return n
}

// gives reports whether the question of a figure, group g, asks for a toll and gives its
// number. Of what is not made with the others it is known what it gives.
func (s *settled) gives(t *toll, g int, figure origin.Figure) bool {
	if s.beside.stub(s.groups[g].event) != nil {
		return s.beside.gives(figure, t.number, s.groups[g].event)
	}
	return s.counts(t, g) && s.numberOf(g) == t.number
}

// tie notes that the event of a toll takes something of that of a group.
func (s *settled) tie(t *toll, g int) {
	if s.groups[g].event != t.event {
		s.tied = append(s.tied, [2]string{t.event, s.groups[g].event})
	}
}

// part parts a group in which are numbers of the dead and the injured together and smaller
// ones.
func (s *settled) part(t *toll, g int) {
	if t.harm != 1 {
		return
	}
	var rest, both []int
	for _, i := range s.groups[g].members {
		if n := s.all[i].victims(); n > t.number && t.wounded(n) {
			both = append(both, i)
		} else {
			rest = append(rest, i)
		}
	}
	switch {
	case len(both) == 0:
	case len(rest) == 0:
		s.both[g] = true
	case !t.beside(s.all[both[0]].victims()): // a count that has grown by as many as had died
	default:
		s.groups[g].members = rest
		delete(s.given, g)
		for _, i := range both {
			s.of[s.all[i].reading] = len(s.groups)
		}
		s.both[len(s.groups)] = true
		s.groups = append(s.groups, figureGroup{members: both, event: s.groups[g].event})
	}
}

// join puts the figures of group g into another.
func (s *settled) join(to, g int) {
	for _, i := range s.groups[g].members {
		s.of[s.all[i].reading] = to
	}
	s.groups[to].members = append(slices.Clone(s.groups[to].members), s.groups[g].members...)
	slices.Sort(s.groups[to].members)
	s.groups[g].members = nil
	delete(s.given, to)
	delete(s.given, g)
}

// close leaves out the groups that were put into others.
func (s *settled) close() {
	at := make([]int, len(s.groups))
	n := 0
	for g := range s.groups {
		if at[g] = -1; len(s.groups[g].members) > 0 {
			at[g] = n
			s.groups[n] = s.groups[g]
			n++
		}
	}
	s.groups = s.groups[:n]
	for r, g := range s.of {
		s.of[r] = at[g]
	}
	under, both := map[int]int{}, map[int]bool{}
	for g, w := range s.under {
		if at[g] < 0 {
			continue
		}
		if under[at[g]] = -1; w >= 0 {
			under[at[g]] = at[w]
		}
	}
	for g := range s.both {
		if at[g] >= 0 {
			both[at[g]] = true
		}
	}
	s.under, s.both = under, both
}

// added returns the first of some figures of a report as if it had the number that they add
// up to.
func added(parts []*victim, less bool, t *toll) mention {
	m := *parts[0].m
	r := *m.reading
	n := assay.Known(float64(t.number))
	r.quantity.Bound, r.quantity.Low, r.quantity.Best, r.quantity.High, r.quantity.Singular = assay.Exact, n, n, n, false
	r.figure.Action = harms[t.harm][0]
	r.single, r.whole, r.share = false, -1, false
	m.reading, m.q, m.made = &r, &r.quantity, true
	m.counted, m.heads = "", []string{en.People}
	if len(parts) > 1 {
		m.less = less
		for _, v := range parts {
			m.parts = append(m.parts, assay.RefTo[assay.Figure](v.m.fig))
		}
	}
	return m
}

// beside reports whether a report has a number beside that of the toll.
func (t *toll) beside(n int) bool {
	return slices.ContainsFunc(t.told, func(r *victims) bool {
		has := func(n int) bool {
			return slices.ContainsFunc(r.list, func(v victim) bool { return v.n == n && v.kind != opposite && !v.one() })
		}
		return has(n) && has(t.number)
	})
}

// wounded reports whether a number is that of the dead and the injured together.
func (t *toll) wounded(n int) bool {
	for _, r := range t.told {
		if k := n - t.number; k > 0 && (r.killed == k || r.killedOnes == k || r.killed+r.killedOnes == k) {
			return true
		}
	}
	return false
}

// addsUp returns the figures of a report by which it gives a number: one that does, or
// several, those told of in the singular and the smaller numbers, that add up to it; with
// less those that the first is too many by.
func (t *victims) addsUp(n int) (parts []*victim, less bool) {
	pick := func(ok func(v *victim) bool) (list []*victim) {
		for i := range t.list {
			if v := &t.list[i]; ok(v) {
				list = append(list, v)
			}
		}
		return list
	}
	number := func(v *victim) bool { return v.n == n && !v.one() }
	for _, ok := range [...]func(v *victim) bool{
		func(v *victim) bool { return number(v) && v.kind == theirs && v.in },
		func(v *victim) bool { return number(v) && v.kind == theirs },
		func(v *victim) bool { return number(v) && v.kind == affected },
	} {
		if list := pick(ok); len(list) > 0 {
			return list[:1], false
		}
	}
	for _, ok := range [...]func(v *victim) bool{
		func(v *victim) bool { return v.kind == theirs && v.one() && !v.part() && v.in },
		func(v *victim) bool { return v.kind == theirs && v.one() && !v.part() },
		func(v *victim) bool { return v.kind == theirs && v.one() },
		func(v *victim) bool { return v.kind == theirs && v.n == 1 && v.in },
	} {
		list := pick(ok)
		if len(list) == n {
			return list, false
		}
		if len(list) == 0 {
			continue
		}
		if big := pick(func(v *victim) bool { return v.kind == theirs && !v.one() && v.n+len(list) == n }); len(big) > 0 {
			return append(big[:1:1], list...), false
		}
		if big := pick(func(v *victim) bool { return v.kind == theirs && !v.one() && v.n+1 == n }); len(big) > 0 {
			return append(big[:1:1], list[0]), false
		}
	}
	for i := range t.list {
		for k := range t.list[:i] {
			v, w := &t.list[k], &t.list[i]
			if v.kind == theirs && w.kind == theirs && !v.one() && !w.one() && v.n+w.n == n {
				return []*victim{v, w}, false
			}
		}
	}
	gone := pick(func(v *victim) bool { return v.kind == opposite && v.one() })
	for _, big := range pick(func(v *victim) bool { return v.kind != opposite && !v.one() && v.n > n }) {
		for _, k := range pick(func(v *victim) bool { return v.kind == opposite && !v.one() && v.n == big.n-n }) {
			return []*victim{big, k}, true
		}
		if len(gone) > 0 && len(gone) == big.n-n {
			return append([]*victim{big}, gone...), true
		}
	}
	if list := pick(number); len(list) > 0 {
		return list[:1], false
	}
	return nil, false
}

// numberOf returns the number that an estimate gives, -1 if none.
func numberOf(est *assay.Estimate) int {
	x, ok := est.Best.Number()
	if !ok {
		x, ok = est.Low.Number()
	}
	if !ok || x != float64(int(x)) {
		return -1
	}
	return int(x)
}

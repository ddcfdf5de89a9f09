package estimate

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"assay"
	"assay/origin"
)

// Options set how estimates are made. The zero Options are the recommended
// ones.
type Options struct {
	// Widen is the share by which an approximate number is widened to either
	// side before it is said to conflict with another; 0.1 if zero.
	Widen float64
	// Rule is the name of the rule by which low, best and high are chosen, one of
	// [RuleNames]; the first of them if "".
	Rule string
	// AsOf is the day as of which estimates are made: of the reports that had appeared
	// by then. Those whose day is not known are left out. All reports if zero.
	AsOf assay.Date
	// Origins say how it is found who is behind a figure.
	Origins origin.Options
}

func (opt Options) rule() string {
	if opt.Rule == "" {
		return RuleNames[0]
	}
	return opt.Rule
}

func (opt Options) widen() float64 {
	if opt.Widen <= 0 {
		return 0.1
	}
	return opt.Widen
}

// Estimates sorts the figures of docs by the question they answer, and says of
// each question what all reports together give. Stories are those that package
// copies made of docs. Figures whose action is "other", percentages and
// fractions answer no question.
//
// The most useful estimates come first: those with the most figures, then
// those about deaths, injuries and flight, then in the order of the stories and
// of their texts. The order of docs and of stories makes no difference.
func Estimates(docs []*assay.Doc, stories []assay.Story, opt Options) []assay.Estimate {
	if !opt.AsOf.IsZero() {
		docs = slices.DeleteFunc(slices.Clone(docs), func(doc *assay.Doc) bool { return !by(doc, opt.AsOf) })
	}
	docs, stories = inOrder(docs, stories)
	all := mentions(docs, stories, opt.Origins)
	groups := group(all)
	wholes := wholes(all, groups)
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(
			cmp.Compare(len(groups[j].members), len(groups[i].members)),
			cmp.Compare(weight(all, groups[i]), weight(all, groups[j])),
			cmp.Compare(groups[i].members[0], groups[j].members[0]))
	})
	at := make([]int, len(groups)) // where a group's estimate stands
	out := make([]assay.Estimate, len(groups))
	sorted := make([]figureGroup, len(groups))
	for k, g := range order {
		at[g], sorted[k], out[k] = k, groups[g], newEstimate(all, groups[g], opt)
	}
	name(all, sorted, out)
	for k, g := range order {
		if w := wholes[g]; w >= 0 {
			out[k].Of = out[at[w]].ID
		}
	}
	return out
}

// inOrder returns docs, each once, and stories in orders that do not depend on
// how they stand: docs by day, unknown days last, then by id; stories by the
// first of their reports in that order.
func inOrder(docs []*assay.Doc, stories []assay.Story) ([]*assay.Doc, []assay.Story) {
	list := make([]*assay.Doc, 0, len(docs))
	for _, doc := range docs {
		if doc != nil && doc.Report != nil {
			list = append(list, doc)
		}
	}
	slices.SortStableFunc(list, func(x, y *assay.Doc) int {
		return cmp.Or(appeared(x).Compare(appeared(y)), bytes.Compare(x.ID[:], y.ID[:]))
	})
	place := map[assay.ReportID]int{}
	n := 0
	for _, doc := range list {
		if _, twice := place[doc.ID]; !twice {
			place[doc.ID], list[n] = n, doc
			n++
		}
	}
	list = list[:n]
	first := func(st *assay.Story) int {
		least := n
		for _, id := range st.Reports {
			if k, ok := place[id]; ok {
				least = min(least, k)
			}
		}
		return least
	}
	sorted := slices.Clone(stories)
	slices.SortStableFunc(sorted, func(a, b assay.Story) int { return cmp.Compare(first(&a), first(&b)) })
	return list, sorted
}

// counted are the actions of which somebody counts those who suffered them one by one, in
// the order in which readers ask. Other numbers are estimates from the start: who joined
// an army, who came to a march.
var counted = [...]assay.Action{"killed", "displaced", "fled", "injured", "missing", "evacuated", "homeless", "returned", "arrived", "crossed", "detained"}

// weight ranks actions by what readers ask first.
func weight(all []mention, g figureGroup) int {
	action := all[g.members[0]].figure.Action
	if i := slices.Index(counted[:], action); i >= 0 {
		return i
	}
	return len(assay.Actions)
}

// A figureGroup is the figures that answer one question, as indexes of mentions in
// increasing order.
type figureGroup struct {
	members []int
	stories map[int]bool
}

// probed is the number of members of a group that a new figure is compared
// with.
const probed = 12

// A grouping looks up the groups that a figure may belong to, by its story and
// by its places and months.
type grouping struct {
	all    []mention
	groups []figureGroup
	of     []int            // per mention: its group, -1
	open   [][2]int         // mentions and groups of which nothing speaks for or against that they go together
	by     map[string][]int // key -> groups
}

// group sorts mentions into groups: figures of body text first, then copies,
// which go where their original is, then those that a headline retells.
func group(all []mention) []figureGroup {
	gr := &grouping{all: all, of: make([]int, len(all)), by: map[string][]int{}}
	for i := range gr.of {
		gr.of[i] = -1
	}
	for i := range all {
		if m := &all[i]; m.copyOf < 0 && !m.retold && m.answers() {
			gr.join(i, gr.best(i))
		}
	}
	gr.close()
	for i := range all {
		m := &all[i]
		switch {
		case gr.of[i] >= 0:
		case m.copyOf >= 0 && gr.of[m.copyOf] >= 0:
			gr.join(i, gr.of[m.copyOf])
		case m.copyOf >= 0 && !m.retold && m.answers():
			gr.join(i, gr.best(i))
		}
	}
	for i := range all {
		m := &all[i]
		if gr.of[i] >= 0 || m.retold || m.figure.Action != "other" {
			continue
		}
		g := gr.only(i)
		if m.former && g < 0 {
			g = gr.instead(i)
		}
		if g >= 0 {
			gr.join(i, g)
		}
	}
	for i := range all {
		if m := &all[i]; m.retold && gr.of[i] < 0 {
			g := gr.retelling(i)
			if g < 0 && m.answers() {
				g = gr.best(i)
			} else if g < 0 {
				continue
			}
			gr.join(i, g)
		}
	}
	for i := range gr.groups {
		slices.Sort(gr.groups[i].members)
	}
	return slices.DeleteFunc(gr.groups, func(g figureGroup) bool { return len(g.members) == 0 })
}

// join puts mention i into group g, or into a new one.
func (gr *grouping) join(i, g int) {
	if g < 0 {
		g = len(gr.groups)
		gr.groups = append(gr.groups, figureGroup{stories: map[int]bool{}})
	}
	gr.of[i] = g
	gr.groups[g].members = append(gr.groups[g].members, i)
	gr.groups[g].stories[gr.all[i].story] = true
	for _, key := range gr.keys(i, false) {
		if list := gr.by[key]; len(list) == 0 || !slices.Contains(list[max(0, len(list)-probed):], g) {
			gr.by[key] = append(list, g)
		}
	}
}

// best returns the group that mention i fits best, or -1.
func (gr *grouping) best(i int) int {
	best, most, near := -1, 0, 0
	seen := map[int]bool{}
	for _, key := range gr.keys(i, true) {
		for _, g := range gr.by[key] {
			if seen[g] {
				continue
			}
			seen[g] = true
			score, open := gr.score(i, g)
			if open && near < probed {
				gr.open = append(gr.open, [2]int{i, g})
				near++
			}
			if score > most || score == most && score > 0 && g < best {
				best, most = g, score
			}
		}
	}
	return best
}

// score says how well mention i fits group g: 0 if one member speaks against it
// or none for it; open says that it is the latter.
func (gr *grouping) score(i, g int) (score int, open bool) {
	members := gr.groups[g].members
	for _, k := range members[:min(probed, len(members))] {
		m, n := &gr.all[i], &gr.all[k]
		switch compare(m, n) {
		case never:
			return 0, false
		case fits:
			s := 1 + 2*int(comparePlaces(m, n)) + 2*int(compareTimes(m, n))
			if m.story == n.story {
				s++
			}
			if m.figure.Action == n.figure.Action {
				s += 2
			}
			score = max(score, s)
		}
	}
	return score, score == 0
}

// close puts groups together that were open to each other when a figure came to
// the one, and of which later figures speak for it: 200 and 15, the two sides'
// counts of one battle's dead, when a monitor's 60 has come to either.
func (gr *grouping) close() {
	for _, o := range gr.open {
		from, to := gr.of[o[0]], o[1]
		if from < 0 || from == to || len(gr.groups[from].members) == 0 || len(gr.groups[to].members) == 0 {
			continue
		}
		most, against := 0, false
		for _, i := range gr.groups[from].members[:min(probed, len(gr.groups[from].members))] {
			score, open := gr.score(i, to)
			most, against = max(most, score), against || score == 0 && !open
		}
		if most == 0 || against {
			continue
		}
		from, to = max(from, to), min(from, to)
		for _, i := range gr.groups[from].members {
			gr.join(i, to)
		}
		gr.groups[from] = figureGroup{}
	}
}

// only returns the one group of i's report that i, of which nothing says what
// those counted did, fits in everything else: "The army put the number of
// rebels in the valley at 300" after rebels were said to have entered it. It is
// -1 if there is none or more than one.
func (gr *grouping) only(i int) int {
	found := -1
	for _, g := range gr.by["story "+strconv.Itoa(gr.all[i].story)] {
		if len(gr.groups[g].members) > 0 && gr.supplies(i, gr.groups[g].members[0]) {
			if found >= 0 {
				return -1
			}
			found = g
		}
	}
	return found
}

// supplies reports whether mention k of the same report gives mention i its
// action.
func (gr *grouping) supplies(i, k int) bool {
	m, n := gr.all[i], &gr.all[k]
	if m.rep != n.rep || len(m.heads) == 0 || len(n.heads) == 0 || !english.CountVerbs[m.figure.Verb] {
		return false
	}
	fig := *m.figure
	fig.Action = n.figure.Action
	m.figure = &fig
	return comparePlaces(&m, n) >= within && ratio(m.q, n.q) <= farBothOpen && compare(&m, n) == fits
}

// instead returns the group of the figure in the sentence of i for which i was
// given up: "no more than 60 had died, taking back an earlier figure of 80". It
// is -1 if there is none.
func (gr *grouping) instead(i int) int {
	m := &gr.all[i]
	here := m.doc.SentenceAt(m.q.Span.Start)
	for k := i - 1; k >= 0 && gr.all[k].rep == m.rep; k-- {
		n := &gr.all[k]
		if here < 0 || m.doc.SentenceAt(n.q.Span.Start) != here {
			break
		}
		if gr.of[k] >= 0 && ratio(m.q, n.q) <= farBothOpen && m.figure.Unit != "percent" && m.figure.Unit != "fraction" {
			return gr.of[k]
		}
	}
	return -1
}

// retelling returns the group of a figure of i's own report that i, in a
// headline or caption, says again; -1 if there is none.
func (gr *grouping) retelling(i int) int {
	m := &gr.all[i]
	for _, g := range gr.by["story "+strconv.Itoa(m.story)] {
		for _, k := range gr.groups[g].members {
			n := &gr.all[k]
			if n.rep == m.rep && sameActions(m.figure.Action, n.figure.Action) && m.figure.Unit == n.figure.Unit &&
				(ratio(m.q, n.q) <= retoldWithin || m.q.Bound == assay.Vague && !beyond(m.q.Low, n.q.Low)) {
				return g
			}
		}
	}
	return -1
}

// keys returns the keys under which the groups of mention i are found: its
// story, and its places by month. To look up, the months next to it are asked
// too, since an event of the 30th is told on the 1st.
func (gr *grouping) keys(i int, lookup bool) []string {
	m := &gr.all[i]
	keys := []string{"story " + strconv.Itoa(m.story)}
	month := 0
	switch {
	case m.dated && !m.window && m.figure.Total != "cumulative":
		month = m.days.begin.Year()*12 + int(m.days.begin.Month())
	case m.set.known:
		month = m.set.day.Year()*12 + int(m.set.day.Month())
	case m.date.Year != 0 && m.date.Month != 0:
		month = m.date.Year*12 + m.date.Month
	}
	months := []int{month}
	if lookup && month != 0 {
		months = []int{month - 1, month, month + 1}
	}
	add := func(place string) {
		for _, mo := range months {
			key := "place " + place + " " + strconv.Itoa(mo) + " " + m.figure.Unit
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	for _, pl := range m.places {
		switch {
		case pl.Country != "":
			add(pl.Country)
		case pl.Gazetteer != "":
			add(pl.Gazetteer)
		}
		for _, w := range placeWords(m.doc, pl) {
			add(w)
		}
	}
	for _, place := range m.set.order[:min(6, len(m.set.order))] {
		add("in " + place) // where its report plays
	}
	return keys
}

// wholes returns, for each group, the group of the whole of which it counts a
// part, or -1: where half of its figures say so ("Of the 300 …, 40"), where it counts
// what fell into a window of time, a day of a rate or an increment, and where
// its place is a part of the other's.
func wholes(all []mention, groups []figureGroup) []int {
	of := map[[2]int]int{} // report and figure -> group
	inStory := map[int][]int{}
	for g := range groups {
		for _, i := range groups[g].members {
			of[[2]int{all[i].rep, all[i].fig}] = g
		}
		for st := range groups[g].stories {
			inStory[st] = append(inStory[st], g)
		}
	}
	out := make([]int, len(groups))
	for g := range groups {
		out[g] = -1
		said, own := map[int]int{}, 0
		for _, i := range groups[g].members {
			if all[i].copyOf >= 0 || all[i].retold {
				continue
			}
			own++
			if f := all[i].whole; f >= 0 {
				if w, ok := of[[2]int{all[i].rep, f}]; ok && w != g {
					said[w]++
				}
			}
		}
		for w, n := range said {
			if 2*n >= own && (out[g] < 0 || n > said[out[g]] || n == said[out[g]] && w < out[g]) {
				out[g] = w
			}
		}
		if out[g] >= 0 {
			continue
		}
		most := 0
		for _, w := range inStory[all[first(all, groups[g])].story] {
			if n := len(groups[w].members); w != g && n > most && supported(all, groups[w]) && partOfWhole(all, groups[g], groups[w]) {
				out[g], most = w, n
			}
		}
	}
	for g := range out { // no circles
		for w, steps := out[g], 0; w >= 0; w, steps = out[w], steps+1 {
			if w == g || steps > len(out) {
				out[g] = -1
				break
			}
		}
	}
	return out
}

// supported reports whether a figure of g is asserted.
func supported(all []mention, g figureGroup) bool {
	return slices.ContainsFunc(g.members, func(i int) bool { return all[i].status == "" })
}

// first returns the first figure of a group that no headline or caption retells.
func first(all []mention, g figureGroup) int {
	if k := slices.IndexFunc(g.members, func(i int) bool { return !all[i].retold }); k >= 0 {
		return g.members[k]
	}
	return g.members[0]
}

// partOfWhole reports whether the first figure of g counts a part of what the
// first of w counts.
func partOfWhole(all []mention, g, w figureGroup) bool {
	m, n := &all[first(all, g)], &all[first(all, w)]
	if !sameActions(m.figure.Action, n.figure.Action) || m.figure.Unit != n.figure.Unit ||
		!sameCounted(m, n) && !(m.single && anybody(n.heads)) || m.causes != 0 && n.causes != 0 && m.causes&n.causes == 0 {
		return false
	}
	mlo, _, okM := points(m.q)
	_, nhi, okN := points(n.q)
	if !okM || !okN || mlo > nhi {
		return false
	}
	where := comparePlaces(m, n)
	if where == apart && !vague(m) && !vague(n) {
		return false
	}
	switch {
	case m.single:
		return !n.single && compareTimes(m, n) != apart
	case m.figure.Per != "" && n.figure.Per == "", m.step && !n.step,
		m.window && !n.window, m.window && n.window && m.dated && n.dated && longer(n.days, m.days):
		return true
	}
	return where == within && narrower(m, n) && ratio(m.q, n.q) > farNarrower
}

// vague reports whether a figure's place is in no gazetteer, or an area without
// a border.
func vague(m *mention) bool {
	return slices.ContainsFunc(m.places, func(pl *assay.Place) bool {
		return pl.Gazetteer == "" || pl.Precision == assay.AreaOf
	})
}

// narrower reports whether m's places are known more closely than n's.
func narrower(m, n *mention) bool {
	least := func(m *mention) assay.Precision {
		p := assay.Locality
		for _, pl := range m.places {
			p = min(p, pl.Precision)
		}
		return p
	}
	return least(m) > least(n) || m.places[0].Within != "" && n.places[0].Within == ""
}

// longer reports whether window a holds window b and more.
func longer(a, b stretch) bool {
	return !a.begin.After(b.begin) && !a.end.Before(b.end) && 2*b.end.Sub(b.begin) < a.end.Sub(a.begin)
}

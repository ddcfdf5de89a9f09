package estimate

import (
	"bytes"
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"assay"
	"assay/occurrence"
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

// known returns the reports as of the day of opt.
func (opt Options) known(reports []*Report) []*Report {
	if opt.AsOf.IsZero() {
		return reports
	}
	return slices.DeleteFunc(slices.Clone(reports), func(r *Report) bool { return !by(r.day, opt.AsOf) })
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
	_, list := All(docs, stories, opt)
	return list
}

// From is [Estimates] where the occurrences of docs are known.
func From(docs []*assay.Doc, stories []assay.Story, occurrences []assay.Occurrence, opt Options) []assay.Estimate {
	return from(opt.known(ReadAll(docs)), stories, occurrences, opt)
}

func from(reports []*Report, stories []assay.Story, occurrences []assay.Occurrence, opt Options) []assay.Estimate {
	reports, stories = inOrder(reports, stories)
	all := mentions(reports, stories, opt.Origins)
	groups := group(all, occurrences)
	tolls := settleTolls(all, groups, tolls(all, titlesOf(reports), groups, occurrences), func(g figureGroup) int {
		est := newEstimate(all, g, opt)
		return numberOf(&est)
	})
	all, groups = tolls.all, tolls.groups
	wholes := wholes(all, groups)
	for g, w := range tolls.under {
		if w < 0 || wholes[g] < 0 {
			wholes[g] = w
		}
	}
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
	each(len(order), func(k int) {
		g := order[k]
		at[g], sorted[k], out[k] = k, groups[g], newEstimate(all, groups[g], opt)
		out[k].Event = groups[g].event
		if tolls.both[g] {
			out[k].Question.Action = hit
		}
	})
	name(all, sorted, out)
	for k, g := range order {
		if w := wholes[g]; w >= 0 {
			out[k].Of = out[at[w]].ID
		}
	}
	ask(out, all, sorted, occurrences)
	return out
}

// each calls f with the numbers below n, on all processors.
func each(n int, f func(i int)) {
	var wg sync.WaitGroup
	var turn atomic.Int32
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				i := int(turn.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wg.Wait()
}

// inOrder returns reports, each once, and stories in orders that do not depend on
// how they stand: reports by day, unknown days last, then by id; stories by the
// first of their reports in that order.
func inOrder(reports []*Report, stories []assay.Story) ([]*Report, []assay.Story) {
	list := slices.Clone(reports)
	slices.SortStableFunc(list, func(x, y *Report) int {
		return cmp.Or(x.day.Compare(y.day), bytes.Compare(x.ID[:], y.ID[:]))
	})
	list = slices.CompactFunc(list, func(x, y *Report) bool { return x.ID == y.ID })
	n := len(list)
	place := make(map[assay.ReportID]int, n)
	for k, r := range list {
		place[r.ID] = k
	}
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
	event   string // the occurrence about which it is
}

// group returns the figures of each question of occurrences.
func group(all []mention, occurrences []assay.Occurrence) (groups []figureGroup) {
	at := make(map[origin.Figure]int, len(all))
	for i := range all {
		at[origin.Figure{Report: all[i].report, Index: all[i].fig}] = i
	}
	for k := range occurrences {
		for _, question := range occurrences[k].Questions {
			g := figureGroup{event: occurrences[k].ID}
			for _, t := range question {
				for _, ref := range t.Figures {
					fig, _ := ref.Index()
					if i, ok := at[origin.Figure{Report: t.Report, Index: fig}]; ok {
						g.members = append(g.members, i)
					}
				}
			}
			if len(g.members) > 0 {
				slices.Sort(g.members)
				groups = append(groups, g)
			}
		}
	}
	return groups
}

// wholes returns, for each group, the group of the whole of which it counts a
// part, or -1: where half of its figures say so ("Of the 300 …, 40"), else the largest
// group on the same occurrence of which it is one. The two killed of five who were shot
// are a toll of their own.
func wholes(all []mention, groups []figureGroup) []int {
	of := map[[2]int]int{}      // report and figure -> group
	about := map[string][]int{} // occurrence -> groups
	for g := range groups {
		for _, i := range groups[g].members {
			if !all[i].made {
				of[[2]int{all[i].rep, all[i].fig}] = g
			}
		}
		about[groups[g].event] = append(about[groups[g].event], g)
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
				if w, ok := of[[2]int{all[i].rep, f}]; ok && w != g && (!harmful(actionOf(all, groups[g])) || actionOf(all, groups[w]) == actionOf(all, groups[g])) {
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
		for _, w := range about[groups[g].event] {
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

func actionOf(all []mention, g figureGroup) assay.Action { return all[g.members[0]].figure.Action }

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

// partOfWhole reports whether the first figure of g counts a part of what the first of w,
// a question on the same occurrence, counts: somebody who is told apart, civilians among
// people, a day of a rate, an increment, what fell into a window of time.
func partOfWhole(all []mention, g, w figureGroup) bool {
	m, n := &all[first(all, g)], &all[first(all, w)]
	if m.figure.Action != n.figure.Action || m.figure.Unit != n.figure.Unit || n.single {
		return false
	}
	mlo, _, okM := occurrence.Points(m.q)
	_, nhi, okN := occurrence.Points(n.q)
	if !okM || !okN || mlo >= nhi {
		return false
	}
	return m.single || m.figure.Per != "" && n.figure.Per == "" || m.step && !n.step || m.window && !n.window ||
		!anybody(m.heads) && len(m.heads) > 0 && anybody(n.heads) || narrower(m, n)
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
	return len(m.places) > 0 && len(n.places) > 0 && least(m) > least(n)
}

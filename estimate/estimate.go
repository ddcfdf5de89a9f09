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
	mk := newMaking(reports, stories, occurrences, opt)
	mk.mention()
	mk.make()
	mk.name(nil, assay.Shorts)
	mk.ask()
	return mk.out
}

// A making is how estimates are made of what reports tell.
type making struct {
	opt         Options
	reports     []*Report // in order
	stories     []assay.Story
	occurrences []assay.Occurrence
	sets        map[assay.ReportID]occurrence.Setting
	voices      *origin.Pile
	beside      *beside // events that are not made, of which reports tell too; nil if there are none

	all    []mention
	groups []figureGroup // as occurrences have them
	news   map[assay.ReportID]string
	tolls  []toll
	*settled
	wholes []int         // of the settled groups
	order  []int         // the groups in the order of their estimates
	sorted []figureGroup // likewise
	of     []int         // per estimate that of its whole; -1
	out    []assay.Estimate
	byID   map[assay.ReportID]*Report
	at     []int               // where the estimate of a settled group stands
	sums   [][3]assay.ReportID // per estimate the same for those that ask alike; its own; that which it is named by
}

func newMaking(reports []*Report, stories []assay.Story, occurrences []assay.Occurrence, opt Options) *making {
	reports, stories = inOrder(reports, stories)
	return &making{opt: opt, reports: reports, stories: stories, occurrences: occurrences}
}

// mention lists the figures.
func (mk *making) mention() {
	if mk.sets == nil {
		mk.sets = occurrence.Settings(tellings(mk.reports), mk.stories)
	}
	if mk.voices == nil {
		mk.voices = origin.Among(heardOf(mk.reports), mk.stories, mk.opt.Origins)
	}
	mk.all = mentions(mk.reports, mk.stories, mk.sets, mk.voices)
}

// make makes the estimates, without their ids.
func (mk *making) make() {
	mk.groups = group(mk.all, mk.occurrences)
	mk.judgeTolls()
	mk.settled = settleTolls(mk.all, mk.groups, mk.tolls, mk.number, mk.beside)
	all, groups := mk.settled.all, mk.settled.groups
	mk.wholes = wholes(all, groups, mk.beside)
	for g, w := range mk.under {
		if w < 0 || mk.wholes[g] < 0 {
			mk.wholes[g] = w
		}
	}
	for g := range groups {
		if mk.beside.stub(groups[g].event) == nil {
			mk.order = append(mk.order, g)
		}
	}
	slices.SortFunc(mk.order, func(i, j int) int {
		return cmp.Or(
			cmp.Compare(len(groups[j].members), len(groups[i].members)),
			cmp.Compare(weight(all, groups[i]), weight(all, groups[j])),
			cmp.Compare(groups[i].members[0], groups[j].members[0]))
	})
	at := make([]int, len(groups))
	mk.at = at
	mk.out = make([]assay.Estimate, len(mk.order))
	mk.sorted = make([]figureGroup, len(mk.order))
	each(len(mk.order), func(k int) {
		g := mk.order[k]
		at[g], mk.sorted[k], mk.out[k] = k, groups[g], newEstimate(all, groups[g], mk.opt)
		mk.out[k].Event = groups[g].event
		if mk.both[g] {
			mk.out[k].Question.Action = hit
		}
	})
	mk.of = make([]int, len(mk.order))
	for k, g := range mk.order {
		if mk.of[k] = -1; mk.wholes[g] >= 0 && mk.beside.stub(groups[mk.wholes[g]].event) == nil {
			mk.of[k] = at[mk.wholes[g]]
		}
	}
	mk.sums = sumsOf(all, mk.sorted, mk.out)
}

// number returns what the estimate of a group gives.
func (mk *making) number(all []mention, g figureGroup) int {
	est := newEstimate(all, g, mk.opt)
	return numberOf(&est)
}

// ask gives each estimate its question as a sentence.
func (mk *making) ask() { ask(mk.out, mk.settled.all, mk.sorted, mk.occurrences) }

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
	members  []int
	event    string // the occurrence about which it is
	question int    // of those of that; of what was made of others nothing
}

// group returns the figures of each question of occurrences.
func group(all []mention, occurrences []assay.Occurrence) (groups []figureGroup) {
	at := make(map[origin.Figure]int, len(all))
	for i := range all {
		at[origin.Figure{Report: all[i].report, Index: all[i].fig}] = i
	}
	for k := range occurrences {
		for q, question := range occurrences[k].Questions {
			g := figureGroup{event: occurrences[k].ID, question: q}
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
func wholes(all []mention, groups []figureGroup, around *beside) []int {
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
		if around.stub(groups[g].event) != nil && !around.parts(all, groups, of, g) {
			continue
		}
		said, own := map[int]int{}, 0
		for _, i := range groups[g].members {
			if all[i].copyOf >= 0 || all[i].retold {
				continue
			}
			own++
			if f := all[i].whole; f >= 0 {
				w, ok := of[[2]int{all[i].rep, f}]
				if ok && around.stub(groups[w].event) != nil {
					around.want(groups[w].event)
					continue
				}
				if ok && w != g && (!harmful(actionOf(all, groups[g])) || actionOf(all, groups[w]) == actionOf(all, groups[g])) {
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

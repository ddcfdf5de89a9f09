package estimate

import (
	"slices"

	"assay"
)

// rules are the rules by which low, best and high are chosen, the default first.
// docs/estimates.md says of each where it comes from, and works it by hand.
var rules = [...]struct {
	name   string
	choose func(series []assay.Entry) verdict
}{
	{"origins", byOrigins}, {"ucdp", byUCDP}, {"acled", byACLED}, {"idmc", byIDMC}, {"median", byMedian}, {"latest", byLatest},
}

// RuleNames are the names of the rules, the default first.
var RuleNames = func() (names [len(rules)]string) {
	for i := range rules {
		names[i] = rules[i].name
	}
	return names
}()

// A verdict is what a rule makes of a series, and why.
type verdict struct {
	low, best, high assay.Amount
	why             []reason // in the order low, best, high; then what was left aside
}

// A Bound is one of the three numbers of an estimate.
type Bound uint8

// The three.
const (
	Low Bound = iota
	Best
	High
)

// A reason says how a number came about, and on which entries it rests.
type reason struct {
	of      Bound
	words   string
	entries []int
}

// choose applies a rule to a series of which it is known what stands; a name that is
// none is the default's. A rule looks at entries alone, so that it can be applied again
// to a stored estimate.
func choose(rule string, action assay.Action, series []assay.Entry) verdict {
	k := max(0, slices.Index(RuleNames[:], rule))
	v := rules[k].choose(series)
	if k == 0 && !slices.Contains(counted[:], action) {
		v.open(series)
	}
	return v
}

// open takes back what rests on least numbers of which nobody counts one by one: "more
// than 5,000 joined the rebels" is no best, and ends nowhere.
func (v *verdict) open(series []assay.Entry) {
	v.why = slices.DeleteFunc(v.why, func(r reason) bool {
		least := r.of != Low && len(r.entries) > 0 && !slices.ContainsFunc(r.entries, func(i int) bool { return series[i].Bound != assay.AtLeast })
		switch {
		case least && r.of == Best:
			v.best = assay.Amount{}
		case least:
			v.high = assay.Amount{}
		}
		return least
	})
}

// Under returns est with low, best and high by the rule of that name.
func Under(est assay.Estimate, rule string) assay.Estimate {
	v := choose(rule, est.Question.Action, est.Series)
	est.Rule, est.Low, est.Best, est.High = rule, v.low, v.best, v.high
	return est
}

// upright returns the entries of a series that stand: those that give a number and
// those that give vague words alone.
func upright(series []assay.Entry) (firm, vague []int) {
	for i := range series {
		switch e := &series[i]; {
		case e.Status != stands:
		case e.Bound == assay.Vague:
			vague = append(vague, i)
		case e.Low.IsKnown() || e.Best.IsKnown() || e.High.IsKnown():
			firm = append(firm, i)
		}
	}
	return firm, vague
}

// count returns the single number that an entry gives as its count: also the 57 of "at
// least 57", which is what had been counted.
func count(e *assay.Entry) assay.Amount {
	if e.Bound == assay.AtLeast {
		return e.Low
	}
	return e.Best
}

// counts returns those of list that give a count.
func counts(series []assay.Entry, list []int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(i int) bool { return !count(&series[i]).IsKnown() })
}

// extremes sets low to the lowest number that an entry of list gives as its count, and
// high to the highest. Vague words have a say only where nothing better stands.
func (v *verdict) extremes(series []assay.Entry, list, vague []int) {
	words := ""
	if len(list) == 0 {
		list, words = vague, ", in vague words: nothing better stands"
	}
	lowAt, highAt := -1, -1
	for _, i := range list {
		e := &series[i]
		lo, hi := e.Low, higher(e.High, count(e))
		if lo.IsKnown() && (lowAt < 0 || lower(v.low, lo) != v.low) {
			v.low, lowAt = lo, i
		}
		if hi.IsKnown() && (highAt < 0 || higher(v.high, hi) != v.high) {
			v.high, highAt = hi, i
		}
	}
	if lowAt >= 0 {
		v.why = append(v.why, reason{Low, "the lowest number that stands" + words, []int{lowAt}})
	}
	if highAt >= 0 {
		v.why = append(v.why, reason{High, "the highest number that stands" + words, []int{highAt}})
	}
}

func (v *verdict) pick(n assay.Amount, words string, entries ...int) {
	v.best = n
	at := len(v.why)
	if k := slices.IndexFunc(v.why, func(r reason) bool { return r.of == High }); k >= 0 {
		at = k
	}
	v.why = slices.Insert(v.why, at, reason{Best, words, entries})
}

// single makes a rule's one number all three.
func (v *verdict) single(n assay.Amount, words string, entries ...int) {
	v.low, v.best, v.high = n, n, n
	v.why = []reason{{Low, words, entries}, {Best, words, entries}, {High, words, entries}}
}

// named reports whether an entry is of an origin that is named, and no report's own voice.
func named(e *assay.Entry) bool { return e.Named && !e.Own }

// A backing is a number with the entries that give it.
type backing struct {
	number  assay.Amount
	entries []int
	named   int // how many of them are of named origins
}

// backings groups entries by the number that they give as their count, in the order of
// the numbers.
func backings(series []assay.Entry, list []int) (out []backing) {
	for _, i := range list {
		n := count(&series[i])
		k := slices.IndexFunc(out, func(b backing) bool { return b.number == n })
		if k < 0 {
			k = len(out)
			out = append(out, backing{number: n})
		}
		out[k].entries = append(out[k].entries, i)
		if named(&series[i]) {
			out[k].named++
		}
	}
	slices.SortFunc(out, func(a, b backing) int {
		if beyond(a.number, b.number) {
			return 1
		}
		return -1
	})
	return out
}

// byOrigins is the rule of ../shared/data/gold/ESTIMATES.md: low and high are the lowest
// and the highest number that stands; best is the number that most named origins give at
// last, of equals that which more unnamed ones give, then the later. Two that are given
// on one day contradict each other, and nothing is best. A report's own voice has a say
// only where nobody else gives a number, and a least number only where no named origin
// counts more.
func byOrigins(series []assay.Entry) (v verdict) {
	firm, vague := upright(series)
	v.extremes(series, firm, vague)
	list := counts(series, firm)
	met := func(i int) bool { // "at least 12", and somebody who is named counts 14
		return series[i].Bound == assay.AtLeast && slices.ContainsFunc(list, func(j int) bool {
			return named(&series[j]) && series[j].Best.IsKnown() && beyond(series[j].Best, series[i].Low)
		})
	}
	fewer := slices.ContainsFunc(list, met)
	list = slices.DeleteFunc(slices.Clone(list), met)
	if len(list) == 0 {
		return v
	}
	all := backings(series, list)
	anyNamed := slices.ContainsFunc(all, func(b backing) bool { return b.named > 0 })
	weight := func(b *backing) (n, more int) {
		for _, i := range b.entries {
			if !series[i].Named {
				more++
			}
		}
		if !anyNamed {
			return len(b.entries), more
		}
		return b.named, more
	}
	var top []backing
	most, mostMore := 0, 0
	for _, b := range all {
		switch n, more := weight(&b); {
		case n == 0:
		case n > most || n == most && more > mostMore:
			top, most, mostMore = []backing{b}, n, more
		case n == most && more == mostMore:
			top = append(top, b)
		}
	}
	who := [...]string{"given by most of the named origins", "unknown: as many named origins give one number as another, and no day is later", "as many named origins give others; this is the later"}
	if !anyNamed {
		who = [...]string{"given by most origins, none of which is named", "unknown: as many origins, none of them named, give one number as another, and no day is later", "as many origins, none of them named, give others; this is the later"}
	}
	if len(top) == 1 {
		switch {
		case len(all) == 1 && fewer:
			v.pick(top[0].number, "the only number that stands but for lower bounds that it meets", top[0].entries...)
		case len(all) == 1:
			v.pick(top[0].number, "the only number that stands", top[0].entries...)
		case most == 1 && anyNamed && mostMore == 0:
			v.pick(top[0].number, "the only number of a named origin", top[0].entries...)
		default:
			v.pick(top[0].number, who[0], top[0].entries...)
		}
		return v
	}
	last := latest(series, top)
	if last < 0 {
		var entries []int
		for _, b := range top {
			entries = append(entries, b.entries...)
		}
		v.pick(assay.Amount{}, who[1], entries...)
		return v
	}
	v.pick(top[last].number, who[2], top[last].entries...)
	return v
}

// latest returns the backing whose number came up last. It is -1 if another was given on
// a day on which that was too, or it is not known when they were.
func latest(series []assay.Entry, list []backing) int {
	first := make([]assay.Date, len(list))
	days := make([]map[assay.Date]bool, len(list))
	of := map[told]int{} // the backing of what an origin says
	for k := range list {
		days[k] = map[assay.Date]bool{}
		for _, i := range list[k].entries {
			of[told{voiceOfEntry(&series[i]), list[k].number}] = k
		}
	}
	for i := range series {
		e := &series[i]
		if e.Status != stands && e.Status != repeats {
			continue
		}
		k, ok := of[told{voiceOfEntry(e), count(e)}]
		if !ok {
			continue
		}
		if first[k].IsZero() || after(first[k], e.Published) {
			first[k] = e.Published
		}
		days[k][e.Published] = true
	}
	last := 0
	for k := range list {
		if after(first[k], first[last]) {
			last = k
		}
	}
	for k := range list {
		if k == last {
			continue
		}
		if !after(first[last], first[k]) {
			return -1
		}
		for day := range days[k] {
			if days[last][day] {
				return -1
			}
		}
	}
	return last
}

// byUCDP follows the definitions of the Uppsala Conflict Data Program: low and high are
// the lowest and the highest of what is reported, best what the most reliable source
// says, the lower figure where none is more reliable. A party to the fighting is less
// reliable than anybody else who is named, and who is not named less than who is; the
// later report of equals goes before. Vague words have no number.
func byUCDP(series []assay.Entry) (v verdict) {
	firm, _ := upright(series)
	v.extremes(series, firm, nil)
	var best []int
	rank := -1
	for _, i := range counts(series, firm) {
		r := 0
		switch e := &series[i]; {
		case named(e) && !e.Side:
			r = 3
		case e.Named && !e.Own:
			r = 2
		case e.Named || e.Own:
			r = 1
		}
		if r > rank {
			best, rank = nil, r
		}
		if r == rank {
			best = append(best, i)
		}
	}
	if len(best) == 0 {
		return v
	}
	all := backings(series, best)
	words := [...]string{"nobody who gives a number is named", "reports give it in their own voice, and nobody else does", "only parties to the fighting give a number", "the most reliable are named and no party to the fighting"}[rank]
	k := 0
	if len(all) > 1 {
		if k = latest(series, all); k >= 0 {
			words += "; of theirs this is the later"
		} else {
			k = 0
			words += "; of theirs this is the lower, as none is later than all others"
		}
	}
	v.pick(all[k].number, words, all[k].entries...)
	return v
}

// byACLED follows the Armed Conflict Location and Event Data project: there is one
// number, the most conservative that is reported; vague words have their least number
// where nothing better is said.
func byACLED(series []assay.Entry) (v verdict) {
	firm, vague := upright(series)
	list, words := counts(series, firm), "the most conservative of what is reported"
	if len(list) == 0 {
		list, words = slices.DeleteFunc(vague, func(i int) bool { return !series[i].Low.IsKnown() }), "the least that vague words can mean; nothing better is reported"
	}
	at := -1
	number := func(i int) assay.Amount {
		if series[i].Bound == assay.Vague {
			return series[i].Low
		}
		return count(&series[i])
	}
	for _, i := range list {
		if at < 0 || beyond(number(at), number(i)) {
			at = i
		}
	}
	if at >= 0 {
		v.single(number(at), words, at)
	}
	return v
}

// byIDMC follows the entry form of the Internal Displacement Monitoring Centre: a figure
// is recorded as reported, whatever its quantifier ("more than", "less than"); one is
// recommended, here the last of a named source, and the others are there for
// triangulation, between which low and high lie. Vague words have no number.
func byIDMC(series []assay.Entry) (v verdict) {
	firm, _ := upright(series)
	reported := func(i int) assay.Amount {
		e := &series[i]
		switch {
		case e.Best.IsKnown():
			return e.Best
		case e.Bound == assay.AtMost:
			return e.High
		}
		return e.Low
	}
	low, best, high := -1, -1, -1
	for _, i := range firm {
		n, e := reported(i), &series[i]
		if low < 0 || beyond(reported(low), n) {
			low = i
		}
		if high < 0 || beyond(n, reported(high)) {
			high = i
		}
		if best < 0 {
			best = i
			continue
		}
		b := &series[best]
		switch {
		case named(e) != named(b):
			if named(e) {
				best = i
			}
		case after(e.Published, b.Published), !after(b.Published, e.Published) && beyond(n, reported(best)):
			best = i
		}
	}
	if best < 0 {
		return v
	}
	v.low, v.best, v.high = reported(low), reported(best), reported(high)
	words := "recommended: the last of a named source, the higher of one day"
	if !named(&series[best]) {
		words = "recommended: the last, the higher of one day; no source is named"
	}
	v.why = []reason{{Low, "the lowest figure for triangulation", []int{low}}, {Best, words, []int{best}}, {High, "the highest figure for triangulation", []int{high}}}
	return v
}

// byMedian takes the middle of what the origins give at last, the lower of two.
func byMedian(series []assay.Entry) (v verdict) {
	firm, vague := upright(series)
	v.extremes(series, firm, vague)
	list := counts(series, firm)
	if len(list) == 0 {
		return v
	}
	slices.SortStableFunc(list, func(i, j int) int {
		switch a, b := count(&series[i]), count(&series[j]); {
		case beyond(a, b):
			return 1
		case beyond(b, a):
			return -1
		}
		return 0
	})
	mid := list[(len(list)-1)/2]
	v.pick(count(&series[mid]), "the middle of what the origins give at last", mid)
	return v
}

// byLatest takes the number that was published last; of one day a named origin's, then
// the higher.
func byLatest(series []assay.Entry) (v verdict) {
	firm, _ := upright(series)
	at := -1
	for _, i := range counts(series, firm) {
		if at < 0 {
			at = i
			continue
		}
		a, b := &series[i], &series[at]
		switch {
		case after(a.Published, b.Published):
			at = i
		case after(b.Published, a.Published):
		case named(a) != named(b):
			if named(a) {
				at = i
			}
		case beyond(count(a), count(b)):
			at = i
		}
	}
	if at >= 0 {
		v.single(count(&series[at]), "the number that was published last", at)
	}
	return v
}

package estimate

import (
	"cmp"
	"math"
	"slices"

	"assay"
	"assay/occurrence"
)

// What an entry does for its estimate, where it is not set aside.
const (
	stands     = "stands"
	superseded = "superseded" // its origin said another number later
	repeats    = "repeats"    // another entry of its origin says it already
)

// A said is one figure of a question: what it says, who says it and when.
type said struct {
	q       *assay.Quantity
	origin  int
	report  int
	day     int    // of publication; 0 if unknown
	own     bool   // in the report's own voice
	copied  bool   // in a passage that is another report's
	retold  bool   // in a headline or caption
	former  bool   // "up from 57": said to be given up
	status  string // why it is set aside; then what it does
	by      int    // which supersedes it; -1
	claimed bool   // its own words say whose it is
	ruled   bool   // a person said whose it is
}

// shrinking are the actions of which the count falls as more is known.
var shrinking = map[assay.Action]bool{"missing": true, "trapped": true}

// judge says of each figure of a question whether it stands. Of each origin one number
// does, the last that it gives; the figure that says whose it is goes before others that
// give it, the body before headlines. In one day the higher number is the later one,
// or the lower of what is missed.
func judge(list []said, action assay.Action, widen float64) {
	adopt(list, widen)
	byOrigin := map[int][]int{}
	var origins []int
	for i := range list {
		list[i].by = -1
		if list[i].status == "" && !list[i].former {
			if byOrigin[list[i].origin] == nil {
				origins = append(origins, list[i].origin)
			}
			byOrigin[list[i].origin] = append(byOrigin[list[i].origin], i)
		}
	}
	for _, o := range origins {
		settle(list, byOrigin[o], shrinking[action], widen)
	}
	for i := range list {
		if x := &list[i]; x.status == "" {
			x.status, x.by = stands, instead(list, i)
			if x.by >= 0 {
				x.status = superseded
			}
		}
	}
}

// adopt gives what a report says in its own voice to the origin that it names for the
// same number elsewhere: the first sentence and the headline of "the blast killed 16, the
// ministry said". A headline that rounds goes to the only origin that its report names.
func adopt(list []said, widen float64) {
	fit := func(x, y *said) int {
		switch {
		case equal(x.q, y.q):
			return 2
		case looser(x.q, y.q, widen) && (x.q.Bound == assay.Vague || value(y.q) <= retoldWithin*value(x.q) && value(x.q) <= retoldWithin*value(y.q)):
			return 1
		}
		return 0
	}
	of := map[int][]int{} // the figures of a report
	for i := range list {
		of[list[i].report] = append(of[list[i].report], i)
	}
	for i := range list {
		x := &list[i]
		if !x.own || x.ruled || x.status != "" || x.former || x.q.Bound == assay.Vague && !x.retold {
			continue
		}
		if x.retold && slices.ContainsFunc(of[x.report], func(j int) bool { return list[j].own && !list[j].retold && equal(x.q, list[j].q) }) {
			continue
		}
		to, best, only := -1, 0, true
		for _, j := range of[x.report] {
			y := &list[j]
			if y.own || y.status != "" || y.former {
				continue
			}
			only = only && (to < 0 || list[to].origin == y.origin)
			if f := fit(x, y); to < 0 || f > best {
				to, best = j, f
			}
		}
		if to >= 0 && (best > 0 || x.retold && only && ratio(x.q, list[to].q) <= retoldWithin) {
			x.origin, x.own = list[to].origin, false
		}
	}
}

// instead returns the figure that its report gives for figure i, which it says was
// given up: one of the same origin if it can be. It is -1 if there is none.
func instead(list []said, i int) int {
	by := -1
	for j := range list {
		if y := &list[j]; list[i].former && y.report == list[i].report && !y.former && (y.status == stands || y.status == repeats || y.status == superseded) {
			if by < 0 || y.origin == list[i].origin && list[by].origin != list[i].origin {
				by = j
			}
		}
	}
	return by
}

// settle says which of the figures of one origin stands.
func settle(list []said, of []int, falls bool, widen float64) {
	firm := slices.DeleteFunc(slices.Clone(of), func(i int) bool { return list[i].q.Bound == assay.Vague })
	if len(firm) == 0 {
		firm = of
	}
	body := slices.DeleteFunc(slices.Clone(firm), func(i int) bool { return list[i].retold })
	if len(body) == 0 {
		body = firm
	}
	slices.SortStableFunc(body, func(i, j int) int {
		a, b := value(list[i].q), value(list[j].q)
		if falls {
			a, b = -a, -b
		}
		return cmp.Or(cmp.Compare(list[i].day, list[j].day), cmp.Compare(a, b))
	})
	var steps []int // the figures with which the origin's number changed
	for _, i := range body {
		if n := len(steps); n > 0 {
			last := &list[steps[n-1]]
			if equal(list[i].q, last.q) || looser(list[i].q, last.q, widen) {
				continue
			}
			if list[i].day == 0 || last.day == 0 { // nobody knows which is later
				list[i].status = stands
				continue
			}
		}
		steps = append(steps, i)
	}
	for k, step := range steps { // of the figures that give a number, one stands for it
		for _, i := range firm {
			if list[i].status == "" && equal(list[i].q, list[step].q) && before(&list[i], &list[steps[k]]) {
				steps[k] = i
			}
		}
	}
	last := steps[len(steps)-1]
	for _, i := range of {
		x := &list[i]
		at := slices.IndexFunc(steps, func(step int) bool { return equal(x.q, list[step].q) })
		switch {
		case i == last:
			x.status = stands
		case x.status != "":
		case at >= 0 && steps[at] == i:
			x.status, x.by = superseded, steps[at+1]
		case at >= 0, looser(x.q, list[last].q, widen):
			x.status = repeats
		default:
			x.status, x.by = superseded, last
		}
	}
}

// before reports whether x rather than y stands for the number that both give.
func before(x, y *said) bool {
	rank := func(s *said) (n int) {
		for _, against := range [...]bool{s.retold, s.q.Bound == assay.AtMost, !s.claimed, s.copied} {
			n *= 2
			if against {
				n++
			}
		}
		return n
	}
	return rank(x) < rank(y)
}

// value returns the number by which two figures are compared: the one that a figure gives,
// or the nearest that it allows.
func value(q *assay.Quantity) float64 {
	for _, a := range [...]assay.Amount{q.Best, q.Low, q.High} {
		if n, ok := a.Number(); ok {
			return n
		}
	}
	return 0
}

// equal reports whether two figures give one number, whatever bounds it: "16", "at least 16".
func equal(p, q *assay.Quantity) bool {
	return sameNumbers(p, q) || value(p) == value(q) && (p.Bound == assay.Vague) == (q.Bound == assay.Vague) && p.Bound != assay.Range && q.Bound != assay.Range
}

// retoldWithin is how far apart a headline may round.
const retoldWithin = 1.2

// ratio says how far apart two quantities are, 1 where they meet.
func ratio(p, q *assay.Quantity) float64 {
	plo, phi, okP := occurrence.Points(p)
	qlo, qhi, okQ := occurrence.Points(q)
	if !okP || !okQ || plo <= qhi && qlo <= phi {
		return 1
	}
	if plo > qhi {
		return plo / max(qhi, 1e-9)
	}
	return qlo / max(phi, 1e-9)
}

// looser reports whether p says no more than q: "dozens", "at least 14", "about 30" after 31.
func looser(p, q *assay.Quantity, widen float64) bool {
	if p.Bound == assay.Exact || q.Bound == assay.Vague && p.Bound != assay.Vague {
		return false
	}
	lo, hi := interval(p, widen)
	n := value(q)
	return lo <= n && n <= hi && !(math.IsInf(lo, -1) && math.IsInf(hi, 1))
}

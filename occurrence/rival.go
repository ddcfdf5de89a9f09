package occurrence

import "assay"

// rival sets what tells whether two numbers that differ are rivals for one question, as
// tolls of two sources or of two days are, or answer two.
func (v *vector) rival(a, b *item) {
	one, both := a.rep == b.rep, a.known && b.known
	rel, _ := v.closest(a.places, b.places)
	gap := max(0, a.days.begin-b.days.end+1, b.days.begin-a.days.end+1)
	here, then := rel != apart, !a.dated || !b.dated || gap <= 1
	soon := then || gap <= long || a.lent || b.lent
	equal := a.equals(b)
	deed := both && (a.action == b.action || akin(a.action, b.action)) && a.figure.Unit == b.figure.Unit
	who := both && (common(a.heads, b.heads) || a.anybody && b.anybody || len(a.heads) == 0 || len(b.heads) == 0)
	whole := both && a.total() && b.total()
	may := deed && who && here && soon && whole
	differ := may && !equal
	r := ratio(a, b)
	if equal {
		r = 1
	}

	// In one report.
	v.yes(may && one, differ && one)
	v.yes(differ && one && a.event >= 0 && a.event == b.event, differ && one && a.event >= 0 && b.event >= 0 && a.event != b.event)
	v.yes(differ && one && a.source != "" && b.source != "" && a.source != b.source, differ && one && a.source != "" && a.source == b.source, differ && one && a.source == "" && b.source == "")
	v.yes(differ && one && r == 1, differ && one && r > 1 && r <= 1.25, differ && one && r > 1.25 && r <= 2, differ && one && r > 2 && r <= 5, differ && one && r > 5)
	v.yes(differ && one && a.sentence == b.sentence, differ && one && a.sentence != b.sentence && abs(a.sentence-b.sentence) <= 1, differ && one && rel == same && !a.weak && !b.weak, differ && one && then)
	v.yes(differ && one && a.vague() != b.vague(), differ && one && (a.figure.Quantity.Change != "" || b.figure.Quantity.Change != ""), differ && one && a.figure.Total == cumulative && b.figure.Total == cumulative)

	v.yes(differ && one && a.covers(b), differ && one && a.covers(b) && r <= 1.1)

	// In two.
	other := may && !one
	apart := other && !equal
	mutual := apart && a.nearest(b) && b.nearest(a)
	alone := apart && a.tolls <= 1 && b.tolls <= 1
	v.yes(other, apart, mutual, alone, mutual && then, alone && then, mutual && rel == same, alone && rel == same)
	v.yes(apart && r == 1, apart && r > 1 && r <= 1.25, apart && r > 1.25 && r <= 2, apart && r > 2 && r <= 5, apart && r > 5)
	v.yes(mutual && r <= 1.25, mutual && r <= 2, mutual && r <= 5, alone && r <= 2, alone && r <= 5)
	v.yes(apart && a.vague() != b.vague(), mutual && a.vague() != b.vague())
	v.yes(apart && a.covers(b), apart && a.covers(b) && r <= 1.1)
	lead := a.sentence >= 0 && a.sentence <= 2 && b.sentence >= 0 && b.sentence <= 2
	v.yes(apart && lead, mutual && lead)
	order := 0
	if apart && a.rep.known && b.rep.known && a.rep.day != b.rep.day && r > 1 {
		order = 1 + count(a.rep.day < b.rep.day == (a.lo < b.lo))
	}
	v.yes(order == 1, order == 2, order == 2 && mutual, order == 2 && alone)
	about := 0.0
	if other {
		about = float64(v.between(a.rep, b.rep).names)
	}
	v.share(about)
	v.share(about * float64(count(apart)))
	v.share(about * float64(count(mutual)))
	v.share(about * float64(count(alone)))
	n := 0
	if may {
		n = max(a.tolls, b.tolls)
	}
	v.choice(steps(n, 0, 1, 2, 4), 5)
	single := deed && who && here && soon && both && a.single && b.single && !one
	if single {
		v.share(float64(v.between(a.rep, b.rep).names))
	} else {
		v.share(0)
	}
	v.yes(single && a.ones == 1 && b.ones == 1)
}

// total reports whether an item counts all, neither somebody told apart nor a part.
func (it *mention) total() bool {
	return it.figure != nil && !it.single && it.whole < 0 && it.figure.Per == "" && (it.figure.Total == "" || it.figure.Total == cumulative)
}

func (it *mention) vague() bool { return it.figure.Quantity.Bound == assay.Vague }

// covers reports whether one of two numbers is no more than a bound of the other: "more than
// 12,000" and 12,679.
func (it *item) covers(b *item) bool {
	return it.figure.Quantity.Bound == assay.AtLeast && b.lo >= it.hi || b.figure.Quantity.Bound == assay.AtLeast && it.lo >= b.hi
}

// instead returns for a number that is given up that for which it is, of one sentence and
// action: the one before it, else the next. They answer one question.
// Beside are the mentions of its sentence.
func (r *reader) instead(it *mention, beside []int) int {
	best := -1
	for _, i := range beside {
		o := r.mentions[i]
		if o == it || o.figure == nil || !o.known || !o.total() || o.former || o.action != it.action || o.figure.Unit != it.figure.Unit {
			continue
		}
		if best < 0 || o.span.Start < it.span.Start {
			best = i
		}
	}
	return best
}

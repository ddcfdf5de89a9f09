package copies

import (
	"cmp"
	"slices"
)

// A verdict says what two reports are to each other. It follows from the two
// and from what is common, and from no other report.
type verdict int

const (
	strangers verdict = iota
	filled            // two fillings of one form
	kindred           // they go back to one text
)

// Settings of the verdict.
const (
	usualShared = 65  // shared words for which Options.Containment is meant
	mostNeeded  = 1.7 // times Containment is enough however few words are shared
	leastNeeded = 0.9 // times Containment is needed however many are

	// The same of what one outlet printed days apart.
	daysShared  = 75
	daysNeeded  = 1.95
	laterNeeded = 2.5 // times Containment, however many
	laterDays   = 2   // where it is so many days or more

	// Of what was not printed days apart.
	wholeShare    = 0.65 // of the need is enough where whole sentences are shared
	wholeEnough   = 2    // so many
	rewordedShare = 0.75 // of the need is enough where the rest is reworded:
	reworded      = 0.6  // where so much of it has words of the other report

	nearlyAll = 0.9 // share of the shorter report's words that needs no other proof
	someWords = 20  // of them at least, for that
	tooFew    = 15  // shared words that prove nothing where the rest differs
)

// verdict says whether m is enough for a link. The shared passages must cover
// enough of the shorter report, and two thirds of that of what stands in it
// outside quotations, since two reporters who were at one press conference share
// its quotations and nothing else. A form that was filled in twice is no copy.
func (m match) verdict(least float64) verdict {
	if m.identical() {
		return kindred
	}
	if m.shared < tooFew {
		return strangers
	}
	days := m.daysBetween()
	need := m.need(least, days)
	switch {
	case m.shorter >= nearlyAll && m.shared >= someWords:
	case m.enough(need):
	case days == 0 && m.enough(need*wholeShare) && m.whole() >= wholeEnough:
	case days == 0 && m.enough(need*rewordedShare) && m.reworded():
	default:
		return strangers
	}
	if days >= laterDays && !m.enough(least*laterNeeded) {
		return strangers
	}
	if m.isForm(days) {
		return filled
	}
	return kindred
}

// need returns the share of the shorter report that the shared words must cover:
// more than half where they are fifty, a quarter where they are eighty. Two
// reports on one matter share fifty words by a sentence or two of background.
// days is as daysBetween says.
func (m match) need(least float64, days int) float64 {
	usual, most := usualShared, mostNeeded
	if days > 0 {
		usual, most = daysShared, daysNeeded
	}
	x := float64(usual) / float64(max(1, m.shared))
	return least * max(leastNeeded, min(most, x*x))
}

// reworded reports whether most words of the shorter report that lie in no shared
// passage stand in the other all the same: "said it had bought" became "bought,
// it said". Short words say nothing.
func (m match) reworded() bool {
	const short = 4 // bytes
	all, found, next := 0, 0, 0
	for i, w := range m.b.words {
		for next < len(m.runs) && m.runs[next].b+m.runs[next].n <= i {
			next++
		}
		if next < len(m.runs) && m.runs[next].b <= i || w.sp.Len() < short {
			continue
		}
		all++
		if m.a.has(w.hash) {
			found++
		}
	}
	return float64(found) >= reworded*float64(all)
}

// daysBetween returns how many days apart one outlet printed the two; 0 where the
// days are not known or the outlets are two. An outlet does not copy itself days
// later: it fills in a form anew, or repeats the background of a matter.
func (m match) daysBetween() int {
	days := daysAfter(appeared(m.a.doc), appeared(m.b.doc))
	if days == 0 || m.sameOutlet() == "" {
		return 0
	}
	return max(days, -days)
}

// enough reports whether the shared words cover need of the shorter report.
func (m match) enough(need float64) bool {
	return m.telling >= need && (m.unquoted < 0 || m.unquoted >= need*2/3)
}

// whole counts the sentences of the shorter report that stand in the other all
// but whole, small print left out. The first counts twice: a report's head is
// what others take over, and background stands farther down.
func (m match) whole() int {
	n := 0
	m.b.sentences(func(lo, hi int) {
		if _, telling := m.covers(lo, hi); hi-lo >= 4 && 5*telling >= 4*(hi-lo) {
			n++
			if lo == 0 {
				n++
			}
		}
	})
	return n
}

// covers counts the words [lo, hi) of the shorter report that lie in runs, and
// those that lie in runs which are no small print.
func (m match) covers(lo, hi int) (all, telling int) {
	first, _ := slices.BinarySearchFunc(m.runs, lo, func(r run, lo int) int { return cmp.Compare(r.b+r.n, lo+1) })
	for _, r := range m.runs[first:] {
		n := min(hi, r.b+r.n) - max(lo, r.b)
		if n <= 0 {
			break
		}
		all += n
		if !m.smallPrint(r) {
			telling += n
		}
	}
	return all, telling
}

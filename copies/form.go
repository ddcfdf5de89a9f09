package copies

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

// A form is a report that is written anew every day or for every company with
// the same words: the balances of the treasury, the terms of a bond. Two of
// them share most of their words and nothing of what they say. What tells them
// from copies is that, beside the words they share, figures and names stand in
// the place of other figures and names: "Reserves rose to | 4,151 | million
// marks", "| Sun Co | said it raised the contract price". A copy leaves figures
// out or writes them otherwise, and even an update keeps most.

// Settings of forms.
const (
	oneAmong  = 25   // shared words, at most, among which one exchange makes a form
	formRate  = 40   // shared words for each of two exchanges and more, at most
	looseRate = 45   // shared words for one where the days or what is lost speak for a form
	laterRate = 100  // shared words for one where one outlet printed the two days apart
	lostShare = 0.2  // so much of the figures and names lost
	printed   = 0.75 // share of common shingles from which on a run is small print
)

// isForm reports whether the two reports are fillings of one form. One exchange
// among more than a few words may be a figure that a copy altered, so that
// something else must speak for a form too: the days on which its outlet printed
// the two, or that the other report lacks a good part of the figures and names.
func (m match) isForm(days int) bool {
	figures, names := m.exchanges()
	n := figures + names
	switch {
	case n == 0 || names == 0 && m.isUpdate(figures):
		return false
	case n > 1 && n*formRate >= m.shared || m.shared <= oneAmong:
		return true
	case n*looseRate >= m.shared:
		return days > 0 || m.lost('n', 'f') >= lostShare
	}
	return n*laterRate >= m.shared && days >= laterDays
}

// Settings of updates.
const (
	keptNames    = 3    // different parts of names in the shared words, at least
	figureRate   = 10   // shared words for one figure, kept or exchanged, at least
	lostInUpdate = 0.15 // of the figures and names, at most; of the names where both tell of one day
)

// isUpdate reports whether figures were exchanged as a later report of one event
// does: "killed at least | 5 | people in the mine at Kasai, the governor, Jean
// Ilunga, said" became 17. It tells of the same people and places, which a form
// names others of or none, and figures stand in it here and there, not in rows. Two
// that tell of "Tuesday" in the same words tell of one day; a form has another day.
func (m match) isUpdate(exchanged int) bool {
	names, figures, day := map[uint64]bool{}, exchanged, false
	for _, r := range m.runs {
		for i := r.b; i < r.b+r.n; i++ {
			switch m.b.particular(i) {
			case 'n':
				names[m.b.words[i].hash] = true
				day = day || weekdays[m.b.words[i].sp.In(m.b.doc.Text)]
			case 'f':
				figures++
			}
		}
	}
	return len(names) >= keptNames && figures*figureRate <= m.shared &&
		(m.lost('n', 'f') <= lostInUpdate || day && m.lost('n') <= lostInUpdate)
}

var weekdays = map[string]bool{"Monday": true, "Tuesday": true, "Wednesday": true, "Thursday": true, "Friday": true, "Saturday": true, "Sunday": true}

// exchanges counts the places beside shared runs where one report has a figure
// and the other another figure, or one a name and the other another name. What
// stands beside a run is the rest of its sentence, up to the next run. Small
// print does not count: "Copyright Daily Herald", "Copyright Gulf Wire".
func (m match) exchanges() (figures, names int) {
	inA, inB := m.a.marked(), m.b.marked()
	for _, r := range m.runs {
		for i := range r.n {
			inA[r.a+i], inB[r.b+i] = true, true
		}
	}
	seen := [2]int{-1, -1} // where the stretches behind the last run end
	add := func(ch change) {
		figure, name := m.exchanged(ch)
		if figure {
			figures++
		}
		if name {
			names++
		}
	}
	for _, r := range m.runs {
		if m.smallPrint(r) {
			continue
		}
		if seen != [2]int{r.a, r.b} {
			add(change{m.a.before(r.a, inA), r.a, m.b.before(r.b, inB), r.b})
		}
		behind := change{r.a + r.n, m.a.behind(r.a+r.n, inA), r.b + r.n, m.b.behind(r.b+r.n, inB)}
		add(behind)
		seen = [2]int{behind.a2, behind.b2}
	}
	return figures, names
}

// smallPrint reports whether a run is made of common shingles.
func (m match) smallPrint(r run) bool {
	return m.common.share(r.b, r.b+r.n-shingle+1) >= printed
}

// before returns where the stretch that ends at word i begins.
func (s *side) before(i int, taken []bool) int {
	lo := i
	for lo > 0 && i-lo < bridge && !taken[lo-1] && !s.opens(lo) {
		lo--
	}
	return lo
}

// behind returns where the stretch that begins at word i ends.
func (s *side) behind(i int, taken []bool) int {
	hi := i
	for hi < len(s.words) && hi-i < bridge && !taken[hi] && !s.opens(hi) {
		hi++
	}
	return hi
}

// exchanged reports whether the two stretches of ch have other figures, and
// whether they have other names of which one is nowhere in the other report.
// "U.S." for "American" is no exchange, nor is "Mohammed" for "Muhammad".
func (m match) exchanged(ch change) (figure, name bool) {
	if !m.a.differs(ch.a1, ch.a2, m.b.words[ch.b1:ch.b2]) || !m.b.differs(ch.b1, ch.b2, m.a.words[ch.a1:ch.a2]) {
		return false, false
	}
	wa, wb := m.a.written(ch.a1, ch.a2), m.b.written(ch.b1, ch.b2)
	if houseStyle(wa, wb) {
		return false, false
	}
	figureA, nameA, newA := m.a.others(ch.a1, ch.a2, wb, m.b)
	figureB, nameB, newB := m.b.others(ch.b1, ch.b2, wa, m.a)
	return figureA && figureB, nameA && nameB && (newA || newB)
}

// differs reports whether words [lo, hi) have a figure or name that is not
// among the words there.
func (s *side) differs(lo, hi int, there []word) bool {
	for i := lo; i < hi; i++ {
		if s.particular(i) != 0 && !hasWord(there, s.words[i].hash) {
			return true
		}
	}
	return false
}

// others reports whether words [lo, hi) have a figure and whether they have a
// name that is not written there, in any style, and whether one of these names
// is in no other place of the other report.
func (s *side) others(lo, hi int, there []string, other *side) (figure, name, lost bool) {
	styled := canonical(there)
	for i := lo; i < hi; i++ {
		kind, w := s.particular(i), s.words[i].sp.In(s.doc.Text)
		if kind == 0 || weekdays[w] {
			continue // "by Wednesday" for "on Monday" is what an update says too
		}
		form := canonical([]string{w})
		switch {
		case len(form) == 0 || slices.Contains(styled, form[0]):
		case kind == 'f':
			figure = true
		case !slices.ContainsFunc(styled, func(x string) bool { return similar(form[0], x) }) &&
			!slices.ContainsFunc(there, func(x string) bool { return transliterated(w, x) }):
			name = true
			lost = lost || !other.has(s.words[i].hash)
		}
	}
	return figure, name, lost
}

// written returns words [lo, hi) as they are written.
func (s *side) written(lo, hi int) []string {
	out := make([]string, 0, hi-lo)
	for _, w := range s.words[lo:hi] {
		out = append(out, w.sp.In(s.doc.Text))
	}
	return out
}

// particular says whether word i is a figure, 'f', or part of a name,
// 'n', or neither, 0. A capital inside a sentence is taken for a name; at its
// start only where another follows: "Sun Co said".
func (s *side) particular(i int) byte {
	sp := s.words[i].sp
	if w := sp.In(s.doc.Text); '0' <= w[0] && w[0] <= '9' || numberWords[w] != "" && w != en.One {
		return 'f'
	}
	if !s.capital(i) {
		return 0
	}
	if s.opens(i) || startsSentence(s.doc.Text, sp) {
		if i+1 == len(s.words) || !s.capital(i+1) || s.opens(i+1) || startsSentence(s.doc.Text, s.words[i+1].sp) {
			return 0
		}
	}
	return 'n'
}

// capital reports whether word i begins with a capital letter.
func (s *side) capital(i int) bool {
	text := s.doc.Text[s.words[i].sp.Start:]
	if text[0] < utf8.RuneSelf {
		return 'A' <= text[0] && text[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

func hasWord(words []word, hash uint64) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.hash == hash })
}

// lost returns which share of the shorter report's particulars of these kinds is
// nowhere in the other. Only sentences of which something is shared count, since
// a report may say more than its original. Two are added, so that one lost name
// of two is not half of what a report says.
func (m match) lost(kinds ...byte) float64 {
	all, lost := 2, 0
	m.b.sentences(func(lo, hi int) {
		if shares, _ := m.covers(lo, hi); shares == 0 {
			return
		}
		for i := lo; i < hi; i++ {
			if kind := m.b.particular(i); slices.Contains(kinds, kind) {
				all++
				if !m.a.has(m.b.words[i].hash) {
					lost++
				}
			}
		}
	})
	return float64(lost) / float64(all)
}

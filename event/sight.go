package event

import (
	"sort"

	"assay"
	"assay/figure"
)

// none stands for no token, figure, place or group.
const none = -1

// A Sight is a report as the heads of events and movements look at it: its figures, the
// words that may name what happened, the phrases for those who may have moved, and the
// features by which they are told apart. Training sees what reading sees.
type Sight struct {
	*figure.Sight
	Rows   []Row
	Movers []Mover

	located []int          // places with a token, in its order
	lead    []int          // the words of the headline and the first paragraph that may name something
	rowAt   map[int]int    // by the token that heads what is counted, or the numeral: the row
	said    map[string]int // how often a lemma stands in the report
	spoken  map[string]int // how many rows have it as their trigger
	placed  map[string]int // how many rows name an entry of a place in their clause
	guessed map[string]int // and how many inherit it
}

// A Row is a figure, by its number in Doc.Figures.
type Row struct {
	figure.Candidate
	Trigger int   // token that shows the action, the verb above where there is none
	Words   []int // tokens that may name what happened, in text order
}

// A Mover is a noun or pronoun that may stand for those who move, or a numeral without one.
type Mover struct {
	figure.Candidate
	Row int // the figure that counts them, or none
}

// How far words that name an occurrence are sought before the figure's own sentence, and
// how many of them are looked at.
const (
	before    = 2
	mostLead  = 40
	mostWords = 90
)

// MostPairs is how many rows before a row are looked at for one that tells of the same.
const (
	MostPairs = 24
)

// Look returns how the heads see doc, which has been read up to its figures.
func Look(doc *assay.Doc) *Sight {
	s := &Sight{Sight: figure.See(doc), rowAt: map[int]int{}, said: map[string]int{}, spoken: map[string]int{}, placed: map[string]int{}, guessed: map[string]int{}}
	for i := range doc.Tokens {
		s.said[doc.Tokens[i].Lemma]++
	}
	for p := range doc.Places {
		if s.PlaceToken(p) >= 0 {
			s.located = append(s.located, p)
		}
	}
	sort.SliceStable(s.located, func(a, b int) bool { return s.PlaceToken(s.located[a]) < s.PlaceToken(s.located[b]) })
	s.findLead()
	for f := range doc.Figures {
		s.Rows = append(s.Rows, s.row(f))
	}
	for r := range s.Rows {
		row := &s.Rows[r]
		if row.At == none {
			continue
		}
		for _, i := range [...]int{row.At, row.Head} {
			if _, ok := s.rowAt[i]; !ok {
				s.rowAt[i] = r
			}
		}
		s.spoken[s.Tokens[row.Trigger].Lemma]++
		for _, ref := range s.Figures[r].Places {
			p, ok := ref.Index()
			switch {
			case !ok || p >= len(s.Places):
			case s.Figures[r].Inherited&assay.Places != 0:
				s.guessed[s.Entry(p)]++
			default:
				s.placed[s.Entry(p)]++
			}
		}
	}
	s.findMovers()
	return s
}

// row returns how figure f is seen.
func (s *Sight) row(f int) Row {
	q := &s.Figures[f].Quantity
	r := Row{Candidate: figure.Candidate{Quantity: none, At: s.HeadOf(q.Span)}}
	if r.At == none {
		r.Head, r.Above, r.Trigger = none, none, none
		return r
	}
	if q.Singular {
		if h := int(q.Head); h >= 0 && h < len(s.Tokens) {
			r.At = h
		}
		r.Head = r.At
	} else {
		k := sort.Search(len(s.Quantities), func(k int) bool { return s.Quantities[k].Span.Start >= q.Span.Start })
		if k < len(s.Quantities) && s.Quantities[k].Span == q.Span {
			r.Quantity = k
		}
		if r.Head = r.At; q.Head >= 0 && int(q.Head) < len(s.Tokens) {
			r.Head = int(q.Head)
		}
	}
	r.Above = s.Above(r.Head)
	r.Trigger = r.Above
	if lo, hi := s.TokensIn(s.Figures[f].Trigger); !s.Figures[f].Trigger.IsZero() && lo < hi {
		r.Trigger = lo
	}
	r.Words = s.words(r.At)
	return r
}

// names reports whether token i may name an occurrence.
func (s *Sight) names(i int) bool {
	switch s.Tokens[i].POS {
	case "NOUN", "VERB", "PROPN":
		return s.QuantityAt(i) == none && s.TimeAt(i) == none && s.PlaceAt(i) == none
	}
	return false
}

// findLead notes what may name something in the headline and the first paragraph.
func (s *Sight) findLead() {
	body := none
	for i := range s.Tokens {
		r := s.Region(i)
		if r == none {
			continue
		}
		switch s.Regions[r].Kind {
		case assay.Headline:
		case assay.Body:
			if body == none {
				body = r
			}
			if r != body {
				return
			}
		default:
			continue
		}
		if s.names(i) {
			if s.lead = append(s.lead, i); len(s.lead) == mostLead {
				return
			}
		}
	}
}

// words returns the tokens that may name what a figure at token i tells of: those of its
// sentence and of the two before, and of the lead.
func (s *Sight) words(i int) []int {
	from, to := s.Sentence(i)
	for k := 0; k < before && from > 0; k++ {
		from, _ = s.Sentence(from - 1)
	}
	var own []int
	for k := max(from, i-2*mostWords); k < min(to, i+mostWords); k++ {
		if s.names(k) {
			own = append(own, k)
		}
	}
	if cut := len(own) - (mostWords - mostLead); cut > 0 {
		own = own[cut:]
	}
	var list []int
	for _, k := range s.lead {
		if len(own) == 0 || k < own[0] {
			list = append(list, k)
		}
	}
	return append(list, own...)
}

// findMovers lists the phrases for those who may have moved: nouns and pronouns of
// running text that head their phrase, and numerals whose noun is left out, near a place.
func (s *Sight) findMovers() {
	for i := range s.Tokens {
		t := &s.Tokens[i]
		r := s.Region(i)
		if r == none || !s.Regions[r].Kind.Runs() && s.Regions[r].Kind != assay.Caption {
			continue
		}
		row, counted := s.rowAt[i]
		switch t.POS {
		case "NOUN", "PROPN", "PRON":
			if p := s.PlaceAt(i); s.TimeAt(i) != none || p != none && s.Places[p].Role != assay.Demonym || t.Is("compound", "flat", "fixed", "goeswith", "amod", "nmod:poss", "expl") {
				continue
			}
		default:
			if !counted || s.Rows[row].Head != i {
				continue
			}
		}
		m := Mover{Candidate: figure.Candidate{Quantity: none, At: i, Head: i, Above: s.Above(i)}, Row: none}
		if counted {
			if s.Rows[row].Head != i {
				continue // the numeral of a noun
			}
			m.Row, m.Quantity = row, s.Rows[row].Quantity
		}
		near := false
		if s.Around(&m, func(int) { near = true }); near {
			s.Movers = append(s.Movers, m)
		}
	}
}

// mostEnds is how many places on each side of a mover are looked at.
const mostEnds = 8

// Around calls f for the places that may be an end of a movement: those near the mover, of
// its sentence, of the two before and the one behind.
func (s *Sight) Around(m *Mover, f func(p int)) {
	mid := sort.Search(len(s.located), func(k int) bool { return s.PlaceToken(s.located[k]) >= m.At })
	for _, p := range s.located[max(0, mid-mostEnds):min(len(s.located), mid+mostEnds)] {
		if d := s.Apart(m.At, s.PlaceToken(p)); d >= -before && d <= 1 {
			f(p)
		}
	}
}

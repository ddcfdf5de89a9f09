package occurrence

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/origin"
	"assay/place/gazetteer"
	"assay/view"
)

// A report is what is to be known of one report to compare what it tells.
type report struct {
	doc       *assay.Doc // in the view of its text
	raw       *assay.Doc
	nth       int // in the order of the pile
	story     int
	day       int  // of publication; the year may be borrowed
	known     bool // whether there is a day
	dated     bool // whether the year is the report's own, or that of a report on the same ground
	publisher string
	spots     []spot
	ground    []string // towns, districts, provinces, rivers, and places in no table, sorted
	title     []word
	lead      []word
	sentences [][]word
	pile      *pile
	items     []*item
}

// A word is one that reports have in common, by its number; its weight says how much that
// tells.
type word struct{ id, weight int32 }

// A pile is the reports that are put together.
type pile struct {
	reports []*report
	items   []*item
	ids     map[string]int32
	df      []int32 // per word: in how many reports it stands
	weight  []int32
}

// newPile reads what is to be known of docs, which come in any order.
func newPile(docs []*assay.Doc, stories []assay.Story) *pile {
	p := &pile{ids: map[string]int32{}}
	list := make([]*assay.Doc, 0, len(docs))
	for _, doc := range docs {
		if doc != nil && doc.Report != nil {
			list = append(list, doc)
		}
	}
	settings := Settings(list, stories)
	slices.SortStableFunc(list, func(x, y *assay.Doc) int { return bytes.Compare(x.ID[:], y.ID[:]) })
	list = slices.CompactFunc(list, func(x, y *assay.Doc) bool { return x.ID == y.ID })
	slices.SortStableFunc(list, func(x, y *assay.Doc) int {
		a, b := settings[x.ID], settings[y.ID]
		if a.Known != b.Known {
			return -cmp.Compare(count(a.Known), count(b.Known))
		}
		return a.Day.Compare(b.Day)
	})
	story := map[assay.ReportID]int{}
	place := map[assay.ReportID]int{}
	for k, doc := range list {
		place[doc.ID] = k
	}
	for _, st := range stories {
		least := len(list)
		for _, id := range st.Reports {
			if k, ok := place[id]; ok {
				least = min(least, k)
			}
		}
		for _, id := range st.Reports {
			story[id] = least
		}
	}
	for i, doc := range list {
		r := &report{raw: doc, nth: i, story: i, pile: p, publisher: doc.Publisher}
		r.doc, _ = view.Doc(doc)
		if st, ok := story[doc.ID]; ok {
			r.story = st
		}
		s := settings[doc.ID]
		r.day, r.known, r.dated = dayNumber(s.Day), s.Known, s.Dated
		p.reports = append(p.reports, r)
		r.readPlaces()
		r.readWords()
	}
	p.weigh()
	for _, r := range p.reports {
		r.readItems()
	}
	p.copied(list, stories)
	return p
}

// copied marks the figures that stand in passages that one report took over from another.
func (p *pile) copied(docs []*assay.Doc, stories []assay.Story) {
	from := origin.Copies(docs, stories)
	if len(from) == 0 {
		return
	}
	at := map[origin.Figure]*item{}
	for _, it := range p.items {
		if it.figure != nil {
			at[origin.Figure{Report: it.rep.raw.ID, Index: it.fig}] = it
		}
	}
	for to, f := range from {
		if it, o := at[to], at[f]; it != nil && o != nil && o != it {
			it.copyOf = o
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// dayNumber counts days.
func dayNumber(t time.Time) int {
	s := t.Unix()
	if s >= 0 {
		return int(s / 86400)
	}
	return -int((86399 - s) / 86400)
}

// readItems lists the figures and the events without figures of r.
func (r *report) readItems() {
	of := map[int]int{}
	for e := range r.doc.Events {
		for _, ref := range r.doc.Events[e].Figures {
			if k, ok := ref.Index(); ok {
				if _, twice := of[k]; !twice {
					of[k] = e
				}
			}
		}
	}
	for i := range r.doc.Figures {
		if sp := r.doc.Figures[i].Quantity.Span; sp.IsZero() || sp.Check(r.doc.Text) != nil {
			continue
		}
		e, ok := of[i]
		if !ok {
			e = -1
		}
		r.items = append(r.items, newItem(r, i, e))
	}
	for e := range r.doc.Events {
		if ev := &r.doc.Events[e]; len(ev.Figures) == 0 && ev.Span.Check(r.doc.Text) == nil {
			r.items = append(r.items, newItem(r, -1, e))
		}
	}
	slices.SortStableFunc(r.items, byAge)
	nth := map[assay.Action]int{}
	most := map[assay.Action]float64{}
	for _, it := range r.items {
		if it.figure == nil {
			continue
		}
		it.nth = nth[it.action]
		nth[it.action]++
		most[it.action] = max(most[it.action], it.lo)
	}
	for _, it := range r.items {
		it.largest = it.figure != nil && it.known && it.lo == most[it.action]
	}
	for i, it := range r.items {
		it.at, it.id = i, len(r.pile.items)
		r.pile.items = append(r.pile.items, it)
	}
}

func (r *report) readPlaces() {
	for i := range r.doc.Places {
		pl := &r.doc.Places[i]
		s := spot{place: pl, words: placeWords(r.doc, pl.Span)}
		if pl.Gazetteer != "" && pl.Within == "" {
			s.entry, s.found = gazetteer.ByID(pl.Gazetteer)
		}
		r.spots = append(r.spots, s)
	}
	r.ground = groundOf(r.doc)
}

// spotsOf returns the places that refs lead to.
func (r *report) spotsOf(refs []assay.Ref[assay.Place]) (list []spot) {
	for _, ref := range refs {
		if k, ok := ref.Index(); ok && k < len(r.spots) {
			list = append(list, r.spots[k])
		}
	}
	return list
}

// readWords gives the words of title, lead and sentences their numbers.
func (r *report) readWords() {
	seen := map[int32]bool{}
	r.title = r.pile.wordsOf(r.doc.Title, seen)
	left := 2
	for i := range r.doc.Regions {
		reg := &r.doc.Regions[i]
		if left > 0 && (reg.Kind == assay.Headline || reg.Kind == assay.Body) && reg.Span.Check(r.doc.Text) == nil {
			text := reg.Span.In(r.doc.Text)
			words := r.pile.wordsOf(clip(text, 600), seen)
			if reg.Kind == assay.Headline && len(r.title) == 0 {
				r.title = words
			}
			r.lead = union(r.lead, words)
			left--
		}
	}
	for i := range r.doc.Sentences {
		r.sentences = append(r.sentences, r.pile.wordsOf(quote(r.doc, r.doc.Sentences[i]), seen))
	}
	for id := range seen {
		r.pile.df[id]++
	}
}

func (r *report) wordsAt(sentence int) []word {
	if sentence < 0 || sentence >= len(r.sentences) {
		return nil
	}
	return r.sentences[sentence]
}

// wordsAround returns the names of a sentence, the one before and the one behind.
func (r *report) wordsAround(sentence int) []word {
	if sentence < 0 {
		return nil
	}
	return union(union(names(r.wordsAt(sentence)), names(r.wordsAt(sentence-1))), names(r.wordsAt(sentence+1)))
}

// wordsOf returns the words of s by their numbers, each once, in order.
func (p *pile) wordsOf(s string, seen map[int32]bool) (list []word) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
		if len(w) < 3 {
			continue
		}
		w = en.Singular(w)
		id, ok := p.ids[w]
		if !ok {
			id = int32(len(p.df))
			p.ids[w] = id
			p.df, p.weight = append(p.df, 0), append(p.weight, usual(w))
		}
		seen[id] = true
		list = append(list, word{id: id})
	}
	slices.SortFunc(list, func(a, b word) int { return cmp.Compare(a.id, b.id) })
	return slices.Compact(list)
}

// usual returns what a word weighs by itself: words that all news have tell nothing, a
// name much.
func usual(w string) int32 {
	switch frequent, ok := ordinary()[w]; {
	case ok && frequent:
		return 1
	case ok:
		return 3
	}
	return 5
}

// ordinary are the words that stand in news in small letters, and whether they are frequent.
var ordinary = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(en.Common()) {
		w, frequent := strings.CutSuffix(strings.TrimSuffix(line, "\n"), "+")
		w = en.Singular(w)
		m[w] = m[w] || frequent
	}
	return m
})

// weigh lets a word weigh the more the fewer reports have it.
func (p *pile) weigh() {
	n := uint(len(p.reports))
	for id, df := range p.df {
		p.weight[id] *= int32(bits.Len(n / uint(max(1, df)))) // 1 where half of the reports and more have it
	}
	set := func(list []word) {
		for i := range list {
			list[i].weight = p.weight[list[i].id]
		}
	}
	for _, r := range p.reports {
		set(r.title)
		set(r.lead)
		for _, s := range r.sentences {
			set(s)
		}
	}
}

// union returns the words of either list.
func union(a, b []word) []word {
	list := slices.Concat(a, b)
	slices.SortFunc(list, func(a, b word) int { return cmp.Compare(a.id, b.id) })
	return slices.Compact(list)
}

// clip returns the first n bytes of s, or a little less: whole characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

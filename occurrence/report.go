package occurrence

import (
	"bytes"
	"cmp"
	"hash/fnv"
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

// A word is one that reports have in common, by its hash; its weight says how much that
// tells.
type word struct{ id, weight int32 }

// A pile is the reports that are put together.
type pile struct {
	reports []*report
	items   []*item
	words   map[string]word
}

// newPile reads what is to be known of docs, which come in any order.
func newPile(docs []*assay.Doc, stories []assay.Story) *pile {
	p := &pile{words: map[string]word{}}
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
	p.headlines(stories)
}

// headlines marks what the headline of a copy says again as its original's does: headlines
// are in no passage.
func (p *pile) headlines(stories []assay.Story) {
	of := map[assay.ReportID]*report{}
	for _, r := range p.reports {
		of[r.raw.ID] = r
	}
	for _, st := range stories {
		for _, l := range st.Links {
			from, to := of[l.From], of[l.To]
			if from == nil || to == nil {
				continue
			}
			for _, it := range to.items {
				if it.copied() || !it.retold || it.figure == nil {
					continue
				}
				k := slices.IndexFunc(from.items, func(o *item) bool {
					return o.retold && o.figure != nil && o.action == it.action && o.lo == it.lo && o.hi == it.hi
				})
				if k >= 0 && from.items[k].copyOf == nil {
					it.copyOf = from.items[k]
				} else if k >= 0 && from.items[k].copyOf != it {
					it.copyOf = from.items[k].copyOf
				}
			}
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

// readWords reads the words of title, lead and sentences.
func (r *report) readWords() {
	r.title = r.pile.wordsOf(r.doc.Title)
	left := 2
	for i := range r.doc.Regions {
		reg := &r.doc.Regions[i]
		if left > 0 && (reg.Kind == assay.Headline || reg.Kind == assay.Body) && reg.Span.Check(r.doc.Text) == nil {
			text := reg.Span.In(r.doc.Text)
			words := r.pile.wordsOf(clip(text, 600))
			if reg.Kind == assay.Headline && len(r.title) == 0 {
				r.title = words
			}
			r.lead = union(r.lead, words)
			left--
		}
	}
	for i := range r.doc.Sentences {
		r.sentences = append(r.sentences, r.pile.wordsOf(quote(r.doc, r.doc.Sentences[i])))
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

// wordsOf returns the words of s, each once, in the order of their hashes.
func (p *pile) wordsOf(s string) (list []word) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
		if len(w) < 3 {
			continue
		}
		w = en.Singular(w)
		at, ok := p.words[w]
		if !ok {
			h := fnv.New32a()
			h.Write([]byte(w))
			at = word{int32(h.Sum32()), usual(w)}
			p.words[w] = at
		}
		list = append(list, at)
	}
	slices.SortFunc(list, func(a, b word) int { return cmp.Compare(a.id, b.id) })
	return slices.Compact(list)
}

// usual returns what a word weighs: words that all news have tell nothing, a name much. How
// many reports of the pile have it makes no difference, so that what is put together stays
// together when reports on other things come.
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

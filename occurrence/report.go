package occurrence

import (
	"bytes"
	"cmp"
	"encoding/binary"
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

// A Report is what one report tells, as it is compared with what others tell. It does not
// change with the pile.
type Report struct {
	*origin.Report
	publisher string
	appeared  assay.Date
	ground    []string // towns, districts, provinces, rivers, and places in no table, sorted
	title     []word
	lead      []word
	rare      []word // of title, three that say most
	events    []event
	mentions  []*mention
}

// An event is what is compared of one.
type event struct {
	Type, Mode string
	Background bool
}

// A report is a Report in its pile.
type report struct {
	*Report
	nth   int    // in the order of the pile
	story uint64 // the beginning of the id of the first of its story
	day   int    // of publication; the year may be borrowed
	known bool   // whether there is a day
	dated bool   // whether the year is the report's own, or that of a report on the same ground
	named []word // the names of its lead
	items []*item
	tally tally
}

// A word is one that reports have in common, by its hash; its weight says how much that
// tells.
type word struct{ id, weight int32 }

// A reader finds what there is to know of one report.
type reader struct {
	doc       *assay.Doc // in the view of its text
	spots     []*spot
	sentences [][]word
	*Report
}

// Read says what is to be known of a report: seen is doc in the view of its text, and voices
// what [origin.Hear] says of it.
func Read(seen *assay.Doc, voices *origin.Report) *Report {
	r := &reader{doc: seen, Report: &Report{Report: voices, publisher: seen.Publisher, appeared: Appeared(seen)}}
	r.readPlaces()
	r.readWords()
	for i := range seen.Events {
		e := &seen.Events[i]
		r.events = append(r.events, event{e.Type, e.Mode, e.Background})
	}
	r.readMentions()
	return r.Report
}

// EventsOf returns the event of each figure of the report that is in one.
func (r *Report) EventsOf() map[int]int {
	of := map[int]int{}
	for _, m := range r.mentions {
		if m.figure != nil && m.event >= 0 {
			of[m.fig] = m.event
		}
	}
	return of
}

// Items returns how many items r has in an archive.
func (r *Report) Items() int { return len(r.mentions) }

// FigureOf returns the figure that an item is; -1 if it is an event without figures.
func (r *Report) FigureOf(item int) int {
	if r.mentions[item].figure == nil {
		return -1
	}
	return r.mentions[item].fig
}

// Open reports whether nobody knows the year in which a report appeared, but for others.
func (r *Report) Open() bool {
	return r.appeared.Year == 0 && r.appeared.Month != 0 && r.appeared.Day != 0
}

// ReadAll is [Read] of docs, each once.
func ReadAll(docs []*assay.Doc) (list []*Report) {
	seen := map[assay.ReportID]bool{}
	for _, doc := range docs {
		if doc != nil && doc.Report != nil && !seen[doc.ID] {
			seen[doc.ID] = true
			d, _ := view.Doc(doc)
			list = append(list, Read(d, origin.Hear(doc, d)))
		}
	}
	return list
}

// A pile is the reports that are put together.
type pile struct {
	reports []*report
	items   []*item
}

// newPile lays out reports, which come in any order, for comparison.
func newPile(list []*Report, stories []assay.Story) *pile {
	return layOut(list, stories, Settings(list, stories))
}

// layOut is newPile where it is known when the reports appeared.
func layOut(list []*Report, stories []assay.Story, settings map[assay.ReportID]Setting) *pile {
	p := &pile{}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(x, y *Report) int { return bytes.Compare(x.ID[:], y.ID[:]) })
	list = slices.CompactFunc(list, func(x, y *Report) bool { return x.ID == y.ID })
	slices.SortStableFunc(list, func(x, y *Report) int {
		a, b := settings[x.ID], settings[y.ID]
		if a.Known != b.Known {
			return -cmp.Compare(count(a.Known), count(b.Known))
		}
		return a.Day.Compare(b.Day)
	})
	story := map[assay.ReportID]uint64{}
	place := map[assay.ReportID]int{}
	for k, r := range list {
		place[r.ID] = k
	}
	for _, st := range stories {
		least := len(list)
		for _, id := range st.Reports {
			if k, ok := place[id]; ok {
				least = min(least, k)
			}
		}
		for _, id := range st.Reports {
			if least < len(list) {
				story[id] = binary.BigEndian.Uint64(list[least].ID[:])
			}
		}
	}
	for i, one := range list {
		r := &report{Report: one, nth: i, named: names(one.lead), story: binary.BigEndian.Uint64(one.ID[:])}
		if st, ok := story[one.ID]; ok {
			r.story = st
		}
		s := settings[one.ID]
		r.day, r.known, r.dated = dayNumber(s.Day), s.Known, s.Dated
		p.reports = append(p.reports, r)
		for _, m := range one.mentions {
			it := &item{mention: m, rep: r, id: len(p.items)}
			it.days, it.dated = r.daysOf(m)
			r.items, p.items = append(r.items, it), append(p.items, it)
		}
		r.tally = newTally(r.items)
	}
	p.copied(list, stories)
	return p
}

// copied marks the figures that stand in passages that one report took over from another.
func (p *pile) copied(list []*Report, stories []assay.Story) {
	if len(stories) == 0 {
		return
	}
	heard := make([]*origin.Report, len(list))
	for i, r := range list {
		heard[i] = r.Report
	}
	from := origin.Copies(heard, stories)
	if len(from) == 0 {
		return
	}
	at := map[origin.Figure]*item{}
	for _, it := range p.items {
		if it.figure != nil {
			at[origin.Figure{Report: it.rep.ID, Index: it.fig}] = it
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
		of[r.ID] = r
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

// readMentions lists the figures and the events without figures of r.
func (r *reader) readMentions() {
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
		r.mentions = append(r.mentions, newMention(r, i, e))
	}
	for e := range r.doc.Events {
		if ev := &r.doc.Events[e]; len(ev.Figures) == 0 && ev.Span.Check(r.doc.Text) == nil {
			r.mentions = append(r.mentions, newMention(r, -1, e))
		}
	}
	slices.SortStableFunc(r.mentions, byPlace)
	nth := map[assay.Action]int{}
	most := map[assay.Action]float64{}
	for _, it := range r.mentions {
		if it.figure == nil {
			continue
		}
		it.nth = nth[it.action]
		nth[it.action]++
		most[it.action] = max(most[it.action], it.lo)
	}
	for i, it := range r.mentions {
		it.at, it.largest = i, it.figure != nil && it.known && it.lo == most[it.action]
	}
	r.readTolls()
}

// readTolls counts the totals and those told apart of each action, and finds who did it.
func (r *reader) readTolls() {
	type kind struct {
		action assay.Action
		unit   string
	}
	type toll struct {
		kind
		lo, hi float64
	}
	seen, tolls, ones := map[toll]bool{}, map[kind]int{}, map[kind]int{}
	beside := map[int][]int{}        // of each sentence, its mentions
	behind := map[assay.Span]int32{} // of each trigger, where the last of its numbers stands
	for i, it := range r.mentions {
		beside[it.sentence] = append(beside[it.sentence], i)
		if it.figure == nil || !it.known {
			continue
		}
		k := kind{it.action, it.figure.Unit}
		if t := (toll{k, it.lo, it.hi}); it.total() && !it.vague() && !seen[t] {
			seen[t] = true
			tolls[k]++
		}
		if it.single && !it.retold {
			ones[k]++
		}
		behind[it.trigger] = max(behind[it.trigger], it.span.Start)
	}
	for _, it := range r.mentions {
		if it.figure != nil {
			k := kind{it.action, it.figure.Unit}
			it.tolls, it.ones = tolls[k], ones[k]
			if it.former && it.known {
				if it.instead = r.instead(it, beside[it.sentence]); it.instead >= 0 {
					r.mentions[it.instead].was = it.at
				}
			}
			it.agent = it.single && it.trigger.Len() > 0 && it.span.End <= it.trigger.Start && behind[it.trigger] >= it.trigger.End
		}
	}
}

func (r *reader) readPlaces() {
	for i := range r.doc.Places {
		pl := &r.doc.Places[i]
		r.spots = append(r.spots, newSpot(place{pl.Gazetteer, pl.Within, pl.Country, pl.Lat, pl.Lon, pl.Precision}, placeWords(r.doc, pl.Span), quote(r.doc, pl.Span)))
	}
	r.ground = groundOf(r.doc)
}

func newSpot(pl place, words []string, called string) *spot {
	s := &spot{place: pl, words: words, called: called}
	if pl.Gazetteer != "" && pl.Within == "" {
		if s.entry, s.found = gazetteer.ByID(pl.Gazetteer); pl.Precision > assay.Admin1 {
			if up, ok := s.entry.Admin1(); ok {
				s.province = up.ID()
			}
		}
	}
	return s
}

// spotsOf returns the places that refs lead to.
func (r *reader) spotsOf(refs []assay.Ref[assay.Place]) (list []*spot) {
	for _, ref := range refs {
		if k, ok := ref.Index(); ok && k < len(r.spots) {
			list = append(list, r.spots[k])
		}
	}
	return list
}

// readWords reads the words of title, lead and sentences.
func (r *reader) readWords() {
	r.title = wordsOf(r.doc.Title)
	left := 2
	for i := range r.doc.Regions {
		reg := &r.doc.Regions[i]
		if left > 0 && (reg.Kind == assay.Headline || reg.Kind == assay.Body) && reg.Span.Check(r.doc.Text) == nil {
			text := reg.Span.In(r.doc.Text)
			words := wordsOf(clip(text, 600))
			if reg.Kind == assay.Headline && len(r.title) == 0 {
				r.title = words
			}
			r.lead = union(r.lead, words)
			left--
		}
	}
	r.rare = rarest(r.title)
	r.sentences = make([][]word, len(r.doc.Sentences))
}

// rarest returns the three words of a title that say most.
func rarest(title []word) []word {
	list := slices.Clone(title)
	slices.SortStableFunc(list, func(a, b word) int { return cmp.Compare(b.weight, a.weight) })
	return slices.Clip(list[:min(3, len(list))])
}

// wordsAt returns the words of a sentence.
func (r *reader) wordsAt(sentence int) []word {
	if sentence < 0 || sentence >= len(r.sentences) {
		return nil
	}
	if r.sentences[sentence] == nil {
		r.sentences[sentence] = wordsOf(quote(r.doc, r.doc.Sentences[sentence]))
	}
	return r.sentences[sentence]
}

// wordsAround returns the names of a sentence, the one before and the one behind.
func (r *reader) wordsAround(sentence int) []word {
	if sentence < 0 {
		return nil
	}
	return union(union(names(r.wordsAt(sentence)), names(r.wordsAt(sentence-1))), names(r.wordsAt(sentence+1)))
}

// wordsOf returns the words of s, each once, in the order of their hashes.
func wordsOf(s string) (list []word) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
		if len(w) < 3 {
			continue
		}
		list = append(list, hashed(en.Singular(w)))
	}
	slices.SortFunc(list, func(a, b word) int { return cmp.Compare(a.id, b.id) })
	return slices.Compact(list)
}

func hashed(w string) word {
	h := fnv.New32a()
	h.Write([]byte(w))
	return word{int32(h.Sum32()), usual(w)}
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

// ordinaryWords are those words, each once, in order.
var ordinaryWords = sync.OnceValue(func() (list []word) {
	for w := range ordinary() {
		list = append(list, hashed(w))
	}
	slices.SortFunc(list, byHash)
	return slices.Compact(list)
})

// byHash orders words.
func byHash(a, b word) int {
	return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.weight, b.weight))
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

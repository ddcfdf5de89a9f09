// Package mask says what of a report may be shown on a screen: the only door
// between what is known and what people look at.
//
// Public is who holds or held an office, leads or speaks for an organisation,
// bears an official title, or signs the report ([assay.Actor].Public says how a
// person is introduced). Everybody else appears by the role: "[a nurse]" stands
// where the text names her, and "a nurse" is the source of what she said. It is
// decided within a report and its story, from what the ledger keeps, so that a
// reading and a ledger decide alike: who is introduced as public in one report
// of a story is so in all, a private person of one is masked in all; in doubt a
// name is masked.
//
// In come a [assay.Doc] and the [Person]s of the other reports of its story; a
// [Mask] gives words for screens. The text itself never changes, and every
// stretch keeps its place in it. The path of a report is its user's own and
// stands as it was given; so do the words of a ruling.
package mask

import (
	"slices"
	"sort"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/view"
)

// Version is raised whenever something may be masked otherwise, so that what was
// laid out with an older mask is laid out anew.
const Version = 2

// A Mask shows one report.
type Mask struct {
	doc    *assay.Doc
	names  bool
	cast   *cast
	hidden []hidden // in text order, none overlapping another
	kept   map[string]bool
	covers []covered
	// load gives the doc where it was not looked at yet; see [Of].
	load func() *assay.Doc
}

// Of makes the mask of a report of which its persons are known, as [Persons] gives them,
// for words that stand in no one place of its text: [Mask.Scrub], [Mask.Origin]. Its doc is
// loaded only if such words may be a private person's.
func Of(own, others []Person, load func() *assay.Doc) *Mask {
	m := &Mask{cast: newCast(own, others)}
	if m.cast.private {
		m.load = load
	}
	return m
}

// Plain reports whether m masks nothing.
func (m *Mask) Plain() bool { return (m.cast == nil || !m.cast.private) && len(m.covers) == 0 }

// A hidden is a stretch of the text that names a private person, and what
// stands there instead.
type hidden struct {
	span  assay.Span
	words string
}

// New makes the mask of doc. Others are the persons of the other reports of its
// story; with names, nothing is masked.
func New(doc *assay.Doc, others []Person, names bool) *Mask {
	m := &Mask{doc: doc, names: names}
	if names {
		return m
	}
	m.cast = newCast(Persons(doc), others)
	if m.cast.private {
		m.look()
	}
	return m
}

// look finds the private names of the text.
func (m *Mask) look() {
	if doc := m.doc; doc != nil {
		// A name is looked for as it is read: "Oye-\nlaran" is one, too.
		seen, v := view.Doc(doc)
		f := &finder{cast: m.cast, doc: seen, mentions: m.cast.mentions(seen), keep: keptSpans(seen)}
		m.hidden, m.kept = f.find(seen.Text)
		for i := range m.hidden {
			m.hidden[i].span = v.Back(m.hidden[i].span)
		}
	}
}

// All makes the masks of a run: of each report with the persons of the reports
// that share a story with it.
func All(docs []*assay.Doc, stories []assay.Story, names bool) map[assay.ReportID]*Mask {
	masks := make(map[assay.ReportID]*Mask, len(docs))
	if names {
		for _, doc := range docs {
			masks[doc.ID] = New(doc, nil, true)
		}
		return masks
	}
	persons := make(map[assay.ReportID][]Person, len(docs))
	for _, doc := range docs {
		persons[doc.ID] = Persons(doc)
	}
	others := map[assay.ReportID][]Person{}
	for _, st := range stories {
		var all []Person
		for _, id := range st.Reports {
			all = append(all, persons[id]...)
		}
		all = Others(nil, all)
		for _, id := range st.Reports {
			others[id] = Others(persons[id], all)
		}
	}
	for _, doc := range docs {
		masks[doc.ID] = New(doc, others[doc.ID], false)
	}
	return masks
}

// Words returns the characters of sp, a role in the place of each private name
// that sp overlaps. It returns "" for a span that does not fit the text.
func (m *Mask) Words(sp assay.Span) string {
	if sp.Check(m.doc.Text) != nil {
		return ""
	}
	return m.part(sp, true)
}

// Part is like Words for a stretch that is shown in pieces, one after another: a
// role stands in the piece in which the name begins, and only there.
func (m *Mask) Part(sp assay.Span) string {
	if sp.Check(m.doc.Text) != nil {
		return ""
	}
	return m.part(sp, false)
}

func (m *Mask) part(sp assay.Span, whole bool) string {
	k := m.first(sp)
	if k == len(m.hidden) || m.hidden[k].span.Start >= sp.End {
		return sp.In(m.doc.Text)
	}
	var b strings.Builder
	at := sp.Start
	for ; k < len(m.hidden) && m.hidden[k].span.Start < sp.End; k++ {
		h := m.hidden[k]
		if h.span.Start > at {
			b.WriteString(m.doc.Text[at:h.span.Start])
		}
		if whole || h.span.Start >= sp.Start {
			b.WriteString(h.words)
		}
		at = h.span.End
	}
	if at < sp.End {
		b.WriteString(m.doc.Text[at:sp.End])
	}
	return b.String()
}

// first returns the index of the first hidden stretch that ends behind the start
// of sp.
func (m *Mask) first(sp assay.Span) int {
	return sort.Search(len(m.hidden), func(k int) bool { return m.hidden[k].span.End > sp.Start })
}

// Hides reports whether sp overlaps a private name.
func (m *Mask) Hides(sp assay.Span) bool {
	k := m.first(sp)
	return k < len(m.hidden) && m.hidden[k].span.Start < sp.End
}

// Widen returns sp with the whole of each private name that it overlaps.
func (m *Mask) Widen(sp assay.Span) assay.Span {
	for k := m.first(sp); k < len(m.hidden) && m.hidden[k].span.Start < sp.End; k++ {
		sp.Start = min(sp.Start, m.hidden[k].span.Start)
		sp.End = max(sp.End, m.hidden[k].span.End)
	}
	return sp
}

// Hidden returns how many stretches of the text are masked.
func (m *Mask) Hidden() int { return len(m.hidden) }

// Scrub masks words that stand in no one place of the text: a title from the
// metadata, the name of an origin.
func (m *Mask) Scrub(s string) string { return m.cover(m.scrub(s)) }

func (m *Mask) scrub(s string) string {
	if m.cast == nil || !m.cast.private || s == "" {
		return s
	}
	f := &finder{cast: m.cast, kept: m.kept}
	list, _ := f.find(s)
	if len(list) == 0 {
		return s
	}
	if m.load != nil { // words that the text uses for something else are none
		m.doc, m.load = m.load(), nil
		m.look()
		return m.scrub(s)
	}
	return (&Mask{doc: &assay.Doc{Report: &assay.Report{Text: s}}, hidden: list}).part(assay.Span{End: int32(len(s))}, true)
}

// Private reports whether a is a person who is shown by the role, whatever is
// known of the name.
func (m *Mask) Private(a *assay.Actor) bool {
	if a.Class != assay.Person || a.Public {
		return false
	}
	p := m.person(a.Name)
	return p == nil || !p.Public
}

func (m *Mask) person(name string) *person {
	if m.cast == nil || name == "" {
		return nil
	}
	return m.cast.byName[fold(name)]
}

// Actor returns what an actor may be called; "" where nothing names it.
func (m *Mask) Actor(a *assay.Actor) string {
	if p := m.person(a.Name); p != nil && !p.Public {
		return m.cover(p.label)
	}
	return m.Scrub(a.Name)
}

// Role returns the role of an actor, private names masked; "" where none is
// known.
func (m *Mask) Role(a *assay.Actor) string { return m.Scrub(a.Role) }

// Called returns the words that stand for a person without a name: "a smuggler";
// "" where no role is known.
func (m *Mask) Called(a *assay.Actor) string {
	if a.Role == "" {
		return ""
	}
	return m.Scrub(shortRole(a.Role))
}

// Source returns what a source may be called: its full name, a private person's
// role, or the words that stand for it where it has no name.
func (m *Mask) Source(src *assay.Source) string {
	a := src.Actor.In(m.doc.Actors)
	name := src.Name
	if name == "" && a != nil {
		name = a.Name
	}
	if p := m.person(name); p != nil && !p.Public {
		return m.cover(p.label)
	}
	if name == "" {
		return strings.Join(strings.Fields(m.Words(src.Span)), " ")
	}
	return m.Scrub(name)
}

// Masks reports whether a source is named and shown by the role.
func (m *Mask) Masks(src *assay.Source) bool {
	a := src.Actor.In(m.doc.Actors)
	name := src.Name
	if name == "" && a != nil {
		name = a.Name
	}
	p := m.person(name)
	return p != nil && !p.Public
}

// Origin returns what the origin of an entry of an estimate may be called. The
// entry is one of this report.
func (m *Mask) Origin(en *assay.Entry) string {
	if p := m.person(en.Origin); p != nil && !p.Public {
		return m.cover(p.label)
	}
	return m.Scrub(en.Origin)
}

// With returns what may be called who gives the number of an entry together with its
// origin; "" if nobody does.
func (m *Mask) With(en *assay.Entry) string {
	return m.Origin(&assay.Entry{Origin: en.With})
}

// Title returns the title that the metadata give.
func (m *Mask) Title() string { return m.Scrub(m.doc.Title) }

// Together masks words that belong to several reports, such as the question of
// an estimate: it masks what any of them masks.
func Together(masks []*Mask, s string) string {
	for i, m := range masks {
		if !m.Plain() && !slices.Contains(masks[:i], m) {
			s = m.Scrub(s)
		}
	}
	return s
}

// Counted returns who or what an estimate counts: unit where it is several of whom a
// private person's name or role would have to stand ("the Kovar family").
func Counted(masks []*Mask, est *assay.Estimate, unit string) string {
	who := est.Question.Counted
	shown := Together(masks, who)
	if high, ok := est.High.Number(); ok && high == 1 || shown == who {
		return shown
	}
	return unit
}

// Sentence returns the question of an estimate as a sentence.
func Sentence(masks []*Mask, est *assay.Estimate, unit string) string {
	words := est.Sentence
	if who := en.WithoutOther(est.Question.Counted); who != "" && Together(masks, who) != who {
		words = strings.Replace(words, who, Counted(masks, est, unit), 1)
	}
	return Together(masks, words)
}

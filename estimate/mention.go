package estimate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/occurrence"
	"assay/origin"
)

// A reading is one figure of one report, with all that questions ask of it and its report
// alone says.
type reading struct {
	event    int // index of the event that it belongs to in the Doc's Events; -1
	fig      int // index in the Doc's Figures
	figure   figure
	quantity assay.Quantity // in the view of the text
	claimed  bool           // it is somebody's claim
	ruled    bool           // a person said whose it is
	counted  string         // the words
	heads    []string       // what is counted: "fighter", "member"
	places   []*spot
	weak     bool       // the places are inherited
	window   bool       // what is counted is what fell into the days: "since May"
	whole    int        // index in the Doc's Figures of the number of which it is a part; -1
	share    bool       // a part of a number with the same action
	single   bool       // one person or thing, told apart from others
	extra    bool       // "90 more": on top of another number
	step     bool       // "18 more", by which another number of its report has grown
	former   bool       // "up from 57": no longer said
	retold   bool       // in a headline, a caption or a repeated passage
	status   string     // "denied", "declined", "planned", "hypothetical"; "" if it supports
	sentence int        // in which it stands; -1
	sure     bool       // of its action
	did      bool       // those counted did it to others
	aside    bool       // it is told of as background
	own      bool       // its sentence tells of one's own hand: "before killing himself"
	span     assay.Span // in the true text
	text     string     // its words
}

// A figure is what estimates look at of one.
type figure struct {
	Action                 assay.Action
	Unit, Per, Total, Kind string
	Begin, End             time.Time
}

// A spot is a place of a figure.
type spot struct {
	Gazetteer, Name, words string
	Precision              assay.Precision
}

// A mention is a reading in its pile, with all that origins ask of it.
type mention struct {
	*reading
	q       *assay.Quantity
	report  assay.ReportID
	rep     int        // index of the report, in the order of stories
	story   int        // index of the story
	date    assay.Date // of publication
	set     occurrence.Setting
	storyID string
	copyOf  int           // the mention that this one copies; -1
	voice   *origin.Voice // of the original, where it is copied
	also    *origin.Voice // who says it together with voice; nil if nobody
	made    bool          // its number is not its own, but what figures of its report add up to
	parts   []assay.Ref[assay.Figure]
	less    bool           // the first of parts, less the others
	circle  assay.ReportID // of outlets that cite one another: the report that is cited
}

// evidence returns the words of the true text on which m rests.
func (m *mention) evidence() assay.Evidence {
	return assay.Evidence{Report: m.report, Span: m.span, Text: m.text}
}

// sound reports whether a figure has a quantity that stands in doc's text.
func sound(doc *assay.Doc, fig *assay.Figure) bool {
	sp := fig.Quantity.Span
	return !sp.IsZero() && sp.Check(doc.Text) == nil
}

// mentions lists the figures of reports that can answer a question, stories
// first, the fullest report of each first, each in text order.
func mentions(reports []*Report, stories []assay.Story, sets map[assay.ReportID]occurrence.Setting, p *origin.Pile) []mention {
	byID, n := make(map[assay.ReportID]*Report, len(reports)), 0
	for _, r := range reports {
		byID[r.ID] = r
		n += len(r.readings)
	}
	out := make([]mention, 0, n)
	rep := 0
	add := func(r *Report, story int, id string) {
		delete(byID, r.ID)
		for i := range r.readings {
			m := &r.readings[i]
			out = append(out, mention{reading: m, q: &m.quantity, report: r.ID, rep: rep, story: story, date: r.day, set: sets[r.ID], storyID: id, copyOf: -1})
		}
		rep++
	}
	for k, st := range stories {
		for _, id := range st.Reports {
			if r := byID[id]; r != nil {
				add(r, k, st.ID)
			}
		}
	}
	// A report that no story holds is one of its own.
	alone := len(stories)
	for _, r := range reports {
		if byID[r.ID] == r {
			add(r, alone, assay.StoryID(r.ID))
			alone++
		}
	}
	at := make(map[origin.Figure]int, len(out))
	for i := range out {
		at[out[i].source()] = i
	}
	for i := range out {
		m := &out[i]
		m.voice, m.also = p.Of(m.source()), p.Also(m.source())
		if to, ok := p.Circle(m.source()); ok {
			m.circle = to.Report
		}
		if k, ok := at[p.Copied(m.source())]; ok && k != i {
			m.copyOf = k
		}
	}
	return out
}

// heardOf returns what package origin knows of reports.
func heardOf(reports []*Report) []*origin.Report {
	list := make([]*origin.Report, len(reports))
	for i, r := range reports {
		list[i] = r.Report.Report
	}
	return list
}

// source returns the figure that m is.
func (m *mention) source() origin.Figure { return origin.Figure{Report: m.report, Index: m.fig} }

// steps marks the numbers that come on top of another of their own report:
// "divers found 18 more bodies, bringing the number of dead to 58".
func steps(all []reading) {
	has := map[total]bool{}
	for pass := range 2 {
		for i := range all {
			m := &all[i]
			switch key := totalOf(m); {
			case pass == 0 && !m.extra && !m.retold:
				has[key] = true
			case pass == 1:
				m.step = m.extra && has[key]
			}
		}
	}
}

// A total is what a report may count: the dead, the houses destroyed.
type total struct {
	action assay.Action
	unit   string
}

func totalOf(m *reading) total { return total{m.figure.Action, m.figure.Unit} }

// A telling is a report in the view of its text, with what is asked of it for each of its
// figures and would else be looked for in all of it again and again.
type telling struct {
	*assay.Doc
	heads [][]assay.Span // where the words of each headline stand, there and in the body
	moved map[int]string // why figures that count who moved support nothing
	aside map[int]bool   // figures of events in the background
}

func newTelling(doc *assay.Doc) *telling {
	t := &telling{doc, headlines(doc), unmoved(doc), map[int]bool{}}
	for k := range doc.Events {
		for _, ref := range doc.Events[k].Figures {
			if i, ok := ref.Index(); ok && doc.Events[k].Background {
				t.aside[i] = true
			}
		}
	}
	return t
}

// reading returns what is to be known of figure i.
func (t *telling) reading(i int) reading {
	doc := t.Doc
	fig := &doc.Figures[i]
	q := &fig.Quantity
	m := reading{fig: i, claimed: !fig.Claim.IsZero(), ruled: doc.SourceRuled(fig), figure: figure{fig.Action, fig.Unit, fig.Per, fig.Total, fig.Kind, fig.Begin, fig.End},
		quantity: assay.Quantity{Span: q.Span, Bound: q.Bound, Low: q.Low, Best: q.Best, High: q.High, Singular: q.Singular}}
	m.counted = countedWords(doc, fig, q)
	m.heads = occurrence.Heads(m.counted)
	if len(m.heads) == 0 && fig.Verb == en.Toll {
		m.heads = []string{en.People}
	}
	for _, ref := range fig.Places {
		if k, ok := ref.Index(); ok && k < len(doc.Places) {
			pl := &doc.Places[k]
			m.places = append(m.places, &spot{pl.Gazetteer, pl.Name, quoteOf(doc, pl.Span), pl.Precision})
		}
	}
	m.weak = fig.Inherited&assay.Places != 0
	m.window = isWindow(doc, fig)
	if k := doc.RegionAt(q.Span.Start); k >= 0 {
		switch doc.Regions[k].Kind {
		case assay.Headline, assay.Caption, assay.Repeat:
			m.retold = true
		}
	}
	m.retold = m.retold || inHeadline(t.heads, q.Span)
	m.single = q.Singular || q.Bound == assay.Exact && fig.Unit == "person" && q.Best == assay.Known(1)
	m.extra = fig.Total == fresh || onTop.MatchString(clip(doc.Text[q.Span.End:], 24))
	m.whole = wholeOf(doc, fig)
	m.share = m.whole >= 0 && doc.Figures[m.whole].Action == fig.Action
	m.former = en.GivenUp(doc.Text[:q.Span.Start])
	m.status = t.status(i)
	m.sentence = doc.SentenceAt(q.Span.Start)
	m.sure, m.did, m.aside = fig.Chances.Action > 0.8, fig.Role == "did", t.aside[i]
	if harmful(fig.Action) && m.sentence >= 0 {
		m.own = slices.ContainsFunc(wordsOf(sentenceAround(doc, q.Span.Start)), func(w string) bool { return en.OwnHand()[w] })
	}
	return m
}

// headlines returns where the words of each headline stand, which stands again in the body:
// pages have it above the text and in its first line.
func headlines(doc *assay.Doc) (all [][]assay.Span) {
	for _, r := range doc.Regions {
		if r.Kind != assay.Headline || r.Span.Check(doc.Text) != nil {
			continue
		}
		head := r.Span.In(doc.Text)
		if !strings.Contains(head, " ") {
			continue
		}
		var list []assay.Span
		for at := 0; ; {
			i := strings.Index(doc.Text[at:], head)
			if i < 0 {
				break
			}
			list = append(list, assay.Span{Start: int32(at + i), End: int32(at + i + len(head))})
			at += i + len(head)
		}
		all = append(all, list)
	}
	return all
}

// inHeadline reports whether the words at sp are those of a headline.
func inHeadline(heads [][]assay.Span, sp assay.Span) bool {
	return slices.ContainsFunc(heads, func(list []assay.Span) bool {
		k, _ := slices.BinarySearchFunc(list, sp.Start+1, func(h assay.Span, at int32) int { return cmp.Compare(h.Start, at) })
		return k > 0 && sp.End <= list[k-1].End
	})
}

// afterNumber matches a head that follows its number at once: whoever was taken
// for what is counted, "found no sign of the 80 dead" counts the dead.
var afterNumber = regexp.MustCompile(`^ (?:dead|people|deaths|bodies|victims|residents|civilians|families|households)\b`)

// countedWords returns the words for what a figure counts.
func countedWords(doc *assay.Doc, fig *assay.Figure, q *assay.Quantity) string {
	if w := afterNumber.FindString(clip(doc.Text[q.Span.End:], 16)); w != "" && fig.Counted.Start < q.Span.Start {
		return w[1:]
	}
	if fig.Counted.Len() <= 0 || fig.Counted.Check(doc.Text) != nil {
		return ""
	}
	return strings.Join(strings.Fields(fig.Counted.In(doc.Text)), " ")
}

// fresh is the total of a number that comes on top of another.
const fresh = "new"

// onTop matches what follows a number that comes on top of another: "18 more bodies".
var onTop = regexp.MustCompile(`^(?: [a-z]+)? (?:more|additional|further)\b`)

// wholeOf returns the figure of which fig counts a part, as an index, or -1. What has
// the very number of its whole, or is more, says the same again; none of the dead is
// injured.
func wholeOf(doc *assay.Doc, fig *assay.Figure) int {
	whole := fig.Of.In(doc.Figures)
	if whole == nil || whole == fig || whole.Unit != fig.Unit || !sound(doc, whole) || whole.Action == "killed" && fig.Action != "killed" {
		return -1
	}
	part, _, ok := occurrence.Points(&fig.Quantity)
	lo, hi, okWhole := occurrence.Points(&whole.Quantity)
	if !ok || !okWhole || part > hi && whole.Quantity.Bound != assay.AtLeast || part == lo && sameNumbers(&fig.Quantity, &whole.Quantity) {
		return -1
	}
	k, _ := fig.Of.Index()
	return k
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

// sentenceAround returns the sentence that covers the byte at off.
func sentenceAround(doc *assay.Doc, off int32) string {
	if i := doc.SentenceAt(off); i >= 0 && doc.Sentences[i].Check(doc.Text) == nil {
		return doc.Sentences[i].In(doc.Text)
	}
	// No sentences were read: 200 bytes around will do.
	lo, hi := max(0, int(off)-200), min(len(doc.Text), int(off)+200)
	if i := strings.LastIndex(doc.Text[lo:off], ". "); i >= 0 {
		lo += i + 2
	}
	if i := strings.Index(doc.Text[off:hi], ". "); i >= 0 {
		hi = int(off) + i
	}
	return strings.ToValidUTF8(doc.Text[lo:hi], "")
}

func sameNumbers(p, q *assay.Quantity) bool {
	return p.Low == q.Low && p.Best == q.Best && p.High == q.High
}

// anybody reports whether heads do not say who is counted.
func anybody(heads []string) bool {
	return !slices.ContainsFunc(heads, func(h string) bool { return !english.Anybody[h] })
}

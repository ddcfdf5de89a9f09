package estimate

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/occurrence"
	"assay/origin"
)

// A mention is one figure of one report, with all that questions and origins
// ask of it.
type mention struct {
	doc    *assay.Doc
	rep    int // index of the report, in the order of stories
	fig    int // index in doc.Figures
	story  int // index of the story
	figure *assay.Figure
	q      *assay.Quantity
	date   assay.Date // of publication
	set    occurrence.Setting

	storyID string
	counted string   // the words
	heads   []string // what is counted: "fighter", "member"
	places  []*assay.Place
	weak    bool   // the places are inherited
	window  bool   // what is counted is what fell into the days: "since May"
	whole   int    // index in doc.Figures of the number of which it is a part; -1
	share   bool   // a part of a number with the same action
	single  bool   // one person or thing, told apart from others
	extra   bool   // "90 more": on top of another number
	step    bool   // "18 more", by which another number of its report has grown
	former  bool   // "up from 57": no longer said
	retold  bool   // in a headline, a caption or a repeated passage
	status  string // "denied", "declined", "planned", "hypothetical"; "" if it supports
	copyOf  int    // the mention that this one copies; -1

	evidence assay.Evidence // in the true text; doc is in the view of it
	voice    *origin.Voice  // of the original, where it is copied
	also     *origin.Voice  // who says it together with voice; nil if nobody
	circle   assay.ReportID // of outlets that cite one another: the report that is cited
}

// sound reports whether a figure has a quantity that stands in doc's text.
func sound(doc *assay.Doc, fig *assay.Figure) bool {
	sp := fig.Quantity.Span
	return !sp.IsZero() && sp.Check(doc.Text) == nil
}

// mentions lists the figures of docs that can answer a question, stories
// first, the fullest report of each first, each in text order.
func mentions(docs []*assay.Doc, stories []assay.Story, opt origin.Options) []mention {
	docs, stories, looks := inView(docs, stories)
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	sets := occurrence.Settings(docs, stories)
	var out []mention
	rep := 0
	add := func(doc *assay.Doc, story int, id string) {
		delete(byID, doc.ID)
		for i := range doc.Figures {
			if sound(doc, &doc.Figures[i]) {
				m := newMention(doc, sets[doc.ID], rep, i, story)
				m.storyID = id
				out = append(out, m)
			}
		}
		rep++
	}
	for k, st := range stories {
		for _, id := range st.Reports {
			if doc := byID[id]; doc != nil {
				add(doc, k, st.ID)
			}
		}
	}
	// A report that no story holds is one of its own.
	alone := len(stories)
	for _, doc := range docs {
		if byID[doc.ID] == doc {
			add(doc, alone, assay.StoryID(doc.ID))
			alone++
		}
	}
	steps(out)
	p := origin.Find(docs, stories, opt)
	at := map[origin.Figure]int{}
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
		m.evidence = evidence(m, looks)
	}
	return out
}

// source returns the figure that m is.
func (m *mention) source() origin.Figure { return origin.Figure{Report: m.doc.ID, Index: m.fig} }

// steps marks the numbers that come on top of another of their own report:
// "divers found 18 more bodies, bringing the number of dead to 58".
func steps(all []mention) {
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
	rep    int
	action assay.Action
	unit   string
}

func totalOf(m *mention) total { return total{m.rep, m.figure.Action, m.figure.Unit} }

func newMention(doc *assay.Doc, set occurrence.Setting, rep, i, story int) mention {
	fig := &doc.Figures[i]
	m := mention{doc: doc, set: set, rep: rep, fig: i, story: story, figure: fig, q: &fig.Quantity, copyOf: -1}
	m.date = occurrence.Appeared(doc)
	m.counted = countedWords(doc, fig, m.q)
	m.heads = occurrence.Heads(m.counted)
	if len(m.heads) == 0 && fig.Verb == en.Toll {
		m.heads = []string{en.People}
	}
	for _, ref := range fig.Places {
		if k, ok := ref.Index(); ok && k < len(doc.Places) {
			m.places = append(m.places, &doc.Places[k])
		}
	}
	m.weak = fig.Inherited&assay.Places != 0
	m.window = isWindow(doc, fig)
	if k := doc.RegionAt(m.q.Span.Start); k >= 0 {
		switch doc.Regions[k].Kind {
		case assay.Headline, assay.Caption, assay.Repeat:
			m.retold = true
		}
	}
	m.retold = m.retold || inHeadline(doc, m.q.Span)
	m.single = m.q.Singular || m.q.Bound == assay.Exact && fig.Unit == "person" && m.q.Best == assay.Known(1)
	m.extra = fig.Total == "new" || onTop.MatchString(clip(doc.Text[m.q.Span.End:], 24))
	m.whole = wholeOf(doc, fig)
	m.share = m.whole >= 0 && doc.Figures[m.whole].Action == fig.Action
	m.former = formerly.MatchString(doc.Text[max(0, int(m.q.Span.Start)-60):m.q.Span.Start])
	m.status = status(&m)
	return m
}

// inHeadline reports whether the words at sp are those of the headline, which stands
// again in the body: pages have it above the text and in its first line.
func inHeadline(doc *assay.Doc, sp assay.Span) bool {
	for _, r := range doc.Regions {
		if r.Kind != assay.Headline || r.Span.Check(doc.Text) != nil {
			continue
		}
		head := r.Span.In(doc.Text)
		if !strings.Contains(head, " ") {
			continue
		}
		for at := 0; ; {
			i := strings.Index(doc.Text[at:], head)
			if i < 0 {
				break
			}
			if i += at; int(sp.Start) >= i && int(sp.End) <= i+len(head) {
				return true
			}
			at = i + len(head)
		}
	}
	return false
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

// formerly matches what stands before a number that was given up: "rose to 71,
// up from 57", "took back an earlier figure of 80".
var formerly = regexp.MustCompile(`(?i)\b(?:up|down|rose|risen|rises?|rising|raised|raising|jumped|climbed|increased?|revised|corrected|fell|fallen|dropped|lowered|cut)\b[^.;:()]*\bfrom (?:an? |the |its |his |her |their )?(?:(?:earlier|initial|previous|former) (?:\w+ (?:of )?)?)?$|` +
	`\b(?:earlier|initial|previous|former|original) (?:figure|toll|count|estimate|number|tally|assessment) of $`)

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

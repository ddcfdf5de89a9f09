package origin

import (
	"net/url"
	"strings"

	"assay"
	"assay/pack"
)

// A Report is what is to be known of one report to find, among others, who is behind each
// of its figures. It does not change with the pile.
type Report struct {
	ID              assay.ReportID
	publisher, host string
	stamp           string // the agency whose stamp it bears
	day             assay.Date
	voices          []Voice
	figures         []figure
	bodies          []string  // names of organisations from which acronyms are learnt
	acronyms        []speaker // those that stand in brackets behind the name of one
	speakers        []speaker
	quarrels        []string // what a ministry and its minister are called of whom one denies what the other says
}

// A figure is one of a report.
type figure struct {
	counted
	where
	vague           bool
	low, best, high assay.Amount
	span            assay.Span // in the report's text, whatever its readers saw; zero if it stands nowhere
	words           string
	behind          int // the voice for which most speaks
	beside          int // who says it together with that; -1 if nobody
}

// A speaker is a person who speaks for a body, or the acronym of one.
type speaker struct {
	key  string
	body Voice
}

// Hear says what is to be known of a report: seen is doc in the view of its text.
func Hear(doc, seen *assay.Doc) *Report {
	s := Look(seen)
	r := &Report{ID: doc.ID, publisher: seen.Publisher, stamp: stamp(seen), day: seen.Appeared.Date, voices: s.Voices, quarrels: s.quarrels()}
	if u, err := url.Parse(seen.URL); err == nil {
		r.host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	behind := s.behind()
	if body := releasedBy(seen); body != "" {
		r.voices[0] = bodyVoice(body)
	}
	for f, k := range behind {
		fig := &seen.Figures[f]
		one := figure{counted: countedAs(fig), where: whereOf(seen, fig), vague: fig.Quantity.Bound == assay.Vague, low: fig.Quantity.Low, best: fig.Quantity.Best, high: fig.Quantity.High, behind: k, beside: -1}
		if b := s.Beside[f]; k == s.Said[f] && b > 0 && b != k {
			one.beside = b
		}
		if q := fig.Quantity.Span; !q.IsZero() && q.Check(seen.Text) == nil {
			one.span, one.words = doc.Figures[f].Quantity.Span, q.In(seen.Text)
		}
		r.figures = append(r.figures, one)
	}
	for k := range seen.Actors {
		if a := &seen.Actors[k]; a.Class == assay.Organization && a.Name != "" {
			r.bodies = append(r.bodies, a.Name)
			for _, m := range a.Mentions {
				if short := bracketed(seen.Text, m.End); short != "" {
					if v := bodyVoice(a.Name); v.teaches() {
						r.acronyms = append(r.acronyms, speaker{short, v})
					}
				}
			}
		}
	}
	for k := range seen.Sources {
		src := &seen.Sources[k]
		if src.Class != assay.Person {
			continue
		}
		if key, v := personKey(src.Name), sourceVoice(seen, src); key != "" && v.teaches() {
			r.speakers = append(r.speakers, speaker{key, v})
		}
	}
	return r
}

// HearAll is [Hear] of docs that are in the view of their texts, each once.
func HearAll(docs []*assay.Doc) (list []*Report) {
	seen := map[assay.ReportID]bool{}
	for _, doc := range docs {
		if doc != nil && doc.Report != nil && !seen[doc.ID] {
			seen[doc.ID] = true
			list = append(list, Hear(doc, doc))
		}
	}
	return list
}

// Code writes or reads r, but for its id.
func (r *Report) Code(c *pack.Coder) {
	for _, s := range [...]*string{&r.publisher, &r.host, &r.stamp} {
		pack.Text(c, s)
	}
	c.Date(&r.day)
	pack.List(c, &r.voices, func(v *Voice) { v.code(c) })
	pack.List(c, &r.figures, func(f *figure) {
		pack.Text(c, &f.action)
		pack.Text(c, &f.unit)
		c.Yes(&f.one, &f.vague)
		f.where.code(c)
		c.Amount(&f.low)
		c.Amount(&f.best)
		c.Amount(&f.high)
		c.Span(&f.span)
		pack.Text(c, &f.words)
		pack.Integer(c, &f.behind)
		pack.Integer(c, &f.beside)
	})
	c.Texts(&r.bodies)
	for _, list := range [...]*[]speaker{&r.acronyms, &r.speakers} {
		pack.List(c, list, func(s *speaker) {
			pack.Text(c, &s.key)
			s.body.code(c)
		})
	}
	c.Texts(&r.quarrels)
}

func (w *where) code(c *pack.Coder) {
	c.Time(&w.begin)
	c.Time(&w.end)
	c.Texts(&w.countries)
	pack.List(c, &w.places, func(s *spot) {
		pack.Text(c, &s.gazetteer)
		pack.Text(c, &s.country)
		pack.Small(c, &s.precision)
		c.Float(&s.lat)
		c.Float(&s.lon)
	})
}

func (v *Voice) code(c *pack.Coder) {
	pack.Text(c, &v.Name)
	c.Yes(&v.Named, &v.Own, &v.person, &v.public, &v.office, &v.bare)
	pack.Text(c, &v.Party)
	c.Texts(&v.words)
}

// Sound reports whether r is what [Hear] makes: what it says of voices is there.
func (r *Report) Sound() bool {
	for i := range r.figures {
		if f := &r.figures[i]; f.behind < 0 || f.behind >= len(r.voices) || f.beside >= len(r.voices) {
			return false
		}
	}
	return true
}

// bracketed returns the acronym that stands in brackets behind a name, whatever its letters:
// "the United Nations Children's Fund (UNICEF)"; "" if there is none.
func bracketed(text string, at int32) string {
	rest, ok := strings.CutPrefix(text[at:], " (")
	short, _, closed := strings.Cut(rest, ")")
	if !ok || !closed {
		return ""
	}
	return initials(short)
}

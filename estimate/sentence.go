package estimate

import (
	"slices"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
	"assay/occurrence"
	"assay/place/gazetteer"
)

// All returns the occurrences of which docs tell, and [Estimates]. As of a day, both are
// as they stood then.
func All(docs []*assay.Doc, stories []assay.Story, opt Options) ([]assay.Occurrence, []assay.Estimate) {
	return Regrouped(docs, stories, opt, func([]assay.Occurrence) {})
}

// Regrouped is [All] where regroup may say otherwise which figures answer one question.
func Regrouped(docs []*assay.Doc, stories []assay.Story, opt Options, regroup func([]assay.Occurrence)) ([]assay.Occurrence, []assay.Estimate) {
	docs = opt.known(docs)
	occurrences := occurrence.Occurrences(docs, stories)
	regroup(occurrences)
	return occurrences, From(docs, stories, occurrences, opt)
}

// ask gives each estimate its question as a sentence. What the question itself does not
// say of place and days is that of its occurrence.
func ask(list []assay.Estimate, docs []*assay.Doc, occurrences []assay.Occurrence) {
	byID := make(map[assay.ReportID]*assay.Doc, len(docs))
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	about := make(map[string]*assay.Occurrence, len(occurrences))
	for i := range occurrences {
		about[occurrences[i].ID] = &occurrences[i]
	}
	doc := func(id assay.ReportID) *assay.Doc { return byID[id] }
	for i := range list {
		est := &list[i]
		q := est.Question
		what, place := "", placeName(est, doc)
		if occ := about[est.Event]; occ != nil {
			what = en.Occurrence(occ.Type, occ.Mode)
			if q.Begin.IsZero() && q.End.IsZero() {
				q.Begin, q.End = occ.Begin, occ.End
			}
			if place == "" {
				place = occurrence.PlaceName(occ, doc)
			}
		}
		counted, money := askedWords(&q), len(q.Unit) == 3 && strings.ToUpper(q.Unit) == q.Unit
		if money {
			counted = q.Unit
		}
		asked := en.HowMany(string(q.Action), counted, money)
		if one, words := ofOne(est, doc); one {
			if strings.HasSuffix(words, " "+counted) && len(strings.Fields(words)) <= mostWords && unicode.IsUpper([]rune(words)[0]) {
				counted = words // "Jan Kovar" for "Kovar"
			}
			asked = en.Whether(string(q.Action), counted)
		}
		est.Sentence = asked + en.Setting(what, q.Begin, q.End, place) + "?"
	}
}

// mostWords is how many words of what is counted a sentence repeats.
const mostWords = 8

// askedWords is who or what is counted, without what the action says already: "people
// killed" for "dead killed".
func askedWords(q *assay.Question) string {
	words := strings.Fields(q.Counted)
	if len(words) == 0 || len(words) > mostWords || en.OnlyPointing()[strings.ToLower(q.Counted)] || slices.ContainsFunc(words, func(w string) bool { return en.SaysAction(w) == string(q.Action) }) {
		return en.UnitPlural(q.Unit)
	}
	return strings.Join(words, " ")
}

// ofOne reports whether an estimate is of one person or thing that is told in the singular,
// and the words that tell of it.
func ofOne(est *assay.Estimate, doc func(assay.ReportID) *assay.Doc) (one bool, words string) {
	for k := range est.Series {
		if d := doc(est.Series[k].Evidence.Report); d != nil {
			if fig := est.Series[k].Figure.In(d.Figures); fig != nil {
				if fig.Quantity.Singular && fig.Quantity.Span.Check(d.Text) == nil {
					words = strings.Join(strings.Fields(fig.Quantity.Span.In(d.Text)), " ")
				}
				return fig.Quantity.Singular, words
			}
		}
	}
	return false, ""
}

// placeName is what the place of a question is called.
func placeName(est *assay.Estimate, doc func(assay.ReportID) *assay.Doc) string {
	id := est.Question.Place
	if !strings.Contains(id, ":") {
		return id
	}
	for k := range est.Series {
		d := doc(est.Series[k].Evidence.Report)
		if d == nil {
			continue
		}
		if fig := est.Series[k].Figure.In(d.Figures); fig != nil {
			for _, r := range fig.Places {
				if pl := r.In(d.Places); pl != nil && pl.Gazetteer == id && pl.Name != "" {
					return pl.Name
				}
			}
		}
	}
	e, _ := gazetteer.ByID(id)
	return e.Name
}

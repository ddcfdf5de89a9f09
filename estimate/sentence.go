package estimate

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
	"assay/occurrence"
	"assay/origin"
	"assay/place/gazetteer"
	"assay/view"
)

// All returns the occurrences of which docs tell, and [Estimates]. As of a day, both are
// as they stood then.
func All(docs []*assay.Doc, stories []assay.Story, opt Options) ([]assay.Occurrence, []assay.Estimate) {
	return Regrouped(docs, stories, opt, func([]assay.Occurrence) {})
}

// Regrouped is [All] where regroup may say otherwise which figures answer one question.
func Regrouped(docs []*assay.Doc, stories []assay.Story, opt Options, regroup func([]assay.Occurrence)) ([]assay.Occurrence, []assay.Estimate) {
	return Among(ReadAll(docs), stories, opt, regroup)
}

// Among is [Regrouped] for reports of which it is known what they tell.
func Among(reports []*Report, stories []assay.Story, opt Options, regroup func([]assay.Occurrence)) ([]assay.Occurrence, []assay.Estimate) {
	reports = opt.known(reports)
	occurrences := occurrence.Among(tellings(reports), stories)
	regroup(occurrences)
	return occurrences, from(reports, stories, occurrences, opt)
}

// ask gives each estimate, made of one of groups, its question as a sentence. What the
// question itself does not say of place and days is that of its occurrence.
func ask(list []assay.Estimate, all []mention, groups []figureGroup, occurrences []assay.Occurrence) {
	at := make(map[origin.Figure]int, len(all))
	for i := range all {
		at[all[i].source()] = i
	}
	// A place is called as the figures of the question call it, or of the occurrence.
	called := func(id string, members ...int) string {
		for _, i := range members {
			for _, pl := range all[i].places {
				if pl.Gazetteer == id && pl.Name != "" {
					return pl.Name
				}
			}
		}
		if !strings.Contains(id, ":") {
			return id
		}
		e, _ := gazetteer.ByID(id)
		return e.Name
	}
	figures := func(occ *assay.Occurrence) (members []int) {
		for _, t := range occ.Tellings {
			for _, ref := range t.Figures {
				fig, _ := ref.Index()
				if i, ok := at[origin.Figure{Report: t.Report, Index: fig}]; ok {
					members = append(members, i)
				}
			}
		}
		return members
	}
	about := make(map[string]*assay.Occurrence, len(occurrences))
	for i := range occurrences {
		about[occurrences[i].ID] = &occurrences[i]
	}
	for i := range list {
		est := &list[i]
		q := est.Question
		what, place := "", called(q.Place, groups[i].members...)
		if occ := about[est.Event]; occ != nil {
			what = en.Occurrence(occ.Type, occ.Mode)
			if q.Begin.IsZero() && q.End.IsZero() {
				q.Begin, q.End = occ.Begin, occ.End
			}
			if place == "" {
				place = called(occ.Place, figures(occ)...)
			}
		}
		counted, money := askedWords(&q), len(q.Unit) == 3 && strings.ToUpper(q.Unit) == q.Unit
		if money {
			counted = q.Unit
		}
		asked := en.HowMany(string(q.Action), counted, money)
		if one, words := ofOne(est, all, groups[i]); one {
			if strings.HasSuffix(words, " "+counted) && len(strings.Fields(words)) <= mostWords && unicode.IsUpper([]rune(words)[0]) {
				counted = words // "Jan Kovar" for "Kovar"
			}
			asked = en.Whether(string(q.Action), counted)
		}
		est.Sentence = asked + en.Setting(what, q.Begin, q.End, place) + "?"
	}
	tellApart(list, all, groups)
}

// tellApart lets no two questions of an event read the same. What is asked of a part says of
// how many; other questions say how the first of their reports counts, so that who reads
// them sees what is kept apart.
func tellApart(list []assay.Estimate, all []mention, groups []figureGroup) {
	type line struct{ event, sentence string }
	alike, ids := map[line][]int{}, map[string]int{}
	for i := range list {
		k := line{list[i].Event, list[i].Sentence}
		alike[k], ids[list[i].ID] = append(alike[k], i), i
	}
	for k, of := range alike {
		if len(of) < 2 {
			continue
		}
		words, twice := make([]string, len(of)), map[string]int{}
		for n, i := range of {
			words[n] = en.ToldAs(tells(all, groups[i]))
			if w, ok := ids[list[i].Of]; ok && slices.Contains(of, w) {
				words[n] += en.OfInAll(tells(all, groups[w]))
			}
			twice[words[n]]++
		}
		nth := map[string]int{}
		for n, i := range of {
			if w := words[n]; twice[w] > 1 {
				nth[w]++
				words[n] += " (" + strconv.Itoa(nth[w]) + ")"
			}
			list[i].Sentence = strings.TrimSuffix(k.sentence, "?") + words[n] + "?"
		}
	}
}

// tells returns the words by which the first figure of a group that is no headline counts.
func tells(all []mention, g figureGroup) string {
	m := &all[first(all, g)]
	if m.made {
		return strconv.FormatFloat(value(m.q), 'f', -1, 64)
	}
	return strings.Join(strings.Fields(view.Quick(m.text).Text), " ")
}

// mostWords is how many words of what is counted a sentence repeats.
const mostWords = 8

// askedWords is who or what is counted, without what the action says already: "people
// killed" for "dead killed".
func askedWords(q *assay.Question) string {
	counted := en.WithoutOther(q.Counted)
	words := strings.Fields(counted)
	if len(words) == 0 || len(words) > mostWords || en.OnlyPointing()[strings.ToLower(counted)] || slices.ContainsFunc(words, func(w string) bool { return en.SaysAction(w) == string(q.Action) }) {
		return en.UnitPlural(q.Unit)
	}
	return strings.Join(words, " ")
}

// ofOne reports whether an estimate is of one person or thing that is told in the singular,
// and the words that tell of it.
func ofOne(est *assay.Estimate, all []mention, g figureGroup) (one bool, words string) {
	e := &est.Series[0]
	fig, _ := e.Figure.Index()
	for _, i := range g.members {
		if m := &all[i]; m.fig == fig && m.report == e.Evidence.Report && m.quantity.Singular && !m.made {
			return true, strings.Join(strings.Fields(view.Quick(m.text).Text), " ")
		}
	}
	return false, ""
}

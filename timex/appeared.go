package timex

import (
	"fmt"
	"strings"
	"time"

	"assay"
)

// dateline returns the date that stands in the report's dateline or above its
// first paragraph: "NAIROBI, March 3 (Reuters) -" gives month and day, a full
// date gives all.
func dateline(doc *assay.Doc) assay.Published {
	body := false
	for _, reg := range doc.Regions {
		switch reg.Kind {
		case assay.Body:
			body = true
		case assay.Dateline, assay.Byline, assay.Boilerplate, assay.Release:
			if body && reg.Kind != assay.Dateline {
				continue
			}
			r := reader{text: doc.Text, resolver: newResolver(assay.Date{})}
			r.words = split(nil, doc.Text, int(reg.Span.Start), int(reg.Span.End))
			for i := 0; i < len(r.words); i++ {
				if !r.starts(i) {
					continue
				}
				e, ok := r.parse(i)
				if !ok {
					continue
				}
				i = e.hi - 1
				// above the text only a whole date is one of publication
				if e.op == absolute && e.value == "" && e.toDay == 0 && e.day > 0 && e.month > 0 && (e.year > 0 || reg.Kind == assay.Dateline) {
					return assay.Published{Date: assay.Date{Year: e.year, Month: e.month, Day: e.day}, From: "text"}
				}
			}
		}
	}
	return assay.Published{}
}

// appeared returns when a report appeared: on the date that it carries or that
// the user gave, completed by what its text says, a dateline as a rule, where less
// than a day is known. A date that was given wins where the text says another; the
// user who gave it is told.
func appeared(doc *assay.Doc, text assay.Published) assay.Published {
	given := doc.Published
	if given.Date.IsZero() {
		return text
	}
	date, agree := given.Date.Complete(text.Date)
	whole := text.Date.Day != 0
	switch {
	case whole && given.Date.Day != 0:
		date = given.Date
		_, agree = writtenOn(given.Date, text.Date)
	case whole && !agree:
		first := given.Date
		first.Month, first.Day = max(1, first.Month), 1 // of "2023-09", the first, which may have a dateline of August
		if date, agree = writtenOn(first, text.Date); !agree {
			date, _ = text.Date.Complete(assay.Date{Year: given.Date.Year})
		}
		given.From = text.From
	}
	if !agree && doc.Published.From == "flag" {
		says := text.Date.String()
		if text.Date.Year == 0 {
			says = strings.TrimPrefix(fmt.Sprintf("%d %s", text.Date.Day, time.Month(text.Date.Month)), "0 ")
		}
		err := "--published " + doc.Published.Date.String() + " is taken, though the text says " + says
		if given.From != "flag" {
			err = "the text says " + says + ", which is taken, though --published is " + doc.Published.Date.String()
		}
		doc.Problems = append(doc.Problems, assay.Problem{Stage: "timex", Note: true, Err: err})
	}
	given.Date = date
	return given
}

// writtenBefore is how many days before it appears a report is written at most: a
// paper of Saturday has a dateline of Thursday.
const writtenBefore = 3

// writtenOn returns the day on which a report was written that appeared on a day, and
// reports whether the two go together. Of what is written the year may be unknown.
func writtenOn(appeared, written assay.Date) (assay.Date, bool) {
	at, _ := appeared.Time()
	for _, year := range [...]int{appeared.Year - 1, appeared.Year, appeared.Year + 1} {
		w := written
		if w.Year == 0 {
			w.Year = year
		}
		day, ok := w.Time()
		if days := at.Sub(day).Hours() / 24; ok && -1 <= days && days <= writtenBefore {
			return w, true
		}
	}
	return written, false
}

// A mention is a "last month" or a day without its year, in a clause about the
// past, and the nouns of its sentence.
type mention struct {
	sentence int
	month    int // 0 for "last month"
	nouns    []string
}

// note keeps what givenAway needs.
func (r *reader) note(e *expr, t tense) {
	lastMonth := e.op == relative && e.unit == month && e.rel == -1
	dayOf := e.op == absolute && e.day > 0 && e.month > 0 && e.year == 0 && t == pastTense
	if !lastMonth && !dayOf || !r.anchor.IsZero() || len(r.found) == 64 {
		return
	}
	m := mention{sentence: r.sentence}
	if dayOf {
		m.month = e.month
	}
	for i := range r.words {
		w := &r.words[i]
		if (w.tag == "NN" || w.tag == "NNS") && len(w.w) >= 5 && len(m.nouns) < 32 {
			m.nouns = append(m.nouns, strings.TrimSuffix(w.w, "s"))
		}
	}
	r.found = append(r.found, m)
}

// givenAway tells the month in which a report appeared from its own words: an
// event that it dates "last month" in one sentence and "on Jan. 20" in the same
// or the next one happened in January, so that the report is of February. The two
// are taken for one event where the sentences share a noun, or one noun ends in
// the other ("airstrike", "strike"). Two months that disagree give nothing.
func (r *reader) givenAway() assay.Published {
	month := 0
	for _, a := range r.found {
		if a.month != 0 {
			continue
		}
		for _, b := range r.found {
			if d := b.sentence - a.sentence; b.month == 0 || d < 0 || d > 1 || d == 1 && !shareNoun(a.nouns, b.nouns) {
				continue
			}
			if month != 0 && month != b.month {
				return assay.Published{}
			}
			month = b.month
		}
	}
	if month == 0 {
		return assay.Published{}
	}
	return assay.Published{Date: assay.Date{Month: month%12 + 1}, From: "text"}
}

// shareNoun reports whether a noun of a is, or ends in, a noun of b, or the other
// way about.
func shareNoun(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if strings.HasSuffix(x, y) || strings.HasSuffix(y, x) {
				return true
			}
		}
	}
	return false
}

// Package timex finds the time expressions of a report and says which days they
// mean.
//
// Tokens and the date of publication come in; times in the terms of TimeML go
// out: a TIMEX3 type and value, and the interval that it denotes. The grammar is
// a set of hand-written rules after Strötgen and Gertz, Multilingual and
// Cross-domain Temporal Tagging (2013), whose HeidelTime is the yardstick. What
// looks back or forward ("last week", "on Tuesday", "in December") is reckoned
// from the date of publication, by the tense of the clause, or from the time
// named before it ("the following day"). Where neither is known the value stays
// open and there is no interval.
//
// A span leaves out the prepositions "on", "in", "at", "by", "since", "over" and
// "for", and hedges ("more than"); it keeps "the past", "last", "late", "early",
// "ago". Where a report carries no date, its dateline may give one, or "last
// month" beside a day of that month. Ages are no times. Historical periods, feasts
// of other calendars and times that hang on an event ("three days after the
// vote") are found but not resolved.
package timex

import (
	"context"
	"maps"
	"strings"
	"time"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage. It sets Doc.Times, and Doc.Appeared: the date that the
// report carries or the user gave, which the text completes where it is known in
// part, or the one that the text gives away.
func New(Options) assay.Stage {
	return assay.Stage{
		Name: "timex", Summary: "finds times and dates, and resolves them against the date of publication", Version: 8,
		Reads: assay.Tokens, Writes: assay.Times,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			r := reader{text: doc.Text}
			text := dateline(doc)
			if text.Date.IsZero() && doc.Published.Date.Month == 0 {
				if err := r.readDoc(ctx, doc); err != nil {
					return err
				}
				text = r.givenAway()
			}
			doc.Appeared = appeared(doc, text)
			from := doc.Appeared.Date
			if from.Year == 0 {
				from.Year = r.onlyYear()
			}
			r.resolver = newResolver(from)
			if err := r.readDoc(ctx, doc); err != nil {
				return err
			}
			doc.Times = r.out
			hangOnEvents(doc)
			return nil
		},
	}
}

// onlyYear returns the year that all dates with a year share, 0 if there are none or they
// do not. A text of unknown date that names one year tells of that year: "The rains came
// in late July 2013. By 7 Aug all roads were cut."
func (r *reader) onlyYear() int {
	year := 0
	for i := range r.out {
		t := &r.out[i]
		if t.Type != "date" || t.Anchored || t.Begin.IsZero() || t.End.After(t.Begin.AddDate(1, 0, 0)) {
			continue // "the 14th century" names no year
		}
		if y := t.Begin.Year(); year == 0 {
			year = y
		} else if y != year {
			return 0
		}
	}
	return year
}

// Parse returns the time expressions in text, resolved against anchor, the day on
// which the text appeared, as far as it is known.
func Parse(text string, anchor assay.Date) []assay.Time {
	r := reader{text: text, resolver: newResolver(anchor)}
	r.words = split(nil, text, 0, len(text))
	r.read()
	return r.out
}

// A reader reads one sentence after the other.
type reader struct {
	text  string
	words []word
	out   []assay.Time
	resolver

	sentence  int
	quarterAt int32     // where a quarter was last named
	found     []mention // what Appeared can be told by
}

// readDoc reads all sentences anew.
func (r *reader) readDoc(ctx context.Context, doc *assay.Doc) error {
	r.out, r.found = nil, nil
	tok := 0
	for n, s := range doc.Sentences {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.sentence = n
		r.words = split(r.words[:0], doc.Text, int(s.Start), int(s.End))
		tok = r.align(doc, tok)
		r.read()
	}
	return nil
}

// align gives each word the token it lies in, and the token's tag. It returns the
// first token that may belong to the next sentence.
func (r *reader) align(doc *assay.Doc, tok int) int {
	for i := range r.words {
		w := &r.words[i]
		for tok < len(doc.Tokens) && doc.Tokens[tok].Span.End <= w.start {
			tok++
		}
		if tok < len(doc.Tokens) && doc.Tokens[tok].Span.Start < w.end {
			w.tok, w.tag = int32(tok), doc.Tokens[tok].XPOS
		}
	}
	return tok
}

func (r *reader) tag(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].tag
}

func (r *reader) tagged(i int, tag string) bool { return r.tag(i) == tag }

func (r *reader) read() {
	for i := 0; i < len(r.words); {
		if !r.starts(i) {
			i++
			continue
		}
		e, ok := r.parse(i)
		if !ok {
			i++
			continue
		}
		if r.words[e.lo].start-r.quarterAt > 1000 { // "a year ago" no longer means that quarter's
			r.quarter = time.Time{}
		}
		t := r.tense(e.lo, e.hi)
		tx := r.resolve(&e, t)
		hi := e.hi
		if to, ok := r.upTo(&e); ok {
			tx = r.between(&e, &to, t)
			hi = to.hi
		}
		tx.Span = assay.Span{Start: r.words[e.lo].start, End: r.words[hi-1].end}
		if strings.Contains(tx.Value, "-Q") {
			r.quarterAt = tx.Span.Start
		}
		r.note(&e, t)
		r.out = append(r.out, tx)
		i = hi
	}
}

// starts is a quick test whether an expression may begin at word i.
func (r *reader) starts(i int) bool {
	w := &r.words[i]
	if w.kind == piece.Letters {
		return starters[w.w]
	}
	return w.kind == piece.Digits || w.w == "'" || w.w == "’" || w.w == "‘"
}

// starters are the words with which an expression can begin.
var starters = func() map[string]bool {
	m := maps.Clone(words.Starters)
	for _, table := range [...]map[string]int{months, weekdays, relations, ordinals, cardinals} {
		for w := range table {
			m[w] = true
		}
	}
	for _, table := range [...]map[string]string{words.Seasons, words.Refs, words.Sets, words.Clocks} {
		for w := range table {
			m[w] = true
		}
	}
	for _, table := range [...]map[string]en.Edge{words.Edges, words.EdgesOf} {
		for w := range table {
			m[w] = true
		}
	}
	for w := range units {
		m[w] = true
	}
	for w := range words.Days {
		m[w] = true
	}
	for _, h := range words.Feasts {
		m[h.Words[0]] = true
	}
	return m
}()

// tense looks for the verb or other word nearest to words [lo, hi) that tells
// whether the clause is about the past or the future: first to the left, up to
// the border of the clause, then to the right.
func (r *reader) tense(lo, hi int) tense {
	if w := r.at(lo - 1); (w == en.Until || w == en.By) && !r.upper(lo-1) {
		// "extended until mid-November", "talks that are to end by May", not "had fled by May"
		for i := lo - 2; i >= 0 && i >= lo-8; i-- {
			if words.PastAux[r.at(i)] {
				return pastTense
			}
		}
		return futureTense
	}
	owner := r.at(hi) == "'s" // "would look past Monday's verdict": only what follows can put it ahead
	for i := lo - 1; !owner && i >= 0 && i >= lo-14; i-- {
		w := &r.words[i]
		if w.w == ";" || w.w == "\"" || w.w == "“" || w.w == "”" || w.w == "``" || w.w == "." && (i+1 < len(r.words) && r.words[i+1].upper) {
			break
		}
		if t := r.tells(i); t != untold {
			return t
		}
	}
	for i := hi; i < len(r.words) && i < hi+12; i++ {
		w := &r.words[i]
		if w.w == ";" || w.w == "\"" || w.w == "“" || w.w == "”" || w.w == "." && (i+1 == len(r.words) || r.words[i+1].upper) {
			break
		}
		if t := r.tells(i); t != untold {
			return t
		}
	}
	return untold
}

// agreedThen tells "agreed in June to buy" from "agreed to meet in June".
func (r *reader) agreedThen(i int) bool {
	return r.at(i+1) != en.To && r.at(i+1) != en.That
}

// tells returns what word i alone says about the tense of its clause.
func (r *reader) tells(i int) tense {
	w := &r.words[i]
	if w.kind != piece.Letters || w.upper && i > 0 {
		return untold
	}
	if words.Conditional[w.w] && r.at(i+1) == en.Have {
		return pastTense
	}
	switch {
	case r.at(i-1) == en.Been && r.at(i-2) == en.Had && (words.Future[w.w] || en.EndsPast(w.w)): // "had been due to leave on Friday"
		return pastTense
	case w.tag == "NN" || w.tag == "NNS", w.w == en.Next && r.at(i+1) == en.To, w.w == en.Ahead && r.at(i+1) == en.Of:
		return untold // "the plan on Friday", "next to the embassy"
	case w.w == en.Could && r.at(i+1) == en.Be: // "They could not be reached on Friday", and so "be"
		return pastTense
	case w.w == en.Planned && r.at(i-1) != en.Previously, w.w == en.Payable: // "They planned a march on Saturday"
		return futureTense
	case w.w == en.Agreed && r.agreedThen(i):
		return pastTense
	case w.w == en.To && (r.at(i-1) == en.Is || r.at(i-1) == en.Are): // "the ferry is to sail on Tuesday"
		return futureTense
	case w.w == en.To && r.at(i+1) == en.Be && en.EndsPast(r.at(i+2)): // "rules to be printed in May"
		return futureTense
	case w.tag == "VBD" || words.Past[w.w]:
		if i > 0 && (w.w == en.Was || w.w == en.Were) && words.Arranged[r.at(i+1)] {
			return futureTense
		}
		return pastTense
	case words.Weak[w.w]:
		if needs := words.Needs[w.w]; needs != nil && !needs[r.at(i+1)] || w.w == en.May && w.tag != "" && w.tag != "MD" {
			return untold
		}
		return futureTense
	case words.Future[w.w]:
		return futureTense
	case r.at(i-1) == en.Be, r.at(i-1) == en.If, r.at(i-1) == en.As: // "will be reopened", "if needed"
		return untold
	case (w.tag == "" || w.tag == "VBN") && len(w.w) > 4 && en.EndsPast(w.w) && numbers.Scales[w.w] == 0 && w.w != en.United:
		return pastTense
	}
	return untold
}

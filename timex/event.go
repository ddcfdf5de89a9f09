package timex

import (
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/lang/en"
)

// hangOnEvents gives durations that are counted from an event the days that they
// lead to, where the report says elsewhere on which day the event was: "The vote was
// held on Jan. 20. … Three days after the vote, the count was stopped." The value
// stays the duration.
func hangOnEvents(doc *assay.Doc) {
	for i := range doc.Times {
		tx := &doc.Times[i]
		n, unit, ok := counted(tx.Value)
		if tx.Type != "duration" || !ok || !tx.Begin.IsZero() {
			continue
		}
		_, k := doc.TokensIn(assay.Span{Start: tx.Span.Start, End: tx.Span.End})
		if k+1 >= len(doc.Tokens) {
			continue
		}
		w := strings.ToLower(doc.Word(k))
		if w == en.Before {
			n = -n
		} else if w != en.After {
			continue
		}
		noun := eventNoun(doc, k+1)
		if noun < 0 {
			continue
		}
		on := dayOf(doc, i, noun)
		if on.IsZero() {
			continue
		}
		from, size := on, day
		switch unit {
		case 'D':
			from = on.AddDate(0, 0, n)
		case 'W':
			from = on.AddDate(0, 0, 7*n)
		case 'M': // "two months after the vote" is no day
			from, size = begin(on.AddDate(0, n, 0), month), month
		case 'Y':
			from, size = begin(on.AddDate(n, 0, 0), year), year
		}
		tx.Begin, tx.End, tx.Precision, tx.Anchored = from, length(from, size), precisions[size], true
	}
}

// counted reads a value like P3D.
func counted(value string) (n int, unit byte, ok bool) {
	if len(value) < 3 || value[0] != 'P' || value[1] == 'T' {
		return 0, 0, false
	}
	unit = value[len(value)-1]
	n, err := strconv.Atoi(value[1 : len(value)-1])
	return n, unit, err == nil && strings.IndexByte("DWMY", unit) >= 0
}

// eventNoun returns the head of the noun phrase that begins at token k: "vote" of
// "the disputed vote", or -1.
func eventNoun(doc *assay.Doc, k int) int {
	noun := -1
	for ; k < len(doc.Tokens); k++ {
		switch doc.Tokens[k].POS {
		case "DET", "ADJ", "PROPN", "PRON", "PART", "NUM":
			if noun >= 0 || doc.Tokens[k].POS == "PRON" && doc.Tokens[k].XPOS != "PRP$" {
				return noun
			}
		case "NOUN":
			noun = k
		case "VERB": // "the disputed vote"
			if noun >= 0 || doc.Tokens[k].XPOS != "VBN" && doc.Tokens[k].XPOS != "VBG" {
				return noun
			}
		default:
			return noun
		}
	}
	return noun
}

// dayOf returns the day that another sentence gives to the event that the noun names:
// the nearest before time i, else the first after it.
func dayOf(doc *assay.Doc, i, noun int) time.Time {
	lemma, here := doc.Tokens[noun].Lemma, doc.SentenceAt(doc.Tokens[noun].Span.Start)
	var before, after time.Time
	for k := range doc.Tokens {
		t := &doc.Tokens[k]
		if t.Lemma != lemma || t.POS != "NOUN" && t.POS != "VERB" {
			continue
		}
		s := doc.SentenceAt(t.Span.Start)
		if s == here || s < 0 {
			continue
		}
		day := onlyDay(doc, doc.Sentences[s])
		switch {
		case day.IsZero():
		case s < here:
			before = day
		case after.IsZero():
			after = day
		}
	}
	if before.IsZero() {
		return after
	}
	return before
}

// onlyDay returns the one day that a sentence names.
func onlyDay(doc *assay.Doc, sentence assay.Span) (only time.Time) {
	for i := range doc.Times {
		tx := &doc.Times[i]
		if !sentence.Contains(tx.Span) || tx.Precision != precisions[day] || tx.Type != "date" {
			continue
		}
		if !only.IsZero() && !only.Equal(tx.Begin) {
			return time.Time{}
		}
		only = tx.Begin
	}
	return only
}

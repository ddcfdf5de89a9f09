package timex

import (
	"strconv"
	"strings"
	"time"

	"assay"
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
		switch strings.ToLower(doc.Word(k)) {
		case "after":
		case "before":
			n = -n
		default:
			continue
		}
		noun := eventNoun(doc, k+1)
		if noun < 0 {
			continue
		}
		day := dayOf(doc, i, noun)
		if day.IsZero() {
			continue
		}
		begin, size := day, "day"
		switch unit {
		case 'D':
			begin = day.AddDate(0, 0, n)
		case 'W':
			begin, size = day.AddDate(0, 0, 7*n), "day"
		case 'M':
			begin, size = day.AddDate(0, n, 0), "month"
		case 'Y':
			begin, size = day.AddDate(n, 0, 0), "year"
		}
		end := begin.AddDate(0, 0, 1)
		switch size { // "two months after the vote" is no day
		case "month":
			begin = time.Date(begin.Year(), begin.Month(), 1, 0, 0, 0, 0, time.UTC)
			end = begin.AddDate(0, 1, 0)
		case "year":
			begin = time.Date(begin.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
			end = begin.AddDate(1, 0, 0)
		}
		tx.Begin, tx.End, tx.Precision, tx.Anchored = begin, end, size, true
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
func onlyDay(doc *assay.Doc, sentence assay.Span) (day time.Time) {
	for i := range doc.Times {
		tx := &doc.Times[i]
		if !sentence.Contains(tx.Span) || tx.Precision != "day" || tx.Type != "date" {
			continue
		}
		if !day.IsZero() && !day.Equal(tx.Begin) {
			return time.Time{}
		}
		day = tx.Begin
	}
	return day
}

package claim

import (
	"strings"
	"testing"

	"assay"
)

// A dateline that has lost its stop is no part of who speaks.
func TestBehindDateline(t *testing.T) {
	for text, want := range map[string]string{
		"Oxley A military source said that two bridges were destroyed on Tuesday.": "A military source",
		"A military source in Oxley said that two bridges were destroyed.":         "A military source in Oxley",
	} {
		doc := assay.NewDoc(&assay.Report{Text: text})
		for w := range strings.FieldsSeq(text) {
			at := int32(strings.Index(text, w))
			pos := "NOUN"
			switch {
			case w == "Oxley":
				pos = "PROPN"
			case w == "A":
				pos = "DET"
			}
			doc.Tokens = append(doc.Tokens, assay.Token{Span: assay.Span{Start: at, End: at + int32(len(w))}, POS: pos})
		}
		doc.Sentences = []assay.Span{{End: int32(len(text))}}
		r := &reader{doc: doc}
		for i := range doc.Tokens {
			r.lows = append(r.lows, strings.ToLower(doc.Word(i)))
		}
		hi := len(strings.Fields(want))
		if strings.HasPrefix(text, "Oxley") {
			hi++
		}
		if got := doc.Cover(r.behindDateline(0, hi-1), hi).In(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

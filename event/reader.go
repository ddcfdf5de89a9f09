package event

import (
	"sort"

	"assay"
)

// A reader holds what the parts of the stage learn of one doc.
type reader struct {
	*graph
	claims   claimIndex
	sourced  []bool   // by token: part of the words for a source
	cued     []bool   // by token: part of a cue
	joints   []string // by claim: how its content hangs on words outside, ""
	mentions []mention
	dateline int            // place of the dateline, or none
	lead     int32          // where it ends
	figureOf []int32        // by quantity: index of its figure, or none
	word     []int32        // by figure: token that says what happened, or none
	actionAt []assay.Action // by token: the action of the figure of which it is the word
	counted  []int32        // by figure: token that heads what is counted
}

// adopt notes of each figure the word that says what happened and the head of what is
// counted.
func (r *reader) adopt() {
	r.figureOf = make([]int32, len(r.Quantities))
	for q := range r.figureOf {
		r.figureOf[q] = none
	}
	r.actionAt = make([]assay.Action, len(r.Tokens))
	for f := range r.Figures {
		fig := &r.Figures[f]
		word, head := none, none
		if lo, hi := r.TokensIn(fig.Trigger); !fig.Trigger.IsZero() && lo < hi {
			word = lo
		}
		if word != none {
			r.actionAt[word] = fig.Action
		}
		if head = int(fig.Quantity.Head); head < 0 || head >= len(r.Tokens) {
			head = r.numeral(fig.Quantity.Span)
		}
		if q := sort.Search(len(r.Quantities), func(q int) bool { return r.Quantities[q].Span.Start >= fig.Quantity.Span.Start }); q < len(r.Quantities) && r.Quantities[q].Span == fig.Quantity.Span {
			r.figureOf[q] = int32(f)
		}
		r.word, r.counted = append(r.word, int32(word)), append(r.counted, int32(head))
	}
}

// numeral returns the token that stands for a quantity in the syntax: the
// one whose governor lies outside the quantity, the last if there are several.
func (r *reader) numeral(sp assay.Span) int {
	lo, hi := r.Doc.TokensTouching(sp)
	at := none
	for i := lo; i < hi; i++ {
		switch r.Tokens[i].POS {
		case "PUNCT", "ADP", "ADV", "SCONJ", "CCONJ", "DET":
			continue
		}
		if h := r.up(i); h == none || h < lo || h >= hi {
			at = i
		}
	}
	if at == none && hi > lo {
		at = hi - 1
	}
	return at
}

// Package quantity finds the numbers in a report: how many of what, and how the
// words limit the number.
//
// Text comes in, and quantities go out: "as many as 1,500 have returned" is at
// most 1,500, with no lower limit; "dozens" is at least twelve. The idea is a
// grammar over words that are finer than tokens, with its own words of number,
// hedges, money and units from lang/en, which says too what a noun names; a tagger's word classes
// help to find what is counted where they are there, and are not needed for the
// numbers. The bounds follow LEDGER.md; the notion of value, unit and change is
// that of Almasian et al., CQE: A Comprehensive Quantity Extractor (EMNLP 2023).
//
// Dates, ages, times of day, durations, scores, labels ("Flight 12") and "one" as
// a pronoun are left out. The package does not say what those counted did, nor
// whether two numbers count the same thing.
package quantity

import (
	"context"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	Table *Table // what vague words mean; nil for Literal
	Every bool   // also what is no figure: durations ("year"), ages ("year of age") and the "one" of "one of the largest"
}

// New returns the stage.
func New(opt Options) assay.Stage {
	return assay.Stage{
		Name: "quantity", Summary: "finds numbers, their hedges and bounds, and what they count", Version: opt.version(),
		Reads: assay.Tokens, Writes: assay.Quantities,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			r := reader{text: doc.Text, table: opt.table(), every: opt.Every}
			tok := 0
			for _, s := range doc.Sentences {
				if err := ctx.Err(); err != nil {
					return err
				}
				r.words = split(r.words[:0], doc.Text, int(s.Start), int(s.End))
				tok = r.align(doc, tok)
				r.read()
			}
			doc.Quantities = r.out
			return nil
		},
	}
}

// version is another for options that give another output.
func (opt Options) version() int {
	v := 6 + opt.table().fingerprint()
	if opt.Every {
		v += 500
	}
	return v
}

func (opt Options) table() *Table {
	if opt.Table == nil {
		return Literal()
	}
	return opt.Table
}

// Parse returns the quantities in text, in order. As there are no tokens, Head is
// always -1; Counted is found by the forms of the words alone.
func Parse(text string) []assay.Quantity { return Options{}.Parse(text) }

// Parse is like the function [Parse], with options.
func (opt Options) Parse(text string) []assay.Quantity {
	r := reader{text: text, table: opt.table(), every: opt.Every}
	r.words = split(make([]word, 0, len(text)/5), text, 0, len(text))
	r.read()
	return r.out
}

// A reader reads one sentence after the other.
type reader struct {
	text  string
	table *Table
	every bool
	words []word
	out   []assay.Quantity

	whole    int     // the quantity that "Of more than 5,000 Europeans" left, -1 if none
	part     int     // the quantity that waits for the number after "of the", -1 if none
	partEnd  int     // the word at which that number must begin
	sentence int     // the first quantity of this sentence
	listed   int     // the quantity that was last made a part of another by a list
	rest     float64 // how many of that are not told yet

	last  int // the word after the last quantity and what it counts, 0 if none in this sentence
	after int // the word after a unit of measure, 0 if none

	homes map[string]string // the currency by its name, where the report shows whose it is
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
			if w.tag == "" {
				w.tag = penn[doc.Tokens[tok].POS]
			}
		}
	}
	return tok
}

// penn stands in for a missing Penn tag.
var penn = map[string]string{"NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "AUX": "VBD", "ADJ": "JJ", "ADV": "RB", "NUM": "CD",
	"DET": "DT", "ADP": "IN", "PRON": "PRP", "CCONJ": "CC", "SCONJ": "IN", "PART": "TO", "INTJ": "UH", "SYM": "SYM", "PUNCT": "."}

func (r *reader) read() {
	r.whole, r.part, r.last, r.sentence, r.listed = -1, -1, 0, len(r.out), -1
	for i := 0; i < len(r.words); {
		if !r.starts(i) {
			if w := r.words[i].w; w == "?" || w == "!" || w == "." && i+1 < len(r.words) && r.words[i+1].upper {
				r.whole, r.part, r.sentence, r.listed = -1, -1, len(r.out), -1
			}
			i++
			continue
		}
		hi := r.quantityAt(i)
		if hi <= i {
			hi = i + 1
		}
		i = hi
	}
}

// starts is a quick test whether a number may begin at word i.
func (r *reader) starts(i int) bool {
	w := &r.words[i]
	switch w.kind {
	case piece.Digits:
		return true
	case piece.Symbol:
		return signs[w.w] != "" || glyphs[w.w] != 0
	}
	if numbers[w.w].class != noNumber {
		return true
	}
	if list.Starters[w.w] || list.Level[w.w] || list.Untold[w.w] || list.Multiples[w.w] > 0 || strings.HasSuffix(w.w, en.Fold) {
		return true
	}
	return w.upper && (len(w.w) == 3 && i+1 < len(r.words) && r.words[i+1].kind == piece.Digits || list.MoneyLetters[w.w] != "" || w.w == "ps" || w.w == "y")
}

// quantityAt reads the quantity at word i and returns the word after it, or i.
func (r *reader) quantityAt(i int) int {
	if hi := r.zero(i); hi > i {
		return hi
	}
	if hi := r.multiple(i); hi > i {
		return hi
	}
	if hi := r.single(i); hi > i {
		return hi
	}
	n, ok := r.number(i)
	if !ok {
		if r.words[i].kind == piece.Digits { // a code: nothing in it counts
			return i + 1
		}
		return i
	}
	r.rangeTo(&n)
	if n.lo >= 1 && n.span && r.at(n.lo-1) == en.Between {
		n.lo--
	}
	return r.emit(&n)
}

// emit writes the quantity whose number is n, unless it is none that counts, and
// returns the word after it.
func (r *reader) emit(n *numeral) int {
	if hi := r.compound(n); hi > 0 {
		return hi
	}
	r.unit(n)
	minus := r.minusBefore(n)
	l, k := r.limits(n, minus)
	if r.every {
		r.stretch(n)
	}
	var noun *phrase
	if p, ok := r.counted(n, k); ok {
		p = r.adjectival(n, p)
		noun = &p
	}
	if r.excluded(n, noun, l.hedged) {
		return max(n.hi, l.hi)
	}
	q := assay.Quantity{Unit: n.unit, Head: -1}
	if noun == nil && n.unit == "" {
		if p, ok := r.predicate(n, k); ok { // "44 were women"
			noun = &p
		}
	}
	end := k
	if noun != nil {
		end = noun.hi
		r.name(&q, n, noun, &l)
	} else if !r.unnamed(&q, n, &l, k) {
		return max(n.hi, l.hi)
	}
	if minus > 0 && n.unit != "" {
		n.set(-n.value()) // "-1.3%", "minus 5 degrees"
		if l.lo == n.lo {
			l.lo -= minus
		}
	}
	again := r.restates(n, l.lo)
	if again != nil && !l.hedged && (again.Bound == assay.AtLeast || again.Bound == assay.AtMost || again.Bound == assay.Approx) {
		l.bound, l.hedged = again.Bound, true
	}
	n.bounded(&q, l.bound, l.hedged)
	q.Span = r.span(l.lo, l.hi)
	q.Per, end = r.rate(end, q.Unit)
	q.Change = r.changeOf(&q, n, l.lo)
	if again != nil && q.Change == "" {
		q.Change = again.Change
	}
	r.link(&q, n, l.lo, k)
	r.last = end
	r.add(q)
	if q.Per != "" && piece.IsDigit(q.Per[0]) {
		return end // "per 100,000 people"
	}
	return max(n.hi, l.hi)
}

// A limit is what the hedges beside a number say.
type limit struct {
	bound  assay.Bound
	hedged bool
	lo, hi int // the words of number and hedges
}

// behind takes in a hedge behind the number: it counts where none stands before, or
// only "about".
func (l *limit) behind(b assay.Bound) {
	if !l.hedged || l.bound == assay.Approx {
		l.bound, l.hedged = b, true
	}
}

// limits reads the hedges of n, before which minus words make it negative, and returns
// the word from which on its noun is looked for.
func (r *reader) limits(n *numeral, minus int) (l limit, k int) {
	l.bound, l.lo, l.hedged = r.leftHedge(n.lo - minus)
	if !l.hedged {
		l.lo += minus
	}
	k, l.hi = n.hi, n.hi
	if b, end, ok := r.rightHedge(k); ok {
		l.behind(b)
		k, l.hi = end, end
		if n.unit == "" && r.at(end) != "" { // "20 or so litres", "20-odd miles"
			r.measure(n, end)
		}
	}
	if r.after > k && (!l.hedged || l.bound == assay.Approx) { // "20 kilograms and over"
		if b, end, ok := r.rightHedge(r.after); ok && r.at(r.after) != "-" && r.at(r.after) != en.Plus {
			l.behind(b)
			l.hi, r.after = end, end
		}
	}
	return l, k
}

// name gives q what noun says is counted.
func (r *reader) name(q *assay.Quantity, n *numeral, noun *phrase, l *limit) {
	q.Counted = r.span(noun.lo, noun.hi)
	q.Head = r.words[noun.head].tok
	if q.Unit == "" {
		q.Unit = r.unitOf(*noun, n.value() > 1 || !n.low.IsKnown())
	}
	if b, _, ok := r.rightHedge(noun.hi); ok && r.at(noun.hi) != en.Plus && r.at(noun.hi) != "-" { // "10 people or more"
		l.behind(b)
	}
}

// unnamed gives q the unit of what is counted though no noun stands there, and
// reports whether the number stands without one.
func (r *reader) unnamed(q *assay.Quantity, n *numeral, l *limit, k int) bool {
	if n.unit != "" {
		return true
	}
	unit, shared, sure := r.ahead(n, k)
	if !sure {
		unit, sure = r.leftOut(n, l.lo, k)
	} else if shared.hi > 0 {
		q.Counted, q.Head = r.span(shared.lo, shared.hi), r.words[shared.head].tok
	}
	q.Unit = unit
	if unit == "" && (r.at(k) == en.Of && list.Determiners[r.at(k+1)] && list.StateWords[r.at(k+2)] || n.of && r.at(k) != en.Of && (n.scale < 1e5 || r.clauseAt(k))) {
		q.Unit = unitPerson // "300 of the wounded", "Dozens surrendered"
	}
	return sure || r.stands(n, l.hedged, k)
}

// restates returns the quantity that n says again in another unit: "more than 60
// miles (97 km)", "lost 85 points, or 1.9%"; nil if there is none. Its bound and
// its change hold for n too.
func (r *reader) restates(n *numeral, lo int) *assay.Quantity {
	if len(r.out) == 0 || n.unit == "" || n.unit == unitFraction || r.last == 0 || r.last > lo {
		return nil
	}
	q := &r.out[len(r.out)-1]
	gap := lo - r.last
	switch {
	case q.Unit == "" || q.Unit == unitPerson || q.Unit == n.unit || gap > 4:
		return nil
	case r.at(lo-1) == "(", r.at(lo-1) == "/" && gap <= 3, r.at(lo-1) == en.Or && r.at(lo-2) == ",":
	default:
		return nil
	}
	for j := r.last; j < lo-1; j++ {
		if w := r.words[j]; w.kind != piece.Letters && w.w != "," {
			return nil
		}
	}
	return q
}

// minusBefore returns how many words before n make it negative: "-1.3%", "minus
// 5 degrees", "minus-5 yards".
func (r *reader) minusBefore(n *numeral) int {
	if n.unit == "" || n.unit == unitFraction || n.span || !n.low.IsKnown() || n.lo == 0 {
		return 0
	}
	switch i := n.lo; {
	case r.at(i-1) == en.Minus:
		return 1
	case r.at(i-1) == "-" && r.glued(i) && r.at(i-2) == en.Minus && r.glued(i-1):
		return 2
	case (r.at(i-1) == "-" || r.at(i-1) == "−") && r.glued(i) && !r.glued(i-1):
		return 1
	}
	return 0
}

// add appends q. Its hedge never reaches back into the quantity before: "10 or
// more than 20".
func (r *reader) add(q assay.Quantity) {
	if len(r.out) > 0 {
		if last := r.out[len(r.out)-1].Span.End; q.Span.Start < last {
			q.Span.Start = last
			for q.Span.Start < q.Span.End && r.text[q.Span.Start] == ' ' {
				q.Span.Start++
			}
		}
	}
	r.out = append(r.out, q)
}

func (r *reader) span(lo, hi int) assay.Span {
	return assay.Span{Start: r.words[lo].start, End: r.words[hi-1].end}
}

// stands reports whether a number without a noun can stand alone.
func (r *reader) stands(n *numeral, hedged bool, k int) bool {
	if n.unit != "" {
		return true
	}
	next := r.at(k)
	if next == en.More || hedged || r.whole >= 0 && r.at(n.lo-1) == "," { // "of the 300 barns, 40 had no roof"
		return true
	}
	if r.other(n.lo) && len(r.out) > r.sentence {
		return true // "the other five"
	}
	if next == en.Out && r.at(k+1) == en.Of && list.Determiners[r.at(k+2)] && r.numberAt(k+3) {
		return true // "nine out of the 14 bridges"
	}
	if n.vague && numbers[r.words[n.hi-1].w].class == fewWord {
		return next == en.Of && r.at(k+1) != en.Of || list.Finite[next] && n.lo == 0 || n.of && en.EndsPast(next) // "Only a handful survived"
	}
	if n.vague || n.scale > 1 || n.span {
		return true
	}
	if next == en.Of && (r.numberAt(r.wholeAt(k+1)) || list.Determiners[r.at(k+1)] || list.Them[r.at(k+1)] || r.numberAt(k+1)) {
		return !n.article || r.numberAt(k+1) || list.Determiners[r.at(k+1)] && r.numberAt(k+2)
	}
	if r.words[n.lo].kind == piece.Letters {
		if list.ClauseStart[r.at(n.lo-1)] && (next == en.Died || list.Finite[next] && (list.StateWords[r.at(k+1)] || en.EndsPast(r.at(k+1)))) {
			return true // "Police fired tear gas; six were arrested"
		}
		return n.value() > 20 || r.words[n.lo].upper && n.lo == 0 && !n.article && (list.Finite[next] || en.EndsPast(next) || next == en.Died) || r.whole >= 0 && list.Finite[next]
	}
	// digits: a place in a list or table is more likely than a count
	if n.lo == 0 {
		return list.Finite[next]
	}
	if n.value() != float64(int(n.value())) {
		return true
	}
	return r.words[n.lo-1].kind == piece.Letters || r.at(n.lo-1) == "," && r.words[n.hi-1].kind == piece.Digits && len(r.at(n.lo)) > 3
}

package event

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// usable reports whether quantity qi is put to use as a figure: not a date, an
// age, a duration, a distance, a rank or a number that is a name.
func (r *reader) usable(qi, i int) bool {
	q := r.Quantities[qi]
	if !q.Low.IsKnown() && !q.Best.IsKnown() && !q.High.IsKnown() {
		return false // "many"
	}
	if dimensions[strings.ToLower(q.Unit)] {
		return false
	}
	if t := r.time[i]; t != none && r.Times[t].Span.Overlaps(q.Span) {
		return false
	}
	if k := r.RegionAt(q.Span.Start); k >= 0 {
		switch r.Regions[k].Kind {
		case assay.Boilerplate, assay.Byline, assay.Credit, assay.Dateline, assay.Repeat:
			return false
		}
	}
	return !r.label(q, i)
}

// idle reports whether a number of which nothing is told does not count: "one
// report said", "the two sides", "4 to 1".
func (r *reader) idle(qi, i int) bool {
	q := r.Quantities[qi]
	n, ok := q.Best.Number()
	if q.Bound != assay.Exact || !ok || money3(q.Unit) || q.Unit == "percent" {
		return false
	}
	lo, hi := touching(r.Doc, q.Span)
	if n == 1 && lower(r.Word(i)) == "one" {
		return true
	}
	if n == 2 && lo > 0 && (lower(r.Word(lo-1)) == "the" || lower(r.Word(lo-1)) == "these" || lower(r.Word(lo-1)) == "those") {
		return true
	}
	if q.Counted.IsZero() && q.Unit == "" {
		ahead := hi+1 < len(r.Tokens) && lower(r.Word(hi)) == "to" && r.Tokens[hi+1].POS == "NUM"
		behind := lo > 1 && lower(r.Word(lo-1)) == "to" && r.Tokens[lo-2].POS == "NUM"
		return ahead || behind
	}
	return false
}

// voices reports whether a number counts a few who speak: "according to three people
// who were there", "two officials said".
func (r *reader) voices(qi, head int) bool {
	q := r.Quantities[qi]
	if n, ok := q.Best.Number(); !ok || n > 10 || q.Bound != assay.Exact || head >= len(r.Tokens) || !r.sourced[head] {
		return false
	}
	for i := range r.Claims {
		src := r.Claims[i].Source.In(r.Sources)
		if src == nil || !src.Span.Contains(q.Span) || !src.Span.Contains(r.Tokens[head].Span) {
			continue
		}
		if h := r.up(head); h == none || !src.Span.Contains(r.Tokens[h].Span) {
			return true
		}
	}
	return false
}

// label reports whether a number without anything counted is a name, an age or
// a rank: "Flight 370", "Resolution 2254", "Mr. Kol, 45,".
func (r *reader) label(q assay.Quantity, i int) bool {
	if q.Head >= 0 || !q.Counted.IsZero() || money3(q.Unit) || q.Unit == "percent" {
		return false
	}
	w := strings.ToLower(r.Word(i))
	if q.Bound == assay.Exact && w == "one" {
		return true // "one of the largest", "no one", "the latter one"
	}
	if n := r.name[i]; n != none && r.Names[n].Span.Len() > q.Span.Len() {
		return true
	}
	if h := r.up(i); h != none && r.is(i, "nmod", "nummod", "appos") && scales[r.lemma[h]] {
		return true
	}
	if i+1 < len(r.Tokens) && (r.Tokens[i+1].XPOS == "POS" || en.OneOf(r.Word(i+1), "'s", "’s")) {
		return true // "a woman in her early 20's"
	}
	if i == 0 || r.sent[i-1] != r.sent[i] {
		return false
	}
	prev := &r.Tokens[i-1]
	if prev.POS == "PROPN" && r.up(i) == i-1 && q.Bound == assay.Exact && r.is(i, "nummod", "flat", "nmod", "compound", "dep") {
		return true
	}
	if w := lower(r.Word(i - 1)); w == "now" || w == "aged" || w == "age" {
		return true
	}
	if r.Word(i-1) == "," && i >= 2 && i+1 < len(r.Tokens) && strings.ContainsAny(r.Word(i+1), ",.;") {
		if n := r.name[i-2]; n != none && r.Names[n].Class == assay.PersonName {
			return true
		}
	}
	return false
}

// monies are the names of money of which the report does not say whose it is.
var monies = en.NewSet("peso", "franc", "shilling", "dinar", "krone", "escudo", "crown")

// money3 reports whether unit is a currency: three capitals, or a name that many
// countries give their money.
func money3(unit string) bool {
	if len(unit) != 3 {
		return monies[unit]
	}
	for _, c := range []byte(unit) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

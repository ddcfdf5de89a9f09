package claim

import (
	"assay"
	"assay/lang/en"
)

// doubtPhrases mark doubt by more than one word: “We cannot rule out a strike.”
var doubtPhrases = []string{
	"cannot rule out", "can not rule out", "can't rule out", "can’t rule out", "could not rule out", "not ruling out",
	"rule anything out", "ruling anything out", "ruled anything out", "not ruled out", "cannot exclude", "could not exclude", "cannot be ruled out", "could not be ruled out",
}

// falsehoods are what a statement is called by whoever denies it.
var falsehoods = en.Words(`false untrue baseless unfounded groundless nonsense fabricated fabrication lie lies invention hoax`)

// falsifies reports whether the words of c call a statement false: "the report
// was untrue", “It is not true that we were warned”.
func (r *reader) falsifies(d *draft, c assay.Span) bool {
	doc := r.doc
	lo, hi := doc.TokensIn(c)
	if d.cue >= 0 && r.lemma(d.cue) == "call" { // "called the allegation false"
		o := doc.Child(d.cue, "obj")
		return o >= lo && (r.statement(o) || r.low(o) == "it") && falsehoods[r.low(hi-1)]
	}
	for k := lo; k < hi; k++ {
		if !falsehoods[r.low(k)] || doc.Child(k, "cop") < 0 {
			continue
		}
		s := doc.Child(k, "nsubj", "expl")
		if s >= lo && (r.statement(s) || en.OneOf(r.low(s), "it", "this", "that", "they", "these")) {
			return true
		}
	}
	return false
}

// statement reports whether the noun k names what somebody said.
func (r *reader) statement(k int) bool {
	_, ok := cueNouns[r.lemma(k)]
	return ok
}

package quantity

import (
	"assay/lang/en"
	"assay/lang/piece"
)

// collectives are nouns for several persons that carry no plural ending.
var collectives = en.Collectives()

// class returns what w, a noun, names.
func (w *word) class() en.NounClass {
	if !w.classed {
		w.noun, w.classed = en.Noun(w.w, w.upper), true
	}
	return w.noun
}

// isPerson reports whether w, a noun, is for persons.
func (w *word) isPerson() bool { return collectives[w.w] || w.class() == en.Person }

// one returns the singular of w, a noun.
func (w *word) one() string {
	if w.single == "" {
		w.single = en.Singular(w.w)
	}
	return w.single
}

// pluralForm reports whether w has the form of a plural noun.
func (w *word) pluralForm() bool { return collectives[w.w] || w.one() != w.w || en.Plural(w.w) }

// isPlural reports whether w is a noun in the plural, as its form and its tag say.
func (w *word) isPlural() bool {
	if w.tag == "NNS" || w.tag == "NNPS" {
		return !closed[w.w]
	}
	if w.tag != "" && w.tag[0] != 'N' && w.tag != "VBZ" || w.kind != piece.Letters || closed[w.w] {
		return false
	}
	return w.pluralForm() && (w.tag != "VBZ" || w.isPerson())
}

// personAt reports whether persons or households are counted at word k.
func (r *reader) personAt(k int) bool {
	p, ok := r.noun(k, true)
	return ok && (r.unitOf(p, true) == "person" || r.unitOf(p, true) == "household")
}

// lives are nouns for what befell persons that count these: "12 deaths".
var lives = en.Lives()

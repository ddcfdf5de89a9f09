package quantity

import (
	"assay/lang/en"
	"assay/lang/piece"
)

// seen keeps what was looked up of a word in one byte: its class as a noun, whether
// that is known, whether its form is a plural, and whether that is known.
type seen uint8

const (
	classBits   seen = 1<<5 - 1
	classKnown  seen = 1 << 5
	plural      seen = 1 << 6
	pluralKnown seen = 1 << 7
)

// class returns what w, a noun, names.
func (w *word) class() en.NounClass {
	if w.seen&classKnown == 0 {
		w.seen |= classKnown | seen(en.Noun(w.w, w.upper))
	}
	return en.NounClass(w.seen & classBits)
}

// isPerson reports whether w, a noun, is for persons.
func (w *word) isPerson() bool { return collectives[w.w] || w.class() == en.Person }

// one returns the singular of w, a noun.
func (w *word) one() string { return en.Singular(w.w) }

// pluralForm reports whether w has the form of a plural noun.
func (w *word) pluralForm() bool {
	if w.seen&pluralKnown == 0 {
		w.seen |= pluralKnown
		if collectives[w.w] || en.Plural(w.w) {
			w.seen |= plural
		}
	}
	return w.seen&plural != 0
}

// isPlural reports whether w is a noun in the plural, as its form and its tag say.
func (w *word) isPlural() bool {
	if w.tag == "NNS" || w.tag == "NNPS" {
		return !list.Closed[w.w]
	}
	if w.tag != "" && w.tag[0] != 'N' && w.tag != "VBZ" || w.kind != piece.Letters || list.Closed[w.w] {
		return false
	}
	return w.pluralForm() && (w.tag != "VBZ" || w.isPerson())
}

// personAt reports whether persons or households are counted at word k.
func (r *reader) personAt(k int) bool {
	p, ok := r.noun(k, true)
	return ok && (r.unitOf(p, true) == unitPerson || r.unitOf(p, true) == unitHousehold)
}

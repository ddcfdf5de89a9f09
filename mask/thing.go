package mask

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

// thing reports whether the words beside a lone surname make it something else's,
// whoever the report takes it for: "Solberg Street", "Strong winds", "Young
// people". A title before it makes it a person's.
func (f *finder) thing(r run) bool {
	if r.to-r.from != 1 || r.to >= len(f.words) || !f.adjacent(r.from) {
		return false
	}
	w, next := &f.words[r.from], &f.words[r.to]
	if r.from > 0 && f.adjacent(r.from-1) && calling(f.fold(&f.words[r.from-1])) {
		return false
	}
	if gap := f.text[w.end:next.start]; strings.TrimSpace(gap) != "" {
		return false
	}
	behind := f.fold(next)
	if next.upper {
		s, t := f.text[w.start:w.end], f.text[next.start:next.end]
		return (s != strings.ToUpper(s) || t != strings.ToUpper(t)) && !en.Homes()[behind] && (en.LocWords()[behind] || en.OrgWords()[behind] || en.ThingsAfter()[behind] || en.PlacesAfter()[behind])
	}
	return f.doc != nil && common()[f.fold(w)] && f.begins(w.start) && f.noun(r.to)
}

// noun reports whether word k, in small letters, is the noun of many and not a
// verb: "winds hit", not "plans to".
func (f *finder) noun(k int) bool {
	w := f.fold(&f.words[k])
	stem, ok := strings.CutSuffix(w, "s")
	persons := w == en.People || singular(w) != ""
	if !persons && (!ok || strings.HasSuffix(stem, "s") || !common()[stem]) {
		return false
	}
	if k+1 >= len(f.words) || !f.adjacent(k) {
		return persons
	}
	next := f.fold(&f.words[k+1])
	first, _ := utf8.DecodeRuneInString(f.text[f.words[k+1].start:])
	return !unicode.IsUpper(first) && !en.Determiners()[next] && (persons || !en.AfterName()[next] && !en.BehindNoun()[next] && !en.AfterVerb()[next])
}

// placed reports whether a word before the run says that a place follows.
func (f *finder) placed(r run) bool {
	return r.from > 0 && f.adjacent(r.from-1) && en.Placing()[f.fold(&f.words[r.from-1])]
}

// family reports whether a run is the surname of several private persons before
// "family": nobody knows whose it is.
func (f *finder) family(r run) bool {
	return r.to-r.from == 1 && r.to < len(f.words) && f.adjacent(r.from) && f.fold(&f.words[r.to]) == en.Family && f.several(f.fold(&f.words[r.from]))
}

// several reports whether word is the surname of several private persons.
func (f *finder) several(word string) bool {
	n := 0
	for _, p := range f.cast.byWord[word] {
		if !p.Public && len(p.words) > 1 && p.words[len(p.words)-1] == word {
			n++
		}
	}
	return n > 1
}

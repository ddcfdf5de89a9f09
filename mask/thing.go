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
		return (s != strings.ToUpper(s) || t != strings.ToUpper(t)) && !en.Homes()[behind] && (en.LocWords()[behind] || en.OrgWords()[behind] || en.ThingsAfter()[behind] || places[behind])
	}
	return f.doc != nil && common()[f.fold(w)] && f.begins(w.start) && f.noun(r.to)
}

// places are short words for places behind a name, and what begins the name of
// one: "Solberg St.", "Solberg High School".
var places = map[string]bool{"st": true, "rd": true, "ave": true, "blvd": true, "dr": true, "ln": true, "hwy": true, "ct": true, "court": true, "drive": true, "high": true, "elementary": true, "middle": true, "fire": true, "heights": true, "gardens": true, "terrace": true, "place": true, "church": true}

// noun reports whether word k, in small letters, is the noun of many and not a
// verb: "winds hit", not "plans to".
func (f *finder) noun(k int) bool {
	w := f.fold(&f.words[k])
	stem, ok := strings.CutSuffix(w, "s")
	persons := w == "people" || singular(w) != ""
	if !persons && (!ok || strings.HasSuffix(stem, "s") || !common()[stem]) {
		return false
	}
	if k+1 >= len(f.words) || !f.adjacent(k) {
		return persons
	}
	next := f.fold(&f.words[k+1])
	first, _ := utf8.DecodeRuneInString(f.text[f.words[k+1].start:])
	return !unicode.IsUpper(first) && !determiners[next] && (persons || !function[next] && !beforeNoun[next] && !pronounsBehind[next])
}

// pronounsBehind are further words that follow a verb.
var pronounsBehind = map[string]bool{"that": true, "he": true, "she": true, "they": true, "it": true, "no": true, "more": true, "him": true, "them": true, "how": true, "about": true, "there": true, "up": true, "out": true, "down": true, "like": true, "into": true, "if": true}

// placed reports whether a word before the run says that a place follows.
func (f *finder) placed(r run) bool {
	return r.from > 0 && f.adjacent(r.from-1) && placing[f.fold(&f.words[r.from-1])]
}

var placing = map[string]bool{"in": true, "from": true, "near": true, "outside": true, "across": true, "throughout": true, "downtown": true, "around": true}

// family reports whether a run is the surname of several private persons before
// "family": nobody knows whose it is.
func (f *finder) family(r run) bool {
	return r.to-r.from == 1 && r.to < len(f.words) && f.adjacent(r.from) && f.fold(&f.words[r.to]) == "family" && f.several(f.fold(&f.words[r.from]))
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

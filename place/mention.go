package place

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/place/gazetteer"
)

// A mention is one place as the text names or describes it.
type mention struct {
	name   assay.Span // the toponym; zero where a common noun stands alone
	phrase assay.Span // with what narrows it: "eastern Ruritania"
	lo, hi int        // the tokens of name; -1 where they are none (datelines)
	cands  []gazetteer.Entry
	role   assay.PlaceRole
	part   bool            // the phrase is a part or an edge of what is named
	want   gazetteer.Class // what the words beside it say it is: Admin1 for "X province", Town for "the town of X"
	within int             // the mention that this one lies in: "X, Y"; -1 if none
	weight float64         // what it counts as evidence for other names

	choice gazetteer.Entry // set by resolve; its Name is "" if unresolved
	sure   float64
	second gazetteer.Entry
}

// widest is how many tokens a name may have: "Republic of the Congo" has four,
// hyphens count.
const widest = 8

// finder looks for names in one report.
type finder struct {
	doc      *assay.Doc
	nameAt   []int32         // for each token 1 + the Name it lies in
	persons  map[string]bool // words of persons' names
	mentions []mention
}

// find returns the names of places in doc, in text order, not overlapping.
func find(doc *assay.Doc) []mention {
	f := &finder{doc: doc, nameAt: make([]int32, len(doc.Tokens)), persons: map[string]bool{}}
	for n, name := range doc.Names {
		lo, hi := doc.TokensIn(name.Span)
		for i := lo; i < hi; i++ {
			f.nameAt[i] = int32(n) + 1
			if name.Class == assay.PersonName && hi-lo > 1 {
				f.persons[doc.Word(i)] = true
			}
		}
	}
	for _, r := range doc.Regions {
		if r.Kind == assay.Dateline {
			f.dateline(r.Span)
		}
	}
	start := 0
	for i := 0; i < len(doc.Tokens); {
		if i == 0 || doc.SentenceAt(doc.Tokens[i].Span.Start) != doc.SentenceAt(doc.Tokens[i-1].Span.Start) {
			start = i
		}
		if next := f.at(i, start); next > i {
			i = next
		} else {
			i++
		}
	}
	return f.mentions
}

// at looks for a name that starts at token i and returns the token after it, or
// i if there is none.
func (f *finder) at(i, start int) int {
	w := f.doc.Word(i)
	if !capital(w) && !(articles[w] && f.hyphenated(i)) {
		return i
	}
	if n := f.nameAt[i]; n > 0 {
		name := f.doc.Names[n-1]
		lo, hi := f.doc.TokensIn(name.Span)
		switch {
		case name.Class == assay.PersonName && hi-lo > 1:
			return max(hi, i+1)
		case name.Class == assay.LocationName && lo == i:
			if next := f.location(i, hi, start); next > i {
				return next
			}
		}
	}
	for j := f.reach(i); j > i; j-- {
		last := f.doc.Word(j - 1)
		if !capital(last) {
			continue
		}
		sp := f.doc.Cover(i, j)
		text := sp.In(f.doc.Text)
		if who := gazetteer.Demonyms(text); len(who) > 0 && !f.plainCountry(text) {
			if f.demonym(i, j, who) {
				return j
			}
			continue
		}
		cands := lookup(text)
		if len(cands) == 0 {
			continue
		}
		if cands = f.accept(i, j, start, cands); len(cands) > 0 {
			f.add(i, j, cands)
			return j
		}
		if j-i > 1 && f.nameAt[i] == 0 {
			continue
		}
		return max(j, i+1)
	}
	return i
}

// lookup is gazetteer.Lookup without the evening out of spellings, which
// is for what is known to be a name.
func lookup(text string) []gazetteer.Entry {
	if gazetteer.Has(text) {
		return gazetteer.Lookup(text)
	}
	if !strings.ContainsAny(text, " -") {
		return nil
	}
	list := gazetteer.Lookup(text)
	if len(list) > 0 && list[0].Match == gazetteer.Loose && !strings.Contains(strings.ToLower(text[:min(4, len(text))]), "-") {
		return nil
	}
	return list
}

// reach returns the end of the longest stretch from token i that could be one
// name.
func (f *finder) reach(i int) int {
	j := i + 1
	for j < len(f.doc.Tokens) && j-i < widest {
		gap := f.doc.Text[f.doc.Tokens[j-1].Span.End:f.doc.Tokens[j].Span.Start]
		w := f.doc.Word(j)
		if strings.TrimSpace(gap) != "" || strings.Contains(gap, "\n\n") || !capital(w) && !joiners[w] {
			break
		}
		j++
	}
	return j
}

// hyphenated reports whether token i is joined to a capitalised word: "al-Zahir".
func (f *finder) hyphenated(i int) bool {
	return i+2 < len(f.doc.Tokens) && f.doc.Word(i+1) == "-" && capital(f.doc.Word(i+2))
}

// location takes a name that the tagger holds for a place, as a whole if the
// gazetteer has it, or else what the gazetteer has at its end or beginning.
func (f *finder) location(lo, hi, start int) int {
	text := f.doc.Cover(lo, hi).In(f.doc.Text)
	if cands := gazetteer.Lookup(text); len(cands) > 0 {
		if cands = f.abbreviations(lo, cands); len(cands) > 0 {
			f.add(lo, hi, cands)
			return hi
		}
	}
	if len(gazetteer.Demonyms(text)) > 0 || calendar[strings.ToLower(text)] {
		return lo
	}
	for w := hi - lo - 1; w > 0; w-- { // "Middle Danube Valley" lies along the Danube
		for at := lo; at+w <= hi; at++ {
			inner := f.doc.Cover(at, at+w).In(f.doc.Text)
			if cands := lookup(inner); len(cands) > 0 && capital(inner) && strong(cands[0]) {
				f.add(lo, hi, cands)
				f.mentions[len(f.mentions)-1].part = true
				return hi
			}
		}
	}
	if f.doc.Tokens[lo].POS == "PROPN" {
		f.add(lo, hi, nil)
		return hi
	}
	return lo
}

// plainCountry reports whether a word that is a demonym too is rather the name
// of a country.
func (f *finder) plainCountry(text string) bool {
	list := gazetteer.Lookup(text)
	return len(list) > 0 && list[0].Class == gazetteer.State && list[0].Match == gazetteer.MainName
}

// demonym takes an adjective or a people, unless it is part of the name of an
// organisation ("the Ruritanian Broadcasting Company") or a person.
func (f *finder) demonym(i, j int, who []gazetteer.Entry) bool {
	if n := f.nameAt[i]; n > 0 {
		name := f.doc.Names[n-1]
		sp := f.doc.Cover(i, j)
		if name.Class == assay.PersonName && name.Span == sp && f.doc.Tokens[i].POS != "ADJ" && len(who) > 0 && !plural(sp.In(f.doc.Text)) {
			return false
		}
		if name.Class == assay.OrganizationName && name.Span.Len() > sp.Len() {
			return false
		}
	}
	f.add(i, j, who)
	f.mentions[len(f.mentions)-1].role = assay.Demonym
	return true
}

func plural(w string) bool { return strings.HasSuffix(w, "s") }

// add appends a mention of tokens [i, j).
func (f *finder) add(i, j int, cands []gazetteer.Entry) {
	sp := f.doc.Cover(i, j)
	f.mentions = append(f.mentions, mention{name: sp, phrase: sp, lo: i, hi: j, cands: cands, within: -1, weight: 1})
}

// capital reports whether w begins with a capital letter.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if r == '\'' || r == '’' || r == '‘' || r == 'ʿ' {
		r, _ = utf8.DecodeRuneInString(strings.TrimLeft(w, "'’‘ʿ"))
	}
	return unicode.IsUpper(r)
}

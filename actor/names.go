package actor

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// readNames returns the names of doc as their surroundings show them: what the
// reader of names took for a person and is a storm, a river, a brigade, a prize
// or a place ("the mayor of Harrow") is none. Bodies take in the word that shows
// them: "Okoro Brigade".
func (r *resolver) readNames() []assay.Name {
	doc := r.doc
	names := r.nicknamed(doc.Names)
	out := make([]assay.Name, len(names))
	things := map[string]bool{}  // words, in lower case, that name what is no person
	persons := map[string]bool{} // words of the names of persons, full or with a title
	for i, n := range names {
		if n.Class == assay.PersonName {
			whole := n.Span
			n = r.upToVerb(n)
			verb := n.Span != whole
			n = r.marked(n)
			lo, hi := doc.TokensIn(n.Span)
			switch {
			case lo >= hi:
			case n.Class != assay.PersonName:
				things[r.lower(lo)], things[r.lower(hi-1)], things[r.lowerName(names[i])] = true, true, true
			case hi-lo > 1 || verb || lo > 0 && r.titleBefore(lo-1) && !words.Bodies[r.lower(lo)] && !r.officePart(lo):
				persons[r.lower(lo)], persons[r.lower(hi-1)] = true, true
			}
		}
		out[i] = n
	}
	for k := range doc.Tokens {
		if r.capital(k) && r.thingNamed(k) {
			things[r.lower(k)] = true // whatever the reader of names takes it for there
		}
	}
	for _, n := range out {
		if n.Class == assay.LocationName && !strings.Contains(n.Span.In(doc.Text), " ") {
			things[r.lowerName(n)] = true
		}
	}
	for i, n := range out {
		if w := r.lowerName(n); n.Class == assay.PersonName && !persons[w] && r.thingHere(n) {
			out[i].Class = assay.OtherName
			things[w] = true
		}
	}
	for i, n := range out { // "Ada" after "Hurricane Ada"
		if w := r.lowerName(n); n.Class == assay.PersonName && things[w] && !persons[w] && !r.described(doc.TokensIn(n.Span)) {
			out[i].Class = assay.OtherName
		}
	}
	r.things = make(map[assay.Span]bool)
	for i, n := range out {
		if n.Class == assay.OtherName && names[i].Class == assay.PersonName {
			r.things[n.Span] = true
		}
	}
	return out
}

// thingNamed reports whether the words beside token k say that it is the name of what is
// named as persons are: of a storm, a ship, an operation, an animal.
func (r *resolver) thingNamed(k int) bool {
	doc := r.doc
	lo, hi := r.sentence(k)
	before := r.wordBefore(k)
	switch {
	case en.StormsBefore()[before], en.ThingsBefore()[before] && r.capital(k-1):
		return true // "Hurricane Ada", "Operation Ada"
	case words.Ships[before] && r.bodyBefore(k) == k-1 && !(k+1 < hi && r.capital(k+1)):
		return true // "the ferry Ada"
	case k-lo > 1 && words.Calling[before]: // "a storm named Ada", "the raid, dubbed Operation Ada"
		noun, naming := int(doc.Tokens[k-1].Head), doc.Tokens[k-1].XPOS == "VBN"
		if doc.Word(k-2) == "," && k-lo > 2 {
			noun, naming = k-3, true
		}
		if !naming || noun < lo || noun >= k-1 || k+1 < hi && r.capital(k+1) {
			return false // "a trawler called Otto Lind for help"
		}
		switch en.Noun(r.lower(noun), false) {
		case en.Event, en.Vehicle, en.Animal, en.Disease:
			return !r.personal(noun)
		}
	case k+2 < hi && doc.Word(k+1) == "," && en.IsA(r.lower(k+2)): // "Ada, a tropical storm,"
		for _, c := range doc.Children(r.head(k, k+1), "appos") {
			if w := r.lower(c); c > k+2 && !r.personal(c) && (en.StormsBefore()[w] || words.Ships[w]) {
				return true
			}
		}
	}
	return false
}

// lowerName returns the name n in lower case, a word alone without a full stop.
func (r *resolver) lowerName(n assay.Name) string {
	lo, hi := r.doc.TokensIn(n.Span)
	if hi == lo+1 {
		return r.lower(lo)
	}
	return strings.ToLower(n.Span.In(r.doc.Text))
}

// nicknamed returns names with one for each first name, nickname between
// quotation marks and last name, instead of what the reader of names saw of them:
// "Karl "Bo" Lind".
func (r *resolver) nicknamed(names []assay.Name) []assay.Name {
	doc := r.doc
	var wholes []assay.Name
	covered := make([]bool, len(doc.Tokens))
	for k := 1; k+2 < len(doc.Tokens); k++ {
		end, ok := r.nickname(k)
		if !ok || !r.capital(k-1) || !r.capital(end) || doc.Tokens[k-1].POS != "PROPN" || r.bounds[k-1] != r.bounds[end] {
			continue
		}
		lo, hi := k-1, end+1
		for lo > 0 && r.bounds[lo-1] == r.bounds[lo] && r.capital(lo-1) && doc.Tokens[lo-1].POS == "PROPN" && !isTitle(r.lower(lo-1)) {
			lo--
		}
		for hi < len(doc.Tokens) && r.bounds[hi] == r.bounds[lo] && r.capital(hi) && doc.Tokens[hi].POS == "PROPN" {
			hi++
		}
		whole := assay.Name{Span: doc.Cover(lo, hi), Class: assay.PersonName}
		for n := len(wholes); n > 0 && wholes[n-1].Span.Overlaps(whole.Span); n-- {
			wholes = wholes[:n-1]
		}
		wholes = append(wholes, whole)
		for j := lo; j < hi; j++ {
			covered[j] = true
		}
	}
	if len(wholes) == 0 {
		return names
	}
	out := slices.DeleteFunc(slices.Clone(names), func(n assay.Name) bool {
		lo, hi := doc.TokensIn(n.Span)
		return slices.Contains(covered[lo:hi], true)
	})
	out = append(out, wholes...)
	slices.SortStableFunc(out, func(a, b assay.Name) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// nickname reports whether a nickname between quotation marks begins with token
// k, and returns the token after it: of one to three words, the first in capitals.
func (r *resolver) nickname(k int) (end int, ok bool) {
	var closing []string
	switch r.doc.Word(k) {
	case `"`, "“", "``":
		closing = []string{`"`, "”", "’’", "''"}
	case "'", "‘":
		closing = []string{"'", "’"}
	}
	if closing == nil || k+1 >= len(r.doc.Tokens) || !r.capital(k+1) {
		return k, false
	}
	for end = k + 2; end < min(k+5, len(r.doc.Tokens)-1); end++ {
		if en.OneOf(r.doc.Word(end), closing...) {
			return end + 1, true
		}
		if r.doc.Tokens[end].POS == "PUNCT" {
			break
		}
	}
	return k, false
}

// upToVerb returns the name n without the words in small letters that end it:
// "Hadi Nour wept".
func (r *resolver) upToVerb(n assay.Name) assay.Name {
	lo, hi := r.doc.TokensIn(n.Span)
	for k := lo + 1; k < hi; k++ {
		c, _ := utf8.DecodeRuneInString(r.doc.Word(k))
		if r.capital(k-1) && unicode.IsLower(c) && r.doc.Word(k) == r.low[k] && !isPossessive(r.doc.Word(k)) && en.OneOf(r.doc.Tokens[k].POS, "VERB", "AUX", "NOUN") {
			n.Span = r.doc.Cover(lo, k)
			break
		}
	}
	return n
}

// marked returns the name n, taken for a person's, with the class that a word in
// it or right beside it shows.
func (r *resolver) marked(n assay.Name) assay.Name {
	doc := r.doc
	lo, hi := doc.TokensIn(n.Span)
	if lo >= hi {
		return n
	}
	before, after := r.wordBefore(lo), r.wordAfter(hi-1, 1)
	the := lo // "the Queen Ada Way"
	for the > 0 && r.titleBefore(the-1) {
		the--
	}
	capitals, arabic := false, false
	for k := lo; k < hi; k++ {
		capitals = capitals || r.capital(k)
		arabic = arabic || en.ArabicBodies()[r.lower(k)]
	}
	switch {
	case hi-lo > 2 && r.ofOffice(lo):
		n.Span = doc.Cover(hi-2, hi) // "President of [Norland Karel Novy]"
	case r.bodyHere(lo, hi) != assay.PersonName:
		n.Class = r.bodyHere(lo, hi)
	case !capitals, r.headline(lo, hi), hi-lo > 1 && r.modelled(lo, hi):
		n.Class = assay.OtherName // "sarin", "Second Arrest Made", "Comet XLT"
	case r.gazetteered(lo, hi):
		n.Class = assay.LocationName
	case arabic, hi-lo > 1 && before == en.Of && lo > 1 && words.Heads[r.lower(lo-2)] && !isTitle(r.lower(lo)):
		n.Class = assay.OrganizationName // "Ahrar al-Zaman", "the commander of Ahl al-Zaman"
	case hi-lo > 1 && en.ArabicPlaces()[r.lower(lo)]:
		n.Class = assay.LocationName
	case en.ThingsBefore()[before] && r.capital(lo-1), hi-lo > 1 && en.ThingsBefore()[r.lower(lo)], en.StormsBefore()[before]:
		n.Class = assay.OtherName // "Hurricane Ada", "Lake Edna", "the storm Ada"
	case en.BodyWords()[after] && (r.capital(hi) || before == en.The):
		n = assay.Name{Span: doc.Cover(lo, hi+1), Class: assay.OrganizationName} // "the Okoro Brigade"
	case hi-lo > 1 && en.BodyWords()[r.lower(hi-1)]:
		n.Class = assay.OrganizationName // "Harrow Steel"
	case hi < len(doc.Tokens) && isPossessive(after) && en.ThingsAfter()[r.wordAfter(hi-1, 2)] && r.capital(hi+1), isPossessive(doc.Word(hi-1)) && en.ThingsAfter()[after] && r.capital(hi):
		n.Class = assay.LocationName // "Prince Otto's County"
	case en.LocWords()[after] && en.ThingsAfter()[after]:
		n.Class = assay.LocationName // "the Lind river"
	case en.ThingsAfter()[after] && doc.Tokens[hi].POS != "VERB", hi-lo > 1 && en.ThingsAfter()[r.lower(hi-1)] && r.wordBefore(the) == en.The:
		n.Class = assay.OtherName // "the Varga Prize"
	}
	return n
}

// headline reports whether the name [lo, hi) holds a word that titles in capitals
// have and names have not: "Second Arrest", "Man Charged". Abbreviations in the
// plural are no names either: "POWs".
func (r *resolver) headline(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		w := r.doc.Word(k)
		if en.HeadlineWords()[r.lower(k)] && !en.Honorifics()[r.wordBefore(lo)] && r.apposition(hi, r.head(lo, hi)).IsZero() && r.age(lo, hi) == "" {
			return true
		}
		if stem, ok := strings.CutSuffix(w, "s"); ok && hi-lo == 1 && shouted(stem) {
			return true
		}
	}
	return false
}

// modelled reports whether the name [lo, hi) ends in capitals that cannot be
// spoken, as those of things made in series do and of persons do not.
func (r *resolver) modelled(lo, hi int) bool {
	w := r.doc.Word(hi - 1)
	return shouted(w) && !shouted(r.doc.Word(lo)) && !strings.ContainsAny(w, "AEIOUY.")
}

// gazetteered reports whether the name [lo, hi) is that of a known place and the
// words beside it are those beside a place: "around Harrow", "the Norlandic government".
func (r *resolver) gazetteered(lo, hi int) bool {
	before, after := r.wordBefore(lo), r.wordAfter(hi-1, 1)
	switch {
	case hi-lo == 1 && hi < len(r.doc.Tokens) && r.doc.Tokens[hi].POS == "NOUN" && len(gazetteer.Demonyms(r.doc.Word(lo))) > 0:
		return true
	case en.PlacesBehind()[before], before == en.Of && (hi-lo > 1 || en.LocWords()[r.wordBefore(lo-1)]):
		return !isPossessive(after) && r.age(lo, hi) == "" && r.known(lo, hi)
	}
	return false
}

// known reports whether the gazetteer has the words [lo, hi) as the name of a
// settlement or a division, one of a word alone only if it is no hamlet.
func (r *resolver) known(lo, hi int) bool {
	for _, e := range gazetteer.Lookup(r.doc.Cover(lo, hi).In(r.doc.Text)) {
		if e.Match <= gazetteer.AltName && (e.Class.Populated() && (hi-lo > 1 || e.Population >= 20_000) || e.Class == gazetteer.Admin1) {
			return true
		}
	}
	return false
}

// bodyHere returns the class that an apposition shows the name [lo, hi) to have:
// "Oster, the capital of Norland,", "the Sons of Ada, a militant group".
func (r *resolver) bodyHere(lo, hi int) assay.NameClass {
	for _, c := range r.doc.Children(r.head(lo, hi), "appos") {
		if c < hi || c > hi+10 || r.doc.Tokens[c].POS != "NOUN" || r.capital(c) {
			continue
		}
		// "Otto Lind, the company said," is no company
		first := hi
		if r.doc.Word(first) == "," {
			first++
		}
		indefinite := en.Indefinite[r.lower(first)]
		switch w := strings.ToLower(r.doc.Tokens[c].Lemma); {
		case (en.LocWords()[w] || w == en.Capital) && (indefinite || r.wordAfter(c, 1) == en.Of):
			return assay.LocationName
		case en.BodyWords()[w] && indefinite:
			return assay.OrganizationName
		}
	}
	return assay.PersonName
}

// ofOffice reports whether what begins with token lo completes an office written
// as a title: "President of", "Ambassador to the".
func (r *resolver) ofOffice(lo int) bool {
	if r.wordBefore(lo) == en.The {
		lo--
	}
	return en.OneOf(r.wordBefore(lo), en.Of, en.To) && lo > 1 && en.Offices()[r.lower(lo-2)] && r.capital(lo-2)
}

// labels reports whether token k stands in the label of a speaker.
func (r *resolver) labels(k int) bool {
	g := r.doc.RegionAt(r.doc.Tokens[k].Span.Start)
	return g >= 0 && r.doc.Regions[g].Kind == assay.Speaker
}

// thingHere reports whether a single word, taken for a person's name, stands
// where the name of a place or thing does: "in Harrow", "the mayor of Harrow".
func (r *resolver) thingHere(n assay.Name) bool {
	doc := r.doc
	lo, hi := doc.TokensIn(n.Span)
	if hi != lo+1 {
		return false
	}
	word, before := doc.Word(lo), r.wordBefore(lo)
	if r.officePart(lo) {
		return true
	}
	after := hi < len(doc.Tokens) && r.bounds[hi] == r.bounds[lo]
	switch next := r.wordAfter(lo, 1); {
	case next == en.Chief && r.wordAfter(lo, 2) != en.Of:
		return true // "Lind chief executive Ana Brandt": persons have none, but a chief of staff
	case before == en.The:
		return doc.Tokens[lo].XPOS != "NNPS" && !(after && en.OneOf(doc.Tokens[hi].POS, "NOUN", "PROPN", "PART"))
	case en.CalendarName(r.lower(lo)) || words.Gods[r.lower(lo)]:
		return true // "late June"
	case doc.Tokens[lo].Is("conj") && r.located(int(doc.Tokens[lo].Head)), r.wordAfter(lo, 1) == en.And && r.located(lo+2) && int(doc.Tokens[lo+2].Head) == lo:
		return true // "Harrow and Oster"
	case r.labels(lo): // "RUIZ: We have no boats."
		return false
	case shouted(word) && !(lo > 0 && shouted(doc.Word(lo-1))) && !(after && shouted(doc.Word(hi))):
		return true // "DAESH", but not where all is in capitals
	case words.Within[before]:
		return !(after && isPossessive(doc.Word(hi)))
	case en.OneOf(before, en.Of, en.From, en.At) && lo > 1:
		noun := r.lower(lo - 2)
		return en.LocWords()[noun] || en.Offices()[noun] || before == en.From && r.personal(lo-2)
	}
	return words.Bodies[r.lower(lo)] || r.opens(lo) && r.several(lo)
}

// located reports whether the reader of names took token k for part of the name
// of a place.
func (r *resolver) located(k int) bool {
	if k < 0 || k >= len(r.doc.Tokens) {
		return false
	}
	sp := r.doc.Tokens[k].Span
	i := sort.Search(len(r.doc.Names), func(i int) bool { return r.doc.Names[i].Span.End > sp.Start })
	return i < len(r.doc.Names) && r.doc.Names[i].Span.Contains(sp) && r.doc.Names[i].Class == assay.LocationName
}

// officePart reports whether token k is no name but the end of an office written
// in capitals: "Chief Executive".
func (r *resolver) officePart(k int) bool {
	before := r.wordBefore(k)
	return before != "" && en.OfficeWith()[r.lower(k)][before]
}

// described reports whether an apposition, a title or an age shows the name [lo, hi) to
// be a person's.
func (r *resolver) described(lo, hi int) bool {
	return !r.apposition(hi, r.head(lo, hi)).IsZero() || lo > 0 && r.titleBefore(lo-1) || r.age(lo, hi) != ""
}

// shouted reports whether w, of three letters or more, is all in capitals.
func shouted(w string) bool {
	return len(w) > 2 && w == strings.ToUpper(w) && w != strings.ToLower(w)
}

// wordBefore returns the word before token k in its sentence, in lower case.
func (r *resolver) wordBefore(k int) string {
	if lo, _ := r.sentence(k); k > lo {
		return r.lower(k - 1)
	}
	return ""
}

// wordAfter returns the nth word after token k in its sentence, in lower case.
func (r *resolver) wordAfter(k, n int) string {
	if _, hi := r.sentence(k); k+n < hi {
		return r.lower(k + n)
	}
	return ""
}

// nameAt returns the name that token k belongs to.
func (r *resolver) nameAt(k int) (assay.Name, bool) {
	sp := r.doc.Tokens[k].Span
	i := sort.Search(len(r.names), func(i int) bool { return r.names[i].Span.End > sp.Start })
	if i < len(r.names) && r.names[i].Span.Contains(sp) {
		return r.names[i], true
	}
	return assay.Name{}, false
}

// firstName reports whether token k belongs to the name that begins right after it,
// though the reader of names has left it out: "Iv" in "Iv Omar Lind".
func (r *resolver) firstName(k int) bool {
	t, next := &r.doc.Tokens[k], &r.doc.Tokens[k+1]
	if n, ok := r.nameAt(k); ok && n.Class != assay.OtherName || words.Bodies[r.lower(k)] || r.officeOf(r.phraseStart(k), k) >= 0 {
		return false // "President of Norland Ana Lind", "Minister of Information Ana Lind"
	}
	return t.POS == "PROPN" && r.capital(k) && next.Is("flat") && int(next.Head) == k && r.owner[k] < 0 && !isTitle(r.lower(k)) && !r.personal(k) && !en.CalendarName(r.lower(k))
}

// personNames returns the spans of the names of persons, in text order: those
// that the reader of names found, and capitalised words of no other class that a
// title or a description shows to be one, as in "the chief engineer, Ana Reyes".
func (r *resolver) personNames() []assay.Span {
	doc := r.doc
	named := make([]bool, len(doc.Tokens))
	var out []assay.Span
	for _, n := range r.names {
		lo, hi := doc.TokensIn(n.Span)
		for k := lo; k < hi; k++ {
			named[k] = n.Class != assay.OtherName || r.things[n.Span]
		}
		start := lo
		for start > 0 && (r.titleBefore(start-1) || r.firstName(start-1)) {
			start-- // "the ferry Lady Ada"
		}
		if n.Class == assay.PersonName && r.bodyBefore(start) < 0 && !(hi-lo > 1 && words.Ships[doc.Word(lo)]) || r.misnamed(lo, hi) || n.Class != assay.PersonName && r.aged(lo, hi) {
			out = append(out, n.Span)
		}
	}
	for k := 0; k < len(doc.Tokens); k++ {
		end := k
		for end < len(doc.Tokens) && end < k+5 && !named[end] && doc.Tokens[end].POS == "PROPN" && r.capital(end) && !isTitle(r.lower(end)) {
			end++
		}
		if end == k {
			continue
		}
		sp := doc.Cover(k, end)
		titled := k > 0 && !r.officePart(k) && !isTitle(r.wordAfter(end-1, 1)) && r.titleBefore(k-1) && doc.Tokens[k-1].Head >= 0 && !named[k-1]
		shown := titled || end-k > 1 && (!r.descriptionComma(k, end, r.head(k, end)).IsZero() || !r.apposition(end, r.head(k, end)).IsZero()) || r.aged(k, end)
		if shown && r.bounds[k] == r.bounds[end-1] && r.marked(assay.Name{Span: sp, Class: assay.PersonName}).Class == assay.PersonName {
			out = append(out, sp)
		}
		k = end
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Start < out[b].Start })
	return out
}

// bodyBefore returns the noun for a body or a ship right before a name that
// begins at token lo, or -1: "the union Brightwater", "the ferry Aurora" are no
// persons.
func (r *resolver) bodyBefore(lo int) int {
	k := lo - 1
	if k < 1 || r.doc.Tokens[k].POS != "NOUN" || r.doc.Tokens[k].XPOS == "NNS" || !words.Bodies[r.lower(k)] && !words.Ships[r.lower(k)] && r.lower(k) != en.Website || r.capital(k) && !r.opens(k) {
		return -1
	}
	if !en.OneOf(r.doc.Tokens[k-1].POS, "DET", "ADJ", "NOUN", "PRON") {
		return -1
	}
	if n, ok := r.nameAt(lo); ok && n.Class == assay.PersonName && words.OneEach[r.lower(k)] {
		return -1 // "the member of the council Ana Lind"
	}
	return k
}

// misnamed reports whether the name [lo, hi), taken for a place or a body, is a
// person's after all: two words or more that no gazetteer knows, described as a
// person is: "Gilda de Marco, the union's top official,".
func (r *resolver) misnamed(lo, hi int) bool {
	doc := r.doc
	if hi-lo < 2 {
		return false
	}
	if sp := r.apposition(hi, r.head(lo, hi)); !sp.IsZero() {
		if _, end := doc.TokensIn(sp); end >= len(doc.Tokens) || doc.Tokens[end].POS != "PUNCT" {
			return false
		}
	} else if lo < 2 || !r.personal(lo-1) || doc.Tokens[lo-1].XPOS == "NNS" {
		return false // nor "the singer Gilda Marco"
	}
	if r.inPlace(doc.Cover(lo, hi)) {
		return false
	}
	for k := lo; k < hi; k++ {
		if words.Bodies[r.lower(k)] || k+1 < hi && isPossessive(doc.Word(k)) {
			return false // "Prince Otto's County"
		}
	}
	return r.marked(assay.Name{Span: doc.Cover(lo, hi), Class: assay.PersonName}).Class == assay.PersonName
}

// inPlace reports whether the gazetteer has a place that sp lies in or begins like.
func (r *resolver) inPlace(sp assay.Span) bool {
	places := r.doc.Places
	if r.reaching == nil {
		r.reaching = make([]int32, len(places))
		far := int32(-1)
		for i := range places {
			if places[i].Gazetteer != "" {
				far = max(far, places[i].Span.End)
			}
			r.reaching[i] = far
		}
	}
	n := sort.Search(len(places), func(i int) bool { return places[i].Span.Start > sp.Start }) - 1
	if n >= 0 && r.reaching[n] >= sp.End {
		return true
	}
	for ; n >= 0 && places[n].Span.Start == sp.Start; n-- {
		if places[n].Gazetteer != "" {
			return true
		}
	}
	return false
}

// aged reports whether the name [lo, hi), taken for a place, a body or nothing, is
// a person's as an age shows: "Otto Lind, 27,", "Mia, who is 10". A word alone,
// and what the gazetteer knows, needs a noun for a person before it as well:
// "their son Finn, 3", "the death of Mia, 4".
func (r *resolver) aged(lo, hi int) bool {
	doc := r.doc
	if r.age(lo, hi) == "" || r.wordBefore(lo) == en.Old || en.CalendarName(r.lower(lo)) || en.PlacesBehind()[r.wordBefore(lo)] || en.OneOf(r.wordBefore(lo), en.At, en.From, en.To) {
		return false
	}
	for k := lo; k < hi; k++ {
		if !r.capital(k) || words.Bodies[r.lower(k)] || en.BodyWords()[r.lower(k)[strings.LastIndex(r.lower(k), "-")+1:]] || en.ThingsBefore()[r.lower(k)] || en.CalendarName(r.lower(k)) {
			return false
		}
	}
	if r.wordAfter(hi-1, 2) == en.Who || hi-lo > 1 && !r.known(lo, hi) {
		return true
	}
	k := lo - 1
	if k > 0 && (doc.Word(k) == "," || r.lower(k) == en.Of) {
		k--
	}
	return k >= 0 && r.bounds[k] == r.bounds[lo] && (r.personal(k) || en.Small()[r.lower(lo)] || r.lower(lo-1) == en.Of && en.Fates()[r.lower(k)])
}

// capital reports whether token k begins with a capital letter.
func (r *resolver) capital(k int) bool {
	c, _ := utf8.DecodeRuneInString(r.doc.Word(k))
	return unicode.IsUpper(c)
}

// isTitle reports whether w stands before names and is no part of them.
func isTitle(w string) bool { return en.NameTitles()[w] || en.PluralTitles()[w] }

// titleBefore reports whether token k is a title that belongs to a name right
// after it: "Gen.", "Defense", "Secretary" in "Defense Secretary Ana Reyes".
func (r *resolver) titleBefore(k int) bool {
	if r.bounds[k] != r.bounds[k+1] {
		return false
	}
	w := r.doc.Word(k)
	if w == "" || !isTitle(r.lower(k)) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

package place

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// A mention is one place as the text names or describes it.
type mention struct {
	name    assay.Span // the toponym; zero where a common noun stands alone
	phrase  assay.Span // with what narrows it: "eastern Ruritania"
	lo, hi  int        // the tokens of name; -1 where they are none (datelines)
	cands   []gazetteer.Entry
	role    assay.PlaceRole
	part    bool            // the phrase is a part or an edge of what is named
	want    gazetteer.Class // what the words beside it say it is: Admin1 for "X province", Town for "the town of X"
	within  int             // the mention that this one lies in: "X, Y"; -1 if none
	said    int             // the same where nothing of that name is known to lie there; -1 if none
	inner   bool            // cands are of a name within this one: "Strelsau Cathedral"
	away    float64         // kilometres from what is named, in the direction of bearing: "40 km north of X"
	bearing float64         // degrees from north, by east
	weight  float64         // what it counts as evidence for other names

	choice gazetteer.Entry // set by resolve; its Name is "" if unresolved
	sure   float64
	second gazetteer.Entry

	country string          // set by settle where choice has none
	about   gazetteer.Entry // likewise: what it lies in or near, if that is known more closely
	held    bool            // it lies in about
}

// widest is how many tokens a name may have: "Republic of the Congo" has four,
// hyphens count.
const widest = 8

// finder looks for names in one report.
type finder struct {
	doc      *assay.Doc
	gaz      *gazetteer.Gazetteer
	nameAt   []int32         // for each token 1 + the Name it lies in
	persons  map[string]bool // words of persons' names
	mentions []mention
}

// find returns the names of places in doc that the gazetteer knows or the words say, in text order, not overlapping.
func find(doc *assay.Doc, opt Options) []mention {
	f := &finder{doc: doc, gaz: opt.Gazetteer, nameAt: make([]int32, len(doc.Tokens)), persons: map[string]bool{}}
	for n, name := range doc.Names {
		lo, hi := doc.TokensIn(name.Span)
		for i := lo; i < hi; i++ {
			f.nameAt[i] = int32(n) + 1
			if name.Class == assay.PersonName && hi-lo > 1 && (i == hi-1 || !large(f.gaz.Lookup(doc.Word(i)))) {
				f.persons[doc.Word(i)] = true
			}
		}
	}
	for _, r := range doc.Regions {
		if r.Kind == assay.Dateline {
			f.dateline(r.Span)
		}
	}
	f.scan()
	if !opt.NamesOnly {
		f.streets()
	}
	f.ungroup()
	f.again()
	slices.SortStableFunc(f.mentions, func(a, b mention) int { return cmp.Compare(a.name.Start, b.name.Start) })
	return f.mentions
}

// scan goes through the words once.
func (f *finder) scan() {
	doc, start := f.doc, 0
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
}

// streets takes the names of streets that nothing else took for places: "the 300 block of
// Elm", "at Oak and 12th Street", "on Highway 12".
func (f *finder) streets() {
	doc := f.doc
	owned := make([]bool, len(doc.Tokens))
	for _, m := range f.mentions {
		for k := m.lo; k >= 0 && k < m.hi; k++ {
			owned[k] = true
		}
	}
	for i := 1; i < len(doc.Tokens); i++ {
		before := doc.Word(i - 1)
		block := before == en.Of && i > 1 && doc.Word(i-2) == en.Block
		if owned[i] || !street(doc.Word(i)) || street(before) && f.beside(i) || f.inPerson(i) ||
			!block && !en.OneOf(before, en.On, en.And) && !located(doc, i) {
			continue
		}
		named := block && capital(doc.Word(i))
		j := i
		for ; j < len(doc.Tokens) && j-i < widest && !owned[j] && street(doc.Word(j)) && (j == i || f.beside(j)); j++ {
			kind := en.Numbers().Streets[strings.ToLower(strings.TrimRight(doc.Word(j), "."))]
			named = named || kind && capital(doc.Word(j)) && (j > i || j+1 < len(doc.Tokens) && street(doc.Word(j+1)))
		}
		if named && !en.NoTowns()[strings.ToLower(doc.Cover(i, j).In(doc.Text))] {
			f.add(i, j, nil)
			i = j - 1
		}
	}
	slices.SortStableFunc(f.mentions, func(a, b mention) int { return cmp.Compare(a.name.Start, b.name.Start) })
}

// street reports whether w may be part of a street's name: "Elm", "12th", "198".
func street(w string) bool { return capital(w) || w != "" && '0' <= w[0] && w[0] <= '9' }

// beside reports whether nothing but a space parts token i from the one before.
func (f *finder) beside(i int) bool {
	return f.doc.Tokens[i].Span.Start-f.doc.Tokens[i-1].Span.End <= 1
}

// again finds further mentions of the names that were taken for places somewhere
// in the report, where they stand alone but nothing says that they are: "Strelsau
// fell a day later".
func (f *finder) again() {
	doc := f.doc
	known := map[string]int{}
	owned := make([]bool, len(doc.Tokens))
	for n, m := range f.mentions {
		for k := m.lo; k >= 0 && k < m.hi; k++ {
			owned[k] = true
		}
		if sp := m.name.In(doc.Text); m.lo >= 0 && m.role == assay.Literal && m.hi-m.lo <= widest {
			known[sp] = n
		}
	}
	for i := 0; i < len(doc.Tokens); i++ {
		if owned[i] || !capital(doc.Word(i)) || f.inPerson(i) {
			continue
		}
		for j := f.reach(i); j > i; j-- {
			n, ok := known[doc.Cover(i, j).In(doc.Text)]
			if !ok || owned[j-1] || f.embedded(i, j) {
				continue
			}
			lo, _ := doc.SentenceTokens(i)
			if !f.crowded(i, j, lo) {
				f.add(i, j, f.mentions[n].cands)
				i = j - 1
			}
			break
		}
	}
}

// inPerson reports whether token i is part of a person's name of several words.
func (f *finder) inPerson(i int) bool {
	n := f.nameAt[i]
	return n > 0 && f.doc.Names[n-1].Class == assay.PersonName && f.persons[f.doc.Word(i)]
}

// at looks for a name that starts at token i and returns the token after it, or
// i if there is none.
func (f *finder) at(i, start int) int {
	w := f.doc.Word(i)
	if !capital(w) && !(en.Articles()[w] && f.hyphenated(i)) {
		return i
	}
	if w == "The" && !f.withThe(i) {
		return i // "The Ruritanian army": the name is without it
	}
	if next := f.tagged(i); next > i {
		return next
	}
	if next := f.dotted(i); next > i {
		return next
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
		cands := f.lookup(text)
		if len(cands) == 0 {
			continue
		}
		if cands = f.accept(i, j, start, cands); len(cands) > 0 {
			f.add(i, j, cands)
			if f.embedded(i, j) {
				f.mentions[len(f.mentions)-1].role = assay.Modifier
				f.mentions[len(f.mentions)-1].weight = .5
			}
			return j
		}
		if j-i > 1 && f.nameAt[i] == 0 {
			continue
		}
		return max(j, i+1)
	}
	return i
}

// narrows reports whether tokens [lo, hi) only cut a part out of a place:
// "Middle", "Valley", and not "Street".
func (f *finder) narrows(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		w := strings.ToLower(f.doc.Word(k))
		if one := en.Singular(w); !en.Directions()[w] && !en.Areas()[one] && !en.Divisions()[one] && !en.Joiners()[w] && w != en.Central {
			return false
		}
	}
	return true
}

// tagged takes what the tagger of names says of the name that starts at token i.
func (f *finder) tagged(i int) int {
	n := f.nameAt[i]
	if n == 0 {
		return i
	}
	name := f.doc.Names[n-1]
	lo, hi := f.doc.TokensIn(name.Span)
	switch {
	case name.Class == assay.PersonName && hi-lo > 1:
		text := name.Span.In(f.doc.Text)
		cands := f.lookup(text)
		switch {
		case lo != i || len(cands) == 0:
		case cands[0].Match == gazetteer.MainName && strong(cands[0]), // "Travis County" is nobody
			cands[0].Match <= gazetteer.AltName && !spot(cands[0]) && i > 0 && en.Firm()[strings.ToLower(f.doc.Word(i-1))]: // "near Dayr az Zawr"
			f.add(lo, hi, cands)
		}
		return max(hi, i+1)
	case name.Class == assay.LocationName && (f.small(lo, i) || f.ofArea(lo, i)):
		if next := f.longer(i, hi); next > i {
			return next
		}
		if next := f.location(i, hi); next > i {
			return next
		}
	}
	return i
}

// small reports whether tokens [lo, i) are at most an article and directions:
// "the northern Carpathians".
func (f *finder) small(lo, i int) bool {
	for k := lo; k < i; k++ {
		if w := strings.ToLower(f.doc.Word(k)); w != en.The && (!en.Directions()[w] || capital(f.doc.Word(k))) {
			return false
		}
	}
	return true
}

// ofArea reports whether tokens [lo, i) say what lies at i: "the Ruritanian
// peninsula of Zenda", taken for one name.
func (f *finder) ofArea(lo, i int) bool {
	if i-lo < 2 || f.doc.Word(i-1) != en.Of {
		return false
	}
	one := en.Singular(f.doc.Word(i - 2))
	return en.Areas()[one] || en.Divisions()[one] || en.Towns()[one]
}

// withThe reports whether "The" at token i begins a name that has it: "The Hague".
func (f *finder) withThe(i int) bool {
	for j := f.reach(i); j > i+1; j-- {
		sp := f.doc.Cover(i, j)
		for _, e := range f.gaz.Lookup(sp.In(f.doc.Text)) {
			if strings.EqualFold(e.Name, sp.In(f.doc.Text)) {
				return true
			}
		}
	}
	return false
}

// dotted takes an abbreviation whose last dot is a word of its own:
// "STRELSAU, Wis. (AP)".
func (f *finder) dotted(i int) int {
	if i+1 >= len(f.doc.Tokens) || f.doc.Word(i+1) != "." || f.doc.Tokens[i].Span.End != f.doc.Tokens[i+1].Span.Start {
		return i
	}
	cands := f.gaz.Lookup(f.doc.Word(i))
	short := cands[:0]
	for _, c := range cands {
		if c.Match == gazetteer.Short {
			short = append(short, c)
		}
	}
	if short = f.abbreviations(i, short); len(short) == 0 {
		return i
	}
	f.add(i, i+2, short)
	return i + 2
}

// lookup is gazetteer.Lookup without the evening out of spellings, which
// is for what is known to be a name.
func (f *finder) lookup(text string) []gazetteer.Entry {
	if f.gaz.Has(text) {
		return f.gaz.Lookup(text)
	}
	if !strings.ContainsAny(text, " -") {
		return nil
	}
	list := f.gaz.Lookup(text)
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
		if strings.TrimSpace(gap) != "" || strings.Contains(gap, "\n\n") || !capital(w) && !en.Joiners()[w] {
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

// longer takes a country whose name goes on after what the tagger holds for a
// place: "Trinidad and Tobago".
func (f *finder) longer(i, hi int) int {
	for j := f.reach(i); j > hi; j-- {
		if !capital(f.doc.Word(j - 1)) {
			continue
		}
		if cands := f.lookup(f.doc.Cover(i, j).In(f.doc.Text)); len(cands) > 0 && cands[0].Class == gazetteer.State {
			f.add(i, j, cands)
			return j
		}
	}
	return i
}

// location takes a name that the tagger holds for a place, as a whole if the
// gazetteer has it, or else what the gazetteer has at its end or beginning.
func (f *finder) location(lo, hi int) int {
	for k := lo + 1; k < hi; k++ { // "Strelsau, Ruritania" and "Strelsau for Hentzau" are two names
		switch f.doc.Word(k) {
		case ",", en.For, en.From, en.To:
			hi = k
		}
		if k+1 < hi && f.doc.Word(k+1) == en.Of && en.Directions()[f.doc.Word(k)] {
			hi = k // "the Danube east of Strelsau"
		}
	}
	text := f.doc.Cover(lo, hi).In(f.doc.Text)
	if low := strings.ToLower(text); common(low) || en.NoTowns()[low] || hi == lo+1 && f.person(lo, text) {
		return lo
	}
	if cands := f.gaz.Lookup(text); len(cands) > 0 {
		if cands = f.abbreviations(lo, cands); len(cands) > 0 {
			f.add(lo, hi, cands)
			return hi
		}
	}
	if len(gazetteer.Demonyms(text)) > 0 || dated(strings.ToLower(text)) {
		return lo
	}
	for w := hi - lo - 1; w > 0; w-- { // "Middle Danube Valley" lies along the Danube
		for at := lo; at+w <= hi; at++ {
			inner := f.doc.Cover(at, at+w).In(f.doc.Text)
			if cands := f.lookup(inner); len(cands) > 0 && capital(inner) && strong(cands[0]) && !common(strings.ToLower(inner)) &&
				f.narrows(lo, at) && f.narrows(at+w, hi) {
				f.add(lo, hi, cands)
				f.mentions[len(f.mentions)-1].part = true
				return hi
			}
		}
	}
	if polity(text) {
		return hi
	}
	end := hi
	for end > lo && !capital(f.doc.Word(end-1)) { // "Zenda hospital"
		end--
	}
	text = f.doc.Cover(lo, max(end, lo+1)).In(f.doc.Text)
	if len(gazetteer.Demonyms(text)) > 0 {
		return lo // "the Ruritanian peninsula"
	}
	if end == lo+1 && hi < len(f.doc.Tokens) && f.doc.Tokens[hi].POS == "NUM" && en.Noun(strings.ToLower(text), false) != en.NoNoun {
		return lo // "Highway", cut off from its number
	}
	if end > lo && !f.persons[text] && end-lo <= widest && !strings.ContainsAny(text, "'’") {
		f.add(lo, end, nil)
		f.mentions[len(f.mentions)-1].lies(text, f.gaz)
		return hi
	}
	return lo
}

// lies gives m, of which no gazetteer has the name, what has a name within it:
// "Zenda County Jail" lies in Zenda County, "the Ruritanian Theatre" in Ruritania.
func (m *mention) lies(name string, gaz *gazetteer.Gazetteer) {
	words := strings.Fields(name)
	for w := len(words) - 1; w > 0; w-- {
		for at := 0; at+w <= len(words); at++ {
			inner := strings.TrimRight(strings.Join(words[at:at+w], " "), ",")
			if !capital(inner) || common(strings.ToLower(inner)) {
				continue
			}
			cands := gaz.Lookup(inner)
			if len(cands) == 0 || !strong(cands[0]) {
				cands = gazetteer.Demonyms(inner)
			}
			if len(cands) > 0 {
				m.cands, m.inner, m.part = cands, true, true
				return
			}
		}
	}
}

// plainCountry reports whether a word that is a demonym too is rather the name
// of a country.
func (f *finder) plainCountry(text string) bool {
	list := f.gaz.Lookup(text)
	return len(list) > 0 && list[0].Class == gazetteer.State && list[0].Match == gazetteer.MainName
}

// demonym takes an adjective or a people, unless it is the name of a person.
func (f *finder) demonym(i, j int, who []gazetteer.Entry) bool {
	if n := f.nameAt[i]; n > 0 {
		name := f.doc.Names[n-1]
		sp := f.doc.Cover(i, j)
		if name.Class == assay.PersonName && name.Span == sp && f.doc.Tokens[i].POS != "ADJ" && len(who) > 0 && !plural(sp.In(f.doc.Text)) {
			return false
		}
	}
	f.add(i, j, who)
	f.mentions[len(f.mentions)-1].role = assay.Demonym
	return true
}

// embedded reports whether tokens [i, j) are only a part of an organisation's
// name: "the Strelsau Gazette".
func (f *finder) embedded(i, j int) bool {
	n := f.nameAt[i]
	if n == 0 || f.doc.Names[n-1].Class != assay.OrganizationName {
		return false
	}
	lo, hi := f.doc.TokensIn(f.doc.Names[n-1].Span)
	return lo < i && !strings.EqualFold(f.doc.Word(lo), en.The) || lo < i-1 || hi > j
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

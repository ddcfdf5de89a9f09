package mask

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"assay"
	"assay/lang/en"
)

// A word is a run of letters of a text. Folded it is in lower case, without
// accents and what cannot be seen, so that one name is found however it is
// written: "RUÍZ", "Ruiz".
type word struct {
	start, end int32
	upper      bool   // begins with a capital, or is of a script that has none
	folded     string // once it was asked for
}

// glued are beginnings of one name, as in "McDonald"; elsewhere a capital after
// a small letter begins a word that lost its space: "homeIlse".
var glued = map[string]bool{"Mc": true, "Mac": true, "De": true, "Di": true, "Du": true, "La": true, "Le": true, "Van": true, "Fitz": true, "O": true}

// wordsOf cuts text into words. The possessive is none of the word.
func wordsOf(text string) []word {
	out := make([]word, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		if end := plainWord(text, i); end > i { // nearly all are
			out = append(out, word{start: int32(i), end: int32(end), upper: text[i] < 'a'})
			i = end
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		start := i
		var before, last rune
		for i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.IsLetter(r):
			case unicode.In(r, unicode.Mn, unicode.Cf) || unicode.IsDigit(r):
				i += n
				continue
			case apostrophe(r) && joins(text[i+n:]):
				i += n
				continue
			default:
				n = 0
			}
			if n == 0 {
				break
			}
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			if unicode.IsLower(last) && unicode.IsUpper(r) && !glued[text[start:i]] ||
				unicode.IsUpper(before) && unicode.IsUpper(last) && unicode.IsUpper(r) && unicode.IsLower(next) {
				break
			}
			before, last = last, r
			i += n
		}
		first, _ := utf8.DecodeRuneInString(text[start:])
		out = append(out, word{start: int32(start), end: int32(i), upper: !unicode.IsLower(first)})
	}
	return out
}

// plainWord returns the end of the word of ASCII letters that begins at i, or i
// where it takes more to find it.
func plainWord(text string, i int) int {
	j := i
	for j < len(text) && ('a' <= text[j]|0x20 && text[j]|0x20 <= 'z') {
		if j > i && text[j] < 'a' && text[j-1] >= 'a' || j > i+1 && text[j] >= 'a' && text[j-1] < 'a' {
			return i // "McDonald", "homeIlse"
		}
		j++
	}
	if j < len(text) && (text[j] >= utf8.RuneSelf || text[j] == '\'' || text[j] == '`' || '0' <= text[j] && text[j] <= '9') {
		return i
	}
	return j
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }

// joins reports whether an apostrophe before rest stands within a word, as in
// "O'Brien", and not before a possessive or behind a quotation.
func joins(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[n:])
	return unicode.IsLetter(next) || r != 's' && r != 'S'
}

func foldWord(w string) string {
	ascii := true
	for i := 0; i < len(w) && ascii; i++ {
		ascii = w[i] < utf8.RuneSelf && w[i] != '\'' && w[i] != '`'
	}
	if ascii {
		return strings.ToLower(w)
	}
	return plainLetters.Replace(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(w)))
}

// plainLetters writes the letters that Unicode does not take apart.
var plainLetters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "ħ", "h", "ŋ", "n", "ŧ", "t")

// fold returns the folded words of a name, one space between them.
func fold(name string) string {
	ws := wordsOf(name)
	list := make([]string, len(ws))
	for i, w := range ws {
		list[i] = foldWord(name[w.start:w.end])
	}
	return strings.Join(list, " ")
}

// A finder finds the stretches of a text that name private persons.
type finder struct {
	cast     *cast
	doc      *assay.Doc // nil for words that stand in no report
	mentions []mention
	keep     []keptSpan
	kept     map[string]bool // words that the report uses for something else only
	plain    bool            // without brackets

	text  string
	words []word
	lower map[string]bool // words of names that the text uses in lower case too
	found []*person       // per stretch that was found
}

// A run is some words of a text that are words of one name.
type run struct {
	person   *person
	from, to int // words[from:to]
	parts    int // how many of them give the person away
	whole    bool
	plural   bool
	several  bool // a plural that may be that of several persons' surname
	mention  bool // the report itself takes it for that person
}

// find returns the stretches in order, and the words of private names that the
// text uses for places and the like only.
func (f *finder) find(text string) (list []hidden, kept map[string]bool) {
	f.text, f.words, f.lower, f.found = text, wordsOf(text), map[string]bool{}, nil
	for i := range f.words {
		if w := &f.words[i]; !w.upper && f.mayBe(w) && f.cast.byWord[f.fold(w)] != nil && f.free(*w) {
			f.lower[f.fold(w)] = true
		}
	}
	kept = map[string]bool{}
	masked := map[string]bool{}
	last := map[*person]int{} // where a person was named for certain
	marked, who := f.addresses(text)
	for i := 0; i < len(f.words); {
		for len(marked) > 0 && marked[0].span.Start <= f.words[i].start {
			list = append(list, marked[0])
			f.found = append(f.found, who[0])
			marked, who = marked[1:], who[1:]
		}
		if n := len(list); n > 0 && f.words[i].start < list[n-1].span.End {
			i++
			continue
		}
		r := run{}
		if f.mayBe(&f.words[i]) {
			r = f.best(i, last)
		}
		if r.person == nil {
			i++
			continue
		}
		if r.whole || r.mention || r.parts > 1 {
			last[r.person] = i + 1
		}
		switch {
		case r.person.Public:
		case r.parts == 1 && !r.plural && f.elsewhere(r):
			kept[f.fold(&f.words[r.from])] = true
		default:
			for k := r.from; k < r.to; k++ {
				masked[f.fold(&f.words[k])] = true
			}
			end := int32(0)
			if n := len(list); n > 0 {
				end = list[n-1].span.End
			}
			list = append(list, f.stretch(r, end))
			f.found = append(f.found, r.person)
		}
		i = r.to
	}
	for w := range masked {
		delete(kept, w)
	}
	return list, kept
}

// fold returns w in its folded form.
func (f *finder) fold(w *word) string {
	if w.folded == "" {
		w.folded = foldWord(f.text[w.start:w.end])
	}
	return w.folded
}

// mayBe reports whether w may be a word of a name, by its first letter.
func (f *finder) mayBe(w *word) bool {
	b := f.text[w.start]
	return b >= utf8.RuneSelf || f.cast.first[b|0x20]
}

// free reports whether w is a word of a sentence, and not part of an address or
// of a file's name.
func (f *finder) free(w word) bool {
	before, _ := utf8.DecodeLastRuneInString(f.text[:w.start])
	after, _ := utf8.DecodeRuneInString(f.text[w.end:])
	return !strings.ContainsRune("-_/@.=", before) && !strings.ContainsRune("-_/@=", after)
}

// best returns the run that begins with word i and names somebody best: by the
// most words; as the report itself reads it; by the whole name; the one who was
// named last; and one in office before others, whose surname shows nobody.
func (f *finder) best(i int, last map[*person]int) (best run) {
	// Where many share a first name, the word behind it says who is meant.
	if list := f.cast.byWord[f.fold(&f.words[i])]; len(list) > 4 && i+1 < len(f.words) && f.adjacent(i) && !f.initial(i+1) {
		if next := f.cast.byWord[f.fold(&f.words[i+1])]; len(next) < len(list) {
			for _, p := range next {
				if !slices.Contains(p.words, f.fold(&f.words[i])) {
					continue
				}
				if r, ok := f.run(i, p); ok && (best.person == nil || f.better(r, best, last)) {
					best = r
				}
			}
			if best.parts > 1 {
				return best
			}
			best = run{}
		}
	}
	for _, p := range f.cast.byWord[f.fold(&f.words[i])] {
		r, ok := f.run(i, p)
		if ok && (best.person == nil || f.better(r, best, last)) {
			best = r
		}
	}
	if best.person == nil {
		best = f.plural(i)
	}
	return best
}

func (f *finder) better(a, b run, last map[*person]int) bool {
	switch {
	case a.parts != b.parts:
		return a.parts > b.parts
	case a.mention != b.mention:
		return a.mention
	case a.whole != b.whole:
		return a.whole
	case a.parts == 1 && a.person.Signs != b.person.Signs:
		return b.person.Signs // who signs is not everybody of the surname
	case last[a.person] != last[b.person]:
		return last[a.person] > last[b.person]
	}
	return a.person.Public && !b.person.Public
}

// run returns the longest run of words of p's name that begins at word i.
func (f *finder) run(i int, p *person) (run, bool) {
	r := run{person: p, from: i, to: i}
	seen := 0
	capital := false
	for k := i; k < len(f.words); k++ {
		w := &f.words[k]
		if k > i && !f.adjacent(k-1) {
			// Ilse "Boots" Varga
			j := f.nickname(k - 1)
			if j < 0 || !f.words[j].upper || !slices.Contains(p.words, f.fold(&f.words[j])) {
				break
			}
			k, w = j, &f.words[j]
		}
		if !slices.Contains(p.words, f.fold(w)) {
			// "Paula J. Stone" is "Paula Stone".
			if k > i && f.initial(k) && k+1 < len(f.words) && f.adjacent(k) && slices.Contains(p.words, f.fold(&f.words[k+1])) {
				continue
			}
			break
		}
		seen++
		if slices.Contains(p.parts, f.fold(w)) {
			r.parts++
			r.to = k + 1
			capital = capital || w.upper
		}
	}
	r.whole = seen >= len(p.words)
	if r.parts == 0 || !capital && (!r.whole || r.parts < 2) {
		return r, false
	}
	r.mention = f.mentioned(r)
	return r, r.parts > 1 || f.alone(r)
}

// adjacent reports whether word k+1 follows word k as in one name.
func (f *finder) adjacent(k int) bool {
	gap := f.text[f.words[k].end:f.words[k+1].start]
	if len(gap) > 6 || strings.Count(gap, "\n") > 1 {
		return false
	}
	for _, r := range gap {
		switch {
		case unicode.IsSpace(r), r == '-', r == '‐', r == '‑', r == '_', unicode.Is(unicode.Cf, r):
		case r == '.' && f.initial(k):
		default:
			return false
		}
	}
	return true
}

// initial reports whether word k is an initial or an abbreviation: "J.", "Dr.".
func (f *finder) initial(k int) bool {
	w := &f.words[k]
	return w.upper && w.end-w.start <= 4 && (w.end-w.start <= 2 || en.Titles()[f.fold(w)]) && strings.HasPrefix(f.text[w.end:], ".")
}

// alone reports whether a run of one telling word is a name there. "Rose" is
// none at the start of a sentence of a text in which somebody rose.
func (f *finder) alone(r run) bool {
	w := f.fold(&f.words[r.to-1])
	if f.thing(r) {
		return false
	}
	if r.mention {
		return true
	}
	first, n := utf8.DecodeRuneInString(w)
	title := string(unicode.ToUpper(first)) + w[n:]
	if f.kept[w] {
		return false
	}
	common := f.lower[w] || en.Starters()[title] || en.Months()[w] > 0 || en.Weekdays()[w] > 0
	if !common {
		return true
	}
	if r.from > 0 && f.adjacent(r.from-1) && en.Titles()[f.fold(&f.words[r.from-1])] {
		return true
	}
	return f.doc != nil && !f.begins(f.words[r.from].start)
}

// begins reports whether a sentence begins at off, or a headline stands there,
// in which words have capitals without being names.
func (f *finder) begins(off int32) bool {
	if i := f.doc.RegionAt(off); i >= 0 && f.doc.Regions[i].Kind == assay.Headline {
		return true
	}
	before := strings.TrimRight(f.text[:off], " \t\u00a0“\"‘'(")
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || strings.ContainsRune(".!?:;\n\r—–", r)
}

func (f *finder) span(r run) assay.Span {
	return assay.Span{Start: f.words[r.from].start, End: f.words[r.to-1].end}
}

// mentioned reports whether the report takes the run for a mention of the
// person.
func (f *finder) mentioned(r run) bool {
	sp := f.span(r)
	k := sort.Search(len(f.mentions), func(k int) bool { return f.mentions[k].span.Start > sp.Start })
	for i := k - 1; i >= 0 && i >= k-8; i-- {
		m := &f.mentions[i]
		if m.person == r.person && m.span.Start <= sp.Start && sp.End <= m.span.End && sp.End+6 >= m.span.End {
			return true
		}
	}
	return false
}

// plural finds a family: "the Vargas".
func (f *finder) plural(i int) run {
	w := &f.words[i]
	if !w.upper || f.lower[f.fold(w)] {
		return run{}
	}
	if f.doc != nil && f.begins(w.start) && f.doc.RegionAt(w.start) >= 0 && f.doc.Regions[f.doc.RegionAt(w.start)].Kind != assay.Headline {
		return run{} // "Mosses grow there"
	}
	for _, end := range []string{"es", "s"} {
		stem, ok := strings.CutSuffix(f.fold(w), end)
		if !ok || utf8.RuneCountInString(stem) < 3 || f.lower[stem] || f.kept[stem] {
			continue
		}
		for _, p := range f.cast.byWord[stem] {
			if !p.Public && p.words[len(p.words)-1] == stem && len(p.words) > 1 {
				return run{person: p, from: i, to: i + 1, parts: 1, plural: true, several: f.several(stem)}
			}
		}
	}
	return run{}
}

// A keptSpan is a stretch of the text that names no person: a place, a time, an
// organisation.
type keptSpan struct {
	span assay.Span
	sure bool // the gazetteer has it
}

func keptSpans(doc *assay.Doc) []keptSpan {
	var keep []keptSpan
	for i := range doc.Places {
		keep = append(keep, keptSpan{doc.Places[i].Span, doc.Places[i].Gazetteer != ""})
	}
	for i := range doc.Times {
		keep = append(keep, keptSpan{doc.Times[i].Span, true})
	}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Class == assay.Organization && a.Name != "" {
			for _, sp := range a.Mentions {
				if sp.Check(doc.Text) == nil {
					keep = append(keep, keptSpan{sp, false})
				}
			}
		}
	}
	slices.SortFunc(keep, func(a, b keptSpan) int { return int(a.span.Start - b.span.Start) })
	return keep
}

// elsewhere reports whether the one telling word of a run is part of something
// else's name: "the Jordan valley" is no witness called Jordan. What is his is
// no name of its own: "Jordan's farm", "the Jordan house".
func (f *finder) elsewhere(r run) bool {
	sp := f.span(r)
	k := sort.Search(len(f.keep), func(k int) bool { return f.keep[k].span.Start > sp.Start })
	for i := k - 1; i >= 0 && i >= k-8; i-- {
		s := f.keep[i]
		if !s.span.Contains(sp) {
			continue
		}
		if s.sure {
			return !r.mention || f.placed(r)
		}
		if rest := f.text[sp.End:s.span.End]; rest == "" && sp.Start == s.span.Start || possessive(rest) {
			return false
		}
		return r.to >= len(f.words) || f.words[r.to].end > s.span.End || !en.Homes()[f.fold(&f.words[r.to])]
	}
	return false
}

func possessive(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n > 0 && apostrophe(r)
}

// stretch returns what is masked for a run: with the title, the initials and
// the role before the name, which the role says that stands there instead. It
// begins at end or later.
func (f *finder) stretch(r run, end int32) hidden {
	h := hidden{span: f.span(r), words: r.person.label}
	h.span.End += behind(f.text[h.span.End:])
	if r.plural {
		h.words = "relatives of " + h.words
	}
	from := r.from
	if many := r.plural && r.several; many || f.family(r) {
		return f.household(r, h, end, many)
	}
	back := func() *word {
		if from == 0 || f.words[from-1].start < end || !f.adjacent(from-1) {
			return nil
		}
		return &f.words[from-1]
	}
	for w := back(); w != nil; w = back() {
		if !(w.upper && (f.initial(from-1) || en.Titles()[f.fold(w)])) {
			break
		}
		from--
	}
	titled := from < r.from
	if role := strings.Fields(fold(withoutArticle(shortRole(r.person.Role)))); len(role) > 0 && from >= len(role) && !r.plural {
		at := from
		for k := len(role) - 1; k >= 0; k-- {
			if w := back(); w == nil || f.fold(w) != role[k] {
				break
			}
			from--
		}
		if at-from != len(role) {
			from = at
		} else {
			titled = true
			h.span.Start = f.count(from, end)
			if w := f.before(h.span.Start, from, end); w != nil && en.Determiners()[f.fold(w)] {
				from--
				h.span.Start = w.start
			}
		}
	}
	h.span.Start = min(h.span.Start, f.words[from].start)
	if !f.plain {
		if !r.plural && f.said(r.person.label, h.span.Start, h.span.End) {
			h.words = Withheld
		}
		h.words = "[" + h.words + "]"
	}
	// "the Varga house" is "[a nurse]'s house".
	if w := back(); !titled && !r.plural && w != nil && f.fold(w) == en.The && r.to < len(f.words) && f.adjacent(r.to-1) {
		if next := &f.words[r.to]; !next.upper && !en.AfterName()[f.fold(next)] {
			from--
			h.words += "'s"
			h.span.Start = w.start
		}
	}
	return h
}

// household returns the stretch of a family of whom several are named: "a family"
// for "the Vargas", "the Varga family".
func (f *finder) household(r run, h hidden, end int32, many bool) hidden {
	h.words = "a family"
	if !many {
		h.span.End = f.words[r.to].end
	} else if rest := f.text[h.span.End:]; possessive(rest) {
		_, n := utf8.DecodeRuneInString(rest)
		h.span.End += int32(n)
		h.words += "'s"
	}
	if w := f.before(h.span.Start, r.from, end); w != nil && f.fold(w) == en.The {
		h.span.Start = w.start
	}
	if !f.plain {
		h.words = "[a family]" + strings.TrimPrefix(h.words, "a family")
	}
	return h
}

// generation finds what stands behind a name and is part of it: "Jr.", an
// initial.
var generation = regexp.MustCompile(`^(?:,? (?:Jr|Sr|JR|SR|II|III|IV)\b|[ \x{a0}]\p{Lu}\.(?:\s+\p{Ll}|[,;'’])|[ \x{a0}]\p{Lu}['’]s)`)

// behind returns how many bytes of rest belong to the name before it. The full
// stop that may end the sentence does not.
func behind(rest string) int32 {
	m := generation.FindString(rest)
	if m == "" {
		return 0
	}
	n := len(m)
	if k := strings.IndexByte(m, '.'); k >= 0 {
		n = k + 1 // an initial
	} else if k := strings.IndexAny(m, "'’"); k >= 0 {
		n = k
	} else if strings.HasPrefix(rest[n:], ".") {
		after := strings.TrimLeft(rest[n+1:], " \u00a0\n")
		if r, _ := utf8.DecodeRuneInString(after); after != "" && !unicode.IsUpper(r) && !strings.HasPrefix(rest[n+1:], "\n\n") {
			n++
		}
	}
	return int32(n)
}

// count returns where the word from begins with the number and the hyphen
// before it: "43-year-old".
func (f *finder) count(from int, end int32) int32 {
	start := f.words[from].start
	text := f.text[end:start]
	rest := strings.TrimRight(text, "-‐‑")
	digits := strings.TrimRight(rest, "0123456789")
	if rest == text || digits == rest {
		return start
	}
	return end + int32(len(digits))
}

// before returns the word before from where nothing but a space lies between it
// and start.
func (f *finder) before(start int32, from int, end int32) *word {
	if from == 0 || f.words[from-1].start < end || f.words[from-1].end >= start || strings.TrimSpace(f.text[f.words[from-1].end:start]) != "" {
		return nil
	}
	return &f.words[from-1]
}

package mask

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// A grower finds what the text has of a name and the list of persons has not:
// "Damon Guy" before "Foss", "Ty-" before "Lind", and the surname behind a
// nickname.
type grower struct {
	doc   *assay.Doc
	taken []assay.Span // places, organisations and other persons, in text order
	reach []int32      // how far the spans up to each reach
}

func newGrower(doc *assay.Doc) *grower {
	g := &grower{doc: doc}
	for i := range doc.Places {
		g.taken = append(g.taken, doc.Places[i].Span)
	}
	for i := range doc.Times {
		g.taken = append(g.taken, doc.Times[i].Span)
	}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Class == assay.Organization || a.Public {
			g.taken = append(g.taken, a.Mentions...)
		}
	}
	slices.SortFunc(g.taken, func(a, b assay.Span) int { return int(a.Start - b.Start) })
	far := int32(0)
	for _, sp := range g.taken {
		far = max(far, sp.End)
		g.reach = append(g.reach, far)
	}
	return g
}

// other reports whether a place, a time, an organisation or somebody in office is
// named at off.
func (g *grower) other(off int32) bool {
	k := sort.Search(len(g.taken), func(k int) bool { return g.taken[k].Start > off })
	return k > 0 && g.reach[k-1] > off
}

// names returns the names that the mentions of a, who is private, have in the
// text beyond his: his own with more of it, and that of somebody of his surname.
func (g *grower) names(a *assay.Actor) (own, others []string) {
	name := strings.Fields(fold(a.Name))
	if len(name) == 0 {
		return nil, nil
	}
	for _, sp := range a.Mentions {
		if sp.Check(g.doc.Text) != nil {
			continue
		}
		words := sp.In(g.doc.Text)
		ws := wordsOf(words)
		first := slices.IndexFunc(ws, func(w word) bool { return w.upper && slices.Contains(name, foldWord(words[w.start:w.end])) })
		if first < 0 {
			continue
		}
		start := sp.Start + ws[first].start
		left := g.left(start, ageFollows(g.doc.Text[sp.End:]))
		if left == "" {
			continue
		}
		rest := words[ws[first].start:ws[len(ws)-1].end]
		long := left + rest
		got := strings.Fields(fold(long))
		switch have := strings.Fields(fold(rest)); {
		case slices.Contains(name, got[0]) || len(got) > 6:
		case slices.Equal(have, name):
			own = append(own, long)
		case len(have) == 1 && have[0] == name[len(name)-1]:
			others = append(others, long)
		}
	}
	return own, others
}

// relatives returns the names that the text has of bearers of a surname whom its
// reader missed: "Tove Solberg" beside Petra Solberg, and "Damon Guy Foss" where
// only "Foss" is known, who then is one with him.
func (g *grower) relatives(list []Person) []Person {
	type bearer struct {
		firsts map[string]bool
		role   string
		alone  bool // known by no more than the surname
		n      int
	}
	by := map[string]*bearer{}
	for _, p := range list {
		words := strings.Fields(fold(p.Name))
		if len(words) == 0 {
			continue
		}
		last := words[len(words)-1]
		if p.Public && by[last] == nil {
			continue
		}
		b := by[last]
		if b == nil {
			b = &bearer{firsts: map[string]bool{}}
			by[last] = b
		}
		for _, w := range words {
			b.firsts[w] = true
		}
		b.n++
		b.role, b.alone = p.Role, len(words) == 1
	}
	for _, p := range list {
		if words := strings.Fields(fold(p.Name)); p.Public && len(words) > 0 && by[words[len(words)-1]] != nil {
			for _, w := range words {
				by[words[len(words)-1]].firsts[w] = true
			}
		}
	}
	var out []Person
	text := g.doc.Text
	for _, w := range wordsOf(text) {
		if !w.upper || w.start == 0 {
			continue
		}
		last := foldWord(text[w.start:w.end])
		b := by[last]
		if b == nil || g.other(w.start) && !ageFollows(text[w.end:]) || common()[last] && !ageFollows(text[w.end:]) {
			continue
		}
		left := g.left(w.start, ageFollows(text[w.end:]))
		if left == "" {
			continue
		}
		first := strings.Fields(fold(left))
		if len(first) == 0 || b.firsts[first[0]] || b.firsts[first[len(first)-1]] {
			continue
		}
		p := Person{Name: left + text[w.start:w.end]}
		if b.alone && b.n == 1 {
			p.Role = b.role
		}
		out = append(out, p)
		for _, w := range first {
			b.firsts[w] = true
		}
	}
	return out
}

func ageFollows(rest string) bool {
	rest, ok := strings.CutPrefix(rest, ", ")
	return ok && age(rest)
}

// right returns the name of a, who is known by one word, with the surname that
// follows a mention of it: "Donnell" of "Donnell Strong has".
func (g *grower) right(a *assay.Actor) string {
	if strings.ContainsAny(a.Name, " -") {
		return ""
	}
	text := g.doc.Text
	for _, sp := range a.Mentions {
		if sp.Check(text) != nil || sp.In(text) != a.Name || g.other(sp.Start) {
			continue
		}
		if i := g.doc.RegionAt(sp.Start); i >= 0 && !g.doc.Regions[i].Kind.Runs() {
			continue
		}
		rest, ok := strings.CutPrefix(text[sp.End:min(len(text), int(sp.End)+60)], " ")
		if !ok {
			continue
		}
		ws := wordsOf(strings.ToValidUTF8(rest, "?"))
		if len(ws) == 0 || ws[0].start != 0 || !ws[0].upper || int(ws[0].end) > len(rest) {
			continue
		}
		s := rest[:ws[0].end]
		behind := rest[ws[0].end:]
		lower := strings.ToLower(s)
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(behind, " "))
		month := en.Months()[lower] > 0 && !ageFollows(behind)
		if len(s) < 3 || s == strings.ToUpper(s) || month || en.Starters()[s] || en.Weekdays()[lower] > 0 || calling(lower) || plural(lower) ||
			en.OrgWords()[lower] || en.LocWords()[lower] || en.ThingsAfter()[lower] || en.BodyWords()[lower] || en.Homes()[lower] || en.PlacesAfter()[lower] ||
			en.Months()[lower] == 0 && g.other(sp.End+1) || len(gazetteer.Demonyms(s)) > 0 || unicode.IsUpper(first) || !strings.HasPrefix(behind, " ") && !ageFollows(behind) {
			continue
		}
		return a.Name + " " + s
	}
	return ""
}

// left returns the words before off that belong to a name that goes on there,
// with what joins them to it. Where it is sure that a person stands there, a
// place's name is one's as well: "Petra Foss, 41".
func (g *grower) left(off int32, sure bool) string {
	if i := g.doc.RegionAt(off); i >= 0 && !g.doc.Regions[i].Kind.Runs() {
		return ""
	}
	text := g.doc.Text
	lo := max(0, int(off)-80)
	for lo > 0 && !utf8.RuneStart(text[lo]) {
		lo++
	}
	ws := wordsOf(text[lo:off])
	start := off
	from := len(ws)
	for from > 0 && from > len(ws)-3 {
		w := ws[from-1]
		s := text[lo+int(w.start) : lo+int(w.end)]
		gap := text[lo+int(w.end) : start]
		lower := strings.ToLower(s)
		if gap != " " && gap != "-" && gap != "\u00a0" || !w.upper || w.end-w.start < 2 || s == strings.ToUpper(s) ||
			calling(lower) || en.Starters()[s] || en.Months()[lower] > 0 || en.Weekdays()[lower] > 0 || en.OrgWords()[lower] || en.LocWords()[lower] ||
			en.ThingsBefore()[lower] || en.ThingsAfter()[lower] || plural(lower) ||
			!sure && g.other(int32(lo)+w.start) || len(gazetteer.Demonyms(s)) > 0 {
			break
		}
		from--
		start = int32(lo) + w.start
	}
	for from < len(ws) { // "Homicide" of "Homicide Damon" is no name
		w := ws[from]
		lower := strings.ToLower(text[lo+int(w.start) : lo+int(w.end)])
		often, known := common()[lower]
		begins := from == 0 && lo == 0
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:lo+int(w.start)], " \t\u00a0“\"‘'("))
		begins = begins || strings.ContainsRune(".!?:;\n\r—–", before)
		if !often && !(begins && known && !sure) {
			break
		}
		from++
	}
	if from == len(ws) {
		return ""
	}
	return text[lo+int(ws[from].start) : off]
}

// nicknamed finds a name with a nickname in it: Ilse "Boots" Varga.
var nicknamed = regexp.MustCompile(`(\p{Lu}[\p{L}'’.-]+) ["“'‘](\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2})["”'’] (\p{Lu}[\p{L}'’-]+)`)

// openings are with what a nickname begins.
var openings = []string{` "`, " “", " '", " ‘"}

// nicknames returns the names with a nickname in them of which one of list has a
// part, and who that is.
func nicknames(doc *assay.Doc, list []Person) (out []Person) {
	if len(list) == 0 {
		return nil
	}
	for line := range strings.Lines(doc.Text) { // none goes on behind one
		if slices.ContainsFunc(openings, func(mark string) bool { return strings.Contains(line, mark) }) { // the expression takes long
			out = append(out, nicknamesIn(line, list)...)
		}
	}
	return out
}

func nicknamesIn(line string, list []Person) []Person {
	var out []Person
	for _, m := range nicknamed.FindAllStringSubmatch(line, -1) {
		first, last := m[1], strings.TrimRight(m[3], "'’-")
		last = strings.TrimSuffix(strings.TrimSuffix(last, "'s"), "’s")
		if en.Starters()[first] || calling(strings.ToLower(first)) || calling(strings.ToLower(last)) {
			continue
		}
		name := []string{first}
		for w := range strings.FieldsSeq(m[2]) {
			if !common()[strings.ToLower(w)] {
				name = append(name, w)
			}
		}
		whole := strings.Join(append(name, last), " ")
		words := strings.Fields(fold(first + " " + m[2] + " " + last))
		for _, p := range list {
			if !slices.ContainsFunc(strings.Fields(fold(p.Name)), func(w string) bool { return !slices.Contains(words, w) }) {
				out = append(out, Person{Name: whole, Role: p.Role, Public: p.Public})
			}
		}
	}
	return out
}

// nickname returns the word behind the nickname that follows word k, -1 where
// none does.
func (f *finder) nickname(k int) int {
	gap := f.text[f.words[k].end:f.words[k+1].start]
	if len(gap) < 2 || len(gap) > 4 || gap[0] != ' ' || !quote(gap[1:]) {
		return -1
	}
	for j := k + 1; j < len(f.words)-1 && j <= k+3; j++ {
		gap := f.text[f.words[j].end:f.words[j+1].start]
		if space := strings.TrimSuffix(gap, " "); space != gap && quote(space) {
			return j + 1
		}
		if !f.words[j].upper || strings.TrimSpace(gap) != "" {
			return -1
		}
	}
	return -1
}

func quote(s string) bool {
	return strings.Trim(s, "\"“”'‘’") == "" && utf8.RuneCountInString(s) == 1 && !strings.ContainsFunc(s, unicode.IsSpace)
}

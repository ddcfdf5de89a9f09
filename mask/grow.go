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
		left := g.left(start)
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

// left returns the words before off that belong to a name that goes on there,
// with what joins them to it.
func (g *grower) left(off int32) string {
	if i := g.doc.RegionAt(off); i >= 0 && g.doc.Regions[i].Kind != assay.Body {
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
			g.other(int32(lo)+w.start) || len(gazetteer.Demonyms(s)) > 0 {
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
		if !often && !(begins && known) {
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

// nicknames returns the names with a nickname in them of which one of list has a
// part, and who that is.
func nicknames(doc *assay.Doc, list []Person) []Person {
	var out []Person
	for _, m := range nicknamed.FindAllStringSubmatch(doc.Text, -1) {
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

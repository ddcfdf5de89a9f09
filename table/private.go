package table

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/mask"
)

// roleOf is what a private person is called: "a smuggler".
func roleOf(a *assay.Actor) string {
	if a == nil || a.Role == "" {
		return "a person"
	}
	return a.Role
}

// ShownSource returns what a source may be called outside its report: its full
// name, or its words where it has none; a private person's role unless names is
// true.
func ShownSource(doc *assay.Doc, src *assay.Source, names bool) string {
	return newFlat(doc, names).shownSource(src)
}

func (f flat) shownSource(src *assay.Source) string {
	a := src.Actor.In(f.doc.Actors)
	private := src.Class == assay.Person && src.SpeaksFor.IsZero() && (a == nil || !a.Public)
	switch {
	case private && !f.names && (src.Name != "" || a != nil && a.Name != ""):
		return f.scrub(roleOf(a))
	case src.Name != "":
		return src.Name
	case a != nil && a.Name != "":
		return a.Name
	}
	return oneLine(f.words(src.Span))
}

// ShownOrigin returns what the origin of an entry may be called outside its
// report. Doc is the report of the entry; without it the name is all there is.
func ShownOrigin(doc *assay.Doc, en *assay.Entry, names bool) string {
	if doc == nil || names {
		return en.Origin
	}
	return newFlat(doc, false).scrub(en.Origin)
}

func (f flat) source(cl *assay.Claim) string {
	if src := cl.Source.In(f.doc.Sources); src != nil {
		return f.shownSource(src)
	}
	return ""
}

func (f flat) shownActor(a *assay.Actor) string {
	if mask.Private(a) && !f.names {
		return f.scrub(roleOf(a))
	}
	return a.Name
}

// A hidden is a stretch of a report that names a private person.
type hidden struct {
	span assay.Span
	role string
}

// A private is a name that gives a private person away.
type private struct{ name, role string }

// privateNames lists the private persons of doc by full name and by each word
// of it: "Lena Ruiz, a nurse" is also given away by "Ruiz". A word that names
// somebody else too ("President Ruiz") is no giveaway.
func privateNames(doc *assay.Doc) []private {
	var list []private
	others := map[string]bool{}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; !mask.Private(a) {
			for _, w := range strings.Fields(a.Name) {
				others[w] = true
			}
		}
	}
	for i := range doc.Sources {
		if s := &doc.Sources[i]; s.Class == assay.Person && s.Name != "" && s.Actor.IsZero() && s.SpeaksFor.IsZero() {
			list = append(list, private{s.Name, "[a person]"})
		}
	}
	for i := range doc.Actors {
		a := &doc.Actors[i]
		if !mask.Private(a) || a.Name == "" {
			continue
		}
		role := "[" + roleOf(a) + "]"
		list = append(list, private{a.Name, role})
		for _, w := range strings.Fields(a.Name) {
			if r, _ := utf8.DecodeRuneInString(w); len(w) >= 3 && unicode.IsUpper(r) && !strings.HasSuffix(w, ".") && !others[w] && w != a.Name {
				list = append(list, private{w, role})
			}
		}
	}
	// "Lena Ruiz" goes before "Lena".
	sort.SliceStable(list, func(i, k int) bool { return len(list[i].name) > len(list[k].name) })
	return list
}

// hiddenIn finds the stretches of text that name one of the persons.
func hiddenIn(text string, persons []private) []hidden {
	var list []hidden
	taken := func(sp assay.Span) bool {
		for _, h := range list {
			if h.span.Overlaps(sp) {
				return true
			}
		}
		return false
	}
	for _, p := range persons {
		for from := 0; from < len(text); {
			i := strings.Index(text[from:], p.name)
			if i < 0 {
				break
			}
			sp := assay.Span{Start: int32(from + i), End: int32(from + i + len(p.name))}
			from = int(sp.End)
			if wholeWord(text, sp) && !taken(sp) {
				list = append(list, hidden{sp, p.role})
			}
		}
	}
	sort.Slice(list, func(i, k int) bool { return list[i].span.Start < list[k].span.Start })
	return list
}

func wholeWord(text string, sp assay.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:sp.Start])
	after, _ := utf8.DecodeRuneInString(text[sp.End:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}

// scrub replaces private names in words that are not the report's own.
func (f flat) scrub(s string) string {
	if f.names {
		return s
	}
	return replaced(s, assay.Span{End: int32(len(s))}, hiddenIn(s, f.private))
}

// words returns the characters of sp with private names replaced.
func (f flat) words(sp assay.Span) string {
	return replaced(f.doc.Text, sp, f.hidden)
}

func replaced(text string, sp assay.Span, list []hidden) string {
	first := sort.Search(len(list), func(i int) bool { return list[i].span.End > sp.Start })
	if first == len(list) || list[first].span.Start >= sp.End {
		return sp.In(text)
	}
	var b strings.Builder
	at, last := sp.Start, ""
	for _, h := range list[first:] {
		if h.span.Start >= sp.End {
			break
		}
		gap := text[at:max(at, h.span.Start)]
		if strings.TrimSpace(gap) == "" && last == h.role {
			at = min(h.span.End, sp.End) // first name and surname are one person
			continue
		}
		b.WriteString(gap)
		b.WriteString(h.role)
		at, last = min(h.span.End, sp.End), h.role
	}
	b.WriteString(text[at:sp.End])
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

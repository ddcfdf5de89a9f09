package screen

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/mask"
)

// A privateName is the name of a person who holds no public office and speaks
// for nobody, with the words that stand for it on screens.
type privateName struct {
	full string   // "Ilse Varga"
	role string   // "[a nurse]"
	part []string // "Ilse", "Varga": words of the name that give it away alone
	doc  int      // number of the report; its copies lose the full name only
}

// A Hidden is a stretch of a text that a screen replaces by a role.
type Hidden struct {
	Span assay.Span
	Role string
}

// titles that stand before a name and go with it.
var titles = []string{"Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms ", "Miss ", "Mx. ", "Mx "}

// hideNames finds every place where a private person is named.
func (s *Screen) hideNames() {
	public := map[string]bool{}
	for _, d := range s.Docs {
		for i := range d.Actors {
			if a := &d.Actors[i]; a.Name != "" && !mask.Private(a) {
				public[a.Name] = true
			}
		}
	}
	for _, d := range s.Docs {
		seen := map[string]bool{}
		add := func(name, role string) {
			if name = strings.TrimSpace(name); name != "" && !seen[name] && d.namedInBody(name) {
				seen[name] = true
				s.private = append(s.private, privateName{name, role, nameParts(name), d.N})
			}
		}
		for i := range d.Actors {
			if a := &d.Actors[i]; mask.Private(a) {
				add(a.Name, "["+shortRole(a.Role)+"]")
			}
		}
		for i := range d.Sources {
			src := &d.Sources[i]
			if src.Class == assay.Person && src.Name != "" && src.Actor.IsZero() && src.SpeaksFor.IsZero() && !public[src.Name] {
				add(src.Name, "[a person]")
			}
		}
	}
	// A longer name goes first: "Ana Ruiz Soto" before "Ana Ruiz".
	sort.SliceStable(s.private, func(i, k int) bool { return len(s.private[i].full) > len(s.private[k].full) })
	for i := range s.private {
		s.private[i].role = s.Scrub(s.private[i].role) // "the brother of Ilse Varga"
	}
	for _, d := range s.Docs {
		d.Hidden = s.hiddenIn(d)
	}
	s.dropUnused()
}

// dropUnused forgets the names of one word that stand nowhere as the name of a
// person: where each "Haro" lies within a place, Haro is no person's name.
func (s *Screen) dropUnused() {
	keep := s.private[:0]
	for _, p := range s.private {
		used := strings.Contains(p.full, " ")
		if !used {
			d := s.Docs[p.doc-1]
			for _, h := range d.Hidden {
				used = used || h.Role == p.role && strings.Contains(h.Span.In(d.Text), p.full)
			}
		}
		if used {
			keep = append(keep, p)
		}
	}
	s.private = keep
}

// namedInBody reports whether the name or its last word stands outside
// headlines. In a headline every word has a capital ("Haro Floods Villages"),
// and what is a name nowhere else is none.
func (d *Report) namedInBody(name string) bool {
	words := strings.Fields(name)
	for _, w := range []string{name, words[len(words)-1]} {
		for _, sp := range wordsIn(d.Text, w) {
			if i := d.RegionAt(sp.Start); i < 0 || d.Regions[i].Kind != assay.Headline {
				return true
			}
		}
	}
	return false
}

// nameParts returns the words of a name that give the person away alone:
// not initials, and not the small words of names ("de", "bin").
func nameParts(name string) []string {
	var out []string
	words := strings.Fields(name)
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if len(words) > 1 && len(w) >= 3 && unicode.IsUpper(r) && !strings.HasSuffix(w, ".") {
			out = append(out, w)
		}
	}
	return out
}

// hiddenIn finds the stretches of d's text that name a private person.
func (s *Screen) hiddenIn(d *Report) []Hidden {
	keep := d.keptNames()
	var out []Hidden
	for _, p := range s.private {
		find := func(name string, sure bool) {
			for _, sp := range wordsIn(d.Text, name) {
				if sure || !covered(keep, sp) {
					out = append(out, Hidden{withTitle(d.Text, sp), p.role})
				}
			}
		}
		if p.doc == d.N {
			find(p.full, strings.Contains(p.full, " ")) // one word may be a place, too
			for _, w := range p.part {
				find(w, false)
			}
		} else if s.Docs[p.doc-1].Story == d.Story {
			find(p.full, false) // a copy may not say who the person is
		}
	}
	sort.SliceStable(out, func(i, k int) bool {
		if out[i].Span.Start != out[k].Span.Start {
			return out[i].Span.Start < out[k].Span.Start
		}
		return out[i].Span.End > out[k].Span.End
	})
	return joinHidden(d.Text, out)
}

// joinHidden makes one stretch of those that overlap, or that stand side by
// side for one role: first name and surname.
func joinHidden(text string, list []Hidden) []Hidden {
	var out []Hidden
	for _, h := range list {
		if n := len(out); n > 0 {
			last := &out[n-1]
			near := h.Span.Start <= last.Span.End ||
				last.Role == h.Role && strings.TrimSpace(text[last.Span.End:h.Span.Start]) == ""
			if near {
				last.Span.End = max(last.Span.End, h.Span.End)
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// keptNames returns the spans in which a word of a private name means somebody
// or something else: places, times, organisations, and public persons of the
// same name. "The Jordan valley" is no witness called Jordan.
func (d *Report) keptNames() []assay.Span {
	var keep []assay.Span
	for i := range d.Places {
		keep = append(keep, d.Places[i].Span)
	}
	for i := range d.Times {
		keep = append(keep, d.Times[i].Span)
	}
	for _, n := range d.Names {
		if n.Class != assay.PersonName {
			keep = append(keep, n.Span)
		}
	}
	for i := range d.Actors {
		a := &d.Actors[i]
		if mask.Private(a) || a.Name == "" {
			continue
		}
		for _, sp := range a.Mentions {
			if a.Class != assay.Person || sp.Len() <= len(a.Name)+12 {
				keep = append(keep, sp)
			}
		}
	}
	sort.Slice(keep, func(i, k int) bool { return keep[i].Start < keep[k].Start })
	return keep
}

func covered(sorted []assay.Span, sp assay.Span) bool {
	k := sort.Search(len(sorted), func(k int) bool { return sorted[k].Start > sp.Start })
	for i := k - 1; i >= 0 && i >= k-8; i-- {
		if sorted[i].Contains(sp) {
			return true
		}
	}
	return false
}

// wordsIn returns the places where name stands in text as whole words.
func wordsIn(text, name string) []assay.Span {
	var out []assay.Span
	for off := 0; name != ""; {
		i := strings.Index(text[off:], name)
		if i < 0 {
			break
		}
		start, end := off+i, off+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !WordRune(before) && !WordRune(after) {
			out = append(out, assay.Span{Start: int32(start), End: int32(end)})
		}
		off = end
	}
	return out
}

// WordRune reports whether r is a letter or a digit.
func WordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func withTitle(text string, sp assay.Span) assay.Span {
	for _, t := range titles {
		if strings.HasSuffix(text[:sp.Start], t) {
			sp.Start -= int32(len(t))
			break
		}
	}
	return sp
}

// Scrub replaces the full names of private persons in words that come from no
// one place in a text.
func (s *Screen) Scrub(words string) string {
	for _, p := range s.private {
		if !strings.Contains(words, p.full) {
			continue
		}
		var b strings.Builder
		last := int32(0)
		for _, sp := range wordsIn(words, p.full) {
			sp = withTitle(words, sp)
			b.WriteString(words[last:sp.Start])
			b.WriteString(p.role)
			last = sp.End
		}
		words = b.String() + words[last:]
	}
	return words
}

// Words returns the words of sp on one line, private names replaced.
func (s *Screen) Words(d *Report, sp assay.Span) string {
	if sp.Check(d.Text) != nil {
		return ""
	}
	k := sort.Search(len(d.Hidden), func(k int) bool { return d.Hidden[k].Span.End > sp.Start })
	var b strings.Builder
	at := sp.Start
	for ; k < len(d.Hidden) && d.Hidden[k].Span.Start < sp.End; k++ {
		h := d.Hidden[k]
		if h.Span.Start > at {
			b.WriteString(d.Text[at:h.Span.Start])
		}
		b.WriteString(h.Role)
		at = h.Span.End
	}
	if at < sp.End {
		b.WriteString(d.Text[at:sp.End])
	}
	return Clean(b.String())
}

// Clean makes one line of words and takes out what would steer a terminal or
// turn the direction of a line: control characters and direction marks.
func Clean(words string) string {
	words = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF, r == 0xFFFD:
			return -1
		}
		return r
	}, words)
	return strings.Join(strings.Fields(words), " ")
}

// roleEnds are the words at which a role is long enough to stand for a name.
var roleEnds = []string{", ", " who ", " whose ", " that ", " between ", " in ", " from ", " at ", " with ", " near ", " on ", " and ", " expecting ", " living "}

// cleanRole takes off the marks at which a role was cut out of its sentence.
func cleanRole(role string) string { return strings.Trim(Clean(role), " ,;:.–—-“”\"") }

// shortRole returns what stands for a private person: "a smuggler" of "smuggler
// between two towns", "a person" where nothing is known.
func shortRole(role string) string {
	role = Limit(firstWords(cleanRole(role)), 48)
	first, rest, _ := strings.Cut(role, " ")
	switch lower := strings.ToLower(first); {
	case role == "":
		return "a person"
	case lower == "a" || lower == "an" || lower == "the" || lower == "his" || lower == "her" || lower == "their" || lower == "one" || lower == "another":
		return lower + " " + rest
	case strings.ContainsAny(role[:1], "AEIOaeio"):
		return "an " + role
	}
	return "a " + role
}

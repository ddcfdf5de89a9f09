package clean

import (
	"strings"
	"unicode"

	"assay"
)

// A part is a part of a press release.
type part uint8

const (
	noRelease part = iota
	head           // its letterhead, up to the mark
	news
	contact // within the news
	notes
	after // the end, or what the body says of itself: nothing more is news
)

// marksWithin is how many lines may stand before the mark of a press release.
const marksWithin = 12

// longestFrame bounds a line of a letterhead, a mark, a contact.
const longestFrame = 120

// released returns whether the text is a press release, and where the line of its mark
// starts: 0 if it has none, but notes to editors.
func released(text string, bs []block) (mark int, ok bool) {
	for k, b := range bs {
		s := text[b.start:b.end]
		if k < marksWithin && marked(s) {
			return b.start, true
		}
		if noted(s) {
			ok = true
		}
	}
	return 0, ok
}

// marked reports whether a line says that it heads a press release: "FOR IMMEDIATE
// RELEASE", "Kell Water Board – Press release", "Embargoed until 5 a.m., 3 March".
func marked(s string) bool {
	if len(s) > longestFrame || closes(s) && !strings.HasSuffix(s, ":") {
		return false
	}
	low := strings.ToLower(s)
	for _, m := range speaking.Release {
		at := strings.Index(low, m)
		if at < 0 || len(low) != len(s) {
			continue
		}
		// In a headline the words stand within others: "Board sorry for press release".
		behind, before := s[at+len(m):], strings.TrimRight(s[:at], " ")
		if (before == "" || strings.ContainsRune("|:-–—/·,", lastRune(before)) || s[at:at+len(m)] == strings.ToUpper(m)) &&
			(strings.TrimFunc(behind, func(r rune) bool { return !wordly(r) }) == "" || strings.ContainsAny(behind, "0123456789") || strings.ContainsRune(":|-–—/", firstRune(strings.TrimLeft(behind, " ")))) {
			return true
		}
	}
	return false
}

// noted reports whether a line stands over notes to editors, or begins them.
func noted(s string) bool { return beginsWith(s, speaking.Notes) }

func beginsWith(s string, list []string) bool {
	for _, w := range list {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) && (len(s) == len(w) || !unicode.IsLetter(firstRune(s[len(w):])) || !unicode.IsLetter(lastRune(w))) {
			return true
		}
	}
	return false
}

// frame emits block b where it is part of what frames a press release, or notes to
// editors, and reports whether it was.
func (p *page) frame(b block) bool {
	s := p.text[b.start:b.end]
	short := len(s) <= longestFrame
	kind := assay.Release
	switch {
	case marked(s) && (p.part == head || p.part == after || p.top):
		p.part = news
	case noted(s):
		p.part, kind = notes, assay.Notes
	case p.bodies > 0 && ended(s):
		p.part = after
	case p.part == head:
		if !short || closes(s) || alike(p.text, b.start, b.end, p.title) > b.start {
			return false
		}
	case p.bodies > 1 && p.part != notes && short && !closes(s) && strings.HasPrefix(s, speaking.About):
		p.part = after
	case short && beginsWith(s, speaking.Contact), p.part == contact && short && reaches(s):
		switch p.part {
		case news:
			p.part = contact
		case notes:
			p.part = after
		}
	case p.part == contact:
		p.part = news
		return false
	case p.part == notes:
		kind = assay.Notes
	case p.part == after:
	default:
		return false
	}
	p.emit(b.start, b.end, kind)
	return true
}

// ended reports whether a line ends a press release: "ENDS", "- Ends -", "###", "-30-".
func ended(s string) bool {
	words := strings.ToLower(strings.Trim(s, "-–—*#/.: "))
	return words == "" && strings.Contains(s, "#") || speaking.Ends[words] && (words != "30" || s != words)
}

// reaches reports whether a line says how to reach somebody: a number, an address.
func reaches(s string) bool {
	digits := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	return digits >= 6 || strings.Contains(s, "@") || strings.Contains(s, "www.") || strings.Contains(s, "://")
}

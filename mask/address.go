package mask

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"assay"
)

// address finds what has no spaces and may be made of a name: the address of a
// page, of a mailbox, a handle.
var address = regexp.MustCompile(`[\p{L}\p{N}._%+-]*[@#][\p{L}\p{N}_.-]+|(?:https?://|www\.)[^\s<>"”]+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/[^\s<>"”]+`)

// A letter of an address is folded and knows where it stands.
type letter struct {
	b          byte
	start, end int32
}

// addresses returns the parts of addresses that name a private person, in text
// order: of a page's the name, of a mailbox and a handle all that stands for
// somebody.
func (f *finder) addresses(text string) (list []hidden, who []*person) {
	if !strings.ContainsAny(text, "@#/") && !strings.Contains(text, "www.") {
		return nil, nil
	}
	for _, m := range address.FindAllStringIndex(text, -1) {
		word := strings.TrimRight(text[m[0]:m[1]], ".-_,;:")
		at := strings.IndexAny(word, "@#")
		from, to := m[0], m[0]+len(word)
		page := at < 0 || strings.Contains(word, "/")
		switch {
		case page:
		case at == 0:
			from++
		default:
			to = m[0] + at
		}
		part := text[from:to]
		p, sp := f.inAddress(part)
		if p == nil {
			continue
		}
		if !page {
			sp = assay.Span{End: int32(len(part))}
		}
		words := p.label
		if !f.plain {
			words = "[" + words + "]"
		}
		list = append(list, hidden{span: assay.Span{Start: int32(from) + sp.Start, End: int32(from) + sp.End}, words: words})
		who = append(who, p)
	}
	return list, who
}

// inAddress returns who is named in s, whose words may be glued together or
// joined by anything, and where: the one of whom there is most.
func (f *finder) inAddress(s string) (best *person, where assay.Span) {
	var letters []letter
	var b strings.Builder
	for i, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		for _, c := range []byte(foldWord(string(r))) {
			letters = append(letters, letter{c, int32(i), int32(i + len(string(r)))})
			b.WriteByte(c)
		}
	}
	glued := b.String()
	if len(glued) < 3 {
		return nil, where
	}
	size := 0
	try := func(p *person, name string, apart bool) {
		if len(name) <= size || len(name) < 3 {
			return
		}
		for off := 0; ; off++ {
			k := strings.Index(glued[off:], name)
			if k < 0 {
				return
			}
			off += k
			sp := assay.Span{Start: letters[off].start, End: letters[off+len(name)-1].end}
			if apart && (off > 0 && letters[off-1].end == sp.Start && !capital(s, sp.Start) ||
				off+len(name) < len(letters) && letters[off+len(name)].start == sp.End && !capital(s, sp.End)) {
				continue
			}
			best, where, size = p, sp, len(name)
			return
		}
	}
	for _, p := range f.cast.list {
		n := len(p.words)
		if p.Public || n == 0 {
			continue
		}
		first, last := p.words[0], p.words[n-1]
		if n > 1 {
			whole := strings.Join(p.words, "")
			try(p, whole, len(whole) < 8)
			try(p, first+last, len(first+last) < 8)
			try(p, last+first, len(first+last) < 8)
			if len(last) > 2 {
				try(p, first[:1]+last, true)
				try(p, last+first[:1], true)
			}
		}
		for _, w := range p.parts {
			if common()[w] || slices.ContainsFunc(f.cast.byWord[w], func(q *person) bool { return q.Public }) || f.kept[w] {
				continue
			}
			try(p, w, true)
		}
	}
	return best, where
}

// capital reports whether a capital stands at off of s.
func capital(s string, off int32) bool {
	for _, r := range s[off:] {
		return unicode.IsUpper(r)
	}
	return false
}

package place

import (
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// polity reports whether a name that the gazetteer lacks claims to be a country.
func polity(name string) bool {
	words := strings.Fields(name)
	for i, w := range words {
		if i > 0 && en.Polities()[strings.ToLower(w)] {
			return i+1 == len(words) || words[i+1] != en.Of
		}
	}
	return false
}

// ungroup takes out the mentions that only say what a group or an agency is
// called: "the Front for the Freedom of Ruritania", "the United Mission in Zenda
// (UMZ)", "the Free State in Ruritania and the Marches". A place at the beginning
// of such a name stays, as in "the Strelsau Gazette".
func (f *finder) ungroup() {
	kept := f.mentions[:0]
	chain := -1 // the token after a name of which further places may be part: "and the Marches"
	for i := range f.mentions {
		m := &f.mentions[i]
		if m.lo >= 0 && m.role != assay.Demonym {
			if chain >= 0 && f.follows(m.lo, chain, en.And, en.Or) || f.names(m) {
				chain = m.hi
				continue
			}
			if f.currency(m) {
				continue
			}
		}
		chain = -1
		kept = append(kept, *m)
	}
	f.mentions = kept
}

// currency reports whether m only says whose money follows: "40 U.S. dollars".
func (f *finder) currency(m *mention) bool {
	return m.hi < len(f.doc.Tokens) && f.doc.Tokens[m.hi].POS == "NOUN" && en.Noun(strings.ToLower(f.doc.Word(m.hi)), false) == en.Money &&
		len(m.cands) > 0 && m.cands[0].Class == gazetteer.State && m.lo > 0 && f.doc.Tokens[m.lo-1].POS == "NUM"
}

// follows reports whether one of words, and an article perhaps, is all that parts
// token i from token end, the end of a name.
func (f *finder) follows(i, end int, words ...string) bool {
	if i-1 > end && strings.EqualFold(f.doc.Word(i-1), en.The) {
		i--
	}
	if i-1 != end {
		return false
	}
	for _, w := range words {
		if f.doc.Word(end) == w {
			return true
		}
	}
	return false
}

// names reports whether m is a part of the name of a group.
func (f *finder) names(m *mention) bool {
	if n := f.nameAt[m.lo]; n > 0 && f.doc.Names[n-1].Class == assay.OrganizationName {
		lo, _ := f.doc.TokensIn(f.doc.Names[n-1].Span)
		for k := lo; k < m.lo; k++ {
			if w := f.doc.Word(k); w == en.For || w == en.In {
				return true
			}
		}
		return false
	}
	at := m.lo - 1 // the "in" or "for"
	if at > 0 && strings.EqualFold(f.doc.Word(at), en.The) {
		at--
	}
	if at < 1 || f.doc.Word(at) != en.In || f.nameAt[at-1] == 0 {
		return false
	}
	name := f.doc.Names[f.nameAt[at-1]-1]
	text := name.Span.In(f.doc.Text)
	state := polity(text) && len(f.gaz.Lookup(text)) == 0
	switch {
	case name.Class == assay.PersonName, name.Class == assay.LocationName && !state:
		return false
	case f.shortened(name, m), state && f.and(m.hi):
		return true
	}
	return at == m.lo-2 && len(m.cands) > 0 && m.cands[0].Class == gazetteer.Macroregion
}

// and reports whether a further name follows token i: "and the Marches".
func (f *finder) and(i int) bool {
	if i+1 < len(f.doc.Tokens) && f.doc.Word(i) == en.And {
		if f.doc.Word(i+1) == en.The {
			i++
		}
		return i+1 < len(f.doc.Tokens) && capital(f.doc.Word(i+1))
	}
	return false
}

// shortened reports whether initials in brackets follow m that take in both name
// and m: "the United Mission in Zenda (UMZ)".
func (f *finder) shortened(name assay.Name, m *mention) bool {
	if m.hi+1 >= len(f.doc.Tokens) || f.doc.Word(m.hi) != "(" {
		return false
	}
	short := f.doc.Word(m.hi + 1)
	for _, r := range short {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	own := m.name.In(f.doc.Text)
	return len(short) > 2 && short[0] == f.doc.Text[name.Span.Start] && strings.Contains(short[1:], own[:1])
}

package estimate

import (
	"slices"
	"strings"

	"assay/place/gazetteer"
)

// personWords returns the words of a person's name, without initials.
func personWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(gazetteer.Fold(name)) {
		if len(w) > 1 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// What stands for the arms and the offices of a state.
const (
	armedSide      = "armed"
	governmentSide = "government"
)

// partyVoice makes the voice of an organisation. Its words are folded so that
// the ways of naming it meet: nations into their codes ("American", "U.S." and
// "United States" are US), the arms of one army into one, ministers into their
// ministry, order and place left out.
func partyVoice(name string) voice {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	v := voice{name: strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The "), named: true}
	head, _, _ := strings.Cut(name, " in ") // "the command in Kenya" is the command
	fold := strings.TrimPrefix(gazetteer.Fold(head), "the ")
	if h, ok := english.Houses[fold]; ok {
		v.party = strings.Fields(h)
		return v
	}
	words := nations(head)
	isArmed, onlyArmed, onlyGovernment := false, true, true
	for _, w := range words {
		if isNation(w) {
			continue
		}
		isArmed = isArmed || english.Arms[w]
		onlyArmed = onlyArmed && english.Armed[w]
		onlyGovernment = onlyGovernment && english.Governing[w]
	}
	nation := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !isNation(w) })
	switch {
	case isArmed && onlyArmed:
		v.party = append(nation, armedSide)
	case onlyGovernment && len(words) > 0:
		v.party = append(nation, governmentSide)
	default:
		v.party = words
	}
	slices.Sort(v.party)
	v.party = slices.Compact(v.party)
	if len(v.party) == 0 {
		v.party = strings.Fields(gazetteer.Fold(name))
		slices.Sort(v.party)
	}
	return v
}

// isNation reports whether a folded word is the code of a country.
func isNation(w string) bool { return len(w) == 2 && w[0] < 'a' }

// nations returns the folded words of s that tell organisations apart, names
// and adjectives of countries as their codes.
func nations(s string) []string {
	raw := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -–—,/()\t\n\"“”", r) })
	var out []string
	for i := 0; i < len(raw); {
		n := min(3, len(raw)-i)
		code := ""
		for ; n > 0; n-- {
			if code = nation(strings.Join(raw[i:i+n], " ")); code != "" {
				break
			}
		}
		if code != "" {
			out, i = append(out, code), i+n
			continue
		}
		w := gazetteer.Fold(strings.TrimSuffix(strings.TrimSuffix(raw[i], "'s"), "’s"))
		i++
		switch {
		case w == "" || english.Small[w] && len(raw) > 1:
			continue
		case english.Ministry[w] != "":
			w = english.Ministry[w]
		}
		out = append(out, w)
	}
	return out
}

// nation returns the code of the country that s names or whose adjective it is.
func nation(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	if !capital(s) {
		return ""
	}
	list := gazetteer.Demonyms(s)
	if len(list) == 0 {
		for _, e := range gazetteer.Lookup(s) {
			if e.Class == gazetteer.State && e.Match <= gazetteer.Short {
				list = append(list, e)
			}
		}
	}
	for _, e := range list {
		if e.Class == gazetteer.State {
			return e.Country
		}
	}
	return ""
}

// sameParty reports whether two named voices may be one. It errs towards one:
// nothing is counted twice that might be the same.
func sameParty(a, b *voice) bool {
	if slices.Equal(a.party, b.party) {
		return true
	}
	if a.alone != b.alone {
		return false
	}
	short, long := a.party, b.party
	if len(short) > len(long) {
		short, long = long, short
	}
	if contains := func() bool {
		for _, w := range short {
			if !slices.Contains(long, w) {
				return false
			}
		}
		return true
	}(); contains {
		if a.alone {
			return len(short) > 0 // "Ruiz" and "Lena Ruiz"
		}
		// "the health ministry" and "Chad's health ministry"; but "the
		// government" is not every ministry.
		left := 0
		for _, w := range long {
			if !slices.Contains(short, w) && !isNation(w) {
				left++
			}
		}
		return left == 0 && !onlyNations(short) || len(short) > 1
	}
	return initialsOf(a, b) || initialsOf(b, a)
}

// mayBeOne reports whether two named origins may be one although nothing says
// so: one is described ("the provincial disaster agency") by words that the
// other's name holds ("Ostland Provincial Disaster Management Authority").
func mayBeOne(a, b *voice) bool {
	if a.alone || b.alone {
		return a.alone == b.alone && sameParty(a, b)
	}
	return described(a, b) || described(b, a)
}

func described(a, b *voice) bool {
	if capitals(a.name) > 0 && slices.ContainsFunc(a.party, func(w string) bool { return !english.Bodies[w] }) {
		return false // a name, and not "the Authority"
	}
	content, shared := 0, 0
	for _, w := range a.party {
		if !english.Bodies[w] {
			content++
			if slices.Contains(b.party, w) {
				shared++
			}
		}
	}
	return 2*shared >= content && (shared > 0 || len(a.party) > 0 && slices.Contains(b.party, a.party[0]))
}

// describes reports whether a is no name but says what b is: all words of "the
// provincial flood agency" but the last kind are in "Ostland Provincial Flood
// Management Authority". One such word is enough within a story, where it must
// be two elsewhere.
func describes(a, b *voice, oneStory bool) bool {
	if a.alone || b.alone || capitals(a.name) > 0 || capitals(b.name) < 2 {
		return false
	}
	content := 0
	for _, w := range a.party {
		if !english.Bodies[w] {
			content++
			if !slices.Contains(b.party, w) {
				return false
			}
		}
	}
	return content > 1 || content == 1 && oneStory && len(a.party) > 1
}

func onlyNations(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !isNation(w) })
}

// initialsOf reports whether a is the acronym of b: "S.D.F.", "Shore Defence
// Force".
func initialsOf(a, b *voice) bool {
	short := strings.ReplaceAll(strings.TrimPrefix(a.name, "the "), ".", "")
	if len(short) < 2 || len(short) > 8 || strings.ToUpper(short) != short || strings.Contains(short, " ") {
		return false
	}
	initials := ""
	for _, w := range strings.FieldsFunc(b.name, func(r rune) bool { return r == ' ' || r == '-' }) {
		if capital(w) {
			initials += w[:1]
		}
	}
	return short == initials
}

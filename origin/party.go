package origin

import (
	"slices"
	"strings"
	"unicode"

	"assay/lang/en"
	"assay/place/gazetteer"
)

// What stands for the arms and the offices of a state.
const (
	armedSide      = "armed"
	governmentSide = "government"
)

// bodyVoice makes the voice of an organisation. Its words are folded so that
// the ways of naming it meet: nations into their codes ("American", "U.S." and
// "United States" are US), the arms of one army into one, ministers into their
// ministry, order and place left out.
func bodyVoice(name string) Voice {
	name = proper(bare(name))
	v := Voice{Name: strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The "), Named: true}
	head, _, _ := strings.Cut(name, " in ") // "the command in Kenya" is the command
	fold := strings.TrimPrefix(gazetteer.Fold(head), "the ")
	if h, ok := english.Houses[fold]; ok {
		v.words = strings.Fields(h)
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
		v.words = append(nation, armedSide)
	case onlyGovernment && len(words) > 0:
		v.words = append(nation, governmentSide)
	default:
		v.words = words
	}
	slices.Sort(v.words)
	v.words = slices.Compact(v.words)
	if len(v.words) == 0 {
		v.words = strings.Fields(gazetteer.Fold(name))
		slices.Sort(v.words)
	}
	v.bare = capitals(v.Name) == 0 || !slices.ContainsFunc(v.words, func(w string) bool { return !generic(w) })
	return v
}

// generic reports whether a word says what kind of body one is, and not which.
func generic(w string) bool {
	return english.Bodies[w] || en.Actors().Bodies[w] || w == armedSide || w == governmentSide
}

// proper returns a name without what is described before and behind it: "the Relief
// League aid group", "official ONA news agency". The last word of "the Ostland police"
// is a part of it.
func proper(name string) string {
	words := strings.Fields(name)
	first, last, kind, upper := -1, -1, false, 0
	for i, w := range words {
		if !capital(w) || seated(w) {
			continue
		}
		if first < 0 {
			first = i
		}
		last, upper = i, upper+1
		kind = kind || generic(strings.ToLower(w)) || len(w) > 2 && w == strings.ToUpper(w) && nation(w) == ""
	}
	if !kind || upper < 2 && words[first] != strings.ToUpper(words[first]) {
		return name
	}
	for _, w := range words[last+1:] {
		if !generic(strings.ToLower(w)) {
			return name
		}
	}
	return strings.Join(words[first:last+1], " ")
}

// seated reports whether a word says where a body sits: "London-based".
func seated(w string) bool { return strings.HasSuffix(strings.ToLower(w), "-"+english.Seated) }

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
		if end := i + max(1, n); end < len(raw) && strings.EqualFold(raw[end], english.Seated) {
			i = end + 1 // "London-based", "the UK based"
			continue
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
	if code := state(s); code != "" {
		return code
	}
	return state(strings.TrimSuffix(s, "s")) // texts lose their apostrophes: "Ostlands army"
}

func state(s string) string {
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

// sameBody reports whether two named voices are called as one body or person may be.
// It errs towards one: nothing is counted twice that might be the same.
func sameBody(a, b *Voice) bool {
	if a.person != b.person {
		return false
	}
	if slices.Equal(a.words, b.words) {
		return true
	}
	short, long := a, b
	if len(short.words) > len(long.words) {
		short, long = long, short
	}
	left, content := 0, 0
	for _, w := range short.words {
		if !slices.Contains(long.words, w) {
			return initials(short.Name) != "" && slices.Contains(initialsOf(long.Name), initials(short.Name))
		}
		if !generic(w) && !isNation(w) {
			content++
		}
	}
	if a.person {
		return len(short.words) > 0 // "Ruiz" and "Lena Ruiz"
	}
	for _, w := range long.words {
		if !slices.Contains(short.words, w) && !isNation(w) {
			left++
		}
	}
	// "the health ministry" and "Chad's health ministry"; but "the government" is not
	// every ministry, and "the harbour police" no "harbour police union".
	return left == 0 && !onlyNations(short.words) || len(short.words) > 1 && content > 0
}

// Different returns how many of those named so must be different: none of whom all that is
// said may be said of another.
func Different(names []string) (n int) {
	voices := make([]Voice, len(names))
	for i, name := range names {
		voices[i] = bodyVoice(name)
		v := &voices[i]
		if !slices.ContainsFunc(voices[:i], func(w Voice) bool { return sameBody(v, &w) || mayBeOne(v, &w) || within(v, &w) || within(&w, v) }) {
			n++
		}
	}
	return n
}

// within reports whether each word of a is one of b: "Ruiz" of "Lena Ruiz".
func within(a, b *Voice) bool {
	return !slices.ContainsFunc(a.words, func(w string) bool { return !slices.Contains(b.words, w) })
}

// describes reports whether a, which is no name, says what b is: "the provincial flood
// agency" says it of "Ostland Provincial Flood Management Authority", "the monitoring
// group" of the Ostland Observatory.
func describes(a, b *Voice) bool {
	if !a.bare || b.bare || !a.Named || !b.Named || a.Own || a.person || b.person || ministers(a, b) {
		return false
	}
	shared, content := 0, 0
	for _, w := range a.words {
		has := slices.Contains(b.words, w)
		if has {
			shared++
		}
		if !generic(w) || isNation(w) {
			content++
			if !has {
				return false
			}
		}
	}
	return shared > 0 || content == 0 && a.Party == b.Party && a.Party == monitor
}

// ministers reports whether one of two voices is a ministry's and the other its
// minister's.
func ministers(a, b *Voice) bool { return a.office != b.office && slices.Equal(a.words, b.words) }

// monitor is the party of whoever counts for others to use. A pile has few of them, so
// that one which is not named is most likely the one that is.
const monitor = "monitor"

// media is the party of papers and stations.
const media = "media"

func onlyNations(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !isNation(w) })
}

// initials returns a name that is an acronym without its points and without the country of
// its body: "S.D.F.", "the Ostland SDF", "SDFs spokesman" without its apostrophe. It is "" for
// other names.
func initials(name string) string {
	words := strings.Fields(strings.TrimPrefix(name, "the "))
	if len(words) > 1 && !acronym(words[0]) && nation(words[0]) != "" {
		words = words[1:]
	}
	if len(words) != 1 {
		return ""
	}
	short := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(words[0], "'s"), "’s"), ".", "")
	if upper := strings.TrimSuffix(short, "s"); len(upper) > 2 && acronym(upper) {
		short = upper
	}
	if !acronym(short) {
		return ""
	}
	return strings.ToUpper(short)
}

// acronym reports whether a word is written as acronyms are: "NDA", "MoH".
func acronym(w string) bool {
	upper, lower := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case !unicode.IsDigit(r):
			return false
		}
	}
	return len(w) > 1 && len(w) <= 8 && (upper > 0 && lower == 0 || upper > 1 && upper > lower)
}

// initialsOf returns the acronyms that a name may have: "SDF" of "Shore Defence Force"; with
// its small words, "MOH" of "Ministry of Health"; with what is an acronym itself, "UNHCR" of
// "UN High Commissioner for Refugees"; without its country, "NDA" of "Ostland National
// Disaster Agency". A name of one word has none.
func initialsOf(name string) (list []string) {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' })
	short := func(words []string, least int) {
		var first, small, whole string
		for _, w := range words {
			switch {
			case 'A' <= w[0] && w[0] <= 'Z':
				first, small = first+w[:1], small+w[:1]
				if acronym(w) {
					whole += w
				} else {
					whole += w[:1]
				}
			case english.Small[w]:
				small += strings.ToUpper(w[:1])
			}
		}
		for _, s := range [...]string{first, small, whole} {
			if len(first) >= least && len(s) >= least && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	short(words, 2)
	if len(words) > 1 && nation(words[0]) != "" {
		short(words[1:], 3) // "the Ostland Red Cross" is no RC
	}
	return list
}

func capital(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r)
	}
	return false
}

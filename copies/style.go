package copies

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneForm leads from the ways in which newspapers write a word to one of them.
// The keys are folded words: "U.S." is "us", "per cent" two words.
var oneForm = map[string]string{
	"percent": "%", "per cent": "%", "pct": "%", "percentage": "%",
	"american": "us", "united states": "us", "united states of america": "us", "america": "us", "usa": "us",
	"american's": "us", "us's": "us", "united states's": "us", "united states'": "us",
	"british": "uk", "britain": "uk", "united kingdom": "uk",
	"united nations": "un", "european union": "eu",
	"general": "gen", "colonel": "col", "lieutenant": "lt", "major": "maj", "captain": "capt",
	"sergeant": "sgt", "corporal": "cpl", "admiral": "adm", "commander": "cmdr", "brigadier": "brig",
	"senator": "sen", "representative": "rep", "governor": "gov", "president": "pres",
	"professor": "prof", "doctor": "dr", "reverend": "rev", "saint": "st", "mount": "mt",
	"january": "jan", "february": "feb", "march": "mar", "april": "apr", "august": "aug",
	"september": "sep", "sept": "sep", "october": "oct", "november": "nov", "december": "dec",
	"monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri",
	"saturday": "sat", "sunday": "sun",
	"kilometers": "km", "kilometres": "km", "kilometer": "km", "kilometre": "km", "kph": "km/h",
	"metres": "m", "meters": "m", "metre": "m", "meter": "m",
	"dollars": "$", "dlrs": "$", "euros": "€", "pounds": "£", "bn": "billion", "mln": "million",
	"okay": "ok", "co": "company", "corp": "corporation", "govt": "government",
	"defence": "defense", "offence": "offense", "licence": "license", "programme": "program", "programmes": "programs",
	"grey": "gray", "tonnes": "tons", "tonne": "ton", "cheque": "check", "ageing": "aging", "towards": "toward",
	"whilst": "while", "amongst": "among", "afterwards": "afterward", "jewellery": "jewelry", "manoeuvre": "maneuver",
	"aeroplane": "airplane", "kerb": "curb", "tyre": "tire", "tyres": "tires", "plough": "plow",
	"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
	"don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not", "wasn't": "was not",
	"aren't": "are not", "weren't": "were not", "can't": "cannot", "can not": "cannot", "won't": "will not",
	"wouldn't": "would not", "couldn't": "could not", "hasn't": "has not", "haven't": "have not", "it's": "it is",
}

// idle are words that some papers write and others do not: articles, and the
// titles that some give to everybody.
var idle = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "miss": true, "messrs": true, "the": true, "a": true, "an": true, "that": true,
}

// houseStyle reports whether two stretches of words say the same in the styles
// of two houses: "per cent" and "%", "U.S." and "American", "Gen." and
// "General", "colour" and "color", "three" and "3".
func houseStyle(wa, wb []string) bool {
	ca, cb := canonical(wa), canonical(wb)
	if slices.Equal(ca, cb) {
		return true
	}
	return acronym(wa, wb) || acronym(wb, wa) || len(wa) == 1 && len(wb) == 1 && transliterated(wa[0], wb[0])
}

// transliterated reports whether two names differ in vowels inside them and
// doubled letters alone: "Muhammad" and "Mohammed". The last letter must agree:
// "Maria" and "Mario" are two people.
func transliterated(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(a)
	if a, b = folded(a), folded(b); !unicode.IsUpper(first) || len(a) < 5 || len(b) < 5 || a[0] != b[0] || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	return consonants(a) == consonants(b)
}

func consonants(w string) string {
	var out []byte
	for i := range len(w) {
		if c := w[i]; strings.IndexByte("aeiou", c) < 0 && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	return string(out)
}

// opensForm holds the first words of the forms in oneForm that have several.
var opensForm = func() map[string]bool {
	opens := map[string]bool{}
	for form := range oneForm {
		if first, _, ok := strings.Cut(form, " "); ok {
			opens[first] = true
		}
	}
	return opens
}()

// canonical returns words in one form each, idle words left out.
func canonical(words []string) []string {
	in := make([]string, len(words))
	for i, w := range words {
		in[i] = folded(w)
	}
	out := in[:0]
	for i := 0; i < len(in); {
		n := 1
		if opensForm[in[i]] {
			n = min(4, len(in)-i)
		}
		for ; n > 1; n-- {
			if form, ok := oneForm[strings.Join(in[i:i+n], " ")]; ok {
				out = append(out, form)
				break
			}
		}
		if n > 1 {
			i += n
			continue
		}
		w := in[i]
		i++
		if idle[w] {
			continue
		}
		if form, ok := oneForm[w]; ok {
			w = form
		} else if v, ok := numberWords[w]; ok {
			w = v
		} else {
			w = americanSpelling(w)
		}
		out = append(out, w)
	}
	return out
}

// americanSpelling returns w with the endings that British and American
// spelling write differently in one form. It is for comparing only: "four" and
// "for" keep apart since a stem of three letters must stand before.
func americanSpelling(w string) string {
	if len(w) < 6 {
		return w
	}
	for _, e := range [...][2]string{
		{"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"},
		{"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"},
		{"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"}, {"ourable", "orable"}, {"our", "or"},
		{"tres", "ters"}, {"tre", "ter"}, {"logue", "log"}, {"logues", "logs"},
		{"elled", "eled"}, {"elling", "eling"}, {"eller", "eler"}, {"ellers", "elers"},
		{"alled", "aled"}, {"ement", "ment"},
	} {
		if stem, ok := strings.CutSuffix(w, e[0]); ok && len(stem) >= 3 {
			return stem + e[1]
		}
	}
	return w
}

// acronym reports whether short is one word in capitals that is made of the
// first letters of long: "S.D.F." for "Shore Defence Force".
func acronym(short, long []string) bool {
	if len(short) != 1 || len(long) < 2 {
		return false
	}
	s := folded(short[0])
	if len(s) < 2 || strings.ToUpper(s) != strings.ReplaceAll(short[0], ".", "") {
		return false
	}
	var all, capitals []rune
	for _, w := range long {
		r, _ := utf8.DecodeRuneInString(w)
		all = append(all, unicode.ToLower(r))
		if unicode.IsUpper(r) {
			capitals = append(capitals, unicode.ToLower(r))
		}
	}
	return s == string(all) || s == string(capitals)
}

// numberWords are the numbers that papers write in words or in digits.
var numberWords = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
	"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
	"sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
	"forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}

// looseNumbers are number words that have no digits.
var looseNumbers = map[string]bool{
	"dozen": true, "dozens": true, "scores": true, "hundred": true, "hundreds": true, "thousand": true,
	"thousands": true, "million": true, "millions": true, "billion": true, "billions": true, "trillion": true,
	"half": true, "quarter": true, "several": true, "tens": true, "zero": true, "double": true, "twice": true,
}

// isNumber reports whether a folded word is a number. "one" is not: it is a
// pronoun more often.
func isNumber(w string) bool {
	for i := range len(w) {
		if '0' <= w[i] && w[i] <= '9' {
			return true
		}
	}
	_, ok := numberWords[w]
	return looseNumbers[w] || ok && w != "one" || w == "%" || w == "$" || w == "€" || w == "£"
}

func anyNumber(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return isNumber(folded(w)) })
}

// doubts are words that mark doubt wherever they stand.
var doubts = map[string]bool{
	"alleged": true, "allegedly": true, "reported": true, "reportedly": true, "apparent": true, "apparently": true,
	"may": true, "might": true, "could": true, "probably": true, "possibly": true, "possible": true, "perhaps": true,
	"likely": true, "unlikely": true, "believed": true, "suspected": true, "suspects": true, "presumed": true,
	"presumably": true, "purported": true, "purportedly": true, "supposed": true, "supposedly": true, "seems": true,
	"seemed": true, "appears": true, "appeared": true, "estimated": true, "unconfirmed": true, "unverified": true,
	"thought": true, "rumored": true, "rumoured": true, "accused": true, "so-called": true, "potentially": true,
	"approximately": true, "roughly": true, "nearly": true, "almost": true,
}

// bounds are words that hedge a number, and mean other things elsewhere.
var bounds = map[string]bool{
	"about": true, "around": true, "some": true, "over": true, "under": true, "least": true, "most": true, "many": true,
	"much": true, "more": true, "less": true, "fewer": true, "than": true, "up": true, "to": true, "above": true,
	"below": true, "only": true, "just": true, "close": true, "circa": true, "exactly": true, "well": true, "at": true,
	"as": true,
}

// hedges returns the hedges among words, joined. Words that hedge numbers
// count only where a number is near. "May" with a capital inside a sentence is
// the month.
func hedges(words []string, nearNumber bool) string {
	var out []string
	for _, w := range words {
		f := folded(w)
		if doubts[f] && w != "May" || nearNumber && bounds[f] {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

// cues are the verbs and prepositions that attribute most often; they stand in
// where no claims were read.
var cues = map[string]bool{
	"said": true, "says": true, "say": true, "saying": true, "told": true, "added": true, "adding": true,
	"according": true, "stated": true, "announced": true, "reported": true, "citing": true, "confirmed": true,
	"claimed": true, "denied": true, "acknowledged": true, "quoted": true, "spokesman": true, "spokeswoman": true,
	"spokesperson": true, "officials": true, "official": true, "sources": true, "witnesses": true,
}

// speaks returns the words that attribute among words, joined.
func speaks(words []string) string {
	var out []string
	for _, w := range words {
		if f := folded(w); cues[f] {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

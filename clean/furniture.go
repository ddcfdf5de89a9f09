package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A phrase is a line that pages carry about their articles.
type phrase struct {
	words string
	form  form
}

// A form says how much of the text a phrase makes boilerplate.
type form uint8

const (
	line1  form = iota // only where it is the whole line: "Share"
	glued              // also where the next word is glued to it: "Supported byBy Ana Reis"
	spaced             // also where a space and a capital follow: "Advertisement The governor"
	opens              // it and what follows, to the end of the sentence, joint or line: "Read more: ..."
	rules              // likewise, to the end of the line whatever sentences stand there: "© 2021 ..."
)

// phrases holds the furniture of news pages, in the spelling of a sentence; full
// capitals match too.
var phrases = func() (ps []phrase) {
	for k, list := range [...][]string{line1: english.Whole, glued: english.Glued, spaced: english.Spaced, opens: english.Opens, rules: english.Rules} {
		for _, w := range list {
			ps = append(ps, phrase{w, form(k)})
		}
	}
	return ps
}()

// byFirst holds the phrases by their first byte, the longer ones first.
var byFirst = index(phrases)

func index(ps []phrase) map[byte][]phrase {
	m := map[byte][]phrase{}
	for _, p := range ps {
		list := append(m[p.words[0]], p)
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		m[p.words[0]] = list
	}
	return m
}

var (
	// Lines that lead to other stories: "READ NEXT: ...", "MORE : ...", "DON'T MISS: ...".
	pointer = lazily(`^(?:(?:READ|Read|WATCH|Watch|SEE|See|LISTEN|Listen)(?: (?:(?i:also|more|next|too|now|this|here)))?|(?:MORE|More|NEXT|Next|UP NEXT|Up next|RELATED|Related|ALSO|Also|TRENDING|Trending|RECOMMENDED|Recommended|DON['’]T MISS|Don['’]t miss)(?: (?i:read|reads|stories|story|articles?|coverage|on this|news|topics?|links?))?) ?[:»>] ?\S`)
	// Lines that ask for something and offer something for it.
	begs  = lazily(`^(?:Get|Subscribe|Sign up|Save|Try|Join|Enjoy|Claim|Win|Buy|Order|Deposit|Register|Unlock|Support|Donate|Upgrade|Download|Start)\b`)
	offer = lazily(`(?i)\b(?:subscribe (?:now|today|here)|sign up (?:now|today|here)|(?:a|per) (?:week|month|year)\b.{0,40}\b(?:subscri|cancel|trial|member)|free trial|promo(?:tion)? code|discount|bonus|voucher|coupon|special offer|cancel any ?time|\d+ ?(?:%|percent) off|(?:with|use) (?:the )?code \S+|for (?:only|just) \S+ (?:a|per) (?:week|month|year))`)
)

// furniture returns the end of the boilerplate line that starts at offset at, or
// at. fresh says that a line of the text starts there.
func furniture(text string, at, end int, fresh bool) int {
	if fresh && end-at <= longestRule && text[at] >= 'A' && text[at] <= 'Z' && (points(text[at:end]) || begs().MatchString(text[at:end]) && offer().MatchString(text[at:end])) {
		return end
	}
	for _, p := range byFirst[text[at]] {
		n := at + len(p.words)
		if n > end || !same(text[at:n], p.words) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[n:end])
		switch {
		case n == end || rest(text[n:end]) == "":
			if fresh || p.form != line1 {
				return end
			}
		case p.form == opens && !inWord(text, n, end):
			return stop(text, n, end, false)
		case p.form == rules:
			if end-n <= longestRule {
				return stop(text, n, end, true)
			}
			if k := linkEnd(text, n, boundary(text, n+longestRule)); k > n {
				end = k
			}
			return stop(text, n, end, false)
		case p.form == line1:
		case unicode.IsUpper(next) || opensQuote(next) || unicode.IsDigit(next):
			return n
		case p.form == spaced && next == ' ' && followed(text, n, end):
			return n
		}
	}
	return at
}

// points reports whether a line leads to another story. The sign behind its first
// words is asked for first: few lines have one.
func points(s string) bool {
	head := s[:min(len(s), 40)]
	return (strings.IndexByte(head, ':') >= 0 || strings.IndexByte(head, '>') >= 0 || strings.Contains(head, "»")) && pointer().MatchString(s)
}

// longestRule bounds a line that is furniture to its end. A longer one is a page
// whose lines were glued: there the first sentence is all that is taken.
const longestRule = 250

// linkEnd returns where in [at, end) the title of a linked story ends, to which
// the report was run on without a point: "See also: Divers find the wreck The
// mayor said", or at. A title that has capitals throughout does not tell.
func linkEnd(text string, at, end int) int {
	small, prev := 0, ""
	for i := skipSpace(text, at, end); i < end; i = skipSpace(text, i, end) {
		w := text[i:end]
		if k := strings.IndexFunc(w, unicode.IsSpace); k >= 0 {
			w = w[:k]
		}
		switch {
		case small >= 2 && !english.Ties[prev] && starter(text[i:end]):
			return i
		case unicode.IsLower(firstRune(w)) && !english.Ties[w]:
			small++
		}
		prev = w
		i += len(w)
	}
	return at
}

// rule returns the end of the line of underscores at offset at, with which an
// agency sets its notes apart: "___Reis reported from Beira."
func rule(text string, at, end int) int {
	n := at
	for n < end && text[n] == '_' {
		n++
	}
	if n-at < 2 {
		return at
	}
	return n
}

// followed reports whether a sentence starts after the space at n.
func followed(text string, n, end int) bool {
	n = skipSpace(text, n, end)
	r, _ := utf8.DecodeRuneInString(text[n:end])
	return unicode.IsUpper(r) || opensQuote(r)
}

// rest returns what of s is more than points, colons and arrows.
func rest(s string) string { return strings.Trim(s, " .:…»›>→|\t") }

// inWord reports whether the phrase that ends at n is but the start of a word.
func inWord(text string, n, end int) bool {
	r, _ := utf8.DecodeRuneInString(text[n:end])
	last, _ := utf8.DecodeLastRuneInString(text[:n])
	return unicode.IsLower(r) && unicode.IsLetter(last)
}

// same reports whether s is words: as written, or in full capitals, or with
// capitals at the start of its words ("Sign Up for").
func same(s, words string) bool {
	if s == words {
		return true
	}
	return s[0] == words[0] && strings.EqualFold(s, words) && (s == strings.ToUpper(s) || s[len(s)-1] == words[len(words)-1] || strings.Contains(s, " "))
}

// stop returns the end of a boilerplate line that goes on at offset i: the end
// of its sentence (unless all is set), a joint, a word glued to the next
// ("newsletterThe governor"), or the end of the line.
func stop(text string, i, end int, all bool) int {
	s := scanner{text: text, start: i, end: end}
	for from := i; i < end; i += width(text, i) {
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?':
			j := s.closers(i + 1)
			if s.joint(i, j) {
				return j
			}
			if n := skipSpace(text, j, end); !all && n > j && followed(text, j, end) && !abbreviated(text, from, i) {
				return j
			}
		case c >= 'A' && c <= 'Z' && i > from && lower(text[i-1]) && !camel(text, from, i):
			return i
		}
	}
	return end
}

// camel reports whether the capital at i, after a small letter, is part of a
// name: "McAllister", "WhatsApp", "YouTube".
func camel(text string, start, i int) bool {
	lo := i
	for lo > start && wordly(rune(text[lo-1])) {
		lo--
	}
	if english.CamelHead[text[lo:i]] {
		return true
	}
	hi := i
	for hi < len(text) && lower(text[hi]) {
		hi++
	}
	return english.Brands[text[lo:hi]]
}

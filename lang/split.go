package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

// Split returns the sentences of text as spans, in order, without the white
// space around them. A closing quotation mark belongs to the sentence that it
// closes; a quotation of several sentences is several sentences. An empty line
// ends a sentence whatever stands before it.
func Split(text string) []assay.Span {
	return split(nil, text, assay.Span{Start: 0, End: int32(len(text))})
}

// split appends the sentences of text within region to list.
func split(list []assay.Span, text string, region assay.Span) []assay.Span {
	s := splitter{text: text[:region.End], start: int(region.Start), out: list}
	for i := s.start; i < len(s.text); {
		c := s.text[i]
		switch {
		case c == '\n' && emptyLine(s.text[i+1:]):
			s.cut(i)
			s.quotes = 0
			i++
		case c == '.' || c == '!' || c == '?' || strings.HasPrefix(s.text[i:], "…"):
			i = s.terminator(i)
		default:
			if c == '"' {
				s.quotes++
			}
			i++
		}
	}
	s.cut(len(s.text))
	return s.out
}

type splitter struct {
	text   string
	start  int // of the sentence at hand
	quotes int // straight quotation marks in the paragraph so far
	out    []assay.Span

	lineTo       int  // end of the line that was last looked at
	lineCareless bool // it is written without capitals
}

// cut ends the sentence at hand at i, if there is anything in it.
func (s *splitter) cut(i int) {
	from, to := s.start, i
	for from < to {
		r, n := utf8.DecodeRuneInString(s.text[from:to])
		if !blank(r) {
			break
		}
		from += n
	}
	for from < to {
		r, n := utf8.DecodeLastRuneInString(s.text[from:to])
		if !blank(r) {
			break
		}
		to -= n
	}
	if from < to {
		s.out = append(s.out, assay.Span{Start: int32(from), End: int32(to)})
	}
	s.start = i
}

// emptyLine reports whether s goes on with a line of nothing but white space.
func emptyLine(s string) bool {
	for i := 0; i < len(s) && i < 80; i++ {
		switch s[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return false
}

// terminator looks at the mark at i, ends the sentence there if it does, and
// returns where to go on.
func (s *splitter) terminator(i int) int {
	end := i
	for end < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		if r != '.' && r != '!' && r != '?' && r != '…' {
			break
		}
		end += n
	}
	marks := s.text[i:end]
	after := s.notes(s.closing(end))
	s.quotes += strings.Count(s.text[end:after], `"`)
	if after == len(s.text) {
		return after
	}
	if s.ends(i, marks, end, after) {
		s.cut(after)
	}
	return after
}

// closing returns where the closing marks that follow at i end. A straight
// quotation mark closes if one is open, or if no word is glued to it.
func (s *splitter) closing(i int) int {
	open := s.quotes%2 == 1
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		next, _ := utf8.DecodeRuneInString(s.text[i+n:])
		switch r {
		case '”', '’', ')', ']', '»', '}':
		case '\'':
			if unicode.IsLetter(next) && !unicode.IsUpper(next) {
				return i
			}
		case '"':
			if !open && next != utf8.RuneError && !blank(next) {
				return i
			}
			open = false
		case '.', '!', '?': // `"Stop!".`
		default:
			return i
		}
		i += n
	}
	return i
}

// notes returns where the note marks that follow at i end: "fell.[12] [13]".
func (s *splitter) notes(i int) int {
	for {
		rest := strings.TrimLeft(s.text[i:min(len(s.text), i+10)], " ")
		at := i + min(len(s.text)-i, 10) - len(rest)
		k := strings.IndexByte(rest, ']')
		if k < 2 || rest[0] != '[' || !number(rest[1:k]) {
			return i
		}
		i = at + k + 1
	}
}

// ends reports whether the marks at i, with closing marks up to after, end the
// sentence.
func (s *splitter) ends(i int, marks string, end, after int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[after:])
	if !blank(r) {
		return s.glued(i, marks, end, after, r)
	}
	next := strings.TrimLeftFunc(s.text[after:min(len(s.text), after+200)], blank)
	if next == "" {
		return true
	}
	closed := after > end
	opened := strings.TrimLeft(next, "\"“‘'([«—–-* ")
	quoted := strings.ContainsRune("\"“‘'«", []rune(next)[0])
	first, _ := utf8.DecodeRuneInString(opened)
	word := firstWord(opened)
	switch {
	case unicode.IsLower(first) && !unicode.IsUpper(first):
		// “Who goes there?” he asked.
		return !closed && !quoted && !strings.HasPrefix(marks, "..") && !strings.HasPrefix(marks, "…") && s.careless(i) && s.plain(i, marks)
	case strings.HasPrefix(next, ",") || strings.HasPrefix(next, ";"):
		return false
	case strings.HasPrefix(next, "—") || strings.HasPrefix(next, "–") || strings.HasPrefix(next, "-- "):
		return closed && unicode.IsUpper(first) && !strings.ContainsAny(marks, "?!")
	case strings.ContainsAny(marks, "!?"):
		return true
	case len(marks) > 1: // "..."
		return unicode.IsUpper(first) || len(marks) > 3
	}
	return s.period(i, closed, first, word, quoted)
}

// period decides on a single period, followed by white space and something
// that does not begin with a small letter.
func (s *splitter) period(i int, closed bool, first rune, word string, opened bool) bool {
	w := lastWord(s.text[s.start:i])
	low := lower(w)
	starter := en.Starters()[word] || opened && unicode.IsUpper(first)
	switch {
	case w == "":
		return true
	case closed && !strings.Contains(w, "."):
		return true
	case low == en.No || low == en.Nos:
		// "Route No. 5", but "Asked again, she said no."
		return !unicode.IsDigit(first)
	case en.Months()[low] > 0 && en.Months()[low] != 5 && len(low) < 5 && w != low:
		return !unicode.IsDigit(first) && starter
	case len(low) == 1 && unicode.IsLetter(rune(low[0])):
		// "James B. Okoro" and "plan B. The": the word after decides.
		if s.start == i-1 { // a list: "A. The river"
			return false
		}
		return unicode.IsUpper(rune(w[0])) && starter && !s.initials(i)
	case strings.Contains(low, ".") && acronym(low):
		return starter
	case en.Abbreviations()[low]:
		return false
	case en.MayEnd()[low] && !en.AlsoWords()[low]:
		return starter
	case len(w) <= 3 && number(w) && s.start+len(w) >= i && !closed:
		// "1. Wash the rice." at the start of a line
		return false
	}
	return true
}

// initials reports whether the single letter before i stands behind a name's
// beginning, as in "Amara J. In Lagos"; then the period is the initial's.
func (s *splitter) initials(i int) bool {
	w := lastWord(strings.TrimRightFunc(s.text[s.start:i-1], blank))
	return strings.HasSuffix(w, ".") && len(w) == 2
}

// glued decides where no white space follows: "declared.Analysts",
// "the harbour.”Asked".
func (s *splitter) glued(i int, marks string, end, after int, next rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s.text[s.start:i])
	closed := after > end
	rest := s.text[after:]
	if len(rest) > 40 {
		rest = rest[:40]
	}
	opener := strings.ContainsRune("“‘\"([", next)
	if opener {
		rest = strings.TrimLeft(rest, "“‘\"([")
		next, _ = utf8.DecodeRuneInString(rest)
	}
	if !unicode.IsUpper(next) {
		return false
	}
	w := lastWord(s.text[s.start:i])
	if strings.ContainsAny(w, "@/") || strings.HasPrefix(w, "www.") || strings.Contains(untilBlank(rest), "@") {
		return false // "Amara.Okoro@example.org"
	}
	if closed || opener {
		return true
	}
	if strings.ContainsAny(marks, "!?") || len(marks) > 1 {
		return unicode.IsLetter(before)
	}
	_, n := utf8.DecodeRuneInString(rest)
	second, _ := utf8.DecodeRuneInString(rest[n:])
	if !unicode.IsLower(second) && !blank(second) && second != '.' && second != '’' && second != '\'' && !unicode.IsUpper(second) {
		return false
	}
	switch {
	case unicode.IsDigit(before):
		// "in 2016.Officials", but "section 4.B"
		return unicode.IsLower(second)
	case strings.Contains(w, "."):
		// "in the U.S.The talks"
		word := firstWord(rest)
		return len(word) > 1 && acronym(lower(w)) && en.Starters()[word]
	case en.Abbreviations()[lower(w)]:
		return false
	}
	return unicode.IsLower(before) && utf8.RuneCountInString(w) > 1 || unicode.IsUpper(before) && utf8.RuneCountInString(w) > 2 && unicode.IsLower(second)
}

// lastWord returns what stands between the last white space, bracket or dash of
// s and its end.
func lastWord(s string) string {
	if len(s) > 60 {
		s = s[len(s)-60:]
	}
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return blank(r) || strings.ContainsRune("([{\"“‘—–-'/,;:", r)
	})
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

// untilBlank returns s up to its first white space.
func untilBlank(s string) string {
	if i := strings.IndexFunc(s, blank); i >= 0 {
		return s[:i]
	}
	return s
}

// firstWord returns the letters at the start of s.
func firstWord(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}

func number(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

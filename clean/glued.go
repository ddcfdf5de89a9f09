package clean

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

// english has the words by which the parts of a page are told apart.
var english = en.Pages()

// paragraph returns the end of the body paragraph that starts at offset at: the
// first joint, line of furniture or credit within the block, else its end.
func (p *page) paragraph(at, end int) int {
	text := p.text
	s := scanner{text: text, start: at, end: end}
	for i := at; i < end; {
		c := text[i]
		switch {
		case c == '.' || c == '!' || c == '?':
			j := s.closers(i + 1)
			if n := skipSpace(text, j, end); n > j {
				if n < end && p.breaks(j, n, end) {
					return j
				}
				i = n
				continue
			}
			if s.joint(i, j) {
				return j
			}
			i = max(j, i+1)
			continue
		case c == ':' && s.colon(i):
			return i + 1
		case s.mark(i) > 0:
			s.open = !s.open
			i += s.mark(i)
			continue
		case c == '\'' && i+1 < end && wordly(rune(text[i+1])) && (i == at || strings.IndexByte(" (\"\n", text[i-1]) >= 0):
			s.single = true // "'a bad joke'", not "it's"
		case c == 0xe2 && strings.HasPrefix(text[i:], "”"):
			// "… a campaign of terror”Officials say": no point, but no white space
			// either, which no typist leaves out there.
			if j := i + len("”"); s.bareQuote(i, j) {
				return j
			}
			i += len("”")
			continue
		case (c == ')' || c == ']') && i+1 < end && upper(text, i+1) && closesCredit(text, at, i):
			return i + 1
		case i > at && c >= 'A' && c <= 'Z' && lower(text[i-1]):
			// "… along the riverAdvertisementThe governor …"
			if n := furniture(text, i, end, false); n > i {
				return i
			}
		}
		i += width(text, i)
	}
	return end
}

// breaks reports whether a new region starts at n, after white space that
// follows a sentence which ends at j.
func (p *page) breaks(j, n, end int) bool {
	text := p.text
	r, _ := utf8.DecodeRuneInString(text[n:])
	if !unicode.IsUpper(r) && !opensQuote(r) && r != '(' && r != '©' {
		return false
	}
	if utf8.RuneCountInString(text[j:n]) >= 3 || strings.IndexByte(text[j:n], '\t') >= 0 {
		// Three spaces and more stand for a line end that a scrape has taken;
		// wrapped lines have their newline among them.
		if strings.IndexByte(text[j:n], '\n') < 0 {
			return true
		}
	}
	return furniture(text, n, end, false) > n || p.credit(n, end) > n || sentenceCaption(text, n, end)
}

// A scanner looks for joints within one piece of text.
type scanner struct {
	text       string
	start, end int
	open       bool // inside straight quotation marks
	single     bool // inside single ones
}

// closers returns the end of the quotation marks and brackets that close at i.
// A straight mark closes what one before it in the paragraph has opened.
func (s *scanner) closers(i int) int {
	for i < s.end {
		switch c := s.text[i]; {
		case c == ')' || c == ']':
			i++
		case s.mark(i) > 0:
			if !s.closes(i) {
				return i
			}
			s.open = false
			i += s.mark(i)
		case c == '\'' && (s.single || i+1 == s.end || s.text[i+1] == '"' || s.text[i+1] == ' '):
			s.single = false
			i++
		case c == 0xe2 && (strings.HasPrefix(s.text[i:], "”") || strings.HasPrefix(s.text[i:], "’")):
			i += len("”")
		default:
			return i
		}
	}
	return i
}

// mark returns the length of the straight quotation mark at i, which is " or two
// apostrophes; 0 if there is none.
func (s *scanner) mark(i int) int {
	switch {
	case s.text[i] == '"':
		return 1
	case s.text[i] == '\'' && i+1 < s.end && s.text[i+1] == '\'':
		return 2
	}
	return 0
}

// furthestMark bounds the search for the mark that goes with another.
const furthestMark = 3000

// closes reports whether the straight mark at i, after a point, closes. Where
// words are glued on both sides ("... rose."He left", "... rose."We left," he
// said"), the next mark tells: after one that closes comes one that opens.
func (s *scanner) closes(i int) bool {
	j := i + s.mark(i)
	if j >= s.end || !wordly(firstRune(s.text[j:s.end])) {
		return s.open || j >= s.end || s.text[j] == ' ' || s.text[j] == '\n'
	}
	for k := j; k < min(s.end, j+furthestMark); k++ {
		n := s.mark(k)
		if n == 0 {
			continue
		}
		left, right := s.text[k-1], byte(' ')
		if k+n < s.end {
			right = s.text[k+n]
		}
		switch {
		case strings.IndexByte(" (\n-", left) >= 0 && wordly(rune(right)):
			return true
		case left != ' ' && strings.IndexByte(" .,;:?!)\n", right) >= 0:
			return false
		}
		return s.open
	}
	return s.open
}

// joint reports whether the point, exclamation or question mark at i, whose
// closing marks end at j, ends a paragraph although no white space follows:
// "declared.Analysts say", "Damascus.”Asked late", "said.“We know".
func (s *scanner) joint(i, j int) bool {
	if j >= s.end || i == s.start {
		return false
	}
	text := s.text
	quoted := j > i+1 && text[j-1] != ')' && text[j-1] != ']'
	if rule(text, j, s.end) > j {
		return true
	}
	k, opened := s.openers(j)
	if k >= s.end {
		return false
	}
	if text[i] == '.' && text[i-1] == '.' && !quoted {
		return false // "... And then": a pause
	}
	r, _ := utf8.DecodeRuneInString(text[k:s.end])
	switch {
	case unicode.IsDigit(r) || r == '$' || r == '€' || r == '£':
		return (quoted || opened || lowerWord(text, s.start, i)) && startsCount(text[k:s.end])
	case !unicode.IsUpper(r):
		return false
	case quoted || opened:
		return true
	case text[i] != '.':
		return !inAddress(text, s.start, i) || starter(text[k:s.end])
	}
	next := wordAt(text[k:s.end])
	switch {
	case english.Endings[strings.ToLower(next)] && !(english.Titles[next] && strings.HasPrefix(text[k+len(next):s.end], ". ")): // "Booking.Com", "report.PDF"
		return false
	case starter(text[k:s.end]):
		return !title(text, s.start, i)
	case strings.HasSuffix(text[s.start:i], "p.m") || strings.HasSuffix(text[s.start:i], "a.m"):
		// "7:25 a.m.Rescuers left", but not "7 a.m.EST", "7 a.m.Eastern".
		return len(next) > 2 && lower(next[1]) && !english.Hours[next]
	case utf8.RuneCountInString(next) < 2 || abbreviated(text, s.start, i) || inAddress(text, s.start, i):
		return false // "U.S.Army", "J.Okello", "Jan.20", "St.Louis"
	}
	return true
}

// colon reports whether the colon at i ends a paragraph: "The Post reports:“We
// left”", "as follows:The river". Times and addresses go on with other signs.
func (s *scanner) colon(i int) bool {
	if i == s.start || i+1 >= s.end || !lower(s.text[i-1]) || inAddress(s.text, s.start, i) {
		return false
	}
	k, quoted := s.openers(i + 1)
	if quoted {
		return upper(s.text[:s.end], k)
	}
	return k == i+1 && starter(s.text[k:s.end])
}

// openers returns the end of the opening marks at i, and whether one is a
// quotation mark.
func (s *scanner) openers(i int) (end int, quote bool) {
	for i < s.end {
		switch c := s.text[i]; {
		case c == '(' || c == '[':
			i++
		case s.mark(i) > 0:
			i, quote = i+s.mark(i), true
		case c == '\'':
			i, quote = i+1, true
		case c == 0xe2 && (strings.HasPrefix(s.text[i:], "“") || strings.HasPrefix(s.text[i:], "‘")):
			i, quote = i+len("“"), true
		default:
			return i, quote
		}
	}
	return i, quote
}

// bareQuote reports whether the closing mark at i, which ends at j, is followed
// at once by a new sentence though no point stands before it.
func (s *scanner) bareQuote(i, j int) bool {
	if i <= s.start || j >= s.end || !wordly(rune(s.text[i-1])) {
		return false
	}
	return upper(s.text, j) && utf8.RuneCountInString(wordAt(s.text[j:s.end])) > 1 || strings.HasPrefix(s.text[j:s.end], "“")
}

// wordAt returns the word at the start of s.
func wordAt(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' && r != '\'' && r != '-' {
			return s[:i]
		}
	}
	return s
}

// before returns the run without white space that ends at i, at most 60 bytes of
// it: "U.S", "Gov", "www.example".
func before(text string, start, i int) string {
	lo := max(start, i-60)
	if k := strings.LastIndexAny(text[lo:i], " \t\n\r“‘(\"—–/"); k >= 0 {
		k += lo
		_, n := utf8.DecodeRuneInString(text[k:])
		lo = k + n
	}
	for lo < i && !utf8.RuneStart(text[lo]) {
		lo++
	}
	return text[lo:i]
}

// abbreviated reports whether the point at i belongs to an abbreviation, an
// initial or a number at the head of a list.
func abbreviated(text string, start, i int) bool {
	if i > start && (text[i-1] == ')' || text[i-1] == ']') {
		return false
	}
	w := before(text, start, i)
	if k := strings.LastIndexByte(w, '.'); k >= 0 {
		if len(w)-k-1 <= 2 { // "U.S", "p.m", "Ph.D"
			return true
		}
		w = w[k+1:]
	}
	r, n := utf8.DecodeRuneInString(w)
	switch {
	case w == "":
		return true
	case n == len(w) && unicode.IsUpper(r): // "J"
		return true
	case strings.Trim(w, "0123456789") == "":
		return i-len(w) == start // "1.Boats": a list
	}
	return abbreviations[w]
}

// title reports whether the word before the point at i can only stand before a
// name: "Gen.The" is nobody.
func title(text string, start, i int) bool { return english.Titles[before(text, start, i)] }

// inAddress reports whether the point at i stands in a web or mail address.
func inAddress(text string, start, i int) bool {
	w := before(text, start, i)
	if w == "www" || text[i] == ':' && strings.HasPrefix(text[i:], "://") || strings.Contains(w, "www.") || strings.Contains(w, "@") || strings.Contains(w, "://") || strings.HasPrefix(w, "http") {
		return true
	}
	after := text[i:min(len(text), i+60)]
	if k := strings.IndexAny(after, " \t\n\r,;“”"); k >= 0 {
		after = after[:k]
	}
	return strings.Contains(after, "@")
}

// lowerWord reports whether a word of three lower-case letters or more ends at
// i: "said.57 people", but not "No.5", "p.12" or "v2.0".
func lowerWord(text string, start, i int) bool {
	w := before(text, start, i)
	k := len(w)
	for k > 0 && w[k-1] >= 'a' && w[k-1] <= 'z' {
		k--
	}
	return len(w)-k >= 3 && !abbreviations[w] && !inAddress(text, start, i)
}

// startsCount reports whether s starts with a number and a word, as a sentence
// may: "57 people", "$5 million", "2. The road". "12 The" is a footnote.
func startsCount(s string) bool {
	rest := strings.TrimLeft(s, "$€£0123456789,.-")
	if len(rest) == len(s) || len(rest) < 2 {
		return false
	}
	if n := len(s) - len(rest); n <= 3 && (rest[0] == ')' || s[n-1] == '.') { // a list
		return upper(strings.TrimPrefix(rest, ")"), 1)
	}
	return rest[0] == ' ' && lower(rest[1])
}

// starter reports whether s begins with a word that begins sentences, hardly
// names: after it even "U.S." is the end of a sentence.
func starter(s string) bool {
	w := wordAt(s)
	if len(w) == len(s) {
		return false
	}
	return starters[w] && (s[len(w)] == ' ' || s[len(w)] == ',') || english.Titles[w] && strings.HasPrefix(s[len(w):], ". ") && len(w) > 1
}

func lower(c byte) bool { return c >= 'a' && c <= 'z' }

func upper(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsUpper(r)
}

func opensQuote(r rune) bool { return r == '“' || r == '"' || r == '‘' }

func width(text string, i int) int {
	if text[i] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRuneInString(text[i:])
	return n
}

// abbreviations are those with which no paragraph ends.
var abbreviations = func() map[string]bool {
	m := maps.Clone(english.Shortened)
	maps.Copy(m, english.Titles)
	return m
}()

// starters are words that begin sentences.
var starters = func() map[string]bool {
	m := maps.Clone(en.Starters())
	maps.Copy(m, english.Openers)
	return m
}()

package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

// Tokenize returns the words of one sentence as spans of text, in order. They
// are cut as in the English Web Treebank of Universal Dependencies: clitics
// ("do" "n't", "Lind" "'s"), most hyphens ("U.S." "-" "led", but "e-mail") and
// signs ("$" "5", "5" "%") are words of their own. Every character that is not
// white space is in exactly one word.
func Tokenize(text string) []assay.Span {
	return tokenize(nil, text, assay.Span{Start: 0, End: int32(len(text))})
}

// tokenize appends the words of text within sentence to list.
func tokenize(list []assay.Span, text string, sentence assay.Span) []assay.Span {
	t := tokenizer{text: text, out: list, end: int(sentence.End)}
	i := int(sentence.Start)
	for i < t.end {
		r, n := utf8.DecodeRuneInString(text[i:t.end])
		if blank(r) {
			i += n
			continue
		}
		j := i
		for j < t.end && j-i < longest {
			r, n := utf8.DecodeRuneInString(text[j:t.end])
			if blank(r) {
				break
			}
			j += n
		}
		t.last = strings.TrimFunc(text[j:t.end], blank) == "" || closers(text[j:t.end])
		t.chunk(i, j)
		i = j
	}
	return t.out
}

// longest is how many bytes without white space are looked at in one piece.
const longest = 1000

// closers reports whether nothing but closing marks is left: `the U.S. ”`.
func closers(s string) bool {
	if len(s) > 8 {
		return false
	}
	return strings.Trim(s, " \t\n\"'”’)]»") == ""
}

// blank reports whether r separates words.
func blank(r rune) bool { return unicode.IsSpace(r) || r == 0 }

type tokenizer struct {
	text string
	out  []assay.Span
	end  int  // of the sentence
	last bool // the piece at hand ends the sentence
}

func (t *tokenizer) emit(i, j int) {
	if i < j {
		t.out = append(t.out, assay.Span{Start: int32(i), End: int32(j)})
	}
}

// chunk cuts a stretch without white space.
func (t *tokenizer) chunk(i, j int) {
	i = t.openers(i, j)
	if i == j {
		return
	}
	k := t.closing(i, j)
	t.core(i, k)
	t.tail(k, j)
}

// openers emits the punctuation at the front of a chunk.
func (t *tokenizer) openers(i, j int) int {
	for i < j {
		r, n := utf8.DecodeRuneInString(t.text[i:j])
		rest := t.text[i+n : j]
		if m := emoticon(t.text[i:j]); m > 0 {
			t.emit(i, i+m)
			i += m
			continue
		}
		switch {
		case address(t.text[i:j]) > 0:
			return i
		case strings.ContainsRune("([{<«“‘„\"`*•·|~=_¿¡§", r) || r == '¡':
			m := run(t.text[i:j], r)
			t.emit(i, i+m)
			i += m
		case r == '$' && rest != "" && strings.Trim(rest, "$.,!?") == "": // "It is all about the $$$."
			m := run(t.text[i:j], r)
			t.emit(i, i+m)
			i += m
		case strings.ContainsRune("$€£¥₹#@&", r) && rest != "":
			t.emit(i, i+n)
			i += n
		case r == '\'' || r == '’':
			// "'s" alone is a clitic, "'90s" a year, "'em" a word; else a quotation mark.
			if clitic(t.text[i:j]) || rest != "" && rest[0] >= '0' && rest[0] <= '9' || elided(t.text[i:j]) {
				return i
			}
			m := run(t.text[i:j], r)
			t.emit(i, i+m)
			i += m
		case dash(r):
			m := run(t.text[i:j], r)
			t.emit(i, i+m)
			i += m
		case r == '.' || r == '…':
			m := run(t.text[i:j], r)
			if m == n && r == '.' && rest != "" && isWordByte(rest[0]) { // ".5", ".com"
				return i
			}
			t.emit(i, i+m)
			i += m
		case r == '-':
			m := run(t.text[i:j], r)
			if m == 1 && rest != "" && rest[0] >= '0' && rest[0] <= '9' && len(t.out) > 0 { // "-5"
				return i
			}
			t.emit(i, i+m)
			i += m
		case strings.ContainsRune(",;:!?)]}>»”/\\+%^", r):
			m := run(t.text[i:j], r)
			if r == '!' || r == '?' {
				m = runAny(t.text[i:j], "!?")
			}
			if r == '+' && rest != "" && rest[0] >= '0' && rest[0] <= '9' { // "+44"
				return i
			}
			t.emit(i, i+m)
			i += m
		default:
			return i
		}
	}
	return i
}

// closing returns where the punctuation at the end of a chunk begins.
func (t *tokenizer) closing(i, j int) int {
	if m := address(t.text[i:j]); m > 0 {
		return i + m
	}
	for j > i {
		r, n := utf8.DecodeLastRuneInString(t.text[i:j])
		word := t.text[i : j-n]
		switch {
		case strings.ContainsRune(",;:!?)]}>»”\"“%*|…~=`‘", r) || dash(r):
		case r == '-' && !strings.HasPrefix(t.text[i:j], "-"):
		case r == '\'' || r == '’':
			if clitic(t.text[i:j]) {
				return j
			}
		case r == '.':
			if strings.HasSuffix(word, ".") {
				break
			}
			if t.keepsPeriod(word, j) {
				return j
			}
		default:
			return j
		}
		j -= n
	}
	return j
}

// keepsPeriod reports whether the period behind word is part of it. j is where
// the period ends. In a sentence's last word only acronyms and abbreviations
// that are hardly ever written without it keep it: "in the U.S."
func (t *tokenizer) keepsPeriod(word string, j int) bool {
	if word == "" {
		return false
	}
	w := lower(word)
	if k := strings.LastIndexAny(w, "-/("); k >= 0 {
		w = w[k+1:]
	}
	final := t.last && strings.Trim(t.text[j:t.end], " \t\n\"'”’)]»") == ""
	if strings.Contains(w, ".") {
		return acronym(w)
	}
	if r, n := utf8.DecodeRuneInString(w); n == len(w) && unicode.IsLetter(r) {
		return !final && unicode.IsUpper([]rune(word)[len([]rune(word))-1])
	}
	if final {
		return en.Abbreviations()[w] && len(w) > 1 && !en.AlsoWords()[w] || en.KeepPeriod()[w]
	}
	if w == en.No { // "No. 5", not "He said no."
		return nextDigit(t.text[j:t.end])
	}
	return en.Abbreviations()[w] || en.MayEnd()[w] && !en.AlsoWords()[w]
}

func nextDigit(s string) bool {
	s = strings.TrimLeftFunc(s, blank)
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// acronym reports whether w, whose final period is cut off, is of the form
// "u.s", "a.m", "ph.d".
func acronym(w string) bool {
	for part := range strings.SplitSeq(w, ".") {
		if utf8.RuneCountInString(part) > 2 || part == "" {
			return false
		}
		for _, r := range part {
			if !unicode.IsLetter(r) {
				return false
			}
		}
	}
	return true
}

// tail emits the punctuation at the end of a chunk, runs of one mark together.
func (t *tokenizer) tail(i, j int) {
	for i < j {
		r, n := utf8.DecodeRuneInString(t.text[i:j])
		m := n
		switch {
		case emoticon(t.text[i:j]) > 0 && !digitBefore(t.text, i): // not "(at 5:)"
			m = emoticon(t.text[i:j])
		case r == '!' || r == '?':
			m = runAny(t.text[i:j], "!?")
		case r == '.' || r == '-' || r == '*' || r == '\'' || r == '=' || r == '~' || r == '…' || r == '>' || r == '`':
			m = run(t.text[i:j], r)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			t.chunk(i, j) // behind an address: "a@b.com,and"
			return
		}
		t.emit(i, i+m)
		i += m
	}
}

// core cuts a chunk free of punctuation at its ends.
func (t *tokenizer) core(i, j int) {
	if i >= j {
		return
	}
	s := t.text[i:j]
	if m := address(s); m == len(s) {
		t.emit(i, j)
		return
	}
	// Inner punctuation first: dashes, brackets, quotes, slashes, hyphens.
	for k := 0; k < len(s); {
		r, n := utf8.DecodeRuneInString(s[k:])
		if k > 0 {
			if m := t.inner(s, k, r, n); m > 0 {
				t.core(i, i+k)
				t.emit(i+k, i+k+m)
				t.chunk(i+k+m, j)
				return
			}
		}
		k += n
	}
	t.clitics(i, j)
}

// inner returns how many bytes of s at k are a mark of its own inside a chunk.
func (t *tokenizer) inner(s string, k int, r rune, n int) int {
	rest := s[k+n:]
	switch {
	case strings.ContainsRune("([{)]}“”«»\";<>|=…*!?~", r):
		return run(s[k:], r)
	case r == '–' && digitBefore(s, k) && rest == "":
		return n
	case dash(r):
		return run(s[k:], r)
	case r == ',' || r == ':':
		if digitBefore(s, k) && rest != "" && rest[0] >= '0' && rest[0] <= '9' { // "3,500", "10:30"
			return 0
		}
		return n
	case r == '.':
		if m := run(s[k:], '.'); m > 1 {
			return m
		}
		if glued(s, k) {
			return 1
		}
	case r == '-':
		if m := run(s[k:], '-'); m > 1 {
			return m
		}
		if splitHyphen(s, k) {
			return 1
		}
	case r == '/':
		if splitSlash(s, k) {
			return 1
		}
	case r == '%', r == '$', r == '€', r == '£':
		if r == '$' && rest != "" && rest[0] >= '0' && rest[0] <= '9' { // "US$5"
			return n
		}
		return n
	case r == '&':
		if k > 3 { // "A&E", but "bread&butter"
			return n
		}
	}
	return 0
}

// glued reports whether the period at s[k] ends a sentence to which the next is
// glued: "declared.Analysts".
func glued(s string, k int) bool {
	if k < 2 || k+2 >= len(s) {
		return false
	}
	a, b, c, d := s[k-2], s[k-1], s[k+1], s[k+2]
	return isLower(a) && isLower(b) && c >= 'A' && c <= 'Z' && isLower(d)
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || isLower(c) || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

func digitBefore(s string, k int) bool { return k > 0 && s[k-1] >= '0' && s[k-1] <= '9' }

// splitHyphen reports whether the hyphen at s[k] is a word of its own.
func splitHyphen(s string, k int) bool {
	before, rest := s[:k], s[k+1:]
	if rest == "" || before == "" {
		return true
	}
	if strings.Count(s, "-") > 1 && phone(s) {
		return false
	}
	if phone(s) && len(s) >= 7 {
		return false
	}
	if en.Numbers().Tens[lower(before)] > 0 && ones(lower(rest)) { // "ninety-nine"
		return false
	}
	if en.Tied()[lower(before)] && isWordByte(rest[0]) {
		return false
	}
	return true
}

// phone reports whether s is digits and hyphens and too long for a range of
// years: "713-555-0142".
func phone(s string) bool {
	digits, groups := 0, 1
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
		case s[i] == '-':
			groups++
		default:
			return false
		}
	}
	return groups > 2 && digits >= 6 || groups == 2 && len(s) == 8 && s[3] == '-'
}

// ones reports whether w is one to nine or first to ninth.
func ones(w string) bool {
	n, ordinal := en.Numbers().Units[w], en.Times().Ordinals[w]
	return n > 0 && n < 10 || ordinal > 0 && ordinal < 10
}

// splitSlash reports whether the slash at s[k] stands between words: "and/or",
// not "9/11", "l/c".
func splitSlash(s string, k int) bool {
	if k+1 >= len(s) {
		return true
	}
	if digitBefore(s, k) && s[k+1] >= '0' && s[k+1] <= '9' {
		return false
	}
	return k > 1 || len(s)-k-1 > 1
}

func dash(r rune) bool { return r == '—' || r == '–' || r == '―' || r == '‒' || r == '−' }

// run returns the length in bytes of the run of r at the start of s.
func run(s string, r rune) int {
	n := 0
	for _, c := range s {
		if c != r {
			break
		}
		n += utf8.RuneLen(c)
	}
	return max(n, 1)
}

func runAny(s, set string) int {
	return len(s) - len(strings.TrimLeft(s, set))
}

// emoticon returns the length of a face at the start of s, 0 if there is none: ":)",
// ";-(", "=D". Nothing but marks may follow it.
func emoticon(s string) int {
	if len(s) < 2 || !strings.ContainsRune(":;=", rune(s[0])) {
		return 0
	}
	k := 1
	if s[k] == '-' && len(s) > 2 {
		k++
	}
	mouth := run(s[k:], rune(s[k]))
	switch s[k] {
	case ')', '(':
	case 'D', 'P', 'p':
		if mouth > 1 {
			return 0
		}
	default:
		return 0
	}
	if k += mouth; strings.Trim(s[k:], ".,!?;:\"'”’)") != "" {
		return 0
	}
	return k
}

// address returns the length of a web or mail address at the start of s, 0 if
// there is none.
func address(s string) int {
	if len(s) < 5 {
		return 0
	}
	web := strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")
	if !web {
		at := strings.IndexByte(s, '@')
		if at <= 0 || at+3 > len(s) || strings.IndexByte(s[at:], '.') < 2 || strings.ContainsAny(s[:at], "(<[\",;:") {
			return 0
		}
	}
	end := strings.IndexAny(s, "<>\"”“’)]}")
	if end < 0 {
		end = len(s)
	}
	end = len(strings.TrimRight(s[:end], ".,;:!?'"))
	if end < 5 {
		return 0
	}
	return end
}

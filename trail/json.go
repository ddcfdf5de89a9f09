package trail

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A Literal is a value of a record: a span of its decoded text.
type Literal struct{ Start, End int }

// Object returns the fields of the object at offset at, by lower-cased name, and
// their names as written.
func Object(text []byte, at int) (fields map[string]Literal, names []string) {
	fields = map[string]Literal{}
	for at = SkipSpace(text, at+1); text[at] != '}'; {
		end := SkipValue(text, at)
		name := string(Unquote(text, Literal{at, end}).Bytes)
		at = SkipSpace(text, SkipSpace(text, end)+1) // past the colon
		end = SkipValue(text, at)
		if key := strings.ToLower(name); fields[key].End == 0 {
			fields[key] = Literal{at, end}
			names = append(names, name)
		}
		if at = SkipSpace(text, end); text[at] == ',' {
			at = SkipSpace(text, at+1)
		}
	}
	return fields, names
}

// SkipSpace returns the next offset from at on that holds no white space.
func SkipSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

// SkipValue returns the end of the JSON value at offset at.
func SkipValue(text []byte, at int) int {
	depth := 0
	for at < len(text) {
		switch c := text[at]; c {
		case '"':
			for at++; text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
			at++
		case '{', '[':
			depth++
			at++
		case '}', ']':
			depth--
			at++
		case ',', ':', ' ', '\t', '\n', '\r':
			at++
			continue
		default: // a number, true, false, null
			for at < len(text) && !bytes.ContainsRune([]byte(",:]} \t\n\r"), rune(text[at])) {
				at++
			}
		}
		if depth == 0 {
			return at
		}
	}
	return at
}

// Unquote reads a string Literal, with the way back to its characters.
func Unquote(text []byte, lit Literal) (r Text) {
	plain := lit.Start + 1
	flush := func(to int) {
		r.Add(string(text[plain:to]), plain)
	}
	end := lit.End - 1
	for i := plain; i < end; {
		if text[i] != '\\' {
			i++
			continue
		}
		flush(i)
		c, n := unescape(text[i:end])
		r.Add(string(c), i)
		i += n
		plain = i
	}
	flush(end)
	r.Close(end)
	return r
}

// unescape reads the escape at the start of s and its length.
func unescape(s []byte) (rune, int) {
	switch s[1] {
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'u':
		r := hex4(s[2:])
		if utf16.IsSurrogate(r) {
			if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
				if both := utf16.DecodeRune(r, hex4(s[8:])); both != utf8.RuneError {
					return both, 12
				}
			}
			return utf8.RuneError, 6
		}
		return r, 6
	}
	return rune(s[1]), 2
}

func hex4(s []byte) rune {
	n, err := strconv.ParseUint(string(s[:4]), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

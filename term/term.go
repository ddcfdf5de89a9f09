// Package term lays words out for a terminal: how many columns they fill, where
// a line breaks, and what of them may reach the screen at all.
//
// A report, a title and the name of a file are somebody else's words. Written to
// a terminal as they are, they could move its cursor, clear it, send its user's
// keys somewhere, or turn the order of a line around. So what steers is shown,
// never obeyed: a control character as its picture (␛), everything else by its
// number (\u202e). [Visible] does it for a string and [Writer] for all that goes
// through it. The package knows nothing of what it writes, and looks at no
// environment; who calls it knows how wide a terminal is.
package term

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Visible returns s on one line with all that steers a terminal shown, line
// breaks and tabs too.
func Visible(s string) string {
	for _, r := range s {
		if steers(r) || r == utf8.RuneError || r == '\n' || r == '\t' {
			return string(visible(nil, s, false))
		}
	}
	return s
}

// visible appends s to b with what steers shown; breaks and tabs only if keep is
// false.
func visible(b []byte, s string, keep bool) []byte {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			b = fmt.Appendf(b, `\x%02x`, s[0])
		case keep && (r == '\n' || r == '\t'):
			b = append(b, s[0])
		case r < ' ':
			b = utf8.AppendRune(b, '\u2400'+r)
		case r == 0x7f:
			b = utf8.AppendRune(b, '\u2421')
		case steers(r):
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = append(b, s[:n]...)
		}
		s = s[n:]
	}
	return b
}

// steers reports whether a terminal may do something else with r than draw it:
// control characters, separators of lines, and what sets a direction of writing.
func steers(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t'
	case r < 0x7f:
		return false
	}
	return r < 0xa0 || r == 0x061c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x206f
}

// A Writer shows what steers a terminal, but for line breaks and tabs, in all
// that is written to it, and hands it on. Close it to write what is left of half
// a character; the place it writes to stays open.
type Writer struct {
	to    io.Writer
	color bool
	held  []byte // half a character, or the beginning of a colour
	out   []byte
}

// NewWriter returns a Writer to w. If color is true, codes of colour and weight
// ("\x1b[1m") go through: then it is for the writer of the text to let none
// through that is not its own.
func NewWriter(w io.Writer, color bool) *Writer { return &Writer{to: w, color: color} }

// Write implements [io.Writer].
func (w *Writer) Write(b []byte) (int, error) {
	n := len(b)
	if len(w.held) > 0 {
		b = append(w.held, b...)
	}
	b, rest := w.whole(b)
	w.out = w.out[:0]
	for s := string(b); s != ""; {
		at := len(s)
		if w.color {
			if i := strings.IndexByte(s, 0x1b); i >= 0 {
				at = i
			}
		}
		w.out = visible(w.out, s[:at], true)
		s = s[at:]
		if k := colorCode(s); k > 0 {
			w.out = append(w.out, s[:k]...)
			s = s[k:]
		} else if s != "" {
			w.out = visible(w.out, s[:1], true)
			s = s[1:]
		}
	}
	w.held = append([]byte(nil), rest...)
	if _, err := w.to.Write(w.out); err != nil {
		return 0, err
	}
	return n, nil
}

// Close writes what is held.
func (w *Writer) Close() error {
	_, err := w.to.Write(visible(nil, string(w.held), true))
	w.held = nil
	return err
}

// whole splits b before a character or a code of colour that is not at its end.
func (w *Writer) whole(b []byte) (head, rest []byte) {
	for i := len(b) - 1; i >= 0 && i >= len(b)-longestCode; i-- {
		if utf8.RuneStart(b[i]) && !utf8.FullRune(b[i:]) || w.color && b[i] == 0x1b && colorCode(string(b[i:])) < 0 {
			return b[:i], b[i:]
		}
	}
	return b, nil
}

// longestCode is the length of the longest code of colour that goes through.
const longestCode = len("\x1b[38;5;255m")

// colorCode returns the length of the code of colour that s begins with: 0 if it
// begins with none, -1 if it is the beginning of one.
func colorCode(s string) int {
	for i := 0; i < len(s) && i < longestCode; i++ {
		switch c := s[i]; {
		case i == 0 && c == 0x1b, i == 1 && c == '[', i > 1 && (c >= '0' && c <= '9' || c == ';'):
		case i > 1 && c == 'm':
			return i + 1
		default:
			return 0
		}
	}
	if s == "" || len(s) >= longestCode {
		return 0
	}
	return -1
}

package term

import (
	"slices"
	"strings"
	"testing"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"", ""},
		{"Plain – “words”, naïve, 水", "Plain – “words”, naïve, 水"},
		{"red \x1b[31m, bell \a, back \b", "red ␛[31m, bell ␇, back ␈"},
		{"a\nb\tc\rd\x7f", "a␊b␉c␍d␡"},
		{"\u009b2J\u0085", `\u009b2J\u0085`},
		{"name\u202etxt.exe\u202c", `name\u202etxt.exe\u202c`},
		{"\u2066x\u2069 \u200f \u061c \u2028", `\u2066x\u2069 \u200f \u061c \u2028`},
		{"bad \xff\xc3 bytes \ufffd", `bad \xff\xc3 bytes ` + "\ufffd"},
	} {
		if got := Visible(c.s); got != c.want {
			t.Errorf("%q: %q, want %q", c.s, got, c.want)
		}
	}
}

// However the bytes come, one by one or all at once, the same goes out.
func TestWriter(t *testing.T) {
	const in = "one\n\ttwo \x1b[1mbold\x1b[0m \x1b]0;title\a \x1b[2J é水 \x1b[31;1mred\x1b[m \xe6\xb0 end\x1b[3"
	for _, c := range []struct {
		color bool
		want  string
	}{
		{false, "one\n\ttwo ␛[1mbold␛[0m ␛]0;title␇ ␛[2J é水 ␛[31;1mred␛[m \\xe6\\xb0 end␛[3"},
		{true, "one\n\ttwo \x1b[1mbold\x1b[0m ␛]0;title␇ ␛[2J é水 \x1b[31;1mred\x1b[m \\xe6\\xb0 end␛[3"},
	} {
		for size := 1; size <= len(in); size++ {
			var b strings.Builder
			w := NewWriter(&b, c.color)
			for part := range slices.Chunk([]byte(in), size) {
				if n, err := w.Write(part); n != len(part) || err != nil {
					t.Fatalf("%d, %v", n, err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != c.want {
				t.Fatalf("colour %v, %d at a time:\n%q, want\n%q", c.color, size, got, c.want)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"", 10, ""},
		{"the river rose in the night", 11, "the river|rose in the|night"},
		{"a verylongwordindeed here", 8, "a|verylong|wordinde|ed here"},
		{"水水水水水", 4, "水水|水水|水"},
		{"e\u0301e\u0301e\u0301e\u0301 x", 4, "e\u0301e\u0301e\u0301e\u0301|x"},
	} {
		if got := strings.Join(Wrap(c.s, c.n), "|"); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.s, c.n, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two three", 5)
	f.Add("洪水 \x1b[3m", 1)
	f.Fuzz(func(t *testing.T, words string, n int) {
		n = max(4, n%200)
		lines := Wrap(words, n)
		for _, l := range lines {
			if Width(l) > n {
				t.Errorf("%d columns in %q", Width(l), l)
			}
		}
		if a, b := strings.Join(strings.Fields(words), ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""); len(a) < len(b) {
			t.Errorf("%q became %q", a, b)
		}
	})
}

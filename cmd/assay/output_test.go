package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// Data go to a file as they are. On a terminal nothing of them is obeyed; of
// text, wherever it goes, the codes of colour alone, which its writer answers for.
func TestShown(t *testing.T) {
	const in = "\x1b[31mred\x1b[0m \x1b]0;x\a \u202eodd\n"
	for _, c := range []struct {
		text, terminal bool
		want           string
	}{
		{false, false, in},
		{false, true, "␛[31mred␛[0m ␛]0;x␇ \\u202eodd\n"},
		{true, false, "\x1b[31mred\x1b[0m ␛]0;x␇ \\u202eodd\n"},
		{true, true, "\x1b[31mred\x1b[0m ␛]0;x␇ \\u202eodd\n"},
	} {
		var b strings.Builder
		err := shown(&b, c.text, c.terminal, func(w io.Writer) error {
			_, err := io.WriteString(w, in)
			return err
		})
		if err != nil || b.String() != c.want {
			t.Errorf("text %v, terminal %v: %q, %v; want %q", c.text, c.terminal, b.String(), err, c.want)
		}
	}
}

// Each of several faults that were joined is a line of its own, and no line
// break in the name of a file makes two of one.
func TestComplain(t *testing.T) {
	var b strings.Builder
	c := newConsole(t.Context(), nil, nil, &b)
	c.complain(errors.Join(errors.New("one"), errors.Join(errors.New("two\nhalves"), nil)))
	if want := "assay: one\nassay: two␊halves\n"; b.String() != want || !c.failed {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestDidYouMean(t *testing.T) {
	list := []string{"id", "source", "stance", "content", "confidence", "start"}
	for word, want := range map[string]string{
		"sorce": "source", "cotnent": "content", "Stance": "stance", "conf": "confidence", "strat": "start",
		"zzz": "", "": "", "x": "",
	} {
		if want != "" {
			want = `, did you mean "` + want + `"?`
		}
		if got := didYouMean(word, list); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// A command that is interrupted leaves the file of -o as it was, and says so in
// the same words wherever it was interrupted.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "good.txt"), "Twelve people died in the flood, the mayor of Dadu said on Monday.")
	ledger, kept := filepath.Join(dir, "f.db"), filepath.Join(dir, "kept")
	if code := run(t.Context(), []string{"add", filepath.Join(dir, "good.txt"), "-l", ledger}, nil, io.Discard, io.Discard); code != exitDone {
		t.Fatal(code)
	}
	write(t, kept, "as it was")
	for _, args := range []string{"export --as jsonl", "export --as csv --table claims", "claims", "estimates --format json"} {
		// The ledger is opened, and then it is interrupted.
		ctx, cancel := context.WithCancel(t.Context())
		var b strings.Builder
		c := newConsole(ctx, nil, nil, &b)
		err := c.output(kept, func(io.Writer) error {
			cancel()
			return fmt.Errorf("f.db: %w", context.Canceled)
		})
		if want := kept + ": interrupted; it is left as it was"; err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
		b.Reset()
		code := run(ctx, append(strings.Fields(args), "-l", ledger, "-o", kept), nil, io.Discard, &b)
		if code != exitInput || strings.Contains(b.String(), "context") || !strings.Contains(b.String(), "interrupted") {
			t.Errorf("%s: exit status %d: %s", args, code, b.String())
		}
		if now, err := os.ReadFile(kept); err != nil || string(now) != "as it was" {
			t.Errorf("%s: the file is %q, %v", args, now, err)
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

package query_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"assay"
	"assay/query"
)

var record = flag.Bool("record", false, "write what is said into testdata")

// golden calls f with each query of a file, whose answer is to be the line below it.
func golden(t *testing.T, path string, f func(q string) string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	for i := 1; i+1 < len(lines)+1; i += 2 {
		if i+1 == len(lines) {
			lines = append(lines, "")
		}
		got := "\t" + f(lines[i])
		if *record {
			lines[i+1] = got
		} else if lines[i+1] != got {
			t.Errorf("%s: %s\nwant %s", lines[i], got, lines[i+1])
		}
	}
	if *record {
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestForms(t *testing.T) {
	golden(t, "testdata/forms.txt", func(q string) string {
		n, err := query.Parse(q)
		if err != nil {
			return err.Error()
		}
		return n.String()
	})
}

// Every error names the character and says what to write.
func TestErrors(t *testing.T) {
	golden(t, "testdata/errors.txt", func(q string) string {
		n, err := query.Parse(q)
		if err == nil {
			return "is read as " + n.String()
		}
		var wrong *query.Error
		if !errors.As(err, &wrong) || !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%s: a %T", q, err)
		}
		return err.Error()
	})
}

func TestEmpty(t *testing.T) {
	for _, q := range []string{"", " \t\n"} {
		if n, err := query.Parse(q); n != nil || err != nil {
			t.Errorf("%q: %v, %v", q, n, err)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, q := range []string{strings.Repeat("(", 41) + "a", strings.Repeat("NOT ", 41) + "a", strings.Repeat("a ", 101)} {
		if _, err := query.Parse(q); err == nil {
			t.Errorf("%.20s… is read", q)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"The Port's 1,000 boats":            "the port s 1 000 boats",
		"ÉTÉ e\u0301te\u0301 drow\u00adned": "ete ete drowned",
		"水害 ﬁre x²":                         "水 害 fire x2",
		"":                                  "",
	} {
		var got []string
		for _, w := range query.Words(text) {
			got = append(got, w.Text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", text, s, want)
		}
	}
}

func TestFind(t *testing.T) {
	words := query.Words("The dam burst and the flood cut off the road to the dam.")
	for q, want := range map[string]string{
		"dam":                     "[[1 2] [12 13]]",
		`"the dam"`:               "[[0 2] [11 13]]",
		"flo*":                    "[[5 6]]",
		`"flood cut of"*`:         "[[5 8]]",
		"NEAR(dam flood, 3)":      "[[1 2] [5 6]]",
		"NEAR(dam flood, 2)":      "[]",
		`NEAR(flood "cut off")`:   "[[5 6] [6 8]]",
		"weir":                    "[]",
		`NEAR(burst flood cut)`:   "[[2 3] [5 6] [6 7]]",
		`NEAR(burst dam weir, 9)`: "[]",
	} {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(n.Find(words)); got != want {
			t.Errorf("%s: %s, want %s", q, got, want)
		}
	}
}

func TestHolds(t *testing.T) {
	have := map[string]bool{"a": true, "b": true}
	for q, want := range map[string]bool{"a b": true, "a c": false, "c OR b": true, "a NOT c": true, "NOT (a b)": false, "a AND (b OR c)": true} {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.Holds(func(leaf *query.Node) bool { return have[leaf.Words[0]] }); got != want {
			t.Errorf("%s: %v", q, got)
		}
	}
}

func TestOnly(t *testing.T) {
	const q = "flood place:Dadu"
	n, _ := query.Parse(q)
	if err := n.Only(q, "figures", query.Fields()); err != nil {
		t.Error(err)
	}
	err := n.Only(q, "claims", []string{"source"})
	if err == nil || !strings.HasPrefix(err.Error(), "query, character 7 ") {
		t.Error(err)
	}
}

// Whatever is typed: no panic, an error stands at a character, and the form of what is read is
// read as the same.
func FuzzParse(f *testing.F) {
	for _, path := range []string{"testdata/forms.txt", "testdata/errors.txt"} {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, line := range strings.Split(string(b), "\n") {
			f.Add(strings.TrimPrefix(line, "\t"))
		}
	}
	f.Fuzz(func(t *testing.T, q string) {
		n, err := query.Parse(q)
		var wrong *query.Error
		switch {
		case errors.As(err, &wrong):
			if wrong.At < 0 || wrong.At > len(q) || wrong.At < len(q) && utf8.ValidString(q) && !utf8.RuneStart(q[wrong.At]) {
				t.Fatalf("%q: at %d", q, wrong.At)
			}
			return
		case err != nil:
			t.Fatal(err)
		case n == nil:
			return
		}
		form := n.String()
		again, err := query.Parse(form)
		if err != nil {
			t.Fatalf("%q, in one form %q: %v", q, form, err)
		}
		if s := again.String(); s != form {
			t.Fatalf("%q, in one form %q: %q", q, form, s)
		}
		var leaves, more []string
		n.Leaves(func(leaf *query.Node, not bool) { leaves = append(leaves, fmt.Sprint(leaf, not)) })
		again.Leaves(func(leaf *query.Node, not bool) { more = append(more, fmt.Sprint(leaf, not)) })
		if !reflect.DeepEqual(leaves, more) {
			t.Fatalf("%q: %q, then %q", q, leaves, more)
		}
	})
}

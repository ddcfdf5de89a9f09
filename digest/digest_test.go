package digest

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/internal/doctest"
	"assay/screen"
	"assay/term"
)

func digestOfRun(t *testing.T, run screen.Run, opt Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, run, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDigest(t *testing.T) {
	run := dam(t)
	for name, opt := range map[string]Options{
		"digest.txt":        {},
		"digest-narrow.txt": {Width: 44},
		"digest-names.txt":  {Names: true, All: true},
		"digest-color.txt":  {Color: true, Width: 80},
	} {
		got := digestOfRun(t, run, opt)
		doctest.Golden(t, name, got)
		if again := digestOfRun(t, run, opt); again != got {
			t.Errorf("%s: not the same the second time", name)
		}
		width := opt.Width
		if width == 0 {
			width = 100
		}
		for _, l := range strings.Split(uncolored(got), "\n") {
			if term.Width(l) > width {
				t.Errorf("%s: %d columns in %q", name, term.Width(l), l)
			}
		}
	}
	colored, bare := digestOfRun(t, run, Options{Color: true}), digestOfRun(t, run, Options{})
	if uncolored(colored) != bare {
		t.Error("colour changes the words")
	}
}

func uncolored(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return s
		}
		k := strings.IndexByte(s[i:], 'm')
		s = s[:i] + s[i+k+1:]
	}
}

// TestDigestPrivacy: a private person's name stands nowhere in a digest or in a
// page's tables, whole or in part; a place of the same name and public persons
// stay.
func TestDigestPrivacy(t *testing.T) {
	run := dam(t)
	got := digestOfRun(t, run, Options{All: true})
	for _, name := range []string{"Ilse", "Varga"} {
		if strings.Contains(got, name) {
			t.Errorf("%q stands in the digest:\n%s", name, got)
		}
	}
	for _, want := range []string{"a nurse", "Jan Kovar"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in the digest:\n%s", want, got)
		}
	}
	if got := digestOfRun(t, run, Options{All: true, Names: true}); !strings.Contains(got, "Ilse Varga") {
		t.Errorf("no name with Names:\n%s", got)
	}
	s := screen.New(run, false)
	d := s.Docs[0]
	for words, want := range map[string]string{
		"“I counted up to 40 bodies,” Ms. Varga said": "“I counted up to 40 bodies,” [a nurse] said",
		"The Varga valley was not hit":                "The Varga valley was not hit",
		"Ilse's brother":                              "[a nurse]'s brother",
		"said Ilse Varga, a nurse":                    "said [name withheld], a nurse",
	} {
		b := &doctest.Builder{T: t, Doc: d.Doc}
		if got := s.Words(d, b.At(words)); got != want {
			t.Errorf("shown as %q, want %q", got, want)
		}
	}
}

func TestDigestSays(t *testing.T) {
	got := digestOfRun(t, dam(t), Options{Width: 200})
	for _, want := range []string{
		"3 reports go back to 2 texts",
		"hedge altered: “Some” → “Nearly”",
		"thousands (1,000 or more)",
		"villagers fled from Lower Haro",
		"repeated in flood-cut",
		"denied: Jan Kovar",
		"flood:" + strconv.Itoa(strings.Index(doctest.DamText, "57")),
		"timex: no date to reckon from",
		"in conflict",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestDigestOfLittle(t *testing.T) {
	for _, c := range []struct {
		run  screen.Run
		want string
	}{
		{screen.Run{}, "No reports."},
		{screen.Run{Docs: []*assay.Doc{doctest.New(t, "-", "Rain.").Doc}}, "No figures found."},
		{screen.Run{Docs: []*assay.Doc{doctest.New(t, "-", "").Doc}}, "No attributed claims found."},
		{screen.Run{Docs: []*assay.Doc{doctest.New(t, "-", "Rain.").Doc}, Estimates: []assay.Estimate{{}}}, "none stands"},
	} {
		if got := digestOfRun(t, c.run, Options{}); !strings.Contains(got, c.want) {
			t.Errorf("no %q in %q", c.want, got)
		}
	}
}

// TestDigestSteersNoTerminal: a report cannot send codes to the reader's
// terminal.
func TestDigestSteersNoTerminal(t *testing.T) {
	b := doctest.New(t, "bad\x1b[31m.txt", "\x1b]0;title\x07Police\u202e said two died.")
	b.Doc.Title = "\x1b[2Jgone"
	c := b.Claim(assay.Group, assay.Ref[assay.Actor]{}, "\x1b]0;title\x07Police\u202e", "said", "two died", assay.Asserts)
	b.Figure("two", assay.Exact, assay.Known(2), assay.Known(2), assay.Known(2), "died", "killed", c)
	got := digestOfRun(t, screen.Run{Docs: []*assay.Doc{b.Doc}}, Options{All: true})
	if strings.ContainsAny(got, "\x1b\x07\u202e\x00") {
		t.Errorf("%q", got)
	}
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrors(t *testing.T) {
	if err := Write(brokenWriter{}, dam(t), Options{}); !errors.Is(err, errBroken) {
		t.Errorf("digest: %v", err)
	}
	if err := Write(brokenWriter{}, dam(t), Options{}); !errors.Is(err, errBroken) {
		t.Errorf("page: %v", err)
	}
}

// dam is the run of an invented report, its copy, and one that holds nothing.
func dam(t *testing.T) screen.Run {
	t.Helper()
	docs, stories, estimates := doctest.Dam(t)
	return screen.Run{Docs: docs, Stories: stories, Events: doctest.DamEvents(docs), Estimates: estimates}
}

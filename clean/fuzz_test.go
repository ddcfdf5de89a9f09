package clean

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"assay"
)

// valid fails the test unless the regions are in order, apart, within the text,
// and leave out nothing but white space.
func valid(t *testing.T, text string, regions []assay.Region) {
	t.Helper()
	at := int32(0)
	for _, r := range regions {
		if err := r.Span.Check(text); err != nil {
			t.Fatal(err)
		}
		if r.Span.Start < at || r.Span.Len() == 0 {
			t.Fatalf("%v after %d", r.Span, at)
		}
		gap := text[at:r.Span.Start]
		if skipSpace(gap, 0, len(gap)) != len(gap) {
			t.Fatalf("%q is in no region", gap)
		}
		if s := r.Span.In(text); r.Kind != assay.Dateline && strings.TrimSpace(s) != s {
			t.Errorf("%s %q has white space around it", r.Kind, s)
		}
		at = r.Span.End
	}
	if gap := text[at:]; skipSpace(gap, 0, len(gap)) != len(gap) {
		t.Fatalf("%q at the end is in no region", gap)
	}
}

func FuzzRegions(f *testing.F) {
	for _, s := range []string{
		"", " ", "AdvertisementSupported byBy Ana ReisBEIRA — The river rose.“We left,” she said.Ana Reis contributed reporting from Tete.Advertisement",
		"Six villages cut off\n\nBy Ana Reis\n\nMASERU, March 3 (AP) _ Rivers rose and\nfell, the mayor\nsaid.\n\n___\n\n(Reporting by Ana Reis)", "– ", "By ", "By A", "(", "© 2021", "FILE - In this", "Published March 3, 2021 5 PM ETX",
		"\ufeffA.\u2028B.", "a.”B”“C’.D", "\"a.\"\"b.\"", "[File: Ana Reis/Reuters]The", "a\xe2\x80", strings.Repeat("The river rose.", 20),
	} {
		f.Add(s, "Six villages cut off")
	}
	f.Fuzz(func(t *testing.T, text, title string) {
		if utf8.ValidString(text) { // as every Report's is
			valid(t, text, Regions(text, title))
		} else {
			Regions(text, title)
		}
	})
}

// TestEveryByteHasItsPlace runs the rules over real news, where there is some.
func TestEveryByteHasItsPlace(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/attribution/polnear/*/text/*.txt")
	more, _ := filepath.Glob("../../shared/seeds/*.txt")
	demo, _ := filepath.Glob("../testdata/demo/*.txt")
	if len(files) == 0 {
		t.Log("no ../shared/data/attribution: only the demo is tried")
	}
	for _, name := range append(append(files, more...), demo...) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.ToValidUTF8(string(b), "?"); text != "" {
			valid(t, text, Regions(text, ""))
		}
	}
}

func BenchmarkRegions(b *testing.B) {
	demo, err := os.ReadFile(filepath.Join("..", "testdata", "demo", "flood-agency.txt"))
	if err != nil {
		b.Fatal(err)
	}
	scraped, err := os.ReadFile(filepath.Join("..", "testdata", "demo", "flood-scraped.txt"))
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{
		"lines":       string(demo),
		"glued":       string(scraped),
		"glued 2 MB":  strings.Repeat(string(scraped), 2<<20/len(scraped)),
		"one word":    strings.Repeat("x", 1<<20),
		"joints":      strings.Repeat("Ana.Bea ", 1<<17),
		"furniture":   strings.Repeat("Advertisement", 1<<16),
		"brackets":    strings.Repeat("(AP Photo/X)A", 1<<16),
		"short lines": strings.Repeat("it rose\n", 1<<17),
		"bylines":     strings.Repeat("By Ana ReisPublished March 3, 2021", 1<<14),
		"credits":     strings.Repeat("A contributed. ", 1<<16),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Regions(text, "")
			}
		})
	}
}

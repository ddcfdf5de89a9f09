package mask_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"assay"
	"assay/internal/doctest"
	"assay/mask"
)

// In the text that is shown each span has the words that the mask shows of it.
func TestText(t *testing.T) {
	docs, stories, _ := doctest.Dam(t)
	for _, doc := range docs {
		m := mask.All(docs, stories, false)[doc.ID]
		shown := m.Text()
		if shown.Text != m.Words(assay.Span{End: int32(len(doc.Text))}) {
			t.Errorf("%q", shown.Text)
		}
		for from := range doc.Text {
			for to := range doc.Text[from:] {
				sp := assay.Span{Start: int32(from), End: int32(from + to)}
				at := shown.Span(sp)
				if got, want := at.In(shown.Text), m.Words(sp); to > 0 && got != want {
					t.Fatalf("%v is at %v: %q, want %q", sp, at, got, want)
				}
			}
		}
	}
}

func TestCount(t *testing.T) {
	text := strings.Repeat("a😀שé\n", 700)
	units, characters := mask.Count(text, true), mask.Count(text, false)
	for _, off := range []int{len(text), 0, 1, 5, 1029, 3, len(text) - 1} {
		if got, want := characters(int32(off)), len([]rune(text[:off])); got != want {
			t.Errorf("%d characters before %d, want %d", got, off, want)
		}
		if got, want := units(int32(off)), len(utf16.Encode([]rune(text[:off]))); got != want {
			t.Errorf("%d units before %d, want %d", got, off, want)
		}
	}
}

// What is covered is covered wherever its words stand, as words of their own; a private
// name stays hidden.
func TestCovered(t *testing.T) {
	docs, stories, _ := doctest.Dam(t)
	doc := docs[0]
	b := doctest.Builder{T: t, Doc: doc}
	m := mask.All(docs, stories, false)[doc.ID]
	c := m.Covered([]mask.Cover{{Span: b.At("Brin"), Words: "[Haro]"}, {Span: b.At("Ilse Varga"), Words: "[x]"}, {Span: assay.Span{Start: -1, End: 1 << 20}}})
	if got := c.Words(b.At("the dam at Brin burst")); got != "the dam at [Haro] burst" {
		t.Errorf("%q", got)
	}
	if got := c.Scrub("Brin, Brinsen, in Brin."); got != "[Haro], Brinsen, in [Haro]." {
		t.Errorf("%q", got)
	}
	whole := assay.Span{End: int32(len(doc.Text))}
	if got, want := c.Words(whole), strings.ReplaceAll(m.Words(whole), "Brin", "[Haro]"); got != want {
		t.Errorf("%q", got)
	}
	if m.Words(b.At("Brin")) != "Brin" || c.Plain() {
		t.Error("the mask that was covered has changed, or the cover is plain")
	}
}

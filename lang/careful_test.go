package lang

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"assay"
)

// paragraphsOf cuts a text into paragraphs as the stage does.
func paragraphsOf(text string) []Paragraph {
	list, _ := paragraphs(nil, nil, text, assay.Region{Span: assay.Span{End: int32(len(text))}}, 200)
	return list
}

func newCarefulTest(t testing.TB, c *cache) *careful {
	t.Helper()
	a, err := newCareful(Options{}, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What is read does not depend on what was read before, in this reader or in others that
// share its cache at the same time.
func TestCacheChangesNothing(t *testing.T) {
	texts := []string{
		story,
		"The dam broke.\n\n" + story, // other windows
		story + "\n\nThe dam broke.",
		strings.Repeat("The river rose, said Amara Okoro of the Upper Nile Relief Council.\n\n", 30) + story,
		story,
	}
	var want []*Reading
	for _, text := range texts {
		r, err := newCarefulTest(t, newCache()).Analyse(t.Context(), paragraphsOf(text), false)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, r)
	}
	if !reflect.DeepEqual(want[0], want[4]) {
		t.Error("a new reader reads otherwise")
	}
	shared := newCache()
	var work sync.WaitGroup
	for range 3 {
		a := newCarefulTest(t, shared)
		work.Go(func() {
			for k, text := range texts {
				got, err := a.Analyse(t.Context(), paragraphsOf(text), false)
				if err != nil || !reflect.DeepEqual(got, want[k]) {
					t.Errorf("text %d is read otherwise with a cache: %v", k, err)
				}
			}
		})
	}
	work.Wait()
}

// A headline is read by itself: what stands around it changes nothing in it.
func TestHeadlineAlone(t *testing.T) {
	a := newCarefulTest(t, newCache())
	headline := Paragraph{Sentences: [][]Word{words("Flood kills dozens in Juba")}, Alone: true}
	body := Paragraph{Sentences: [][]Word{words("The river rose .")}}
	by, err := a.Analyse(t.Context(), []Paragraph{headline}, true)
	if err != nil {
		t.Fatal(err)
	}
	among, err := a.Analyse(t.Context(), []Paragraph{body, headline, body, body}, true)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(by.Sentences[0], among.Sentences[1]) {
		t.Errorf("%+v, among others %+v", by.Sentences[0], among.Sentences[1])
	}
	if want := []int32{0, 4, 9}; !slices.Equal(among.States.Windows, want) {
		t.Errorf("windows at %v, want %v", among.States.Windows, want)
	}
	size := 5 * by.States.Width
	if !slices.Equal(by.States.Data, among.States.Data[4*by.States.Width:][:size]) {
		t.Error("its states differ")
	}
	if reflect.DeepEqual(among.States.Data[:size], among.States.Data[9*by.States.Width:][:size]) {
		t.Error("a paragraph is read alike with another and without")
	}
}

func words(text string) []Word {
	var list []Word
	for _, form := range strings.Fields(text) {
		list = append(list, NewWord(form, len(list) == 0))
	}
	return list
}

// A sentence that is given is one, even where it fills more than a window; of those that
// are not, none is longer than may be.
func TestLongSentence(t *testing.T) {
	a := newCarefulTest(t, newCache())
	long := words(strings.Repeat("the river rose and ", 100) + "fell .")
	list := []Paragraph{{Sentences: [][]Word{words("It rained ."), long, words("It stopped .")}}}
	r, err := a.Analyse(t.Context(), list, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Sentences) != 3 || len(r.States.Windows) < 2 || len(r.Sentences[1].Tokens) != len(long) {
		t.Fatalf("%d sentences in windows at %v", len(r.Sentences), r.States.Windows)
	}
	roots := 0
	for i, tok := range r.Sentences[1].Tokens {
		if tok.Head < 0 {
			roots++
		} else if int(tok.Head) >= len(long) || int(tok.Head) == i {
			t.Fatalf("word %d has head %d", i, tok.Head)
		}
	}
	if roots != 1 {
		t.Errorf("%d roots", roots)
	}
	if r, err = a.Analyse(t.Context(), list, false); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, s := range r.Sentences {
		if n += len(s.Words); len(s.Words) > 200 {
			t.Errorf("a sentence of %d words", len(s.Words))
		}
	}
	if n != len(long)+6 {
		t.Errorf("%d words", n)
	}
}

// Sentences begin where they do, not at every period.
func TestStarts(t *testing.T) {
	a := newCarefulTest(t, newCache())
	r, err := a.Analyse(t.Context(), paragraphsOf("The bridge is closed. The school is closed. The mayor, Mr. Okoro, said so. He was asked at 5 p.m. on Monday."), false)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range r.Sentences {
		got = append(got, s.Words[0].Form)
	}
	if s := strings.Join(got, " "); s != "The The The He" {
		t.Errorf("sentences begin with %s", s)
	}
}

// Where a sentence has capitals, what has none is no name, but for the parts of one.
func TestCommon(t *testing.T) {
	for _, c := range []struct{ text, proper string }{ // N is tagged a name
		{"The fire:N brigade:N came", ""},
		{"“ Old:N fire:N brigades ” came", "Old fire"},
		{"the fire:N brigade:N came", "fire brigade"},
		{"We met Ana:N de:N Lind:N there", "Ana de Lind"},
		{"We met al:N - Lind:N there", "al Lind"},
	} {
		var words []Word
		var list []assay.Token
		for i, w := range strings.Fields(c.text) {
			form, name := strings.CutSuffix(w, ":N")
			words = append(words, NewWord(form, i == 0))
			list = append(list, assay.Token{POS: "X", XPOS: "FW"})
			if name {
				list[i] = assay.Token{POS: "PROPN", XPOS: "NNP"}
			}
		}
		common(words, list)
		var proper []string
		for i, tok := range list {
			if (tok.POS == "PROPN") != (tok.XPOS == "NNP") {
				t.Errorf("%s: %q is %s %s", c.text, words[i].Form, tok.POS, tok.XPOS)
			}
			if tok.POS == "PROPN" {
				proper = append(proper, words[i].Form)
			}
		}
		if got := strings.Join(proper, " "); got != c.proper {
			t.Errorf("%s: proper are %q, want %q", c.text, got, c.proper)
		}
	}
	words := []Word{NewWord("The", true), NewWord("fire", false), NewWord("brigade", false), NewWord("of", false), NewWord("Harrow", false)}
	if got := cased(words, []NameRange{{From: 1, To: 3, Class: assay.OrganizationName}, {From: 3, To: 5, Class: assay.LocationName}}); len(got) != 1 || got[0].From != 3 {
		t.Errorf("names are %v, want the last", got)
	}
}

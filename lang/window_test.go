package lang

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"assay/lang/neural"
	"assay/lang/wordpiece"
)

// letters is a vocabulary of single letters: a word has a piece for each of its
// letters, up to wordpiece.MaxPieces.
func letters(t testing.TB) *wordpiece.Vocabulary {
	t.Helper()
	var list strings.Builder
	for i := range 200 {
		name := fmt.Sprintf("[unused%d]", i)
		for at, special := range map[int]string{wordpiece.Unknown: "[UNK]", wordpiece.Start: "[CLS]", wordpiece.End: "[SEP]"} {
			if i == at {
				name = special
			}
		}
		list.WriteString(name + "\n")
	}
	for c := 'a'; c <= 'z'; c++ {
		fmt.Fprintf(&list, "%c\n##%c\n", c, c)
	}
	v, err := wordpiece.NewVocabulary(list.String())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// sentence makes a sentence of words of so many letters.
func sentence(sizes ...int) []Word {
	var words []Word
	for _, n := range sizes {
		words = append(words, NewWord(strings.Repeat("a", n), len(words) == 0))
	}
	return words
}

func layoutOf(t testing.TB, room int, paragraphs ...Paragraph) []window {
	l := layout{cutter: letters(t).NewCutter(), room: room}
	for i := range paragraphs {
		l.add(&paragraphs[i])
	}
	return l.windows
}

// What stands together, and where it is cut.
func TestLayout(t *testing.T) {
	body := func(sentences ...[]Word) Paragraph { return Paragraph{Sentences: sentences} }
	alone := Paragraph{Sentences: [][]Word{sentence(2)}, Alone: true}
	for name, c := range map[string]struct {
		paragraphs []Paragraph
		want       string // [CLS] as C, pieces as a, [SEP] as S, windows apart
	}{
		"nothing":                       {nil, ""},
		"nothing in it":                 {[]Paragraph{{}, body(nil), {Alone: true}}, ""},
		"one":                           {[]Paragraph{body(sentence(2, 1))}, "CaaaS"},
		"two fit":                       {[]Paragraph{body(sentence(2)), body(sentence(3))}, "CaaSaaaS"},
		"two fill it":                   {[]Paragraph{body(sentence(3)), body(sentence(4))}, "CaaaSaaaaS"},
		"two do not fit":                {[]Paragraph{body(sentence(4)), body(sentence(4))}, "CaaaaS CaaaaS"},
		"two sentences":                 {[]Paragraph{body(sentence(2), sentence(3)), body(sentence(1))}, "CaaaaaSaS"},
		"headlines stand alone":         {[]Paragraph{body(sentence(1)), alone, alone, body(sentence(1)), body(sentence(1))}, "CaS CaaS CaaS CaSaS"},
		"too long, cut at a sentence":   {[]Paragraph{body(sentence(5), sentence(2), sentence(3), sentence(1))}, "CaaaaaaaS CaaaaS"},
		"the rest takes what follows":   {[]Paragraph{body(sentence(8), sentence(2)), body(sentence(3))}, "CaaaaaaaaS CaaSaaaS"},
		"too long, but not by its own":  {[]Paragraph{body(sentence(1)), body(sentence(5), sentence(3)), body(sentence(1))}, "CaS CaaaaaaaaS CaS"},
		"a sentence too long, by words": {[]Paragraph{body(sentence(1), sentence(3, 3, 3, 3), sentence(1))}, "CaS CaaaaaaS CaaaaaaaS"},
		"a word of many pieces":         {[]Paragraph{body(sentence(7), sentence(7, 1))}, "CaaaaaaaS CaaaaaaaaS"},
	} {
		var got []string
		for _, w := range layoutOf(t, 10, c.paragraphs...) {
			s := ""
			for _, id := range w.ids {
				switch id {
				case wordpiece.Start:
					s += "C"
				case wordpiece.End:
					s += "S"
				default:
					s += "a"
				}
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %s, want %s", name, g, c.want)
		}
	}
}

// Every word is in one window, in its order, with all of its pieces and its shape; no
// window is larger than may be, and none goes on with what stands alone.
func TestLayoutKeepsAllWords(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	cutter := letters(t).NewCutter()
	for range 300 {
		var paragraphs []Paragraph
		var words []Word
		alone := map[int]bool{} // the words of what stands alone
		for range rnd.IntN(6) {
			p := Paragraph{Alone: rnd.IntN(4) == 0}
			for range rnd.IntN(4) {
				var s []Word
				for range rnd.IntN(8) {
					if p.Alone {
						alone[len(words)] = true
					}
					w := NewWord(strings.Repeat(string(rune('a'+rnd.IntN(26))), 1+rnd.IntN(14)), false)
					s, words = append(s, w), append(words, w)
				}
				p.Sentences = append(p.Sentences, s)
			}
			paragraphs = append(paragraphs, p)
		}
		at := 0
		for _, w := range layoutOf(t, 40, paragraphs...) {
			if w.from != at || w.to <= at || len(w.first) != w.to-w.from || len(w.last) != len(w.first) {
				t.Fatalf("window of words %d to %d behind %d", w.from, w.to, at)
			}
			at = w.to
			if len(w.ids) > 40 || len(w.ids) != len(w.shapes) || w.ids[0] != wordpiece.Start || w.ids[len(w.ids)-1] != wordpiece.End {
				t.Fatalf("%d pieces: %v", len(w.ids), w.ids)
			}
			for i := range w.first {
				pieces, shape := cutter.Cut(words[w.from+i].Form)
				if !slices.Equal(w.ids[w.first[i]:w.last[i]+1], pieces) || w.shapes[w.last[i]] != shape || w.shapes[w.first[i]-1] != shape && w.shapes[w.first[i]-1] != 0 && i == 0 {
					t.Fatalf("word %d: %v at %d to %d of %v", i, pieces, w.first[i], w.last[i], w.ids)
				}
				if alone[w.from+i] != alone[w.from] {
					t.Fatal("what stands alone shares a window with a body")
				}
			}
		}
		if at != len(words) {
			t.Fatalf("%d of %d words", at, len(words))
		}
	}
}

// Windows of the same key are encoded alike: one that is cut into words otherwise, or
// written otherwise, has another.
func TestWindowKey(t *testing.T) {
	seen := map[string]string{}
	for name, words := range map[string][]Word{
		"two words":   {NewWord("ab", true), NewWord("c", false)},
		"cut later":   {NewWord("a", true), NewWord("bc", false)},
		"one word":    {NewWord("abc", true)},
		"in capitals": {NewWord("AB", true), NewWord("c", false)},
		"a letter":    {NewWord("ab", true), NewWord("d", false)},
	} {
		key := layoutOf(t, 40, Paragraph{Sentences: [][]Word{words}})[0].key()
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s have one key", name, other)
		}
		seen[key] = name
	}
	parted := layoutOf(t, 40, Paragraph{Sentences: [][]Word{sentence(1)}}, Paragraph{Sentences: [][]Word{sentence(1)}})[0]
	whole := layoutOf(t, 40, Paragraph{Sentences: [][]Word{sentence(1), sentence(1)}})[0]
	again := layoutOf(t, 40, Paragraph{Sentences: [][]Word{sentence(1, 1)}})[0]
	if parted.key() == whole.key() || whole.key() != again.key() {
		t.Error("paragraphs are encoded, sentences are not")
	}
}

// A cache encodes a window once, gives back what was encoded, and stays within its size.
func TestCache(t *testing.T) {
	c := newCache()
	encoded := 0
	states := func(n int) neural.Rows8 {
		w := &window{ids: []int32{int32(n)}, shapes: []uint8{0}}
		return c.states(w, func() neural.Rows8 {
			encoded++
			return neural.Rows8{Width: 1 << 20, Data: make([]int8, 1<<20), Scales: []float32{float32(n)}}
		})
	}
	for _, n := range []int{1, 2, 1, 2, 2, 3, 1} {
		if got := states(n); got.Scales[0] != float32(n) {
			t.Errorf("window %d has the states of %v", n, got.Scales[0])
		}
	}
	if encoded != 3 {
		t.Errorf("3 windows were encoded %d times", encoded)
	}
	for n := range 200 {
		states(n + 10)
		states(1) // asked for again and again
		if c.size > cacheSize || c.order.Len() != len(c.byKey) {
			t.Fatalf("%d bytes in %d, %d windows", c.size, c.order.Len(), len(c.byKey))
		}
	}
	encoded = 0
	if states(1); encoded != 0 {
		t.Error("what was asked for last was forgotten")
	}
	if states(10); encoded != 1 {
		t.Error("what was asked for first was kept")
	}
}

package wordpiece

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// vocabulary is BERT's as far as the words of testdata ask for it: pieces.txt holds,
// with their numbers, those that stand in one of the words, and no word can have
// another.
func vocabulary(t testing.TB) *Vocabulary {
	t.Helper()
	raw, err := os.ReadFile("testdata/pieces.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := make([]string, 30522)
	for i := range list {
		list[i] = fmt.Sprintf("[unused%d]", i)
	}
	for line := range strings.Lines(string(raw)) {
		var n int
		var piece string
		if _, err := fmt.Sscan(line, &n, &piece); err != nil {
			t.Fatal(err)
		}
		list[n] = piece
	}
	v, err := NewVocabulary(strings.Join(list, "\n") + "\n")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A sample is a word with the shape and the pieces that it must have.
type sample struct {
	word   string
	shape  uint8
	pieces []int32
}

// samples are odd words. words.jsonl holds for each what Hugging Face's tokenizers,
// with the tokenizer.json of all-MiniLM-L6-v2, makes of it, and its shape by the
// rules that are written in Python in the trainer.
func samples(t testing.TB) (list []sample) {
	t.Helper()
	raw, err := os.ReadFile("testdata/words.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		var s sample
		var numbers []json.RawMessage
		if err := json.Unmarshal([]byte(line), &numbers); err != nil {
			t.Fatal(err)
		}
		for i, to := range numbers {
			var err error
			switch i {
			case 0:
				err = json.Unmarshal(to, &s.word)
			case 1:
				err = json.Unmarshal(to, &s.shape)
			default:
				s.pieces = append(s.pieces, 0)
				err = json.Unmarshal(to, &s.pieces[i-2])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, s)
	}
	if len(list) < 400 {
		t.Fatalf("%d words", len(list))
	}
	return list
}

// Every word is cut as the model that the vocabulary is of was taught, the first time
// and when it is remembered.
func TestCut(t *testing.T) {
	c := vocabulary(t).NewCutter()
	list := samples(t)
	for range 2 {
		for _, s := range list {
			if pieces, shape := c.Cut(s.word); !slices.Equal(pieces, s.pieces) || shape != s.shape {
				t.Errorf("%+q: %v, shape %d; want %v, shape %d", s.word, pieces, shape, s.pieces, s.shape)
			}
		}
	}
}

// What is remembered has a bound, and forgetting changes nothing.
func TestForget(t *testing.T) {
	c := vocabulary(t).NewCutter()
	want, _ := c.Cut("displaced")
	want = slices.Clone(want)
	for i := range 3 * most {
		c.Cut(fmt.Sprint(i))
		if len(c.known) > most {
			t.Fatalf("%d words are remembered", len(c.known))
		}
	}
	if got, _ := c.Cut("displaced"); !slices.Equal(got, want) {
		t.Errorf("%v, then %v", want, got)
	}
	if n := testing.AllocsPerRun(100, func() { c.Cut("displaced") }); n > 0 {
		t.Errorf("a known word costs %v allocations", n)
	}
}

func TestBrokenVocabulary(t *testing.T) {
	for list, want := range map[string]string{
		"":                        "not on line",
		"a\nb\n":                  "not on line",
		"[UNK]\n[CLS]\n[SEP]\n":   "not on line",
		"[UNK]\n[UNK]\n":          "line 2: \"[UNK]\" is there twice",
		strings.Repeat("\n", 200): "line 2: \"\" is there twice",
	} {
		if _, err := NewVocabulary(list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", list, err, want)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range samples(f)[:200] {
		f.Add(s.word)
	}
	v := vocabulary(f)
	c := v.NewCutter()
	f.Fuzz(func(t *testing.T, word string) {
		pieces, shape := c.Cut(word)
		if len(pieces) == 0 || len(pieces) > MaxPieces || shape == 0 || shape >= Shapes {
			t.Fatalf("%q: %v, shape %d", word, pieces, shape)
		}
		for _, p := range pieces {
			if p < 0 || int(p) >= v.Size() {
				t.Fatalf("%q: piece %d of %d", word, p, v.Size())
			}
		}
		again, _ := v.NewCutter().Cut(word)
		if !slices.Equal(again, pieces) {
			t.Errorf("%q: %v, and by itself %v", word, pieces, again)
		}
	})
}

func BenchmarkCut(b *testing.B) {
	v := vocabulary(b)
	list := samples(b)
	n := 0
	for _, s := range list {
		n += len(s.word)
	}
	for name, c := range map[string]*Cutter{"known": v.NewCutter(), "new": v.NewCutter()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(n))
			for b.Loop() {
				if name == "new" {
					clear(c.known)
					c.pieces = c.pieces[:0]
				}
				for i := range list {
					c.Cut(list[i].word)
				}
			}
			b.ReportMetric(float64(len(list))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

package en

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestScore(t *testing.T) {
	const bits = 2
	rows := []Row{
		{Hash: 0x1234 << 46, Pairs: []Pair{{0, 3}, {2, -2}}},
		{Hash: 0x1235 << 46, Pairs: []Pair{{1, 1}}},
		{Hash: 3<<62 | 7<<46, Pairs: []Pair{{2, 127}}},
	}
	data, err := Format([]string{"a", "b", "c"}, bits, rows)
	if err != nil {
		t.Fatal(err)
	}
	w, err := Read(string(data))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(w.Labels(), []string{"a", "b", "c"}) {
		t.Errorf("labels %q", w.Labels())
	}
	scores := make([]int32, 3)
	for _, c := range []struct {
		features []uint64
		want     []int32
	}{
		{nil, []int32{0, 0, 0}},
		{[]uint64{0x1234 << 46}, []int32{9, 0, -4}},
		{[]uint64{0x1234<<46 | 99, 0x1235 << 46}, []int32{9, 1, -4}}, // lower bits do not count
		{[]uint64{3<<62 | 7<<46, 3<<62 | 8<<46, 1 << 62}, []int32{0, 0, 127 * 127}},
	} {
		w.Score(c.features, scores)
		if !slices.Equal(scores, c.want) {
			t.Errorf("%x: %v, want %v", c.features, scores, c.want)
		}
	}
	for n := range data {
		if _, err := Read(string(data[:n])); err == nil {
			t.Errorf("the first %d bytes are taken for weights", n)
		}
	}
}

func TestEncode(t *testing.T) {
	for v, want := range map[float32]int8{0: 0, 1: 127, -1: -127, 0.25: 64, -0.25: -64, 2: 127, 0.000001: 0} {
		if got := Encode(v); got != want {
			t.Errorf("%v: %d, want %d", v, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	data, err := Format([]string{"a", "b"}, 1, []Row{{Hash: 5 << 47, Pairs: []Pair{{1, 1}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, data string) {
		w, err := Read(data)
		if err != nil {
			return
		}
		w.Score([]uint64{0, 1 << 47, 5 << 47, 1<<64 - 1}, make([]int32, len(w.Labels())))
	})
}

func TestBuiltIn(t *testing.T) {
	for name, read := range map[string]func() (*Weights, error){"name": Namer} {
		w, err := read()
		if err != nil || len(w.Labels()) < 10 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if strings.Count(Lemmas(), "\n") < 500 {
		t.Error("hardly any lemmas")
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	total := int64(0)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
		if info.Size() > 5<<20 {
			t.Errorf("%s: %d bytes; no file may be over 5 MB", e.Name(), info.Size())
		}
	}
	if total > 15<<20 {
		t.Errorf("%d bytes in all", total)
	}
}

// TestCard holds the card to the files it describes.
func TestCard(t *testing.T) {
	card, err := os.ReadFile("MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tree-words.bin", "tree.bin", "name.bin", "lemmas.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name); !strings.Contains(string(card), line) {
			t.Errorf("MODEL.md lacks the line %q", line)
		}
	}
}

func TestLists(t *testing.T) {
	for name, list := range map[string]Set{
		"Titles": Titles(), "Abbreviations": Abbreviations(), "MayEnd": MayEnd(), "OrgWords": OrgWords(), "LocWords": LocWords(),
	} {
		for w := range list {
			if w != strings.ToLower(w) || strings.HasSuffix(w, ".") || strings.Contains(w, " ") {
				t.Errorf("%s: %q is not a small word without its period", name, w)
			}
		}
	}
	for w := range MayEnd() {
		if Abbreviations()[w] && w != "ft" {
			t.Errorf("%q can and cannot end a sentence", w)
		}
	}
	for w := range Starters() {
		if w[:1] != strings.ToUpper(w[:1]) {
			t.Errorf("%q does not start a sentence", w)
		}
	}
}

func TestIrregular(t *testing.T) {
	past, participle := Irregular()
	for form, want := range map[string]string{"fled": "flee", "saw": "see", "lay": "lie", "struck": "strike", "led": "lead", "rose": "rise"} {
		if past[form] != want {
			t.Errorf("past %s: %q, want %q", form, past[form], want)
		}
	}
	for form, want := range map[string]string{"fled": "flee", "born": "bear", "stricken": "strike", "risen": "rise", "held": "hold"} {
		if participle[form] != want {
			t.Errorf("participle %s: %q, want %q", form, participle[form], want)
		}
	}
	for _, form := range []string{"walked", "risen", "killed", ""} {
		if v, ok := past[form]; ok {
			t.Errorf("past %q: %q", form, v)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		for _, data := range []string{nameBin} {
			if _, err := Read(data); err != nil {
				b.Fatal(err)
			}
		}
	}
}

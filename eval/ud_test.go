package eval

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/lang"
)

// conllu writes a treebank from lines with blanks for tabs.
func conllu(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hand.conllu")
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "#") {
			line = strings.Join(strings.Fields(line), "\t")
		}
		b.WriteString(line + "\n")
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Two sentences of six words; "didn't" is a multi-word token, "didnt" one whose
// words are not spelled as its parts are.
const goldTrees = `# newdoc id = a
# text = She didn't go.
1 She she PRON PRP _ 4 nsubj _ _
2-3 didn't _ _ _ _ _ _ _ _
2 did do AUX VBD _ 4 aux _ _
3 n't not PART RB _ 4 advmod _ _
4 go go VERB VB _ 0 root _ SpaceAfter=No
5 . . PUNCT . _ 4 punct _ _

# text = Stop
1 Stop stop VERB VB _ 0 root _ _
`

func TestReadConllu(t *testing.T) {
	g, err := readConllu(conllu(t, goldTrees))
	if err != nil {
		t.Fatal(err)
	}
	if got := g.plain.String(); got != "She didn't go. Stop" {
		t.Errorf("running text %q", got)
	}
	if len(g.words) != 6 || len(g.sentences) != 2 || g.sentences[1] != [2]int{12, 16} {
		t.Errorf("%d words, sentences %v", len(g.words), g.sentences)
	}
	if w := g.words[2]; !w.multi || w.from != 3 || w.to != 9 || w.head != 3 {
		t.Errorf("third word %+v", w)
	}
	for name, bad := range map[string]string{
		"empty":        "",
		"columns":      "1 She she\n",
		"head outside": "1 Go go VERB VB _ 7 obj _ _\n",
		"number":       "2 Go go VERB VB _ 0 root _ _\n",
	} {
		if _, err := readConllu(conllu(t, bad)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestReadConlluSpace reads a word with a no-break space within it, which is white
// space on both sides, and one that is only said to be better written joined.
func TestReadConlluSpace(t *testing.T) {
	row := func(n, form, head, misc string) string {
		return strings.Join([]string{n, form, form, "X", "X", "_", head, "dep", "_", misc}, "\t") + "\n"
	}
	path := filepath.Join(t.TempDir(), "space.conllu")
	text := row("1", "Some", "2", "_") + row("2", "12\u00a0000", "0", "CorrectForm=12000|CorrectSpaceAfter=No") + row("3", "men", "2", "Lang=en|SpaceAfter=No") + row("4", ".", "2", "_")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := readConllu(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := g.plain.String(); got != "Some 12\u00a0000 men." {
		t.Errorf("running text %q", got)
	}
	if w := g.words[2]; w.from != 9 || w.to != 12 {
		t.Errorf("third word %+v", w)
	}
	read, err := readRunning(t.Context(), g.plain.String(), lang.Careful)
	if err != nil {
		t.Fatal(err)
	}
	if last := read.words[len(read.words)-1]; last.form != "." || last.from != 12 || last.to != 13 {
		t.Errorf("last word read %+v", last)
	}
}

func TestCompareUD(t *testing.T) {
	gold, err := readConllu(conllu(t, goldTrees))
	if err != nil {
		t.Fatal(err)
	}
	measure := func(got *udText) Measures {
		m := Measures{}
		c := compareUD(gold, got)
		c.measures(m)
		return m
	}
	measured(t, "", measure(gold), map[string]float64{"words_f1": 1, "sentences_f1": 1, "upos": 1, "lemma": 1, "uas": 1, "las": 1})

	// Read as one sentence: "She" "did" "n't" "go." "Stop": "go." is no word of the
	// gold. Found are 4 of 6 words with 5 read; of their heads that of "Stop" is
	// wrong, and those of the first three hang on a word that was not found.
	one := &udText{sentences: [][2]int{{0, 16}}, words: []udWord{
		{from: 0, to: 3, form: "She", upos: "PRON", xpos: "PRP", lemma: "She", rel: "nsubj", head: 3},
		{from: 3, to: 6, form: "did", upos: "AUX", xpos: "VBD", lemma: "do", rel: "aux", head: 3},
		{from: 6, to: 9, form: "n't", upos: "PART", xpos: "RB", lemma: "not", rel: "advmod", head: 3},
		{from: 9, to: 12, form: "go.", upos: "VERB", xpos: "VB", lemma: "go", rel: "root", head: -1},
		{from: 12, to: 16, form: "Stop", upos: "NOUN", xpos: "VB", lemma: "stop", rel: "obj", head: 3},
	}}
	measured(t, "", measure(one), map[string]float64{"words_f1": 8. / 11, "sentences_f1": 0, "upos": 6. / 11, "xpos": 8. / 11, "lemma": 6. / 11, "uas": 0, "las": 0})

	// The right words with one wrong head and one wrong relation.
	two := &udText{sentences: gold.sentences, words: append([]udWord(nil), gold.words...)}
	two.words[0].head = 1
	two.words[1].rel = "cop"
	measured(t, "", measure(two), map[string]float64{"words_f1": 1, "uas": 5. / 6, "las": 4. / 6})

	// Nothing read, and one word over all.
	measured(t, "", measure(&udText{}), map[string]float64{"words_f1": 0, "sentences_f1": 0, "las": 0})
	measured(t, "", measure(&udText{sentences: [][2]int{{0, 16}}, words: []udWord{{from: 0, to: 16, head: -1}}}), map[string]float64{"words_f1": 0, "las": 0})
}

// TestMultiWords lays words beside a multi-word token whose words are not its
// parts: "dunno" is "do" "not" "know" in this gold.
func TestMultiWords(t *testing.T) {
	gold, err := readConllu(conllu(t, `1-3 dunno _ _ _ _ _ _ _ _
1 do do AUX VBP _ 3 aux _ _
2 not not PART RB _ 3 advmod _ _
3 know know VERB VB _ 0 root _ _
4 why why ADV WRB _ 3 advmod _ _
`))
	if err != nil {
		t.Fatal(err)
	}
	got := []udWord{{from: 0, to: 2, form: "Do"}, {from: 2, to: 5, form: "know"}, {from: 5, to: 8, form: "why"}}
	partner := align(gold.words, got)
	for i, want := range []int{0, -1, 1, 2} {
		if partner[i] != want {
			t.Errorf("word %d stands beside %d, want %d", i, partner[i], want)
		}
	}
}

func TestUDTask(t *testing.T) {
	path := conllu(t, goldTrees)
	for _, reader := range []lang.Reader{lang.Careful, lang.Fast} {
		for _, raw := range []bool{false, true} {
			res := UDTask(context.Background(), []string{path, "none.conllu"}, raw, reader)
			if res.Gold != 6 || res.Items != 2 || len(res.Skipped) != 1 || res.Measures["words_f1"] < 0.99 || res.Measures["las"] == 0 {
				t.Errorf("%v, raw %v: %+v", reader, raw, res)
			}
		}
	}
}

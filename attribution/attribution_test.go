package attribution_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"assay"
	"assay/attribution"
	"assay/clean"
	"assay/internal/stagetest"
	"assay/lang"
)

func stages(r lang.Reader) []assay.Stage {
	return []assay.Stage{clean.New(clean.Options{}), lang.New(lang.Options{Reader: r}), attribution.New(attribution.Options{})}
}

// show gives one line for each attribution: source, cue, content.
func show(doc *assay.Doc) (lines []string) {
	pieces := func(list []assay.Span) string {
		var words []string
		for _, sp := range list {
			words = append(words, sp.In(doc.Text))
		}
		return strings.ReplaceAll(strings.Join(words, " … "), "\n", " ")
	}
	for _, a := range doc.Attributions {
		lines = append(lines, fmt.Sprintf("[%s] <%s> %s", pieces(a.Source), pieces(a.Cue), pieces(a.Content)))
	}
	return lines
}

// The cases are of the fast reader, whose weights stay what they are.
func TestCases(t *testing.T) { stagetest.Cases(t, "testdata/*.txtar", stages(lang.Fast), show) }

func TestInvariants(t *testing.T) {
	for _, r := range []lang.Reader{lang.Careful, lang.Fast} {
		t.Run(r.String(), func(t *testing.T) { stagetest.Invariants(t, stages(r)) })
	}
}

// TestCareful reads by the weights that ship: states, pieces, ties, and a quotation
// that the edge of a window cuts.
func TestCareful(t *testing.T) {
	var long strings.Builder
	long.WriteString("“The river rose for three days,” said Ana Reyes, the mayor of Harrow. “")
	for i := range 12 {
		fmt.Fprintf(&long, "On street %d we carried the old people out of their houses in the night, and nobody came to help us before the morning. ", i+1)
	}
	long.WriteString("We will not forget it.”")
	text := "Officials said on Monday that 40 people had drowned. Police believe the driver fell asleep.\n\n" + long.String() + "\n\nThe company denied the report.\n"
	doc := assay.NewDoc(&assay.Report{Text: text})
	for _, s := range stages(lang.Careful) {
		if err := s.Run(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	if doc.States.Len() != len(doc.Tokens) || len(doc.States.Windows) < 2 {
		t.Fatalf("%d states of %d tokens, windows %v", doc.States.Len(), len(doc.Tokens), doc.States.Windows)
	}
	got := strings.Join(show(doc), "\n")
	for _, want := range []string{"[Officials] <said", "40 people had drowned", "[Police] <believe> the driver fell asleep", "[The company] <denied> the report"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not read; read is\n%s", want, got)
		}
	}
	mayor := 0
	for _, a := range doc.Attributions {
		if len(a.Source) == 0 || !strings.HasPrefix(a.Source[0].In(text), "Ana Reyes") {
			continue
		}
		mayor++
		if last := a.Content[len(a.Content)-1]; !strings.HasSuffix(last.In(text), "forget it.”") {
			t.Errorf("the mayor's words end with %q", last.In(text)[max(0, last.Len()-40):])
		}
		if a.Confidence <= 0 || a.Confidence > 1 {
			t.Errorf("confidence %v", a.Confidence)
		}
	}
	if mayor != 1 {
		t.Errorf("the mayor speaks %d times; read is\n%s", mayor, got)
	}
}

// TestTie ties pieces by weights that like what is near: each to the cue beside
// it, one source to a cue, and none where nothing speaks for it.
func TestTie(t *testing.T) {
	doc := assay.NewDoc(&assay.Report{Text: "Ana said it rained and Ben said it snowed."})
	for _, s := range stages(lang.Fast)[:2] {
		if err := s.Run(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	sight := attribution.Look(doc)
	pieces := []attribution.Piece{
		{Kind: attribution.Source, From: 0, To: 1}, {Kind: attribution.Cue, From: 1, To: 2}, {Kind: attribution.Content, From: 2, To: 4},
		{Kind: attribution.Source, From: 5, To: 6}, {Kind: attribution.Cue, From: 6, To: 7}, {Kind: attribution.Content, From: 7, To: 9},
	}
	near, against := attribution.Weights{}, attribution.Weights{}
	for i, p := range pieces {
		if p.Kind == attribution.Cue {
			continue
		}
		links := sight.Links(pieces, i)
		if len(links) != 3 || links[0].Cue != -1 {
			t.Fatalf("piece %d has the links %v", i, links)
		}
		for _, l := range links[1:] {
			for _, f := range l.Features {
				against[f] = -2
			}
			if d := l.Cue - i; d == 1 || d == -1 {
				for _, f := range l.Features {
					near[f]++
				}
			}
		}
	}
	want := []int{1, -1, 1, 4, -1, 4}
	if got := sight.Tie(pieces, near); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("tied to %v, want %v", got, want)
	}
	twice := []attribution.Piece{pieces[0], pieces[1], pieces[2], pieces[3]}
	if got := sight.Tie(twice, near); got[0] != 1 || got[3] != -1 {
		t.Errorf("a cue has two sources: %v", got)
	}
	for i, cue := range sight.Tie(pieces, against) {
		if cue != -1 {
			t.Errorf("piece %d is tied to %d, against all weights", i, cue)
		}
	}
}

func TestReadWeights(t *testing.T) {
	w, err := attribution.ReadWeights("1f 0.5\na -2e-1\n")
	if err != nil || w[0x1f] != 0.5 || w[10] != -0.2 {
		t.Errorf("%v, %v", w, err)
	}
	if _, err := attribution.ReadWeights("1f half\n"); err == nil {
		t.Error("a broken line is taken")
	}
}

// TestCard holds the card to the files it describes.
func TestCard(t *testing.T) {
	card, err := os.ReadFile("MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"words.bin", "layers.bin", "links.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name); !strings.Contains(string(card), line) {
			t.Errorf("MODEL.md lacks the line %q", line)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	text := ""
	for i := range 200 {
		text += fmt.Sprintf("The dam at mile %d held, officials said on Monday. “We %d were afraid,” said Ana Reyes, a teacher, adding that the river had never been so high. The governor denied that warnings had come late.\n\n", i, i+2)
	}
	doc := assay.NewDoc(&assay.Report{Text: text})
	for _, s := range stages(lang.Fast)[:2] {
		if err := s.Run(b.Context(), doc); err != nil {
			b.Fatal(err)
		}
	}
	r, err := attribution.NewReader()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Read(doc)
	}
}

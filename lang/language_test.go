package lang

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/clean"
)

// TestEnglishReports holds that no English report of the corpora is taken for one in
// another language, and that hardly a paragraph of them is.
func TestEnglishReports(t *testing.T) {
	var texts []string
	for _, name := range []string{"displacement", "wikinews", "syria"} {
		f, err := os.Open("../../shared/data/reports/" + name + ".jsonl")
		if err != nil {
			t.Skip(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var r struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, r.Text)
		}
	}
	files, _ := filepath.Glob("../../shared/data/attribution/polnear/*/text/*.txt")
	worldwide, _ := filepath.Glob("../../shared/data/lang/worldwide/*.tsv")
	for _, path := range append(files, worldwide...) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if strings.Contains(path, "worldwide") { // a word a line, its tags behind it
			var words []string
			for line := range strings.Lines(text) {
				w, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
				words = append(words, w)
			}
			text = strings.Join(words[1:], " ")
		}
		texts = append(texts, text)
	}
	paragraphs, foreign := 0, 0
	for _, text := range texts {
		regions := clean.Regions(text, "")
		h := listen(text, regions, "")
		if h.language != "en" {
			t.Errorf("%s: %.80s", h.language, text)
		}
		paragraphs += len(regions)
		for _, f := range h.foreign {
			foreign++
			t.Logf("%s: %.100s", f.Language, f.Span.In(text))
		}
	}
	t.Logf("%d reports, %d paragraphs, %d of them foreign", len(texts), paragraphs, foreign)
}

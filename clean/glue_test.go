package clean

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
)

// TestGluedNews takes the white space between the paragraphs of real news away
// and counts how many of them are found again.
func TestGluedNews(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/attribution/polnear/*/text/*.txt")
	if len(files) == 0 {
		t.Skip("no ../shared/data/attribution: glued news is not tried")
	}
	found, made, gold := 0, 0, 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var glued strings.Builder
		starts := map[int32]bool{}
		ends := true
		for _, line := range strings.Split(strings.ToValidUTF8(string(b), "?"), "\n") {
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			if ends { // a heading without a point leaves no joint
				starts[int32(glued.Len())] = true
			}
			ends = closes(line)
			glued.WriteString(line)
		}
		text := glued.String()
		dateline := int32(-1)
		for _, r := range Regions(text, "") {
			start := r.Span.Start
			switch {
			case r.Kind == assay.Dateline:
				dateline = r.Span.Start
				continue
			case dateline >= 0:
				start, dateline = dateline, -1
			}
			made++
			if starts[start] {
				found++
			} else if os.Getenv("SHOW") != "" {
				t.Logf("extra %s: ...%q | %q", r.Kind, text[max(0, start-30):start], text[start:min(len(text), int(start)+40)])
			}
			delete(starts, start)
		}
		gold += len(starts)
		if os.Getenv("SHOW") != "" {
			for s := range starts {
				t.Logf("missed: ...%q | %q", text[max(0, s-30):s], text[s:min(len(text), int(s)+40)])
			}
		}
	}
	gold += found
	p, r := float64(found)/float64(made), float64(found)/float64(gold)
	f1 := 2 * p * r / (p + r)
	t.Logf("%d texts, %d paragraphs, %d found of %d made: precision %.4f, recall %.4f, F1 %.4f", len(files), gold, found, made, p, r, f1)
	if f1 < 0.96 {
		t.Errorf("F1 %.4f is below 0.96", f1)
	}
}

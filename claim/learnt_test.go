package claim_test

import (
	"strings"
	"testing"

	"assay"
	"assay/claim"
)

// TestLearnt gives the rules attributions that are made up, for sentences of which
// they make nothing or something else.
func TestLearnt(t *testing.T) {
	for _, c := range []struct {
		name, text           string
		source, cue, content string
		confidence           float64
		want                 string // source, cue, content; none if it must not be there
	}{
		{"no rule has it", "Residents of the quarter the water came at night reported neighbours say.", "neighbours", "say", "the water came at night", 0.2, "neighbours / say / the water came at night"},
		{"a rare verb must be sure", "The firm eyes a stake in the harbour.", "The firm", "eyes", "a stake in the harbour", 0.7, ""},
		{"a body named after an instrument", "Harbour Watch said it rained.", "Harbour Watch", "said", "it rained", 0.9, "Harbour Watch / said / it rained"},
		{"an instrument", "The gauge said 40 feet.", "The gauge", "said", "40 feet", 0.9, ""},
		{"a source is no content", "The pier has gone, said a clerk who asked not to be named.", "a clerk who asked not to be named", "said", "The pier has gone|a clerk who asked not to be named", 0.9, "a clerk who asked not to be named / said / The pier has gone"},
		{"what stands behind that stays", "The port said that the pier has gone.", "The port", "said", "that the pier has gone", 0.9, "The port / said / the pier has gone"},
		{"what hangs on the verb stays too", "Nine people were hurt on Monday, the agency said, and more were trapped.", "the agency", "said", "and more were trapped", 0.95, "the agency / said / Nine people were hurt on Monday + and more were trapped"},
		{"only what comes after is in doubt", "Nine people drowned on Monday, the agency said, and more were feared dead.", "the agency", "said", "and more were feared dead", 0.95, "the agency / said / asserts: Nine people drowned on Monday + hedges: and more were feared dead"},
	} {
		doc := assay.NewDoc(&assay.Report{Text: c.text})
		stages := pipeline()
		for _, s := range stages[:len(stages)-1] {
			if err := s.Run(t.Context(), doc); err != nil {
				t.Fatal(err)
			}
		}
		at := func(words string) (list []assay.Span) {
			for _, w := range strings.Split(words, "|") {
				i := strings.Index(c.text, w)
				if i < 0 {
					t.Fatalf("%s: no %q", c.name, w)
				}
				list = append(list, assay.Span{Start: int32(i), End: int32(i + len(w))})
			}
			return list
		}
		doc.Attributions = []assay.Attribution{{Source: at(c.source), Cue: at(c.cue), Content: at(c.content), Confidence: c.confidence}}
		sources, claims := claim.Read(doc)
		var got []string
		for _, cl := range claims {
			var content []string
			for _, p := range cl.Content {
				words := p.Span.In(c.text)
				if p.Stance != nil {
					words = p.Stance.String() + ": " + words
				}
				content = append(content, words)
			}
			got = append(got, cl.Source.In(sources).Span.In(c.text)+" / "+cl.Cue.In(c.text)+" / "+strings.Join(content, " + "))
		}
		if all := strings.Join(got, "\n"); c.want == "" && strings.Contains(all, "/ "+c.cue+" /") || c.want != "" && !strings.Contains(all+"\n", c.want+"\n") {
			t.Errorf("%s: read %q, want %q", c.name, all, c.want)
		}
	}
}

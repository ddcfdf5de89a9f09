package actor_test

import (
	"fmt"
	"strings"
	"testing"

	"assay"
	"assay/actor"
	"assay/clean"
	"assay/internal/stagetest"
	"assay/lang"
	"assay/place"
)

func pipeline() []assay.Stage {
	return []assay.Stage{clean.New(clean.Options{}), lang.New(lang.Options{}), place.New(place.Options{}), actor.New(actor.Options{})}
}

// show gives one line for each actor: class, name, role, affiliation, mentions.
func show(doc *assay.Doc) []string {
	var out []string
	for i, a := range doc.Actors {
		line := fmt.Sprintf("%d %s", i+1, a.Class)
		if a.Name != "" {
			line += " = " + a.Name
		}
		if a.Role != "" {
			line += " (" + a.Role + ")"
		}
		if a.Public {
			line += " public"
		}
		if j, ok := a.Affiliation.Index(); ok {
			line += fmt.Sprintf(" of %d", j+1)
		}
		for _, m := range a.Mentions {
			line += " [" + m.In(doc.Text) + "]"
		}
		out = append(out, strings.ReplaceAll(line, "\n", " "))
	}
	return out
}

func TestCases(t *testing.T) { stagetest.Cases(t, "testdata/*.txtar", pipeline(), show) }

func TestInvariants(t *testing.T) { stagetest.Invariants(t, pipeline()) }

func BenchmarkResolve(b *testing.B) {
	text := "" // paragraphs differ, or they would be marked as repeats and not read
	for i := range 80 {
		text += fmt.Sprintf("Ana Reyes, a spokeswoman for the coast guard, said pier %d was open. Officials disagreed with her. “We see it daily,” she said.\n\n", i)
	}
	doc := assay.NewDoc(&assay.Report{Text: text})
	stages := pipeline()
	for _, s := range stages[:len(stages)-1] {
		if err := s.Run(b.Context(), doc); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		actor.Resolve(doc)
	}
}

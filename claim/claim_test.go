package claim_test

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/actor"
	"assay/attribution"
	"assay/claim"
	"assay/clean"
	"assay/internal/stagetest"
	"assay/lang"
	"assay/place"
	"assay/timex"
)

func pipeline() []assay.Stage {
	return []assay.Stage{
		clean.New(clean.Options{}), lang.New(lang.Options{}), attribution.New(attribution.Options{}), timex.New(timex.Options{}),
		place.New(place.Options{}), actor.New(actor.Options{}), claim.New(claim.Options{}),
	}
}

// show gives one line for each claim: kind, stance, mode; source with its name;
// cue; contents; then what else is known.
func show(doc *assay.Doc) []string {
	var out []string
	for i, cl := range doc.Claims {
		src := cl.Source.In(doc.Sources)
		source := src.Span.In(doc.Text)
		if src.Name != "" && src.Name != source {
			source += " = " + src.Name
		}
		var content []string
		for _, c := range cl.Content {
			s := c.Span.In(doc.Text)
			if c.Stance != nil {
				s += " (" + c.Stance.String() + ")"
			}
			content = append(content, s)
		}
		line := fmt.Sprintf("%d %s %s %s [%s] <%s> %s", i+1, cl.Kind, cl.Stance, cl.Mode, source, cl.Cue.In(doc.Text), strings.Join(content, " … "))
		if v, ok := cl.Via.Index(); ok {
			line += fmt.Sprintf(" | via %d", v+1)
		}
		for _, ref := range cl.RespondsTo {
			j, _ := ref.Index()
			line += fmt.Sprintf(" | answers %d", j+1)
		}
		if !cl.Channel.IsZero() {
			line += " | channel " + cl.Channel.In(doc.Text)
		}
		if tx := cl.Said.In(doc.Times); tx != nil {
			line += " | said " + tx.Span.In(doc.Text)
		}
		if !src.Reason.IsZero() {
			line += " | because " + src.Reason.In(doc.Text)
		}
		if cl.Checked.Result != "" {
			line += " | " + cl.Checked.Result
		}
		out = append(out, strings.ReplaceAll(line, "\n", " "))
	}
	return out
}

// showSources gives one line for each claim: class and name of the source, whom
// it speaks for, its party, what it knows the content from, why it has no name.
func showSources(doc *assay.Doc) []string {
	var out []string
	for i, cl := range doc.Claims {
		src := cl.Source.In(doc.Sources)
		line := fmt.Sprintf("%d %s %s", i+1, src.Class, src.Name)
		if body := src.SpeaksFor.In(doc.Actors); body != nil {
			line += " | for " + body.Name
		}
		if src.Party != "" {
			line += " | party " + src.Party
		}
		if cl.Basis != "" {
			line += " | basis " + cl.Basis
		}
		if !src.Reason.IsZero() {
			line += " | because " + src.Reason.In(doc.Text)
		}
		out = append(out, line)
	}
	return out
}

// TestCases asks how many of the cases, which no reader has learnt from, are read just
// as they should be. With -v it shows the others.
func TestCases(t *testing.T) {
	stagetest.Share(t, "testdata/*.txtar", 0.75, pipeline(), show)
	stagetest.Share(t, "testdata/sources/*.txtar", 0.88, pipeline(), showSources)
}

func TestInvariants(t *testing.T) { stagetest.Invariants(t, pipeline()) }

// TestShuffled reads scraps of the cases strung together at random: no broken
// sentence may break the reader.
func TestShuffled(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	var words []string
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, strings.Fields(string(raw))...)
	}
	rng := rand.New(rand.NewSource(1))
	between := []string{" ", "\n\n", ". ", ", ", ": ", " “", "” "}
	for range 300 {
		var b strings.Builder
		for range 1 + rng.Intn(8) {
			at := rng.Intn(len(words) - 12)
			b.WriteString(strings.Join(words[at:at+1+rng.Intn(10)], " "))
			b.WriteString(between[rng.Intn(len(between))])
		}
		stagetest.CheckSpans(t, stagetest.Read(t, b.String(), pipeline()))
	}
}

func BenchmarkRead(b *testing.B) {
	text := "" // paragraphs differ, or they would be marked as repeats and not read
	for i := range 50 {
		text += fmt.Sprintf("The dam at mile %d held, officials said on Monday. “We %d were afraid,” said Ana Reyes, a teacher, adding that the river had never been so high. The governor denied that warnings had come late.\n\n", i, i+2)
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
		claim.Read(doc)
	}
}

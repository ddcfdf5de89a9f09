package event_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"assay"
	"assay/event"
	"assay/internal/stagetest"
	"assay/pipeline"
)

// published is the day on which the invented reports appear.
var published = assay.Published{Date: assay.Date{Year: 2021, Month: 6, Day: 11}, From: "flag"}

// stages are those of the pipeline, with the day of publication put in.
func stages() []assay.Stage {
	list := pipeline.Default(pipeline.Options{})
	first := list[0].Run
	list[0].Run = func(ctx context.Context, doc *assay.Doc) error {
		doc.Published, doc.Appeared = published, published
		return first(ctx, doc)
	}
	return list
}

func TestMovements(t *testing.T) {
	stagetest.Share(t, "testdata/movements.txtar", 0.9, stages(), movements)
	stagetest.Share(t, "testdata/nomovements.txtar", 0.9, stages(), movements)
}

func TestEvents(t *testing.T) {
	stagetest.Share(t, "testdata/events.txtar", 0.77, stages(), events)
	stagetest.Share(t, "testdata/noevents.txtar", 0.9, stages(), events)
}

func movements(doc *assay.Doc) (lines []string) {
	for k := range doc.Movements {
		m := &doc.Movements[k]
		count := ""
		if fig := m.Count.In(doc.Figures); fig != nil {
			count = doc.Quote(fig.Quantity.Span)
		}
		lines = append(lines, strings.Join([]string{doc.Quote(m.Who), placesOf(doc, m.From), placesOf(doc, m.To), placesOf(doc, m.Via), count, m.Status, sourceOf(doc, m.Claim)}, " | "))
	}
	return lines
}

func events(doc *assay.Doc) (lines []string) {
	for k := range doc.Events {
		e := &doc.Events[k]
		var figs []string
		for _, f := range e.Figures {
			fig := f.In(doc.Figures)
			figs = append(figs, fmt.Sprintf("%s %s", doc.Quote(fig.Quantity.Span), fig.Action))
		}
		lines = append(lines, strings.Join([]string{fmt.Sprintf("%q %s/%s", doc.Quote(e.Span), e.Type, e.Mode), strings.Join(figs, ", "), placesOf(doc, e.Places), timeOf(doc, e.Time), sourceOf(doc, e.Claim)}, " | "))
	}
	return lines
}

func placesOf(doc *assay.Doc, refs []assay.Ref[assay.Place]) string {
	var names []string
	for _, ref := range refs {
		names = append(names, doc.Quote(ref.In(doc.Places).Span))
	}
	return strings.Join(names, ", ")
}

func timeOf(doc *assay.Doc, ref assay.Ref[assay.Time]) string {
	if tx := ref.In(doc.Times); tx != nil {
		return doc.Quote(tx.Span)
	}
	return ""
}

func sourceOf(doc *assay.Doc, ref assay.Ref[assay.Claim]) string {
	if cl := ref.In(doc.Claims); cl != nil {
		return doc.Quote(cl.Source.In(doc.Sources).Span)
	}
	return ""
}

func TestInvariants(t *testing.T) {
	stagetest.Invariants(t, pipeline.Default(pipeline.Options{}),
		strings.Repeat("12 killed, 30 injured, ", 300),
		strings.Repeat("They fled from Gao to Niger and then went to Mali. ", 100),
		"Of of of 12 the who that killed from to 13 of 14, and 15 or more.")
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("../testdata/demo/flood-agency.txt")
	if err != nil {
		text = []byte("At least 40 villagers were killed and 120 others fled from Kidal to Gao on Monday, officials said. ")
	}
	all := strings.Repeat(string(text)+"\n\n", 10)
	doc := stagetest.Read(b, all, stages())
	b.SetBytes(int64(len(all)))
	b.ResetTimer()
	for b.Loop() {
		event.Read(doc)
	}
}

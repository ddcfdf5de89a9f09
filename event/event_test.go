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
	"assay/internal/workload"
	"assay/lang"
	"assay/pipeline"
)

// published is the day on which the invented reports appear.
var published = assay.Published{Date: assay.Date{Year: 2021, Month: 6, Day: 11}, From: "flag"}

// stages are those of the pipeline, with the day of publication put in.
func stages(r lang.Reader) []assay.Stage {
	list := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: r}})
	first := list[0].Run
	list[0].Run = func(ctx context.Context, doc *assay.Doc) error {
		doc.Published, doc.Appeared = published, published
		return first(ctx, doc)
	}
	for i, s := range list {
		if s.Name == "event" {
			return list[:i+1]
		}
	}
	panic("no stage event")
}

// both reads by each reader.
func both(t *testing.T, f func(t *testing.T, r lang.Reader)) {
	for _, r := range []lang.Reader{lang.Careful, lang.Fast} {
		t.Run(r.String(), func(t *testing.T) { f(t, r) })
	}
}

// TestMovements reads invented sentences, a kind of construction each, from which nothing
// was learnt.
func TestMovements(t *testing.T) {
	both(t, func(t *testing.T, r lang.Reader) {
		floors := map[lang.Reader][2]float64{lang.Careful: {0.54, 0.59}, lang.Fast: {0.58, 0.64}}[r]
		stagetest.Share(t, "testdata/movements.txtar", floors[0], stages(r), movements)
		stagetest.Share(t, "testdata/nomovements.txtar", floors[1], stages(r), movements)
	})
}

// TestEvents likewise.
func TestEvents(t *testing.T) {
	both(t, func(t *testing.T, r lang.Reader) {
		floors := map[lang.Reader][2]float64{lang.Careful: {0.46, 0.43}, lang.Fast: {0.55, 0.61}}[r]
		stagetest.Share(t, "testdata/events.txtar", floors[0], stages(r), events)
		stagetest.Share(t, "testdata/noevents.txtar", floors[1], stages(r), events)
	})
}

// TestOnce reads a report in which one event is told several times, and one of before.
func TestOnce(t *testing.T) {
	text := "KISUMU, Kenya, June 10 — A ferry sank on Lake Victoria on Wednesday and at least 14 people drowned, the Kenyan police said.\n\n" +
		"Rescuers pulled 14 bodies from the water near Kisumu. Nine passengers are missing.\n\n" +
		"In 2009, 31 people died when a boat sank in Tanzania.\n"
	both(t, func(t *testing.T, r lang.Reader) {
		doc := stagetest.Read(t, text, stages(r))
		if len(doc.Events) != 2 {
			t.Fatalf("%d events: %v", len(doc.Events), events(doc))
		}
		news, past := &doc.Events[0], &doc.Events[1]
		if news.Type != "ACCIDENT" || len(news.Figures) < 3 || fmt.Sprint(news.Countries) != "[KE]" || news.Begin.Format("2006-01-02") != "2021-06-09" || news.Background {
			t.Errorf("%s with %d figures in %v on %s", news.Type, len(news.Figures), news.Countries, news.Begin)
		}
		if past.Begin.Year() != 2009 || r == lang.Careful && !past.Background {
			t.Errorf("the boat sank in %d", past.Begin.Year())
		}
	})
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
	both(t, func(t *testing.T, r lang.Reader) {
		stagetest.Invariants(t, pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: r}}),
			strings.Repeat("12 killed, 30 injured, ", 300),
			strings.Repeat("They fled from Gao to Niger and then went to Mali. ", 100),
			"Of of of 12 the who that killed from to 13 of 14, and 15 or more.")
	})
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("../testdata/demo/flood-agency.txt")
	if err != nil {
		text = []byte("At least 40 villagers were killed and 120 others fled from Kidal to Gao on Monday, officials said. ")
	}
	all := strings.Repeat(string(text)+"\n\n", 10)
	doc := stagetest.Read(b, all, stages(lang.Careful))
	b.SetBytes(int64(len(all)))
	b.ResetTimer()
	for b.Loop() {
		if err := event.Read(doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGrowth prints how the time grows with the length of a report.
func BenchmarkGrowth(b *testing.B) {
	all := stages(lang.Fast)
	for _, s := range workload.Spoken {
		b.Run(s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				doc := stagetest.Read(b, s.Make(size), all)
				return func() { event.Read(doc) }
			})
		})
	}
}

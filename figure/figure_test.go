package figure_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"assay"
	"assay/figure"
	"assay/internal/stagetest"
	"assay/internal/workload"
	"assay/lang"
	"assay/pipeline"
)

// published is the day on which the invented reports appear.
var published = assay.Published{Date: assay.Date{Year: 2021, Month: 6, Day: 11}, From: "flag"}

// stages are those of the pipeline up to this one, with the day of publication put in.
func stages(r lang.Reader) []assay.Stage {
	list := plain(r)
	first := list[0].Run
	list[0].Run = func(ctx context.Context, doc *assay.Doc) error {
		doc.Published, doc.Appeared = published, published
		return first(ctx, doc)
	}
	return list
}

// plain are the stages of the pipeline up to this one.
func plain(r lang.Reader) []assay.Stage {
	list := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: r}})
	for i, s := range list {
		if s.Name == "figure" {
			return list[:i+1]
		}
	}
	panic("no stage figure")
}

// show gives of each figure what an analyst's row has.
func show(doc *assay.Doc) (lines []string) {
	for k := range doc.Figures {
		fig := &doc.Figures[k]
		var places []string
		for _, p := range fig.Places {
			places = append(places, doc.Quote(p.In(doc.Places).Span))
		}
		when := ""
		if tx := fig.Time.In(doc.Times); tx != nil {
			when = doc.Quote(tx.Span)
		}
		lines = append(lines, fmt.Sprintf("%q %s %s | %s | %s", doc.Quote(fig.Quantity.Span), fig.Action, fig.Unit, strings.Join(places, ", "), when))
	}
	return lines
}

// TestFigures reads invented sentences, a kind of construction each, from which nothing
// was learnt.
func TestFigures(t *testing.T) {
	for _, r := range []lang.Reader{lang.Careful, lang.Fast} {
		t.Run(r.String(), func(t *testing.T) {
			stagetest.Share(t, "testdata/figures.txtar", 0.52, stages(r), show)
			stagetest.Share(t, "testdata/nofigures.txtar", 0.95, stages(r), show)
		})
	}
}

// TestFields reads one report in which the clauses leave unsaid what the lead says.
func TestFields(t *testing.T) {
	text := "KISUMU, Kenya, June 10 — A ferry sank on Lake Victoria on Wednesday, and at least 14 people drowned, the Kenyan police said.\n\n" +
		"A girl of 12 was rescued by fishermen. The girl was taken to a hospital in Kisumu.\n\n" +
		"In 2009, 31 people died when a boat sank in Tanzania.\n"
	doc := stagetest.Read(t, text, stages(lang.Careful))
	find := func(words string) *assay.Figure {
		for i := range doc.Figures {
			if strings.Contains(doc.Quote(doc.Figures[i].Quantity.Span), words) {
				return &doc.Figures[i]
			}
		}
		t.Fatalf("no figure of %q in %v", words, show(doc))
		return nil
	}
	day := func(f *assay.Figure) string { return f.Begin.Format("2006-01-02") + " " + f.End.Format("2006-01-02") }
	dead, past := find("14"), find("31")
	if dead.Action != "killed" || fmt.Sprint(dead.Countries) != "[KE]" || day(dead) != "2021-06-09 2021-06-10" {
		t.Errorf("14: %s in %v on %s", dead.Action, dead.Countries, day(dead))
	}
	if past.Action != "killed" || fmt.Sprint(past.Countries) != "[TZ]" || day(past) != "2009-01-01 2010-01-01" {
		t.Errorf("31: %s in %v on %s", past.Action, past.Countries, day(past))
	}
	girl := find("girl")
	if !girl.Quantity.Singular || girl.Action != "rescued" || girl.Unit != "person" {
		t.Errorf("girl: %+v", girl)
	}
	for i := range doc.Figures {
		if c := doc.Figures[i].Chances; c.Figure <= 0 || c.Figure > 1 || c.Action <= 0 || c.Action > 1 || doc.Figures[i].Confidence > 1 {
			t.Errorf("%v", c)
		}
	}
}

func TestInvariants(t *testing.T) {
	for _, r := range []lang.Reader{lang.Careful, lang.Fast} {
		t.Run(r.String(), func(t *testing.T) {
			stagetest.Invariants(t, plain(r), strings.Repeat("12 killed, 30 injured, ", 300), "Of of of 12 the who that killed from to 13 of 14, and 15 or more.")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("../testdata/demo/flood-agency.txt")
	if err != nil {
		text = []byte("At least 40 villagers were killed and 120 others fled from Kidal to Gao on Monday, officials said. ")
	}
	all := strings.Repeat(string(text)+"\n\n", 10)
	before := stages(lang.Careful)
	doc := stagetest.Read(b, all, before[:len(before)-1])
	b.SetBytes(int64(len(all)))
	b.ResetTimer()
	for b.Loop() {
		if err := figure.Read(b.Context(), doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGrowth prints how the time grows with the length of a report.
func BenchmarkGrowth(b *testing.B) {
	before := stages(lang.Fast)
	for _, s := range workload.Spoken {
		b.Run(s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				doc := stagetest.Read(b, s.Make(size), before[:len(before)-1])
				return func() { figure.Read(b.Context(), doc) }
			})
		})
	}
}

// TestStretches: two times that are the ends of one stretch are read as it.
func TestStretches(t *testing.T) {
	for text, want := range map[string]string{
		"The hall was shut from 3 May to 9 May 2021.":               "2021-05-03..2021-05-10",
		"The hall was shut between 3 May 2021 and 9 May 2021.":      "2021-05-03..2021-05-10",
		"The hall was shut on 3 May 2021 and on 9 May 2021.":        "2021-05-03..2021-05-04",
		"The hall was shut on 3 May 2021 and 9 May 2021 was quiet.": "2021-05-03..2021-05-04",
	} {
		doc := stagetest.Read(t, text, stages(lang.Careful))
		if len(doc.Times) == 0 {
			t.Errorf("%s: no time", text)
			continue
		}
		begin, end, ok := figure.Look(doc).Days(figure.AsNamed, 0)
		if got := begin.Format("2006-01-02") + ".." + end.Format("2006-01-02"); !ok || got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

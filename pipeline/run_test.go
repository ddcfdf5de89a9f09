package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"assay"
	"assay/ingest"
	"assay/pipeline"
)

// TestOrder holds the default to its order: without any one stage, or with two
// exchanged, those after it have not what they read, and nothing is read at all.
func TestOrder(t *testing.T) {
	stages := pipeline.Default(pipeline.Options{})
	if err := assay.Check(stages); err != nil {
		t.Error(err)
	}
	wrong := slices.Clone(stages)
	wrong[0], wrong[1] = wrong[1], wrong[0]
	var asked atomic.Int64
	var errs []error
	for res := range pipeline.Run(t.Context(), reports(3, &asked), wrong, 1) {
		errs = append(errs, res.Err)
	}
	if len(errs) != 1 || !errors.Is(errs[0], assay.ErrInvalid) || asked.Load() != 0 {
		t.Errorf("%v after %d reports", errs, asked.Load())
	}
	if err := pipeline.Annotate(t.Context(), assay.NewDoc(&assay.Report{Text: "x"}), wrong); !errors.Is(err, assay.ErrInvalid) {
		t.Error(err)
	}
}

// reports yields n reports, and counts how many were asked for.
func reports(n int, asked *atomic.Int64) iter.Seq[ingest.Item] {
	return func(yield func(ingest.Item) bool) {
		for i := range n {
			if asked != nil {
				asked.Add(1)
			}
			path := fmt.Sprintf("%d.txt", i)
			if i%7 == 3 {
				if !yield(ingest.Item{Path: path, Err: errors.New("cannot be read")}) {
					return
				}
				continue
			}
			rep := &assay.Report{Text: path, Path: path}
			if !yield(ingest.Item{Report: rep, Path: path, Problems: []assay.Problem{{Stage: "ingest", Err: "a guess"}}}) {
				return
			}
		}
	}
}

func stage(run func(ctx context.Context, doc *assay.Doc) error) []assay.Stage {
	return []assay.Stage{{Name: "try", Writes: assay.Regions, Run: run}}
}

func TestRunKeepsOrder(t *testing.T) {
	slow := stage(func(_ context.Context, doc *assay.Doc) error {
		time.Sleep(time.Duration(len(doc.Text)*977%5) * time.Millisecond) // the later ones may be done first
		doc.Language = "xx"
		return nil
	})
	for _, workers := range []int{0, 1, 2, 16} {
		i := 0
		for res := range pipeline.Run(t.Context(), reports(50, nil), slow, workers) {
			want := fmt.Sprintf("%d.txt", i)
			if res.Path != want || (res.Err != nil) != (i%7 == 3) || (res.Doc != nil) != (i%7 != 3) {
				t.Errorf("%d workers, place %d: %s, doc %v, err %v", workers, i, res.Path, res.Doc != nil, res.Err)
			}
			if res.Doc != nil && (len(res.Doc.Problems) != 1 || res.Doc.Problems[0].Stage != "ingest") {
				t.Errorf("problems of %s: %v", res.Path, res.Doc.Problems)
			}
			i++
		}
		if i != 50 {
			t.Errorf("%d workers: %d results, want 50", workers, i)
		}
	}
}

func TestRunHoldsFew(t *testing.T) {
	var asked atomic.Int64
	got := 0
	for range pipeline.Run(t.Context(), reports(1000, &asked), stage(func(context.Context, *assay.Doc) error { return nil }), 3) {
		got++
		if ahead := asked.Load() - int64(got); ahead > 3*3 {
			t.Fatalf("%d reports were read ahead of the one in hand", ahead)
		}
		time.Sleep(50 * time.Microsecond)
	}
}

func TestRunStops(t *testing.T) {
	var asked atomic.Int64
	for range pipeline.Run(t.Context(), reports(1000, &asked), stage(func(context.Context, *assay.Doc) error { return nil }), 2) {
		break
	}
	if n := asked.Load(); n > 20 {
		t.Errorf("%d reports were read after the first sufficed", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range pipeline.Run(ctx, reports(1000, nil), stage(func(context.Context, *assay.Doc) error { return nil }), 2) {
		if n++; n == 5 {
			cancel()
		}
	}
	if n > 20 {
		t.Errorf("%d results after the context had ended", n)
	}
}

// A stage that panics, fails, or writes what does not fit has failed on that
// report only; its layer is empty, and those that read it are passed over.
func TestRunSurvivesStages(t *testing.T) {
	bad := map[string]func(doc *assay.Doc) error{
		"panic: index out of range": func(doc *assay.Doc) error {
			doc.Regions = []assay.Region{{Span: assay.Span{End: 1}}}
			panic("index out of range")
		},
		"no model": func(doc *assay.Doc) error { return errors.New("no model") },
		"outside": func(doc *assay.Doc) error {
			doc.Regions = []assay.Region{{Span: assay.Span{End: 99}}}
			return nil
		},
		"splits a character": func(doc *assay.Doc) error {
			doc.Regions = []assay.Region{{Span: assay.Span{End: 1}}}
			return nil
		},
		"head 5": func(doc *assay.Doc) error {
			doc.Tokens = []assay.Token{{Head: 5}}
			return nil
		},
		"refers to number 4 of 0": func(doc *assay.Doc) error {
			doc.Claims = []assay.Claim{{Source: assay.RefTo[assay.Source](4)}}
			return nil
		},
		"no source":   func(doc *assay.Doc) error { doc.Claims = []assay.Claim{{}}; return nil },
		"no quantity": func(doc *assay.Doc) error { doc.Figures = []assay.Figure{{}}; return nil },
		"movement 0":  func(doc *assay.Doc) error { doc.Movements = []assay.Movement{{Who: assay.Span{Start: -1}}}; return nil },
		"event 0": func(doc *assay.Doc) error {
			doc.Events = []assay.Event{{Span: assay.Span{Start: 2, End: 1}}}
			return nil
		},
		"time 0":                func(doc *assay.Doc) error { doc.Times = []assay.Time{{Span: assay.Span{End: 9}}}; return nil },
		"place 0":               func(doc *assay.Doc) error { doc.Places = []assay.Place{{Span: assay.Span{End: 9}}}; return nil },
		"quantity 0":            func(doc *assay.Doc) error { doc.Quantities = []assay.Quantity{{Of: assay.Span{End: 9}}}; return nil },
		"states: invalid: 1 of": func(doc *assay.Doc) error { doc.States = assay.States{Width: 2, Scales: []float32{1}}; return nil },
		"states: invalid: window 1": func(doc *assay.Doc) error {
			doc.Tokens = []assay.Token{{Head: -1}}
			doc.States = assay.States{Width: 1, Data: []int8{1}, Scales: []float32{1}, Windows: []int32{0, 1}}
			return nil
		},
		"actor 0: invalid: refe": func(doc *assay.Doc) error {
			doc.Actors = []assay.Actor{{Affiliation: assay.RefTo[assay.Actor](1)}}
			return nil
		},
	}
	const all = assay.AllLayers &^ assay.Attributions
	for want, run := range bad {
		reached := false
		stages := []assay.Stage{
			{Name: "bad", Writes: all, Run: func(_ context.Context, doc *assay.Doc) error { return run(doc) }},
			{Name: "after", Reads: assay.Regions, Writes: assay.Attributions, Run: func(context.Context, *assay.Doc) error { reached = true; return nil }},
		}
		item := ingest.Item{Report: &assay.Report{Text: "Öl", Path: "oil.txt"}}
		for res := range pipeline.Run(t.Context(), func(yield func(ingest.Item) bool) { yield(item) }, stages, 1) {
			if res.Err != nil || len(res.Doc.Problems) != 1 {
				t.Fatalf("%s: err %v, problems %v", want, res.Err, res.Doc.Problems)
			}
			if p := res.Doc.Problems[0]; p.Stage != "bad" || !strings.Contains(p.Err, want) {
				t.Errorf("problem %v, want %q", p, want)
			}
			d := res.Doc
			if len(d.Regions)+len(d.Tokens)+len(d.Claims)+len(d.Figures)+len(d.Movements)+len(d.Events)+len(d.Times)+len(d.Places)+len(d.Quantities)+len(d.Actors)+d.States.Len() > 0 || reached {
				t.Errorf("%s: half of a layer stayed, or was read: %v", want, reached)
			}
		}
	}
}

func TestRunRefusesBadReports(t *testing.T) {
	item := ingest.Item{Report: &assay.Report{Text: "\xff", Path: "x.txt"}}
	for res := range pipeline.Run(t.Context(), func(yield func(ingest.Item) bool) { yield(item) }, nil, 1) {
		if res.Doc != nil || !errors.Is(res.Err, assay.ErrInvalid) {
			t.Errorf("doc %v, err %v", res.Doc, res.Err)
		}
	}
}

// Whatever the text, the stages end, and what they write fits it.
func FuzzPipeline(f *testing.F) {
	for _, s := range []string{
		"", "Twelve people died, the mayor said.", "“No,” he said. “Some 40 — perhaps 50 — fled.”\n\nBy A. Writer\nLONDON —",
		"The the of of 1,000,000,000,000 “““ ((( $5-$6m 2018-13-45", "a\u0301\u0302 \u2028 \u00a0 \u200b 99% of 1/2 of one-half",
	} {
		f.Add(s)
	}
	stages := pipeline.Default(pipeline.Options{})
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		if len(s) > 4000 {
			t.Skip()
		}
		item := ingest.Item{Report: &assay.Report{Text: s, Path: "fuzz"}}
		for res := range pipeline.Run(t.Context(), func(yield func(ingest.Item) bool) { yield(item) }, stages, 1) {
			if res.Err != nil {
				t.Fatal(res.Err)
			}
			for _, p := range res.Doc.Problems { // a foreign language is one, and is no fault
				if strings.Contains(p.Err, "panic") || strings.Contains(p.Err, "invalid") {
					t.Errorf("%s: %s", p.Stage, p.Err)
				}
			}
		}
	})
}

func BenchmarkPipeline(b *testing.B) {
	text := strings.Repeat("At least 14 people drowned when a ferry sank near the port on Monday, the harbor authority said. "+
		"“We have pulled some 20 from the water,” said the captain, who asked not to be named.\n\n", 40)
	stages := pipeline.Default(pipeline.Options{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		item := ingest.Item{Report: &assay.Report{Text: text, Path: "bench"}}
		for res := range pipeline.Run(b.Context(), func(yield func(ingest.Item) bool) { yield(item) }, stages, 1) {
			if res.Err != nil {
				b.Fatal(res.Err)
			}
		}
	}
}

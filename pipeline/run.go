package pipeline

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"

	"assay"
	"assay/ingest"
	"assay/view"
)

// A Result is what became of one item: a Doc, or the reason why there is none.
type Result struct {
	Doc  *assay.Doc
	Path string
	Err  error
	Raw  []byte           // with Err, the bytes of the item, if it had some
	From assay.Provenance // of Raw
}

// Run annotates the reports of items with the stages and yields the results in
// the order of the items. Workers is how many reports are read at once; 0 means
// one for each processor. At most two items a worker are held at any time, so
// that memory does not grow with the number of reports. When ctx ends, the
// reports under way are given up and the results end. Stages in an order that
// [assay.Check] refuses read nothing: the one result is that error.
func Run(ctx context.Context, items iter.Seq[ingest.Item], stages []assay.Stage, workers int) iter.Seq[Result] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	guarded, err := guard(stages)
	if err != nil {
		return func(yield func(Result) bool) { yield(Result{Err: err}) }
	}
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		// Each report has a place in the queue before it has a worker, so the
		// queue is in input order, whichever worker is done first.
		queue := make(chan chan Result, workers)
		work := make(chan func(), workers)
		for range workers {
			go func() {
				for f := range work {
					f()
				}
			}()
		}
		go func() {
			defer close(work)
			defer close(queue)
			for item := range items {
				done := make(chan Result, 1)
				select {
				case <-ctx.Done():
					return
				case queue <- done:
				}
				work <- func() { done <- annotate(ctx, item, guarded) }
			}
		}()
		for done := range queue {
			res := <-done
			if ctx.Err() != nil || !yield(res) {
				break
			}
		}
		cancel()
		for range queue { // let the reader of items see that it is over
		}
	}
}

func annotate(ctx context.Context, item ingest.Item, stages []assay.Stage) Result {
	res := Result{Path: item.Path, Err: item.Err, Raw: item.Raw, From: item.From}
	if item.Err != nil || item.Report == nil {
		return res
	}
	if res.Path == "" {
		res.Path = item.Report.Path
	}
	if res.Err = item.Report.Check(); res.Err != nil {
		res.Raw, res.From = item.Report.Raw, item.Report.Provenance
		return res
	}
	doc := assay.NewDoc(item.Report)
	doc.Problems = append(doc.Problems, item.Problems...)
	if res.Err = inView(ctx, doc, stages); res.Err == nil {
		res.Doc = doc
	} else {
		res.Raw, res.From = item.Report.Raw, item.Report.Provenance
	}
	return res
}

// Annotate runs the stages on doc as [Run] does on each report: over the view of
// its text (package view), with every span led back to the text itself. Stages in a
// wrong order and the end of ctx are errors; what a stage could not do is in
// doc.Problems.
func Annotate(ctx context.Context, doc *assay.Doc, stages []assay.Stage) error {
	guarded, err := guard(stages)
	if err != nil {
		return err
	}
	return inView(ctx, doc, guarded)
}

// inView runs stages over the view of the text; those behind the one that finds the
// regions read each as flowing text.
func inView(ctx context.Context, doc *assay.Doc, stages []assay.Stage) error {
	rep := doc.Report
	seen, v := view.Report(rep)
	doc.Report = seen
	var flow view.View
	stages = slices.Clone(stages)
	for i, s := range stages {
		if s.Writes&assay.Regions != 0 {
			stages[i].Run = func(ctx context.Context, doc *assay.Doc) error {
				if err := s.Run(ctx, doc); err != nil {
					return err
				}
				flow = view.Flow(doc)
				return nil
			}
		}
	}
	err := assay.Annotate(ctx, doc, stages)
	if !flow.Plain() {
		*doc = *flow.BackTo(seen, doc)
	}
	if seen != rep {
		*doc = *v.BackTo(rep, doc)
	}
	return err
}

// guard makes a pipeline of stages, whose order it checks: each Run turns a
// panic, and annotations that do not fit the text, into an error. The layers of
// a stage that failed are emptied: half of a layer would be taken for the whole.
func guard(stages []assay.Stage) ([]assay.Stage, error) {
	if err := assay.Check(stages); err != nil {
		return nil, err
	}
	list := make([]assay.Stage, len(stages))
	for i, s := range stages {
		run, writes := s.Run, s.Writes
		s.Run = func(ctx context.Context, doc *assay.Doc) (err error) {
			defer func() {
				if r := recover(); r != nil {
					err = fmt.Errorf("panic: %v", r)
				}
				if err != nil {
					empty(doc, writes)
				}
			}()
			if err := run(ctx, doc); err != nil {
				return err
			}
			return check(doc, writes)
		}
		list[i] = s
	}
	return list, nil
}

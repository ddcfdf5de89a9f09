package corpus

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/ingest"
	"assay/lang"
	"assay/ledger"
	"assay/pack"
	"assay/pipeline"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local" // files without a scheme
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// What becomes of pages: each is a report, the same again, or poison; each report is read, has
// from one of the same words and day what was read there, or is poison.
var (
	pagesFound = beam.NewCounter("assay", "pages")
	pagesBad   = beam.NewCounter("assay", "pages poisoned")
	pagesAgain = beam.NewCounter("assay", "pages again")
	reportsNew = beam.NewCounter("assay", "reports")
	wereRead   = beam.NewCounter("assay", "reports read")
	wereLent   = beam.NewCounter("assay", "reports lent a reading")
	readBad    = beam.NewCounter("assay", "reports poisoned")
)

// A page is a report as it was found, without its bytes, which are where it says.
type page struct {
	report   assay.Report
	problems []assay.Problem
}

func (p *page) code(c *pack.Coder) {
	r := &p.report
	c.ID(&r.ID)
	for _, s := range [...]*string{&r.Format, &r.Text, &r.Path, &r.URL, &r.Publisher, &r.Title, &r.Author, &r.Section, &r.Declared, &r.Published.From,
		&r.Address, &r.Type, &r.Sent, &r.Map, &r.Found.URL, &r.Found.Publisher, &r.Found.Title, &r.Found.Author, &r.Found.Section, &r.Found.Declared, &r.Found.Published, &r.Found.Modified} {
		pack.Text(c, s)
	}
	c.Date(&r.Published.Date)
	c.Date(&r.Modified)
	pack.Integer(c, &r.Record.Offset)
	pack.Integer(c, &r.Record.Length)
	c.Time(&r.Fetched)
	pack.List(c, &p.problems, func(x *assay.Problem) {
		pack.Text(c, &x.Stage)
		pack.Text(c, &x.Err)
		c.Yes(&x.Note)
	})
}

// Pages returns the pages of shards, by their ids, and what could not be read as one. A shard is
// a file of any form that package ingest knows, by its path; one with a scheme ("s3://…") is
// brought to the worker first.
func pages(s beam.Scope, shards beam.PCollection) (pages, bad beam.PCollection) {
	return beam.ParDo2(s, readShard, shards)
}

func readShard(ctx context.Context, shard []byte, to emits, bad emit) error {
	defer run("pages")()
	to = sent("pages", to)
	name := string(shard)
	from, done, err := local(ctx, name)
	if err != nil {
		return err // the runner tries again
	}
	defer done()
	for item := range ingest.Read(ctx, []string{from}, ingest.Options{}) {
		pagesFound.Inc(ctx, 1)
		if item.Err == nil && item.Report == nil {
			item.Err = fmt.Errorf("%w: no report", assay.ErrInvalid)
		}
		if item.Err == nil {
			item.Err = item.Report.Check()
		}
		at := named(item.Path, from, name)
		if item.Err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			pagesBad.Inc(ctx, 1)
			record := item.From.Record
			bad(poison{"pages", at, &record, item.Err.Error()}.bytes())
			continue
		}
		p := page{*item.Report, item.Problems}
		p.report.Path = named(p.report.Path, from, name)
		held("pages", len(p.report.Raw)+len(p.report.Text))
		to(p.report.ID[:], squeeze(write(p.code)))
	}
	return nil
}

// named returns the path of a page of a shard that was brought elsewhere.
func named(at, from, shard string) string {
	if rest, ok := strings.CutPrefix(at, from); ok {
		return shard + rest
	}
	return at
}

// local returns where a shard can be read, and what is to be called then.
func local(ctx context.Context, shard string) (at string, done func(), err error) {
	if !strings.Contains(shard, "://") {
		return shard, func() {}, nil
	}
	fs, err := filesystem.New(ctx, shard)
	if err != nil {
		return "", nil, err
	}
	defer fs.Close()
	in, err := fs.OpenRead(ctx, shard)
	if err != nil {
		return "", nil, err
	}
	defer in.Close()
	dir, err := os.MkdirTemp("", "shard")
	if err != nil {
		return "", nil, err
	}
	done = func() { os.RemoveAll(dir) }
	at = path.Join(dir, path.Base(shard)) // its ending says what it is
	out, err := os.Create(at)
	if err == nil {
		_, err = io.Copy(out, in)
		err = cmp.Or(err, out.Close())
	}
	if err != nil {
		done()
	}
	return at, done, err
}

// pickReport keeps one of the pages that are one report, byte for byte, the first by where it
// stands, under what its reading hangs on: what the stages look at.
func pickReport(ctx context.Context, id []byte, same values, to emits) error {
	defer run("reports")()
	to = sent("reports", to)
	var first page
	var raw []byte
	n := int64(0)
	for b := []byte(nil); same(&b); b = nil {
		var p page
		plain, err := swell(b)
		if err == nil {
			err = read(plain, p.code)
		}
		if err != nil {
			return err
		}
		if n++; n == 1 || cmp.Or(cmp.Compare(p.report.Path, first.report.Path), cmp.Compare(p.report.Record.Offset, first.report.Record.Offset)) < 0 {
			first, raw = p, b
		}
	}
	reportsNew.Inc(ctx, 1)
	pagesAgain.Inc(ctx, n-1)
	to(first.reading(), raw)
	return nil
}

// reading returns a hash of all that stages look at of a report.
func (p *page) reading() []byte {
	r := &p.report
	sum := sha256.Sum256(write(func(c *pack.Coder) {
		title, text, from, declared, day := r.Title, r.Text, r.Published.From, r.Declared, r.Published.Date
		for _, s := range [...]*string{&title, &text, &from, &declared} {
			c.Own(s)
		}
		c.Date(&day)
	}))
	return sum[:16]
}

// bare is a report with no more than that, so that readers cannot look at anything else.
func (p *page) bare() *assay.Report {
	r := &p.report
	return &assay.Report{Title: r.Title, Text: r.Text, Published: r.Published, Declared: r.Declared, Path: "a page"}
}

// reader reads reports, of those whose readings would be the same one.
type reader struct {
	Fast bool

	ctx     context.Context
	pending []chan reading
}

// A reading is what became of some reports.
type reading struct {
	key       []byte
	entries   []entry
	bad       [][]byte
	was, lent int64
	err       error
}

// An entry is a report that was read, in the forms that others look at.
type entry struct {
	id                       assay.ReportID
	line, packed, card, told []byte
}

func (e *entry) code(c *pack.Coder) {
	c.ID(&e.id)
	for _, b := range [...]*[]byte{&e.line, &e.packed, &e.card, &e.told} {
		blob(c, b)
	}
}

// groupHeld is how many reports of one reading are held until it is done.
const groupHeld = 64

// reading is done by as many at once as there are processors, for all readers of a worker
// together; the weights are loaded once.
var (
	seats  = make(chan struct{}, runtime.GOMAXPROCS(0))
	stages = [2]func() []assay.Stage{
		sync.OnceValue(func() []assay.Stage {
			return pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Careful}})
		}),
		sync.OnceValue(func() []assay.Stage {
			return pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})
		}),
	}
)

func (r *reader) StartBundle(context.Context, emits, emits, emits, emits, emit) { r.pending = nil }

func (r *reader) ProcessElement(ctx context.Context, key []byte, same values, lines, packed, cards, tell emits, bad emit) error {
	var list [][]byte
	for b := []byte(nil); len(list) < groupHeld && same(&b); b = nil {
		list = append(list, b)
	}
	done := make(chan reading, 1)
	var doc *assay.Doc
	if len(list) == groupHeld { // the rest is read off as it comes
		got := r.read(ctx, list, &doc)
		done <- got
		r.pending = append(r.pending, done)
		for b := []byte(nil); same(&b); b = nil {
			if err := r.drain(ctx, 0, lines, packed, cards, tell, bad); err != nil {
				return err
			}
			next := make(chan reading, 1)
			next <- r.read(ctx, [][]byte{b}, &doc)
			r.pending = append(r.pending, next)
		}
		return r.drain(ctx, 0, lines, packed, cards, tell, bad)
	}
	r.pending = append(r.pending, done)
	seats <- struct{}{}
	go func() {
		defer func() { <-seats }()
		done <- r.read(ctx, list, &doc)
	}()
	return r.drain(ctx, 2*cap(seats), lines, packed, cards, tell, bad)
}

func (r *reader) FinishBundle(ctx context.Context, lines, packed, cards, tell emits, bad emit) error {
	return r.drain(ctx, 0, lines, packed, cards, tell, bad)
}

// drain hands on what is read until no more than so many are under way.
func (r *reader) drain(ctx context.Context, left int, lines, packed, cards, tell emits, bad emit) error {
	for len(r.pending) > left {
		got := <-r.pending[0]
		r.pending = r.pending[1:]
		if got.err != nil {
			return got.err
		}
		wereRead.Inc(ctx, got.was)
		wereLent.Inc(ctx, got.lent)
		readBad.Inc(ctx, int64(len(got.bad)))
		for _, b := range got.bad {
			bad(b)
		}
		for i := range got.entries {
			got.entries[i].give(lines, packed, cards, tell)
		}
	}
	return nil
}

// read reads the first of some reports, unless doc has what was read, and gives it to all.
func (r *reader) read(ctx context.Context, list [][]byte, doc **assay.Doc) (got reading) {
	defer run("reading")()
	for _, raw := range list {
		var p page
		plain, err := swell(raw)
		if err == nil {
			err = read(plain, p.code)
		}
		if err != nil {
			return reading{err: err}
		}
		err = guarded(func() error {
			if *doc == nil {
				one := assay.NewDoc(p.bare())
				if err := pipeline.Annotate(ctx, one, r.stages()); err != nil {
					return err
				}
				*doc = one
				got.was++
			} else {
				got.lent++
			}
			mine := **doc
			mine.Report, mine.States = &p.report, assay.States{}
			mine.Problems = slices.Concat(p.problems, mine.Problems)
			e, err := entryOf(&mine)
			if err == nil {
				got.entries = append(got.entries, e)
			}
			return err
		})
		if ctx.Err() != nil {
			return reading{err: ctx.Err()}
		}
		if err != nil {
			record := p.report.Record
			got.bad = append(got.bad, poison{"reading", p.report.Path, &record, err.Error()}.bytes())
		}
	}
	// What was counted as read or lent and then failed is poison alone.
	got.was, got.lent = min(got.was, int64(len(got.entries))), int64(len(got.entries))-min(got.was, int64(len(got.entries)))
	return got
}

func (r *reader) stages() []assay.Stage {
	if r.Fast {
		return stages[1]()
	}
	return stages[0]()
}

// entryOf returns a report in the forms in which steps hand it on, as a ledger gives it back.
func entryOf(doc *assay.Doc) (e entry, err error) {
	var line bytes.Buffer
	if err := ledger.EncodeReport(&line, doc); err != nil {
		return e, err
	}
	var l ledger.ReportLine
	if err := json.Unmarshal(line.Bytes(), &l); err != nil {
		return e, err
	}
	kept, err := l.Doc()
	if err != nil {
		return e, err
	}
	// What copies and estimates look at and the line does not carry.
	kept.Names = doc.Names
	used := map[assay.Span]bool{}
	for i := range doc.Figures {
		used[doc.Figures[i].Quantity.Span] = true
	}
	for i := range doc.Quantities {
		if sp := doc.Quantities[i].Span; !used[sp] {
			kept.Quantities = append(kept.Quantities, assay.Quantity{Span: sp, Head: -1})
		}
	}
	slices.SortStableFunc(kept.Quantities, func(a, b assay.Quantity) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return entry{doc.ID, squeeze(line.Bytes()), squeeze(copies.Pack(kept)), copies.NewCard(kept).Bytes(), estimate.Read(kept).Bytes()}, nil
}

func init() {
	register.Function4x1(readShard)
	register.Function4x1(pickReport)
	register.DoFn8x1[context.Context, []byte, values, emits, emits, emits, emits, emit, error](&reader{})
}

package main

import (
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"assay"
	"assay/copies"
	"assay/digest"
	"assay/estimate"
	"assay/ingest"
	"assay/ingest/records"
	"assay/lang"
	"assay/ledger"
	"assay/origin"
	"assay/page"
	"assay/pipeline"
	"assay/place"
	"assay/quantity"
	"assay/screen"
)

// readFlags are the flags of every command that reads reports from files.
type readFlags struct {
	readingFlags
	mapFlag
	Paths []string `arg:"" name:"path" help:"Files or folders; - is standard input."`
}

// readingFlags are the flags of every command that reads reports, wherever they come from.
type readingFlags struct {
	gazetteerFlag
	readerFlag
	Published *string `placeholder:"DATE" help:"Publication date of reports that carry none: 2018-02-04, 2018-02 or 2018."`
	Jobs      int     `short:"j" aliases:"workers" placeholder:"N" help:"How many reports to read at once; one for each processor by default."`
}

// mapFlag is the flag of every command that reads records.
type mapFlag struct {
	Map records.Map `placeholder:"FIELD=KEY,…" help:"Where records of JSON and rows of tables have what: text=body,date=pubDate. Fields are text, title, url, date, modified, publisher, author, language and section."`
}

// readerFlag is the flag of every command that reads or measures reading.
type readerFlag struct {
	Reader string `enum:"careful,fast" default:"careful" help:"careful, or fast, which reads several times as much in the same time and understands less."`
}

func (r readerFlag) reader() lang.Reader { return lang.Reader(slices.Index(lang.Readers[:], r.Reader)) }

// outputFlag is the flag of every command that prints results.
type outputFlag struct {
	Output string `short:"o" placeholder:"FILE" help:"Write to FILE instead of standard output."`
}

// vagueFlag is the flag of every command that keeps or shows numbers it reads.
type vagueFlag struct {
	Vague string `default:"literal" placeholder:"TABLE" help:"What vague words of number mean: literal, survey, acled, or a JSON file; ${default} by default."`
}

// options are those of the stages.
func (v vagueFlag) options() (pipeline.Options, error) {
	table, ok := quantity.NamedTable(v.Vague)
	if !ok {
		raw, err := os.ReadFile(v.Vague)
		if err != nil {
			return pipeline.Options{}, usagef("--vague: %w%s", cannotRead(v.Vague, err), didYouMean(v.Vague, quantity.TableNames[:]))
		}
		if table, err = quantity.ParseTable(raw); err != nil {
			return pipeline.Options{}, usagef("--vague: %s: %w", v.Vague, err)
		}
	}
	return pipeline.Options{Quantity: quantity.Options{Table: table}}, nil
}

// estimateFlags are the flags of every command that shows estimates.
type estimateFlags struct {
	EstimateBy string `enum:"origins,ucdp,acled,idmc,median,latest" default:"origins" help:"The rule by which low, best and high are chosen: origins, ucdp, acled, idmc, median or latest."`
	AsOf       string `help:"Estimates as they stood on that day, from the reports that had appeared by then: 2018-02-04, 2018-02 or 2018." placeholder:"DATE"`
	Families   string `placeholder:"FILE" help:"Which outlets are of one house: a JSON file in place of the built-in table."`
}

// estimating returns the options of estimates; the zero ones where nothing else is asked for.
func (e estimateFlags) estimating() (opt estimate.Options, err error) {
	if e.EstimateBy != estimate.RuleNames[0] {
		opt.Rule = e.EstimateBy
	}
	if e.Families != "" {
		raw, err := os.ReadFile(e.Families)
		if err != nil {
			return opt, usagef("--families: %w", cannotRead(e.Families, err))
		}
		if opt.Origins.Families, err = origin.ParseFamilies(raw); err != nil {
			return opt, usagef("--families: %s: %w", e.Families, err)
		}
	}
	if e.AsOf == "" {
		return opt, nil
	}
	if opt.AsOf, err = assay.ParseDate(e.AsOf); err != nil || opt.AsOf.Year == 0 {
		return opt, usagef("--as-of %s: is no day of a known year; write it as 2018-02-04, 2018-02 or 2018", e.AsOf)
	}
	return opt, nil
}

// namesFlag is the flag of every command that shows persons.
type namesFlag struct {
	Names bool `help:"Show persons without a public office by name, not by role."`
}

type readCmd struct {
	readFlags
	outputFlag
	namesFlag
	vagueFlag
	estimateFlags
	Format  string `enum:"text,json,html" default:"text" help:"text, json or html."`
	All     bool   `help:"With --format text: every row, not only what fits on a screen."`
	Explain bool   `help:"With --format text: how each estimate came about, in sentences."`
}

func (r *readCmd) Run(c *console) error {
	opt, err := r.options()
	if err != nil {
		return err
	}
	estimating, err := r.estimating()
	if err != nil {
		return err
	}
	date, stages, err := r.prepare("", opt)
	if err != nil {
		return err
	}
	deliver := c.output
	if r.Format == "text" {
		deliver = c.text
	}
	return deliver(r.Output, func(w io.Writer) error {
		var run screen.Run
		for doc := range r.docs(c, stages, date, nil) {
			run.Docs = append(run.Docs, doc)
			if r.Format == "json" {
				if err := ledger.EncodeReport(w, doc); err != nil {
					return err
				}
			}
		}
		if len(run.Docs) == 0 {
			return errNothing
		}
		putTogether(&run, estimating)
		switch r.Format {
		case "text":
			opt := digest.Options{Names: r.Names, All: r.All, Explain: r.Explain}
			opt.Width, opt.Color = c.style(r.Output)
			return digest.Write(w, run, opt)
		case "html":
			return page.Write(w, run, page.Options{Names: r.Names})
		}
		return ledger.EncodeRest(w, run.Docs, run.Stories, run.Events, run.Estimates)
	})
}

// putTogether does what needs more than one report.
func putTogether(run *screen.Run, opt estimate.Options) {
	run.Stories = copies.Stories(run.Docs, copies.Options{})
	run.Events, run.Estimates = estimate.All(run.Docs, run.Stories, opt)
}

// The years in which a report can have appeared, the same that are believed of
// dates in reports.
const (
	firstYear = 1600
	lastYear  = 2200
)

// date is the publication date that was given; unknown if none was.
func (r *readingFlags) date() (assay.Date, error) {
	if r.Published == nil {
		return assay.Date{}, nil
	}
	const form = "write it as 2018-02-04, 2018-02 or 2018"
	d, err := assay.ParseDate(*r.Published)
	switch {
	case *r.Published == "":
		return d, usagef("--published: names no date; %s", form)
	case err != nil:
		return d, usagef("--published %s: is no date; %s", *r.Published, form)
	case d.Year == 0: // a report whose own date lacks the year could not be told from others
		return d, usagef("--published %s: names no year; %s", *r.Published, form)
	case d.Year < firstYear || d.Year > lastYear:
		return d, usagef("--published %s: no report appeared in that year; from %d to %d; %s", *r.Published, firstYear, lastYear, form)
	}
	return d, nil
}

// prepare returns the publication date that was given, and the stages with opt, the
// reader and the gazetteer that stands beside a ledger, or that was named.
func (r *readingFlags) prepare(ledger string, opt pipeline.Options) (assay.Date, []assay.Stage, error) {
	date, err := r.date()
	if err != nil {
		return date, nil, err
	}
	if r.Jobs < 0 {
		return date, nil, usagef("--jobs %d: must be 1 or more; 0 is one for each processor", r.Jobs)
	}
	gaz, err := r.open(ledger)
	opt.Place, opt.Lang = place.Options{Gazetteer: gaz}, lang.Options{Reader: r.reader()}
	return date, pipeline.Default(opt), err
}

// docs reads and annotates the reports, each once; what cannot be read is
// complained of. Reports that skip wants are not annotated.
func (r *readFlags) docs(c *console, stages []assay.Stage, published assay.Date, skip func(*assay.Report) bool) iter.Seq[*assay.Doc] {
	c.progress.expect(r.Paths)
	items := ingest.Read(c.ctx, r.Paths, ingest.Options{Published: published, Map: r.Map, Stdin: c.stdin, Note: c.note})
	seen := map[assay.ReportID]string{}
	once := func(yield func(ingest.Item) bool) {
		for item := range items {
			if rep := item.Report; rep != nil && item.Err == nil {
				if first, twice := seen[rep.ID]; twice {
					c.note(fmt.Sprintf("%s: the same bytes as %s; counted once", item.Path, first))
					continue
				}
				seen[rep.ID] = item.Path
				if skip != nil && skip(rep) {
					c.progress.skip(len(rep.Raw))
					continue
				}
			}
			if !yield(item) {
				return
			}
		}
	}
	return func(yield func(*assay.Doc) bool) {
		for res := range pipeline.Run(c.ctx, once, stages, r.Jobs) {
			if res.Err != nil {
				c.progress.step(0)
				c.complain(res.Err)
				continue
			}
			c.progress.step(len(res.Doc.Raw))
			c.doubts(res.Doc)
			if !yield(light(res.Doc)) {
				return
			}
		}
		if err := c.ctx.Err(); err != nil {
			c.complain(fmt.Errorf("interrupted; what was read before is shown"))
		}
	}
}

// light returns doc without what nothing needs once it is read: the bytes as
// they came, and the tokens and their states, which take more room than all the rest.
func light(doc *assay.Doc) *assay.Doc {
	rep := *doc.Report
	rep.Raw, rep.Offsets = nil, nil
	doc.Report, doc.Tokens, doc.States = &rep, nil, assay.States{}
	return doc
}

// doubts says what of a report could not be read, though the rest was. That it
// is in another language, or that its encoding had to be guessed, is only worth
// a note: nothing went wrong.
func (c *console) doubts(doc *assay.Doc) {
	for _, p := range doc.Problems {
		switch {
		case p.Note:
			c.note(doc.Path + ": " + p.Err)
		case p.Stage == "lang" && doc.Language != "" && doc.Language != "en":
			c.note(fmt.Sprintf("%s: %s; what does not need it was read", doc.Path, p.Err))
		case p.Stage != "ingest":
			c.complain(fmt.Errorf("%s: %s: %s; what does not need it was read", doc.Path, p.Stage, p.Err))
		case strings.HasPrefix(p.Err, "encoding guessed"):
			c.note(doc.Path + ": " + p.Err)
		default:
			c.complain(fmt.Errorf("%s: %s", doc.Path, p.Err))
		}
	}
}

type copiesCmd struct {
	readFlags
	outputFlag
	namesFlag
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

func (r *copiesCmd) Run(c *console) error {
	date, stages, err := r.prepare("", pipeline.Options{})
	if err != nil {
		return err
	}
	deliver := c.output
	if r.Format == "text" {
		deliver = c.text
	}
	return deliver(r.Output, func(w io.Writer) error {
		// Cleaning is enough to find copies; what was changed in them is told
		// from claims and quantities, and only they are read in full.
		var run screen.Run
		for doc := range r.docs(c, stages[:1], date, nil) {
			run.Docs = append(run.Docs, doc)
		}
		if len(run.Docs) == 0 {
			return errNothing
		}
		r.readInFull(c, run.Docs, copies.Stories(run.Docs, copies.Options{}), stages)
		run.Stories = copies.Stories(run.Docs, copies.Options{})
		if r.Format == "json" {
			return ledger.EncodeRest(w, run.Docs, run.Stories, nil, nil)
		}
		opt := digest.Options{Names: r.Names}
		opt.Width, _ = c.style(r.Output)
		return digest.Copies(w, run, opt)
	})
}

// readInFull reads those of docs again that share a story with another.
func (r *copiesCmd) readInFull(c *console, docs []*assay.Doc, stories []assay.Story, stages []assay.Stage) {
	shared := map[assay.ReportID]bool{}
	for _, st := range stories {
		for _, l := range st.Links {
			shared[l.From], shared[l.To] = true, true
		}
	}
	items := func(yield func(ingest.Item) bool) {
		for _, doc := range docs {
			if shared[doc.ID] && !yield(ingest.Item{Report: doc.Report, Path: doc.Path}) {
				return
			}
		}
	}
	full := map[assay.ReportID]*assay.Doc{}
	for res := range pipeline.Run(c.ctx, items, stages, r.Jobs) {
		c.progress.step(0)
		if res.Err != nil {
			c.complain(res.Err)
			continue
		}
		c.doubts(res.Doc)
		full[res.Doc.ID] = light(res.Doc)
	}
	for i, doc := range docs {
		if f := full[doc.ID]; f != nil {
			docs[i] = f
		}
	}
}

type diffCmd struct {
	readFlags
	outputFlag
	namesFlag
}

func (r *diffCmd) Run(c *console) error {
	date, stages, err := r.prepare("", pipeline.Options{})
	if err != nil {
		return err
	}
	return c.text(r.Output, func(w io.Writer) error {
		var docs []*assay.Doc
		for doc := range r.docs(c, stages, date, nil) {
			docs = append(docs, doc)
		}
		switch {
		case len(docs) == 2:
		case c.failed:
			return errNothing
		default:
			return usagef("diff: compares two reports; here are %d", len(docs))
		}
		link, related := copies.Compare(docs[0], docs[1], copies.Options{})
		from, to := docs[0], docs[1]
		if link.From != from.ID {
			from, to = to, from
		}
		opt := digest.Options{Names: r.Names}
		opt.Width, _ = c.style(r.Output)
		return digest.Diff(w, &link, related, from, to, opt)
	})
}

package ledger

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
)

// A Line is one line of a ledger read back. One of Doc, Story, Event and Estimate is
// set. The Doc has no Tokens and no Names, no Raw bytes, and only those
// Quantities that are figures: the JSON form does not carry the others.
type Line struct {
	Number   int // in the input, counted from 1
	Doc      *assay.Doc
	Story    *assay.Story
	Event    *assay.Occurrence // without its Questions, which are those of its estimates
	Estimate *assay.Estimate
}

// Decode reads a ledger line by line. A line that is no ledger line, that refers
// to what is not there, or whose spans do not quote the text, comes as an error
// that names the line; the lines after it are read all the same. An error of r
// ends the lines.
func Decode(r io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		br := bufio.NewReader(r)
		for n := 1; ; n++ {
			raw, err := br.ReadBytes('\n')
			if raw = bytes.TrimSpace(raw); len(raw) > 0 {
				line, err := decodeLine(raw)
				line.Number = n
				if err != nil {
					line, err = Line{Number: n}, fmt.Errorf("ledger: line %d: %w", n, err)
				}
				if !yield(line, err) {
					return
				}
			}
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(Line{Number: n}, fmt.Errorf("ledger: line %d: %w", n, err))
				return
			}
		}
	}
}

func decodeLine(raw []byte) (line Line, err error) {
	var head struct {
		Ledger                         int
		Report, Story, Event, Estimate json.RawMessage
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return line, fmt.Errorf("%w: not JSON: %v", assay.ErrInvalid, err)
	}
	if err := checkVersion(head.Ledger); err != nil {
		return line, err
	}
	switch has := [4]bool{head.Report != nil, head.Story != nil, head.Event != nil, head.Estimate != nil}; has {
	case [4]bool{true, false, false, false}:
		var rl ReportLine
		if err := json.Unmarshal(raw, &rl); err != nil {
			return line, fmt.Errorf("%w: %v", assay.ErrInvalid, err)
		}
		line.Doc, err = rl.Doc()
	case [4]bool{false, true, false, false}:
		var sl StoryLine
		if err := json.Unmarshal(raw, &sl); err != nil {
			return line, fmt.Errorf("%w: %v", assay.ErrInvalid, err)
		}
		line.Story, err = sl.story()
	case [4]bool{false, false, true, false}:
		var ol OccurrenceLine
		if err := json.Unmarshal(raw, &ol); err != nil {
			return line, fmt.Errorf("%w: %v", assay.ErrInvalid, err)
		}
		if ol.Event == nil {
			return line, fmt.Errorf("%w: \"event\" is null", assay.ErrInvalid)
		}
		line.Event, err = ol.Event.Occurrence()
	case [4]bool{false, false, false, true}:
		var el EstimateLine
		if err := json.Unmarshal(raw, &el); err != nil {
			return line, fmt.Errorf("%w: %v", assay.ErrInvalid, err)
		}
		line.Estimate, err = el.estimate()
	default:
		err = fmt.Errorf("%w: a line has exactly one of report, story, event, estimate", assay.ErrInvalid)
	}
	return line, err
}

func checkVersion(v int) error {
	switch {
	case v == 0:
		return fmt.Errorf("%w: no ledger line: \"ledger\" is missing", assay.ErrInvalid)
	case v > Version:
		return fmt.Errorf("%w: ledger version %d is newer than this program, which reads up to %d; use a newer assay", assay.ErrInvalid, v, Version)
	case v < Version:
		return fmt.Errorf("%w: ledger version %d", assay.ErrInvalid, v)
	}
	return nil
}

// Doc reads the line back. See [Line] for what a Doc that was read back lacks.
func (line *ReportLine) Doc() (*assay.Doc, error) {
	if line.Report == nil {
		return nil, fmt.Errorf("%w: \"report\" is null", assay.ErrInvalid)
	}
	d := &reportDecoder{line: line}
	d.report()
	d.index()
	for _, r := range line.Regions {
		kind := assay.RegionKind(oneOf(d, "region kind", assay.RegionKinds[:], r.Kind))
		sp := d.quote(&r.Quote)
		d.doc.Regions = append(d.doc.Regions, assay.Region{Span: sp, Kind: kind})
		if r.Language != "" {
			d.doc.Foreign = append(d.doc.Foreign, assay.Foreign{Span: sp, Language: r.Language})
		}
	}
	for _, o := range line.Sentences {
		d.doc.Sentences = append(d.doc.Sentences, d.span(o))
	}
	d.mentions()
	d.statements()
	for _, p := range line.Problems {
		d.doc.Problems = append(d.doc.Problems, assay.Problem{Stage: p.Stage, Err: p.Error, Note: p.Note})
	}
	if d.err != nil {
		return nil, d.err
	}
	return d.doc, nil
}

// A reportDecoder keeps the first thing that is wrong with a line.
type reportDecoder struct {
	line *ReportLine
	doc  *assay.Doc
	ids  map[string]int // id -> position in its list
	err  error
}

func (d *reportDecoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("%w: "+format, append([]any{assay.ErrInvalid}, args...)...)
	}
}

func (d *reportDecoder) report() {
	r := d.line.Report
	id, err := assay.ParseReportID(r.ID)
	if err != nil {
		d.fail("report id %q", r.ID)
	}
	rep := &assay.Report{
		ID: id, Format: r.Format, Text: r.Text, Path: r.Path,
		URL: value(r.URL), Publisher: value(r.Publisher), Title: value(r.Title), Author: value(r.Author),
		Section: r.Section, Declared: r.Declared,
	}
	if r.Modified != "" {
		rep.Modified = d.date(&r.Modified)
	}
	if f := r.Found; f != nil {
		rep.Found = assay.Found{URL: f.URL, Publisher: f.Publisher, Title: f.Title, Author: f.Author, Published: f.Published, Modified: f.Modified, Section: f.Section, Declared: f.Declared}
	}
	if r.Record != nil {
		rep.Record = assay.Record(*r.Record)
	}
	appeared := assay.Published{Date: d.date(r.Published), From: value(r.PublishedFrom)}
	if appeared.Date.IsZero() {
		appeared.From = ""
	}
	if appeared.From != "text" { // what the text gives away is not the report's own
		rep.Published = appeared
	}
	if r.Fetched != "" {
		if rep.Fetched, err = time.Parse(time.RFC3339, r.Fetched); err != nil {
			d.fail("fetched %q", r.Fetched)
		}
	}
	d.doc = assay.NewDoc(rep)
	d.doc.Appeared = appeared
	d.doc.Language = value(r.Language)
}

// index notes where each id stands, so that references may point ahead.
func (d *reportDecoder) index() {
	d.ids = map[string]int{}
	note := func(letter byte, i int, id string) {
		if _, dup := d.ids[id]; dup || id == "" || id[0] != letter {
			d.fail("id %q in the list of %c", id, letter)
			return
		}
		d.ids[id] = i
	}
	for i := range d.line.Actors {
		note('a', i, d.line.Actors[i].ID)
	}
	for i := range d.line.Places {
		note('p', i, d.line.Places[i].ID)
	}
	for i := range d.line.Times {
		note('t', i, d.line.Times[i].ID)
	}
	for i := range d.line.Sources {
		note('s', i, d.line.Sources[i].ID)
	}
	for i := range d.line.Claims {
		note('c', i, d.line.Claims[i].ID)
	}
	for i := range d.line.Figures {
		note('f', i, d.line.Figures[i].ID)
	}
}

func (d *reportDecoder) span(o Offsets) assay.Span {
	sp := assay.Span{Start: o[0], End: o[1]}
	if err := sp.Check(d.doc.Text); err != nil {
		d.fail("span %v in a text of %d bytes", sp, len(d.doc.Text))
		return assay.Span{}
	}
	return sp
}

func (d *reportDecoder) quote(q *Quote) assay.Span {
	if q == nil {
		return assay.Span{}
	}
	sp := d.span(q.Span)
	if d.err == nil && sp.In(d.doc.Text) != q.Text {
		d.fail("span %v is %.40q in the text, not %.40q", sp, sp.In(d.doc.Text), q.Text)
	}
	return sp
}

func (d *reportDecoder) date(s *string) assay.Date {
	if s == nil {
		return assay.Date{}
	}
	date, err := assay.ParseDate(*s)
	if err != nil {
		d.fail("date %q", *s)
	}
	return date
}

func (d *reportDecoder) time(s *string) time.Time {
	t, err := parseDay(s)
	if err != nil {
		d.fail("time %q", *s)
	}
	return t
}

func oneOf(d *reportDecoder, what string, names []string, s string) int {
	for i, n := range names {
		if n == s {
			return i
		}
	}
	d.fail("%s %q", what, s)
	return 0
}

func lookup[T any](d *reportDecoder, letter byte, id *string) (r assay.Ref[T]) {
	if id == nil {
		return r
	}
	i, ok := d.ids[*id]
	if !ok || (*id)[0] != letter {
		d.fail("reference %q leads nowhere", *id)
		return r
	}
	return assay.RefTo[T](i)
}

func lookups[T any](d *reportDecoder, letter byte, ids []string) (list []assay.Ref[T]) {
	for i := range ids {
		list = append(list, lookup[T](d, letter, &ids[i]))
	}
	return list
}

func (sl *StoryLine) story() (*assay.Story, error) {
	if sl.Story == nil {
		return nil, fmt.Errorf("%w: \"story\" is null", assay.ErrInvalid)
	}
	return sl.Story.Story()
}

// Story reads the item back.
func (item *StoryItem) Story() (*assay.Story, error) {
	st := &assay.Story{ID: item.ID, Agency: value(item.Agency)}
	err := checkID("st", item.ID)
	id := func(s string) assay.ReportID {
		id, e := assay.ParseReportID(s)
		err = errors.Join(err, e)
		return id
	}
	span := func(o Offsets) assay.Span {
		if o[0] < 0 || o[1] < o[0] {
			err = errors.Join(err, fmt.Errorf("%w: span %v", assay.ErrInvalid, o))
		}
		return assay.Span{Start: o[0], End: o[1]}
	}
	for _, r := range item.Reports {
		st.Reports = append(st.Reports, id(r))
	}
	if item.Earliest != nil {
		st.Earliest = id(*item.Earliest)
	}
	for _, li := range item.Links {
		l := assay.Link{From: id(li.From), To: id(li.To), Relation: li.Relation, Containment: li.Containment,
			Resemblance: li.Resemblance, Why: li.Why}
		for _, q := range li.Cut {
			l.Cut = append(l.Cut, span(q.Span))
		}
		for _, q := range li.Added {
			l.Added = append(l.Added, span(q.Span))
		}
		for _, pi := range li.Passages {
			p := assay.Passage{From: span(pi.From), To: span(pi.To)}
			for _, ei := range pi.Edits {
				p.Edits = append(p.Edits, assay.Edit{Op: ei.Op, Kind: ei.Kind, From: span(ei.From), To: span(ei.To)})
			}
			l.Passages = append(l.Passages, p)
		}
		st.Links = append(st.Links, l)
	}
	return st, err
}

// Occurrence returns the event of a line that was read back.
func (it *OccurrenceItem) Occurrence() (*assay.Occurrence, error) {
	occ := &assay.Occurrence{ID: it.ID, Type: value(it.Type), Mode: value(it.Mode), Place: value(it.Place), Background: it.Background, Of: value(it.Of)}
	for _, c := range it.Country {
		occ.Countries = append(occ.Countries, assay.Alpha2(c))
	}
	err := checkID("occ", it.ID)
	if err == nil && it.Of != nil {
		err = checkID("occ", *it.Of)
	}
	fail := func(e error) {
		if err == nil {
			err = e
		}
	}
	var e error
	occ.Begin, e = parseDay(it.Begin)
	fail(e)
	occ.End, e = parseDay(it.End)
	fail(e)
	id := func(s string) assay.ReportID {
		report, e := assay.ParseReportID(s)
		fail(e)
		return report
	}
	at := map[assay.ReportID]int{}
	for _, s := range it.Reports {
		report := id(s)
		at[report] = len(occ.Tellings)
		occ.Tellings = append(occ.Tellings, assay.Telling{Report: report})
	}
	for _, m := range it.Mentions {
		k, ok := at[id(m.Report)]
		if !ok {
			fail(fmt.Errorf("%w: event %s is told by %s, which is none of its reports", assay.ErrInvalid, it.ID, m.Report))
			break
		}
		t := &occ.Tellings[k]
		if len(m.Figures) == 0 && m.Event != nil {
			r, e := numbered[assay.Event]("e", m.Event)
			fail(e)
			t.Events = append(t.Events, r)
		}
		for i := range m.Figures {
			r, e := numbered[assay.Figure]("f", &m.Figures[i])
			fail(e)
			t.Figures = append(t.Figures, r)
		}
	}
	for _, r := range it.Why {
		occ.Why = append(occ.Why, assay.Reason{From: id(r.From), To: id(r.To), Why: r.Why})
	}
	if err != nil {
		return nil, err
	}
	return occ, nil
}

func (el *EstimateLine) estimate() (*assay.Estimate, error) {
	if el.Estimate == nil {
		return nil, fmt.Errorf("%w: \"estimate\" is null", assay.ErrInvalid)
	}
	return el.Estimate.Estimate()
}

// Estimate returns the estimate of a line that was read back.
func (it *EstimateItem) Estimate() (*assay.Estimate, error) {
	q := it.Question
	est := &assay.Estimate{
		Question: assay.Question{Action: assay.Action(q.Action), Counted: value(q.Counted), Unit: value(q.Unit), Place: value(q.Place)},
		ID:       it.ID, Event: value(it.Event), Sentence: value(it.Sentence), Of: value(it.Of), Low: it.Low, Best: it.Best, High: it.High, Rule: it.Rule,
		Origins: assay.Origins{Min: it.Origins.Min, Max: it.Origins.Max}, Conflict: it.Conflict, Ruled: ruled(it.Ruled),
	}
	var errs [5]error
	if it.AsOf != nil {
		est.AsOf, errs[4] = assay.ParseDate(*it.AsOf)
	}
	est.Question.Begin, errs[0] = parseDay(q.Begin)
	est.Question.End, errs[1] = parseDay(q.End)
	errs[2] = checkID("est", it.ID)
	if it.Of != nil {
		errs[3] = checkID("est", *it.Of)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	for i := range it.Series {
		en, err := it.Series[i].entry(len(it.Series))
		if err != nil {
			return nil, fmt.Errorf("series %d: %w", i, err)
		}
		est.Series = append(est.Series, en)
	}
	return est, nil
}

// bound returns how the words limit the number. Ledgers of before it was written say so
// by their numbers alone.
func (si *SeriesItem) bound() (assay.Bound, error) {
	if si.Bound == "" {
		switch {
		case si.Best.IsKnown():
			return assay.Exact, nil
		case si.Low.IsKnown() && si.High.IsKnown():
			return assay.Range, nil
		case si.High.IsKnown():
			return assay.AtMost, nil
		}
		return assay.AtLeast, nil
	}
	k := slices.Index(assay.Bounds[:], si.Bound)
	if k < 0 {
		return 0, fmt.Errorf("%w: bound %q", assay.ErrInvalid, si.Bound)
	}
	return assay.Bound(k), nil
}

func (si *SeriesItem) entry(n int) (en assay.Entry, err error) {
	en = assay.Entry{Origin: si.Origin, Named: si.Named, Own: si.Own, Family: value(si.Family), Side: si.Side, With: value(si.With), Low: si.Low, Best: si.Best, High: si.High, Status: si.Status, SupersededBy: -1}
	if en.Bound, err = si.bound(); err != nil {
		return en, err
	}
	if en.Evidence.Report, err = assay.ParseReportID(si.Report); err != nil {
		return en, err
	}
	if si.Circle != nil {
		if en.Circle, err = assay.ParseReportID(*si.Circle); err != nil {
			return en, err
		}
	}
	if en.Figure, err = numbered[assay.Figure]("f", si.Figure); err != nil {
		return en, err
	}
	for i := range si.Parts {
		part, err := numbered[assay.Figure]("f", &si.Parts[i])
		if err != nil {
			return en, err
		}
		en.Parts = append(en.Parts, part)
	}
	en.Less = si.Less
	if err := checkID("st", si.Story); err != nil {
		return en, err
	}
	en.Story = si.Story
	if si.Quote != nil {
		en.Evidence.Span, en.Evidence.Text = assay.Span{Start: si.Span[0], End: si.Span[1]}, si.Text
		if si.Span[0] < 0 || int64(si.Span[1])-int64(si.Span[0]) != int64(len(si.Text)) {
			return en, fmt.Errorf("%w: span %v does not fit %.40q", assay.ErrInvalid, si.Span, si.Text)
		}
	}
	if si.Published != nil {
		if en.Published, err = assay.ParseDate(*si.Published); err != nil {
			return en, err
		}
	}
	if by := si.SupersededBy; by != nil {
		if *by < 0 || *by >= n {
			return en, fmt.Errorf("%w: superseded by %d of %d", assay.ErrInvalid, *by, n)
		}
		en.SupersededBy = *by
	}
	return en, nil
}

// checkID refuses an id that is not a word with something behind it: "st3fa9c021".
// Lines of older ledgers, with running numbers there, are read too.
func checkID(word, id string) error {
	if rest, ok := strings.CutPrefix(id, word); !ok || rest == "" || strings.Trim(rest, "0123456789abcdef") != "" {
		return fmt.Errorf("%w: id %q is not of the form %s3fa9c021", assay.ErrInvalid, id, word)
	}
	return nil
}

// numbered reads an id that is a letter and a running number: "f3".
func numbered[T any](word string, id *string) (r assay.Ref[T], err error) {
	if id == nil {
		return r, nil
	}
	digits, ok := strings.CutPrefix(*id, word)
	n, err := strconv.ParseInt(digits, 10, 31)
	if !ok || err != nil || n < 1 {
		return r, fmt.Errorf("%w: id %q is not of the form %s1", assay.ErrInvalid, *id, word)
	}
	return assay.RefTo[T](int(n) - 1), nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func parseDay(s *string) (time.Time, error) {
	if s == nil {
		return time.Time{}, nil
	}
	layout := "2006-01-02"
	if len(*s) > len(layout) {
		layout = "2006-01-02T15:04:05Z"
	}
	t, err := time.Parse(layout, *s)
	if err != nil {
		return t, fmt.Errorf("%w: time %q", assay.ErrInvalid, *s)
	}
	return t, nil
}

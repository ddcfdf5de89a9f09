package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"

	"assay"
	"assay/lang"
	"assay/ledger"
	"assay/mask"
)

// A Batch is what became of some inputs.
type Batch struct {
	Docs   []*assay.Doc    // reports that were read, with their raw bytes where those are known
	Same   []*assay.Report // reports that are in the ledger, or come with Docs, byte for byte
	Failed []Failed        // what could not be read
}

// Failed is an input that could not be read.
type Failed struct {
	Path   string
	Raw    []byte // nil where there were no bytes
	Reason string
	From   assay.Provenance // of the bytes
}

// Added says what became of the reports given to [Store.Add] or [Store.Take].
type Added struct {
	New, Replaced, Unchanged int
}

// Versions names the stages, their versions and the ways in which they read, as kept
// with each report: "clean.6 lang.3:careful".
func Versions(stages []assay.Stage) string {
	var list []string
	for _, s := range stages {
		name := fmt.Sprintf("%s.%d", s.Name, s.Version)
		if s.Way != "" {
			name += ":" + s.Way
		}
		list = append(list, name)
	}
	return strings.Join(list, " ")
}

// readAs reports whether what was read by some stages, as [Versions] names them, need
// not be read by others: they are the same, or read more carefully.
func readAs(old, now string) bool {
	return old == now || old == strings.ReplaceAll(now, wayFast, wayCareful)
}

var wayFast, wayCareful = ":" + lang.Fast.String(), ":" + lang.Careful.String()

// ReadFast returns the ids of the reports that were read by the fast reader, in the
// order in which they came.
func (s *Store) ReadFast(ctx context.Context) (ids []string, err error) {
	_, _, err = sealedReports.eachRow(ctx, s.db, func(n int64, cells []any) error {
		if strings.Contains(entryOf(n, cells).stages+" ", wayFast+" ") {
			ids = append(ids, cells[0].(string))
		}
		return nil
	})
	return ids, s.explain(err)
}

// Has reports whether rep is in the ledger as these stages read it, or as they read
// it more carefully, and with the publication date that it has now, so that reading it
// again is no use. A damaged entry is of no use either. It may be asked while [Store.Take]
// writes, and then says what was there before.
func (s *Store) Has(ctx context.Context, rep *assay.Report, stages []assay.Stage) (bool, error) {
	old, err := s.entry(ctx, s.beside, rep.ID)
	if err != nil || old == nil || old.damaged || !readAs(old.stages, Versions(stages)) {
		return false, s.explain(err)
	}
	if rep.Published.Date.IsZero() {
		return true, nil
	}
	var line struct {
		Report struct {
			Published string
			From      string `json:"published_from"`
		}
	}
	if json.Unmarshal([]byte(old.line), &line) != nil {
		return false, nil
	}
	// A date that was given in part may have been completed by the text.
	kept, err := assay.ParseDate(line.Report.Published)
	both, agree := rep.Published.Date.Complete(kept)
	return err == nil && agree && both == kept && rep.Published.From == line.Report.From, nil
}

// Add takes docs, read by stages, into the ledger, all of them or none. A
// report that is there already, read by the same stages, stays as it is, even
// where the new reading knows no publication date and the old one does; one
// that was read by others, or with another date, is replaced. Stories move with
// what was added; see [Store.Settle] for what is left undone. Estimates are made
// when they are next asked for.
func (s *Store) Add(ctx context.Context, docs []*assay.Doc, stages []assay.Stage) (Added, error) {
	return s.Take(ctx, Batch{Docs: docs}, stages)
}

// Take is [Store.Add] for inputs of all kinds: it keeps the raw bytes, and puts
// into quarantine what could not be read.
func (s *Store) Take(ctx context.Context, b Batch, stages []assay.Stage) (added Added, err error) {
	versions := Versions(stages)
	err = s.transact(ctx, func(tx *txn) error {
		added = Added{}
		var came, changed []int64
		for _, doc := range b.Docs {
			before := added
			n, err := s.addOne(ctx, tx, doc, versions, &added)
			switch {
			case err != nil:
				return err
			case added.New > before.New:
				came = append(came, n)
				if s.Into != "" || s.Confidential {
					if err := tx.collect(ctx, doc.ID.String(), cmp.Or(s.Into, OpenCollection), s.Confidential); err != nil {
						return err
					}
				}
			case added.Replaced > before.Replaced:
				changed = append(changed, n)
			}
			if err := s.noteInput(ctx, tx, doc.Report, doc.Path); err != nil {
				return err
			}
		}
		for _, rep := range b.Same {
			if err := s.noteInput(ctx, tx, rep, rep.Path); err != nil {
				return err
			}
		}
		for _, f := range b.Failed {
			if err := s.noteFailed(ctx, tx, f); err != nil {
				return err
			}
		}
		if err := s.findStories(ctx, tx, came, changed); err != nil {
			return err
		}
		return s.layStoriesOf(ctx, tx, changed)
	})
	if err != nil {
		return Added{}, s.explain(err)
	}
	if s.came += added.New + added.Replaced; len(b.Docs) > 0 {
		_ = s.sweep(ctx) // what is left is swept by the next
	}
	return added, nil
}

// addOne adds doc, and returns the number of its entry if that was written. An
// entry that is damaged is replaced.
func (s *Store) addOne(ctx context.Context, tx *txn, doc *assay.Doc, versions string, added *Added) (n int64, err error) {
	old, err := s.entry(ctx, tx, doc.ID)
	if err != nil {
		return 0, err
	}
	if old != nil && !old.damaged {
		was, err := old.doc()
		if err != nil {
			return 0, err
		}
		doc = withPlace(doc, was.Report) // the same bytes in another place are no other report
		if old.stages == versions && (doc.Report.Published.Date.IsZero() && !was.Report.Published.Date.IsZero()) {
			added.Unchanged++
			return 0, nil
		}
	}
	return s.put(ctx, tx, doc, old, versions, added)
}

// withPlace returns doc as it was found where was was found.
func withPlace(doc *assay.Doc, was *assay.Report) *assay.Doc {
	rep := *doc.Report
	rep.Path, rep.Record, rep.Fetched = was.Path, was.Record, was.Fetched
	renamed := *doc
	renamed.Report = &rep
	return &renamed
}

// put writes the entry of doc in the place of old, which is nil for a new one,
// and returns its number; 0 if it stays as it is.
func (s *Store) put(ctx context.Context, tx *txn, doc *assay.Doc, old *entry, versions string, added *Added) (n int64, err error) {
	var line bytes.Buffer
	if err := ledger.EncodeReport(&line, doc); err != nil {
		return 0, err
	}
	marks, err := newMarks(doc)
	if err != nil {
		return 0, err
	}
	switch {
	case old != nil && !old.damaged && old.stages == versions && old.line == line.String():
		added.Unchanged++
		return 0, nil
	case old != nil:
		added.Replaced++
		n = old.n
	default:
		added.New++
		if n, err = tx.next(ctx, sealedReports); err != nil {
			return 0, err
		}
	}
	if err := s.putEntry(ctx, tx, n, doc, versions, marks, line.String()); err != nil {
		return 0, err
	}
	return n, s.keepTold(ctx, tx, n, marks, line.String())
}

// putEntry writes report n and its flat rows, masked as it is by itself; see
// [records.lay] for what its story adds.
func (s *Store) putEntry(ctx context.Context, tx *txn, n int64, doc *assay.Doc, versions, marks, line string) error {
	own := mask.Persons(doc)
	cast, err := json.Marshal(cast{Own: own})
	if err != nil {
		return err
	}
	err = tx.put(ctx, sealedReports, n, doc.ID.String(), null(doc.Path), null(doc.URL), null(doc.Publisher), null(doc.Title),
		null(doc.Appeared.Date.String()), null(doc.Language), versions, marks, line, string(cast))
	if err != nil {
		return err
	}
	return s.putRows(ctx, tx, n, doc, nil)
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// marks are what copies and estimates look at and the line does not carry.
type marks struct {
	// Quantities are those that no figure has: a number that was changed in a copy
	// is a changed number, figure or not.
	Quantities []assay.Span
	Names      []assay.Name
}

// newMarks writes down the marks of doc.
func newMarks(doc *assay.Doc) (string, error) {
	used := map[assay.Span]bool{}
	for i := range doc.Figures {
		used[doc.Figures[i].Quantity.Span] = true
	}
	var m marks
	for i := range doc.Quantities {
		if sp := doc.Quantities[i].Span; !used[sp] {
			m.Quantities = append(m.Quantities, sp)
		}
	}
	m.Names = doc.Names
	b, err := json.Marshal(m)
	return string(b), err
}

// setMarks puts the names into doc, and the quantities back among those of the
// figures, in text order. Ledgers of the first two versions have a list of
// quantities alone.
func setMarks(doc *assay.Doc, written string) error {
	var m marks
	to := any(&m)
	if strings.HasPrefix(written, "[") {
		to = &m.Quantities
	}
	if err := json.Unmarshal([]byte(written), to); err != nil {
		return fmt.Errorf("%w: marks of %s: %v", assay.ErrInvalid, doc.Path, err)
	}
	for _, n := range m.Names {
		if err := n.Span.Check(doc.Text); err != nil {
			return err
		}
	}
	doc.Names = m.Names
	for _, sp := range m.Quantities {
		if err := sp.Check(doc.Text); err != nil {
			return err
		}
		doc.Quantities = append(doc.Quantities, assay.Quantity{Span: sp, Head: -1})
	}
	sort.SliceStable(doc.Quantities, func(i, k int) bool { return doc.Quantities[i].Span.Start < doc.Quantities[k].Span.Start })
	return nil
}

// An entry is a report as the file holds it.
type entry struct {
	n                   int64
	stages, marks, line string
	persons             string // JSON, a cast
	damaged             bool   // not as it was written
}

// named are the persons whom a report names.
func (e *entry) named() []mask.Person {
	var c cast
	if json.Unmarshal([]byte(e.persons), &c) != nil {
		return nil
	}
	return c.Own
}

// doc reads the line, which is known to be that of a report, and so without the
// look at what it is that [ledger.Decode] takes first.
func (e *entry) doc() (*assay.Doc, error) {
	var line ledger.ReportLine
	if err := json.Unmarshal([]byte(e.line), &line); err != nil {
		return nil, fmt.Errorf("report %d: %w: not JSON: %v", e.n, assay.ErrInvalid, err)
	}
	if line.Ledger != ledger.Version {
		return nil, fmt.Errorf("report %d: %w: it has no line", e.n, assay.ErrInvalid)
	}
	doc, err := line.Doc()
	if err != nil {
		return nil, fmt.Errorf("report %d: %w", e.n, err)
	}
	return doc, setMarks(doc, e.marks)
}

// entryOf is the entry whose cells are those.
func entryOf(n int64, cells []any) *entry {
	return &entry{n: n, stages: cells[7].(string), marks: cells[8].(string), line: cells[lineColumn].(string), persons: cells[len(cells)-1].(string)}
}

// A querier is a database or a transaction on it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// entry returns the entry of a report; nil if there is none.
func (s *Store) entry(ctx context.Context, q querier, id assay.ReportID) (*entry, error) {
	var n int64
	err := q.QueryRowContext(ctx, "SELECT n FROM reports WHERE id = ?", id.String()).Scan(&n)
	if err != nil {
		return nil, ignore(err, sql.ErrNoRows)
	}
	cells, err := sealedReports.row(ctx, q, n)
	switch {
	case errors.Is(err, errAltered) || isDamaged(err) || err == nil && (cells == nil || cells[0] != id.String()):
		return &entry{n: n, damaged: true}, nil
	case err != nil:
		return nil, err
	}
	return entryOf(n, cells), nil
}

// docOf returns report n.
func (s *Store) docOf(ctx context.Context, q querier, n int64) (*assay.Doc, error) {
	if tx, ok := q.(*txn); ok && tx.docs[n] != nil {
		return tx.docs[n], nil
	}
	cells, err := sealedReports.row(ctx, q, n)
	switch {
	case errors.Is(err, errAltered) || isDamaged(err) || err == nil && cells == nil:
		return nil, s.damageOf(ctx, q, sealedReports, []int64{n}, false)
	case err != nil:
		return nil, err
	}
	return entryOf(n, cells).doc()
}

// docs returns the reports that are whole, with what persons said of their figures, and a Damage if others are not.
func (s *Store) docs(ctx context.Context, q querier) (docs []*assay.Doc, err error) {
	rulings, err := s.entryRulings(ctx, q, "")
	if err != nil {
		return nil, err
	}
	bad, lost, err := sealedReports.eachRow(ctx, q, func(n int64, cells []any) error {
		doc, err := entryOf(n, cells).doc()
		if err == nil {
			docs = append(docs, ruled(doc, rulings))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return docs, s.damageOf(ctx, q, sealedReports, bad, lost)
}

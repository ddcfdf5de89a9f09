package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/ledger"
)

// A Person is somebody whose name is to be erased.
type Person struct {
	words []string
	whole *regexp.Regexp // the whole name, whatever stands between its words
	each  *regexp.Regexp // one of its words
}

// NewPerson is the person of a name, of at least two words: one alone is that of too many.
func NewPerson(name string) (*Person, error) {
	p := &Person{words: strings.Fields(name)}
	if len(p.words) < 2 {
		return nil, fmt.Errorf("%w: %q: a person is erased by a name of two words or more, or by an id as %q", assay.ErrInvalid, name, "3fa9c021:a2")
	}
	var quoted []string
	for _, w := range p.words {
		quoted = append(quoted, regexp.QuoteMeta(w))
	}
	var err error
	if p.whole, err = regexp.Compile(`(?i)(?:` + strings.Join(quoted, `)(?:[^\pL]|&nbsp;){1,24}?(?:`) + `)`); err != nil {
		return nil, fmt.Errorf("%w: %q: %v", assay.ErrInvalid, name, err)
	}
	p.each = regexp.MustCompile(`(?i)` + strings.Join(quoted, `|`))
	return p, nil
}

// In reports whether the whole name stands in text.
func (p *Person) In(text string) bool {
	for _, at := range p.whole.FindAllStringIndex(text, -1) {
		if apartFrom(text, at) {
			return true
		}
	}
	return false
}

// Mask returns text with each word of the name, wherever it stands as a word, masked
// by as many bytes: "Xxxxx", which is read as a name is. Text that has not the
// whole name has the words of somebody else: that is for the caller to see.
func (p *Person) Mask(text string) string {
	b := []byte(text)
	for _, at := range p.each.FindAllStringIndex(text, -1) {
		if !apartFrom(text, at) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(text[at[0]:])
		for i := at[0]; i < at[1]; i++ {
			b[i] = 'x'
		}
		if unicode.IsUpper(first) {
			b[at[0]] = 'X'
		}
	}
	return string(b)
}

// apartFrom reports whether no letter stands right before or behind a stretch.
func apartFrom(text string, at []int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
	behind, _ := utf8.DecodeRuneInString(text[at[1]:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(behind)
}

// Naming returns what the reports that name a person were read from: those in whose
// bytes, line or path the name stands.
func (s *Store) Naming(ctx context.Context, p *Person) (list []*Source, err error) {
	ids, err := s.IDs(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range ids {
		id, err := assay.ParseReportID(name)
		if err != nil {
			return nil, err
		}
		e, err := s.entry(ctx, s.db, id)
		if err != nil {
			return nil, s.explain(err)
		}
		src, err := s.Source(ctx, name)
		switch {
		case err == nil && (p.In(string(src.Raw)) || p.In(src.Path) || p.In(src.From.Address)):
		case e != nil && p.In(e.line):
			if err != nil {
				return nil, err // it names the person and cannot be masked
			}
		default:
			continue
		}
		list = append(list, src)
	}
	return list, nil
}

// Mentioned reports whether a name stands in what persons wrote beside rulings, or in
// commands that the log has.
func (s *Store) Mentioned(ctx context.Context, p *Person) (bool, error) {
	list, err := column[string](ctx, s.db, "SELECT coalesce(why, '') || ' ' || coalesce(by, '') || ' ' || theirs || ' ' || coalesce(machine, '') FROM rulings")
	if err != nil || slices.ContainsFunc(list, p.In) {
		return err == nil, s.explain(err)
	}
	said, err := notes(ctx, s.db, p.In)
	return len(said) > 0, s.explain(err)
}

// A Masked is a report as it is read from bytes in which a person is masked.
type Masked struct {
	Was string // its id before
	Doc *assay.Doc
}

// EraseName puts reports that were read from masked bytes in the places of those they
// were made of, with the rulings on them, and destroys what the log states of these.
func (s *Store) EraseName(ctx context.Context, p *Person, list []Masked, stages []assay.Stage) (e Erased, err error) {
	for _, m := range list {
		var b strings.Builder
		if err := ledger.EncodeReport(&b, m.Doc); err != nil {
			return e, err
		}
		if p.In(b.String()) || p.In(string(m.Doc.Raw)) {
			return e, s.explain(fmt.Errorf("%w: %s: the name stands in its bytes in a way that cannot be masked; erase the report", assay.ErrInvalid, m.Was))
		}
	}
	done, err := s.overwriting(ctx)
	if err != nil {
		return e, s.explain(err)
	}
	defer done()
	versions := Versions(stages)
	err = s.transact(ctx, func(tx *txn) error {
		e = Erased{}
		if err := isMade(ctx, tx, madeErasure, 0); err != nil {
			return err
		}
		was := make([]string, len(list))
		for i, m := range list {
			was[i] = m.Was
		}
		erased, err := notesOn(ctx, tx, was)
		if err != nil {
			return err
		}
		named, err := notes(ctx, tx, p.In)
		if err != nil {
			return err
		}
		erased = append(erased, named...)
		ofRow, ofReport := map[string][]int64{}, map[string][]int64{} // entries of the log
		err = eachStated(ctx, tx, func(n int64, st *statement) error {
			row := fmt.Sprint(st.Table, " ", st.Row)
			ofRow[row], ofReport[st.Report] = append(ofRow[row], n), append(ofReport[st.Report], n)
			return nil
		})
		if err != nil {
			return err
		}
		before := func(t *sealed, n int64) error { // what the log has of a row that is written anew
			erased = append(erased, ofRow[fmt.Sprint(t.name, " ", n)]...)
			return nil
		}
		for _, m := range list {
			list, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", m.Was)
			if err != nil {
				return err
			}
			if len(list) != 1 {
				return fmt.Errorf("%w: no report %s", assay.ErrNotFound, m.Was)
			}
			erased = append(erased, ofReport[m.Was]...)
			if err := before(sealedReports, list[0]); err != nil {
				return err
			}
			if _, err := s.put(ctx, tx, m.Doc, &entry{n: list[0], damaged: true}, versions, &Added{}); err != nil {
				return err
			}
			if err := tx.exec(ctx, "UPDATE collected SET report = ? WHERE report = ?", m.Doc.ID.String(), m.Was); err != nil {
				return err
			}
			if err := s.maskInputs(ctx, tx, p, m, before); err != nil {
				return err
			}
			if err := s.maskRulings(ctx, tx, p, m, before); err != nil {
				return err
			}
			e.Reports++
		}
		if err := s.maskReasons(ctx, tx, p, before); err != nil {
			return err
		}
		if _, err := s.forgetStories(ctx, tx); err != nil {
			return err
		}
		if err := errors.Join(isMade(ctx, tx, madeCopies, 0), isMade(ctx, tx, madeEstimates, 0)); err != nil {
			return err
		}
		return s.destroy(ctx, tx, erased, &e)
	})
	if err != nil {
		return e, s.explain(err)
	}
	return e, s.explain(s.scour(ctx))
}

// maskInputs has the inputs of a report lead to the masked one.
func (s *Store) maskInputs(ctx context.Context, tx *txn, p *Person, m Masked, before func(*sealed, int64) error) error {
	inputs, err := numbers(ctx, tx, "SELECT n FROM inputs WHERE report = ? ORDER BY n", m.Was)
	if err != nil {
		return err
	}
	kept, err := keepRaw(ctx, tx, m.Doc.Raw)
	if err != nil {
		return err
	}
	for _, n := range inputs {
		cells, err := sealedInputs.row(ctx, tx, n)
		if err != nil {
			return err
		}
		if err := before(sealedInputs, n); err != nil {
			return err
		}
		old := cells[2]
		cells[0], cells[1], cells[2], cells[3] = maskedPath(p, cells[0].(string)), m.Doc.ID.String(), kept, int64(len(m.Doc.Raw))
		if err := tx.put(ctx, sealedInputs, n, cells...); err != nil {
			return err
		}
		from, err := provenanceOf(ctx, tx, n)
		if err != nil {
			return err
		}
		from.Address = maskedPath(p, from.Address)
		if err := keepProvenance(ctx, tx, n, from); err != nil {
			return err
		}
		if err := tx.exec(ctx, "DELETE FROM raw WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM inputs WHERE raw = ?1)", old); err != nil {
			return err
		}
	}
	return nil
}

func maskedPath(p *Person, path string) string {
	if p.In(path) {
		return p.Mask(path)
	}
	return path
}

// maskRulings has the rulings on a report be on the masked one: its words stand where
// they stood.
func (s *Store) maskRulings(ctx context.Context, tx *txn, p *Person, m Masked, before func(*sealed, int64) error) error {
	list, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE instr(subject || ' ' || coalesce(other, '') || ' ' || theirs, ?) > 0 ORDER BY n", m.Was)
	if err != nil {
		return err
	}
	for _, n := range list {
		cells, err := sealedRulings.row(ctx, tx, n)
		if err != nil {
			return err
		}
		if err := before(sealedRulings, n); err != nil {
			return err
		}
		for i, c := range cells {
			if text, ok := c.(string); ok && i != 6 {
				text = strings.ReplaceAll(text, m.Was, m.Doc.ID.String())
				if i != 0 {
					text = p.Mask(text)
				}
				cells[i] = text
			}
		}
		if cells[0] == OnStories { // in the order of their ids
			pair := []string{cells[1].(string), cells[2].(string)}
			slices.Sort(pair)
			cells[1], cells[2] = pair[0], pair[1]
		}
		if err := tx.put(ctx, sealedRulings, n, cells...); err != nil {
			return err
		}
	}
	return nil
}

// maskReasons masks the name in what persons wrote beside rulings on other reports.
func (s *Store) maskReasons(ctx context.Context, tx *txn, p *Person, before func(*sealed, int64) error) error {
	list, err := numbers(ctx, tx, "SELECT n FROM rulings ORDER BY n")
	if err != nil {
		return err
	}
	for _, n := range list {
		cells, err := sealedRulings.row(ctx, tx, n)
		if err != nil {
			return err
		}
		named := false
		for i, c := range cells {
			if text, ok := c.(string); ok && p.In(text) {
				cells[i], named = p.Mask(text), true
			}
		}
		if !named {
			continue
		}
		if err := errors.Join(before(sealedRulings, n), tx.put(ctx, sealedRulings, n, cells...)); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"assay"
	"assay/ledger"
)

// A Read is a report of the ledger, with what is needed to show an entry of it.
type Read struct {
	Doc    *assay.Doc
	Stages string       // names and versions of the stages that read it: "clean.3 lang.2"
	Story  string       // the id of its story
	Others []*assay.Doc // the other reports of that, whose persons are masked as they are
}

// Read returns the report that a user names as in [Store.Find].
func (s *Store) Read(ctx context.Context, name string) (*Read, error) {
	id, err := s.Find(ctx, name)
	if err != nil {
		return nil, err
	}
	t, err := s.Query(ctx, "stories", "", false)
	if t == nil {
		return nil, err
	}
	story, report := slices.Index(t.Head, "story"), slices.Index(t.Head, "report")
	r := &Read{}
	for _, row := range t.Rows {
		if row[report] == any(id) {
			r.Story = row[story].(string)
		}
	}
	for _, row := range t.Rows {
		if row[story] != any(r.Story) {
			continue
		}
		of, err := assay.ParseReportID(row[report].(string))
		if err != nil {
			return nil, s.explain(err)
		}
		e, err := s.entry(ctx, s.db, of)
		if err != nil {
			return nil, s.explain(err)
		}
		doc, err := e.doc()
		switch {
		case err != nil:
			return nil, s.explain(err)
		case row[report] == any(id):
			r.Doc, r.Stages = doc, e.stages
		default:
			r.Others = append(r.Others, doc)
		}
	}
	if r.Doc == nil {
		return nil, s.explain(fmt.Errorf("%w: report %s is in no story", assay.ErrInvalid, id))
	}
	return r, nil
}

// Estimate returns an estimate by its id. It fails with [assay.ErrNotFound].
func (s *Store) Estimate(ctx context.Context, id string) (*ledger.EstimateItem, error) {
	// Lines come in order, those of the estimates last.
	pick := &lineOf{prefix: []byte(`{"ledger":1,"estimate":{"id":` + string(quoted(id)) + ","), found: nil}
	if err := s.Lines(ctx, pick); err != nil {
		return nil, err
	}
	if pick.found == nil {
		return nil, s.explain(fmt.Errorf("%w: no estimate %q", assay.ErrNotFound, id))
	}
	var line struct{ Estimate *ledger.EstimateItem }
	if err := json.Unmarshal(pick.found, &line); err != nil {
		return nil, s.explain(err)
	}
	if line.Estimate == nil {
		return nil, s.explain(errors.New("a line of an estimate without one"))
	}
	return line.Estimate, nil
}

// A lineOf keeps the one line of all that are written to it that begins so.
type lineOf struct {
	prefix, found []byte
}

func (l *lineOf) Write(b []byte) (int, error) {
	if bytes.HasPrefix(b, l.prefix) {
		l.found = bytes.Clone(b)
	}
	return len(b), nil
}

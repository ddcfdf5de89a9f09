package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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
		e, err := s.whole(ctx, of)
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

// whole returns the entry of a report, and a [*Damage] where it is damaged.
func (s *Store) whole(ctx context.Context, id assay.ReportID) (e *entry, err error) {
	err = s.look(ctx, func(q querier) error {
		e, err = s.entry(ctx, q, id)
		switch {
		case err != nil:
			return err
		case e == nil:
			return fmt.Errorf("%w: no report %s", assay.ErrNotFound, id)
		case e.damaged:
			return s.damageOf(ctx, q, sealedReports, []int64{e.n}, false)
		}
		return nil
	})
	return e, err
}

// Estimate returns an estimate by its id. It fails with [assay.ErrNotFound].
func (s *Store) Estimate(ctx context.Context, id string) (*ledger.EstimateItem, error) {
	if err := s.makeEstimates(ctx); err != nil {
		return nil, s.explain(err)
	}
	prefix := `{"ledger":1,"estimate":{"id":` + string(quoted(id)) + ","
	var line struct{ Estimate *ledger.EstimateItem }
	err := s.look(ctx, func(q querier) error {
		return s.estimates(ctx, q, func(_ int, _, text string) error {
			if !strings.HasPrefix(text, prefix) {
				return nil
			}
			return json.Unmarshal([]byte(text), &line)
		})
	})
	if err != nil {
		return nil, s.explain(err)
	}
	if line.Estimate == nil {
		return nil, s.explain(fmt.Errorf("%w: no estimate %q", assay.ErrNotFound, id))
	}
	return line.Estimate, nil
}

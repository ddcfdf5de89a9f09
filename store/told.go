package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"assay"
	"assay/estimate"
	"assay/mask"
)

// What a report tells stands beside it as bytes, with the version of the program's way to
// find it. It is written when the report is; what is of another version, or is not there, is
// found again from what was read, not from the text.

// keepTold writes what report n tells, of which line and marks are kept.
func (s *Store) keepTold(ctx context.Context, tx *txn, n int64, marks, line string) error {
	doc, err := (&entry{n: n, marks: marks, line: line}).doc()
	if err != nil {
		return err
	}
	tx.docs[n] = doc
	return tx.put(ctx, sealedTold, n, int64(estimate.Version), estimate.Read(doc).Bytes())
}

// retell writes what those reports tell of which that is not known.
func (s *Store) retell(ctx context.Context, tx *txn) error {
	list, err := numbers(ctx, tx, "SELECT n FROM reports WHERE n NOT IN (SELECT n FROM told WHERE version = ?) ORDER BY n", estimate.Version)
	if err != nil {
		return err
	}
	for _, n := range list {
		doc, err := s.docOf(ctx, tx, n)
		switch {
		case IsDamage(err):
			continue // which is said where it is looked for
		case err != nil:
			return err
		}
		if err := tx.put(ctx, sealedTold, n, int64(estimate.Version), estimate.Read(doc).Bytes()); err != nil {
			return err
		}
	}
	return tx.save(ctx) // whoever reads the rows holds them to their sum
}

// What is gathered is what estimates are made of.
type gathered struct {
	kept    []estimate.Kept        // what the reports tell, until it is asked for
	over    map[int][]byte         // what those tell of which persons said something, by their place in kept
	at      map[assay.ReportID]int // in kept
	docs    []*assay.Doc           // of those on which persons said something, with that
	ruled   map[key]bool           // figures of which they did
	stories []assay.Story
	said    []Ruling
	number  map[assay.ReportID]int32
	reports []*estimate.Report // once they are known, in the order of kept
}

// gather reads what estimates are made of. Where something is damaged it returns the rest,
// and a [*Damage].
func (s *Store) gather(ctx context.Context, q querier) (*gathered, error) {
	p := &gathered{at: map[assay.ReportID]int{}, number: map[assay.ReportID]int32{}, over: map[int][]byte{}, ruled: map[key]bool{}}
	damage := s.told(ctx, q, p)
	if damage != nil && !IsDamage(damage) {
		return nil, damage
	}
	if err := s.overrule(ctx, q, p); err != nil {
		return nil, err
	}
	err := s.stories(ctx, q, func(id, _, line string) error {
		item, err := storyItem(id, line)
		if err != nil {
			return err
		}
		st, err := item.Story()
		if err == nil {
			p.stories = append(p.stories, *st)
		}
		return err
	})
	return p, JoinDamage(damage, err)
}

// all returns what the reports tell, read again where that was asked for before.
func (p *gathered) all(ctx context.Context, s *Store, q querier) ([]estimate.Kept, error) {
	if p.kept == nil {
		if err := s.told(ctx, q, p); err != nil && !IsDamage(err) {
			return nil, err
		}
	}
	list := p.kept
	p.kept = nil
	for k, b := range p.over {
		list[k].Bytes = b
	}
	return list, nil
}

// report returns what is known of a report; nil if it is not there.
func (p *gathered) report(id assay.ReportID) *estimate.Report {
	if k, ok := p.at[id]; ok {
		return p.reports[k]
	}
	return nil
}

// overrule puts what persons said of figures in the place of what was read.
func (s *Store) overrule(ctx context.Context, q querier, p *gathered) error {
	rulings, err := s.entryRulings(ctx, q, "")
	if err != nil {
		return err
	}
	all, err := s.rulings(ctx, q)
	if err != nil && !IsDamage(err) {
		return err
	}
	if p.said, err = ofAll(ctx, q, all); err != nil {
		return err
	}
	var about []string // reports
	add := func(id string) {
		if !slices.Contains(about, id) {
			about = append(about, id)
		}
	}
	for i := range rulings {
		if rulings[i].ofEntry() {
			add(rulings[i].A)
		}
	}
	for i := range all {
		if all[i].What == OnReports {
			continue // which changes nothing
		}
		for _, figures := range all[i].about {
			for k := range figures {
				add(figures[k].Report)
			}
		}
	}
	for _, name := range about {
		id, err := assay.ParseReportID(name)
		if err != nil {
			continue
		}
		e, err := s.entry(ctx, q, id)
		if err != nil {
			return err
		}
		if e == nil || e.damaged {
			continue
		}
		doc, err := e.doc()
		if err != nil {
			return err
		}
		doc = ruled(doc, rulings)
		k, ok := p.at[id]
		if !ok {
			continue
		}
		p.docs, p.over[k] = append(p.docs, doc), estimate.Read(doc).Bytes()
		for i := range doc.Figures {
			if len(doc.SaidOf(&doc.Figures[i])) > 0 {
				p.ruled[key{id, i}] = true
			}
		}
	}
	return nil
}

// told reads into p what the reports tell that are whole, and returns a [*Damage] if others
// are not.
func (s *Store) told(ctx context.Context, q querier, p *gathered) error {
	ids := map[int64]assay.ReportID{}
	rows, err := q.QueryContext(ctx, "SELECT n, id FROM reports")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var name string
		if err := rows.Scan(&n, &name); err != nil {
			return err
		}
		if ids[n], err = assay.ParseReportID(name); err != nil {
			return err
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	add := func(n int64, b []byte) {
		p.at[ids[n]], p.number[ids[n]] = len(p.kept), int32(n)
		p.kept = append(p.kept, estimate.Kept{ID: ids[n], Bytes: b})
		delete(ids, n)
	}
	bad, lost, err := sealedTold.eachRow(ctx, q, func(n int64, cells []any) error {
		if b, ok := cells[1].([]byte); ok && cells[0] == int64(estimate.Version) {
			if _, is := ids[n]; is {
				add(n, b)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var damage error
	for _, n := range slices.Sorted(maps.Keys(ids)) {
		doc, err := s.docOf(ctx, q, n)
		switch {
		case IsDamage(err):
			damage = JoinDamage(damage, err)
		case err != nil:
			return err
		default:
			add(n, estimate.Read(doc).Bytes())
		}
	}
	return JoinDamage(damage, s.damageOf(ctx, q, sealedTold, bad, lost))
}

// masks returns the mask of each report that has one, made when it is asked for. The mask of
// a report that names nobody in private, nor does its story, is everybody's.
func (s *Store) masks(ctx context.Context, q querier, p *gathered) (func(assay.ReportID) *mask.Mask, error) {
	own := map[assay.ReportID][]mask.Person{}
	query, args := "SELECT id, who FROM reports", []any(nil)
	if len(p.at) < held { // some of all
		var ids []string
		for id := range p.at {
			ids = append(ids, id.String())
		}
		list, err := json.Marshal(ids)
		if err != nil {
			return nil, err
		}
		query, args = "SELECT r.id, who FROM json_each(?) AS l JOIN reports AS r ON r.id = l.value", []any{string(list)}
	}
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var b []byte
		if err := rows.Scan(&name, &b); err != nil {
			return nil, err
		}
		c := readCast(b)
		if len(c.Own) == 0 {
			continue
		}
		id, err := assay.ParseReportID(name)
		if err != nil {
			return nil, fmt.Errorf("%w: report %s", assay.ErrInvalid, name)
		}
		own[id] = c.Own
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	story := map[assay.ReportID]int{}
	for k := range p.stories {
		if len(p.stories[k].Reports) > 1 {
			for _, id := range p.stories[k].Reports {
				story[id] = k
			}
		}
	}
	nobody := mask.Of(nil, nil, nil)
	made := map[assay.ReportID]*mask.Mask{}
	return func(id assay.ReportID) *mask.Mask {
		if _, ok := p.at[id]; !ok {
			return nil
		}
		if m := made[id]; m != nil {
			return m
		}
		var others []mask.Person
		if k, ok := story[id]; ok {
			var all []mask.Person
			for _, r := range p.stories[k].Reports {
				all = append(all, own[r]...)
			}
			others = mask.Others(own[id], mask.Others(nil, all))
		}
		if len(own[id])+len(others) == 0 {
			return nobody
		}
		m := mask.Of(own[id], others, func() *assay.Doc {
			e, err := s.entry(ctx, q, id)
			if err != nil || e == nil || e.damaged {
				return nil
			}
			doc, err := e.doc()
			if err != nil {
				return nil
			}
			return doc
		})
		if len(made) >= held {
			clear(made)
		}
		made[id] = m
		return m
	}, nil
}

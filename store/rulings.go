package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/copies"
	"assay/ledger"
)

// A Ruling is a user's word on two reports: that they are one story, or that
// they are not; or on a figure or an estimate, see [Store.RuleOn]. It holds against
// all that is found, now and later.
type Ruling struct {
	What string // "story", "figure", "claim", "estimate" or "report": what it is about; [Store.Rule] takes it for "story"
	A, B string // ids of the reports; of a figure or claim its report, of an estimate its id when it was ruled on, and which ruling on that it is
	// What they were read from; "" where they are not in the ledger. [Store.Rule]
	// does not look at these.
	PathA, PathB string

	Together bool
	By       string // who ruled; "" if unknown
	Why      string
	// ID is "r3fa9c021", of what is ruled on: it stays when the ruling is replaced.
	ID string
	// At is when, RFC 3339 in UTC, and Found whether the machine had them
	// together or apart, or neither if it knew one of them not; both are set by
	// [Store.Rule] and empty where an older ledger did not keep them.
	At, Found string

	// What a ruling on an entry or an estimate says; Entry is the ids that the entry and
	// its copies have now. Misfit is why it does not hold now; "" if it does. [Store.Rulings] sets these.
	Verb, Field, Value, Entry, Misfit string

	about [][]onEntry
	n     int64

	say   []Saying // of a coding
	act   int64
	coded bool
	near  []int
	over  []int64
	was   string
}

// Reports returns the ids of the reports that a ruling on a figure or an estimate is about.
func (ru *Ruling) Reports() (ids []string) {
	for _, figures := range ru.about {
		for _, f := range figures {
			if !slices.Contains(ids, f.Report) {
				ids = append(ids, f.Report)
			}
		}
	}
	return ids
}

// What rulings are about.
const (
	OnStories   = "story"
	OnFigures   = "figure"
	OnClaims    = "claim"
	OnReports   = "report" // that somebody went through all of it
	OnEstimates = "estimate"

	onReview = "coding" // what a coder said of a figure (coding.go)
	onCoders = "coders" // how many coders have to agree
	aside    = "aside"  // another stands in its place; where that is taken back it holds again
)

// apart and together are the two things that a ruling on stories says.
const (
	apart    = "apart"
	together = "together"
)

// OneOrTwo is what a ruling on stories says.
func OneOrTwo(one bool) string {
	if one {
		return together
	}
	return apart
}

// Rule writes a ruling down, in the place of one on the same two reports, and
// moves the stories that it concerns. It refuses a ruling that others make
// impossible.
func (s *Store) Rule(ctx context.Context, ru Ruling) error {
	if ru.A > ru.B {
		ru.A, ru.B = ru.B, ru.A
	}
	return s.explain(s.transact(ctx, func(tx *txn) error {
		if err := s.mayRule(ctx, tx, ru); err != nil {
			return err
		}
		n, found, err := s.found(ctx, tx, ru.A, ru.B)
		if err != nil {
			return err
		}
		if n > 0 {
			if err := tx.drop(ctx, sealedRulings, n); err != nil {
				return err
			}
		}
		if n, err = tx.next(ctx, sealedRulings); err != nil {
			return err
		}
		err = tx.put(ctx, sealedRulings, n, "story", ru.A, ru.B, null(found), OneOrTwo(ru.Together), null(ru.By), s.now(), null(ru.Why))
		if err != nil {
			return err
		}
		return s.ruled(ctx, tx, ru)
	}))
}

// found returns the number of the ruling on two reports, 0 if there is none, and
// what the machine had found on them before anybody ruled.
func (s *Store) found(ctx context.Context, tx *txn, a, b string) (n int64, found string, err error) {
	var was sql.NullString
	err = tx.QueryRowContext(ctx, "SELECT n, machine FROM rulings WHERE what = 'story' AND subject = ? AND other = ?", a, b).Scan(&n, &was)
	if !errors.Is(err, sql.ErrNoRows) {
		return n, was.String, err
	}
	if err := s.settle(ctx, tx); err != nil {
		return 0, "", err
	}
	known := 0
	err = s.stories(ctx, tx, func(id, _, line string) error {
		item, err := storyItem(id, line)
		if err != nil {
			return err
		}
		hasA, hasB := slices.Contains(item.Reports, a), slices.Contains(item.Reports, b)
		if hasA || hasB {
			known++
			found = OneOrTwo(hasA && hasB)
			if hasA != hasB {
				return nil
			}
			known++
		}
		return nil
	})
	if known < 2 {
		found = ""
	}
	return 0, found, err
}

// Unrule takes a ruling back.
func (s *Store) Unrule(ctx context.Context, a, b string) error {
	if a > b {
		a, b = b, a
	}
	return s.explain(s.transact(ctx, func(tx *txn) error {
		list, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE what = 'story' AND subject = ? AND other = ?", a, b)
		if err != nil || len(list) == 0 {
			return errors.Join(err, fmt.Errorf("%w: there is no ruling on these two reports", assay.ErrNotFound))
		}
		if err := tx.drop(ctx, sealedRulings, list[0]); err != nil {
			return err
		}
		return s.ruled(ctx, tx, Ruling{A: a, B: b})
	}))
}

// Rulings returns the rulings in the order in which they were made: those on stories,
// figures or estimates where some of these are named, or all. Where some
// are damaged it returns the others, and a [*Damage].
func (s *Store) Rulings(ctx context.Context, on ...string) (list []Ruling, err error) {
	var n int
	if len(on) > 0 && !slices.Contains(on, OnEstimates) {
		// these hang on no estimate
	} else if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM rulings WHERE what = 'estimate'").Scan(&n); err == nil && n > 0 {
		if err := s.makeEstimates(ctx); err != nil && !IsDamage(err) {
			return nil, s.explain(err)
		}
	}
	err = s.look(ctx, func(q querier) error {
		list, err = s.rulings(ctx, q)
		list = slices.DeleteFunc(list, func(ru Ruling) bool { return len(on) > 0 && !slices.Contains(on, ru.What) })
		if err != nil && !IsDamage(err) || len(list) == 0 {
			return err
		}
		paths := map[string]string{} // of a report, the first
		damage, pathsErr := s.pathsOf(ctx, q, list, paths)
		if pathsErr != nil {
			return pathsErr
		}
		for i := range list {
			list[i].PathA, list[i].PathB = paths[list[i].A], paths[list[i].B]
		}
		return JoinDamage(err, damage, s.fit(ctx, q, list))
	})
	return list, s.explain(s.hurt(err, sealedRulings.name))
}

// pathsOf finds from what the reports of rulings were read first; among all inputs where an index has
// not one of them.
func (s *Store) pathsOf(ctx context.Context, q querier, list []Ruling, paths map[string]string) (damage, err error) {
	for i := range list {
		for _, id := range []string{list[i].A, list[i].B} {
			_, known := paths[id]
			if _, err := assay.ParseReportID(id); known || err != nil { // rulings on estimates name none
				continue
			}
			n, err := numbers(ctx, q, "SELECT n FROM inputs WHERE report = ? ORDER BY n LIMIT 1", id)
			var cells []any
			if err == nil && len(n) == 1 {
				cells, err = sealedInputs.row(ctx, q, n[0])
			}
			if err != nil && !isDamaged(err) && !errors.Is(err, errAltered) {
				return nil, err
			}
			if err == nil && cells != nil && cells[1] == id {
				paths[id] = cells[0].(string)
				continue
			}
			bad, lost, err := sealedInputs.eachRow(ctx, q, func(_ int64, cells []any) error {
				if id := cells[1].(string); paths[id] == "" {
					paths[id] = cells[0].(string)
				}
				return nil
			})
			return s.damageOf(ctx, q, sealedInputs, bad, lost), err
		}
	}
	return nil, nil
}

// rulings returns the rulings that hold.
func (s *Store) rulings(ctx context.Context, q querier) ([]Ruling, error) {
	list, err := s.said(ctx, q)
	return slices.DeleteFunc(list, func(ru Ruling) bool {
		return ru.What == onReview || ru.What == onCoders || ru.What == onBrief || ru.What == aside
	}), err
}

// said returns all that persons ever said and did not take back, in its order.
func (s *Store) said(ctx context.Context, q querier) (list []Ruling, err error) {
	var sums []assay.ReportID
	bad, lost, err := sealedRulings.eachRow(ctx, q, func(n int64, cells []any) error {
		ru, err := rulingOf(n, cells)
		sums = append(sums, assay.NewReportID(ru.What, []byte(ru.A+ru.B)))
		list = append(list, ru)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, short := range assay.Shorts(sums) {
		list[i].ID = "r" + short
	}
	return list, s.damageOf(ctx, q, sealedRulings, bad, lost)
}

// rulingOf reads a row.
func rulingOf(n int64, cells []any) (ru Ruling, err error) {
	text := func(i int) string {
		t, _ := cells[i].(string)
		return t
	}
	ru = Ruling{n: n, What: text(0), A: text(1), B: text(2), Found: text(3), Together: text(4) == together, By: text(5), At: text(6), Why: text(7)}
	if ru.What == OnStories {
		return ru, nil
	}
	var v verdict
	if err := json.Unmarshal([]byte(text(4)), &v); err != nil || ru.What != onCoders && ru.What != onBrief && (len(v.Figures) == 0 || len(v.Figures[0]) == 0) || len(v.Figures) < 2 && (v.Verb == Split || v.Verb == Merge) {
		return ru, fmt.Errorf("%w: ruling %d is in no form of this program", assay.ErrInvalid, n)
	}
	ru.Verb, ru.Field, ru.Value, ru.about = v.Verb, v.Field, v.Value, v.Figures
	ru.say, ru.act, ru.coded, ru.near, ru.over, ru.was = v.Say, v.Act, v.Coded, v.Near, v.Over, v.Was
	return ru, nil
}

// stillOn calls f with the estimates on which rulings were made, as they are kept, and reports whether
// all of the rulings hold on those.
func (s *Store) stillOn(ctx context.Context, q querier, list []Ruling, f func(id, rows, line string) error, holds func(ruling string) bool) (bool, error) {
	made, err := s.kept(ctx, q)
	if err != nil || !made {
		return false, err
	}
	seen := map[string]bool{}
	for i := range list {
		ru := &list[i]
		if ru.What != OnEstimates || seen[ru.A] {
			continue
		}
		seen[ru.A] = true
		if ru.Verb != Confirm && ru.Verb != Set {
			return false, nil
		}
		n, err := numbers(ctx, q, "SELECT n FROM "+sealedTotals.name+" WHERE id = ?", ru.A)
		if err != nil || len(n) != 1 {
			return false, nil // the whole is read, which says what is damaged
		}
		cells, err := sealedTotals.row(ctx, q, n[0])
		if err != nil || cells == nil || cells[0] != any(ru.A) {
			return false, nil
		}
		if err := f(ru.A, "", cells[2].(string)); err != nil {
			return false, err
		}
	}
	for i := range list {
		if list[i].What == OnEstimates && !holds(list[i].ID) {
			return false, nil
		}
	}
	return true, nil
}

// fit finds what rulings on figures and estimates are about now, and says of which that
// is not to be found.
func (s *Store) fit(ctx context.Context, q querier, list []Ruling) error {
	type at struct {
		entry string
		found string
	}
	holds := map[string]at{}
	docs := map[string]*assay.Doc{}
	asked := false
	all, err := s.spread(ctx, q, list, "")
	if err != nil {
		return err
	}
	for _, ru := range all {
		asked = asked || ru.What == OnEstimates
		if !ru.ofReport() || docs[ru.A] != nil {
			continue
		}
		id, err := assay.ParseReportID(ru.A)
		if err != nil {
			return err
		}
		e, err := s.entry(ctx, q, id)
		if err != nil || e == nil || e.damaged {
			if err != nil {
				return err
			}
			continue
		}
		doc, err := e.doc()
		if err != nil {
			return err
		}
		doc = ruled(doc, all)
		docs[ru.A] = doc
		for _, k := range entryKinds {
			for i := range k.count(doc) {
				for _, r := range *k.said(doc, i) {
					old, ok := holds[r.ID]
					if !ok {
						old.found = r.Found
					}
					old.entry = strings.TrimSpace(old.entry + " " + ledger.EntryID(doc.ID, ledger.ID(k.letter, i)))
					holds[r.ID] = old
				}
			}
		}
		for _, r := range doc.Ruled {
			holds[r.ID] = at{entry: doc.ID.Short()}
		}
	}
	ofEstimate := func(id, _, line string) error {
		if !strings.Contains(line, "\"ruled\":") {
			return nil
		}
		item, err := estimateItem(id, line)
		if err != nil {
			return err
		}
		for _, r := range item.Ruled {
			old, ok := holds[r.ID]
			if !ok && r.Found != nil {
				old.found = *r.Found
			}
			old.entry = strings.TrimSpace(old.entry + " " + id)
			holds[r.ID] = old
		}
		return nil
	}
	if asked {
		ok, lookErr := s.stillOn(ctx, q, all, ofEstimate, func(id string) bool { return holds[id].entry != "" })
		if lookErr != nil {
			return lookErr
		}
		if !ok { // one may be on an estimate that has another id now, or on several
			for i := range all {
				if all[i].What == OnEstimates {
					delete(holds, all[i].ID)
				}
			}
			err = s.estimates(ctx, q, sealedTotals, ofEstimate)
		}
		if err != nil && !IsDamage(err) {
			return err
		}
	}
	for i := range list {
		ru := &list[i]
		now, ok := holds[ru.ID]
		switch {
		case ru.What == OnStories:
		case ok:
			if ru.Entry = now.entry; ru.Verb == Set {
				ru.Found = now.found
			}
		case ru.Verb == Confirm || ru.Verb == Whole:
			ru.Misfit = "it is read otherwise now"
		case ru.ofEntry():
			ru.Misfit = "no " + ru.What + " has these words any more"
		default:
			ru.Misfit = "its figures do not stand as they did"
		}
	}
	return err
}

// mayRule refuses a ruling on one report alone, and one that contradicts what
// other rulings say together.
func (s *Store) mayRule(ctx context.Context, tx *txn, ru Ruling) error {
	if ru.A == ru.B {
		return fmt.Errorf("%w: a ruling needs two reports, not one twice", assay.ErrInvalid)
	}
	list, err := s.rulings(ctx, tx)
	if err != nil {
		return err
	}
	group := map[string]string{} // a report, and one it was ruled together with
	root := func(id string) string {
		for group[id] != "" {
			id = group[id]
		}
		return id
	}
	join := func(a, b string) {
		if a, b = root(a), root(b); a != b {
			group[b] = a
		}
	}
	ruledApart := []Ruling{}
	for i, old := range append(list, ru) {
		switch {
		case old.Verb != "": // on something else
		case old.A == ru.A && old.B == ru.B && i < len(list): // the one that is replaced
		case old.Together:
			join(old.A, old.B)
		default:
			ruledApart = append(ruledApart, old)
		}
	}
	for _, old := range ruledApart {
		if root(old.A) == root(old.B) {
			return fmt.Errorf("%w: other rulings say the contrary: %s and %s are ruled apart, and their stories together; take one of them back first", assay.ErrInvalid, old.A, old.B)
		}
	}
	return nil
}

// ruled moves the stories that a ruling concerns.
func (s *Store) ruled(ctx context.Context, tx *txn, ru Ruling) error {
	if err := s.settle(ctx, tx); err != nil {
		return err
	}
	if err := stale(ctx, tx); err != nil {
		return err
	}
	return s.withArchive(ctx, tx, nil, func(ar *copies.Archive) error {
		for _, id := range []string{ru.A, ru.B} {
			list, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", id)
			if err != nil {
				return err
			}
			for _, n := range list {
				ar.Touch(int32(n))
			}
		}
		return nil
	})
}

// Find returns the id of the report that a user names by its id, the beginning
// of it, its path, or the last part of that. A report whose entry is damaged is
// found by what it was read from.
func (s *Store) Find(ctx context.Context, name string) (string, error) {
	if digits := strings.TrimPrefix(name, "sha256:"); ledger.IsShortID(digits) { // an index finds it
		if list, err := column[string](ctx, s.db, "SELECT id FROM reports WHERE "+idBegins, digits); err == nil && len(list) == 1 {
			if _, err := assay.ParseReportID(list[0]); err == nil {
				return list[0], nil
			}
		}
	}
	return s.find(ctx, name, "SELECT id, path FROM reports", "SELECT report AS id, path FROM inputs WHERE report <> ''")
}

// FindRuled is [Store.Find] for a report on which there is a ruling, whether or
// not it is in the ledger; one that was removed is found by its id. Where there is
// no ruling on any report of that name it finds as Find does.
func (s *Store) FindRuled(ctx context.Context, name string) (string, error) {
	const ruled = "SELECT id, coalesce(path, '') AS path FROM (SELECT subject AS id FROM rulings WHERE what = 'story' UNION SELECT other FROM rulings WHERE what = 'story') AS ruled LEFT JOIN "
	id, err := s.find(ctx, name, ruled+"reports USING (id)", ruled+"inputs ON report = id")
	if errors.Is(err, assay.ErrNotFound) {
		return s.Find(ctx, name)
	}
	return id, err
}

// find finds among the ids and paths that queries give.
func (s *Store) find(ctx context.Context, name string, among ...string) (string, error) {
	var found []string
	for _, from := range among {
		list, err := column[string](ctx, s.db, `SELECT DISTINCT id FROM (`+from+`) AS named WHERE id = ?1 OR path = ?1 OR ?1 <> '' AND substr(path, length(path) - length(?1)) = '/' || ?1
			OR ?2 AND (substr(id, 1, length(?1)) = ?1 OR substr(id, 8, length(?1)) = ?1) LIMIT 3`, name, len(strings.TrimPrefix(name, "sha256:")) >= 6)
		if err != nil && !isDamaged(err) {
			return "", s.explain(err)
		}
		for _, id := range list {
			if _, err := assay.ParseReportID(id); err == nil && !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	switch len(found) {
	case 0:
		return "", s.explain(fmt.Errorf("%w: no report %q; name one by its path or id as assay stories shows them", assay.ErrNotFound, name))
	case 1:
		return found[0], nil
	}
	return "", s.explain(fmt.Errorf("%w: %q names more than one report; name one by its id", assay.ErrInvalid, name))
}

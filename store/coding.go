package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/ledger"
)

// While figures are reviewed, what each coder says of one is kept apart, and is a ruling only
// when as many coders as have to agree do so. So two may look at the same figures without
// seeing what the other said, their agreement can be measured, and where they differ a
// ruling of somebody ([Store.RuleOn]) decides. What coders say stands among the rulings, and is
// sealed, erased and looked for again after another reading like these.

// What a coder may say of a figure besides [Confirm], [Drop] and [Set].
const (
	Hold = "hold" // it is put off; what the same coder said of it before holds no longer
	Note = "note" // nothing but what stands in the reason
)

// A Spot is where a figure stands, by which it is known whatever its id is after another
// reading.
type Spot struct {
	Report     string // its id
	Start, End int
}

func (f *onEntry) spot() Spot { return Spot{f.Report, f.Start, f.End} }

// A Coding is what a coder said of a figure at one time.
type Coding struct {
	Coder string
	Spot  Spot
	Text  string // the words that stood there
	Said  []Saying
	At    string // RFC 3339 in UTC
	Why   string
}

// Code writes down what a coder says of a figure, by its id, behind what the same coder said of
// it before. It fails with [assay.ErrNotFound] where there is no such figure, and with
// [assay.ErrInvalid] where what is said cannot be.
func (s *Store) Code(ctx context.Context, id, coder string, say []Saying, why string) error {
	if coder = strings.TrimSpace(coder); coder == "" {
		return fmt.Errorf("%w: who reviews needs a name", assay.ErrInvalid)
	}
	report, local, err := ledger.ParseEntryID(id)
	if err != nil {
		return err
	}
	if len(say) == 0 {
		return errSaysNothing
	}
	if len(say) == 1 && say[0].Verb == Note && strings.TrimSpace(why) == "" {
		return fmt.Errorf("%w: a note has words", assay.ErrInvalid)
	}
	if k, _ := kindOf(local); k == nil || k.what != OnFigures {
		return fmt.Errorf("%w: %s is no figure; of these coders speak", assay.ErrInvalid, id)
	}
	if report, err = s.Find(ctx, report); err != nil {
		return err
	}
	return s.explain(s.transact(ctx, func(tx *txn) error {
		say := slices.Clone(say)
		ruling := slices.DeleteFunc(slices.Clone(say), func(sy Saying) bool { return sy.Verb == Hold || sy.Verb == Note })
		if len(ruling) < len(say) && len(say) > 1 {
			return fmt.Errorf("%w: who puts a figure off or notes something of it says nothing else at once", assay.ErrInvalid)
		}
		if len(ruling) == 0 { // any figure may be put off
			ruling = []Saying{{Verb: Confirm}}
		} else {
			say = ruling
		}
		made, _, err := s.rulingsOnEntry(ctx, tx, report, local, ruling)
		if err != nil {
			return err
		}
		for i := range ruling {
			ruling[i].Value = made[i].Value
		}
		n, err := tx.next(ctx, sealedRulings)
		if err != nil {
			return err
		}
		on := made[0].about[0][0]
		theirs, err := (&Ruling{Verb: onReview, about: made[0].about, say: say}).theirs()
		if err != nil {
			return err
		}
		if err := tx.put(ctx, sealedRulings, n, onReview, report, fmt.Sprintf("%d-%d #%d", on.Start, on.End, n), nil, theirs, coder, s.now(), null(why)); err != nil {
			return err
		}
		return s.agreed(ctx, tx, on)
	}))
}

// Codings returns what a coder said, or all where it is "", in the order in which it was said, and
// how many coders have to agree for what they say to hold.
func (s *Store) Codings(ctx context.Context, coder string) (list []Coding, coders int, err error) {
	err = s.look(ctx, func(q querier) error {
		list = nil
		all, err := s.said(ctx, q)
		if err != nil && !IsDamage(err) {
			return err
		}
		coders = codersOf(all)
		for i := range all {
			if ru := &all[i]; ru.What == onReview && (coder == "" || ru.By == coder) {
				on := &ru.about[0][0]
				list = append(list, Coding{ru.By, on.spot(), on.Text, ru.say, ru.At, ru.Why})
			}
		}
		return err
	})
	return list, coders, s.explain(err)
}

// A Decision is what all that a coder said of a figure comes to.
type Decision struct {
	Made   bool // false where it was put off, or nothing was said but notes
	Drop   bool
	Fields map[string]string // those that are something else than what was read
}

// Decide adds what was said next.
func (d *Decision) Decide(say []Saying) {
	for _, sy := range say {
		switch sy.Verb {
		case Confirm:
			d.Made, d.Drop = true, false
		case Drop:
			*d = Decision{Made: true, Drop: true}
		case Set:
			if d.Made, d.Drop = true, false; d.Fields == nil {
				d.Fields = map[string]string{}
			}
			d.Fields[sy.Field] = sy.Value
		case Hold:
			*d = Decision{}
		}
	}
}

// Same reports whether two coders decided the same.
func (d *Decision) Same(other *Decision) bool {
	return d.Made == other.Made && d.Drop == other.Drop && maps.Equal(d.Fields, other.Fields)
}

// Sayings is what a ruling says by which a decision holds.
func (d *Decision) Sayings() (say []Saying) {
	switch {
	case !d.Made:
		return nil
	case d.Drop:
		return []Saying{{Verb: Drop}}
	case len(d.Fields) == 0:
		return []Saying{{Verb: Confirm}}
	}
	for _, field := range slices.Sorted(maps.Keys(d.Fields)) {
		say = append(say, Saying{Verb: Set, Field: field, Value: d.Fields[field]})
	}
	return say
}

// agreed makes the rulings on a figure that are what coders agree on those that they agree on now.
// Where somebody else ruled on the same, that holds.
func (s *Store) agreed(ctx context.Context, tx *txn, on onEntry) error {
	all, err := s.said(ctx, tx)
	if err != nil && !IsDamage(err) {
		return err
	}
	var coders []string
	decided := map[string]*Decision{}
	var have, theirs []Ruling // of coders, of others
	coded := false
	for _, ru := range all {
		if ru.A != on.Report || len(ru.about) == 0 || ru.about[0][0] != on {
			continue
		}
		switch {
		case ru.What == onReview:
			coded = true
			d := decided[ru.By]
			if d == nil {
				d = &Decision{}
				decided[ru.By] = d
			}
			d.Decide(ru.say)
		case ru.What == OnFigures && ru.coded:
			have = append(have, ru)
		case ru.What == OnFigures:
			theirs = append(theirs, ru)
		}
	}
	if !coded && len(have) == 0 {
		return nil
	}
	n, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", on.Report)
	if err != nil || len(n) == 0 {
		return err
	}
	doc, err := s.docOf(ctx, tx, n[0])
	if err != nil {
		return err
	}
	doc = withAdded(doc, all)
	at := on.in(doc)
	var want []Saying
	same := true
	for _, coder := range slices.Sorted(maps.Keys(decided)) {
		d := decided[coder]
		if !d.Made {
			continue
		}
		if at >= 0 {
			maps.DeleteFunc(d.Fields, func(field, value string) bool { return FieldOf(doc, ledger.ID('f', at), field) == value })
		}
		if len(coders) > 0 {
			same = same && decided[coders[0]].Same(d)
		}
		coders = append(coders, coder)
	}
	if same && at >= 0 && len(coders) >= codersOf(all) {
		want = decided[coders[0]].Sayings()
	}
	var made []Ruling
	if len(want) > 0 {
		if made, _, err = s.rulingsOnEntry(ctx, tx, on.Report, ledger.ID('f', at), want); err != nil {
			return err
		}
		made = slices.DeleteFunc(made, func(ru Ruling) bool {
			return slices.ContainsFunc(theirs, func(t Ruling) bool { return t.B == ru.B })
		})
	}
	by := strings.Join(coders, ", ")
	if slices.EqualFunc(have, made, func(a, b Ruling) bool { return a.B == b.B && a.Value == b.Value && a.By == by }) {
		return nil
	}
	for i := range have {
		if err := errors.Join(tx.drop(ctx, sealedRulings, have[i].n), tx.back(ctx, have[i].over)); err != nil {
			return err
		}
	}
	for i := range made {
		made[i].coded = true
	}
	if _, err := s.overCopies(ctx, tx, made); err != nil {
		return err
	}
	if _, err := s.write(ctx, tx, made, by, ""); err != nil {
		return err
	}
	return s.applyAgain(ctx, tx, n[0])
}

// codersOf is how many coders have to agree: one, until somebody says more.
func codersOf(all []Ruling) int {
	n := 1
	for i := range all {
		if all[i].What == onCoders {
			n, _ = strconv.Atoi(all[i].Value)
		}
	}
	return max(n, 1)
}

// SetCoders says how many coders have to agree, one or two, for all that was and will be said.
func (s *Store) SetCoders(ctx context.Context, n int, by string) error {
	if n < 1 || n > 2 {
		return fmt.Errorf("%w: one coder or two, not %d", assay.ErrInvalid, n)
	}
	return s.explain(s.transact(ctx, func(tx *txn) error {
		all, err := s.said(ctx, tx)
		if err != nil && !IsDamage(err) {
			return err
		}
		var figures []onEntry
		for _, ru := range all {
			switch ru.What {
			case onCoders:
				if err := tx.drop(ctx, sealedRulings, ru.n); err != nil {
					return err
				}
			case onReview:
				if on := ru.about[0][0]; !slices.Contains(figures, on) {
					figures = append(figures, on)
				}
			}
		}
		at, err := tx.next(ctx, sealedRulings)
		if err != nil {
			return err
		}
		theirs, err := (&Ruling{Verb: onCoders, Value: strconv.Itoa(n)}).theirs()
		if err != nil {
			return err
		}
		if err := tx.put(ctx, sealedRulings, at, onCoders, "", "", nil, theirs, null(by), s.now(), nil); err != nil {
			return err
		}
		for _, on := range figures {
			if err := s.agreed(ctx, tx, on); err != nil {
				return err
			}
		}
		return nil
	}))
}

// An Undone is what was taken back.
type Undone struct {
	On   []string // ids of what it was on: reports, a figure ("3fa9c021:f7"), an estimate
	Verb string
	At   string
}

// UndoLast takes back the last that a person said and did not take back yet, be it a ruling,
// while reviewing or of a brief. It fails with [assay.ErrNotFound] where there is nothing left.
func (s *Store) UndoLast(ctx context.Context, by string) (u *Undone, err error) {
	return s.undoLast(ctx, by, func(*Ruling) bool { return true })
}

// undoLast takes back the last of what fits.
func (s *Store) undoLast(ctx context.Context, by string, fits func(*Ruling) bool) (u *Undone, err error) {
	err = s.transact(ctx, func(tx *txn) error {
		u = nil
		all, err := s.said(ctx, tx)
		if err != nil && !IsDamage(err) {
			return err
		}
		var last []Ruling
		for i := len(all) - 1; i >= 0; i-- {
			ru := all[i]
			if ru.By != by || ru.coded || ru.What == aside || ru.What == onCoders || ru.n == 0 || !fits(&ru) {
				continue
			}
			if len(last) == 0 || ru.act != 0 && ru.act == last[0].act {
				last = append(last, ru)
			}
		}
		if len(last) == 0 {
			return fmt.Errorf("%w: %s has said nothing that is not taken back", assay.ErrNotFound, by)
		}
		u = &Undone{Verb: last[0].Verb, At: last[0].At}
		if last[0].What == OnStories {
			u.Verb = OneOrTwo(last[0].Together)
			u.On = []string{last[0].A, last[0].B}
		}
		for i := range last {
			ru := &last[i]
			if ru.What == onBrief {
				if err := tx.drop(ctx, sealedRulings, ru.n); err != nil {
					return err
				}
				continue
			}
			if ru.What == OnEstimates {
				u.On = []string{ru.A}
			}
			if ru.ofEntry() || ru.What == onReview {
				n, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", ru.A)
				if err != nil {
					return err
				}
				if len(n) == 1 {
					doc, err := s.docOf(ctx, tx, n[0])
					if err != nil && !IsDamage(err) {
						return err
					}
					if doc != nil {
						if id := ru.about[0][0].id(doc); id != "" {
							u.On = []string{id}
						}
					}
				}
			}
			if ru.What == onReview {
				u.Verb = ru.say[0].Verb
				if err := tx.drop(ctx, sealedRulings, ru.n); err != nil {
					return err
				}
				if err := s.agreed(ctx, tx, ru.about[0][0]); err != nil {
					return err
				}
				continue
			}
			if err := s.undo(ctx, tx, ru); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, s.explain(err)
	}
	return u, nil
}

package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/mask"
	"assay/quantity"
)

// What a person said of figures and estimates stands in the table of rulings, by the
// words of the figures, and never in the entries: these stay as they were read. It is
// applied whenever an entry is shown, laid flat or counted: fields of figures before
// estimates are made, "split" and "merge" when it is known which figures answer one
// question, numbers of estimates at the end.

// ruled puts what persons said of figures into doc, which it leaves as it is: it returns
// another where there is something.
func ruled(doc *assay.Doc, list []Ruling) *assay.Doc {
	if !slices.ContainsFunc(list, func(ru Ruling) bool { return ru.What == OnFigures && ru.A == doc.ID.String() }) {
		return doc
	}
	doc = withAdded(doc, list)
	own := *doc
	own.Figures, own.Places = slices.Clone(doc.Figures), slices.Clone(doc.Places)
	for i := range own.Figures {
		own.Figures[i].Ruled = nil
	}
	said := map[int]map[int]bool{} // figure -> the fields that were set
	// A place brings its country, unless they said that too.
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Ruling) int {
		return cmp.Compare(fieldAt(a.Field), fieldAt(b.Field))
	})
	for _, ru := range list {
		if ru.What != OnFigures || ru.A != doc.ID.String() {
			continue
		}
		at := ru.about[0][0].in(doc)
		if at < 0 {
			continue
		}
		fig := &own.Figures[at]
		switch ru.Verb {
		case Confirm:
			if wholly(doc, &doc.Figures[at]) != ru.Value {
				continue // it says something else now
			}
		case Drop:
			fig.Action = "other" // which answers no question
		case Set:
			if setField(&own, at, ru.Field, ru.Value) != nil {
				continue
			}
			if said[at] == nil {
				said[at] = map[int]bool{}
			}
			said[at][fieldAt(ru.Field)] = true
		}
		// Of two rulings on one field, which copies of a report may bring, the last holds.
		fig.Ruled = slices.DeleteFunc(fig.Ruled, func(r assay.Ruled) bool { return r.Verb == ru.Verb && r.Field == ru.Field })
		fig.Ruled = append(fig.Ruled, ru.said(FieldOf(doc, &doc.Figures[at], ru.Field)))
	}
	for at, fields := range said {
		q, was := &own.Figures[at].Quantity, &doc.Figures[at].Quantity
		n, _ := estimate.Agree([...]assay.Amount{q.Low, q.Best, q.High}, [...]assay.Amount{was.Low, was.Best, was.High}, [...]bool{fields[0], fields[1], fields[2]})
		q.Low, q.Best, q.High = n[0], n[1], n[2]
		if q.Bound == assay.Exact && !fields[boundAt] && q.Low != q.High {
			q.Bound = assay.Range
		}
	}
	return &own
}

// withAdded returns doc with the figures behind its own that persons found in it.
func withAdded(doc *assay.Doc, list []Ruling) *assay.Doc {
	for i := range list {
		ru := &list[i]
		if ru.What != OnFigures || ru.Verb != Add || ru.A != doc.ID.String() || ru.about[0][0].in(doc) >= 0 {
			continue
		}
		on := &ru.about[0][0]
		sp := assay.Span{Start: int32(on.Start), End: int32(on.End)}
		if sp.Check(doc.Text) != nil || sp.In(doc.Text) != on.Text {
			continue
		}
		own := *doc
		own.Figures = append(slices.Clip(doc.Figures), figureAt(doc, sp))
		doc = &own
	}
	return doc
}

// figureAt is the figure that stands at words as far as they say themselves: their numbers, and the
// innermost claim around them.
func figureAt(doc *assay.Doc, sp assay.Span) assay.Figure {
	fig := assay.Figure{Quantity: assay.Quantity{Span: sp, Head: -1}, Action: "other", Chances: assay.Chances{Figure: 1, Action: 1, Places: 1, Countries: 1, Time: 1, Days: 1}, Confidence: 1}
	if found := quantity.Parse(sp.In(doc.Text)); len(found) > 0 {
		q := found[0]
		fig.Unit = q.Unit
		q.Span, q.Counted, q.Head = sp, assay.Span{}, -1
		fig.Quantity = q
	}
	size := int32(math.MaxInt32)
	for i := range doc.Claims {
		for _, c := range doc.Claims[i].Content {
			if n := c.Span.End - c.Span.Start; c.Span.Contains(sp) && n < size {
				size, fig.Claim = n, assay.RefTo[assay.Claim](i)
			}
		}
	}
	return fig
}

// AddFigure writes down that a figure stands in a report, by its id, where none was read: its words,
// and what is said of its fields beside what they say themselves.
func (s *Store) AddFigure(ctx context.Context, report string, sp assay.Span, say []Saying, by, why string) (on RuledOn, err error) {
	if report, err = s.Find(ctx, report); err != nil {
		return on, err
	}
	err = s.transact(ctx, func(tx *txn) error {
		on = RuledOn{}
		list, err := s.rulings(ctx, tx)
		if err != nil && !IsDamage(err) {
			return err
		}
		n, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", report)
		if err != nil || len(n) == 0 {
			return errors.Join(err, fmt.Errorf("%w: no report %s", assay.ErrNotFound, report))
		}
		doc, err := s.docOf(ctx, tx, n[0])
		if err != nil {
			return err
		}
		doc = withAdded(doc, list)
		if err := sp.Check(doc.Text); err != nil || strings.TrimSpace(sp.In(doc.Text)) == "" {
			return fmt.Errorf("%w: a figure has words", assay.ErrInvalid)
		}
		ru := Ruling{What: OnFigures, A: report, Verb: Add, B: fmt.Sprintf("%d-%d %s", sp.Start, sp.End, Add),
			about: [][]onFigure{{{report, int(sp.Start), int(sp.End), sp.In(doc.Text)}}}}
		if at := ru.about[0][0].in(doc); at >= 0 {
			return fmt.Errorf("%w: these words are %s already", assay.ErrInvalid, ledger.EntryID(doc.ID, ledger.ID('f', at)))
		}
		doc = withAdded(doc, []Ruling{ru})
		at := len(doc.Figures) - 1
		made := []Ruling{ru}
		more, err := rulingsAt(doc, at, slices.Clone(say))
		if err != nil {
			return err
		}
		made = append(made, more...)
		set := *doc
		set.Figures, set.Places = slices.Clone(doc.Figures), slices.Clone(doc.Places)
		for _, sy := range more {
			if err := setField(&set, at, sy.Field, sy.Value); err != nil {
				return err
			}
		}
		if q := &set.Figures[at].Quantity; !q.Low.IsKnown() && !q.Best.IsKnown() && !q.High.IsKnown() && q.Bound != assay.Vague {
			return fmt.Errorf("%w: no number stands in %q; say what it is: best=1", assay.ErrInvalid, sp.In(doc.Text))
		}
		if on.IDs, err = s.write(ctx, tx, made, by, why); err != nil {
			return err
		}
		return s.applyAgain(ctx, tx, n[0])
	})
	return on, s.explain(err)
}

// said is a ruling as it stands at what it is about, where something was found.
func (ru *Ruling) said(found string) assay.Ruled {
	r := assay.Ruled{ID: ru.ID, Verb: ru.Verb, Field: ru.Field, By: ru.By, At: ru.At, Why: ru.Why}
	if ru.Verb == Set {
		r.Found, r.Theirs = found, ru.Value
	}
	return r
}

// figureRulings returns the rulings on figures, with those on figures of which the ones of a
// report, or of all where it is "", are copies. Those that are damaged are passed over:
// [Store.Rulings] tells of them.
func (s *Store) figureRulings(ctx context.Context, q querier, report string) ([]Ruling, error) {
	if any, err := s.onFigures(ctx, q); err != nil || !any {
		return nil, err
	}
	list, err := s.rulings(ctx, q)
	if err != nil && !IsDamage(err) {
		return nil, err
	}
	return s.spread(ctx, q, list, report)
}

// onFigures reports whether there is a ruling on a figure.
func (s *Store) onFigures(ctx context.Context, q querier) (any bool, err error) {
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM rulings WHERE what = 'figure')").Scan(&any)
	return any, err
}

// withRulings is [ruled] by what the ledger has.
func (s *Store) withRulings(ctx context.Context, q querier, doc *assay.Doc) (*assay.Doc, error) {
	list, err := s.figureRulings(ctx, q, doc.ID.String())
	if err != nil || len(list) == 0 {
		return doc, err
	}
	return ruled(doc, list), nil
}

// A key is a figure of a report.
type key struct {
	report assay.ReportID
	figure int
}

// A grouping applies what persons said of estimates.
type grouping struct {
	list []Ruling  // on estimates, in the order in which they were made
	at   [][][]key // the figures of each that are there
}

func newGrouping(docs []*assay.Doc, rulings []Ruling) *grouping {
	g := &grouping{}
	byID := map[string]*assay.Doc{}
	for _, doc := range docs {
		byID[doc.ID.String()] = doc
	}
	for _, ru := range rulings {
		if ru.What != OnEstimates {
			continue
		}
		at := make([][]key, len(ru.about))
		for k, figures := range ru.about {
			for i := range figures {
				if doc := byID[figures[i].Report]; doc != nil {
					if fig := figures[i].in(doc); fig >= 0 {
						at[k] = append(at[k], key{doc.ID, fig})
					}
				}
			}
		}
		g.list, g.at = append(g.list, ru), append(g.at, at)
	}
	return g
}

// regroup splits and merges questions.
func (g *grouping) regroup(occurrences []assay.Occurrence) {
	for k := range g.list {
		switch g.list[k].Verb {
		case Split:
			split(occurrences, g.at[k][0], g.at[k][1])
		case Merge:
			merge(occurrences, g.at[k][0], g.at[k][1])
		}
	}
}

// split takes figures out of each question that has one of others too.
func split(occurrences []assay.Occurrence, out, others []key) {
	for i := range occurrences {
		occ := &occurrences[i]
		var made [][]assay.Telling
		for _, question := range occ.Questions {
			if !holds(question, out) || !holds(question, others) {
				made = append(made, question)
				continue
			}
			var rest, own []assay.Telling
			for _, t := range question {
				a, b := t, t
				a.Figures, b.Figures = nil, nil
				for _, r := range t.Figures {
					if i, _ := r.Index(); slices.Contains(out, key{t.Report, i}) {
						b.Figures = append(b.Figures, r)
					} else {
						a.Figures = append(a.Figures, r)
					}
				}
				if len(a.Figures) > 0 {
					rest = append(rest, a)
				}
				if len(b.Figures) > 0 {
					own = append(own, b)
				}
			}
			made = append(made, rest, own)
		}
		occ.Questions = made
	}
}

// holds reports whether a question has one of figures.
func holds(question []assay.Telling, figures []key) bool { return inIt(question, figures) > 0 }

// merge makes one question of the two that have most of a and most of b.
func merge(occurrences []assay.Occurrence, a, b []key) {
	type place struct{ occ, question int }
	find := func(figures []key) (at place, ok bool) {
		for i := range occurrences {
			for k, question := range occurrences[i].Questions {
				if 2*inIt(question, figures) > len(figures) {
					return place{i, k}, true
				}
			}
		}
		return at, false
	}
	to, okA := find(a)
	from, okB := find(b)
	if !okA || !okB || to == from {
		return
	}
	into := &occurrences[to.occ].Questions[to.question]
	*into = append(slices.Clone(*into), occurrences[from.occ].Questions[from.question]...)
	questions := &occurrences[from.occ].Questions
	*questions = slices.Delete(slices.Clone(*questions), from.question, from.question+1)
}

// inIt returns how many of figures a question has.
func inIt(question []assay.Telling, figures []key) (n int) {
	for _, t := range question {
		for _, r := range t.Figures {
			if i, ok := r.Index(); ok && slices.Contains(figures, key{t.Report, i}) {
				n++
			}
		}
	}
	return n
}

// finish puts into estimates what was said of them.
func (g *grouping) finish(list []assay.Estimate) {
	at := map[key]int{} // the estimate that a figure is in
	for i := range list {
		for k := range list[i].Series {
			e := &list[i].Series[k]
			if fig, ok := e.Figure.Index(); ok {
				at[key{e.Evidence.Report, fig}] = i
			}
		}
	}
	find := func(figures []key) int {
		n := map[int]int{}
		for _, f := range figures {
			if i, ok := at[f]; ok {
				if n[i]++; 2*n[i] > len(figures) {
					return i
				}
			}
		}
		return -1
	}
	for k := range g.list {
		ru, figures := &g.list[k], g.at[k]
		i := find(figures[0])
		if i < 0 || 2*len(figures[0]) <= len(ru.about[0]) {
			continue // they are not there any more, or no longer together
		}
		est := &list[i]
		found := ""
		switch ru.Verb {
		case Confirm:
			if NumbersOf(est) != ru.Value {
				continue
			}
		case Split, Merge:
			j := find(figures[1])
			if j < 0 || (i == j) != (ru.Verb == Merge) {
				continue
			}
			if i != j {
				list[j].Ruled = append(list[j].Ruled, ru.said(""))
			}
		case Set:
			at := slices.Index(EstimateFields, ru.Field)
			if _, err := estimate.Number(ru.Value); err != nil || at < 0 {
				continue
			}
			found = [...]assay.Amount{est.Low, est.Best, est.High}[at].String()
		}
		est.Ruled = append(est.Ruled, ru.said(found))
	}
	for i := range list {
		estimate.Overrule(&list[i])
	}
}

// NumbersOf is what [Confirm] says of an estimate: "low=43 best=50".
func NumbersOf(est *assay.Estimate) string {
	var list []string
	for i, n := range []assay.Amount{est.Low, est.Best, est.High} {
		if n.IsKnown() {
			list = append(list, EstimateFields[i]+"="+n.String())
		}
	}
	return strings.Join(list, " ")
}

// A Saying is one thing to rule of a figure or an estimate.
type Saying struct {
	Verb  string `json:"verb"`
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
	// Others are, of "split", the ids of the figures that answer another question, and of
	// "merge" that of the other estimate.
	Others []string `json:"others,omitempty"`
}

// RuleOn writes down what a person says of a figure or an estimate, by its id, each in
// the place of what was said of the same before, of a figure also of its copies. It
// fails with [assay.ErrNotFound] where there is nothing of such an id, and with
// [assay.ErrInvalid] where what is said cannot be.
func (s *Store) RuleOn(ctx context.Context, id string, say []Saying, by, why string) (on RuledOn, err error) {
	var made []Ruling
	report, local, notFigure := ledger.ParseEntryID(id)
	if notFigure == nil {
		if report, err = s.Find(ctx, report); err != nil {
			return on, err
		}
		if !strings.HasPrefix(local, "f") {
			return on, s.explain(fmt.Errorf("%w: %s is no figure; there are rulings on figures, estimates and pairs of reports", assay.ErrInvalid, id))
		}
	} else if made, err = s.rulingsOn(ctx, id, say); err != nil {
		return on, err
	}
	err = s.transact(ctx, func(tx *txn) error {
		on = RuledOn{}
		if _, err := s.rulings(ctx, tx); err != nil {
			return err
		}
		var n int64 // of the report whose figure it is
		if notFigure == nil {
			if made, n, err = s.rulingsOnFigure(ctx, tx, report, local, say); err != nil {
				return err
			}
			if on.Copies, err = s.overCopies(ctx, tx, made); err != nil {
				return err
			}
		}
		if on.IDs, err = s.write(ctx, tx, made, by, why); err != nil {
			return err
		}
		return s.applyAgain(ctx, tx, n)
	})
	return on, s.explain(err)
}

// write writes rulings that were said in one breath, each in the place of what was said of
// the same before, and returns their ids.
func (s *Store) write(ctx context.Context, tx *txn, made []Ruling, by, why string) (ids []string, err error) {
	act := int64(0)
	for _, ru := range made {
		old, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE what = ? AND subject = ? AND other = ?", ru.What, ru.A, ru.B)
		if err != nil {
			return nil, err
		}
		if err := tx.aside(ctx, old); err != nil {
			return nil, err
		}
		at, err := tx.next(ctx, sealedRulings)
		if err != nil {
			return nil, err
		}
		act = cmp.Or(act, at)
		ru.act, ru.over = act, append(ru.over, old...)
		theirs, err := ru.theirs()
		if err != nil {
			return nil, err
		}
		if err := tx.put(ctx, sealedRulings, at, ru.What, ru.A, ru.B, null(ru.Found), theirs, null(by), s.now(), null(why)); err != nil {
			return nil, err
		}
	}
	list, err := s.rulings(ctx, tx)
	if err != nil && !IsDamage(err) { // the sum is written at the end
		return nil, err
	}
	for _, ru := range made {
		k := slices.IndexFunc(list, func(l Ruling) bool { return l.What == ru.What && l.A == ru.A && l.B == ru.B })
		ids = append(ids, list[k].ID)
	}
	return ids, nil
}

// aside has rulings on figures and estimates hold no longer, since others stand in their place.
func (tx *txn) aside(ctx context.Context, list []int64) error {
	for _, n := range list {
		cells, v, err := tx.ruling(ctx, n)
		if err != nil {
			return err
		}
		v.Was = cells[0].(string)
		if err := tx.recast(ctx, n, cells, v, aside, fmt.Sprintf("%s #%d", cells[2], n)); err != nil {
			return err
		}
	}
	return nil
}

// back has rulings that stood aside hold again, where nothing else stands in their place.
func (tx *txn) back(ctx context.Context, list []int64) error {
	for _, n := range list {
		if left, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE n = ? AND what = ?", n, aside); err != nil || len(left) == 0 {
			if err != nil {
				return err
			}
			continue // its report was removed
		}
		cells, v, err := tx.ruling(ctx, n)
		if err != nil {
			return err
		}
		was, other := v.Was, strings.TrimSuffix(cells[2].(string), fmt.Sprintf(" #%d", n))
		taken, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE what = ? AND subject = ? AND other = ?", was, cells[1], other)
		if err != nil || len(taken) > 0 {
			if err != nil {
				return err
			}
			continue
		}
		v.Was = ""
		if err := tx.recast(ctx, n, cells, v, was, other); err != nil {
			return err
		}
	}
	return nil
}

// ruling returns the row of a ruling on a figure or an estimate, and what it says.
func (tx *txn) ruling(ctx context.Context, n int64) (cells []any, v verdict, err error) {
	cells, err = sealedRulings.row(ctx, tx, n)
	if err == nil && cells == nil {
		err = fmt.Errorf("%w: ruling %d", assay.ErrNotFound, n)
	}
	if err == nil {
		err = json.Unmarshal([]byte(cells[4].(string)), &v)
	}
	return cells, v, err
}

// recast writes a ruling as one on something else.
func (tx *txn) recast(ctx context.Context, n int64, cells []any, v verdict, what, other string) error {
	theirs, err := json.Marshal(v)
	if err != nil {
		return err
	}
	cells[0], cells[2], cells[4] = what, other, string(theirs)
	return tx.put(ctx, sealedRulings, n, cells...)
}

// A RuledOn is what was ruled on a figure or an estimate.
type RuledOn struct {
	IDs    []string // of the rulings
	Copies []string // the figures for which they hold as well, since they are copies of it
}

// overCopies puts aside what was said before of copies of the figure on which new rulings
// are, and returns the ids of these copies.
func (s *Store) overCopies(ctx context.Context, tx *txn, made []Ruling) (ids []string, err error) {
	if len(made) == 0 {
		return nil, nil
	}
	st, err := s.copiesOf(ctx, tx, made[0].A)
	if err != nil {
		return nil, err
	}
	same := st.of(&made[0])
	same = slices.DeleteFunc(same, func(f onFigure) bool { return f.Report == made[0].A })
	for _, f := range same {
		for k := range made {
			old, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE what = 'figure' AND subject = ? AND other = ?", f.Report, fmt.Sprintf("%d-%d %s", f.Start, f.End, made[k].ruled()))
			if err != nil {
				return nil, err
			}
			if err := tx.aside(ctx, old); err != nil {
				return nil, err
			}
			made[k].over = append(made[k].over, old...)
		}
	}
	return entryIDs(st.docs, same), nil
}

// applyAgain lays what rulings changed anew: the rows of report n, unless that is 0, and of
// the rest of its story, and estimates when they are asked for.
func (s *Store) applyAgain(ctx context.Context, tx *txn, n int64) error {
	if n > 0 {
		story, err := s.storyOf(ctx, tx, n)
		if err != nil {
			return err
		}
		for _, n := range story {
			doc, err := s.docOf(ctx, tx, n)
			if err == nil {
				err = s.layAgain(ctx, tx, n, cast{Own: mask.Persons(doc)}, nil)
			}
			if err != nil && !IsDamage(err) {
				return err
			}
		}
		if err := s.layStoriesOf(ctx, tx, []int64{n}); err != nil {
			return err
		}
	}
	return isMade(ctx, tx, madeEstimates, 0)
}

// rulingsOnFigure makes rulings on a figure, and returns the number of its report.
func (s *Store) rulingsOnFigure(ctx context.Context, tx *txn, report, local string, say []Saying) (made []Ruling, n int64, err error) {
	list, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", report)
	if err != nil || len(list) == 0 {
		return nil, 0, errors.Join(err, fmt.Errorf("%w: no report %s", assay.ErrNotFound, report))
	}
	doc, err := s.docOf(ctx, tx, list[0])
	if err != nil {
		return nil, 0, err
	}
	all, err := s.rulings(ctx, tx)
	if err != nil && !IsDamage(err) {
		return nil, 0, err
	}
	doc = withAdded(doc, all)
	at := -1
	for i := range doc.Figures {
		if ledger.ID('f', i) == local {
			at = i
		}
	}
	if at < 0 {
		return nil, 0, fmt.Errorf("%w: no figure %s:%s; ids stand first in the rows of assay figures", assay.ErrNotFound, shortID(report), local)
	}
	made, err = rulingsAt(doc, at, say)
	return made, list[0], err
}

// rulingsAt makes rulings on a figure of a report; say may be changed to what is meant by it.
func rulingsAt(doc *assay.Doc, at int, say []Saying) (made []Ruling, err error) {
	on := newOnFigure(doc, at)
	if on.in(doc) != at {
		return nil, fmt.Errorf("%w: %s has the same words as another figure; rule on that, which stands first", assay.ErrInvalid, ledger.EntryID(doc.ID, ledger.ID('f', at)))
	}
	for i := range say {
		if say[i].Verb != Set {
			continue
		}
		if say[i].Value, err = meant(doc, say[i].Field, say[i].Value); err != nil {
			return nil, err
		}
	}
	for _, sy := range say {
		ru := Ruling{What: OnFigures, A: on.Report, Verb: sy.Verb, Field: sy.Field, Value: sy.Value, about: [][]onFigure{{on}}}
		ru.B = fmt.Sprintf("%d-%d %s", on.Start, on.End, sy.Verb)
		switch sy.Verb {
		case Confirm:
			ru.Value = wholly(doc, &doc.Figures[at])
		case Drop:
		case Set:
			ru.B, ru.Found = fmt.Sprintf("%d-%d %s", on.Start, on.End, sy.Field), FieldOf(doc, &doc.Figures[at], sy.Field)
			own := *doc
			own.Figures, own.Places = slices.Clone(doc.Figures), slices.Clone(doc.Places)
			if err := setField(&own, at, sy.Field, sy.Value); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%w: a figure cannot be ruled to %s; an estimate can", assay.ErrInvalid, sy.Verb)
		}
		made = append(made, ru)
	}
	q := doc.Figures[at].Quantity
	return made, agree(say, q.Low, q.Best, q.High)
}

// agree refuses numbers of which the low one is above the high one.
func agree(say []Saying, was ...assay.Amount) error {
	n, said := [numbered]assay.Amount(was), [numbered]bool{}
	for _, sy := range say {
		at := slices.Index(EstimateFields, sy.Field)
		if sy.Verb != Set || at < 0 {
			continue
		}
		var err error
		if n[at], err = estimate.Number(sy.Value); err != nil {
			return fmt.Errorf("%w: %s is a number or none, not %q", assay.ErrInvalid, sy.Field, sy.Value)
		}
		said[at] = true
	}
	if _, ok := estimate.Agree(n, [numbered]assay.Amount(was), said); !ok {
		return fmt.Errorf("%w: low is not above best, and best is not above high", assay.ErrInvalid)
	}
	return nil
}

// rulingsOn makes rulings on an estimate.
func (s *Store) rulingsOn(ctx context.Context, id string, say []Saying) (made []Ruling, err error) {
	est, figures, err := s.answers(ctx, id)
	if err != nil {
		return nil, err
	}
	all := make([]onFigure, 0, len(figures))
	for _, f := range figures {
		all = append(all, f.onFigure)
	}
	for i := range say {
		say[i].Value = withoutCommas(say[i].Field, say[i].Value)
	}
	for _, sy := range say {
		ru := Ruling{What: OnEstimates, A: id, B: sy.Verb, Verb: sy.Verb, Field: sy.Field, Value: sy.Value, Found: NumbersOf(est), about: [][]onFigure{all}}
		switch sy.Verb {
		case Confirm:
			ru.Value = NumbersOf(est)
		case Set:
			if !slices.Contains(EstimateFields, sy.Field) {
				return nil, s.explain(fmt.Errorf("%w: no field %q; of an estimate there are %s", assay.ErrInvalid, sy.Field, strings.Join(EstimateFields, ", ")))
			}
			ru.B = sy.Field
			ru.Found = [...]assay.Amount{est.Low, est.Best, est.High}[slices.Index(EstimateFields, sy.Field)].String()
			for _, r := range est.Ruled {
				if r.Verb == Set && r.Field == sy.Field { // what was read before anybody ruled
					ru.Found = r.Found
				}
			}
		case Split:
			var out, rest []onFigure
			for _, f := range figures {
				if slices.Contains(sy.Others, f.id) {
					out = append(out, f.onFigure)
				} else {
					rest = append(rest, f.onFigure)
				}
			}
			for _, other := range sy.Others {
				if !slices.ContainsFunc(figures, func(f answer) bool { return f.id == other }) {
					return nil, s.explain(fmt.Errorf("%w: %s is no figure of %s; assay show has those", assay.ErrNotFound, other, id))
				}
			}
			if len(rest) == 0 || len(out) == 0 {
				return nil, s.explain(fmt.Errorf("%w: some figures of %s answer another question than the rest: name some, and not all", assay.ErrInvalid, id))
			}
			ru.B, ru.about = "split "+out[0].Report+fmt.Sprintf(" %d-%d", out[0].Start, out[0].End), [][]onFigure{out, rest}
		case Merge:
			with, theirs, err := s.answers(ctx, sy.Others[0])
			if err != nil {
				return nil, err
			}
			if with.ID == est.ID || with.Question.Action != est.Question.Action {
				return nil, s.explain(fmt.Errorf("%w: %s asks of %s and %s of %s: two questions that are one ask the same", assay.ErrInvalid, id, est.Question.Action, with.ID, with.Question.Action))
			}
			var others []onFigure
			for _, f := range theirs {
				others = append(others, f.onFigure)
			}
			ru.B, ru.about = "merge "+with.ID, [][]onFigure{all, others}
		default:
			return nil, s.explain(fmt.Errorf("%w: an estimate cannot be ruled to %s; a figure can", assay.ErrInvalid, sy.Verb))
		}
		if sees := actorOf(ctx).sees; !sees.all { // of what they see, beside what others say of what these do
			ru.B += " @" + sees.short()
		}
		made = append(made, ru)
	}
	return made, s.explain(agree(say, est.Low, est.Best, est.High))
}

// An answer is a figure of an estimate, with its id.
type answer struct {
	onFigure
	id string
}

// answers returns an estimate, and its figures.
func (s *Store) answers(ctx context.Context, id string) (*assay.Estimate, []answer, error) {
	if s.through != nil {
		return s.through.answers(ctx, id)
	}
	e, err := s.Estimate(ctx, id, true)
	if err != nil {
		return nil, nil, err
	}
	est, err := e.Item.Estimate()
	if err != nil {
		return nil, nil, s.explain(err)
	}
	var list []answer
	for k := range est.Series {
		en := &est.Series[k]
		if i, ok := en.Figure.Index(); ok {
			list = append(list, answer{onFigure{en.Evidence.Report.String(), int(en.Evidence.Span.Start), int(en.Evidence.Span.End), en.Evidence.Text},
				ledger.EntryID(en.Evidence.Report, ledger.ID('f', i))})
		}
	}
	return est, list, nil
}

// Undo takes a ruling back by its id, as [Store.Rulings] gives it.
func (s *Store) Undo(ctx context.Context, id string) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		list, err := s.rulings(ctx, tx)
		if err != nil {
			return err
		}
		k := slices.IndexFunc(list, func(ru Ruling) bool { return ru.ID == id })
		if k < 0 {
			return fmt.Errorf("%w: no ruling %q; name one by its id as in assay rule list, or by its two reports", assay.ErrNotFound, id)
		}
		return s.undo(ctx, tx, &list[k])
	}))
}

// undo takes a ruling back: what was said before of the same holds again.
func (s *Store) undo(ctx context.Context, tx *txn, ru *Ruling) error {
	if err := errors.Join(tx.drop(ctx, sealedRulings, ru.n), tx.back(ctx, ru.over)); err != nil {
		return err
	}
	at := int64(0)
	switch ru.What {
	case OnStories:
		return s.ruled(ctx, tx, *ru)
	case OnFigures:
		list, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", ru.A)
		if err != nil || len(list) == 0 {
			return err
		}
		at = list[0]
		if err := s.agreed(ctx, tx, ru.about[0][0]); err != nil {
			return err
		}
	}
	return s.applyAgain(ctx, tx, at)
}

// forgetRulings takes out what rulings on figures and estimates know of the words of a
// report, and those that are about nothing else.
func (s *Store) forgetRulings(ctx context.Context, tx *txn, report string) (gone int, err error) {
	list, err := s.said(ctx, tx)
	if err != nil && !IsDamage(err) {
		return 0, err
	}
	for _, ru := range list {
		if len(ru.about) == 0 {
			continue
		}
		left, of := true, 0
		for k, figures := range ru.about {
			rest := slices.DeleteFunc(slices.Clone(figures), func(f onFigure) bool { return f.Report == report })
			of += len(figures) - len(rest)
			ru.about[k] = rest
			left = left && len(rest) > 0
		}
		if of == 0 {
			continue
		}
		cells, err := sealedRulings.row(ctx, tx, ru.n)
		if err != nil {
			return gone, err
		}
		if !left {
			gone++
			if err := tx.drop(ctx, sealedRulings, ru.n); err != nil {
				return gone, err
			}
			continue
		}
		if cells[4], err = ru.theirs(); err != nil {
			return gone, err
		}
		if err := tx.put(ctx, sealedRulings, ru.n, cells...); err != nil {
			return gone, err
		}
	}
	return gone, nil
}

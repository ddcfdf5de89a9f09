package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/mask"
	"assay/quantity"
)

// What a person said of figures, claims and estimates stands in the table of rulings, by the
// words of the entries, and never in these: they stay as they were read. It is
// applied whenever an entry is shown, laid flat or counted: fields of claims and figures before
// estimates are made, "split" and "merge" when it is known which figures answer one
// question, numbers of estimates at the end.

// ruled puts what persons said of the entries of doc into it, and of the report as a whole; it leaves doc
// as it is, and returns another where there is something.
func ruled(doc *assay.Doc, list []Ruling) *assay.Doc {
	report := doc.ID.String()
	var mine []Ruling
	for _, ru := range list {
		if ru.A == report && ru.ofReport() {
			mine = append(mine, ru)
		}
	}
	if len(mine) == 0 {
		return doc
	}
	read := doc
	doc = withAdded(doc, mine)
	own := loose(doc)
	own.Ruled = nil
	for _, k := range entryKinds {
		k.apply(own, doc, mine)
	}
	for i := range mine {
		if ru := &mine[i]; ru.What == OnReports && ru.Value == asRead(read) {
			own.Ruled = append(own.Ruled, ru.said(""))
		}
	}
	return own
}

// apply puts into doc what was said of its entries of a kind; was is doc before anything was.
func (k *entryKind) apply(doc, was *assay.Doc, list []Ruling) {
	for i := range k.count(doc) {
		*k.said(doc, i) = nil
	}
	said := map[int]map[int]bool{} // entry -> the fields that were set
	// A place brings its country, unless they said that too.
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Ruling) int {
		return cmp.Compare(slices.Index(k.fields, a.Field), slices.Index(k.fields, b.Field))
	})
	for i := range list {
		ru := &list[i]
		if ru.What != k.what {
			continue
		}
		at := ru.about[0][0].in(was)
		if at < 0 {
			continue
		}
		switch ru.Verb {
		case Confirm:
			if k.wholly(was, at) != ru.Value {
				continue // it says something else now
			}
		case Drop:
			k.drop(doc, at)
		case Set:
			if k.put(doc, at, ru.Field, ru.Value, ru.places()) != nil {
				continue
			}
			if said[at] == nil {
				said[at] = map[int]bool{}
			}
			said[at][slices.Index(k.fields, ru.Field)] = true
		}
		// Of two rulings on one field, which copies of a report may bring, the last holds.
		of := k.said(doc, at)
		*of = slices.DeleteFunc(*of, func(r assay.Ruled) bool { return r.Verb == ru.Verb && r.Field == ru.Field })
		*of = append(*of, ru.said(k.value(was, at, ru.Field)))
	}
	k.settle(doc, was, said)
}

// settleFigures has numbers that were set and those that were read go together.
func settleFigures(doc, read *assay.Doc, said map[int]map[int]bool) {
	for at, fields := range said {
		q, was := &doc.Figures[at].Quantity, &read.Figures[at].Quantity
		n, _ := estimate.Agree([...]assay.Amount{q.Low, q.Best, q.High}, [...]assay.Amount{was.Low, was.Best, was.High}, [...]bool{fields[0], fields[1], fields[2]})
		q.Low, q.Best, q.High = n[0], n[1], n[2]
		if q.Bound == assay.Exact && !fields[boundAt] && q.Low != q.High {
			q.Bound = assay.Range
		}
	}
}

// withAdded returns doc with the claims and figures behind its own that persons found in it.
func withAdded(doc *assay.Doc, list []Ruling) *assay.Doc {
	for _, k := range entryKinds {
		for i := range list {
			ru := &list[i]
			if ru.What != k.what || ru.Verb != Add || ru.A != doc.ID.String() || ru.about[0][0].in(doc) >= 0 {
				continue
			}
			on := &ru.about[0][0]
			sp := assay.Span{Start: int32(on.Start), End: int32(on.End)}
			if sp.Check(doc.Text) != nil || sp.In(doc.Text) != on.Text {
				continue
			}
			own := *doc
			k.add(&own, sp)
			doc = &own
		}
	}
	return doc
}

// figureAt is the figure that stands at words as far as they say themselves: their numbers, and the
// innermost claim around them.
func figureAt(doc *assay.Doc, sp assay.Span) assay.Figure {
	fig := assay.Figure{Quantity: assay.Quantity{Span: sp, Head: -1}, Action: noAction, Chances: assay.Chances{Figure: 1, Action: 1, Places: 1, Countries: 1, Time: 1, Days: 1}, Confidence: 1}
	if found := quantity.Parse(sp.In(doc.Text)); len(found) > 0 {
		q := found[0]
		fig.Unit = q.Unit
		q.Span, q.Counted, q.Head = sp, assay.Span{}, -1
		fig.Quantity = q
	}
	fig.Claim = claimAround(doc, sp, -1)
	return fig
}

// noAction is that of a figure which answers no question.
const noAction = assay.Action("other")

// saysNumber refuses a figure that was added without a number.
func saysNumber(doc *assay.Doc, i int) error {
	if q := &doc.Figures[i].Quantity; !q.Low.IsKnown() && !q.Best.IsKnown() && !q.High.IsKnown() && q.Bound != assay.Vague {
		return fmt.Errorf("%w: no number stands in %q; say what it is: best=1", assay.ErrInvalid, q.Span.In(doc.Text))
	}
	return nil
}

// AddEntry writes down that a figure or a claim ([OnFigures], [OnClaims]) stands in a report, by its id, where
// none was read: its words, of a claim its content, and what is said of its fields beside what they say
// themselves.
func (s *Store) AddEntry(ctx context.Context, what, report string, sp assay.Span, say []Saying, by, why string) (on RuledOn, err error) {
	k, _ := kindOf(what)
	if k == nil {
		return on, s.explain(fmt.Errorf("%w: to a report a figure or a claim is added, and not %q", assay.ErrInvalid, what))
	}
	if report, err = s.Find(ctx, report); err != nil {
		return on, err
	}
	err = s.transact(ctx, func(tx *txn) error {
		on = RuledOn{}
		doc, n, err := s.withWhatWasAdded(ctx, tx, report)
		if err != nil {
			return err
		}
		if err := sp.Check(doc.Text); err != nil || strings.TrimSpace(sp.In(doc.Text)) == "" {
			return fmt.Errorf("%w: a %s has words", assay.ErrInvalid, k.what)
		}
		at := k.spot(doc, sp)
		if id := at.id(doc); id != "" {
			return fmt.Errorf("%w: these words are %s already", assay.ErrInvalid, id)
		}
		made := []Ruling{k.ruling(at, &Saying{Verb: Add})}
		doc = withAdded(doc, made)
		i := k.count(doc) - 1
		more, err := k.rulings(doc, i, slices.Clone(say))
		if err != nil {
			return err
		}
		made = append(made, more...)
		set := loose(doc)
		for _, sy := range more {
			if err := k.put(set, i, sy.Field, sy.Value, sy.places()); err != nil {
				return err
			}
		}
		if err := k.whole(set, i); err != nil {
			return err
		}
		if on.IDs, err = s.write(ctx, tx, made, by, why); err != nil {
			return err
		}
		return s.applyAgain(ctx, tx, n)
	})
	return on, s.explain(err)
}

// withWhatWasAdded returns a report with the entries that persons added, and its number.
func (s *Store) withWhatWasAdded(ctx context.Context, tx *txn, report string) (*assay.Doc, int64, error) {
	n, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", report)
	if err != nil || len(n) == 0 {
		return nil, 0, errors.Join(err, fmt.Errorf("%w: no report %s", assay.ErrNotFound, report))
	}
	doc, err := s.docOf(ctx, tx, n[0])
	if err != nil {
		return nil, 0, err
	}
	all, err := s.rulings(ctx, tx)
	if err != nil && !IsDamage(err) {
		return nil, 0, err
	}
	return withAdded(doc, all), n[0], nil
}

// RuleWhole writes down that a person went through all of a report, by its id: that what was read there is right
// where nobody ruled otherwise, and that nothing is missing. It holds as long as it is read so.
func (s *Store) RuleWhole(ctx context.Context, report, by, why string) (on RuledOn, err error) {
	if report, err = s.Find(ctx, report); err != nil {
		return on, err
	}
	err = s.transact(ctx, func(tx *txn) error {
		n, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", report)
		if err != nil || len(n) == 0 {
			return errors.Join(err, fmt.Errorf("%w: no report %s", assay.ErrNotFound, report))
		}
		doc, err := s.docOf(ctx, tx, n[0])
		if err != nil {
			return err
		}
		ru := Ruling{What: OnReports, A: report, B: Whole, Verb: Whole, Value: asRead(doc), about: [][]onEntry{{{Report: report, End: len(doc.Text)}}}}
		on.IDs, err = s.write(ctx, tx, []Ruling{ru}, by, why)
		return err
	})
	return on, s.explain(err)
}

// asRead is a digest of all that was read of figures and claims in a report.
func asRead(doc *assay.Doc) string {
	h := sha256.New()
	for _, k := range entryKinds {
		for i := range k.count(doc) {
			fmt.Fprintf(h, "%v %s\n", k.on(doc, i), k.wholly(doc, i))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// said is a ruling as it stands at what it is about, where something was found.
func (ru *Ruling) said(found string) assay.Ruled {
	r := assay.Ruled{ID: ru.ID, Verb: ru.Verb, Field: ru.Field, By: ru.By, At: ru.At, Why: ru.Why}
	if ru.Verb == Set {
		r.Found, r.Theirs = found, ru.Value
	}
	return r
}

// entryRulings returns the rulings on entries and reports, with those on entries of which the ones of a
// report, or of all where it is "", are copies. Those that are damaged are passed over:
// [Store.Rulings] tells of them.
func (s *Store) entryRulings(ctx context.Context, q querier, report string) ([]Ruling, error) {
	if any, err := s.onEntries(ctx, q); err != nil || !any {
		return nil, err
	}
	list, err := s.rulings(ctx, q)
	if err != nil && !IsDamage(err) {
		return nil, err
	}
	return s.spread(ctx, q, list, report)
}

// onEntries reports whether there is a ruling on an entry or a report.
func (s *Store) onEntries(ctx context.Context, q querier) (any bool, err error) {
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM rulings WHERE what IN (?, ?, ?))", OnFigures, OnClaims, OnReports).Scan(&any)
	return any, err
}

// withRulings is [ruled] by what the ledger has.
func (s *Store) withRulings(ctx context.Context, q querier, doc *assay.Doc) (*assay.Doc, error) {
	list, err := s.entryRulings(ctx, q, doc.ID.String())
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

// A Saying is one thing to rule of a figure, a claim or an estimate.
type Saying struct {
	Verb  string `json:"verb"`
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
	// Others are, of "split", the ids of the figures that answer another question, and of
	// "merge" that of the other estimate.
	Others []string `json:"others,omitempty"`
	// At is where in the report the words of the value begin, of each piece; where it is not said
	// they are looked for nearest to what is ruled on.
	At []int `json:"at,omitempty"`
}

var errSaysNothing = fmt.Errorf("%w: a ruling says something", assay.ErrInvalid)

// RuleOn writes down what a person says of a figure, a claim or an estimate, by its id, each in
// the place of what was said of the same before, of a figure or claim also of its copies. It
// fails with [assay.ErrNotFound] where there is nothing of such an id, and with
// [assay.ErrInvalid] where what is said cannot be.
func (s *Store) RuleOn(ctx context.Context, id string, say []Saying, by, why string) (on RuledOn, err error) {
	if len(say) == 0 {
		return on, errSaysNothing
	}
	var made []Ruling
	report, local, notFigure := ledger.ParseEntryID(id)
	if notFigure == nil {
		if report, err = s.Find(ctx, report); err != nil {
			return on, err
		}
		if k, _ := kindOf(local); k == nil {
			return on, s.explain(fmt.Errorf("%w: %s is no figure or claim; there are rulings on these, estimates, reports and pairs of reports", assay.ErrInvalid, id))
		}
	} else if made, err = s.rulingsOn(ctx, id, say); err != nil {
		return on, err
	}
	err = s.transact(ctx, func(tx *txn) error {
		on = RuledOn{}
		if _, err := s.rulings(ctx, tx); err != nil {
			return err
		}
		var n int64 // of the report whose entry it is
		if notFigure == nil {
			if made, n, err = s.rulingsOnEntry(ctx, tx, report, local, say); err != nil {
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

// A RuledOn is what was ruled.
type RuledOn struct {
	IDs    []string // of the rulings
	Copies []string // the entries for which they hold as well, since they are copies of it
}

// overCopies puts aside what was said before of copies of the entry on which new rulings
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
	same = slices.DeleteFunc(same, func(f onEntry) bool { return f.Report == made[0].A })
	for _, f := range same {
		for k := range made {
			old, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE what = ? AND subject = ? AND other = ?", made[k].What, f.Report, f.ruling(made[k].ruled()))
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

// rulingsOnEntry makes rulings on a figure or a claim, and returns the number of its report.
func (s *Store) rulingsOnEntry(ctx context.Context, tx *txn, report, local string, say []Saying) (made []Ruling, n int64, err error) {
	doc, n, err := s.withWhatWasAdded(ctx, tx, report)
	if err != nil {
		return nil, 0, err
	}
	k, at := kindOf(local)
	if k == nil || at < 0 || at >= k.count(doc) {
		what := OnFigures
		if k != nil {
			what = k.what
		}
		return nil, 0, fmt.Errorf("%w: no %s %s:%s; ids stand first in the rows of assay %ss", assay.ErrNotFound, what, shortID(report), local, what)
	}
	made, err = k.rulings(doc, at, say)
	return made, n, err
}

// ruling is one on an entry.
func (k *entryKind) ruling(on onEntry, sy *Saying) Ruling {
	ru := Ruling{What: k.what, A: on.Report, Verb: sy.Verb, Field: sy.Field, Value: sy.Value, about: [][]onEntry{{on}}}
	for _, at := range sy.At {
		ru.near = append(ru.near, at-on.Start)
	}
	ru.B = on.ruling(ru.ruled())
	return ru
}

// rulings makes rulings on an entry of a report; say may be changed to what is meant by it.
func (k *entryKind) rulings(doc *assay.Doc, at int, say []Saying) (made []Ruling, err error) {
	on := k.on(doc, at)
	if on.in(doc) != at {
		return nil, fmt.Errorf("%w: %s has the same words as another %s; rule on that, which stands first", assay.ErrInvalid, ledger.EntryID(doc.ID, ledger.ID(k.letter, at)), k.what)
	}
	for i := range say {
		if say[i].Verb != Set {
			continue
		}
		if say[i].Value, err = k.meant(doc, slices.Index(k.fields, say[i].Field), say[i].Value); err != nil {
			return nil, err
		}
	}
	for i := range say {
		ru := k.ruling(on, &say[i])
		switch ru.Verb {
		case Confirm:
			ru.Value = k.wholly(doc, at)
		case Drop:
		case Set:
			ru.Found = k.value(doc, at, ru.Field)
			if err := k.put(loose(doc), at, ru.Field, ru.Value, ru.places()); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%w: a %s cannot be ruled to %s; an estimate can", assay.ErrInvalid, k.what, ru.Verb)
		}
		made = append(made, ru)
	}
	return made, k.check(doc, at, say)
}

// figureAgrees refuses numbers of a figure that cannot be.
func figureAgrees(doc *assay.Doc, i int, say []Saying) error {
	q := &doc.Figures[i].Quantity
	return agree(say, q.Low, q.Best, q.High)
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
	all := make([]onEntry, 0, len(figures))
	for _, f := range figures {
		all = append(all, f.onEntry)
	}
	for i := range say {
		say[i].Value = withoutCommas(say[i].Value)
	}
	for _, sy := range say {
		ru := Ruling{What: OnEstimates, A: id, B: sy.Verb, Verb: sy.Verb, Field: sy.Field, Value: sy.Value, Found: NumbersOf(est), about: [][]onEntry{all}}
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
			var out, rest []onEntry
			for _, f := range figures {
				if slices.Contains(sy.Others, f.id) {
					out = append(out, f.onEntry)
				} else {
					rest = append(rest, f.onEntry)
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
			ru.B, ru.about = "split "+out[0].Report+fmt.Sprintf(" %d-%d", out[0].Start, out[0].End), [][]onEntry{out, rest}
		case Merge:
			with, theirs, err := s.answers(ctx, sy.Others[0])
			if err != nil {
				return nil, err
			}
			if with.ID == est.ID || with.Question.Action != est.Question.Action {
				return nil, s.explain(fmt.Errorf("%w: %s asks of %s and %s of %s: two questions that are one ask the same", assay.ErrInvalid, id, est.Question.Action, with.ID, with.Question.Action))
			}
			var others []onEntry
			for _, f := range theirs {
				others = append(others, f.onEntry)
			}
			ru.B, ru.about = "merge "+with.ID, [][]onEntry{all, others}
		default:
			return nil, s.explain(fmt.Errorf("%w: an estimate cannot be ruled to %s; a figure or claim can", assay.ErrInvalid, sy.Verb))
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
	onEntry
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
			list = append(list, answer{onEntry{Report: en.Evidence.Report.String(), Start: int(en.Evidence.Span.Start), End: int(en.Evidence.Span.End), Text: en.Evidence.Text},
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
	case OnReports:
		return nil // nothing rests on it
	case OnFigures, OnClaims:
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

// forgetRulings takes out what rulings know of the words of a
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
			rest := slices.DeleteFunc(slices.Clone(figures), func(f onEntry) bool { return f.Report == report })
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

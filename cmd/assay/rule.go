package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/store"
	"assay/table"
)

// ruleCmd is the user's word on which reports are one story, and on figures and
// estimates.
type ruleCmd struct {
	Together ruleTogetherCmd `cmd:"" help:"Rule that two reports are one story."`
	Apart    ruleApartCmd    `cmd:"" help:"Rule that two reports are two stories."`
	Confirm  ruleConfirmCmd  `cmd:"" help:"Say that a figure, a claim or an estimate is right as it was read."`
	Set      ruleSetCmd      `cmd:"" help:"Correct fields of a figure or a claim, or overrule the numbers of an estimate."`
	Drop     ruleDropCmd     `cmd:"" help:"Say that a figure or a claim is none: it counts in no estimate, nobody says it."`
	Add      ruleAddCmd      `cmd:"" help:"Add a figure or a claim that was not read."`
	Whole    ruleWholeCmd    `cmd:"" help:"Say that you went through all of a report: claims and figures are right now, and none is missing."`
	Split    ruleSplitCmd    `cmd:"" help:"Say that some figures of an estimate answer another question than the rest."`
	Merge    ruleMergeCmd    `cmd:"" help:"Say that two estimates answer one question."`
	Undo     ruleUndoCmd     `cmd:"" help:"Take a ruling back."`
	List     ruleListCmd     `cmd:"" help:"List the rulings, in the order in which they were made."`
}

// twoReports names two reports of a ledger.
type twoReports struct {
	ledgerFlag
	A string `arg:"" help:"A report, by its path or id as in assay stories."`
	B string `arg:"" help:"Another report."`
}

// said is who says something, and why.
type said struct {
	By string `placeholder:"NAME" help:"Who says so; kept with the ruling."`
}

type (
	ruleTogetherCmd struct {
		twoReports
		said
		Why string `help:"Why, in your words; kept with the ruling."`
	}
	ruleApartCmd struct {
		twoReports
		said
		Why string `help:"Why, in your words; kept with the ruling."`
	}
	ruleConfirmCmd struct {
		ledgerFlag
		reasoned
		ID string `arg:"" help:"A figure, a claim or an estimate, by its id as in the listings."`
	}
	ruleSetCmd struct {
		ledgerFlag
		reasoned
		ID     string   `arg:"" help:"A figure, a claim or an estimate, by its id as in the listings."`
		Fields []string `arg:"" name:"field=value" help:"What it is instead: of a figure action, low, best, high, bound, unit, counted (words of the report), place (an id of the gazetteer, or a name that only one place has), country (its code or name), begin, end (the day after the last), source (words of the report that say who says it; none: its own voice); of a claim source, cue, content (words of the report, ' … ' between pieces), stance, mode, kind; of an estimate low, best, high. VALUE none: not known."`
	}
	ruleDropCmd struct {
		ledgerFlag
		reasoned
		ID string `arg:"" name:"entry" help:"A figure or a claim, by its id as in assay figures, assay claims."`
	}
	ruleAddCmd struct {
		ledgerFlag
		reasoned
		What   string   `arg:"" enum:"figure,claim" help:"figure or claim."`
		Report string   `arg:"" help:"The report, by its path or id as in assay stories."`
		Words  string   `arg:"" help:"Its words as they stand in the report; of a claim what is said."`
		Fields []string `arg:"" optional:"" name:"field=value" help:"What they do not say themselves, as in rule set: of a claim at least source."`
		Nth    int      `placeholder:"N" help:"Which they are, where these words stand in the report more than once; 1 is the first."`
	}
	ruleWholeCmd struct {
		ledgerFlag
		said
		Why    string `help:"A remark; kept with the ruling."`
		Report string `arg:"" help:"The report, by its path or id as in assay stories."`
	}
	ruleSplitCmd struct {
		ledgerFlag
		reasoned
		ID      string   `arg:"" name:"estimate" help:"The estimate, by its id as in assay estimates."`
		Figures []string `arg:"" name:"figure" help:"Those of its figures that answer another question, by their ids as in assay show."`
	}
	ruleMergeCmd struct {
		ledgerFlag
		reasoned
		ID   string `arg:"" name:"estimate" help:"An estimate, by its id as in assay estimates."`
		With string `arg:"" name:"other" help:"The other estimate."`
	}
	ruleUndoCmd struct {
		ledgerFlag
		A string `arg:"" name:"ruling" help:"The ruling, by its id as in assay rule list; or one of its two reports, by path or id."`
		B string `arg:"" optional:"" name:"report" help:"The other report."`
	}
)

// reasoned is who says something, and why, which is not left out.
type reasoned struct {
	said
	Why string `required:"" help:"Why, in your words; kept with the ruling."`
}

func (r *ruleTogetherCmd) Run(c *console) error { return r.rule(c, true, r.By, r.Why) }
func (r *ruleApartCmd) Run(c *console) error    { return r.rule(c, false, r.By, r.Why) }

func (r *ruleConfirmCmd) Run(c *console) error {
	return r.on(c, r.Ledger, r.ID, store.Saying{Verb: store.Confirm})
}
func (r *ruleDropCmd) Run(c *console) error {
	return r.on(c, r.Ledger, r.ID, store.Saying{Verb: store.Drop})
}
func (r *ruleSplitCmd) Run(c *console) error {
	return r.on(c, r.Ledger, r.ID, store.Saying{Verb: store.Split, Others: r.Figures})
}
func (r *ruleMergeCmd) Run(c *console) error {
	return r.on(c, r.Ledger, r.ID, store.Saying{Verb: store.Merge, Others: []string{r.With}})
}
func (r *ruleSetCmd) Run(c *console) error {
	say, err := fieldValues(r.Fields)
	if err != nil {
		return err
	}
	return r.on(c, r.Ledger, r.ID, say...)
}

// fieldValues are fields with the values that they are set to.
func fieldValues(list []string) (say []store.Saying, err error) {
	for _, f := range list {
		field, value, ok := strings.Cut(f, "=")
		if !ok || value == "" {
			return nil, usagef("rule: %q is no FIELD=VALUE", f)
		}
		say = append(say, store.Saying{Verb: store.Set, Field: field, Value: value})
	}
	return say, nil
}

func (r *ruleAddCmd) Run(c *console) error {
	say, err := fieldValues(r.Fields)
	if err != nil {
		return err
	}
	return r.in(c, r.Ledger, func(st *store.Store) error {
		report, err := st.Find(c.ctx, r.Report)
		if err != nil {
			return err
		}
		at, err := st.Where(c.ctx, report, r.Words, r.Nth)
		if err != nil {
			return err
		}
		on, err := st.AddEntry(c.ctx, r.What, report, at, say, r.By, r.Why)
		if err != nil {
			return err
		}
		rd, err := st.Read(c.ctx, report)
		if err != nil {
			return err
		}
		n := len(rd.Doc.Figures)
		if r.What == store.OnClaims {
			n = len(rd.Doc.Claims)
		}
		c.note(fmt.Sprintf("%s: added %s: %s; assay rule undo takes it back", r.Ledger, ledger.EntryID(rd.Doc.ID, ledger.ID(r.What[0], n-1)), strings.Join(on.IDs, ", ")))
		return nil
	})
}

func (r *ruleWholeCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	on, err := st.RuleWhole(c.ctx, r.Report, r.By, r.Why)
	if err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: %s was gone through whole: %s; assay rule undo takes it back", r.Ledger, r.Report, strings.Join(on.IDs, ", ")))
	return nil
}

// in opens a ledger for somebody who says why.
func (r *reasoned) in(c *console, path string, say func(*store.Store) error) error {
	if strings.TrimSpace(r.Why) == "" {
		return usagef("--why: says why; it is kept with the ruling")
	}
	st, err := store.Open(c.ctx, path)
	if err != nil {
		return err
	}
	defer st.Close()
	return say(st)
}

// on writes down what is said of a figure, a claim or an estimate.
func (r *reasoned) on(c *console, path, id string, say ...store.Saying) error {
	return r.in(c, path, func(st *store.Store) error { return r.onIn(c, st, path, id, say) })
}

func (r *reasoned) onIn(c *console, st *store.Store, path, id string, say []store.Saying) error {
	on, err := st.RuleOn(c.ctx, id, say, r.By, r.Why)
	if err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: ruled on %s: %s; assay rule undo takes it back", path, id, strings.Join(on.IDs, ", ")))
	if strings.HasPrefix(id, "est") { // its figures may be others now, and so its id
		list, err := st.Rulings(c.ctx)
		if err != nil {
			return err
		}
		for _, ru := range list {
			if slices.Contains(on.IDs, ru.ID) && ru.Entry != "" && ru.Entry != id {
				c.note(fmt.Sprintf("%s: %s is now %s", path, id, strings.Join(strings.Fields(ru.Entry), " and ")))
				break
			}
		}
	}
	if len(on.Copies) > 0 {
		c.note(fmt.Sprintf("%s: the same in copies is ruled on with it: %s", path, strings.Join(on.Copies, ", ")))
	}
	return nil
}

func (r *ruleUndoCmd) Run(c *console) error {
	two := twoReports{r.ledgerFlag, r.A, r.B}
	if r.B != "" {
		return two.with(c, (*store.Store).FindRuled, func(st *store.Store, a, b string) error { return st.Unrule(c.ctx, a, b) })
	}
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := st.Rulings(c.ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(ru store.Ruling) bool { return ru.ID == r.A })
	if at < 0 {
		return fmt.Errorf("%s: %w: no ruling %q; name one by its id as in assay rule list, or by its two reports", r.shown(), assay.ErrNotFound, r.A)
	}
	if err := st.Undo(c.ctx, r.A); err != nil {
		return err
	}
	if list[at].What != store.OnStories {
		c.note(fmt.Sprintf("%s: taken back: %s", r.shown(), r.A))
		return nil
	}
	two.A, two.B = list[at].A, list[at].B // perhaps they are not in the ledger any more
	return two.say(c, st, two.A, two.B)
}

func (r *twoReports) rule(c *console, together bool, by, why string) error {
	return r.with(c, (*store.Store).Find, func(st *store.Store, a, b string) error {
		return st.Rule(c.ctx, store.Ruling{A: a, B: b, Together: together, By: by, Why: why})
	})
}

// with calls f with the ids of the two reports, as find finds them, and then says
// which stories they are in.
func (r *twoReports) with(c *console, find func(*store.Store, context.Context, string) (string, error), f func(st *store.Store, a, b string) error) error {
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	a, err := find(st, c.ctx, r.A)
	if err != nil {
		return err
	}
	b, err := find(st, c.ctx, r.B)
	if err != nil {
		return err
	}
	if err := f(st, a, b); err != nil {
		return err
	}
	return r.say(c, st, a, b)
}

// say says which stories two reports are in, which have those ids; nothing where
// one of them was removed.
func (r *twoReports) say(c *console, st *store.Store, a, b string) error {
	in, err := column(c, st, "story")
	if err != nil {
		return err
	}
	switch {
	case in[a] == nil || in[b] == nil: // one was removed
		c.note(fmt.Sprintf("%s: taken back: the ruling on %s and %s", r.shown(), r.A, r.B))
	case in[a] == in[b]:
		c.note(fmt.Sprintf("%s: %s and %s are one story, %s", r.shown(), r.A, r.B, in[a]))
	default:
		c.note(fmt.Sprintf("%s: %s is in %s, %s in %s", r.shown(), r.A, in[a], r.B, in[b]))
	}
	return nil
}

// column returns a column of the table of stories, by the ids of the reports.
func column(c *console, st *store.Store, name string) (map[string]any, error) {
	t, err := st.Query(c.ctx, "stories", "", false)
	if err != nil {
		return nil, err
	}
	report, at := slices.Index(t.Head, "report"), slices.Index(t.Head, name)
	of := make(map[string]any, len(t.Rows))
	for _, row := range t.Rows {
		of[row[report].(string)] = row[at]
	}
	return of, nil
}

type ruleListCmd struct {
	ledgerFlag
	listFlags
}

func (r *ruleListCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, r.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	list, damage := st.Rulings(c.ctx)
	if damage != nil && !store.IsDamage(damage) {
		return damage
	}
	t := &table.Table{Name: "rulings", Head: strings.Fields("id ruling on report path other other_path theirs found fits why by at")}
	masks := map[string]*mask.Mask{}
	for _, ru := range list {
		if ru.What == store.OnStories {
			t.Rows = append(t.Rows, []any{ru.ID, store.OneOrTwo(ru.Together), nil, ru.A, named(ru.PathA, ru.A), ru.B, named(ru.PathB, ru.B), nil, text(ru.Found), nil, text(ru.Why), text(ru.By), text(ru.At)})
			continue
		}
		var of []*mask.Mask // of the reports whose words may stand there
		for _, report := range ru.Reports() {
			if masks[report] == nil {
				rd, err := st.Read(c.ctx, report)
				switch {
				case store.IsDamage(err) || errors.Is(err, assay.ErrNotFound):
					continue
				case err != nil:
					return err
				}
				masks[report] = masked(rd, false)
			}
			of = append(of, masks[report])
		}
		show := func(s string) string { return mask.Together(of, s) }
		var report, path any
		if ru.What != store.OnEstimates {
			report, path = ru.A, named(ru.PathA, ru.A)
		}
		on, fits, theirs, found := ru.Entry, "yes", any(nil), any(nil)
		if on == "" && ru.What == store.OnEstimates {
			on = ru.A
		}
		if ru.Misfit != "" {
			fits = "no: " + ru.Misfit
		}
		if ru.Verb == store.Set {
			theirs, found = text(ru.Field+"="+show(ru.Value)), text(show(ru.Found))
		}
		t.Rows = append(t.Rows, []any{ru.ID, ru.Verb, text(on), report, path, nil, nil, theirs, found, fits, text(show(ru.Why)), text(ru.By), text(ru.At)})
	}
	return errors.Join(r.list(c, t), damage)
}

// named is the path of a report or, where the ledger has none, since it was
// removed, the digits by which the report is found.
func named(path, report string) any {
	id, err := assay.ParseReportID(report)
	if path != "" || err != nil {
		return path
	}
	return id.Short()
}

// text is a cell of a table; unknown where there is none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

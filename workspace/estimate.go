package workspace

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/mask"
	"assay/page"
	"assay/screen"
	"assay/store"
	"assay/trace"
)

// Of an estimate that rests on many reports its page looks at some: so many of the reports, of the
// days on which it changed, and, unless it is asked for, what it becomes without each origin is said of so many figures at most.
const (
	mostReports  = 60
	mostDays     = 12
	mostKnockout = 4000
)

// One question: what all reports together answer, by whom, and how that came about.
type estimatePage struct {
	ID, Question, Numbers, Origins string
	Conflict                       bool
	Event, Of                      *link
	Rules, Days                    []choice
	Otherwise                      bool // not as the ledger has it: by another rule, or as of another day
	Left                           int  // reports that are not looked at
	AsOf                           *asOf
	WithoutAt                      string // where it is said what it becomes without each origin; "" where it is said here
	Plot                           *page.Plot
	Steps                          *page.StepPlot
	Changes, How, Without, Rulings template.HTML
	Chains                         []chain
	Form                           rulingForm
	ToBrief                        *toBrief
}

// withoutKey asks for what an estimate of many figures becomes without each origin.
const withoutKey = "without"

// A chain is the way of a number from report to report.
type chain struct {
	Head string
	Body template.HTML
}

// A field is one that a user may set.
type field struct{ Name, Value string }

func (v *visit) estimate() (any, error) {
	id := v.PathValue("id")
	about, err := v.store.About(v.Context(), id, mostReports)
	if err := v.whole(err); err != nil {
		return nil, v.moved(id, err)
	}
	est := &about.Estimates[0]
	as := *est
	var published []assay.Date
	for k := range est.Series {
		published = append(published, est.Series[k].Published)
	}
	slider, err := v.slide(published)
	if err != nil {
		return nil, err
	}
	asOf, rule := v.FormValue(asOfKey), v.FormValue("rule")
	if asOf != "" {
		day, err := assay.ParseDate(asOf)
		if err != nil {
			return nil, err
		}
		*est = stoodOn(*est, day)
		est.Ruled = nil
	}
	if rule == "" {
		rule = est.Rule
	} else if !slices.Contains(estimate.RuleNames[:], rule) {
		return nil, v.none(rule)
	}
	if rule != est.Rule {
		*est = estimate.Under(*est, rule)
		est.Ruled = nil
	}
	run := screen.Run{Docs: about.Docs, Stories: about.Stories, Events: about.Events, Estimates: about.Estimates}
	masks := map[assay.ReportID]*mask.Mask{}
	for _, d := range about.Docs {
		masks[d.ID] = mask.New(d, about.Others[d.ID], v.names)
	}
	parts := page.NewParts(screen.Behind(run, masks), links)
	for _, d := range parts.Docs {
		d.Label = cmp.Or(screen.Outlet(d), d.Label)
	}
	v.title = parts.Sentence(est)
	out := estimatePage{ID: est.ID, AsOf: slider, Question: v.title, Numbers: screen.Numbers(est), Origins: screen.Origins(est.Origins), Conflict: est.Conflict, Left: about.Left,
		Otherwise: asOf != "" || rule != as.Rule, Form: rulingForm{ID: est.ID, By: v.by(), Back: v.URL.RequestURI()}, ToBrief: v.toBrief(est.ID)}
	if est.Of != "" {
		whole := &about.Estimates[1]
		out.Of = &link{links.Estimate(whole.ID), parts.Sentence(whole)}
	}
	if len(about.Events) > 0 {
		e := &screen.Event{Occurrence: &about.Events[0], Sum: estimate.Sums(about.Estimates)[about.Events[0].ID]}
		if e.Sum == nil {
			e.Sum = &estimate.Sum{}
		}
		out.Event = &link{links.Event(e.ID), parts.Named(e)}
	}
	for _, name := range estimate.RuleNames {
		out.Rules = append(out.Rules, choice{Words: name, Href: v.withValue("rule", name), On: name == rule})
	}
	out.Days = v.days(&as, asOf)
	out.Plot = parts.Plot("p", 0)
	out.Plot.Rows[0].Question = "All together" // the page is headed by the question
	out.Steps = parts.Steps(est)
	teller := parts.Teller(est)
	out.Changes, out.How, out.Rulings = parts.HTML(screen.Changes(est, teller)), parts.HTML(screen.Explain(est, teller)), parts.HTML(screen.Rulings(est, teller))
	traced := parts.Traced()
	if len(est.Series) > mostKnockout && v.FormValue(withoutKey) == "" {
		out.WithoutAt = v.withValue(withoutKey, "1") + "#without-h"
	} else {
		_, all := traced.Pile.Dependences()
		out.Without = parts.HTML(traced.Dependence(0, all))
	}
	out.Chains = chains(parts, traced, est)
	for k, n := range []assay.Amount{est.Low, est.Best, est.High} {
		out.Form.Set = append(out.Form.Set, field{store.EstimateFields[k], n.String()})
	}
	return out, nil
}

// chains are the ways of the numbers of an estimate through reports.
func chains(parts *page.Parts, traced *screen.Traced, est *assay.Estimate) (list []chain) {
	in := map[trace.Figure]bool{}
	for k := range est.Series {
		if i, ok := est.Series[k].Figure.Index(); ok {
			in[trace.Figure{Report: est.Series[k].Evidence.Report, Index: i}] = true
		}
	}
	for _, steps := range traced.Chains() {
		if slices.ContainsFunc(steps, func(s trace.Step) bool { return in[s.Figure] }) {
			list = append(list, chain{traced.Head(steps), parts.HTML(traced.Genealogy(steps)[1:])})
		}
	}
	return list
}

// days are those on which an estimate changed, with what it was then.
func (v *visit) days(est *assay.Estimate, asOf string) (list []choice) {
	var days []string
	for k := range est.Series {
		if d := est.Series[k].Published; d.Year != 0 {
			add(&days, d.String())
		}
	}
	slices.Sort(days)
	if n := len(days); n > mostDays { // some of them, and the last
		some := make([]string, mostDays)
		for i := range some {
			some[i] = days[(i+1)*n/mostDays-1]
		}
		days = some
	}
	if asOf != "" {
		add(&days, asOf)
		slices.Sort(days)
	}
	was := ""
	for _, day := range days {
		d, err := assay.ParseDate(day)
		if err != nil {
			continue
		}
		stood := estimate.Stood(*est, d)
		if words := screen.Numbers(&stood); words != was || day == asOf {
			was = words
			list = append(list, choice{Words: day + ": " + words, Href: v.withValue(asOfKey, day), On: day == asOf})
		}
	}
	return append(list, choice{Words: now, Href: v.withValue(asOfKey, ""), On: asOf == ""})
}

// withValue is the address of the page with another value in its query.
func (v *visit) withValue(key, value string) string {
	q := v.URL.Query()
	if q.Set(key, value); value == "" {
		q.Del(key)
	}
	u := url.URL{Path: v.URL.Path, RawQuery: q.Encode()}
	return u.String()
}

// moved says where an estimate is now that is not found, since a ruling made it another.
func (v *visit) moved(id string, err error) error {
	list, listErr := v.store.Rulings(v.Context(), store.OnEstimates)
	if listErr != nil && !store.IsDamage(listErr) {
		return err
	}
	for _, ru := range list {
		if now := strings.Fields(ru.Entry); ru.A == id && len(now) > 0 && now[0] != id {
			return &elsewhere{links.Estimate(now[0])}
		}
	}
	return err
}

// An elsewhere says that what is asked for has another address now.
type elsewhere struct{ address string }

func (e *elsewhere) Error() string { return "moved to " + e.address }

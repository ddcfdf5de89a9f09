package workspace

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/mask"
	"assay/screen"
	"assay/store"
)

// What users said against the machine, the last first.
type rulingsPage struct {
	Rows   []rulingRow
	Paging paging
	Back   string
}

type rulingRow struct {
	ID, On, Href, Title, Says, Found, Why, By, At, Misfit string // Title is that of the one report that it is about
}

func (v *visit) rulings() (any, error) {
	v.title = "Rulings"
	list, err := v.store.Rulings(v.Context())
	if err := v.whole(err); err != nil {
		return nil, err
	}
	slices.Reverse(list)
	out := rulingsPage{Back: v.URL.RequestURI()}
	var shown []store.Ruling
	shown, out.Paging = part(v.URL, list)
	about := func(ru store.Ruling) string {
		if of := ru.Reports(); len(of) == 1 && ru.What != store.OnEstimates {
			return of[0]
		}
		return ""
	}
	of, err := heads(v, shown, about)
	if err != nil {
		return nil, err
	}
	for i := range shown {
		r, err := v.ruling(&shown[i])
		if err != nil {
			return nil, err
		}
		r.Title = of[about(shown[i])].Title
		out.Rows = append(out.Rows, r)
	}
	return out, nil
}

// shows is how words of a ruling are shown: behind the masks of the reports that it is about.
func (v *visit) shows(ru *store.Ruling) (func(string) string, error) {
	var masks []*mask.Mask
	reports := ru.Reports()
	if ru.What == store.OnStories {
		reports = []string{ru.A, ru.B}
	}
	if !v.names {
		var err error
		if masks, err = v.masksOf(reports); err != nil {
			return nil, err
		}
	}
	return func(s string) string { return screen.Clean(mask.Together(masks, s)) }, nil
}

// ruling is a row of the list of rulings.
func (v *visit) ruling(ru *store.Ruling) (r rulingRow, err error) {
	show, err := v.shows(ru)
	if err != nil {
		return r, err
	}
	r = rulingRow{ID: ru.ID, On: ru.Entry, Says: ru.Verb, Why: show(ru.Why), By: screen.Clean(ru.By), At: second(ru.At), Misfit: screen.Clean(ru.Misfit)}
	switch {
	case ru.What == store.OnStories:
		r.On, r.Says = screen.Clean(ru.PathA)+", "+screen.Clean(ru.PathB), store.OneOrTwo(ru.Together)
		r.Found = ru.Found
	case ru.Verb == store.Set:
		r.Says, r.Found = ru.Field+" = "+show(ru.Value), show(ru.Found)
	}
	if r.On == "" {
		r.On = ru.A
	}
	first, _, _ := strings.Cut(r.On, " ")
	switch report, entry, ok := strings.Cut(first, ":"); {
	case ru.What == store.OnEstimates:
		r.Href = links.Estimate(first)
	case ru.What == store.OnReports:
		r.Href, r.Says = "/reports/"+strings.TrimPrefix(ru.A, "sha256:"), en.Ruled[ru.Verb]
	case ok:
		r.Href = "/quotes/" + report + "/" + entry
	}
	return r, nil
}

// masksOf are the masks of the reports that are there, of these.
func (v *visit) masksOf(reports []string) (masks []*mask.Mask, err error) {
	var ids []assay.ReportID
	for _, name := range reports {
		if id, err := assay.ParseReportID(name); err == nil {
			ids = append(ids, id)
		}
	}
	of, err := v.store.Masks(v.Context(), ids)
	if errors.Is(err, assay.ErrNotFound) || store.IsDamage(err) { // one by one
		of = map[assay.ReportID]*mask.Mask{}
		for _, id := range ids {
			one, err := v.store.Masks(v.Context(), []assay.ReportID{id})
			if err != nil && !errors.Is(err, assay.ErrNotFound) && !store.IsDamage(err) {
				return nil, err
			}
			maps.Copy(of, one)
		}
		err = nil
	}
	for _, id := range ids {
		if m := of[id]; m != nil {
			masks = append(masks, m)
		}
	}
	return masks, err
}

// errNoReason refuses what is said without one.
var errNoReason = fmt.Errorf("%w: say why; it is kept with the ruling", assay.ErrInvalid)

// rule writes down what a user says of a figure, a claim, an estimate or a report, and leads back to where
// it was said.
func (v *visit) rule() error {
	id, why, by := v.PostFormValue("id"), strings.TrimSpace(v.PostFormValue("why")), strings.TrimSpace(v.PostFormValue("by"))
	verb := v.PostFormValue("verb")
	if why == "" && verb != store.Whole {
		return errNoReason
	}
	var say []store.Saying
	switch verb {
	case store.Confirm, store.Drop:
		say = []store.Saying{{Verb: verb}}
	case store.Whole:
	case store.Set:
		var d *screen.Report
		report, entry, of := strings.Cut(id, ":")
		if of {
			var err error
			if d, err = v.report(report); err != nil {
				return err
			}
		}
		var err error
		if say, err = v.changed(d, entry); err != nil {
			return err
		}
		if say == nil {
			return fmt.Errorf("%w: nothing was changed", assay.ErrInvalid)
		}
	default:
		return fmt.Errorf("%w: a ruling says %s, %s, %s or %s, and not %q", assay.ErrInvalid, store.Confirm, store.Set, store.Drop, store.Whole, verb)
	}
	v.seat.said.Store(&by)
	err := v.server.write(v.Context(), func(st *store.Store) (err error) {
		if verb == store.Whole {
			_, err = st.RuleWhole(v.Context(), id, by, why)
			return err
		}
		_, err = st.RuleOn(v.Context(), id, say, by, why)
		return err
	})
	if err != nil {
		return err
	}
	v.see(v.back())
	return nil
}

// changed is what a form says of fields that it shows otherwise than they were: of name what
// stands in was-name. What is written in name-other is meant instead of what was chosen. It is about an entry of a
// report, or about an estimate where that is nil.
func (v *visit) changed(d *screen.Report, entry string) (say []store.Saying, err error) {
	fields := store.EstimateFields
	if d != nil {
		fields = store.FieldsOf(entry)
	}
	for _, name := range fields {
		value := cmp.Or(strings.TrimSpace(v.PostFormValue(name+"-other")), strings.TrimSpace(v.PostFormValue(name)))
		if was := strings.TrimSpace(v.PostFormValue("was-" + name)); !v.PostForm.Has(name) && value == "" || value == was && v.PostFormValue("at-"+name) == "" {
			continue
		}
		sy := store.Saying{Verb: store.Set, Field: name, Value: cmp.Or(value, "none")}
		if v.PostFormValue("at-"+name) != "" { // selected in the text
			sp, err := v.spanValue(name, d)
			if err != nil {
				return nil, err
			}
			sy.At = []int{int(sp.Start)}
		}
		say = append(say, sy)
	}
	return say, nil
}

// undo takes a ruling back.
func (v *visit) undo() error {
	err := v.server.write(v.Context(), func(st *store.Store) error { return st.Undo(v.Context(), v.PathValue("id")) })
	if err != nil {
		return err
	}
	v.see(v.back())
	return nil
}

// by is who ruled last: most likely who rules next.
func (v *visit) by() string {
	if v.person != nil {
		return v.person.name
	}
	if p := v.seat.said.Load(); p != nil {
		return *p
	}
	return ""
}

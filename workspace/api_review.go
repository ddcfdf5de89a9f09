package workspace

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/store"
)

// The part of the API by which programs review and rule: what the screens do, in JSON. What is answered has an
// ETag; who sends that back as If-Match is refused with 412 where it is another now. Whatever changes something wants
// the token, which no page of a browser has.

const ifMatch = "If-Match"

// asked reads what a program sends. Where there are accounts it speaks for its own.
func (v *visit) asked() (body request, err error) {
	if v.Header.Get("Authorization") == "" {
		return body, errNoToken
	}
	dec := json.NewDecoder(v.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&body); err != nil && !errors.Is(err, io.EOF) {
		return body, fmt.Errorf("%w: %v", assay.ErrInvalid, err)
	}
	if v.person != nil {
		body.Coder, body.By = v.person.name, v.person.name
	}
	return body, nil
}

var errNoToken = errors.New("what changes something is said with the token, in Authorization: Bearer, and not with a cookie")

// same refuses to go on where something is not what If-Match names.
func (v *visit) same(what string, now func() (any, error)) error {
	want := v.Header.Get(ifMatch)
	if want == "" || want == "*" {
		return nil
	}
	value, err := now()
	if err != nil {
		return err
	}
	_, tag, err := encoded(value)
	if err == nil && tag != want {
		err = &meanwhile{fmt.Sprintf("%s is not what %s names any more; nothing was changed: look at it again", what, ifMatch)}
	}
	return err
}

// A taskLine is a figure of the queue, as a coder has it.
type taskLine struct {
	Masked     bool              `json:"masked"`
	Figure     string            `json:"figure"`
	Estimate   string            `json:"estimate"`
	Confidence float64           `json:"confidence"`
	Stake      float64           `json:"stake"`
	State      string            `json:"state"`
	Text       string            `json:"text"`
	Source     string            `json:"source"`
	Fields     map[string]string `json:"fields"`
	Said       []saidLine        `json:"said"`
}

// A saidLine is what a coder said at one time.
type saidLine struct {
	Say []store.Saying `json:"say"`
	Why string         `json:"why,omitempty"`
	At  string         `json:"at"`
}

// reviewed are the figures of the queue, and what a coder said of them.
func (v *visit) reviewed(coder string) ([]store.Task, map[store.Spot]*opinion, error) {
	if v.person != nil {
		coder = v.person.name
	}
	if coder == "" {
		return nil, nil, fmt.Errorf("%w: who reviews needs a name: coder", assay.ErrInvalid)
	}
	list, err := v.tasks()
	if err != nil {
		return nil, nil, err
	}
	codings, _, err := v.store.Codings(v.Context(), coder)
	return list, opinions(codings), v.whole(err)
}

func (v *visit) apiQueue() error {
	tasks, own, err := v.reviewed(v.FormValue("coder"))
	if err != nil {
		return err
	}
	at := map[string]*store.Task{}
	var ids []string
	for i := range tasks {
		if state := v.FormValue("state"); state == "" || own[tasks[i].Spot].state() == state {
			ids, at[tasks[i].Figure] = append(ids, tasks[i].Figure), &tasks[i]
		}
	}
	return list(v, ids, func(id string) (*taskLine, error) { return v.taskLine(at[id], own[at[id].Spot]) })
}

func (v *visit) taskLine(t *store.Task, o *opinion) (*taskLine, error) {
	report, entry, err := ledger.ParseEntryID(t.Figure)
	if err != nil {
		return nil, err
	}
	e, err := v.entryLine(report, entry)
	if err != nil {
		return nil, err
	}
	out := &taskLine{Masked: true, Figure: t.Figure, Estimate: t.Estimate, Confidence: t.Confidence, Stake: t.Stake, State: o.state(), Text: e.Text, Source: e.Source, Fields: e.Fields, Said: []saidLine{}}
	if o == nil {
		return out, nil
	}
	d, err := v.report(report)
	if err != nil {
		return nil, err
	}
	for _, c := range o.said {
		line := saidLine{Why: d.Mask.Scrub(c.Why), At: c.At}
		for _, sy := range c.Said {
			sy.Value = d.Mask.Scrub(sy.Value)
			line.Say = append(line.Say, sy)
		}
		out.Said = append(out.Said, line)
	}
	return out, nil
}

// task finds a figure of the queue, and what a coder said of it.
func (v *visit) taskOf(coder string) (*taskLine, error) {
	tasks, own, err := v.reviewed(coder)
	if err != nil {
		return nil, err
	}
	id := v.PathValue("report") + ":" + v.PathValue("entry")
	k := slices.IndexFunc(tasks, func(t store.Task) bool { return t.Figure == id })
	if k < 0 {
		return nil, v.none(id)
	}
	return v.taskLine(&tasks[k], own[tasks[k].Spot])
}

func (v *visit) apiTask() error {
	line, err := v.taskOf(v.FormValue("coder"))
	if err != nil {
		return err
	}
	return v.json(line)
}

// A request is what a program says.
type request struct {
	Coder string         `json:"coder,omitempty"` // of the queue
	As    string         `json:"as,omitempty"`    // the coder who is followed
	By    string         `json:"by,omitempty"`
	On    string         `json:"on,omitempty"` // what a ruling is on: "47fb2746:c1", an estimate
	Say   []store.Saying `json:"say,omitempty"`
	Why   string         `json:"why,omitempty"`
	// Of a figure or a claim that is added.
	What  string `json:"what,omitempty"`
	Words string `json:"words,omitempty"`
	Nth   int    `json:"nth,omitempty"`
	// Of two reports that are one story, or two.
	Reports  []string `json:"reports,omitempty"`
	Together bool     `json:"together,omitempty"`
}

func (v *visit) apiSay() error {
	b, err := v.asked()
	if err != nil {
		return err
	}
	id := v.PathValue("report") + ":" + v.PathValue("entry")
	err = v.server.write(v.Context(), func(st *store.Store) error {
		if err := v.same(id, func() (any, error) { return v.taskOf(b.Coder) }); err != nil {
			return err
		}
		return st.Code(v.Context(), id, b.Coder, b.Say, strings.TrimSpace(b.Why))
	})
	if err != nil {
		return err
	}
	line, err := v.taskOf(b.Coder)
	if err != nil {
		return err
	}
	return v.json(line)
}

// An undoneLine is what was taken back.
type undoneLine struct {
	Masked bool     `json:"masked"`
	On     []string `json:"on"`
	Verb   string   `json:"verb"`
	At     string   `json:"at"`
}

func (v *visit) apiTakeBack() error {
	b, err := v.asked()
	if err != nil {
		return err
	}
	var last *store.Undone
	err = v.server.write(v.Context(), func(st *store.Store) (err error) {
		last, err = st.UndoLast(v.Context(), b.Coder)
		return err
	})
	if err != nil {
		return err
	}
	return v.json(&undoneLine{true, last.On, last.Verb, last.At})
}

func (v *visit) apiAgreement() error {
	all, err := v.agreed()
	if err != nil {
		return err
	}
	return v.json(&struct {
		Masked bool `json:"masked"`
		*agreementPage
	}{true, all})
}

// A ruledLine is what was ruled.
type ruledLine struct {
	Masked bool     `json:"masked"`
	IDs    []string `json:"ids"`
	Copies []string `json:"copies,omitempty"` // for which it holds as well
}

func (v *visit) apiDecide() error {
	b, err := v.asked()
	if err != nil {
		return err
	}
	on, err := v.decide(v.PathValue("report")+":"+v.PathValue("entry"), b.As, b.By, b.Why)
	if err != nil {
		return err
	}
	return v.json(&ruledLine{true, on.IDs, on.Copies})
}

// An entryLine is a figure or a claim with the fields that may be set.
type entryLine struct {
	Masked bool              `json:"masked"`
	ID     string            `json:"id"`
	Text   string            `json:"text"`
	Source string            `json:"source"`
	Fields map[string]string `json:"fields"`
	Ruled  []string          `json:"ruled,omitempty"` // the rulings on it
}

func (v *visit) entryLine(report, entry string) (*entryLine, error) {
	d, err := v.report(report)
	if err != nil {
		return nil, err
	}
	sp, _, ok := entryOf(d, entry)
	if !ok || store.FieldsOf(entry) == nil {
		return nil, v.none(report + ":" + entry)
	}
	out := &entryLine{Masked: true, ID: d.ID.Short() + ":" + entry, Text: d.Mask.Words(sp), Fields: map[string]string{}}
	for _, name := range store.FieldsOf(entry) {
		out.Fields[name] = d.Mask.Scrub(store.FieldOf(d.Doc, entry, name))
	}
	out.Source = out.Fields["source"]
	for _, r := range store.RuledOf(d.Doc, entry) {
		out.Ruled = append(out.Ruled, r.ID+" "+r.At)
	}
	return out, nil
}

func (v *visit) apiEntry() error {
	line, err := v.entryLine(v.PathValue("report"), v.PathValue("entry"))
	if err != nil {
		return err
	}
	return v.json(line)
}

// A rulingLine is a ruling in a list.
type rulingLine struct {
	ID     string `json:"id"`
	What   string `json:"what"`
	On     string `json:"on"`
	Verb   string `json:"verb"`
	Field  string `json:"field,omitempty"`
	Value  string `json:"value,omitempty"`
	Found  string `json:"found,omitempty"`
	Misfit string `json:"misfit,omitempty"` // why it does not hold now
	By     string `json:"by,omitempty"`
	At     string `json:"at"`
	Why    string `json:"why,omitempty"`
}

func (v *visit) apiRulings() error {
	all, err := v.store.Rulings(v.Context())
	if err := v.whole(err); err != nil {
		return err
	}
	at := map[string]*store.Ruling{}
	var ids []string
	for i := range all {
		ids, at[all[i].ID] = append(ids, all[i].ID), &all[i]
	}
	return list(v, ids, func(id string) (*rulingLine, error) {
		ru := at[id]
		show, err := v.shows(ru)
		if err != nil {
			return nil, err
		}
		out := &rulingLine{ID: id, What: ru.What, On: cmp.Or(ru.Entry, ru.A), Verb: ru.Verb, Misfit: ru.Misfit, By: ru.By, At: ru.At, Why: show(ru.Why)}
		switch {
		case ru.What == store.OnStories:
			out.On, out.Verb, out.Found = ru.A+" "+ru.B, store.OneOrTwo(ru.Together), ru.Found
		case ru.Verb == store.Set:
			out.Field, out.Value, out.Found = ru.Field, show(ru.Value), show(ru.Found)
		}
		return out, nil
	})
}

// ruling does what a program says in one go, and answers with what was ruled. It is on an entry whose report and
// id are given, which may have to be what If-Match names.
func (v *visit) apiRuled(on string, say func(*store.Store) (store.RuledOn, error)) error {
	var done store.RuledOn
	err := v.server.write(v.Context(), func(st *store.Store) (err error) {
		if report, entry, ok := strings.Cut(on, ":"); ok {
			err = v.same(on, func() (any, error) { return v.entryLine(report, entry) })
		}
		if err == nil {
			done, err = say(st)
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.json(&ruledLine{true, done.IDs, done.Copies})
}

func (v *visit) apiRule() error {
	b, err := v.asked()
	if err != nil {
		return err
	}
	if strings.TrimSpace(b.Why) == "" {
		return errNoReason
	}
	return v.apiRuled(b.On, func(st *store.Store) (on store.RuledOn, err error) {
		if len(b.Reports) != 2 {
			return st.RuleOn(v.Context(), b.On, b.Say, b.By, b.Why)
		}
		ru := store.Ruling{Together: b.Together, By: b.By, Why: b.Why}
		if ru.A, err = st.Find(v.Context(), b.Reports[0]); err != nil {
			return on, err
		}
		if ru.B, err = st.Find(v.Context(), b.Reports[1]); err != nil {
			return on, err
		}
		return on, st.Rule(v.Context(), ru)
	})
}

func (v *visit) apiAdd() error {
	b, err := v.asked()
	if err != nil {
		return err
	}
	if strings.TrimSpace(b.Why) == "" {
		return errNoReason
	}
	return v.apiRuled("", func(st *store.Store) (store.RuledOn, error) {
		sp, err := st.Where(v.Context(), v.PathValue("report"), b.Words, b.Nth)
		if err != nil {
			return store.RuledOn{}, err
		}
		return st.AddEntry(v.Context(), b.What, v.PathValue("report"), sp, b.Say, b.By, b.Why)
	})
}

func (v *visit) apiWhole() error {
	b, err := v.asked()
	if err != nil {
		return err
	}
	return v.apiRuled("", func(st *store.Store) (store.RuledOn, error) {
		return st.RuleWhole(v.Context(), v.PathValue("report"), b.By, b.Why)
	})
}

func (v *visit) apiUndo() error {
	if _, err := v.asked(); err != nil {
		return err
	}
	id := v.PathValue("id")
	if err := v.server.write(v.Context(), func(st *store.Store) error { return st.Undo(v.Context(), id) }); err != nil {
		return err
	}
	return v.json(&ruledLine{Masked: true, IDs: []string{id}})
}

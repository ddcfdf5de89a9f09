package workspace

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/eval"
	"assay/ledger"
	"assay/page"
	"assay/screen"
	"assay/store"
)

// The queue of figures at which a look is worth most, one after the other, for a coder who says
// of each whether it is right (store/coding.go). Coders are known by the names that they give.
type reviewPage struct {
	Coder           string
	Two             bool // two have to agree
	Open, Held, Did int
	States          []choice
	Task            *reviewTask // nil where there is none left
	Next            []reviewRow // from the task on
}

// A reviewTask is the figure in hand.
type reviewTask struct {
	At, Of, Seen     int
	ID, Spot         string
	Before, Behind   string // the tasks around it
	Quote            quotePage
	Fields           []field
	Action           string
	Actions          []string // those that it most likely is, by the digits that choose them
	Likely           string
	Question, Answer string
	Estimate         string
	Said             []saidRow
}

type saidRow struct{ Says, Why, At string }

type reviewRow struct {
	Href, ID, Likely, State string
	Here                    bool
}

// The states of a task, as one coder left it.
const (
	openTask = "open"
	heldTask = "held"
	doneTask = "done"
)

const coderCookie = "assay_coder"

// coder is who reviews in this browser; "" until they said.
func (v *visit) coder() string {
	if v.person != nil {
		return v.person.name
	}
	c, err := v.Cookie(coderCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return name
}

// nameCoder takes down who reviews, and how many coders have to agree where that is said.
func (v *visit) nameCoder() error {
	name := strings.TrimSpace(v.PostFormValue("coder"))
	if name == "" {
		return fmt.Errorf("%w: who reviews needs a name", assay.ErrInvalid)
	}
	v.keepCoder(name)
	if n, err := strconv.Atoi(v.PostFormValue("coders")); err == nil {
		if err := v.server.write(v.Context(), func(st *store.Store) error { return st.SetCoders(v.Context(), n, name) }); err != nil {
			return err
		}
	}
	v.see("/review")
	return nil
}

// An opinion is what one coder said of a figure so far.
type opinion struct {
	store.Decision
	held bool
	said []store.Coding
}

func (o *opinion) state() string {
	switch {
	case o == nil || !o.Made && !o.held:
		return openTask
	case o.held:
		return heldTask
	}
	return doneTask
}

// opinions are what a coder said, by figures.
func opinions(list []store.Coding) map[store.Spot]*opinion {
	out := map[store.Spot]*opinion{}
	for _, c := range list {
		o := out[c.Spot]
		if o == nil {
			o = &opinion{}
			out[c.Spot] = o
		}
		o.Decide(c.Said)
		o.said = append(o.said, c)
		if verb := c.Said[0].Verb; verb != store.Note {
			o.held = verb == store.Hold
		}
	}
	return out
}

func (v *visit) review() (any, error) {
	v.title = "Review"
	out := &reviewPage{Coder: screen.Clean(v.coder())}
	codings, n, err := v.store.Codings(v.Context(), v.coder())
	if err := v.whole(err); err != nil {
		return nil, err
	}
	out.Two = n == 2
	if out.Coder == "" {
		return out, nil
	}
	list, err := v.tasks()
	if err != nil {
		return nil, err
	}
	own := opinions(codings)
	count := map[string]int{}
	state := cmp.Or(v.FormValue("state"), openTask)
	at, wanted := v.FormValue("at"), []int{}
	here := -1 // in wanted
	for i := range list {
		is := own[list[i].Spot].state()
		count[is]++
		if is == state || list[i].Figure == at {
			if list[i].Figure == at {
				here = len(wanted)
			}
			wanted = append(wanted, i)
		}
	}
	out.Open, out.Held, out.Did = count[openTask], count[heldTask], count[doneTask]
	for _, s := range []string{openTask, heldTask, doneTask} {
		out.States = append(out.States, choice{s, "/review?state=" + s, count[s], s == state})
	}
	if len(wanted) == 0 {
		return out, nil
	}
	here = max(here, 0)
	address := func(k int) string {
		q := url.Values{"at": {list[wanted[k]].Figure}}
		if state != openTask {
			q.Set("state", state)
		}
		return "/review?" + q.Encode()
	}
	for k := here; k < min(here+8, len(wanted)); k++ {
		t := &list[wanted[k]]
		out.Next = append(out.Next, reviewRow{address(k), t.Figure, percent(t.Confidence), own[t.Spot].state(), k == here})
	}
	task, err := v.task(&list[wanted[here]], own[list[wanted[here]].Spot])
	if err != nil {
		return nil, err
	}
	task.At, task.Of = here+1, len(wanted)
	if here > 0 {
		task.Before = address(here - 1)
	}
	if here+1 < len(wanted) {
		task.Behind = address(here + 1)
	}
	out.Task = task
	return out, nil
}

func percent(p float64) string { return strconv.Itoa(int(100*p+.5)) + " %" }

// mostActions is how many actions of a figure the digits choose from.
const mostActions = 9

// task shows a figure with what was read of it, and with what its coder said.
func (v *visit) task(t *store.Task, o *opinion) (*reviewTask, error) {
	report, local, err := ledger.ParseEntryID(t.Figure)
	if err != nil {
		return nil, err
	}
	read, err := v.store.Read(v.Context(), report)
	if err != nil {
		return nil, err
	}
	s := shown(read, v.names)
	d := s.Docs[0]
	sp, claim, ok := entryOf(d, local)
	if !ok {
		return nil, v.none(t.Figure)
	}
	i, _ := strconv.Atoi(local[1:])
	fig := &d.Figures[i-1]
	out := &reviewTask{ID: t.Figure, Spot: spotOf(t.Spot), Likely: percent(t.Confidence), Estimate: links.Estimate(t.Estimate), Action: string(fig.Action)}
	out.Quote = newQuote(s, local, sp, claim)
	out.Fields = fieldsOf(d, local)
	out.Actions = actionsOf(fig)
	out.Actions = out.Actions[:min(len(out.Actions), mostActions)]
	if e, err := v.store.Estimate(v.Context(), t.Estimate, v.names); err == nil {
		est := estimatesOf(e.Row)
		parts := page.NewParts(screen.New(screen.Run{Estimates: est}, v.names), links)
		out.Question, out.Answer = parts.Sentence(&est[0]), screen.Numbers(&est[0])
	} else if !errors.Is(err, assay.ErrNotFound) && !store.IsDamage(err) {
		return nil, err
	}
	if o != nil {
		out.Seen = len(o.said)
		for _, c := range slices.Backward(o.said) {
			out.Said = append(out.Said, saidRow{screen.Clean(d.Mask.Scrub(sayWords(c.Said))), screen.Clean(d.Mask.Scrub(c.Why)), c.At})
		}
	}
	return out, nil
}

// sayWords is what a coder said: "confirm", "best = 71, bound = exact".
func sayWords(say []store.Saying) string {
	var words []string
	for _, sy := range say {
		word := sy.Verb
		switch {
		case sy.Verb == store.Set:
			word = sy.Field + " = " + sy.Value
		case sy.Field != "":
			word += " on " + sy.Field
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// actionsOf are the actions that a figure may have: the one that was read, the likely
// others, then those that figures most often have.
func actionsOf(fig *assay.Figure) []string {
	list := []string{string(fig.Action)}
	for _, a := range fig.Second {
		if a.Field == "action" {
			add(&list, a.Value)
		}
	}
	for _, a := range assay.Actions {
		add(&list, string(a))
	}
	return list
}

// code writes down what a coder says of the task in hand, and goes on to the next.
func (v *visit) code() error {
	id, coder, verb := v.PostFormValue("id"), v.coder(), v.PostFormValue("verb")
	say := []store.Saying{{Verb: verb}}
	report, entry, _ := strings.Cut(id, ":")
	switch verb {
	case store.Note:
		say[0].Field = v.PostFormValue("on")
	case store.Set:
		d, err := v.report(report)
		if err != nil {
			return err
		}
		if say, err = v.changed(d, entry); err != nil {
			return err
		}
		if say == nil { // nothing was changed: it is right
			say = []store.Saying{{Verb: store.Confirm}}
		}
	}
	err := v.server.write(v.Context(), func(st *store.Store) error {
		list, _, err := st.Codings(v.Context(), coder)
		if err != nil && !store.IsDamage(err) {
			return err
		}
		seen := 0
		for _, c := range list {
			if strings.HasPrefix(c.Spot.Report, "sha256:"+report) && v.PostFormValue("spot") == spotOf(c.Spot) {
				seen++
			}
		}
		if strconv.Itoa(seen) != v.PostFormValue("seen") {
			return &meanwhile{fmt.Sprintf("%s said something of %s since this page was opened, perhaps in another window; nothing was changed: look at it again", coder, id)}
		}
		return st.Code(v.Context(), id, coder, say, strings.TrimSpace(v.PostFormValue("why")))
	})
	if err != nil {
		return err
	}
	next := v.PostFormValue("next")
	if verb == store.Note {
		next = "/review?" + url.Values{"at": {id}}.Encode()
	}
	if u, err := url.Parse(next); err != nil || u.Path != "/review" || u.Host != "" {
		next = "/review"
	}
	v.see(next)
	return nil
}

// A meanwhile says that what a page showed was changed by somebody before it was sent.
type meanwhile struct{ words string }

func (e *meanwhile) Error() string { return e.words }

func spotOf(sp store.Spot) string { return fmt.Sprintf("%d-%d", sp.Start, sp.End) }

// takeBack takes back the last that the coder of this browser said, and leads to it.
func (v *visit) takeBack() error {
	var last *store.Undone
	err := v.server.write(v.Context(), func(st *store.Store) (err error) {
		last, err = st.UndoLast(v.Context(), v.coder())
		return err
	})
	if err != nil {
		return err
	}
	if len(last.On) == 1 && strings.Contains(last.On[0], ":") {
		v.see("/review?" + url.Values{"at": {last.On[0]}}.Encode())
		return nil
	}
	v.see("/review")
	return nil
}

// How far coders agree, and what they do not agree on.
type agreementPage struct {
	Coders  []string    `json:"coders"`
	Pairs   []pairRow   `json:"pairs"`
	Fields  []alphaRow  `json:"fields"`
	Differ  []differRow `json:"differ"`
	Paging  paging      `json:"-"`
	Curator string      `json:"-"`
}

type pairRow struct {
	A     string  `json:"a"`
	B     string  `json:"b"`
	Both  int     `json:"both"`
	Same  int     `json:"same"`
	Kappa measure `json:"kappa"`
}

type alphaRow struct {
	Field   string  `json:"field"`
	Figures int     `json:"figures"`
	Alpha   measure `json:"alpha"`
}

type differRow struct {
	ID   string    `json:"figure"`
	Href string    `json:"-"`
	Text string    `json:"text"`
	Said []differs `json:"said"`
}

type differs struct {
	Coder string `json:"coder"`
	Says  string `json:"says"`
}

// A measure is a number that may not be to be said.
type measure struct {
	x     float64
	known bool
}

func measured(x float64, known bool) measure { return measure{x, known} }

func (m measure) String() string {
	if !m.known {
		return ""
	}
	return fmt.Sprintf("%.3f", m.x)
}

// MarshalJSON implements [json.Marshaler].
func (m measure) MarshalJSON() ([]byte, error) {
	if !m.known {
		return []byte("null"), nil
	}
	return []byte(m.String()), nil
}

func (v *visit) agreement() (any, error) {
	v.title = "Agreement"
	return v.agreed()
}

func (v *visit) agreed() (*agreementPage, error) {
	codings, _, err := v.store.Codings(v.Context(), "")
	if err := v.whole(err); err != nil {
		return nil, err
	}
	list, err := v.tasks()
	if err != nil {
		return nil, err
	}
	ids := map[store.Spot]string{}
	for i := range list {
		ids[list[i].Spot] = list[i].Figure
	}
	out := &agreementPage{Curator: screen.Clean(v.coder())}
	by := map[string][]store.Coding{}
	var spots []store.Spot
	texts := map[store.Spot]string{}
	for _, c := range codings {
		by[c.Coder] = append(by[c.Coder], c)
		if !slices.Contains(out.Coders, c.Coder) {
			out.Coders = append(out.Coders, c.Coder)
		}
		if texts[c.Spot] == "" {
			spots, texts[c.Spot] = append(spots, c.Spot), c.Text
		}
	}
	slices.Sort(out.Coders)
	all := make([]map[store.Spot]*opinion, len(out.Coders))
	for k, coder := range out.Coders {
		all[k] = opinions(by[coder])
	}
	said := func(k int, sp store.Spot) *opinion {
		if o := all[k][sp]; o != nil && o.Made {
			return o
		}
		return nil
	}
	for a := range all {
		for b := a + 1; b < len(all); b++ {
			var x, y []string
			p := pairRow{A: out.Coders[a], B: out.Coders[b]}
			for _, sp := range spots {
				if one, two := said(a, sp), said(b, sp); one != nil && two != nil {
					x, y = append(x, verdictOf(one)), append(y, verdictOf(two))
					if p.Both++; one.Same(&two.Decision) {
						p.Same++
					}
				}
			}
			p.Kappa = measured(eval.Kappa(x, y))
			out.Pairs = append(out.Pairs, p)
		}
	}
	// Of each field: what it is to be, "" where it may stay as it was read.
	for _, name := range slices.Concat([]string{"verdict"}, store.FigureFields) {
		var units [][]string
		row := alphaRow{Field: name}
		for _, sp := range spots {
			var words []string
			for k := range all {
				o := said(k, sp)
				switch {
				case o == nil:
				case name == "verdict":
					words = append(words, verdictOf(o))
				case !o.Drop:
					words = append(words, o.Fields[name])
				}
			}
			if len(words) > 1 {
				row.Figures++
				units = append(units, words)
			}
		}
		if row.Alpha = measured(eval.Alpha(units)); row.Alpha.known {
			out.Fields = append(out.Fields, row)
		}
	}
	var differ []store.Spot
	for _, sp := range spots {
		first := -1
		for k := range all {
			o := said(k, sp)
			if o == nil {
				continue
			}
			if first < 0 {
				first = k
			} else if !said(first, sp).Same(&o.Decision) {
				differ = append(differ, sp)
				break
			}
		}
	}
	differ, out.Paging = part(v.URL, differ)
	for _, sp := range differ {
		d, err := v.report(sp.Report)
		if err := v.whole(err); err != nil {
			if errors.Is(err, assay.ErrNotFound) {
				continue
			}
			return nil, err
		}
		if d == nil {
			continue
		}
		row := differRow{ID: ids[sp], Text: screen.Clean(d.Mask.Scrub(texts[sp]))}
		if row.ID != "" {
			report, local, _ := strings.Cut(row.ID, ":")
			row.Href = "/quotes/" + report + "/" + local
		}
		for k, coder := range out.Coders {
			if o := said(k, sp); o != nil {
				row.Said = append(row.Said, differs{coder, screen.Clean(d.Mask.Scrub(sayWords(o.Sayings())))})
			}
		}
		out.Differ = append(out.Differ, row)
	}
	return out, nil
}

// verdictOf is in one word what a coder says of a figure.
func verdictOf(o *opinion) string {
	switch {
	case o.Drop:
		return store.Drop
	case len(o.Fields) > 0:
		return store.Set
	}
	return store.Confirm
}

// curate rules as one of the coders said.
func (v *visit) curate() error {
	curator := cmp.Or(v.coder(), strings.TrimSpace(v.PostFormValue("by")))
	if _, err := v.decide(v.PostFormValue("id"), v.PostFormValue("as"), curator, strings.TrimSpace(v.PostFormValue("why"))); err != nil {
		return err
	}
	v.see("/review/agreement")
	return nil
}

// decide rules on a figure as a coder said.
func (v *visit) decide(id, as, curator, why string) (on store.RuledOn, err error) {
	list, err := v.tasks()
	if err != nil {
		return on, err
	}
	k := slices.IndexFunc(list, func(t store.Task) bool { return t.Figure == id })
	if k < 0 {
		return on, v.none(id)
	}
	err = v.server.write(v.Context(), func(st *store.Store) error {
		codings, _, err := st.Codings(v.Context(), as)
		if err != nil && !store.IsDamage(err) {
			return err
		}
		o := opinions(codings)[list[k].Spot]
		if o == nil || !o.Made {
			return fmt.Errorf("%w: %s says nothing of %s", assay.ErrNotFound, as, id)
		}
		on, err = st.RuleOn(v.Context(), id, o.Sayings(), curator, cmp.Or(why, "as "+as+" says"))
		return err
	})
	return on, err
}

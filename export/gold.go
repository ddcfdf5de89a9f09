package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"assay"
	"assay/ledger"
	"assay/mask"
)

// What persons corrected becomes gold: the form that assay eval ledger scores against and that the trainers
// read, a text and its gold file a report. Of a report that nobody went through whole it is not known what was
// missed, nor whether the rest is right, so that only those leave of which somebody said so and that are still
// read as they were then. Nobody rules on events and movements: the files have none, not even an empty list.

// A goldReport is what a gold file holds.
type goldReport struct {
	ID        string       `json:"id"`
	Report    string       `json:"report"` // the file with its text
	Published string       `json:"published,omitempty"`
	Claims    []goldClaim  `json:"claims"`
	Figures   []goldFigure `json:"figures"`
}

type goldClaim struct {
	ID         string         `json:"id"`
	Kind       string         `json:"kind"`
	Source     goldSource     `json:"source"`
	Cue        *ledger.Quote  `json:"cue,omitempty"`
	Content    []ledger.Quote `json:"content"`
	Stance     string         `json:"stance"`
	Said       *ledger.Quote  `json:"said,omitempty"`
	Via        string         `json:"via,omitempty"`
	RespondsTo []string       `json:"responds_to,omitempty"`
	Optional   bool           `json:"optional,omitempty"`
}

type goldSource struct {
	*ledger.Quote
	Class string `json:"class"`
	Name  string `json:"name,omitempty"`
}

type goldFigure struct {
	ID string `json:"id"`
	*ledger.Quote
	Bound     string         `json:"bound"`
	Low       assay.Amount   `json:"low"`
	Best      assay.Amount   `json:"best"`
	High      assay.Amount   `json:"high"`
	Unit      string         `json:"unit"`
	Counted   *ledger.Quote  `json:"counted"`
	Action    string         `json:"action"`
	Trigger   *ledger.Quote  `json:"trigger,omitempty"`
	Claim     *string        `json:"claim"`
	Places    []ledger.Quote `json:"places"`
	Inherited []ledger.Quote `json:"places_inherited,omitempty"`
	Country   []string       `json:"country"`
	Time      *ledger.Quote  `json:"time,omitempty"`
	TimeFrom  *ledger.Quote  `json:"time_inherited,omitempty"`
	When      []string       `json:"when,omitempty"` // the first day, and the day after the last
	Of        string         `json:"of,omitempty"`
	Kind      string         `json:"kind,omitempty"`
	Total     string         `json:"total,omitempty"`
	Per       string         `json:"per,omitempty"`
	Singular  bool           `json:"singular,omitempty"`
	Role      string         `json:"role,omitempty"`
}

// goldFiles writes the text and the gold file of each report that somebody went through.
func goldFiles(l *Ledger, make files) error {
	n := 0
	for _, doc := range l.reports() {
		if !slices.ContainsFunc(doc.Ruled, func(r assay.Ruled) bool { return r.Verb == assay.VerbWhole }) {
			continue
		}
		n++
		shown := l.masks[doc.ID].Text()
		g := &golden{doc, l.masks[doc.ID], shown}
		// The number behind the name is for who parts gold by it; it is always the same.
		name := fmt.Sprintf("%s-%02d", doc.ID.Short(), (int(doc.ID[0])<<8+int(doc.ID[1]))%100)
		if err := make(name+".txt", text(shown.Text)); err != nil {
			return err
		}
		err := make(name+".gold.json", func(w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			return enc.Encode(g.report(name + ".txt"))
		})
		if err != nil {
			return err
		}
	}
	if n == 0 {
		return fmt.Errorf("%w: nobody went through a report whole (assay rule whole), and there is no gold", assay.ErrNotFound)
	}
	return nil
}

// A golden is a report that becomes gold, with its text as it is shown.
type golden struct {
	doc   *assay.Doc
	mask  *mask.Mask
	shown *mask.Text
}

// quote is a span in the text that leaves.
func (g *golden) quote(sp assay.Span) ledger.Quote {
	at := g.shown.Span(sp)
	return ledger.Quote{Span: ledger.Offsets{at.Start, at.End}, Text: g.mask.Words(sp)}
}

// maybe is nil where there are no words.
func (g *golden) maybe(sp assay.Span) *ledger.Quote {
	if sp.Len() <= 0 || sp.Check(g.doc.Text) != nil {
		return nil
	}
	q := g.quote(sp)
	return &q
}

func (g *golden) report(file string) *goldReport {
	doc := g.doc
	out := &goldReport{ID: doc.ID.String(), Report: file, Claims: []goldClaim{}, Figures: []goldFigure{}}
	if d := doc.Appeared.Date; d.Year > 0 && d.Month > 0 && d.Day > 0 {
		out.Published = d.String()
	}
	for i := range doc.Claims {
		if cl := &doc.Claims[i]; !cl.Dropped() {
			out.Claims = append(out.Claims, g.claim(i, cl))
		}
	}
	for i := range doc.Figures {
		if fig := &doc.Figures[i]; !dropped(fig) {
			out.Figures = append(out.Figures, g.figure(i, fig))
		}
	}
	return out
}

func dropped(fig *assay.Figure) bool {
	return slices.ContainsFunc(fig.Ruled, func(r assay.Ruled) bool { return r.Verb == assay.VerbDrop })
}

func (g *golden) claim(i int, cl *assay.Claim) goldClaim {
	doc := g.doc
	out := goldClaim{ID: ledger.ID('c', i), Kind: cl.Kind.String(), Cue: g.maybe(cl.Cue), Content: []ledger.Quote{}, Stance: cl.Stance.String(),
		Optional: cl.Mode == assay.Asks || cl.Mode == assay.Orders} // demands and pleas may be read or not
	if src := cl.Source.In(doc.Sources); src != nil {
		out.Source = goldSource{g.maybe(src.Span), src.Class.String(), g.mask.Source(src)}
		if src.Name == "" {
			out.Source.Name = ""
		}
	}
	for _, c := range cl.Content {
		out.Content = append(out.Content, g.quote(c.Span))
	}
	if tx := cl.Said.In(doc.Times); tx != nil {
		out.Said = g.maybe(tx.Span)
	}
	if k, ok := cl.Via.Index(); ok && k < len(doc.Claims) && !doc.Claims[k].Dropped() {
		out.Via = ledger.ID('c', k)
	}
	for _, r := range cl.RespondsTo {
		if k, ok := r.Index(); ok {
			out.RespondsTo = append(out.RespondsTo, ledger.ID('c', k))
		}
	}
	return out
}

func (g *golden) figure(i int, fig *assay.Figure) goldFigure {
	doc, q := g.doc, &fig.Quantity
	ruled := func(field string) bool {
		return slices.ContainsFunc(fig.Ruled, func(r assay.Ruled) bool { return r.Verb == assay.VerbSet && r.Field == field })
	}
	out := goldFigure{ID: ledger.ID('f', i), Quote: g.maybe(q.Span), Bound: q.Bound.String(), Low: q.Low, Best: q.Best, High: q.High, Unit: fig.Unit,
		Counted: g.maybe(fig.Counted), Action: string(fig.Action), Places: []ledger.Quote{}, Country: []string{},
		Kind: fig.Kind, Total: fig.Total, Per: fig.Per, Singular: q.Singular}
	if !ruled("action") { // else these are of what was read
		out.Trigger, out.Role = g.maybe(fig.Trigger), fig.Role
	}
	if k, ok := fig.Claim.Index(); ok {
		id := ledger.ID('c', k)
		out.Claim = &id
	}
	// The clause does not say what is inherited; of what a person said, where it stands tells.
	there := func(sp assay.Span, inherited bool) bool {
		return !inherited && doc.SentenceAt(sp.Start) == doc.SentenceAt(q.Span.Start)
	}
	for _, r := range fig.Places {
		pl := r.In(doc.Places)
		if pl == nil || pl.Span == q.Span { // a person said so, and it has no words
			continue
		}
		if there(pl.Span, fig.Inherited&assay.Places != 0) {
			out.Places = append(out.Places, g.quote(pl.Span))
		} else {
			out.Inherited = append(out.Inherited, g.quote(pl.Span))
		}
	}
	for _, c := range fig.Countries {
		out.Country = append(out.Country, assay.Alpha3(c))
	}
	if tx := fig.Time.In(doc.Times); tx != nil {
		if there(tx.Span, fig.Inherited&assay.Times != 0) {
			out.Time = g.maybe(tx.Span)
		} else {
			out.TimeFrom = g.maybe(tx.Span)
		}
	}
	if !fig.Begin.IsZero() && fig.End.After(fig.Begin) {
		out.When = []string{fig.Begin.Format(time.DateOnly), fig.End.Format(time.DateOnly)}
	}
	if whole := fig.Of.In(doc.Figures); whole != nil && !dropped(whole) {
		k, _ := fig.Of.Index()
		out.Of = ledger.ID('f', k)
	}
	return out
}

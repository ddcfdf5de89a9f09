package workspace

import (
	"html/template"
	"strconv"
	"strings"

	"assay"
	"assay/page"
	"assay/screen"
	"assay/store"
)

// The words of an entry in their paragraph.
type quotePage struct {
	Title, Outlet, Published, Report string // Report is where it stands whole
	Language                         string
	Entry, Says                      string
	Text                             template.HTML
	Ruled                            string // what users said of it
	Form                             *rulingForm
	ToBrief                          *toBrief
}

// A rulingForm is where a user says what is to hold of a figure or an estimate.
type rulingForm struct {
	ID, By, Back string
	Set          []field
	Drop         bool // it may be none
}

func (v *visit) quote() (any, error) {
	read, err := v.store.Read(v.Context(), v.PathValue("report"))
	if err != nil {
		return nil, err
	}
	s := shown(read, v.names)
	d, entry := s.Docs[0], v.PathValue("entry")
	sp, claim, ok := entryOf(d, entry)
	if !ok {
		return nil, v.none(entry)
	}
	out := newQuote(s, entry, sp, claim)
	out.ToBrief = v.toBrief(out.Entry)
	v.title = out.Title
	if store.FieldsOf(entry) != nil {
		out.Form = &rulingForm{ID: out.Entry, By: v.by(), Back: v.cameFrom(), Drop: true}
	}
	return out, nil
}

// newQuote is the words of an entry of the first report of s.
func newQuote(s *screen.Screen, entry string, sp assay.Span, claim assay.Ref[assay.Claim]) quotePage {
	d := s.Docs[0]
	q := quotePage{Title: titled(d), Outlet: screen.Outlet(d), Published: screen.DateWords(d.Appeared.Date), Report: spotAt(d, entry), Language: page.Language(d),
		Entry: d.ID.Short() + ":" + entry, Says: saidBy(s.Says(d, claim)), Text: page.Quote(d, sp, claim, entry)}
	i, _ := strconv.Atoi(entry[1:])
	switch entry[0] {
	case 'f':
		q.Ruled = d.Ruled(&d.Figures[i-1])
	case 'c':
		q.Ruled = d.RuledAs(d.Claims[i-1].Ruled)
	}
	return q
}

// saidBy is who says something as it stands behind "said by": "somebody not named (“reportedly”)".
func saidBy(by string) string {
	if strings.HasPrefix(by, "not ") {
		return "somebody " + by
	}
	return by
}

// entryOf returns where an entry of a report stands, and the claim in which it does.
func entryOf(d *screen.Report, id string) (sp assay.Span, claim assay.Ref[assay.Claim], ok bool) {
	if len(id) < 2 {
		return
	}
	i, err := strconv.Atoi(id[1:])
	i--
	if err != nil || i < 0 {
		return
	}
	switch {
	case id[0] == 'f' && i < len(d.Figures):
		return d.Figures[i].Quantity.Span, d.Figures[i].Claim, true
	case id[0] == 'c' && i < len(d.Claims):
		return d.ClaimSpan(&d.Claims[i]), assay.RefTo[assay.Claim](i), true
	case id[0] == 'm' && i < len(d.Movements):
		return d.Movements[i].Who, d.Movements[i].Claim, true
	case id[0] == 'e' && i < len(d.Events):
		return d.Events[i].Span, d.Events[i].Claim, true
	}
	return
}

package workspace

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"assay"
	"assay/mask"
	"assay/page"
	"assay/place"
	"assay/place/gazetteer"
	"assay/screen"
	"assay/store"
)

// One report: its text with what was read of it, and the same beside it row by row.
type reportPage struct {
	Title, Language string
	Facts           []string
	Story           *link // nil where it is the only report of it
	Here, Raw       string
	Text            template.HTML // of one part, where the report is long
	Parts           paging
	Plain           string // the text by itself, where that is asked for
	Rows            []marginRow
	Add             rulingForm
	Whole           string // who went through all of it, "" if nobody did
	ToBrief         *toBrief
}

// A marginRow is an entry beside the text.
type marginRow struct {
	Entry, Anchor, Href string
	Claim               bool
	Head, Words         string // who says it, or how many; what
	Likely, Ruled       string
	at                  assay.Span
}

func (v *visit) reportPage() (any, error) {
	read, err := v.store.Read(v.Context(), v.PathValue("report"))
	if err != nil {
		return nil, err
	}
	s := shown(read, v.names)
	d := s.Docs[0]
	here := reportAt(d.ID)
	out := reportPage{Title: titled(d), Language: page.Language(d), Facts: page.Facts(d), Here: here, Add: rulingForm{By: v.by()}, ToBrief: v.toBrief(d.ID.Short())}
	v.title = out.Title
	out.Add.ID = d.ID.Short()
	for _, r := range d.Doc.Ruled {
		out.Whole = d.RuledAs([]assay.Ruled{r}) + " (" + screen.Clean(mask.RuledBy(r)) + ")"
	}
	if v.FormValue("raw") == "1" {
		out.Plain = d.Mask.Words(assay.Span{End: int32(len(d.Text))})
	} else {
		var sp assay.Span
		sp, out.Parts = v.partOf(d)
		out.Text, out.Raw, out.Rows = page.Layers(d, sp), here+"?raw=1", margin(s, d, sp)
	}
	if n := len(read.Reports); n > 1 {
		out.Story = &link{"/stories/" + read.Story, screen.Plural(n, "report")}
	}
	return out, nil
}

// partBytes is how much of a report is shown at once: what a browser lays out in no time. The parts
// around it are put in as they are scrolled to (modules/parts.js).
const partBytes = 16_000

// partOf is the part of a report that is asked for, by its number or by an entry that stands in it,
// and which it is of how many.
func (v *visit) partOf(d *screen.Report) (assay.Span, paging) {
	parts := page.Stretches(d, partBytes)
	k, err := strconv.Atoi(v.FormValue("part"))
	if err != nil {
		k = 1
	}
	k = min(max(k-1, 0), len(parts)-1)
	if sp, _, ok := entryOf(d, v.FormValue("at")); ok {
		for i := range parts {
			if parts[i].Start <= sp.Start {
				k = i
			}
		}
	}
	p := paging{From: k + 1, Of: len(parts)}
	at := func(k int) string { return reportAt(d.ID) + "?part=" + strconv.Itoa(k+1) }
	if k > 0 {
		p.Before = at(k - 1)
	}
	if k+1 < len(parts) {
		p.Behind = at(k + 1)
	}
	return parts[k], p
}

// spotAt is where an entry is marked in its report.
func spotAt(d *screen.Report, entry string) string {
	return reportAt(d.ID) + "?at=" + entry + "#" + page.Anchor(d, entry)
}

// margin lists the entries of a part of a report as they stand in its text.
func margin(s *screen.Screen, d *screen.Report, part assay.Span) (rows []marginRow) {
	within := func(sp assay.Span) bool { return part.Start <= sp.Start && sp.Start < part.End }
	add := func(kind string, i int, sp assay.Span, r marginRow) {
		r.Entry, r.at = kind+strconv.Itoa(i+1), sp
		r.Anchor, r.Href = page.Anchor(d, r.Entry), reportAt(d.ID)+"/entries/"+r.Entry
		rows = append(rows, r)
	}
	for i := range d.Claims {
		cl := &d.Claims[i]
		if !within(d.ClaimSpan(cl)) {
			continue
		}
		r := marginRow{Claim: true, Head: s.Says(d, assay.RefTo[assay.Claim](i)), Words: cl.Stance.String(), Likely: percent(cl.Confidence), Ruled: d.RuledAs(cl.Ruled)}
		if len(cl.Content) > 0 {
			r.Words += ": " + short(s.Words(d, cl.Content[0].Span))
		}
		add("c", i, d.ClaimSpan(cl), r)
	}
	for i := range d.Figures {
		fig := &d.Figures[i]
		if !within(fig.Quantity.Span) {
			continue
		}
		r := marginRow{Head: s.Number(d, &fig.Quantity), Words: countedWords(s, d, fig), Likely: percent(fig.Confidence), Ruled: d.Ruled(fig)}
		for _, more := range []string{s.Places(d, fig.Places), daysOf(fig)} {
			if more != "" {
				r.Words += ", " + more
			}
		}
		add("f", i, fig.Quantity.Span, r)
	}
	slices.SortStableFunc(rows, func(a, b marginRow) int {
		return cmp.Or(cmp.Compare(a.at.Start, b.at.Start), cmp.Compare(b.at.End, a.at.End))
	})
	return rows
}

// countedWords say what is counted and what became of it: "civilians killed"; an action that the list of
// actions does not have stands aside.
func countedWords(s *screen.Screen, d *screen.Report, fig *assay.Figure) string {
	if fig.Action == "other" {
		return strings.TrimSpace(s.Counted(d, fig) + " (other)")
	}
	return screen.WithAction(s.Counted(d, fig), string(fig.Action))
}

// daysOf are the days of a figure: "2018-02-04", "2018-02-01 to 2018-02-03".
func daysOf(fig *assay.Figure) string {
	if fig.Begin.IsZero() {
		return ""
	}
	begin := fig.Begin.Format(time.DateOnly)
	if last := fig.End.AddDate(0, 0, -1).Format(time.DateOnly); !fig.End.IsZero() && last != begin {
		return begin + " to " + last
	}
	return begin
}

// short keeps words within a row.
func short(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	n := most
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// An entryPage is where a figure or a claim is corrected.
type entryPage struct {
	Quote   quotePage
	Choices []choices
	Fields  []field
	Spans   bool // the fields hold words of the report
	Places  []placeChoice
	Map     any // of these
	Form    rulingForm
	None    string // what it is not, where it is dropped
}

// Choices are the values that a field may have, the one that was read first.
type choices struct {
	Name   string
	Values []string
}

// A placeChoice is a place that a figure may be of.
type placeChoice struct {
	ID, Words string
	On        bool
}

// mostPlaces is how many places a figure may be put at by a choice; others by name or id.
const mostPlaces = 8

func (v *visit) entry() (any, error) {
	read, err := v.store.Read(v.Context(), v.PathValue("report"))
	if err != nil {
		return nil, err
	}
	s := shown(read, v.names)
	d, entry := s.Docs[0], v.PathValue("entry")
	sp, claim, ok := entryOf(d, entry)
	if !ok || store.FieldsOf(entry) == nil {
		return nil, v.none(entry)
	}
	i, _ := strconv.Atoi(entry[1:])
	v.title = "Correct " + d.ID.Short() + ":" + entry
	out := entryPage{Fields: fieldsOf(d, entry), Form: rulingForm{ID: d.ID.Short() + ":" + entry, By: v.by(), Back: reportAt(d.ID) + "?at=" + entry + "#t" + page.Anchor(d, entry)}}
	out.Quote = newQuote(s, entry, sp, claim)
	if entry[0] == 'c' {
		out.Spans, out.None = true, store.OnClaims
		for k, of := range [...][]string{assay.Stances[:], assay.Modes[:], assay.ClaimKinds[:]} {
			name := chosen[k]
			out.Choices = append(out.Choices, choices{name, first(store.FieldOf(d.Doc, entry, name), of)})
		}
		return out, nil
	}
	fig := &d.Figures[i-1]
	out.Choices, out.None = []choices{{chosen[3], actionsOf(fig)}}, store.OnFigures
	var points []page.Point
	out.Places, points = placesOf(d, fig)
	if len(points) > 0 {
		out.Map = page.NewParts(s, links).MapOf(points)
	}
	return out, nil
}

// first puts a value before the others.
func first(value string, of []string) []string {
	return append([]string{value}, slices.DeleteFunc(slices.Clone(of), func(s string) bool { return s == value })...)
}

// fieldsOf are the fields of an entry with what stands in them, but for those that are chosen.
func fieldsOf(d *screen.Report, entry string) (list []field) {
	for _, name := range store.FieldsOf(entry) {
		if !slices.Contains(chosen, name) {
			list = append(list, field{name, screen.Clean(d.Mask.Scrub(store.FieldOf(d.Doc, entry, name)))})
		}
	}
	return list
}

// chosen are the fields that are not written in the form of an entry; those of a claim come first.
var chosen = strings.Fields("stance mode kind action claim")

// placesOf are the places that a figure may be of: its own, what else may bear their names, and
// the others that the report names.
func placesOf(d *screen.Report, fig *assay.Figure) (list []placeChoice, points []page.Point) {
	add := func(e gazetteer.Entry, on bool) {
		id := e.ID()
		if len(list) >= mostPlaces || slices.ContainsFunc(list, func(p placeChoice) bool { return p.ID == id }) {
			return
		}
		words := e.Name
		if a, ok := e.Admin1(); ok && a.Name != e.Name {
			words += ", " + a.Name
		}
		if e.Country != "" {
			words += ", " + assay.Alpha3(e.Country)
		}
		pl := place.Of(e)
		list = append(list, placeChoice{id, words + ", " + pl.Precision.String(), on})
		points = append(points, page.Point{Name: e.Name, Href: "#" + id, Country: e.Country, Lat: e.Lat, Lon: e.Lon, Precision: pl.Precision})
	}
	entry := func(pl *assay.Place, on bool) {
		if e, ok := gazetteer.ByID(pl.Gazetteer); ok {
			add(e, on)
		}
	}
	for _, r := range fig.Places {
		if pl := r.In(d.Places); pl != nil {
			entry(pl, len(fig.Places) == 1)
			for _, e := range gazetteer.Lookup(pl.Name) {
				add(e, false)
			}
		}
	}
	for i := range d.Places {
		if pl := &d.Places[i]; pl.Role != assay.Demonym {
			entry(pl, false)
		}
	}
	return list, points
}

// addEntry takes down that words of a report are a figure or a claim that was not read or, where entry is a
// figure that was, that these are its words.
func (v *visit) addEntry() error {
	d, err := v.report(v.PathValue("report"))
	if err != nil {
		return err
	}
	sp, err := v.spanValue("words", d)
	if err != nil {
		return err
	}
	by, why := strings.TrimSpace(v.PostFormValue("by")), strings.TrimSpace(v.PostFormValue("why"))
	if why == "" {
		return errNoReason
	}
	what := cmp.Or(v.PostFormValue("what"), store.OnFigures)
	say, err := v.changed(d, what)
	if err != nil {
		return err
	}
	old := v.PostFormValue("entry")
	if old != "" {
		if _, _, ok := entryOf(d, old); !ok || old[0] != 'f' {
			return v.none(old)
		}
		for _, name := range store.FieldsOf(old) {
			value := store.FieldOf(d.Doc, old, name)
			if name == "claim" || name == "place" && strings.Contains(value, " ") || value == "" {
				continue
			}
			say = slices.DeleteFunc(say, func(sy store.Saying) bool { return sy.Field == name })
			say = append(say, store.Saying{Verb: store.Set, Field: name, Value: value})
		}
	}
	v.seat.said.Store(&by)
	err = v.server.write(v.Context(), func(st *store.Store) error {
		if old != "" {
			if _, err := st.RuleOn(v.Context(), d.ID.Short()+":"+old, []store.Saying{{Verb: store.Drop}}, by, why); err != nil {
				return err
			}
		}
		_, err := st.AddEntry(v.Context(), what, d.ID.String(), sp, say, by, why)
		return err
	})
	if err != nil {
		return err
	}
	v.see(reportAt(d.ID))
	return nil
}

// spanValue finds the words that stand in a field of a form in a report, by where they were selected.
func (v *visit) spanValue(name string, d *screen.Report) (assay.Span, error) {
	return wordsAt(d, v.PostFormValue(name), v.PostFormValue("at-"+name), v.PostFormValue("nth-"+name))
}

// wordsAt finds words in a report: the nth time that they stand in the region that begins at a byte, or
// in all of its text. White space between them may be other there.
func wordsAt(d *screen.Report, words, at, nth string) (sp assay.Span, err error) {
	if strings.TrimSpace(words) == "" {
		return sp, fmt.Errorf("%w: select the words in the report, or write them", assay.ErrInvalid)
	}
	within := assay.Span{End: int32(len(d.Text))}
	if start, err := strconv.Atoi(at); err == nil {
		for _, r := range d.Regions {
			if int(r.Span.Start) == start && r.Span.Check(d.Text) == nil {
				within = r.Span
			}
		}
	}
	found := store.Stand(within.In(d.Text), words)
	n, err := strconv.Atoi(nth)
	if err != nil {
		n = 0
	}
	if n < 0 || n >= len(found) {
		return sp, fmt.Errorf("%w: %q does not stand there", assay.ErrInvalid, words)
	}
	if err != nil && len(found) > 1 {
		return sp, fmt.Errorf("%w: %q stands there %d times; write more of the words around it, or select it", assay.ErrInvalid, words, len(found))
	}
	return assay.Span{Start: within.Start + found[n].Start, End: within.Start + found[n].End}, nil
}

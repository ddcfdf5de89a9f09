package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/place"
	"assay/place/gazetteer"
)

// The verbs of rulings.
const (
	Confirm = assay.VerbConfirm
	Set     = assay.VerbSet
	Drop    = assay.VerbDrop
	Add     = assay.VerbAdd
	Split   = assay.VerbSplit
	Merge   = assay.VerbMerge
	Whole   = assay.VerbWhole
)

// FigureFields are the fields of a figure that may be set, ClaimFields those of a claim, and EstimateFields
// those of an estimate.
var (
	FigureFields   = strings.Fields("low best high action bound unit counted place country begin end claim source")
	ClaimFields    = strings.Fields("source cue content stance mode kind")
	EstimateFields = estimate.Fields[:]
)

// Where fields stand among FigureFields; the numbers first.
const (
	bestAt   = 1
	numbered = 3 // how many numbers there are
	actionAt = iota + 1
	boundAt
	unitAt
	countedAt
	placeAt
	countryAt
	beginAt
	endAt
	claimAt
	sourceAt
)

// none says that a field is not known, or that there is nothing there.
const none = estimate.Nothing

// A verdict is what a ruling on an entry or an estimate says, as the column theirs
// keeps it in JSON.
type verdict struct {
	Verb    string      `json:"verb"`
	Field   string      `json:"field,omitempty"`
	Value   string      `json:"value,omitempty"`
	Figures [][]onEntry `json:"figures"` // what it is about; of "split" and "merge" two lists

	Say   []Saying `json:"say,omitempty"`   // what a coder said, see [Store.Code]
	Act   int64    `json:"act,omitempty"`   // which rulings were said in one breath: the number of the first
	Coded bool     `json:"coded,omitempty"` // it is what coders agree on
	Near  []int    `json:"near,omitempty"`  // where the words of value begin, of each piece, behind the beginning of what it is on
	Over  []int64  `json:"over,omitempty"`  // the rulings in whose place it stands
	Was   string   `json:"was,omitempty"`   // of a ruling that stands aside: what it is on
}

// theirs is what a ruling says, as its column has it.
func (ru *Ruling) theirs() (string, error) {
	b, err := json.Marshal(verdict{ru.Verb, ru.Field, ru.Value, ru.about, ru.say, ru.act, ru.coded, ru.near, ru.over, ru.was})
	return string(b), err
}

// figureField is what stands in a field of a figure.
func figureField(doc *assay.Doc, i, at int) string {
	fig := &doc.Figures[i]
	day := func(t time.Time) string {
		if d := ledger.Day(t); d != nil {
			return *d
		}
		return ""
	}
	q := &fig.Quantity
	switch at {
	case 0, 1, 2:
		return numbersAt(q)[at].String()
	case actionAt:
		return string(fig.Action)
	case boundAt:
		return q.Bound.String()
	case unitAt:
		return fig.Unit
	case countedAt:
		if fig.Counted.Check(doc.Text) == nil {
			return fig.Counted.In(doc.Text)
		}
	case placeAt:
		var ids []string
		for _, r := range fig.Places {
			if pl := r.In(doc.Places); pl != nil && pl.Gazetteer != "" {
				ids = append(ids, pl.Gazetteer)
			}
		}
		return strings.Join(ids, " ")
	case countryAt:
		var codes []string
		for _, c := range fig.Countries {
			codes = append(codes, assay.Alpha3(c))
		}
		return strings.Join(codes, " ")
	case beginAt:
		return day(fig.Begin)
	case endAt:
		return day(fig.End)
	case claimAt:
		if i, ok := fig.Claim.Index(); ok {
			return ledger.ID('c', i)
		}
	case sourceAt:
		if cl := fig.Claim.In(doc.Claims); cl != nil {
			return sourceWords(doc, cl.Source.In(doc.Sources))
		}
	}
	return ""
}

// meant returns the value by which a field of a figure is set for what a person wrote: the id of
// the place that a report, or else the gazetteer alone, calls so, the code of a country, a
// number without its commas.
func meant(doc *assay.Doc, at int, value string) (string, error) {
	switch at {
	case placeAt:
		if _, ok := gazetteer.ByID(value); ok || value == none {
			return value, nil
		}
		ids, names := []string{}, []string{}
		see := func(id, name, country string) {
			if !slices.Contains(ids, id) {
				ids, names = append(ids, id), append(names, fmt.Sprintf("%s (%s, %s)", id, name, assay.Alpha3(country)))
			}
		}
		name := gazetteer.Fold(value)
		for i := range doc.Places {
			if pl := &doc.Places[i]; pl.Gazetteer != "" && pl.Role != assay.Demonym && (gazetteer.Fold(pl.Name) == name || gazetteer.Fold(pl.Span.In(doc.Text)) == name) {
				see(pl.Gazetteer, pl.Name, pl.Country)
			}
		}
		if len(ids) == 0 {
			for _, e := range gazetteer.Lookup(value) {
				if e.Match <= gazetteer.Short {
					see(e.ID(), e.Name, e.Country)
				}
			}
		}
		switch n := len(ids); {
		case n == 1:
			return ids[0], nil
		case n > 1:
			return "", fmt.Errorf("%w: %d places are called %s; name one by its id: %s", assay.ErrInvalid, n, value, strings.Join(names[:min(n, 5)], ", "))
		}
	case countryAt:
		var codes []string
		for _, e := range gazetteer.Lookup(value) {
			if code := assay.Alpha3(e.Country); e.Class == gazetteer.State && e.Match <= gazetteer.Short && code != "" && !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		if len(codes) == 1 {
			return codes[0], nil
		}
	}
	if at < numbered {
		return withoutCommas(value), nil
	}
	return value, nil
}

// withoutCommas returns a number as "1,200" without its commas.
func withoutCommas(value string) string { return strings.ReplaceAll(value, ",", "") }

// setFigure puts value into a field of figure i of doc, whose lists it may change.
func setFigure(doc *assay.Doc, i, at int, value string, places []int) error {
	fig := &doc.Figures[i]
	q := &fig.Quantity
	bad := func(want string) error { return badValue(FigureFields[at], want, value) }
	switch at {
	case actionAt:
		if !slices.Contains(assay.Actions[:], assay.Action(value)) {
			var list []string
			for _, a := range assay.Actions {
				list = append(list, string(a))
			}
			return bad("one of " + strings.Join(list, ", "))
		}
		fig.Action, fig.Chances.Action = assay.Action(value), 1
	case 0, 1, 2:
		n, err := estimate.Number(value)
		if err != nil {
			return bad("a number or none")
		}
		*numbersAt(q)[at] = n
	case boundAt:
		k := slices.Index(assay.Bounds[:], value)
		if k < 0 {
			return bad("one of " + strings.Join(assay.Bounds[:], ", "))
		}
		q.Bound = assay.Bound(k)
	case unitAt:
		if value == none {
			value = ""
		}
		fig.Unit, q.Unit = value, value
	case countedAt:
		sp := nearest(doc.Text, value, pieceAt(places, 0, q.Span))
		if value == none {
			sp = assay.Span{}
		} else if sp.IsZero() {
			return bad("words of the report, or none")
		}
		fig.Counted, q.Counted = sp, sp
	case placeAt:
		fig.Places, fig.Inherited, fig.Chances.Places = nil, fig.Inherited&^assay.Places, 1
		if value == none {
			return nil
		}
		e, ok := gazetteer.ByID(value)
		if !ok {
			return bad("a place by its id, as assay gazetteer lookup gives it, or none")
		}
		k := slices.IndexFunc(doc.Places, func(pl assay.Place) bool { return pl.Gazetteer == value && pl.Role != assay.Demonym })
		if k < 0 { // it has no words here; those of the number stand for them
			pl := place.Of(e)
			pl.Span = q.Span
			k = len(doc.Places)
			doc.Places = append(doc.Places, pl)
		}
		fig.Places = []assay.Ref[assay.Place]{assay.RefTo[assay.Place](k)}
		if e.Country != "" {
			fig.Countries = []string{e.Country}
		}
	case countryAt:
		fig.Countries, fig.Chances.Countries = nil, 1
		if value == none {
			return nil
		}
		for code := range strings.FieldsSeq(value) {
			c := assay.Alpha2(strings.ToUpper(code))
			if c == "" {
				return bad("an ISO 3166 code of three letters, or none")
			}
			fig.Countries = append(fig.Countries, c)
		}
	case beginAt, endAt:
		day := time.Time{}
		if value != none {
			var err error
			if day, err = time.Parse(time.DateOnly, value); err != nil {
				return bad("a day as 2026-01-31, or none")
			}
		}
		fig.Time, fig.Inherited, fig.Chances.Time, fig.Chances.Days = assay.Ref[assay.Time]{}, fig.Inherited&^assay.Times, 1, 1
		if at == endAt {
			fig.End = day
		} else if fig.Begin = day; !day.IsZero() && !fig.End.After(day) {
			fig.End = day.AddDate(0, 0, 1)
		}
	case claimAt:
		if value != none {
			return bad("none, if the report says it in its own voice")
		}
		fig.Claim = assay.Ref[assay.Claim]{}
	case sourceAt:
		if value == none {
			fig.Claim = assay.Ref[assay.Claim]{}
			return nil
		}
		k := claimBy(doc, value, q.Span)
		if k < 0 {
			return bad("words of the report that say who says it, or none, if it does so in its own voice")
		}
		fig.Claim = assay.RefTo[assay.Claim](k)
	}
	return nil
}

// badValue says what a field may hold.
func badValue(field, want, value string) error {
	return fmt.Errorf("%w: %s is %s, not %q", assay.ErrInvalid, field, want, value)
}

// sourceWords is who a source is: by name, or in the words of the report.
func sourceWords(doc *assay.Doc, src *assay.Source) string {
	switch {
	case src == nil:
		return ""
	case src.Name == "" && src.Span.Check(doc.Text) == nil:
		return strings.Join(strings.Fields(src.Span.In(doc.Text)), " ")
	}
	return src.Name
}

// claimBy returns the claim of a report, the nearest to at, by whom words name. Where nobody
// of these words was read to say anything, one is made for it, without a cue; it is -1 where
// the words do not stand in the report.
func claimBy(doc *assay.Doc, words string, at assay.Span) int {
	best, far := -1, 0
	for i := range doc.Claims {
		src := doc.Claims[i].Source.In(doc.Sources)
		if src == nil || doc.Claims[i].Dropped() || src.Name != words && sourceWords(doc, src) != words && !(src.Span.Check(doc.Text) == nil && src.Span.In(doc.Text) == words) {
			continue
		}
		d := abs(int(src.Span.Start) - int(at.Start))
		if slices.ContainsFunc(doc.Claims[i].Content, func(c assay.Content) bool { return c.Span.Contains(at) }) {
			d = -1
		}
		if best < 0 || d < far {
			best, far = i, d
		}
	}
	sp := nearest(doc.Text, words, int(at.Start))
	if best >= 0 || sp.IsZero() {
		return best
	}
	addClaim(doc, newSource(doc, sp), at)
	return len(doc.Claims) - 1
}

// newSource is who is named by words that were not read to say anything.
func newSource(doc *assay.Doc, sp assay.Span) assay.Source {
	words := strings.Join(strings.Fields(sp.In(doc.Text)), " ")
	src := assay.Source{Span: sp, Class: assay.Organization}
	if words == strings.ToLower(words) {
		src.Class = assay.Group // "two doctors": they have no name
	}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Name == words || slices.ContainsFunc(a.Mentions, func(m assay.Span) bool { return m == sp }) {
			src.Class, src.Name, src.Actor = a.Class, a.Name, assay.RefTo[assay.Actor](i)
			break
		}
	}
	return src
}

// numbersAt are the numbers of a quantity, in the order of their fields.
func numbersAt(q *assay.Quantity) [numbered]*assay.Amount {
	return [...]*assay.Amount{&q.Low, &q.Best, &q.High}
}

// nearest returns where words stand in text, nearest to at; zero if nowhere.
func nearest(text, words string, at int) (best assay.Span) {
	for _, sp := range Stand(text, words) {
		if best.IsZero() || abs(int(sp.Start)-at) < abs(int(best.Start)-at) {
			best = sp
		}
	}
	return best
}

// Where finds words in a report, by its id: the nth time that they stand in it, from 1 on; 0 where they stand
// there once.
func (s *Store) Where(ctx context.Context, report, words string, nth int) (sp assay.Span, err error) {
	r, err := s.Read(ctx, report)
	if err != nil {
		return sp, err
	}
	at := Stand(r.Doc.Text, words)
	switch {
	case len(at) == 0 || nth < 0 || nth > len(at):
		err = fmt.Errorf("%w: %q does not stand in it so often", assay.ErrNotFound, words)
	case len(at) > 1 && nth == 0:
		err = fmt.Errorf("%w: %q stands there %d times; say which it is", assay.ErrInvalid, words, len(at))
	default:
		sp = at[max(nth, 1)-1]
	}
	return sp, s.explain(err)
}

// Stand returns where words stand in a text, with whatever white space between them.
func Stand(text, words string) (at []assay.Span) {
	fields := strings.Fields(words)
	for from := 0; len(fields) > 0; {
		k := strings.Index(text[from:], fields[0])
		if k < 0 {
			break
		}
		start := from + k
		end, all := start+len(fields[0]), true
		for _, f := range fields[1:] {
			rest := strings.TrimLeftFunc(text[end:], unicode.IsSpace)
			space := len(text) - end - len(rest)
			if all = space > 0 && strings.HasPrefix(rest, f); !all {
				break
			}
			end += space + len(f)
		}
		if from = start + 1; all {
			at, from = append(at, assay.Span{Start: int32(start), End: int32(end)}), end
		}
	}
	return at
}

func abs(n int) int { return max(n, -n) }

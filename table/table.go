package table

import (
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/lang/en"
	"assay/ledger"
	"assay/mask"
	"assay/term"
	"assay/view"
)

// A Table is one list of the ledger laid flat: what a spreadsheet, a database
// and a terminal show. A cell is nil where the value is unknown, or else a
// string, a float64, an int64 or a bool.
type Table struct {
	Name string   // "claims"
	Head []string // the keys of the JSON form; "source.class" is source_class
	Rows [][]any
	// Search holds for each row the words by which it is found, in lower case.
	Search []string
}

// Names names the tables, in the order in which they are shown.
var Names = [...]string{Stories, Claims, Figures, Movements, Events, Estimates}

// The tables' names. Reports is what a search finds, and no table that is listed.
const (
	Reports   = "reports"
	Stories   = "stories"
	Claims    = "claims"
	Figures   = "figures"
	Movements = "movements"
	Events    = "events"
	Estimates = "estimates"
)

// The heads of the tables.
var (
	storyHead = strings.Fields("story report path publisher published agency fullest earliest from relation containment resemblance")
	claimHead = strings.Fields("report path published claim source class speaks_for party kind stance mode cue content said channel via " +
		"responds_to checked basis region start end confidence ruled") // the last since rulings are on claims too
	figureHead = []string{"report", "path", "published", "figure", "text", "bound", "low", "best", "high", "unit", "counted",
		"action", "verb", "of", "per", "kind", "total", "places", "gazetteer", "lat", "lon", "time", "time_begin", "time_end",
		"inherited", "claim", "source", "stance", "region", "sentence", "start", "end", "confidence",
		"country", "day_begin", "day_end", "role", "singular", "ruled"} // since versions 4 and 7 of the ledger; see store
	movementHead = strings.Fields("report path published movement who from to via count low best high time time_begin time_end status claim source " +
		"start end")
	estimateHead = []string{"estimate", "action", "counted", "unit", "place", "place_name", "begin", "end", "of", "low", "best", "high", "rule",
		"origins_min", "origins_max", "conflict", "figures", "origins", "as_of", "checks", "event", "sentence", "ruled"} // the last five since versions 5, 6 and 7 of the ledger
	reportHead = strings.Fields("report path publisher published language title words")
	eventHead  = strings.Fields("event type mode called place place_name country begin end background of reports stories origins_min origins_max " +
		"killed_low killed_best killed_high tolls conflicts estimates")
)

// HeadOf returns the head of a table, or nil if there is none of that name.
func HeadOf(table string) []string {
	switch table {
	case Reports:
		return reportHead
	case Stories:
		return storyHead
	case Claims:
		return claimHead
	case Figures:
		return figureHead
	case Movements:
		return movementHead
	case Events:
		return eventHead
	case Estimates:
		return estimateHead
	}
	return nil
}

// Of lays one table flat. What stands there, and by what it is found, is what
// masks show of each report; there is one for each of docs.
func Of(table string, docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, estimates []assay.Estimate, masks map[assay.ReportID]*mask.Mask) (*Table, error) {
	t := &Table{Name: table, Head: HeadOf(table)}
	switch table {
	case Stories:
		t.stories(docs, stories, masks)
	case Events:
		NewPile(docs, stories, events, estimates, masks).events(t, 0, len(events))
	case Estimates:
		NewPile(docs, stories, events, estimates, masks).estimates(t, 0, len(estimates))
	case Claims, Figures, Movements:
		for _, doc := range docs {
			f := flat{doc, masks[doc.ID]}
			switch table {
			case Claims:
				f.claims(t)
			case Figures:
				f.figures(t)
			case Movements:
				f.movements(t)
			}
		}
	default:
		return nil, fmt.Errorf("%w: no table %q; there are %s", assay.ErrInvalid, table, strings.Join(Names[:], ", "))
	}
	return t, nil
}

// add appends a row and the words by which it is found.
func (t *Table) add(row []any, search ...any) {
	var words []string
	for _, cell := range search {
		if s, ok := cell.(string); ok {
			words = append(words, s)
		}
	}
	t.Rows = append(t.Rows, row)
	t.Search = append(t.Search, SearchWords(words...))
}

// SearchWords returns what stands in Table.Search for a row that is found by
// these words: each on a line of its own, as it is read (package view), its white
// space made single spaces.
func SearchWords(words ...string) string {
	var lines []string
	for _, w := range words {
		seen := view.Quick(w)
		if w = strings.Join(strings.Fields(seen.Text), " "); w != "" {
			lines = append(lines, w)
		}
	}
	return strings.ToLower(strings.Join(lines, "\n"))
}

// A flat lays out the lists of one report.
type flat struct {
	doc  *assay.Doc
	mask *mask.Mask
}

func (f flat) head() []any {
	return []any{f.doc.ID.String(), f.doc.Path, cell(f.doc.Appeared.Date.String())}
}

func (f flat) claims(t *Table) {
	for i := range f.doc.Claims {
		cl := &f.doc.Claims[i]
		var content []string
		sp := assay.Span{}
		for k, c := range cl.Content {
			content = append(content, f.mask.Words(c.Span))
			if k == 0 {
				sp = c.Span
			}
			sp.End = c.Span.End
		}
		var class, speaksFor, party any
		if src := cl.Source.In(f.doc.Sources); src != nil {
			class, party = assay.ActorClasses[src.Class], cell(src.Party)
			if a := src.SpeaksFor.In(f.doc.Actors); a != nil {
				speaksFor = cell(f.mask.Actor(a))
			}
		}
		source, text := f.source(cl), strings.Join(content, " … ")
		t.add(append(f.head(), ledger.ID('c', i), source, class, speaksFor, party, cl.Kind.String(), cl.Stance.String(),
			cl.Mode.String(), f.quote(cl.Cue), text, f.time(cl.Said), f.quote(cl.Channel), id('c', cl.Via),
			cell(strings.Join(ledger.RespondsTo(f.doc, cl.RespondsTo), " ")), cell(cl.Checked.Result), cell(cl.Basis),
			cell(ledger.Region(f.doc, sp)), int64(sp.Start), int64(sp.End), cl.Confidence, f.ruled(cl.Ruled)),
			source, speaksFor, text, cl.Stance.String())
	}
}

// ruled is what persons said of an entry.
func (f flat) ruled(list []assay.Ruled) any {
	return cell(term.OneLine(mask.Ruled(list, f.mask.Scrub)))
}

func (f flat) figures(t *Table) {
	for i := range f.doc.Figures {
		fig := &f.doc.Figures[i]
		q := &fig.Quantity
		if q == nil {
			continue
		}
		var inherited []string
		if fig.Inherited&assay.Places != 0 {
			inherited = append(inherited, "places")
		}
		if fig.Inherited&assay.Times != 0 {
			inherited = append(inherited, "time")
		}
		var gazetteer []string
		var lat, lon any
		for _, r := range fig.Places {
			if pl := r.In(f.doc.Places); pl != nil && pl.Gazetteer != "" {
				gazetteer = append(gazetteer, pl.Gazetteer)
				if lat == nil {
					lat, lon = pl.Lat, pl.Lon
				}
			}
		}
		var countries []string
		for _, c := range fig.Countries {
			countries = append(countries, assay.Alpha3(c))
		}
		var sentence any
		if k := f.doc.SentenceAt(q.Span.Start); k >= 0 {
			sentence = f.quote(f.doc.Sentences[k])
		}
		var source, stance any
		if cl := fig.Claim.In(f.doc.Claims); cl != nil {
			source, stance = f.source(cl), cl.Stance.String()
		}
		places, counted := f.places(fig.Places), f.quote(fig.Counted)
		if slices.ContainsFunc(fig.Places, func(r assay.Ref[assay.Place]) bool {
			pl := r.In(f.doc.Places)
			return pl != nil && pl.Span == q.Span
		}) {
			places = f.gazetteerNames(fig.Places) // a person said so, and it has no words in the report
		}
		begin, end := f.interval(fig.Time)
		t.add(append(f.head(), ledger.ID('f', i), f.mask.Words(q.Span), q.Bound.String(), amount(q.Low), amount(q.Best), amount(q.High),
			cell(fig.Unit), counted, cell(string(fig.Action)), cell(fig.Verb), id('f', fig.Of), cell(fig.Per),
			cell(fig.Kind), cell(fig.Total), places, cell(strings.Join(gazetteer, "; ")), lat, lon, f.time(fig.Time), begin, end,
			cell(strings.Join(inherited, " ")), id('c', fig.Claim), source, stance, cell(ledger.Region(f.doc, q.Span)), sentence,
			int64(q.Span.Start), int64(q.Span.End), fig.Confidence,
			cell(strings.Join(countries, "; ")), deref(ledger.Day(fig.Begin)), deref(ledger.Day(fig.End)), cell(fig.Role), q.Singular, f.ruled(fig.Ruled)),
			source, f.mask.Words(q.Span), counted, string(fig.Action), fig.Verb, places, f.gazetteerNames(fig.Places), sentence)
	}
}

func (f flat) movements(t *Table) {
	for i := range f.doc.Movements {
		m := &f.doc.Movements[i]
		var count, low, best, high, source any
		if fig := m.Count.In(f.doc.Figures); fig != nil {
			if q := &fig.Quantity; !q.Span.IsZero() {
				count, low, best, high = f.mask.Words(q.Span), amount(q.Low), amount(q.Best), amount(q.High)
			}
		}
		if cl := m.Claim.In(f.doc.Claims); cl != nil {
			source = f.source(cl)
		}
		who := f.quote(m.Who)
		from, to, via := f.places(m.From), f.places(m.To), f.places(m.Via)
		begin, end := f.interval(m.Time)
		t.add(append(f.head(), ledger.ID('m', i), who, from, to, via, count, low, best, high, f.time(m.Time), begin, end,
			cell(m.Status), id('c', m.Claim), source, int64(m.Who.Start), int64(m.Who.End)),
			source, who, from, to, via, f.gazetteerNames(m.From, m.To, m.Via), m.Status)
	}
}

func (t *Table) stories(docs []*assay.Doc, stories []assay.Story, masks map[assay.ReportID]*mask.Mask) {
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	for _, st := range stories {
		for k, id := range st.Reports {
			row := []any{st.ID, id.String(), nil, nil, nil, cell(st.Agency), k == 0, id == st.Earliest, nil, nil, nil, nil}
			var title string
			if doc := byID[id]; doc != nil {
				row[2], row[3], row[4] = cell(doc.Path), cell(doc.Publisher), cell(doc.Appeared.Date.String())
				title = masks[id].Title()
			}
			for _, l := range st.Links {
				if l.To == id {
					row[8], row[9], row[10], row[11] = l.From.String(), cell(l.Relation), l.Containment, l.Resemblance
					break
				}
			}
			t.add(row, row[2], row[3], row[5], title)
		}
	}
}

// estimates lays the estimates [lo, hi) flat.
func (p *Pile) estimates(t *Table, lo, hi int) {
	if p.found == nil {
		p.found = p.checks()
	}
	for i := lo; i < hi; i++ {
		est := &p.Estimates[i]
		q := est.Question
		seen := map[string]bool{}
		var origins, places []string
		var placeName string
		var of []*mask.Mask
		onRuled := 0 // figures of which persons said something
		for k := range est.Series {
			en := &est.Series[k]
			m := p.Mask(en.Evidence.Report)
			if m == nil {
				continue // the report is not there, nor is what it says
			}
			if !m.Plain() {
				of = append(of, m)
			}
			if o := m.Origin(en); !seen[o] {
				seen[o] = true
				origins = append(origins, o)
			}
			if o := m.With(en); o != "" && !seen[o] {
				seen[o] = true
				origins = append(origins, o)
			}
			if i, has := en.Figure.Index(); has {
				fig := p.Figure(en.Evidence.Report, i)
				if fig.Ruled {
					onRuled++
				}
				var words []string
				for _, pl := range fig.Places {
					words = append(words, pl.Words(m))
					if pl.Gazetteer == q.Place && placeName == "" {
						placeName = pl.Name
					}
				}
				if s := strings.Join(words, "; "); s != "" {
					places = append(places, s)
				}
			}
		}
		if placeName == "" && !strings.Contains(q.Place, ":") {
			placeName = mask.Together(of, q.Place) // the words, where the gazetteer has none
		}
		counted, place := mask.Counted(of, est, en.UnitPlural(q.Unit)), q.Place
		if !strings.Contains(place, ":") {
			place = placeName
		}
		named := strings.Join(origins, "; ")
		ruling := mask.Ruled(est.Ruled, func(s string) string { return s })
		if onRuled > 0 {
			ruling = strings.TrimPrefix(fmt.Sprintf("%s; ruled figures: %d", ruling, onRuled), "; ")
		}
		t.add([]any{est.ID, cell(string(q.Action)), cell(counted), cell(q.Unit), cell(place), cell(placeName), deref(ledger.Day(q.Begin)), deref(ledger.Day(q.End)),
			cell(est.Of), amount(est.Low), amount(est.Best), amount(est.High), cell(est.Rule), int64(est.Origins.Min), int64(est.Origins.Max),
			est.Conflict, int64(len(est.Series)), cell(named), cell(est.AsOf.String()), cell(strings.Join(p.found[i], "; ")),
			cell(est.Event), cell(mask.Sentence(of, est, en.UnitPlural(q.Unit))), cell(ruling)},
			string(q.Action), counted, q.Unit, placeName, named, strings.Join(places, "\n"))
	}
}

// checks returns what checks have found, each at the estimate that it names first: its
// kind, with the ids of the figures that say so.
func (p *Pile) checks() map[int][]string {
	out := map[int][]string{}
	estimates := p.Estimates
	for _, f := range estimate.FindingsOf(func(report assay.ReportID, i int) string { return p.Figure(report, i).Kind }, estimates) {
		words := f.Kind.String() + ":"
		for _, at := range f.Evidence {
			en := &estimates[at.Estimate].Series[at.Entry]
			if i, ok := en.Figure.Index(); ok {
				words += " " + ledger.EntryID(en.Evidence.Report, ledger.ID('f', i))
			}
		}
		i := f.Evidence[0].Estimate
		out[i] = append(out[i], words)
	}
	return out
}

// quote returns the words of sp on one line; nil for an empty span.
func (f flat) quote(sp assay.Span) any { return cell(term.OneLine(f.mask.Words(sp))) }

// source returns what the source of a claim may be called.
func (f flat) source(cl *assay.Claim) any {
	if src := cl.Source.In(f.doc.Sources); src != nil {
		return cell(f.mask.Source(src))
	}
	return nil
}

func (f flat) time(r assay.Ref[assay.Time]) any {
	if tx := r.In(f.doc.Times); tx != nil {
		return f.quote(tx.Span)
	}
	return nil
}

func (f flat) interval(r assay.Ref[assay.Time]) (begin, end any) {
	if tx := r.In(f.doc.Times); tx != nil {
		return deref(ledger.Day(tx.Begin)), deref(ledger.Day(tx.End))
	}
	return nil, nil
}

func (f flat) places(list []assay.Ref[assay.Place]) any {
	var names []string
	for _, r := range list {
		if pl := r.In(f.doc.Places); pl != nil {
			names = append(names, f.mask.Words(pl.Span))
		}
	}
	return cell(strings.Join(names, "; "))
}

// gazetteerNames returns the names that the gazetteer has for the places: who
// asks for "Syria" means "northern Syria" and "the Syrian border" too.
func (f flat) gazetteerNames(lists ...[]assay.Ref[assay.Place]) any {
	var names []string
	for _, list := range lists {
		for _, r := range list {
			if pl := r.In(f.doc.Places); pl != nil && pl.Name != "" {
				names = append(names, pl.Name)
			}
		}
	}
	return cell(strings.Join(names, "\n"))
}

// cell returns nil for "", which says "unknown".
func cell(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// id returns the id of what r points to, or nil.
func id[T any](letter byte, r assay.Ref[T]) any {
	if i, ok := r.Index(); ok {
		return ledger.ID(letter, i)
	}
	return nil
}

func deref(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func amount(a assay.Amount) any {
	if n, ok := a.Number(); ok {
		return n
	}
	return nil
}

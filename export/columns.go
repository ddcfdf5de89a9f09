package export

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/lang/en"
	"assay/table"
)

// The columns of others, in their order. A cell is nil where the ledger does not know.
var (
	ucdpHead = strings.Fields("id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name " +
		"dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources " +
		"source_article source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 " +
		"latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end " +
		"deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob")
	acledHead = strings.Fields("event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 " +
		"actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude " +
		"geo_precision source source_scale notes fatalities tags timestamp")
	idmcHead = strings.Split("ID,ISO3,Country,Centroid,Lat,Lon,Figure cause,Year,Figure category,Figure role,Figure term,Quantifier,Unit,Reported,"+
		"Household size,Total figures,Start date,Start date accuracy,End date,End date accuracy,Stock date,Location name,Location accuracy,"+
		"Displacement occurred,Is housing destruction,Is disaggregated,Disaggregation sex female,Disaggregation sex male,Disaggregation age,"+
		"Publishers,Sources,Entry title,Link,Event ID,Event name,Hazard category,Hazard type,Source excerpt", ",")
	giddHead = strings.Split("ISO3,Country / Territory,Year,Event Name,Date of Event (start),Date of Event (end),Disaster Internal Displacements,"+
		"Disaster Internal Displacements (Raw),Hazard Category,Hazard Type,Event ID", ",")
)

// A told is an event of the ledger with what its reports say of it.
type told struct {
	record
	occ    *assay.Occurrence
	spot   spot
	docs   []*assay.Doc
	events []eventOf // those of the reports that it is made of
}

type eventOf struct {
	doc *assay.Doc
	*assay.Event
}

// told yields the events that leave.
func (l *Ledger) told(yield func(told) bool) {
	byID := map[string]*assay.Occurrence{}
	for i := range l.Events {
		byID[l.Events[i].ID] = &l.Events[i]
	}
	for r := range l.records("events") {
		t := told{record: r, occ: byID[r.text("event")], spot: spotOf(r.text("place"), r.text("place_name"), r.list("country"))}
		for _, tell := range t.occ.Tellings {
			doc := l.byID[tell.Report]
			if doc == nil {
				continue
			}
			t.docs = append(t.docs, doc)
			for i := range doc.Events {
				ev := &doc.Events[i]
				if slices.Contains(tell.Events, assay.RefTo[assay.Event](i)) ||
					slices.ContainsFunc(ev.Figures, func(f assay.Ref[assay.Figure]) bool { return slices.Contains(tell.Figures, f) }) {
					t.events = append(t.events, eventOf{doc, ev})
				}
			}
		}
		if !yield(t) {
			return
		}
	}
}

// parties returns who did, or suffered, an event: bodies alone, or persons and groups too;
// not those that are a number of people, who are counted and not named.
func (l *Ledger) parties(t told, suffered, bodies bool) (names []string) {
	for _, ev := range t.events {
		refs := ev.Actors
		if suffered {
			refs = ev.Recipients
		}
		for _, ref := range refs {
			a := ref.In(ev.doc.Actors)
			if a == nil || bodies && a.Class != assay.Organization {
				continue
			}
			m := l.masks[ev.doc.ID]
			name := m.Actor(a)
			if name == "" && len(a.Mentions) > 0 {
				name = oneLine(m.Words(a.Mentions[0]))
			}
			if name != "" && !strings.ContainsAny(name, "0123456789") && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// sources returns of each report that tells of an event what f says of it, "" too, so
// that the lists of several columns go together.
func (t told) sources(f func(*assay.Doc) string) (list []string) {
	for _, doc := range t.docs {
		list = append(list, f(doc))
	}
	return list
}

// title returns the title of a report, "" where words of reports are left out.
func (l *Ledger) title(doc *assay.Doc) string {
	if l.opt.Short() {
		return ""
	}
	return oneLine(l.masks[doc.ID].Title())
}

func publisher(doc *assay.Doc) string { return doc.Publisher }

func published(doc *assay.Doc) string { return doc.Appeared.Date.String() }

// estimatesOf returns the estimates about an event.
func (l *Ledger) estimatesOf(event string) []record {
	if l.ofEvent == nil {
		l.ofEvent = map[string][]record{}
		for r := range recordsOf(l.whole("estimates")) {
			l.ofEvent[r.text("event")] = append(l.ofEvent[r.text("event")], r)
		}
	}
	return l.ofEvent[event]
}

// origins returns who is behind the numbers of an event.
func (l *Ledger) origins(event string) (list []string) {
	for _, r := range l.estimatesOf(event) {
		for _, o := range r.list("origins") {
			if !slices.Contains(list, o) {
				list = append(list, o)
			}
		}
	}
	return list
}

// excerpt returns the first sentence that gives the dead of an event, or else another number.
func (l *Ledger) excerpt(t told) (words string) {
	for _, tell := range t.occ.Tellings {
		doc := l.byID[tell.Report]
		if doc == nil {
			continue
		}
		for _, ref := range tell.Figures {
			i, ok := ref.Index()
			if !ok {
				continue
			}
			r, ok := l.rowOf("figures", doc, 'f', i, false)
			switch sentence := r.text("sentence"); {
			case !ok:
			case r.text("action") == "killed" && sentence != "":
				return sentence
			case words == "":
				words = sentence
			}
		}
	}
	return words
}

// writeColumns writes rows under a head of others as CSV.
func writeColumns(w io.Writer, head []string, rows []map[string]any) error {
	t := &table.Table{Head: head}
	for _, row := range rows {
		cells := make([]any, len(head))
		n := 0
		for i, column := range head {
			if v, ok := row[column]; ok {
				n++
				cells[i] = known(v)
			}
		}
		if n != len(row) {
			return fmt.Errorf("a row has columns that its head has not: %v", row)
		}
		t.Rows = append(t.Rows, cells)
	}
	return table.CSV(w, t)
}

// known returns nil for "", which says "unknown".
func known(v any) any {
	switch x := v.(type) {
	case string:
		if x == "" {
			return nil
		}
	case int:
		return int64(x)
	case []string:
		if !slices.ContainsFunc(x, func(s string) bool { return s != "" }) {
			return nil
		}
		return strings.Join(x, "; ")
	}
	return v
}

// number returns v where ok, else nil.
func number[T any](v T, ok bool) any {
	if !ok {
		return nil
	}
	return v
}

// ucdp writes attacks of whose dead there is an estimate.
func (l *Ledger) ucdp(w io.Writer) error { return l.eventRows(w, ucdpHead, l.ucdpRow) }

// eventRows writes the rows that are of a form.
func (l *Ledger) eventRows(w io.Writer, head []string, lay func(told) (row map[string]any, leaves bool)) error {
	var rows []map[string]any
	for t := range l.told {
		if row, leaves := lay(t); leaves {
			rows = append(rows, row)
		}
	}
	return writeColumns(w, head, rows)
}

// ucdpRow lays an event flat, and says whether it is one that UCDP has rows for.
func (l *Ledger) ucdpRow(t told) (row map[string]any, leaves bool) {
	row = ucdp.row(t)
	s := t.spot
	id, err := strconv.ParseInt(strings.TrimPrefix(t.occ.ID, "occ"), 16, 64)
	row["id"] = number(id, err == nil)
	row["side_a"], row["side_b"] = l.parties(t, false, true), l.parties(t, true, true)
	row["number_of_sources"] = len(t.docs)
	row["source_article"], row["source_office"] = t.sources(func(d *assay.Doc) string { return l.where(d) }), t.sources(publisher)
	row["source_date"], row["source_headline"], row["source_original"] = t.sources(published), t.sources(l.title), l.origins(t.occ.ID)
	row["where_description"], row["deaths_unknown"] = s.name, t.cell("killed_best")
	if s.located {
		row["geom_wkt"] = "POINT (" + strconv.FormatFloat(s.lon, 'f', -1, 64) + " " + strconv.FormatFloat(s.lat, 'f', -1, 64) + ")"
		row["priogrid_gid"] = int64(math.Floor((s.lat+90)*2))*720 + int64(math.Floor((s.lon+180)*2)) + 1
	}
	return row, t.occ.Type == "ASSAULT" && (t.cell("killed_low") != nil || t.cell("killed_best") != nil || t.cell("killed_high") != nil)
}

// acledTypes says which of ACLED's types an event is: disorder, event, sub-event; "" where
// what the ledger knows does not tell.
var acledTypes = map[string][3]string{
	"ASSAULT/": {"Political violence"}, "ASSAULT/firearms": {"Political violence"}, "ASSAULT/primitive": {"Political violence"},
	"ASSAULT/aerial":        {"Political violence", "Explosions/Remote violence", "Air/drone strike"},
	"ASSAULT/explosives":    {"Political violence", "Explosions/Remote violence"},
	"ASSAULT/heavy-weapons": {"Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"},
	"ASSAULT/massacre":      {"Political violence", "Violence against civilians", "Attack"},
	"ASSAULT/abduct":        {"Political violence", "Violence against civilians", "Abduction/forced disappearance"},
	"PROTEST/demo":          {"Demonstrations", "Protests"},
	"PROTEST/riot":          {"Demonstrations", "Riots"},
}

// acled writes attacks and protests.
func (l *Ledger) acled(w io.Writer) error { return l.eventRows(w, acledHead, l.acledRow) }

// acledRow lays an event flat, and says whether it is one that ACLED has rows for.
func (l *Ledger) acledRow(t told) (row map[string]any, leaves bool) {
	types, leaves := acledTypes[t.occ.Type+"/"+t.occ.Mode]
	row = acled.row(t)
	delete(row, acled.iso3) // since 2023 it has none
	if t.spot.closeness == assay.CountryWide {
		delete(row, acled.lat) // of the country, which no code of ACLED says
		delete(row, acled.lon)
	}
	row["disorder_type"], row["event_type"], row["sub_event_type"] = types[0], types[1], types[2]
	row["source"], row["notes"] = unique(t.sources(publisher)), l.excerpt(t)
	row["actor1"] = l.parties(t, false, false)
	if types[0] != "Demonstrations" {
		row["actor2"] = l.parties(t, true, false)
	}
	return row, leaves
}

// gidd writes disasters by which people were displaced.
func (l *Ledger) gidd(w io.Writer) error { return l.eventRows(w, giddHead, l.giddRow) }

// giddRow lays an event flat, and says whether it is one that GIDD has rows for: a disaster
// with people who were displaced.
func (l *Ledger) giddRow(t told) (row map[string]any, leaves bool) {
	row = gidd.row(t)
	row["Event Name"] = strings.TrimSpace(t.text("called") + " " + t.text("place_name"))
	hazard := idmcHazards[t.occ.Mode]
	row["Hazard Category"], row["Hazard Type"] = hazard[0], hazard[1]
	delete(row, written(gidd.best)) // that is the dead
	for _, r := range l.estimatesOf(t.occ.ID) {
		if terms := idmcActions[assay.Action(r.text("action"))]; r.text("unit") != "person" || terms[0] != "Internal Displacements" {
			continue
		}
		n, _ := r.cell("best").(float64)
		if most, ok := row[written(gidd.best)].(float64); n > 0 && (!ok || n > most) {
			row[written(gidd.best)], row["Disaster Internal Displacements"] = n, n
		}
	}
	return row, t.occ.Type == "DISASTER" && row[written(gidd.best)] != nil
}

// idmcActions says which of Helix's categories and terms the figures of an action are, as
// people are moving, and as they are elsewhere for the time being.
var idmcActions = map[assay.Action][3]string{
	"displaced": {"Internal Displacements", "IDPs", "Displaced"}, "evacuated": {"Internal Displacements", "IDPs", "Evacuated"},
	"fled": {"Internal Displacements", "IDPs", "Forced to flee"}, "homeless": {"Internal Displacements", "IDPs", "Homeless"},
	"returned":  {"Returnees", "Returnees", "Returns"},
	"destroyed": {"Internal Displacements", "", "Destroyed housing"}, "damaged": {"Internal Displacements", "", "Partially destroyed housing"},
}

var idmcQuantifiers = map[string]string{"exact": "Exact", "approx": "Approximately", "at_least": "More than or equal", "at_most": "Less than or equal", "range": "Between", "vague": "Unknown"}

var idmcHazards = map[string][2]string{
	"flood": {"Weather related", "Flood"}, "storm": {"Weather related", "Storm"}, "landslide": {"Geophysical", "Mass movement"},
	"earthquake": {"Geophysical", "Earthquake"}, "volcanic-activity": {"Geophysical", "Volcanic activity"}, "extreme-temperature": {"Weather related", "Extreme temperature"},
}

// idmc writes figures of people who were displaced or returned, and of homes that were
// destroyed.
func (l *Ledger) idmc(w io.Writer) error {
	return writeColumns(w, idmcHead, slices.Collect(l.idmcRows))
}

func (l *Ledger) idmcRows(yield func(row map[string]any) bool) {
	events := map[string]told{} // by the figures that tell of them
	for t := range l.told {
		for _, tell := range t.occ.Tellings {
			for _, ref := range tell.Figures {
				if i, ok := ref.Index(); ok {
					events[tell.Report.String()+" "+strconv.Itoa(i)] = t
				}
			}
		}
	}
	for r := range l.records("figures") {
		terms, ok := idmcActions[assay.Action(r.text("action"))]
		unit, doc := r.text("unit"), l.report(r.text("report"))
		people := unit == "person" || unit == "household"
		if !ok || doc == nil || people == (terms[1] == "") {
			continue
		}
		if !people && !en.Dwelling(unit) {
			continue
		}
		category := terms[0]
		if r.text("kind") == "stock" {
			category = terms[1]
		}
		place, about := firstPlace(doc, entryIndex(r.text("figure")))
		s := spotOf(place, r.text("places"), r.list("country"))
		if s.name = r.text("places"); about {
			s.closeness = assay.AreaOf
		}
		row := map[string]any{"ID": r.text("id"), "Figure category": category, "Figure term": terms[2], "Quantifier": idmcQuantifiers[r.text("bound")],
			"Publishers": doc.Publisher, "Sources": r.text("source"), "Entry title": l.title(doc),
			"Link": l.where(doc), "Source excerpt": r.text("sentence"), "Is housing destruction": !people}
		idmc.putPlace(row, s)
		if s.located {
			row["Centroid"] = fmt.Sprintf("[%s, %s]", strconv.FormatFloat(s.lat, 'f', -1, 64), strconv.FormatFloat(s.lon, 'f', -1, 64))
		}
		var reported any
		for _, column := range [...]string{"best", "low", "high"} {
			if reported == nil {
				reported = r.cell(column)
			}
		}
		row["Reported"] = reported
		switch unit {
		case "household":
			row["Unit"] = "Household"
			if size := en.HouseholdSize(r.text("sentence")); size > 0 {
				row["Household size"] = size
				if n, ok := reported.(float64); ok {
					row["Total figures"] = math.Round(n * size)
				}
			}
		case "person":
			row["Unit"], row["Total figures"] = "Person", reported
			female, male, children := en.Counted(r.text("counted"))
			if female != male {
				row["Is disaggregated"] = true
				if female {
					row["Disaggregation sex female"] = reported
				} else {
					row["Disaggregation sex male"] = reported
				}
			}
			if children {
				row["Is disaggregated"], row["Disaggregation age"] = true, r.text("counted")
			}
		default:
			row["Unit"] = unit
		}
		if first, last, ok := days(r.text("day_begin"), r.text("day_end")); ok {
			if category == "IDPs" {
				row["Year"], row["Stock date"] = first.Year(), last.Format(time.DateOnly)
			} else {
				idmc.putDays(row, first, last)
			}
		}
		if t, ok := events[r.text("report")+" "+strconv.Itoa(entryIndex(r.text("figure")))]; ok {
			row["Event ID"], row["Event name"] = t.occ.ID, strings.TrimSpace(t.text("called")+" "+t.text("place_name"))
			hazard := idmcHazards[t.occ.Mode]
			row["Hazard category"], row["Hazard type"] = hazard[0], hazard[1]
			switch t.occ.Type {
			case "DISASTER":
				row["Figure cause"] = "Disaster"
			case "ASSAULT":
				row["Figure cause"] = "Conflict"
			}
		}
		if r.text("action") == "evacuated" {
			row["Displacement occurred"] = "Unknown"
		}
		if !yield(row) {
			return
		}
	}
}

// firstPlace returns the gazetteer's entry of the first place of a figure that has one; about
// says that the place lies about it ("south of Dadu").
func firstPlace(doc *assay.Doc, figure int) (id string, about bool) {
	if figure < 0 || figure >= len(doc.Figures) {
		return "", false
	}
	for _, ref := range doc.Figures[figure].Places {
		switch pl := ref.In(doc.Places); {
		case pl == nil:
		case pl.Gazetteer != "":
			return pl.Gazetteer, false
		case pl.Within != "" && id == "":
			id, about = pl.Within, true
		}
	}
	return id, about
}

// plover writes events as JSON Lines with the keys of PLOVER.
func (l *Ledger) plover(w io.Writer) error {
	var items []any
	for t := range l.told {
		if t.occ.Type == "" {
			continue
		}
		o := object{{"id", t.occ.ID}, {"event_type", t.occ.Type}}
		o = o.with("event_mode", t.occ.Mode)
		if first, last, ok := days(t.text("begin"), t.text("end")); ok {
			o = o.with("date", first.Format("2006-01-02"))
			if last.After(first) {
				o = o.with("date_end", last.Format("2006-01-02"))
			}
		}
		actors := func(suffered bool) (list []any) {
			for _, name := range l.parties(t, suffered, false) {
				list = append(list, object{{"name", name}})
			}
			return list
		}
		o = o.with("actor", actors(false)).with("recip", actors(true))
		s := t.spot
		where := object{}.with("name", s.name).with("country", s.iso3).with("admin1", s.admin1).with("gazetteer", s.id)
		if s.located {
			where = where.with("lat", s.lat).with("lon", s.lon).with("precision", s.closeness.String())
		}
		o = o.with("location", where)
		var magnitude object
		for _, r := range l.estimatesOf(t.occ.ID) {
			if r.text("unit") != "person" {
				continue
			}
			key := ""
			switch r.text("action") {
			case "killed":
				key = "dead"
			case "injured":
				key = "injured"
			case "attended":
				key = "size"
			}
			if key == "" || slices.ContainsFunc(magnitude, func(f field) bool { return f.key == key }) {
				continue
			}
			magnitude = magnitude.with(key, object{}.with("low", r.cell("low")).with("best", r.cell("best")).with("high", r.cell("high")).with("estimate", r.text("id")))
		}
		o = o.with("magnitude", magnitude)
		var texts []any
		for _, ev := range t.events {
			if l.opt.Short() {
				break
			}
			texts = append(texts, object{{"report", ev.doc.ID.String()}, {"span", [2]int32{ev.Span.Start, ev.Span.End}}, {"text", l.masks[ev.doc.ID].Words(ev.Span)},
				{"status", status(ev)}})
		}
		o = o.with("event_text", texts).with("source", unique(t.sources(publisher)))
		o = append(o, field{"reports", t.sources(func(d *assay.Doc) string { return d.ID.String() })}, field{"background", t.occ.Background})
		items = append(items, o)
	}
	return writeLines(w, items)
}

// status says how an event is told: an event leaves with its claim, never as a bare fact.
func status(ev eventOf) any {
	if cl := ev.Claim.In(ev.doc.Claims); cl != nil {
		return cl.Stance.String()
	}
	return nil
}

func unique(list []string) (out []string) {
	for _, s := range list {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

package export

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/export/xlsx"
	"assay/place/gazetteer"
	"assay/screen"
	"assay/table"
)

// A Coding is a way in which others lay events or figures flat: what its columns hold. Ours
// are written by it, and theirs are read.
//
// A field names the columns that hold what it is called for, divided by "|": the first is
// the one that is written; of the others some files have one. "" where a coding does not
// hold it.
type Coding struct {
	Name string // "ucdp"
	Is   string // "UCDP GED"
	Of   string // "events", "figures"

	head  []string // the columns that are written; nil where ours are not
	marks string   // columns by which a file is known: it has all of them

	id, begin, end, daysCode, endCode, year      string
	country, iso3, admin1, place, lat, lon, code string // code: how closely the place is known
	low, best, high                              string
	sideA, sideB, sources                        string            // all of these columns are read together
	types                                        string            // what happened, from the most general on, each column by itself
	words                                        map[string]string // of codes in types
	ours                                         string            // types of our events that it has rows for

	spreads []spread // of daysCode
	near    []near   // of code
}

// A spread says for a code how many days there are, at most, among which the right one is.
type spread struct {
	code string
	days int
}

// A near says for a code how closely a place is known, and about within how many kilometres.
type near struct {
	code string
	is   assay.Precision // Unresolved: none of ours, and never written
	km   float64
}

const anyDays = math.MaxInt32

// Codings are those that are read, in the order in which files are held to them.
var Codings = []*Coding{&ucdp, &acled, &idmc, &idu, &gidd}

var ucdp = Coding{Name: "ucdp", Is: "UCDP GED", Of: "events", head: ucdpHead, marks: "date_start|where_prec|best|type_of_violence",
	id: "relid", begin: "date_start", end: "date_end", daysCode: "date_prec", year: "year",
	country: "country", admin1: "adm_1", place: "where_coordinates", lat: "latitude", lon: "longitude", code: "where_prec",
	low: "low", best: "best", high: "high", sideA: "side_a", sideB: "side_b", sources: "source_office", types: "type_of_violence", ours: "ASSAULT",
	words:   map[string]string{"1": "state-based", "2": "non-state", "3": "one-sided"},
	spreads: []spread{{"1", 1}, {"2", 6}, {"3", 7}, {"4", 31}, {"5", anyDays}},
	near:    []near{{"1", assay.Locality, 5}, {"2", assay.Unresolved, 25}, {"3", assay.Admin2, 60}, {"4", assay.Admin1, 250}, {"5", assay.AreaOf, 250}, {"6", assay.CountryWide, 0}, {"7", assay.Unresolved, 0}}}

var acled = Coding{Name: "acled", Is: "ACLED", Of: "events", head: acledHead, marks: "event_id_cnty|event_date|sub_event_type|fatalities",
	id: "event_id_cnty", begin: "event_date", daysCode: "time_precision", year: "year",
	country: "country", iso3: "iso3", admin1: "admin1", place: "location", lat: "latitude", lon: "longitude", code: "geo_precision",
	best: "fatalities", sideA: "actor1|assoc_actor_1", sideB: "actor2|assoc_actor_2", sources: "source", types: "disorder_type|event_type|sub_event_type", ours: "ASSAULT|PROTEST",
	spreads: []spread{{"1", 1}, {"2", 7}, {"3", 31}},
	near:    []near{{"1", assay.Locality, 5}, {"2", assay.Admin2, 60}, {"3", assay.Admin1, 250}}}

var idmc = Coding{Name: "idmc", Is: "IDMC Helix", Of: "figures", head: idmcHead, marks: "Figure category|Figure term|Reported",
	id: "ID", begin: "Start date|Stock date", end: "End date|Stock date", daysCode: "Start date accuracy", endCode: "End date accuracy", year: "Year",
	country: "Country", iso3: "ISO3", place: "Location name|Locations name", lat: "Lat", lon: "Lon", code: "Location accuracy|Locations accuracy",
	best: "Reported", sources: "Publishers|Sources", types: "Figure cause|Figure category|Figure term|Unit|Hazard type",
	spreads: []spread{{"Day", 1}, {"Week", 7}, {"Month", 31}, {"Year", anyDays}}, near: nearIDMC}

// idu are IDMC's updates from day to day.
var idu = Coding{Name: "idu", Is: "IDMC IDU", Of: "figures", marks: "displacement_date|figure|displacement_type",
	id: "id", begin: "displacement_start_date|displacement_date", end: "displacement_end_date|displacement_date", year: "year",
	country: "country", iso3: "iso3", place: "locations_name", lat: "latitude", lon: "longitude", code: "locations_accuracy",
	best: "figure", sources: "sources", types: "displacement_type||||type", near: nearIDMC}

// gidd are IDMC's disasters, each with all who were displaced.
var gidd = Coding{Name: "gidd", Is: "IDMC GIDD", Of: "events", head: giddHead, marks: "Event Name|Disaster Internal Displacements|Hazard Type",
	id: "Event ID", begin: "Date of Event (start)|Start date", end: "Date of Event (end)|End date", year: "Year",
	country: "Country / Territory|Country", iso3: "ISO3", best: "Disaster Internal Displacements (Raw)|Disaster Internal Displacements", types: "Hazard Category|Hazard Type", ours: "DISASTER"}

// The words of Helix, and ours, which are written.
var nearIDMC = []near{{"locality", assay.Locality, 5}, {"admin2", assay.Admin2, 60}, {"admin1", assay.Admin1, 250}, {"region", assay.AreaOf, 250}, {"country", assay.CountryWide, 0},
	{"Point", assay.Unresolved, 5}, {"ADM3", assay.Unresolved, 25}, {"ADM2", assay.Unresolved, 60}, {"ADM1", assay.Unresolved, 250}, {"ADM0", assay.Unresolved, 0}}

// written returns the column of a field that is written.
func written(columns string) string {
	first, _, _ := strings.Cut(columns, "|")
	return first
}

// put sets a column of a row that the coding has.
func put(row map[string]any, columns string, v any) {
	if columns != "" {
		row[written(columns)] = v
	}
}

// row lays flat what an event has in every coding.
func (c *Coding) row(t told) map[string]any {
	row := map[string]any{}
	put(row, c.id, t.occ.ID)
	if first, last, ok := days(t.text("begin"), t.text("end")); ok {
		c.putDays(row, first, last)
	}
	c.putPlace(row, t.spot)
	put(row, c.low, t.cell("killed_low"))
	put(row, c.best, t.cell("killed_best"))
	put(row, c.high, t.cell("killed_high"))
	return row
}

// putDays sets the columns of days, and how exactly they are known.
func (c *Coding) putDays(row map[string]any, first, last time.Time) {
	n := int(math.Round(last.Sub(first).Hours()/24)) + 1
	put(row, c.begin, first.Format(time.DateOnly))
	put(row, c.end, last.Format(time.DateOnly))
	put(row, c.year, first.Year())
	for _, s := range c.spreads {
		if n <= s.days {
			put(row, c.daysCode, s.code)
			put(row, c.endCode, s.code)
			break
		}
	}
}

// putPlace sets the columns of a place, and how closely it is known.
func (c *Coding) putPlace(row map[string]any, s spot) {
	put(row, c.country, s.country)
	put(row, c.iso3, s.iso3)
	put(row, c.admin1, s.admin1)
	put(row, c.place, s.name)
	put(row, c.lat, number(s.lat, s.located))
	put(row, c.lon, number(s.lon, s.located))
	for _, n := range c.near {
		if n.is == s.closeness && n.is != assay.Unresolved {
			put(row, c.code, n.code)
		}
	}
}

// A Coded is a row of a coding, as it is read: theirs, or ours as it would be written.
type Coded struct {
	Coding *Coding
	Row    int    // in its file, whose head is row 1
	ID     string // as the file has it

	Begin, End      time.Time // the first and the last of its days; zero if unknown
	Spread          int       // among how many days the right one is, where the code says; else 0
	Country         string    // its code in three letters; "" if unknown
	CountryName     string
	Admin1, Place   string
	Lat, Lon        float64
	Located         bool
	Wide            bool    // the place is a country
	Km              float64 // within so many the place lies about its point, where the code says
	Low, Best, High assay.Amount
	SideA, SideB    []string
	Sources         []string
	Types           []string // as the columns of types, "" where unknown

	// Of ours alone.
	Leaves   bool   // the form would have it
	Event    string // the id of the event
	Estimate string // the id of the estimate that counts the figure
}

// A CellError says what cannot be read, where it stands and what to write.
type CellError struct {
	Row           int
	Column, Value string
	Why           string
}

func (e *CellError) Error() string {
	return fmt.Sprintf("row %d, column %s: %s", e.Row, e.Column, fmt.Sprintf(e.Why, strconv.Quote(e.Value)))
}

// Unwrap makes it an [assay.ErrInvalid].
func (e *CellError) Unwrap() error { return assay.ErrInvalid }

// Has reports whether a coding holds what a field is called for.
func (c *Coding) Has(field string) bool {
	switch field {
	case "admin1":
		return c.admin1 != ""
	case "place":
		return c.place != ""
	case "type":
		return c.types != ""
	case "side_a", "side_b":
		return c.sideA != ""
	case "low", "high":
		return c.low != ""
	case "sources":
		return c.sources != ""
	}
	return true
}

// dayForms are those in which days are read.
var dayForms = []string{time.DateOnly, "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z07:00", "2 January 2006", "2 Jan 2006", "2-January-2006", "2-Jan-2006"}

// unknowns are what stands in cells that say nothing.
var unknowns = strings.Fields("nan na n/a null none -")

// read reads a row; serials says that a number may be a day of Excel.
func (c *Coding) read(row int, cell func(column string) string, serials bool) (Coded, error) {
	d := Coded{Coding: c, Row: row}
	var wrong []error
	fail := func(column, value, why string) { wrong = append(wrong, &CellError{row, column, value, why}) }
	// first returns the first of columns that says something.
	first := func(columns string) (column, value string) {
		for column := range strings.SplitSeq(columns, "|") {
			if column == "" {
				continue
			}
			v := strings.TrimSpace(cell(column))
			if v != "" && !slices.Contains(unknowns, strings.ToLower(v)) {
				return column, v
			}
		}
		return written(columns), ""
	}
	text := func(columns string) string {
		_, v := first(columns)
		return v
	}
	day := func(columns string) (t time.Time) {
		column, v := first(columns)
		if v == "" {
			return t
		}
		if n, err := strconv.ParseFloat(v, 64); serials && err == nil && n >= 1 && n < 3e6 {
			return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n))
		}
		for _, form := range dayForms {
			if t, err := time.Parse(form, v); err == nil {
				return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
			}
		}
		fail(column, v, "%s is no day; write it so: 2018-02-04")
		return t
	}
	num := func(columns string, least, most float64) assay.Amount {
		column, v := first(columns)
		if v == "" {
			return assay.Amount{}
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(v, ",", ""), 64)
		switch {
		case err != nil || math.IsNaN(n):
			fail(column, v, "%s is no number; write it so: 1200")
		case n < least || n > most:
			fail(column, v, fmt.Sprintf("%%s is not from %v to %v", least, most))
		default:
			return assay.Known(n)
		}
		return assay.Amount{}
	}
	several := func(columns string) (list []string) {
		for column := range strings.SplitSeq(columns, "|") {
			for part := range strings.SplitSeq(text(column), ";") {
				if part = oneLine(part); part != "" && !slices.Contains(list, part) {
					list = append(list, part)
				}
			}
		}
		return list
	}

	d.ID = text(c.id)
	d.Begin, d.End = day(c.begin), day(c.end)
	switch {
	case d.End.IsZero():
		d.End = d.Begin
	case d.Begin.IsZero():
		d.Begin = d.End
	case d.End.Before(d.Begin):
		column, v := first(c.end)
		fail(column, v, "%s is before "+d.Begin.Format(time.DateOnly)+", with which it begins")
	}
	if d.Begin.IsZero() && c.year != "" {
		if y, ok := num(c.year, 1, 9999).Number(); ok {
			d.Begin, d.End = time.Date(int(y), 1, 1, 0, 0, 0, 0, time.UTC), time.Date(int(y), 12, 31, 0, 0, 0, 0, time.UTC)
		}
	}
	if column, v := first(c.daysCode); v != "" {
		k := slices.IndexFunc(c.spreads, func(s spread) bool { return strings.EqualFold(s.code, strings.TrimSuffix(v, ".0")) })
		if k < 0 {
			fail(column, v, "%s is no code; there are "+codes(c.spreads, func(s spread) string { return s.code }))
		} else if d.Spread = c.spreads[k].days; d.Spread == anyDays {
			d.Spread = 366
		}
	}
	d.CountryName = text(c.country)
	if d.Country = strings.ToUpper(text(c.iso3)); assay.Alpha2(d.Country) == "" {
		d.Country = countryCode(d.CountryName)
	}
	d.Admin1, d.Place = text(c.admin1), text(c.place)
	lat, okLat := num(c.lat, -90, 90).Number()
	lon, okLon := num(c.lon, -180, 180).Number()
	if okLat && okLon {
		d.Lat, d.Lon, d.Located = lat, lon, true
	}
	if column, v := first(c.code); v != "" {
		k := slices.IndexFunc(c.near, func(n near) bool {
			return strings.EqualFold(n.code, strings.TrimSuffix(v, ".0")) || strings.HasPrefix(n.code, "ADM") && strings.Contains(v, n.code)
		})
		if k < 0 {
			fail(column, v, "%s is no code; there are "+codes(c.near, func(n near) string { return n.code }))
		} else {
			d.Km = c.near[k].km
			d.Wide = d.Km == 0
		}
	}
	d.Low, d.Best, d.High = num(c.low, 0, math.MaxFloat64), num(c.best, 0, math.MaxFloat64), num(c.high, 0, math.MaxFloat64)
	d.SideA, d.SideB, d.Sources = several(c.sideA), several(c.sideB), several(c.sources)
	for column := range strings.SplitSeq(c.types, "|") {
		v := text(column)
		if w := c.words[strings.TrimSuffix(v, ".0")]; w != "" {
			v = w
		}
		d.Types = append(d.Types, v)
	}
	return d, errors.Join(wrong...)
}

func codes[T any](list []T, code func(T) string) string {
	var names []string
	for _, c := range list {
		names = append(names, code(c))
	}
	return strings.Join(names, ", ")
}

// countryCode returns the code of a country by its name, without what stands in parentheses
// behind it ("Yemen (North Yemen)").
func countryCode(name string) string {
	short, _, _ := strings.Cut(name, "(")
	for _, e := range gazetteer.Lookup(strings.TrimSpace(short)) {
		if e.Class == gazetteer.State {
			return assay.Alpha3(e.Country)
		}
	}
	return ""
}

// A Sheet is what was read of a file of others.
type Sheet struct {
	Coding *Coding
	Rows   []Coded
	Wrong  []error // of rows that could not be read, which are not among Rows: their [CellError]s
}

// ReadCoded reads rows of a coding from CSV or a workbook. Which coding it is its columns
// say; of a workbook the first sheet is read that has those of one.
func ReadCoded(r io.Reader) (*Sheet, error) {
	b := bufio.NewReader(r)
	if magic, _ := b.Peek(4); string(magic) == "PK\x03\x04" {
		book, err := xlsx.Open(b)
		if err != nil {
			return nil, fmt.Errorf("%w: it is no workbook: %v", assay.ErrInvalid, err)
		}
		defer book.Close()
		var why error
		for _, name := range book.Sheets() {
			sheet, err := readSheet(book.Rows(name), true)
			if err == nil {
				return sheet, nil
			}
			var unknown *unknownColumns
			if !errors.As(err, &unknown) {
				return nil, fmt.Errorf("sheet %s: %w", name, err)
			}
			if why == nil || len(unknown.head) > 1 {
				why = err
			}
		}
		return nil, why
	}
	if bom, _ := b.Peek(3); string(bom) == "\ufeff" {
		b.Discard(3)
	}
	cr := csv.NewReader(b)
	cr.FieldsPerRecord, cr.ReuseRecord = -1, true
	if head, _ := b.Peek(2048); strings.Count(untilLine(string(head)), ";") > strings.Count(untilLine(string(head)), ",") {
		cr.Comma = ';'
	}
	return readSheet(func(yield func([]string, error) bool) {
		for {
			cells, err := cr.Read()
			if err == io.EOF || !yield(cells, err) {
				return
			}
		}
	}, false)
}

func untilLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

type unknownColumns struct{ head []string }

func (e *unknownColumns) Error() string {
	var known []string
	for _, c := range Codings {
		known = append(known, c.Is+" ("+strings.ReplaceAll(c.marks, "|", ", ")+", …)")
	}
	has := strings.Join(e.head[:min(len(e.head), 8)], ", ")
	if has == "" {
		has = "none"
	}
	return fmt.Sprintf("row 1: its columns (%s) are those of no coding that is known; there are %s", has, strings.Join(known, "; "))
}

func (e *unknownColumns) Unwrap() error { return assay.ErrInvalid }

// readSheet reads rows, the first of which that is not empty is the head.
func readSheet(rows func(func([]string, error) bool), serials bool) (*Sheet, error) {
	sheet := &Sheet{}
	at := map[string]int{} // columns by their folded names
	n := 0
	for cells, err := range rows {
		n++
		if err != nil {
			return nil, fmt.Errorf("%w: row %d: %v", assay.ErrInvalid, n, err)
		}
		empty := !slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" })
		tags := !slices.ContainsFunc(cells, func(s string) bool { return s != "" && s[0] != '#' }) // of HXL, below the head
		switch {
		case empty || tags && sheet.Coding != nil:
			continue
		case sheet.Coding == nil:
			for i, name := range cells {
				if _, twice := at[foldColumn(name)]; !twice {
					at[foldColumn(name)] = i
				}
			}
			for _, c := range Codings {
				lacks := false
				for mark := range strings.SplitSeq(c.marks, "|") {
					_, ok := at[foldColumn(mark)]
					lacks = lacks || !ok
				}
				if !lacks {
					sheet.Coding = c
					break
				}
			}
			if sheet.Coding == nil {
				return nil, &unknownColumns{slices.Clone(cells)}
			}
			continue
		}
		d, err := sheet.Coding.read(n, func(column string) string {
			if i, ok := at[foldColumn(column)]; ok && i < len(cells) {
				return unguarded(cells[i])
			}
			return ""
		}, serials)
		if err != nil {
			sheet.Wrong = append(sheet.Wrong, err)
			continue
		}
		sheet.Rows = append(sheet.Rows, d)
	}
	if sheet.Coding == nil {
		return nil, &unknownColumns{}
	}
	return sheet, nil
}

// foldColumn is the name of a column without what files write differently.
func foldColumn(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), " ")
}

// unguarded takes off the apostrophe by which CSV keeps spreadsheets from running a text.
func unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" {
		if t := strings.TrimLeft(rest, " \t\r\n"); t != "" && strings.IndexByte("=+-@", t[0]) >= 0 || strings.IndexByte("\t\r\n", rest[0]) >= 0 {
			return rest
		}
	}
	return s
}

// Coded returns what of the ledger a coding has rows for, read as its columns would tell it.
// Of events all are there that the form could tell of, and Leaves says which it does.
func (l *Ledger) Coded(c *Coding) (list []Coded, err error) {
	add := func(of *Coding, row map[string]any, leaves bool, event, estimate string) {
		d, e := of.read(0, func(column string) string { return table.CellText(known(row[column])) }, false)
		if e != nil && err == nil {
			err = fmt.Errorf("what the ledger says cannot be read: %w", e)
		}
		d.Coding, d.Leaves, d.Event, d.Estimate = c, leaves, event, estimate
		list = append(list, d)
	}
	switch c {
	case &ucdp, &acled, &gidd:
		row := map[*Coding]func(told) (map[string]any, bool){&ucdp: l.ucdpRow, &acled: l.acledRow, &gidd: l.giddRow}[c]
		for t := range l.told {
			r, leaves := row(t)
			add(c, r, leaves, t.occ.ID, "")
			if d := &list[len(list)-1]; t.occ.Type != "" && !slices.Contains(strings.Split(c.ours, "|"), t.occ.Type) {
				d.Types[0] = t.text("called") // none of the coding's own
			}
		}
	default:
		of := idmc
		if c == &idu { // of those who were displaced, by head
			of.best = "Total figures"
		}
		estimates := map[string]string{}
		for i := range l.Estimates {
			for k := range l.Estimates[i].Series {
				estimates[screen.EntryID(&l.Estimates[i].Series[k])] = l.Estimates[i].ID
			}
		}
		for row := range l.idmcRows {
			id, _ := row["ID"].(string)
			event, _ := row["Event ID"].(string)
			if c == &idu {
				if row["Figure category"] != "Internal Displacements" || row["Is housing destruction"] == true {
					continue
				}
				row["Figure category"], row["Figure term"], row["Unit"] = "", "", ""
			}
			add(&of, row, true, event, estimates[id])
		}
	}
	return list, err
}

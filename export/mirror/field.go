package mirror

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/export"
	"assay/place/gazetteer"
)

// A Verdict says how the two sides of a field go together.
type Verdict uint8

// The verdicts.
const (
	Neither    Verdict = iota // neither side says anything
	Same                      // both say one thing
	Fits                      // one is more exact than the other, and nothing speaks against it
	Differs                   // both cannot be right
	OnlyOurs                  // the other says nothing
	OnlyTheirs                // likewise
)

var verdicts = [...]string{"", "same", "fits", "differs", "only here", "only there"}

func (v Verdict) String() string { return verdicts[v] }

// A Field is what the sides of a pair say of one thing.
type Field struct {
	Name         string
	Verdict      Verdict
	Ours, Theirs string
	Note         string // what is between them: "12 km apart"
}

// words says a difference.
func (f *Field) words() string {
	s := fmt.Sprintf("%s: %s here, %s there", f.Name, f.Ours, f.Theirs)
	if f.Note != "" {
		s += " (" + f.Note + ")"
	}
	return s
}

// fieldNames are the names of all fields, in their order.
var fieldNames = strings.Fields("date country admin1 place type side_a side_b low best high sources")

// alone says in words what stands on one side alone.
func (p *Pair) alone() (says []string) {
	for _, f := range p.Fields {
		if v := f.Ours + f.Theirs; v != "" && slices.Contains([]string{"date", "country", "place", "type", "best", "sources"}, f.Name) {
			says = append(says, v)
		}
	}
	return says
}

// A side is a row with what is looked up of it.
type side struct {
	*export.Coded
	begin, end time.Time // the days, with what the code of precision adds
	entry      gazetteer.Entry
	known      bool            // the gazetteer has the place, the first of several
	parts      []part          // "Johi; Dadu" is two
	division   gazetteer.Entry // admin1, where the gazetteer has it
	km         float64         // within so many the place lies about its point
	name       string          // of the place, folded
	types      []string        // folded
}

// A part is one of several places of a row.
type part struct {
	name  string // folded
	entry gazetteer.Entry
	known bool
}

func sidesOf(rows []export.Coded) []side {
	list := make([]side, len(rows))
	for i := range rows {
		list[i] = *sideOf(&rows[i])
	}
	return list
}

func sideOf(d *export.Coded) *side {
	s := &side{Coded: d, begin: d.Begin, end: d.End, km: d.Km, name: gazetteer.Fold(d.Place)}
	if n := int(math.Round(d.End.Sub(d.Begin).Hours()/24)) + 1; !d.Begin.IsZero() && d.Spread > n {
		switch {
		case d.Spread >= 366:
			s.begin, s.end = time.Date(d.Begin.Year(), 1, 1, 0, 0, 0, 0, time.UTC), time.Date(d.End.Year(), 12, 31, 0, 0, 0, 0, time.UTC)
		case d.Spread >= 31:
			s.begin = time.Date(d.Begin.Year(), d.Begin.Month(), 1, 0, 0, 0, 0, time.UTC)
			s.end = time.Date(d.End.Year(), d.End.Month()+1, 0, 0, 0, 0, 0, time.UTC)
		default: // a day of the week, or one of some
			s.begin, s.end = d.Begin.AddDate(0, 0, n-d.Spread), d.End.AddDate(0, 0, d.Spread-n)
		}
	}
	for _, t := range d.Types {
		s.types = append(s.types, gazetteer.Fold(t))
	}
	alpha2 := assay.Alpha2(d.Country)
	for _, e := range gazetteer.Lookup(d.Admin1) {
		if e.Class == gazetteer.Admin1 && (alpha2 == "" || e.Country == alpha2) {
			s.division = e
			break
		}
	}
	for name := range strings.SplitSeq(d.Place, "; ") {
		p := part{name: gazetteer.Fold(name)}
		p.entry, p.known = s.lookup(name, alpha2)
		s.parts = append(s.parts, p)
	}
	s.entry, s.known = s.parts[0].entry, s.parts[0].known
	if s.known && s.km == 0 && !d.Wide {
		s.km = radius(s.entry.Class)
	}
	return s
}

// lookup finds the place in the gazetteer: of what bears its name in its country what lies
// nearest to its point, or else in its division, or else the largest.
func (s *side) lookup(name, alpha2 string) (best gazetteer.Entry, ok bool) {
	const far = 100 // km
	rank := -1.0
	for _, e := range gazetteer.Lookup(name) {
		if alpha2 != "" && e.Country != "" && e.Country != alpha2 {
			continue
		}
		r := 0.0
		switch {
		case s.Located && !s.Wide: // the point of a country says nothing of what lies in it
			if km := gazetteer.Distance(s.Lat, s.Lon, e.Lat, e.Lon); km < far || e.Class < gazetteer.Capital {
				r = 2 + 1/(1+km)
			} else {
				continue
			}
		case s.division.Name != "" && e.In(s.division):
			r = 1
		}
		if r > rank {
			best, ok, rank = e, true, r
		}
	}
	return best, ok
}

// radius is within how many kilometres a place lies about its point, by its class.
func radius(c gazetteer.Class) float64 {
	switch c {
	case gazetteer.Admin1:
		return 250
	case gazetteer.Admin2:
		return 60
	case gazetteer.State, gazetteer.Continent, gazetteer.Macroregion:
		return 0
	}
	if c.Populated() {
		return 5
	}
	return 250
}

// wide reports whether no more than the country is known.
func (s *side) wide() bool {
	return s.Wide || s.known && s.entry.Class == gazetteer.State || s.Place == "" && s.division.Name == "" && s.Admin1 == ""
}

// fieldsOf holds the fields of two rows together, of which one may be nil. What the coding
// has no column for neither side says.
func fieldsOf(c *export.Coding, ours, theirs *side) (list []Field) {
	swapped := false
	if ours != nil && theirs != nil {
		straight := namesField("", ours.SideA, theirs.SideA).Verdict.worth() + namesField("", ours.SideB, theirs.SideB).Verdict.worth()
		crossed := namesField("", ours.SideA, theirs.SideB).Verdict.worth() + namesField("", ours.SideB, theirs.SideA).Verdict.worth()
		swapped = crossed > straight
	}
	for _, name := range fieldNames {
		if !c.Has(name) {
			list = append(list, Field{Name: name})
			continue
		}
		var f Field
		switch {
		case ours == nil:
			f = Field{Theirs: theirs.value(name), Verdict: OnlyTheirs}
		case theirs == nil:
			f = Field{Ours: ours.value(name), Verdict: OnlyOurs}
		default:
			f = Field{Ours: ours.value(name), Theirs: theirs.value(name)}
			switch {
			case f.Ours == "" && f.Theirs != "":
				f.Verdict = OnlyTheirs
			case f.Ours != "" && f.Theirs == "":
				f.Verdict = OnlyOurs
			case f.Ours != "":
				f.Verdict, f.Note = judge(name, ours, theirs, swapped)
			}
			if f.Verdict == OnlyTheirs && slices.Contains(numbers, name) && fitsBounds(theirs.number(name), ours) {
				f.Verdict = Fits
			}
			if f.Verdict == OnlyOurs && slices.Contains(numbers, name) && fitsBounds(ours.number(name), theirs) {
				f.Verdict = Fits
			}
		}
		if f.Ours+f.Theirs == "" {
			f.Verdict = Neither
		}
		f.Name = name
		list = append(list, f)
	}
	return list
}

// worth is by how much two orders of the sides are weighed.
func (v Verdict) worth() int {
	switch v {
	case Same:
		return 2
	case Fits:
		return 1
	case Differs:
		return -1
	}
	return 0
}

var numbers = []string{"low", "best", "high"}

func (s *side) number(name string) assay.Amount {
	switch name {
	case "low":
		return s.Low
	case "best":
		return s.Best
	}
	return s.High
}

// value is what a side says of a field.
func (s *side) value(name string) string {
	switch name {
	case "date":
		if s.Begin.IsZero() {
			return ""
		}
		v := s.Begin.Format(time.DateOnly)
		if s.End.After(s.Begin) {
			v += "/" + s.End.Format(time.DateOnly)
		}
		if !s.begin.Equal(s.Begin) || !s.end.Equal(s.End) {
			v += fmt.Sprintf(" (one of %d days)", s.Spread)
		}
		return v
	case "country":
		if s.Country != "" {
			return s.Country
		}
		return s.CountryName
	case "admin1":
		return s.Admin1
	case "place":
		if s.Place == "" && s.Located && s.Admin1 == "" && !s.Wide {
			return fmt.Sprintf("%.2f, %.2f", s.Lat, s.Lon)
		}
		return s.Place
	case "type":
		return strings.Join(slices.DeleteFunc(slices.Clone(s.Types), func(s string) bool { return s == "" }), ", ")
	case "side_a":
		return strings.Join(s.SideA, "; ")
	case "side_b":
		return strings.Join(s.SideB, "; ")
	case "sources":
		return strings.Join(s.Sources, "; ")
	}
	if n, ok := s.number(name).Number(); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// judge holds a field of which both sides say something together.
func judge(name string, ours, theirs *side, swapped bool) (Verdict, string) {
	switch name {
	case "date":
		return judgeDays(ours, theirs)
	case "country":
		if ours.Country == theirs.Country && (ours.Country != "" || gazetteer.Fold(ours.CountryName) == gazetteer.Fold(theirs.CountryName)) {
			return Same, ""
		}
		return Differs, ""
	case "admin1":
		if ours.division.Name != "" && ours.division.Same(theirs.division) || gazetteer.Fold(ours.Admin1) == gazetteer.Fold(theirs.Admin1) {
			return Same, ""
		}
		return Differs, ""
	case "place":
		v, km := judgePlace(ours, theirs)
		if km >= 1 && v == Differs {
			return v, fmt.Sprintf("%.0f km apart", km)
		}
		return v, ""
	case "type":
		return judgeTypes(ours, theirs), ""
	case "side_a", "side_b":
		a, b := ours.SideA, theirs.SideA
		if name == "side_b" {
			a, b = ours.SideB, theirs.SideB
		}
		note := ""
		if swapped {
			note = "the sides are exchanged"
			if b = theirs.SideB; name == "side_b" {
				b = theirs.SideA
			}
		}
		return namesField(name, a, b).Verdict, note
	case "sources":
		return namesField(name, ours.Sources, theirs.Sources).Verdict, ""
	}
	a, _ := ours.number(name).Number()
	b, _ := theirs.number(name).Number()
	if a == b {
		return Same, ""
	}
	note := fmt.Sprintf("%+.4g there", b-a)
	if name == "best" && (ours.Low != ours.High) && fitsBounds(theirs.Best, ours) {
		note += ", within " + ours.value("low") + "–" + ours.value("high") + " here"
	}
	return Differs, note
}

// fitsBounds reports whether a number lies within the bounds of a side, of which one at
// least is known.
func fitsBounds(n assay.Amount, s *side) bool {
	x, ok := n.Number()
	low, hasLow := s.Low.Number()
	high, hasHigh := s.High.Number()
	return ok && (hasLow || hasHigh) && (!hasLow || x >= low) && (!hasHigh || x <= high)
}

// gap is how many days lie between the days of two rows, as the codes of precision widen
// them; 0 where they meet.
func gap(a, b *side) int {
	switch {
	case a.end.Before(b.begin):
		return int(math.Round(b.begin.Sub(a.end).Hours() / 24))
	case b.end.Before(a.begin):
		return int(math.Round(a.begin.Sub(b.end).Hours() / 24))
	}
	return 0
}

func judgeDays(a, b *side) (Verdict, string) {
	n := gap(a, b)
	switch {
	case n == 1:
		return Differs, "a day apart"
	case n > 1:
		return Differs, fmt.Sprintf("%d days apart", n)
	case a.Begin.Equal(b.Begin) && a.End.Equal(b.End):
		return Same, ""
	}
	return Fits, ""
}

// judgePlace holds places together: by the gazetteer and its hierarchy, by name, by points.
func judgePlace(a, b *side) (v Verdict, km float64) {
	point := func(s *side) (lat, lon float64, ok bool) {
		if s.Located && !s.Wide {
			return s.Lat, s.Lon, true
		}
		return s.entry.Lat, s.entry.Lon, s.known
	}
	lat, lon, ok := point(a)
	lat2, lon2, ok2 := point(b)
	if ok && ok2 {
		km = gazetteer.Distance(lat, lon, lat2, lon2)
	}
	const namesakes = 50 // places of one name that lie further apart are two
	switch {
	case a.known && b.known && a.entry.Same(b.entry):
		return Same, km
	case a.name == b.name && km <= namesakes:
		return Same, km
	case slices.ContainsFunc(a.parts, func(p part) bool { return slices.ContainsFunc(b.parts, p.fits) }):
		return Fits, km
	case a.wide() || b.wide():
		return Fits, km
	case ok && ok2 && km <= a.km+b.km:
		return Fits, km
	}
	return Differs, km
}

// fits reports whether one of two places may be the other or lies in it.
func (p part) fits(q part) bool {
	if !p.known || !q.known {
		return false
	}
	return p.entry.Same(q.entry) || p.entry.In(q.entry) || q.entry.In(p.entry)
}

// judgeTypes holds types together, column by column, where both sides say something.
func judgeTypes(a, b *side) Verdict {
	v := Same
	for i, x := range a.types {
		switch y := b.types[i]; {
		case x == y:
		case x != "" && y != "":
			return Differs
		default:
			v = Fits
		}
	}
	return v
}

// namesField holds names together: the same, one at least of each, or none.
func namesField(name string, a, b []string) Field {
	fold := func(list []string) map[string]bool {
		m := map[string]bool{}
		for _, s := range list {
			m[gazetteer.Fold(s)] = true
		}
		return m
	}
	f := Field{Name: name}
	if len(a) == 0 || len(b) == 0 {
		return f
	}
	x, y := fold(a), fold(b)
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	switch {
	case both == len(x) && both == len(y):
		f.Verdict = Same
	case both > 0:
		f.Verdict = Fits
	default:
		f.Verdict = Differs
	}
	return f
}

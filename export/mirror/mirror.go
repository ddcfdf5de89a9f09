// Package mirror puts what others coded beside what the ledger says: which of their rows
// and which of ours tell of one thing, and in which fields they differ.
//
// In come rows of one coding, theirs as they were read from a file and ours as they would
// be written (export.Coded); out come pairs, one to one, each with its score and a verdict a
// field, and what stands on one side alone. A pair is judged by the country, the place as
// the gazetteer knows it, the days with the coder's codes of precision, the number and the
// type ([score]); the best pair is taken first, and what is taken is taken. Who is right is
// not said: an analyst looks. The same rows give the same pairs, in whatever order ours come.
package mirror

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"assay/export"
	"assay/screen"
	"assay/table"
)

// What a pair must be worth, of 100, and how many days may lie between its sides.
const (
	leastScore = 55
	mostDays   = 7
)

// A Pair is a row of theirs and one of ours that tell of one thing.
type Pair struct {
	Ours, Theirs *export.Coded
	ByID         bool // theirs is called as ours
	Score        int  // of 100
	Fields       []Field
}

// Differs returns the names of the fields in which the sides differ.
func (p *Pair) Differs() []string {
	var names []string
	for _, f := range p.Fields {
		if f.Verdict == Differs {
			names = append(names, f.Name)
		}
	}
	return names
}

// A Result is what a comparison found.
type Result struct {
	Coding     *export.Coding
	Pairs      []Pair          // in the order of their rows
	OnlyTheirs []*export.Coded // likewise
	OnlyOurs   []*export.Coded // by days; of figures of one estimate one
	Outside    int             // of theirs, in countries and days of which the ledger has nothing
	Again      int             // of ours, figures that say again what one says that is listed
}

// Compare puts the rows of a coding beside ours.
func Compare(c *export.Coding, ours, theirs []export.Coded) *Result {
	r := &Result{Coding: c}
	ours = slices.Clone(ours)
	slices.SortStableFunc(ours, func(a, b export.Coded) int {
		return cmp.Or(a.Begin.Compare(b.Begin), cmp.Compare(a.ID, b.ID))
	})
	a, b := sidesOf(ours), sidesOf(theirs)
	pairs := r.match(a, b)
	taken := map[*side]bool{}
	grouped := map[string]bool{} // estimates of which a figure stands somewhere
	partner := map[*side]found{}
	for _, f := range pairs {
		taken[f.ours], partner[f.theirs] = true, f
		if id := f.ours.Estimate; id != "" {
			grouped[id] = true
		}
	}
	within := newScope(ours)
	for i := range b {
		t := &b[i]
		switch f, ok := partner[t]; {
		case ok:
			r.Pairs = append(r.Pairs, Pair{f.ours.Coded, t.Coded, f.byID, f.score, fieldsOf(c, f.ours, t)})
		case within.has(t.Coded):
			r.OnlyTheirs = append(r.OnlyTheirs, t.Coded)
		default:
			r.Outside++
		}
	}
	for i := range a {
		o := &a[i]
		switch {
		case taken[o] || !o.Leaves:
		case o.Estimate != "" && grouped[o.Estimate]:
			r.Again++
		default:
			r.OnlyOurs = append(r.OnlyOurs, o.Coded)
			if o.Estimate != "" {
				grouped[o.Estimate] = true
			}
		}
	}
	return r
}

// A found pair may be one; the best are.
type found struct {
	ours, theirs *side
	byID         bool
	score, alike int // alike: of what the score does not count, for pairs that score the same
	i, k         int // their places, likewise
}

// match returns the pairs.
func (r *Result) match(ours, theirs []side) (pairs []found) {
	taken := map[*side]bool{}
	take := func(f found) {
		if !taken[f.ours] && !taken[f.theirs] {
			taken[f.ours], taken[f.theirs] = true, true
			pairs = append(pairs, f)
		}
	}
	byID := map[string]int{}
	for i := range ours {
		byID[ours[i].ID] = i
	}
	for k := range theirs {
		if i, ok := byID[theirs[k].ID]; ok && theirs[k].ID != "" {
			take(found{ours: &ours[i], theirs: &theirs[k], byID: true, score: score(&ours[i], &theirs[k])})
		}
	}
	blocks := blocksOf(ours)
	var list []found
	for k := range theirs {
		t := &theirs[k]
		if taken[t] {
			continue
		}
		for _, i := range blocks.near(t) {
			if o := &ours[i]; !taken[o] && may(o, t) {
				if n := score(o, t); n >= leastScore {
					list = append(list, found{ours: o, theirs: t, score: n, alike: alike(o, t), i: i, k: k})
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.alike, a.alike), cmp.Compare(a.k, b.k), cmp.Compare(a.i, b.i))
	})
	for _, f := range list {
		take(f)
	}
	return pairs
}

// Blocks are rows by country and month, so that not each is held to each.
type blocks map[string][]int

const manyMonths = 24

func blocksOf(list []side) blocks {
	b := blocks{}
	for i := range list {
		for _, month := range months(&list[i], 0) {
			key := list[i].Country + " " + month
			b[key] = append(b[key], i)
		}
	}
	return b
}

// months returns the months of the days of a row and of so many days about them; "" where
// they are unknown, or too many.
func months(s *side, about int) (list []string) {
	if s.Begin.IsZero() {
		return []string{""}
	}
	begin, end := s.begin.AddDate(0, 0, -about), s.end.AddDate(0, 0, about)
	for t := time.Date(begin.Year(), begin.Month(), 1, 0, 0, 0, 0, time.UTC); !t.After(end); t = t.AddDate(0, 1, 0) {
		if list = append(list, t.Format("2006-01")); len(list) > manyMonths {
			return []string{""}
		}
	}
	return list
}

// near returns the rows with which t may go, in order.
func (b blocks) near(t *side) []int {
	in := map[int]bool{}
	all := months(t, mostDays)
	if all[0] == "" { // it may be whenever
		for key, list := range b {
			if country, _, _ := strings.Cut(key, " "); country == t.Country || country == "" || t.Country == "" {
				for _, i := range list {
					in[i] = true
				}
			}
		}
		return slices.Sorted(maps.Keys(in))
	}
	countries := []string{t.Country, ""}
	if t.Country == "" {
		seen := map[string]bool{}
		for key := range b {
			country, _, _ := strings.Cut(key, " ")
			seen[country] = true
		}
		countries = slices.Sorted(maps.Keys(seen))
	}
	for _, country := range countries {
		for _, month := range append(all, "") {
			for _, i := range b[country+" "+month] {
				in[i] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(in))
}

// A scope is the countries and days of which the ledger has something.
type scope struct {
	countries  map[string]bool
	begin, end time.Time
}

func newScope(ours []export.Coded) *scope {
	s := &scope{countries: map[string]bool{}}
	for i := range ours {
		o := &ours[i]
		if o.Country != "" {
			s.countries[o.Country] = true
		}
		if !o.Begin.IsZero() && (s.begin.IsZero() || o.Begin.Before(s.begin)) {
			s.begin = o.Begin
		}
		if o.End.After(s.end) {
			s.end = o.End
		}
	}
	return s
}

func (s *scope) has(t *export.Coded) bool {
	if t.Country != "" && len(s.countries) > 0 && !s.countries[t.Country] {
		return false
	}
	return t.Begin.IsZero() || s.begin.IsZero() || !t.End.Before(s.begin.AddDate(0, 0, -mostDays)) && !t.Begin.After(s.end.AddDate(0, 0, mostDays))
}

// Summary says in a sentence what was found.
func (r *Result) Summary() string {
	agree := 0
	in := map[string]int{}
	for i := range r.Pairs {
		differs := r.Pairs[i].Differs()
		if len(differs) == 0 {
			agree++
		}
		for _, name := range differs {
			in[name]++
		}
	}
	s := fmt.Sprintf("%s of %s; with %s of the ledger go: %d, and of these agree: %d", screen.Plural(len(r.Pairs)+len(r.OnlyTheirs)+r.Outside, "row"), r.Coding.Is, r.Coding.Of, len(r.Pairs), agree)
	if len(in) > 0 {
		var names []string
		for _, f := range fieldNames {
			if in[f] > 0 {
				names = append(names, fmt.Sprintf("%s %d", f, in[f]))
			}
		}
		s += fmt.Sprintf(" (the others differ in %s)", strings.Join(names, ", "))
	}
	s += fmt.Sprintf("; only there: %d, only here: %d", len(r.OnlyTheirs), len(r.OnlyOurs))
	if r.Outside > 0 {
		s += fmt.Sprintf("; of countries or days of which the ledger has nothing, and passed over: %d", r.Outside)
	}
	if r.Again > 0 {
		s += fmt.Sprintf("; figures of the ledger that say again what one in the list says: %d", r.Again)
	}
	return s
}

// Table lays what was found flat: pairs and what is only there in the order of the file,
// then what is only here.
func (r *Result) Table() *table.Table {
	t := &table.Table{Name: "compared", Head: strings.Fields("verdict score row theirs ours event estimate by differs says")}
	for _, name := range fieldNames {
		t.Head = append(t.Head, name, name+"_ours", name+"_theirs")
	}
	type line struct {
		row   int
		cells []any
	}
	var lines []line
	add := func(verdict string, p *Pair) {
		cells := []any{verdict, nil, nil, nil, nil, nil, nil, nil, nil, nil}
		row := 0
		if t := p.Theirs; t != nil {
			row = t.Row
			cells[2], cells[3] = int64(row), cell(t.ID)
		}
		if o := p.Ours; o != nil {
			cells[4], cells[5], cells[6] = cell(o.ID), cell(o.Event), cell(o.Estimate)
		}
		if p.Ours != nil && p.Theirs != nil {
			cells[1], cells[7] = int64(p.Score), "score"
			if p.ByID {
				cells[7] = "id"
			}
			cells[8] = cell(strings.Join(p.Differs(), " "))
		}
		var says []string
		for _, f := range p.Fields {
			cells = append(cells, cell(f.Verdict.String()), cell(f.Ours), cell(f.Theirs))
			if f.Verdict == Differs {
				says = append(says, f.words())
			}
		}
		if p.Ours == nil || p.Theirs == nil {
			says = append(says, p.alone()...)
		}
		cells[9] = cell(strings.Join(says, "; "))
		lines = append(lines, line{row, cells})
	}
	for i := range r.Pairs {
		verdict := "agrees"
		if len(r.Pairs[i].Differs()) > 0 {
			verdict = "differs"
		}
		add(verdict, &r.Pairs[i])
	}
	for _, d := range r.OnlyTheirs {
		add("only there", &Pair{Theirs: d, Fields: fieldsOf(r.Coding, nil, sideOf(d))})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.row, b.row) })
	for _, d := range r.OnlyOurs {
		add("only here", &Pair{Ours: d, Fields: fieldsOf(r.Coding, sideOf(d), nil)})
	}
	for _, l := range lines {
		t.Rows = append(t.Rows, l.cells)
	}
	return t
}

// cell returns nil for "", which says "unknown".
func cell(s string) any {
	if s == "" {
		return nil
	}
	return s
}

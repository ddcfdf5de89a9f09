package eval

import (
	"math"
	"slices"
	"strings"
	"time"

	"assay"
)

// paired are the entries of the gold that must be found, those that were read, without
// what matches an optional one or stands aside, and which of them are one.
type paired[G, P any] struct {
	gold  []G
	pred  []P
	pairs []pair
}

// A score is one gold file held against what was read in its report.
type score struct {
	gold   *gold
	read   *read
	text   string
	counts counts

	places, times map[string]*mention

	claims    paired[goldClaim, readClaim]
	figures   paired[goldFigure, readFigure]
	movements paired[goldMovement, readMovement]
	events    paired[goldEvent, readEvent]

	claimOf  map[string]string // gold claim -> predicted claim
	figureOf map[string]string // gold figure -> predicted figure
}

// scoreLedger holds what was read in a report against its gold.
func scoreLedger(g *gold, r *read) *score {
	s := newScore(g, r)
	s.scoreClaims()
	s.scoreFigures()
	s.scoreLayout()
	s.scoreMovements()
	s.scoreEvents()
	return s
}

func newScore(g *gold, r *read) *score {
	s := &score{gold: g, read: r, text: r.Report.Text, counts: newCounts(), places: byID(r.Places), times: byID(r.Times)}
	s.counts.badSpans = r.badSpans
	g.realign(s.text)
	return s
}

func byID(list []mention) map[string]*mention {
	m := map[string]*mention{}
	for i := range list {
		if list[i].ID != "" {
			m[list[i].ID] = &list[i]
		}
	}
	return m
}

// predicted counts the entries that were read, without those that count for nothing.
func (s *score) predicted() int {
	return len(s.claims.pred) + len(s.figures.pred) + s.counts.found["movement"].pred + len(s.events.pred)
}

// aside reports whether sp lies in a headline, caption, credit or boilerplate
// of the gold, which are left out of the scores.
func (s *score) aside(sp extent) bool {
	if len(sp) != 2 {
		return false
	}
	for _, l := range s.gold.Layout {
		switch l.Kind {
		case "headline", "boilerplate", "caption", "credit":
			if len(l.Span) == 2 && l.Span[0] <= sp[0] && sp[1] <= l.Span[1] {
				return true
			}
		}
	}
	return false
}

func spansOf(content []quote) []extent {
	var list []extent
	for _, c := range content {
		list = append(list, c.Span)
	}
	return list
}

// pairClaims pairs the claims of the gold with those read.
func (s *score) pairClaims() (gold []goldClaim, pred []readClaim, matches []pair) {
	var optional []goldClaim
	for _, g := range s.gold.Claims {
		if g.Optional {
			optional = append(optional, g)
		} else {
			gold = append(gold, g)
		}
	}
	for _, p := range s.read.Claims {
		all := len(p.Content) > 0
		for _, c := range p.Content {
			all = all && s.aside(c.Span)
		}
		if !all {
			pred = append(pred, p)
		}
	}
	overlap := func(g goldClaim, p readClaim) float64 {
		return tokensOf(s.text, spansOf(g.Content)).f1(tokensOf(s.text, spansOf(p.Content)))
	}
	pred = without(gold, optional, pred, overlap)
	return gold, pred, greedy(len(gold), len(pred), func(g, p int) float64 { return overlap(gold[g], pred[p]) }, 0.5)
}

func (s *score) scoreClaims() {
	gold, pred, matches := s.pairClaims()
	s.claims = paired[goldClaim, readClaim]{gold, pred, matches}
	s.claimOf = map[string]string{}
	var source, name, named, kind, stance, exact, marked, markedGold, markedPred int
	for _, g := range gold {
		named += count(g.Source.Name != "")
		markedGold += count(g.Stance != "asserts")
	}
	for _, m := range matches {
		g, p := gold[m.gold], pred[m.pred]
		s.claimOf[g.ID] = p.ID
		source += count(s.sameSource(g, p))
		name += count(g.Source.Name != "" && fullname(g.Source.Name, p.Source.Name))
		kind += count(g.Kind == p.Kind)
		stance += count(g.Stance == p.Stance)
		exact += count(m.sim >= exactContent)
		markedPred += count(p.Stance != "asserts")
		marked += count(g.Stance != "asserts" && g.Stance == p.Stance)
	}
	s.counts.found["claim"] = hits{len(matches), len(pred), len(gold)}
	s.counts.found["stance_marked"] = hits{marked, markedPred, markedGold}
	for k, n := range map[string]int{"source_acc": source, "kind_acc": kind, "stance_acc": stance, "content_exact": exact} {
		s.counts.right[k] = ratio{n, len(gold)}
	}
	s.counts.right["source_name_acc"] = ratio{name, named}
}

// exactContent is how alike contents are that count as the same.
const exactContent = 0.95

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sameSource takes a source whose span shares half of its words with the
// gold's, or whose name or words are like the gold's.
func (s *score) sameSource(g goldClaim, p readClaim) bool {
	if len(g.Source.Span) == 2 && len(p.Source.Span) == 2 {
		a, b := tokensOf(s.text, []extent{g.Source.Span}), tokensOf(s.text, []extent{p.Source.Span})
		if n := a.common(b); n > 0 && 2*n >= min(len(a), len(b)) && len(b) <= 2*len(a)+5 {
			return true
		}
	}
	for _, n := range []string{g.Source.Name, g.Source.Text} {
		if n != "" && (namelike(n, p.Source.Name) || namelike(n, p.Source.Text)) {
			return true
		}
	}
	return false
}

func meets(a, b extent) bool {
	return len(a) == 2 && len(b) == 2 && min(a[1], b[1]) > max(a[0], b[0])
}

// figureSim is 0 unless the spans overlap by half of the shorter, and for a
// whole clause: a clause is no figure.
func figureSim(g goldFigure, p readFigure) float64 {
	if !meets(g.Span, p.Span) {
		return 0
	}
	overlap := min(g.Span[1], p.Span[1]) - max(g.Span[0], p.Span[0])
	a, b := g.Span[1]-g.Span[0], p.Span[1]-p.Span[0]
	if b > 2*a+24 || float64(overlap) < 0.5*float64(min(a, b)) {
		return 0
	}
	return 0.5 + 0.5*float64(overlap)/float64(max(a, b))
}

// near compares numbers; two unknown ones are the same.
func near(a, b assay.Amount) bool {
	x, okx := a.Number()
	y, oky := b.Number()
	return okx == oky && (!okx || math.Abs(x-y) <= 1e-6*max(1, math.Abs(x)))
}

func (s *score) scoreFigures() {
	var gold, optional []goldFigure
	var singular, full bool
	for _, g := range s.gold.Figures {
		singular = singular || g.Singular
		if g.Optional {
			optional = append(optional, g)
		} else {
			gold = append(gold, g)
			full = full || g.Country != nil || g.When != nil
		}
	}
	var pred []readFigure
	for _, p := range s.read.Figures {
		if !s.aside(p.Span) && (singular || !p.Singular) { // gold without singulars was made before they were rows
			pred = append(pred, p)
		}
	}
	pred = without(gold, optional, pred, figureSim)
	matches := greedy(len(gold), len(pred), func(g, p int) float64 { return figureSim(gold[g], pred[p]) }, 0.5)
	s.figures = paired[goldFigure, readFigure]{gold, pred, matches}

	s.figureOf = map[string]string{}
	var numbered, lands, dated, value, row, fullRow int
	for _, g := range gold {
		numbered += count(g.Bound != "vague")
		lands += count(len(g.Country) > 0)
		dated += count(len(g.When) > 0)
	}
	var right [len(fieldNames)]int
	for _, m := range matches {
		g, p := gold[m.gold], pred[m.pred]
		s.figureOf[g.ID] = p.ID
		value += count(g.Bound != "vague" && near(g.Low, p.Low) && near(g.High, p.High))
		ok := s.compare(g, p)
		for f, ok := range ok {
			switch field(f) {
			case fieldCountry:
				ok = ok && len(g.Country) > 0
			case fieldDays:
				ok = ok && len(g.When) > 0
			}
			right[f] += count(ok)
		}
		row += count(ok.row())
		fullRow += count(ok.full())
	}
	c := s.counts
	c.found["figure"] = hits{len(matches), len(pred), len(gold)}
	c.found["row"] = hits{row, len(pred), len(gold)}
	c.right["value_acc"] = ratio{value, numbered}
	for f, name := range map[field]string{fieldBound: "bound_acc", fieldUnit: "unit_acc", fieldClaim: "figure_claim_acc",
		fieldAction: "action_acc", fieldPlace: "figure_place_acc", fieldTime: "figure_time_acc"} {
		c.right[name] = ratio{right[f], len(gold)}
	}
	if full {
		c.right["country_acc"] = ratio{right[fieldCountry], lands}
		c.right["when_acc"] = ratio{right[fieldDays], dated}
		c.found["full_row"] = hits{fullRow, len(pred), len(gold)}
	}
}

// A field is one of those that make up the row of a figure.
type field int

const (
	fieldNumber field = iota
	fieldBound
	fieldUnit
	fieldAction
	fieldPlace
	fieldTime
	fieldClaim
	fieldCountry // this and the next belong to the full row only
	fieldDays
)

var fieldNames = [...]string{"number", "bound", "unit", "action", "place", "time", "claim", "country", "days"}

// A fieldSet says which fields of a row are right.
type fieldSet [len(fieldNames)]bool

func (r fieldSet) row() bool {
	for _, ok := range r[:fieldCountry] {
		if !ok {
			return false
		}
	}
	return true
}

func (r fieldSet) full() bool { return r.row() && r[fieldCountry] && r[fieldDays] }

// compare holds the row of a figure against the gold's.
func (s *score) compare(g goldFigure, p readFigure) fieldSet {
	return fieldSet{
		fieldNumber:  near(g.Low, p.Low) && (g.Bound == "vague" || near(g.High, p.High)),
		fieldBound:   g.Bound == p.Bound,
		fieldUnit:    sameUnit(g.Unit, p.Unit),
		fieldAction:  acted(g, p),
		fieldPlace:   s.where(g, p),
		fieldTime:    s.when(g, p),
		fieldClaim:   s.claimed(g, p),
		fieldCountry: len(g.Country) == 0 || slices.Equal(sorted(g.Country), s.countries(p)),
		fieldDays:    len(g.When) == 0 || s.sameDays(g, p),
	}
}

// countries returns the countries of p in three letters, as it says itself, else as its
// places do.
func (s *score) countries(p readFigure) []string {
	list := p.Country.list
	if !p.Country.here {
		for _, it := range p.Places {
			if pl := s.mention(it, s.places); pl != nil {
				list = append(list, pl.Country)
			}
		}
	}
	var codes []string
	for _, c := range list {
		if three, ok := iso3[c]; ok {
			c = three
		}
		if c != "" {
			codes = append(codes, c)
		}
	}
	return sorted(codes)
}

// sorted returns the words in order, each once.
func sorted(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

// daysOf returns the days of p, its own or those of its time, as they are written.
func (s *score) daysOf(p readFigure) (begin, end string) {
	if p.Begin.here {
		return p.Begin.first(), p.End.first()
	}
	if p.Time != nil {
		if t := s.mention(*p.Time, s.times); t != nil {
			return t.Begin, t.End
		}
	}
	return "", ""
}

// sameDays: half of the days that either allows must be allowed by both.
func (s *score) sameDays(g goldFigure, p readFigure) bool {
	if len(g.When) < 2 {
		return false
	}
	begin, end := s.daysOf(p)
	var days [4]int
	for i, w := range [...]string{g.When[0], g.When[1], begin, end} {
		t, err := time.Parse(time.DateOnly, w[:min(len(w), len(time.DateOnly))])
		if err != nil {
			return false
		}
		days[i] = int(t.Unix() / (24 * 60 * 60)) // midnights, so whole days before 1970 too
	}
	return 2*(min(days[1], days[3])-max(days[0], days[2])) >= max(days[1], days[3])-min(days[0], days[2])
}

// claimed: a figure that nobody is quoted for stays so.
func (s *score) claimed(g goldFigure, p readFigure) bool {
	if g.Claim == "" {
		return p.Claim == ""
	}
	id, ok := s.claimOf[g.Claim]
	return ok && id == p.Claim
}

func acted(g goldFigure, p readFigure) bool {
	if p.Action == g.Action {
		return true
	}
	for _, a := range g.ActionAlso {
		if p.Action == a {
			return true
		}
	}
	return false
}

// where: one place of the gold must be met; where the clause names none,
// inherited ones are free.
func (s *score) where(g goldFigure, p readFigure) bool {
	if len(g.Places) == 0 {
		return len(p.Places) <= 3
	}
	if len(p.Places) > 2*len(g.Places)+1 {
		return false
	}
	for _, want := range g.Places {
		for _, it := range p.Places {
			if meets(want.Span, s.place(it).Span) {
				return true
			}
		}
	}
	return false
}

func (s *score) when(g goldFigure, p readFigure) bool {
	if g.Time == nil {
		return true
	}
	if p.Time == nil {
		return false
	}
	t := s.mention(*p.Time, s.times)
	return t != nil && meets(g.Time.Span, t.Span)
}

// mention returns what it refers to, or nil.
func (s *score) mention(it item, byID map[string]*mention) *mention {
	if it.id == "" {
		return &it.mention
	}
	return byID[it.id]
}

// place returns what it refers to.
func (s *score) place(it item) quote {
	if pl := s.mention(it, s.places); pl != nil {
		return pl.quote
	}
	return quote{Text: it.id} // a name in the place of an id
}

func (s *score) scoreLayout() {
	if want := s.gold.Paragraphs; len(want) > 1 {
		inner, all := map[int]bool{}, map[int]bool{}
		for i, b := range want {
			all[b] = true
			if i > 0 {
				inner[b] = true
			}
		}
		starts, body := map[int]bool{}, map[int]bool{}
		for _, r := range s.read.Regions {
			if len(r.Span) == 2 {
				starts[r.Span[0]] = true
				if r.Kind == "body" {
					body[r.Span[0]] = true
				}
			}
		}
		met := func(gold, pred map[int]bool) (n int) {
			for b := range gold {
				n += count(pred[b-1] || pred[b] || pred[b+1])
			}
			return n
		}
		s.counts.right["paragraph_r"] = ratio{met(inner, starts), len(inner)}
		s.counts.found["paragraph"] = hits{met(all, body), max(len(body), 1), len(all)}
	}
	if len(s.gold.Layout) == 0 {
		return
	}
	var pred []goldLayout
	for _, r := range s.read.Regions {
		if r.Kind != "body" {
			pred = append(pred, goldLayout{r.quote, r.Kind})
		}
	}
	matches := greedy(len(s.gold.Layout), len(pred), func(i, k int) float64 {
		g, p := s.gold.Layout[i], pred[k]
		if g.Kind != p.Kind || !meets(g.Span, p.Span) {
			return 0
		}
		return float64(min(g.Span[1], p.Span[1])-max(g.Span[0], p.Span[0])) / float64(max(g.Span[1]-g.Span[0], p.Span[1]-p.Span[0]))
	}, 0.5)
	s.counts.found["layout"] = hits{len(matches), len(pred), len(s.gold.Layout)}
}

// samePlaces: half of either list must be met, by a name of about the same
// length.
func (s *score) samePlaces(gold []string, pred []item) bool {
	if len(gold) == 0 || len(pred) == 0 {
		return false
	}
	var a, b []string
	for _, g := range gold {
		a = append(a, strings.Join(norm(g), " "))
	}
	for _, p := range pred {
		b = append(b, strings.Join(norm(s.place(p).Text), " "))
	}
	near := func(x, y string) bool {
		return x != "" && y != "" && (strings.Contains(y, x) || strings.Contains(x, y)) &&
			len(strings.Fields(y)) <= len(strings.Fields(x))+3
	}
	met, hit := 0, 0
	for _, x := range a {
		any := false
		for _, y := range b {
			any = any || near(x, y)
		}
		met += count(any)
	}
	for _, y := range b {
		any := false
		for _, x := range a {
			any = any || near(x, y)
		}
		hit += count(any)
	}
	return 2*met >= len(a) && 2*hit >= len(b)
}

func (s *score) scoreMovements() {
	sim := func(g goldMovement, p readMovement) float64 {
		n := 0.0
		if s.samePlaces(g.To, p.To) {
			n++
		}
		if s.samePlaces(g.From, p.From) {
			n++
		}
		if s.samePlaces(g.To, p.From) {
			n--
		}
		if id := s.figureOf[g.Count]; g.Count != "" && id != "" && id == p.Count {
			n += 0.5
		}
		return n
	}
	var gold, optional []goldMovement
	for _, g := range s.gold.Movements {
		if g.Optional {
			optional = append(optional, g)
		} else {
			gold = append(gold, g)
		}
	}
	if len(gold) == 0 {
		return
	}
	pred := s.read.Movements
	matches := greedy(len(gold), len(pred), func(g, p int) float64 { return sim(gold[g], pred[p]) }, 1)
	used := make([]bool, len(pred))
	for _, m := range matches {
		used[m.pred] = true
	}
	var rest []readMovement
	for i, p := range pred {
		if !used[i] {
			rest = append(rest, p)
		}
	}
	free := len(greedy(len(optional), len(rest), func(g, p int) float64 { return sim(optional[g], rest[p]) }, 1))
	s.movements = paired[goldMovement, readMovement]{gold, pred, matches}
	s.counts.found["movement"] = hits{len(matches), len(pred) - free, len(gold)}
}

func (s *score) scoreEvents() {
	if len(s.gold.Events) == 0 {
		return
	}
	byID := map[string]readFigure{}
	for _, f := range s.figures.pred {
		byID[f.ID] = f
	}
	counts := [...]string{"killed", "injured", "missing"}
	var pred []readEvent
	for _, e := range s.read.Events {
		casualties := false
		for _, id := range e.Figures {
			for _, k := range counts {
				casualties = casualties || byID[id].Action == k
			}
		}
		if casualties {
			pred = append(pred, e)
		}
	}
	sim := func(i, k int) float64 {
		g, p := s.gold.Events[i], pred[k]
		n := 0.0
		if g.Place != "" && s.samePlaces([]string{g.Place}, p.Places) {
			n++
		}
		for c, want := range [...]assay.Amount{g.Killed, g.Injured, g.Missing} {
			have, hit := 0, false
			for _, id := range p.Figures {
				if f, ok := byID[id]; ok && f.Action == counts[c] {
					have++
					hit = hit || near(want, f.Low) || near(want, f.Best) || near(want, f.High)
				}
			}
			if v, ok := want.Number(); ok && v != 0 && have <= 3 && hit {
				n++
			}
		}
		return n
	}
	matches := greedy(len(s.gold.Events), len(pred), sim, 1.5)
	s.events = paired[goldEvent, readEvent]{s.gold.Events, pred, matches}
	s.counts.found["event"] = hits{len(matches), len(pred), len(s.gold.Events)}
}

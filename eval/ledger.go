package eval

import (
	"math"
	"strings"

	"assay"
)

// Measures are scores by name: fractions of 1, and span_errors, a count.
type Measures map[string]float64

// A score is one gold file held against what was read in its report.
type score struct {
	gold *gold
	read *read
	text string
	m    Measures

	claimOf  map[string]string // gold claim -> predicted claim
	figureOf map[string]string // gold figure -> predicted figure
	figures  []readFigure      // the predicted ones that count
	predN    int
}

// scoreLedger returns the measures of the published scorer, by its names.
func scoreLedger(g *gold, r *read) *score {
	s := &score{gold: g, read: r, text: r.Report.Text, m: Measures{"span_errors": float64(r.badSpans)}}
	g.realign(s.text)
	s.claims()
	s.scoreFigures()
	s.layout()
	s.movements()
	s.events()
	return s
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

// pairClaims returns the gold claims that must be found, those that were read, without
// what matches an optional one or stands aside, and which of them are one.
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

func (s *score) claims() {
	gold, pred, matches := s.pairClaims()
	s.predN += len(pred)
	s.m["claim_p"], s.m["claim_r"], s.m["claim_f1"] = prf(len(matches), len(pred), len(gold))

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
		exact += count(m.sim >= 0.95)
		markedPred += count(p.Stance != "asserts")
		marked += count(g.Stance != "asserts" && g.Stance == p.Stance)
	}
	s.m["source_acc"] = share(source, len(gold), 1)
	s.m["source_name_acc"] = share(name, named, 1)
	s.m["kind_acc"] = share(kind, len(gold), 1)
	s.m["stance_acc"] = share(stance, len(gold), 1)
	s.m["content_exact"] = share(exact, len(gold), 1)
	_, _, s.m["stance_marked_f1"] = prf(marked, markedPred, markedGold)
	if markedGold == 0 {
		s.m["stance_marked_f1"] = 1
	}
}

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
	for _, g := range s.gold.Figures {
		if g.Optional {
			optional = append(optional, g)
		} else {
			gold = append(gold, g)
		}
	}
	var pred []readFigure
	for _, p := range s.read.Figures {
		if !s.aside(p.Span) {
			pred = append(pred, p)
		}
	}
	pred = without(gold, optional, pred, figureSim)
	s.figures = pred
	s.predN += len(pred)
	matches := greedy(len(gold), len(pred), func(g, p int) float64 { return figureSim(gold[g], pred[p]) }, 0.5)
	s.m["figure_p"], s.m["figure_r"], s.m["figure_f1"] = prf(len(matches), len(pred), len(gold))

	s.figureOf = map[string]string{}
	var numbered, value, bound, unit, claim, action, place, when, row int
	for _, g := range gold {
		numbered += count(g.Bound != "vague")
	}
	for _, m := range matches {
		g, p := gold[m.gold], pred[m.pred]
		s.figureOf[g.ID] = p.ID
		low, high := near(g.Low, p.Low), near(g.High, p.High)
		sameBound, same := g.Bound == p.Bound, sameUnit(g.Unit, p.Unit)
		claimed, acted := s.claimed(g, p), acted(g, p)
		where, at := s.where(g, p), s.when(g, p)
		value += count(low && high && g.Bound != "vague")
		bound += count(sameBound)
		unit += count(same)
		claim += count(claimed)
		action += count(acted)
		place += count(where)
		when += count(at)
		row += count(low && (high || g.Bound == "vague") && sameBound && same && acted && where && at && claimed)
	}
	n := max(1, len(gold))
	s.m["value_acc"] = share(value, max(1, numbered), 0)
	s.m["bound_acc"] = share(bound, n, 0)
	s.m["unit_acc"] = share(unit, n, 0)
	s.m["figure_claim_acc"] = share(claim, n, 0)
	s.m["action_acc"] = share(action, n, 0)
	s.m["figure_place_acc"] = share(place, n, 0)
	s.m["figure_time_acc"] = share(when, n, 0)
	_, _, s.m["row_f1"] = prf(row, len(pred), len(gold))
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
	if p.Time.id == "" {
		return meets(g.Time.Span, p.Time.Span)
	}
	for _, t := range s.read.Times {
		if t.ID == p.Time.id {
			return meets(g.Time.Span, t.Span)
		}
	}
	return false
}

// place returns what it refers to.
func (s *score) place(it item) quote {
	if it.id == "" {
		return it.quote
	}
	for _, p := range s.read.Places {
		if p.ID == it.id {
			return p.quote
		}
	}
	return quote{Text: it.id} // a name in the place of an id
}

func (s *score) layout() {
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
		s.m["paragraph_r"] = share(met(inner, starts), len(inner), 0)
		_, _, s.m["paragraph_f1"] = prf(met(all, body), max(len(body), 1), len(all))
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
	_, s.m["layout_r"], s.m["layout_f1"] = prf(len(matches), len(pred), len(s.gold.Layout))
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

func (s *score) movements() {
	if len(s.gold.Movements) == 0 {
		return
	}
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
	s.predN += len(pred) - free
	s.m["movement_p"], s.m["movement_r"], s.m["movement_f1"] = prf(len(matches), len(pred)-free, len(gold))
}

func (s *score) events() {
	if len(s.gold.Events) == 0 {
		return
	}
	byID := map[string]readFigure{}
	for _, f := range s.figures {
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
	s.predN += len(pred)
	s.m["event_p"], s.m["event_r"], s.m["event_f1"] = prf(len(matches), len(pred), len(s.gold.Events))
}

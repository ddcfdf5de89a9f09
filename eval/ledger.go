package eval

import (
	"strings"

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

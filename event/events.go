package event

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/lang/neural"
)

// leastPart is how likely a figure is part of an event if it is taken for one, and join
// what the mean score of its pairs with those of a group must be.
const (
	leastPart = 0.4
	join      = 0
)

// events makes the events of the groups of figures.
func (r *reader) events(list []account) {
	list = slices.DeleteFunc(list, func(a account) bool { return neural.Chance(a.answers[isPart]) < leastPart })
	if len(list) == 0 {
		return
	}
	scenes := r.scenes(list)
	for _, group := range r.groups(list) {
		r.Events = append(r.Events, r.event(list, group, scenes))
	}
	slices.SortStableFunc(r.Events, func(a, b assay.Event) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
}

// groups puts together the accounts of one occurrence each, by their numbers in list:
// each joins the group of those before it with which its pairs score best.
func (r *reader) groups(list []account) (groups [][]int) {
	half := r.h.half
	vectors := r.vectors(list)
	mine, theirs := r.h.pairs.row.Of(vectors), r.h.pairs.token.Of(vectors)
	group := make([]int, len(list)) // of each account
	for n := range list {
		var which []int
		for k := n - 1; k >= 0 && list[n].row-list[k].row <= MostPairs; k-- {
			which = append(which, k)
		}
		scores := r.score(&r.h.pairs, mine[n*half:(n+1)*half], theirs, which, func(k int, f []uint32) []uint32 {
			return r.PairFeatures(list[k].row, list[n].row, f)
		})
		best, most := none, float32(join)
		sums, counts := map[int]float32{}, map[int]float32{}
		for i, k := range which {
			sums[group[k]] += scores[i]
			counts[group[k]]++
		}
		for _, k := range which { // the nearest first
			if g := group[k]; sums[g]/counts[g] > most {
				best, most = g, sums[g]/counts[g]
			}
		}
		if best == none {
			best = len(groups)
			groups = append(groups, nil)
		}
		group[n] = best
		groups[best] = append(groups[best], n)
	}
	return groups
}

// event makes an event of a group.
func (r *reader) event(list []account, group []int, scenes []scene) (e assay.Event) {
	first := &r.Figures[list[group[0]].row]
	t := r.name(list, group)
	e.Span, e.Claim = r.named(t), first.Claim
	what := r.what(list, group)
	e.Type, e.Mode = what.kind, what.mode
	background := float32(0)
	for _, n := range group {
		background += list[n].answers[isBackground]
	}
	e.Background = background > 0
	e.Places = r.where(group, scenes)
	e.Figures = r.members(list, group)
	r.date(&e, list, group)
	e.Countries = r.countries(list, group, e.Places)
	if s := r.doer(t); s != none {
		e.Actors = append(e.Actors, assay.RefTo[assay.Actor](s))
	}
	taken := map[assay.Ref[assay.Actor]]bool{}
	for _, ref := range e.Actors {
		taken[ref] = true
	}
	for _, n := range group {
		ref := assay.RefTo[assay.Actor](r.ActorAt(r.Rows[list[n].row].Head))
		if r.ActorAt(r.Rows[list[n].row].Head) != none && !taken[ref] {
			taken[ref] = true
			e.Recipients = append(e.Recipients, ref)
		}
	}
	return e
}

// name returns the token that most accounts of a group say names what happened, the
// first one's trigger if none does.
func (r *reader) name(list []account, group []int) int {
	sums := map[int]float32{}
	nothing := float32(0)
	best := none
	for _, n := range group {
		row := &r.Rows[list[n].row]
		for k, j := range row.Words {
			sums[j] += list[n].words[k]
			if best == none || sums[j] > sums[best] || sums[j] == sums[best] && j < best {
				best = j
			}
		}
		nothing += list[n].words[len(row.Words)]
	}
	if best == none || nothing > float32(len(group))/2 {
		return r.Rows[list[group[0]].row].Trigger
	}
	return best
}

// named returns the words of a name at token t with those before it that belong to it:
// "suicide bombing".
func (r *reader) named(t int) assay.Span {
	lo := t
	for lo > 0 && r.Up(lo-1) == t && r.Tokens[lo-1].Is("compound", "amod") {
		lo--
	}
	return r.Cover(lo, t+1)
}

// what returns the likeliest type of a group.
func (r *reader) what(list []account, group []int) occurrence {
	sums := make([]float32, len(r.h.types))
	for _, n := range group {
		p := slices.Clone(list[n].answers[typesFrom:])
		neural.Softmax(p, 1, len(p), len(p))
		neural.Add(sums, p)
	}
	return r.h.types[neural.Greatest(sums)]
}

// second is how likely another place must be to stand beside the likeliest: a town and its
// province, two towns.
const second = 0.1

// where returns the one or two places where the figures of a group most likely happened,
// over the mentions of each.
func (r *reader) where(group []int, scenes []scene) (refs []assay.Ref[assay.Place]) {
	type site struct {
		sum, most float32
		mention   int
	}
	var list []site
	number := map[string]int{} // of an entry in list
	for _, n := range group {
		for k, p := range scenes[n].places {
			e, v := r.Entry(p), scenes[n].chances[k]
			i, ok := number[e]
			if !ok {
				i = len(list)
				number[e] = i
				list = append(list, site{})
			}
			if list[i].sum += v; v > list[i].most {
				list[i].most, list[i].mention = v, p
			}
		}
	}
	slices.SortStableFunc(list, func(a, b site) int { return cmp.Compare(b.sum, a.sum) })
	for k, s := range list[:min(2, len(list))] {
		if k == 0 || s.sum >= second*float32(len(group)) {
			refs = append(refs, assay.RefTo[assay.Place](s.mention))
		}
	}
	return refs
}

// mostFigures is how many figures of dead, injured and missing each an event keeps: those
// that most likely tell of all of it.
const mostFigures = 3

// members returns the figures of an event.
func (r *reader) members(list []account, group []int) (refs []assay.Ref[assay.Figure]) {
	taken := map[assay.Action][]int{}
	for _, n := range group {
		a := r.Figures[list[n].row].Action
		taken[a] = append(taken[a], n)
	}
	kept := map[int]bool{}
	for a, which := range taken {
		if casualty[a] {
			slices.SortStableFunc(which, func(x, y int) int {
				return cmp.Compare(list[y].answers[isWhole], list[x].answers[isWhole])
			})
			which = which[:min(len(which), mostFigures)]
		}
		for _, n := range which {
			kept[n] = true
		}
	}
	for _, n := range group {
		if kept[n] {
			refs = append(refs, assay.RefTo[assay.Figure](list[n].row))
		}
	}
	return refs
}

// casualty are the actions of which an event's figures are told again and again.
var casualty = map[assay.Action]bool{"killed": true, "injured": true, "missing": true}

// date sets the days of an event to those on which most of its figures agree, and its
// time to one that says so, if there is one in a clause.
func (r *reader) date(e *assay.Event, list []account, group []int) {
	most := 0.0
	seen := map[[2]time.Time]bool{}
	for _, n := range group {
		f := &r.Figures[list[n].row]
		if days := [...]time.Time{f.Begin, f.End}; f.Begin.IsZero() || seen[days] {
			continue
		} else {
			seen[days] = true
		}
		agree := 0.0
		for _, k := range group {
			if g := &r.Figures[list[k].row]; !g.Begin.IsZero() && assay.SameDays(f.Begin, f.End, g.Begin, g.End) {
				agree += max(g.Chances.Days, 0.01)
			}
		}
		if agree > most {
			most, e.Begin, e.End = agree, f.Begin, f.End
		}
	}
	for _, said := range [...]bool{true, false} {
		for _, n := range group {
			f := &r.Figures[list[n].row]
			if !e.Time.IsZero() || f.Time.IsZero() || said && f.Inherited&assay.Times != 0 {
				continue
			}
			if alike(f.Begin, f.End, e.Begin, e.End) {
				e.Time = f.Time
			}
		}
	}
}

func alike(a, b, c, d time.Time) bool {
	return a.IsZero() && c.IsZero() || !a.IsZero() && !c.IsZero() && assay.SameDays(a, b, c, d)
}

// countries returns those that most figures of a group give, or else that of its places.
func (r *reader) countries(list []account, group []int, places []assay.Ref[assay.Place]) []string {
	best, most := none, 0.0
	sums := map[string]float64{}
	for _, n := range group {
		f := &r.Figures[list[n].row]
		sums[strings.Join(f.Countries, " ")] += max(f.Chances.Countries, 0.01)
	}
	for _, n := range group {
		f := &r.Figures[list[n].row]
		if sum := sums[strings.Join(f.Countries, " ")]; len(f.Countries) > 0 && sum > most {
			best, most = n, sum
		}
	}
	if best != none {
		return slices.Clone(r.Figures[list[best].row].Countries)
	}
	for _, ref := range places {
		if c := ref.In(r.Places).Country; c != "" {
			return []string{c}
		}
	}
	return nil
}

// doer returns the actor who is the subject of the verb at token t, or above it, or none:
// who did it, where those to whom it was done are counted elsewhere.
func (r *reader) doer(t int) int {
	for _, v := range [...]int{t, r.Up(t)} {
		if v == none || r.Tokens[v].POS != "VERB" {
			continue
		}
		for _, k := range r.Kids(v) {
			if r.Tokens[k].Rel == "nsubj" || r.Tokens[k].Rel == "obl:agent" {
				if _, counted := r.rowAt[int(k)]; !counted {
					return r.ActorAt(int(k))
				}
			}
		}
	}
	return none
}

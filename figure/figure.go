// Package figure puts quantities to use: it says which are figures, the rows that an
// analyst codes (how many of what did or suffered what, where, when, and who says so),
// and finds those told in the singular ("a girl of 15 was shot dead").
//
// In come the tokens with their trees and states, quantities, times, places, actors and
// claims of a report; figures go out. Nothing in the package knows an English word. What
// may be a figure is a [Candidate]: a quantity, or a noun phrase in the singular. Heads,
// small networks taught by rows that people read, look at the states that the encoder
// left of its words, at the words as they stand in a dictionary, and at what the tree
// says of them. An attention over the sentence finds the word that shows the action (the
// trigger); what the candidate and its trigger make together answers whether it is a
// figure, its action, role, kind, total and unit. Places and times are scored in pairs,
// candidate and mention, over all mentions of the report, so that what the clause leaves
// unsaid is taken from where the report says it: which places the clause names, which
// country, which days. Every answer is a likelihood; where the counted words themselves say
// the action ("22 injuries"), they do. docs/rows.md has the measures.
//
// The rows are those of IDMC's and UCDP's coding sheets; the pointer that learns from
// all right answers at once is that of Kadlec et al., Text Understanding with the
// Attention Sum Reader Network (ACL 2016).
package figure

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{Name: "figure", Summary: "figures put to use: action, places, days, country, claim", Version: 7,
		Reads: assay.Regions | assay.Tokens | assay.Quantities | assay.Times | assay.Places | assay.Actors |
			assay.Claims,
		Writes: assay.Figures,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			return Read(ctx, doc)
		}}
}

// Read sets the figures of doc from its other layers.
func Read(ctx context.Context, doc *assay.Doc) error {
	doc.Figures = nil
	r, err := newReader(doc)
	if err != nil {
		return err
	}
	defer r.desk.Close()
	looks, err := r.all(ctx, least, leastCounted)
	if err != nil {
		return err
	}
	return r.figures(ctx, r.accept(looks))
}

func newReader(doc *assay.Doc) (*reader, error) {
	worth, err := scales()
	if err != nil {
		return nil, err
	}
	get, fields := fast, worth.Fast
	if doc.States.Careful {
		get, fields = careful, worth.Careful
	}
	h, err := get()
	if err != nil {
		return nil, err
	}
	return &reader{Sight: Look(doc), h: h, scales: fields, desk: neural.OpenDesk()}, nil
}

// all looks at all candidates, some sentences at a time, as many as the kernels take at
// once, and returns those that are more likely figures than given: those told in the
// singular, and those with a number.
func (r *reader) all(ctx context.Context, one, counted float32) (looks []look, err error) {
	const most = 64 // candidates, and tokens if the sentence is not longer
	for k := 0; k < len(r.Candidates); {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		lo, hi := r.Sentence(r.Candidates[k].At)
		var which []int
		for ; k < len(r.Candidates) && len(which) < most; k++ {
			_, to := r.Sentence(r.Candidates[k].At)
			if to > hi && to-lo > most {
				break
			}
			hi = to
			which = append(which, k)
		}
		for _, l := range r.looks(lo, hi, which) {
			if l.is > one || r.Candidates[l.candidate].Quantity >= 0 && l.is > counted {
				l.vector, l.answers = slices.Clone(l.vector), slices.Clone(l.answers) // let go of the others'
				looks = append(looks, l)
			}
		}
	}
	return looks, nil
}

// How likely a candidate is a figure if it is taken for one: more for what has no number.
const (
	least        = 0.65
	leastCounted = 0.5
)

// accept takes the figures among looks: of somebody told of in the singular who may be one
// of those taken before, only who is likelier somebody new. "A boy was shot. The boy died of
// it": one.
func (r *reader) accept(looks []look) (list []look) {
	news := r.news(looks)
	var taken []int
	for n, l := range looks {
		if r.Candidates[l.candidate].Quantity < 0 {
			if l.is *= news(n, taken); l.is <= least || r.speaks(&l) {
				continue
			}
		}
		taken = append(taken, n)
		list = append(list, l)
	}
	return list
}

// speaks reports whether look l has somebody killed or missing who is quoted by name: "Mayor
// Lena Ruiz spoke of 80 dead".
func (r *reader) speaks(l *look) bool {
	act := r.h.actions[neural.Greatest(r.answer(l, "action"))]
	if act != harms[0] && act != missing {
		return false
	}
	word := r.Tokens[r.Candidates[l.candidate].At].Span
	return slices.ContainsFunc(r.Claims, func(cl assay.Claim) bool {
		src := cl.Source.In(r.Sources)
		return src != nil && src.Class == assay.Person && src.Span.Contains(word) && slices.Contains(strings.Fields(src.Name), word.In(r.Text))
	})
}

// news returns a function that says how likely look n is nobody of whom one of some looks
// before has told.
func (r *reader) news(looks []look) func(n int, before []int) float32 {
	p := &r.h.again
	rows, at := r.rows(looks)
	again := r.pair(p, rows, at)
	return func(n int, before []int) float32 {
		r.desk.Clear()
		chance := float32(1)
		for _, score := range r.pairs(again, n, before[max(0, len(before)-MostAgain):], func(k int, list []uint32) []uint32 {
			return r.AgainFeatures(looks[n].candidate, looks[k].candidate, list)
		}) {
			chance *= 1 - neural.Chance(score)
		}
		return chance
	}
}

// rows returns the vectors of looks as rows, and their tokens.
func (r *reader) rows(looks []look) (rows neural.Rows8, at []int32) {
	var own []float32
	for n := range looks {
		at = append(at, int32(r.Candidates[looks[n].candidate].At))
		own = append(own, looks[n].vector...)
	}
	return neural.Small(own, r.h.token.Out), at
}

// figures makes the figures of what was accepted.
func (r *reader) figures(ctx context.Context, looks []look) error {
	rows, at := r.rows(looks)
	places := r.pair(&r.h.places, rows, r.placeAt)
	times := r.pair(&r.h.times, rows, r.timeAt)
	wholes := r.pair(&r.h.wholes, rows, at)
	list := make([]assay.Figure, len(looks))
	for n := range looks {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.desk.Clear()
		l := &looks[n]
		c := &r.Candidates[l.candidate]
		fig := &list[n]
		r.describe(fig, l)
		r.admitted(fig, c)
		fig.Second = slices.DeleteFunc(fig.Second, func(a assay.Alternative) bool { return a.Value == string(fig.Action) })
		r.locate(fig, l, n, places)
		r.everywhere(fig, c)
		r.date(fig, l, n, times)
		which := around(n, len(looks))
		if best := neural.Greatest(r.wholes(n, looks, which, wholes)); best < len(which) {
			fig.Of = assay.RefTo[assay.Figure](which[best])
		}
		if cl := r.claim[c.At]; cl != none {
			fig.Claim = assay.RefTo[assay.Claim](int(cl))
		}
		r.settle(fig)
		if c.Quantity >= 0 {
			fig.Quantity = r.Quantities[c.Quantity]
		} else {
			fig.Quantity = r.single(c, fig)
		}
	}
	r.former(list)
	r.Doc.Figures = list
	return nil
}

// single is the quantity of a figure told in the singular.
func (r *reader) single(c *Candidate, fig *assay.Figure) assay.Quantity {
	n := assay.Known(1)
	return assay.Quantity{Span: r.phrase(c.At), Bound: assay.Exact, Low: n, Best: n, High: n, Unit: fig.Unit, Counted: fig.Counted, Head: int32(c.At), Singular: true}
}

// phrase returns the noun phrase that token i heads, without clauses and what is put
// beside it: "a police officer" of "a police officer, who had just arrived".
func (r *reader) phrase(i int) assay.Span {
	lo, hi := i, i+1
	for grown := true; grown; {
		grown = false
		for _, k := range r.kids[i] {
			if !r.Tokens[k].Is("det", "amod", "compound", "nmod:poss", "flat", "nummod", "advmod") {
				continue
			}
			a, b := r.Subtree(int(k))
			if b == lo {
				lo, grown = a, true
			}
			if a == hi && r.Tokens[k].Is("flat", "compound") {
				hi, grown = b, true
			}
		}
	}
	return r.Cover(lo, hi)
}

// The answers, in the order in which they were taught.
var (
	roles  = [...]string{"underwent", "did", "is"}
	kinds  = [...]string{"flow", "stock", ""}
	totals = [...]string{"new", "cumulative", ""}
	units  = [...]string{"person", "household", ""}
)

// describe fills in what a candidate and its trigger say.
func (r *reader) describe(fig *assay.Figure, l *look) {
	c := &r.Candidates[l.candidate]
	p := chances(r.answer(l, "action"))
	best := neural.Greatest(p)
	fig.Action = r.h.actions[best]
	fig.Chances.Figure, fig.Chances.Action = float64(l.is), float64(p[best])
	for i, x := range p {
		if i != best && nearly(x, p[best]) {
			fig.Second = append(fig.Second, assay.Alternative{Field: "action", Value: string(r.h.actions[i]), Chance: float64(x)})
		}
	}
	fig.Role = roles[neural.Greatest(r.answer(l, "role"))]
	fig.Kind = kinds[neural.Greatest(r.answer(l, "kind"))]
	fig.Total = totals[neural.Greatest(r.answer(l, "total"))]
	if l.trigger != none {
		fig.Trigger, fig.Verb = r.Tokens[l.trigger].Span, strings.ToLower(r.Tokens[l.trigger].Lemma)
	}
	r.done(fig, c)
	unit := units[neural.Greatest(r.answer(l, "unit"))]
	if c.Quantity < 0 {
		fig.Counted = r.Tokens[c.At].Span
		if fig.Unit = unit; unit == "" {
			fig.Unit = strings.ToLower(r.Tokens[c.At].Lemma)
		}
		return
	}
	q := &r.Quantities[c.Quantity]
	fig.Unit, fig.Per = q.Unit, q.Per
	if !q.Counted.Overlaps(q.Span) {
		fig.Counted = q.Counted
	}
	switch unitClass(q.Unit) {
	case "money", "percent", "fraction":
	default:
		if unit != "" {
			fig.Unit = unit
		}
	}
	r.deed(fig, q)
}

// mostPlaces is how many places a figure keeps.
const mostPlaces = 3

// locate says where look n happened: the places that the clause names, likely or, where no
// other of its sentence is, perhaps, or the likeliest of the others; and the countries, over
// all that the report names.
func (r *reader) locate(fig *assay.Figure, l *look, n int, places paired) {
	c := &r.Candidates[l.candidate]
	var which []int
	r.EachPlace(c, func(p int) { which = append(which, p) })
	got := r.pairs(places, n, which, func(p int, list []uint32) []uint32 { return r.PlaceFeatures(c, p, list) })
	where, land := make([]float32, len(which)+1), make([]float32, len(which)+1)
	where[len(which)], land[len(which)] = r.answer(l, "where none")[0], r.answer(l, "country none")[0]
	type named struct {
		place int
		p     float32
	}
	var list []named
	hint := named{none, 0} // the likeliest that the clause hardly names
	for n, p := range which {
		x := neural.Chance(got[3*n])
		if x > 0.5 {
			list = append(list, named{p, x})
		} else if x > hint.p {
			hint = named{p, x}
		}
		where[n], land[n] = got[3*n+1], got[3*n+2]
	}
	where, land = chances(where), chances(land)
	slices.SortStableFunc(list, func(a, b named) int { return cmp.Compare(b.p, a.p) })
	list = list[:min(len(list), mostPlaces)]
	if len(list) > 0 {
		fig.Chances.Places = float64(list[0].p)
	} else if best := neural.Greatest(where); hint.p > hinted && (best == len(which) || r.sentence[r.placeAt[which[best]]] != r.sentence[c.At]) {
		list = append(list, hint) // rather than what another sentence names
		fig.Chances.Places = float64(hint.p)
	} else if best < len(which) {
		list = append(list, named{which[best], where[best]})
		fig.Inherited |= assay.Places
		fig.Chances.Places = float64(where[best])
	} else {
		fig.Chances.Places = float64(where[best])
	}
	other := "" // the country of what stands before, if its own place stands behind
	if len(list) == 1 {
		for n, p := range which {
			if x := neural.Chance(got[3*n]); x > parallel && r.eachItsOwn(c, list[0].place, p) {
				other, list[0] = r.Places[list[0].place].Country, named{p, x}
				fig.Chances.Places, fig.Inherited = float64(x), fig.Inherited&^assay.Places
				break
			}
		}
	}
	slices.SortFunc(list, func(a, b named) int { return cmp.Compare(a.place, b.place) })
	for _, n := range list {
		fig.Places = append(fig.Places, assay.RefTo[assay.Place](n.place))
	}
	sums := map[string]float32{}
	for n, p := range which {
		if country := r.Places[p].Country; country != "" {
			sums[country] += land[n]
		}
	}
	best := ""
	for country, p := range sums {
		if p > sums[best] || p == sums[best] && country < best {
			best = country
		}
		if p > shared {
			fig.Countries = append(fig.Countries, country)
		}
	}
	if len(fig.Countries) == 0 && best != "" && land[len(which)] < unknown {
		fig.Countries = []string{best}
	}
	if other != "" && r.Places[list[0].place].Country != "" && slices.Equal(fig.Countries, []string{other}) {
		fig.Countries = []string{r.Places[list[0].place].Country}
	}
	slices.Sort(fig.Countries)
	fig.Chances.Countries = float64(max(sums[best], land[len(which)]))
	for _, country := range slices.Sorted(maps.Keys(sums)) {
		if p := sums[country]; nearly(p, sums[best]) && !slices.Contains(fig.Countries, country) {
			fig.Second = append(fig.Second, assay.Alternative{Field: "country", Value: country, Chance: float64(p)})
		}
	}
}

// everywhere takes the place of elsewhere from what a sentence says of the whole world: "The
// disease killed 140,000 worldwide" in a report from one country.
func (r *reader) everywhere(fig *assay.Figure, c *Candidate) {
	if s := r.SentenceAt(r.Tokens[c.At].Span.Start); s >= 0 && (len(fig.Places) == 0 || fig.Inherited&assay.Places != 0) && en.Worldwide(r.Sentences[s].In(r.Text)) {
		fig.Places, fig.Countries, fig.Inherited = nil, nil, fig.Inherited&^assay.Places
	}
}

// eachItsOwn reports whether place p of a sentence belongs to a number before candidate c,
// and q behind c to c: "Two died in Oxley and three in Arvel".
func (r *reader) eachItsOwn(c *Candidate, p, q int) bool {
	at, a, b := c.At, int(r.placeAt[p]), int(r.placeAt[q])
	if a >= at || b <= at || r.sentence[a] != r.sentence[at] || r.sentence[b] != r.sentence[at] || r.preposition(b) == none {
		return false
	}
	before := false
	for i := int(r.from[at]); i < b; i++ {
		if n := r.quantity[i]; n != none && n != r.quantity[at] {
			if i > at {
				return false
			}
			before = before || i < a
		} else if i > at && i < b && r.place[i] != none && int(r.place[i]) != q {
			return false
		} else if i > a && i < at && r.Tokens[i].POS == "SCONJ" {
			return false
		}
	}
	return before
}

// parallel is how likely the clause names such a place at least.
const parallel = 0.03

// hinted is how likely the clause names a place that is taken before those of other
// sentences: "Last week an Oxley blast killed five" in a report from elsewhere.
const hinted = 0.15

// nearly reports whether an answer of likelihood p is worth a look beside the best.
func nearly(p, best float32) bool { return 2*p > best }

// shared is how likely a country is if it stands beside another.
const shared = 0.4

// date says when look n happened: the time that the clause names, and the days that most
// readings of all times agree on.
func (r *reader) date(fig *assay.Figure, l *look, n int, times paired) {
	c := &r.Candidates[l.candidate]
	var which []int
	r.EachTime(c, func(t int) { which = append(which, t) })
	got := r.pairs(times, n, which, func(t int, list []uint32) []uint32 { return r.TimeFeatures(c, t, list) })
	var scores []float32
	best, at := float32(0), none
	for n := range which {
		row := got[n*(1+Own) : (n+1)*(1+Own)]
		if p := neural.Chance(row[0]); p > best {
			best, at = p, n
		}
		scores = append(scores, row[1:]...)
	}
	own := len(scores)
	p := chances(append(scores, r.answer(l, "common")...))
	type span struct {
		begin, end time.Time
		p          float32
		time       int
	}
	var spans []span
	for k, x := range p[:len(p)-1] {
		reading, t := ThatDay+Reading(k-own), none
		if k < own {
			reading, t = Reading(k%Own), which[k/Own]
		}
		if begin, end, ok := r.Days(reading, max(t, 0)); ok {
			spans = append(spans, span{begin, end, x, t})
		}
	}
	unsaid := p[len(p)-1]
	if best > said { // the clause names the time: the days are those of one of its readings
		fig.Time = assay.RefTo[assay.Time](which[at])
		spans = slices.DeleteFunc(spans, func(s span) bool { return s.time != which[at] })
		unsaid = 0
	}
	most, first, sum := float32(0), none, unsaid
	agreed := make([]float32, len(spans))
	for i, a := range spans {
		sum += a.p
		for _, b := range spans {
			if assay.SameDays(a.begin, a.end, b.begin, b.end) {
				agreed[i] += b.p
			}
		}
		if agreed[i] > most {
			most, first = agreed[i], i
		}
	}
	fig.Chances.Time = float64(max(best, 1-best))
	if first == none || unsaid > unknown*sum {
		fig.Chances.Days = float64(unsaid / max(sum, 1e-6))
		return
	}
	fig.Chances.Days = float64(most / max(sum, 1e-6))
	fig.Begin, fig.End = spans[first].begin, spans[first].end
	var told []string
	for i, a := range spans {
		if day := a.begin.Format(time.DateOnly); nearly(agreed[i], most) && !slices.Contains(told, day) && !assay.SameDays(a.begin, a.end, fig.Begin, fig.End) {
			told = append(told, day)
			fig.Second = append(fig.Second, assay.Alternative{Field: "begin", Value: day, Chance: float64(agreed[i] / max(sum, 1e-6))})
		}
	}
	if fig.Time.IsZero() && spans[first].time != none {
		fig.Time = assay.RefTo[assay.Time](spans[first].time)
		fig.Inherited |= assay.Times
	}
}

// unknown is how likely days or country cannot be known if none are given: what is wrong
// is put right sooner than what is missing is found.
const unknown = 0.8

// said is how likely the clause names a time if that is taken for the figure's.
const said = 0.4

// nearWholes is how many figures before and behind are asked whether they are the whole.
const nearWholes = 12

// around returns the looks around look n, of n looks, that may be its whole.
func around(n, looks int) (which []int) {
	for k := max(0, n-nearWholes); k < min(looks, n+nearWholes+1); k++ {
		if k != n {
			which = append(which, k)
		}
	}
	return which
}

// wholes returns how well each of some looks fits as the whole of look n; the last score is
// that of none.
func (r *reader) wholes(n int, looks []look, which []int, p paired) []float32 {
	c := &r.Candidates[looks[n].candidate]
	scores := r.pairs(p, n, which, func(k int, list []uint32) []uint32 {
		return r.PairFeatures(c, &r.Candidates[looks[k].candidate], list)
	})
	return append(scores, r.answer(&looks[n], "whole none")[0])
}

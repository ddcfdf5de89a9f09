package event

import (
	"math"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/lang/neural"
)

// A bag collects features as the prints of their hashes.
type bag struct {
	kind uint64 // of the next
	list []uint32
}

// The kinds of features of this package; those of package figure are smaller.
const (
	ofRow = 16 + iota
	ofWord
	ofPair
	ofPlace
	ofMover
	ofEnd
)

func newBag(list []uint32, k int) *bag { return &bag{uint64(k) << 16, list} }

// say adds a feature that several words make together.
func (b *bag) say(parts ...string) {
	h := uint64(len(parts))
	for _, p := range parts {
		h = neural.Mix(h, neural.Hash(p))
	}
	b.list = append(b.list, neural.Print(neural.Mix(b.kind, h)))
	b.kind++
}

// more adds another feature of the kind of the last one.
func (b *bag) more(parts ...string) { b.kind--; b.say(parts...) }

func (b *bag) is(ok bool) { b.say(strconv.FormatBool(ok)) }

// size adds a number, in steps that grow.
func (b *bag) size(n int) { b.say(strconv.Itoa(steps(n))) }

func steps(n int) int {
	sign := 1
	if n < 0 {
		n, sign = -n, -1
	}
	k := 0
	for ; n > 3; n = n * 2 / 3 {
		k++
	}
	return sign * (n + k)
}

// RowFeatures appends what is known of row r besides the states of its words.
func (s *Sight) RowFeatures(r int, list []uint32) []uint32 {
	row, fig := &s.Rows[r], &s.Figures[r]
	if row.At == none {
		return list
	}
	b := newBag(s.Features(&row.Candidate, list), ofRow)
	action := string(fig.Action)
	b.say(action)
	b.say(action, fig.Role)
	b.say(action, fig.Kind)
	b.say(action, fig.Total)
	b.say(action, strconv.FormatBool(fig.Of.IsZero()))
	b.say(action, strconv.FormatBool(fig.Quantity.Singular))
	b.say(action, fig.Unit)
	b.is(fig.Claim.IsZero())
	b.is(fig.Inherited&assay.Places != 0)
	b.is(fig.Inherited&assay.Times != 0)
	b.size(len(fig.Countries))
	b.say(s.ago(fig))
	b.say(s.ago(fig), action)
	b.say(s.precision(fig))
	b.say(s.Tokens[row.Trigger].Lemma)
	b.say(s.Noun(row.Trigger), s.Tokens[row.Trigger].POS)
	b.say(s.Tokens[row.Trigger].XPOS)
	b.size(s.spoken[s.Tokens[row.Trigger].Lemma])
	b.size(r)
	b.size(len(s.Rows) - r)
	b.size(int(10 * fig.Chances.Figure))
	b.size(int(10 * fig.Chances.Action))
	from, _ := s.Sentence(row.At)
	b.size(s.Apart(row.At, 0))
	b.is(from == 0)
	if reg := s.Region(row.At); reg != none {
		b.say(s.Regions[reg].Kind.String(), action)
	}
	return b.list
}

// ago sorts how long before the report appeared it happened.
func (s *Sight) ago(fig *assay.Figure) string {
	d := s.Appeared.Date
	if fig.Begin.IsZero() || d.Year == 0 || d.Month == 0 || d.Day == 0 {
		return ""
	}
	days := int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Sub(fig.Begin).Hours() / 24)
	return strconv.Itoa(steps(days)) + " " + strconv.Itoa(steps(int(fig.End.Sub(fig.Begin).Hours()/24)))
}

// precision says how exactly the figure's own time is known.
func (s *Sight) precision(fig *assay.Figure) string {
	if t := fig.Time.In(s.Times); t != nil {
		return t.Type + t.Precision
	}
	return ""
}

// WordFeatures appends what is known of token j as the name of what row r tells of.
func (s *Sight) WordFeatures(r, j int, list []uint32) []uint32 {
	row := &s.Rows[r]
	b := newBag(s.TriggerFeatures(&row.Candidate, j, list), ofWord)
	apart := strconv.Itoa(s.Apart(row.At, j))
	b.say(apart)
	b.say(apart, s.Tokens[j].POS)
	b.say(apart, s.Noun(j))
	kind := ""
	if reg := s.Region(j); reg != none {
		kind = s.Regions[reg].Kind.String()
	}
	b.say(kind, s.Tokens[j].Rel)
	b.is(j == row.Trigger)
	b.is(s.Tokens[j].Lemma == s.Tokens[row.Trigger].Lemma)
	b.size(s.said[s.Tokens[j].Lemma])
	b.size(s.spoken[s.Tokens[j].Lemma])
	b.say(string(s.Figures[r].Action), s.Tokens[j].POS)
	return b.list
}

// PairFeatures appends what is known of rows r and q, which comes before it, as parts of
// one occurrence.
func (s *Sight) PairFeatures(q, r int, list []uint32) []uint32 {
	x, y := &s.Rows[q], &s.Rows[r]
	b := newBag(s.Sight.PairFeatures(&y.Candidate, &x.Candidate, list), ofPair)
	f, g := &s.Figures[q], &s.Figures[r]
	actions := string(f.Action) + " " + string(g.Action)
	b.say(actions)
	b.is(f.Action == g.Action)
	number := sameNumber(f, g)
	b.say(number)
	b.say(number, strconv.FormatBool(f.Action == g.Action))
	where, countries := s.places(f, g), shared(len(f.Countries), len(g.Countries), func(i, k int) bool { return f.Countries[i] == g.Countries[k] })
	when := sameDays(f, g)
	b.say(where)
	b.say(countries)
	b.say(when)
	b.say(where, when)
	b.say(where, when, countries)
	b.say(where, strconv.FormatBool(f.Inherited&assay.Places != 0), strconv.FormatBool(g.Inherited&assay.Places != 0))
	b.say(when, strconv.FormatBool(f.Inherited&assay.Times != 0 || f.Time.IsZero()), strconv.FormatBool(g.Inherited&assay.Times != 0 || g.Time.IsZero()))
	b.is(!f.Time.IsZero() && f.Time == g.Time)
	b.is(s.precision(f) == s.precision(g))
	b.is(x.Trigger == y.Trigger)
	b.is(s.Tokens[x.Trigger].Lemma == s.Tokens[y.Trigger].Lemma)
	of, is := f.Of.Index()
	to, too := g.Of.Index()
	b.is(is && of == r || too && to == q)
	b.is(is && too && of == to)
	b.is(f.Claim == g.Claim)
	b.is(f.Role == g.Role)
	b.size(r - q)
	apart := strconv.Itoa(s.Apart(y.At, x.At))
	b.say(apart, where)
	b.say(apart, when)
	b.say(apart, number)
	b.say(apart, strconv.FormatBool(f.Action == g.Action))
	return b.list
}

// sameNumber compares the numbers of two figures.
func sameNumber(f, g *assay.Figure) string {
	x, y := amount(f), amount(g)
	switch {
	case x < 0 || y < 0:
		return ""
	case x == y && x <= 1:
		return "one"
	case x == y:
		return "same"
	case x < y:
		return "less"
	}
	return "more"
}

// amount is a number for a figure: its best, else its least, else its most; less than
// zero if it has none.
func amount(f *assay.Figure) float64 {
	for _, a := range [...]assay.Amount{f.Quantity.Best, f.Quantity.Low, f.Quantity.High} {
		if n, ok := a.Number(); ok {
			return n
		}
	}
	return -1
}

// places compares where two figures say that it happened.
func (s *Sight) places(f, g *assay.Figure) string {
	name := func(list []assay.Ref[assay.Place], i int) string {
		if p, ok := list[i].Index(); ok && p < len(s.Places) {
			return s.Entry(p)
		}
		return ""
	}
	return shared(len(f.Places), len(g.Places), func(i, k int) bool { return name(f.Places, i) == name(g.Places, k) })
}

// shared compares two lists of n and m.
func shared(n, m int, same func(i, k int) bool) string {
	if n == 0 || m == 0 {
		return "unknown"
	}
	hits := 0
	for i := range n {
		for k := range m {
			if same(i, k) {
				hits++
				break
			}
		}
	}
	switch hits {
	case 0:
		return "other"
	case n:
		return "same"
	}
	return "some"
}

// sameDays compares when two figures say that it happened.
func sameDays(f, g *assay.Figure) string {
	switch {
	case f.Begin.IsZero() || g.Begin.IsZero():
		return "unknown"
	case f.Begin.Equal(g.Begin) && f.End.Equal(g.End):
		return "same"
	case assay.SameDays(f.Begin, f.End, g.Begin, g.End):
		return "mostly"
	case f.Begin.Before(g.End) && g.Begin.Before(f.End):
		return "some"
	}
	d := f.Begin.Sub(g.Begin).Hours() / 24
	return "other " + strconv.Itoa(steps(int(max(d, -d))))
}

// SceneFeatures appends what is known of place p as where the occurrence of row r was.
func (s *Sight) SceneFeatures(r, p int, list []uint32) []uint32 {
	row, fig := &s.Rows[r], &s.Figures[r]
	b := newBag(s.PlaceFeatures(&row.Candidate, p, list), ofPlace)
	own, alike, land := false, false, false
	for _, ref := range fig.Places {
		if k, ok := ref.Index(); ok && k < len(s.Places) {
			own = own || k == p
			alike = alike || s.Entry(k) == s.Entry(p)
		}
	}
	for _, c := range fig.Countries {
		land = land || c == s.Places[p].Country
	}
	inherited := strconv.FormatBool(fig.Inherited&assay.Places != 0)
	b.say(strconv.FormatBool(own), inherited)
	b.say(strconv.FormatBool(alike), inherited)
	b.say(strconv.FormatBool(alike), s.Places[p].Precision.String())
	b.say(strconv.FormatBool(own), inherited, strconv.Itoa(int(5*fig.Chances.Places)))
	b.is(land)
	e := s.Entry(p)
	b.say(strconv.Itoa(steps(s.placed[e])), strconv.FormatBool(alike))
	b.size(s.placed[e])
	b.size(s.guessed[e])
	j := s.PlaceToken(p)
	joint, over := s.joint(j), ""
	if h := s.Up(j); h >= 0 {
		over = s.Tokens[h].Lemma
	}
	apart := strconv.Itoa(s.Apart(row.At, j))
	b.say(joint, over)
	b.say(joint, s.Path(row.Trigger, j), apart)
	b.say(joint, apart, strconv.FormatBool(alike))
	b.say(s.beside(p, p-1), s.beside(p, p+1))
	b.say(s.Places[p].Precision.String(), strconv.Itoa(steps(int(math.Log10(max(1, amount(fig)))))))
	b.say(s.Places[p].Precision.String(), s.ago(fig))
	b.say(s.Places[p].Precision.String(), string(fig.Action))
	b.say(s.Places[p].Role.String(), strconv.FormatBool(alike))
	return b.list
}

// beside compares place p with place q if that stands within a few words of it.
func (s *Sight) beside(p, q int) string {
	if q < 0 || q >= len(s.Places) || s.PlaceToken(q) < 0 || max(s.PlaceToken(p)-s.PlaceToken(q), s.PlaceToken(q)-s.PlaceToken(p)) > 5 {
		return ""
	}
	a, b := &s.Places[p], &s.Places[q]
	return a.Precision.String() + " " + b.Precision.String() + " " + strconv.FormatBool(a.Country == b.Country)
}

// MoverFeatures appends what is known of mover m besides the states of its words.
func (s *Sight) MoverFeatures(m *Mover, list []uint32) []uint32 {
	b := newBag(s.Features(&m.Candidate, list), ofMover)
	action := ""
	if m.Row != none {
		action = string(s.Figures[m.Row].Action)
	}
	b.say(action)
	b.is(m.Row != none)
	v := m.Above
	b.say(s.Tokens[v].Lemma, s.Tokens[v].POS)
	path := s.Path(m.At, v)
	b.say(path)
	b.say(s.Tokens[v].Lemma, path)
	over := ""
	if h := s.Up(v); h >= 0 {
		over = s.Tokens[h].Lemma
	}
	b.say(over, s.Tokens[v].Rel)
	b.say("kid")
	for _, k := range s.Kids(v) {
		if s.Tokens[k].Is("aux", "advmod", "mark", "cop") {
			b.more(s.Tokens[k].Lemma)
		}
	}
	b.say("end")
	n := 0
	s.Around(m, func(p int) {
		if j := s.PlaceToken(p); s.Apart(m.At, j) == 0 {
			b.more(s.joint(j), s.Path(v, j))
			n++
		}
	})
	b.size(n)
	return b.list
}

// joint is the word that joins token j to what it hangs on, in small letters.
func (s *Sight) joint(j int) string {
	if p := s.Preposition(j); p >= 0 {
		return strings.ToLower(s.Word(p))
	}
	return ""
}

// EndFeatures appends what is known of place p as an end of the movement of mover m.
func (s *Sight) EndFeatures(m *Mover, p int, list []uint32) []uint32 {
	b := newBag(s.PlaceFeatures(&m.Candidate, p, list), ofEnd)
	j := s.PlaceToken(p)
	joint := s.joint(j)
	b.say(joint, s.Tokens[m.Above].Lemma)
	b.say(joint, s.Path(m.Above, j))
	b.say(joint, strconv.Itoa(s.Apart(m.At, j)))
	over := ""
	if h := s.Up(j); h >= 0 {
		over = s.Tokens[h].Lemma
	}
	b.say(over)
	b.say(joint, over)
	if m.Row != none {
		fig := &s.Figures[m.Row]
		b.say(joint, string(fig.Action))
		b.say("of the figure")
		for _, ref := range fig.Places {
			if k, ok := ref.Index(); ok && k < len(s.Places) && s.Entry(k) == s.Entry(p) {
				b.more(string(fig.Action), strconv.FormatBool(k == p))
			}
		}
	}
	return b.list
}

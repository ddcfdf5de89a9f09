package occurrence

import (
	"math"
	"slices"

	"assay"
	"assay/pack"
)

// Version is raised whenever [Read] may say something else of a report, or [Report.Code]
// writes it otherwise.
const Version = 3

// CodeSetting writes or reads what [Settings] look at.
func (r *Report) CodeSetting(c *pack.Coder) {
	c.Date(&r.appeared)
	c.Texts(&r.ground)
}

// Code writes or reads the rest of r, but for what package origin knows of it.
func (r *Report) Code(c *pack.Coder) {
	pack.Text(c, &r.publisher)
	words := r.vocabulary(c)
	words.code(c, &r.title)
	words.code(c, &r.lead)
	if c.Reading() {
		r.rare = rarest(r.title)
	}
	pack.List(c, &r.events, func(e *event) {
		pack.Text(c, &e.Type)
		pack.Text(c, &e.Mode)
		c.Yes(&e.Background)
	})
	var spots []*spot
	for _, m := range r.mentions {
		for _, s := range slices.Concat(m.places, m.scene) {
			if !slices.Contains(spots, s) {
				spots = append(spots, s)
			}
		}
	}
	pack.List(c, &spots, func(s **spot) { codeSpot(c, s) })
	var before *mention
	pack.List(c, &r.mentions, func(m **mention) {
		if c.Reading() {
			*m = &mention{}
		}
		(*m).code(c, spots, words, before)
		before = *m
	})
}

// Sound reports whether r is what [Read] makes: what it points to is there.
func (r *Report) Sound() bool {
	return !slices.ContainsFunc(r.mentions, func(m *mention) bool {
		return outside(m.instead, r.mentions) || outside(m.was, r.mentions) || m.event >= len(r.events) || m.figure == nil && m.event < 0 || m.event < -1
	})
}

// outside reports whether k is neither one of list nor none.
func outside(k int, list []*mention) bool { return k < -1 || k >= len(list) }

func (m *mention) code(c *pack.Coder, spots []*spot, words *vocabulary, before *mention) {
	isFigure := m.figure != nil
	one := before != nil && before.sentence == m.sentence // its words are those of the mention before
	c.Yes(&isFigure, &m.known, &m.anybody, &m.single, &m.named, &m.weak, &m.begun, &m.lent, &m.retold, &m.voiced, &m.largest, &m.agent, &m.aged, &m.doer, &m.former, &one)
	for _, n := range [...]*int{&m.fig, &m.event, &m.at, &m.whole, &m.sentence, &m.region, &m.nth, &m.tolls, &m.ones, &m.instead, &m.was} {
		pack.Integer(c, n)
	}
	if isFigure {
		if c.Reading() {
			m.figure = &figure{}
		}
		m.figure.code(c)
		pack.Text(c, &m.action)
		codeNumber(c, &m.lo)
		codeNumber(c, &m.hi)
		c.Texts(&m.heads)
		c.Texts(&m.marks)
		c.Texts(&m.nations)
		pack.Text(c, &m.phrase)
		pack.Small(c, &m.class)
		pack.Text(c, &m.source)
	}
	codeSpots(c, &m.places, spots)
	codeSpots(c, &m.scene, spots)
	c.Texts(&m.country)
	if m.begun {
		pack.Integer(c, &m.on.begin)
		pack.Integer(c, &m.on.end)
	}
	pack.Text(c, &m.open)
	c.Span(&m.span)
	c.Span(&m.trigger)
	switch {
	case one && before != nil:
		m.line = before.line
	default:
		if c.Reading() {
			m.line = &line{}
		}
		words.code(c, &m.words)
		words.code(c, &m.around)
		if c.Reading() {
			m.names = names(m.words)
		}
	}
}

func (f *figure) code(c *pack.Coder) {
	for _, s := range [...]*string{&f.Unit, &f.Verb, &f.Role, &f.Per, &f.Kind, &f.Total, &f.Quantity.Change} {
		pack.Text(c, s)
	}
	pack.Small(c, &f.Quantity.Bound)
	c.Yes(&f.Quantity.Singular)
	codeRef(c, &f.Of)
	codeRef(c, &f.Claim)
	c.Float(&f.Chances.Figure)
	c.Float(&f.Chances.Action)
	c.Float(&f.Confidence)
}

// codeRef writes or reads what a Ref points to.
func codeRef[T any](c *pack.Coder, r *assay.Ref[T]) {
	k, ok := r.Index()
	if !ok {
		k = -1
	}
	pack.Integer(c, &k)
	if c.Reading() && k >= 0 {
		*r = assay.RefTo[T](k)
	}
}

// codeNumber writes or reads a number, which is mostly whole.
func codeNumber(c *pack.Coder, x *float64) {
	a := assay.Known(*x)
	c.Amount(&a)
	if n, ok := a.Number(); ok {
		*x = n
	}
}

func codeSpot(c *pack.Coder, at **spot) {
	var s spot
	if !c.Reading() {
		s = **at
	}
	pl := &s.place
	for _, t := range [...]*string{&pl.Gazetteer, &pl.Within, &pl.Country, &s.called} {
		pack.Text(c, t)
	}
	c.Float(&pl.Lat)
	c.Float(&pl.Lon)
	pack.Small(c, &pl.Precision)
	c.Texts(&s.words)
	if c.Reading() {
		type key struct {
			place
			called string
		}
		*at = pack.Once(c, key{*pl, s.called}, func() *spot { return newSpot(*pl, s.words, s.called) })
	}
}

// codeSpots writes or reads which of all spots list has.
func codeSpots(c *pack.Coder, list *[]*spot, all []*spot) {
	pack.List(c, list, func(s **spot) {
		k := slices.Index(all, *s)
		if pack.Integer(c, &k); !c.Reading() {
			return
		}
		if *s = nowhereSpot; k >= 0 && k < len(all) {
			*s = all[k]
		}
	})
}

// nowhereSpot stands for one that packed bytes do not have.
var nowhereSpot = &spot{}

// A vocabulary is the words of a report, each once, in order: its lists are written as the
// places that their words have there.
type vocabulary struct {
	words []word
	at    map[word]int // writing
}

// vocabulary writes or reads that of r: which of the ordinary words it has, and the hashes
// of the others.
func (r *Report) vocabulary(c *pack.Coder) *vocabulary {
	v := &vocabulary{}
	var usual, others []word
	if !c.Reading() {
		v.at = map[word]int{}
		note := func(list []word) {
			for _, w := range list {
				if _, again := v.at[w]; !again {
					v.at[w] = 0
					v.words = append(v.words, w)
				}
			}
		}
		note(r.title)
		note(r.lead)
		for _, m := range r.mentions {
			note(m.words)
			note(m.around)
		}
		slices.SortFunc(v.words, byHash)
		for i, w := range v.words {
			v.at[w] = i
			if w.weight == rare {
				others = append(others, w)
			} else {
				usual = append(usual, w)
			}
		}
	}
	known, last := ordinaryWords(), -1
	pack.List(c, &usual, func(w *word) {
		at := 0
		if !c.Reading() {
			at, _ = slices.BinarySearchFunc(known, *w, byHash)
		}
		if step(c, &last, &at); at >= 0 && at < len(known) {
			*w = known[at]
		}
	})
	last = math.MinInt32
	pack.List(c, &others, func(w *word) {
		id := int(w.id)
		step(c, &last, &id)
		*w = word{int32(id), rare}
	})
	if c.Reading() {
		v.words = slices.Concat(usual, others)
		slices.SortFunc(v.words, byHash)
	}
	return v
}

// code writes or reads a list of words.
func (v *vocabulary) code(c *pack.Coder, list *[]word) {
	last := -1
	pack.List(c, list, func(w *word) {
		at := v.at[*w]
		if step(c, &last, &at); c.Reading() && at >= 0 && at < len(v.words) {
			*w = v.words[at]
		}
	})
}

// step writes or reads n as the step to it from the one before.
func step(c *pack.Coder, last, n *int) {
	d := *n - *last
	pack.Integer(c, &d)
	*n = *last + d
	*last = *n
}

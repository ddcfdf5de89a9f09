package origin

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/lang/en"
)

// A Sight is one report as it is looked at to find who is behind each of its figures:
// the voices heard in it, and where each speaks.
type Sight struct {
	doc    *assay.Doc
	Voices []Voice // the report's own first
	claim  []int   // of each claim, whose it is; -1 if nobody's
	also   []int   // of each claim, who says it as well: "the monitor and local officials said"; -1 if nobody
	Said   []int   // of each figure, the voice of its innermost claim; the report's own if it has none, -1 if nobody's
	Beside []int   // of each figure, who says it as well, -1 if nobody
	at     []int   // of each figure, its sentence
	turns  [][]int // of each voice, the sentences in which it speaks
	lead   int     // the first sentence of the body
	retold []bool  // of each figure: in a headline or caption
	says   []speech
	mates  map[int][]int // the figures of each sentence
	all    int           // how many figures somebody says
}

// Look listens to doc.
func Look(doc *assay.Doc) *Sight {
	s := &Sight{doc: doc, Voices: []Voice{{Own: true}}, lead: -1}
	s.claim = make([]int, len(doc.Claims))
	for i := range doc.Claims {
		s.also = append(s.also, -1)
		if doc.Claims[i].Dropped() {
			s.claim[i] = -1
			continue
		}
		if k := s.before(i); k >= 0 {
			s.claim[i] = s.claim[k]
		} else {
			s.claim[i] = s.add(claimVoice(doc, i))
		}
		if _, other := beside(doc, i); other != nil {
			s.also[i] = s.add(sourceVoice(doc, other))
		}
	}
	s.resolve()
	s.turns = make([][]int, len(s.Voices))
	for i := range doc.Claims {
		if v := s.claim[i]; v >= 0 {
			s.turns[v] = append(s.turns[v], s.sentence(s.cue(i)))
		}
	}
	for i := range doc.Figures {
		fig := &doc.Figures[i]
		sp := fig.Quantity.Span
		s.at = append(s.at, s.sentence(sp))
		said, beside := 0, -1
		if k, ok := fig.Claim.Index(); ok && k < len(doc.Claims) {
			if !doc.SourceRuled(fig) {
				k = innermost(doc, k, sp)
			}
			said, beside = s.claim[k], s.also[k]
		}
		s.Said, s.Beside = append(s.Said, said), append(s.Beside, beside)
		retold := false
		if k := doc.RegionAt(sp.Start); k >= 0 {
			kind := doc.Regions[k].Kind
			retold = kind == assay.Headline || kind == assay.Caption || kind == assay.Repeat
		}
		s.retold = append(s.retold, retold)
	}
	s.listen()
	for i, sp := range doc.Sentences {
		if k := doc.RegionAt(sp.Start); k >= 0 && doc.Regions[k].Kind == assay.Body {
			s.lead = i
			break
		}
	}
	return s
}

// before returns the claim by whose source the source of claim i is meant: "a police
// source" of which the report goes on as "the source". It is -1 if there is none.
func (s *Sight) before(i int) int {
	src := s.doc.Claims[i].Source.In(s.doc.Sources)
	if src == nil || src.Name != "" {
		return -1
	}
	words := strings.Fields(strings.ToLower(quote(s.doc, src.Span)))
	if len(words) != 2 || words[0] != en.The {
		return -1
	}
	best := -1
	for k := range s.doc.Claims[:i] {
		other := s.doc.Claims[k].Source.In(s.doc.Sources)
		if other == nil || other == src || other.Span.Start >= src.Span.Start || s.claim[k] < 0 {
			continue
		}
		said := strings.Fields(strings.ToLower(quote(s.doc, other.Span)))
		if len(said) > 2 && slices.Contains(said, words[1]) && (best < 0 || other.Span.Start > s.doc.Claims[best].Source.In(s.doc.Sources).Span.Start) {
			best = k
		}
	}
	return best
}

// add returns the number of v among the voices of the report.
func (s *Sight) add(v Voice) int {
	if v.Own {
		return 0
	}
	if v.Name == "" {
		return -1
	}
	k := slices.IndexFunc(s.Voices, func(o Voice) bool {
		return o.Named == v.Named && o.person == v.person && o.office == v.office && !o.Own && slices.Equal(o.words, v.words)
	})
	if k < 0 {
		k = len(s.Voices)
		s.Voices = append(s.Voices, v)
	} else {
		s.Voices[k].Party = cmp.Or(s.Voices[k].Party, v.Party)
		if capitals(v.Name) > capitals(s.Voices[k].Name) {
			s.Voices[k].Name = v.Name
		}
	}
	return k
}

// resolve puts voices of one report together: short names with full ones, what is only
// described with the one that it describes, those who are not named with those of whom
// the same and more is said.
func (s *Sight) resolve() {
	n := len(s.Voices)
	to := make([]int, n)
	for a := range to {
		to[a] = a
		best := -1
		for b := 1; b < n; b++ {
			if a == 0 || a == b || !s.fuller(b, a) {
				continue
			}
			if best < 0 || s.fuller(b, best) {
				best = b
			} else if !s.fuller(best, b) && !s.one(best, b) {
				best = -2 // it may be either
				break
			}
		}
		if best >= 0 {
			to[a] = best
		}
	}
	end := func(a int) int {
		for range n {
			if to[a] == a {
				break
			}
			a = to[a]
		}
		return a
	}
	for i, v := range s.also {
		if v >= 0 {
			s.also[i] = end(v)
		}
	}
	for i, v := range s.claim {
		if v >= 0 {
			s.claim[i] = end(v)
			s.Voices[end(v)].Party = cmp.Or(s.Voices[end(v)].Party, s.Voices[v].Party)
		}
	}
}

// one reports whether voices a and b are called alike.
func (s *Sight) one(a, b int) bool {
	v, w := &s.Voices[a], &s.Voices[b]
	return v.Named && w.Named && sameBody(v, w)
}

// fuller reports whether voice b says of whom voice a is more than voice a.
func (s *Sight) fuller(b, a int) bool {
	v, w := &s.Voices[a], &s.Voices[b]
	switch {
	case v.Named != w.Named:
		return false
	case !v.Named:
		return says(w, v)
	case describes(v, w):
		return true
	case v.bare && w.bare && v.Party == monitor && w.Party == monitor && !v.person && !w.person:
		return capitals(w.Name) > capitals(v.Name) || capitals(w.Name) == capitals(v.Name) && b < a
	case v.bare && !w.bare:
		return false
	}
	return !ministers(v, w) && sameBody(v, w) && (len(w.words) > len(v.words) || len(w.words) == len(v.words) && b < a)
}

// says reports whether of two who are not named v is described as w is and by more.
func says(v, w *Voice) bool {
	return len(w.words) > 0 && len(w.words) < len(v.words) && !slices.ContainsFunc(w.words, func(x string) bool { return !slices.Contains(v.words, x) })
}

func (s *Sight) sentence(sp assay.Span) int {
	return s.doc.SentenceAt(sp.Start)
}

// cue returns where claim i speaks.
func (s *Sight) cue(i int) assay.Span {
	cl := &s.doc.Claims[i]
	if !cl.Cue.IsZero() {
		return cl.Cue
	}
	if len(cl.Content) > 0 {
		return cl.Content[0].Span
	}
	return assay.Span{}
}

// Features returns what speaks for it, or against it, that voice v is behind figure f.
// Before the point stands where the figure does: H headline, L the first two sentences,
// B what follows. Of whom is said to say it, and of the voice: N named, U unnamed, 0
// nobody, ? somebody of whom nothing is said; O organisation, P person, T no speaker.
func (s *Sight) Features(f, v int) []string {
	fig := &s.doc.Figures[f]
	where := "B"
	switch {
	case s.retold[f]:
		where = "H"
	case s.at[f] >= 0 && s.at[f] <= s.lead+1:
		where = "L"
	}
	said := "0"
	switch k := s.Said[f]; {
	case k > 0 && s.Voices[k].Named:
		said = "N"
	case k > 0:
		said = "U"
	case k < 0:
		said = "?"
	}
	var out []string
	add := func(name string) { out = append(out, name, where+"."+name) }
	voice := &s.Voices[v]
	if voice.Own {
		add("own:" + said)
		if fig.Quantity.Singular {
			out = append(out, "own:one")
		}
		if fig.Quantity.Bound == assay.Vague {
			out = append(out, "own:vague")
		}
		if day := s.doc.Appeared.Date; day.Year != 0 && !fig.End.IsZero() && fig.End.Year() < day.Year {
			out = append(out, "own:old")
		}
		if len(s.Voices) == 1 {
			out = append(out, "own:alone")
		}
		return out
	}
	kind := "U"
	if voice.Named {
		kind = "O"
		switch {
		case voice.person:
			kind = "P"
		case voice.bare && !isBody(voice.Name):
			kind = "T" // "the attack": what says nothing was taken for a source
		}
	}
	if s.Said[f] == v {
		add("said:" + kind)
	} else {
		add("other:" + kind + said)
	}
	// What else the voice says.
	own := 0
	if s.Said[f] == v {
		own = 1
	}
	says, what := &s.says[v], countedAs(fig)
	number := false
	for _, n := range numbers(fig) {
		number = number || says.numbers[n] > own
	}
	figures := says.figures
	switch {
	case number:
		add("has:number")
	case says.alike[what] > own:
		add("has:another")
	case says.actions[counted{what.action, what.unit, false}] > own:
		add("has:action")
	case figures > 0:
		add("has:figures")
	}
	if !number && s.mate(f, v) {
		add("has:mate")
	}
	if all := s.all; own == 0 && all > 0 {
		switch {
		case figures == all:
			add("share:all")
		case 2*figures > all:
			add("share:most")
		}
	}
	if s.Said[f] == v {
		return out
	}
	// How near it speaks.
	near := 100
	for _, t := range s.turns[v] {
		if d := t - s.at[f]; abs(d) < abs(near) || abs(d) == abs(near) && d < near {
			near = d
		}
	}
	nearest := true
	for o := 1; o < len(s.Voices); o++ {
		nearest = nearest && (o == v || !slices.ContainsFunc(s.turns[o], func(t int) bool { return abs(t-s.at[f]) < abs(near) }))
	}
	if where == "B" {
		out = append(out, "near:"+strconv.Itoa(max(-4, min(4, near))))
	}
	if nearest {
		add("near:est")
	}
	for g := f - 1; g >= 0; g-- {
		if k := s.Said[g]; k != 0 || s.at[f]-s.at[g] > 2 {
			if k == v {
				add("went:before")
			}
			break
		}
	}
	if voice.Party != "" {
		out = append(out, "party:"+voice.Party)
	}
	return out
}

// A counted is what a figure counts: the dead; one told apart.
type counted struct {
	action assay.Action
	unit   string
	one    bool
}

func countedAs(fig *assay.Figure) counted {
	return counted{fig.Action, fig.Unit, fig.Quantity.Singular}
}

// A number is one of the amounts of a figure.
type number struct {
	action assay.Action
	unit   string
	n      float64
}

// numbers returns the different amounts of a figure.
func numbers(fig *assay.Figure) (out []number) {
	for _, a := range [...]assay.Amount{fig.Quantity.Low, fig.Quantity.Best, fig.Quantity.High} {
		if x, ok := a.Number(); ok && (len(out) == 0 || out[len(out)-1].n != x) {
			out = append(out, number{fig.Action, fig.Unit, x})
		}
	}
	return out
}

// A speech is how often a voice says what.
type speech struct {
	figures        int
	numbers        map[number]int
	alike, actions map[counted]int
}

// listen counts what each voice says.
func (s *Sight) listen() {
	s.says, s.mates = make([]speech, len(s.Voices)), map[int][]int{}
	for v := range s.says {
		s.says[v] = speech{numbers: map[number]int{}, alike: map[counted]int{}, actions: map[counted]int{}}
	}
	for f, v := range s.Said {
		s.mates[s.at[f]] = append(s.mates[s.at[f]], f)
		if v > 0 {
			s.all++
		}
		if v < 0 {
			continue
		}
		fig, says := &s.doc.Figures[f], &s.says[v]
		says.figures++
		for _, n := range numbers(fig) {
			says.numbers[n]++
		}
		what := countedAs(fig)
		says.alike[what]++
		says.actions[counted{what.action, what.unit, false}]++
	}
}

// most is how many figures of a sentence are looked at beside one of them.
const most = 20

// mate reports whether voice v says the number of another figure that stands in the
// sentence of figure f: whoever counts the dead of "killed 8 and injured 58" counts the
// injured.
func (s *Sight) mate(f, v int) bool {
	if s.at[f] < 0 {
		return false
	}
	list := s.mates[s.at[f]]
	return slices.ContainsFunc(list[:min(most, len(list))], func(g int) bool {
		return g != f && s.Said[g] != v && slices.ContainsFunc(numbers(&s.doc.Figures[g]), func(n number) bool { return s.says[v].numbers[n] > 0 })
	})
}

// Heard reports whether voice v speaks in the report, and was not put together with
// another that says more of who it is. The report's own always is.
func (s *Sight) Heard(v int) bool { return v == 0 || len(s.turns[v]) > 0 }

// Calls returns what the sources are called that are voice v.
func (s *Sight) Calls(v int) (out []string) {
	for i, k := range s.claim {
		if src := s.doc.Claims[i].Source.In(s.doc.Sources); k == v && src != nil {
			out = append(out, quote(s.doc, src.Span))
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// behind returns the voice behind each figure: of those that are heard, the one for
// which most speaks.
func (s *Sight) behind() []int {
	out := make([]int, len(s.Said))
	for f := range out {
		if s.doc.SourceRuled(&s.doc.Figures[f]) {
			out[f] = max(s.Said[f], 0)
			continue
		}
		best, most := 0, 0.0
		for v := range s.Voices {
			if !s.Heard(v) {
				continue
			}
			sum := 0.0
			for _, name := range s.Features(f, v) {
				sum += weights()[name]
			}
			if v == 0 || sum > most {
				best, most = v, sum
			}
		}
		out[f] = best
	}
	return out
}

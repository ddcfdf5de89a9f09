package figure

import (
	"sort"
	"strconv"
	"time"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// A bag collects features as the prints of their hashes.
type bag struct {
	kind uint64 // of the next
	list []uint32
}

func (b *bag) say(text string)      { b.number(neural.Hash(text)) }
func (b *bag) say2(one, two string) { b.number(neural.Mix(neural.Hash(one), neural.Hash(two))) }
func (b *bag) sayIf(ok bool)        { b.number(uint64(truth(ok))) }
func (b *bag) size(n int)           { b.number(uint64(int64(bucket(n)))) }
func (b *bag) number(v uint64) {
	b.list = append(b.list, neural.Print(neural.Mix(b.kind, v)))
	b.kind++
}
func newBag(list []uint32, k int) *bag {
	return &bag{uint64(k) << 16, list}
}

func truth(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// digits is strconv.Itoa; what features often ask for is made once.
func digits(n int) string {
	if k := n - leastDigits; k >= 0 && k < len(someDigits) {
		return someDigits[k]
	}
	return strconv.Itoa(n)
}

const leastDigits = -20

var someDigits = func() (list [40]string) {
	for k := range list {
		list[k] = strconv.Itoa(leastDigits + k)
	}
	return list
}()

// bucket sorts numbers into those up to four and powers of two beyond.
func bucket(n int) int {
	sign := 1
	if n < 0 {
		n, sign = -n, -1
	}
	switch {
	case n <= 4:
	case n <= 6:
		n = 5
	case n <= 9:
		n = 6
	case n <= 14:
		n = 7
	case n <= 22:
		n = 8
	case n <= 36:
		n = 9
	case n <= 60:
		n = 10
	case n <= 120:
		n = 11
	default:
		n = 12
	}
	return sign * n
}

// The kinds of features: each head has its own.
const (
	ofCandidate = 1 + iota
	ofTrigger
	ofPlace
	ofTime
	ofPair
	ofTold
	ofAgain
)

// Features appends what is known of a candidate besides the states of its words.
func (s *Sight) Features(c *Candidate, list []uint32) []uint32 {
	b := newBag(list, ofCandidate)
	at, head := c.At, c.Head
	if c.Quantity >= 0 {
		q := &s.Quantities[c.Quantity]
		b.say(unitClass(q.Unit))
		b.say(q.Bound.String())
		n, _ := q.Best.Number()
		if !q.Best.IsKnown() {
			if n, _ = q.Low.Number(); !q.Low.IsKnown() {
				n, _ = q.High.Number()
			}
		}
		b.number(uint64(magnitude(n)))
		b.say2(unitClass(q.Unit), strconv.Itoa(magnitude(n)))
		b.say(q.Change)
		b.sayIf(q.Counted.IsZero())
		b.sayIf(!q.Of.IsZero())
		b.say(q.Per)
		b.sayIf(head != at)
	} else {
		b.say("one")
		b.size(int(s.mention[at]))
		class := ""
		if a := s.actor[at]; a != none {
			class = s.Actors[a].Class.String()
			b.sayIf(s.Actors[a].Public)
			b.sayIf(s.Actors[a].Name != "")
		}
		b.say2(class, s.Tokens[at].POS)
		b.say2(class, s.noun(at))
		d := s.child(at, "det", "nmod:poss")
		if d != none {
			b.number(s.word(d))
		}
		b.sayIf(d == none)
		b.sayIf(s.earlier[at])
		b.sayIf(s.child(at, "acl:relcl") != none)
		b.sayIf(s.child(at, "amod") != none)
	}
	b.kind = ofCandidate<<16 + 100
	kind := ""
	if r := s.region[at]; r != none {
		kind = s.Regions[r].Kind.String()
	}
	b.say(kind)
	b.say2(s.Tokens[at].Rel, s.Tokens[at].POS)
	b.say2(s.Tokens[head].Rel, s.Tokens[head].XPOS)
	b.say2(s.relUp(head), s.Tokens[c.Above].XPOS)
	b.say(s.noun(head))
	b.say2(s.noun(head), unitOf(s, c))
	b.say(s.name(head))
	b.say2(s.name(head), s.noun(head))
	b.sayIf(s.child(c.Above, "aux:pass", "nsubj:pass") != none)
	b.sayIf(s.child(c.Above, "nsubj") != none)
	b.sayIf(s.child(c.Above, "obj") != none)
	b.say(s.path(head, c.Above))
	b.sayIf(s.claim[at] != none)
	b.sayIf(s.sourced[at])
	b.size(at - int(s.from[at]))
	for k := -2; k <= 2; k++ {
		i := at + k
		if i < int(s.from[at]) || i >= int(s.to[at]) {
			b.say("edge")
			continue
		}
		if k == 0 {
			b.say(s.Tokens[i].XPOS)
			continue
		}
		b.number(s.word(i))
	}
	if p := s.preposition(head); p != none {
		b.number(s.word(p))
	} else {
		b.say("")
	}
	return b.list
}

// noun says what kind of thing the noun at token i names, "" if it is none.
func (s *Sight) noun(i int) string {
	t := &s.Tokens[i]
	if t.POS != "NOUN" && t.POS != "PROPN" {
		return ""
	}
	if s.nouns[i] == 0 {
		w := s.Word(i)
		s.nouns[i] = 1 + en.Noun(lowered(w), w[0] >= 'A' && w[0] <= 'Z' && i > int(s.from[i]))
	}
	return (s.nouns[i] - 1).String()
}

// name says what kind of name token i is part of, "" if of none.
func (s *Sight) name(i int) string {
	k := sort.Search(len(s.Names), func(k int) bool { return s.Names[k].Span.End > s.Tokens[i].Span.Start })
	if k < len(s.Names) && s.Names[k].Span.Overlaps(s.Tokens[i].Span) {
		return s.Names[k].Class.String()
	}
	return ""
}

func unitOf(s *Sight, c *Candidate) string {
	if c.Quantity < 0 {
		return "one"
	}
	return unitClass(s.Quantities[c.Quantity].Unit)
}

func unitClass(unit string) string {
	switch unit {
	case "", "person", "household", "percent", "fraction":
		return unit
	}
	if len(unit) == 3 && unit[0] >= 'A' && unit[0] <= 'Z' {
		return "money"
	}
	return "thing"
}

func magnitude(n float64) int {
	k := 0
	for ; n >= 10 && k < 10; n /= 10 {
		k++
	}
	switch {
	case k > 0:
		return 3 + k
	case n <= 1:
		return int(max(0, n))
	case n <= 4:
		return 2
	}
	return 3
}

func (s *Sight) relUp(i int) string {
	if s.up[i] == none {
		return "root"
	}
	return s.Tokens[i].Rel
}

// preposition returns the word that joins the phrase of token i to what it hangs on.
func (s *Sight) preposition(i int) int { return s.child(i, "case", "mark") }

// A way is the tokens that are left on the way up from one token and on that up from
// another of its sentence, to where both ways meet; not ok if that takes more than seven
// steps.
type way struct {
	tokens   [2][7]int32
	up, down int // how many
	ok       bool
}

// way returns the way from token i to token j.
func (s *Sight) way(i, j int) (w way) {
	if s.from[i] != s.from[j] {
		return w
	}
	for i != j {
		if w.up+w.down == 7 || s.depth[i] >= s.depth[j] && s.up[i] == none || s.depth[i] < s.depth[j] && s.up[j] == none {
			return way{}
		}
		if s.depth[i] >= s.depth[j] {
			w.tokens[0][w.up] = int32(i)
			w.up++
			i = int(s.up[i])
		} else {
			w.tokens[1][w.down] = int32(j)
			w.down++
			j = int(s.up[j])
		}
	}
	w.ok = true
	return w
}

// tell writes down a way, behind text: relations up, relations down.
func (s *Sight) tell(w *way, text []byte) []byte {
	if !w.ok {
		return append(text, "far"...)
	}
	for _, k := range w.tokens[0][:w.up] {
		text = append(append(text, '<'), base(s.Tokens[k].Rel)...)
	}
	for n := w.down - 1; n >= 0; n-- {
		text = append(append(text, '>'), base(s.Tokens[w.tokens[1][n]].Rel)...)
	}
	return text
}

// path tells the way from token i to token j.
func (s *Sight) path(i, j int) string {
	w := s.way(i, j)
	return string(s.tell(&w, make([]byte, 0, 64)))
}

// pathHash is the hash of what tell writes.
func (s *Sight) pathHash(w *way) uint64 {
	h := uint64(neural.HashStart)
	for _, c := range s.tell(w, make([]byte, 0, 64)) {
		h = neural.HashByte(h, c)
	}
	return h
}

func base(rel string) string {
	if rel == "acl:relcl" || rel == "nsubj:pass" || rel == "nmod:poss" {
		return rel
	}
	for i := range len(rel) {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}

// TriggerFeatures appends what is known of token j of its sentence as the word that
// says what those of c did or suffered.
func (s *Sight) TriggerFeatures(c *Candidate, j int, list []uint32) []uint32 {
	b := newBag(list, ofTrigger)
	w := s.way(c.Head, j)
	path := s.pathHash(&w)
	b.number(path)
	b.number(neural.Mix(path, neural.Hash(s.Tokens[j].POS)))
	b.number(uint64(100*min(w.up, 5) + 10*min(w.down, 5) + truth(w.ok)))
	b.say2(s.Tokens[j].POS, s.relUp(j))
	b.size(j - c.At)
	b.say2(digits(bucket(j-c.At)), s.Tokens[j].POS)
	inside := 0
	if j == c.Head {
		inside = 1
	}
	if j == c.At {
		inside = 2
	}
	if c.Quantity >= 0 && s.quantity[j] == int32(c.Quantity) {
		inside = 3
	}
	b.number(uint64(inside))
	b.sayIf(j == c.Above)
	b.sayIf(s.clause[j] == s.clause[c.Head])
	b.sayIf(s.claim[j] == s.claim[c.At])
	b.say(s.Tokens[j].XPOS)
	b.say(s.noun(j))
	return b.list
}

// relation appends the features that places and times share: where mention token j
// stands beside the candidate.
func (s *Sight) relation(b *bag, c *Candidate, j int) {
	at := c.At
	same := s.from[at] == s.from[j]
	apart := "other"
	if same {
		above, head := s.way(c.Above, j), s.way(c.Head, j)
		apart = strconv.Itoa(100*min(above.up, 4) + 10*min(above.down, 4) + truth(above.ok))
		b.number(s.pathHash(&above))
		b.number(s.pathHash(&head))
	} else {
		b.say("other sentence")
		b.say("")
	}
	b.say(apart)
	prep := "none"
	if p := s.preposition(j); p != none {
		prep = lowered(s.Word(p))
	}
	b.say(prep)
	b.say2(prep, strconv.FormatBool(same))
	b.say2(prep, apart)
	b.say2(s.relUp(j), apart)
	d := s.sentencesApart(at, j)
	b.number(uint64(int64(d)))
	b.say2(digits(d), s.relUp(j))
	if same {
		b.size(j - at)
	} else {
		b.say("far")
	}
	b.sayIf(s.region[at] == s.region[j])
	kind := ""
	if r := s.region[j]; r != none {
		kind = s.Regions[r].Kind.String()
	}
	b.say(kind)
	b.say2(kind, digits(d))
	b.sayIf(same && s.clause[j] == s.clause[c.Head])
	b.sayIf(same && s.under(j, c.Head))
	b.sayIf(same && s.under(j, c.Above))
	voice := 0
	switch {
	case s.sourced[j]:
		voice = 1
	case s.claim[j] == s.claim[at]:
		voice = 2
	case s.claim[j] == none:
		voice = 3
	}
	b.number(uint64(voice))
	b.number(uint64(10*voice + truth(same)))
	b.sayIf(s.cued[s.clause[j]])
}

func lowered(w string) string {
	out := []byte(w)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}

func (s *Sight) under(k, top int) bool {
	for ; k != none; k = int(s.up[k]) {
		if k == top {
			return true
		}
	}
	return false
}

// sentencesApart counts the sentences from token at to token j, from -9 to 4; less than
// 0 where j stands before.
func (s *Sight) sentencesApart(at, j int) int {
	return int(min(max(s.sentence[j]-s.sentence[at], -9), 4))
}

// PlaceFeatures appends what is known of place p beside candidate c.
func (s *Sight) PlaceFeatures(c *Candidate, p int, list []uint32) []uint32 {
	b := newBag(list, ofPlace)
	j := int(s.placeAt[p])
	if j == none {
		return list
	}
	s.relation(b, c, j)
	pl := &s.Places[p]
	b.kind = ofPlace<<16 + 100
	b.say(pl.Role.String())
	b.say(pl.Precision.String())
	b.say2(pl.Role.String(), pl.Precision.String())
	b.say2(pl.Role.String(), digits(s.sentencesApart(c.At, j)))
	b.size(p - before(s.placeAt, c.At))
	b.size(p)
	b.size(s.entries[s.entry[p]])
	share := 0
	if pl.Country != "" {
		share = 1 + 8*s.lands[pl.Country]/max(1, s.named)
	}
	b.number(uint64(share))
	b.number(uint64(100*share + truth(s.sentencesApart(c.At, j) == 0)))
	most := pl.Country != "" && s.lands[pl.Country] == s.most
	b.sayIf(most)
	b.say2(strconv.FormatBool(most), pl.Role.String())
	b.sayIf(s.holds(p))
	b.sayIf(p > 0 && s.holds(p-1))
	b.sayIf(pl.Gazetteer != "")
	b.sayIf(pl.Confidence > 0.5)
	b.say(s.Tokens[j].XPOS)
	// Whether the same country, or one other, is named nearer.
	b.sayIf(s.nearest(c.At, p))
	return b.list
}

// nearest reports whether p is the nearest place of its country before the token, and
// in the same sentence or paragraph.
func (s *Sight) nearest(at, p int) bool {
	for k := p + 1; k < len(s.placeAt) && int(s.placeAt[k]) <= at; k++ {
		if s.Places[k].Country != "" {
			return false
		}
	}
	return int(s.placeAt[p]) <= at
}

// holds reports whether place p is followed by what it lies in: "Goma, Congo".
func (s *Sight) holds(p int) bool {
	if p+1 >= len(s.Places) {
		return false
	}
	a, b := s.Places[p].Span, s.Places[p+1].Span
	return a.End <= b.Start && s.Text[a.End:b.Start] == ", " && s.Places[p+1].Precision < s.Places[p].Precision
}

// TimeFeatures appends what is known of time t beside candidate c.
func (s *Sight) TimeFeatures(c *Candidate, t int, list []uint32) []uint32 {
	b := newBag(list, ofTime)
	j := int(s.timeAt[t])
	if j == none {
		return list
	}
	s.relation(b, c, j)
	tm := &s.Times[t]
	b.kind = ofTime<<16 + 100
	d := s.sentencesApart(c.At, j)
	b.say2(tm.Type, tm.Precision)
	b.say2(tm.Type, digits(d))
	b.size(t - before(s.timeAt, c.At))
	b.size(t)
	age := s.age(t)
	b.number(uint64(int64(age)))
	b.number(uint64(int64(100*age + d)))
	b.sayIf(tm.Begin.IsZero())
	b.sayIf(tm.Anchored)
	lo, _ := s.TokensTouching(tm.Span)
	b.number(s.word(lo))
	if lo > int(s.from[lo]) {
		b.number(s.word(lo - 1))
	}
	b.say(s.Tokens[j].XPOS)
	return b.list
}

// age sorts how long before the report appeared time t ended: 0 unknown, less than 0
// later.
func (s *Sight) age(t int) int {
	pub, ok := day(s.Appeared.Date)
	if !ok || s.Times[t].Begin.IsZero() {
		return 0
	}
	switch d := pub.Sub(s.Times[t].Begin).Hours() / 24; {
	case d < 0:
		return -1
	case d < 1:
		return 1
	case d < 2:
		return 2
	case d < 4:
		return 3
	case d < 8:
		return 4
	case d < 32:
		return 5
	case d < 200:
		return 6
	case d < 500:
		return 7
	case d < 2000:
		return 8
	}
	return 9
}

// day is d as the beginning of that day, if it is known.
func day(d assay.Date) (time.Time, bool) {
	if d.Year == 0 || d.Month == 0 || d.Day == 0 {
		return time.Time{}, false
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC), true
}

// PairFeatures appends what is known of candidate d as the whole of which c is a part,
// or as something that happened with it.
func (s *Sight) PairFeatures(c, d *Candidate, list []uint32) []uint32 {
	b := newBag(list, ofPair)
	s.relation(b, c, d.At)
	b.kind = ofPair<<16 + 100
	uc, ud := unitOf(s, c), unitOf(s, d)
	bigger := 0
	x, y := s.amount(c), s.amount(d)
	switch {
	case x == y:
		bigger = 1
	case x < y:
		bigger = 2
	}
	b.say2(uc, ud)
	b.number(uint64(bigger))
	b.say2(uc+ud, strconv.Itoa(bigger))
	b.sayIf(c.Above == d.Above)
	b.sayIf(c.At == d.Head || c.Head == d.Head)
	b.sayIf(s.Tokens[c.Head].Lemma == s.Tokens[d.Head].Lemma)
	b.sayIf(s.actor[c.Head] != none && s.actor[c.Head] == s.actor[d.Head])
	return b.list
}

// amount is a number for c: its best, else its least, else its most; 1 in the singular.
func (s *Sight) amount(c *Candidate) float64 {
	if c.Quantity < 0 {
		return 1
	}
	q := &s.Quantities[c.Quantity]
	for _, a := range [...]assay.Amount{q.Best, q.Low, q.High} {
		if n, ok := a.Number(); ok {
			return n
		}
	}
	return 0
}

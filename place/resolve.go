package place

import (
	"math"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// weights says how much each kind of evidence tells, in natural logarithms of
// odds. Those of the evidence were found by coordinate search on LGL (TestFolds),
// those of kinds of places, of which LGL has few but towns, were set by hand;
// docs/places.md has the numbers.
type weights struct {
	people            float64 // per factor e of population
	state, region     float64 // countries; continents and regions
	capital, admin1   float64
	admin2, water     float64
	alt, loose        float64 // for a name that is not the main one
	generic           float64 // for one found without the word for its kind
	within, near      float64 // "X, Y"; "X in Y"
	home              float64 // how many names of its country the publisher counts for
	spoken            float64 // the same for the words for its offices, units and clocks
	country, division float64 // for the share of the report's places that lie there
	open              float64 // for a place that lies in no country
	distance, reach   float64 // for places nearby; kilometres at which that fades
	wanted            float64 // "X province", "the town of X"
	strong            float64 // against one whose name alone says another
	known             float64 // for another name of a place of a million
	second            float64 // for another name where some place bears it as its own
	inner, fame       float64 // for a name within the name, "Strelsau Cathedral"; share of its own score that counts
	unlisted          float64 // for a place that no gazetteer has
	said              float64 // for such a one where what is said to hold it holds no other
	beside, nation    float64 // for the nearest likely place of the names beside it; for their countries
	temperature       float64 // the higher, the more rivals count while all names are weighed
	doubt             float64 // the same for the confidence that is shown
	least             float64 // confidence below which a place stays unresolved
}

func defaults() weights {
	return weights{
		people: 1, state: 4, region: 5, capital: 3, admin1: .5, admin2: -1.2, water: 1,
		alt: -2, loose: -4, generic: -3, within: 8, near: 2.5, home: 1, spoken: 1, country: 6, division: 7,
		open: 3, distance: 10, reach: 100, wanted: 4, temperature: 1.6, doubt: 2.4, least: .25,
		strong: 5, known: 2, second: -3, inner: 4, fame: .3, unlisted: 7, said: 6, beside: 3, nation: 1,
	}
}

// A sense is a name as one report uses it: one sense per name and report.
type sense struct {
	mentions []int
	cands    []gazetteer.Entry // the last is none: a place that no gazetteer has
	lands    [][2]string       // the country and the division of each
	prior    []float64
	score    []float64
	odds     []float64 // softmax of score
	within   int       // the sense that it lies in: "X, Y"; -1 if none
	near     []int     // senses that are said to hold it less tightly
	beside   []int     // senses of names that stand close by
	said     bool      // what is said to hold it holds none of cands
	weight   float64
}

// most is how many candidates of a name, and how many names, are weighed
// against each other.
const most = 40

// resolve chooses an entry for each mention, and the country that most of them
// lie in; home is where the publisher sits, spoken the country of which the report
// speaks without a name, if any.
func resolve(text string, ms []mention, home []gazetteer.Entry, spoken string, w weights) land {
	senses := group(text, ms)
	for i := range senses {
		senses[i].prepare(text, ms, w)
	}
	for round := 0; round < 3; round++ {
		rescore(senses, home, spoken, w, round)
	}
	for i := range senses {
		senses[i].soften(w.doubt)
		senses[i].choose(ms, w)
	}
	return settle(text, ms, spoken)
}

// group gathers the mentions of one name. Those with a container of their own
// ("Paris, Texas") are one sense, which the bare ones share if it is the first.
func group(text string, ms []mention) []sense {
	containers(text, ms)
	var senses []sense
	byName := map[string]int{}
	of := make([]int, len(ms))
	key := func(i int) string {
		s := "n"
		if ms[i].role == assay.Demonym {
			s = "d"
		}
		return s + gazetteer.Fold(ms[i].name.In(text))
	}
	take := func(i int, k string) {
		n, ok := byName[k]
		if !ok {
			n = len(senses)
			byName[k] = n
			senses = append(senses, newSense(ms[i].cands))
		}
		of[i] = n
		senses[n].mentions = append(senses[n].mentions, i)
	}
	for i := range ms {
		if c := ms[i].within; c >= 0 {
			k := key(i)
			full := k + "|" + key(c)
			if _, ok := byName[full]; !ok {
				if _, ok := byName[k]; !ok {
					byName[k] = len(senses)
					byName[full] = len(senses)
					senses = append(senses, newSense(ms[i].cands))
				}
			}
			take(i, full)
		}
	}
	for i := range ms {
		if ms[i].within < 0 && len(ms[i].cands) > 0 {
			take(i, key(i))
		}
	}
	for i := range ms {
		if len(ms[i].cands) == 0 {
			continue
		}
		s := &senses[of[i]]
		if c := ms[i].within; c >= 0 && len(ms[c].cands) > 0 {
			s.within = of[c]
		}
		if i > 0 && len(ms[i-1].cands) > 0 && len(s.near) < 4 && beside(text, ms[i-1], ms[i]) {
			s.near = append(s.near, of[i-1])
		}
		if i+1 < len(ms) && len(ms[i+1].cands) > 0 && len(s.near) < 4 && inside(text, ms[i], ms[i+1]) {
			s.near = append(s.near, of[i+1])
		}
		s.said = s.said || ms[i].said >= 0
		for k := max(0, i-2); k <= i+2 && k < len(ms); k++ {
			gap := max(ms[k].name.Start-ms[i].name.End, ms[i].name.Start-ms[k].name.End)
			if len(ms[k].cands) > 0 && of[k] != of[i] && gap <= hearing && len(s.beside) < 8 && !slices.Contains(s.beside, of[k]) {
				s.beside = append(s.beside, of[k])
			}
		}
	}
	return senses
}

// hearing is how many bytes may part names that stand close by.
const hearing = 120

func newSense(cands []gazetteer.Entry) sense {
	cands = cands[:min(len(cands), most)]
	return sense{cands: append(cands[:len(cands):len(cands)], gazetteer.Entry{}), within: -1}
}

// containers finds "X, Y" where some X lies in some Y.
func containers(text string, ms []mention) {
	for i := range ms {
		ms[i].within, ms[i].said = -1, -1
	}
	for i := 0; i+1 < len(ms); i++ {
		if !comma(text, ms[i], ms[i+1]) || ms[i+1].role == assay.Demonym {
			continue
		}
		holds := false
		for _, c := range ms[i+1].cands {
			holds = holds || c.Match <= gazetteer.Short && (c.Class == gazetteer.State || c.Class == gazetteer.Admin1 && !enumerated(text, ms, i))
			for _, e := range ms[i].cands {
				if e.In(c) {
					ms[i].within = i + 1
				}
			}
		}
		if ms[i].within < 0 && holds && closes(text[ms[i+1].name.End:]) && !governs(ms[i].cands) {
			ms[i].said = i + 1
		}
	}
}

// comma reports whether only a comma parts two mentions.
func comma(text string, a, b mention) bool {
	return b.name.Start >= a.name.End && b.name.Start-a.name.End <= 3 && strings.TrimSpace(text[a.name.End:b.name.Start]) == ","
}

// enumerated reports whether mention i follows another one after a comma.
func enumerated(text string, ms []mention, i int) bool { return i > 0 && comma(text, ms[i-1], ms[i]) }

// closes reports whether rest, which follows "X, Y", does not go on like a list:
// "Strelsau, Ruritania, said", and not "Strelsau, Ruritania and Zenda".
func closes(rest string) bool {
	rest = strings.TrimLeft(rest, ",")
	word, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	return word != en.And && word != en.Or && word != "&" && !(strings.HasPrefix(rest, " ") && capital(word))
}

// between returns what stands between two mentions if that is short.
func between(text string, a, b mention) (string, bool) {
	if a.name.End > b.name.Start || b.name.Start-a.name.End > 40 {
		return "", false
	}
	return strings.ToLower(text[a.name.End:b.name.Start]), true
}

// inside reports "X in Y", "X, in northern Y".
func inside(text string, a, b mention) bool {
	s, ok := between(text, a, b)
	if !ok {
		return false
	}
	words := strings.Fields(strings.ReplaceAll(s, ",", " "))
	for i, w := range words {
		if i == 0 && w != en.In || i > 0 && w != en.The && !en.Directions()[w] {
			return false
		}
	}
	return len(words) > 0
}

// beside reports "Y's X" and "the Y-ish town of X".
func beside(text string, a, b mention) bool {
	s, ok := between(text, a, b)
	if !ok || strings.ContainsAny(s, ".,;:!?") {
		return false
	}
	words := strings.Fields(s)
	switch n := len(words); {
	case n == 1 && (words[0] == "'s" || words[0] == "’s"):
		return true
	case a.role != assay.Demonym || n == 0:
		return false
	case n > 1 && n < 5 && words[n-1] == en.Of:
		return common(words[n-2]) // and not "Ruritanian jets bombed the town of Zenda"
	default:
		return n == 1 && common(words[0])
	}
}

// prepare scores each candidate by itself.
func (s *sense) prepare(text string, ms []mention, w weights) {
	for _, i := range s.mentions {
		s.weight += ms[i].weight
	}
	s.weight = math.Min(1+math.Log(math.Max(1, s.weight)), 3)
	s.lands = make([][2]string, len(s.cands))
	for k, e := range s.cands {
		s.lands[k][0], s.lands[k][1] = where(e)
	}
	s.prior = make([]float64, len(s.cands))
	s.odds = make([]float64, len(s.cands))
	s.score = make([]float64, len(s.cands))
	name := ms[s.mentions[0]].name.In(text)
	own, famous, inner := false, false, true
	for _, e := range s.cands {
		switch {
		case e.Name == "":
		case e.Match == gazetteer.People, e.Country == "":
			famous = true
		case e.Match == gazetteer.MainName:
			own, famous = true, famous || strong(e) || e.Population >= 20_000
		case e.Match == gazetteer.AltName:
			famous = famous || e.Population >= 20_000 && kin(name, e.Name)
		}
	}
	for _, i := range s.mentions {
		inner = inner && ms[i].inner
	}
	for k, e := range s.cands {
		switch {
		case e.Name == "":
			s.prior[k] = w.unlisted
			if famous {
				s.prior[k] -= w.strong
			}
			if s.said {
				s.prior[k] += w.said
			}
			continue
		case inner:
			s.prior[k] = w.inner + w.fame*alone(e, w)
			continue
		}
		s.prior[k] = alone(e, w)
		if e.Match == gazetteer.Loose && kin(name, e.Name) {
			s.prior[k] += w.alt - w.loose
		}
		if own && e.Match == gazetteer.AltName && e.Country != "" && !kin(name, e.Name) {
			s.prior[k] += w.second
			if e.Class == gazetteer.Capital {
				s.prior[k] -= w.capital // what it was called once says nothing of a capital
			}
		}
		for _, i := range s.mentions {
			if fits(e, ms[i].want) {
				s.prior[k] += w.wanted
				break
			}
		}
	}
	copy(s.score, s.prior)
	s.soften(w.temperature)
}

// kin reports whether two names are spellings of one, or one is short for the
// other: they begin alike, as Geneva and Genève do, or end alike.
func kin(a, b string) bool {
	a, b = gazetteer.Fold(a), gazetteer.Fold(b)
	return len(a) > 2 && len(b) > 2 && (a[:3] == b[:3] || strings.HasSuffix(b, " "+a))
}

// fits reports whether e is of the kind that the words beside its name say.
func fits(e gazetteer.Entry, want gazetteer.Class) bool {
	if want == gazetteer.Town {
		return e.Class.Populated()
	}
	return want == gazetteer.Admin1 && (e.Class == gazetteer.Admin1 || e.Class == gazetteer.Admin2)
}

// alone returns the score of an entry without context.
func alone(e gazetteer.Entry, w weights) float64 {
	pop := float64(e.Population)
	switch {
	case pop == 0 && e.Imported():
		pop = 300 // a village that nobody counted
	case pop == 0:
		pop = 2000 // a town of GeoNames' list of those over 500 of which it has no count
	}
	s := 0.0
	switch e.Class {
	case gazetteer.State:
		s = w.state + w.people*math.Log(pop+100_000)
	case gazetteer.Continent, gazetteer.Macroregion:
		s = w.region + w.people*math.Log(5_000_000)
	case gazetteer.Admin1:
		s = w.admin1 + w.people*math.Log(pop)
	case gazetteer.Admin2:
		s = w.admin2 + w.people*math.Log(30_000)
		if e.Imported() {
			s = w.admin2 + w.people*math.Log(math.Min(pop, 30_000))
		}
	case gazetteer.Capital:
		s = w.capital + w.people*math.Log(pop)
	case gazetteer.Seat, gazetteer.Town:
		s = w.people * math.Log(pop)
	case gazetteer.Section:
		s = w.people*math.Log(pop) - 1
	case gazetteer.Spot, gazetteer.Road:
		s = w.water + w.people*math.Log(100)
	default:
		s = w.water + w.people*math.Log(100_000)
		if e.Imported() {
			s = w.water + w.people*math.Log(2_000) // each brook and hill
		}
	}
	switch e.Match {
	case gazetteer.AltName:
		s += w.alt
		if e.Population >= 1_000_000 {
			s += w.known
		}
	case gazetteer.Loose:
		s += w.loose
	case gazetteer.Generic:
		s += w.generic
	}
	return s
}

// soften sets the odds from the scores.
func (s *sense) soften(temperature float64) {
	top, sum := math.Inf(-1), 0.0
	for _, v := range s.score {
		top = math.Max(top, v)
	}
	for k, v := range s.score {
		s.odds[k] = math.Exp((v - top) / temperature)
		sum += s.odds[k]
	}
	for k := range s.odds {
		s.odds[k] /= sum
	}
}

// best returns the likeliest candidate, or -1.
func (s *sense) best() int {
	b := -1
	for k, v := range s.score {
		if b < 0 || v > s.score[b] {
			b = k
		}
	}
	return b
}

// where names a country or a first-level division.
func where(e gazetteer.Entry) (country, division string) {
	if a, ok := e.Admin1(); ok {
		return e.Country, a.Country + a.Name
	}
	if e.Class == gazetteer.Admin1 {
		return e.Country, e.Country + e.Name
	}
	return e.Country, ""
}

// rescore weighs each sense against the others: the countries and divisions
// that they speak for, and their likeliest places.
func rescore(senses []sense, home []gazetteer.Entry, spoken string, w weights, round int) {
	countries, divisions := map[string]float64{}, map[string]float64{}
	total := 0.0
	for i := range senses {
		senses[i].vote(countries, divisions, 1)
		total += senses[i].weight
	}
	for _, e := range home {
		c, d := where(e)
		countries[c] += w.home
		if d != "" {
			divisions[d] += w.home
		}
	}
	if len(home) > 0 {
		total += w.home
	}
	if spoken != "" {
		countries[spoken] += w.spoken
		total += w.spoken
	}
	best := make([]int, len(senses))
	for i := range senses {
		best[i] = senses[i].best()
	}
	tops := make([]gazetteer.Entry, 0, most)
	owner := make([]int, 0, most)
	for i := range senses {
		if b := best[i]; b >= 0 && len(tops) < most && local(senses[i].cands[b]) {
			tops, owner = append(tops, senses[i].cands[b]), append(owner, i)
		}
	}
	next := make([][]float64, len(senses))
	for i := range senses {
		s := &senses[i]
		if len(s.cands) == 0 {
			continue
		}
		s.vote(countries, divisions, -1)
		rest := math.Max(total-s.weight, 1)
		next[i] = make([]float64, len(s.cands))
		for k, e := range s.cands {
			c, d := s.lands[k][0], s.lands[k][1]
			v := s.prior[k]
			if e.Name == "" { // it is where most of the others are
				top := 0.0
				for _, n := range countries {
					top = math.Max(top, n)
				}
				next[i][k] = v + w.country*math.Min(1, top/rest*1.5)
				continue
			}
			if c != "" {
				v += w.country * math.Min(1, countries[c]/rest*1.5)
			} else {
				v += w.open
			}
			if d != "" && e.Class != gazetteer.Admin1 {
				v += w.division * math.Min(1, divisions[d]/rest*2)
			}
			if round > 0 && local(e) {
				v += w.distance * closeness(e, i, senses, tops, owner, w.reach)
			}
			if round > 0 && c != "" {
				far, same := s.around(e, senses, best, w.reach)
				v += w.beside*far + w.nation*same
			}
			next[i][k] = v + s.contained(e, senses, w)
		}
		s.vote(countries, divisions, 1)
	}
	for i := range senses {
		copy(senses[i].score, next[i])
		senses[i].soften(w.temperature)
	}
}

// local reports whether distances to e mean anything.
func local(e gazetteer.Entry) bool {
	return e.Class.Populated() || e.Class == gazetteer.Admin2 || e.Class == gazetteer.Admin1
}

// vote adds the odds of s's candidates to the countries and divisions they lie in.
func (s *sense) vote(countries, divisions map[string]float64, sign float64) {
	for k := range s.cands {
		c, d := s.lands[k][0], s.lands[k][1]
		if c != "" {
			countries[c] += sign * s.weight * s.odds[k]
		}
		if d != "" {
			divisions[d] += sign * s.weight * s.odds[k]
		}
	}
}

// closeness says how near the other names' likeliest places are to e, from 0 to
// 1; it needs few of them to be near.
func closeness(e gazetteer.Entry, self int, senses []sense, tops []gazetteer.Entry, owner []int, reach float64) float64 {
	sum, all := 0.0, 0.0
	for n, t := range tops {
		if owner[n] == self || t.Same(e) {
			continue
		}
		weight := senses[owner[n]].weight
		all += weight
		// Near enough for a score, and much quicker than the great circle.
		dy := (e.Lat - t.Lat) * 111
		dx := (e.Lon - t.Lon) * 111 * math.Cos(e.Lat*math.Pi/180)
		if d := dx*dx + dy*dy; d < 25*reach*reach {
			sum += weight * math.Exp(-math.Sqrt(d)/reach)
		}
	}
	if all == 0 {
		return 0
	}
	return math.Min(1, 2*sum/math.Max(all, 2))
}

// around says how near the likeliest place of a name close by is to e, from 0 to
// 1, and what share of the names close by lies in its country.
func (s *sense) around(e gazetteer.Entry, senses []sense, best []int, reach float64) (near, same float64) {
	if len(s.beside) == 0 {
		return 0, 0
	}
	for _, n := range s.beside {
		t := senses[n].cands[best[n]]
		if t.Country != e.Country {
			continue
		}
		same += 1 / float64(len(s.beside))
		if local(t) && local(e) && !t.Same(e) {
			dy := (e.Lat - t.Lat) * 111
			dx := (e.Lon - t.Lon) * 111 * math.Cos(e.Lat*math.Pi/180)
			near = math.Max(near, math.Exp(-math.Sqrt(dx*dx+dy*dy)/reach))
		}
	}
	return near, same
}

// contained scores what the text says of e's container.
func (s *sense) contained(e gazetteer.Entry, senses []sense, w weights) float64 {
	v := 0.0
	if s.within >= 0 {
		for _, c := range senses[s.within].cands {
			if e.In(c) {
				v = w.within
			}
		}
	}
	for _, n := range s.near {
		o := &senses[n]
		if b := o.best(); b >= 0 && (e.In(o.cands[b])) {
			v += w.near
		}
	}
	return v
}

// seat returns the town of the same name where candidate b is a division around
// it and nothing says that the division is meant; -1 if there is none. The town
// holds a good part of its people: Quebec is not its city.
func (s *sense) seat(b int, ms []mention) int {
	e := s.cands[b]
	if e.Class != gazetteer.Admin1 {
		return -1
	}
	for _, i := range s.mentions {
		if ms[i].want == gazetteer.Admin1 {
			return -1
		}
	}
	for k, o := range s.cands {
		if o.Class.Populated() && o.In(e) && o.Population*5 > e.Population {
			return k
		}
	}
	return -1
}

// choose sets the winner of each mention, or leaves it unresolved.
func (s *sense) choose(ms []mention, w weights) {
	b := s.best()
	if b < 0 || s.cands[b].Name == "" {
		return
	}
	if t := s.seat(b, ms); t >= 0 {
		b = t
	}
	e := s.cands[b]
	sure, second := 0.0, -1
	for k, o := range s.cands {
		if o.Name == "" {
			continue
		}
		// A town and the province named after it are no rivals.
		if k == b || gazetteer.Distance(e.Lat, e.Lon, o.Lat, o.Lon) < 40 || e.In(o) || o.In(e) {
			sure += s.odds[k]
		}
		if k != b && (second < 0 || s.score[k] > s.score[second]) {
			second = k
		}
	}
	sure = math.Min(sure, .99)
	if e.Match == gazetteer.Loose {
		sure *= .8
	}
	land, share := s.land()
	for _, i := range s.mentions {
		m := &ms[i]
		if second >= 0 {
			m.second = s.cands[second]
		}
		if sure >= w.least {
			m.choice, m.sure = e, math.Round(sure*100)/100
		} else {
			m.country, m.sure = land, share
		}
	}
}

// land returns the country that most of the candidates lie in, by their odds, if
// that is likelier than that the place is none of them.
func (s *sense) land() (country string, share float64) {
	of := map[string]float64{}
	for k, e := range s.cands {
		if e.Name == "" && s.odds[k] > share {
			country, share = "", s.odds[k]
		}
		if e.Country == "" {
			continue
		}
		if of[e.Country] += s.odds[k]; of[e.Country] > share {
			country, share = e.Country, of[e.Country]
		}
	}
	return country, math.Round(share*100) / 100
}

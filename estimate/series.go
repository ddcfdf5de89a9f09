package estimate

import (
	"cmp"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// english has the words by which figures are held together.
var english = en.Evidence()

// newEstimate makes the estimate of one group.
func newEstimate(all []mention, g figureGroup, opt Options) assay.Estimate {
	members := slices.Clone(g.members)
	slices.SortStableFunc(members, func(i, j int) int { return byPublication(&all[i], &all[j]) })
	s := &series{all: all, members: members}
	s.fold()
	s.judge(opt.widen())
	est := assay.Estimate{Question: question(all, members), AsOf: opt.AsOf, Series: s.entries}
	est = Under(est, opt.rule())
	est.Origins = s.origins()
	_, _, est.Conflict = conflict(s.entries, opt.widen())
	return est
}

// byPublication orders by date, unknown dates last; then what retells last.
func byPublication(m, n *mention) int {
	ay, am, ad := m.dayKey()
	by, bm, bd := n.dayKey()
	if (ay == 0) != (by == 0) {
		return cmp.Compare(by, ay) // one is 0
	}
	retold := func(m *mention) int {
		if m.retold {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(ay, by), cmp.Compare(am, bm), cmp.Compare(ad, bd),
		cmp.Compare(m.story, n.story), cmp.Compare(m.rep, n.rep), cmp.Compare(retold(m), retold(n)), cmp.Compare(m.fig, n.fig))
}

// question words the question of a group: what most of its figures count, and
// the time of the first that says when it happened.
func question(all []mention, members []int) assay.Question {
	first := &all[members[0]]
	q := assay.Question{Action: first.figure.Action, Unit: first.figure.Unit}
	var counted, toll, places []string
	// What is said again has no say: neither copies nor headlines, which copies
	// have too.
	own := slices.DeleteFunc(slices.Clone(members), func(i int) bool { return all[i].copyOf >= 0 || all[i].retold })
	if len(own) == 0 {
		own = members[:1]
	}
	for _, i := range own {
		m := &all[i]
		if m.counted != "" && slices.ContainsFunc(m.heads, func(h string) bool { return !english.Dead[h] }) {
			counted = append(counted, m.counted)
		} else if m.counted != "" && len(m.heads) > 0 {
			toll = append(toll, m.counted)
		}
		if q.Begin.IsZero() {
			q.Begin, q.End = m.figure.Begin, m.figure.End
		}
	}
	places = placesOf(all, own)
	if len(places) == 0 {
		places = placesOf(all, members)
	}
	if len(counted) == 0 {
		counted = toll
	}
	q.Counted, q.Place = most(counted), most(places)
	return q
}

// placesOf returns the places of figures. Those that the clause itself names come
// first, rivers and places that are in no gazetteer last: a kind counts only where
// there is none of the one before.
func placesOf(all []mention, members []int) (places []string) {
	for _, like := range [...]func(m *mention) bool{
		func(m *mention) bool { return !m.weak && precise(m) },
		precise,
		func(m *mention) bool { return true },
	} {
		for _, i := range members {
			if id := placeID(&all[i]); id != "" && like(&all[i]) {
				places = append(places, id)
			}
		}
		if len(places) > 0 {
			break
		}
	}
	return places
}

// placeID returns the entry of the first place of a figure that is smaller than
// a country, of the first if none is, or its words.
func placeID(m *mention) string {
	if len(m.places) == 0 {
		return ""
	}
	pl := m.places[0]
	if i := slices.IndexFunc(m.places, func(pl *assay.Place) bool { return pl.Precision >= assay.Admin1 }); i >= 0 {
		pl = m.places[i]
	}
	if pl.Gazetteer != "" {
		return pl.Gazetteer
	}
	return quoteOf(m.doc, pl.Span)
}

// most returns the string that stands most often in list, of equals the first.
func most(list []string) string {
	best, n := "", 0
	for _, s := range list {
		k := 0
		for _, t := range list {
			if s == t {
				k++
			}
		}
		if k > n {
			best, n = s, k
		}
	}
	return best
}

func quoteOf(doc *assay.Doc, sp assay.Span) string {
	if sp.Check(doc.Text) != nil {
		return ""
	}
	return sp.In(doc.Text)
}

// A series is the figures of one question, in order of publication, on the way
// to becoming entries.
type series struct {
	all     []mention
	members []int
	origin  []int // per entry: which origin; entries of one origin have one number
	entries []assay.Entry
}

// fold gives each member its entry and its origin. A copy has the origin of
// what it copies.
func (s *series) fold() {
	var heads []*mention // one for each origin
	for k, i := range s.members {
		m := &s.all[i]
		root := s.root(k)
		origin := slices.IndexFunc(heads, func(h *mention) bool { return sameOrigin(h, root) })
		if origin < 0 {
			origin = len(heads)
			heads = append(heads, root)
		}
		s.origin = append(s.origin, origin)
		s.entries = append(s.entries, assay.Entry{
			Origin: root.voice.name, Named: root.voice.named,
			Figure: assay.RefTo[assay.Figure](m.fig), Story: m.storyID,
			Evidence:  m.evidence,
			Published: m.date, Bound: m.q.Bound, Low: m.q.Low, Best: m.q.Best, High: m.q.High,
			Own: root.voice.name == itself, Side: root.voice.side,
			SupersededBy: -1,
		})
	}
	s.name(heads)
}

// name takes an origin that is only described for the one it describes, if
// there is no more than one, and gives all entries of an origin its full name.
func (s *series) name(heads []*mention) {
	for k, h := range heads {
		of, n := -1, 0
		for j, full := range heads {
			if j != k && h.voice.named && full.voice.named && describes(&h.voice, &full.voice, h.story == full.story) {
				of, n = j, n+1
			}
		}
		if n != 1 {
			continue
		}
		for i := range s.origin {
			if s.origin[i] == k {
				s.origin[i] = of
			}
		}
	}
	fullest := map[int]string{}
	for i, o := range s.origin {
		if name, ok := fullest[o]; !ok || capitals(s.entries[i].Origin) > capitals(name) {
			fullest[o] = s.entries[i].Origin
		}
	}
	for i, o := range s.origin {
		s.entries[i].Origin = fullest[o]
	}
}

// sameOrigin reports whether two figures come from one origin: one party, or
// one unnamed voice of one story. A private person is not followed from story to
// story.
func sameOrigin(m, n *mention) bool {
	a, b := &m.voice, &n.voice
	if a.named != b.named {
		return false
	}
	if a.alone && b.alone && m.story != n.story && !(a.public && b.public) {
		return false
	}
	if a.named {
		return sameParty(a, b) || m.story == n.story && (shortFor(a, b) || shortFor(b, a))
	}
	return m.story == n.story && a.fine == b.fine
}

// shortFor reports whether a is the bare noun by which a report may mean b:
// "police" after "the harbour police".
func shortFor(a, b *voice) bool {
	if len(a.party) != 1 || a.alone || b.alone || isNation(a.party[0]) {
		return false
	}
	words := strings.Fields(gazetteer.Fold(b.name))
	return len(words) > 1 && words[len(words)-1] == a.party[0]
}

// judge finds which entries stand, which repeat another and which are superseded.
func (s *series) judge(widen float64) {
	list := make([]said, len(s.members))
	for k, i := range s.members {
		m, root := &s.all[i], s.root(k)
		list[k] = said{q: m.q, origin: s.origin[k], report: m.rep, own: root.voice.name == itself, copied: m.copyOf >= 0,
			retold: m.retold, former: m.former, status: m.status, claimed: m.copyOf < 0 && !m.figure.Claim.IsZero()}
		if m.set.known {
			list[k].day = int(m.set.day.Unix() / (24 * 60 * 60))
		}
	}
	judge(list, s.all[s.members[0]].figure.Action, widen)
	of := map[int]int{} // an entry of each origin
	for k := range list {
		if _, ok := of[s.origin[k]]; !ok {
			of[s.origin[k]] = k
		}
	}
	for k := range list {
		en := &s.entries[k]
		en.Status, en.SupersededBy = list[k].status, list[k].by
		if list[k].origin != s.origin[k] {
			from := &s.entries[of[list[k].origin]]
			en.Origin, en.Named, en.Own, en.Side = from.Origin, from.Named, from.Own, from.Side
			s.origin[k] = list[k].origin
		}
	}
}

// After reports whether a is known to be a later date than b.
func After(a, b assay.Date) bool { return after(a, b) }

// after reports whether a is known to be a later date than b. Where a year is not known it
// is that which brings them nearest: reports that answer one question are of one season.
func after(a, b assay.Date) bool {
	if a.Year == 0 || b.Year == 0 {
		days := 31*(a.Month-b.Month) + a.Day - b.Day
		return a.Month != 0 && b.Month != 0 && a.Day != 0 && b.Day != 0 && (days > 0 && days < 186 || days < -186)
	}
	if a.Year != b.Year {
		return a.Year > b.Year
	}
	if a.Month == 0 || b.Month == 0 {
		return false
	}
	if a.Month != b.Month {
		return a.Month > b.Month
	}
	return a.Day != 0 && b.Day != 0 && a.Day > b.Day
}

// origins counts the independent origins: at least the named ones that must be
// different, at most all named ones and the unnamed ones of each story besides.
func (s *series) origins() assay.Origins {
	var named []*mention // one for each named origin
	seen, unnamed := map[int]bool{}, map[int]bool{}
	for i := range s.entries {
		if s.entries[i].Status != stands {
			continue
		}
		m := s.root(i)
		switch {
		case !s.entries[i].Named:
			unnamed[m.story] = true
		case !seen[s.origin[i]]:
			seen[s.origin[i]] = true
			named = append(named, m)
		}
	}
	n := assay.Origins{Max: len(named) + len(unnamed)}
	for i, m := range named {
		if !slices.ContainsFunc(named[:i], func(k *mention) bool { return mayBeOne(&m.voice, &k.voice) }) {
			n.Min++
		}
	}
	if n.Max > 0 {
		n.Min = max(1, n.Min)
	}
	return n
}

// root returns the mention whose voice entry i has: its own or, of a copy, the
// original's.
func (s *series) root(i int) *mention {
	m := &s.all[s.members[i]]
	if m.copyOf >= 0 {
		return &s.all[m.copyOf]
	}
	return m
}

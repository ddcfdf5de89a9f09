package estimate

import (
	"cmp"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/origin"
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
		switch {
		case m.counted == "" || en.PersonalPronouns()[strings.ToLower(m.counted)]: // "he" says nothing of whom
		case slices.ContainsFunc(m.heads, func(h string) bool { return !english.Dead[h] }):
			counted = append(counted, m.counted)
		case len(m.heads) > 0:
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
	if i := slices.IndexFunc(m.places, func(pl *spot) bool { return pl.Precision >= assay.Admin1 }); i >= 0 {
		pl = m.places[i]
	}
	if pl.Gazetteer != "" {
		return pl.Gazetteer
	}
	return pl.words
}

// most returns the string that stands most often in list, of equals the first.
func most(list []string) string {
	n := map[string]int{}
	for _, s := range list {
		n[s]++
	}
	best := ""
	for k, s := range list {
		if k == 0 || n[s] > n[best] {
			best = s
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
	origin  []int // per entry: the entry by which its origin is known
	entries []assay.Entry
}

// fold gives each member its entry and its origin.
func (s *series) fold() {
	var voices []*origin.Voice
	for _, i := range s.members {
		voices = append(voices, s.all[i].voice)
	}
	s.origin = origin.Fold(voices, func(i, j int) bool {
		m, n := &s.all[s.members[i]], &s.all[s.members[j]]
		if m.date != n.date {
			return false
		}
		mlo, mhi := interval(m.q, 0.1)
		nlo, nhi := interval(n.q, 0.1)
		return mlo > nhi || nlo > mhi
	})
	for k, i := range s.members {
		m, v := &s.all[i], voices[s.origin[k]]
		s.entries = append(s.entries, assay.Entry{
			Origin: v.Name, Named: v.Named,
			Figure: assay.RefTo[assay.Figure](m.fig), Story: m.storyID,
			Evidence:  m.evidence(),
			Published: m.date, Bound: m.q.Bound, Low: m.q.Low, Best: m.q.Best, High: m.q.High,
			Own: v.Own, Family: v.Family, Side: v.Party == "belligerent", Circle: m.circle,
			SupersededBy: -1, Parts: m.parts, Less: m.less,
		})
		if m.also != nil && m.also.Key != v.Key {
			s.entries[k].With = m.also.Name
		}
	}
}

// judge finds which entries stand, which repeat another and which are superseded.
func (s *series) judge(widen float64) {
	list := make([]said, len(s.members))
	for k, i := range s.members {
		m := &s.all[i]
		list[k] = said{q: m.q, origin: s.origin[k], report: m.rep, own: s.entries[k].Own, copied: m.copyOf >= 0,
			retold: m.retold, former: m.former, status: m.status, claimed: m.copyOf < 0 && m.claimed, ruled: m.ruled}
		if m.set.Known {
			list[k].day = int(m.set.Day.Unix() / (24 * 60 * 60))
		}
	}
	judge(list, s.all[s.members[0]].figure.Action, widen)
	for k := range list {
		en := &s.entries[k]
		en.Status, en.SupersededBy = list[k].status, list[k].by
		if list[k].origin != s.origin[k] {
			from := &s.entries[list[k].origin]
			en.Origin, en.Named, en.Own, en.Family, en.Side = from.Origin, from.Named, from.Own, from.Family, from.Side
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

// origins counts the independent origins of what stands.
func (s *series) origins() assay.Origins {
	var voices []*origin.Voice
	known := map[string]bool{}
	add := func(v *origin.Voice) {
		if v != nil && !known[v.Key] {
			known[v.Key] = true
			voices = append(voices, v)
		}
	}
	for i := range s.entries {
		if s.entries[i].Status == stands {
			add(s.voice(i))
			add(s.all[s.members[i]].also)
		}
	}
	return origin.Count(voices)
}

// voice returns the voice by which the origin of entry i is known.
func (s *series) voice(i int) *origin.Voice { return s.all[s.members[s.origin[i]]].voice }

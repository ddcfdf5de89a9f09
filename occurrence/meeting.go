package occurrence

// What items of two reports have in common through their reports is found once for each two
// reports, and how two places lie once for each two places.

// A meeting is what two reports have in common.
type meeting struct {
	ground      int // how many places
	title, lead [2]float32
	names       float32 // of those in the lead of the shorter how much
}

// meetings are those of one report with others.
type meetings struct {
	of     *report
	with   map[*report]*meeting
	places map[[2]place]lie
}

// A lie is how two places lie to each other.
type lie struct {
	relation
	km float64
}

// kept is how many of what was found is kept.
const kept = 1 << 16

// begin goes on to the comparisons of another report.
func (m *meetings) begin(r *report) {
	m.of = r
	clear(m.with)
}

// between returns what two reports have in common. Of a report and itself words say nothing.
func (m *meetings) between(a, b *report) *meeting {
	if m.of == b {
		a, b = b, a
	}
	if m.of == a {
		if one, ok := m.with[b]; ok {
			return one
		}
	}
	one := &meeting{ground: shared(a.ground, b.ground)}
	if a != b {
		one.title, one.lead = alike(a.title, b.title), alike(a.lead, b.lead)
		one.names = alike(a.named, b.named)[0]
	}
	if m.of == a {
		if m.with == nil {
			m.with = map[*report]*meeting{}
		}
		m.with[b] = one
	}
	return one
}

// closest returns the closest relation between a place of a and one of b, and how many
// kilometres are between them at least, -1 if that is not known.
func (m *meetings) closest(a, b []*spot) (best relation, km float64) {
	best, km = unknown, -1
	for _, p := range a {
		for _, q := range b {
			r, far := m.relate(p, q)
			best = max(best, r)
			if far >= 0 && (km < 0 || far < km) {
				km = far
			}
		}
	}
	return best, km
}

// relate is [relate], which takes long for two entries.
func (m *meetings) relate(p, q *spot) (relation, float64) {
	if !p.found || !q.found || p.place.Gazetteer == q.place.Gazetteer {
		return relate(p, q)
	}
	key := [...]place{p.place, q.place}
	l, ok := m.places[key]
	if !ok {
		if len(m.places) >= kept || m.places == nil {
			m.places = map[[2]place]lie{}
		}
		l.relation, l.km = relate(p, q)
		m.places[key] = l
	}
	return l.relation, l.km
}

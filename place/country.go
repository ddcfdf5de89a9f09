package place

import (
	"sort"

	"assay"
	"assay/place/gazetteer"
)

// A land is a country with its share of a report's names.
type land struct {
	country string
	share   float64
}

// How often a country is right that a name has from what is said to hold it,
// from the names beside it, from the report.
const byHolder, byNames, byReport = .95, .9, .85

// touching is how many bytes may part names of which one says where the other
// lies, even where the report is about another country.
const touching = 30

// settle gives each mention a country: that of its entry; else that of what is
// said to hold it ("the village of Zenda in southern Ruritania"), of the names
// beside it, or the one that most of the report's names lie in, which it
// returns. The publisher has no say in it; the country of which the report speaks
// without a name counts as one name.
func settle(text string, ms []mention, said string) land {
	l := dominant(ms, said)
	spoken := map[string]string{} // where a river was spoken of
	for i := range ms {
		m := &ms[i]
		if m.choice.Name != "" {
			if m.country = m.choice.Country; m.country == "" && crosses(m.choice.Class) {
				id := m.choice.ID()
				if m.country = flows(text, ms, i, l); m.country == "" {
					m.country = spoken[id]
				}
				spoken[id] = m.country
			}
			continue
		}
		if e := holder(text, ms, i); e.Country != "" {
			m.country, m.sure = e.Country, byHolder
			if local(e) {
				m.about, m.held = e, true
			}
			continue
		}
		c, sure, about := guess(ms, m.name, l)
		if m.country == "" || m.country == c {
			m.country, m.sure, m.about = c, sure, about
		}
	}
	return l
}

// guess returns the country of what stands at sp and is in no gazetteer, by the
// names beside it or by the report, and what it lies near, if that is known.
func guess(ms []mention, sp assay.Span, l land) (country string, sure float64, about gazetteer.Entry) {
	e, gap := nearest(ms, sp)
	switch {
	case gap <= hearing && (gap <= touching || l.share < .6):
		country, sure = e.Country, byNames
	case l.share >= .5:
		country, sure = l.country, byReport
	}
	if e.Country == country && gap <= 4*hearing && local(e) {
		about = e
	}
	return country, sure, about
}

// dominant returns the country that most names of the report lie in, the first
// of several.
func dominant(ms []mention, said string) land {
	var lands []land
	all := 0.0
	if said != "" {
		lands, all = append(lands, land{said, 1}), 1
	}
	for i := range ms {
		m := &ms[i]
		c := m.choice.Country
		if m.choice.Name == "" || c == "" {
			continue
		}
		v := m.weight * m.sure
		if m.role == assay.Demonym || m.role == assay.Metonym {
			v /= 2
		}
		all += v
		k := 0
		for k < len(lands) && lands[k].country != c {
			k++
		}
		if k == len(lands) {
			lands = append(lands, land{country: c})
		}
		lands[k].share += v
	}
	best := land{}
	for _, l := range lands {
		if l.share > best.share {
			best = l
		}
	}
	if all > 0 {
		best.share /= all
	}
	return best
}

// holder returns what the text says that mention i lies in.
func holder(text string, ms []mention, i int) gazetteer.Entry {
	if k := ms[i].said; k >= 0 && ms[k].choice.Country != "" {
		return ms[k].choice
	}
	if i+1 < len(ms) && (inside(text, ms[i], ms[i+1]) || comma(text, ms[i], ms[i+1]) && closes(text[ms[i+1].name.End:])) {
		if e := ms[i+1].choice; e.Country != "" {
			return e
		}
	}
	if i > 0 && beside(text, ms[i-1], ms[i]) {
		return ms[i-1].choice
	}
	return gazetteer.Entry{}
}

// nearest returns the entry of the name closest to sp, and how many bytes part
// them. Who says or does something lies nowhere near, nor does what only a name
// is made of: "the Strelsau Gazette", "a Strelsau-based group".
func nearest(ms []mention, sp assay.Span) (e gazetteer.Entry, gap int32) {
	gap = 1 << 30
	lies := func(k int) bool {
		m := &ms[k]
		return m.choice.Country != "" && m.weight >= 1 && m.role != assay.Metonym && m.role != assay.Demonym && !m.name.Overlaps(sp)
	}
	i := sort.Search(len(ms), func(k int) bool { return ms[k].name.Start >= sp.Start })
	for k := i - 1; k >= 0 && sp.Start-ms[k].name.End <= 4*hearing; k-- {
		if lies(k) {
			e, gap = ms[k].choice, sp.Start-ms[k].name.End
			break
		}
	}
	for k := i; k < len(ms) && ms[k].name.Start-sp.End < min(gap, 4*hearing+1); k++ {
		if lies(k) {
			return ms[k].choice, ms[k].name.Start - sp.End
		}
	}
	return e, gap
}

// crosses reports whether places of class c lie in one country or more, of which
// a report means one.
func crosses(c gazetteer.Class) bool {
	switch c {
	case gazetteer.River, gazetteer.Lake, gazetteer.Range, gazetteer.Desert, gazetteer.Area, gazetteer.Island:
		return true
	}
	return false
}

// flows returns the country in which mention i, a river or a range, is spoken of.
func flows(text string, ms []mention, i int, l land) string {
	if e := holder(text, ms, i); e.Country != "" {
		return e.Country
	}
	near := func(e gazetteer.Entry) bool {
		return gazetteer.Distance(e.Lat, e.Lon, ms[i].choice.Lat, ms[i].choice.Lon) < 1500
	}
	if e, gap := nearest(ms, ms[i].name); gap <= hearing && near(e) {
		return e.Country
	}
	if e, ok := gazetteer.Country(l.country); ok && l.share >= .5 && near(e) {
		return l.country
	}
	return ""
}

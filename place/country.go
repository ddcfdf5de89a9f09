package place

import (
	"assay"
	"assay/place/gazetteer"
)

// A land is a country with what speaks for it in a report.
type land struct {
	country string
	votes   float64
}

// settle gives each mention a country: that of its entry; else that of what is
// said to hold it ("the village of Zenda in southern Ruritania"), of the names
// beside it, or the one that most of the report's names lie in.
func settle(text string, ms []mention) {
	top, share := dominant(ms)
	for i := range ms {
		m := &ms[i]
		if m.choice.Name != "" {
			m.country = m.choice.Country
			if m.country == "" && crosses(m.choice.Class) {
				m.country = flows(text, ms, i, top, share)
			}
			continue
		}
		m.sure = 0
		if e := holder(text, ms, i); e.Country != "" {
			m.country, m.sure = e.Country, .9
			if local(e) {
				m.about, m.held = e, true
			}
			continue
		}
		e, gap := nearest(ms, i)
		switch {
		case gap <= hearing && e.Country != "":
			m.country, m.sure = e.Country, .7
			if local(e) {
				m.about = e
			}
		case share >= .5:
			m.country, m.sure = top, .6
			if e.Country == top && gap <= 4*hearing && local(e) {
				m.about = e
			}
		}
	}
}

// dominant returns the country that most names of the report lie in, the first
// of several, and its share.
func dominant(ms []mention) (top string, share float64) {
	var lands []land
	all := 0.0
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
		lands[k].votes += v
	}
	best := land{}
	for _, l := range lands {
		if l.votes > best.votes {
			best = l
		}
	}
	if all == 0 {
		return "", 0
	}
	return best.country, best.votes / all
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

// nearest returns the entry of the name closest to mention i, and how many bytes
// part them. Who says or does something lies nowhere near.
func nearest(ms []mention, i int) (e gazetteer.Entry, gap int32) {
	gap = 1 << 30
	lies := func(k int) bool {
		return ms[k].choice.Country != "" && ms[k].role != assay.Metonym && ms[k].role != assay.Demonym
	}
	for k := i - 1; k >= 0; k-- {
		if lies(k) {
			e, gap = ms[k].choice, ms[i].name.Start-ms[k].name.End
			break
		}
	}
	for k := i + 1; k < len(ms) && ms[k].name.Start-ms[i].name.End < gap; k++ {
		if lies(k) {
			return ms[k].choice, ms[k].name.Start - ms[i].name.End
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
func flows(text string, ms []mention, i int, top string, share float64) string {
	if e := holder(text, ms, i); e.Country != "" {
		return e.Country
	}
	near := func(e gazetteer.Entry) bool {
		return gazetteer.Distance(e.Lat, e.Lon, ms[i].choice.Lat, ms[i].choice.Lon) < 1500
	}
	if e, gap := nearest(ms, i); gap <= hearing && near(e) {
		return e.Country
	}
	if e, ok := gazetteer.Country(top); ok && share >= .5 && near(e) {
		return top
	}
	return ""
}

package trace

import "assay"

// A Vague is a vague figure beside the numbers that later answered its question.
type Vague struct {
	Said  Entry
	Turns []Entry // the last number of the same origin that came later; where it gave none, that of each other origin that stands
	Own   bool    // Turns is the same origin's
}

// Vague lists the vague figures for which numbers came on a later day, in the order of the
// estimates and of their series. What was denied, planned or declined says nothing.
func (p *Pile) Vague() (list []Vague) {
	for i := range p.estimates {
		series := p.estimates[i].Series
		for k := range series {
			e := &series[k]
			if e.Bound != assay.Vague || !asserted(e) {
				continue
			}
			v := Vague{Said: Entry{i, k}}
			own := -1
			for n := range series {
				o := &series[n]
				if o.Bound == assay.Vague || !o.Best.IsKnown() && !o.Low.IsKnown() || !asserted(o) || !before(e, o) {
					continue
				}
				if sameVoice(e, o) && (own < 0 || !before(o, &series[own])) {
					own = n
				}
				if o.Status == stands {
					v.Turns = append(v.Turns, Entry{i, n})
				}
			}
			if own >= 0 {
				v.Turns, v.Own = []Entry{{i, own}}, true
			}
			if len(v.Turns) > 0 {
				list = append(list, v)
			}
		}
	}
	return list
}

// asserted reports whether an entry was said to be so, even if it no longer is.
func asserted(e *assay.Entry) bool {
	return e.Status == stands || e.Status == "repeats" || e.Status == "superseded"
}

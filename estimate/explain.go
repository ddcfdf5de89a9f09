package estimate

import (
	"slices"

	"assay"
)

// A Voice is what one origin says over time, as indexes of entries of a series.
type Voice struct {
	Said   []int // its numbers, in the order in which each was first given; the last stands, if one does
	Again  []int // entries that repeat one of them
	Aside  []int // what supports nothing: denied, declined, planned, hypothetical
	Stands int   // the entry that stands; -1 if none does
}

// A Reason is how a rule came to low, best or high, and on which entries that rests.
type Reason struct {
	Of      Bound
	Number  assay.Amount
	Words   string
	Entries []int
}

// A Derivation is the whole way from the entries of an estimate to its numbers.
type Derivation struct {
	Voices  []Voice
	Reasons []Reason
	Clash   []int // two entries that do not meet; none if there is no conflict
}

// Explain derives an estimate again, by its rule, and says how. It looks at nothing but
// the estimate, so that a stored one will do.
func Explain(est *assay.Estimate, opt Options) Derivation {
	d := Derivation{Voices: Voices(est.Series)}
	v := choose(est.Rule, est.Question.Action, est.Series)
	for _, r := range v.why {
		n := [...]assay.Amount{Low: v.low, Best: v.best, High: v.high}[r.of]
		d.Reasons = append(d.Reasons, Reason{r.of, n, r.words, r.entries})
	}
	if i, j, ok := conflict(est.Series, opt.widen()); ok {
		d.Clash = []int{i, j}
	}
	return d
}

// Voices sorts a series by origin, in the order in which they are first heard.
func Voices(series []assay.Entry) (out []Voice) {
	at := map[entryVoice]int{}
	for i := range series {
		e := &series[i]
		k, ok := at[voiceOfEntry(e)]
		if !ok {
			k = len(out)
			at[voiceOfEntry(e)], out = k, append(out, Voice{Stands: -1})
		}
		v := &out[k]
		switch e.Status {
		case stands:
			v.Said, v.Stands = append(v.Said, i), i
		case superseded:
			v.Said = append(v.Said, i)
		case repeats:
			v.Again = append(v.Again, i)
		default:
			v.Aside = append(v.Aside, i)
		}
	}
	for k := range out {
		said := out[k].Said
		slices.SortStableFunc(said, func(i, j int) int { // a number stands before those that supersede it
			switch {
			case leads(series, i, j):
				return -1
			case leads(series, j, i):
				return 1
			}
			return 0
		})
	}
	return out
}

// leads reports whether entry i was superseded by j, or by what j superseded.
func leads(series []assay.Entry, i, j int) bool {
	for range series {
		if i = series[i].SupersededBy; i < 0 || i >= len(series) {
			return false
		}
		if i == j {
			return true
		}
	}
	return false
}

// A Change is a number of an origin that gave way to another of the same origin, or that
// it took back.
type Change struct {
	From, To int // entries of the series
	How      How
}

// How says how an origin changed its number.
type How uint8

// The ways.
const (
	Raised How = iota
	Lowered
	Withdrew // To denies what From says, or declines to say it
)

// Changes lists where the origins of a series changed what they say, in the order of the
// entries with which they did.
func Changes(series []assay.Entry) (out []Change) {
	for i := range series {
		e := &series[i]
		switch j := e.SupersededBy; {
		case j >= 0 && j < len(series) && e.Status == superseded:
			how := Raised
			if compareSaid(e, &series[j]) > 0 {
				how = Lowered
			}
			out = append(out, Change{i, j, how})
		case e.Status == denied || e.Status == declined:
			for k := range i {
				if f := &series[k]; voiceOfEntry(f) == voiceOfEntry(e) && (f.Status == stands || f.Status == superseded) && after(e.Published, f.Published) {
					out = append(out, Change{k, i, Withdrew})
					break
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return a.To - b.To })
	return out
}

// compareSaid compares the numbers of two entries.
func compareSaid(a, b *assay.Entry) int {
	p := &assay.Quantity{Low: a.Low, Best: a.Best, High: a.High}
	q := &assay.Quantity{Low: b.Low, Best: b.Best, High: b.High}
	switch x, y := value(p), value(q); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// Same reports whether two entries give one number, whatever bounds it.
func Same(a, b *assay.Entry) bool {
	return compareSaid(a, b) == 0 && (a.Bound == assay.Vague) == (b.Bound == assay.Vague)
}

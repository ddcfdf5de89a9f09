package estimate

import (
	"cmp"
	"slices"

	"assay"
	"assay/lang/en"
	"assay/origin"
)

// A Sum is what the estimates about one occurrence add up to.
type Sum struct {
	Estimates []int         // which are about it, in their order
	Tolls     []int         // of these, the one that asks most widely, for each action, and of things for each unit, in the order of actions
	Origins   assay.Origins // behind all of them
	Conflicts int           // how many are in conflict
}

// Sums returns what estimates say of each occurrence, by its id. Origins are counted as
// those of an estimate are, over all of them: at least the named ones that must be different
// and are no outlet's own, at most each named one and those who are not named of each story.
func Sums(estimates []assay.Estimate) map[string]*Sum {
	sums := map[string]*Sum{}
	at := make(map[string]int, len(estimates))
	for i := range estimates {
		at[estimates[i].ID] = i
	}
	voices := map[string]map[string]bool{}
	bodies := map[string][]string{} // the named ones
	for i := range estimates {
		est := &estimates[i]
		if est.Event == "" {
			continue
		}
		s := sums[est.Event]
		if s == nil {
			s = &Sum{}
			sums[est.Event] = s
			voices[est.Event] = map[string]bool{}
		}
		s.Estimates = append(s.Estimates, i)
		s.Origins.Min = max(s.Origins.Min, est.Origins.Min)
		s.Origins.Max = max(s.Origins.Max, est.Origins.Max)
		if est.Conflict {
			s.Conflicts++
		}
		for k := range est.Series {
			switch en := &est.Series[k]; {
			case en.Status != "stands":
			case en.Named:
				voices[est.Event]["n"+en.Origin] = true
				if !en.Own && !slices.Contains(bodies[est.Event], en.Origin) {
					bodies[est.Event] = append(bodies[est.Event], en.Origin)
				}
			default:
				voices[est.Event]["s"+en.Story] = true
			}
		}
		if w, ok := at[est.Of]; ok && estimates[w].Event == est.Event {
			continue // a part
		}
		if !est.Low.IsKnown() && !est.Best.IsKnown() && !est.High.IsKnown() {
			continue
		}
		k := slices.IndexFunc(s.Tolls, func(k int) bool {
			q := &estimates[k].Question
			return q.Action == est.Question.Action && (q.Unit == est.Question.Unit || !en.OfThings()[string(q.Action)])
		})
		switch {
		case k < 0:
			s.Tolls = append(s.Tolls, i)
		case est.Question.Unit == "person" && estimates[s.Tolls[k]].Question.Unit != "person":
			s.Tolls[k] = i
		}
	}
	for id, s := range sums {
		s.Origins.Max = max(s.Origins.Max, len(voices[id]))
		s.Origins.Min = max(s.Origins.Min, origin.Different(bodies[id]))
		slices.SortStableFunc(s.Tolls, func(i, j int) int {
			return cmp.Or(cmp.Compare(actionRank(&estimates[i]), actionRank(&estimates[j])), cmp.Compare(estimates[i].Question.Unit, estimates[j].Question.Unit))
		})
	}
	return sums
}

func actionRank(est *assay.Estimate) int { return slices.Index(assay.Actions[:], est.Question.Action) }

package workspace

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"assay"
	"assay/estimate"
	"assay/query"
	"assay/screen"
)

// asOfKey is the key of the day as of which a page shows what it shows, stepKey that of the step of
// a slider, which stands for one of these.
const (
	asOfKey = "as-of"
	stepKey = "step"
)

// An asOf is a slider over the days on which the reports appeared that matter; its last step is now.
type asOf struct {
	Action string // where the form leads
	Keep   []field
	Days   []field // each with its words
	At     int
	Words  string
}

// Last is the step that is now.
func (a *asOf) Last() int { return len(a.Days) - 1 }

// mostSteps is how many days a slider has, about as many as there are steps to see.
const mostSteps = 150

// now is what the last step is called.
const now = "now"

// slide makes a slider of days, of which some may be there more than once. Where the address has a step
// of it the error leads to the day.
func (v *visit) slide(days []assay.Date) (*asOf, error) {
	chosen := v.FormValue(asOfKey)
	var list []string
	for _, d := range days {
		if d.Year != 0 {
			list = append(list, d.String())
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	if n := len(list); n > mostSteps { // some of them, and the last
		some := make([]string, mostSteps)
		for i := range some {
			some[i] = list[(i+1)*n/mostSteps-1]
		}
		list = some
	}
	if d, err := assay.ParseDate(chosen); err == nil && chosen != "" {
		list = append(list, d.String())
		slices.Sort(list)
		list = slices.Compact(list)
	}
	if len(list) == 0 {
		return nil, nil
	}
	a := &asOf{Action: v.URL.Path, Keep: kept(v.URL, asOfKey, stepKey)}
	for _, day := range list {
		d, _ := assay.ParseDate(day)
		a.Days = append(a.Days, field{day, screen.DateWords(d)})
	}
	a.Days = append(a.Days, field{"", now})
	if step, err := strconv.Atoi(v.FormValue(stepKey)); err == nil {
		q := v.URL.Query()
		q.Del(stepKey)
		if q.Set(asOfKey, a.Days[min(max(step, 0), a.Last())].Name); q.Get(asOfKey) == "" {
			q.Del(asOfKey)
		}
		return nil, &elsewhere{(&url.URL{Path: v.URL.Path, RawQuery: q.Encode()}).String()}
	}
	a.At = slices.IndexFunc(a.Days, func(f field) bool { return f.Name == chosen })
	if a.At < 0 {
		a.At = a.Last()
	}
	a.Words = a.Days[a.At].Value
	return a, nil
}

// stoodOn is an estimate as it stood at the end of a day, with no more origins than had spoken by then.
func stoodOn(est assay.Estimate, day assay.Date) assay.Estimate {
	est = estimate.Stood(est, day)
	n := 0
	for _, v := range estimate.Voices(est.Series) {
		if v.Stands >= 0 {
			n++
		}
	}
	est.Origins.Max = min(est.Origins.Max, n)
	est.Origins.Min = min(est.Origins.Min, est.Origins.Max)
	return est
}

// by reports whether a report appeared by the end of a day.
func by(d assay.Date, end time.Time) bool {
	_, until := query.Days(d)
	return !until.IsZero() && !until.After(end)
}

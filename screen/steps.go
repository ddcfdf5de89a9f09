package screen

import (
	"math"
	"time"

	"assay"
	"assay/estimate"
)

// A Step is how long an origin gave a number: from the day on which it first did to that
// on which it gave another, or to the last of the series.
type Step struct {
	Voice     int // an index of voices
	From, End time.Time
	Number    float64
}

// Steps are what a plot of an estimate over time shows.
type Steps struct {
	List        []Step
	First, Last time.Time
	Low, High   float64
}

// StepsOf returns the steps of an estimate, and whether there is anything to plot: two
// days, and two numbers. Vague words are no step.
func StepsOf(est *assay.Estimate, voices []estimate.Voice) (s Steps, ok bool) {
	s.Low, s.High = math.Inf(1), math.Inf(-1)
	for i := range est.Series {
		if day, ok := est.Series[i].Published.Time(); ok {
			if s.First.IsZero() || day.Before(s.First) {
				s.First = day
			}
			if day.After(s.Last) {
				s.Last = day
			}
		}
	}
	for k, v := range voices {
		for n, i := range v.Said {
			e := &est.Series[i]
			day, ok := e.Published.Time()
			if e.Bound == assay.Vague || !ok {
				continue
			}
			for _, j := range v.Again { // the day on which it was first given
				if d, ok := est.Series[j].Published.Time(); ok && d.Before(day) && estimate.Same(&est.Series[j], e) {
					day = d
				}
			}
			number := math.NaN()
			for _, a := range []assay.Amount{e.Best, e.Low, e.High} {
				if x, ok := a.Number(); ok {
					number = x
					break
				}
			}
			if math.IsNaN(number) {
				continue
			}
			end := s.Last
			if n+1 < len(v.Said) {
				if d, ok := est.Series[v.Said[n+1]].Published.Time(); ok {
					end = d
				}
			}
			s.List = append(s.List, Step{k, day, end, number})
			s.Low, s.High = min(s.Low, number), max(s.High, number)
		}
	}
	return s, len(s.List) > 1 && s.Last.After(s.First) && s.High > s.Low
}

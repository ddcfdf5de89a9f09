package estimate

import (
	"assay"
)

// Stood returns an estimate as it stood at the end of a day, without the entries that
// appeared later or on a day that is not known. Which figures answer the question is not
// asked again, as [All] does with Options.AsOf.
func Stood(est assay.Estimate, day assay.Date) assay.Estimate {
	at := map[int]int{}
	var series []assay.Entry
	for i := range est.Series {
		if d := est.Series[i].Published; d.Year != 0 && !after(end(d), end(day)) {
			at[i] = len(series)
			series = append(series, est.Series[i])
		}
	}
	type said struct {
		by     entryVoice
		number float64
		vague  bool
	}
	before := map[said]bool{}
	for k := range series {
		e := &series[k]
		is := said{voiceOfEntry(e), value(&assay.Quantity{Low: e.Low, Best: e.Best, High: e.High}), e.Bound == assay.Vague} // as Same has it
		by, kept := at[e.SupersededBy]
		switch {
		case e.SupersededBy >= 0 && kept:
			e.SupersededBy = by
		case e.Status == "superseded": // by what nobody knew yet
			e.Status, e.SupersededBy = stands, -1
		case e.Status == "repeats" && !before[is]:
			e.Status, e.SupersededBy = stands, -1
		default:
			e.SupersededBy = -1
		}
		before[is] = true
	}
	est.Series, est.AsOf = series, day
	est = Under(est, est.Rule)
	_, _, est.Conflict = conflict(series, Options{}.widen())
	return est
}

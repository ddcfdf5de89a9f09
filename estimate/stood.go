package estimate

import (
	"slices"

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
	for k := range series {
		e := &series[k]
		by, kept := at[e.SupersededBy]
		switch {
		case e.SupersededBy >= 0 && kept:
			e.SupersededBy = by
		case e.Status == "superseded": // by what nobody knew yet
			e.Status, e.SupersededBy = stands, -1
		case e.Status == "repeats" && !slices.ContainsFunc(series[:k], func(o assay.Entry) bool { return voiceOfEntry(&o) == voiceOfEntry(e) && Same(&o, e) }):
			e.Status, e.SupersededBy = stands, -1
		default:
			e.SupersededBy = -1
		}
	}
	est.Series, est.AsOf = series, day
	est = Under(est, est.Rule)
	_, _, est.Conflict = conflict(series, Options{}.widen())
	return est
}

package estimate

import "assay"

// by reports whether a report of day d is known to have appeared by a day. Of a day of which
// only the month or the year is given, its end counts; a report of which only they are
// known had appeared when they were over.
func by(d, day assay.Date) bool {
	if d.Year == 0 {
		return false
	}
	return !after(end(d), end(day))
}

// end returns the last day that d can mean.
func end(d assay.Date) assay.Date {
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = 31
	}
	return d
}

package estimate

import (
	"slices"
	"time"

	"assay"
)

// precise reports whether a figure's place is a town or district.
func precise(m *mention) bool {
	return slices.ContainsFunc(m.places, func(pl *spot) bool { return pl.Precision >= assay.Admin1 })
}

// dayKey returns the day of publication as numbers to sort by, the year
// borrowed where the report gives none.
func (m *mention) dayKey() (year, month, day int) {
	if m.set.Known {
		y, mo, d := m.set.Day.Date()
		return y, int(mo), d
	}
	return m.date.Year, m.date.Month, m.date.Day
}

// isWindow reports whether a figure counts what fell into its days, as against what
// happened on one of them.
func isWindow(doc *assay.Doc, fig *assay.Figure) bool {
	tx := fig.Time.In(doc.Times)
	own := tx != nil && fig.Inherited&assay.Times == 0
	if fig.Begin.IsZero() {
		return own && (tx.Type == "duration" || tx.Type == "set")
	}
	long := fig.End.Sub(fig.Begin)
	return long > oftenAWeek || own && long >= shortest
}

const (
	shortest   = 4 * 24 * time.Hour // of a window that the clause names
	oftenAWeek = 8 * 24 * time.Hour // what is told without a time is news of the week before
)

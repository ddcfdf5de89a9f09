package estimate

import (
	"slices"
	"time"

	"assay"
	"assay/occurrence"
)

// A setting is what a report as a whole tells of: when it appeared, what has happened. It
// stands in for what the clause of a figure leaves out.
type setting struct {
	day    time.Time // of publication; the year may be borrowed
	known  bool      // whether there is a day
	causes cause     // named in the headline and the first paragraph
}

// settings reads the settings of docs.
func settings(docs []*assay.Doc, stories []assay.Story) map[*assay.Doc]*setting {
	out := map[*assay.Doc]*setting{}
	days := occurrence.Settings(docs, stories)
	for _, doc := range docs {
		s := days[doc.ID]
		out[doc] = &setting{s.Day, s.Known, causesIn(lead(doc))}
	}
	return out
}

// precise reports whether a figure's place is a town or district.
func precise(m *mention) bool {
	return slices.ContainsFunc(m.places, func(pl *assay.Place) bool { return pl.Precision >= assay.Admin1 })
}

// dayKey returns the day of publication as numbers to sort by, the year
// borrowed where the report gives none.
func (m *mention) dayKey() (year, month, day int) {
	if m.set.known {
		y, mo, d := m.set.day.Date()
		return y, int(mo), d
	}
	return m.date.Year, m.date.Month, m.date.Day
}

// later reports whether m is known to have been published on a later day than n.
func later(m, n *mention) bool {
	if m.set.known && n.set.known {
		return m.set.day.After(n.set.day)
	}
	return after(m.date, n.date)
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

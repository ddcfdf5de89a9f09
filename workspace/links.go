package workspace

import (
	"cmp"
	"net/url"

	"assay"
	"assay/page"
	"assay/screen"
)

// links lead from parts of pages to the screens that show what they name. What an entry rests
// on opens in place (modules/quotes.js).
var links = page.Links{
	Report:   func(d *screen.Report) string { return reportAt(d.ID) },
	Entry:    entryAt,
	Row:      entryAt,
	Estimate: func(id string) string { return "/estimates/" + url.PathEscape(id) },
	Event:    func(id string) string { return "/events/" + url.PathEscape(id) },
	Place:    placeIn,
}

// placeIn calls a place in a text by who published it: files and bytes say nothing to who reads a screen.
func placeIn(d *screen.Report, sp assay.Span) string { return cmp.Or(screen.Outlet(d), d.At(sp)) }

func entryAt(d *screen.Report, id string) string {
	return "/quotes/" + d.ID.Short() + "/" + url.PathEscape(id)
}

func reportAt(id assay.ReportID) string { return "/reports/" + id.Short() }

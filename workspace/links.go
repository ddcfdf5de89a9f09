package workspace

import (
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
}

func entryAt(d *screen.Report, id string) string {
	return "/quotes/" + d.ID.Short() + "/" + url.PathEscape(id)
}

func reportAt(id assay.ReportID) string { return "/reports/" + id.Short() }

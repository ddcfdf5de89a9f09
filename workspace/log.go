package workspace

import (
	"strings"

	"assay/screen"
	"assay/store"
)

// What was done to the ledger, the last first.
type logPage struct {
	Rows   []logRow
	Paging paging
}

type logRow struct {
	N                                       int64
	At, What, By, About, Href, Title, Wrong string
}

func (v *visit) log() (any, error) {
	v.title = "Log"
	_, of, err := v.store.LogFrom(v.Context(), 0, 0)
	if err != nil {
		return nil, err
	}
	out := logPage{Paging: pagingOf(v.URL, of)}
	list, _, err := v.store.LogFrom(v.Context(), max(0, out.Paging.From-1), perPage)
	if err != nil {
		return nil, err
	}
	there, err := heads(v, list, func(e store.Entry) string { return e.Report })
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		r := logRow{N: e.N, At: second(e.At), What: e.What, By: e.By, About: screen.Clean(e.Command)}
		if e.Report != "" {
			r.About = strings.TrimPrefix(e.Report, "sha256:")
			r.About = strings.TrimSpace(r.About[:min(8, len(r.About))] + " " + screen.Clean(e.Command))
		}
		if h, ok := there[e.Report]; ok {
			r.Href, r.Title = h.Href, h.Title
		}
		switch {
		case e.Erased:
			r.About, r.Href, r.Title = "erased", "", ""
		case !e.Valid:
			r.Wrong = "not what was entered"
		}
		out.Rows = append(out.Rows, r)
	}
	return out, nil
}

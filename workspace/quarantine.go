package workspace

import (
	"assay/screen"
	"assay/store"
)

// What could not be read, and why.
type quarantinePage struct {
	Rows   []quarantineRow
	Paging paging
}

type quarantineRow struct {
	ID, Path, Reason, At, Size string
}

func (v *visit) quarantine() (any, error) {
	v.title = "Quarantine"
	out := quarantinePage{}
	var shown []store.Quarantined
	shown, out.Paging = part(v.URL, v.pile.apart)
	for _, q := range shown {
		out.Rows = append(out.Rows, quarantineRow{q.ID, screen.Clean(q.Path), screen.Clean(q.Reason), q.At, screen.Grouped(float64(q.Size))})
	}
	return out, nil
}

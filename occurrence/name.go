package occurrence

import (
	"strings"

	"assay"
	"assay/place/gazetteer"
)

// PlaceName returns what the place of an occurrence is called: its name in the gazetteer,
// as one of the reports that tell of it has it, or else its words; "" if it is not known.
func PlaceName(occ *assay.Occurrence, doc func(assay.ReportID) *assay.Doc) string {
	if !strings.Contains(occ.Place, ":") {
		return occ.Place
	}
	for _, t := range occ.Tellings {
		d := doc(t.Report)
		if d == nil {
			continue
		}
		for i := range d.Places {
			if pl := &d.Places[i]; pl.Gazetteer == occ.Place && pl.Name != "" {
				return pl.Name
			}
		}
	}
	e, _ := gazetteer.ByID(occ.Place)
	return e.Name
}

package place_test

import (
	"fmt"
	"testing"

	"assay/internal/stagetest"
	"assay/place/gazetteer"
)

// TestCases reads each line of testdata/*.txt as a report and compares the places
// in it with the indented lines below it: the words, role, precision, name and
// country; the country of what has no entry; what it is a part of; how far it lies from that, and its point then.
func TestCases(t *testing.T) {
	stagetest.Lines(t, "testdata/*.txt", func(_, text string) (found []string) {
		doc := read(t, text)
		check(t, doc)
		for _, pl := range doc.Places {
			l := line(doc, pl)
			if pl.Gazetteer == "" && pl.Country != "" {
				l += " | " + pl.Country
			}
			if e, ok := gazetteer.ByID(pl.Within); ok {
				l += " | in " + e.Name
			}
			if pl.Away > 0 {
				l += fmt.Sprintf(" | %.1f km away at %.2f %.2f", pl.Away, pl.Lat, pl.Lon)
			}
			found = append(found, l)
		}
		return found
	})
}

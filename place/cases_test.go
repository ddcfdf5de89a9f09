package place_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/place/gazetteer"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// TestCases reads each line of testdata/*.txt as a report and compares the places
// in it with the indented lines below it: the words, role, precision, name and
// country; what it is a part of; how far it lies from that, and its point then.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		for _, text := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
			if strings.HasPrefix(text, "\t") {
				continue
			}
			fmt.Fprintln(&out, text)
			if text == "" || text[0] == '#' {
				continue
			}
			doc := read(t, text)
			check(t, doc)
			for _, pl := range doc.Places {
				fmt.Fprint(&out, "\t", line(doc, pl))
				if e, ok := gazetteer.ByID(pl.Within); ok {
					fmt.Fprint(&out, " | in ", e.Name)
				}
				if pl.Away > 0 {
					fmt.Fprintf(&out, " | %.1f km away at %.2f %.2f", pl.Away, pl.Lat, pl.Lon)
				}
				fmt.Fprintln(&out)
			}
		}
		if *update {
			if err := os.WriteFile(f, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, got := strings.Split(string(b), "\n"), strings.Split(out.String(), "\n")
		for i := range max(len(want), len(got)) {
			if i >= len(want) || i >= len(got) || want[i] != got[i] {
				t.Errorf("%s, line %d:\n\tgot  %q\n\twant %q", f, i+1, append(got, "")[min(i, len(got))], append(want, "")[min(i, len(want))])
				break
			}
		}
	}
}

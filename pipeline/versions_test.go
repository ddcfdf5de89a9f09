package pipeline_test

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/ingest"
	"assay/internal/stagetest"
	"assay/lang"
	"assay/pipeline"
	"assay/view"
)

var recordVersions = flag.Bool("record", false, "write testdata/versions.txt anew, where no stage forgot to raise its version")

const versionsFile = "testdata/versions.txt"

// A recorded is what testdata/versions.txt holds of a stage: its version, and
// digests of what it read and of what it wrote over the reports of testdata.
type recorded struct {
	version     int
	read, wrote string
}

// TestVersions holds each stage's Version to what it puts out: a ledger reads a
// report again only where a version was raised. A stage that writes something
// else from the same layers, under the same version, fails; any other change is
// written down with
//
//	go test ./pipeline -run Versions -record
func TestVersions(t *testing.T) {
	want := readVersions(t)
	stages := pipeline.Default(pipeline.Options{})
	got := digests(t, stages)
	// What the fast reader makes, and what is read off it by networks of its own.
	fast := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})[:3]
	for name, r := range digests(t, fast) {
		if name != "clean" {
			got[name+":fast"] = r
		}
	}
	for _, s := range fast[1:] {
		s.Name += ":fast"
		stages = append(stages, s)
	}
	forgotten := false
	for _, s := range stages {
		g, w := got[s.Name], want[s.Name]
		if g.read == w.read && g.wrote != w.wrote && g.version == w.version {
			t.Errorf("stage %s writes something else from the same layers: raise its Version above %d", s.Name, s.Version)
			forgotten = true
		}
	}
	if forgotten {
		return
	}
	var lines strings.Builder
	lines.WriteString("# stage version digest-of-what-it-reads digest-of-what-it-writes, over testdata; see versions_test.go\n")
	same := len(want) == len(stages)
	for _, s := range stages {
		g := got[s.Name]
		fmt.Fprintf(&lines, "%s %d %s %s\n", s.Name, g.version, g.read, g.wrote)
		same = same && g == want[s.Name]
	}
	if *recordVersions {
		if err := os.WriteFile(versionsFile, []byte(lines.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !same {
		t.Errorf("%s is out of date: go test ./pipeline -run Versions -record writes\n%s", versionsFile, &lines)
	}
}

func readVersions(t *testing.T) map[string]recorded {
	raw, err := os.ReadFile(versionsFile)
	if err != nil {
		t.Error(err)
	}
	list := map[string]recorded{}
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var name string
		var r recorded
		if _, err := fmt.Sscan(line, &name, &r.version, &r.read, &r.wrote); err != nil {
			t.Errorf("%s: %q: %v", versionsFile, line, err)
		}
		list[name] = r
	}
	return list
}

// unseen is a report with what its readers do not see: package view's part.
const unseen = "\ufeffAt least 12\u200b people were kil\u00adled and some 3\u202f000 fled, the emer-\ngency agency said\u00a0on Monday.\n\nThe ﬁre reached Mun\u0303oz, where 40 peoplewere hurt."

// digests runs each stage over the reports of testdata, by the layers that it
// reads and those that it writes.
func digests(t *testing.T, stages []assay.Stage) map[string]recorded {
	read, wrote := map[string]string{}, map[string]string{}
	reports := 0
	paths := []string{filepath.Join("..", "testdata", "demo"), filepath.Join("..", "testdata", "gold")}
	list := []*assay.Report{{Path: "unseen", Format: "text/plain", Text: unseen}}
	for item := range ingest.Read(context.Background(), paths, ingest.Options{}) {
		if item.Report != nil && !strings.HasSuffix(item.Path, ".gold.json") {
			list = append(list, item.Report)
		}
	}
	for _, rep := range list {
		reports++
		seen, _ := view.Report(rep) // so that a change of the view is one of clean
		doc := assay.NewDoc(seen)
		layers := stagetest.Layers(t, doc)
		for _, s := range stages {
			read[s.Name] += doc.Text
			for one := range s.Reads.Each() {
				read[s.Name] += layers[one]
			}
			if err := assay.Annotate(t.Context(), doc, []assay.Stage{s}); err != nil {
				t.Fatal(err)
			}
			layers = stagetest.Layers(t, doc)
			for one := range s.Writes.Each() {
				wrote[s.Name] += layers[one]
			}
			if s.Writes&assay.Regions != 0 {
				view.Flow(doc)
				layers = stagetest.Layers(t, doc)
			}
		}
	}
	if reports < 10 {
		t.Fatalf("%d reports in testdata", reports)
	}
	out := map[string]recorded{}
	for _, s := range stages {
		out[s.Name] = recorded{s.Version, digest(read[s.Name]), digest(wrote[s.Name])}
	}
	return out
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return fmt.Sprintf("%x", sum[:6])
}

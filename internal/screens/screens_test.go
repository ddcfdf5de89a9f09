package screens

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestScreens opens the pages of testdata/wikinews, of testdata/demo and of three hundred
// reports in Chromium. Pictures and PDF files go to the folder that ASSAY_PICTURES names.
func TestScreens(t *testing.T) {
	if os.Getenv("ASSAY_LONG") == "" {
		t.Skip("SKIPPED: set ASSAY_LONG=1 to look at pages in Chromium")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIPPED: there is no %s", tool)
		}
	}
	dir := t.TempDir() // the tree may be one that cannot be written to
	for _, name := range []string{"look.mjs", "package.json", "package-lock.json"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(in, name string, args ...string) (string, error) {
		cmd := exec.Command(name, args...)
		cmd.Dir = in
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := run(dir, "npm", "ci", "--no-audit", "--no-fund"); err != nil {
		t.Skipf("SKIPPED: npm cannot fetch axe-core and playwright-core: %s", out)
	}
	program := filepath.Join(dir, "assay")
	if out, err := run("../..", "go", "build", "-o", program, "./cmd/assay"); err != nil {
		t.Fatal(out)
	}
	var pages []string
	read := func(name string, args ...string) {
		file := filepath.Join(dir, name+".html")
		if out, err := run("../..", program, append([]string{"read", "--format", "html", "-o", file}, args...)...); err != nil {
			t.Fatal(out)
		}
		pages = append(pages, file)
	}
	read("wikinews", "testdata/wikinews")
	read("demo", "testdata/demo")
	if pile := filepath.Join(dir, "pile.jsonl"); three(t, pile) {
		read("pile300", "--reader", "fast", pile)
	}
	pictures := os.Getenv("ASSAY_PICTURES")
	if pictures == "" {
		pictures = filepath.Join(dir, "pictures")
	}
	out, err := run(dir, "node", append([]string{"look.mjs", pictures}, pages...)...)
	t.Log(out)
	switch {
	case strings.Contains(out, "SKIPPED"):
		t.Skip("SKIPPED: there is no Chromium")
	case err != nil:
		t.Error("something is amiss")
	}
}

// three writes a pile of three hundred real reports.
func three(t *testing.T, file string) bool {
	var b strings.Builder
	n := 0
	for _, name := range []string{"wikinews", "displacement", "syria"} {
		raw, err := os.ReadFile("../../../shared/data/reports/" + name + ".jsonl")
		if err != nil {
			t.Log("NOT CHECKED: three hundred reports: ", err)
			return false
		}
		for line := range strings.Lines(string(raw)) {
			var rec map[string]any
			if n == 300 || json.Unmarshal([]byte(line), &rec) != nil {
				break
			}
			rec["published"] = rec["date"]
			delete(rec, "id")
			out, err := json.Marshal(rec)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(append(out, '\n'))
			n++
		}
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return true
}

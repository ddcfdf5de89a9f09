package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The checker of bundles proves one that is as it was written, and names what is
// altered; it is short and needs the standard library alone.
func TestEvidenceIsChecked(t *testing.T) {
	if n := strings.Count(checker, "\n"); n >= 300 {
		t.Errorf("it has %d lines", n)
	}
	for _, im := range regexp.MustCompile(`(?m)^(?:import|from) (\w+)`).FindAllStringSubmatch(checker, -1) {
		if !strings.Contains(" base64 hashlib json os sys ", " "+im[1]+" ") {
			t.Errorf("it imports %s", im[1])
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	dir := t.TempDir()
	ledger, bundle, point := filepath.Join(dir, "a.db"), filepath.Join(dir, "bundle"), filepath.Join(dir, "point")
	var paths []string
	for name, text := range map[string]string{"a.txt": "Twelve people died in the flood, the mayor of Dadu said on Monday.\n", "b.txt": "At least 14 people were hurt in Garissa on Monday, “the police” said.\r\n", "c.txt": "Nine people fled the fire in Thatta on Sunday, officials said.\n"} {
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	do := func(args ...string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), append(args, "-l", ledger), strings.NewReader(""), &stdout, &stderr); code != 0 {
			t.Fatalf("%v: %d %s", args, code, &stderr)
		}
	}
	do(append([]string{"add", "--reader", "fast"}, paths...)...)
	do("export", "--evidence", filepath.Join(dir, "b.txt"), filepath.Join(dir, "a.txt"), "-o", bundle)
	do("log", "checkpoint", "-o", point)
	check := func() (string, error) {
		out, err := exec.Command(python, filepath.Join(bundle, "verify.py"), bundle, point).CombinedOutput()
		return string(out), err
	}
	if out, err := check(); err != nil || !strings.Contains(out, "proven against assay/") {
		t.Fatalf("%s %v", out, err)
	}
	files, err := filepath.Glob(filepath.Join(bundle, "*"))
	if err != nil || len(files) != 9 {
		t.Fatalf("%q, %v", files, err)
	}
	for _, c := range []struct{ ending, old, new string }{
		{".raw", "people", "peoplE"}, {".txt", "people", "peoplE"}, {".json", "people", "peoplE"}, {".json", `"asserts"`, `"denies"`},
		{"evidence.json", `"n": 1`, `"n": 2`}, {"evidence.json", `"what": "reading"`, `"what": "addition"`}, {"evidence.json", `"salt": "`, `"salt": "00`},
		{"evidence.json", `"address": ""`, `"address": "x"`}, {"evidence.json", `"path": [`, `"path": ["AAAA",`}, {"evidence.json", `"checkpoint": "assay`, `"checkpoint": "other`},
		{"evidence.json", `"entries": [`, `"entries": ["f99"`},
	} {
		done := false
		for _, file := range files {
			whole, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if done || !strings.HasSuffix(file, c.ending) || strings.HasSuffix(file, "evidence.json") != (c.ending == "evidence.json") || !bytes.Contains(whole, []byte(c.old)) {
				continue
			}
			done = true
			if err := os.WriteFile(file, bytes.Replace(whole, []byte(c.old), []byte(c.new), 1), 0o666); err != nil {
				t.Fatal(err)
			}
			if out, err := check(); err == nil || !strings.Contains(out, "WRONG: ") {
				t.Errorf("%s with %s for %s: %s", c.ending, c.new, c.old, out)
			}
			if err := os.WriteFile(file, whole, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if !done {
			t.Errorf("%s has no %s", c.ending, c.old)
		}
	}
}

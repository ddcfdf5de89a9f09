package main

import (
	"bytes"
	"encoding/json"
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
	old := filepath.Join(dir, "old")
	do("add", "--reader", "fast", filepath.Join(dir, "c.txt"))
	do("log", "checkpoint", "-o", old)
	do(append([]string{"add", "--reader", "fast"}, paths...)...)
	do("export", "--evidence", filepath.Join(dir, "b.txt"), filepath.Join(dir, "a.txt"), "-o", bundle, "--checkpoint", old)
	do("log", "checkpoint", "-o", point)
	check := func() (string, error) {
		out, err := exec.Command(python, "-I", "-S", filepath.Join(bundle, "verify.py"), bundle, point).CombinedOutput()
		return string(out), err
	}
	if out, err := check(); err != nil || !strings.Contains(out, "proven against assay/") {
		t.Fatalf("%s %v", out, err)
	}
	if out, err := exec.Command(python, "-I", "-S", filepath.Join(bundle, "verify.py"), bundle, old).CombinedOutput(); err != nil || !strings.Contains(string(out), "proven against assay/") {
		t.Fatalf("with an earlier checkpoint: %s %v", out, err)
	}
	if out, err := exec.Command(python, "-I", "-S", filepath.Join(bundle, "verify.py"), bundle).CombinedOutput(); err != nil || !strings.Contains(string(out), "no checkpoint of yours was given") {
		t.Fatalf("with no checkpoint: %s %v", out, err)
	}
	if out, _ := check(); !strings.Contains(out, "not proven: page.html\n") {
		t.Errorf("the page is taken for proven: %s", out)
	}
	files, err := filepath.Glob(filepath.Join(bundle, "*"))
	if err != nil || len(files) != 9 {
		t.Fatalf("%q, %v", files, err)
	}
	earlier, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	type object = map[string]any
	at := func(v any, keys ...any) any {
		for _, k := range keys {
			switch k := k.(type) {
			case int:
				v = v.([]any)[k]
			case string:
				v = v.(object)[k]
			}
		}
		return v
	}
	set := func(value any, keys ...any) func(object) {
		return func(b object) {
			in := at(b, keys[:len(keys)-1]...)
			switch k := keys[len(keys)-1].(type) {
			case int:
				in.([]any)[k] = value
			case string:
				in.(object)[k] = value
			}
		}
	}
	swap := func(a, b []any) func(object) {
		return func(all object) {
			x, y := at(all, a...), at(all, b...)
			set(y, a...)(all)
			set(x, b...)(all)
		}
	}
	keys := func(keys ...any) []any { return keys }
	for name, alter := range map[string]func(object){
		"no reports":                     set([]any{}, "reports"),
		"no proofs":                      set([]any{}, "reports", 0, "proofs"),
		"the proofs of another report":   swap(keys("reports", 0, "proofs"), keys("reports", 1, "proofs")),
		"one proof of another report":    swap(keys("reports", 0, "proofs", 1), keys("reports", 1, "proofs", 1)),
		"an arrival for a reading":       swap(keys("reports", 0, "proofs", 0), keys("reports", 0, "proofs", 1)), // no harm: see below
		"the first proof twice":          func(b object) { set(at(b, "reports", 0, "proofs", 0), "reports", 0, "proofs", 1)(b) },
		"another report's id":            swap(keys("reports", 0, "report"), keys("reports", 1, "report")),
		"an id that leads out of there":  set("sha256:../../../etc/passwd", "reports", 0, "report"),
		"an id that is lines of its own": set("x\nproven against assay/0, 9 entries", "reports", 0, "report"),
		"a report twice":                 func(b object) { set(at(b, "reports", 0), "reports", 1)(b) },
		"another number":                 set(0.0, "reports", 0, "proofs", 0, "n"),
		"a number that is none":          set(true, "reports", 0, "proofs", 0, "n"),
		"another time":                   set("2020-01-01T00:00:00Z", "reports", 0, "proofs", 0, "at"),
		"another hash":                   set(strings.Repeat("0", 64), "reports", 0, "proofs", 0, "hash"),
		"another statement":              set(`{"what":"addition"}`, "reports", 0, "proofs", 0, "statement"),
		"a way up that is short":         set([]any{}, "reports", 0, "proofs", 0, "path"),
		"a hash of another size":         set("AAAA", "reports", 0, "proofs", 0, "path", 0),
		"hashes that are no text":        set(7.0, "reports", 0, "proofs", 0, "path", 0),
		"an entry that is not there":     set([]any{"f99"}, "reports", 0, "entries"),
		"an entry that is not a text":    set([]any{object{}}, "reports", 0, "entries"),
		"an earlier checkpoint":          set(string(earlier), "checkpoint"),
		"a longer log": func(b object) {
			c := strings.Split(at(b, "checkpoint").(string), "\n")
			c[1] += "0"
			set(strings.Join(c, "\n"), "checkpoint")(b)
		},
		"a size with an underscore": func(b object) {
			c := strings.Split(at(b, "checkpoint").(string), "\n")
			c[1] = c[1][:1] + "_" + c[1][1:]
			set(strings.Join(c, "\n"), "checkpoint")(b)
		},
		"no checkpoint":                     func(b object) { delete(b, "checkpoint") },
		"an address that is not the line's": set("https://example.org/", "reports", 0, "address"),
	} {
		path := filepath.Join(bundle, "evidence.json")
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var b object
		if err := json.Unmarshal(whole, &b); err != nil {
			t.Fatal(err)
		}
		alter(b)
		altered, err := json.Marshal(b)
		if err == nil {
			err = os.WriteFile(path, altered, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		out, err := check()
		if harmless := name == "an arrival for a reading"; (err != nil) == harmless || strings.Contains(out, "WRONG: ") == harmless || !harmless && strings.Contains(out, "\nproven") || strings.Contains(out, "Traceback") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if err := os.WriteFile(path, whole, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// The way from an earlier checkpoint, and forms that a parser may choke on.
	late := func() (string, error) {
		out, err := exec.Command(python, "-I", "-S", filepath.Join(bundle, "verify.py"), bundle, old).CombinedOutput()
		return string(out), err
	}
	for name, c := range map[string]struct {
		change func(string) string
		check  func() (string, error)
	}{
		"no way from the earlier": {func(s string) string { return strings.Replace(s, `"since"`, `"other"`, 1) }, late},
		"another way from the earlier": {func(s string) string {
			k := strings.Index(s, `"path": [`) + 9
			e := k + strings.Index(s[k:], `"`) + 1
			return s[:e] + string('A'+(s[e]+1-'A')%26) + s[e+1:]
		}, late},
		"a key twice": {func(s string) string { return strings.Replace(s, `"address"`, `"report": "sha256:0", "address"`, 1) }, check},
		"nesting": {func(s string) string {
			return strings.Replace(s, `"entries": [`, `"entries": [`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+",", 1)
		}, check},
		"no object":               {func(string) string { return "[]" }, check},
		"no JSON":                 {func(s string) string { return s[:len(s)/2] }, check},
		"a number without an end": {func(s string) string { return strings.Replace(s, `"n": `, `"n": `+strings.Repeat("9", 10_000), 1) }, check},
	} {
		path := filepath.Join(bundle, "evidence.json")
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		changed := c.change(string(whole))
		if changed == string(whole) {
			t.Errorf("%s: changes nothing", name)
		}
		if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
		if out, err := c.check(); err == nil || !strings.Contains(out, "WRONG: ") || strings.Contains(out, "\nproven") || strings.Contains(out, "Traceback") {
			t.Errorf("%s: %v\n%.2000s", name, err, out)
		}
		if err := os.WriteFile(path, whole, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ ending, old, new string }{
		{".raw", "people", "peoplE"}, {".txt", "people", "peoplE"}, {".json", "people", "peoplE"}, {".json", `"asserts"`, `"denies"`},
		{"evidence.json", `"what": "reading"`, `"what": "addition"`}, {"evidence.json", `"salt": "`, `"salt": "00`},
		{"evidence.json", `"address": ""`, `"address": "x"`}, {"evidence.json", `"checkpoint": "assay`, `"checkpoint": "other`},
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

package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a path names within a file is found there again.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	put := func(name, raw string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(raw), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	lines := "{\"text\":\"One.\"}\n{\"text\":\"" + strings.Repeat("x", 300) + "\"}\n{\"text\":\"Three.\"}\n"
	put("a.jsonl", lines)
	put("b!c.zip", packed("in/a.jsonl", lines, "b.txt", "Snow.", "d.zip", packed("e.txt", "Ice.")))
	put("d.zip", "PK\x03\x04")
	for path, want := range map[string]string{
		"a.jsonl:3":               "a.jsonl:3 Three.",
		"a.jsonl:2":               "! a.jsonl:2: too large: it is over the limit of 200 bytes: split it into reports",
		"a.jsonl:9":               "! a.jsonl:9: it is not in a.jsonl any more: add that again",
		"b!c.zip!in/a.jsonl:1":    "b!c.zip!in/a.jsonl:1 One.",
		"b!c.zip!b.txt":           "b!c.zip!b.txt Snow.",
		"b!c.zip!d.zip!e.txt":     "b!c.zip!d.zip!e.txt Ice.",
		"b!c.zip!d.zip":           "b!c.zip!d.zip!e.txt Ice.",
		"b!c.zip!f.txt":           "! b!c.zip!f.txt: it is not in b!c.zip any more: add that again",
		"d.zip!a.txt":             "! d.zip: damaged: zip: not a valid zip file: what follows in it is not read; fetch it again",
		"none.zip!a.txt":          "! none.zip!a.txt: no such file or folder: check its name",
		filepath.Join("x", "y:1"): "! x/y:1: no such file or folder: check its name",
	} {
		var got []string
		for item := range Find(context.Background(), filepath.Join(dir, path), Options{MaxBytes: 200}) {
			s := item.Path + " "
			if item.Err != nil {
				s = "! " + item.Err.Error()
			} else {
				s += item.Report.Text
			}
			got = append(got, strings.ReplaceAll(s, dir+string(filepath.Separator), ""))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

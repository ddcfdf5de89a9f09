package stagetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Lines runs the cases of the files that pattern names: each line is a text of its
// own, and the indented lines below it are what find is to say of it, one line for
// each thing found. Empty lines and lines that begin with "#" are for readers. With
// -update what is found is written into the files instead.
func Lines(t *testing.T, pattern string, find func(file, text string) []string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases at %s: %v", pattern, err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines, out := strings.Split(strings.TrimRight(string(raw), "\n"), "\n"), ""
		for i, text := range lines {
			if strings.HasPrefix(text, "\t") {
				if i == 0 || lines[i-1] == "" || lines[i-1][0] == '#' {
					t.Errorf("%s, line %d: stands below no text", file, i+1)
				}
				continue
			}
			out += text + "\n"
			if text == "" || text[0] == '#' {
				continue
			}
			got, want := "", ""
			for _, l := range find(file, text) {
				got += "\t" + l + "\n"
			}
			for _, l := range lines[i+1:] {
				if !strings.HasPrefix(l, "\t") {
					break
				}
				want += l + "\n"
			}
			if out += got; got != want && !*update {
				t.Errorf("%s: %s\nwant:\n%sgot:\n%s", file, text, want, got)
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

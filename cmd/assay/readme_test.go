package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var record = flag.Bool("record", false, "write what the commands of docs/trace.md and docs/rulings.md print into them")

// Every terminal session of the README, of docs/trace.md, docs/rulings.md, docs/estimates.md, docs/search.md and docs/exports.md (a block
// marked ```console) is replayed: a line "$ assay …" or "$ go run ./cmd/assay …" is a
// command, the lines after it are what it prints. "…" alone on a line stands for lines left
// out.
//
//	go test ./cmd/assay -run Sessions -record
//
// writes the pages in docs anew.
func TestSessions(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", t.TempDir()) // no settings of whoever runs this
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Run("README", func(t *testing.T) { replay(t, filepath.Join(root, "README.md"), root) })
	t.Run("trace", func(t *testing.T) { replay(t, filepath.Join(root, "docs", "trace.md"), root) })
	for page, reports := range map[string]string{"rulings": "demo", "estimates": "trace", "search": "demo", "exports": "demo coded"} {
		t.Run(page, func(t *testing.T) {
			dir := t.TempDir() // a ledger is made
			for folder := range strings.FieldsSeq(reports) {
				if err := os.CopyFS(filepath.Join(dir, "testdata", folder), os.DirFS(filepath.Join(root, "testdata", folder))); err != nil {
					t.Fatal(err)
				}
			}
			replay(t, filepath.Join(root, "docs", page+".md"), dir)
		})
	}
}

// blocks matches the terminal sessions of a page.
var blocks = regexp.MustCompile("(?s)```console\n(.*?)```")

// replay holds a page to what its commands print where they are run.
func replay(t *testing.T, page, dir string) {
	t.Chdir(dir)
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Errorf("NOT CHECKED: there is no %s", page)
		return
	}
	text := string(raw)
	sessions := blocks.FindAllStringSubmatch(text, -1)
	if len(sessions) == 0 {
		t.Errorf("NOT CHECKED: %s has no session (a block marked ```console)", page)
	}
	for _, s := range sessions {
		for _, part := range strings.Split("\n"+s[1], "\n$ ")[1:] {
			command, want, _ := strings.Cut(part, "\n")
			args, ok := strings.CutPrefix(command, "go run ./cmd/assay ")
			if !ok {
				if args, ok = strings.CutPrefix(command, "assay "); !ok {
					continue // "cd", "go build": nothing of ours
				}
			}
			var out, errs strings.Builder
			if code := run(t.Context(), words(args), strings.NewReader(""), &out, &errs); code != 0 {
				t.Errorf("%s: exit status %d: %s", command, code, errs.String())
			}
			got := errs.String() + out.String()
			if session(want).MatchString(trimLines(got)) {
				continue
			}
			if *record && filepath.Base(page) != "README.md" {
				text = strings.Replace(text, "$ "+command+"\n"+want, "$ "+command+"\n"+trimLines(got)+"\n", 1)
				continue
			}
			t.Errorf("%s: %s says\n%s\nbut it prints\n%s", command, page, want, got)
		}
	}
	if text != string(raw) {
		if err := os.WriteFile(page, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// words cuts a command line as a shell does, single quotation marks held together.
func words(line string) (list []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}

// session returns what an output must match to be the one quoted.
func session(quoted string) *regexp.Regexp {
	lines := strings.Split(trimLines(quoted), "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) == "…" {
			lines[i] = "(?s:.*)"
		} else {
			lines[i] = regexp.QuoteMeta(line)
		}
	}
	return regexp.MustCompile(`^` + strings.Join(lines, `\n`) + `$`)
}

func trimLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

func TestSessionPattern(t *testing.T) {
	for _, c := range []struct {
		quoted, got string
		want        bool
	}{
		{"a\nb\n", "a  \nb", true},
		{"a\n…\nd", "a\nb\nc\nd", true},
		{"a\n…", "a\nb\nc", true},
		{"a.c", "abc", false},
		{"a\n…\nd", "a\nb\nc", false},
	} {
		if got := session(c.quoted).MatchString(trimLines(c.got)); got != c.want {
			t.Errorf("%q for %q: %v", c.quoted, c.got, got)
		}
	}
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every terminal session of the README and of docs/rulings.md (a block marked ```console)
// is replayed: a line "$ assay …" or "$ go run ./cmd/assay …" is a command, the lines
// after it are what it prints. "…" alone on a line stands for lines left out.
func TestReadmeSessions(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("README.md", func(t *testing.T) { replay(t, root, "README.md", root) })
	t.Run("rulings.md", func(t *testing.T) {
		dir := t.TempDir() // a ledger is made
		if err := os.CopyFS(filepath.Join(dir, "testdata", "demo"), os.DirFS(filepath.Join(root, "testdata", "demo"))); err != nil {
			t.Fatal(err)
		}
		replay(t, root, filepath.Join("docs", "rulings.md"), dir)
	})
}

func replay(t *testing.T, root, page, dir string) {
	raw, err := os.ReadFile(filepath.Join(root, page))
	if err != nil {
		t.Skipf("NOT CHECKED: there is no %s", page)
	}
	sessions := regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(raw), -1)
	if len(sessions) == 0 {
		t.Skipf("NOT CHECKED: %s has no session (a block marked ```console)", page)
	}
	t.Chdir(dir)
	t.Setenv("HOME", t.TempDir()) // no settings of whoever runs this
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
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
			if got := errs.String() + out.String(); !session(want).MatchString(trimLines(got)) {
				t.Errorf("%s: %s says\n%s\nbut it prints\n%s", command, page, want, got)
			}
		}
	}
}

// words cuts a command as a shell does that knows only single quotation marks.
func words(command string) (list []string) {
	for i, part := range strings.Split(command, "'") {
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

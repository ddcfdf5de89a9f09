package screens

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A kit is what looking takes: a folder with the tools, and the program.
type kit struct{ dir, program, pictures string }

func newKit(t *testing.T) *kit {
	if os.Getenv("ASSAY_LONG") == "" {
		t.Skip("SKIPPED: set ASSAY_LONG=1 to look at pages in Chromium")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIPPED: there is no %s", tool)
		}
	}
	k := &kit{dir: t.TempDir(), pictures: os.Getenv("ASSAY_PICTURES")} // the tree may be one that cannot be written to
	if k.pictures == "" {
		k.pictures = filepath.Join(k.dir, "pictures")
	}
	for _, name := range []string{"look.mjs", "package.json", "package-lock.json"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(k.dir, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := run(k.dir, "npm", "ci", "--no-audit", "--no-fund"); err != nil {
		t.Skipf("SKIPPED: npm cannot fetch axe-core and playwright-core: %s", out)
	}
	k.program = filepath.Join(k.dir, "assay")
	if out, err := run("../..", "go", "build", "-o", k.program, "./cmd/assay"); err != nil {
		t.Fatal(out)
	}
	return k
}

func run(in, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = in
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// look looks at pages.
func (k *kit) look(t *testing.T, args ...string) {
	t.Helper()
	out, err := run(k.dir, "node", append([]string{"look.mjs", k.pictures}, args...)...)
	t.Log(out)
	switch {
	case strings.Contains(out, "SKIPPED"):
		t.Skip("SKIPPED: there is no Chromium")
	case err != nil:
		t.Error("something is amiss")
	}
}

// TestScreens opens the pages of testdata/wikinews, of testdata/demo and of three hundred
// reports in Chromium. Pictures and PDF files go to the folder that ASSAY_PICTURES names.
func TestScreens(t *testing.T) {
	k := newKit(t)
	var pages []string
	read := func(name string, args ...string) {
		file := filepath.Join(k.dir, name+".html")
		if out, err := run("../..", k.program, append([]string{"read", "--format", "html", "-o", file}, args...)...); err != nil {
			t.Fatal(out)
		}
		pages = append(pages, file)
	}
	read("wikinews", "testdata/wikinews")
	read("demo", "testdata/demo")
	if pile := filepath.Join(k.dir, "pile.jsonl"); three(t, pile) {
		read("pile300", "--reader", "fast", pile)
	}
	k.look(t, pages...)
}

// TestWorkspace opens the screens of assay serve on testdata/demo, and on reports whose words
// would do something if they were not shown as words.
func TestWorkspace(t *testing.T) {
	k := newKit(t)
	t.Run("demo", func(t *testing.T) {
		k.serve(t, func(ask func(path string) string) []string {
			first := func(pattern, path string) string { return regexp.MustCompile(pattern).FindString(ask(path)) }
			return []string{"pile=/", "chosen=/?action=killed", "stories=/stories", "search=/search?q=killed", "quarantine=/quarantine", "rulings=/rulings",
				"event=" + first(`/events/occ[0-9a-f]+`, "/"), "estimate=" + first(`/estimates/est[0-9a-f]+`, "/?conflict=yes"),
				"report=" + first(`/reports/[0-9a-f]+`, "/stories"), "story=" + first(`/stories/st[0-9a-f]+`, "/stories")}
		}, "testdata/demo")
	})
	t.Run("hostile", func(t *testing.T) {
		var b strings.Builder
		for k, words := range []string{`<script>alert(1)</script>`, `<img src=x onerror="alert(1)">`, `"><svg onload=alert(1)>`, `</style><style>body{display:none}</style>`,
			`<div hx-get="/names" hx-trigger="load">`, "\u202Egnp.exe", `<iframe src="https://evil.example">`, strings.Repeat("unbroken", 40)} {
			line, err := json.Marshal(map[string]string{"title": words, "publisher": words, "date": "2024-05-01",
				"text": fmt.Sprintf("On Monday %d people were killed in the flood in Haro, the police of %s said.\n", k+3, words)})
			if err != nil {
				t.Fatal(err)
			}
			b.Write(append(line, '\n'))
		}
		pile := filepath.Join(k.dir, "hostile.jsonl")
		if err := os.WriteFile(pile, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		k.serve(t, func(ask func(path string) string) []string {
			pages := []string{"hostile-pile=/", "hostile-stories=/stories", "hostile-search=/search?q=killed"}
			for k, path := range regexp.MustCompile(`/(?:reports|estimates)/[0-9a-z]+`).FindAllString(ask("/")+ask("/stories"), 4) {
				pages = append(pages, fmt.Sprintf("hostile-%d=%s", k, path))
			}
			return pages
		}, pile)
	})
}

// serve reads reports fast into a ledger, serves it, and looks at the pages that are named.
func (k *kit) serve(t *testing.T, pages func(ask func(path string) string) []string, reports string) {
	ledger := filepath.Join(t.TempDir(), "assay.db")
	if out, err := run("../..", k.program, "add", "--reader", "fast", "-l", ledger, reports); err != nil {
		t.Fatal(out)
	}
	cmd := exec.Command(k.program, "serve", "-l", ledger)
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
	}()
	opened, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	opened = strings.TrimSpace(opened)
	server, token, _ := strings.Cut(opened, "/open/")
	ask := func(path string) string {
		for range 60 { // until the ledger was looked at
			req, err := http.NewRequest(http.MethodGet, server+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+token)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode == http.StatusOK {
				return string(b)
			}
			time.Sleep(time.Second)
		}
		t.Fatal("the ledger is not looked at within a minute")
		return ""
	}
	k.look(t, append([]string{"--at", opened}, pages(ask)...)...)
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

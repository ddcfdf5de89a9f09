package screens

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/internal/workload"
	"assay/pipeline"
	"assay/store"
)

// A kit is what looking takes: a folder with the tools, and the program.
type kit struct{ dir, program, pictures string }

func newKit(t *testing.T) *kit {
	if os.Getenv("ASSAY_LONG") == "" && os.Getenv("ASSAY_SCREENS") == "" {
		t.Skip("SKIPPED: set ASSAY_LONG=1 to look at pages in Chromium, or ASSAY_SCREENS=1 to drive the workspace for a minute")
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
	for _, name := range []string{"look.mjs", "drive.mjs", "team.mjs", "package.json", "package-lock.json"} {
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

// look looks at pages, and returns what is said of them.
func (k *kit) look(t *testing.T, args ...string) string {
	t.Helper()
	out, err := run(k.dir, "node", append([]string{"look.mjs", k.pictures}, args...)...)
	t.Log(out)
	switch {
	case strings.Contains(out, "SKIPPED"):
		t.Skip("SKIPPED: there is no Chromium")
	case err != nil:
		t.Error("something is amiss")
	}
	return out
}

// TestScreens opens the pages of testdata/wikinews, of testdata/demo and of three hundred
// reports in Chromium. Pictures and PDF files go to the folder that ASSAY_PICTURES names.
func TestScreens(t *testing.T) {
	long(t)
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

// long skips what takes long.
func long(t *testing.T) {
	if os.Getenv("ASSAY_LONG") == "" {
		t.Skip("SKIPPED: set ASSAY_LONG=1")
	}
}

var task = regexp.MustCompile(`(?m)^task (\|.*)$`)

// TestWorkspace drives assay serve: on the demo every screen, every key and the day of an analyst, whose
// counts of keys are those of docs/workspace.md; what is served to a team; then reports whose words would do something if they
// were not shown as words; one of 200,000 words; and 20,000 reports.
func TestWorkspace(t *testing.T) {
	k := newKit(t)
	t.Run("demo", func(t *testing.T) {
		words := []string{"drive"}
		if os.Getenv("ASSAY_LONG") == "" {
			words = append(words, "short")
		}
		out := k.serve(t, k.ledger(t, "testdata/demo", "testdata/wikinews"), func(func(string) string) []string { return words })
		doc, err := os.ReadFile("../../docs/workspace.md")
		if err != nil {
			t.Fatal(err)
		}
		done := task.FindAllStringSubmatch(out, -1)
		for _, m := range done {
			if !strings.Contains(string(doc), m[1]) {
				t.Errorf("docs/workspace.md does not say: %s", m[1])
			}
		}
		if len(done) == 0 {
			t.Error("no task was done")
		}
	})
	t.Run("team", func(t *testing.T) { // people who may do this and not that, and see part of it
		ledger := k.ledger(t, "testdata/demo")
		password, err := exec.Command(k.program, "account", "add", "olga", "--role", "owner", "-l", ledger).Output()
		if err != nil {
			t.Fatal(err)
		}
		k.serve(t, ledger, func(func(string) string) []string {
			return []string{"team", "olga", strings.TrimSpace(string(password))}
		}, "--accounts")
	})
	t.Run("hostile", func(t *testing.T) {
		long(t)
		var records []map[string]string
		for k, words := range []string{`<script>alert(1)</script>`, `<img src=x onerror="alert(1)">`, `"><svg onload=alert(1)>`, `</style><style>body{display:none}</style>`,
			`<div hx-get="/names" hx-trigger="load">`, "\u202Egnp.exe", `<iframe src="https://evil.example">`, strings.Repeat("unbroken", 40)} {
			records = append(records, map[string]string{"title": words, "publisher": words, "date": "2024-05-01",
				"text": fmt.Sprintf("On Monday %d people were killed in the flood in Haro, the police of %s said.\n", k+3, words)})
		}
		k.serve(t, k.ledger(t, k.write(t, records)), func(ask func(path string) string) []string {
			return append([]string{"/search?q=killed"}, regexp.MustCompile(`/(?:reports|estimates)/[0-9a-z]+`).FindAllString(ask("/")+ask("/stories"), 4)...)
		})
	})
	t.Run("long", func(t *testing.T) {
		long(t)
		k.serve(t, k.ledger(t, k.write(t, []map[string]string{{"title": "The long report of the flood", "publisher": "The Long Post", "date": "2024-05-01", "text": book(200_000)}})),
			func(ask func(path string) string) []string {
				return []string{"long", regexp.MustCompile(`/reports/[0-9a-f]+`).FindString(ask("/stories"))}
			})
	})
	t.Run("many", func(t *testing.T) {
		long(t)
		k.serve(t, k.many(t, 20_000), func(func(string) string) []string { return []string{"keys"} })
	})
}

// ledger reads reports fast into a new ledger.
func (k *kit) ledger(t *testing.T, reports ...string) string {
	name := filepath.Join(t.TempDir(), "assay.db")
	if out, err := run("../..", k.program, append([]string{"add", "--reader", "fast", "-l", name}, reports...)...); err != nil {
		t.Fatal(out)
	}
	return name
}

// many makes a ledger of many generated reports, or copies the one that ASSAY_LEDGER names.
func (k *kit) many(t *testing.T, n int) string {
	name := filepath.Join(t.TempDir(), "assay.db")
	if from := os.Getenv("ASSAY_LEDGER"); from != "" {
		b, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(name, b, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	st, err := store.Create(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	stages := pipeline.Default(pipeline.Options{})
	for docs := range slices.Chunk(workload.Tell(n, 7).Docs, 1000) {
		if _, err := st.Add(t.Context(), docs, stages); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(st.Prepare(t.Context()), st.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

// write writes records to a file.
func (k *kit) write(t *testing.T, records []map[string]string) string {
	var b strings.Builder
	for _, r := range records {
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	name := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// book invents a text of so many words, one of eight sentences with a figure.
func book(words int) string {
	rnd := rand.New(rand.NewPCG(5, 6))
	one := func(list string) string {
		all := strings.Split(list, ",")
		return all[rnd.IntN(len(all))]
	}
	const plain = "the,river,rose,again,over,night,and,people,left,for,road,while,trucks,carried,water,rice,tents,from,town,to,camps,where,families,wait,near,broken,dam,soldiers,build,new,bridge,of,wood"
	var b strings.Builder
	for n := 0; n < words; {
		for range 4 {
			var s []string
			if rnd.IntN(8) == 0 {
				s = strings.Fields(fmt.Sprintf("On %s %d people %s in %s, %s said", one("Monday,Tuesday,Friday"), 2+rnd.IntN(900), one("were killed,were injured,were displaced,are missing"), one("Dadu,Haro,Sehwan,Larkana,Sukkur,Badin"), one("the police,the mayor,the Red Cross,the provincial government")))
			} else {
				for range 9 + rnd.IntN(14) {
					s = append(s, one(plain))
				}
			}
			n += len(s)
			b.WriteString(strings.Join(s, " ") + ". ")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// serve serves a ledger, and looks at what is named of it.
func (k *kit) serve(t *testing.T, ledger string, args func(ask func(path string) string) []string, flags ...string) string {
	cmd := exec.Command(k.program, append([]string{"serve", "-l", filepath.Base(ledger)}, flags...)...) // pages name it so
	cmd.Dir = filepath.Dir(ledger)
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
		for range 300 { // until the ledger was looked at
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
		t.Fatal("the ledger is not looked at within five minutes")
		return ""
	}
	return k.look(t, append([]string{"--at", opened}, args(ask)...)...)
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

//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/store"
)

// A deed is something that the program does to a ledger, in steps: those that ended well are
// not to be lost, however it is killed in the next.
type deed struct {
	name  string
	steps [][]string
	// after looks at what is there when it was killed, having ended so many steps.
	after func(t *testing.T, dir string, ended int)
	// gone are words that stand in none of some ledgers once it was done again.
	gone, from []string
}

// TestKills kills the program at moments of chance in all that it does to a ledger. After each the
// ledger opens and is verified, has all that was said to be done, and doing it again leads to what it
// leads to undisturbed. ASSAY_LONG=1 does it a hundred times.
func TestKills(t *testing.T) {
	const seed = 23
	base := t.TempDir()
	if err := os.Mkdir(filepath.Join(base, "in"), 0o777); err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		write(t, filepath.Join(base, "in", fmt.Sprintf("%d.txt", i)), fmt.Sprintf("DADU, Pakistan — At least %d people died in the flood of district %d on Monday, said Zolqwick Brandreth, a nurse. The mayor of %s said that %d houses were destroyed.\n", i+3, i, town(i), 2*i))
	}
	file := func(i int) string { return filepath.Join("in", fmt.Sprintf("%d.txt", i)) }
	files := func(from, to int) (list []string) {
		for i := from; i < to; i++ {
			list = append(list, file(i))
		}
		return list
	}
	add := func(from, to int) []string {
		return append([]string{"add", "--reader", "fast", "--workers", "1"}, files(from, to)...)
	}
	must := func(dir string, args ...string) string {
		t.Helper()
		code, out := end(t, dir, args...)
		if code != 0 {
			t.Fatalf("%v: exit status %d: %s", args, code, out)
		}
		return out
	}
	must(base, add(0, 12)...)
	must(base, "rule", "apart", file(0), file(1))
	must(base, "estimates")
	must(base, "backup", "first.db")
	if err := oldLedger(filepath.Join(base, "old.db")); err != nil {
		t.Fatal(err)
	}
	has := func(t *testing.T, path string, files ...string) {
		t.Helper()
		st, err := store.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		for _, name := range files {
			if _, err := st.Find(t.Context(), name); err != nil {
				t.Errorf("%s is not there: %v", name, err)
			}
		}
	}
	copied := func(name string) func(*testing.T, string, int) {
		return func(t *testing.T, dir string, ended int) {
			has(t, filepath.Join(dir, "assay.db"), files(0, 12)...)
			_, err := os.Stat(filepath.Join(dir, name))
			switch {
			case err == nil:
				must(dir, "verify", "-l", name)
				has(t, filepath.Join(dir, name), files(0, 12)...)
			case ended > 0:
				t.Errorf("%s is said to be written: %v", name, err)
			}
		}
	}
	deeds := []deed{
		{name: "add", steps: [][]string{add(12, 16), add(16, 22), add(22, 30)}, after: func(t *testing.T, dir string, ended int) {
			has(t, filepath.Join(dir, "assay.db"), files(0, []int{12, 16, 22, 30}[ended])...)
		}},
		{name: "rule", steps: [][]string{{"rule", "together", file(2), file(3)}, {"rule", "together", file(4), file(5)}, {"rule", "apart", file(6), file(7)}}, after: func(t *testing.T, dir string, ended int) {
			if out := must(dir, "rule", "list"); strings.Count(out, "\n") < 1+ended {
				t.Errorf("of %d rulings there are:\n%s", 1+ended, out)
			}
		}},
		{name: "erase", steps: [][]string{{"erase", file(3), file(4)}}, gone: []string{town(3), strings.ToLower(town(3)), town(4), strings.ToLower(town(4))}, from: []string{"assay.db"}, after: func(t *testing.T, dir string, ended int) {
			has(t, filepath.Join(dir, "assay.db"), files(5, 12)...)
		}},
		{name: "erase of a copy", steps: [][]string{{"erase", file(3), "--backup", "first.db"}}, gone: []string{town(3), strings.ToLower(town(3))}, from: []string{"assay.db", "first.db"}, after: func(t *testing.T, dir string, ended int) {
			has(t, filepath.Join(dir, "assay.db"), files(4, 12)...)
		}},
		{name: "erase of a person", steps: [][]string{{"erase", "--reader", "fast", "--person", "Zolqwick Brandreth", "--backup", "first.db"}}, gone: []string{"olqwick", "randreth"}, from: []string{"assay.db", "first.db"}, after: func(t *testing.T, dir string, ended int) {
			has(t, filepath.Join(dir, "assay.db"), files(0, 12)...)
		}},
		{name: "migrate", steps: [][]string{append(add(12, 16), "-l", "old.db")}, after: func(t *testing.T, dir string, ended int) {
			backups, _ := filepath.Glob(filepath.Join(dir, "old.db.v10-backup*"))
			if ended > 0 && len(backups) == 0 {
				t.Error("there is no backup")
			}
			for _, path := range backups {
				if n, err := oldReports(path); n != 7 || err != nil {
					t.Errorf("the backup has %d reports, %v", n, err)
				}
			}
		}},
		{name: "backup", steps: [][]string{{"backup", "second.db"}}, after: copied("second.db")},
		{name: "restore", steps: [][]string{{"restore", "first.db", "-l", "new.db"}}, after: copied("new.db")},
	}
	rounds := 1
	if os.Getenv("ASSAY_LONG") != "" {
		rounds = 13
	}
	all, inside, unfinished := 0, 0, 0
	for i, d := range deeds {
		name := d.name
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			ledger := "assay.db"
			if name == "migrate" {
				ledger = "old.db"
			}
			// Undisturbed: what it leads to, and how long it takes.
			dir := t.TempDir()
			same(t, base, dir)
			begun := time.Now()
			for _, args := range d.steps {
				must(dir, args...)
			}
			takes := time.Since(begun)
			must(dir, "verify", "-l", ledger)
			want := linesIn(t, filepath.Join(dir, ledger))
			for round := range rounds {
				dir := t.TempDir()
				same(t, base, dir)
				at := time.Duration(r.Float64() * 1.1 * float64(takes))
				what := fmt.Sprintf("seed %d, round %d, killed after %v of %v", seed, round, at, takes)
				ended, killed := killAt(t, dir, d.steps, at)
				all++
				if killed {
					inside++
				}
				code, out := end(t, dir, "verify", "-l", ledger)
				switch {
				case code == 0:
				case name == "migrate" && strings.Contains(out, "is a ledger of the older version 10"): // nothing was done
				case strings.HasPrefix(name, "erase") && ended == 0 && strings.Contains(out, "erasure: it was cut off") && strings.Contains(out, ": 1 thing is not as it should be"):
					unfinished++
				default:
					t.Errorf("%s: verify says\n%s", what, out)
				}
				d.after(t, dir, ended)
				for _, args := range d.steps {
					code, out := end(t, dir, args...)
					done := strings.Contains(out, "is there already") || strings.Contains(out, "no report") || strings.Contains(out, "has the name") // it was done before
					if code != 0 && !done {
						t.Errorf("%s: done again, %v: exit status %d: %s", what, args, code, out)
					}
				}
				if code, out := end(t, dir, "verify", "-l", ledger); code != 0 {
					t.Errorf("%s: done again, verify says\n%s", what, out)
				}
				if got := linesIn(t, filepath.Join(dir, ledger)); got != want {
					t.Errorf("%s: done again, it is another ledger than undisturbed", what)
				}
				gone(t, dir, d.gone, d.from)
				for _, name := range d.from {
					if code, out := end(t, dir, "verify", "-l", name); code != 0 {
						t.Errorf("%s: done again, verify says of %s\n%s", what, name, out)
					}
				}
				if t.Failed() {
					t.Fatal(what)
				}
			}
		})
	}
	t.Logf("seed %d: %d kills, %d before the end of what was begun, %d of erasures that were to be finished", seed, all, inside, unfinished)
}

// begin starts the program in a folder; what it says is in said once it has ended.
func begin(t *testing.T, dir string, args ...string) (cmd *exec.Cmd, said *bytes.Buffer) {
	t.Helper()
	path, err := exec.LookPath("assay") // TestMain puts it there
	if err != nil {
		t.Fatal(err)
	}
	cmd, said = exec.Command(path, args...), &bytes.Buffer{}
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, said
}

// end runs the program and returns its exit status and what it says.
func end(t *testing.T, dir string, args ...string) (int, string) {
	t.Helper()
	cmd, said := begin(t, dir, args...)
	code := exitStatus(t, cmd)
	return code, said.String()
}

// killAt runs steps one after another and kills the program after some time. It returns how many
// ended well before.
func killAt(t *testing.T, dir string, steps [][]string, at time.Duration) (ended int, killed bool) {
	t.Helper()
	late := time.After(at)
	for _, args := range steps {
		cmd, said := begin(t, dir, args...)
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("%v: %v: %s", args, err, said)
			}
			ended++
		case <-late:
			cmd.Process.Kill()
			if err := <-done; err == nil { // it had ended
				return ended + 1, false
			}
			return ended, true
		}
	}
	return ended, false
}

func same(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// linesIn returns what a ledger holds, as lines, and its rulings.
func linesIn(t *testing.T, path string) string {
	t.Helper()
	st, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var b bytes.Buffer
	if err := st.Lines(t.Context(), &b); err != nil {
		t.Error(err)
	}
	rulings, err := st.Rulings(t.Context())
	if err != nil {
		t.Error(err)
	}
	for _, r := range rulings {
		fmt.Fprintln(&b, r.What, r.A, r.B, r.Together)
	}
	return b.String()
}

// gone holds that no file of some ledgers in dir has words.
func gone(t *testing.T, dir string, words, ledgers []string) {
	t.Helper()
	for _, name := range ledgers {
		for _, pattern := range []string{name, name + "-*", name + "-index/*", name + ".*"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range found {
				if info, err := os.Stat(path); err != nil || info.IsDir() {
					continue
				}
				b, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				for _, w := range words {
					if bytes.Contains(b, []byte(w)) {
						t.Errorf("%s has %q still", filepath.Base(path), w)
					}
				}
			}
		}
	}
}

// town is a word of one report alone, which no compression puts together from those of others.
func town(i int) string {
	return fmt.Sprintf("Q%c%c%cvw", 'a'+i%26, 'a'+i*7%26, 'a'+i*11%26)
}

// oldLedger writes a ledger of version 10, as that version left it.
func oldLedger(to string) error {
	f, err := os.Open(filepath.Join("..", "..", "store", "testdata", "v10.db.gz"))
	if err != nil {
		return err
	}
	defer f.Close()
	gz, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	b, err := io.ReadAll(gz)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o666)
}

func oldReports(path string) (n int, err error) {
	old, err := sql.Open("sqlite", path)
	if err != nil {
		return 0, err
	}
	defer old.Close()
	var version int
	err = old.QueryRow("SELECT (SELECT count(*) FROM reports), (SELECT user_version FROM pragma_user_version)").Scan(&n, &version)
	if err == nil && version != 10 {
		err = errors.New("it is of another version")
	}
	return n, err
}

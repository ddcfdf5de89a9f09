package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/ledger"
	"assay/table"
)

// pile returns reports with claims, figures and copies among them.
func pile(t *testing.T, n int) []*assay.Doc {
	texts := []string{boatText, cutText}
	for i := range n - 2 {
		texts = append(texts, fmt.Sprintf("GARISSA, Kenya — At least %d people were hurt when a bus left the road near Garissa on Monday, the police said.\n\n“The brakes gave way,” said Halima Yusuf, who sat behind the driver of bus %d. The owner did not answer calls about the %d seats.", i+12, i, i+40))
	}
	return read(t, texts...)
}

// The ids of an estimate and of a story of pile.
var oneEstimate, oneStory string

// answers are all exports and listings of a ledger, and the errors they end with.
func answers(t *testing.T, path string) (out []string, errs []error) {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		return nil, []error{err}
	}
	defer s.Close()
	var b bytes.Buffer
	err = s.Lines(t.Context(), &b)
	out, errs = append(out, b.String()), append(errs, err)
	for _, name := range table.Names {
		for _, query := range []string{"", "people"} {
			rows, err := s.Query(t.Context(), name, query, false)
			out, errs = append(out, fmt.Sprint(rows)), append(errs, err)
		}
	}
	rulings, err := s.Rulings(t.Context())
	out, errs = append(out, fmt.Sprint(rulings)), append(errs, err)
	// One report and one estimate are shown by themselves.
	r, err := s.Read(t.Context(), "a.txt")
	b.Reset()
	if err == nil {
		err = ledger.EncodeReport(&b, r.Doc)
		fmt.Fprintln(&b, r.Story, r.Stages, len(r.Reports))
	}
	out, errs = append(out, b.String()), append(errs, err)
	b.Reset()
	est, err := s.Estimate(t.Context(), oneEstimate, false)
	if err == nil {
		var line []byte
		line, err = json.Marshal(est)
		b.Write(line)
	}
	out, errs = append(out, b.String()), append(errs, err)
	b.Reset()
	told, err := s.Story(t.Context(), oneStory, false)
	if err == nil {
		fmt.Fprint(&b, told)
	}
	out, errs = append(out, b.String()), append(errs, err)
	quarantine, err := s.Quarantine(t.Context())
	return append(out, fmt.Sprint(quarantine)), append(errs, err)
}

// Whatever page of a ledger is damaged: each export and each listing is as it
// was, or ends with an error that says that the ledger is damaged.
func TestEveryPageDamaged(t *testing.T) {
	ofFiles(t, "pages of files")
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.db")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	docs := pile(t, 14)
	if _, err := s.Take(t.Context(), Batch{Docs: docs, Failed: []Failed{{Path: "x.txt", Raw: []byte("%PDF-1"), Reason: "x.txt: a PDF file"}}}, stages); err != nil {
		t.Fatal(err)
	}
	if err := s.Rule(t.Context(), Ruling{A: docs[0].ID.String(), B: docs[1].ID.String(), Why: "two desks"}); err != nil {
		t.Fatal(err)
	}
	all := lines(t, s) // estimates too
	_, id, _ := strings.Cut(all, `{"ledger":1,"estimate":{"id":"`)
	oneEstimate, _, _ = strings.Cut(id, `"`)
	_, id, _ = strings.Cut(all, `{"ledger":1,"story":{"id":"`)
	oneStory, _, _ = strings.Cut(id, `"`)
	if oneEstimate == "" || oneStory == "" {
		t.Fatal("no estimate, or no story")
	}
	s.Close()
	for _, left := range []string{path + "-wal", path + "-shm"} {
		if _, err := os.Stat(left); err == nil {
			t.Errorf("%s is left", left)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	good, errs := answers(t, path)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	const page = pageSize
	r := rand.New(rand.NewPCG(4, 9))
	seen, silent := 0, 0
	damages := []func(b []byte){
		func(b []byte) { b[r.IntN(len(b))] ^= byte(1 + r.IntN(255)) }, // a byte anywhere
		func(b []byte) { b[r.IntN(120)] ^= byte(1 << r.IntN(8)) },     // a bit of the head
		func(b []byte) {
			for i := range 64 {
				b[(r.IntN(page-64)+i)%page] ^= 0x15
			}
		}, // some bytes
		func(b []byte) { at := r.IntN(page - 512); clear(b[at : at+512]) },                 // a sector
		func(b []byte) { at := page - 1 - r.IntN(page/2); b[at] = byte('a' + r.IntN(26)) }, // a letter of a cell
		func(b []byte) { clear(b) }, // all of it
	}
	bad := filepath.Join(dir, "bad.db")
	for at := 0; at < len(whole); at += page {
		for k, damage := range damages {
			b := slices.Clone(whole)
			damage(b[at : at+page])
			if bytes.Equal(b, whole) {
				continue
			}
			for _, name := range []string{bad, bad + "-wal", bad + "-shm"} {
				os.Remove(name)
			}
			os.RemoveAll(bad + "-index")
			if err := os.WriteFile(bad, b, 0o666); err != nil {
				t.Fatal(err)
			}
			got, errs := answers(t, bad)
			for i := range errs {
				if errs[i] == nil && got[i] != good[i] {
					silent++
					t.Errorf("page %d, damage %d: answer %d is another, silently", at/page+1, k, i)
				}
				if errs[i] != nil {
					seen++
					if msg := errs[i].Error(); strings.ContainsAny(msg, "\n") || strings.Contains(msg, "SQL") && !strings.Contains(msg, "not an SQLite file") || !strings.HasPrefix(msg, bad+": ") {
						t.Errorf("page %d, damage %d: %s", at/page+1, k, msg)
					}
				}
			}
		}
	}
	t.Logf("%d pages, %d answers ended with an error, %d silently other", len(whole)/page, seen, silent)
	if seen < len(whole)/page {
		t.Errorf("only %d errors: the damage was none", seen)
	}
}

// Whatever page of a ledger is zeroed, which breaks its structure too: what can be
// read is out, in whole lines that are lines of the whole ledger, and then comes an
// error that says so. Stories and estimates may still have to be made.
func TestEveryPageZeroed(t *testing.T) {
	ofFiles(t, "pages of files")
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	const reports, page = 24, pageSize
	for _, made := range []bool{true, false} {
		dir := t.TempDir()
		path := filepath.Join(dir, "whole.db")
		s, err := Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(t.Context(), pile(t, reports), stages); err != nil {
			t.Fatal(err)
		}
		var all string
		if made {
			all = lines(t, s)
		}
		s.Close()
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !made {
			_, all, _ = linesOf(t, path)
		}
		good := map[string]bool{"": true}
		for _, line := range strings.SplitAfter(all, "\n") {
			good[line] = true
		}
		bad := filepath.Join(dir, "bad.db")
		out, shut := 0, 0
		for at := 0; at < len(whole); at += page {
			b := slices.Clone(whole)
			clear(b[at : at+page])
			for _, left := range []string{"-index", "-wal", "-shm"} {
				os.RemoveAll(bad + left)
			}
			if err := os.WriteFile(bad, b, 0o666); err != nil {
				t.Fatal(err)
			}
			n, got, err := linesOf(t, bad)
			for _, line := range strings.SplitAfter(got, "\n") {
				if !good[line] {
					t.Errorf("page %d: %.80q is no line of the whole ledger", at/page+1, line)
				}
			}
			if err == nil && got != all {
				t.Errorf("page %d: %d reports, silently", at/page+1, n)
			}
			if n < reports && err != nil && n > 0 && !strings.Contains(err.Error(), "sha256:") {
				t.Errorf("page %d: %d reports, and no report is named: %v", at/page+1, n, err)
			}
			if n == 0 {
				shut++
			}
			out += n
		}
		pages := len(whole) / page
		mean := float64(out) / float64(pages-shut) // where anything can be read
		t.Logf("%d pages, %.2f of %d reports are out where one is zeroed, none %d times", pages, mean, reports, shut)
		// What none survives: the head, the first page of the reports, and the pages on
		// which SQLite keeps the tables' descriptions.
		if shut > 16 || mean < reports-0.5 {
			t.Errorf("none are out %d times, %.2f on the mean", shut, mean)
		}
	}
}

// linesOf returns the lines of a ledger and how many reports are among them.
func linesOf(t *testing.T, path string) (n int, text string, err error) {
	s, err := Open(t.Context(), path)
	if err != nil {
		return 0, "", err
	}
	defer s.Close()
	var b bytes.Buffer
	err = s.Lines(t.Context(), &b)
	return strings.Count(b.String(), `{"ledger":1,"report":`), b.String(), err
}

// What is read of a broken ledger goes to a new one: all reports whose entries are
// whole or whose bytes are, what else was given, and rulings.
func TestSalvage(t *testing.T) {
	ofFiles(t, "pages of files")
	const reports, page = 24, pageSize
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.db")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	docs := pile(t, reports)
	for _, doc := range docs {
		doc.Raw = []byte(doc.Text)
	}
	if _, err := s.Take(t.Context(), Batch{Docs: docs, Failed: []Failed{{Path: "x.pdf", Raw: []byte("%PDF-1"), Reason: "x.pdf: a PDF file"}}}, stages); err != nil {
		t.Fatal(err)
	}
	if err := s.Rule(t.Context(), Ruling{A: docs[0].ID.String(), B: docs[1].ID.String()}); err != nil {
		t.Fatal(err)
	}
	all := lines(t, s)
	s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(dir, "bad.db")
	broken, saved, same := 0, 0, 0
	for at := page; at < len(whole); at += 7 * page { // one of seven, the first of the reports among them
		b := slices.Clone(whole)
		clear(b[at : at+page])
		for _, left := range []string{"-index", "-wal", "-shm", ".salvaged", ".salvaged-index"} {
			os.RemoveAll(bad + left)
		}
		if err := os.WriteFile(bad, b, 0o640); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), bad)
		if err != nil {
			continue
		}
		if sound, err := s.Sound(t.Context()); err != nil || sound {
			if s.Close(); err != nil {
				t.Error(err)
			}
			continue
		}
		broken++
		to, err := s.Salvage(t.Context())
		s.Close()
		if err != nil {
			t.Errorf("page %d: %v", at/page+1, err)
			continue
		}
		if sound, err := to.Sound(t.Context()); err != nil || !sound {
			t.Errorf("page %d: what was salvaged is broken: %v", at/page+1, err)
		}
		ids, err := to.IDs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var again []*assay.Doc // what reread reads
		for _, doc := range docs {
			if src, err := to.Source(t.Context(), doc.ID.String()); err == nil && string(src.Raw) == doc.Text {
				again = append(again, doc)
			}
		}
		if err := to.Replace(t.Context(), again, stages); err != nil {
			t.Fatal(err)
		}
		if _, err := to.Mend(t.Context()); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := to.Lines(t.Context(), &out); err != nil && len(ids) == reports && len(again) == reports {
			t.Errorf("page %d: %v", at/page+1, err)
		}
		if v, err := to.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 {
			t.Errorf("page %d: salvaged and mended it has %v, %v", at/page+1, v.Wrong, err)
		}
		n := strings.Count(out.String(), `{"ledger":1,"report":`)
		if n < reports-4 {
			t.Logf("page %d: %d ids, %d sources, %d reports", at/page+1, len(ids), len(again), n)
		}
		if saved += n; out.String() == all {
			same++
		}
		to.Close()
	}
	t.Logf("%d pages, %d of them leave a broken file; %.2f of %d reports are salvaged, all as it was %d times", len(whole)/page, broken, float64(saved)/float64(broken), reports, same)
	if broken < 15 || saved < broken*reports-broken/2 || same < broken-2 {
		t.Error("too few")
	}
}

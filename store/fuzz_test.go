package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"assay"
	"assay/query"
)

// Whatever is searched for: an error at a character, or just the reports of which it holds,
// as looking at each of them finds.
func FuzzSearch(f *testing.F) {
	s := create(f)
	docs := read(f, boatText, quarryText+quarryTail, "BEIRA, Mozambique — The river did not rise, the mayor of Beira said.", "«Сорок» 40 % — İstanbul’da, naïve ﬁre 京都 said nobody")
	docs[0].Appeared.Date, docs[1].Appeared.Date = assay.Date{Year: 2018, Month: 2, Day: 4}, assay.Date{Year: 2018, Month: 3}
	docs[0].Publisher, docs[1].Title = "Reuters", "Petra Solberg saw the hill"
	if _, err := s.Add(f.Context(), docs, stages); err != nil {
		f.Fatal(err)
	}
	for _, q := range []string{"said NOT ferry", `"port authority"`, "NEAR(wall quarry, 3)", "hous*", "source:mayor OR source:holm", "place:thatta action:killed min:14", "after:2018-02-05 NOT before:2019", `text:"a" -b (c AND d*)`, "solber*", "сорок OR 京*", "NOT (NOT stance:asserts)", `""`, "min:-1e9", "story:st00000000"} {
		f.Add(q, false)
		f.Add(q, true)
	}
	f.Fuzz(func(t *testing.T, q string, names bool) {
		got, _, err := s.Search(t.Context(), q, names, 100)
		var wrong *query.Error
		switch {
		case errors.As(err, &wrong), errors.Is(err, assay.ErrNotFound), errors.Is(err, assay.ErrInvalid) && !IsDamage(err):
			return
		case err != nil:
			t.Fatalf("%q: %v", q, err)
		}
		var found []string
		for _, row := range got.Rows {
			found = append(found, row[0].(string))
			if text, ok := row[len(row)-1].(string); ok && !utf8.ValidString(text) {
				t.Fatalf("%q: %q is shown", q, text)
			}
		}
		find, err := asking("reports", q, names)
		if err != nil {
			t.Fatal(err)
		}
		var hold []string
		err = s.look(t.Context(), func(q querier) error {
			if err := find.prepare(t.Context(), s, q); err != nil {
				return err
			}
			for n := range int64(len(docs)) {
				r := &searched{s: s, ctx: t.Context(), q: q, find: find, n: n + 1}
				ok, err := r.holds()
				if err != nil {
					return err
				}
				if ok {
					hold = append(hold, r.cells[0].(string))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatalf("%q: %v", q, err)
		}
		slices.Sort(found)
		slices.Sort(hold)
		if fmt.Sprint(found) != fmt.Sprint(hold) {
			t.Fatalf("%q finds %v, and it holds of %v", q, found, hold)
		}
	})
}

// Whatever a ledger's file has become, it is refused, or what is read of it is whole or said to
// be damaged; nothing waits for ever.
func FuzzFile(f *testing.F) {
	ofFiles(f, "bytes of files")
	s := create(f)
	path := filepath.Join(f.TempDir(), "whole.db")
	docs := read(f, boatText, quarryText+quarryTail)
	_, err := s.Take(f.Context(), Batch{Docs: docs, Failed: []Failed{{Path: "x.txt", Raw: []byte("%PDF-1"), Reason: "a PDF file"}}}, stages)
	var all strings.Builder
	if err := errors.Join(err, s.Lines(f.Context(), &all), s.CopyTo(f.Context(), path)); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(16), []byte{2, 0}, uint32(0), []byte{})
	f.Add(uint32(100), []byte{13, 0, 0, 0xff, 0xff}, uint32(5000), []byte("xxxx"))
	f.Add(uint32(4096*3), []byte{5, 0, 1, 0, 1}, uint32(4096*9+8), []byte{0xff, 0xff})
	f.Add(uint32(len(whole)/2), []byte("CREATE"), uint32(28), []byte{0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, at uint32, with []byte, at2 uint32, with2 []byte) {
		b := slices.Clone(whole)
		copy(b[int(at)%len(b):], with)
		copy(b[int(at2)%len(b):], with2)
		bad := filepath.Join(t.TempDir(), "bad.db")
		if err := os.WriteFile(bad, b, 0o666); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		s, err := Open(ctx, bad)
		if err != nil {
			return
		}
		defer s.Close()
		v, err := s.Verify(ctx, nil)
		if ctx.Err() != nil {
			t.Fatal("it does not end")
		}
		_, _, _ = s.Search(ctx, "said NOT ferry", false, 10)
		var got strings.Builder
		errLines := s.Lines(ctx, &got)
		if err == nil && errLines == nil && len(v.Wrong) == 0 && len(v.Skipped) == 0 && got.String() != all.String() {
			t.Fatal("it is verified, and has other lines")
		}
		if ctx.Err() != nil {
			t.Fatal("it does not end")
		}
	})
}

// Whatever the name of a person and a text, masking leaves as many bytes, the same where the
// name is not, and no name.
func FuzzPerson(f *testing.F) {
	f.Add("Halima Yusuf", "said Halima&nbsp;Yusuf, HALIMA\nYUSUF and Yusufa")
	f.Add("Ana Å", "ana å, ANA Å; anaå")
	f.Add("a.* (b", "a.* (b")
	f.Add("ſ K", "s k S \u212a")
	f.Fuzz(func(t *testing.T, name, text string) {
		p, err := NewPerson(name)
		if err != nil {
			return
		}
		masked := p.Mask(text)
		if len(masked) != len(text) || utf8.ValidString(text) && !utf8.ValidString(masked) {
			t.Fatalf("%q of %q: %q", name, text, masked)
		}
		if p.In(masked) && strings.Trim(strings.ToLower(name), "x \t\n\v\f\r\u0085\u00a0") != "" && strings.TrimFunc(name, func(r rune) bool { return r == 'x' || r == 'X' || r == ' ' }) != "" && !onlyX(name) {
			t.Fatalf("%q is in %q still", name, masked)
		}
		if again := p.Mask(masked); again != masked && !strings.ContainsAny(name, "xX") {
			t.Fatalf("%q masked twice: %q, %q", name, masked, again)
		}
	})
}

// onlyX says that a name has a word that a mask may be.
func onlyX(name string) bool {
	return slices.ContainsFunc(strings.Fields(name), func(w string) bool { return strings.Trim(w, "xX") == "" })
}

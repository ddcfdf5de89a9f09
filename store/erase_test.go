package store

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/journal"
)

// traces returns where in the files of a folder one of some stretches of bytes stands.
func traces(t *testing.T, dir string, of map[string][]byte) (found []string) {
	t.Helper()
	if served() {
		return nil // what a server has in its files is its own
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for name, what := range of {
			if bytes.Contains(b, what) {
				found = append(found, filepath.Base(path)+" has the "+name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// What is erased stands nowhere in any file of the ledger, while it is open and after,
// and the log is whole.
func TestErasedIsGone(t *testing.T) {
	ofFiles(t, "bytes of files")
	path, docs, points := kept(t)
	doc := docs[3]
	id := doc.ID.String()
	digits, _ := hex.DecodeString(strings.TrimPrefix(id, "sha256:"))
	rawSum := sha256.Sum256(doc.Raw)
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.DefaultCompression)
	w.Write(doc.Raw)
	w.Close()
	of := map[string][]byte{"text": []byte(doc.Text[:60]), "words in it": []byte("driver of bus 1."), "figure": []byte("about the 41 seats"),
		"id": []byte(id), "id's digits": []byte(id[7:39]), "id's bytes": digits, "raw digest": rawSum[:], "raw digest's digits": []byte(hex.EncodeToString(rawSum[:])),
		"packed bytes": packed.Bytes()[8:40], "packed text": squeeze(kindText, []byte(doc.Text))[20:60], "path": []byte("d.txt")}
	dir := filepath.Dir(path)
	if got := traces(t, dir, of); len(got) < len(of)-5 || !slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, "has the packed text") }) {
		t.Fatalf("before, only %q", got)
	}
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Rule(t.Context(), Ruling{A: id, B: docs[4].ID.String(), Why: "driver of bus 1."}); err != nil {
		t.Fatal(err)
	}
	lines(t, s)
	e, err := s.Erase(t.Context(), []string{id})
	if err != nil {
		t.Fatal(err)
	}
	if e.Reports != 1 || e.Entries < 3 || e.Said != 1 {
		t.Errorf("erased %+v", e)
	}
	if got := traces(t, dir, of); len(got) > 0 {
		t.Errorf("open: %q", got)
	}
	v, err := s.Verify(t.Context(), points)
	if err != nil || len(v.Wrong)+len(v.Skipped) > 0 || v.Reports != 6 {
		t.Errorf("verified: %v %v %v", v.Wrong, v.Skipped, err)
	}
	s.Close()
	if got := traces(t, dir, of); len(got) > 0 {
		t.Errorf("closed: %q", got)
	}
	// A statement that is destroyed cannot be found again by who guesses it.
	s, err = Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	err = eachLogged(t.Context(), s.db, func(e *journal.Entry) error {
		if e.Erased() {
			n++
		}
		return nil
	})
	if err != nil || n != e.Entries {
		t.Errorf("%d entries are erased, want %d, %v", n, e.Entries, err)
	}
	// What is read again after that is another report than was there.
	if _, err := s.Add(t.Context(), docs[3:4], stages); err != nil {
		t.Fatal(err)
	}
	lines(t, s)
	if v, err := s.Verify(t.Context(), points); err != nil || len(v.Wrong) > 0 {
		t.Errorf("added again: %v, %v", v.Wrong, err)
	}
}

// Bytes that another report has too are not erased without it.
func TestSharedBytesAreErasedTogether(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, cutText)
	docs[1].Raw = docs[0].Raw
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	a, b := docs[0].ID.String(), docs[1].ID.String()
	if _, err := s.Erase(t.Context(), []string{a}); err == nil || !strings.Contains(err.Error(), b) {
		t.Errorf("alone: %v", err)
	}
	if _, err := s.Erase(t.Context(), []string{a, b}); err != nil {
		t.Errorf("both: %v", err)
	}
	if got := traces(t, filepath.Dir(s.Path()), map[string][]byte{"text": []byte(boatText[:50])}); len(got) > 0 {
		t.Error(got)
	}
}

// A person's name that is erased stands nowhere; the reports stay, with masks of the
// same length, and so do rulings and the log.
func TestErasedNameIsMasked(t *testing.T) {
	path, docs, points := kept(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	on := figureOf(t, docs[3], "At least 13")
	rule(t, s, on, Saying{Verb: Set, Field: "best", Value: "14"})
	p, err := NewPerson("Halima Yusuf")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := s.Naming(t.Context(), p)
	if err != nil || len(sources) != 5 {
		t.Fatalf("%d reports name her, %v", len(sources), err)
	}
	var list []Masked
	for _, src := range sources {
		for _, doc := range read(t, p.Mask(string(src.Raw))) {
			doc.Report.Path = src.Path
			if len(doc.Raw) != len(src.Raw) {
				t.Errorf("%d bytes of %d", len(doc.Raw), len(src.Raw))
			}
			list = append(list, Masked{src.ID, doc})
		}
	}
	e, err := s.EraseName(t.Context(), p, list, stages)
	if err != nil || e.Reports != 5 {
		t.Fatalf("%+v, %v", e, err)
	}
	lines(t, s)
	of := map[string][]byte{"given name": []byte("Halima"), "family name": []byte("Yusuf"), "digits": []byte(docs[3].ID.String()[7:])}
	if got := traces(t, filepath.Dir(path), of); len(got) > 0 {
		t.Error(got)
	}
	if !strings.Contains(lines(t, s), "said Xxxxxx Xxxxx, who sat") {
		t.Error("there is no mask")
	}
	v, err := s.Verify(t.Context(), points)
	if err != nil || len(v.Wrong)+len(v.Skipped) > 0 || v.Reports != 7 {
		t.Errorf("verified: %v %v %v", v.Wrong, v.Skipped, err)
	}
	rulings, err := s.Rulings(t.Context())
	if err != nil || len(rulings) != 2 {
		t.Fatalf("%d rulings, %v", len(rulings), err)
	}
	for _, ru := range rulings {
		if ru.Misfit != "" {
			t.Errorf("a ruling does not hold: %s", ru.Misfit)
		}
	}
}

// A word that only an erased report has, or only the name of an erased person, is not in the
// pages of the index either, nor in those of a copy; what is removed is gone from it too.
func TestErasedWordsAreGone(t *testing.T) {
	ofFiles(t, "bytes of files")
	const rare = "The Qzzvexil bridge fell on Monday, killing three people, said Zolqwick Brandreth, who saw it from her window.\n"
	for name, others := range map[string][]string{"alone": nil, "among others": {boatText, quarryText, "Qzzvarn is a town. Two people died there, the police said.\n"}} {
		for _, how := range []string{"erased", "removed", "person", "cut off"} {
			t.Run(name+", "+how, func(t *testing.T) {
				of := map[string][]byte{"rare word": []byte("zzvexil"), "name": []byte("olqwick")}
				s := create(t)
				docs := read(t, append([]string{rare}, others...)...)
				for _, doc := range docs {
					doc.Raw = []byte(doc.Text)
				}
				for _, doc := range docs { // in pieces, so that the index has several
					if _, err := s.Add(t.Context(), []*assay.Doc{doc}, stages); err != nil {
						t.Fatal(err)
					}
				}
				id := docs[0].ID.String()
				if err := s.NoteNames(t.Context(), "show "+docs[0].Path+" --names"); err != nil {
					t.Fatal(err)
				}
				if err := s.NoteNames(t.Context(), "claims zolqwick brandreth --names"); err != nil {
					t.Fatal(err)
				}
				lines(t, s)
				copied := filepath.Join(filepath.Dir(s.Path()), "copy")
				if err := s.CopyTo(t.Context(), copied); err != nil {
					t.Fatal(err)
				}
				if got := traces(t, filepath.Dir(s.Path()), of); len(got) < 4 {
					t.Fatalf("before: %q", got)
				}
				if how != "erased" {
					os.Remove(copied)
				}
				for _, s := range []*Store{s, nil} {
					if s == nil {
						if how != "erased" {
							continue
						}
						var err error
						if s, err = Open(t.Context(), copied); err != nil {
							t.Fatal(err)
						}
						defer s.Close()
					}
					var err error
					switch how {
					case "removed":
						_, err = s.Remove(t.Context(), []string{id}, false)
						lines(t, s)
						of = map[string][]byte{"rare word in the index": []byte("zzvexil")}
						if err := errors.Join(err, s.Finish(t.Context())); err != nil { // the log has the path still
							t.Fatal(err)
						}
					case "person":
						p, _ := NewPerson("Zolqwick Brandreth")
						again := read(t, p.Mask(rare))[0]
						again.Report.Path, again.Raw = docs[0].Path, []byte(again.Text)
						_, err = s.EraseName(t.Context(), p, []Masked{{id, again}}, stages)
						of = map[string][]byte{"name": []byte("olqwick"), "family name": []byte("randreth")}
						if is, errM := s.Mentioned(t.Context(), p); errM != nil || is {
							t.Errorf("the name is mentioned: %v, %v", is, errM)
						}
					default:
						_, err = s.Erase(t.Context(), []string{id})
						of = map[string][]byte{"rare word": []byte("zzvexil"), "path": []byte("show " + docs[0].Path)}
						if how == "cut off" {
							if _, err := s.db.Exec("INSERT INTO made (what, version) VALUES ('erasure', 0)"); err != nil {
								t.Fatal(err)
							}
							v, err := s.Verify(t.Context(), nil)
							if is, errIs := s.Unfinished(t.Context()); err != nil || errIs != nil || !is || !strings.Contains(fmt.Sprint(v.Wrong), "it was cut off") {
								t.Errorf("it is cut off: %v, %v", v.Wrong, err)
							}
							if err := s.Finish(t.Context()); err != nil {
								t.Fatal(err)
							}
						}
					}
					if err != nil {
						t.Fatal(err)
					}
					v, err := s.Verify(t.Context(), nil)
					if err != nil || len(v.Wrong)+len(v.Skipped) > 0 {
						t.Errorf("verified: %v %v %v", v.Wrong, v.Skipped, err)
					}
				}
				if got := traces(t, filepath.Dir(s.Path()), of); len(got) > 0 {
					t.Errorf("%q", got)
				}
			})
		}
	}
}

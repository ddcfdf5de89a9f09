package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/internal/workload"
	"assay/ledger"
	"assay/mask"
	"assay/pipeline"
	"assay/table"
)

// invented returns n reports, some of them copies of others, read by nothing
// but the stages that find copies need.
func invented(n int) (docs []*assay.Doc) {
	for i, text := range workload.Make(n, 7).Texts {
		docs = append(docs, assay.NewDoc(&assay.Report{ID: assay.NewReportID(fmt.Sprint(i), []byte(text)), Path: fmt.Sprint(i), Text: text, Format: "text/plain"}))
	}
	return docs
}

// batch returns the lines of the stories that the reports of s make together.
func batch(t *testing.T, s *Store) string {
	t.Helper()
	docs, err := s.Docs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	texts := ledger.Texts(docs)
	stories := copies.Stories(docs, copies.Options{})
	for i := range stories {
		if err := ledger.EncodeStory(&b, &stories[i], texts); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// storyLines returns the lines of stories.
func storyLines(t *testing.T, s *Store) string {
	t.Helper()
	var out []string
	for line := range strings.Lines(lines(t, s)) {
		if strings.HasPrefix(line, `{"ledger":1,"story":`) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// Stories found as reports come are those of a batch over all, to the byte, and
// so are the rows of their table.
func TestStoriesAreThoseOfABatch(t *testing.T) {
	docs := invented(400)
	for _, step := range []int{1, 90, 400} {
		if step == 1 && served() {
			continue // which takes half a minute there
		}
		s := create(t)
		for chunk := range slices.Chunk(docs, step) {
			if added, err := s.Add(t.Context(), chunk, nil); err != nil || added.New != len(chunk) {
				t.Fatal(added, err)
			}
		}
		if storyLines(t, s) != batch(t, s) {
			t.Errorf("%d at a time: the stories differ from those of a batch", step)
		}
		got, err := s.Query(t.Context(), "stories", "", false)
		if err != nil {
			t.Fatal(err)
		}
		stories := copies.Stories(docs, copies.Options{})
		want, err := table.Of("stories", docs, stories, nil, nil, mask.All(docs, stories, false))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) != len(want.Rows) {
			t.Fatalf("%d rows, want %d", len(got.Rows), len(want.Rows))
		}
		for i := range want.Rows {
			if !slices.Equal(got.Rows[i], want.Rows[i]) {
				t.Fatalf("row %d: %v, want %v", i, got.Rows[i], want.Rows[i])
			}
		}
	}
}

// Postings that are gone or damaged are made anew, and what a crash left is
// swept away.
func TestPostingsAreMadeAnew(t *testing.T) {
	docs := invented(120)
	s := create(t)
	if _, err := s.Add(t.Context(), docs[:60], nil); err != nil {
		t.Fatal(err)
	}
	files := func() []string {
		found, err := filepath.Glob(strings.NewReplacer("?", `\?`).Replace(s.index()) + "/*")
		if err != nil || len(found) == 0 {
			t.Fatal(found, err)
		}
		return found
	}
	for i, harm := range []func(){
		func() { os.RemoveAll(s.index()) },
		func() { os.Truncate(files()[0], 40) },
		func() { os.WriteFile(filepath.Join(s.index(), "left.postings"), []byte("half"), 0o666) },
	} {
		harm()
		if _, err := s.Add(t.Context(), docs[60+i*20:80+i*20], nil); err != nil {
			t.Fatal(err)
		}
		if storyLines(t, s) != batch(t, s) {
			t.Errorf("harm %d: the stories differ from those of a batch", i)
		}
		for _, f := range files() {
			if strings.HasSuffix(f, "left.postings") {
				t.Error("what a crash left is still there")
			}
		}
	}
}

// A report that is read again moves its stories: at once where its words are
// the same, and when the ledger is settled or asked where they are others.
func TestReadAgain(t *testing.T) {
	docs := invented(150)
	s := create(t)
	if _, err := s.Add(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	again := func(change func(i int, doc *assay.Doc)) (list []*assay.Doc) {
		for i, doc := range docs {
			if i%3 == 0 {
				rep := *doc.Report
				doc = assay.NewDoc(&rep)
				change(i, doc)
				list = append(list, doc)
			}
		}
		return list
	}
	for _, c := range []struct {
		name    string
		settled bool
		docs    []*assay.Doc
	}{
		{"dated", true, again(func(i int, doc *assay.Doc) {
			doc.Report.Published = assay.Published{Date: assay.Date{Year: 2024, Month: 1, Day: 1 + i%28}, From: "flag"}
			doc.Appeared, doc.Report.Publisher = doc.Report.Published, "Post"
		})},
		{"cut", false, again(func(i int, doc *assay.Doc) {
			doc.Report.Published = assay.Published{Date: assay.Date{Year: 2024, Month: 1, Day: 1 + i%28}, From: "flag"}
			doc.Appeared, doc.Report.Publisher = doc.Report.Published, "Post"
			half := int32(strings.LastIndexByte(doc.Text[:len(doc.Text)/2], ' '))
			doc.Regions = []assay.Region{{Span: assay.Span{End: half}, Kind: assay.Body}}
		})},
	} {
		if added, err := s.Add(t.Context(), c.docs, nil); err != nil || added.Replaced != len(c.docs) {
			t.Fatalf("%s: %+v, %v", c.name, added, err)
		}
		made, err := madeBy(t.Context(), s.db, "copies")
		if err != nil || (made == copies.Version) != c.settled {
			t.Errorf("%s: made by %d, %v", c.name, made, err)
		}
		if storyLines(t, s) != batch(t, s) {
			t.Errorf("%s: the stories differ from those of a batch", c.name)
		}
	}
	if _, err := s.Add(t.Context(), invented(160)[150:], nil); err != nil {
		t.Fatal(err)
	}
	if storyLines(t, s) != batch(t, s) {
		t.Error("and more: the stories differ from those of a batch")
	}
	// A ruling that is made or taken back meanwhile does not hide that.
	a, b := docs[0].ID.String(), docs[1].ID.String()
	if err := s.Rule(t.Context(), Ruling{A: a, B: b, Together: true}); err != nil {
		t.Fatal(err)
	}
	whole := again(func(_ int, doc *assay.Doc) {
		doc.Report.Published = assay.Published{Date: assay.Date{Year: 2024, Month: 2, Day: 1}, From: "flag"}
		doc.Appeared = doc.Report.Published
	})
	if _, err := s.Add(t.Context(), whole, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Unrule(t.Context(), a, b); err != nil {
		t.Fatal(err)
	}
	if storyLines(t, s) != batch(t, s) {
		t.Error("ruled: the stories differ from those of a batch")
	}
}

// A transaction that fails leaves stories and postings as they were.
func TestFailedAdd(t *testing.T) {
	docs := invented(80)
	s := create(t)
	if _, err := s.Add(t.Context(), docs[:60], nil); err != nil {
		t.Fatal(err)
	}
	before := lines(t, s)
	bad := assay.NewDoc(&assay.Report{ID: assay.NewReportID("bad", nil), Text: "short"})
	bad.Sentences = []assay.Span{{Start: 2, End: 90}}
	if _, err := s.Add(t.Context(), append(slices.Clone(docs[60:]), bad), nil); err == nil {
		t.Fatal("a doc whose spans do not fit was taken")
	}
	if lines(t, s) != before {
		t.Error("a part of what failed stayed")
	}
	if _, err := s.Add(t.Context(), docs[60:], nil); err != nil {
		t.Fatal(err)
	}
	if storyLines(t, s) != batch(t, s) {
		t.Error("the stories differ from those of a batch")
	}
}

// A ledger of the first version gets stories when it is next added to.
func TestFirstVersion(t *testing.T) {
	ofFiles(t, "older versions and rights of files")
	path := filepath.Join(t.TempDir(), "old.db")
	now := migrations
	migrations = migrations[:1]
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	docs := invented(30)
	var line bytes.Buffer
	if err := ledger.EncodeReport(&line, docs[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("INSERT INTO reports (id, stages, marks, line) VALUES (?, '', '[]', ?)", docs[0].ID.String(), line.String()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	migrations = now
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "bring it up to date with assay add") {
		t.Errorf("asked: %v", err)
	}
	if s, err = Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Add(t.Context(), docs[1:], nil); err != nil {
		t.Fatal(err)
	}
	if storyLines(t, s) != batch(t, s) {
		t.Error("the stories differ from those of a batch")
	}
}

// A ledger that cannot be written to answers all the same.
func TestWriteProtected(t *testing.T) {
	ofFiles(t, "older versions and rights of files")
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, boatText, cutText), pipeline.Default(pipeline.Options{})); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("PRAGMA query_only = 1"); err != nil { // root may write to any file
		t.Fatal(err)
	}
	here, err := s.Query(t.Context(), "estimates", "killed", false)
	if err != nil {
		t.Fatal(err)
	}
	none, err := s.Query(t.Context(), "estimates", "zebra", false)
	if err != nil || len(none.Rows) != 0 {
		t.Errorf("zebra: %v, %v", none, err)
	}
	unkept := lines(t, s)
	if _, err := s.db.Exec("PRAGMA query_only = 0"); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Query(t.Context(), "estimates", "killed", false)
	if err != nil || len(kept.Rows) != len(here.Rows) || len(kept.Rows) == 0 {
		t.Fatalf("%d rows where it cannot be written, %d where it can, %v", len(here.Rows), len(kept.Rows), err)
	}
	for i := range kept.Rows {
		if !slices.Equal(kept.Rows[i], here.Rows[i]) {
			t.Errorf("row %d: %v, want %v", i, here.Rows[i], kept.Rows[i])
		}
	}
	if lines(t, s) != unkept {
		t.Error("the lines differ")
	}
}

// A ruling holds, whatever comes later, until it is taken back.
func TestRule(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, cutText, "Rain fell on Thatta all week. Nobody was hurt, and the market stayed open until late on Friday.")
	stages := pipeline.Default(pipeline.Options{})
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	first := lines(t, s)
	id := func(i int) string { return docs[i].ID.String() }
	stories := func() (out []string) {
		table, err := s.Query(t.Context(), "stories", "", false)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range table.Rows {
			out = append(out, fmt.Sprint(row[0], " ", row[2]))
		}
		slices.Sort(out)
		return out
	}
	check := func(what string, want ...string) {
		t.Helper()
		if got := stories(); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	rule := func(a, b int, together bool) error {
		return s.Rule(t.Context(), Ruling{A: id(a), B: id(b), Together: together, Why: "I asked them"})
	}
	st := func(i int) string { return assay.StoryID(docs[i].ID) } // a story has its id from the report with the smallest one
	check("found", st(0)+" a.txt", st(0)+" b.txt", st(2)+" c.txt")
	if err := errors.Join(rule(1, 0, false), rule(1, 2, true)); err != nil {
		t.Fatal(err)
	}
	check("ruled", st(0)+" a.txt", st(1)+" b.txt", st(1)+" c.txt")
	if !strings.Contains(lines(t, s), "so ruled by the user") {
		t.Error("the line does not say that it was ruled")
	}
	if err := rule(0, 2, true); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("a ruling against others: %v", err)
	}
	if err := rule(0, 0, true); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("a ruling on one report: %v", err)
	}
	if _, err := s.Add(t.Context(), read(t, boatText+" It was dark."), stages); err != nil {
		t.Fatal(err)
	}
	if got := stories(); slices.Contains(got, "st1 b.txt") {
		t.Errorf("a report that came later undid a ruling: %q", got)
	}
	list, err := s.Rulings(t.Context())
	if err != nil || len(list) != 2 || list[0].Together || !list[1].Together || list[0].Why != "I asked them" {
		t.Errorf("rulings %v, %v", list, err)
	}
	for _, ru := range list {
		if err := s.Unrule(t.Context(), ru.B, ru.A); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Unrule(t.Context(), id(0), id(1)); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("no ruling: %v", err)
	}
	fresh := create(t)
	if _, err := fresh.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	if lines(t, fresh) != first {
		t.Error("two runs differ")
	}
	if storyLines(t, s) != batch(t, s) {
		t.Error("rulings that were taken back left something behind")
	}
}

func TestFind(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, cutText)
	if _, err := s.Add(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	id := docs[1].ID.String()
	for _, name := range []string{id, id[:20], id[7:17], "b.txt"} {
		if got, err := s.Find(t.Context(), name); err != nil || got != id {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "sha256:", "b", "none"} {
		if got, err := s.Find(t.Context(), name); !errors.Is(err, assay.ErrNotFound) {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}

// BenchmarkAdd is what a report costs that is added to a ledger of so many, or
// of ASSAY_COPIES.
func BenchmarkAdd(b *testing.B) {
	sizes := []int{1000, 10000}
	if n, err := strconv.Atoi(os.Getenv("ASSAY_COPIES")); err == nil {
		sizes = []int{n}
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := invented(n + 2000)
			s, err := Create(b.Context(), filepath.Join(b.TempDir(), "a.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			for chunk := range slices.Chunk(docs[:n], 250) {
				if _, err := s.Add(b.Context(), chunk, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for i := range b.N {
				if _, err := s.Add(b.Context(), docs[n+i%2000:n+i%2000+1], nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

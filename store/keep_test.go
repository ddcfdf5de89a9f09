package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay"
	"assay/ingest"
	"assay/ledger"
	"assay/pipeline"
)

// readAgain does what assay reread does.
func readAgain(t *testing.T, s *Store, ids ...string) {
	t.Helper()
	items := func(yield func(ingest.Item) bool) {
		for _, id := range ids {
			src, err := s.Source(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range ingest.Again(src.Path, src.Raw, src.Part, src.From, ingest.Options{Published: src.Published}) {
				if !yield(item) {
					return
				}
			}
		}
	}
	var docs []*assay.Doc
	for res := range pipeline.Run(t.Context(), items, stages, 1) {
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		docs = append(docs, res.Doc)
	}
	if err := s.Replace(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mend(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// A report that is damaged is named, all others are handed out, and read again
// from its bytes it is as it was.
func TestDamagedReportIsReadAgain(t *testing.T) {
	s := create(t)
	docs := pile(t, 6)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	before := lines(t, s)
	for _, c := range []struct {
		damage, table string
		n             int // the report that is named, from 1
	}{
		{"UPDATE reports SET line = replace(line, 'Halima', 'Halema') WHERE n = 4", "", 4},
		{"UPDATE reports SET marks = '[]', stages = 'x' WHERE n = 4", "", 4},
		{"UPDATE reports SET digest = zeroblob(32) WHERE n = 4", "", 4},
		{"UPDATE claim_rows SET rows = replace(rows, 'brakes', 'breaks') WHERE n = 4", "claims", 4},
		{"UPDATE figure_rows SET rows = '[]' WHERE n = 4", "figures", 4},
		{"DELETE FROM figure_rows WHERE n = 4", "figures", 4},
		{"UPDATE story_rows SET line = replace(line, 'null', '\"AP\"') WHERE n = 1", "stories", 1},
	} {
		id, path := docs[c.n-1].ID.String(), docs[c.n-1].Path
		harm(t, s, c.damage)
		var err error
		if c.table == "" {
			var b bytes.Buffer
			err = s.Lines(t.Context(), &b)
			if n := strings.Count(b.String(), `{"ledger":1,"report":`); n != 5 {
				t.Errorf("%s: %d reports are written, want 5", c.damage, n)
			}
			if !strings.Contains(b.String(), `{"ledger":1,"story":`) {
				t.Errorf("%s: no story is written", c.damage)
			}
		} else {
			_, err = s.Query(t.Context(), c.table, "", false)
		}
		var d *Damage
		if !errors.As(err, &d) || !slices.Equal(d.Reports, []string{id}) || !strings.Contains(err.Error(), path) ||
			!strings.HasSuffix(err.Error(), "assay reread "+id[7:15]) {
			t.Errorf("%s: %v", c.damage, err)
		}
		if err := s.Check(t.Context()); !errors.As(err, &d) {
			t.Errorf("%s: checked: %v", c.damage, err)
		}
		if found, err := s.Find(t.Context(), id[7:15]); found != id {
			t.Errorf("%s: not found: %v", c.damage, err)
		}
		readAgain(t, s, id)
		if lines(t, s) != before {
			t.Errorf("%s: read again, the ledger is another", c.damage)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("%s: read again: %v", c.damage, err)
		}
	}
	// Where the stories are to be found anew too, the rows of the others are there.
	harm(t, s, "UPDATE reports SET line = replace(line, 'Halima', 'Halema') WHERE n = 4; DELETE FROM made")
	var d *Damage
	if rows, err := s.Query(t.Context(), "claims", "", false); !errors.As(err, &d) || len(d.Reports) != 1 || len(rows.Rows) < 5 {
		t.Errorf("claims of a ledger that is not settled: %v", err)
	}
	readAgain(t, s, docs[3].ID.String())
	if lines(t, s) != before {
		t.Error("not settled and read again, the ledger is another")
	}
	// Added again it is whole as well.
	id := docs[3].ID.String()
	harm(t, s, "UPDATE reports SET line = replace(line, 'Halima', 'Halema') WHERE n = 4")
	if has, err := s.Has(t.Context(), docs[3].Report, stages); has || err != nil {
		t.Errorf("a damaged report is known: %v", err)
	}
	if added, err := s.Add(t.Context(), docs[3:4], stages); err != nil || added.Replaced != 1 {
		t.Errorf("added again: %+v, %v", added, err)
	}
	if lines(t, s) != before {
		t.Error("added again, the ledger is another")
	}
	// The bytes themselves are checked too.
	harm(t, s, "UPDATE raw SET bytes = zeroblob(length(bytes)) WHERE digest = (SELECT raw FROM inputs WHERE report = '"+id+"')")
	if _, err := s.Source(t.Context(), id); !errors.Is(err, assay.ErrInvalid) || !strings.Contains(err.Error(), "d.txt") || !strings.Contains(err.Error(), "add it again from its file") {
		t.Errorf("damaged bytes: %v", err)
	}
	if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "raw bytes") {
		t.Errorf("damaged bytes, checked: %v", err)
	}
}

// What finding copies remembers is checked when it is used.
func TestDamagedMemory(t *testing.T) {
	for _, damage := range []string{"UPDATE cards SET words = words + 1", "UPDATE pairs SET kin = 0"} {
		s := create(t)
		docs := read(t, boatText, cutText, boatText+" It was dark.")
		if _, err := s.Add(t.Context(), docs[:2], stages); err != nil {
			t.Fatal(err)
		}
		if _, err := s.db.Exec(damage); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(t.Context(), docs[2:], stages); err == nil || !strings.HasSuffix(firstPart(err), "make it anew with assay reread --all") {
			t.Errorf("%s: %v", damage, err)
		}
		readAgain(t, s, docs[0].ID.String())
		if _, err := s.Add(t.Context(), docs[2:], stages); err != nil {
			t.Errorf("%s: made anew: %v", damage, err)
		}
		if storyLines(t, s) != batch(t, s) {
			t.Errorf("%s: the stories differ from those of a batch", damage)
		}
	}
}

func firstPart(err error) string {
	s, _, _ := strings.Cut(err.Error(), "--all")
	return s + "--all"
}

// Every input is a report, a copy of one, or in quarantine, with its bytes.
func TestInputs(t *testing.T) {
	s := create(t)
	s.Now = func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.FixedZone("", 3600)) }
	docs := read(t, boatText)
	copied := *docs[0].Report
	copied.Path = "copy.txt"
	b := Batch{Docs: docs, Same: []*assay.Report{&copied}, Failed: []Failed{{Path: "bad.pdf", Raw: []byte("%PDF-1.7"), Reason: "bad.pdf: a PDF file"}, {Path: "none.txt", Raw: nil, Reason: "none.txt: no such file"}}}
	for range 2 {
		if _, err := s.Take(t.Context(), b, stages); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Quarantine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []Quarantined{
		{ID: "qd54f5818", Path: "bad.pdf", Reason: "bad.pdf: a PDF file", At: "2026-03-04T04:06:07Z", Size: 8, Digest: fmt.Sprintf("sha256:%x", sha256.Sum256([]byte("%PDF-1.7")))},
		{ID: "q549b8ecc", Path: "none.txt", Reason: "none.txt: no such file", At: "2026-03-04T04:06:07Z"},
	}
	if !slices.Equal(list, want) {
		t.Errorf("quarantine %+v", list)
	}
	if raw, err := s.Raw(t.Context(), list[0]); string(raw) != "%PDF-1.7" || err != nil {
		t.Errorf("raw %q, %v", raw, err)
	}
	for _, name := range []string{"a.txt", "copy.txt"} {
		id, err := s.Find(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if src, err := s.Source(t.Context(), id); err != nil || src.ID != docs[0].ID.String() || src.Path != "a.txt" || string(src.Raw) != boatText {
			t.Errorf("%s: %+v, %v", name, src, err)
		}
	}
	count := func(query string) (n int) {
		if err := s.db.QueryRow(query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count("SELECT count(*) FROM inputs"); n != 4 {
		t.Errorf("%d inputs, want 4", n)
	}
	if n := count("SELECT count(*) FROM raw"); n != 2 {
		t.Errorf("%d raw, want 2: identical bytes once", n)
	}
	// Out of quarantine by being read, or dropped; bytes that nothing has go.
	rep := read(t, cutText)[0]
	rep.Path, rep.Report.Path = "bad.pdf", "bad.pdf"
	if _, err := s.Take(t.Context(), Batch{Docs: []*assay.Doc{rep}}, stages); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(t.Context(), []string{"none.txt"}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Quarantine(t.Context()); len(list) > 0 || err != nil {
		t.Errorf("still in quarantine: %v, %v", list, err)
	}
	if n := count("SELECT count(*) FROM raw WHERE size = 8"); n != 0 {
		t.Error("bytes that nothing has are kept")
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// What is left when reports are removed is as if they had never been there.
func TestRemove(t *testing.T) {
	for name, docs := range map[string][]*assay.Doc{"stories": invented(160), "estimates": pile(t, 12)} {
		var ids []string
		var rest []*assay.Doc
		for i, doc := range docs {
			if i%5 == 0 {
				ids = append(ids, doc.ID.String())
			} else {
				rest = append(rest, doc)
			}
		}
		s, never := create(t), create(t)
		if _, err := s.Add(t.Context(), docs, stages); err != nil {
			t.Fatal(err)
		}
		if _, err := never.Add(t.Context(), rest, stages); err != nil {
			t.Fatal(err)
		}
		before := lines(t, s)
		ruling := Ruling{A: ids[0], B: rest[0].ID.String(), Together: true}
		if err := s.Rule(t.Context(), ruling); err != nil {
			t.Fatal(err)
		}
		ruled := lines(t, s)
		dry, err := s.Remove(t.Context(), ids, true)
		if err != nil || dry.Reports != len(ids) || dry.Rulings != 1 || dry.Stories == 0 || name == "estimates" && (dry.Claims == 0 || dry.Figures == 0 || dry.RawBytes == 0) {
			t.Errorf("%s: dry run: %+v, %v", name, dry, err)
		}
		if lines(t, s) != ruled {
			t.Errorf("%s: a dry run changed something", name)
		}
		if gone, err := s.Remove(t.Context(), ids, false); err != nil || gone != dry {
			t.Errorf("%s: removed %+v, %v, said %+v", name, gone, err, dry)
		}
		if lines(t, s) != lines(t, never) {
			t.Errorf("%s: what is left is not as if they had never been there", name)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
		for _, table := range []string{"inputs WHERE report = ?", "reports WHERE id = ?", "story_rows WHERE report = ?", "claim_rows WHERE n NOT IN (SELECT n FROM reports) AND ? > ''"} {
			var n int
			if err := s.db.QueryRow("SELECT count(*) FROM "+table, ids[0]).Scan(&n); err != nil || n > 0 {
				t.Errorf("%s: %d left in %s, %v", name, n, table, err)
			}
		}
		if name == "estimates" && s.dialect == ofSQLite { // not in the file either
			s.Close()
			for _, beside := range []string{s.path, never.path} {
				b, err := os.ReadFile(beside)
				if err != nil {
					t.Fatal(err)
				}
				for _, text := range []string{"driver of bus 3.", "owner did not answer calls about the 43 seats"} {
					if bytes.Contains(b, []byte(text)) {
						t.Errorf("%q still stands in %s", text, beside)
					}
				}
			}
			if s, err = Create(t.Context(), s.path); err != nil {
				t.Fatal(err)
			}
			defer s.Close()
		}
		// The ruling stayed, and holds when its report comes again.
		if list, err := s.Rulings(t.Context()); err != nil || len(list) != 1 {
			t.Errorf("%s: rulings %v, %v", name, list, err)
		}
		if err := s.Unrule(t.Context(), ruling.A, ruling.B); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Remove(t.Context(), []string{ids[0]}, false); !errors.Is(err, assay.ErrNotFound) {
			t.Errorf("%s: removed twice: %v", name, err)
		}
		if before == ruled {
			t.Errorf("%s: the ruling moved nothing", name)
		}
	}
}

// second makes a ledger of version 2 with reports and a ruling.
func second(t *testing.T, docs []*assay.Doc) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.db")
	now := migrations
	migrations = migrations[:2]
	defer func() { migrations = now }()
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, doc := range docs {
		var line bytes.Buffer
		if err := ledger.EncodeReport(&line, doc); err != nil {
			t.Fatal(err)
		}
		marks, err := newMarks(doc)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.db.Exec("INSERT INTO reports (id, path, publisher, title, published, stages, marks, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			doc.ID.String(), null(doc.Path), null(doc.Publisher), null(doc.Title), null(doc.Appeared.Date.String()), Versions(stages), marks, line.String())
		if err != nil {
			t.Fatal(err)
		}
	}
	a, b := docs[0].ID.String(), docs[1].ID.String()
	if _, err := s.db.Exec("INSERT INTO rulings (a, b, together, why) VALUES (?, ?, 0, 'two desks')", min(a, b), max(a, b)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("PRAGMA journal_mode = DELETE"); err != nil { // as it was then
		t.Fatal(err)
	}
	return path
}

// A ledger of the second version is copied, and then holds what one of today
// holds.
func TestSecondVersion(t *testing.T) {
	ofFiles(t, "older versions and killed programs")
	docs := pile(t, 8)
	path := second(t, docs)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".v2-backup", []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "bring it up to date with assay add") {
		t.Errorf("asked: %v", err)
	}
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 || len(v.Skipped) != 4 {
		t.Errorf("verified, just brought up to date: %v %v %v", v.Wrong, v.Skipped, err)
	}
	if s.Backup != path+".v2-backup-2" {
		t.Errorf("backup %q", s.Backup)
	}
	if mine, err := os.ReadFile(path + ".v2-backup"); string(mine) != "mine" {
		t.Errorf("a backup was overwritten: %v", err)
	}
	if info, err := os.Stat(s.Backup); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode of the backup: %v, %v", info, err)
	}
	old, err := sql.Open("sqlite", s.Backup)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	var version, reports int
	if err := old.QueryRow("SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM reports)").Scan(&version, &reports); err != nil || version != 2 || reports != len(docs) {
		t.Errorf("the backup has version %d, %d reports, %v", version, reports, err)
	}
	fresh := create(t)
	if _, err := fresh.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	list, err := s.Rulings(t.Context())
	if err != nil || len(list) != 1 || list[0].Together || list[0].Why != "two desks" || list[0].At != "" {
		t.Fatalf("rulings %+v, %v", list, err)
	}
	if err := fresh.Rule(t.Context(), list[0]); err != nil {
		t.Fatal(err)
	}
	if lines(t, s) != lines(t, fresh) {
		t.Error("the ledger is not as one of today")
	}
	for _, name := range []string{"claims", "figures", "movements", "stories", "estimates"} {
		was, err := s.Query(t.Context(), name, "", false)
		if err != nil {
			t.Fatal(err)
		}
		is, err := fresh.Query(t.Context(), name, "", false)
		if err != nil || fmt.Sprint(was) != fmt.Sprint(is) {
			t.Errorf("%s differ, %v", name, err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 || fmt.Sprint(v.Skipped) != "[the raw bytes of 8 reports, which are not in the ledger]" {
		t.Errorf("verified: %v %v %v", v.Wrong, v.Skipped, err)
	}
	// Its raw bytes are not known until it is added again.
	id := docs[0].ID.String()
	if _, err := s.Source(t.Context(), id); !errors.Is(err, assay.ErrNotFound) || !strings.Contains(err.Error(), "add it again") {
		t.Errorf("source: %v", err)
	}
	if _, err := s.Take(t.Context(), Batch{Same: []*assay.Report{docs[0].Report}}, stages); err != nil {
		t.Fatal(err)
	}
	if src, err := s.Source(t.Context(), id); err != nil || string(src.Raw) != boatText {
		t.Errorf("source: %v, %v", src, err)
	}
}

// A ledger that cannot be brought up to date is left as it was.
func TestMigrationFails(t *testing.T) {
	ofFiles(t, "older versions and killed programs")
	path := second(t, pile(t, 3))
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE reports SET line = 'x' WHERE n = 2"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	before, _ := os.ReadFile(path)
	if _, err := Create(t.Context(), path); err == nil || !strings.Contains(err.Error(), "cannot be brought up to date and is left as it was: report 2") {
		t.Errorf("brought up to date: %v", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("it was changed")
	}
	if left, _ := filepath.Glob(path + "*backup*"); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// A reader that sits in the middle of a question keeps nobody from adding, and
// sees nothing of it.
func TestIdleReader(t *testing.T) {
	s := create(t)
	docs := pile(t, 4)
	if _, err := s.Add(t.Context(), docs[:3], stages); err != nil {
		t.Fatal(err)
	}
	reader, err := Open(t.Context(), s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	err = reader.look(t.Context(), func(q querier) error {
		count := func() (n int) {
			if err := q.QueryRowContext(t.Context(), "SELECT count(*) FROM reports").Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		before := count()
		begun := time.Now()
		if _, err := s.Add(t.Context(), docs[3:], stages); err != nil {
			t.Errorf("an idle reader keeps others from adding: %v", err)
		}
		if took := time.Since(begun); took > 9*time.Second { // a lock is waited for ten
			t.Errorf("an idle reader held the one who added up for %v", took)
		}
		if before != 3 || count() != before {
			t.Errorf("the reader sees %d reports, %d before", count(), before)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// That names were shown is noted.
func TestNoteNames(t *testing.T) {
	s := create(t)
	s.Now = func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
	if err := s.NoteNames(t.Context(), "claims"); err != nil {
		t.Fatal(err)
	}
	log, err := s.Log(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e := log[len(log)-1]; e.At != "2026-03-04T05:06:07Z" || e.What != "names" || e.Command != "claims" {
		t.Errorf("log: %+v", e)
	}
	if s.dialect == ofPostgres {
		return
	}
	if _, err := s.db.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if err := s.NoteNames(t.Context(), "claims"); err != nil {
		t.Errorf("where nothing can be written: %v", err)
	}
}

// TestKilled adds in another process, which is killed. Whatever it said was
// added is there, whole, and what is added afterwards makes the ledger that it
// would have been.
func TestKilled(t *testing.T) {
	ofFiles(t, "older versions and killed programs")
	const env = "ASSAY_TEST_KILLED"
	docs := invented(400)
	if path := os.Getenv(env); path != "" {
		s, err := Create(context.Background(), path)
		if err != nil {
			fmt.Println(err)
			return
		}
		for chunk := range slices.Chunk(docs, 8) {
			if _, err := s.Add(context.Background(), chunk, nil); err != nil {
				fmt.Println(err)
				return
			}
			for _, doc := range chunk {
				fmt.Println("added", doc.ID)
			}
		}
		return
	}
	whole := create(t)
	if _, err := whole.Add(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	want := lines(t, whole)
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	r := rand.New(rand.NewPCG(7, uint64(time.Now().UnixNano()))) // when it is killed is chance in any case
	for range rounds {
		path := filepath.Join(t.TempDir(), "killed.db")
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), env+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said := map[string]bool{}
		after := 1 + r.IntN(300)
		in := bufio.NewScanner(out)
		for in.Scan() {
			id, ok := strings.CutPrefix(in.Text(), "added ")
			if ok {
				said[id] = true
			}
			if len(said) == after {
				time.Sleep(time.Duration(r.IntN(30)) * time.Millisecond)
				cmd.Process.Kill()
			}
		}
		cmd.Wait()
		if len(said) < after {
			t.Fatalf("it added %d and then ended by itself: %v", len(said), in.Text())
		}
		s, err := Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
		for _, doc := range docs {
			if has, err := s.Has(t.Context(), doc.Report, nil); err != nil || said[doc.ID.String()] && !has {
				t.Errorf("%s was said to be added and is not there, %v", doc.Path, err)
			}
		}
		if _, err := s.Add(t.Context(), docs, nil); err != nil {
			t.Fatal(err)
		}
		if lines(t, s) != want {
			t.Errorf("killed after %d, the ledger becomes another", len(said))
		}
		s.Close()
	}
}

// BenchmarkTake is what a report costs that is read and taken in with its bytes,
// by how many are committed at once.
func BenchmarkTake(b *testing.B) {
	docs := invented(2000)
	for _, doc := range docs {
		doc.Report.Raw = []byte(doc.Text)
	}
	for _, step := range []int{1, 64, 250} {
		b.Run(fmt.Sprint(step), func(b *testing.B) {
			for b.Loop() {
				s, err := Create(b.Context(), filepath.Join(b.TempDir(), "a.db"))
				if err != nil {
					b.Fatal(err)
				}
				for chunk := range slices.Chunk(docs, step) {
					if _, err := s.Take(b.Context(), Batch{Docs: chunk}, nil); err != nil {
						b.Fatal(err)
					}
				}
				s.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(docs)), "µs/report")
		})
	}
}

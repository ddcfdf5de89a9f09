package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay"
	"assay/account"
	"assay/internal/workload"
)

const (
	wallCopied = `KARACHI, Pakistan — The wall of a mill fell in Thatta on Monday, the police said. At least 14 people were killed and 31 were hurt, doctors told the Evening Wire.`
	floodText  = `QUETTA, Pakistan — A flood killed 9 people in Ziarat on Friday, an official said.`
)

// team is a ledger of four reports, and the share of who sees the open collection.
func team(t *testing.T) (s, share *Store, docs []*assay.Doc, bring func() (hidden bool)) {
	t.Helper()
	s, docs = create(t), read(t, wallText, wallAgain, wallCopied, floodText)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	share, err := Create(t.Context(), filepath.Join(t.TempDir(), "share.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { share.Close() })
	share.Now = s.Now
	return s, share, docs, func() (hidden bool) {
		t.Helper()
		if err := share.ShareFrom(t.Context(), s, SeesOpen, func() { hidden = true }); err != nil {
			t.Fatal(err)
		}
		return hidden
	}
}

// only is a ledger of some reports alone.
func only(t *testing.T, docs ...*assay.Doc) *Store {
	t.Helper()
	s := create(t)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	return s
}

// A share says what a ledger says into which nothing came but what may be seen, whatever was
// hidden and shown before.
func TestShare(t *testing.T) {
	s, share, docs, bring := team(t)
	ctx := t.Context()
	id := func(i int) string { return docs[i].ID.String() }
	if err := s.AddCollection(ctx, "Court files"); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name         string
		put          []int
		collection   string
		confidential bool
		seen         []*assay.Doc
		hides        bool
	}{
		{"all", nil, "", false, docs, false},
		{"one is hidden", []int{1}, "Court files", false, []*assay.Doc{docs[0], docs[2], docs[3]}, true},
		{"a copy is confidential", []int{0}, OpenCollection, true, []*assay.Doc{docs[2], docs[3]}, true},
		{"confidential elsewhere", []int{0}, "Court files", true, []*assay.Doc{docs[2], docs[3]}, false},
		{"all but one", []int{2, 3}, "Court files", false, nil, true},
		{"back", []int{0, 1, 2, 3}, OpenCollection, false, docs, false},
	} {
		var ids []string
		for _, i := range step.put {
			ids = append(ids, id(i))
		}
		if len(ids) > 0 {
			if err := s.Collect(ctx, ids, step.collection, step.confidential); err != nil {
				t.Fatal(err)
			}
		}
		if hides := bring(); hides != step.hides {
			t.Errorf("%s: hides %t", step.name, hides)
		}
		if bring() {
			t.Errorf("%s: hides twice", step.name)
		}
		want, got := lines(t, only(t, step.seen...)), lines(t, share)
		if want != got {
			t.Errorf("%s:\n%s\nand not\n%s", step.name, got, want)
		}
		in := map[string]bool{}
		for _, doc := range step.seen {
			in[doc.ID.String()] = true
		}
		for _, doc := range docs {
			found, _, err := share.Search(ctx, `"`+strings.Join(strings.Fields(doc.Text)[3:6], " ")+`"`, false, 10)
			if err != nil || in[doc.ID.String()] != strings.Contains(cells(found.Rows), doc.ID.String()) {
				t.Errorf("%s: a search for %.40q finds %v, %v", step.name, doc.Text, found.Rows, err)
			}
			for _, end := range []string{"", "-wal"} {
				b, err := os.ReadFile(share.path + end)
				if err == nil && bytes.Contains(b, []byte(doc.ID.String())) && !in[doc.ID.String()] {
					t.Errorf("%s: the file%s of the share has %s", step.name, end, doc.ID)
				}
			}
			src, err := share.Source(ctx, doc.ID.String())
			if in[doc.ID.String()] != (err == nil) {
				t.Errorf("%s: the source of %s: %v, %v", step.name, doc.Path, src, err)
			}
		}
		if found, err := share.Verify(ctx, nil); err != nil || len(found.Wrong) > 0 && !onlyLog(found.Wrong) {
			t.Errorf("%s: %v, %v", step.name, found.Wrong, err)
		}
	}
}

// TestShareOfAny hides and shows reports of a pile at random: the share says what a ledger of what
// is seen alone says, though it was made step by step.
func TestShareOfAny(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	near, far := 40, 30
	if served() {
		near, far = 16, 12 // a ledger takes its time there
	}
	docs := append(workload.TellWithin(near, 4, 3).Docs, workload.Tell(far, 5).Docs...)
	ids := map[string]bool{}
	docs = slices.DeleteFunc(docs, func(d *assay.Doc) bool {
		was := ids[d.ID.String()]
		ids[d.ID.String()] = true
		return was
	})
	s := create(t)
	share, err := Create(t.Context(), filepath.Join(t.TempDir(), "share.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer share.Close()
	r := rand.New(rand.NewPCG(7, 7))
	hidden := map[*assay.Doc]bool{}
	n := 0
	for step := range 5 {
		for ; n < len(docs) && n < (step+1)*len(docs)/4; n++ { // others come meanwhile
			if _, err := s.Add(t.Context(), docs[n:n+1], stages); err != nil {
				t.Fatal(err)
			}
		}
		var seen []*assay.Doc
		for _, d := range docs[:n] {
			if r.IntN(4) == 0 {
				hidden[d] = !hidden[d]
				if err := s.Collect(t.Context(), []string{d.ID.String()}, OpenCollection, hidden[d]); err != nil {
					t.Fatal(err)
				}
			}
			if !hidden[d] {
				seen = append(seen, d)
			}
		}
		if err := share.ShareFrom(t.Context(), s, SeesOpen, func() {}); err != nil {
			t.Fatal(err)
		}
		if want, got := lines(t, only(t, seen...)), lines(t, share); want != got {
			t.Fatalf("step %d, %d of %d seen: the share says something else than a ledger of these alone", step, len(seen), n)
		}
	}
}

// BenchmarkShare makes a share of half of a pile, brings it up to date where nothing and where one
// report changed.
func BenchmarkShare(b *testing.B) {
	n := 2000
	if os.Getenv("ASSAY_LONG") != "" {
		n = 20_000
	}
	docs := workload.Tell(n, 7).Docs
	s := create(b)
	for part := range slices.Chunk(docs, 1000) {
		if _, err := s.Add(b.Context(), part, stages); err != nil {
			b.Fatal(err)
		}
	}
	var ids []string
	for i := 1; i < n; i += 2 {
		ids = append(ids, docs[i].ID.String())
	}
	if err := s.Collect(b.Context(), ids, OpenCollection, true); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "share.db")
		share, err := Create(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		took := func(what string) {
			start := time.Now()
			if err := share.ShareFrom(b.Context(), s, SeesOpen, func() {}); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(time.Since(start).Milliseconds()), what+"-ms")
		}
		took("made")
		took("same")
		if err := s.Collect(b.Context(), ids[:1], OpenCollection, false); err != nil {
			b.Fatal(err)
		}
		took("one-more")
		if err := s.Collect(b.Context(), ids[:1], OpenCollection, true); err != nil {
			b.Fatal(err)
		}
		took("one-less")
		of, _ := os.Stat(s.path)
		is, _ := os.Stat(path)
		b.ReportMetric(float64(is.Size())/float64(of.Size()), "size")
		share.Close()
	}
}

// onlyLog reports whether nothing is wrong but that the log of a share has nothing of it.
func onlyLog(list []Wrong) bool {
	for _, w := range list {
		if w.What != "the log does not know it" {
			return false
		}
	}
	return true
}

func cells(rows [][]any) string {
	var b strings.Builder
	for _, row := range rows {
		for _, c := range row {
			if s, ok := c.(string); ok {
				b.WriteString(s + " ")
			}
		}
	}
	return b.String()
}

// Who sees a part rules on that part, and what they say of an estimate holds for who sees the
// same; who sees more is not read by who sees less.
func TestShareRulings(t *testing.T) {
	s, share, docs, bring := team(t)
	ctx := t.Context()
	if err := s.AddCollection(ctx, "Court files"); err != nil {
		t.Fatal(err)
	}
	if err := s.Collect(ctx, []string{docs[1].ID.String(), docs[2].ID.String()}, "Court files", false); err != nil {
		t.Fatal(err)
	}
	bring()
	limited := As(ctx, "maria", SeesOpen)
	say := func(f func(context.Context, *Store) error) error {
		err := share.Try(func(st *Store) error { return f(limited, st) })
		if err == nil {
			err = f(limited, s.Through(share))
		}
		bring()
		return err
	}
	on := func(id string, sy Saying) error {
		return say(func(ctx context.Context, st *Store) error {
			_, err := st.RuleOn(ctx, id, []Saying{sy}, "maria", "for a test")
			return err
		})
	}
	flood := figureOf(t, docs[3], "9")
	if err := on(flood, Saying{Verb: Set, Field: "best", Value: "11"}); err != nil {
		t.Fatal(err)
	}
	for name, st := range map[string]*Store{"the ledger": s, "its share": share} {
		if _, words := killed(t, st); !strings.Contains(strings.Join(words, "; "), "–11") {
			t.Errorf("%s: a figure set to 11: %q", name, words)
		}
	}
	hidden := figureOf(t, docs[1], "17")
	if err := on(hidden, Saying{Verb: Drop}); !errors.Is(err, assay.ErrNotFound) || strings.Contains(strings.ReplaceAll(err.Error(), share.path, ""), "17") {
		t.Errorf("who may not see a report rules on it: %v", err)
	}
	if _, err := s.RuleOn(limited, hidden, []Saying{{Verb: Drop}}, "maria", "round the share"); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("round the share: %v", err)
	}
	if err := s.Rule(limited, Ruling{A: docs[0].ID.String(), B: docs[1].ID.String(), Together: true}); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("on a story: %v", err)
	}
	whole, words := killed(t, s)
	part, _ := killed(t, share)
	var own string // an estimate that the ledger has not
	for _, id := range part {
		if !strings.Contains(strings.Join(whole, " "), id) {
			own = id
		}
	}
	if own == "" {
		t.Fatalf("every estimate of the share is one of the ledger: %q", words)
	}
	if err := on(own, Saying{Verb: Set, Field: "best", Value: "15"}); err != nil {
		t.Fatal(err)
	}
	if _, now := killed(t, share); !strings.Contains(strings.Join(now, "; "), "best set to 15") {
		t.Errorf("the share does not have it: %q", now)
	}
	if _, now := killed(t, s); strings.Join(now, "; ") != strings.Join(words, "; ") {
		t.Errorf("the ledger was %q and is %q", words, now)
	}
	// What an owner says.
	if _, err := s.RuleOn(As(ctx, "olga", SeesAll), flood, []Saying{{Verb: Set, Field: "best", Value: "12"}}, "olga", "a court file says so"); err != nil {
		t.Fatal(err)
	}
	if err := s.SayOfBrief(As(ctx, "olga", SeesAll), "Trial", []BriefSaying{{Verb: Put, Piece: Piece{Kind: Paragraph, Text: "what the court files say"}}}, "olga"); err != nil {
		t.Fatal(err)
	}
	if err := say(func(ctx context.Context, st *Store) error {
		return st.SayOfBrief(ctx, "Flood", []BriefSaying{{Verb: Put, Piece: Piece{Kind: OfEstimate, Text: own}}, {Verb: Put, Piece: Piece{Kind: Paragraph, Text: "of all"}}}, "maria")
	}); err != nil {
		t.Fatal(err)
	}
	list, err := share.Rulings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, ru := range list {
		if ru.By == "olga" && (ru.Value != "12" || ru.Why != "") || ru.By == "maria" && ru.Why == "" {
			t.Errorf("in the share %+v", ru)
		}
	}
	briefs, err := share.Briefs(ctx)
	if err != nil || len(briefs) != 1 || briefs[0].Name != "Flood" || len(briefs[0].Pieces) != 2 || len(briefs[0].Pieces[0].Words) == 0 {
		t.Errorf("briefs of the share: %+v, %v", briefs, err)
	}
	if all, err := s.Briefs(ctx); err != nil || len(all) != 2 {
		t.Errorf("briefs: %+v, %v", all, err)
	}
	// Taken back, by the same person.
	if err := say(func(ctx context.Context, st *Store) error { _, err := st.UndoLast(ctx, "maria"); return err }); err != nil {
		t.Fatal(err)
	}
	if err := say(func(ctx context.Context, st *Store) error { _, err := st.UndoLast(ctx, "maria"); return err }); err != nil {
		t.Fatal(err)
	}
	if _, now := killed(t, share); strings.Contains(strings.Join(now, "; "), "best set to 15") {
		t.Errorf("taken back, and still %q", now)
	}
	// Each change says who made it.
	log, err := s.Log(ctx)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]int{}
	for _, e := range log {
		by[e.What+" "+e.By]++
	}
	if by["ruling maria"] < 3 || by["ruling olga"] < 2 || by["unruling maria"] < 2 {
		t.Errorf("the log: %v", by)
	}
	if found, err := s.Verify(ctx, nil); err != nil || len(found.Wrong) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}

// Accounts, sessions and rights are written down, logged, and the last owner stays.
func TestAccounts(t *testing.T) {
	s := create(t)
	ctx := As(t.Context(), "olga", SeesAll)
	for _, a := range []account.Account{{Name: "olga", Role: account.Owner, Password: "x"}, {Name: "maria", Role: account.Reader, Address: "maria@example.org"}} {
		if err := s.AddAccount(ctx, &a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddAccount(ctx, &account.Account{Name: "maria", Role: account.Coder}); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("twice: %v", err)
	}
	role := func(r account.Role) func(*account.Account) error {
		return func(a *account.Account) error { a.Role = r; return nil }
	}
	if err := s.ChangeAccount(ctx, "olga", "", false, "", role(account.Reader)); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("no owner: %v", err)
	}
	if err := s.RemoveAccount(ctx, "olga"); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("no owner: %v", err)
	}
	if err := s.AddCollection(ctx, "Court files"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "*", "open", "a\tb", "a\nb", "<b>", " x", strings.Repeat("x", 81)} {
		if err := s.AddCollection(ctx, name); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("collection %q: %v", name, err)
		}
	}
	if err := s.Grant(ctx, Grant{"maria", "Court files", true}); err != nil {
		t.Fatal(err)
	}
	if err := s.Grant(ctx, Grant{"maria", "No such", true}); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("%v", err)
	}
	maria, err := s.Account(ctx, "maria")
	if err != nil || maria.Address != "maria@example.org" || maria.Role != account.Reader {
		t.Fatalf("%+v, %v", maria, err)
	}
	sees, err := s.SeesOf(ctx, maria)
	if err != nil || sees.All() || !sees.Has("Court files", true) || !sees.Has(OpenCollection, false) || sees.Has(OpenCollection, true) || sees.Has("else", false) {
		t.Errorf("%q, %v", sees.Key(), err)
	}
	if back := seesOf(sees.Key()); back.Key() != sees.Key() || !SeesOpen.within(sees) || sees.within(SeesOpen) || !sees.within(SeesAll) || SeesAll.within(sees) {
		t.Errorf("%q, %q", sees.Key(), back.Key())
	}
	if err := s.Grant(ctx, Grant{"maria", EveryCollection, false}); err != nil {
		t.Fatal(err)
	}
	if sees, err = s.SeesOf(ctx, maria); err != nil || sees.All() || !sees.Has("else", false) || sees.Has("else", true) || !sees.Has("Court files", true) {
		t.Errorf("%q, %v", sees.Key(), err)
	}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for k, sum := range []string{"a", "b", "c"} {
		if err := s.BeginSession(ctx, &Session{Sum: sum, Account: "maria", Program: k == 2, Made: now, End: now.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ChangeAccount(ctx, "maria", "maria as coder", true, "b", role(account.Coder)); err != nil {
		t.Fatal(err)
	}
	list, err := s.Sessions(ctx, "maria")
	if err != nil || len(list) != 1 || list[0].Sum != "b" || !list[0].Made.Equal(now) {
		t.Errorf("%+v, %v", list, err)
	}
	if err := s.BeginSession(ctx, &Session{Sum: "d", Account: "maria", Made: now.Add(2 * time.Hour), End: now.Add(3 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Session(ctx, "b"); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("what is over: %v", err)
	}
	if err := s.RemoveAccount(ctx, "maria"); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"sessions", "grants"} {
		if n, err := numbers(ctx, s.db, "SELECT count(*) FROM "+table); err != nil || n[0] != 0 {
			t.Errorf("%d %s are left, %v", n, table, err)
		}
	}
	log, err := s.Log(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range log {
		if e.What == logTeam {
			said = append(said, e.By+": "+e.Command)
		}
	}
	if got, want := strings.Join(said, "; "), "olga: account add olga as owner; olga: account add maria as reader; olga: collection add Court files; olga: collection grant Court files to maria, confidential reports too; olga: collection grant * to maria; olga: account maria as coder; olga: account remove maria"; got != want {
		t.Errorf("the log says\n%s\nand not\n%s", got, want)
	}
}

// What is hidden stays hidden in a ledger that is salvaged, whatever is lost.
func TestSalvagedTeam(t *testing.T) {
	ofFiles(t, "one on a server is not salvaged")
	s, _, docs, _ := team(t)
	ctx := t.Context()
	if err := errors.Join(s.AddCollection(ctx, "Court files"), s.Collect(ctx, []string{docs[1].ID.String()}, "Court files", true), s.AddAccount(ctx, &account.Account{Name: "olga", Role: account.Owner})); err != nil {
		t.Fatal(err)
	}
	for _, lost := range []bool{false, true} {
		if lost {
			if _, err := s.db.ExecContext(ctx, "DROP TABLE collected"); err != nil {
				t.Fatal(err)
			}
		}
		to, err := s.Salvage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		hidden, err := numbers(ctx, to.db, "SELECT count(*) FROM collected WHERE confidential = 1")
		if want := map[bool]int64{false: 1, true: int64(len(docs))}[lost]; err != nil || hidden[0] != want {
			t.Errorf("lost %t: %d are confidential, %v", lost, hidden, err)
		}
		if _, err := to.Account(ctx, "olga"); err != nil {
			t.Error(err)
		}
		to.Close()
	}
}

// An older ledger is brought up to date, and everybody sees all of it that comes in.
func TestTeamOfAnOldLedger(t *testing.T) {
	ofFiles(t, "on a server there is no older one")
	path, _ := oldLedger(t, "SELECT 1")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Backup == "" {
		t.Error("there is no backup")
	}
	list, err := s.Collections(t.Context())
	if err != nil || len(list) != 1 || list[0].Name != OpenCollection || list[0].Reports == 0 || list[0].Confidential != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if all, err := s.Accounts(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

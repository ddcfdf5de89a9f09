package store

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"assay"
	"assay/copies"
	"assay/internal/workload"
	"assay/query"
)

// found returns what a search shows, a line a report.
func found(t *testing.T, s *Store, q string, names bool) string {
	t.Helper()
	got, _, err := s.Search(t.Context(), q, names, 100)
	if err != nil {
		t.Errorf("%s: %v", q, err)
	}
	var out []string
	for _, row := range got.Rows {
		out = append(out, fmt.Sprint(row[1], " ", row[len(row)-1]))
	}
	return strings.Join(out, "\n")
}

func TestSearch(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, quarryText+quarryTail, "BEIRA, Mozambique — The river did not rise, the mayor of Beira said.")
	docs[0].Appeared.Date, docs[1].Appeared.Date = assay.Date{Year: 2018, Month: 2, Day: 4}, assay.Date{Year: 2018, Month: 3}
	docs[0].Publisher, docs[1].Title = "Reuters", "Petra Solberg saw the hill"
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string]string{
		"drowned":                           "a",
		"said":                              "bac", // the youngest first, those of an unknown day last
		"DROWNED ferry":                     "a",
		"drowned OR hill":                   "ba",
		"said NOT ferry":                    "bc",
		"NOT ferry":                         "bc",
		"zebra":                             "",
		`"port authority"`:                  "a",
		`"authority port"`:                  "",
		"NEAR(wall quarry, 3)":              "b",
		"NEAR(wall ferry, 9)":               "",
		"hous*":                             "b",
		"source:port":                       "a",
		"source:mayor OR source:holm":       "bc",
		"place:thatta":                      "a",
		"place:mozambique":                  "c", // of which nobody counts anything there
		"place:mozambique NOT river":        "",
		"place:thatta min:15":               "a", // twenty were pulled out
		"place:thatta action:killed min:15": "",
		"action:killed":                     "ba",
		"action:killed min:14":              "ba",
		"action:killed min:15":              "",
		"action:killed min:200":             "", // two hundred were moved
		"min:200":                           "b",
		"outlet:reuters":                    "a",
		"language:en ferry":                 "a",
		"stance:asserts ferry":              "a",
		"party:government":                  "bac",
		"party:witness":                     "",
		"party:government stance:denies":    "",
		"after:2018":                        "ba",
		"after:2018-02-05":                  "b",
		"before:2018-03":                    "a",
		"before:2018-03-15":                 "a", // the other appeared before or after
		"after:2018-02-04 before:2018-04":   "ba",
		"NOT after:2018-02-05":              "ac",
		"solberg":                           "",
		"petra":                             "",
		`"petra solberg"`:                   "",
		"source:solberg":                    "",
		"nurse":                             "b",
		"solber*":                           "",
	} {
		var got string
		if text := found(t, s, q, false); text != "" {
			for _, line := range strings.Split(text, "\n") {
				got += line[:1]
				if strings.Contains(line, "Solberg") || strings.Contains(line, "Dastgir") {
					t.Errorf("%s shows a name: %s", q, line)
				}
			}
		}
		if got != want {
			t.Errorf("%s finds %s, want %s", q, got, want)
		}
	}
	for q, want := range map[string]string{
		"solberg":         "▸Solberg◂",
		`"petra sol"*`:    "▸Petra Solberg◂",
		"source:solberg":  "neighbors",
		"nurse neighbors": "▸nurse◂",
	} {
		if got := found(t, s, q, true); !strings.HasPrefix(got, "b") || !strings.Contains(got, want) {
			t.Errorf("with names %s finds %s", q, got)
		}
	}
	if got, want := found(t, s, "people drowned NOT zebra", false), "▸people drowned◂ when"; !strings.Contains(strings.ReplaceAll(got, "◂ ▸", " "), want) {
		t.Errorf("around it stands %s", got)
	}
	got, more, err := s.Search(t.Context(), "said", false, 2)
	if err != nil || len(got.Rows) != 2 || !more {
		t.Errorf("of three two are shown: %d, %v, %v", len(got.Rows), more, err)
	}
	var wrong *query.Error
	if _, _, err := s.Search(t.Context(), "said AND", false, 2); !errors.As(err, &wrong) || wrong.At != 8 {
		t.Error(err)
	}
	if _, _, err := s.Search(t.Context(), "story:st01234567", false, 2); !errors.Is(err, assay.ErrNotFound) {
		t.Error(err)
	}
	story, err := s.Query(t.Context(), "stories", "", false)
	if err != nil {
		t.Fatal(err)
	}
	row := story.Rows[slices.IndexFunc(story.Rows, func(row []any) bool { return row[2] == "a.txt" })]
	if got := found(t, s, "story:"+row[0].(string), false); !strings.HasPrefix(got, "a.txt") || strings.Contains(got, "\n") {
		t.Errorf("of the story: %s", got)
	}
	events, err := s.Query(t.Context(), "events", "place:thatta", false)
	if err != nil || len(events.Rows) == 0 {
		t.Fatalf("no event: %v", err)
	}
	for _, name := range []string{"reports", "figures", "claims", "events", "estimates"} {
		q, rows := "event:"+events.Rows[0][0].(string), 0
		if name == "reports" {
			rows = strings.Count(found(t, s, q, false)+"\n", "\n")
		} else if got, err := s.Query(t.Context(), name, q, false); err != nil {
			t.Error(err)
		} else {
			rows = len(got.Rows)
		}
		if rows == 0 {
			t.Errorf("no %s of the event", name)
		}
	}
}

// What of a report is searched follows its story, a newer mask and its removal, of which
// nothing stays in the file.
func TestSearchFollows(t *testing.T) {
	s := create(t)
	whole, cut := read(t, quarryText+quarryTail)[0], read(t, quarryTail)[0]
	add := func(doc *assay.Doc) {
		t.Helper()
		if _, err := s.Add(t.Context(), []*assay.Doc{doc}, stages); err != nil {
			t.Fatal(err)
		}
	}
	add(cut)
	for _, q := range []string{"holm", "solberg"} {
		if got := found(t, s, q, false); got != "" {
			t.Errorf("of one who is not introduced %s finds %s", q, got)
		}
	}
	add(whole)
	if got := found(t, s, "holm houses", false); strings.Count(got, "txt") != 2 {
		t.Errorf("with the report that introduces her holm finds %s", got)
	}
	if got := found(t, s, "solberg", false); got != "" {
		t.Errorf("a private person is found: %s", got)
	}
	if _, err := s.Remove(t.Context(), []string{whole.ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, "police", false); got != "" {
		t.Errorf("what was removed is found: %s", got)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if s.dialect == ofPostgres {
		return // there it is a row of a table, and gone with it
	}
	blocks, err := column[[]byte](t.Context(), s.db, "SELECT block FROM search_data")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"nspected", "uried", "etra"} { // of words of the removed report alone, which may share a letter with others
		for _, b := range blocks {
			if strings.Contains(string(b), w) {
				t.Errorf("%q is still in the index", w)
			}
		}
	}
}

// An index of another version is made anew.
func TestSearchMadeAnew(t *testing.T) {
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, quarryText+quarryTail, quarryTail), stages); err != nil {
		t.Fatal(err)
	}
	before := found(t, s, "quarry", false)
	for _, q := range []string{"UPDATE made SET version = 0 WHERE what = 'search'", "DELETE FROM search", "DELETE FROM search_rows", "DELETE FROM sums WHERE what = 'search_rows'"} {
		if _, err := s.db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if got := found(t, s, "quarry", false); got != before {
		t.Errorf("made anew it finds\n%s\nand found\n%s", got, before)
	}
}

// fill puts n reports into a ledger without comparing them.
func fill(b *testing.B, s *Store, n int) {
	versions := Versions(stages)
	const most = 10_000
	for seed := 0; seed*most < n; seed++ {
		docs := workload.TellWithin(most, 1000, uint64(seed)).Docs
		for len(docs) > 0 {
			k := min(500, len(docs))
			err := s.transact(b.Context(), func(tx *txn) error {
				for _, doc := range docs[:k] {
					if _, err := s.put(b.Context(), tx, doc, nil, versions, &Added{}); err != nil {
						return err
					}
				}
				return isMade(b.Context(), tx, "copies", copies.Version)
			})
			if err != nil {
				b.Fatal(err)
			}
			docs = docs[k:]
		}
	}
}

// BenchmarkSearch says what a search of many reports takes: ASSAY_LEDGER names a ledger, or
// one of 2,000 reports is made.
func BenchmarkSearch(b *testing.B) {
	path := os.Getenv("ASSAY_LEDGER")
	if path == "" {
		path = b.TempDir() + "/a.db"
	}
	n := 2000
	fmt.Sscan(os.Getenv("ASSAY_REPORTS"), &n)
	if _, err := os.Stat(path); err != nil {
		s, err := Create(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		var docs []*assay.Doc
		if n <= 20_000 {
			docs = workload.Tell(n, 1).Docs
		} else {
			fill(b, s, n)
		}
		for len(docs) > 0 {
			k := min(500, len(docs))
			if _, err := s.Add(b.Context(), docs[:k], stages); err != nil {
				b.Fatal(err)
			}
			docs = docs[k:]
		}
		b.Logf("%d reports added in %v", n, time.Since(start))
		s.Close()
	}
	for b.Loop() {
		start := time.Now()
		s, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		opened := time.Since(start)
		start = time.Now()
		if _, _, err := s.Search(b.Context(), "police", false, 20); err != nil {
			b.Fatal(err)
		}
		b.Logf("opened in %v, first search %v", opened, time.Since(start))
		var took []time.Duration
		for _, q := range []string{"police", "killed police", "market explosion", `"police said"`, "said NOT police", "pol*", "NEAR(killed police, 10)", "zebra", "government company",
			"place:Kabul", "source:ministry place:Kabul", "action:killed min:100", "action:fled min:1000", "action:killed min:100 place:India", "after:2016-02 before:2016-03 police",
			"before:2016 killed", "outlet:courier market", "stance:denies", "language:en market", "explosion OR flood", "NOT police", "source:police action:injured min:50", "the", "di*", "xylophone*"} {
			start := time.Now()
			got, _, err := s.Search(b.Context(), q, false, 20)
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
			b.Logf("%8.1f ms %2d %s", float64(took[len(took)-1].Microseconds())/1000, len(got.Rows), q)
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		s.Close()
	}
}

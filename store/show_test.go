package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/ledger"
)

// asked keeps what was asked of a ledger.
type asked struct {
	querier
	queries []string
	args    [][]any
}

func (a *asked) note(query string, args []any) {
	a.queries, a.args = append(a.queries, query), append(a.args, args)
}

func (a *asked) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	a.note(query, args)
	return a.querier.QueryContext(ctx, query, args...)
}

func (a *asked) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	a.note(query, args)
	return a.querier.QueryRowContext(ctx, query, args...)
}

// scans returns the steps of what was asked that go through a whole table.
func (a *asked) scans(t *testing.T) (list []string) {
	t.Helper()
	for i, query := range a.queries {
		rows, err := a.querier.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, a.args[i]...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(step, "SCAN ") && step != "SCAN CONSTANT ROW" {
				list = append(list, query+": "+step)
			}
		}
		rows.Close()
	}
	return list
}

// ways shows an entry's report, a story and an estimate, and returns what came,
// and where a whole table was gone through for it.
func ways(t *testing.T, s *Store, report, story, estimate string) (shown string, scans []string) {
	t.Helper()
	err := s.look(t.Context(), func(q querier) error {
		a := &asked{querier: q}
		r, err := s.read(t.Context(), a, report, known{})
		if err != nil {
			return err
		}
		rows, err := s.storyRows(t.Context(), a, story, strings.TrimPrefix(story, "st"))
		if err != nil {
			return err
		}
		e, err := s.estimate(t.Context(), a, estimate, false)
		if err != nil {
			return err
		}
		if r.Doc.ID.String() != report || e.Item.ID != estimate {
			t.Fatalf("%s and %s came for %s and %s", r.Doc.ID, e.Item.ID, report, estimate)
		}
		shown = fmt.Sprint(r.Story, len(r.Reports), rows, e.Row, e.Figures)
		scans = a.scans(t)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return shown, scans
}

// What is shown by itself is found without going through the ledger, however
// many reports it has; where the way to it is damaged, it is found all the same.
func TestShowGoesThroughNothing(t *testing.T) {
	ofFiles(t, "SQLite's plans")
	s := create(t)
	docs := pile(t, 300)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	_, id, _ := strings.Cut(lines(t, s), `{"ledger":1,"estimate":{"id":"`)
	estimate, _, _ := strings.Cut(id, `"`)
	// The second report is a cut copy of the first.
	report := docs[1].ID
	r, err := s.Read(t.Context(), report.Short())
	if err != nil || r.Doc.ID != report || len(r.Reports) != 2 || r.Reports[0] != docs[0].ID.String() {
		t.Fatal(r, err)
	}
	good, scans := ways(t, s, report.String(), r.Story, estimate)
	if scans != nil {
		t.Errorf("whole tables are read:\n%s", strings.Join(scans, "\n"))
	}
	for _, harm := range []string{
		"DELETE FROM story_of",
		"INSERT OR REPLACE INTO story_of SELECT n, 9 FROM reports",
		"UPDATE estimate_rows SET id = 'est00000000'",
	} {
		if _, err := s.db.Exec(harm); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(harm, "estimate_rows") {
			if e, err := s.Estimate(t.Context(), estimate, false); !IsDamage(err) {
				t.Errorf("%s: %v, %v", harm, e, err)
			}
		} else if shown, scans := ways(t, s, report.String(), r.Story, estimate); shown != good || scans == nil {
			t.Errorf("%s: shown\n%s\nwant\n%s\nthrough %q", harm, shown, good, scans)
		}
	}
}

// Every report has its way to its story, also after stories have moved.
func TestWaysToStories(t *testing.T) {
	s := create(t)
	docs := invented(120)
	check := func() {
		t.Helper()
		ways, err := column[string](t.Context(), s.db, "SELECT r.id || ' ' || s.report FROM story_of AS o JOIN reports AS r USING (n) JOIN story_rows AS s ON s.n = o.story ORDER BY 1")
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		err = s.look(t.Context(), func(q querier) error {
			_, _, err := sealedStories.eachRow(t.Context(), q, func(_ int64, cells []any) error {
				item, err := storyItem("st00000000", cells[3].(string))
				for _, id := range item.Reports {
					want = append(want, id+" "+cells[0].(string))
				}
				return err
			})
			slices.Sort(want)
			return err
		})
		if err != nil || !slices.Equal(ways, want) {
			t.Errorf("%v; ways\n%q\nwant\n%q", err, ways, want)
		}
	}
	for chunk := range slices.Chunk(docs, 40) {
		if _, err := s.Add(t.Context(), chunk, nil); err != nil {
			t.Fatal(err)
		}
		check()
	}
	var together []string
	for line, err := range ledger.Decode(strings.NewReader(storyLines(t, s))) {
		if err == nil && line.Story != nil && len(line.Story.Reports) > 1 {
			together = []string{line.Story.Reports[0].String(), line.Story.Reports[1].String()}
			break
		}
	}
	if together == nil {
		t.Fatal("no story has two reports")
	}
	if err := s.Rule(t.Context(), Ruling{A: together[0], B: together[1]}); err != nil {
		t.Fatal(err)
	}
	check()
	if _, err := s.Remove(t.Context(), together[:1], false); err != nil {
		t.Fatal(err)
	}
	if err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	check()
}

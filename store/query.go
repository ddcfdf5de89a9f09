package store

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/table"
)

// Query returns the rows of a table in which every word of query is found, and
// every phrase that stands there in quotation marks, upper and lower case alike: in the source, the content, the place, the action
// and what else names the entry; all rows for an empty query. Persons without a
// public office or a spokesman's role stand there, and are found, by their role
// only, unless names is true.
func (s *Store) Query(ctx context.Context, name, query string, names bool) (*table.Table, error) {
	t := &table.Table{Name: name, Head: table.HeadOf(name)}
	if t.Head == nil {
		return nil, fmt.Errorf("%w: no table %q; there are %s", assay.ErrInvalid, name, strings.Join(table.Names[:], ", "))
	}
	order := "report_n, pos"
	switch name {
	case "estimates":
		here, err := s.makeEstimates(ctx)
		if here != nil && err == nil {
			t, err = here.query(query, names)
		}
		if here != nil || err != nil {
			return t, s.explain(err)
		}
	case "stories":
		if err := s.settled(ctx); err != nil {
			return nil, s.explain(err)
		}
		order = `"story", pos`
	}
	q := `SELECT "` + strings.Join(t.Head, `", "`) + `" FROM ` + name + " WHERE (names IS NULL OR names = ?)"
	args := []any{names}
	for _, word := range sought(query) {
		q += ` AND search LIKE ? ESCAPE '\'`
		args = append(args, "%"+strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(word)+"%")
	}
	rows, err := s.db.QueryContext(ctx, q+" ORDER BY "+order, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		row := make([]any, len(t.Head))
		to := make([]any, len(row))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, s.explain(err)
		}
		for i, h := range t.Head {
			if n, ok := row[i].(int64); ok && (h == "conflict" || h == "fullest" || h == "earliest") {
				row[i] = n != 0
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if err := rows.Err(); err != nil || name != "stories" {
		return t, s.explain(err)
	}
	return t, s.explain(s.nameStories(ctx, t))
}

// sought returns what a query looks for, in lower case: its words, and as one
// each phrase in quotation marks, straight or curly.
func sought(query string) []string {
	var list []string
	query = strings.ToLower(strings.NewReplacer("“", `"`, "”", `"`).Replace(query))
	for i, part := range strings.Split(query, `"`) {
		words := strings.Fields(part)
		if i%2 == 1 && len(words) > 0 {
			words = []string{strings.Join(words, " ")}
		}
		list = append(list, words...)
	}
	return list
}

// nameStories gives the rows of the table of stories their ids, in the place of
// the number of the report that these come from, and puts them in order.
func (s *Store) nameStories(ctx context.Context, t *table.Table) error {
	names, err := storyNames(ctx, s.db)
	if err != nil {
		return err
	}
	place := map[int64]int{}
	for i, st := range names {
		place[st.n] = i
	}
	slices.SortStableFunc(t.Rows, func(a, b []any) int { return cmp.Compare(place[a[0].(int64)], place[b[0].(int64)]) })
	for _, row := range t.Rows {
		row[0] = names[place[row[0].(int64)]].id
	}
	return nil
}

// Lines writes the whole ledger in the JSON form: reports in the order of their
// first reading, stories, estimates.
func (s *Store) Lines(ctx context.Context, w io.Writer) error {
	here, err := s.makeEstimates(ctx)
	if err != nil {
		return s.explain(err)
	}
	if err := s.copyLines(ctx, w, "SELECT line FROM reports ORDER BY n"); err != nil {
		return s.explain(err)
	}
	err = eachStory(ctx, s.db, func(item *ledger.StoryItem) error { return ledger.EncodeStoryItem(w, item) })
	if err != nil {
		return s.explain(err)
	}
	if here == nil {
		return s.explain(s.copyLines(ctx, w, "SELECT line FROM estimate_lines ORDER BY pos"))
	}
	for i := range here.estimates {
		if err := ledger.EncodeEstimate(w, &here.estimates[i]); err != nil {
			return s.explain(err)
		}
	}
	return nil
}

// copyLines writes the lines that a query gives.
func (s *Store) copyLines(ctx context.Context, w io.Writer, query string) error {
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if _, err := io.WriteString(w, line); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Docs returns the reports as they were read back, in the order of their first
// reading; see [ledger.Line] for what such a doc lacks.
func (s *Store) Docs(ctx context.Context) ([]*assay.Doc, error) {
	docs, err := s.docs(ctx, s.db)
	return docs, s.explain(err)
}

package workspace

import (
	"html/template"

	"assay/page"
	"assay/screen"
	"assay/table"
)

// One report: its text with what was read of it.
type reportPage struct {
	Title, Language string
	Facts           []string
	Story           *link // nil where it is the only report of it
	Text            template.HTML
}

func (v *visit) reportPage() (any, error) {
	read, err := v.store.Read(v.Context(), v.PathValue("report"))
	if err != nil {
		return nil, err
	}
	d := shown(read, v.names).Docs[0]
	out := reportPage{Title: titled(d), Language: page.Language(d), Facts: page.Facts(d), Text: page.Text(d)}
	v.title = out.Title
	if n := len(read.Reports); n > 1 {
		out.Story = &link{"/stories/" + read.Story, screen.Plural(n, "report")}
	}
	return out, nil
}

// One story: the reports that go back to one text.
type storyPage struct {
	ID     string
	Rows   []copyRow
	Paging paging
}

type copyRow struct {
	head
	Relation, Share   string
	Fullest, Earliest bool
}

func (v *visit) story() (any, error) {
	out := storyPage{ID: v.PathValue("id")}
	t, err := v.store.Story(v.Context(), out.ID, v.names)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	v.title = "Story"
	var shown [][]any
	shown, out.Paging = part(v.URL, t.Rows)
	of, err := heads(v, shown, func(cells []any) string { return row{t, cells}.text("report") })
	if err != nil {
		return nil, err
	}
	for _, cells := range shown {
		r := row{t, cells}
		c := copyRow{head: of[r.text("report")], Relation: r.text("relation"), Fullest: r.truth("fullest"), Earliest: r.truth("earliest")}
		if share := r.cell("containment"); share != nil {
			c.Share = table.CellText(share)
		}
		out.Rows = append(out.Rows, c)
	}
	return out, nil
}

package workspace

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"assay/screen"
)

// What a search finds.
type searchPage struct {
	Asked string
	Rows  []foundRow
	More  string // where more are shown
}

type foundRow struct {
	head
	Words template.HTML
}

func (v *visit) search() (any, error) {
	asked := strings.TrimSpace(v.FormValue("q"))
	v.title = "Search"
	out := searchPage{Asked: asked}
	if asked == "" {
		return out, nil
	}
	most, err := strconv.Atoi(v.FormValue("most"))
	if err != nil || most < perPage || most > 40*perPage {
		most = perPage
	}
	t, more, err := v.store.Search(v.Context(), asked, v.names, most)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	of, err := heads(v, t.Rows, func(cells []any) string { return row{t, cells}.text("report") })
	if err != nil {
		return nil, err
	}
	for _, cells := range t.Rows {
		r := row{t, cells}
		if h, ok := of[r.text("report")]; ok {
			out.Rows = append(out.Rows, foundRow{h, marked(r.text("words"))})
		}
	}
	if more {
		out.More = "/search?" + url.Values{"q": {asked}, "most": {strconv.Itoa(2 * most)}}.Encode()
	}
	return out, nil
}

// marked sets the marks of what was found as browsers know them.
func marked(words string) template.HTML {
	return template.HTML(foundMarks.Replace(template.HTMLEscapeString(screen.Read(words))))
}

var foundMarks = strings.NewReplacer("▸", `<mark class="found">`, "◂", "</mark>")

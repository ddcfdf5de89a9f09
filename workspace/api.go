package workspace

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// The API gives programs what screens show, in the JSON form of the ledger: always masked, a
// page of a list at a time, with an ETag. openapi.json says what there is.

//go:embed openapi.json
var openAPI []byte

func (v *visit) openAPI() error { return v.json(json.RawMessage(openAPI)) }

// json answers with a value; with nothing where who asks has it already.
func (v *visit) json(value any) error {
	b, tag, err := encoded(value)
	if err != nil {
		return err
	}
	h := v.writer.Header()
	h.Set("ETag", tag)
	for had := range strings.SplitSeq(v.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(had), "W/") == tag {
			v.writer.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.Set("Content-Type", "application/json")
	v.writer.Write(b)
	return nil
}

// encoded is a value as it is answered with, and the tag that says that it is this one.
func encoded(value any) (b []byte, tag string, err error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(buf.Bytes())
	return buf.Bytes(), `"` + hex.EncodeToString(sum[:16]) + `"`, nil
}

// A listing is a page of a list.
type listing[T any] struct {
	Masked bool `json:"masked"`
	Page   int  `json:"page"`
	Pages  int  `json:"pages"`
	Total  int  `json:"total"`
	Items  []T  `json:"items"`
}

const mostListed = 100

// list answers with the page of ids that is asked for.
func list[T any](v *visit, ids []string, item func(id string) (T, error)) error {
	per := number(v.FormValue("per_page"), perPage, mostListed)
	pages := max(1, (len(ids)+per-1)/per)
	page := number(v.FormValue("page"), 1, pages)
	out := listing[T]{Masked: true, Page: page, Pages: pages, Total: len(ids), Items: []T{}}
	for _, id := range ids[min(len(ids), (page-1)*per):min(len(ids), page*per)] {
		it, err := item(id)
		if err != nil {
			return err
		}
		out.Items = append(out.Items, it)
	}
	return v.json(out)
}

// number reads a number from 1 on, at most most; otherwise where there is none.
func number(s string, otherwise, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		n = otherwise
	}
	return min(n, most)
}

// ids are those of a table whose rows a query holds of, or all: of the pile.
func (v *visit) ids(name string) (list []string, err error) {
	if strings.TrimSpace(v.FormValue("q")) == "" {
		return v.pile.ids[name], nil
	}
	t, err := v.store.Query(v.Context(), name, v.FormValue("q"), false)
	if err != nil {
		return nil, err
	}
	return idsOf(t), nil
}

// idsOf are the ids of the rows of a table.
func idsOf(t *table.Table) (list []string) {
	for _, cells := range t.Rows {
		if id, _ := cells[0].(string); len(list) == 0 || list[len(list)-1] != id { // a story has a row for each report
			list = append(list, id)
		}
	}
	return list
}

func (v *visit) apiEvents() error {
	ids, err := v.ids(table.Events)
	if err != nil {
		return err
	}
	return list(v, ids, v.eventLine)
}

func (v *visit) apiEvent() error {
	line, err := v.eventLine(v.PathValue("id"))
	if err != nil {
		return err
	}
	return v.json(line)
}

// An eventLine is the line of an event with a place that may be shown.
type eventLine struct {
	Masked bool `json:"masked"`
	*ledger.OccurrenceLine
}

func (v *visit) eventLine(id string) (*eventLine, error) {
	e, err := v.store.Event(v.Context(), id, false)
	if err != nil {
		return nil, err
	}
	if e.Item.Place != nil && !strings.Contains(*e.Item.Place, ":") {
		place := row{e.Row, e.Row.Rows[0]}.text("place")
		if e.Item.Place = nil; place != "" {
			e.Item.Place = &place
		}
	}
	return &eventLine{true, &ledger.OccurrenceLine{Ledger: ledger.Version, Event: e.Item}}, nil
}

func (v *visit) apiEstimates() error {
	ids, err := v.ids(table.Estimates)
	if err != nil {
		return err
	}
	return list(v, ids, v.listedEstimate)
}

func (v *visit) apiEstimate() error {
	e, err := v.store.EstimateAlone(v.Context(), v.PathValue("id"))
	if err != nil {
		return err
	}
	line, err := v.estimateLine(e.Item, len(e.Item.Series))
	if err != nil {
		return err
	}
	return v.json(line)
}

type estimateLine struct {
	Masked bool `json:"masked"`
	Left   int  `json:"left,omitempty"` // figures behind those of the series, in a list
	*ledger.EstimateLine
}

// estimateLine is the line of an estimate with the first of its figures, and masked by their reports.
func (v *visit) estimateLine(item *ledger.EstimateItem, most int) (*estimateLine, error) {
	est, err := item.Estimate()
	if err != nil {
		return nil, err
	}
	est.Series = est.Series[:most]
	var reports []assay.ReportID
	if v.masks == nil {
		v.masks = map[assay.ReportID]*mask.Mask{}
	}
	for k := range est.Series {
		id := est.Series[k].Evidence.Report
		if _, has := v.masks[id]; !has {
			reports, v.masks[id] = append(reports, id), nil
		}
	}
	masks, err := v.store.Masks(v.Context(), reports)
	if err != nil {
		return nil, err
	}
	maps.Copy(v.masks, masks)
	return &estimateLine{true, len(item.Series) - most, ledger.MaskedEstimate(est, func(id assay.ReportID) *mask.Mask { return v.masks[id] })}, nil
}

// mostInList is how many figures an estimate has in a list: some have thousands.
const mostInList = 10

// listedEstimate is an estimate in a list. The words of its question are those of its row, which all reports
// behind it mask.
func (v *visit) listedEstimate(id string) (*estimateLine, error) {
	e, err := v.store.EstimateAlone(v.Context(), id)
	if err != nil {
		return nil, err
	}
	n := len(e.Item.Series)
	if len(e.Item.Ruled) > 0 { // of which the row says less
		return v.estimateLine(e.Item, n)
	}
	line, err := v.estimateLine(e.Item, min(n, mostInList))
	if err != nil || line.Left == 0 {
		return line, err
	}
	r, q := row{e.Row, e.Row.Rows[0]}, &line.Estimate.Question
	words := func(column string) *string {
		if s := r.text(column); s != "" {
			return &s
		}
		return nil
	}
	q.Counted, line.Estimate.Sentence = words("counted"), words("sentence")
	if q.Place != nil && !strings.Contains(*q.Place, ":") {
		q.Place = words("place_name")
	}
	return line, nil
}

func (v *visit) apiStories() error {
	ids, err := v.ids(table.Stories)
	if err != nil {
		return err
	}
	return list(v, ids, v.storyLine)
}

func (v *visit) apiStory() error {
	line, err := v.storyLine(v.PathValue("id"))
	if err != nil {
		return err
	}
	return v.json(line)
}

type storyLine struct {
	Masked bool `json:"masked"`
	*ledger.StoryLine
}

func (v *visit) storyLine(id string) (*storyLine, error) {
	t, err := v.store.Story(v.Context(), id, false)
	if err != nil {
		return nil, err
	}
	item, err := v.store.StoryOf(v.Context(), row{t, t.Rows[0]}.text("report"))
	if err != nil {
		return nil, err
	}
	masks := map[string]*mask.Mask{}
	if len(item.Links) > 0 { // words of its reports stand there
		for _, id := range item.Reports {
			d, err := v.report(id)
			if err != nil {
				return nil, err
			}
			masks[id] = d.Mask
		}
	}
	item.Mask(func(report string) *mask.Mask { return masks[report] })
	return &storyLine{true, &ledger.StoryLine{Ledger: ledger.Version, Story: item}}, nil
}

// A found is a report in a list.
type found struct {
	ID        string `json:"id"`
	Path      string `json:"path"`
	Publisher string `json:"publisher"`
	Published string `json:"published"`
	Language  string `json:"language"`
	Title     string `json:"title"`
	Words     string `json:"words"` // around what was found, or the first
}

func (v *visit) apiReports() error {
	item := func(t *table.Table, cells []any) *found {
		r := row{t, cells}
		return &found{r.text("report"), r.text("path"), r.text("publisher"), r.text("published"), r.text("language"), r.text("title"), r.text("words")}
	}
	if asked := v.FormValue("q"); asked != "" {
		const most = 1000
		t, more, err := v.store.Search(v.Context(), asked, false, most)
		if err != nil {
			return err
		}
		var ids []string
		at := map[string]int{}
		for k, cells := range t.Rows {
			id := cells[0].(string)
			ids, at[id] = append(ids, id), k
		}
		if more {
			v.writer.Header().Set("Assay-More", "true") // the youngest are listed
		}
		return list(v, ids, func(id string) (*found, error) { return item(t, t.Rows[at[id]]), nil })
	}
	ids, err := v.store.IDs(v.Context())
	if err != nil {
		return err
	}
	return list(v, ids, func(id string) (*found, error) {
		t, err := v.store.Heads(v.Context(), []string{id}, false)
		if err == nil && len(t.Rows) == 0 {
			err = v.none(id) // it was removed since
		}
		if err != nil {
			return nil, err
		}
		return item(t, t.Rows[0]), nil
	})
}

func (v *visit) apiReport() error {
	d, err := v.report(v.PathValue("report"))
	if err != nil {
		return err
	}
	line, err := ledger.MaskedReport(d.Doc, d.Mask)
	if err != nil {
		return err
	}
	return v.json(line)
}

package eval

import (
	"context"
	"encoding/json"
	"iter"
	"strconv"
	"strings"

	"assay"
	"assay/ingest"
	"assay/lang"
	"assay/pipeline"
)

// A record is a text of a corpus that is no file of its own, with what is known of it.
type record struct{ text, title, published string }

// records are texts as `assay read` takes them from lines of JSON: the same bytes
// count once.
type records []ingest.Item

func parseRecords(list []record) records {
	items := make(records, len(list))
	for i, rec := range list {
		line := `{"text": ` + jsonString(rec.text)
		if rec.title != "" {
			line += `, "title": ` + jsonString(rec.title)
		}
		if rec.published != "" {
			line += `, "published": ` + jsonString(rec.published)
		}
		items[i] = ingest.Parse(strconv.Itoa(i)+".jsonl", []byte(line+"}\n"), ingest.Options{})[0]
		items[i].Path = strconv.Itoa(i)
	}
	return items
}

func jsonString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""` // strings have a JSON form, always
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// read yields each report with the number of its record; what cannot be read is left
// out, as what is there a second time.
func (list records) read(ctx context.Context, reader lang.Reader) iter.Seq2[int, *assay.Doc] {
	return func(yield func(int, *assay.Doc) bool) {
		seen := map[assay.ReportID]bool{}
		once := func(yield func(ingest.Item) bool) {
			for _, item := range list {
				if item.Err != nil || item.Report == nil || seen[item.Report.ID] {
					continue
				}
				seen[item.Report.ID] = true
				if !yield(item) {
					return
				}
			}
		}
		for r := range pipeline.Run(ctx, once, pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}}), 0) {
			if n, err := strconv.Atoi(r.Path); err == nil && r.Err == nil && !yield(n, r.Doc) {
				return
			}
		}
	}
}

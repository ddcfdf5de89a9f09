package corpus

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/pack"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/parquet-go/parquet-go"
)

// nowhere stands for a day or country that is not known, as other tools write it.
const nowhere = "__HIVE_DEFAULT_PARTITION__"

// partition returns where rows of a table stand: "events/day=2026-03-01/country=SYR".
func partition(table, day, country string) []byte {
	if len(day) != len("2006-01-02") || strings.Contains(day, "X") {
		day = nowhere
	}
	return []byte(table + "/day=" + day + "/country=" + cmp.Or(country, nowhere))
}

// Rows of the tables. Line is the entry in full, as a line of LEDGER.md.
type (
	reportRow struct {
		ID        string  `parquet:"id,zstd"`
		URL       *string `parquet:"url,optional,zstd"`
		Publisher *string `parquet:"publisher,optional,dict,zstd"`
		Title     *string `parquet:"title,optional,zstd"`
		Published *string `parquet:"published,optional,dict,zstd"`
		Language  *string `parquet:"language,optional,dict,zstd"`
		Story     string  `parquet:"story,zstd"`
		Text      string  `parquet:"text,zstd"`
		Line      string  `parquet:"line,zstd"`
	}
	storyRow struct {
		ID       string  `parquet:"id,zstd"`
		Fullest  string  `parquet:"fullest,zstd"`
		Earliest *string `parquet:"earliest,optional,zstd"`
		Agency   *string `parquet:"agency,optional,dict,zstd"`
		Reports  int32   `parquet:"reports"`
		Line     string  `parquet:"line,zstd"`
	}
	eventRow struct {
		ID         string  `parquet:"id,zstd"`
		Type       *string `parquet:"type,optional,dict,zstd"`
		Mode       *string `parquet:"mode,optional,dict,zstd"`
		Place      *string `parquet:"place,optional,dict,zstd"`
		Begin      *string `parquet:"begin,optional,dict,zstd"`
		End        *string `parquet:"end,optional,dict,zstd"`
		Background bool    `parquet:"background"`
		Of         *string `parquet:"of,optional,dict,zstd"`
		Reports    int32   `parquet:"reports"`
		Estimates  int32   `parquet:"estimates"`
		Line       string  `parquet:"line,zstd"`
	}
	estimateRow struct {
		ID         string   `parquet:"id,zstd"`
		Event      *string  `parquet:"event,optional,zstd"`
		Action     string   `parquet:"action,dict,zstd"`
		Counted    *string  `parquet:"counted,optional,dict,zstd"`
		Unit       *string  `parquet:"unit,optional,dict,zstd"`
		Place      *string  `parquet:"place,optional,dict,zstd"`
		Begin      *string  `parquet:"begin,optional,dict,zstd"`
		End        *string  `parquet:"end,optional,dict,zstd"`
		Low        *float64 `parquet:"low,optional"`
		Best       *float64 `parquet:"best,optional"`
		High       *float64 `parquet:"high,optional"`
		OriginsMin int32    `parquet:"origins_min"`
		OriginsMax int32    `parquet:"origins_max"`
		Conflict   bool     `parquet:"conflict"`
		Sentence   *string  `parquet:"sentence,optional,zstd"`
		Of         *string  `parquet:"of,optional,zstd"`
		Line       string   `parquet:"line,zstd"`
	}
)

// reportLine brings the line of a report and its story to their partition.
func reportLine(_ []byte, lines, homes values, to emits) error {
	to = sent("report lines", to)
	packed, story := one(lines), one(homes)
	raw, err := swell(packed)
	if err != nil {
		return err
	}
	var l ledger.ReportLine
	if err := json.Unmarshal(raw, &l); err != nil {
		return err
	}
	day := ""
	if l.Report.Published != nil {
		day = *l.Report.Published
	}
	n := map[string]int{}
	for i := range l.Figures {
		for _, c := range l.Figures[i].Country {
			n[c]++
		}
	}
	country := ""
	for c, k := range n {
		if country == "" || k > n[country] || k == n[country] && c < country {
			country = c
		}
	}
	to(partition("reports", day, country), write(func(c *pack.Coder) {
		blob(c, &packed)
		blob(c, &story)
	}))
	return nil
}

// writer writes the rows of one partition into one file.
type writer struct{ Folder string }

func (w *writer) ProcessElement(ctx context.Context, at []byte, rows values, done emit) (err error) {
	defer run("parquet")()
	list := all(rows)
	size := 0
	for _, b := range list {
		size += len(b)
	}
	held("parquet", size)
	name := w.Folder + "/" + string(at) + "/part-0.parquet"
	table, _, _ := strings.Cut(string(at), "/")
	switch table {
	case "reports":
		err = writeRows(ctx, name, list, func(b []byte) (string, reportRow, error) {
			var packed, story []byte
			err := read(b, func(c *pack.Coder) {
				blob(c, &packed)
				blob(c, &story)
			})
			if err != nil {
				return "", reportRow{}, err
			}
			raw, err := swell(packed)
			if err != nil {
				return "", reportRow{}, err
			}
			var l ledger.ReportLine
			err = json.Unmarshal(raw, &l)
			if err != nil {
				return "", reportRow{}, err
			}
			r := l.Report
			return r.ID, reportRow{r.ID, r.URL, r.Publisher, r.Title, r.Published, r.Language, string(story), r.Text, string(raw)}, nil
		})
	case "stories":
		err = writeRows(ctx, name, list, func(b []byte) (string, storyRow, error) {
			var l ledger.StoryLine
			if err := json.Unmarshal(b, &l); err != nil {
				return "", storyRow{}, err
			}
			st := l.Story
			return st.ID, storyRow{st.ID, st.Fullest, st.Earliest, st.Agency, int32(len(st.Reports)), string(b)}, nil
		})
	case "events":
		err = writeRows(ctx, name, list, func(b []byte) (string, eventRow, error) {
			var l ledger.OccurrenceLine
			if err := json.Unmarshal(b, &l); err != nil {
				return "", eventRow{}, err
			}
			e := l.Event
			return e.ID, eventRow{e.ID, e.Type, e.Mode, e.Place, e.Begin, e.End, e.Background, e.Of, int32(len(e.Reports)), int32(len(e.Estimates)), string(b)}, nil
		})
	case "estimates":
		err = writeRows(ctx, name, list, func(b []byte) (string, estimateRow, error) {
			var l ledger.EstimateLine
			if err := json.Unmarshal(b, &l); err != nil {
				return "", estimateRow{}, err
			}
			e := l.Estimate
			return e.ID, estimateRow{e.ID, e.Event, e.Question.Action, e.Question.Counted, e.Question.Unit, e.Question.Place, e.Question.Begin, e.Question.End,
				amount(e.Low), amount(e.Best), amount(e.High), int32(e.Origins.Min), int32(e.Origins.Max), e.Conflict, e.Sentence, e.Of, string(b)}, nil
		})
	default:
		return fmt.Errorf("%w: a table %q", assay.ErrInvalid, table)
	}
	if err == nil {
		done([]byte(fmt.Sprintf("%s %d", at, len(list))))
	}
	return err
}

func amount(a assay.Amount) *float64 {
	if x, ok := a.Number(); ok {
		return &x
	}
	return nil
}

// writeRows writes rows in the order of their ids.
func writeRows[T any](ctx context.Context, name string, list [][]byte, rowOf func([]byte) (string, T, error)) (err error) {
	type keyed struct {
		id  string
		row T
	}
	rows := make([]keyed, len(list))
	for i, b := range list {
		if rows[i].id, rows[i].row, err = rowOf(b); err != nil {
			return err
		}
		list[i] = nil
	}
	slices.SortStableFunc(rows, func(a, b keyed) int { return cmp.Compare(a.id, b.id) })
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	out, err := fs.OpenWrite(ctx, name)
	if err != nil {
		return err
	}
	pw := parquet.NewGenericWriter[T](out, parquet.CreatedBy("assay", "", ""), parquet.MaxRowsPerRowGroup(10_000), parquet.DataPageStatistics(false),
		parquet.SkipPageBounds("line"), parquet.SkipPageBounds("text")) // the least and the largest text of a page say nothing, and are long
	for i := range rows {
		if _, err = pw.Write([]T{rows[i].row}); err != nil {
			break
		}
	}
	return cmp.Or(err, pw.Close(), out.Close())
}

// poisoned writes what could not be read, a line each.
type poisoned struct{ Folder string }

func (w *poisoned) ProcessElement(ctx context.Context, _ []byte, list values, done emit) error {
	rows := nodes(list)
	name := path.Join(w.Folder, "poison.jsonl")
	if strings.Contains(w.Folder, "://") {
		name = w.Folder + "/poison.jsonl"
	}
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	out, err := fs.OpenWrite(ctx, name)
	if err != nil {
		return err
	}
	for _, b := range rows {
		if _, err = out.Write(append(b, '\n')); err != nil {
			break
		}
	}
	if err = cmp.Or(err, out.Close()); err == nil && len(rows) > 0 {
		done([]byte(fmt.Sprintf("poison %d", len(rows))))
	}
	return err
}

func init() {
	register.Function4x1(reportLine)
	register.DoFn4x1[context.Context, []byte, values, emit, error](&writer{})
	register.DoFn4x1[context.Context, []byte, values, emit, error](&poisoned{})
	_ = beam.PCollection{}
}

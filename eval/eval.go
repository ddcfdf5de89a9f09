// Package eval holds what assay finds against what people found.
//
// In come gold files and a ledger, or the texts beside the gold files, which are
// then read with the whole pipeline; out come measures by name, one object for
// programs or a table for people. Task "ledger" scores every list of one report,
// or of many together, with the measures of the published scorers score.py and rows.py
// and to the same digits; "displacement" and "casualties" are as idmc.py and guns.py.
// Task "questions" asks whether the estimates answer the questions that a set of
// reports answers: which figures belong together, from how many origins, and
// what they say; "coref" which mentions of several reports tell of one event. The other
// tasks score one stage each against a published corpus: "ud", "ner", "attribution", "quantity", "timex", "place", "copies",
// "language".
//
// Matching is one to one, greedy by overlap (as in MUC and ACE scoring); what a
// gold file marks optional is neither missed nor extra. What must not be lost is
// held by floors.json, which the tests read. The package trains nothing, and it
// does not judge whether the gold is right.
package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"assay"
	"assay/ingest"
	"assay/lang"
	"assay/pipeline"
)

// A Result is what an evaluation gave, in the form in which it is printed.
type Result struct {
	Eval       int               `json:"eval"` // version of this form: 1
	Task       string            `json:"task"`
	Paths      []string          `json:"paths"`
	Items      int               `json:"items"`
	Gold       int               `json:"gold"`
	Predicted  int               `json:"predicted"`
	Skipped    []Skipped         `json:"skipped"`
	Notes      []Skipped         `json:"notes,omitempty"` // what of a path that was scored was left out
	Seconds    float64           `json:"seconds"`
	Bytes      int64             `json:"bytes"`
	PeakMB     int64             `json:"peak_mb"`
	Measures   Measures          `json:"measures"`
	Of         map[string][2]int `json:"of,omitempty"` // with several paths together: what a share is n of, and of how many
	Each       []EachItem        `json:"each,omitempty"`
	Faults     []Fault           `json:"faults,omitempty"`
	Judged     []Judged          `json:"judged,omitempty"` // the figures that were read
	Rows       *RowFaults        `json:"rows,omitempty"`
	Confusions []Confusion       `json:"confusions,omitempty"`
	Answers    []QuestionScore   `json:"answers,omitempty"`

	begun time.Time
	names []string // the measures that are written where Of says of how many
}

// Skipped is a path that could not be scored, and why.
type Skipped struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// An EachItem has the measures of one path of several.
type EachItem struct {
	Path     string   `json:"path"`
	Measures Measures `json:"measures"`
}

func newResult(task string, paths []string) *Result {
	return &Result{Eval: 1, Task: task, Paths: paths, Skipped: []Skipped{}, Measures: Measures{}, begun: time.Now()}
}

func (res *Result) skip(path string, err error) {
	reason := strings.TrimPrefix(err.Error(), path+": ")
	res.Skipped = append(res.Skipped, Skipped{path, reason})
}

// done takes the time and the memory.
func (res *Result) done() *Result {
	res.Seconds = math.Round(time.Since(res.begun).Seconds()*1000) / 1000
	res.PeakMB = peakMB()
	return res
}

// peakMB is the most memory that the process has held: as the system counts it
// where it says so, else what the Go runtime has taken.
func peakMB() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for _, line := range strings.Split(string(status), "\n") {
			if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
				if kb, err := strconv.ParseInt(f[1], 10, 64); err == nil {
					return kb >> 10
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys >> 20)
}

// readBeside reads the reports that stand in the folder of path.
func readBeside(ctx context.Context, path, published string, reader lang.Reader, names ...string) ([]*assay.Doc, error) {
	var date assay.Date
	if published != "" {
		var err error
		if date, err = assay.ParseDate(published); err != nil {
			return nil, err
		}
	}
	var files []string
	for _, name := range names {
		files = append(files, filepath.Join(filepath.Dir(path), filepath.Base(name)))
	}
	var docs []*assay.Doc
	items := ingest.Read(ctx, files, ingest.Options{Published: date})
	for r := range pipeline.Run(ctx, items, pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}}), 0) {
		if r.Err != nil {
			return nil, r.Err
		}
		docs = append(docs, r.Doc)
	}
	return docs, ctx.Err()
}

// A Minimum is a measure that must be reached; where less is better (span_errors,
// distances) it must not be exceeded.
type Minimum struct {
	Name  string
	Value float64
}

// ParseMinimum reads "claim_f1=0.8".
func ParseMinimum(s string) (Minimum, error) {
	name, value, ok := strings.Cut(s, "=")
	v, err := strconv.ParseFloat(value, 64)
	if !ok || err != nil || name == "" || math.IsNaN(v) {
		return Minimum{}, fmt.Errorf("%w: %q is not of the form claim_f1=0.8", assay.ErrInvalid, s)
	}
	return Minimum{name, v}, nil
}

// Check names each minimum that is missed.
func (res *Result) Check(minima []Minimum) error {
	var errs []error
	for _, m := range minima {
		v, ok := res.Measures[m.Name]
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("%s is not measured here; wanted %.3f", m.Name, m.Value))
		case lessIsBetter(m.Name) && v > m.Value:
			errs = append(errs, fmt.Errorf("%s is too high: %.3f, wanted %.3f at most", m.Name, v, m.Value))
		case !lessIsBetter(m.Name) && v < m.Value:
			errs = append(errs, fmt.Errorf("%s falls short: %.3f, wanted %.3f", m.Name, v, m.Value))
		}
	}
	return errors.Join(errs...)
}

// WriteJSON writes the result as one JSON object on a line.
func (res *Result) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(res)
}

// WriteText writes the measures as a table, those of several reports together as
// n of how many, and before it what is wrong, if that was asked for.
func (res *Result) WriteText(w io.Writer) error {
	if err := res.writeFaults(w); err != nil {
		return err
	}
	if res.Of != nil {
		return res.writePooled(w)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "\t"+res.Task+"\t")
	for _, name := range measureNames(res.Measures) {
		fmt.Fprintln(tw, name+"\t"+format(res.Measures, name)+"\t")
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, a := range res.Answers {
		verdict := "yes"
		if !a.Answered {
			verdict = "NO "
		}
		if _, err := fmt.Fprintf(w, "%s  %s\n", verdict, a.Question); err != nil {
			return err
		}
		for _, why := range a.Why {
			if _, err := fmt.Fprintf(w, "       %s\n", why); err != nil {
				return err
			}
		}
	}
	return nil
}

func format(m Measures, name string) string {
	v, ok := m[name]
	switch {
	case !ok:
		return "-"
	case name == "span_errors", strings.HasSuffix(name, "_per_second"):
		return strconv.Itoa(int(v))
	}
	return fmt.Sprintf("%.3f", v)
}

// order is the order of the published scorer; other measures come after, by
// name.
var order = []string{"span_errors", "claim_p", "claim_r", "claim_f1", "source_acc", "source_name_acc", "kind_acc", "stance_acc",
	"content_exact", "stance_marked_f1", "figure_p", "figure_r", "figure_f1", "value_acc", "bound_acc", "unit_acc",
	"figure_claim_acc", "action_acc", "figure_place_acc", "figure_time_acc", "row_f1", "country_acc", "when_acc", "full_row_f1", "paragraph_r", "paragraph_f1", "layout_r",
	"layout_f1", "movement_p", "movement_r", "movement_f1", "event_p", "event_r", "event_f1",
	"recognition_f1", "acc161", "acc161_resolved", "resolved", "median_km", "mean_km", "auc",
	"words_f1", "sentences_f1", "upos", "xpos", "lemma", "uas", "las", "f1", "f1_shared",
	"number", "unit", "action", "country", "all", "country_known", "all_known", "killed", "injured", "merged_killed", "merged_injured",
	"text_f1", "text_p", "text_r", "text_accuracy", "text_page_f1", "paragraph_p", "day", "day_known", "title", "authors",
	"pair_p", "pair_r", "pair_f1", "conll_f1", "muc_p", "muc_r", "muc_f1", "bcubed_p", "bcubed_r", "bcubed_f1",
	"ceafe_p", "ceafe_r", "ceafe_f1", "ceafm_p", "ceafm_r", "ceafm_f1", "ari"}

func measureNames(m Measures) []string {
	rank := map[string]int{}
	for i, name := range order {
		rank[name] = i - len(order)
	}
	var names []string
	for name := range m {
		names = append(names, name)
	}
	sort.Slice(names, func(i, k int) bool {
		a, b := names[i], names[k]
		if rank[a] != rank[b] {
			return rank[a] < rank[b]
		}
		return a < b
	})
	return names
}

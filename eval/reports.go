package eval

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"assay"
	"assay/ingest"
	"assay/lang"
	"assay/ledger"
	"assay/pipeline"
)

// LedgerOptions say how [LedgerTask] reads and what of the gold it takes.
type LedgerOptions struct {
	Reader  lang.Reader
	Against []byte // the ledger that is scored, in its JSON form; nil: the texts beside the gold files are read
	Part    string // of the gold files: "train", "dev" or "5:K" (see [ParsePart]); all if ""
	Kept    Kept
	Show    bool // list what is missed, extra and wrong
}

// Kept says what becomes of gold that is kept apart until the end: that whose name,
// less its endings, has a SHA-256 that eight divides.
type Kept int

const (
	KeptIn   Kept = iota // counted; where it lies in a folder, not shown
	KeptOut              // left out
	KeptOnly             // nothing else
)

// KeptNames are the names of the values.
var KeptNames = [...]string{"in", "out", "only"}

// goldEnding is how names of gold files end.
const goldEnding = ".gold.json"

// keptApart reports whether the gold file of this path is one of those kept apart.
func keptApart(path string) bool {
	sum := sha256.Sum256([]byte(strings.TrimSuffix(filepath.Base(path), goldEnding)))
	return sum[len(sum)-1]%8 == 0
}

// ParsePart reads "train", "dev" or "5:K", and returns which numbers belong to it: gold
// files are parted by the number in their name, "dev" are those that leave 4 when
// divided by five, "train" the others, "5:K" those that leave K.
func ParsePart(part string) (func(n int) bool, error) {
	switch k, isFold := strings.CutPrefix(part, "5:"); {
	case part == "":
		return nil, nil
	case part == "dev":
		return func(n int) bool { return n%5 == 4 }, nil
	case part == "train":
		return func(n int) bool { return n%5 != 4 }, nil
	case isFold && len(k) == 1 && "0" <= k && k <= "4":
		return func(n int) bool { return n%5 == int(k[0]-'0') }, nil
	}
	return nil, fmt.Errorf("%w: %q is no part; take train, dev, or 5:0 to 5:4", assay.ErrInvalid, part)
}

var numberInName = regexp.MustCompile(`([0-9]+)\.gold`)

// A goldFile is one that is to be scored.
type goldFile struct {
	path   string
	gold   *gold
	hidden bool // kept apart: counted, not shown
}

// goldFiles returns the gold files among paths and in the folders among them that belong
// to the part; what cannot be read is skipped.
func (res *Result) goldFiles(paths []string, opt LedgerOptions) (list []goldFile) {
	part, err := ParsePart(opt.Part)
	if err != nil {
		res.skip("--part", err)
		return nil
	}
	take := func(path string, found bool) {
		if part != nil {
			m := numberInName.FindStringSubmatch(path)
			if m == nil {
				res.skip(path, errors.New("has no number in its name, so it is of no part"))
				return
			}
			if n, err := strconv.Atoi(m[1]); err != nil || !part(n) {
				return
			}
		}
		kept := keptApart(path)
		if kept && opt.Kept == KeptOut || !kept && opt.Kept == KeptOnly {
			return
		}
		g, err := readGold(path)
		if err != nil {
			res.skip(path, err)
			return
		}
		list = append(list, goldFile{path, g, kept && found})
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			take(path, false)
			continue
		}
		files, _ := filepath.Glob(filepath.Join(path, "*"+goldEnding))
		if len(files) == 0 {
			res.skip(path, errors.New("has no *"+goldEnding))
		}
		for _, file := range files {
			take(file, true)
		}
	}
	return list
}

// LedgerTask scores gold files, or all in folders, against a ledger in its JSON form;
// where there is none, the texts beside the gold files are read, with the gold's
// publication date. The measures of several files are those of all their entries
// together, with the names and numbers of the published scorer of many reports, rows.py;
// Each has those of each file.
func LedgerTask(ctx context.Context, paths []string, opt LedgerOptions) *Result {
	res := newResult("ledger", paths)
	res.names = pooledNames
	files := res.goldFiles(paths, opt)
	var faults faultCount
	sum := newCounts()
	next := 0
	for r, err := range reportsOf(ctx, files, opt) {
		file := files[next]
		next++
		if err != nil {
			res.skip(file.path, err)
			continue
		}
		s := scoreLedger(file.gold, r)
		m := s.counts.measures()
		res.Items++
		res.Gold += len(file.gold.Claims) + len(file.gold.Figures) + len(file.gold.Movements) + len(file.gold.Events)
		res.Predicted += s.predicted()
		res.Bytes += int64(len(s.text))
		res.Measures = m
		res.Each = append(res.Each, EachItem{file.path, m})
		sum.add(s.counts)
		if opt.Show {
			faults.add(s)
			if !file.hidden {
				res.Faults = append(res.Faults, s.faults(file.path)...)
			}
		}
	}
	if len(res.Each) > 1 {
		res.Measures, res.Of = sum.pooled()
	} else {
		res.Each = nil
	}
	if opt.Show {
		res.Judged = sum.rows
		res.Rows, res.Confusions = faults.result(), confusions(faults.mixed)
	}
	return res.done()
}

// reportsOf yields what the ledger says of the report of each file, or why it says
// nothing: as many as there are files, in their order.
func reportsOf(ctx context.Context, files []goldFile, opt LedgerOptions) iter.Seq2[*read, error] {
	if opt.Against != nil {
		return func(yield func(*read, error) bool) {
			lines, err := reportLines(opt.Against)
			for _, f := range files {
				var r *read
				err := err
				line, ok := lines[f.gold.ID]
				if !ok || f.gold.ID == "" {
					line, ok = lines[f.gold.Report]
				}
				if err == nil && !ok {
					err = fmt.Errorf("no report ending in %s in the ledger", f.gold.Report)
				} else if err == nil {
					r, err = parseReport(line)
				}
				if !yield(r, err) {
					return
				}
			}
		}
	}
	return func(yield func(*read, error) bool) {
		n := 0
		for r := range pipeline.Run(ctx, textsBeside(ctx, files), pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: opt.Reader}}), 0) {
			n++
			var entries *read
			err := r.Err
			if err == nil {
				entries, err = encoded(r.Doc)
			}
			if !yield(entries, err) {
				return
			}
		}
		for ; n < len(files); n++ {
			if !yield(nil, ctx.Err()) {
				return
			}
		}
	}
}

// encoded returns doc as its line in the ledger says it.
func encoded(doc *assay.Doc) (*read, error) {
	var b bytes.Buffer
	if err := ledger.Encode(&b, []*assay.Doc{doc}, nil, nil, nil); err != nil {
		return nil, err
	}
	line, _, _ := bytes.Cut(b.Bytes(), []byte("\n"))
	return parseReport(line)
}

// textsBeside yields the text of each gold file, which stands in its folder.
func textsBeside(ctx context.Context, files []goldFile) iter.Seq[ingest.Item] {
	return func(yield func(ingest.Item) bool) {
		for _, f := range files {
			if !yield(textBeside(ctx, f)) {
				return
			}
		}
	}
}

func textBeside(ctx context.Context, f goldFile) ingest.Item {
	text := filepath.Join(filepath.Dir(f.path), filepath.Base(f.gold.Report))
	var date assay.Date
	if f.gold.Published != "" {
		var err error
		if date, err = assay.ParseDate(f.gold.Published); err != nil {
			return ingest.Item{Path: text, Err: err}
		}
	}
	for item := range ingest.Read(ctx, []string{text}, ingest.Options{Published: date}) {
		return item
	}
	return ingest.Item{Path: text, Err: fmt.Errorf("%s: holds no report", text)}
}

// pooledNames are the measures of many reports, as rows.py prints them, and what confidence is worth.
var pooledNames = []string{"claim_f1", "source_acc", "content_exact", "figure_f1", "bound_of_found", "unit_of_found", "action_of_found",
	"figure_place_of_found", "figure_time_of_found", "figure_claim_of_found", "row_r", "row_p", "row_f1", "country_acc", "when_acc",
	"full_row_f1", "movement_f1", "event_f1", "row_confidence_error", "row_sure"}

func (res *Result) writePooled(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%-22s %d texts\n", res.Task, res.Items); err != nil {
		return err
	}
	names := res.names
	if res.Measures["span_errors"] > 0 {
		names = append([]string{"span_errors"}, names...)
	}
	for _, name := range names {
		if _, ok := res.Measures[name]; !ok {
			continue
		}
		line := fmt.Sprintf("%-22s %s", name, format(res.Measures, name))
		if of, ok := res.Of[name]; ok {
			line += fmt.Sprintf("   %d of %d", of[0], of[1])
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

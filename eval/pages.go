package eval

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"assay"
	"assay/ingest"
)

// PagesOptions say what of the pages [PagesTask] takes.
type PagesOptions struct {
	Part string // "dev", "kept": by the name of the file a quarter is kept apart; all if ""
	Show bool   // list the pages that are not right, but for those kept apart
}

// PageParts are the parts that there are.
var PageParts = []string{"dev", "kept"}

// keptPage reports whether a page is one of the quarter that is kept apart until the end.
func keptPage(name string) bool {
	sum := sha256.Sum256([]byte(name))
	return sum[len(sum)-1]%4 == 0
}

// A pageTruth is what is known of a page. What is not known of it is not scored.
type pageTruth struct {
	name       string
	File       string
	URL        string
	Body       *string  `json:"articleBody"`
	Paragraphs []string // of the text; those of articleBody, where it has empty lines, if nil
	Date       *string
	Title      *string
	Authors    []string
}

// PagesTask scores what is read of web pages against what is known of them: folders with
// html/NAME.html or NAME.html.gz, and beside it ground-truth.json, an object of
// {"articleBody", "title", "date", "authors", "paragraphs"} by NAME, or dates.json, a
// list of {"file", "date"}. The text is scored as the published evaluate.py of
// scrapinghub's article-extraction-benchmark does: runs of four words, true and false ones
// as shares of each page; text_f1 is made of the means of precision and recall,
// text_accuracy the share of pages that have all words right. text_page_f1 is the mean of
// the F1 of the pages.
func PagesTask(ctx context.Context, paths []string, opt PagesOptions) *Result {
	res := newResult("pages", paths)
	s := pageScore{Measures{}, map[string]float64{}}
	for _, dir := range paths {
		list, err := readPageTruths(dir)
		if err != nil {
			res.skip(dir, err)
			continue
		}
		for _, truth := range list {
			if ctx.Err() != nil {
				break
			}
			kept := keptPage(truth.name)
			if opt.Part == "dev" && kept || opt.Part == "kept" && !kept {
				continue
			}
			path := filepath.Join(dir, "html", truth.File)
			raw, err := readPacked(path)
			if err != nil {
				res.skip(path, err)
				continue
			}
			res.Items++
			res.Bytes += int64(len(raw))
			f := s.page(truth, ingest.Parse(truth.name+".html", raw, ingest.Options{}))
			f.Path = dir
			if opt.Show && !kept && len(f.Wrong) > 0 {
				res.Faults = append(res.Faults, f)
			}
		}
	}
	for name, of := range s.of {
		res.Measures[name] = s.sum[name] / of
	}
	if p, r := res.Measures["text_p"], res.Measures["text_r"]; p+r > 0 {
		res.Measures["text_f1"] = 2 * p * r / (p + r)
	}
	return res.done()
}

// readPageTruths reads what is known of the pages of a folder, in the order of their names.
func readPageTruths(dir string) (list []pageTruth, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err == nil {
		var byName map[string]pageTruth
		if err := json.Unmarshal(raw, &byName); err != nil {
			return nil, fmt.Errorf("ground-truth.json: %w", err)
		}
		for name, t := range byName {
			if t.name = name; t.File == "" {
				t.File = name + ".html"
			}
			list = append(list, t)
		}
	} else {
		raw, err = os.ReadFile(filepath.Join(dir, "dates.json"))
		if err != nil {
			return nil, errors.New("has neither ground-truth.json nor dates.json")
		}
		if err := json.Unmarshal(bytes.ReplaceAll(raw, []byte(": NaN"), []byte(": null")), &list); err != nil {
			return nil, fmt.Errorf("dates.json: %w", err)
		}
		for i := range list {
			list[i].name = strings.TrimSuffix(strings.TrimSuffix(list[i].File, ".gz"), ".html")
		}
	}
	slices.SortFunc(list, func(a, b pageTruth) int { return strings.Compare(a.name, b.name) })
	return list, nil
}

// readPacked reads a file, or the same with .gz behind its name.
func readPacked(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		raw, err = os.ReadFile(path + ".gz")
	}
	if err != nil || !bytes.HasPrefix(raw, []byte("\x1f\x8b")) {
		return raw, err
	}
	zr, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zr)
}

// A pageScore adds up what is right of each measure, and of how many pages.
type pageScore struct {
	sum Measures
	of  map[string]float64
}

func (s *pageScore) add(name string, v float64) {
	s.sum[name] += v
	s.of[name]++
}

// page scores what was read of one page, and says what is wrong.
func (s *pageScore) page(truth pageTruth, items []ingest.Item) Fault {
	f := Fault{Kind: "wrong", What: "page", ID: truth.name, Around: truth.URL}
	rep := &assay.Report{}
	var texts []string
	for _, item := range items { // a live page is several
		if item.Report == nil {
			continue
		}
		if len(texts) == 0 {
			rep = item.Report
		}
		texts = append(texts, item.Report.Text)
	}
	text := strings.Join(texts, "\n\n")
	if len(texts) == 0 && len(items) > 0 {
		f.wrong("read", "", flat(items[0].Err.Error()))
	}
	if truth.Body != nil {
		tp, fp, fn := shingleMatch(*truth.Body, text)
		if tp+fp > 0 {
			s.add("text_p", shingleShare(tp, fp, fn))
		}
		if tp+fn > 0 {
			s.add("text_r", shingleShare(tp, fn, fp))
		}
		f1 := 0.0
		if tp > 0 {
			f1 = 2 * tp / (2*tp + fp + fn)
		}
		s.add("text_page_f1", f1)
		s.add("text_accuracy", boolValue(slices.Equal(pageWords(*truth.Body), pageWords(text))))
		if f1 < .9 {
			f.wrong("text", "1", fmt.Sprintf("%.3f", f1))
		}
		if truth.Paragraphs == nil && strings.Contains(*truth.Body, "\n\n") {
			truth.Paragraphs = strings.Split(*truth.Body, "\n\n")
		}
	}
	if truth.Paragraphs != nil {
		p, r := paragraphMatch(truth.Paragraphs, strings.Split(text, "\n\n"))
		s.add("paragraph_p", p)
		s.add("paragraph_r", r)
	}
	if truth.Date != nil && *truth.Date != "" {
		right := rep.Published.Date.String() == *truth.Date
		s.add("day", boolValue(right))
		s.add("day_known", boolValue(rep.Published.Date.Day > 0))
		if !right {
			f.wrong("day", *truth.Date, or(rep.Published.Date.String())+" "+rep.Found.Published)
		}
	}
	if truth.Title != nil && *truth.Title != "" {
		right := slices.Equal(pageWords(strings.ToLower(rep.Title)), pageWords(strings.ToLower(*truth.Title)))
		s.add("title", boolValue(right))
		if !right {
			f.wrong("title", *truth.Title, or(rep.Title)+" "+rep.Found.Title)
		}
	}
	if truth.Authors != nil {
		right := slices.Equal(authorsOf(strings.Join(truth.Authors, ", ")), authorsOf(rep.Author))
		s.add("authors", boolValue(right))
		if !right {
			f.wrong("authors", strings.Join(truth.Authors, ", "), or(rep.Author)+" "+rep.Found.Author)
		}
	}
	return f
}

func boolValue(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// pageWords are those of evaluate.py: runs of letters, digits and underscores.
func pageWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
}

// shingles counts the runs of four words of a text; a shorter text is one run.
func shingles(s string) map[string]int {
	words := pageWords(s)
	m := map[string]int{}
	for i := 0; i < max(1, len(words)-3); i++ {
		if run := words[i:min(len(words), i+4)]; len(run) > 0 {
			m[strings.Join(run, " ")]++
		}
	}
	return m
}

// shingleMatch returns what is right, too much and missing of the runs, as shares of all
// of these, so that a long text has no more weight than a short one.
func shingleMatch(truth, text string) (tp, fp, fn float64) {
	a, b := shingles(truth), shingles(text)
	for run, n := range a {
		tp += float64(min(n, b[run]))
		fn += float64(max(0, n-b[run]))
	}
	for run, n := range b {
		fp += float64(max(0, n-a[run]))
	}
	if all := tp + fp + fn; all > 0 {
		return tp / all, fp / all, fn / all
	}
	return 0, 0, 0
}

// shingleShare is precision, and with what is missing and too much exchanged, recall.
func shingleShare(tp, wrong, other float64) float64 {
	switch {
	case wrong == 0 && other == 0:
		return 1
	case tp == 0 && wrong == 0:
		return 0
	}
	return tp / (tp + wrong)
}

// paragraphMatch returns which share of the paragraphs read are those of the truth, word
// for word, and which share of the truth's were read.
func paragraphMatch(truth, read []string) (p, r float64) {
	count := func(list []string) (m map[string]int, n int) {
		m = map[string]int{}
		for _, s := range list {
			if words := pageWords(s); len(words) > 0 {
				m[strings.Join(words, " ")]++
				n++
			}
		}
		return m, n
	}
	a, na := count(truth)
	b, nb := count(read)
	both := 0
	for s, n := range a {
		both += min(n, b[s])
	}
	return float64(both) / float64(max(1, nb)), float64(both) / float64(max(1, na))
}

// authorsOf returns the names in s, in order.
func authorsOf(s string) (list []string) {
	for _, one := range strings.FieldsFunc(strings.NewReplacer(" and ", ",", " & ", ",", " und ", ",", ";", ",").Replace(s), func(r rune) bool { return r == ',' }) {
		if w := strings.Join(pageWords(strings.ToLower(one)), " "); w != "" {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

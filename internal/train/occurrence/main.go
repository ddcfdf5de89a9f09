// Command occurrence writes what the networks of package occurrence learn from: the
// comparisons of what stored readings of piles hold. train.py lays the gold beside them and
// learns. With -weights it writes the questions that these make of the piles instead, to
// choose by.
//
//	go run ./internal/train/occurrence -out LESSONS.jsonl READ.jsonl…
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"assay"
	"assay/internal/readings"
	"assay/internal/workload"
	"assay/occurrence"
)

func main() {
	out := flag.String("out", "", "file to write to")
	invented := flag.Int("invented", 0, "how many piles of invented reports are added")
	weights := flag.String("weights", "", "weights by which questions are made")
	groups := flag.Bool("groups", false, "with -weights: write what is compared of the groups that they make, too")
	flag.Parse()
	if err := run(*out, *weights, *groups, *invented, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "occurrence:", err)
		os.Exit(1)
	}
}

// A lesson is what train.py reads of one pile.
type lesson struct {
	Pile      string      `json:"pile"`
	Items     []seen      `json:"items"`
	Pairs     [][2]int    `json:"pairs,omitempty"`
	At        [][]float32 `json:"at,omitempty"`
	Begins    []int       `json:"begins,omitempty"`
	Names     []string    `json:"names,omitempty"`
	Questions [][]int     `json:"questions,omitempty"`
	Gold      [][2]int    `json:"gold,omitempty"` // of an invented pile: per item its question and what it tells of
	Same      *groups     `json:"same,omitempty"` // groups that answer one question
	One       *groups     `json:"one,omitempty"`  // groups that tell of one occurrence
}

// groups are items that were put together, and what is compared of each two groups.
type groups struct {
	Items [][]int     `json:"items"`
	Pairs [][2]int    `json:"pairs"`
	At    [][]float32 `json:"at"`
}

type seen struct {
	File   string    `json:"file"`
	Span   [2]int32  `json:"span"`
	Figure bool      `json:"figure"`
	Action string    `json:"action"`
	Copy   int       `json:"copy"`
	Number float64   `json:"number,omitempty"`
	Ask    []float32 `json:"ask,omitempty"`
	figure int
}

func run(out, weights string, grouped bool, invented int, paths []string) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	var raw []byte
	if weights != "" {
		if raw, err = os.ReadFile(weights); err != nil {
			return err
		}
	}
	for _, p := range paths {
		docs, stories, err := readings.Read(p)
		if err != nil {
			return err
		}
		l := newLesson(strings.TrimSuffix(filepath.Base(p), ".jsonl"), docs, stories)
		if err := l.group(docs, stories, raw, grouped); err != nil {
			return err
		}
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	for n := range invented {
		pile := workload.Misread(24, uint64(n))
		l := newLesson(fmt.Sprintf("invented%d", n), pile.Docs, nil)
		at := map[string]int{}
		for i, doc := range pile.Docs {
			at[doc.ID.String()] = i
		}
		for _, it := range l.Items {
			i, k := at[it.File], it.figure
			l.Gold = append(l.Gold, [2]int{pile.Questions[i][k], pile.Events[i][k]})
		}
		if err := l.group(pile.Docs, nil, raw, grouped); err != nil {
			return err
		}
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return w.Flush()
}

func newLesson(name string, docs []*assay.Doc, stories []assay.Story) *lesson {
	l := &lesson{Pile: name}
	l.Begins, l.Names = occurrence.Widths()
	files := map[assay.ReportID]string{}
	for _, doc := range docs {
		if files[doc.ID] = doc.ID.String(); doc.URL != "" {
			files[doc.ID] = path.Base(doc.URL)
		}
	}
	all := occurrence.Lessons(docs, stories)
	for _, s := range all.Items {
		l.Items = append(l.Items, seen{files[s.Report], [2]int32{s.Span.Start, s.Span.End}, s.Figure >= 0, string(s.Action), s.Copy, s.Number, s.Ask, s.Figure})
	}
	for _, c := range all.Pairs {
		l.Pairs, l.At = append(l.Pairs, [2]int{int(c.A), int(c.B)}), append(l.At, c.At)
	}
	return l
}

// group replaces comparisons of items by the questions that weights make, and by comparisons
// of the groups.
func (l *lesson) group(docs []*assay.Doc, stories []assay.Story, raw []byte, grouped bool) (err error) {
	if raw == nil {
		return nil
	}
	l.Pairs, l.At = nil, nil
	for i := range l.Items {
		l.Items[i].Ask = nil
	}
	if !grouped {
		l.Questions, err = occurrence.Questions(docs, stories, raw)
		return err
	}
	same, one, err := occurrence.GroupsOf(docs, stories, raw)
	l.Same, l.One = laid(same), laid(one)
	return err
}

func laid(g occurrence.Groups) *groups {
	out := &groups{Items: g.Items}
	for _, c := range g.Pairs {
		out.Pairs, out.At = append(out.Pairs, [2]int{int(c.A), int(c.B)}), append(out.At, c.At)
	}
	return out
}

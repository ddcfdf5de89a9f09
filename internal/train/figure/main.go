// Command figure writes what the heads of package figure learn from: the gold rows, the
// labelled sentences and the invented texts as the product sees them, with what their
// readers marked. Features and candidates are package figure's own, so that what is
// learnt is what runs. train.py learns from it and writes the weights.
//
//	go run ./internal/train/figure -out FOLDER
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"assay"
	"assay/internal/train/gold"
	"assay/internal/train/lessons"
	"assay/lang"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the corpora")
	written := flag.String("written", "internal/train/figure/written", "folder of the invented texts")
	out := flag.String("out", "", "folder to write to")
	reader := flag.String("reader", "careful", "careful or fast")
	marks := flag.String("mark", "", "write to this file what follows from the numbers of the incidents, and no lessons")
	flag.Parse()
	r := lang.Careful
	if *reader == "fast" {
		r = lang.Fast
	}
	err := error(nil)
	if *marks != "" {
		err = mark(*data, *written, *marks, r)
	} else {
		err = write(*data, *written, *out, r)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "figure:", err)
		os.Exit(1)
	}
}

func write(data, written, out string, r lang.Reader) error {
	reports, err := gold.Rows(filepath.Join(data, "gold", "rows"))
	if err != nil {
		return err
	}
	own, err := gold.Own(written, data)
	if err != nil {
		return err
	}
	var texts []text
	for _, t := range append(reports, own...) {
		texts = append(texts, text{name: t.Name, report: t.Report(), figures: t.Figures})
	}
	more, err := readSentences(filepath.Join(data, "gold", "sentences", "sentences.jsonl"))
	if err != nil {
		return err
	}
	texts = append(texts, more...)
	if more, err = readSentences(filepath.Join(written, "sentences.jsonl")); err != nil {
		return err
	}
	for i := range more {
		more[i].name = "v" + more[i].name
	}
	texts = append(texts, more...)
	if more, err = readMarked(filepath.Join(written, "counted.jsonl"), data); err != nil {
		return err
	}
	texts = append(texts, more...)
	list := make([]*assay.Report, len(texts))
	for i := range texts {
		list[i] = texts[i].report
	}
	return lessons.Write(out, list, "figure", r, func(i int, doc *assay.Doc) any { return lesson(texts[i], doc) })
}

// A Lesson is a text as the heads see it.
type Lesson struct {
	Name   string      `json:"name"`
	Words  []string    `json:"words"`
	Starts []int32     `json:"windows"`
	Ends   []int32     `json:"ends"` // of paragraphs
	Rows   []Row       `json:"rows"`
	Places []placeSeen `json:"places"`
	Times  [][2]int32  `json:"times"` // token of each, and the verb above it
	Missed int         `json:"missed"`
}

type placeSeen struct {
	At      int32  `json:"at"`
	Above   int32  `json:"above"`
	Country string `json:"country"`
	Entry   string `json:"entry"`
}

// A Row is a candidate.
type Row struct {
	At       int        `json:"at"`
	Head     int        `json:"head"`
	Above    int        `json:"above"`
	Single   bool       `json:"single"`
	Features []uint32   `json:"f"`
	Lo       int        `json:"lo"`
	Trigger  [][]uint32 `json:"trigger"` // of tokens from Lo
	PlaceOf  []int      `json:"placesOf,omitempty"`
	Places   [][]uint32 `json:"places,omitempty"`
	TimeOf   []int      `json:"timesOf,omitempty"`
	Times    [][]uint32 `json:"times,omitempty"`
	Wholes   [][]uint32 `json:"wholes,omitempty"`
	WholeOf  []int      `json:"wholeOf,omitempty"`
	Again    [][]uint32 `json:"again,omitempty"` // with figures before, for one in the singular
	AgainOf  []int      `json:"againOf,omitempty"`
	Gold     *Label     `json:"gold,omitempty"`
	Text     string     `json:"text"`
}

// A Label is what the gold says of a candidate. Lists are of tokens, places, times, rows.
type Label struct {
	ID       string   `json:"id"`
	Optional bool     `json:"optional"`
	Actions  []string `json:"actions"`
	Role     string   `json:"role"`
	Kind     string   `json:"kind"`
	Total    string   `json:"total"`
	Unit     string   `json:"unit"`
	Trigger  []int    `json:"trigger"`
	Named    []int    `json:"named"`
	NamedAll bool     `json:"namedAll"` // whether each place that the gold names is a mention
	NamedN   int      `json:"namedN"`
	Where    []int    `json:"where"`
	Country  []int    `json:"country"`
	Lands    []string `json:"lands"`
	NamedAt  []int    `json:"namedAt"` // times
	TimeN    int      `json:"timeN"`
	When     []int    `json:"when"`   // readings: Own*time+reading
	Common   []int    `json:"common"` // readings of the report itself
	HasWhen  bool     `json:"hasWhen"`
	Of       int      `json:"of"` // row, -1 none, -2 not a candidate
	Local    bool     `json:"local"`
}

// A text is one with its gold.
type text struct {
	name    string
	report  *assay.Report
	figures []gold.Figure
	local   bool           // only what a sentence itself says is marked
	from    int            // byte from which on it is marked
	some    map[int32]bool // bytes at which those candidates begin that are marked, if not all are
}

// readSentences reads the labelled sentences; their words are sought where they stand
// next to the figure's.
func readSentences(path string) (list []text, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	type entry struct {
		T, C, U, A, A2, Tr, R, W, Tot, Of string
		P                                 []string
	}
	sc := bufio.NewScanner(file)
	sc.Buffer(make([]byte, 1<<16), 1<<22)
	for sc.Scan() {
		var s struct {
			N             int
			Before, Text  string
			Figs, Singles []entry
		}
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			return nil, err
		}
		all := s.Text
		if s.Before != "" {
			all = s.Before + " " + s.Text
		}
		t := text{name: fmt.Sprintf("s:%d", s.N), report: &assay.Report{Text: all}, local: true, from: len(all) - len(s.Text)}
		near := func(words string, at int32) *gold.Marked {
			if words == "" {
				return nil
			}
			best := -1
			for i := t.from; i < len(all); {
				k := strings.Index(all[i:], words)
				if k < 0 {
					break
				}
				if best < 0 || abs(i+k-int(at)) < abs(best-int(at)) {
					best = i + k
				}
				i += k + 1
			}
			if best < 0 {
				return nil
			}
			return &gold.Marked{Text: words, Span: [2]int32{int32(best), int32(best + len(words))}}
		}
		pos := t.from
		for k, e := range append(s.Figs, s.Singles...) {
			single := k >= len(s.Figs)
			i := -1
			if !single {
				if i = strings.Index(all[pos:], e.T); i >= 0 {
					i += pos
					pos = i + 1
				}
			}
			if i < 0 {
				if i = strings.Index(all[t.from:], e.T); i >= 0 {
					i += t.from
				}
			}
			if i < 0 {
				continue
			}
			f := gold.Figure{ID: fmt.Sprintf("f%d", k), Text: e.T, Span: [2]int32{int32(i), int32(i + len(e.T))}, Unit: e.U, Action: e.A, Total: e.Tot, Singular: single, Role: e.R}
			if e.A2 != "" {
				f.Also = []string{e.A2}
			}
			f.Counted, f.Trigger, f.Time = near(e.C, int32(i)), near(e.Tr, int32(i)), near(e.W, int32(i))
			for _, p := range e.P {
				if m := near(p, int32(i)); m != nil {
					f.Places = append(f.Places, *m)
				}
			}
			t.figures = append(t.figures, f)
		}
		list = append(list, t)
	}
	return list, sc.Err()
}

func abs(n int) int { return max(n, -n) }

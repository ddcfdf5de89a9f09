// Command figure writes what the heads of package figure learn from: the gold rows, the
// labelled sentences and the invented texts as the product sees them, with what their
// readers marked. Features and candidates are package figure's own, so that what is
// learnt is what runs. train.py learns from it and writes the weights.
//
//	go run ./internal/train/figure -out FOLDER
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"assay"
	"assay/lang"
	"assay/lang/en"
	"assay/pipeline"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the corpora")
	written := flag.String("written", "internal/train/figure/written", "folder of the invented texts")
	out := flag.String("out", "", "folder to write to")
	reader := flag.String("reader", "careful", "careful or fast")
	flag.Parse()
	r := lang.Careful
	if *reader == "fast" {
		r = lang.Fast
	}
	if err := write(*data, *written, *out, r); err != nil {
		fmt.Fprintln(os.Stderr, "figure:", err)
		os.Exit(1)
	}
}

func write(data, written, out string, r lang.Reader) error {
	texts, err := readRows(filepath.Join(data, "gold", "rows"))
	if err != nil {
		return err
	}
	more, err := readSentences(filepath.Join(data, "gold", "sentences", "sentences.jsonl"))
	if err != nil {
		return err
	}
	texts = append(texts, more...)
	if more, err = readWritten(filepath.Join(written, "reports.jsonl")); err != nil {
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
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: r}})
	for i, s := range stages {
		if s.Name == "figure" {
			stages = stages[:i]
			break
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	lines := make([][]byte, len(texts))
	docs := make([]*assay.Doc, len(texts))
	work := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range work {
				t := texts[i]
				doc := assay.NewDoc(&assay.Report{Text: t.text, Published: t.published})
				if err := assay.Annotate(context.Background(), doc, stages); err != nil {
					fmt.Fprintln(os.Stderr, t.name, err)
					continue
				}
				docs[i] = doc
				lines[i], _ = json.Marshal(lesson(t, doc))
			}
		})
	}
	for i := range texts {
		work <- i
	}
	close(work)
	wait.Wait()
	states, err := os.Create(filepath.Join(out, "states.bin"))
	if err != nil {
		return err
	}
	defer states.Close()
	list, err := os.Create(filepath.Join(out, "lessons.jsonl"))
	if err != nil {
		return err
	}
	defer list.Close()
	_, pieces, err := en.Pieces()
	if err != nil {
		return err
	}
	word := make([]float32, pieces.Width)
	a, b := bufio.NewWriter(states), bufio.NewWriter(list)
	for i, doc := range docs {
		if doc == nil {
			continue
		}
		for t := range doc.Tokens {
			for k := range doc.States.Width {
				put(a, float32(doc.States.Data[t*doc.States.Width+k])*doc.States.Scales[t])
			}
			clear(word)
			for _, id := range doc.States.Pieces[t] {
				pieces.AddTo(word, id)
			}
			for _, v := range word {
				put(a, 4*v)
			}
		}
		b.Write(lines[i])
		b.WriteByte('\n')
	}
	if err := a.Flush(); err != nil {
		return err
	}
	return b.Flush()
}

// put writes v in sixteen bits.
func put(w *bufio.Writer, v float32) {
	bits := half(v)
	w.WriteByte(byte(bits))
	w.WriteByte(byte(bits >> 8))
}

// A Lesson is a text as the heads see it.
type Lesson struct {
	Name   string      `json:"name"`
	Words  []string    `json:"words"`
	Starts []int32     `json:"windows"`
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
	name, text string
	published  assay.Published
	figures    []gold
	local      bool // only what a sentence itself says is marked
	from       int  // byte from which on it is marked
}

type gold struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Span     [2]int32 `json:"span"`
	Unit     string   `json:"unit"`
	Counted  *marked  `json:"counted"`
	Action   string   `json:"action"`
	Also     []string `json:"action_also"`
	Trigger  *marked  `json:"trigger"`
	Places   []marked `json:"places"`
	Inherit  []marked `json:"places_inherited"`
	Country  []string `json:"country"`
	Time     *marked  `json:"time"`
	TimeFrom *marked  `json:"time_inherited"`
	When     []string `json:"when"`
	Kind     string   `json:"kind"`
	Total    string   `json:"total"`
	Of       string   `json:"of"`
	Optional bool     `json:"optional"`
	Singular bool     `json:"singular"`
	Role     string   `json:"role"`
}

type marked struct {
	Text string   `json:"text"`
	Span [2]int32 `json:"span"`
}

func (m marked) span() assay.Span { return assay.Span{Start: m.Span[0], End: m.Span[1]} }

func readRows(folder string) (list []text, err error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		var g struct {
			Report    string
			Published string
			Figures   []gold
		}
		if err := json.Unmarshal(raw, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		body, err := os.ReadFile(filepath.Join(filepath.Dir(p), g.Report))
		if err != nil {
			return nil, err
		}
		list = append(list, text{name: strings.TrimSuffix(filepath.Base(p), ".gold.json"), text: string(body), figures: g.Figures, published: flagged(g.Published)})
	}
	return list, nil
}

// readWritten reads the invented reports, one a line with its gold.
func readWritten(path string) (list []text, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(raw)) {
		var g struct {
			Name, Text, Published string
			Figures               []gold
		}
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, text{name: g.Name, text: g.Text, figures: g.Figures, published: flagged(g.Published)})
	}
	return list, nil
}

// flagged is a day as if the user had given it, nothing if it is none.
func flagged(day string) (p assay.Published) {
	if d, err := time.Parse("2006-01-02", day); err == nil {
		p = assay.Published{Date: assay.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()}, From: "flag"}
	}
	return p
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
		t := text{name: fmt.Sprintf("s:%d", s.N), text: s.Text, local: true}
		if s.Before != "" {
			t.text = s.Before + " " + s.Text
		}
		t.from = len(t.text) - len(s.Text)
		near := func(words string, at int32) *marked {
			if words == "" {
				return nil
			}
			best := -1
			for i := t.from; i < len(t.text); {
				k := strings.Index(t.text[i:], words)
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
			return &marked{words, [2]int32{int32(best), int32(best + len(words))}}
		}
		pos := t.from
		for k, e := range append(s.Figs, s.Singles...) {
			single := k >= len(s.Figs)
			i := -1
			if !single {
				if i = strings.Index(t.text[pos:], e.T); i >= 0 {
					i += pos
					pos = i + 1
				}
			}
			if i < 0 {
				if i = strings.Index(t.text[t.from:], e.T); i >= 0 {
					i += t.from
				}
			}
			if i < 0 {
				continue
			}
			f := gold{ID: fmt.Sprintf("f%d", k), Text: e.T, Span: [2]int32{int32(i), int32(i + len(e.T))}, Unit: e.U, Action: e.A, Total: e.Tot, Singular: single, Role: e.R}
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

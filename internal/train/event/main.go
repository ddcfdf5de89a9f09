// Command event writes what the heads of package event learn from: reports of the gold and
// invented ones as the product sees them, with the events and movements that their readers
// marked. Features and candidates are package event's own, so that what is learnt is what
// runs; figures are those that package figure reads. train.py learns from it.
//
//	go run ./internal/train/event -out FOLDER
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"assay"
	"assay/internal/train/gold"
	"assay/lang"
	"assay/lang/en"
	"assay/pipeline"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the corpora")
	moves := flag.String("moves", "internal/train/event/written/moves.txt", "invented sentences on who moved")
	written := flag.String("written", "internal/train/figure/written", "folder of what we have marked")
	out := flag.String("out", "", "folder to write to")
	reader := flag.String("reader", "careful", "careful or fast")
	flag.Parse()
	r := lang.Careful
	if *reader == "fast" {
		r = lang.Fast
	}
	if err := write(*data, *written, *moves, *out, r); err != nil {
		fmt.Fprintln(os.Stderr, "event:", err)
		os.Exit(1)
	}
}

// A text is a report with its gold.
type text struct {
	gold.Text
	Main bool // of the gold rows, whose names say of what part they are
}

// statuses are those of movements by their letters; N is a sentence in which nobody moves.
var statuses = map[string]string{"R": "reported", "P": "planned", "H": "hypothetical", "D": "denied", "X": "prevented", "N": ""}

// readMoves reads invented sentences, one a line behind its status, with those who move in
// {w:…} and where from, to and by in {f:…}, {t:…} and {v:…}.
func readMoves(path string) (list []text, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(raw)) {
		letter, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		status, known := statuses[letter]
		if !known {
			return nil, fmt.Errorf("%s: %q has no status", path, line)
		}
		t := text{Text: gold.Text{Name: fmt.Sprintf("m%d", len(list)), Published: "2021-03-05", Invented: true}}
		m := gold.Movement{Status: status}
		for rest != "" {
			plain, after, marked := strings.Cut(rest, "{")
			t.Text.Text += plain
			if rest = after; !marked {
				break
			}
			part, after, _ := strings.Cut(rest, "}")
			rest = after
			kind, words, _ := strings.Cut(part, ":")
			t.Text.Text += words
			switch kind {
			case "w":
				m.Who = words
			case "f":
				m.From = append(m.From, words)
			case "t":
				m.To = append(m.To, words)
			case "v":
				m.Via = append(m.Via, words)
			default:
				return nil, fmt.Errorf("%s: %q: what is %q?", path, line, kind)
			}
		}
		if status != "" {
			t.Movements = []gold.Movement{m}
		}
		list = append(list, t)
	}
	return list, nil
}

func write(data, written, moves, out string, r lang.Reader) error {
	rows, err := gold.Rows(filepath.Join(data, "gold", "rows"))
	if err != nil {
		return err
	}
	own, err := gold.Own(written, data)
	if err != nil {
		return err
	}
	var texts []text
	for i, t := range append(rows, own...) {
		texts = append(texts, text{t, i < len(rows)})
	}
	more, err := readMoves(moves)
	if err != nil {
		return err
	}
	texts = append(texts, more...)
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: r}})
	for i, s := range stages {
		if s.Name == "event" {
			stages = stages[:i]
			break
		}
	}
	docs := make([]*assay.Doc, len(texts))
	work := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range work {
				doc := assay.NewDoc(texts[i].Report())
				if err := assay.Annotate(context.Background(), doc, stages); err != nil {
					fmt.Fprintln(os.Stderr, texts[i].Name, err)
					continue
				}
				docs[i] = doc
			}
		})
	}
	for i := range texts {
		work <- i
	}
	close(work)
	wait.Wait()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	states, err := os.Create(filepath.Join(out, "states.bin"))
	if err != nil {
		return err
	}
	defer states.Close()
	lessons, err := os.Create(filepath.Join(out, "lessons.jsonl"))
	if err != nil {
		return err
	}
	defer lessons.Close()
	_, pieces, err := en.Pieces()
	if err != nil {
		return err
	}
	a, b := bufio.NewWriter(states), bufio.NewWriter(lessons)
	word := make([]float32, pieces.Width)
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
		line, err := json.Marshal(lesson(&texts[i], doc))
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	if err := a.Flush(); err != nil {
		return err
	}
	return b.Flush()
}

// put writes v in sixteen bits, as IEEE 754 has it; small numbers are nothing.
func put(w *bufio.Writer, v float32) {
	bits := math.Float32bits(v)
	half := uint16(bits >> 16 & 0x8000)
	switch e := int32(bits>>23&0xff) - 112; {
	case e <= 0:
	case e >= 31:
		half |= 0x7bff
	default:
		// A carry out of the fraction goes into the exponent.
		half += uint16(uint32(e)<<10 + (bits&0x7fffff+0x1000)>>13)
	}
	w.WriteByte(byte(half))
	w.WriteByte(byte(half >> 8))
}

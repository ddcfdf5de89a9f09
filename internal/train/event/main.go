// Command event writes what the heads of package event learn from: reports of the gold and
// invented ones as the product sees them, with the events and movements that their readers
// marked. Features and candidates are package event's own, so that what is learnt is what
// runs; figures are those that package figure reads. train.py learns from it.
//
//	go run ./internal/train/event -out FOLDER
package main

import (
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
		if t.Events != nil || t.Movements != nil { // else nobody looked for them
			texts = append(texts, text{t, i < len(rows)})
		}
	}
	more, err := readMoves(moves)
	if err != nil {
		return err
	}
	texts = append(texts, more...)
	reports := make([]*assay.Report, len(texts))
	for i := range texts {
		reports[i] = texts[i].Report()
	}
	return lessons.Write(out, reports, "event", r, func(i int, doc *assay.Doc) any { return lesson(&texts[i], doc) })
}

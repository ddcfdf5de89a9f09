// Command coref writes what package coref learns from: each two reports of ECB+ and each
// two mentions of events in reports that may be on one thing, as the product compares them.
//
//	go run ./internal/train/coref -data ../shared/data/coreference/ecbplus -out FOLDER
//	python3 internal/train/coref/train.py reports FOLDER
//	go run ./internal/train/coref -data ../shared/data/coreference/ecbplus -out FOLDER
//	python3 internal/train/coref/train.py mentions FOLDER --out coref/weights.json
//
// The corpus is cut by topics into the piles of piles.json, which are compared within
// themselves, as parts of it are when they are scored. Mentions are written where
// FOLDER has what was learnt of reports (scores.bin), each pile by networks that have
// not seen it.
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"assay/coref"
	"assay/eval"
	"assay/lang"
)

// piles are the topics of each pile: three of the training part, the development part.
var piles = [...]string{"4 6 8 10 11 22 25 27 33", "1 19 20 28 29 30 31 32", "3 7 9 13 14 16 24 26", "2 5 12 18 21 23 34 35"}

func main() {
	data := flag.String("data", "../shared/data/coreference/ecbplus", "folder of the corpus")
	out := flag.String("out", "", "folder to write to")
	flag.Parse()
	if err := run(*data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "coref:", err)
		os.Exit(1)
	}
}

// A pile is reports that are compared with each other.
type pile struct {
	reports []coref.Report
	names   []string
	chains  [][]string
}

func run(data, out string) error {
	list := make([]pile, len(piles))
	for _, part := range []string{"Train", "Dev"} {
		reports, names, chains, err := eval.CorefReports(context.Background(), filepath.Join(data, "ECB_"+part), lang.Careful)
		if err != nil {
			return err
		}
		for i := range reports {
			topic, _, _ := strings.Cut(names[i], "_")
			for k := range list {
				if strings.Contains(" "+piles[k]+" ", " "+topic+" ") {
					p := &list[k]
					p.reports, p.names, p.chains = append(p.reports, reports[i]), append(p.names, names[i]), append(p.chains, chains[i])
				}
			}
		}
	}
	scores, err := os.ReadFile(filepath.Join(out, "scores.bin"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for k := range list {
		if err := list[k].write(filepath.Join(out, "pile"+strconv.Itoa(k)), &scores); err != nil {
			return err
		}
	}
	return nil
}

// write writes the lessons of a pile: its names, chains and numbers of mentions, and by
// pair two numbers and the comparison. scores are those of its reports and of the piles
// behind it.
func (p *pile) write(begins string, scores *[]byte) error {
	l, err := coref.Learn(p.reports)
	if err != nil {
		return err
	}
	first, n := []int{}, 0
	for i := range p.reports {
		first = append(first, n)
		n += len(p.reports[i].Mentions)
	}
	b, err := json.Marshal(map[string]any{"names": p.names, "chains": p.chains, "first": first})
	if err != nil {
		return err
	}
	if err := os.WriteFile(begins+".json", b, 0o644); err != nil {
		return err
	}
	if len(*scores) == 0 {
		w, err := newRows(begins + ".reports.bin")
		if err != nil {
			return err
		}
		l.Reports(func(a, b int, x []float32) { w.row(int32(a), int32(b), x) })
		return w.close()
	}
	n = len(p.reports)
	if len(*scores) < 4*n*n {
		return fmt.Errorf("%s: too few scores of reports", begins)
	}
	odds := (*scores)[:4*n*n]
	*scores = (*scores)[4*n*n:]
	w, err := newRows(begins + ".mentions.bin")
	if err != nil {
		return err
	}
	l.Mentions(func(a, b int) int32 { return int32(binary.LittleEndian.Uint32(odds[4*(a*n+b):])) }, func(a, b [2]int, x []float32) {
		w.row(int32(first[a[0]]+a[1]), int32(first[b[0]]+b[1]), x)
	})
	if err := w.close(); err != nil {
		return err
	}
	if w, err = newRows(begins + ".vectors.bin"); err != nil {
		return err
	}
	l.Vectors(func(m [2]int, x []float32) { w.row(int32(first[m[0]]+m[1]), 0, x) })
	return w.close()
}

// A rows is a file of rows of two whole numbers and some more, four bytes each; how many
// more it says first.
type rows struct {
	file  *os.File
	w     *bufio.Writer
	begun bool
}

func newRows(path string) (*rows, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &rows{file: f, w: bufio.NewWriter(f)}, nil
}

func (r *rows) row(a, b int32, x []float32) {
	var buf []byte
	if !r.begun {
		buf, r.begun = binary.LittleEndian.AppendUint32(buf, uint32(len(x))), true
	}
	buf = binary.LittleEndian.AppendUint32(buf, uint32(a))
	buf = binary.LittleEndian.AppendUint32(buf, uint32(b))
	for _, v := range x {
		buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(v))
	}
	r.w.Write(buf)
}

func (r *rows) close() error {
	err := r.w.Flush()
	return errors.Join(err, r.file.Close())
}

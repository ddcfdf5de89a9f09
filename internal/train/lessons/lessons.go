// Package lessons writes what heads on the states of words learn from: reports as the
// product sees them up to a stage, a line of JSON each, and the states of their words.
//
// In come reports and what is to be said of each; out come two files: lessons.jsonl, and
// states.bin, in which each word of each report has the numbers of its state and those of
// its pieces as they stand in no text, four times as long, sixteen bits a number as
// IEEE 754 has them. What package figure and package event learn is written here.
package lessons

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"assay"
	"assay/lang"
	"assay/lang/en"
	"assay/pipeline"
)

// Write reads reports up to before a stage and writes to folder, for each that can be
// read, what lesson makes of it, the number of the report given. lesson is called from
// several goroutines.
func Write(folder string, reports []*assay.Report, stage string, reader lang.Reader, lesson func(i int, doc *assay.Doc) any) error {
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}})
	for i, s := range stages {
		if s.Name == stage {
			stages = stages[:i]
			break
		}
	}
	lines := make([][]byte, len(reports))
	docs := make([]*assay.Doc, len(reports))
	failed := make([]error, len(reports))
	work := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range work {
				doc := assay.NewDoc(reports[i])
				if err := assay.Annotate(context.Background(), doc, stages); err != nil {
					fmt.Fprintf(os.Stderr, "report %d: %v\n", i, err)
					continue
				}
				docs[i] = doc
				lines[i], failed[i] = json.Marshal(lesson(i, doc))
			}
		})
	}
	for i := range reports {
		work <- i
	}
	close(work)
	wait.Wait()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	states, err := os.Create(filepath.Join(folder, "states.bin"))
	if err != nil {
		return err
	}
	defer states.Close()
	list, err := os.Create(filepath.Join(folder, "lessons.jsonl"))
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
		if failed[i] != nil {
			return failed[i]
		}
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

// put writes v in sixteen bits; small numbers are nothing.
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

package main

import (
	"encoding/json"
	"io"
	"path/filepath"

	"assay"
)

// A wordsLine is a report of PolNeAR as the trainer of the encoder reads it: the
// words as package lang cuts them, and the attributions as ranges of words.
type wordsLine struct {
	Name         string        `json:"name"`
	Words        []string      `json:"words"`
	Paragraphs   []int         `json:"paragraphs"`   // the first word of each
	Apart        []int         `json:"apart"`        // paragraphs that are read by themselves: headlines, captions
	Attributions [][3][][2]int `json:"attributions"` // source, cue, content: ranges of words, half open
}

// writeWords writes the reports of a part of PolNeAR, a line for each.
func writeWords(w io.Writer, folder string) error {
	list, err := readCited(folder)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	for _, c := range list {
		line := wordsLine{Name: filepath.Base(c.Path), Attributions: [][3][][2]int{}, Apart: []int{}}
		region := -1
		for _, tok := range c.doc.Tokens {
			for region < 0 || c.doc.Regions[region].Span.End <= tok.Span.Start {
				region++
				if tok.Span.Start < c.doc.Regions[region].Span.End {
					if c.doc.Regions[region].Kind != assay.Body {
						line.Apart = append(line.Apart, len(line.Paragraphs))
					}
					line.Paragraphs = append(line.Paragraphs, len(line.Words))
				}
			}
			line.Words = append(line.Words, tok.Span.In(c.doc.Text))
		}
		for _, a := range c.Attributions {
			var parts [3][][2]int
			for kind, spans := range [][]assay.Span{a.Source, a.Cue, a.Content} {
				parts[kind] = [][2]int{}
				for _, sp := range spans {
					if lo, hi := c.doc.TokensTouching(sp); lo < hi {
						parts[kind] = append(parts[kind], [2]int{lo, hi})
					}
				}
			}
			line.Attributions = append(line.Attributions, parts)
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

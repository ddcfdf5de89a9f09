// Package lang reads the language of a report: which one it is, its sentences,
// words, parts of speech, lemmas, syntax trees in the terms of Universal
// Dependencies, and proper names. In come the text and its regions; body,
// headline and caption regions are read, each by itself, so that no sentence
// crosses from one into another. Sentences and words are cut by rules; tags
// and trees come from a small recurrent network with a biaffine parser (package
// neural; Dozat and Manning, ICLR 2017), names from another that also sees the
// gazetteer and what the whole report shows of a word; the weights are in lang/en. It reads
// English only: a report that is clearly in another language gets its language
// and a problem, and no words. It does not say what a name refers to.
package lang

import (
	"context"
	"fmt"
	"sync"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	// MaxTokens is the length at which a sentence is cut; 0 means 200. Tables
	// and lists that were scraped into one line are longer than any sentence.
	MaxTokens int
}

// New returns the stage.
func New(opt Options) assay.Stage {
	if opt.MaxTokens <= 0 {
		opt.MaxTokens = 200
	}
	free := &sync.Pool{} // analysers, of which each worker needs one
	return assay.Stage{
		Name:    "lang",
		Summary: "language, sentences, words, syntax and names",
		Version: 2,
		Reads:   assay.Regions,
		Writes:  assay.Tokens,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			regions := readable(doc)
			doc.Language = Language(sample(doc.Text, regions))
			if doc.Language != "en" {
				doc.Problems = append(doc.Problems, assay.Problem{Stage: "lang",
					Err: fmt.Sprintf("the report is in another language (%s) and was not parsed", doc.Language)})
				return nil
			}
			a, ok := free.Get().(*Analyser)
			if !ok {
				var err error
				if a, err = NewAnalyser(); err != nil {
					return err
				}
			}
			defer free.Put(a)
			var spans [][]assay.Span // of the words of each sentence
			for _, region := range regions {
				spans = words(spans, doc.Text, region, opt.MaxTokens)
			}
			return a.read(ctx, doc, spans)
		},
	}
}

// readable returns the regions in which words are read. A Doc without regions
// is one body.
func readable(doc *assay.Doc) []assay.Span {
	if len(doc.Regions) == 0 {
		return []assay.Span{{Start: 0, End: int32(len(doc.Text))}}
	}
	var list []assay.Span
	for _, r := range doc.Regions {
		switch r.Kind {
		case assay.Body, assay.Headline, assay.Caption:
			list = append(list, r.Span)
		}
	}
	return list
}

// words adds to list the words of each sentence of a region.
func words(list [][]assay.Span, text string, region assay.Span, max int) [][]assay.Span {
	for _, s := range split(nil, text, region) {
		spans := tokenize(nil, text, s)
		for len(spans) > 0 {
			n := len(spans)
			if n > max {
				n = pause(text, spans, max)
			}
			list = append(list, spans[:n:n])
			spans = spans[n:]
		}
	}
	return list
}

// pause returns how many of too many words to take as a sentence: up to the last
// comma or the like in the second half of the first max, or else max.
func pause(text string, spans []assay.Span, max int) int {
	for n := max; n > max/2; n-- {
		switch spans[n-1].In(text) {
		case ",", ";", ":", "|", "—", "–", ".":
			return n
		}
	}
	return max
}

// read sets the sentences, tokens and names of doc.
func (a *Analyser) read(ctx context.Context, doc *assay.Doc, spans [][]assay.Span) error {
	sentences := make([][]Word, len(spans))
	for k, list := range spans {
		sentences[k] = make([]Word, len(list))
		for i, sp := range list {
			sentences[k][i] = NewWord(sp.In(doc.Text), i == 0)
		}
	}
	tokens, names, err := a.Analyse(ctx, sentences)
	if err != nil {
		return err
	}
	for k, list := range spans {
		doc.Sentences = append(doc.Sentences, assay.Span{Start: list[0].Start, End: list[len(list)-1].End})
		base := int32(len(doc.Tokens))
		for i, tok := range tokens[k] {
			tok.Span = list[i]
			if tok.Head >= 0 {
				tok.Head += base
			}
			doc.Tokens = append(doc.Tokens, tok)
		}
		for _, n := range names[k] {
			doc.Names = append(doc.Names, assay.Name{
				Span: assay.Span{Start: list[n.From].Start, End: list[n.To-1].End}, Class: n.Class})
		}
	}
	return nil
}

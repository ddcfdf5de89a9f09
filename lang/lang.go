// Package lang reads the language of a report: which one it is, its sentences,
// words, parts of speech, lemmas, syntax trees in the terms of Universal
// Dependencies, and proper names. In come the text and its regions; body,
// headline and caption regions are read, and no sentence crosses from one into
// another. Words are cut by rules. For all else there are two readers: the careful one
// encodes whole paragraphs with a pretrained transformer, off whose states heads read
// sentences, tags, trees (biaffine: Dozat and Manning, ICLR 2017) and names, and
// leaves the states to the stages behind; the fast one has small recurrent networks for
// trees and for names, which see a sentence at a time. The kernels are in package
// neural, the weights in lang/en, and docs/language.md compares the two. The package
// reads English only: a report in another language gets its language and a problem, and
// no words; a paragraph in another one than its report is marked as foreign and not
// read. It does not say what a name refers to.
package lang

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	Reader Reader

	// MaxTokens is the length at which a sentence is cut; 0 means 200. Tables
	// and lists that were scraped into one line are longer than any sentence.
	MaxTokens int
}

func (o Options) maxTokens() int {
	if o.MaxTokens <= 0 {
		return 200
	}
	return o.MaxTokens
}

// New returns the stage.
func New(opt Options) assay.Stage {
	free := &sync.Pool{} // analysers, of which each worker needs one
	cache := newCache()  // which they share
	return assay.Stage{
		Name:    "lang",
		Summary: "language, sentences, words, syntax and names",
		Version: 7,
		Way:     opt.Reader.String(),
		Reads:   assay.Regions,
		Writes:  assay.Tokens,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			regions := readable(doc)
			heard := listen(doc.Text, regions, doc.Declared)
			doc.Language, doc.Foreign = heard.language, heard.foreign
			if len(heard.read) == 0 && len(regions) > 0 {
				doc.Problems = append(doc.Problems, assay.Problem{Stage: "lang",
					Err: fmt.Sprintf("the report is in another language (%s) and was not parsed", doc.Language)})
				return nil
			}
			if n := len(doc.Foreign); n > 0 {
				doc.Problems = append(doc.Problems, assay.Problem{Stage: "lang", Note: true, Err: fmt.Sprintf(
					"paragraphs in another language that were not read: %d, the first (%s) at byte %d", n, doc.Foreign[0].Language, doc.Foreign[0].Span.Start)})
			}
			a, ok := free.Get().(Analyser)
			if !ok {
				var err error
				if a, err = newAnalyser(opt, cache); err != nil {
					return err
				}
			}
			defer free.Put(a)
			return analyse(ctx, doc, a, heard.read, opt.maxTokens())
		},
	}
}

// readable returns the regions in which words are read. A Doc without regions
// is one body.
func readable(doc *assay.Doc) []assay.Region {
	if len(doc.Regions) == 0 {
		return []assay.Region{{Span: assay.Span{Start: 0, End: int32(len(doc.Text))}}}
	}
	var list []assay.Region
	for _, r := range doc.Regions {
		switch r.Kind {
		case assay.Body, assay.Headline, assay.Caption, assay.Speaker, assay.Notes:
			list = append(list, r)
		}
	}
	return list
}

// paragraphs adds to list the paragraphs of a region, in words and in the sentences that
// the rules find, none with more than max words, and to spans where the words stand.
func paragraphs(list []Paragraph, spans []assay.Span, text string, region assay.Region, max int) ([]Paragraph, []assay.Span) {
	end := region.Span.Start
	for k, s := range split(nil, text, region.Span) {
		if k == 0 || strings.Count(text[end:s.Start], "\n") > 1 {
			list = append(list, Paragraph{Alone: !region.Kind.Runs()})
		}
		end = s.End
		from := len(spans)
		spans = tokenize(spans, text, s)
		words := make([]Word, len(spans)-from)
		for i, sp := range spans[from:] {
			words[i] = NewWord(sp.In(text), i == 0)
		}
		p := &list[len(list)-1]
		p.Sentences = cut(p.Sentences, words, max)
	}
	return list, spans
}

// cut adds to list a sentence in pieces of no more than max words.
func cut(list [][]Word, words []Word, max int) [][]Word {
	for len(words) > max {
		n := pause(words, max)
		list = append(list, words[:n:n])
		words = words[n:]
		words[0].first = true
	}
	return append(list, words)
}

// pause returns how many of too many words to take as a sentence: up to the last
// comma or the like in the second half of the first max, or else max.
func pause(words []Word, max int) int {
	for n := max; n > max/2; n-- {
		switch words[n-1].Form {
		case ",", ";", ":", "|", "—", "–", ".":
			return n
		}
	}
	return max
}

// analyse sets the sentences, tokens, names and states of doc.
func analyse(ctx context.Context, doc *assay.Doc, a Analyser, regions []assay.Region, max int) error {
	var list []Paragraph
	var spans []assay.Span
	for _, region := range regions {
		list, spans = paragraphs(list, spans, doc.Text, region, max)
	}
	r, err := a.Analyse(ctx, list, false)
	if err != nil {
		return err
	}
	doc.States = r.States
	for _, s := range r.Sentences {
		if len(s.Tokens) == 0 {
			continue
		}
		base := len(doc.Tokens)
		at := spans[base : base+len(s.Tokens)]
		doc.Sentences = append(doc.Sentences, assay.Span{Start: at[0].Start, End: at[len(at)-1].End})
		for i, tok := range s.Tokens {
			tok.Span = at[i]
			if tok.Head >= 0 {
				tok.Head += int32(base)
			}
			doc.Tokens = append(doc.Tokens, tok)
		}
		for _, n := range s.Names {
			doc.Names = append(doc.Names, assay.Name{
				Span: assay.Span{Start: at[n.From].Start, End: at[n.To-1].End}, Class: n.Class})
		}
	}
	return nil
}

package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"assay"
	"assay/attribution"
	"assay/clean"
	"assay/lang"
	"assay/pipeline"
)

// taughtFiles hold news that nobody has labelled, a JSON object on each line.
var taughtFiles = []string{"reports/displacement.jsonl", "reports/wikinews.jsonl", "reports/syria.jsonl", "casualties/gva-train-articles.jsonl.gz"}

// readNews returns the texts of taughtFiles and of PolNeAR's training part.
func readNews(data string) (texts []string, err error) {
	for _, name := range taughtFiles {
		list, err := readTexts(filepath.Join(data, name))
		if err != nil {
			return nil, err
		}
		texts = append(texts, list...)
	}
	paths, err := filepath.Glob(filepath.Join(data, "attribution", "polnear", "train", "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(raw))
	}
	return texts, nil
}

// readTexts returns what stands under "text" or "content" in each line.
func readTexts(path string) (texts []string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	for sc.Scan() {
		var line struct{ Text, Content string }
		if err := json.Unmarshal(sc.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		texts = append(texts, line.Text+line.Content)
	}
	return texts, sc.Err()
}

// parallel calls f for the numbers i from 0 to n-1. There are two workers, 0 and 1,
// each of which has one at a time.
func parallel(n int, f func(worker, i int)) {
	work := make(chan int)
	var wait sync.WaitGroup
	for worker := range 2 {
		wait.Go(func() {
			for i := range work {
				f(worker, i)
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	wait.Wait()
}

// teach reads news with care: the fast reader's networks learn from what comes of it
// beside what people have labelled.
func teach(texts []string) ([]*sentence, error) {
	docs := make([][]*sentence, len(texts))
	stages := []assay.Stage{clean.New(clean.Options{}), lang.New(lang.Options{})}
	var readers [2]lang.Analyser
	for k := range readers {
		var err error
		if readers[k], err = lang.NewAnalyser(lang.Options{}); err != nil {
			return nil, err
		}
	}
	var failed error
	var once sync.Once
	parallel(len(texts), func(worker, i int) {
		list, err := teachOne(texts[i], stages, readers[worker])
		if err != nil {
			once.Do(func() { failed = err })
		}
		docs[i] = list
	})
	var out []*sentence
	for _, d := range docs {
		out = append(out, d...)
	}
	return out, failed
}

// teachOne reads one text. Sentences come from the stage, all else from the reader
// itself, which tells more classes of names apart than reports show.
func teachOne(text string, stages []assay.Stage, a lang.Analyser) ([]*sentence, error) {
	ctx := context.Background()
	doc := assay.NewDoc(&assay.Report{Text: text})
	if err := assay.Annotate(ctx, doc, stages); err != nil {
		return nil, err
	}
	var list []lang.Paragraph
	next, region := 0, -1
	for _, s := range doc.Sentences {
		var words []lang.Word
		for ; next < len(doc.Tokens) && doc.Tokens[next].Span.End <= s.End; next++ {
			words = append(words, lang.NewWord(doc.Tokens[next].Span.In(text), len(words) == 0))
		}
		at := region
		for at < 0 || doc.Regions[at].Span.End <= s.Start {
			at++
		}
		if at != region {
			region = at
			list = append(list, lang.Paragraph{Alone: !doc.Regions[at].Kind.Runs()})
		}
		p := &list[len(list)-1]
		p.Sentences = append(p.Sentences, words)
	}
	r, err := a.Analyse(ctx, list, true)
	if err != nil {
		return nil, err
	}
	var out []*sentence
	for k, read := range r.Sentences {
		s := &sentence{words: read.Words, newDoc: k == 0, full: make([]string, len(read.Words))}
		for _, tok := range read.Tokens {
			s.upos, s.xpos = append(s.upos, tok.POS), append(s.xpos, tok.XPOS)
			s.head, s.rel = append(s.head, int(tok.Head)+1), append(s.rel, tok.Rel)
		}
		for i := range s.full {
			s.full[i] = "O"
		}
		for _, n := range append(read.Names, read.Others...) {
			mark(s.full, n.From, n.To, classOf(n))
		}
		out = append(out, s)
	}
	return out, nil
}

// classOf returns the class of a name as the labels of the networks write it.
func classOf(n lang.NameRange) string {
	switch n.Finer {
	case "":
		return n.Class.String()
	case "FACILITY":
		return "FAC"
	}
	return n.Finer
}

// mark sets the labels (BILOU) of words from up to before to.
func mark(labels []string, from, to int, class string) {
	for i := from; i < to; i++ {
		switch {
		case to-from == 1:
			labels[i] = "U-" + class
		case i == from:
			labels[i] = "B-" + class
		case i == to-1:
			labels[i] = "L-" + class
		default:
			labels[i] = "I-" + class
		}
	}
}

// teachCited reads attributions with care in texts that the fast reader has cut into
// tokens, since that is what its network sees.
func teachCited(texts []string) []*cited {
	careful := pipeline.Default(pipeline.Options{})[:3]
	fast := []assay.Stage{clean.New(clean.Options{}), lang.New(lang.Options{Reader: lang.Fast})}
	list := make([]*cited, len(texts))
	parallel(len(texts), func(_, i int) {
		rep := &assay.Report{Text: texts[i]}
		read, doc := assay.NewDoc(rep), assay.NewDoc(rep)
		ctx := context.Background()
		if assay.Annotate(ctx, read, careful) != nil || assay.Annotate(ctx, doc, fast) != nil {
			return
		}
		c := &cited{doc: doc, sight: attribution.Look(doc)}
		c.Text, c.Attributions = texts[i], read.Attributions
		c.label()
		list[i] = c
	})
	return list
}

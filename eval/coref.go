package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/coref"
	"assay/lang"
)

// A corefText is a corpus of reports in which it is marked which words tell of one event.
type corefText struct {
	docs     []corefDoc
	mentions []corefMention
}

// A corefDoc is a report, or those of its sentences that the corpus has.
type corefDoc struct {
	name      string // "1_10ecb": report 10 of the first half of topic 1
	sentences [][]string
	number    map[int]int // the corpus's number of a sentence -> its place in sentences
	read      *assay.Doc
}

// A corefMention is a mention of an event.
type corefMention struct {
	doc, sentence int
	words         []int // in their sentence; not always next to each other ("shown the door")
	chain         string
}

// A corefSystem says which mentions of reports tell of one event, as [coref.Chains] does.
type corefSystem func([]coref.Report) ([][]int, error)

// corefParts are the parts of a corpus, as its files name them.
var corefParts = [...]string{"Train", "Dev", "Test"}

// CorefTask scores which mentions of events are said to be of one event, over folders in
// the form of ECB+ as it is used since Barhom et al. 2019: ECB_Train_corpus.txt (a word a
// line: report, sentence, place in it, word, mark; an empty line after each sentence; only
// sentences in which something is marked) and ECB_Train_Event_gold_mentions.json (a list
// with doc_id, sentence, words, coref_chain); likewise for Dev and Test. The mentions are
// the gold's, chains of one included, and all reports of a part are scored as one text, as
// is the custom. part is train, dev or test, "" for all that a folder has: then each is
// in Each, and their counts together are the measures.
//
// The measures are those of chains: conll_f1 is the mean of F1 of MUC, B³ and CEAF-e.
func CorefTask(ctx context.Context, folders []string, part string, reader lang.Reader) *Result {
	return corefTask(ctx, folders, part, reader, coref.Chains)
}

func corefTask(ctx context.Context, folders []string, part string, reader lang.Reader, system corefSystem) *Result {
	res := newResult("coref", folders)
	var total chainCounts
	for _, folder := range folders {
		scored := false
		for _, name := range corefParts {
			if part != "" && part != strings.ToLower(name) {
				continue
			}
			begins := filepath.Join(folder, "ECB_"+name)
			c, err := readCoref(begins)
			if err == nil {
				err = c.read(ctx, reader)
			}
			if isAbsent(err) && part == "" {
				continue
			}
			scored = true
			if err != nil {
				res.skip(begins, err)
				continue
			}
			found, err := c.found(system)
			if err != nil {
				res.skip(begins, err)
				continue
			}
			counts := chains{c.chains(), found}.score()
			total.add(counts)
			each := EachItem{begins, Measures{}}
			counts.measures(each.Measures)
			res.Each = append(res.Each, each)
			res.Items += len(c.docs)
			res.Gold += len(membersOf(c.chains()))
			res.Predicted += len(membersOf(found))
		}
		if !scored {
			res.skip(folder, fmt.Errorf("%w: holds no ECB_Train_corpus.txt, ECB_Dev_corpus.txt or ECB_Test_corpus.txt", assay.ErrInvalid))
		}
	}
	if len(res.Each) > 0 {
		total.measures(res.Measures)
	}
	return res.done()
}

// chains returns the gold's chain of each mention, by a number.
func (c *corefText) chains() []int {
	out, at := make([]int, len(c.mentions)), map[string]int{}
	for i, m := range c.mentions {
		k, ok := at[m.chain]
		if !ok {
			k = len(at)
			at[m.chain] = k
		}
		out[i] = k
	}
	return out
}

// reports returns the reports with their mentions, and of each mention its number among
// those of its report.
func (c *corefText) reports() ([]coref.Report, []int) {
	out, number := make([]coref.Report, len(c.docs)), make([]int, len(c.mentions))
	for i := range c.docs {
		out[i].Doc = c.docs[i].read
	}
	for i, m := range c.mentions {
		base := 0
		for _, s := range c.docs[m.doc].sentences[:m.sentence] {
			base += len(s)
		}
		words := make([]int, len(m.words))
		for k, w := range m.words {
			words[k] = base + w
		}
		r := &out[m.doc]
		number[i] = len(r.Mentions)
		r.Mentions = append(r.Mentions, words)
	}
	return out, number
}

// found returns which mentions a system puts together.
func (c *corefText) found(system corefSystem) ([]int, error) {
	reports, number := c.reports()
	list, err := system(reports)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(c.mentions))
	for i, m := range c.mentions {
		out[i] = list[m.doc][number[i]]
	}
	return out, nil
}

// CorefReports returns the reports of a part of a corpus that [CorefTask] reads (its two
// files begin so), their names, and of each mention the chain that the gold gives it.
func CorefReports(ctx context.Context, begins string, reader lang.Reader) (reports []coref.Report, names []string, chains [][]string, err error) {
	c, err := readCoref(begins)
	if err == nil {
		err = c.read(ctx, reader)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	reports, _ = c.reports()
	for i := range c.docs {
		names = append(names, c.docs[i].name)
	}
	chains = make([][]string, len(reports))
	for _, m := range c.mentions {
		chains[m.doc] = append(chains[m.doc], m.chain)
	}
	return reports, names, chains, nil
}

// readCoref reads the two files whose names begin so.
func readCoref(begins string) (*corefText, error) {
	c, at := &corefText{}, map[string]int{}
	if err := lines(begins+"_corpus.txt", func(line []byte) error { return c.word(string(line), at) }); err != nil {
		return nil, err
	}
	file := begins + "_Event_gold_mentions.json"
	raw, err := readFile(file)
	if err != nil {
		return nil, err
	}
	var list []struct {
		Doc      string `json:"doc_id"`
		Sentence int    `json:"sent_id"`
		Words    []int  `json:"tokens_number"`
		Chain    string `json:"coref_chain"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(raw, []byte("\ufeff")), &list); err != nil {
		return nil, fmt.Errorf("%s: %w: %v", file, assay.ErrInvalid, err)
	}
	for i, x := range list {
		doc, ok := at[x.Doc]
		if !ok {
			return nil, fmt.Errorf("%s: %w: mention %d is in report %q, which the corpus lacks", file, assay.ErrInvalid, i+1, x.Doc)
		}
		sentence, ok := c.docs[doc].number[x.Sentence]
		if !ok || len(x.Words) == 0 || x.Chain == "" || slices.Min(x.Words) < 0 || slices.Max(x.Words) >= len(c.docs[doc].sentences[sentence]) {
			return nil, fmt.Errorf("%s: %w: mention %d has no chain, or words that are not in sentence %d of %s", file, assay.ErrInvalid, i+1, x.Sentence, x.Doc)
		}
		slices.Sort(x.Words)
		c.mentions = append(c.mentions, corefMention{doc, sentence, slices.Compact(x.Words), x.Chain})
	}
	return c, nil
}

// word reads a line of the corpus.
func (c *corefText) word(line string, at map[string]int) error {
	f := strings.Split(line, "\t")
	if len(f) < 4 {
		return fmt.Errorf("%w: %q: wanted report, sentence, place and word, with tabs between", assay.ErrInvalid, line)
	}
	sentence, err := strconv.Atoi(f[1])
	place, err2 := strconv.Atoi(f[2])
	if err != nil || err2 != nil || f[0] == "" || f[3] == "" {
		return fmt.Errorf("%w: %q: wanted report, sentence, place and word, with tabs between", assay.ErrInvalid, line)
	}
	k, ok := at[f[0]]
	if !ok {
		k = len(c.docs)
		at[f[0]] = k
		c.docs = append(c.docs, corefDoc{name: f[0], number: map[int]int{}})
	}
	doc := &c.docs[k]
	n, ok := doc.number[sentence]
	if !ok {
		n = len(doc.sentences)
		doc.number[sentence], doc.sentences = n, append(doc.sentences, nil)
	}
	if place != len(doc.sentences[n]) {
		return fmt.Errorf("%w: word %d of sentence %d of %s stands where %d should", assay.ErrInvalid, place, sentence, f[0], len(doc.sentences[n]))
	}
	doc.sentences[n] = append(doc.sentences[n], f[3])
	return nil
}

// read reads the words of each report. Its sentences need not follow each other there;
// its text is its words with a blank between, a paragraph a sentence.
func (c *corefText) read(ctx context.Context, reader lang.Reader) error {
	a, err := lang.NewAnalyser(lang.Options{Reader: reader})
	if err != nil {
		return err
	}
	for k := range c.docs {
		doc := &c.docs[k]
		var list []lang.Paragraph
		for _, forms := range doc.sentences {
			list = addGiven(list, forms, true)
		}
		r, err := a.Analyse(ctx, list, true)
		if err != nil {
			return err
		}
		doc.read = asDoc(doc.sentences, r)
	}
	return nil
}

// asDoc returns what was read in sentences of words as a Doc.
func asDoc(sentences [][]string, r *lang.Reading) *assay.Doc {
	var text []byte
	doc := assay.NewDoc(&assay.Report{})
	doc.States = r.States
	for k, s := range r.Sentences {
		base, begin := len(doc.Tokens), int32(len(text))
		for i, tok := range s.Tokens {
			tok.Span.Start = int32(len(text))
			text = append(text, sentences[k][i]...)
			tok.Span.End = int32(len(text))
			text = append(text, ' ')
			if tok.Head >= 0 {
				tok.Head += int32(base)
			}
			doc.Tokens = append(doc.Tokens, tok)
		}
		doc.Sentences = append(doc.Sentences, assay.Span{Start: begin, End: int32(len(text)) - 1})
		text[len(text)-1] = '\n'
		for _, n := range s.Names {
			doc.Names = append(doc.Names, assay.Name{Span: assay.Span{Start: doc.Tokens[base+n.From].Span.Start, End: doc.Tokens[base+n.To-1].Span.End}, Class: n.Class})
		}
	}
	doc.Text = string(text)
	return doc
}

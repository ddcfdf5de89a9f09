package eval

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"assay"
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
	number    map[int]int     // the corpus's number of a sentence -> its place in sentences
	tokens    [][]assay.Token // as the reader read the words of each sentence
}

// A corefMention is a mention of an event.
type corefMention struct {
	doc, sentence int
	words         []int // in their sentence; not always next to each other ("shown the door")
	chain         string
}

// head returns the word of a mention on which its other words hang: the first whose own
// head is none of them.
func (m *corefMention) head(doc *corefDoc) *assay.Token {
	tokens := doc.tokens[m.sentence]
	for _, w := range m.words {
		if !slices.Contains(m.words, int(tokens[w].Head)) {
			return &tokens[w]
		}
	}
	return &tokens[m.words[0]]
}

// A corefSystem says which mentions tell of one event: a number for each, the same for
// those of one event.
type corefSystem func(*corefText) []int

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
	return corefTask(ctx, folders, part, reader, sameLemma)
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
			found := system(c)
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

// read reads the words of each report. Its sentences need not follow each other there.
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
		for _, s := range r.Sentences {
			doc.tokens = append(doc.tokens, slices.Clone(s.Tokens))
		}
	}
	return nil
}

// sameLemma is the baseline that a learnt score has to beat: two mentions tell of one
// event if the lemmas of their heads are the same and their reports are on one thing, that
// is, use the same words. Barhom et al. 2019 call it cluster+lemma.
func sameLemma(c *corefText) []int { return c.lemmasWithin(sameWords(c.docs, alikeWords)) }

// lemmasWithin puts mentions together whose heads have one lemma, in reports of one group.
func (c *corefText) lemmasWithin(on []int) []int {
	type key struct {
		on    int
		lemma string
	}
	at, out := map[key]int{}, make([]int, len(c.mentions))
	for i := range c.mentions {
		m := &c.mentions[i]
		k := key{on[m.doc], strings.ToLower(m.head(&c.docs[m.doc]).Lemma)}
		n, ok := at[k]
		if !ok {
			n = len(at)
			at[k] = n
		}
		out[i] = n
	}
	return out
}

// alikeWords is how alike groups of reports must be to be one; chosen on the train part.
const alikeWords = 0.15

// sameWords puts reports together that use the same words: of all groups the two that
// are most alike on average become one, as long as they are at least so alike. It returns
// the group of each. The cosine of the lemmas counts, the rarer the more (tf·idf).
func sameWords(docs []corefDoc, least float64) []int {
	type weight struct {
		word int
		w    float64
	}
	number, in := map[string]int{}, []float64{}
	vectors := make([][]weight, len(docs))
	for k := range docs {
		times := map[int]int{}
		for _, s := range docs[k].tokens {
			for _, tok := range s {
				lemma := strings.ToLower(tok.Lemma)
				n, ok := number[lemma]
				if !ok {
					n = len(number)
					number[lemma], in = n, append(in, 0)
				}
				if times[n]++; times[n] == 1 {
					in[n]++
					vectors[k] = append(vectors[k], weight{word: n})
				}
			}
		}
		slices.SortFunc(vectors[k], func(a, b weight) int { return cmp.Compare(a.word, b.word) })
		for i := range vectors[k] {
			vectors[k][i].w = 1 + math.Log(float64(times[vectors[k][i].word]))
		}
	}
	for _, v := range vectors {
		length := 0.0
		for i := range v {
			v[i].w *= math.Log(float64(len(docs)) / in[v[i].word])
			length += v[i].w * v[i].w
		}
		for i := range v {
			if length > 0 {
				v[i].w /= math.Sqrt(length)
			}
		}
	}
	cosine := func(a, b []weight) (sum float64) {
		for i, k := 0, 0; i < len(a) && k < len(b); {
			switch {
			case a[i].word < b[k].word:
				i++
			case a[i].word > b[k].word:
				k++
			default:
				sum += a[i].w * b[k].w
				i++
				k++
			}
		}
		return sum
	}
	alike := make([][]float64, len(docs))
	group, size := make([]int, len(docs)), make([]float64, len(docs))
	for i := range docs {
		alike[i] = make([]float64, len(docs))
		group[i], size[i] = i, 1
		for k := range i {
			alike[i][k] = cosine(vectors[i], vectors[k])
			alike[k][i] = alike[i][k]
		}
	}
	for {
		a, b, most := -1, -1, least
		for i := range docs {
			for k := 0; size[i] > 0 && k < i; k++ {
				if size[k] > 0 && alike[i][k] >= most && (a < 0 || alike[i][k] > most) {
					a, b, most = k, i, alike[i][k]
				}
			}
		}
		if a < 0 {
			return group
		}
		for i := range docs {
			if size[i] > 0 && i != a && i != b {
				alike[a][i] = (size[a]*alike[a][i] + size[b]*alike[b][i]) / (size[a] + size[b])
				alike[i][a] = alike[a][i]
			}
			if group[i] == b {
				group[i] = a
			}
		}
		size[a], size[b] = size[a]+size[b], 0
	}
}

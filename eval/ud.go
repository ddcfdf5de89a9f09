package eval

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang"
)

// UDTask scores words, sentences, tags, lemmas and trees against treebanks in
// CoNLL-U, with the measures of the CoNLL 2018 shared task (Zeman et al.): F1
// over words, for heads and relations over words whose head is found too, and
// relations without their subtypes. If raw is false the words of the treebank
// are given; if it is true, its running text. Several files are pooled.
func UDTask(ctx context.Context, paths []string, raw bool, reader lang.Reader) *Result {
	res := newResult("ud", paths)
	var total udCounts
	tokens, seconds := 0, 0.0
	for _, path := range paths {
		gold, err := readConllu(path)
		if err != nil {
			res.skip(path, err)
			continue
		}
		begun := time.Now()
		got := gold
		if raw {
			got, err = readRunning(ctx, gold.plain.String(), reader)
		} else {
			got, err = readGiven(ctx, gold, reader)
		}
		seconds += time.Since(begun).Seconds()
		if err != nil {
			res.skip(path, err)
			continue
		}
		res.Items += len(gold.sentences)
		res.Gold += len(gold.words)
		res.Predicted += len(got.words)
		res.Bytes += int64(gold.plain.Len())
		tokens += len(got.words)
		total.add(compareUD(gold, got))
	}
	total.measures(res.Measures)
	if seconds > 0 {
		res.Measures["tokens_per_second"] = float64(tokens) / seconds
	}
	return res.done()
}

// readGiven reads the words of a treebank, in its sentences, document by document.
func readGiven(ctx context.Context, gold *udText, reader lang.Reader) (*udText, error) {
	a, err := lang.NewAnalyser(lang.Options{Reader: reader})
	if err != nil {
		return nil, err
	}
	got := &udText{sentences: gold.sentences, first: gold.first, words: append([]udWord(nil), gold.words...)}
	for from := 0; from < len(gold.first); {
		to := from + 1
		for to < len(gold.first) && !gold.newDoc[to] {
			to++
		}
		var list []lang.Paragraph
		for s := from; s < to; s++ {
			end := len(gold.words)
			if s+1 < len(gold.first) {
				end = gold.first[s+1]
			}
			var forms []string
			for _, w := range gold.words[gold.first[s]:end] {
				forms = append(forms, w.form)
			}
			list = addGiven(list, forms, gold.newPar[s])
		}
		r, err := a.Analyse(ctx, list, true)
		if err != nil {
			return nil, err
		}
		for k, s := range r.Sentences {
			for i, tok := range s.Tokens {
				got.words[gold.first[from+k]+i].take(tok, gold.first[from+k])
			}
		}
		from = to
	}
	return got, nil
}

// addGiven adds a sentence of a corpus to the paragraphs of its document.
func addGiven(list []lang.Paragraph, forms []string, newParagraph bool) []lang.Paragraph {
	if len(list) == 0 || newParagraph {
		list = append(list, lang.Paragraph{})
	}
	words := make([]lang.Word, len(forms))
	for i, form := range forms {
		words[i] = lang.NewWord(form, i == 0)
	}
	p := &list[len(list)-1]
	p.Sentences = append(p.Sentences, words)
	return list
}

// take sets what w was read as; base is where its sentence begins.
func (w *udWord) take(tok assay.Token, base int) {
	w.upos, w.xpos, w.lemma, w.rel, w.head = tok.POS, tok.XPOS, tok.Lemma, universal(tok.Rel), -1
	if tok.Head >= 0 {
		w.head = base + int(tok.Head)
	}
}

// readRunning reads running text.
func readRunning(ctx context.Context, text string, reader lang.Reader) (*udText, error) {
	doc := assay.NewDoc(&assay.Report{Text: text})
	if err := lang.New(lang.Options{Reader: reader}).Run(ctx, doc); err != nil {
		return nil, err
	}
	place := make([]int, len(text)+1) // of each byte, in characters
	n := 0
	for i, r := range text {
		size := max(1, utf8.RuneLen(r))
		for k := i; k < min(i+size, len(text)); k++ {
			place[k] = n
		}
		if !unicode.IsSpace(r) {
			n++
		}
	}
	place[len(text)] = n
	got := &udText{}
	for _, s := range doc.Sentences {
		got.sentences = append(got.sentences, [2]int{place[s.Start], place[s.End]})
	}
	for i, tok := range doc.Tokens {
		w := udWord{form: doc.Word(i), from: place[tok.Span.Start], to: place[tok.Span.End]}
		w.take(tok, 0)
		got.words = append(got.words, w)
	}
	return got, nil
}

// udCounts are the counts that the measures are made of.
type udCounts struct {
	goldWords, gotWords         int
	goldSentences, gotSentences int
	words, sentences            int
	upos, xpos, lemma, uas, las int
}

func (c *udCounts) add(d udCounts) {
	c.goldWords += d.goldWords
	c.gotWords += d.gotWords
	c.goldSentences += d.goldSentences
	c.gotSentences += d.gotSentences
	c.words += d.words
	c.sentences += d.sentences
	c.upos += d.upos
	c.xpos += d.xpos
	c.lemma += d.lemma
	c.uas += d.uas
	c.las += d.las
}

func (c *udCounts) measures(m Measures) {
	if n := c.goldSentences + c.gotSentences; n > 0 {
		m["sentences_f1"] = 2 * float64(c.sentences) / float64(n)
	}
	n := float64(c.goldWords + c.gotWords)
	if n == 0 {
		return
	}
	for name, k := range map[string]int{"words_f1": c.words, "upos": c.upos, "xpos": c.xpos, "lemma": c.lemma, "uas": c.uas, "las": c.las} {
		m[name] = 2 * float64(k) / n
	}
}

// compareUD counts what got has as gold has it.
func compareUD(gold, got *udText) (c udCounts) {
	c.goldWords, c.gotWords = len(gold.words), len(got.words)
	c.goldSentences, c.gotSentences = len(gold.sentences), len(got.sentences)
	for g, s := 0, 0; g < len(gold.sentences) && s < len(got.sentences); {
		a, b := gold.sentences[g], got.sentences[s]
		switch {
		case a == b:
			c.sentences++
			g++
			s++
		case a[0] < b[0] || a[0] == b[0] && a[1] < b[1]:
			g++
		default:
			s++
		}
	}
	partner := align(gold.words, got.words)
	for g, s := range partner {
		if s < 0 {
			continue
		}
		a, b := &gold.words[g], &got.words[s]
		c.words++
		c.upos += count(a.upos == b.upos)
		c.xpos += count(a.xpos == b.xpos)
		c.lemma += count(a.lemma == "_" || a.lemma == b.lemma)
		same := a.head < 0 && b.head < 0 || a.head >= 0 && b.head >= 0 && partner[a.head] == b.head
		c.uas += count(same)
		c.las += count(same && a.rel == b.rel)
	}
	return c
}

// align returns for each gold word the word that was read there, or -1. Words
// that stand in the same place are the same; of the words of a multi-word token
// those that are spelled alike, in order, as many as can be.
func align(gold, got []udWord) []int {
	partner := make([]int, len(gold))
	for i := range partner {
		partner[i] = -1
	}
	for g, s := 0, 0; g < len(gold) && s < len(got); {
		a, b := &gold[g], &got[s]
		switch {
		case a.multi && b.from < a.from:
			s++
		case a.multi:
			toG, toS := multiSpan(gold, got, g, s)
			alike(gold[g:toG], got[s:toS], func(i, k int) { partner[g+i] = s + k })
			g, s = toG, toS
		case a.from == b.from && a.to == b.to:
			partner[g] = s
			g++
			s++
		case a.from <= b.from:
			g++
		default:
			s++
		}
	}
	return partner
}

// multiSpan returns the ends of the words on both sides that a multi-word token,
// whose first word is gold[g], takes part in.
func multiSpan(gold, got []udWord, g, s int) (int, int) {
	end := gold[g].to
	beyond := func(list []udWord, i int) bool {
		if i >= len(list) {
			return true
		}
		if list[i].multi {
			return list[i].from >= end
		}
		return list[i].to > end
	}
	for !beyond(gold, g) || !beyond(got, s) {
		if g < len(gold) && (s >= len(got) || gold[g].from <= got[s].from) {
			if gold[g].multi {
				end = max(end, gold[g].to)
			}
			g++
		} else {
			s++
		}
	}
	return g, s
}

// alike finds a longest common subsequence of the forms, in small letters, and
// calls f for each of its pairs.
func alike(a, b []udWord, f func(i, k int)) {
	same := func(i, k int) bool { return strings.EqualFold(a[i].form, b[k].form) }
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			if same(i, k) {
				length[i][k] = length[i+1][k+1] + 1
			} else {
				length[i][k] = max(length[i+1][k], length[i][k+1])
			}
		}
	}
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case same(i, k):
			f(i, k)
			i++
			k++
		case length[i+1][k] >= length[i][k+1]:
			i++
		default:
			k++
		}
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"assay"
	"assay/lang"
	"assay/lang/en"
	"assay/lang/neural"
)

// A score is one measure: a share of a hundred, or words a second.
type score struct {
	name  string
	value float64
}

// A result is what was measured on one set.
type result struct {
	set    string
	scores []score
}

// evaluate prints the scores of what is built in on the development parts.
func evaluate(w io.Writer, data string, reader lang.Reader) error {
	c, err := readCorpora(data)
	if err != nil {
		return err
	}
	results, err := measure(c, reader)
	for _, r := range results {
		fmt.Fprintf(w, "%-20s", r.set)
		for _, s := range r.scores {
			fmt.Fprintf(w, "  %s %.2f", s.name, s.value)
		}
		fmt.Fprintln(w)
	}
	return err
}

// measure reads the development parts with what is built in. The networks' own heads
// are the fast reader's.
func measure(c *corpora, reader lang.Reader) (list []result, err error) {
	a, err := lang.NewAnalyser(lang.Options{Reader: reader})
	if err != nil {
		return nil, err
	}
	for _, set := range []struct {
		name string
		list []*sentence
	}{{"EWT dev", c.treesDev}, {"GUM dev", c.gumDev}} {
		trees, err := evalTrees(a, set.list)
		if err != nil {
			return nil, err
		}
		raw, err := evalRaw(set.list, reader)
		if err != nil {
			return nil, err
		}
		list = append(list, result{set.name + ", its words", trees}, result{set.name + ", raw text", raw})
	}
	world, err := evalNames(a, c.worldDev, false)
	if err != nil {
		return nil, err
	}
	uner, err := evalNames(a, c.unerDev, true)
	if err != nil {
		return nil, err
	}
	list = append(list, result{"worldwide dev", world}, result{"UNER-EWT dev", uner})
	if reader != lang.Fast {
		return list, nil
	}
	m, err := neural.Read(en.NameWords(), en.Names())
	if err != nil {
		return nil, err
	}
	rows := func(f []uint64) []int32 { return m.Words().Rows(f, nil) }
	for _, set := range []struct {
		name string
		list []*sentence
	}{{"worldwide dev, own head and classes", c.worldDev}, {"UNER-EWT dev, own head", c.unerDev}} {
		prepare(set.list)
		lessons := nameLessons(set.list, rows, nil, m.Labels[0])
		list = append(list, result{set.name, examineNames(neural.NewReader(m), set.list, lessons, m.Labels[0])})
	}
	return list, nil
}

// evalTrees measures tags, lemmas and trees on the corpus's own words.
func evalTrees(a lang.Analyser, list []*sentence) ([]score, error) {
	var n, upos, xpos, lemma, uas, las, full float64
	start := time.Now()
	for _, d := range documents(list) {
		r, err := a.Analyse(context.Background(), paragraphsOf(d), true)
		if err != nil {
			return nil, err
		}
		for k, s := range d {
			for i, tok := range r.Sentences[k].Tokens {
				n++
				upos += one(tok.POS == s.upos[i])
				xpos += one(tok.XPOS == s.xpos[i])
				lemma += one(sameLemma(tok.Lemma, s.lemma[i]))
				if int(tok.Head)+1 == s.head[i] {
					uas++
					las += one(universal(tok.Rel) == universal(s.rel[i]))
					full += one(tok.Rel == s.rel[i])
				}
			}
		}
	}
	sec := time.Since(start).Seconds()
	return []score{{"UPOS", 100 * upos / n}, {"XPOS", 100 * xpos / n}, {"lemma", 100 * lemma / n},
		{"UAS", 100 * uas / n}, {"LAS", 100 * las / n}, {"LAS with subtypes", 100 * full / n}, {"words/s", n / sec}}, nil
}

// sameLemma reports whether a lemma is the corpus's.
func sameLemma(ours, gold string) bool { return gold == "_" || ours == gold }

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func universal(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// A stretch is where a word or sentence stands, in bytes that are not white
// space.
type stretch struct{ from, to int }

// A goldText is the running text of a corpus with its sentences and words.
type goldText struct {
	text  strings.Builder
	sents map[stretch]bool
	words map[stretch]int // index into rels and heads
	rels  []string
	heads []stretch
}

// running puts the sentences of a corpus together again, an empty line between
// paragraphs, as the CoNLL 2018 shared task gives them.
func running(list []*sentence) *goldText {
	g := &goldText{sents: map[stretch]bool{}, words: map[stretch]int{}}
	at := 0
	for k, s := range list {
		switch {
		case k > 0 && s.newPar:
			g.text.WriteString("\n\n")
		case k > 0 && !list[k-1].glue[len(list[k-1].glue)-1]:
			g.text.WriteString(" ")
		}
		where := make([]stretch, len(s.words)+1) // of the root: nowhere
		first := at
		for i, word := range s.words {
			n := len(strings.ReplaceAll(word.Form, " ", ""))
			where[i+1] = stretch{at, at + n}
			at += n
			g.text.WriteString(word.Form)
			if !s.glue[i] && i+1 < len(s.words) {
				g.text.WriteString(" ")
			}
		}
		for i := range s.words {
			g.words[where[i+1]] = len(g.rels)
			g.rels = append(g.rels, universal(s.rel[i]))
			g.heads = append(g.heads, where[s.head[i]])
		}
		g.sents[stretch{first, at}] = true
	}
	return g
}

// evalRaw measures the whole stage on running text.
func evalRaw(list []*sentence, reader lang.Reader) ([]score, error) {
	g := running(list)
	doc := assay.NewDoc(&assay.Report{Text: g.text.String()})
	start := time.Now()
	if err := lang.New(lang.Options{Reader: reader}).Run(context.Background(), doc); err != nil {
		return nil, err
	}
	sec := time.Since(start).Seconds()
	offset := make([]int, len(doc.Text)+1) // of each byte, white space not counted
	n := 0
	for i := range len(doc.Text) {
		offset[i] = n
		if c := doc.Text[i]; c != ' ' && c != '\n' {
			n++
		}
	}
	offset[len(doc.Text)] = n
	where := func(s assay.Span) stretch { return stretch{offset[s.Start], offset[s.End]} }
	sents, words, las := 0, 0, 0
	for _, s := range doc.Sentences {
		if g.sents[where(s)] {
			sents++
		}
	}
	for _, tok := range doc.Tokens {
		k, ok := g.words[where(tok.Span)]
		if !ok {
			continue
		}
		words++
		head := stretch{}
		if tok.Head >= 0 {
			head = where(doc.Tokens[tok.Head].Span)
		}
		if head == g.heads[k] && universal(tok.Rel) == g.rels[k] {
			las++
		}
	}
	return []score{
		{"sentences F1", f1(sents, len(doc.Sentences), len(g.sents))},
		{"words F1", f1(words, len(doc.Tokens), len(g.words))},
		{"LAS F1", f1(las, len(doc.Tokens), len(g.words))},
		{"words/s", float64(len(doc.Tokens)) / sec},
		{"kB/s", float64(len(doc.Text)) / 1000 / sec},
	}, nil
}

func f1(right, found, gold int) float64 {
	if found+gold == 0 {
		return 0
	}
	return 200 * float64(right) / float64(found+gold)
}

// evalNames measures names on the corpus's own words. open says that the corpus
// does not mark nationalities and the like; they are then left out.
func evalNames(a lang.Analyser, list []*sentence, open bool) ([]score, error) {
	const classes = len(assay.NameClasses)
	var right, found, gold [classes]int
	for _, d := range documents(list) {
		r, err := a.Analyse(context.Background(), paragraphsOf(d), true)
		if err != nil {
			return nil, err
		}
		for k, s := range d {
			want := map[lang.NameRange]bool{}
			for _, n := range goldNames(s) {
				want[n] = true
				gold[n.Class]++
			}
			for _, n := range r.Sentences[k].Names {
				if open && (n.Class == assay.NORPName || n.Class == assay.OtherName) {
					continue
				}
				n.Finer = ""
				found[n.Class]++
				if want[n] {
					right[n.Class]++
				}
			}
		}
	}
	var scores []score
	r, f, g := 0, 0, 0
	for _, cl := range [...]assay.NameClass{assay.PersonName, assay.OrganizationName, assay.LocationName, assay.NORPName} {
		if gold[cl] > 0 {
			scores = append(scores, score{cl.String(), f1(right[cl], found[cl], gold[cl])})
		}
		r, f, g = r+right[cl], f+found[cl], g+gold[cl]
	}
	scores = append(scores, score{"these", f1(r, f, g)})
	if m := assay.OtherName; gold[m] > 0 {
		scores = append(scores, score{"MISC", f1(right[m], found[m], gold[m])},
			score{"all", f1(r+right[m], f+found[m], g+gold[m])})
	}
	return scores, nil
}

// goldNames returns the names that the corpus marks in s.
func goldNames(s *sentence) (list []lang.NameRange) {
	from := 0
	for i, l := range s.name {
		if l[0] == 'B' || l[0] == 'U' {
			from = i
		}
		if l[0] == 'L' || l[0] == 'U' {
			for c, name := range assay.NameClasses {
				if name == l[2:] {
					list = append(list, lang.NameRange{From: from, To: i + 1, Class: assay.NameClass(c)})
				}
			}
		}
	}
	return list
}

// documents groups sentences by the text they come from.
func documents(list []*sentence) (docs [][]*sentence) {
	for i, s := range list {
		if i == 0 || s.newDoc {
			docs = append(docs, nil)
		}
		docs[len(docs)-1] = append(docs[len(docs)-1], s)
	}
	return docs
}

// paragraphsOf puts the sentences of a text into its paragraphs, where the corpus says
// where they begin.
func paragraphsOf(list []*sentence) (paragraphs []lang.Paragraph) {
	for i, s := range list {
		if i == 0 || s.newPar {
			paragraphs = append(paragraphs, lang.Paragraph{})
		}
		p := &paragraphs[len(paragraphs)-1]
		p.Sentences = append(p.Sentences, s.words)
	}
	return paragraphs
}

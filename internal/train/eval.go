package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"assay"
	"assay/lang"
)

// evaluate prints the scores of what is built in on the development parts.
func evaluate(w io.Writer, data string) error {
	c, err := readCorpora(data)
	if err != nil {
		return err
	}
	for _, set := range []struct {
		name string
		list []*sentence
	}{{"EWT dev", c.treesDev}, {"GUM dev", c.gumDev}} {
		if err := evalTrees(w, set.name+", gold words", set.list); err != nil {
			return err
		}
		if err := evalRaw(w, set.name+", raw text", set.list); err != nil {
			return err
		}
	}
	if err := evalNames(w, "worldwide dev", c.worldDev, false); err != nil {
		return err
	}
	return evalNames(w, "UNER-EWT dev", c.unerDev, true)
}

// evalTrees measures tags, lemmas and trees on the corpus's own words.
func evalTrees(w io.Writer, name string, list []*sentence) error {
	a, err := lang.NewAnalyser()
	if err != nil {
		return err
	}
	var n, upos, xpos, lemma, uas, las, full float64
	start := time.Now()
	for _, s := range list {
		toks := a.Analyse(s.words)
		for i, tok := range toks {
			n++
			upos += one(tok.POS == s.upos[i])
			xpos += one(tok.XPOS == s.xpos[i])
			lemma += one(tok.Lemma == s.lemma[i] || s.lemma[i] == "_" || s.upos[i] != "PROPN" && tok.Lemma == strings.ToLower(s.lemma[i]))
			if int(tok.Head)+1 == s.head[i] {
				uas++
				las += one(universal(tok.Rel) == universal(s.rel[i]))
				full += one(tok.Rel == s.rel[i])
			}
		}
	}
	sec := time.Since(start).Seconds()
	fmt.Fprintf(w, "%-20s words %.0f  UPOS %.2f  XPOS %.2f  lemma %.2f  UAS %.2f  LAS %.2f  (with subtypes %.2f)  %.0f words/s\n",
		name, n, 100*upos/n, 100*xpos/n, 100*lemma/n, 100*uas/n, 100*las/n, 100*full/n, n/sec)
	return nil
}

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

// place is where a word or sentence stands, counted in characters that are not
// white space.
type place struct{ from, to int }

// evalRaw measures the whole pipeline on running text, paragraph by paragraph,
// as the CoNLL 2018 shared task does.
func evalRaw(w io.Writer, name string, list []*sentence) error {
	var text strings.Builder
	goldSents, goldWords := map[place]bool{}, map[place]int{}
	var rels []string
	var heads []place
	at := 0
	for k, s := range list {
		switch {
		case k > 0 && s.newPar:
			text.WriteString("\n\n")
		case k > 0 && !list[k-1].glue[len(list[k-1].glue)-1]:
			text.WriteString(" ")
		}
		places := make([]place, len(s.words)+1)
		first := at
		for i, word := range s.words {
			form := strings.ReplaceAll(word.Form, " ", "")
			places[i+1] = place{at, at + len(form)}
			at += len(form)
			text.WriteString(word.Form)
			if !s.glue[i] && i+1 < len(s.words) {
				text.WriteString(" ")
			}
		}
		for i := range s.words {
			goldWords[places[i+1]] = len(rels)
			rels = append(rels, universal(s.rel[i]))
			heads = append(heads, places[s.head[i]])
		}
		goldSents[place{first, at}] = true
	}
	rep := &assay.Report{Text: text.String()}
	doc := assay.NewDoc(rep)
	start := time.Now()
	if err := assay.Annotate(context.Background(), doc, []assay.Stage{lang.New(lang.Options{})}); err != nil {
		return err
	}
	sec := time.Since(start).Seconds()
	// The offset of each byte of the text without its white space.
	offset := make([]int, len(rep.Text)+1)
	n := 0
	for i := range len(rep.Text) {
		offset[i] = n
		if c := rep.Text[i]; c != ' ' && c != '\n' {
			n++
		}
	}
	offset[len(rep.Text)] = n
	where := func(s assay.Span) place { return place{offset[s.Start], offset[s.End]} }
	sents, words, las := 0, 0, 0
	for _, s := range doc.Sentences {
		if goldSents[where(s)] {
			sents++
		}
	}
	for i := range doc.Tokens {
		k, ok := goldWords[where(doc.Tokens[i].Span)]
		if !ok {
			continue
		}
		words++
		head := place{}
		if h := doc.Tokens[i].Head; h >= 0 {
			head = where(doc.Tokens[h].Span)
		}
		if head == heads[k] && universal(doc.Tokens[i].Rel) == rels[k] {
			las++
		}
	}
	fmt.Fprintf(w, "%-20s sentences F1 %.2f  words F1 %.2f  LAS F1 %.2f  %.0f words/s  %.0f kB/s\n", name,
		f1(sents, len(doc.Sentences), len(goldSents)), f1(words, len(doc.Tokens), len(goldWords)), f1(las, len(doc.Tokens), len(goldWords)),
		float64(len(doc.Tokens))/sec, float64(len(rep.Text))/1000/sec)
	return nil
}

func f1(right, found, gold int) float64 {
	if found+gold == 0 {
		return 0
	}
	return 200 * float64(right) / float64(found+gold)
}

// evalNames measures names on the corpus's own words; classes that the corpus
// does not mark are left out.
func evalNames(w io.Writer, set string, list []*sentence, open bool) error {
	a, err := lang.NewAnalyser()
	if err != nil {
		return err
	}
	type mention struct {
		sentence, from, to int
		class              string
	}
	right, found, gold := map[string]int{}, map[string]int{}, map[string]int{}
	for k, s := range list {
		want := map[mention]bool{}
		from := 0
		for i, l := range s.name {
			if l[0] == 'B' || l[0] == 'U' {
				from = i
			}
			if l[0] == 'L' || l[0] == 'U' {
				want[mention{k, from, i + 1, l[2:]}] = true
				gold[l[2:]]++
			}
		}
		a.Analyse(s.words)
		for _, name := range a.Names() {
			cl := name.Class.String()
			if open && (cl == "NORP" || cl == "MISC") {
				continue
			}
			found[cl]++
			if want[mention{k, name.From, name.To, cl}] {
				right[cl]++
			}
		}
	}
	fmt.Fprintf(w, "%-20s", set)
	r, f, g, r4, f4, g4 := 0, 0, 0, 0, 0, 0
	for _, cl := range []string{"PER", "ORG", "LOC", "NORP", "MISC"} {
		if gold[cl] > 0 {
			fmt.Fprintf(w, " %s %.2f ", cl, f1(right[cl], found[cl], gold[cl]))
		}
		r, f, g = r+right[cl], f+found[cl], g+gold[cl]
		if cl != "MISC" {
			r4, f4, g4 = r4+right[cl], f4+found[cl], g4+gold[cl]
		}
	}
	fmt.Fprintf(w, " all %.2f  without MISC %.2f\n", f1(r, f, g), f1(r4, f4, g4))
	return nil
}

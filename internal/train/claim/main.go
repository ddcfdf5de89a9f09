// Command claim writes what package claim's learnt reader sees, and what it should
// answer, for train.py beside it. It reads the attributions of PolNeAR's training part and
// the claims of the gold rows, but for those kept apart, and of our own texts, with the very code that the
// product runs. Where they are read carefully, the states of the words are written too.
//
//	go run ./internal/train/claim -data ../shared/data -out claim.bin
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"

	"assay"
	"assay/claim"
	"assay/eval"
	"assay/internal/train/gold"
	"assay/lang"
	"assay/lang/neural"
	"assay/pipeline"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of corpora")
	written := flag.String("written", "internal/train/figure/written", "folder of what we have marked")
	out := flag.String("out", "claim.bin", "where to write")
	fast := flag.Bool("fast", false, "read by the fast reader")
	flag.Parse()
	reader := lang.Careful
	if *fast {
		reader = lang.Fast
	}
	if err := run(*data, *written, *out, reader); err != nil {
		fmt.Fprintln(os.Stderr, "claim:", err)
		os.Exit(1)
	}
}

// The parts of the corpora.
const (
	train = iota
	development
	damaged // copies of those for training
)

// A text is one of a corpus, read up to its claims.
type text struct {
	name   string
	gold   bool // by the rules of the ledger, not those of PolNeAR
	part   byte
	doc    *assay.Doc
	claims []answer
}

// An answer is a claim or attribution as annotated.
type answer struct {
	optional             bool
	source, cue, content []assay.Span
}

func run(data, written, out string, reader lang.Reader) error {
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}})
	for i := range stages {
		if stages[i].Name == "claim" {
			stages = stages[:i]
			break
		}
	}
	texts, err := rows(data, written, stages)
	if err != nil {
		return err
	}
	more, err := polnear(filepath.Join(data, "attribution", "polnear", "train"), stages)
	if err != nil {
		return err
	}
	texts = append(texts, more...)
	cues := cueWords(texts)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	w := &writer{w: bufio.NewWriterSize(f, 1<<20)}
	var list []uint32
	for p := range cues {
		list = append(list, p)
	}
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	w.numbers(list)
	var total, found, asked int
	for _, t := range texts {
		a, b, c := w.text(t, cues)
		if t.gold && t.part != damaged {
			total, found, asked = total+a, found+b, asked+c
		}
	}
	fmt.Fprintf(os.Stderr, "%d texts, %d words for cues; of %d claims of gold %d have a cue that is asked about, among %d\n", len(texts), len(cues), total, found, asked)
	if w.err == nil {
		w.err = w.w.Flush()
	}
	if err := f.Close(); w.err == nil {
		w.err = err
	}
	return w.err
}

// rows reads what people have marked by the ledger's rules, but what is kept apart.
func rows(data, written string, stages []assay.Stage) (list []*text, err error) {
	marked, err := gold.Rows(filepath.Join(data, "gold", "rows"))
	if err != nil {
		return nil, err
	}
	own, err := gold.Own(written, data)
	if err != nil {
		return nil, err
	}
	for i, m := range append(marked, own...) {
		t := &text{name: m.Name, gold: true, doc: assay.NewDoc(m.Report())}
		if i < len(marked) {
			if gold.Kept(m.Name) {
				continue
			}
			if gold.Development(m.Name) {
				t.part = development
			}
		}
		for _, c := range m.Claims {
			a := answer{optional: c.Optional}
			for _, x := range c.Content {
				a.content = append(a.content, x.At())
			}
			if c.Source != nil && c.Source.Text != "" {
				a.source = append(a.source, c.Source.At())
			}
			if c.Cue != nil {
				a.cue = append(a.cue, c.Cue.At())
			}
			t.claims = append(t.claims, a)
		}
		if err := assay.Annotate(context.Background(), t.doc, stages); err != nil {
			return nil, err
		}
		list = append(list, t)
		if t.part == train && strings.ContainsAny(t.doc.Text, ",") {
			d, err := t.damaged(stages)
			if err != nil {
				return nil, err
			}
			list = append(list, d)
		}
	}
	return list, nil
}

func polnear(folder string, stages []assay.Stage) (list []*text, err error) {
	texts, skipped, err := eval.ReadPolNeAR(folder, true)
	if err != nil {
		return nil, err
	}
	if len(skipped) > 0 {
		return nil, fmt.Errorf("%s: %s", skipped[0].Path, skipped[0].Reason)
	}
	for i, a := range texts {
		t := &text{name: filepath.Base(a.Path), doc: assay.NewDoc(&assay.Report{Text: a.Text})}
		for _, x := range a.Attributions {
			t.claims = append(t.claims, answer{source: x.Source, cue: x.Cue, content: x.Content})
		}
		if i%4 == 0 {
			d, err := t.damaged(stages)
			if err != nil {
				return nil, err
			}
			list = append(list, d)
		}
		if err := assay.Annotate(context.Background(), t.doc, stages); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// damaged returns t as scrapes damage texts: without commas and apostrophes.
func (t *text) damaged(stages []assay.Stage) (*text, error) {
	var b strings.Builder
	at := make([]int32, 0, len(t.doc.Text)+1)
	for i, c := range t.doc.Text {
		for len(at) <= i {
			at = append(at, int32(b.Len()))
		}
		if !strings.ContainsRune(",'’", c) {
			b.WriteRune(c)
		}
	}
	for len(at) <= len(t.doc.Text) {
		at = append(at, int32(b.Len()))
	}
	d := &text{name: t.name + " damaged", gold: t.gold, part: damaged, doc: assay.NewDoc(&assay.Report{Text: b.String(), Published: t.doc.Published})}
	move := func(list []assay.Span) (out []assay.Span) {
		for _, sp := range list {
			if m := (assay.Span{Start: at[sp.Start], End: at[sp.End]}); m.Len() > 0 {
				out = append(out, m)
			}
		}
		return out
	}
	for _, c := range t.claims {
		d.claims = append(d.claims, answer{c.optional, move(c.source), move(c.cue), move(c.content)})
	}
	return d, assay.Annotate(context.Background(), d.doc, stages)
}

// head returns the token that heads the cue of a, or -1.
func (t *text) head(a *answer) int {
	best := -1
	for _, sp := range a.cue {
		lo, hi := t.doc.TokensTouching(sp)
		for k := lo; k < hi; k++ {
			tok := &t.doc.Tokens[k]
			if h := int(tok.Head); (h < lo || h >= hi) && claim.Heads(tok) && best < 0 {
				best = k
			}
		}
		for k := lo; k < hi && best < 0; k++ {
			if claim.Heads(&t.doc.Tokens[k]) {
				best = k
			}
		}
	}
	return best
}

// cueWords returns the words that head a cue in a thirtieth of their uses, and twice.
func cueWords(texts []*text) map[uint32]bool {
	uses, heads := map[uint32]int{}, map[uint32]int{}
	for _, t := range texts {
		if t.part != train {
			continue
		}
		for k := range t.doc.Tokens {
			if tok := &t.doc.Tokens[k]; claim.Heads(tok) {
				uses[claim.CuePrint(tok.Lemma)]++
			}
		}
		for i := range t.claims {
			if k := t.head(&t.claims[i]); k >= 0 {
				heads[claim.CuePrint(t.doc.Tokens[k].Lemma)]++
			}
		}
	}
	cues := map[uint32]bool{}
	for p, n := range heads {
		if n >= 2 && 30*n >= uses[p] {
			cues[p] = true
		}
	}
	return cues
}

type writer struct {
	w   *bufio.Writer
	err error
}

func (w *writer) put(v any) {
	if w.err == nil {
		w.err = binary.Write(w.w, binary.LittleEndian, v)
	}
}

func (w *writer) numbers(list []uint32) {
	w.put(uint32(len(list)))
	w.put(list)
}

// prints writes features as they are told apart.
func (w *writer) prints(features []uint64, into []uint32) []uint32 {
	for _, f := range features {
		into = append(into, neural.Print(f))
	}
	return into
}

// The labels of tokens.
const (
	none = iota
	beginsSource
	inSource
	beginsContent
	inContent
)

// mark sets the labels of a window to what is annotated.
func mark(doc *assay.Doc, labels []byte, lo int, source, content []assay.Span) {
	for kind, list := range [][]assay.Span{content, source} {
		for _, sp := range list {
			a, b := doc.TokensTouching(sp)
			for k := max(a, lo); k < min(b, lo+len(labels)); k++ {
				l := byte(inContent)
				if k == a || k == lo {
					l = beginsContent
				}
				labels[k-lo] = l - byte(2*kind)
			}
		}
	}
}

func (w *writer) text(t *text, cues map[uint32]bool) (total, found, asked int) {
	doc := t.doc
	n := len(doc.Tokens)
	w.put(uint32(len(t.name)))
	w.put([]byte(t.name))
	w.put([]byte{byte(bitOf(t.gold)), t.part})
	w.put(uint32(n))
	width := 0
	if doc.States.Careful { // the fast reader's claims are read without states
		width = doc.States.Width
	}
	w.put(uint32(width))
	if width > 0 {
		w.put(doc.States.Data)
		bits := make([]uint32, n)
		for i, v := range doc.States.Scales {
			bits[i] = math.Float32bits(v)
		}
		w.put(bits)
	}
	words := make([]byte, n)
	for k := range words {
		words[k] = byte(bitOf(strings.ContainsFunc(doc.Word(k), func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })))
	}
	w.put(words)
	s := claim.Look(doc, cues)
	var list []uint32
	var f []uint64
	for k := range n {
		f = s.Token(k, f[:0])
		list = w.prints(f, list)
	}
	w.numbers(list)
	w.put(uint32(len(t.claims)))
	by := map[int]int{}
	for i := range t.claims {
		a := &t.claims[i]
		h := t.head(a)
		if j, twice := by[h]; h >= 0 && (!twice || t.claims[j].optional && !a.optional) {
			by[h] = i
		}
		w.put([]byte{byte(bitOf(a.optional))})
		w.put(int32(h))
		src := [2]int32{-1, -1}
		if len(a.source) > 0 {
			lo, hi := doc.TokensTouching(a.source[0])
			src = [2]int32{int32(lo), int32(hi)}
		}
		w.put(src)
		w.put(uint32(len(a.content)))
		for _, sp := range a.content {
			lo, hi := doc.TokensTouching(sp)
			w.put([2]int32{int32(lo), int32(hi)})
		}
	}
	heads := s.Cues()
	w.put(uint32(len(heads)))
	hit := map[int]bool{}
	for _, c := range heads {
		lo, hi := s.Window(c)
		w.put([]uint32{uint32(c), uint32(lo), uint32(hi)})
		y, labels := byte(0), make([]byte, hi-lo)
		if i, ok := by[c]; ok && len(t.claims[i].content) > 0 {
			a := &t.claims[i]
			y = 1 + byte(bitOf(a.optional))
			hit[i] = true
			mark(doc, labels, lo, a.source, a.content)
		}
		w.put([]byte{y})
		w.put(labels)
		f = s.Cue(c, f[:0])
		w.numbers(w.prints(f, nil))
		o := s.From(c)
		list = list[:0]
		for j := lo; j < hi; j++ {
			f = o.Seen(j, f[:0])
			list = w.prints(f, list)
		}
		w.numbers(list)
	}
	for i := range t.claims {
		if !t.claims[i].optional {
			total++
			if hit[i] {
				found++
			} else if t.gold && t.part == train {
				fmt.Fprintln(os.Stderr, t.name, "not asked:", quotes(doc, t.claims[i].cue), "|", quotes(doc, t.claims[i].content))
			}
		}
	}
	return total, found, len(heads)
}

func quotes(doc *assay.Doc, list []assay.Span) (out []string) {
	for _, sp := range list {
		out = append(out, sp.In(doc.Text))
	}
	return out
}

func bitOf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"assay"
	"assay/attribution"
	"assay/clean"
	"assay/eval"
	"assay/lang"
	"assay/lang/neural"
)

// attributionShape and attributionPlan are those of the labeller of sources, cues
// and contents.
var attributionShape = neural.Shape{Width: 96, Layers: 3}

var attributionPlan = plan{epochs: 7, batch: 1500, rate: 2e-3, words: 0.5, embed: 0.25, layer: 0.3}

// A cited report is one of PolNeAR as the network sees it.
type cited struct {
	eval.AnnotatedText
	doc    *assay.Doc
	sight  *attribution.Sight
	labels []string            // of each token (BILOU)
	pieces []attribution.Piece // as they are found by a network that has not learnt from this report
}

// readCited reads a part of PolNeAR with package lang's weights as they are built
// in.
func readCited(folder string) ([]*cited, error) {
	texts, skipped, err := eval.ReadPolNeAR(folder, false)
	if err != nil {
		return nil, err
	}
	if len(skipped) > 0 {
		return nil, fmt.Errorf("%s: %s", skipped[0].Path, skipped[0].Reason)
	}
	list := make([]*cited, len(texts))
	stages := []assay.Stage{clean.New(clean.Options{}), lang.New(lang.Options{Reader: lang.Fast})}
	parallel(len(texts), func(_, i int) {
		doc := assay.NewDoc(&assay.Report{Text: texts[i].Text})
		if err := assay.Annotate(context.Background(), doc, stages); err != nil {
			return
		}
		list[i] = &cited{AnnotatedText: texts[i], doc: doc, sight: attribution.Look(doc)}
		list[i].label()
	})
	return list, nil
}

// label sets the labels of the tokens from what the annotator marked.
func (c *cited) label() {
	c.labels = make([]string, len(c.doc.Tokens))
	for i := range c.labels {
		c.labels[i] = "O"
	}
	for _, a := range c.Attributions {
		for kind, spans := range [][]assay.Span{a.Source, a.Cue, a.Content} {
			for _, sp := range spans {
				lo, hi := c.doc.TokensTouching(sp)
				for i := lo; i < hi; i++ {
					side := "I-"
					switch {
					case hi-lo == 1:
						side = "U-"
					case i == lo:
						side = "B-"
					case i == hi-1:
						side = "L-"
					}
					c.labels[i] = side + attribution.Labels[kind]
				}
			}
		}
	}
	// Two annotations of one text never overlap, but for a few slips of the
	// annotators: what they leave ill-formed is mended.
	for i, l := range c.labels {
		opened := i > 0 && (c.labels[i-1][0] == 'B' || c.labels[i-1][0] == 'I') && l[1:] == c.labels[i-1][1:]
		goesOn := i+1 < len(c.labels) && (c.labels[i+1][0] == 'I' || c.labels[i+1][0] == 'L') && l[1:] == c.labels[i+1][1:]
		if l == "O" {
			continue
		}
		switch inside := l[0] == 'I' || l[0] == 'L'; {
		case inside && opened && goesOn:
			c.labels[i] = "I" + l[1:]
		case inside && opened:
			c.labels[i] = "L" + l[1:]
		case goesOn:
			c.labels[i] = "B" + l[1:]
		default:
			c.labels[i] = "U" + l[1:]
		}
	}
}

// citedLessons turns reports into lessons.
func citedLessons(list []*cited, v *vocabulary, number map[string]int) []*lesson {
	var out []*lesson
	var f []uint64
	for _, c := range list {
		l := &lesson{}
		for i := range c.doc.Tokens {
			f = c.sight.Features(i, f)
			l.rows = append(l.rows, v.rows(f))
			l.count = append(l.count, v.count[f[0]])
			l.tags = append(l.tags, number[c.labels[i]])
		}
		out = append(out, l)
	}
	return out
}

var citedLabels = []string{"B-content", "B-cue", "B-source", "I-content", "I-cue", "I-source", "L-content", "L-cue", "L-source", "O", "U-content", "U-cue", "U-source"}

func readPolNeAR(data string) (train, dev []*cited, err error) {
	if train, err = readCited(filepath.Join(data, "attribution", "polnear", "train")); err != nil {
		return nil, nil, err
	}
	dev, err = readCited(filepath.Join(data, "attribution", "polnear", "dev"))
	return train, dev, err
}

// trainAttribution trains the labeller and the weights of links and returns their
// stored forms. Links are learnt on pieces as they are found in reports that were
// not learnt from: two labellers, each trained on half the reports, read the other
// half.
func trainAttribution(train, taught, dev []*cited, seed uint64, epochs int, say func(string, ...any)) (words, layers, links []byte, err error) {
	say("attribution: %d + %d texts", len(train), len(dev))
	number := map[string]int{}
	for i, l := range citedLabels {
		number[l] = i
	}
	v := newVocabulary(train, 30, func(c *cited) int { return len(c.doc.Tokens) }, func(c *cited, i int, f []uint64) []uint64 { return c.sight.Features(i, f) })
	shape := attributionShape
	shape.Tags = len(citedLabels)
	say("attribution: %d features", len(v.keys))
	p := attributionPlan
	p.labels, p.seed = citedLabels, seed
	if epochs > 0 {
		p.epochs = epochs
	}
	lessons, devLessons := citedLessons(train, v, number), citedLessons(dev, v, number)
	more := citedLessons(taught, v, number)
	p.turns = max(1, len(more)/len(lessons))
	learn := func(name string, list, more []*lesson) *neural.Network {
		net := neural.New(shape, len(v.keys)+1)
		began := time.Now()
		p.progress = func(epoch int, loss float64) {
			say("%s: epoch %d, loss %.4f, %.0f s  %s", name, epoch, loss, time.Since(began).Seconds(), examineCited(neural.NewTrial(net), dev, devLessons))
		}
		trainNetwork(net, list, more, p)
		return net
	}
	for half := range 2 {
		var list []*lesson
		for i, l := range lessons {
			if i%2 == half {
				list = append(list, l)
			}
		}
		findPieces(learn(fmt.Sprintf("half %d", half+1), list, nil), train, lessons, func(i int) bool { return i%2 != half })
	}
	net := learn("all", lessons, more)
	findPieces(net, dev, devLessons, func(int) bool { return true })
	links = trainLinks(train, dev, seed, say)
	words, err = neural.FormatWords(net, v.keys)
	return words, neural.FormatLayers(net, citedLabels, nil), links, err
}

// findPieces sets the pieces of some reports to what a network finds.
func findPieces(net *neural.Network, list []*cited, lessons []*lesson, these func(i int) bool) {
	r := neural.NewTrial(net)
	for i, l := range lessons {
		if these(i) {
			scores, width := r.Label(l.rows)
			list[i].pieces = attribution.Pieces(citedLabels, scores, width, len(l.rows))
		}
	}
}

// examineCited measures pieces: right where kind, first and last token are.
func examineCited(r *neural.Reader, list []*cited, lessons []*lesson) []score {
	var counts [3][3]float64
	for k, l := range lessons {
		scores, width := r.Label(l.rows)
		got := map[[3]int]bool{}
		for _, p := range attribution.Pieces(citedLabels, scores, width, len(l.rows)) {
			got[[3]int{p.Kind, p.From, p.To}] = true
			counts[p.Kind][1]++
		}
		for _, s := range spansOf(list[k].labels) {
			var from, to int
			var class string
			fmt.Sscanf(s, "%d-%d %s", &from, &to, &class)
			for kind, name := range attribution.Labels {
				if name == class {
					counts[kind][2]++
					if got[[3]int{kind, from, to}] {
						counts[kind][0]++
					}
				}
			}
		}
	}
	var out []score
	for kind, name := range attribution.Labels {
		out = append(out, score{name, 100 * 2 * counts[kind][0] / (counts[kind][1] + counts[kind][2])})
	}
	return out
}

package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"assay"
	"assay/claim"
	"assay/eval"
	"assay/pipeline"
)

// A weighed claim is the evidence for it and whether the annotator has it too.
type weighed struct {
	evidence []float64
	right    bool
}

// fitConfidence fits the weights of package claim's confidence on every second
// report of PolNeAR's development part, which the reader of attributions has not
// learnt from, and shows on the others how often claims of each confidence are
// right.
func fitConfidence(w io.Writer, data string) error {
	texts, _, err := eval.ReadPolNeAR(filepath.Join(data, "attribution", "polnear", "dev"), true)
	if err != nil {
		return err
	}
	var parts [2][]weighed
	stages := pipeline.Default(pipeline.Options{})
	for i, t := range texts {
		doc := assay.NewDoc(&assay.Report{Text: t.Text})
		if err := assay.Annotate(context.Background(), doc, stages); err != nil {
			return err
		}
		claims, evidence, err := claim.Evidence(doc)
		if err != nil {
			return err
		}
		for k, c := range claims {
			parts[i%2] = append(parts[i%2], weighed{evidence[k], annotated(doc, &doc.Claims[c], t.Attributions)})
		}
	}
	weights := logistic(parts[0])
	fmt.Fprint(w, "var confidenceWeights = [...]float64{")
	for i, v := range weights {
		fmt.Fprint(w, strings.Repeat(", ", min(i, 1)), math.Round(v*1000)/1000)
	}
	fmt.Fprintf(w, "}\n\nconfidence  claims  mean  right\n")
	var count, right [10]int
	var mean [10]float64
	var brier, base float64
	for _, c := range parts[1] {
		p := sigmoid(weights, c.evidence)
		k := min(int(p*10), 9)
		count[k]++
		mean[k] += p
		y := 0.0
		if c.right {
			right[k]++
			y = 1
		}
		brier += (p - y) * (p - y)
		base += y
	}
	n := float64(len(parts[1]))
	for k := range count {
		if count[k] > 0 {
			fmt.Fprintf(w, ".%d to .%d     %5d  %.3f  %.3f\n", k, k+1, count[k], mean[k]/float64(count[k]), float64(right[k])/float64(count[k]))
		}
	}
	fmt.Fprintf(w, "Brier score %.3f; %.3f if all had the mean\n", brier/n, base/n*(1-base/n))
	return nil
}

// annotated reports whether an annotator has the claim: an attribution with at
// least half of its content (F1 over bytes) and, where it has a source, some of
// its source.
func annotated(doc *assay.Doc, c *assay.Claim, gold []assay.Attribution) bool {
	var content []assay.Span
	for _, p := range c.Content {
		content = append(content, p.Span)
	}
	source := []assay.Span{c.Source.In(doc.Sources).Span}
	for _, g := range gold {
		n := 2 * float64(assay.Shared(content, g.Content)) / float64(assay.Shared(content, content)+assay.Shared(g.Content, g.Content))
		if n >= 0.5 && (len(g.Source) == 0 || assay.Shared(source, g.Source) > 0) {
			return true
		}
	}
	return false
}

func sigmoid(w, x []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += w[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// logistic fits a logistic regression by gradient descent, with a little pull
// towards zero.
func logistic(list []weighed) []float64 {
	w := make([]float64, len(list[0].evidence))
	for range 5000 {
		g := make([]float64, len(w))
		for _, c := range list {
			p := sigmoid(w, c.evidence)
			if c.right {
				p--
			}
			for i, v := range c.evidence {
				g[i] += p * v
			}
		}
		for i := range w {
			w[i] -= 0.3 * (g[i]/float64(len(list)) + 0.001*w[i])
		}
	}
	return w
}

package main

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"assay/lang/neural"
)

// lesson5 and lesson3 are sentences of our own making.
var (
	lesson5 = &lesson{rows: [][]int32{{1, 2}, {3}, {0, 4}, {2, 5}, {1}}, count: []int32{3, 3, 1, 2, 2},
		tags: []int{0, 1, 2, 1, 0}, heads: []int{1, 5, 1, 4, 1}, rels: []int{1, 0, 1, 1, 2}}
	lesson3 = &lesson{rows: [][]int32{{5}, {4, 1}, {2}}, count: []int32{2, 2, 2},
		tags: []int{2, 1, 0}, heads: []int{3, 0, 1}, rels: []int{0, 2, 1}}
)

func smallNetwork() *neural.Network {
	net := neural.New(neural.Shape{Width: 32, Layers: 3, Arc: 16, Rel: 16, Tags: 3, Rels: 3}, 6)
	start(net, generator(3))
	return net
}

// TestGradients holds the gradients to differences of the loss: what is worked
// out by hand in pupil is easily wrong in one sign.
func TestGradients(t *testing.T) {
	net := smallNetwork()
	list := []*lesson{lesson5, lesson3}
	clear(net.Fed.W) // the tags do not learn from what they tell the last layer
	loss := func() float64 {
		q := newPupil(net, newAdam(net), plan{seed: 1}, 1)
		q.learn(list, 1)
		return q.loss
	}
	q := newPupil(net, newAdam(net), plan{seed: 1}, 1)
	q.learn(list, 1)
	here, checked := loss(), 0
	check := func(name string, w, g []float32) {
		for i := 0; i < len(w); i += 1 + len(w)/23 {
			const step = 1e-3
			old := w[i]
			w[i] = old + step
			up := loss()
			w[i] = old - step
			down := loss()
			w[i] = old
			if math.Abs(up-here-(here-down)) > 0.01*step {
				continue // a corner, where the slope is not the same to both sides
			}
			want := (up - down) / (2 * step)
			checked++
			if math.Abs(want-float64(g[i])) > 0.02+0.03*math.Abs(want) {
				t.Errorf("%s, number %d: gradient %.4f, the loss says %.4f", name, i, g[i], want)
			}
		}
	}
	names := []string{"layer 1", "layer 2", "layer 3", "tag", "fed", "arc dependant", "arc head", "pair", "rel dependant", "rel head", "rel", "roots"}
	for k, v := range vectors(net)[:2*len(names)] {
		if names[k/2] == "fed" && k%2 == 1 || names[k/2] == "roots" && k%2 == 1 {
			continue // not used
		}
		check(names[k/2], v, q.grads[k])
	}
	check("distance", net.Dist, q.grads[len(q.grads)-1])
	check("embedding", net.Embed, q.embed)
	if checked < 300 {
		t.Errorf("only %d numbers were checked", checked)
	}
}

// TestTraining learns two sentences by heart, twice, to the same bits.
func TestTraining(t *testing.T) {
	var first []byte
	for range 2 {
		net := smallNetwork()
		trainNetwork(net, []*lesson{lesson5, lesson3}, nil, plan{epochs: 150, batch: 8, rate: 5e-3, words: 0.1, embed: 0.1, layer: 0.1, head: 0.1, seed: 1})
		r := neural.NewTrial(net)
		r.Read(lesson5.rows)
		if want := []int{1, -1, 1, 4, 1}; !slices.Equal(r.Heads, want) || !slices.Equal(r.Tags, lesson5.tags) || !slices.Equal(r.Rels, lesson5.rels) {
			t.Errorf("heads %v tags %v relations %v", r.Heads, r.Tags, r.Rels)
		}
		b := neural.FormatLayers(net, []string{"a", "b", "c"}, []string{"x", "y", "z"})
		if first == nil {
			first = b
		}
		if !bytes.Equal(first, b) {
			t.Error("two runs on the same data differ")
		}
	}
}

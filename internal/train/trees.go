package main

import (
	"fmt"
	"time"

	"assay/lang/neural"
)

// treeShape and treePlan are those of the tagger and parser.
var treeShape = neural.Shape{Width: 160, Layers: 3, Arc: 96, Rel: 96}

var treePlan = plan{epochs: 36, batch: 500, rate: 2e-3, words: 0.3, embed: 0.25, layer: 0.3, head: 0.3}

// trainTrees trains the network of tags and trees and returns its stored form.
func trainTrees(c *corpora, seed uint64, epochs int, say func(string, ...any)) (words, layers []byte, err error) {
	v := newVocabulary(c.trees, 3, sentenceLength, treeFeatures)
	tags, tagNumber := numbered(c.trees, tagLabel)
	rels, relNumber := numbered(c.trees, func(s *sentence, i int) string { return s.rel[i] })
	shape := treeShape
	shape.Tags, shape.Rels = len(tags), len(rels)
	net := neural.New(shape, len(v.keys)+1)
	train := lessons(c.trees, v, tagNumber, relNumber)
	say("network: %d features, %d tags, %d relations", len(v.keys), len(tags), len(rels))
	p := treePlan
	p.seed = seed
	if epochs > 0 {
		p.epochs = epochs
	}
	began := time.Now()
	ewt, gum := lessons(c.treesDev, v, tagNumber, relNumber), lessons(c.gumDev, v, tagNumber, relNumber)
	p.progress = func(epoch int, loss float64) {
		text := ""
		if epoch%2 == 0 || epoch == p.epochs {
			text = "EWT " + examine(net, ewt) + "  GUM " + examine(net, gum)
		}
		say("epoch %d, loss %.4f, %.0f s  %s", epoch, loss, time.Since(began).Seconds(), text)
	}
	p.turns = turns(c.trees, c.taught)
	trainNetwork(net, train, lessons(c.taught, v, tagNumber, relNumber), p)
	words, err = neural.FormatWords(net, v.keys)
	return words, neural.FormatLayers(net, tags, rels), err
}

// turns is in how many rounds all of more is read once, if in each about as many words
// of it are as in list.
func turns(list, more []*sentence) int {
	words := func(list []*sentence) (n int) {
		for _, s := range list {
			n += len(s.words)
		}
		return n
	}
	return max(1, words(more)/max(1, words(list)))
}

// examine measures tags (both in one), heads, and heads with relations.
func examine(net *neural.Network, list []*lesson) string {
	r := neural.NewTrial(net)
	var n, tags, uas, las float64
	for _, l := range list {
		r.Read(l.rows)
		for i := range l.rows {
			n++
			tags += one(r.Tags[i] == l.tags[i])
			h := r.Heads[i]
			if h < 0 {
				h = len(l.rows)
			}
			if h == l.heads[i] {
				uas++
				las += one(r.Rels[i] == l.rels[i])
			}
		}
	}
	return fmt.Sprintf("tags %.2f UAS %.2f LAS %.2f", 100*tags/n, 100*uas/n, 100*las/n)
}

package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"assay/lang/neural"
)

// A belief is how likely one label is.
type belief struct {
	label int32
	share float32
}

// beliefs are what teachers think of a word: its label, its head (the number of
// words is the root), and its relation to the head that the lesson gives it.
type beliefs struct{ tags, heads, rels []belief }

// kept is how many beliefs are kept of each kind; the rest is made little of.
const kept = 6

// trust is how much of what a pupil is told is what teachers believe, where an
// annotator says what is right.
const trust = 0.5

// readTeachers reads networks that were trained before, from the folders that
// they were written to.
func readTeachers(folders []string) (list []*neural.Model, err error) {
	for _, folder := range folders {
		words, err := os.ReadFile(filepath.Join(folder, "tree-words.bin"))
		if err != nil {
			return nil, err
		}
		layers, err := os.ReadFile(filepath.Join(folder, "tree.bin"))
		if err != nil {
			return nil, err
		}
		m, err := neural.Read(string(words), string(layers))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", folder, err)
		}
		list = append(list, m)
	}
	return list, nil
}

// teach sets the beliefs of lessons to the mean of what the teachers think. Where
// an annotator says what is right, that counts for the rest of trust; where none
// does, the heads are the best tree of the teachers.
func teach(list []*lesson, teachers []*neural.Model, annotated bool) {
	work := make(chan *lesson)
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			var readers []*neural.Reader
			for _, m := range teachers {
				readers = append(readers, neural.NewReader(m))
			}
			var tree neural.Tree
			for l := range work {
				l.teach(readers, &tree, annotated)
			}
		})
	}
	for _, l := range list {
		work <- l
	}
	close(work)
	wait.Wait()
}

func (l *lesson) teach(readers []*neural.Reader, tree *neural.Tree, annotated bool) {
	n := len(l.rows)
	var tags, heads, rels []float32
	var tagWidth, headWidth, relWidth int
	for _, r := range readers {
		t, tw, h, hw := r.Likelihoods(l.rows)
		tags, heads = sum(tags, t[:n*tw]), sum(heads, h[:n*hw])
		tagWidth, headWidth = tw, hw
	}
	if !annotated {
		logs := make([]float32, len(heads))
		for i, v := range heads {
			logs[i] = float32(math.Log(float64(v)/float64(len(readers)) + 1e-6))
		}
		tree.Find(logs, headWidth, n)
		l.heads = l.heads[:0]
		for _, h := range tree.Heads {
			if h < 0 {
				h = n
			}
			l.heads = append(l.heads, h)
		}
	}
	given := make([]int, n)
	for i, h := range l.heads {
		given[i] = h
		if h == n {
			given[i] = -1
		}
	}
	for _, r := range readers {
		v, w := r.RelLikelihoods(given)
		rels, relWidth = sum(rels, v[:n*w]), w
	}
	l.beliefs = make([]beliefs, n)
	for i := range n {
		b := &l.beliefs[i]
		b.tags = strongest(tags[i*tagWidth : (i+1)*tagWidth])
		b.heads = strongest(heads[i*headWidth : i*headWidth+n+1])
		b.rels = strongest(rels[i*relWidth : (i+1)*relWidth])
		if annotated {
			b.tags, b.heads, b.rels = told(b.tags, l.tags[i]), told(b.heads, l.heads[i]), told(b.rels, l.rels[i])
		}
	}
}

func sum(to, v []float32) []float32 {
	if to == nil {
		return slices.Clone(v)
	}
	neural.Add(to, v)
	return to
}

// strongest returns the likeliest labels, their shares made to add up to one.
func strongest(row []float32) []belief {
	var list []belief
	for k, v := range row {
		if v == 0 || len(list) == kept && v <= list[kept-1].share {
			continue
		}
		at := len(list)
		for at > 0 && list[at-1].share < v {
			at--
		}
		list = slices.Insert(list, at, belief{int32(k), v})
		list = list[:min(len(list), kept)]
	}
	total := float32(0)
	for _, b := range list {
		total += b.share
	}
	for i := range list {
		list[i].share /= total
	}
	return slices.Clip(list)
}

// told mixes what is right into beliefs.
func told(list []belief, right int) []belief {
	found := false
	for i := range list {
		list[i].share *= trust
		if int(list[i].label) == right {
			list[i].share += 1 - trust
			found = true
		}
	}
	if !found {
		list = append(list, belief{int32(right), 1 - trust})
	}
	return list
}

// unsureOf is unsure where what is right is a matter of belief.
func unsureOf(score []float32, list []belief, share float32) float64 {
	top := score[0]
	for _, v := range score {
		top = max(top, v)
	}
	sum := float32(0)
	for k, v := range score {
		score[k] = neural.Exp(v - top)
		sum += score[k]
	}
	loss := 0.0
	for _, b := range list {
		loss -= float64(b.share) * math.Log(float64(score[b.label]/sum)+1e-12)
	}
	for k := range score {
		score[k] *= share / sum
	}
	for _, b := range list {
		score[b.label] -= share * b.share
	}
	return loss
}

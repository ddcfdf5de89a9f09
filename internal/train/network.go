package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"assay/lang"
	"assay/lang/neural"
)

// A lesson is a sentence as the network sees it.
type lesson struct {
	rows  [][]int32 // of each word; the first is the word's own
	count []int32   // how often the word occurs
	tags  []int
	heads []int // the number of words stands for the root
	rels  []int
	part  [2]int // the labels that come into question, where not all do
}

// A vocabulary numbers the words that occur at least twice, and the other
// features that occur often enough. Number 0 stands for the words that do not.
type vocabulary struct {
	keys   []uint64
	number map[uint64]int32
	count  map[uint64]int32
}

// newVocabulary takes in the features of what occurs in list, of which size says
// how many words it has; those but the words must occur least times.
func newVocabulary[T any](list []T, least int32, size func(T) int, features func(s T, i int, f []uint64) []uint64) *vocabulary {
	v := &vocabulary{number: map[uint64]int32{}, count: map[uint64]int32{}}
	word := map[uint64]bool{}
	var f []uint64
	for _, s := range list {
		for i := range size(s) {
			f = features(s, i, f)
			word[f[0]] = true
			for _, h := range f {
				v.count[h]++
			}
		}
	}
	for h, n := range v.count {
		if n >= least || n >= 2 && word[h] {
			v.keys = append(v.keys, h)
		}
	}
	slices.Sort(v.keys)
	// Of two features with one print the second is left out.
	seen := map[uint32]bool{}
	v.keys = slices.DeleteFunc(v.keys, func(h uint64) bool {
		twice := seen[neural.Print(h)]
		seen[neural.Print(h)] = true
		return twice
	})
	for i, h := range v.keys {
		v.number[h] = int32(i + 1)
	}
	return v
}

// rows returns the numbers of a word's features, of which the first is the word.
func (v *vocabulary) rows(f []uint64) []int32 {
	var rows []int32
	for k, h := range f {
		if n, ok := v.number[h]; ok || k == 0 {
			rows = append(rows, n)
		}
	}
	return rows
}

func sentenceLength(s *sentence) int { return len(s.words) }

func treeFeatures(s *sentence, i int, f []uint64) []uint64 {
	return lang.EncoderFeatures(s.words, i, f)
}

// lessons turns sentences into lessons. Labels that number lacks count as the
// first, and are only met where nothing is trained.
func lessons(list []*sentence, v *vocabulary, tags, rels map[string]int) []*lesson {
	var out []*lesson
	var f []uint64
	for _, s := range list {
		l := &lesson{}
		for i := range s.words {
			f = treeFeatures(s, i, f)
			l.rows = append(l.rows, v.rows(f))
			l.count = append(l.count, v.count[f[0]])
			l.tags = append(l.tags, tags[tagLabel(s, i)])
			l.rels = append(l.rels, rels[s.rel[i]])
			h := s.head[i] - 1
			if h < 0 {
				h = len(s.words)
			}
			l.heads = append(l.heads, h)
		}
		out = append(out, l)
	}
	return out
}

// start fills a network with small random numbers.
func start(net *neural.Network, r *rand.Rand) {
	for i := range net.Embed {
		net.Embed[i] = float32(r.NormFloat64() * 0.15)
	}
	for _, d := range net.Parts() {
		bound := math.Sqrt(6 / float64(d.In+d.Out))
		for i := range d.W {
			d.W[i] = float32((2*r.Float64() - 1) * bound)
		}
	}
	half := net.Shape.Width / 2
	for _, d := range net.Layers {
		for i := range half {
			d.B[half+i], d.B[4*half+i] = 1, 1 // remember, at first
		}
	}
	// A row that is padding must stay nothing.
	pad(net.Tag, net.Shape.Tags)
	if net.Rel == nil {
		return
	}
	pad(net.Rel, net.Shape.Rels)
}

func pad(d *neural.Dense, n int) {
	for i := range d.In {
		clear(d.W[i*d.Out+n : (i+1)*d.Out])
	}
}

// A plan says how a network is trained.
type plan struct {
	epochs   int
	batch    int      // words
	rate     float64  // of learning, at its height
	words    float64  // a word seen n times is hidden in words/(words+n) of its uses
	embed    float64  // share of numbers dropped of a word's first vector
	layer    float64  // … between layers
	head     float64  // … before the last step
	labels   []string // where they are learnt as sequences (BILOU): their names
	turns    int      // rounds in which what is read beside is read once
	seed     uint64
	progress func(epoch int, loss float64)
}

// trainNetwork trains net on list and, in each round, on one part of p.turns of more. The two halves of each batch are worked on
// side by side and their gradients added in a fixed order, so that the outcome
// does not depend on how fast either is.
func trainNetwork(net *neural.Network, list, more []*lesson, p plan) {
	r := generator(p.seed)
	start(net, r)
	opt := newAdam(net)
	pupils := [2]*pupil{newPupil(net, opt, p, 1), newPupil(net, opt, p, 2)}
	all := slices.Concat(list, more)
	order := r.Perm(len(list))
	round := func(epoch int) []int {
		if len(more) == 0 {
			return order
		}
		now := slices.Clone(order)
		for k := len(list) + epoch%p.turns; k < len(all); k += p.turns {
			now = append(now, k)
		}
		return now
	}
	total := 0.0 // words
	for epoch := range p.epochs {
		for _, k := range round(epoch) {
			total += float64(len(all[k].rows))
		}
	}
	seen := 0
	for epoch := range p.epochs {
		now := round(epoch)
		r.Shuffle(len(now), func(i, k int) { now[i], now[k] = now[k], now[i] })
		loss, n := 0.0, 0
		for at := 0; at < len(now); {
			var halves [2][]*lesson
			var size [2]int
			for at < len(now) && size[0]+size[1] < p.batch {
				l, k := all[now[at]], 0
				if size[1] < size[0] {
					k = 1
				}
				halves[k] = append(halves[k], l)
				size[k] += len(l.rows)
				at++
			}
			done := make(chan bool)
			for k := range pupils {
				go func() {
					pupils[k].learn(halves[k], float32(1)/float32(size[0]+size[1]))
					done <- true
				}()
			}
			<-done
			<-done
			seen += size[0] + size[1]
			opt.step(net, pupils[:], rateAt(p.rate, float64(seen)/total))
			loss += pupils[0].loss + pupils[1].loss
			n += size[0] + size[1]
		}
		if p.progress != nil {
			p.progress(epoch+1, loss/float64(n))
		}
	}
}

// rateAt rises for a fiftieth of the way and then falls as a cosine does.
func rateAt(top, way float64) float32 {
	if way < 0.02 {
		return float32(top * way / 0.02)
	}
	return float32(top * (0.01 + 0.99*(1+math.Cos(math.Pi*(way-0.02)/0.98))/2))
}

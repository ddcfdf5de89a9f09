package main

import (
	"math/rand/v2"
	"slices"

	"assay/lang"
	"assay/lang/en"
)

const (
	tagEpochs  = 8
	nameEpochs = 10
	folds      = 4
)

func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x6173736179)) }

// numbered returns the sorted set of what f gives for each word, and the numbers.
func numbered(list []*sentence, f func(s *sentence, i int) string) ([]string, map[string]int) {
	number := map[string]int{}
	var labels []string
	for _, s := range list {
		for i := range s.words {
			if l := f(s, i); number[l] == 0 {
				number[l] = 1
				labels = append(labels, l)
			}
		}
	}
	slices.Sort(labels)
	for i, l := range labels {
		number[l] = i
	}
	return labels, number
}

func tagLabel(s *sentence, i int) string { return s.upos[i] + " " + s.xpos[i] }

// taggerFor trains the tagger and returns it as it is stored and as it runs, or,
// if train is false, the built-in one.
func taggerFor(c *corpora, seed uint64, train bool, say func(string, ...any)) ([]byte, *en.Weights, error) {
	if !train {
		w, err := en.Tagger()
		return nil, w, err
	}
	labels, number := numbered(c.trees, tagLabel)
	p := trainTagger(c.trees, labels, number, tagEpochs, seed)
	b, err := p.format(limit)
	if err != nil {
		return nil, nil, err
	}
	w, err := en.Read(string(b))
	if err != nil {
		return nil, nil, err
	}
	say("tagger: %d labels, %d features, EWT dev %.4f", len(labels), len(p.keys), tagAccuracy(w, c.treesDev))
	return b, w, nil
}

func trainTagger(list []*sentence, labels []string, number map[string]int, epochs int, seed uint64) *perceptron {
	p := newPerceptron(labels, 17, 3)
	r := generator(seed)
	order := r.Perm(len(list))
	scores := make([]float32, len(labels))
	var f []uint64
	for range epochs {
		r.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
		for _, k := range order {
			s := list[k]
			last, last2 := -1, -1
			for i := range s.words {
				f = lang.TagFeatures(s.words, i, last, last2, f)
				p.score(f, scores)
				best, right := argmax(scores), number[tagLabel(s, i)]
				if best != right {
					p.update(f, right, best)
				}
				p.step++
				last, last2 = best, last
			}
		}
	}
	p.average()
	return p
}

func argmax(scores []float32) int {
	best := 0
	for k, v := range scores {
		if v > scores[best] {
			best = k
		}
	}
	return best
}

// tag gives s the tags of w.
func tag(w *en.Weights, s *sentence) {
	scores := make([]int32, len(w.Labels()))
	s.tags = s.tags[:0]
	last, last2 := -1, -1
	var f []uint64
	for i := range s.words {
		f = lang.TagFeatures(s.words, i, last, last2, f)
		w.Score(f, scores)
		best := 0
		for k, v := range scores {
			if v > scores[best] {
				best = k
			}
		}
		s.tags = append(s.tags, uint8(best))
		last, last2 = best, last
	}
}

func tagAccuracy(w *en.Weights, list []*sentence) float64 {
	right, n := 0, 0
	for _, s := range list {
		tag(w, s)
		for i, t := range s.tags {
			n++
			if w.Labels()[t] == tagLabel(s, i) {
				right++
			}
		}
	}
	return float64(right) / float64(n)
}

// jackknife gives each training sentence the tags of a tagger that has not seen
// it, so that the parser learns to live with the tagger's errors.
func jackknife(list []*sentence, labels []string, seed uint64, say func(string, ...any)) error {
	number := map[string]int{}
	for i, l := range labels {
		number[l] = i
	}
	for k := range folds {
		var rest, held []*sentence
		for i, s := range list {
			if i*folds/len(list) == k {
				held = append(held, s)
			} else {
				rest = append(rest, s)
			}
		}
		b, err := trainTagger(rest, labels, number, 4, seed+uint64(k)+1).format(limit)
		if err != nil {
			return err
		}
		w, err := en.Read(string(b))
		if err != nil {
			return err
		}
		say("jackknife %d: %.4f", k+1, tagAccuracy(w, held))
	}
	return nil
}

// trainNamer trains the name finder on the tags of tagger.
func trainNamer(c *corpora, tagger *en.Weights, seed uint64, say func(string, ...any)) *perceptron {
	for _, d := range documents(c.names) {
		context := lang.Context{}
		for _, s := range d {
			tag(tagger, s)
			context.Add(s.words)
		}
		for _, s := range d {
			s.context = context
		}
	}
	labels, number := numbered(c.names, func(s *sentence, i int) string { return s.name[i] })
	p := newPerceptron(labels, 17, 3)
	r := generator(seed)
	order := r.Perm(len(c.names))
	scores := make([]float32, len(labels))
	var f []uint64
	for range nameEpochs {
		r.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
		for _, k := range order {
			s := c.names[k]
			last, last2 := -1, -1
			for i := range s.words {
				f = lang.NameFeatures(s.words, s.tags, s.context, i, last, last2, f)
				p.score(f, scores)
				best, right := -1, number[s.name[i]]
				for k, v := range scores {
					// Where nationalities and the like are not marked, they are out of play.
					if (best < 0 || v > scores[best]) && !(s.open && unmarked(labels[k])) {
						best = k
					}
				}
				if best != right {
					p.update(f, right, best)
				}
				p.step++
				last, last2 = best, last
			}
		}
	}
	p.average()
	say("names: %d labels, %d features", len(labels), len(p.keys))
	return p
}

func unmarked(label string) bool {
	return len(label) > 2 && (label[2:] == "NORP" || label[2:] == "MISC")
}

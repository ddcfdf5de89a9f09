package main

import (
	"math/rand/v2"
	"slices"

	"assay/lang"
	"assay/lang/neural"
)

const nameEpochs = 10

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

func argmax(scores []float32) int {
	best := 0
	for k, v := range scores {
		if v > scores[best] {
			best = k
		}
	}
	return best
}

// tag gives s the tags of m.
func tag(m *neural.Model, r *neural.Reader, s *sentence) {
	var rows [][]int32
	var f []uint64
	for i := range s.words {
		f = treeFeatures(s, i, f)
		rows = append(rows, m.Words().Rows(f, nil))
	}
	r.Read(rows)
	s.tags = s.tags[:0]
	for _, t := range r.Tags {
		s.tags = append(s.tags, uint8(t))
	}
}

// trainNamer trains the name finder on the tags of m.
func trainNamer(c *corpora, m *neural.Model, seed uint64, say func(string, ...any)) *perceptron {
	reader := neural.NewReader(m)
	for _, d := range documents(c.names) {
		context := lang.Context{}
		for _, s := range d {
			tag(m, reader, s)
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

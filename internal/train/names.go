package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/lang"
	"assay/lang/neural"
)

// nameShape and namePlan are those of the name finder.
var nameShape = neural.Shape{Width: 96, Layers: 2}

var namePlan = plan{epochs: 16, batch: 600, rate: 2e-3, words: 0.5, embed: 0.25, layer: 0.3}

// corpusOf names the corpus that s is of. Its labels are "world B-PER" or "uner
// B-PER": each corpus has a head of its own, since what counts as a name differs.
func corpusOf(s *sentence) string {
	if s.open {
		return "uner"
	}
	return "world"
}

// partOf returns the range of the labels of a corpus.
func partOf(labels []string, corpus string) (part [2]int) {
	for i, l := range labels {
		if len(l) > len(corpus) && l[:len(corpus)+1] == corpus+" " {
			if part[1] == 0 {
				part[0] = i
			}
			part[1] = i + 1
		}
	}
	return part
}

// prepare notes what the documents show of their words.
func prepare(list []*sentence) {
	for _, d := range documents(list) {
		context := lang.Context{}
		for _, s := range d {
			context.Add(s.words)
		}
		for _, s := range d {
			s.context = context
			s.places = lang.Places(s.words, nil)
		}
	}
}

func nameFeatures(s *sentence, i int, f []uint64) []uint64 {
	return lang.NameEncoderFeatures(s.words, s.context, s.places, i, f)
}

// nameLessons turns sentences into lessons; rows and count are a vocabulary's.
func nameLessons(list []*sentence, rows func([]uint64) []int32, count map[uint64]int32, labels []string) []*lesson {
	number := map[string]int{}
	for i, l := range labels {
		number[l] = i
	}

	var out []*lesson
	var f []uint64
	for _, s := range list {
		l := &lesson{part: partOf(labels, corpusOf(s))}
		for i := range s.words {
			f = nameFeatures(s, i, f)
			l.rows = append(l.rows, rows(f))
			l.count = append(l.count, count[f[0]])
			l.tags = append(l.tags, number[corpusOf(s)+" "+s.full[i]])
		}
		out = append(out, l)
	}
	return out
}

// trainNames trains the network of names and returns its stored form.
func trainNames(c *corpora, seed uint64, epochs int, say func(string, ...any)) (words, layers []byte, err error) {
	var again []*sentence
	for i, d := range documents(c.names) {
		if f := recasing(i); f != nil {
			for _, s := range d {
				again = append(again, recased(s, f))
			}
		}
	}
	for _, list := range [][]*sentence{c.names, again, c.taught, c.worldDev, c.unerDev} {
		prepare(list)
	}
	v := newVocabulary(c.names, 3, sentenceLength, nameFeatures)
	labels, _ := numbered(c.names, func(s *sentence, i int) string { return corpusOf(s) + " " + s.full[i] })
	shape := nameShape
	shape.Tags = len(labels)
	net := neural.New(shape, len(v.keys)+1)
	say("names: %d features, %d labels", len(v.keys), len(labels))
	p := namePlan
	p.labels, p.seed = labels, seed
	if epochs > 0 {
		p.epochs = epochs
	}
	began := time.Now()
	world, uner := nameLessons(c.worldDev, v.rows, v.count, labels), nameLessons(c.unerDev, v.rows, v.count, labels)
	p.progress = func(epoch int, loss float64) {
		text := ""
		if epoch%2 == 0 || epoch == p.epochs {
			r := neural.NewTrial(net)
			text = fmt.Sprint("worldwide", examineNames(r, c.worldDev, world, labels))
			if partOf(labels, "uner")[1] > 0 {
				text += fmt.Sprint(" UNER", examineNames(r, c.unerDev, uner, labels))
			}
		}
		say("epoch %d, loss %.4f, %.0f s  %s", epoch, loss, time.Since(began).Seconds(), text)
	}
	more := append(nameLessons(again, v.rows, v.count, labels), nameLessons(c.taught, v.rows, v.count, labels)...)
	p.turns = turns(c.names, append(again, c.taught...))
	trainNetwork(net, nameLessons(c.names, v.rows, v.count, labels), more, p)
	words, err = neural.FormatWords(net, v.keys)
	return words, neural.FormatLayers(net, labels, nil), err
}

// acrossNames trains names on the worldwide set alone and measures what that finds
// in UNER, which is of other kinds of text and was marked by other rules: the three
// classes that both have.
func acrossNames(c *corpora, seed uint64, epochs int, say func(string, ...any)) error {
	only := *c
	only.names, only.taught = nil, nil
	for _, s := range c.names {
		if !s.open {
			only.names = append(only.names, s)
		}
	}
	words, layers, err := trainNames(&only, seed, epochs, say)
	if err != nil {
		return err
	}
	m, err := neural.Read(string(words), string(layers))
	if err != nil {
		return err
	}
	var labels []string
	for _, l := range m.Labels[0] {
		labels = append(labels, strings.TrimPrefix(l, "world "))
	}
	r := neural.NewReader(m)
	counts := map[string]*[3]int{"PER": {}, "ORG": {}, "LOC": {}}
	var f []uint64
	for _, s := range c.unerDev {
		var rows [][]int32
		for i := range s.words {
			f = nameFeatures(s, i, f)
			rows = append(rows, m.Words().Rows(f, nil))
		}
		scores, width := r.Label(rows)
		got := make([]string, len(rows))
		for i, p := range neural.BestPath(labels, scores, width, len(rows)) {
			got[i] = strings.Replace(labels[p], "-FAC", "-LOC", 1)
		}
		gold := spansOf(s.full)
		for side, list := range map[int][]string{1: spansOf(got), 2: gold} {
			for _, sp := range list {
				_, class, _ := strings.Cut(sp, " ")
				if n := counts[class]; n != nil {
					n[side]++
					if side == 1 && slices.Contains(gold, sp) {
						n[0]++
					}
				}
			}
		}
	}
	var all [3]int
	for _, class := range []string{"PER", "ORG", "LOC"} {
		n := counts[class]
		say("learnt from the worldwide set, UNER dev: %s %.2f", class, f1(n[0], n[1], n[2]))
		for k := range all {
			all[k] += n[k]
		}
	}
	say("learnt from the worldwide set, UNER dev: all three %.2f", f1(all[0], all[1], all[2]))
	return nil
}

// examineNames measures the names of each corpus by its own head and classes.
func examineNames(r *neural.Reader, list []*sentence, lessons []*lesson, labels []string) []score {
	counts := map[string]*[3]int{"all": {}}
	for k, l := range lessons {
		scores, width := r.Label(l.rows)
		part := labels[l.part[0]:l.part[1]]
		var own []string
		for _, n := range part {
			own = append(own, n[len(corpusOf(list[k]))+1:])
		}
		path := neural.BestPath(own, scores[l.part[0]:], width, len(l.rows))
		got := make([]string, len(path))
		for i, p := range path {
			got[i] = own[p]
		}
		gold := spansOf(list[k].full)
		for _, side := range []int{1, 2} {
			found := gold
			if side == 1 {
				found = spansOf(got)
			}
			for _, s := range found {
				_, class, _ := strings.Cut(s, " ")
				if counts[class] == nil {
					counts[class] = &[3]int{}
				}
				counts[class][side]++
				counts["all"][side]++
				if side == 1 && slices.Contains(gold, s) {
					counts[class][0]++
					counts["all"][0]++
				}
			}
		}
	}
	var scores []score
	for class, n := range counts {
		scores = append(scores, score{strings.TrimSpace(class), f1(n[0], n[1], n[2])})
	}
	slices.SortFunc(scores, func(a, b score) int { return strings.Compare(a.name, b.name) })
	return scores
}

// spansOf writes the names that labels say as "2-4 LOC".
func spansOf(labels []string) (list []string) {
	from := 0
	for i, l := range labels {
		if l[0] == 'B' || l[0] == 'U' {
			from = i
		}
		ends := i+1 == len(labels) || labels[i+1][0] != 'I' && labels[i+1][0] != 'L'
		if l[0] != 'O' && ends {
			list = append(list, fmt.Sprintf("%d-%d %s", from, i+1, l[2:]))
		}
	}
	return list
}

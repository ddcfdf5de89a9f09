package main

import (
	"slices"

	"assay/lang"
)

const parseEpochs = 8

// parserLabels returns the moves for the relations of list.
func parserLabels(list []*sentence) []string {
	seen := map[string]bool{}
	for _, s := range list {
		for _, r := range s.rel {
			seen[r] = true
		}
	}
	labels := []string{"shift"}
	for r := range seen {
		labels = append(labels, "left "+r, "right "+r)
	}
	slices.Sort(labels[1:])
	return labels
}

// An oracle knows the tree of one sentence and what each move would cost.
type oracle struct{ head, rel []int }

// gold fills o for s; the root is word len+1, as in lang.Arcs.
func (o *oracle) gold(s *sentence, number map[string]int) {
	o.head, o.rel = append(o.head[:0], 0), append(o.rel[:0], 0)
	for i, h := range s.head {
		if h == 0 {
			h = len(s.words) + 1
		}
		o.head = append(o.head, h)
		o.rel = append(o.rel, number[s.rel[i]])
	}
}

// cost returns how many right arcs are lost by a move (Goldberg and Nivre 2013).
func (o *oracle) cost(x *lang.Arcs, kind int) int {
	stack, next, n := x.Stack(), x.Next(), x.Len()
	lost := 0
	if kind == lang.Shift {
		for i, k := range stack {
			if o.head[k] == next {
				lost++
			}
			if o.head[next] == k && i < len(stack)-1 {
				lost++
			}
		}
		return lost
	}
	d := stack[len(stack)-1]
	if kind == lang.Left {
		if o.head[d] > next || len(stack) > 1 && o.head[d] == stack[len(stack)-2] {
			lost++
		}
	} else if o.head[d] >= next {
		lost++
	}
	for k := next; k <= n; k++ {
		if o.head[k] == d {
			lost++
		}
	}
	return lost
}

// head returns the head that a move gives to the top of the stack.
func head(x *lang.Arcs, kind int) int {
	if kind == lang.Left {
		return x.Next()
	}
	return x.Stack()[len(x.Stack())-2]
}

type trainer struct {
	p      *perceptron
	moves  []lang.Move
	number map[string]int
	x      lang.Arcs
	o      oracle
	f      []uint64
	scores []float32
}

// trainParser trains on the tags that jackknife gave.
func trainParser(list []*sentence, seed uint64, say func(string, ...any)) *perceptron {
	labels := parserLabels(list)
	t := &trainer{p: newPerceptron(labels, 18, 3), scores: make([]float32, len(labels)), number: map[string]int{}}
	moves, rels := lang.Moves(labels)
	t.moves = moves
	for i, r := range rels {
		t.number[r] = i
	}
	r := generator(seed)
	order := r.Perm(len(list))
	for epoch := range parseEpochs {
		r.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
		errors := 0
		for _, k := range order {
			s := list[k]
			t.o.gold(s, t.number)
			t.x.Reset(s.words, s.tags)
			for !t.x.Done() {
				best, right, wrong := t.step()
				if wrong {
					t.p.update(t.f, right, best)
					errors++
				}
				t.p.step++
				// After the first round mostly follow the parser into its own errors.
				if epoch == 0 || r.Float64() >= 0.9 {
					best = right
				}
				t.x.Do(t.moves[best].Kind, t.moves[best].Label)
			}
		}
		say("parser: epoch %d, %d errors, %d features", epoch+1, errors, len(t.p.keys))
	}
	t.p.average()
	return t.p
}

// step scores the moves and returns the best one, the best of those that lose
// nothing more than must be lost, and whether the first is not among the second.
func (t *trainer) step() (best, right int, wrong bool) {
	x := &t.x
	t.f = x.Features(t.f)
	t.p.score(t.f, t.scores)
	var costs [3]int
	least := -1
	for kind := range costs {
		costs[kind] = -1
		if x.Valid(kind) {
			costs[kind] = t.o.cost(x, kind)
			if least < 0 || costs[kind] < least {
				least = costs[kind]
			}
		}
	}
	good := func(k int) bool {
		m := t.moves[k]
		if costs[m.Kind] != least {
			return false
		}
		if m.Kind == lang.Shift {
			return true
		}
		d := x.Stack()[len(x.Stack())-1]
		return t.o.head[d] != head(x, m.Kind) || t.o.rel[d] == m.Label
	}
	best, right = -1, -1
	for k, v := range t.scores {
		if costs[t.moves[k].Kind] < 0 {
			continue
		}
		if best < 0 || v > t.scores[best] {
			best = k
		}
		if (right < 0 || v > t.scores[right]) && good(k) {
			right = k
		}
	}
	return best, right, !good(best)
}

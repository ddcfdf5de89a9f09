package lang

import (
	"errors"
	"slices"

	"assay/lang/neural"
)

// A treeReader reads trees off the states of the words of a sentence: each pair of
// words is weighed (Dozat and Manning, ICLR 2017), and the best tree taken.
type treeReader struct {
	arcHead, arcDep, relHead, relDep *neural.Linear
	pair, rel                        *neural.Linear // of a head: what a dependant is weighed with
	labels                           []string
	root                             int // the label of the word under the root
	tree                             neural.Tree

	all, heads       neural.Rows8
	top, dep         []float32
	weighed, columns []float32
	score            []float32
	rels             []string
	kids             [][]int // of each word
	of               []int
}

func newTreeReader(e *neural.Encoder) (treeReader, error) {
	t := treeReader{labels: e.Labels("deprel")}
	if t.root = slices.Index(t.labels, "root"); t.root < 0 || len(t.labels) < 2 {
		return t, errors.New("encoder: the relations are missing, or the root's among them")
	}
	arc, rel := 0, 0
	if l := e.Linear("arc.dep"); l != nil {
		arc = l.Out
	}
	if l := e.Linear("rel.dep"); l != nil {
		rel = l.Out
	}
	for _, h := range []struct {
		to      **neural.Linear
		name    string
		in, out int
	}{
		{&t.arcHead, "arc.head", e.Width, arc}, {&t.arcDep, "arc.dep", e.Width, arc}, {&t.pair, "tree.U", arc, arc + 1},
		{&t.relHead, "rel.head", e.Width, rel}, {&t.relDep, "rel.dep", e.Width, rel}, {&t.rel, "tree.R", rel + 1, len(t.labels) * (rel + 1)},
	} {
		var err error
		if *h.to, err = head(e, h.name, h.in, h.out); err != nil {
			return t, err
		}
	}
	return t, nil
}

// read returns the head of each word, -1 for the one under the root, and its relation.
// Both are valid until the next call.
func (t *treeReader) read(rows, root neural.Rows8) (heads []int, rels []string) {
	n := len(rows.Scales)
	t.all.Width = rows.Width
	t.all.Data = append(append(t.all.Data[:0], rows.Data...), root.Data...)
	t.all.Scales = append(append(t.all.Scales[:0], rows.Scales...), root.Scales...)
	t.weigh(n, rows)
	t.tree.Find(t.score, neural.Lane(n+1), n)
	t.relate(n, rows)
	return t.tree.Heads, t.rels
}

// apply leaves in y, which it returns in room enough, what l makes of rows, bent.
func apply(y []float32, l *neural.Linear, rows neural.Rows8) []float32 {
	n := len(rows.Scales) * l.Out
	y = slices.Grow(y[:0], n)[:n]
	l.Apply(y, rows)
	neural.Gelu(y)
	return y
}

// weigh sets score: the weight of each word, and of the root at n, as each word's head.
func (t *treeReader) weigh(n int, rows neural.Rows8) {
	arc, stride := t.arcDep.Out, neural.Lane(n+1)
	t.top = apply(t.top, t.arcHead, t.all)
	t.dep = apply(t.dep, t.arcDep, rows)
	t.heads.Width = arc
	t.heads.Reset()
	for h := range n + 1 {
		t.heads.Append(t.top[h*arc : (h+1)*arc])
	}
	t.weighed = slices.Grow(t.weighed[:0], (n+1)*t.pair.Out)[:(n+1)*t.pair.Out]
	t.pair.Apply(t.weighed, t.heads)
	t.columns = slices.Grow(t.columns[:0], arc*stride)[:arc*stride]
	t.score = slices.Grow(t.score[:0], n*stride)[:n*stride]
	clear(t.columns)
	clear(t.score)
	for h := range n + 1 {
		row := t.weighed[h*t.pair.Out : (h+1)*t.pair.Out]
		for k, v := range row[:arc] {
			t.columns[k*stride+h] = v
		}
		for d := range n {
			t.score[d*stride+h] = row[arc]
		}
	}
	neural.MulAdd(t.score, stride, neural.Rows(t.dep, arc), t.columns, stride, n, stride, arc)
}

// relate sets rels. The word under the root, and it alone, is called that.
func (t *treeReader) relate(n int, rows neural.Rows8) {
	rel := t.relDep.Out
	t.top = apply(t.top, t.relHead, rows)
	t.dep = apply(t.dep, t.relDep, rows)
	t.rels = slices.Grow(t.rels[:0], n)[:n]
	t.kids = slices.Grow(t.kids[:0], n)[:n]
	for i := range t.kids {
		t.kids[i] = t.kids[i][:0]
	}
	for d, h := range t.tree.Heads {
		if h < 0 {
			t.rels[d] = t.labels[t.root]
		} else {
			t.kids[h] = append(t.kids[h], d)
		}
	}
	const some = 8 // heads at once: the weights are many, and each would read them all
	one := make([]float32, rel+1)
	one[rel] = 1
	t.heads.Width = rel + 1
	for h := 0; h < n; {
		t.heads.Reset()
		t.of = t.of[:0]
		for ; h < n && len(t.of) < some; h++ {
			if len(t.kids[h]) > 0 {
				copy(one, t.top[h*rel:(h+1)*rel])
				t.heads.Append(one)
				t.of = append(t.of, h)
			}
		}
		t.weighed = slices.Grow(t.weighed[:0], len(t.of)*t.rel.Out)[:len(t.of)*t.rel.Out]
		t.rel.Apply(t.weighed, t.heads)
		for i, of := range t.of {
			t.name(t.weighed[i*t.rel.Out:(i+1)*t.rel.Out], t.kids[of])
		}
	}
}

// name sets the relations of kids to their head; by is what they are weighed with, for
// each relation as many numbers as a dependant has, and one more.
func (t *treeReader) name(by []float32, kids []int) {
	rel, stride := t.relDep.Out, neural.Lane(len(kids))
	t.columns = slices.Grow(t.columns[:0], rel*stride)[:rel*stride]
	t.score = slices.Grow(t.score[:0], len(t.labels)*stride)[:len(t.labels)*stride]
	clear(t.columns)
	for j, d := range kids {
		for k, v := range t.dep[d*rel : (d+1)*rel] {
			t.columns[k*stride+j] = v
		}
	}
	for r := range t.labels {
		for j := range stride {
			t.score[r*stride+j] = by[r*(rel+1)+rel]
		}
	}
	neural.MulAdd(t.score, stride, neural.Matrix{Data: by, Row: rel + 1, Col: 1}, t.columns, stride, len(t.labels), stride, rel)
	for j, d := range kids {
		best := -1
		for r := range t.labels {
			if r != t.root && (best < 0 || t.score[r*stride+j] > t.score[best*stride+j]) {
				best = r
			}
		}
		t.rels[d] = t.labels[best]
	}
}

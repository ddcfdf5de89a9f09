package neural

import "slices"

// A Reader runs a Network over sentences. It is for one goroutine; memory is
// used again.
type Reader struct {
	Tags  []int // the best label of each word
	Heads []int // the head of each word, -1 at the root
	Rels  []int // the relation of each word to its head

	net  *Network
	add  func(x []float32, rows []int32)
	root int // the number of the root's relation, or -1
	tree Tree

	x, y, in, gates, states []float32
	out                     []float32
	dep, top, pair, topT    []float32
	relDep, relTop          []float32
	score                   []float32
}

// NewReader returns a Reader with a stored network.
func NewReader(m *Model) *Reader {
	return &Reader{net: m.Net, add: m.words.rows.AddAll, root: slices.Index(m.Labels[1], "root")}
}

// NewTrial returns a Reader with a network that is being trained.
func NewTrial(net *Network) *Reader {
	w := net.Shape.Width
	return &Reader{net: net, root: -1, add: func(x []float32, rows []int32) {
		for _, row := range rows {
			Add(x, net.Embed[int(row)*w:(int(row)+1)*w])
		}
	}}
}

func sized(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, 2*n)
	}
	return s[:n]
}

// Read sets Tags, Heads and Rels for a sentence, whose words are given as lists
// of rows of Embed.
func (r *Reader) Read(words [][]int32) {
	n := len(words)
	r.Tags, r.Rels = r.Tags[:0], r.Rels[:0]
	r.encode(words)
	if n == 0 {
		r.Heads = nil
		return
	}
	r.weigh(n)
	r.tree.Find(r.score, Lane(n+1), n)
	r.Heads = r.tree.Heads
	r.relate(n)
}

// Label returns the scores of the labels of each word of a sentence, for a
// network without trees: a row of numbers for each word, and its width.
func (r *Reader) Label(words [][]int32) (scores []float32, width int) {
	r.encode(words)
	d := r.net.Tag
	r.out = sized(r.out, len(words)*d.Out)
	d.Apply(r.out, Rows(r.x, r.net.Shape.Width), len(words))
	return r.out, d.Out
}

// States returns what the last layer made of the words that were read last, a row of
// width numbers for each; they are valid until the next call.
func (r *Reader) States() (rows []float32, width int) { return r.x, r.net.Shape.Width }

// encode leaves the vectors of the words in r.x and, where there are trees, sets
// Tags.
func (r *Reader) encode(words [][]int32) {
	n, w := len(words), r.net.Shape.Width
	r.x, r.y = sized(r.x, n*w), sized(r.y, n*w)
	r.in, r.gates, r.states = sized(r.in, 3*n*w), sized(r.gates, 3*n*w), sized(r.states, n*w)
	for i, rows := range words {
		x := r.x[i*w : (i+1)*w]
		clear(x)
		r.add(x, rows)
	}
	for l, layer := range r.net.Layers {
		if l == len(r.net.Layers)-1 && r.net.Fed != nil {
			r.tag(n)
		}
		in := Rows(r.x, w)
		if l == 0 {
			Window(r.in, r.x, n, w)
			in = Rows(r.in, 3*w)
		}
		layer.Apply(r.gates, in, n)
		Gates(r.gates, r.states, r.y, r.x, n, w)
		r.x, r.y = r.y, r.x
	}
}

// tag sets Tags and tells the last layer of them.
func (r *Reader) tag(n int) {
	d := r.net.Tag
	r.out = sized(r.out, n*d.Out)
	d.Apply(r.out, Rows(r.x, r.net.Shape.Width), n)
	for i := range n {
		r.Tags = append(r.Tags, Greatest(r.out[i*d.Out:i*d.Out+r.net.Shape.Tags]))
	}
	Softmax(r.out, n, d.Out, r.net.Shape.Tags)
	MulAdd(r.x, r.net.Fed.Out, Rows(r.out, d.Out), r.net.Fed.W, r.net.Fed.Out, n, r.net.Fed.Out, d.Out)
}

// Greatest returns the place of the greatest number, the first of equals.
func Greatest(v []float32) int {
	best := 0
	for k, x := range v {
		if x > v[best] {
			best = k
		}
	}
	return best
}

// weigh sets score: the weight of each word, and of the root, as each word's head.
func (r *Reader) weigh(n int) {
	net, w, a := r.net, r.net.Shape.Width, r.net.ArcDep.Out
	r.dep, r.top, r.pair = sized(r.dep, n*a), sized(r.top, n*a), sized(r.pair, n*a)
	net.ArcDep.Apply(r.dep, Rows(r.x, w), n)
	net.ArcTop.Apply(r.top, Rows(r.x, w), n)
	Relu(r.dep)
	Relu(r.top)
	net.Pair.Apply(r.pair, Rows(r.dep, a), n)
	stride := Lane(n + 1)
	r.topT, r.score = sized(r.topT, a*stride), sized(r.score, n*stride)
	clear(r.topT)
	for k := range a {
		row := r.topT[k*stride : (k+1)*stride]
		for i := range n {
			row[i] = r.top[i*a+k]
		}
		row[n] = net.Roots.W[k]
	}
	net.Distances(r.score, n, stride)
	MulAdd(r.score, stride, Rows(r.pair, a), r.topT, stride, n, stride, a)
}

// Distances fills score with what the distances alone say.
func (net *Network) Distances(score []float32, n, stride int) {
	for d := range n {
		row := score[d*stride : (d+1)*stride]
		for h := range n {
			row[h] = net.Dist[Distance(h, d)]
		}
		clear(row[n:])
	}
}

// relate sets Rels.
func (r *Reader) relate(n int) {
	net, w, k := r.net, r.net.Shape.Width, r.net.RelDep.Out
	r.relDep, r.relTop = sized(r.relDep, n*k), sized(r.relTop, n*k)
	net.RelDep.Apply(r.relDep, Rows(r.x, w), n)
	net.RelTop.Apply(r.relTop, Rows(r.x, w), n)
	roots := net.Roots.W[net.Roots.Out:][:k]
	for i, h := range r.Heads {
		top := roots
		if h >= 0 {
			top = r.relTop[h*k : (h+1)*k]
		}
		Add(r.relDep[i*k:(i+1)*k], top)
	}
	Relu(r.relDep)
	r.out = sized(r.out, n*net.Rel.Out)
	net.Rel.Apply(r.out, Rows(r.relDep, k), n)
	for i := range n {
		row := r.out[i*net.Rel.Out : i*net.Rel.Out+net.Shape.Rels]
		rel := r.root // the root's dependant, and it alone, is called that
		if r.root < 0 || r.Heads[i] >= 0 {
			if r.root >= 0 {
				row[r.root] = -1e9
			}
			rel = Greatest(row)
		}
		r.Rels = append(r.Rels, rel)
	}
}

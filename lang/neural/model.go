// Package neural is the network behind the tags and trees: kernels, layers and
// decoders. In come, for each word of a sentence, the numbers of its features
// (its form, its first and last letters, its shape); out go scores for each tag,
// and for the words the heads and relations of a projective tree. Each word's
// vector is the sum of the vectors of its features; quasi-recurrent layers that
// read the sentence both ways (Bradbury et al., ICLR 2017; highway as in Lei et
// al., EMNLP 2018) put it into its context; a biaffine scorer (Dozat and Manning,
// ICLR 2017) weighs each pair of words, and Eisner's algorithm (COLING 1996)
// finds the best projective tree with one root.
//
// An Encoder is another network: a pretrained transformer (Devlin et al., NAACL 2019)
// that gives each piece of a word a state in its context, off which heads read tags,
// trees, names and attributions. Its weights have eight bits, and so have the rows
// they are multiplied with; products are summed in whole numbers. The kernels for a
// processor, AVX2's or those of AVX-512 with VNNI, give the bits of their twins in
// Go, which run on all others.
//
// The package trains nothing: that is internal/train's. Nothing here knows English.
package neural

// Shape says how large the parts of a network are.
type Shape struct {
	Width  int // of a word's vector; half of it is read each way
	Layers int
	Arc    int // width in which pairs of words are weighed; 0 where there are no trees, only labels
	Rel    int // width in which relations are
	Tags   int // number of labels
	Rels   int
}

// Dense is a layer of weights: In rows of Out numbers, row by row, and a bias.
// Out is a multiple of Lanes.
type Dense struct {
	In, Out int
	W, B    []float32
	panels  []float32 // W in panels of Lanes columns, where it does not change any more
}

// Lane rounds n up to a multiple of Lanes.
func Lane(n int) int { return (n + Lanes - 1) / Lanes * Lanes }

// NewDense returns a layer of zeros.
func NewDense(in, out int) *Dense {
	out = Lane(out)
	return &Dense{In: in, Out: out, W: make([]float32, in*out), B: make([]float32, out)}
}

// Apply leaves in y what the layer makes of the n rows of x.
func (d *Dense) Apply(y []float32, x Matrix, n int) {
	for i := range n {
		copy(y[i*d.Out:(i+1)*d.Out], d.B)
	}
	if d.panels != nil && n > 0 {
		mulAdd(y, d.Out, x, d.panels, Lanes*d.In, Lanes, n, d.Out, d.In, fast)
		return
	}
	MulAdd(y, d.Out, x, d.W, d.Out, n, d.Out, d.In)
}

// pack lays W out in panels, which the cache holds better.
func (d *Dense) pack() {
	d.panels = make([]float32, 0, len(d.W))
	for j := 0; j < d.Out; j += Lanes {
		for i := range d.In {
			d.panels = append(d.panels, d.W[i*d.Out+j:i*d.Out+j+Lanes]...)
		}
	}
}

// A Network is the weights.
type Network struct {
	Shape  Shape
	Embed  []float32 // a row of Width for each feature; row 0 is for unknown words
	Layers []*Dense  // the first sees a word and its two neighbours
	Tag    *Dense    // on the layer before the last; on the last where there are no trees
	Fed    *Dense    // from the tags, as likely as they are, to the last layer
	ArcDep *Dense    // of the word as a dependant
	ArcTop *Dense    // of the word as a head
	Pair   *Dense    // from dependant to head
	RelDep *Dense
	RelTop *Dense
	Rel    *Dense
	Roots  *Dense // the root's vectors: W holds Arc numbers, B's place is not used
	Dist   []float32
}

// Distances is how many steps of distance between head and dependant are told
// apart, the directions counted.
const Distances = 32

// Distance returns the step of a head at place h and a dependant at d.
func Distance(h, d int) int {
	k, side := h-d, 0
	if k < 0 {
		k, side = -k, 16
	}
	switch {
	case k <= 8:
	case k <= 12:
		k = 9
	case k <= 16:
		k = 10
	case k <= 24:
		k = 11
	case k <= 40:
		k = 12
	default:
		k = 13
	}
	return side + k
}

// New returns a network of zeros for a number of features.
func New(s Shape, features int) *Network {
	n := &Network{Shape: s, Embed: make([]float32, features*s.Width), Dist: make([]float32, Distances)}
	for l := range s.Layers {
		in := s.Width
		if l == 0 {
			in *= 3
		}
		n.Layers = append(n.Layers, NewDense(in, 3*s.Width))
	}
	n.Tag = NewDense(s.Width, s.Tags)
	if s.Arc == 0 {
		return n
	}
	n.Fed = NewDense(n.Tag.Out, s.Width)
	n.ArcDep, n.ArcTop, n.Pair = NewDense(s.Width, s.Arc), NewDense(s.Width, s.Arc), NewDense(s.Arc, s.Arc)
	n.RelDep, n.RelTop, n.Rel = NewDense(s.Width, s.Rel), NewDense(s.Width, s.Rel), NewDense(s.Rel, s.Rels)
	n.Roots = NewDense(2, max(s.Arc, s.Rel))
	return n
}

// Parts returns all layers of weights in the order in which they are stored.
func (n *Network) Parts() []*Dense {
	if n.Shape.Arc == 0 {
		return append(append([]*Dense(nil), n.Layers...), n.Tag)
	}
	return append(append([]*Dense(nil), n.Layers...), n.Tag, n.Fed, n.ArcDep, n.ArcTop, n.Pair, n.RelDep, n.RelTop, n.Rel, n.Roots)
}

// Gates turns the n rows of g, as a layer leaves them, into its gates in place
// (candidate, forget and output gate of each direction), and leaves in c the
// states and in h what the layer gives for its words, whose vectors are x.
func Gates(g, c, h, x []float32, n, width int) {
	half := width / 2
	for i := range n {
		row := g[i*3*width : (i+1)*3*width]
		for s := 0; s < len(row); s += 3 * half {
			Tanh(row[s : s+half])
			Sigmoid(row[s+half : s+3*half])
		}
	}
	for i := range n {
		var last []float32
		if i > 0 {
			last = c[(i-1)*width : (i-1)*width+half]
		}
		scan(g[i*3*width:], c[i*width:i*width+half], last, h[i*width:i*width+half], x[i*width:i*width+half])
	}
	for i := n - 1; i >= 0; i-- {
		var last []float32
		if i+1 < n {
			last = c[(i+1)*width+half : (i+2)*width]
		}
		scan(g[i*3*width+3*half:], c[i*width+half:(i+1)*width], last, h[i*width+half:(i+1)*width], x[i*width+half:(i+1)*width])
	}
}

// scan makes one step of one direction. The conversions forbid rounding a product
// and a sum in one step, which some processors would do.
func scan(g, c, last, h, x []float32) {
	n := len(c)
	z, f, o := g[:n], g[n:2*n], g[2*n:3*n]
	h, x = h[:n], x[:n]
	if last == nil {
		for k := range c {
			c[k] = (1 - f[k]) * z[k]
			h[k] = x[k] + float32(o[k]*(c[k]-x[k]))
		}
		return
	}
	last = last[:n]
	for k := range c {
		c[k] = z[k] + float32(f[k]*(last[k]-z[k]))
		h[k] = x[k] + float32(o[k]*(c[k]-x[k]))
	}
}

// Window leaves in y each of the n rows of x between its two neighbours; zeros
// stand outside.
func Window(y, x []float32, n, width int) {
	for i := range n {
		row := y[i*3*width : (i+1)*3*width]
		if i > 0 {
			copy(row, x[(i-1)*width:i*width])
		} else {
			clear(row[:width])
		}
		copy(row[width:], x[i*width:(i+1)*width])
		if i+1 < n {
			copy(row[2*width:], x[(i+1)*width:(i+2)*width])
		} else {
			clear(row[2*width:])
		}
	}
}

// Softmax turns the n rows of width numbers, of which the first labels count, into
// likelihoods.
func Softmax(v []float32, n, width, labels int) {
	for i := range n {
		row := v[i*width : i*width+labels]
		clear(v[i*width+labels : (i+1)*width])
		top := row[Greatest(row)]
		sum := float32(0)
		for k, x := range row {
			row[k] = Exp(x - top)
			sum += row[k]
		}
		for k := range row {
			row[k] /= sum
		}
	}
}

// Relu sets what is below zero to zero.
func Relu(v []float32) {
	if n := len(v) &^ 7; fast && n > 0 {
		relus(&v[0], n)
		v = v[n:]
	}
	for i, x := range v {
		if x < 0 {
			v[i] = 0
		}
	}
}

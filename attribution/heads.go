package attribution

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// taught is the encoder's weights that read attributions off the states of words.
// Goroutines share them.
type taught struct {
	labels []string // O, B, I
	kinds  [len(Labels)]*neural.Linear
	next   [len(Labels)][]float32 // scores of the steps from label to label

	// A part, which is a source or a content, and a cue each give a vector, with a
	// one behind it; what one of them makes of the other is the score of the tie.
	part, cue *neural.Linear
	tie       *neural.Linear // for a cue's vector, what a part's is multiplied with: sources', then contents'
	none      []float32      // likewise, where there is no cue
	distance  []float32      // of each size of distance, sources' and then contents'
}

// sizes is how many sizes of distance are told apart.
const sizes = 16

// newTaught takes them from an encoder.
func newTaught(e *neural.Encoder) (*taught, error) {
	t := &taught{labels: e.Labels("part"), part: e.Linear("link.part"), cue: e.Linear("link.cue"), tie: e.Linear("link.L"),
		none: e.Table("link.none"), distance: e.Table("link.distance")}
	fail := func(name string) (*taught, error) {
		return nil, fmt.Errorf("attribution: %w: the encoder's %q is missing or has the wrong size", assay.ErrInvalid, name)
	}
	if !slices.Equal(t.labels, []string{"O", "B", "I"}) {
		return fail("labels of parts")
	}
	for k, name := range Labels {
		t.kinds[k], t.next[k] = e.Linear(name), e.Table(name+".next")
		if t.kinds[k] == nil || t.kinds[k].In != e.Width || t.kinds[k].Out != len(t.labels) {
			return fail(name)
		}
		if len(t.next[k]) != len(t.labels)*len(t.labels) {
			return fail(name + ".next")
		}
	}
	switch {
	case t.part == nil || t.part.In != e.Width:
		return fail("link.part")
	case t.cue == nil || t.cue.In != e.Width || t.cue.Out != t.part.Out:
		return fail("link.cue")
	case t.tie == nil || t.tie.In != t.cue.Out+1 || t.tie.Out != 2*(t.part.Out+1):
		return fail("link.L")
	case len(t.none) != 2*(t.part.Out+1):
		return fail("link.none")
	case len(t.distance) != 2*sizes:
		return fail("link.distance")
	}
	return t, nil
}

// A careful reader reads reports by the states of their words. It is for one
// goroutine.
type careful struct {
	*taught
	chains [len(Labels)]*neural.Chain
	scores []float32
}

var weights = sync.OnceValues(func() (*taught, error) {
	e, err := en.Encoder()
	if err != nil {
		return nil, err
	}
	return newTaught(e)
})

// newCareful returns a careful reader with the built-in weights. The first call in a
// program reads them.
func newCareful() (*careful, error) {
	t, err := weights()
	if err != nil {
		return nil, err
	}
	return carefulBy(t), nil
}

func carefulBy(t *taught) *careful {
	c := &careful{taught: t}
	for k := range c.chains {
		c.chains[k] = neural.NewChain(t.labels, t.next[k])
	}
	return c
}

// Read returns the attributions of doc, whose tokens have states. Each stretch that
// was encoded together is read by itself; pieces that an edge has cut are joined.
func (c *careful) Read(doc *assay.Doc) []assay.Attribution {
	s := &doc.States
	all := neural.Rows8{Width: s.Width, Data: s.Data, Scales: s.Scales}
	var pieces []Piece
	var to []int
	for i, lo := range s.Windows {
		hi := int32(s.Len())
		if i+1 < len(s.Windows) {
			hi = s.Windows[i+1]
		}
		rows := all.Slice(int(lo), int(hi))
		found := c.pieces(rows)
		ties := c.ties(rows, found)
		base := len(pieces)
		for k, p := range found {
			p.From, p.To = p.From+int(lo), p.To+int(lo)
			pieces = append(pieces, p)
			if ties[k] >= 0 {
				ties[k] += base
			}
			to = append(to, ties[k])
		}
	}
	goOn(pieces, to, s.Windows)
	return attributions(doc, pieces, to)
}

// pieces returns the pieces of a window, in text order. Its rows are the states of
// its words, from which pieces count.
func (c *careful) pieces(rows neural.Rows8) (list []Piece) {
	n, width := len(rows.Scales), len(c.labels)
	if cap(c.scores) < n*width {
		c.scores = make([]float32, 2*n*width)
	}
	scores := c.scores[:n*width]
	for kind, head := range c.kinds {
		head.Apply(scores, rows)
		path := c.chains[kind].Best(scores, width, n)
		c.chains[kind].Marginals(scores, width, n)
		for i, l := range path {
			if l == 0 {
				continue
			}
			p := 1 - float64(scores[i*width])
			if c.labels[l] == "B" {
				list = append(list, Piece{Kind: kind, From: i, To: i + 1, Confidence: p})
				continue
			}
			last := &list[len(list)-1]
			last.To, last.Confidence = i+1, min(last.Confidence, p)
		}
	}
	slices.SortStableFunc(list, func(a, b Piece) int { return cmp.Compare(a.From, b.From) })
	return list
}

// ties returns, for each piece of a window, the cue among them that it belongs to, or
// -1: the likeliest, if it is likelier than none. How likely weighs down the
// confidence of the piece.
func (c *careful) ties(rows neural.Rows8, pieces []Piece) []int {
	var cues, parts []int
	for i, p := range pieces {
		if p.Kind == Cue {
			cues = append(cues, i)
		} else {
			parts = append(parts, i)
		}
	}
	var list []tie
	chance := map[[2]int]float64{} // of a piece and a cue
	if len(cues) > 0 && len(parts) > 0 {
		size := c.part.Out + 1
		vectors := neural.Rows8{Width: size}
		for row := range slices.Chunk(c.vectors(c.cue, rows, pieces, cues), size) {
			vectors.Append(row)
		}
		ways := make([]float32, len(cues)*2*size)
		c.tie.Apply(ways, vectors)
		mine := c.vectors(c.part, rows, pieces, parts)
		chances := make([]float32, 1+len(cues))
		for k, i := range parts {
			p, kind := mine[k*size:(k+1)*size], pieces[i].Kind/Content // 0 of sources, 1 of contents
			chances[0] = neural.Dot(p, c.none[kind*size:(kind+1)*size])
			for j, q := range cues {
				far := distance(pieces[q].From - pieces[i].From)
				chances[1+j] = neural.Dot(p, ways[(2*j+kind)*size:(2*j+kind+1)*size]) + c.distance[kind*sizes+far]
			}
			neural.Softmax(chances, 1, len(chances), len(chances))
			for j, q := range cues {
				chance[[2]int{i, q}] = float64(chances[1+j])
				list = append(list, tie{i, q, float64(chances[1+j] - chances[0])})
			}
		}
	}
	to := surest(pieces, list, 0)
	for _, i := range parts {
		if to[i] >= 0 {
			pieces[i].Confidence *= chance[[2]int{i, to[i]}]
		}
	}
	return to
}

// vectors returns what a head makes of the ends of some pieces, with a one behind
// each.
func (c *careful) vectors(head *neural.Linear, rows neural.Rows8, pieces []Piece, some []int) []float32 {
	ends := neural.Rows8{Width: rows.Width}
	mean := make([]float32, rows.Width)
	for _, i := range some {
		a, b := pieces[i].From, pieces[i].To-1
		for k := range mean {
			mean[k] = (float32(float32(rows.Data[a*rows.Width+k])*rows.Scales[a]) + float32(float32(rows.Data[b*rows.Width+k])*rows.Scales[b])) / 2
		}
		ends.Append(mean)
	}
	out := make([]float32, len(some)*head.Out)
	head.Apply(out, ends)
	neural.Gelu(out)
	var list []float32
	for row := range slices.Chunk(out, head.Out) {
		list = append(append(list, row...), 1)
	}
	return list
}

// distance sorts how many words lie between the beginnings of a part and a cue, less
// than 0 where the cue comes first, into sizes: each is twice the one before.
func distance(words int) int {
	if words < 0 {
		return sizes/2 - min(bits.Len(uint(1-words))-1, sizes/2)
	}
	return sizes/2 + min(bits.Len(uint(1+words))-1, sizes/2-1)
}

// goOn joins pieces that the edges between windows have cut: a content that begins with
// the first word of a window, behind one that ends with the last word of the window
// before, goes to the same cue where only one of them is tied. ("It has rained for a
// week, and it will" ends one; "rain for another,” said the mayor" begins the next.)
// Where both are tied they stay what they are: two contents may well stand side by
// side. edges are the first tokens of the windows.
func goOn(pieces []Piece, to []int, edges []int32) {
	type joint struct{ left, right int }
	var joints []joint
	begins, ends := map[int32]int{}, map[int32]int{}
	for i, p := range pieces {
		if p.Kind == Content {
			begins[int32(p.From)], ends[int32(p.To)] = i, i
		}
	}
	for _, edge := range edges {
		left, ok := ends[edge]
		right, ok2 := begins[edge]
		if ok && ok2 {
			joints = append(joints, joint{left, right})
		}
	}
	for _, j := range joints { // one may run over several windows
		if to[j.right] < 0 {
			to[j.right] = to[j.left]
		}
	}
	for _, j := range slices.Backward(joints) {
		if to[j.left] < 0 {
			to[j.left] = to[j.right]
		}
	}
}

package attribution

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"assay"
	"assay/lang/neural"
)

// A Link is a way to tie a piece to a cue, or to none where Cue is -1.
type Link struct {
	Cue      int // index among the pieces
	Features []uint64
}

// furthest is how many cues before and behind a piece are looked at.
const furthest = 4

// Links returns the ways to tie piece i, a source or a content: to none, and to
// the nearest cues on both sides.
func (s *Sight) Links(pieces []Piece, i int) []Link {
	list := []Link{{Cue: -1, Features: s.alone(&pieces[i])}}
	for _, step := range []int{-1, 1} {
		var between [3]int
		for j, cues := i+step, 0; j >= 0 && j < len(pieces) && cues < furthest; j += step {
			if pieces[j].Kind == Cue {
				list = append(list, Link{j, s.link(&pieces[i], &pieces[j], step, between)})
				cues++
			}
			between[pieces[j].Kind]++
		}
	}
	return list
}

// alone returns the features of a piece that is tied to nothing.
func (s *Sight) alone(p *Piece) []uint64 {
	b := neural.Bag{Kind: 100 * uint64(p.Kind+1)}
	b.Add(0)
	b.Add(uint64(s.quote[p.From]))
	b.Add(uint64(steps(p.To - p.From)))
	return b.Features
}

// link returns the features of the tie of piece p to cue q, which stands to its
// left (side -1) or right; between counts the pieces of each kind that lie between.
func (s *Sight) link(p, q *Piece, side int, between [3]int) []uint64 {
	from, to := p.To, q.From
	if side < 0 {
		from, to = q.To, p.From
	}
	b := neural.Bag{Kind: 1000 * uint64(2*p.Kind+(side+1)/2+1)}
	near := uint64(steps(to - from))
	apart := s.breaks(from, to)
	ph, qh := s.headOf(p), s.headOf(q)
	cue, head := s.hashes[qh], int(s.doc.Tokens[ph].Head)
	b.Add(0)
	b.Add(near)
	b.Add(apart)
	b.Add(neural.Mix(near, apart))
	b.Add(uint64(min(between[Cue], 3)))
	b.Add(uint64(min(between[Source], 3)))
	b.Add(uint64(min(between[Content], 3)))
	b.Add(uint64(min(between[Cue], 2)*9 + min(between[Source], 2)*3 + min(between[Content], 2)))
	b.Add(neural.Mix(uint64(min(between[Cue], 2)*9+min(between[Source], 2)*3+min(between[Content], 2)), apart))
	// how the trees tie them
	tie := bit(head == qh)<<0 | bit(s.doc.Tokens[qh].Head == int32(ph))<<1 | bit(s.clause[ph] == qh)<<2 |
		bit(s.doc.Tokens[s.clause[ph]].Head == int32(qh))<<3 | bit(s.clause[ph] == s.clause[qh])<<4 | bit(head >= 0 && head == int(s.doc.Tokens[qh].Head))<<5
	b.Add(tie)
	b.Add(neural.Mix(tie, s.hashes[ph].rel))
	b.Add(neural.Mix(tie, neural.Mix(s.hashes[ph].rel, cue.xpos)))
	b.Add(neural.Mix(bit(tie != 0), uint64(min(between[Cue], 2))))
	// quotation marks
	marks := uint64(s.quote[p.From])*4 + uint64(s.quote[p.To-1])
	b.Add(marks*4 + uint64(s.quote[q.From]))
	b.Add(neural.Mix(marks*4+uint64(s.quote[q.From]), apart))
	// the cue
	b.Add(cue.xpos)
	b.Add(neural.Mix(cue.xpos, near))
	b.Add(cue.lemma)
	b.Add(neural.Mix(cue.lemma, bit(apart > 0)))
	return b.Features
}

// steps sorts a number of tokens into a few sizes.
func steps(n int) int {
	for k, limit := range []int{0, 1, 2, 3, 5, 8, 13, 21, 40} {
		if n <= limit {
			return k
		}
	}
	return 9
}

// breaks says what lies between two tokens: nothing, the end of a sentence, of
// several, of a paragraph.
func (s *Sight) breaks(from, to int) uint64 {
	last := min(max(to, from), len(s.sentence)-1)
	n := 0
	for k := last; k > 0 && int(s.sentence[k]) > from-1 && n < 3; k = int(s.sentence[k]) - 1 {
		n++
	}
	if n > 0 && from > 0 && strings.Contains(s.doc.Text[s.doc.Tokens[from-1].Span.End:s.doc.Tokens[last].Span.Start], "\n") {
		return uint64(n + 4)
	}
	return uint64(n)
}

// headOf returns the first token of p that hangs on one outside it.
func (s *Sight) headOf(p *Piece) int {
	for k := p.From; k < p.To; k++ {
		if h := int(s.doc.Tokens[k].Head); (h < p.From || h >= p.To) && s.doc.Tokens[k].POS != "PUNCT" {
			return k
		}
	}
	return p.From
}

// Weights weigh the features of links.
type Weights map[uint64]float64

// Weigh returns the sum of the weights of features.
func (w Weights) Weigh(features []uint64) float64 {
	sum := 0.0
	for _, f := range features {
		sum += w[f]
	}
	return sum
}

// ReadWeights reads the stored form: a feature and a weight on each line.
func ReadWeights(text string) (Weights, error) {
	w := Weights{}
	sc := bufio.NewScanner(strings.NewReader(text))
	for sc.Scan() {
		feature, weight, _ := strings.Cut(sc.Text(), " ")
		f, err := strconv.ParseUint(feature, 16, 64)
		v, err2 := strconv.ParseFloat(weight, 64)
		if err != nil || err2 != nil {
			return nil, fmt.Errorf("links: %w: %q", assay.ErrInvalid, sc.Text())
		}
		w[f] = v
	}
	return w, nil
}

var linkWeights = sync.OnceValues(func() (Weights, error) { return ReadWeights(links) })

// doubtful is how far below that of no cue the score of a tie may be. The weights
// are learnt on what labellers find that saw half the reports, and so are warier than
// the labeller deserves that saw all.
const doubtful = -1

// Tie returns, for each piece, the cue that it belongs to, or -1.
func (s *Sight) Tie(pieces []Piece, w Weights) []int {
	var list []tie
	for i := range pieces {
		if pieces[i].Kind == Cue {
			continue
		}
		ways := s.Links(pieces, i)
		none := w.Weigh(ways[0].Features)
		for _, l := range ways[1:] {
			list = append(list, tie{i, l.Cue, w.Weigh(l.Features) - none})
		}
	}
	return surest(pieces, list, doubtful)
}

// A tie is of a piece, a source or a content, to a cue.
type tie struct {
	piece, cue int // among the pieces
	score      float64
}

// surest returns, for each piece, the cue that it belongs to, or -1. The surest ties
// are made first, none with a score below least. A cue has one source.
func surest(pieces []Piece, list []tie, least float64) []int {
	to := make([]int, len(pieces))
	for i := range to {
		to[i] = -1
	}
	slices.SortStableFunc(list, func(a, b tie) int { return cmp.Compare(b.score, a.score) })
	taken := make([]bool, len(pieces))
	for _, t := range list {
		if t.score < least || to[t.piece] >= 0 || pieces[t.piece].Kind == Source && taken[t.cue] {
			continue
		}
		to[t.piece] = t.cue
		if pieces[t.piece].Kind == Source {
			taken[t.cue] = true
		}
	}
	return to
}

// attributions makes attributions of pieces that are tied.
func attributions(doc *assay.Doc, pieces []Piece, to []int) []assay.Attribution {
	var list []assay.Attribution
	at := make([]int, len(pieces)) // of each cue, its attribution
	for i, p := range pieces {
		if p.Kind == Cue {
			at[i] = len(list)
			list = append(list, assay.Attribution{Cue: []assay.Span{doc.Cover(p.From, p.To)}, Confidence: p.Confidence})
		}
	}
	for i, p := range pieces {
		if p.Kind == Cue || to[i] < 0 {
			continue
		}
		a := &list[at[to[i]]]
		span := doc.Cover(p.From, p.To)
		if p.Kind == Source {
			a.Source = append(a.Source, span)
		} else {
			a.Content = append(a.Content, span)
		}
		a.Confidence = min(a.Confidence, p.Confidence)
	}
	return list
}

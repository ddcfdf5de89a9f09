package event

import (
	"slices"

	"assay/lang/neural"
)

// A reader reads one report. It is for one goroutine.
type reader struct {
	*Sight
	h      *heads
	number []int32      // of each token, which of the rows below is its, or none
	tokens neural.Rows8 // vectors of the tokens that are looked at
	sites  []float32    // vectors of the places
	desk   *neural.Desk // cleared for each chunk of tokens, row or mover
}

// newReader prepares the vectors of the tokens that will be looked at.
func newReader(s *Sight, h *heads) *reader {
	r := &reader{Sight: s, h: h, number: make([]int32, len(s.Tokens)), desk: neural.OpenDesk()}
	for i := range r.number {
		r.number[i] = none
	}
	var list []int
	need := func(i int) {
		if i >= 0 && r.number[i] == none {
			r.number[i] = int32(len(list))
			list = append(list, i)
		}
	}
	for k := range s.Rows {
		row := &s.Rows[k]
		for _, i := range [...]int{row.At, row.Head, row.Above, row.Trigger} {
			need(i)
		}
		for _, i := range row.Words {
			need(i)
		}
	}
	for k := range s.Movers {
		need(s.Movers[k].At)
		need(s.Movers[k].Above)
	}
	var sites []int
	for p := range s.Places {
		i := max(0, s.PlaceToken(p)) // that of the first where it has none
		sites = append(sites, i)
		need(s.Above(i))
	}
	states := neural.Rows8{Width: s.States.Width, Data: s.States.Data, Scales: s.States.Scales}
	r.sites = h.site.Of(states.Pick(sites))
	neural.Relu(r.sites)
	r.tokens = neural.Rows8{Width: h.width, Data: make([]int8, 0, len(list)*h.width), Scales: make([]float32, 0, len(list))}
	d := r.desk
	for part := range slices.Chunk(list, 64) {
		d.Clear()
		words := d.Floats(len(part) * h.pieces.Width)
		for n, i := range part {
			r.pieces(words[n*h.pieces.Width:(n+1)*h.pieces.Width], i)
		}
		x := d.Of(h.token, d.Pick(states, part))
		neural.Add(x, d.Of(h.piece, d.Small(words, h.pieces.Width)))
		neural.Relu(x)
		for row := range slices.Chunk(x, h.width) {
			r.tokens.Append(row)
		}
	}
	return r
}

// pieces sets x to the sum of the vectors of token i's pieces.
func (r *reader) pieces(x []float32, i int) {
	clear(x)
	r.h.pieces.AddAll(x, r.States.Pieces[i][:])
}

// of returns what l makes of some tokens.
func (r *reader) of(l *neural.Linear, tokens []int) []float32 {
	rows := make([]int, len(tokens))
	for n, i := range tokens {
		rows[n] = int(r.number[max(i, 0)])
	}
	return l.Of(r.tokens.Pick(rows))
}

// An account is what the heads make of a row.
type account struct {
	row     int       // in Sight.Rows
	answers []float32 // scores, in the order of the constants, those of the types behind
	vector  []float32
	words   []float32 // how likely each of the row's words names what happened
}

// accounts reads the rows that have words.
func (r *reader) accounts() []account {
	h := r.h
	var list []account
	var at, head, above, trigger []int
	for k := range r.Rows {
		if row := &r.Rows[k]; row.At != none {
			list = append(list, account{row: k})
			at, head, above, trigger = append(at, row.At), append(head, row.Head), append(above, row.Above), append(trigger, row.Trigger)
		}
	}
	if len(list) == 0 {
		return nil
	}
	d, size := h.width, h.pieces.Width
	z := r.of(h.at, at)
	neural.Add(z, r.of(h.head, head))
	neural.Add(z, r.of(h.above, above))
	neural.Add(z, r.of(h.trigger, trigger))
	f := make([]uint32, 0, 64)
	for n := range list {
		f = r.RowFeatures(list[n].row, f[:0])
		h.own.AddTo(z[n*d:(n+1)*d], f)
	}
	neural.Relu(z)
	mine, theirs := h.words.row.Of(neural.Small(z, d)), h.words.token.Of(r.tokens)
	said := make([]float32, len(list)*size)
	both := make([]float32, 0, 2*len(z))
	hidden, pieces := make([]float32, h.half), make([]float32, size)
	for n := range list {
		a := &list[n]
		row := &r.Rows[a.row]
		own := z[n*d : (n+1)*d]
		p := make([]float32, len(row.Words)+1)
		for k, j := range row.Words {
			copy(hidden, mine[n*h.half:(n+1)*h.half])
			t := int(r.number[j])
			neural.Add(hidden, theirs[t*h.half:(t+1)*h.half])
			f = r.WordFeatures(a.row, j, f[:0])
			h.words.own.AddTo(hidden, f)
			neural.Relu(hidden)
			p[k] = neural.Dot(hidden, h.wordScore)
		}
		p[len(row.Words)] = neural.Dot(own, h.wordNone[:d]) + h.wordNone[d]
		neural.Softmax(p, 1, len(p), len(p))
		mean := make([]float32, d)
		for k, j := range row.Words {
			t := int(r.number[j])
			for i, v := range r.tokens.Data[t*d : (t+1)*d] {
				mean[i] += float32(float32(p[k]*r.tokens.Scales[t]) * float32(v))
			}
			r.pieces(pieces, j)
			neural.AddTimes(said[n*size:(n+1)*size], pieces, p[k])
		}
		a.words = p
		both = append(append(both, own...), mean...)
	}
	v := h.row.Of(neural.Small(both, 2*d))
	neural.Relu(v)
	out, lexical := h.out.Of(neural.Small(v, d)), h.lexical.Of(neural.Small(said, size))
	for n := range list {
		list[n].vector = v[n*d : (n+1)*d]
		list[n].answers = out[n*h.out.Out : (n+1)*h.out.Out]
		neural.Add(list[n].answers[typesFrom:], lexical[n*h.lexical.Out:(n+1)*h.lexical.Out])
	}
	return list
}

// vectors returns the vectors of accounts as rows.
func (r *reader) vectors(list []account) neural.Rows8 {
	all := make([]float32, 0, len(list)*r.h.width)
	for n := range list {
		all = append(all, list[n].vector...)
	}
	return neural.Small(all, r.h.width)
}

// score returns what p says of one row with each of some others; own and all are what its
// layers made of the row and of all others, features gives those of one. It is valid until
// the next call.
func (r *reader) score(p *pair, own, all []float32, which []int, features func(k int, list []uint32) []uint32) []float32 {
	r.desk.Clear()
	half := p.row.Out
	x := r.desk.Floats(len(which) * half)
	f := make([]uint32, 0, 64)
	for i, k := range which {
		row := x[i*half : (i+1)*half]
		copy(row, own)
		neural.Add(row, all[k*half:(k+1)*half])
		f = features(k, f[:0])
		p.own.AddTo(row, f)
	}
	neural.Relu(x)
	return r.desk.Of(p.out, r.desk.Small(x, half))
}

// ofPlaces returns what the layers of p make of the places of the report, a row each.
func (r *reader) ofPlaces(p *pair) []float32 {
	above := make([]int, len(r.Places))
	for k := range r.Places {
		above[k] = r.Above(max(0, r.PlaceToken(k)))
	}
	x := p.token.Of(neural.Small(r.sites, r.h.width))
	neural.Add(x, r.of(p.above, above))
	return x
}

// A scene is how likely places are where the figure of an account happened.
type scene struct {
	places  []int
	chances []float32
}

// scenes returns the scene of each account.
func (r *reader) scenes(list []account) []scene {
	scenes := make([]scene, len(list))
	all := r.ofPlaces(&r.h.places)
	rows := r.h.places.row.Of(r.vectors(list))
	half := r.h.half
	for n := range list {
		sc, row := &scenes[n], &r.Rows[list[n].row]
		r.EachPlace(&row.Candidate, func(p int) { sc.places = append(sc.places, p) })
		p := r.score(&r.h.places, rows[n*half:(n+1)*half], all, sc.places, func(p int, f []uint32) []uint32 {
			return r.SceneFeatures(list[n].row, p, f)
		})
		p = append(p, list[n].answers[isNowhere])
		neural.Softmax(p, 1, len(p), len(p))
		sc.chances = p[:len(sc.places)]
	}
	return scenes
}

// A course is what the heads make of a mover that moved.
type course struct {
	mover  int
	status string
	ends   [allEnds][]int // places by which end they are
}

// leastMove is how likely somebody moved if a movement is made of it.
const leastMove = 0.1

// courses reads the movers.
func (r *reader) courses() (list []course) {
	h := r.h
	if len(r.Movers) == 0 {
		return nil
	}
	at, above := make([]int, len(r.Movers)), make([]int, len(r.Movers))
	for k := range r.Movers {
		at[k], above[k] = r.Movers[k].At, r.Movers[k].Above
	}
	d, half := h.width, h.half
	z := r.of(h.moverAt, at)
	neural.Add(z, r.of(h.moverAbove, above))
	f := make([]uint32, 0, 64)
	for k := range r.Movers {
		f = r.MoverFeatures(&r.Movers[k], f[:0])
		h.moverOwn.AddTo(z[k*d:(k+1)*d], f)
	}
	neural.Relu(z)
	rows := neural.Small(z, d)
	out := h.moverOut.Of(rows)
	words := neural.Rows8{Width: h.pieces.Width, Data: make([]int8, 0, len(above)*h.pieces.Width), Scales: make([]float32, 0, len(above))}
	pieces := make([]float32, words.Width)
	for _, i := range above {
		r.pieces(pieces, i)
		words.Append(pieces)
	}
	neural.Add(out, h.moverWords.Of(words))
	var own, all []float32
	for k := range r.Movers {
		answers := out[k*h.moverOut.Out : (k+1)*h.moverOut.Out]
		if neural.Chance(answers[0]) < leastMove {
			continue
		}
		if all == nil {
			own, all = h.ends.row.Of(rows), r.ofPlaces(&h.ends)
		}
		c := course{mover: k, status: h.states[neural.Greatest(answers[1:])]}
		var which []int
		r.Around(&r.Movers[k], func(p int) { which = append(which, p) })
		p := r.score(&h.ends, own[k*half:(k+1)*half], all, which, func(p int, f []uint32) []uint32 {
			return r.EndFeatures(&r.Movers[k], p, f)
		})
		for n, place := range which {
			end := neural.Greatest(p[n*allEnds : (n+1)*allEnds])
			if end != noEnd && !r.listed(c.ends[end], place) {
				c.ends[end] = append(c.ends[end], place)
			}
		}
		if len(c.ends[from])+len(c.ends[to]) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// listed reports whether a place of the same entry as p is in the list.
func (r *reader) listed(list []int, p int) bool {
	for _, k := range list {
		if r.Entry(k) == r.Entry(p) {
			return true
		}
	}
	return false
}

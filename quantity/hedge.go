package quantity

import (
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// A hedge is a run of words beside a number that limits it.
type hedge struct {
	words  []string
	bound  assay.Bound
	before en.Follower // what may follow one behind the number
}

// hedges stand before the number, listed by their last word.
var hedges = func() map[string][]hedge {
	m := map[string][]hedge{}
	for bound, phrases := range map[assay.Bound]string{assay.AtMost: list.AtMost, assay.AtLeast: list.AtLeast, assay.Approx: list.About} {
		for p := range strings.SplitSeq(phrases, "|") {
			ws := strings.Fields(p)
			last := ws[len(ws)-1]
			m[last] = append(m[last], hedge{words: ws, bound: bound})
		}
	}
	return m
}()

// behind are those that stand behind the number, listed by their first word.
var behind = func() map[string][]hedge {
	m := map[string][]hedge{}
	for bound, all := range map[assay.Bound]map[en.Follower]string{assay.AtMost: list.AtMostBehind, assay.AtLeast: list.AtLeastBehind, assay.Approx: list.AboutBehind} {
		for before, phrases := range all {
			for p := range strings.SplitSeq(phrases, "|") {
				ws := strings.Fields(p)
				m[ws[0]] = append(m[ws[0]], hedge{ws, bound, before})
			}
		}
	}
	return m
}()

// leftHedge returns the bound of the hedge that ends before word i, where it
// begins, and whether there is one.
func (r *reader) leftHedge(i int) (bound assay.Bound, lo int, ok bool) {
	if q := r.at(i - 1); (q == "“" || q == `"`) && r.leftHedged(i-1) { // "more than “7 million"
		i--
	}
	lo = r.beforeFillers(i)
	if lo < i {
		if _, n := r.oneHedge(lo); n == 0 {
			return 0, i, false
		}
	}
	for range 3 { // "perhaps as many as about 50"
		h, n := r.oneHedge(lo)
		if n == 0 {
			break
		}
		if !ok || bound == assay.Approx && h != assay.Approx {
			bound = h
		}
		lo -= n
		ok = true
	}
	// a hedge outside the span ends it: "topped about 500" shows "about 500"
	for lo < i {
		n := r.outsideAt(lo, i)
		if n == 0 {
			break
		}
		lo += n
	}
	return bound, lo, ok
}

// beforeFillers returns the word after the hedge of "at least another 12", "at least
// a further 12", "about a 60 percent rise", if one may stand there; else i.
func (r *reader) beforeFillers(i int) int {
	k := i
	for k > 1 && list.Adding[r.at(k-1)] {
		k--
	}
	if !en.IsA(r.at(k-1)) || k == i && list.Prepositions[r.at(k-2)] {
		return k
	}
	return k - 1
}

func (r *reader) outsideAt(lo, i int) int {
	if list.Outside[r.at(lo)] {
		return 1
	}
	if lo+1 < i && list.Outside[r.at(lo)+" "+r.at(lo+1)] {
		return 2
	}
	return 0
}

func (r *reader) leftHedged(i int) bool {
	_, _, ok := r.leftHedge(i)
	return ok
}

// oneHedge returns the bound and length of the longest hedge that ends before i.
func (r *reader) oneHedge(i int) (bound assay.Bound, n int) {
	if i == 0 || r.words[i-1].kind == piece.Symbol && r.at(i-1) != "~" {
		return 0, 0
	}
	if r.at(i-1) == "~" {
		return assay.Approx, 1
	}
	for _, h := range hedges[r.at(i-1)] {
		if len(h.words) > n && r.ends(i, h.words) {
			bound, n = h.bound, len(h.words)
		}
	}
	if n == 2 && bound == assay.AtMost && r.at(i-2) == en.Up && list.Moves[r.at(i-3)] {
		return 0, 0 // "could go up to 45": a level
	}
	if n != 1 {
		return bound, n
	}
	prev := r.at(i - 2)
	switch w := r.at(i - 1); {
	case w == en.About && list.AboutTopics[prev], list.Abouts[w] && list.AllAbout[prev],
		list.Overs[w] && (list.OverTopics[prev] || prev == en.All),
		list.Unders[w] && list.UnderTopics[prev],
		w == en.Past && !list.Ups[prev] && !list.PastMoves[prev], // "climbed past 300", not "the past nine elections"
		w == en.Near: // "near 300 homes" is a place more often than a number
		return 0, 0
	}
	return bound, n
}

// ends reports whether ws stands before word i.
func (r *reader) ends(i int, ws []string) bool {
	if i < len(ws) {
		return false
	}
	for k, w := range ws {
		if r.words[i-len(ws)+k].w != w {
			return false
		}
	}
	return true
}

// rightHedge returns the bound of the hedge that begins at word k, where it
// ends, and whether there is one.
func (r *reader) rightHedge(k int) (bound assay.Bound, hi int, ok bool) {
	next := r.at(k + 1)
	switch r.at(k) {
	case "+":
		return assay.AtLeast, k + 1, r.glued(k)
	case en.Plus:
		return assay.AtLeast, k + 1, numbers[next].class == noNumber && next != en.A && signs[next] == "" && (k+1 >= len(r.words) || r.words[k+1].kind != piece.Digits)
	case "-":
		switch {
		case !r.glued(k):
		case next == en.Plus && r.glued(k+1):
			return assay.AtLeast, k + 2, true
		case next == en.Odd: // "20-odd"
			return assay.Approx, k + 2, true
		}
		return 0, k, false
	}
	for _, h := range behind[r.at(k)] {
		end := k + len(h.words)
		if end > len(r.words) || !r.ends(end, h.words) {
			continue
		}
		switch h.before {
		case en.AnyWord:
			ok = true
		case en.NoPhrase:
			ok = r.ended(end)
		case en.NoNounPhrase:
			ok = !r.nounAt(end)
		case en.NoNumeral:
			ok = !r.numberAt(end)
		}
		return h.bound, end, ok
	}
	return 0, k, false
}

// ended reports whether no number and no noun phrase begins at word k: the hedge of
// "20 kilos and over" against "20 men and over 40 boys".
func (r *reader) ended(k int) bool {
	return k >= len(r.words) || !r.numberAt(k) && !list.Determiners[r.at(k)] && !en.IsA(r.at(k)) && r.at(k) != en.To && (r.words[k].kind != piece.Letters || list.Closed[r.at(k)] || list.Finite[r.at(k)])
}

func (r *reader) numberAt(k int) bool {
	return k < len(r.words) && (r.words[k].kind == piece.Digits || numbers[r.at(k)].class != noNumber)
}

// bounded puts the bound of a hedge on a number.
func (n *numeral) bounded(q *assay.Quantity, bound assay.Bound, hedged bool) {
	q.Low, q.High = n.low, n.high
	switch {
	case n.span:
		q.Bound = assay.Range
	case hedged && bound == assay.AtMost:
		// "up to several hundred" takes the least that the words can mean
		q.Bound, q.Low, q.High = assay.AtMost, assay.Amount{}, n.top()
	case n.vague:
		q.Bound, q.Best = assay.Vague, n.best
	case hedged && bound == assay.AtLeast:
		q.Bound, q.High = assay.AtLeast, assay.Amount{}
	case hedged || n.approx:
		q.Bound, q.Best = assay.Approx, n.low
	default:
		q.Bound, q.Best = assay.Exact, n.low
	}
}

func (n *numeral) top() assay.Amount {
	if n.high.IsKnown() {
		return n.high
	}
	return n.low
}

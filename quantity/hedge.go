package quantity

import (
	"strings"

	"assay"
	"assay/lang/piece"
)

// A hedge is a run of words beside a number that limits it.
type hedge struct {
	words []string
	bound assay.Bound
}

// hedges stand before the number, listed by their last word.
var hedges = func() map[string][]hedge {
	m := map[string][]hedge{}
	for bound, phrases := range map[assay.Bound]string{assay.AtMost: list.AtMost, assay.AtLeast: list.AtLeast, assay.Approx: list.About} {
		for p := range strings.SplitSeq(phrases, "|") {
			ws := strings.Fields(p)
			last := ws[len(ws)-1]
			m[last] = append(m[last], hedge{ws, bound})
		}
	}
	return m
}()

// topics are words after which "about", "over", "under" and "around" are plain
// prepositions: "talked about 12 cases", "anger over 3 deaths".

// adding are words between a hedge and its number that tell of others; prepositions
// are hedges that are more often prepositions before an article: "over a 5 km dam".

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
	article := r.at(k-1) == "a" || r.at(k-1) == "an"
	if !article || k == i && list.Prepositions[r.at(k-2)] {
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
	if n == 2 && bound == assay.AtMost && r.at(i-2) == "up" && list.Moves[r.at(i-3)] {
		return 0, 0 // "could go up to 45": a level
	}
	if n != 1 {
		return bound, n
	}
	prev := r.at(i - 2)
	switch r.at(i - 1) {
	case "about", "around":
		if list.AboutTopics[prev] && r.at(i-1) == "about" || prev == "all" || prev == "how" || prev == "what" {
			return 0, 0
		}
	case "over", "beyond", "above":
		if list.OverTopics[prev] || prev == "all" {
			return 0, 0
		}
	case "under", "below", "inside":
		if list.UnderTopics[prev] {
			return 0, 0
		}
	case "past": // "climbed past 300", not "the past nine elections"
		if !list.Ups[prev] && prev != "well" && prev != "just" && prev != "go" && prev != "gone" && prev != "going" {
			return 0, 0
		}
	case "near": // "near 300 homes" is a place more often than a number
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
	case "or":
		switch {
		case next == "so" || next == "thereabouts":
			return assay.Approx, k + 2, true
		case next == "more" || next == "better" || next == "greater" || next == "higher":
			return assay.AtLeast, k + 2, true
		case next == "less" || next == "fewer" || next == "lower" || next == "under" && r.ended(k+2):
			return assay.AtMost, k + 2, true
		case (next == "over" || next == "above" || next == "upwards" || next == "upward") && r.ended(k+2):
			return assay.AtLeast, k + 2, true
		}
	case "and":
		if next == "counting" || next == "rising" || next == "climbing" {
			return assay.AtLeast, k + 2, true
		}
		if next == "more" && !r.nounAt(k+2) || (next == "up" || next == "upwards" || next == "upward" || next == "above" || next == "over") && r.ended(k+2) {
			return assay.AtLeast, k + 2, true
		}
		if next == "under" && r.ended(k+2) {
			return assay.AtMost, k + 2, true
		}
	case "+":
		return assay.AtLeast, k + 1, r.glued(k)
	case "plus":
		return assay.AtLeast, k + 1, numbers[next].class == noNumber && next != "a" && signs[next] == "" && (k+1 >= len(r.words) || r.words[k+1].kind != piece.Digits)
	case "-":
		if next == "plus" && r.glued(k) && r.glued(k+1) {
			return assay.AtLeast, k + 2, true
		}
		if next == "odd" && r.glued(k) { // "20-odd"
			return assay.Approx, k + 2, true
		}
	case "odd":
		return assay.Approx, k + 1, true
	case "at":
		switch {
		case next == "least" && !r.numberAt(k+2):
			return assay.AtLeast, k + 2, true
		case next == "most" && !r.numberAt(k+2):
			return assay.AtMost, k + 2, true
		}
	case ",":
		switch {
		case next == "and" && r.at(k+2) == "counting":
			return assay.AtLeast, k + 3, true
		case next == "if" && r.at(k+2) == "not" && (r.at(k+3) == "more" || r.at(k+3) == "higher"):
			return assay.AtLeast, k + 4, true
		case next == "give" && r.at(k+2) == "or" && r.at(k+3) == "take":
			return assay.Approx, k + 4, true
		case (next == "or" || next == "perhaps" || next == "maybe" || next == "possibly") && (r.at(k+2) == "more" || r.at(k+2) == "even" && r.at(k+3) == "more"):
			return assay.AtLeast, k + 3 + b2i(r.at(k+2) == "even"), !r.nounAt(k + 3)
		}
	case "if":
		if next == "not" && (r.at(k+2) == "more" || r.at(k+2) == "higher") && !r.nounAt(k+3) {
			return assay.AtLeast, k + 3, true
		}
	}
	return 0, k, false
}

// ended reports whether no number and no noun phrase begins at word k: the hedge of
// "20 kilos and over" against "20 men and over 40 boys".
func (r *reader) ended(k int) bool {
	return k >= len(r.words) || !r.numberAt(k) && !list.Determiners[r.at(k)] && r.at(k) != "a" && r.at(k) != "an" && r.at(k) != "to" && (r.words[k].kind != piece.Letters || list.Closed[r.at(k)] || list.Finite[r.at(k)])
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

package quantity

import (
	"strings"

	"assay"
	"assay/lang/en"
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
	for _, l := range []struct {
		bound assay.Bound
		list  string
	}{
		{assay.AtMost, `as many as|as much as|up to|up to and including|no more than|not more than|no greater than|fewer than|less than|under|just under|a little under|well under|slightly under|
			slightly less than|slightly fewer than|little less than|little fewer than|lower than|smaller than|far fewer than|far less than|much less than|well below|below|just below|at most|at the most|a maximum of|maximum|at maximum|just shy of|shy of|just short of|as high as|
			to a maximum of|capped at|limited to|restricted to|not exceeding|not quite|somewhat less than|a little less than|a little fewer than|well short of|inside`},
		{assay.AtLeast, `at least|at the very least|at the least|at a minimum|a minimum of|minimum|more than|no fewer than|not fewer than|no less than|not less than|over|well over|just over|a little over|slightly over|
			slightly more than|little more than|little over|barely more than|well more than|far more than|much more than|many more than|a little more than|somewhat more than|just more than|upward of|upwards of|in excess of|north of|as few as|as little as|as low as|
			above|just above|well above|greater than|higher than|larger than|exceeding|exceed|exceeded|surpass|surpassing|surpassed|could top|may top|might top|would top|will top|to top|topped|topping|exceeds|surpasses|tops|past|beyond|easily|comfortably over|
			a conservative|conservatively`},
		{assay.Approx, `some|about|around|roughly|approximately|approx|approx.|circa|an estimated|estimated|a reported|an approximate|nearly|almost|close to|closer to|perhaps|maybe|possibly|probably|
			nearing|approaching|just about|more or less|somewhere around|somewhere near|in the region of|in the neighborhood of|in the neighbourhood of|on the order of|in the order of|of the order of|
			very nearly|virtually|practically|near|getting on for|estimated at|pegged at|a projected|projected`},
	} {
		for _, p := range strings.Split(l.list, "|") {
			ws := strings.Fields(p)
			last := ws[len(ws)-1]
			m[last] = append(m[last], hedge{ws, l.bound})
		}
	}
	return m
}()

// outside are the hedges that bear on the number but are no part of its span,
// because they are the verb of the clause or a description: "topped 500".
var outside = en.NewSet("exceeding", "exceed", "exceeded", "surpass", "could top", "may top", "might top", "would top", "will top", "to top", "surpassing", "surpassed", "topped", "topping", "exceeds", "surpasses", "tops", "past", "beyond", "capped at", "limited to", "restricted to", "not exceeding", "estimated at", "pegged at", "easily", "inside", "minimum", "maximum")

// topics are words after which "about", "over", "under" and "around" are plain
// prepositions: "talked about 12 cases", "anger over 3 deaths".
var (
	aboutTopics = en.Words(`talk talks talked talking speak speaks spoke spoken speaking think thought ask asked asking asks question questions questioned know knows knew hear heard concern concerns concerned
		worry worries worried worrying complain complained complaints complaint information details detail news report reports story stories warn warned warning brief briefed comment comments commented learn learned doubt doubts claims lied
		write wrote written read facts something nothing anything everything`)
	overTopics = en.Words(`dispute disputes anger fight fighting battle battles concern concerns protest protests row clash clashes war wars talks victory win lead edge control power presided preside watch fear fears outrage
		fury debate crisis standoff feud lawsuit arrested detained charged resigned fired sued disagreement differences jurisdiction sovereignty authority tension tensions took take turn turned hand handed come came`)
	underTopics = en.Words(`children child those people kids persons adults anyone youths minors boys girls everyone aged served serve serving worked serves charged`)
)

// adding are words between a hedge and its number that tell of others; prepositions
// are hedges that are more often prepositions before an article: "over a 5 km dam".
var (
	adding       = en.Words("another further additional extra other")
	prepositions = en.Words("over under above below around near past inside beyond some than")
)

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
	for k > 1 && adding[r.at(k-1)] {
		k--
	}
	article := r.at(k-1) == "a" || r.at(k-1) == "an"
	if !article || k == i && prepositions[r.at(k-2)] {
		return k
	}
	return k - 1
}

func (r *reader) outsideAt(lo, i int) int {
	if outside[r.at(lo)] {
		return 1
	}
	if lo+1 < i && outside[r.at(lo)+" "+r.at(lo+1)] {
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
	if n == 2 && bound == assay.AtMost && r.at(i-2) == "up" && moves[r.at(i-3)] {
		return 0, 0 // "could go up to 45": a level
	}
	if n != 1 {
		return bound, n
	}
	prev := r.at(i - 2)
	switch r.at(i - 1) {
	case "about", "around":
		if aboutTopics[prev] && r.at(i-1) == "about" || prev == "all" || prev == "how" || prev == "what" {
			return 0, 0
		}
	case "over", "beyond", "above":
		if overTopics[prev] || prev == "all" {
			return 0, 0
		}
	case "under", "below", "inside":
		if underTopics[prev] {
			return 0, 0
		}
	case "past": // "climbed past 300", not "the past nine elections"
		if !ups[prev] && prev != "well" && prev != "just" && prev != "go" && prev != "gone" && prev != "going" {
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
		return assay.AtLeast, k + 1, numbers[next].class == noNumber && next != "a" && (k+1 >= len(r.words) || r.words[k+1].kind != piece.Digits)
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
	return k >= len(r.words) || !r.numberAt(k) && !determiners[r.at(k)] && r.at(k) != "a" && r.at(k) != "an" && r.at(k) != "to" && (r.words[k].kind != piece.Letters || closed[r.at(k)] || finite[r.at(k)])
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

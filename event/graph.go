package event

import (
	"slices"
	"strings"

	"assay"
)

// A graph is the syntax of a doc, indexed once so that no question about it
// costs more than the answer is long. Heads that lead nowhere, out of their
// sentence or round in a ring count as roots: nothing here trusts the parser.
type graph struct {
	*assay.Doc
	Tokens    []assay.Token // the doc's own, with what repair has set right
	head      []int32       // governor, -1 at a root
	kids      [][]int32     // dependents, in text order
	low, high []int32       // first token of the subtree, and the token after its last
	sent      []int32       // index of the sentence, -1 outside any
	reach     [][2]int      // by sentence: range of its tokens
	quantity  []int32       // index of the quantity that covers the token, -1
	place     []int32       // likewise of the place
	time      []int32       // likewise of the time
	name      []int32       // likewise of the name
	lemma     []string      // lower case
	miners    bool          // the report tells of mines that are dug
}

const none = -1

func newGraph(doc *assay.Doc) *graph {
	n := len(doc.Tokens)
	g := &graph{Doc: doc, Tokens: slices.Clone(doc.Tokens), head: make([]int32, n), kids: make([][]int32, n),
		low: make([]int32, n), high: make([]int32, n), sent: make([]int32, n), lemma: make([]string, n)}
	g.reach = make([][2]int, len(doc.Sentences))
	s := 0
	for i, tok := range g.Tokens {
		for s < len(doc.Sentences) && doc.Sentences[s].End <= tok.Span.Start {
			s++
		}
		g.sent[i] = none
		if s < len(doc.Sentences) && doc.Sentences[s].Contains(tok.Span) {
			g.sent[i] = int32(s)
			if g.reach[s][1] == 0 {
				g.reach[s][0] = i
			}
			g.reach[s][1] = i + 1
		}
		if tok.Lemma == "" {
			tok.Lemma = doc.Word(i)
		}
		g.lemma[i] = strings.ToLower(tok.Lemma)
		g.miners = g.miners || g.lemma[i] == "miner" || g.lemma[i] == "mining"
	}
	g.quantity = doc.TokenOwners(len(doc.Quantities), func(i int) assay.Span { return doc.Quantities[i].Span })
	g.place = doc.TokenOwners(len(doc.Places), func(i int) assay.Span { return doc.Places[i].Span })
	g.time = doc.TokenOwners(len(doc.Times), func(i int) assay.Span { return doc.Times[i].Span })
	g.name = doc.TokenOwners(len(doc.Names), func(i int) assay.Span { return doc.Names[i].Span })
	g.link()
	return g
}

// link sets heads, dependents and subtrees. Subtrees are gathered from the
// leaves up; a ring has no leaf, so its tokens keep themselves only.
func (g *graph) link() {
	waits := make([]int32, len(g.head))
	for i := range g.head {
		g.kids[i] = g.kids[i][:0]
	}
	for i := range g.head {
		h := g.Tokens[i].Head
		if h < 0 || int(h) >= len(g.head) || int(h) == i || g.sent[h] != g.sent[i] || g.sent[i] == none {
			h = none
		}
		g.head[i], g.low[i], g.high[i] = h, int32(i), int32(i)+1
		if h != none {
			g.kids[h] = append(g.kids[h], int32(i))
			waits[h]++
		}
	}
	var ready []int32
	for i, w := range waits {
		if w == 0 {
			ready = append(ready, int32(i))
		}
	}
	done := make([]bool, len(g.head))
	for len(ready) > 0 {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		done[i] = true
		h := g.head[i]
		if h == none {
			continue
		}
		g.low[h], g.high[h] = min(g.low[h], g.low[i]), max(g.high[h], g.high[i])
		if waits[h]--; waits[h] == 0 {
			ready = append(ready, h)
		}
	}
	for i, ok := range done { // rings
		if h := g.head[i]; !ok && h != none {
			g.head[i] = none
			g.kids[h] = slices.DeleteFunc(g.kids[h], func(k int32) bool { return int(k) == i })
		}
	}
}

func (g *graph) is(i int, rels ...string) bool { return g.Tokens[i].Is(rels...) }

// child returns the first dependent of i by one of rels, or none.
func (g *graph) child(i int, rels ...string) int {
	for _, k := range g.kids[i] {
		if g.is(int(k), rels...) {
			return int(k)
		}
	}
	return none
}

// up returns the governor of i, or none.
func (g *graph) up(i int) int {
	if i == none {
		return none
	}
	return int(g.head[i])
}

// preposition returns the words that mark i, "out of" as one, or "".
func (g *graph) preposition(i int) string {
	k := g.child(i, "case", "mark")
	if k == none || g.quantity[k] != none {
		return "" // none, or the hedge of a number: "destroying over 300 homes"
	}
	if f := g.child(k, "fixed"); f != none {
		return g.lemma[k] + " " + g.lemma[f]
	}
	// "out of the city": taggers make two markers of it.
	for _, k2 := range g.kids[i] {
		if int(k2) == k+1 && g.is(int(k2), "case") {
			switch g.lemma[k2] {
			case "to", "into", "from":
				return g.lemma[k2] // "went on to Lima"
			}
			return g.lemma[k] + " " + g.lemma[k2]
		}
	}
	return g.lemma[k]
}

func (g *graph) verbal(i int) bool { return g.Tokens[i].POS == "VERB" || g.Tokens[i].POS == "AUX" }

func (g *graph) nominal(i int) bool {
	switch g.Tokens[i].POS {
	case "NOUN", "PROPN", "PRON", "NUM":
		return true
	}
	return false
}

// passive reports whether verb i is in the passive voice.
func (g *graph) passive(i int) bool {
	have, subject := false, false
	for _, k := range g.kids[i] {
		switch g.Tokens[k].Rel {
		case "aux:pass":
			return true
		case "nsubj:pass", "csubj:pass":
			subject = true
		case "aux":
			have = have || g.lemma[k] == "have" || g.lemma[k] == "'ve"
		}
	}
	switch {
	case have || g.Tokens[i].XPOS != "VBN" && !subject:
		return false // "may have slipped", "migrants traveled"
	case subject:
		return true
	}
	return g.is(i, "acl", "amod") || g.child(i, "nsubj") == none && !g.is(i, "conj")
}

// sentence returns the range of tokens of the sentence that i stands in.
func (g *graph) sentence(i int) (lo, hi int) {
	if g.sent[i] == none {
		return i, i + 1
	}
	r := g.reach[g.sent[i]]
	return r[0], r[1]
}

// begunBy reports whether the clause of verb v begins with one of words.
func (g *graph) begunBy(v int, words ...string) bool {
	for _, k := range g.kids[v] {
		if int(k) < v && g.is(int(k), "mark", "advmod") && slices.Contains(words, g.lemma[k]) {
			return true
		}
	}
	return false
}

func lower(s string) string { return strings.ToLower(s) }

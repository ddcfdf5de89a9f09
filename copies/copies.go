// Package copies finds out which reports go back to one text. What comes in is
// the reports of a run, read; what goes out is one [assay.Story] for each set
// of reports that are copies, excerpts or revisions of one another, with the
// passages they share and every change inside them.
//
// The idea: a copy is not a report that resembles another but one whose words
// stand in another. A sub-editor who cuts a report to a fifth leaves next to no
// resemblance (the shared part of both) and full containment (the shared part
// of the shorter). So an index of sampled 5-word shingles proposes pairs, an
// exact alignment of each pair finds the runs of five words and more that both
// have, and the share of the shorter report's words in such runs decides
// (Broder 1997 on containment; Schleimer, Wilkerson and Aiken 2003 on sampled
// fingerprints; Wise 1993 on tiling). Quotations alone make no copy: two
// reporters hear one speech. Shingles that unrelated reports share, small print
// and turns of phrase, count for nothing.
//
// No pair is compared that shares nothing, and no report with more than a few
// dozen others, so that cost grows with the text. The package does not see
// rewriting without shared runs, nor translation; two reports on one event
// written independently are two stories to it, and that is what they are.
package copies

import (
	"assay"
)

// Options set how copies are found. The zero Options are the recommended ones.
type Options struct {
	// Containment is the least share of the shorter report's words in shared
	// passages from which on two reports are one story; 0.3 if zero.
	Containment float64
	// Partners is the number of reports that one report is compared with at
	// most; 24 if zero.
	Partners int
}

func (opt Options) defaults() Options {
	if opt.Containment <= 0 {
		opt.Containment = 0.3
	}
	if opt.Partners <= 0 {
		opt.Partners = 24
	}
	return opt
}

// Compare aligns two reports and returns the link between them, and whether
// they are related closely enough to be one story. The link is made even where
// they are not.
func Compare(x, y *assay.Doc, opt Options) (assay.Link, bool) {
	opt = opt.defaults()
	a, b := fullerFirst(newSide(x), newSide(y))
	var al aligner
	m := measure(a, b, al.align(a, b), nil)
	return m.link(), m.related(opt.Containment)
}

// Stories sorts docs into stories, in order of each story's first report in
// docs. Every report is in exactly one story; a report that is in docs twice
// counts once.
//
// A link between two reports of different stories goes to a digest: it is
// listed with the story of the report that is not the digest.
func Stories(docs []*assay.Doc, opt Options) []assay.Story {
	docs = distinct(docs)
	c := &cache{docs: docs}
	return gather(c, matches(c, opt.defaults()))
}

// distinct returns docs without those whose report stands before.
func distinct(docs []*assay.Doc) []*assay.Doc {
	seen := make(map[assay.ReportID]bool, len(docs))
	out := make([]*assay.Doc, 0, len(docs))
	for _, doc := range docs {
		if doc != nil && doc.Report != nil && !seen[doc.ID] {
			seen[doc.ID] = true
			out = append(out, doc)
		}
	}
	return out
}

// A pair is a match between two of the docs. It does not keep their words.
type pair struct {
	a, b int // a is the fuller
	m    match
}

// match returns the match with the words of both reports.
func (p pair) match(c *cache) match {
	m := p.m
	m.a, m.b = c.get(p.a), c.get(p.b)
	return m
}

// matches returns every related pair of docs that the index proposes.
func matches(c *cache, opt Options) []pair {
	docs := c.docs
	sketches := make([]sketch, len(docs))
	var words []word
	var grams []uint64
	for i, doc := range docs {
		words = bodyWords(words[:0], doc)
		grams = shingles(grams[:0], words)
		sketches[i] = newSketch(words, grams)
	}
	ix := newIndex(sketches)
	links := make([]int, len(docs))
	var al aligner
	var out []pair
	for i := range docs {
		crowded := 0
		for _, k := range ix.candidates(i, opt.Containment/3, opt.Partners) {
			a, b, sa, sb := i, k, c.get(i), c.get(k)
			if len(sb.words) > len(sa.words) || len(sb.words) == len(sa.words) && !precedes(docs[i], docs[k]) {
				a, b, sa, sb = b, a, sb, sa
			}
			m := measure(sa, sb, al.align(sa, sb), ix.common)
			if !m.related(opt.Containment) {
				continue
			}
			if links[k] > crowd && m.shorter >= firmly {
				crowded++
			}
			m.a, m.b = side{}, side{}
			out = append(out, pair{a, b, m})
			links[i]++
			links[k]++
			if crowded == enough {
				break // the thousandth reprint
			}
		}
	}
	return out
}

// precedes reports whether x is known to have appeared before y.
func precedes(x, y *assay.Doc) bool { return later(x, y) < 0 }

func newSide(doc *assay.Doc) side {
	words := bodyWords(nil, doc)
	return side{doc: doc, words: words, grams: shingles(make([]uint64, 0, max(0, len(words)-shingle+1)), words)}
}

// fullerFirst orders two sides: more words first, of two alike the earlier.
func fullerFirst(x, y side) (a, b side) {
	if len(y.words) > len(x.words) || len(y.words) == len(x.words) && precedes(y.doc, x.doc) {
		return y, x
	}
	return x, y
}

// A cache keeps the words of the reports that were last compared. Words are
// read again rather than kept: at the scale of an archive they would fill the
// memory.
type cache struct {
	docs  []*assay.Doc
	sides map[int]side
	size  int
}

const cachedWords = 1 << 20

func (c *cache) get(i int) side {
	if s, ok := c.sides[i]; ok {
		return s
	}
	s := newSide(c.docs[i])
	if c.sides == nil || c.size > cachedWords {
		c.sides, c.size = map[int]side{}, 0
	}
	c.sides[i] = s
	c.size += len(s.words)
	return s
}

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
// [Stories] takes all reports at once, on all processors; an [Archive] takes them
// one after the other, with an index on disk, and finds the same stories.
//
// No pair is compared that shares nothing, and of a crowd of reports that share
// one text only a few with all others, so that cost grows with the text. What
// comes out follows from which reports there are, not from their order. The package does not see
// rewriting without shared runs, nor translation; two reports on one event
// written independently are two stories to it, and that is what they are.
package copies

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"assay"
)

// Options set how copies are found. The zero Options are the recommended ones.
type Options struct {
	// Containment is the share of the shorter report's words in shared passages
	// from which on two reports are linked where they share 65 words, see
	// match.need for fewer and more; 0.3 if zero.
	Containment float64
}

func (opt Options) defaults() Options {
	if opt.Containment <= 0 {
		opt.Containment = 0.3
	}
	return opt
}

// Compare aligns two reports and returns the link between them, and whether
// they go back to one text. The link is made even where
// they are not; its relation is "quote-only" then if what they share is mostly
// quotations, and else "unrelated".
func Compare(x, y *assay.Doc, opt Options) (assay.Link, bool) {
	opt = opt.defaults()
	a, b := fullerFirst(newSide(x), newSide(y))
	var al aligner
	m := al.measure(a, b, nil)
	l := m.link(new(gramTable))
	switch m.verdict(opt.Containment) {
	case kindred:
		return l, true
	case filled:
		l.Relation = "unrelated"
		l.Why = append(l.Why, "other figures and names stand in the same words: a form that was filled in twice")
	default:
		l.Relation = "unrelated"
		if m.mostlyQuoted() {
			l.Relation = "quote-only"
			l.Why = append(l.Why, "what they share stands in quotation marks: both heard one speech")
		}
	}
	return l, false
}

// Stories sorts docs into stories, in order of the earliest day that is known of
// each, then of their ids. Every report is in exactly one story; a report that
// is in docs twice counts once. The order of docs makes no difference.
//
// A link between two reports of different stories goes to a digest, or to a
// report that took over a part of the other: it is listed with the story of the
// report that is not the digest.
func Stories(docs []*assay.Doc, opt Options) []assay.Story {
	docs = byID(docs)
	opt = opt.defaults()
	ix := newIndex(docs)
	pairs := related(docs, proposed(ix, opt), ix.common, opt)
	g := gather(ix.cards, pairs, nil)
	told := g.stories()
	stories := make([]assay.Story, len(told))
	for i, st := range told {
		near := make([]assay.ReportID, 0, 2) // reports whose ids may begin alike
		for _, k := range [...]int32{st.named - 1, st.named + 1} {
			if k >= 0 && int(k) < len(docs) {
				near = append(near, docs[k].ID)
			}
		}
		stories[i] = assay.Story{ID: assay.StoryID(docs[st.named].ID, near...), Agency: st.agency, Reports: make([]assay.ReportID, len(st.reports))}
		for k, r := range st.reports {
			stories[i].Reports[k] = docs[r].ID
		}
		if st.first >= 0 {
			stories[i].Earliest = docs[st.first].ID
		}
		if len(st.links) > 0 {
			stories[i].Links = make([]assay.Link, 0, len(st.links))
		}
		for _, k := range st.links {
			l := *pairs[k].link
			if reason := g.reason(k); reason != "" {
				l.Why = append(l.Why, reason)
			}
			stories[i].Links = append(stories[i].Links, l)
			pairs[k].link = nil
		}
	}
	return stories
}

// byID returns docs in the order of their ids, each report once.
func byID(docs []*assay.Doc) []*assay.Doc {
	type place struct {
		head uint64 // of the id: nearly always enough, and close at hand
		at   int
	}
	order := make([]place, 0, len(docs))
	for i, doc := range docs {
		if doc != nil && doc.Report != nil {
			order = append(order, place{binary.BigEndian.Uint64(doc.ID[:]), i})
		}
	}
	slices.SortFunc(order, func(x, y place) int {
		if x.head != y.head {
			return cmp.Compare(x.head, y.head)
		}
		return cmp.Or(bytes.Compare(docs[x.at].ID[:], docs[y.at].ID[:]), cmp.Compare(x.at, y.at))
	})
	out := make([]*assay.Doc, len(order))
	for i, p := range order {
		out[i] = docs[p.at]
	}
	return slices.CompactFunc(out, func(x, y *assay.Doc) bool { return x.ID == y.ID })
}

// A pair is a match between two of the docs. It does not keep their words.
type pair struct {
	a, b int32 // a is the fuller
	m    match
	link *assay.Link
}

// likelyShare is the share of [Options.Containment] in samples from which on two
// reports are compared.
const likelyShare = 1.0 / 3

// proposed returns the pairs of reports that are worth comparing, those that
// belong together next to each other.
func proposed(ix *index, opt Options) [][2]int32 {
	const block = 256
	n := len(ix.cards)
	byBlock := make([][][2]int32, (n+block-1)/block)
	each(len(byBlock), func(next func() (int, bool)) {
		f := ix.finder()
		var found []int32
		for k, ok := next(); ok; k, ok = next() {
			for rep := k * block; rep < min((k+1)*block, n); rep++ {
				found = f.candidates(found[:0], rep, opt.Containment*likelyShare)
				for _, other := range found {
					byBlock[k] = append(byBlock[k], [2]int32{int32(rep), other})
				}
			}
		}
	})
	pairs := slices.Concat(byBlock...)
	parent := newForest(n)
	for _, p := range pairs {
		parent.join(int(p[0]), int(p[1]))
	}
	slices.SortStableFunc(pairs, func(p, q [2]int32) int {
		return cmp.Compare(parent.root(int(p[0])), parent.root(int(q[0])))
	})
	return pairs
}

// related compares pairs and returns those that are related.
func related(docs []*assay.Doc, pairs [][2]int32, common map[uint64]bool, opt Options) []pair {
	const block = 256
	byBlock := make([][]pair, (len(pairs)+block-1)/block)
	each(len(byBlock), func(next func() (int, bool)) {
		c := newCache(func(i int32) (*assay.Doc, error) { return docs[i], nil })
		var al aligner
		var table gramTable
		for k, ok := next(); ok; k, ok = next() {
			for _, p := range pairs[k*block : min((k+1)*block, len(pairs))] {
				i, j, a, b, _ := c.inOrder(p[0], p[1])
				if m, kin := al.judge(a, b, common, opt); kin {
					link := m.link(&table)
					m.a, m.b, m.common = nil, nil, nil
					byBlock[k] = append(byBlock[k], pair{i, j, m, &link})
				}
			}
		}
	})
	return slices.Concat(byBlock...)
}

// fullerFirst orders two sides: more words first; of two alike the one that is
// known to have appeared before the other; else the one of which more of the day
// is known; else the one with the smaller id.
func fullerFirst(x, y *side) (a, b *side) {
	order := cmp.Or(cmp.Compare(len(y.words), len(x.words)), later(x.doc, y.doc),
		appeared(x.doc).Compare(appeared(y.doc)), bytes.Compare(x.doc.ID[:], y.doc.ID[:]))
	if order > 0 {
		return y, x
	}
	return x, y
}

// judge measures a and b, the fuller first, and reports whether they are kin.
func (al *aligner) judge(a, b *side, common map[uint64]bool, opt Options) (m match, kin bool) {
	m = al.measure(a, b, common)
	if kin = m.verdict(opt.Containment) == kindred; kin {
		m.sentences = m.whole()
	}
	return m, kin
}

// A cache keeps the words of the reports that were last compared. Words are
// read again rather than kept: at the scale of an archive they would fill the
// memory.
type cache struct {
	doc   func(n int32) (*assay.Doc, error)
	sides map[int32]*side
	spare []*side // of reports that are no longer kept
	size  int
}

const cachedWords = 1 << 16

func newCache(doc func(n int32) (*assay.Doc, error)) *cache {
	return &cache{doc: doc, sides: map[int32]*side{}}
}

// inOrder returns two reports and their sides, as fullerFirst orders them. The
// sides hold until the cache is asked again.
func (c *cache) inOrder(x, y int32) (_, _ int32, a, b *side, err error) {
	c.room()
	if a, err = c.get(x); err == nil {
		b, err = c.get(y)
	}
	if err != nil {
		return x, y, nil, nil, err
	}
	if fuller, _ := fullerFirst(a, b); fuller == b {
		x, y, a, b = y, x, b, a
	}
	return x, y, a, b, nil
}

// room gives up what is kept if that is much.
func (c *cache) room() {
	if c.size <= cachedWords {
		return
	}
	for _, s := range c.sides {
		c.spare = append(c.spare, s)
	}
	clear(c.sides)
	c.size = 0
}

func (c *cache) get(n int32) (*side, error) {
	if s, ok := c.sides[n]; ok {
		return s, nil
	}
	doc, err := c.doc(n)
	if err != nil {
		return nil, err
	}
	return c.put(n, doc), nil
}

// put keeps report n as doc has it.
func (c *cache) put(n int32, doc *assay.Doc) *side {
	var s *side
	if k := len(c.spare); k > 0 {
		s, c.spare = c.spare[k-1], c.spare[:k-1]
		s.read(doc)
	} else {
		s = newSide(doc)
	}
	c.sides[n] = s
	c.size += len(s.words)
	return s
}

// Package claim finds who says what: source, cue and content of every
// attribution, nested ones too.
//
// In come the states of the words where they were read carefully, tokens, trees,
// attributions and actors. Out go doc.Sources and doc.Claims. The terms are those of
// PARC 3 (Pareti, LREC 2016) and PolNeAR (Newell et al., LREC 2018): a source ("the
// mayor") is tied by a cue ("said") to a content ("the dam held"). The reader goes from
// the cue: of each word that may be one it asks whether a claim is made there, and which
// words of the paragraph are its source and its content, so that what is said within
// another's words is read like all else. It was taught by PolNeAR and by claims of the
// ledger's own kind (MODEL.md). What is left of the quotations then goes to whoever spoke
// last in the paragraph, and rules say what the source does to the content.
//
// A sentence nobody is quoted for is no claim, scare quotes are none, and
// whether what is said is true is not asked here.
package claim

import (
	"context"
	"sort"
	"strings"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage that sets doc.Sources and doc.Claims.
func New(Options) assay.Stage {
	return assay.Stage{
		Name:    "claim",
		Summary: "who says what: source, cue, content, stance",
		Version: 13,
		Reads:   assay.Regions | assay.Tokens | assay.Attributions | assay.Times | assay.Actors,
		Writes:  assay.Claims,
		Run: func(_ context.Context, doc *assay.Doc) error {
			var err error
			doc.Sources, doc.Claims, err = Read(doc)
			return err
		},
	}
}

// draft is a claim in the making.
type draft struct {
	cue              int // token that heads the cue; -1 if the claim is implied
	cueSpan          assay.Span
	word             cueWord
	who              noun
	content          []assay.Span
	quoted           bool // the content is quotations and nothing else
	stance           assay.Stance
	stances          []*assay.Stance // one for each content where they differ
	region, sentence int
	confidence       float64
	via              int // index of the claim that reports this one, -1 if none
	respondsTo       []int
	checked          assay.Checked
	turn             bool // the content is a speaker's turn, however many paragraphs it has
	voice            int  // of a turn, 1 + index of the actor who speaks, where his label does not name him
}

// reader holds one report while its claims are found.
type reader struct {
	doc     *assay.Doc
	lows    []string // the tokens in lower case
	quotes  []quotation
	quoteAt []int       // token -> 1 + index of the quotation it stands in
	actorAt map[int]int // token that a mention covers -> index of the actor
	drafts  []draft

	byRegion, bySentence map[int][]int // -> indices of drafts; see index
	told                 map[int][]int // draft -> those it passes on; see nest
	contentOf            map[int][]int // token -> attributions with it in their content; see candidates
	inside               []int         // token -> 1 + the draft of which a claim that it passes on holds it; see inner
}

// Read returns the sources and claims of doc. It reads tokens, times and actors
// and changes nothing.
func Read(doc *assay.Doc) ([]assay.Source, []assay.Claim, error) {
	r, err := draftsOf(doc)
	if err != nil {
		return nil, nil, err
	}
	sources, claims := r.build()
	return sources, claims, nil
}

// newReader returns a reader that has found nothing yet.
func newReader(doc *assay.Doc) *reader {
	r := &reader{doc: doc, quotes: quotations(doc), quoteAt: make([]int, len(doc.Tokens)), actorAt: map[int]int{}}
	r.lows = make([]string, len(doc.Tokens))
	for k := range doc.Tokens {
		r.lows[k] = strings.ToLower(doc.Word(k))
	}
	for i, q := range r.quotes {
		for k := q.lo; k < q.hi; k++ {
			r.quoteAt[k] = i + 1
		}
	}
	size := make([]int, len(doc.Tokens)) // of the mention: "the mayor" rather than "the mayor's office" for "mayor"
	for i, a := range doc.Actors {
		for _, m := range a.Mentions {
			lo, hi := doc.TokensIn(m)
			for k := lo; k < hi; k++ {
				if _, ok := r.actorAt[k]; !ok || m.Len() < size[k] {
					r.actorAt[k], size[k] = i, m.Len()
				}
			}
		}
	}
	return r
}

// draftsOf returns a reader that has found the claims of doc.
func draftsOf(doc *assay.Doc) (*reader, error) {
	weights := fast
	if doc.States.Careful {
		weights = careful
	}
	t, err := weights()
	if err != nil {
		return nil, err
	}
	r := newReader(doc)
	r.readBy(t)
	r.labels()
	r.leftQuotations()
	r.tidy()
	r.nest()
	r.stances()
	r.answers()
	r.checks()
	r.index()
	return r, nil
}

// tidy drops claims without content, claims found twice and claims whose
// content is only their own source, and puts the rest in text order.
func (r *reader) tidy() {
	kept := r.drafts[:0]
	for _, d := range r.drafts {
		sort.Slice(d.content, func(a, b int) bool { return d.content[a].Start < d.content[b].Start })
		if len(d.content) > 0 {
			kept = append(kept, d)
		}
	}
	sort.SliceStable(kept, func(a, b int) bool {
		x, y := kept[a].content[0], kept[b].content[0]
		if x.Start != y.Start {
			return x.Start < y.Start
		}
		if x.End != y.End {
			return x.End > y.End
		}
		return kept[a].confidence > kept[b].confidence
	})
	r.drafts = kept[:0:0]
	for _, d := range kept {
		twice := false
		for i := len(r.drafts) - 1; i >= 0 && i >= len(r.drafts)-6; i-- {
			o := &r.drafts[i]
			if len(o.content) == len(d.content) && o.content[0] == d.content[0] && o.content[len(o.content)-1] == d.content[len(d.content)-1] && !o.cueSpan.IsZero() && !d.cueSpan.IsZero() && o.sentence == d.sentence {
				twice = true // "said, adding:" with one content
			}
		}
		if !twice {
			r.drafts = append(r.drafts, d)
		}
	}
}

// build turns drafts into claims and their sources.
func (r *reader) build() ([]assay.Source, []assay.Claim) {
	order := make([]int, len(r.drafts))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		return r.drafts[order[a]].who.span.Start < r.drafts[order[b]].who.span.Start
	})
	var sources []assay.Source
	ref := make([]assay.Ref[assay.Source], len(r.drafts))
	bodies := r.bodies()
	for _, i := range order {
		src := r.source(&r.drafts[i], bodies[i])
		if n := len(sources); n > 0 && sources[n-1] == src {
			ref[i] = assay.RefTo[assay.Source](n - 1) // "said ..., adding ...": one source
			continue
		}
		sources = append(sources, src)
		ref[i] = assay.RefTo[assay.Source](len(sources) - 1)
	}
	claims := make([]assay.Claim, len(r.drafts))
	for i := range r.drafts {
		d := &r.drafts[i]
		cl := assay.Claim{
			Source: ref[i], Cue: d.cueSpan, Stance: d.stance, Mode: d.word.mode,
			Kind: r.kind(d), Confidence: r.confidence(d), Checked: d.checked,
		}
		for j, sp := range d.content {
			c := assay.Content{Span: sp}
			if len(d.stances) == len(d.content) {
				c.Stance = d.stances[j]
			}
			cl.Content = append(cl.Content, c)
		}
		if d.via >= 0 {
			cl.Via = assay.RefTo[assay.Claim](d.via)
		}
		for _, j := range d.respondsTo {
			cl.RespondsTo = append(cl.RespondsTo, assay.RefTo[assay.Claim](j))
		}
		cl.Said, cl.Channel = r.circumstances(d)
		cl.Basis = r.basis(d, &sources[mustIndex(ref[i])])
		claims[i] = cl
	}
	return sources, claims
}

func mustIndex[T any](ref assay.Ref[T]) int {
	i, _ := ref.Index()
	return i
}

// kind says whether the source's own words are given: all, some, or none.
func (r *reader) kind(d *draft) assay.ClaimKind {
	if d.quoted {
		return assay.Direct
	}
	if d.via >= 0 && d.cue >= 0 && r.quoteAt[d.cue] > 0 {
		return assay.Indirect // told by somebody else, in his words
	}
	for _, sp := range d.content {
		i := sort.Search(len(r.quotes), func(i int) bool { return r.quotes[i].span.Start >= sp.Start })
		if i < len(r.quotes) && sp.Contains(r.quotes[i].span) {
			return assay.Mixed
		}
	}
	return assay.Indirect
}

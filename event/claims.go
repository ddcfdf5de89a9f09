package event

import (
	"sort"

	"assay"
)

// A claimIndex finds the innermost claim around a span.
type claimIndex struct {
	doc   *assay.Doc
	spans []claimSpan // in order of start
	reach []int32     // the furthest end of spans[:i+1]
}

type claimSpan struct {
	span  assay.Span
	claim int
}

// claimNo is the index of a claim; -1 is the report's own voice.
type claimNo int

func newClaimIndex(doc *assay.Doc) claimIndex {
	x := claimIndex{doc: doc}
	for c := range doc.Claims {
		for _, part := range doc.Claims[c].Content {
			x.spans = append(x.spans, claimSpan{part.Span, c})
		}
	}
	sort.SliceStable(x.spans, func(a, b int) bool { return x.spans[a].span.Start < x.spans[b].span.Start })
	x.reach = make([]int32, len(x.spans))
	far := int32(0)
	for i, s := range x.spans {
		far = max(far, s.span.End)
		x.reach[i] = far
	}
	return x
}

// at returns the innermost claim whose content holds sp: the shortest content.
func (x *claimIndex) at(sp assay.Span) claimNo {
	i := sort.Search(len(x.spans), func(i int) bool { return x.spans[i].span.Start > sp.Start })
	best, size := claimNo(none), 0
	for i--; i >= 0 && x.reach[i] >= sp.End; i-- {
		s := x.spans[i]
		if s.span.Contains(sp) && (best < 0 || s.span.Len() < size) {
			best, size = claimNo(s.claim), s.span.Len()
		}
	}
	return best
}

func (c claimNo) ref() assay.Ref[assay.Claim] {
	if c < 0 {
		return assay.Ref[assay.Claim]{}
	}
	return assay.RefTo[assay.Claim](int(c))
}

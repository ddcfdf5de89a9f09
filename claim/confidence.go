package claim

import (
	"math"
	"slices"
	"sort"

	"assay"
)

// confidenceWeights weigh the evidence for a claim that is not nested. They are
// fitted to PolNeAR (go run ./internal/train -only confidence); docs/attribution.md
// has the curve that shows how far the outcome can be taken at its word.
var confidenceWeights = [...]float64{-0.66, 0.373, -0.045, -0.679, -0.145, 0.145, 2.115, 0.248}

// evidence returns what speaks for a draft, in numbers: how likely a claim the
// reader finds it, and whether that of attributions has found the same.
func (r *reader) evidence(d *draft) []float64 {
	x := make([]float64, len(confidenceWeights))
	x[0], x[1] = 1, logit(d.confidence)
	if d.quoted {
		x[2] = 1
	}
	if d.cueSpan.IsZero() { // nobody says "said"
		x[3] = 1
	}
	best, most := -1, -1
	for _, i := range r.candidates(d) {
		a := &r.doc.Attributions[i]
		same := assay.Shared(a.Content, d.content)
		if !d.cueSpan.IsZero() && assay.Shared(a.Cue, []assay.Span{d.cueSpan}) == 0 || d.cueSpan.IsZero() && same == 0 {
			continue
		}
		if same > most {
			best, most = i, same
		}
	}
	if best < 0 {
		return x
	}
	a := &r.doc.Attributions[best]
	x[4], x[5] = 1, logit(a.Confidence)
	if all := assay.Shared(a.Content, a.Content) + assay.Shared(d.content, d.content) - most; all > 0 {
		x[6] = float64(most) / float64(all)
	}
	if assay.Shared(a.Source, []assay.Span{d.who.span}) > 0 {
		x[7] = 1
	}
	return x
}

// candidates returns the attributions that may be d, in order: those whose cues begin
// at its cue, or, if it has none, those that share a token of its content.
func (r *reader) candidates(d *draft) (out []int) {
	list := r.doc.Attributions
	if !d.cueSpan.IsZero() {
		i := sort.Search(len(list), func(i int) bool { return list[i].Cue[0].End > d.cueSpan.Start })
		for ; i < len(list) && list[i].Cue[0].Start < d.cueSpan.End; i++ {
			out = append(out, i)
		}
		return out
	}
	if r.contentOf == nil {
		r.contentOf = map[int][]int{}
		for i := range list {
			for _, k := range r.tokens(list[i].Content) {
				r.contentOf[k] = append(r.contentOf[k], i)
			}
		}
	}
	for _, k := range r.tokens(d.content) {
		out = append(out, r.contentOf[k]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tokens returns the tokens of spans.
func (r *reader) tokens(spans []assay.Span) (out []int) {
	for _, sp := range spans {
		lo, hi := r.doc.TokensIn(sp)
		for k := lo; k < hi; k++ {
			out = append(out, k)
		}
	}
	return out
}

// confidence returns how likely a draft is right: its cue and content and whose
// they are. What is said within another's words is not annotated in the corpus, so
// for that the reader's own chance stands.
func (r *reader) confidence(d *draft) float64 {
	if d.via >= 0 {
		return d.confidence
	}
	sum := 0.0
	for i, v := range r.evidence(d) {
		sum += confidenceWeights[i] * v
	}
	return math.Round(1000/(1+math.Exp(-sum))) / 1000
}

// Evidence returns the evidence for each claim of doc that is not nested, with the
// number of the claim. It is for fitting the weights.
func Evidence(doc *assay.Doc) (claims []int, evidence [][]float64, err error) {
	r, err := draftsOf(doc)
	if err != nil {
		return nil, nil, err
	}
	for i := range r.drafts {
		if d := &r.drafts[i]; d.via < 0 {
			claims = append(claims, i)
			evidence = append(evidence, r.evidence(d))
		}
	}
	return claims, evidence, nil
}

func logit(p float64) float64 {
	p = min(max(p, 0.01), 0.99)
	return math.Log(p / (1 - p))
}

package store

import (
	"math"
	"slices"
	"strings"

	"assay"
)

// The fields of a claim, as they stand among ClaimFields.
const (
	byWhom = iota
	cueField
	contentField
	stanceField
	modeField
	kindField
)

// between stands between the pieces of a content.
const between = " … "

// contentSpan is from the first word of what a claim says to the last.
func contentSpan(cl *assay.Claim) (sp assay.Span) {
	for k, c := range cl.Content {
		if k == 0 {
			sp.Start = c.Span.Start
		}
		sp.End = max(sp.End, c.Span.End)
	}
	return sp
}

// claimAtWords is what a claim is known by: its content, and, since two may say the same, where its cue ends.
func claimAtWords(doc *assay.Doc, i int) (assay.Span, int32) {
	return contentSpan(&doc.Claims[i]), doc.Claims[i].Cue.End
}

func claimField(doc *assay.Doc, i, at int) string {
	cl := &doc.Claims[i]
	words := func(sp assay.Span) string {
		if sp.Check(doc.Text) != nil {
			return ""
		}
		return strings.Join(strings.Fields(sp.In(doc.Text)), " ")
	}
	switch at {
	case byWhom:
		return sourceWords(doc, cl.Source.In(doc.Sources))
	case cueField:
		return words(cl.Cue)
	case contentField:
		var pieces []string
		for _, c := range cl.Content {
			pieces = append(pieces, words(c.Span))
		}
		return strings.Join(pieces, between)
	case stanceField:
		return cl.Stance.String()
	case modeField:
		return cl.Mode.String()
	}
	return cl.Kind.String()
}

// setClaim puts value into a field of claim i of doc, whose lists it may change.
func setClaim(doc *assay.Doc, i, at int, value string, places []int) error {
	cl := &doc.Claims[i]
	on := contentSpan(cl)
	bad := func(want string) error { return badValue(ClaimFields[at], want, value) }
	one := func(of []string) (int, error) {
		if k := slices.Index(of, value); k >= 0 {
			return k, nil
		}
		return 0, bad("one of " + strings.Join(of, ", "))
	}
	switch at {
	case byWhom:
		src := assay.Source{Class: assay.Anonymous}
		if value != none {
			var ok bool
			if src, ok = sourceBy(doc, value, pieceAt(places, 0, on), len(places) > 0); !ok {
				return bad("words of the report that say who says it, or none, if nobody is said to")
			}
		}
		doc.Sources = append(doc.Sources, src)
		cl.Source = assay.RefTo[assay.Source](len(doc.Sources) - 1)
	case cueField:
		sp := nearest(doc.Text, value, pieceAt(places, 0, on))
		if value == none {
			sp = assay.Span{}
		} else if sp.IsZero() {
			return bad("words of the report, or none")
		}
		cl.Cue = sp
	case contentField:
		pieces := []string{value}
		if nearest(doc.Text, value, int(on.Start)).IsZero() {
			pieces = strings.Split(value, strings.TrimSpace(between))
		}
		var content []assay.Content
		for n, words := range pieces {
			sp := nearest(doc.Text, words, pieceAt(places, n, on))
			if sp.IsZero() || n > 0 && sp.Start < content[n-1].Span.End {
				return bad("words of the report, in its order; between pieces of them stands" + between)
			}
			content = append(content, assay.Content{Span: sp})
		}
		cl.Content = content
	case stanceField:
		k, err := one(assay.Stances[:])
		if err != nil {
			return err
		}
		cl.Stance, cl.Content = assay.Stance(k), slices.Clone(cl.Content)
		for n := range cl.Content {
			cl.Content[n].Stance = nil
		}
	case modeField:
		k, err := one(assay.Modes[:])
		if err != nil {
			return err
		}
		cl.Mode = assay.Mode(k)
	case kindField:
		k, err := one(assay.ClaimKinds[:])
		if err != nil {
			return err
		}
		cl.Kind = assay.ClaimKind(k)
	}
	return nil
}

// sourceBy returns who is named by words: the source that stands there, one of that name, the nearest, or else
// one that is made of the words. Where it is known where they begin none of elsewhere is meant.
func sourceBy(doc *assay.Doc, words string, at int, there bool) (assay.Source, bool) {
	sp := nearest(doc.Text, words, at)
	best := -1
	for i := range doc.Sources {
		src := &doc.Sources[i]
		if !sp.IsZero() && src.Span == sp {
			return *src, true
		}
		if !there && (src.Name == words || sourceWords(doc, src) == words) && (best < 0 || abs(int(src.Span.Start)-at) < abs(int(doc.Sources[best].Span.Start)-at)) {
			best = i
		}
	}
	switch {
	case best >= 0:
		return doc.Sources[best], true
	case sp.IsZero():
		return assay.Source{}, false
	}
	return newSource(doc, sp), true
}

// addClaim adds a claim to doc, whose lists stay as they are.
func addClaim(doc *assay.Doc, src assay.Source, content assay.Span) {
	doc.Sources = append(slices.Clip(doc.Sources), src)
	doc.Claims = append(slices.Clip(doc.Claims), assay.Claim{Kind: assay.Indirect, Source: assay.RefTo[assay.Source](len(doc.Sources) - 1), Content: []assay.Content{{Span: content}}, Confidence: 1})
}

// saysWho refuses a claim that was added without saying whose it is.
func saysWho(doc *assay.Doc, i int) error {
	if doc.Claims[i].Source.In(doc.Sources).Span.IsZero() {
		return badValue(ClaimFields[byWhom], "what is to be said of a claim", "")
	}
	return nil
}

// claimAround returns the claim with the smallest content around words, but for the one of a number; zero
// where there is none.
func claimAround(doc *assay.Doc, sp assay.Span, but int) (ref assay.Ref[assay.Claim]) {
	size := int32(math.MaxInt32)
	for i := range doc.Claims {
		if i == but || doc.Claims[i].Dropped() {
			continue
		}
		for _, c := range doc.Claims[i].Content {
			n := c.Span.End - c.Span.Start
			if c.Span.Contains(sp) && n < size && (but < 0 || n > sp.End-sp.Start) {
				size, ref = n, assay.RefTo[assay.Claim](i)
			}
		}
	}
	return ref
}

// settleClaims has entries stand in the claims around them, where claims were added, dropped or have another
// content.
func settleClaims(doc, _ *assay.Doc, _ map[int]map[int]bool) {
	var moved []int
	for i := range doc.Claims {
		if slices.ContainsFunc(doc.Claims[i].Ruled, func(r assay.Ruled) bool {
			return r.Verb == Add || r.Verb == Drop || r.Field == ClaimFields[contentField]
		}) {
			moved = append(moved, i)
		}
	}
	if len(moved) == 0 {
		return
	}
	put := func(ref *assay.Ref[assay.Claim], sp assay.Span, but int) {
		k, in := ref.Index()
		touched := in && slices.Contains(moved, k) || slices.Contains(moved, but)
		for _, i := range moved {
			touched = touched || i != but && slices.ContainsFunc(doc.Claims[i].Content, func(c assay.Content) bool { return c.Span.Contains(sp) })
		}
		if touched {
			*ref = claimAround(doc, sp, but)
		}
	}
	for i := range doc.Claims {
		cl := &doc.Claims[i]
		put(&cl.Via, contentSpan(cl), i)
		cl.RespondsTo = slices.DeleteFunc(slices.Clone(cl.RespondsTo), func(r assay.Ref[assay.Claim]) bool {
			other := r.In(doc.Claims)
			return other != nil && other.Dropped()
		})
	}
	for i := range doc.Figures {
		put(&doc.Figures[i].Claim, doc.Figures[i].Quantity.Span, -1)
	}
	for i := range doc.Events {
		put(&doc.Events[i].Claim, doc.Events[i].Span, -1)
	}
	for i := range doc.Movements {
		put(&doc.Movements[i].Claim, doc.Movements[i].Who, -1)
	}
}

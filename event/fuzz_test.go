package event_test

import (
	"math/rand"
	"testing"

	"assay"
	"assay/event"
	"assay/internal/stagetest"
)

var (
	someWords = []string{"killed", "12", "people", "fled", "to", "from", "Gao", "of", "them", "who", "said", "officials", ",", "dead",
		"thousands", "more", "attack", "the", "in", "and", "number", "toll", "rose", "home", "by", "while", "bombing", "was", "five"}
	someTags = []string{"NOUN", "VERB", "PROPN", "ADJ", "ADP", "NUM", "AUX", "PUNCT", "PRON", "CCONJ", "SCONJ", "DET", "ADV", "PART", ""}
	someXPOS = []string{"NN", "NNS", "NNPS", "VBD", "VBN", "VBZ", "VBG", "VB", "IN", "CD", "JJ", ""}
	someRels = []string{"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "acl", "acl:relcl", "advcl", "conj", "cc",
		"case", "mark", "xcomp", "ccomp", "parataxis", "root", "aux", "aux:pass", "cop", "amod", "compound", "nummod", "punct", "appos", "det", "fixed", ""}
)

// someDoc makes a doc in which nothing fits: heads run in rings and out of the
// list, layers overlap and point nowhere.
func someDoc(seed int64, size int) *assay.Doc {
	rng := rand.New(rand.NewSource(seed))
	pick := func(list []string) string { return list[rng.Intn(len(list))] }
	text, n := "", rng.Intn(size)+1
	doc := &assay.Doc{}
	for range n {
		w := pick(someWords)
		sp := assay.Span{Start: int32(len(text)), End: int32(len(text) + len(w))}
		text += w + " "
		doc.Tokens = append(doc.Tokens, assay.Token{Span: sp, Lemma: w, POS: pick(someTags), XPOS: pick(someXPOS),
			Head: int32(rng.Intn(n+4) - 2), Rel: pick(someRels)})
	}
	doc.Report = &assay.Report{Text: text}
	const width = 384 // of the encoder's states
	doc.States = assay.States{Careful: true, Width: width, Data: make([]int8, n*width), Scales: make([]float32, n), Pieces: make([][2]int32, n)}
	for i := range doc.States.Data {
		doc.States.Data[i] = int8(rng.Intn(255) - 127)
	}
	for i := range doc.States.Scales {
		doc.States.Scales[i] = 0.05
	}
	span := func() assay.Span {
		a := rng.Intn(n)
		b := min(n-1, a+rng.Intn(4))
		return assay.Span{Start: doc.Tokens[a].Span.Start, End: doc.Tokens[b].Span.End}
	}
	for at := int32(0); int(at) < len(text); {
		end := min(int32(len(text)), at+int32(rng.Intn(120))+1)
		if rng.Intn(5) > 0 {
			doc.Sentences = append(doc.Sentences, assay.Span{Start: at, End: end})
		}
		if rng.Intn(3) > 0 {
			doc.Regions = append(doc.Regions, assay.Region{Span: assay.Span{Start: at, End: end}, Kind: assay.RegionKind(rng.Intn(8))})
		}
		at = end
	}
	for range rng.Intn(n) {
		doc.Names = append(doc.Names, assay.Name{Span: span(), Class: assay.NameClass(rng.Intn(5))})
		doc.Quantities = append(doc.Quantities, assay.Quantity{Span: span(), Bound: assay.Bound(rng.Intn(6)), Low: assay.Known(1),
			Best: assay.Known(float64(rng.Intn(3))), Unit: pick([]string{"", "person", "USD", "percent", "house"}), Counted: span(),
			Head: int32(rng.Intn(n+6) - 3), Of: span()})
		doc.Times = append(doc.Times, assay.Time{Span: span(), Type: pick([]string{"date", "duration", "set"})})
		doc.Places = append(doc.Places, assay.Place{Span: span(), Role: assay.PlaceRole(rng.Intn(4)), Precision: assay.Precision(rng.Intn(6))})
		doc.Actors = append(doc.Actors, assay.Actor{Mentions: []assay.Span{span()}})
		doc.Sources = append(doc.Sources, assay.Source{Span: span()})
		doc.Claims = append(doc.Claims, assay.Claim{Source: assay.RefTo[assay.Source](0), Content: []assay.Content{{Span: span()}, {Span: span()}}})
	}
	for m := len(doc.Quantities); m > 0 && len(doc.Figures) < 40; {
		doc.Figures = append(doc.Figures, assay.Figure{Quantity: doc.Quantities[rng.Intn(m)], Action: assay.Actions[rng.Intn(len(assay.Actions))],
			Trigger: span(), Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](rng.Intn(m))}, Time: assay.RefTo[assay.Time](rng.Intn(m)),
			Of: assay.RefTo[assay.Figure](rng.Intn(40)), Counted: span(), Countries: []string{pick([]string{"KE", "US"})}})
	}
	return doc
}

func checkDoc(t *testing.T, doc *assay.Doc) {
	if err := event.Read(doc); err != nil {
		t.Fatal(err)
	}
	stagetest.CheckSpans(t, doc)
	for _, fig := range doc.Figures {
		if fig.Quantity.Span.IsZero() {
			t.Error("a figure without a quantity")
		}
		if fig.Confidence < 0 || fig.Confidence > 1 {
			t.Errorf("confidence %v", fig.Confidence)
		}
		_, _ = fig.Of.In(doc.Figures), fig.Claim.In(doc.Claims)
	}
	for _, m := range doc.Movements {
		_ = m.Count.In(doc.Figures)
	}
	for i := 1; i < len(doc.Events); i++ {
		if doc.Events[i].Span.Start < doc.Events[i-1].Span.Start {
			t.Error("events out of order")
		}
	}
}

// TestTorn reads docs that no parser would make.
func TestTorn(t *testing.T) {
	for seed := range int64(400) {
		checkDoc(t, someDoc(seed, 80))
	}
	checkDoc(t, someDoc(1, 5000))
}

func FuzzRead(f *testing.F) {
	f.Add(int64(1), 20)
	f.Add(int64(7), 300)
	f.Fuzz(func(t *testing.T, seed int64, size int) {
		checkDoc(t, someDoc(seed, min(max(size, 1), 400)))
	})
}

package lang

import (
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// A nameReader reads names off the states of the words of a sentence. Two heads, each
// taught by a corpus with guidelines of its own, make one answer: their scores are
// added. The first tells more classes apart; the second takes what it has no class for
// as no name.
type nameReader struct {
	first, second *neural.Linear
	labels        []string // of the first: "B-PER", …
	partner       []int    // for each, the label of the second that it answers to
	chain         *neural.Chain

	scores, others []float32
	found          []string
}

func newNameReader(e *neural.Encoder) (nameReader, error) {
	r := nameReader{}
	for _, l := range e.Labels("world") {
		r.labels = append(r.labels, ourLabel(l))
	}
	var second []string
	for _, l := range e.Labels("uner") {
		second = append(second, ourLabel(l))
	}
	var err error
	if r.first, err = head(e, "world", e.Width, len(r.labels)); err != nil {
		return r, err
	}
	if r.second, err = head(e, "uner", e.Width, len(second)); err != nil {
		return r, err
	}
	none := slices.Index(second, "O")
	steps, others := e.Table("world.next"), e.Table("uner.next")
	n := len(r.labels)
	if none < 0 || len(steps) != n*n || len(others) != len(second)*len(second) {
		return r, fmt.Errorf("encoder: the steps between the labels of names are missing or of the wrong size")
	}
	for _, l := range r.labels {
		k := slices.Index(second, strings.Replace(l, "-FAC", "-LOC", 1))
		if k < 0 {
			k = none
		}
		r.partner = append(r.partner, k)
	}
	for from := range n {
		for to := range n {
			steps[from*n+to] += others[r.partner[from]*len(second)+r.partner[to]]
		}
	}
	r.chain = neural.NewChain(r.labels, steps)
	return r, nil
}

// ourLabel writes the class of a label as [assay.NameClasses] does: "B-Person" is
// "B-PER".
func ourLabel(l string) string {
	if len(l) < 3 {
		return l
	}
	class := strings.ToUpper(l[2:])
	switch class {
	case "PERSON":
		class = "PER"
	case "ORGANIZATION":
		class = "ORG"
	case "LOCATION":
		class = "LOC"
	case "FACILITY":
		class = "FAC"
	}
	return l[:2] + class
}

// read returns the names of a sentence, and its dates and sums of money.
func (r *nameReader) read(words []Word, rows neural.Rows8) (names, others []NameRange) {
	n, k := len(words), len(r.labels)
	r.scores, r.others = slices.Grow(r.scores[:0], n*k)[:n*k], slices.Grow(r.others[:0], n*r.second.Out)[:n*r.second.Out]
	r.first.Apply(r.scores, rows)
	r.second.Apply(r.others, rows)
	for i := range n {
		row := r.others[i*r.second.Out:]
		for j, p := range r.partner {
			r.scores[i*k+j] += row[p]
		}
	}
	r.found = r.found[:0]
	for _, label := range r.chain.Best(r.scores, k, n) {
		r.found = append(r.found, r.labels[label])
	}
	names, others = nameRanges(words, r.found)
	return titled(words, apart(words, names)), others
}

// titled makes persons of the names that stand behind a title cut short: "Mr. London",
// "Sen. Ireland".
func titled(words []Word, list []NameRange) []NameRange {
	for i := range list {
		if n := &list[i]; n.From > 0 {
			title, short := strings.CutSuffix(words[n.From-1].Lower, ".")
			if short && en.NameTitles()[title] {
				n.Class, n.Finer = assay.PersonName, ""
			}
		}
	}
	return list
}

// apart makes two names of "Kigali, Rwanda", which the corpus of the first head mostly
// does too, but sometimes takes for one.
func apart(words []Word, list []NameRange) []NameRange {
	var out []NameRange
	for _, n := range list {
		for i := n.From + 1; n.Class == assay.LocationName && n.Finer == "" && i+1 < n.To; i++ {
			if words[i].Form == "," {
				out = append(out, NameRange{From: n.From, To: i, Class: n.Class})
				n.From = i + 1
			}
		}
		out = append(out, n)
	}
	return out
}

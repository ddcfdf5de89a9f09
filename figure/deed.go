package figure

import (
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
)

// deed corrects the action of a number that its own words say: "22 injuries" are of those
// injured, whatever stands around; the number that a word stands right behind has its action
// from it ("3 killed 12 wounded in Arvel"); persons who were destroyed were killed.
func (r *reader) deed(fig *assay.Figure, q *assay.Quantity) {
	counted, end := "", q.Span.End
	if !fig.Counted.IsZero() {
		words := strings.Fields(fig.Counted.In(r.Text))
		counted, end = words[len(words)-1], max(end, fig.Counted.End)
		if slices.ContainsFunc(words, func(w string) bool { return en.Befell(strings.ToLower(w)) != "" }) {
			end = int32(len(r.Text)) // "35 dead dozens wounded"
		}
	}
	befell := r.befell(end, counted == "")
	switch {
	case en.CountsAction(counted) != "":
		fig.Action = assay.Action(en.CountsAction(counted))
	case en.Struck()[counted] && fig.Unit == counted && q.Low != assay.Known(1): // "Four shot in Oxley": no noun, which would be "shots"
		fig.Action, fig.Unit, fig.Counted = harms[1], units[0], assay.Span{}
	case befell != "":
		fig.Action = befell
	case fig.Action == destroyed && (fig.Unit == units[0] || en.Noun(strings.ToLower(counted), false) == en.Person):
		fig.Action, fig.Unit = harms[0], units[0]
	}
}

// befell returns what the word behind a number or the noun that it counts says was done to
// those: "12 villagers missing". A word that takes an object says what they did: "12 rebels
// killed a guard"; a number alone is none: "3 killed 12 wounded in Arvel".
func (r *reader) befell(end int32, bare bool) assay.Action {
	rest := r.Text[end:]
	word, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	said := en.Befell(strings.ToLower(strings.TrimRight(word, ".,;:")))
	if said == "" || bare {
		return assay.Action(said)
	}
	from := end + int32(len(rest)-len(strings.TrimLeft(rest, " ")))
	k, _ := r.TokensTouching(assay.Span{Start: from, End: from + 1})
	if k < len(r.Tokens) && r.child(k, "obj") != none && r.Tokens[r.child(k, "obj")].POS != "NUM" {
		return ""
	}
	return assay.Action(said)
}

// done corrects the action of a candidate that its verb says by itself, whose object it is:
// "killed five and wounded 110", "six others got injured", "fatally shot his wife". A word
// between the two that says another is theirs: "kill a woman injure 9".
func (r *reader) done(fig *assay.Figure, c *Candidate) {
	h, top := c.Head, c.Head
	for r.Tokens[top].Is("conj") && r.up[top] != none && r.Tokens[r.up[top]].POS != "VERB" {
		top = int(r.up[top]) // "killed his wife and two sons"
	}
	v := int(r.up[top])
	if lo, _ := r.TokensTouching(r.phraseOf(c)); lo > 1 && lowered(r.Word(lo-2)) == en.And && en.DoneTo(strings.ToLower(r.Tokens[lo-1].Lemma)) != "" {
		v = lo - 1 // "killed 12 people and wounded 20", however the tree has it
	} else if v == none || r.Tokens[v].POS != "VERB" || !(v < top && r.Tokens[top].Rel == "obj" || v > top && r.Tokens[top].Rel == "nsubj:pass") {
		return
	}
	said := en.DoneTo(strings.ToLower(r.Tokens[v].Lemma))
	if v > 0 && strings.EqualFold(r.Word(v-1), en.Fatally) {
		said = string(harms[0])
	}
	for k := min(v, h) + 1; k < max(v, h); k++ {
		if en.DoneTo(strings.ToLower(r.Tokens[k].Lemma)) != "" || en.Befell(strings.ToLower(r.Word(k))) != "" {
			return
		}
	}
	if said != "" {
		fig.Action = assay.Action(said)
	}
}

// admitted corrects the action of persons who came or were brought to a hospital, where
// nothing worse is said of them: "three men drove themselves to Oxley Hospital".
func (r *reader) admitted(fig *assay.Figure, c *Candidate) {
	if fig.Unit != units[0] || !en.Milder()[string(fig.Action)] || !en.Brings()[strings.ToLower(r.Tokens[c.Above].Lemma)] {
		return
	}
	for _, k := range r.kids[c.Above] {
		if p := r.preposition(int(k)); p == none || int(k) < c.Above || lowered(r.Word(p)) != en.To {
			continue
		}
		lo, hi := r.Subtree(int(k))
		for i := lo; i < hi; i++ {
			if en.Hospitals()[lowered(r.Tokens[i].Lemma)] {
				fig.Action = assay.Action(en.Hospitalized)
			}
		}
	}
}

// phraseOf returns the words of a candidate.
func (r *reader) phraseOf(c *Candidate) assay.Span {
	if c.Quantity >= 0 {
		return r.Quantities[c.Quantity].Span
	}
	return r.phrase(c.At)
}

// former corrects the action of a number that is given up for another of its sentence, which
// counts the same: "counts 212 hurt and withdrew an initial count of 240". What another
// number of the sentence counts, too, stays.
func (r *reader) former(list []assay.Figure) {
	given := make([]bool, len(list))
	beside := map[int][]int{} // the figures of each sentence
	for i := range list {
		at := list[i].Quantity.Span.Start
		given[i] = en.GivenUp(r.Text[:at])
		s := r.SentenceAt(at)
		beside[s] = append(beside[s], i)
	}
	for i := range list {
		fig := &list[i]
		sp := fig.Quantity.Span
		if fig.Quantity.Singular || !given[i] {
			continue
		}
		by, same := none, false
		for _, k := range beside[r.SentenceAt(sp.Start)] {
			o := &list[k]
			if k == i || o.Quantity.Singular || o.Unit != fig.Unit || o.Quantity.Bound == assay.Vague || given[k] {
				continue
			}
			same = same || o.Action == fig.Action
			if by == none || o.Quantity.Span.Start < sp.Start {
				by = k
			}
		}
		if by != none && !same {
			fig.Action, fig.Verb, fig.Trigger, fig.Role = list[by].Action, list[by].Verb, list[by].Trigger, list[by].Role
		}
	}
}

// harms are the two that stand side by side.
var harms = assay.Actions[:2]

// destroyed is what is done to things.
var destroyed = assay.Actions[23]

// missing is who may be dead.
var missing = assay.Actions[2]

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
	counted := ""
	if !fig.Counted.IsZero() {
		words := strings.Fields(fig.Counted.In(r.Text))
		counted = words[len(words)-1]
	}
	switch {
	case en.CountsAction(counted) != "":
		fig.Action = assay.Action(en.CountsAction(counted))
	case counted == "" && slices.Contains(harms, fig.Action):
		word, _, _ := strings.Cut(strings.TrimLeft(r.Text[q.Span.End:], " "), " ")
		if said := en.HeadlineAction(strings.ToLower(word)); said != "" {
			fig.Action = assay.Action(said)
		}
	case fig.Action == destroyed && (fig.Unit == units[0] || en.Noun(strings.ToLower(counted), false) == en.Person):
		fig.Action, fig.Unit = harms[0], units[0]
	}
}

// former corrects the action of a number that is given up for another of its sentence, which
// counts the same: "counts 212 hurt and withdrew an initial count of 240". What another
// number of the sentence counts, too, stays.
func (r *reader) former(list []assay.Figure) {
	for i := range list {
		fig := &list[i]
		sp := fig.Quantity.Span
		if fig.Quantity.Singular || !en.GivenUp(r.Text[:sp.Start]) {
			continue
		}
		by, same := none, false
		for k := range list {
			o := &list[k]
			if k == i || o.Quantity.Singular || o.Unit != fig.Unit || o.Quantity.Bound == assay.Vague || r.SentenceAt(o.Quantity.Span.Start) != r.SentenceAt(sp.Start) || en.GivenUp(r.Text[:o.Quantity.Span.Start]) {
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

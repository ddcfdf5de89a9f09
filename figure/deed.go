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

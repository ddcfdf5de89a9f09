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

// harms are the two that stand side by side.
var harms = assay.Actions[:2]

// destroyed is what is done to things.
var destroyed = assay.Actions[23]

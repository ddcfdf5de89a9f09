package mask

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// Ruled says in words what persons said of an entry, and what was read where they said
// otherwise; words of the report as show shows them. It is "" where nobody said anything.
func Ruled(list []assay.Ruled, show func(string) string) string {
	var words []string
	for _, r := range list {
		if said := en.Ruled[r.Verb]; said != "" {
			words = append(words, said)
		} else {
			words = append(words, en.RuledField(r.Field, show(r.Theirs), show(r.Found)))
		}
	}
	return strings.Join(words, "; ")
}

// Rulings says of each ruling on an entry what it says, why, and whose it is.
func Rulings(list []assay.Ruled, show func(string) string) (out []string) {
	for _, r := range list {
		out = append(out, Ruled([]assay.Ruled{r}, show)+": "+show(r.Why)+" ("+RuledBy(r)+")")
	}
	return out
}

// RuledBy says whose a ruling is: "r3fa9c021 by Ann, 2026-11-30".
func RuledBy(r assay.Ruled) string {
	words := r.ID
	if r.By != "" {
		words += " by " + r.By
	}
	if day, _, _ := strings.Cut(r.At, "T"); day != "" {
		words += ", " + day
	}
	return words
}

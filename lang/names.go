package lang

import (
	"slices"

	"assay"
)

// A NameRange is a name as a range of words, half open.
type NameRange struct {
	From, To int
	Class    assay.NameClass
}

// nameRanges returns the names that the labels of a sentence say (BIO or BILOU). Dates and sums
// of money are names to one corpus, and are left to other stages.
func nameRanges(words []Word, labels []string) (list []NameRange) {
	for i, label := range labels {
		if label == "O" || label[2:] == "DATE" || label[2:] == "MONEY" {
			continue
		}
		switch label[0] {
		case 'B', 'U':
			list = append(list, NameRange{i, i + 1, classOf(label[2:])})
		case 'I', 'L':
			list[len(list)-1].To = i + 1
		}
	}
	return bordered(words, list)
}

// bordered makes one name of the bodies that are called after "Doctors Without
// Borders": reporters, engineers, lawyers …
func bordered(words []Word, list []NameRange) []NameRange {
	for i := 1; i+1 < len(words); i++ {
		if words[i].Lower != "without" || words[i+1].Lower != "borders" || !words[i+1].upper || !words[i-1].upper {
			continue
		}
		whole := NameRange{i - 1, i + 2, assay.OrganizationName}
		var kept []NameRange
		for _, n := range list {
			if n.To <= whole.From || n.From >= whole.To {
				kept = append(kept, n)
			}
		}
		at := 0
		for at < len(kept) && kept[at].From < whole.From {
			at++
		}
		list = slices.Insert(kept, at, whole)
	}
	return list
}

func classOf(s string) assay.NameClass {
	if s == "FAC" {
		return assay.LocationName
	}
	for c, name := range assay.NameClasses {
		if s == name {
			return assay.NameClass(c)
		}
	}
	return assay.OtherName
}

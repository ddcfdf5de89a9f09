package lang

import (
	"slices"

	"assay"
	"assay/lang/en"
)

// A NameRange is a name as a range of words, half open.
type NameRange struct {
	From, To int
	Class    assay.NameClass
	Finer    string // "FACILITY" of places, "PRODUCT" of others, where the reader tells them apart; or ""
}

// nameRanges returns the names that the labels of a sentence say (BIO or BILOU), and
// apart from them dates and sums of money, which are names to one corpus and left to
// other stages here; their Finer is "DATE" or "MONEY".
func nameRanges(words []Word, labels []string) (names, others []NameRange) {
	for i, label := range labels {
		if label == "O" {
			continue
		}
		class := label[2:]
		list := &names
		if class == "DATE" || class == "MONEY" {
			list = &others
		}
		switch label[0] {
		case 'B', 'U':
			n := NameRange{From: i, To: i + 1, Class: classOf(class)}
			switch class {
			case "FAC":
				n.Finer = "FACILITY"
			case "PRODUCT", "DATE", "MONEY":
				n.Finer = class
			}
			*list = append(*list, n)
		case 'I', 'L':
			(*list)[len(*list)-1].To = i + 1
		}
	}
	return bordered(words, names), others
}

// bordered makes one name of the bodies that are called after "Doctors Without
// Borders": reporters, engineers, lawyers …
func bordered(words []Word, list []NameRange) []NameRange {
	for i := 1; i+1 < len(words); i++ {
		if words[i].Lower != en.Without || words[i+1].Lower != en.Borders || !words[i+1].upper || !words[i-1].upper {
			continue
		}
		whole := NameRange{From: i - 1, To: i + 2, Class: assay.OrganizationName}
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

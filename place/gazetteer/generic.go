package gazetteer

import (
	"strings"

	"assay/lang/en"
)

// kindSet is a set of classes.
type kindSet uint32

func kinds(cs ...Class) (k kindSet) {
	for _, c := range cs {
		k |= 1 << c
	}
	return k
}

// kindOf returns the classes that a word for a kind of place stands for: an
// entry called X answers to "X Province" if it is a division. Zero if the word
// is none.
func kindOf(word string) kindSet { return ofKind[en.KindOfPlace(word)] }

var ofKind = [...]kindSet{
	en.Province: kinds(Admin1, Admin2),
	en.District: kinds(Admin1, Admin2, Section),
	en.City:     kinds(Capital, Seat, Town),
	en.River:    kinds(River),
	en.Lake:     kinds(Lake),
	en.Sea:      kinds(Sea),
	en.Desert:   kinds(Desert),
	en.Range:    kinds(Range),
	en.Isle:     kinds(Island, State),
	en.Region:   kinds(Area, Macroregion),
}

// generic appends the entries that a fold finds with the word for their kind
// taken off its end or its beginning: "x province", "province of x", "lake x".
func (g *Gazetteer) generic(list []Entry, fold string) []Entry {
	try := func(rest, word string) {
		set := kindOf(word)
		if set == 0 || rest == "" {
			return
		}
		from := len(list)
		list = g.find(list, spaceName, []byte(rest))
		kept := from
	next:
		for _, e := range list[from:] {
			if set&(1<<e.Class) == 0 || e.Match > AltName {
				continue
			}
			for _, f := range list[:kept] {
				if f.Same(e) {
					continue next
				}
			}
			e.Match = Generic
			list[kept] = e
			kept++
		}
		list = list[:kept]
	}
	if i := strings.LastIndexByte(fold, ' '); i > 0 {
		try(fold[:i], fold[i+1:])
	}
	if i := strings.IndexByte(fold, ' '); i > 0 {
		rest, of := strings.CutPrefix(fold[i+1:], en.Of+" ")
		// "Lake X" and "County X" are names, "City Council" is none.
		if of || kindOf(fold[:i])&kinds(Lake, River, Range) != 0 || fold[:i] == en.County {
			try(rest, fold[:i])
		}
	}
	return list
}

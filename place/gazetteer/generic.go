package gazetteer

import "strings"

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
func kindOf(word string) kindSet {
	switch word {
	case "province", "governorate", "state", "oblast", "region", "prefecture", "department", "krai",
		"republic", "voivodeship", "canton", "emirate", "territory", "division", "wilaya", "woreda", "zone":
		return kinds(Admin1, Admin2)
	case "county", "district", "municipality", "parish", "raion", "subdistrict", "borough", "township":
		return kinds(Admin1, Admin2, Section)
	case "city", "town", "village", "metropolis":
		return kinds(Capital, Seat, Town)
	case "river", "creek", "bayou":
		return kinds(River)
	case "lake", "reservoir", "lagoon":
		return kinds(Lake)
	case "sea", "gulf", "bay", "strait", "straits", "channel", "sound", "ocean":
		return kinds(Sea)
	case "desert":
		return kinds(Desert)
	case "mountains", "mountain", "mount", "range", "hills", "mt":
		return kinds(Range)
	case "island", "islands", "isle", "archipelago":
		return kinds(Island, State)
	case "peninsula", "plateau", "valley", "plains", "plain", "basin", "delta", "coast":
		return kinds(Area, Macroregion)
	}
	return 0
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
		rest, of := strings.CutPrefix(fold[i+1:], "of ")
		// "Lake X" and "County X" are names, "City Council" is none.
		if of || kindOf(fold[:i])&kinds(Lake, River, Range) != 0 || fold[:i] == "county" {
			try(rest, fold[:i])
		}
	}
	return list
}

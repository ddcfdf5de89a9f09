package lang

// decided calls set with the tags that the words alone decide: addresses are "ADD",
// and of an even number of straight quotation marks every second closes.
func decided(words []Word, set func(i int, upos, xpos string)) {
	marks := 0
	for i := range words {
		if words[i].Form == `"` {
			marks++
		}
	}
	opened := false
	for i := range words {
		switch w := words[i].Form; {
		case w == `"` && marks%2 == 0 && opened:
			set(i, "PUNCT", "''")
		case w == `"` && marks%2 == 0:
			set(i, "PUNCT", "``")
		case len(w) > 5 && address(w) == len(w):
			set(i, "PROPN", "ADD")
		}
		if words[i].Form == `"` {
			opened = !opened
		}
	}
}

package lang

import "assay"

// agree makes the names of one report agree with each other. What stands alone
// in one place is often told by another: "Amara Okoro" makes the lone "Okoro" a
// person, and a name that is nearly always an organisation is one here too.
// names holds the names of each sentence and is changed in place.
func agree(sentences [][]Word, proper func(k, i int) bool, names [][]NameRange) {
	surnames := map[uint64]bool{}
	votes := map[uint64]*[len(assay.NameClasses)]int{}
	for k, list := range names {
		for _, n := range list {
			words := sentences[k][n.From:n.To]
			if last := &words[len(words)-1]; n.Class == assay.PersonName && len(words) > 1 && last.upper && len(last.Form) > 2 {
				surnames[last.form] = true
			}
			key := nameHash(words)
			if votes[key] == nil {
				votes[key] = new([len(assay.NameClasses)]int)
			}
			votes[key][n.Class]++
		}
	}
	for k, list := range names {
		for i := range list {
			n := &list[i]
			words := sentences[k][n.From:n.To]
			if len(words) == 1 && surnames[words[0].form] {
				n.Class = assay.PersonName
				continue
			}
			n.Class = majority(votes[nameHash(words)], n.Class)
		}
		names[k] = addSurnames(sentences[k], func(i int) bool { return proper(k, i) }, surnames, list)
	}
}

// majority returns the class that at least three in four mentions have, or own.
func majority(votes *[len(assay.NameClasses)]int, own assay.NameClass) assay.NameClass {
	total, best := 0, own
	for c, n := range votes {
		total += n
		if n > votes[best] {
			best = assay.NameClass(c)
		}
	}
	if total > 2 && votes[best]*4 >= total*3 {
		return best
	}
	return own
}

// addSurnames adds to the names of a sentence the surnames that were passed
// over, where they stand alone.
func addSurnames(words []Word, proper func(i int) bool, surnames map[uint64]bool, list []NameRange) []NameRange {
	out := list[:0:0]
	next := 0
	for i := range words {
		for next < len(list) && list[next].To <= i {
			out = append(out, list[next])
			next++
		}
		inside := next < len(list) && list[next].From <= i
		if inside || !surnames[words[i].form] || !proper(i) {
			continue
		}
		if i > 0 && words[i-1].upper && proper(i-1) || i+1 < len(words) && words[i+1].upper && proper(i+1) {
			continue
		}
		out = append(out, NameRange{i, i + 1, assay.PersonName})
	}
	return append(out, list[next:]...)
}

func nameHash(words []Word) uint64 {
	h := uint64(len(words))
	for i := range words {
		h = mix(h, words[i].form)
	}
	return h
}

package lang

import (
	"slices"
	"strings"

	"assay"
	"assay/lang/neural"
)

// agree makes the names of one report agree with each other. What stands alone
// in one place is often told by another: "Amara Okoro" is a vote for the lone
// "Okoro" being a person, and a name that is mostly an organisation is one here
// too. The names of the sentences are changed in place.
func agree(sentences []Sentence) {
	t := tally{votes: map[uint64]*[len(assay.NameClasses)]int{}, surnames: map[uint64]bool{}}
	for k := range sentences {
		s := &sentences[k]
		s.Names = cased(s.Words, s.Names)
		for _, n := range s.Names {
			words := s.Words[n.From:n.To]
			t.vote(words, n.Class)
			if last := len(words) - 1; n.Class == assay.PersonName && last > 0 && words[last].upper {
				t.vote(words[last:], n.Class)
				t.surnames[words[last].form] = true
			}
		}
	}
	for k := range sentences {
		s := &sentences[k]
		for i := range s.Names {
			n := &s.Names[i]
			if class := t.class(s.Words[n.From:n.To], n.Class); class != n.Class {
				n.Class, n.Finer = class, ""
			}
		}
		s.Names = t.addSurnames(s.Words, func(i int) bool { return s.Tokens[i].POS == "PROPN" }, s.Names)
	}
}

// cased returns the names without those in lower case, where a writer has capitals for
// names: "the coast guard" is none.
func cased(words []Word, list []NameRange) []NameRange {
	if !capitals(words) {
		return list
	}
	return slices.DeleteFunc(list, func(n NameRange) bool {
		return !slices.ContainsFunc(words[n.From:n.To], func(w Word) bool { return !w.small() })
	})
}

// capitals reports whether a sentence begins with a capital, behind a quotation mark too.
func capitals(words []Word) bool {
	return slices.ContainsFunc(words[:min(2, len(words))], func(w Word) bool { return w.upper })
}

// small reports whether the word has letters, and no capital among them.
func (w *Word) small() bool { return w.Form == w.Lower && w.Form != strings.ToUpper(w.Form) }

// A tally counts how often which name has which class.
type tally struct {
	votes    map[uint64]*[len(assay.NameClasses)]int
	surnames map[uint64]bool // last words of persons' names of two words and more
}

func (t *tally) vote(words []Word, class assay.NameClass) {
	key := nameHash(words)
	if t.votes[key] == nil {
		t.votes[key] = new([len(assay.NameClasses)]int)
	}
	t.votes[key][class]++
}

// class returns the class that more than half of at least three votes give to a
// name, or own.
func (t *tally) class(words []Word, own assay.NameClass) assay.NameClass {
	votes := t.votes[nameHash(words)]
	if votes == nil {
		return own
	}
	total, best := 0, own
	for c, n := range votes {
		total += n
		if n > votes[best] {
			best = assay.NameClass(c)
		}
	}
	if total > 2 && votes[best]*2 > total {
		return best
	}
	return own
}

// addSurnames adds to the names of a sentence the surnames that were passed
// over, where they stand alone.
func (t *tally) addSurnames(words []Word, proper func(i int) bool, list []NameRange) []NameRange {
	out := list[:0:0]
	next := 0
	capital := func(i int) bool { return i >= 0 && i < len(words) && words[i].upper && proper(i) }
	for i := range words {
		for next < len(list) && list[next].To <= i {
			out = append(out, list[next])
			next++
		}
		inside := next < len(list) && list[next].From <= i
		if inside || !t.surnames[words[i].form] || !capital(i) || capital(i-1) || capital(i+1) {
			continue
		}
		if t.class(words[i:i+1], assay.PersonName) == assay.PersonName {
			out = append(out, NameRange{From: i, To: i + 1, Class: assay.PersonName})
		}
	}
	return append(out, list[next:]...)
}

func nameHash(words []Word) uint64 {
	h := uint64(len(words))
	for i := range words {
		h = neural.Mix(h, words[i].form)
	}
	return h
}

package actor

import (
	"slices"
	"strings"
)

// called tells who is called by some words, so that a name need not be held against
// all that came before: words in lower case -> indices in the list of entities, in
// order. Who is called otherwise later stays under what he was called, so that
// whoever asks looks again.
type called map[string][]int

// add notes that entity e is called words.
func (c called) add(words string, e int) {
	list := c[words]
	if at, found := slices.BinarySearch(list, e); !found {
		c[words] = slices.Insert(list, at, e)
	}
}

// newest returns whoever is called by one of words, the last entity first.
func (c called) newest(words ...string) []int {
	var out []int
	for _, w := range words {
		out = append(out, c[w]...)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.Reverse(out)
	return out
}

// callPerson notes by which words later mentions of person e may name him.
func (r *resolver) callPerson(e int) {
	p := r.list[e]
	if len(p.words) == 0 {
		return
	}
	first, last := p.words[0], p.words[len(p.words)-1]
	r.byWord.add(first, e)
	r.byWord.add(last, e)
	for _, nick := range p.nicks {
		r.byWord.add(nick, e)
	}
	if len(p.words) == 1 {
		r.byName.add(first, e)
		return
	}
	r.byName.add(first+" "+last, e)
	for i := range p.words[1:] { // "de la Cruz" of "Maria de la Cruz"
		r.byName.add(strings.Join(p.words[i:], " "), e)
	}
}

// mayBeNamed returns the persons who may bear a name of these words, the last
// first: all of whom mayBear holds, and others.
func (r *resolver) mayBeNamed(parts []string) []int {
	last := parts[len(parts)-1]
	if len(parts) == 1 {
		return r.byWord.newest(last)
	}
	return r.byName.newest(last, parts[0]+" "+last, strings.Join(parts, " "))
}

// callBody notes by which names and abbreviations later mentions of organisation e
// may name it.
func (r *resolver) callBody(e int) {
	p := r.list[e]
	r.byKey.add(p.key, e)
	r.byInitials.add(initials(p.Name), e)
	r.byLetters.add(letters(p.Name), e)
}

// letters returns a name without full stops: "HRC" for "H.R.C.".
func letters(name string) string { return strings.ReplaceAll(name, ".", "") }

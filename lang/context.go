package lang

import (
	"assay/lang/en"
	"assay/lang/neural"
)

// A Context is what a whole report shows of each capitalised word: what stands
// beside it where it is met. "Okoro" alone may be anything; that "Amara Okoro"
// and "Mr. Okoro" stand elsewhere in the report makes it a person.
type Context map[uint64]company

// A company is what was seen around one word.
type company struct {
	bits       uint32
	prev, next uint64 // the first capitalised word met before it, and after it
}

// What the bits say of a word: it was met …
const (
	behindTitle   = 1 << iota // "Gen. Okoro"
	behindPlace               // "in Lagos"
	beforeSaying              // "Okoro said"
	beforeOrg                 // "Lagos University", "Okoro Holdings"
	behindCapital             // "Amara Okoro"
	beforeCapital             // "Amara Okoro"
	beforeOwner               // "Okoro's"
	behindThe                 // "the Senate"
	inside                    // capitalised inside a sentence
	small                     // in small letters
	beforeLoc                 // "Okoro County"
	behindAnd                 // "Kenya and Uganda"
)

var placePrepositions = wordSet(en.BeforePlaces())

var sayingVerbs = wordSet(en.AfterSpeakers())

func wordSet(words en.Set) map[uint64]bool {
	m := map[uint64]bool{}
	for w := range words {
		m[neural.Hash(w)] = true
	}
	return m
}

var (
	hashThe   = neural.Hash(en.The)
	hashAnd   = neural.Hash(en.And)
	hashOwner = neural.Hash("'s")
)

const (
	listTitle = 1 << iota
	listOrg
	listLoc
	listMonth
	listDay
)

// capital reports whether w begins with a capital letter.
func (w *Word) capital() bool { return w.upper }

// Add notes what the words of one sentence show of each other. A sentence in
// capitals, a headline, shows nothing.
func (c Context) Add(words []Word) {
	capitals := 0
	for i := range words {
		if words[i].capital() {
			capitals++
		}
	}
	shouted := capitals*3 > len(words)*2
	for i := range words {
		w := &words[i]
		if !w.capital() {
			// "the bank": the same word in small letters.
			e := c[w.lower]
			e.bits |= small
			c[w.lower] = e
			continue
		}
		if shouted {
			continue
		}
		e := c[w.form]
		p, n := at(words, i-1), at(words, i+1)
		e.bits |= p.before() | n.behind()
		if i > 0 {
			e.bits |= inside
		}
		if p.capital() && e.prev == 0 {
			e.prev = p.lower
		}
		if n.capital() && e.next == 0 {
			e.next = n.lower
		}
		c[w.form] = e
	}
}

// before says what it shows of a word that w stands before it.
func (w *Word) before() (bits uint32) {
	if w.list&listTitle != 0 {
		bits |= behindTitle
	}
	if w.capital() {
		bits |= behindCapital
	}
	switch {
	case placePrepositions[w.lower]:
		bits |= behindPlace
	case w.lower == hashThe:
		bits |= behindThe
	case w.lower == hashAnd:
		bits |= behindAnd
	}
	return bits
}

// behind says what it shows of a word that w stands behind it.
func (w *Word) behind() (bits uint32) {
	if w.capital() {
		bits |= beforeCapital
		if w.list&listOrg != 0 {
			bits |= beforeOrg
		}
		if w.list&listLoc != 0 {
			bits |= beforeLoc
		}
	}
	switch {
	case sayingVerbs[w.lower]:
		bits |= beforeSaying
	case w.lower == hashOwner:
		bits |= beforeOwner
	}
	return bits
}

// of returns what is known of w. The word in small letters is looked up too.
func (c Context) of(w *Word) company {
	if !w.capital() {
		return company{}
	}
	e := c[w.form]
	e.bits |= c[w.lower].bits & small
	return e
}

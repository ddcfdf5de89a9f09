package figure

import (
	"slices"
	"strconv"

	"assay/lang/en"
)

// told is what the report has said of persons before a candidate in the singular: whether
// it may be one of them again. "A boy of 12 was shot ... the 12-year-old died".
type told struct {
	person   bool
	article  string // how it is brought in
	persons  int    // told of in the singular before
	counted  int    // numbers of persons before
	sentence int    // with candidates, from 0
	ages     int    // how many different ones before
	age      string // "none", "new", "same" as that of one before, "other"
	name     string // likewise
	noun     bool   // one before has the same
	verb     bool   // one before stands under the same
	years    string // the age itself
	names    []string
}

// tellings notes for each candidate in the singular what was told before.
func (s *Sight) tellings() {
	s.told = make([]told, len(s.Candidates))
	ages, names, nouns, verbs := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	persons, counted, sentence, last := 0, 0, -1, int32(none)
	for k := range s.Candidates {
		c := &s.Candidates[k]
		if from := s.from[c.At]; from != last {
			last = from
			sentence++
		}
		if c.Quantity >= 0 {
			counted += truth(s.Quantities[c.Quantity].Unit == "person")
			s.told[k] = told{article: "number", persons: persons, names: s.proper(c.Head)}
			continue
		}
		own, proper := s.years(c.At), s.proper(c.At)
		t := told{
			person:  s.noun(c.At) == "person" || s.name(c.At) == "person" || own != "" || s.actor[c.At] != none && s.Actors[s.actor[c.At]].Class.String() == "person",
			article: s.article(c.At), persons: persons, counted: counted, sentence: sentence, ages: len(ages),
			age: "none", name: "none", noun: nouns[s.Tokens[c.At].Lemma], verb: verbs[s.Tokens[c.Above].Lemma], years: own, names: proper}
		if own != "" {
			switch t.age = "new"; {
			case ages[own]:
				t.age = "same"
			case len(ages) > 0:
				t.age = "other"
			}
		}
		if len(proper) > 0 {
			if t.name = "new"; len(names) > 0 {
				t.name = "other"
			}
			for _, w := range proper {
				if names[w] {
					t.name = "same"
				}
			}
		}
		s.told[k] = t
		if !t.person {
			continue
		}
		persons++
		if own != "" {
			ages[own] = true
		}
		for _, w := range proper {
			names[w] = true
		}
		nouns[s.Tokens[c.At].Lemma], verbs[s.Tokens[c.Above].Lemma] = true, true
	}
}

// near is how many tokens around a noun are looked at for what belongs to it.
const near = 8

// years returns the number that stands under token i as an age does: "12" of "a 12-year-old
// girl" and of "Ann Lee, 12,".
func (s *Sight) years(i int) string {
	for k := max(int(s.from[i]), i-near); k < min(int(s.to[i]), i+near); k++ {
		if s.Tokens[k].XPOS == "CD" && k != i && s.under(k, i) {
			return lowered(s.Word(k))
		}
	}
	return ""
}

// proper returns the names that token i is part of, word by word.
func (s *Sight) proper(i int) (list []string) {
	if s.Tokens[i].POS == "PROPN" {
		list = append(list, s.Word(i))
	}
	for _, k := range s.kids[i] {
		if s.Tokens[k].POS == "PROPN" && s.Tokens[k].Is("flat", "compound", "appos") {
			list = append(list, s.Word(int(k)))
		}
	}
	return list
}

// article says how the noun at token i is brought in.
func (s *Sight) article(i int) string {
	d := s.child(i, "det", "nmod:poss")
	switch {
	case s.Tokens[i].POS == "PRON":
		return "pronoun"
	case d != none && en.Indefinite[lowered(s.Word(d))]:
		return "new"
	case d != none && en.Definite[lowered(s.Word(d))]:
		return "known"
	case d != none && s.Tokens[d].Is("nmod"):
		return "whose"
	case d != none:
		return "other"
	case s.Tokens[i].POS == "PROPN":
		return "name"
	}
	return "bare"
}

// ToldFeatures appends what was told before candidate k, if it is in the singular.
func (s *Sight) ToldFeatures(k int, list []uint32) []uint32 {
	if s.Candidates[k].Quantity >= 0 {
		return list
	}
	t := &s.told[k]
	b := newBag(list, ofTold)
	b.sayIf(t.person)
	b.say(t.article)
	b.size(t.persons)
	b.say2(t.article, count(t.persons))
	b.say(t.age)
	b.say2(t.article, t.age)
	b.say(t.name)
	b.say2(t.name, t.age)
	b.say2(t.article, yes(t.noun))
	b.say2(t.article, yes(t.verb))
	b.say2(t.article, count(t.ages))
	b.say2(t.age, count(t.ages))
	b.size(t.sentence)
	b.say2(t.article, count(t.sentence))
	b.size(t.counted)
	return b.list
}

// MostAgain is how many figures before are asked whether a candidate is theirs again.
const MostAgain = 12

// AgainFeatures appends what is known of candidate k, which is in the singular, as one of
// whom candidate j before has told.
func (s *Sight) AgainFeatures(k, j int, list []uint32) []uint32 {
	b := newBag(list, ofAgain)
	c, d := &s.Candidates[k], &s.Candidates[j]
	t, u := &s.told[k], &s.told[j]
	age, name := "none", "none"
	switch {
	case t.years != "" && t.years == u.years:
		age = "same"
	case t.years != "" && u.years != "":
		age = "other"
	case t.years != "":
		age = "mine"
	case u.years != "":
		age = "theirs"
	}
	switch {
	case len(t.names) > 0 && len(u.names) > 0:
		name = "other"
		for _, w := range t.names {
			if slices.Contains(u.names, w) {
				name = "same"
			}
		}
	case len(t.names) > 0:
		name = "mine"
	case len(u.names) > 0:
		name = "theirs"
	}
	noun := s.Tokens[c.At].Lemma == s.Tokens[d.Head].Lemma
	verb := s.Tokens[c.Above].Lemma == s.Tokens[d.Above].Lemma
	actor := "none"
	if a, o := s.actor[c.At], s.actor[d.Head]; a != none && o != none {
		actor = yes(a == o)
	}
	amount := "one"
	if d.Quantity >= 0 {
		amount = unitOf(s, d) + strconv.Itoa(min(3, int(s.amount(d))))
	}
	apart := strconv.Itoa(s.sentencesApart(c.At, d.At))
	between := t.persons - u.persons - truth(u.person)
	b.say(amount)
	b.say2(t.article, amount)
	b.say2(t.article, u.article)
	b.say2(t.article, age)
	b.say2(t.article, name)
	b.say2(age, name)
	b.say2(age, yes(noun))
	b.say2(t.article, yes(noun))
	b.say2(t.article, yes(verb))
	b.say2(yes(noun), yes(verb))
	b.say2(actor, t.article)
	b.say(apart)
	b.say2(apart, t.article)
	b.say2(apart, age)
	b.size(between)
	b.say2(count(between), t.article)
	b.say2(s.noun(c.At), s.noun(d.Head))
	b.say2(s.Tokens[c.At].Lemma, s.Tokens[d.Head].Lemma)
	b.say2(s.Tokens[c.Above].Lemma, s.Tokens[d.Above].Lemma)
	b.say2(s.Tokens[c.At].Rel, s.Tokens[d.Head].Rel)
	b.sayIf(c.Above == d.Above)
	b.say(s.path(c.At, d.Head))
	b.sayIf(t.person)
	return b.list
}

func yes(ok bool) string { return strconv.FormatBool(ok) }
func count(n int) string { return strconv.Itoa(bucket(n)) }

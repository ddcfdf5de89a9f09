package coref

import (
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// The sets of words by which two mentions are compared.
const (
	own    = iota // the mention's
	doer          // of its subject
	done          // of its object
	where         // what else hangs on it by a preposition
	mark          // what describes it
	above         // on which it hangs
	around        // all of these but its own
	core          // doer and done
	line          // the sentence
	names         // in the sentence
	numbers
	times
	persons
	places
	closeNames // around
	closeNumbers
	closePersons
	closePlaces
	sets
)

// The parts of a mention that have a vector.
const (
	headVector = iota
	ownVector
	doerVector
	doneVector
	aroundVector
	lineVector
	vectors
)

// What is true of a mention.
const (
	verb = iota
	noun
	pronoun
	says // something hangs on it as what is said
	modal
	past
	ing
	lead // in the first sentence
	last
	multi // of several words
	root
	attribute
	definite
	indefinite
	beside   // hangs on another by conjunction, or adverbially
	open     // without a subject of its own
	reported // is what is said
	flags
)

// A seen is a mention as it is compared.
type seen struct {
	report, number int // its report, its number there
	head, up       int // tokens; up is -1 at the root
	sentence       int
	nth            int // of the report's mentions, by heads
	lemma          string
	id             int32 // of the lemma
	words          [sets][]string
	ids            [sets][]int32
	weight         [sets]int32 // what the words of a set weigh together
	vector         [vectors]unit
	flag           [flags]bool
	share          float32 // of the reports on the same thing, those that have the lemma
	within         int     // other mentions of the lemma in the report
}

// A unit is a vector of length 1, in parts of one.
type unit []int16

const one = 8192

// times returns the cosine of two units; 0 where one is nothing.
func (a unit) times(b unit) float32 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	sum := int32(0)
	for i, x := range a {
		sum += int32(x) * int32(b[i])
	}
	return float32(sum) / (one * one)
}

func newUnit(x []float32) unit {
	sum := float32(0)
	for _, v := range x {
		sum += float32(v * v)
	}
	if sum == 0 {
		return nil
	}
	length := float32(math.Sqrt(float64(sum)))
	u := make(unit, len(x))
	for i, v := range x {
		u[i] = int16(math.RoundToEven(float64(float32(v/length) * one)))
	}
	return u
}

// pieces are the vectors of the encoder's pieces.
var pieces = sync.OnceValues(func() (*neural.Vectors, error) {
	_, v, err := en.Pieces()
	return &v, err
})

// A sight is a report as its mentions are looked at.
type sight struct {
	*assay.Doc
	lemmas   []string
	sentence []int   // of each token
	kids     [][]int // what hangs on each token
	name     []int   // the name in which a token stands, or -1
	units    []unit  // of each token
	span     [][2]int
}

func look(doc *assay.Doc) (*sight, error) {
	n := len(doc.Tokens)
	s := &sight{Doc: doc, lemmas: make([]string, n), sentence: make([]int, n), kids: make([][]int, n), name: make([]int, n), units: make([]unit, n)}
	v, err := pieces()
	if err != nil {
		return nil, err
	}
	x := make([]float32, v.Width)
	at := 0
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		s.lemmas[i] = strings.ToLower(t.Lemma)
		for at+1 < len(doc.Sentences) && doc.Sentences[at].End <= t.Span.Start {
			at++
		}
		s.sentence[i], s.name[i] = at, -1
		for len(s.span) <= at {
			s.span = append(s.span, [2]int{i, i})
		}
		s.span[at][1] = i + 1
		if h := int(t.Head); h >= 0 && h < n {
			s.kids[h] = append(s.kids[h], i)
		}
		if i < len(doc.States.Pieces) {
			clear(x)
			v.AddAll(x, doc.States.Pieces[i][:])
			s.units[i] = newUnit(x)
		}
	}
	for k := range doc.Names {
		sp := doc.Names[k].Span
		from := sort.Search(n, func(i int) bool { return doc.Tokens[i].Span.Start >= sp.Start })
		for i := from; i < n && doc.Tokens[i].Span.End <= sp.End; i++ {
			s.name[i] = k
		}
	}
	return s, nil
}

// telling reports whether a token says something by itself.
func telling(t *assay.Token) bool {
	switch t.POS {
	case "NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV":
		return true
	}
	return false
}

// phrase calls f for the words of content that make a phrase with token i as its head.
func (s *sight) phrase(i int, f func(k int)) {
	say := func(k int) {
		if telling(&s.Tokens[k]) {
			f(k)
		}
	}
	say(i)
	if s.name[i] >= 0 {
		for k := i - 1; k >= 0 && s.name[k] == s.name[i]; k-- {
			say(k)
		}
		for k := i + 1; k < len(s.name) && s.name[k] == s.name[i]; k++ {
			say(k)
		}
	}
	for _, k := range s.kids[i] {
		if slices.Contains(phraseRelations, s.Tokens[k].Rel) {
			say(k)
		}
	}
}

// role returns the set to which what hangs on a mention by a relation belongs, or -1.
func role(rel string) int {
	switch rel {
	case "nsubj:pass":
		return done
	case "nmod:poss", "obl:agent":
		return doer
	}
	base, _, _ := strings.Cut(rel, ":")
	if k := slices.Index(roleRelations, base); k >= 0 {
		return [...]int{doer, doer, done, done, where, where, mark, mark, mark, mark}[k]
	}
	return -1
}

// Relations of Universal Dependencies, by what is asked.
var (
	roleRelations   = strings.Fields("nsubj csubj obj iobj obl nmod compound amod nummod acl")
	phraseRelations = strings.Fields("compound flat nummod amod nmod:poss nmod conj")
	partRelations   = strings.Fields("nsubj nsubj:pass obj obl") // takes part
	lentRelations   = strings.Fields("conj xcomp advcl")         // has the subject of what is above
	saidRelations   = strings.Fields("ccomp parataxis")          // is what is said
	marksRelations  = strings.Fields("det nmod:poss")            // says which
	inRelations     = strings.Fields("amod compound")            // describes
	besideRelations = strings.Fields("conj advcl")
	openRelations   = strings.Fields("xcomp acl csubj")
)

// see returns how a mention looks.
func (s *sight) see(words []int) seen {
	m := seen{head: s.headOf(words)}
	t := &s.Tokens[m.head]
	m.up, m.sentence, m.lemma = int(t.Head), s.sentence[m.head], s.lemmas[m.head]
	if m.up < 0 || m.up >= len(s.Tokens) {
		m.up = -1
	}
	var at [sets][]int
	add := func(set int) func(int) { return func(k int) { at[set] = append(at[set], k) } }
	mine := func(k int) bool { return slices.Contains(words, k) }
	for _, i := range words {
		if i != m.head && s.Tokens[i].POS != "NOUN" && s.Tokens[i].POS != "PROPN" && s.Tokens[i].POS != "VERB" {
			continue
		}
		for _, k := range s.kids[i] {
			if r := role(s.Tokens[k].Rel); r >= 0 && !mine(k) {
				s.phrase(k, add(r))
			}
		}
	}
	var more []int // who takes part in what it hangs on
	if m.up >= 0 {
		if len(at[doer]) == 0 && t.Is(lentRelations...) {
			for _, k := range s.kids[m.up] {
				if s.Tokens[k].Is("nsubj") {
					s.phrase(k, add(doer))
				}
			}
		}
		if t.Is("acl") {
			s.phrase(m.up, add(doer))
		}
		if !mine(m.up) && telling(&s.Tokens[m.up]) {
			at[above] = append(at[above], m.up)
			if t.POS == "NOUN" || t.POS == "PROPN" {
				for _, k := range s.kids[m.up] {
					if k != m.head && s.Tokens[k].Is(partRelations...) {
						s.phrase(k, func(k int) { more = append(more, k) })
					}
				}
			}
		}
	}
	for _, i := range words {
		if telling(&s.Tokens[i]) {
			at[own] = append(at[own], i)
		}
	}
	if len(at[own]) == 0 {
		at[own] = []int{m.head}
	}
	at[core] = slices.Concat(at[doer], at[done])
	for _, k := range slices.Concat(at[core], at[where], at[mark], at[above], more) {
		if !mine(k) {
			at[around] = append(at[around], k)
		}
	}
	for k := s.span[m.sentence][0]; k < s.span[m.sentence][1]; k++ {
		if telling(&s.Tokens[k]) && s.lemmas[k] != m.lemma {
			at[line] = append(at[line], k)
		}
	}
	s.sort(at[:], line, names, numbers, times, persons, places)
	s.sort(at[:], around, closeNames, closeNumbers, -1, closePersons, closePlaces)
	for k := range at {
		slices.Sort(at[k])
		at[k] = slices.Compact(at[k])
		for _, i := range at[k] {
			m.words[k] = append(m.words[k], s.lemmas[i])
		}
		slices.Sort(m.words[k])
		m.words[k] = slices.Compact(m.words[k])
	}
	for k, list := range [vectors][]int{headVector: {m.head}, ownVector: at[own], doerVector: at[doer], doneVector: at[done], aroundVector: at[around], lineVector: at[line]} {
		m.vector[k] = s.mean(list)
	}
	s.mark(&m, words)
	return m
}

// sort puts those tokens of a set into others that are names, numbers, times, names of
// persons and of places.
func (s *sight) sort(at [][]int, from, name, number, time, person, place int) {
	for _, k := range at[from] {
		switch s.Tokens[k].POS {
		case "PROPN":
			at[name] = append(at[name], k)
		case "NUM":
			at[number] = append(at[number], k)
		}
		if time >= 0 && (en.Months()[s.lemmas[k]] > 0 || en.Weekdays()[s.lemmas[k]] > 0) {
			at[time] = append(at[time], k)
		}
		if s.name[k] >= 0 {
			switch s.Names[s.name[k]].Class {
			case assay.PersonName:
				at[person] = append(at[person], k)
			case assay.LocationName:
				at[place] = append(at[place], k)
			}
		}
	}
}

// mean returns the mean of the units of tokens.
func (s *sight) mean(list []int) unit {
	if len(list) == 1 {
		return s.units[list[0]]
	}
	var x []float32
	for _, i := range list {
		for k, v := range s.units[i] {
			if x == nil {
				x = make([]float32, len(s.units[i]))
			}
			x[k] += float32(v)
		}
	}
	return newUnit(x)
}

// headOf returns the word of a mention on which its other words hang: the first whose own
// head is none of them.
func (s *sight) headOf(words []int) int {
	for _, w := range words {
		if !slices.Contains(words, int(s.Tokens[w].Head)) {
			return w
		}
	}
	return words[0]
}

// mark sets what is true of a mention.
func (s *sight) mark(m *seen, words []int) {
	t := &s.Tokens[m.head]
	f := &m.flag
	f[verb], f[noun], f[pronoun] = t.POS == "VERB", t.POS == "NOUN" || t.POS == "PROPN", t.POS == "PRON" || t.POS == "DET"
	for _, k := range s.kids[m.head] {
		c := &s.Tokens[k]
		f[says] = f[says] || c.Is(saidRelations...)
		f[modal] = f[modal] || c.XPOS == "MD"
		if c.Is(marksRelations...) {
			a := s.lemmas[k] == en.A || s.lemmas[k] == en.An
			f[indefinite], f[definite] = f[indefinite] || a, f[definite] || !a
		}
	}
	f[past], f[ing] = t.XPOS == "VBD" || t.XPOS == "VBN", t.XPOS == "VBG"
	f[lead], f[last] = m.sentence == 0, m.sentence == len(s.span)-1
	f[multi], f[root], f[attribute] = len(words) > 1, m.up < 0, t.Is(inRelations...)
	f[beside], f[open], f[reported] = t.Is(besideRelations...), t.Is(openRelations...), t.Is(saidRelations...)
}

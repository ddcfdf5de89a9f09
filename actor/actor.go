// Package actor finds who acts and speaks in a report: persons, groups,
// organisations and documents, one [assay.Actor] for each with all its mentions.
//
// In come the tokens, trees and names of package lang. Out go doc.Actors: "Col.
// Ana Reyes, a spokeswoman for the coast guard", later "Colonel Reyes" and
// "she", is one person with a name, a role and an affiliation. The idea is that
// of rule-based coreference by sieves (Raghunathan et al., EMNLP 2010: "A
// Multi-Pass Sieve for Coreference Resolution"), cut down to what news needs:
// names match by their last word, definite descriptions by their head noun,
// pronouns by number, gender and prominence in the sentences just before.
//
// It does not look outside the report: nothing is known of a person but what
// the text says, and no two reports are ever joined by a person's name.
package actor

import (
	"context"
	"sort"
	"strings"

	"assay"
	"assay/lang/en"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage that sets doc.Actors.
func New(Options) assay.Stage {
	return assay.Stage{
		Name:    "actor",
		Summary: "persons, groups, organisations and documents, with all their mentions",
		Version: 9,
		Reads:   assay.Regions | assay.Tokens | assay.Places,
		Writes:  assay.Actors,
		Run: func(_ context.Context, doc *assay.Doc) error {
			doc.Actors = Resolve(doc)
			return nil
		},
	}
}

// Resolve returns the actors of doc, in order of their first mention. It reads
// the tokens and names only and changes nothing.
func Resolve(doc *assay.Doc) []assay.Actor {
	r := &resolver{
		doc: doc, owner: make([]int, len(doc.Tokens)),
		low: make([]string, len(doc.Tokens)), persona: make([]bool, len(doc.Tokens)), bounds: make([][2]int32, len(doc.Tokens)),
		byWord: called{}, byName: called{}, byKey: called{}, byInitials: called{}, byLetters: called{},
	}
	for k := range doc.Tokens {
		r.owner[k] = -1
		r.low[k] = strings.TrimSuffix(strings.ToLower(doc.Word(k)), ".")
		if t := &doc.Tokens[k]; t.POS == "NOUN" || t.POS == "PROPN" || t.POS == "ADJ" {
			lemma := strings.ToLower(t.Lemma)
			r.persona[k] = en.PersonNoun(lemma) || lemma != r.low[k] && en.PersonNoun(r.low[k])
		}
		if k > 0 && int(r.bounds[k-1][1]) > k {
			r.bounds[k] = r.bounds[k-1]
		} else {
			lo, hi := doc.SentenceTokens(k)
			r.bounds[k] = [2]int32{int32(lo), int32(hi)}
		}
	}
	r.names = doc.Names // what stands beside a name is read by them
	r.names = r.readNames()
	r.persons()
	r.organizations()
	r.nominals()
	r.affiliations()
	r.pronouns()
	return r.actors()
}

// resolver holds the actors while they grow.
type resolver struct {
	doc    *assay.Doc
	names  []assay.Name        // of doc, as the words round them show them
	things map[assay.Span]bool // those taken for names of persons that name none
	list   []*entity
	shared int   // token after the last name that has its title in the plural, 0 if none
	owner  []int // token -> index in list, -1 if the token heads no mention

	byWord, byName               called  // persons, see callPerson
	byKey, byInitials, byLetters called  // organisations, see callBody
	reaching                     []int32 // place -> how far those of the gazetteer up to it reach

	// asked of each token many times
	low     []string   // its word in lower case, without a full stop
	persona []bool     // whether it is a noun for a person
	bounds  [][2]int32 // its sentence
}

// entity is an actor in the making.
type entity struct {
	assay.Actor
	key              string   // what later mentions are compared with
	words            []string // of key, if he is a person
	nicks            []string
	head             string // lemma of the head noun of a description
	gender           byte   // 'm', 'f' or 0 if unknown
	plural           bool
	speaks           bool // gives information somewhere in the report
	namesake         bool // has the full name of somebody in office whom he is not
	child, bystander bool // see introduction
	alone            int  // 1 + the token where he was last called by one name, 0 if never
	within           int  // how many of the mentions hang on another noun, see aside
	mentions         []mention
	aff              int          // index in list, -1 if none
	roleSpan         assay.Span   // of Role
	roles            []assay.Span // of all that was taken for a role
}

// mention is one place where an entity is spoken of.
type mention struct {
	span assay.Span
	head int // token
}

// add records that the words from token lo to hi, headed by head, mention e.
func (r *resolver) add(e int, span assay.Span, head int) {
	r.list[e].mentions = append(r.list[e].mentions, mention{span, head})
	if r.doc.Tokens[r.topOf(head)].Is("nmod") {
		r.list[e].within++
	}
	lo, hi := r.doc.TokensIn(span)
	for k := lo; k < hi; k++ {
		if r.owner[k] < 0 && (k == head || r.doc.Tokens[k].POS == "PROPN") {
			r.owner[k] = e
		}
	}
	r.owner[head] = e
}

// new appends an entity of one class.
func (r *resolver) new(class assay.ActorClass) int {
	r.list = append(r.list, &entity{Actor: assay.Actor{Class: class}, aff: -1})
	return len(r.list) - 1
}

// head returns the token of [lo, hi) whose governor lies outside it.
func (r *resolver) head(lo, hi int) int {
	for k := lo; k < hi; k++ {
		if h := int(r.doc.Tokens[k].Head); h < lo || h >= hi {
			return k
		}
	}
	return hi - 1
}

// lower returns the words of token k in lower case, without a final full stop.
func (r *resolver) lower(k int) string { return r.low[k] }

// personal reports whether token k is a noun that names a person.
func (r *resolver) personal(k int) bool { return r.persona[k] }

// sentence returns the range [lo, hi) of the tokens of the sentence of token k.
func (r *resolver) sentence(k int) (lo, hi int) { return int(r.bounds[k][0]), int(r.bounds[k][1]) }

// actors puts mentions and entities in text order and turns indices to refs.
func (r *resolver) actors() []assay.Actor {
	order := make([]int, 0, len(r.list))
	for i, e := range r.list {
		sort.SliceStable(e.mentions, func(a, b int) bool {
			x, y := e.mentions[a].span, e.mentions[b].span
			return x.Start < y.Start || x.Start == y.Start && x.End > y.End
		})
		if len(e.mentions) > 0 {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := r.list[order[a]].mentions[0].span, r.list[order[b]].mentions[0].span
		return x.Start < y.Start || x.Start == y.Start && x.End > y.End
	})
	at := make(map[int]int, len(order))
	for n, i := range order {
		at[i] = n
	}
	out := make([]assay.Actor, len(order))
	for n, i := range order {
		e := r.list[i]
		a := e.Actor
		if j, ok := at[e.aff]; ok && e.aff >= 0 && e.aff != i {
			a.Affiliation = assay.RefTo[assay.Actor](j)
		}
		for _, m := range e.mentions {
			if k := len(a.Mentions); k == 0 || a.Mentions[k-1] != m.span {
				a.Mentions = append(a.Mentions, m.span)
			}
		}
		out[n] = a
	}
	return out
}

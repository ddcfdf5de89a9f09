package event

import (
	"strings"

	"assay/lang/en"
)

func lower(s string) string { return strings.ToLower(s) }

// between are words that stand between what is counted and the participle or
// adjective that says what became of it: "12 people were feared dead".
var between = en.NewSet("still", "also", "already", "now", "later", "reported", "confirmed", "feared", "presumed", "reportedly",
	"seriously", "critically", "badly", "severely", "slightly", "others", "other", "more", "are", "were", "is", "was",
	"be", "been", "being", "have", "has", "had", "left", "remain", "remained", "listed", "as", "declared", "believed",
	"officially", "internally", "either", "so", "far", "got", "completely", "totally", "partially", "partly", "fully",
	"heavily", "moderately", "lightly", "rendered", "made", "safely", "newly", "forcibly", "people", "then", "all",
	"allegedly", "to", "have", "might", "may", "could", "would", "will", "must", "should", "can", "having", "not", "temporarily")

// beside returns what the words next to the phrase headed by token i say:
// headlines and lists ("12 dead, 30 injured", "61,000 people displaced") are
// beyond the parser, and their order is simple.
func (g *graph) beside(i int, m matter) deed {
	_, hi := g.sentence(i)
	for k, steps := i+1, 0; k < hi && steps < 8; k, steps = k+1, steps+1 {
		w := lower(g.Word(k))
		if g.quantity[k] != none && g.quantity[k] == g.quantity[i] {
			continue
		}
		if g.Tokens[k].POS == "PUNCT" && strings.ContainsAny(w, "\"'“”‘’()") {
			continue
		}
		if g.participle(k) || g.Tokens[k].POS == "ADJ" || g.Tokens[k].POS == "VERB" || states[w] != "" {
			if d := g.follows(k, m); d.action != "" {
				return d
			}
		}
		if !between[w] {
			break
		}
	}
	return nothing
}

// follows returns what the word at k says of what stands before it.
func (g *graph) follows(k int, m matter) deed {
	d := g.said(k, m)
	if d.action != injured {
		return d
	}
	// "shot dead", "shot to death", "shot and killed"
	for j := k + 1; j < min(k+4, len(g.Tokens)); j++ {
		switch w := g.lemma[j]; {
		case w == "dead", w == "death" && g.lemma[j-1] == "to", w == "kill" && g.lemma[j-1] == "and":
			return deed{killed, k}
		case w != "to" && w != "and":
			return d
		}
	}
	return d
}

func (g *graph) said(k int, m matter) deed {
	if a := states[g.lemma[k]]; a != "" && m == person {
		return deed{a, k}
	}
	if a := states[lower(g.Word(k))]; a != "" && m == person {
		return deed{a, k}
	}
	s, ok := verbs[g.lemma[k]]
	if !ok {
		return nothing
	}
	p := subject
	// A past participle with an object of its own is a verb in the past:
	// "12 men attacked a convoy".
	if g.participle(k) && (g.passive(k) || g.child(k, "obj") == none && s.subj == "") {
		p = object
	}
	if a := s.of(p, m); a != "" {
		return deed{a, k}
	}
	return nothing
}

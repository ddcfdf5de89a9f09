package event

import "assay/lang/en"

// preventing are words under which a movement did not happen.
var preventing = en.NewSet("prevent", "stop", "block", "bar", "prohibit", "ban", "deter", "interdict", "halt", "forbid")

// intending are words under which a movement is still to come.
var intending = en.NewSet("plan", "intend", "prepare", "want", "hope", "aim", "seek", "expect", "schedule", "set", "vow", "agree",
	"decide", "order", "ask", "urge", "tell", "goal", "wish", "promise", "call", "await", "wait")

// modality is what the words around a verb say of how real it is.
type modality struct{ denied, prevented, planned, hypothetical bool }

// status says how real the movement told by the word at i is.
func (r *reader) status(i int) string {
	var m modality
	// "Asked whether 400 had fled": what had happened is not planned.
	happened := r.Tokens[i].XPOS == "VBD"
	for _, k := range r.kids[i] {
		happened = happened || r.is(int(k), "aux") && r.lemma[k] == "have"
	}
	for steps := 0; i != none && steps < 6; steps++ {
		r.marks(i, &m)
		h := r.up(i)
		if h == none || r.Tokens[i].Rel == "acl:relcl" || r.is(i, "advcl") && r.child(i, "nsubj") != none {
			break
		}
		clausal := r.is(i, "xcomp", "ccomp", "acl", "advcl")
		switch w := r.lemma[h]; {
		case preventing[w] && (clausal || r.is(i, "obl", "nmod", "obj")):
			m.prevented = true
		case (w == "try" || w == "attempt") && clausal:
			m.hypothetical = true
		case intending[w] && clausal:
			m.planned = true
		}
		if !clausal || r.is(i, "ccomp") && r.child(i, "nsubj") != none && r.lemma[h] != "expect" {
			break
		}
		i = h
	}
	switch {
	case m.denied:
		return "denied"
	case m.prevented:
		return "prevented"
	case m.hypothetical:
		return "hypothetical"
	case m.planned && !happened:
		return "planned"
	}
	return "reported"
}

// marks notes what the dependents of the word at i say.
func (r *reader) marks(i int, m *modality) {
	for _, k := range r.kids[i] {
		switch w := r.lemma[k]; {
		case w == "not", w == "n't", w == "never":
			m.denied = true
		case r.is(int(k), "aux"):
			switch w {
			case "will", "shall", "'ll", "wo":
				m.planned = true
			case "could", "might", "would", "should", "can", "must":
				m.hypothetical = true
			}
		case r.is(int(k), "mark"):
			m.hypothetical = m.hypothetical || w == "if" || w == "unless" || w == "whether"
		}
	}
}

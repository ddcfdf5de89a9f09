package place

import (
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// roles says what each name does in its sentence.
func roles(doc *assay.Doc, ms []mention) {
	tagged := map[assay.Span]bool{}
	for _, n := range doc.Names {
		if n.Class == assay.OrganizationName {
			tagged[n.Span] = true
		}
	}
	for i := range ms {
		if ms[i].lo >= 0 && ms[i].role == assay.Literal {
			ms[i].role = role(doc, &ms[i])
			if joined(doc, &ms[i]) {
				ms[i].weight = .5
			}
			if m := &ms[i]; m.role == assay.Literal && tagged[m.name] && !located(doc, m.lo) {
				m.role = assay.Metonym // a government, a team
			}
		}
	}
}

func role(doc *assay.Doc, m *mention) assay.PlaceRole {
	top := headOf(doc, m.lo, m.hi)
	tok := &doc.Tokens[top]
	head := int(tok.Head)
	switch {
	case tok.Is("compound", "amod", "nmod:npmod", "nmod:desc") && head >= m.hi && head-m.hi < 4 &&
		!(en.Directions()[doc.Word(head)] && head+1 < len(doc.Tokens) && doc.Word(head+1) == en.Of): // "the Danube east of Strelsau"
		return assay.Modifier // "the Strelsau offensive"
	case joined(doc, m):
		return assay.Modifier
	}
	if m.inner || !governs(m.cands) {
		return assay.Literal
	}
	for steps := 0; tok.Is("conj") && head >= 0 && steps < 5; steps++ { // "Strelsau and Hentzau said"
		tok = &doc.Tokens[head]
		head = int(tok.Head)
	}
	if head < 0 {
		return assay.Literal
	}
	lemma := strings.ToLower(doc.Tokens[head].Lemma)
	switch {
	case tok.Rel == "nsubj" && !located(doc, m.lo) && doc.Tokens[head].POS == "VERB" && !en.Stative()[lemma]:
		return assay.Metonym // "Strelsau said", "Ruritania has shelled the town"
	case tok.Is("obj", "iobj") && en.Blaming()[lemma]:
		return assay.Metonym // "accused Ruritania of lying"
	case en.Opposing()[preposition(doc, m)] && tok.Is("obl", "nmod"):
		return assay.Metonym // "a war against Ruritania"
	case (tok.Is("nmod") || tok.Is("obl")) && doc.Tokens[head].POS == "NOUN" && en.Talks()[lemma] && preposition(doc, m) != en.In:
		return assay.Metonym // "talks with Ruritania"
	case preposition(doc, m) == en.By && (tok.Is("obl", "nmod")):
		return assay.Metonym // "was condemned by Ruritania"
	}
	return assay.Literal
}

// joined reports whether a participle is joined to m: "the U.S.-led raid".
func joined(doc *assay.Doc, m *mention) bool {
	return m.hi < len(doc.Tokens) && doc.Word(m.hi) == "-" && followed(doc, m.hi)
}

// followed reports whether the hyphen at token i joins a participle: "-led".
func followed(doc *assay.Doc, i int) bool {
	return i+1 < len(doc.Tokens) && doc.Tokens[i].Span.End == doc.Tokens[i+1].Span.Start && !capital(doc.Word(i+1))
}

// headOf returns the token of [lo, hi) whose governor is outside.
func headOf(doc *assay.Doc, lo, hi int) int {
	for i := hi - 1; i > lo; i-- {
		if h := int(doc.Tokens[i].Head); h < lo || h >= hi {
			return i
		}
	}
	return lo
}

// preposition returns the word before m, articles and directions left out.
func preposition(doc *assay.Doc, m *mention) string {
	for k := m.lo - 1; k >= 0 && k > m.lo-4; k-- {
		w := strings.ToLower(doc.Word(k))
		if w != en.The && !en.Directions()[w] {
			return w
		}
	}
	return ""
}

// governs reports whether a name may stand for a government.
func governs(cands []gazetteer.Entry) bool {
	for _, c := range cands {
		if c.Class == gazetteer.State || c.Class == gazetteer.Capital || c.Class == gazetteer.Macroregion {
			return true
		}
	}
	return false
}

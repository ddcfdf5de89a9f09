package actor

import (
	"index/suffixarray"
	"strings"

	"assay"
	"assay/lang/en"
)

// public reports whether the description [lo, hi) makes its bearer public: it
// names an office that he holds, or a body that he leads or speaks for. The head
// noun decides. What stands in the genitive before it or in the phrase after it
// is somebody else's: "the mayor's son", "a driver of the minister" are private.
// Titles before a name are such a description.
func (r *resolver) public(lo, hi int) bool {
	for _, d := range r.descriptions(lo, hi) {
		if r.office(d, lo, hi) {
			return true
		}
	}
	return false
}

// description is one head noun of a description, with what stands beside it:
// "chief" and "officer" and "bank" of "the bank's chief officer".
type description struct {
	owner    int // token of the noun in the genitive before it, -1 if none
	lo, head int // its first token after the genitive, its head noun
}

// descriptions returns the head nouns of [lo, hi): two in "founder and leader of
// the movement", none where it says nothing of a person.
func (r *resolver) descriptions(lo, hi int) []description {
	doc := r.doc
	var out []description
	d := description{owner: -1, lo: lo, head: -1}
	last := -1
scan:
	for k := lo; k < hi; k++ {
		t := &doc.Tokens[k]
		switch w := r.lower(k); {
		case isPossessive(doc.Word(k)):
			out, d = nil, description{owner: last, lo: k + 1, head: -1} // all before belongs to the owner
		case t.POS == "CCONJ" || w == "," || w == "/":
			if d.head >= 0 {
				out = append(out, d)
			}
			d = description{owner: d.owner, lo: k + 1, head: -1}
		case w == "-" && k+1 < hi && r.lower(k+1) == en.In && k > lo: // "second-in-command", "son-in-law"
			if k+3 < hi && r.lower(k+3) == en.Command {
				d.head = k + 3
			}
			break scan
		case t.POS == "ADP" || t.POS == "SCONJ" || w == en.To || words.Relative[w]:
			break scan
		case t.POS == "VERB" && !t.Is("amod", "compound") && d.head >= 0:
			break scan
		case t.POS == "ADJ" && k+1 < hi && en.OneOf(doc.Tokens[k+1].POS, "NOUN", "PROPN", "ADJ"):
			// "major" of "the major obstacle"
		case r.personal(k):
			d.head = k
		case t.POS == "NOUN" && d.head == k-1 && !t.Is("obl", "nmod"):
			d.head = -1 // "the mayor office"
		}
		if t.POS == "NOUN" || t.POS == "PROPN" {
			last = k
		}
	}
	if d.head >= 0 {
		out = append(out, d)
	}
	if len(out) > 0 { // "professor of law and adviser to the minister"
		for _, c := range doc.Children(out[len(out)-1].head, "conj") {
			if c < hi && c > d.head && r.personal(c) {
				out = append(out, description{owner: -1, lo: c, head: c})
			}
		}
	}
	return out
}

// office reports whether one head noun of the description [lo, hi) stands for an
// office, a lead or a speaker's part.
func (r *resolver) office(d description, lo, hi int) bool {
	if w := r.doc.Word(d.head); len(w) > 3 && shouted(w) && d.head+1 == hi && !(hi < len(r.doc.Tokens) && shouted(r.doc.Word(hi))) {
		return false // a station or an agency named before Ana Lind: "KING"
	}
	noun := en.BareOffice(r.lower(d.head))
	with, weak := en.OfficeWith()[noun]
	if !weak && !en.Offices()[noun] {
		noun = en.BareOffice(strings.ToLower(r.doc.Tokens[d.head].Lemma))
		if with, weak = en.OfficeWith()[noun]; !weak && !en.Offices()[noun] {
			return noun == en.Command || r.chiefOf(d, hi) // "second-in-command"
		}
	}
	of, body := r.complement(d.head, hi)
	body = body || d.owner >= 0 && r.isBody(d.owner) || r.lower(lo) == en.Its // "its coordinator"
	if noun == en.Editor && !en.IsA(r.lower(lo)) && r.lower(lo) != en.One {   // "the editor of the Gazette", "Gazette editor"
		organ := d.head > d.lo && (r.capital(d.head-1) || words.Documents[r.lower(d.head-1)]) && r.isBody(d.head-1)
		if organ || body && (of == "" || r.lower(d.head+1) == en.Of) {
			return true
		}
	}
	if weak {
		if with["-"] && lo == d.head && d.head+1 == hi && r.capital(d.head) || with["@"] && body || with[of] ||
			with["#"] && of != "" && r.properNoun(r.nounOf(d.head+2, hi)) {
			return true
		}
		for k := d.lo; k < min(d.head+2, hi); k++ { // "the attorney general" too
			if r.lower(k) == "-" {
				continue // the hyphen of a word, not the sign of the table
			}
			if with[strings.ReplaceAll(r.lower(k), ".", "")] || with[r.lower(k)] {
				return true
			}
		}
		return false
	}
	if lo == d.head && d.head+1 == hi && !r.capital(d.head) && en.NoOffice()[noun]["-"] {
		return false
	}
	not, small := en.NoOffice()[noun], en.NoOffice()["*"]
	if not["%"] && (d.owner >= 0 && r.someone(d.owner) || of != "" && r.someone(r.nounOf(d.head+2, hi))) {
		return false
	}
	if not[of] || small[of] || d.owner >= 0 && small[r.lower(d.owner)] || d.head+1 < hi && not[r.lower(d.head+1)] {
		return false
	}
	for k := d.lo; k < d.head; k++ {
		if w := r.lower(k); w != "-" && (not[w] || small[w]) {
			return false
		}
	}
	return true
}

// someone reports whether the noun k is or names a person.
func (r *resolver) someone(k int) bool {
	if k < 0 {
		return false
	}
	n, named := r.nameAt(k)
	return r.personal(k) || named && n.Class == assay.PersonName
}

// complement returns the head noun of the phrase that completes the noun k, in
// lower case, as "family" in "head of a family of nine", and whether it is or
// names a body. A noun without such a phrase has "".
func (r *resolver) complement(k, hi int) (noun string, body bool) {
	if k+1 >= hi || r.doc.Tokens[k+1].POS != "ADP" && r.lower(k+1) != en.To {
		return "", false
	}
	n := r.nounOf(k+2, hi)
	if n < 0 {
		return r.lower(k + 1), false
	}
	name, named := r.nameAt(n)
	proper := r.doc.Tokens[n].POS == "PROPN" && !(named && name.Class == assay.PersonName)
	return r.lower(n), r.isBody(n) || r.lower(k+1) == en.Of && proper // "the administrator of Oster"
}

// chiefOf reports whether a description without an office in it is that of the
// first of his trade in a body: "the chief engineer of the water department".
func (r *resolver) chiefOf(d description, hi int) bool {
	_, body := r.complement(d.head, hi)
	return d.head > d.lo && r.lower(d.head-1) == en.Chief && (body || d.owner >= 0 && r.isBody(d.owner))
}

// nounOf returns the head noun of the noun phrase that begins with token k and
// lies before token hi, or -1.
func (r *resolver) nounOf(k, hi int) int {
	head := -1
	for ; k < hi; k++ {
		t := &r.doc.Tokens[k]
		switch {
		case isPossessive(r.doc.Word(k)):
			head = -1
		case t.POS == "NOUN" || t.POS == "PROPN":
			head = k
		case t.POS == "DET" || t.POS == "ADJ" || t.POS == "NUM" || t.POS == "PRON" && t.Is("nmod:poss") || t.POS == "VERB" && t.Is("amod") || r.doc.Word(k) == "-":
		default:
			return head
		}
	}
	return head
}

// isBody reports whether the noun k is or names a body that may have a leader
// or a speaker.
func (r *resolver) isBody(k int) bool {
	w, lemma := r.lower(k), strings.ToLower(r.doc.Tokens[k].Lemma)
	if small := en.NoOffice()["*"]; small[w] || small[lemma] || w == en.Team && (k == 0 || r.doc.Tokens[k-1].POS == "DET") {
		return false
	}
	if words.Bodies[w] || words.Bodies[lemma] {
		return true
	}
	n, ok := r.nameAt(k)
	return ok && n.Class == assay.OrganizationName
}

// properNoun reports whether the noun k is a name, which for an administrator is that
// of a place, whatever the reader of names takes it for.
func (r *resolver) properNoun(k int) bool {
	return k >= 0 && r.doc.Tokens[k].POS == "PROPN" && r.capital(k)
}

// said reports whether what is said of the person right after the name, from
// token k on, makes him public: "is the mayor", "was elected mayor", "leads the
// party", "is running for parliament", "speaking for the company". The words
// of role are a description that it contains.
func (r *resolver) said(k int) (public bool, role assay.Span) {
	doc := r.doc
	_, end := r.sentence(k)
	verb := func(k int) string { return strings.ToLower(doc.Tokens[k].Lemma) }
	was := false
	for ; k < end; k++ {
		t := &doc.Tokens[k]
		w := r.lower(k)
		if words.NotYet[w] {
			return false, role
		}
		if t.POS == "AUX" || t.POS == "ADV" || verb(k) == en.Be || verb(k) == en.Have && t.POS == "VERB" && k+1 < end && doc.Tokens[k+1].XPOS == "VBN" {
			was = was || verb(k) == en.Be
			continue
		}
		break
	}
	if k+1 >= end {
		return false, role
	}
	next := func(skip ...string) int {
		j := k + 1
		for j < end && (en.OneOf(r.lower(j), skip...) || doc.Tokens[j].POS == "ADV") {
			j++
		}
		return j
	}
	switch v := verb(k); {
	case words.Becoming[v]:
		return r.describedAt(next(), end)
	case words.Sitting[v] && en.OneOf(r.wordAfter(k, 1), en.In, en.On):
		j := r.nounOf(k+2, end)
		return j >= 0 && en.Chambers()[r.lower(j)] && r.wordAfter(j, 1) != en.As, role
	case words.Acting[v] && r.lower(next()) == en.As:
		return r.describedAt(next(en.As), end)
	case en.Choosing()[v] && en.OneOf(doc.Tokens[k].XPOS, "VBN", "VBD", "JJ"):
		j := next(en.In, en.As, en.To, en.The, en.A)
		if j < end && en.Seats()[r.lower(j)] {
			return true, role
		}
		return r.describedAt(j, end)
	case words.Running[v] && k+1 < end && r.lower(k+1) == en.For:
		j := r.nounOf(k+2, end)
		if j >= 0 && en.Seats()[r.lower(j)] {
			return true, role
		}
		public, _ = r.describedAt(k+2, end)
		return public, role
	case v == en.Speak && k+1 < end:
		j := k + 1
		if r.lower(j) == en.On && j+2 < end && r.lower(j+1) == en.Behalf {
			j += 2
		}
		if !en.OneOf(r.lower(j), en.For, en.Of) {
			return false, role
		}
		j = r.nounOf(j+1, end)
		return j >= 0 && r.isBody(j), role
	case en.Leading()[v] && doc.Tokens[k].POS == "VERB" && !was:
		j := r.nounOf(next(en.Over), end)
		if j < 0 || r.lower(j) == en.League || en.OneOf(r.wordAfter(j, 1), en.In, en.By, en.With) && !r.located(j+2) {
			return false, role // "leads the nation in goals", "leads the group by two points"
		}
		return r.isBody(j), role
	case was:
		return r.describedAt(k, end)
	}
	return false, role
}

// describedAt returns the description that begins at token k, as a predicate has
// it, and whether it makes its bearer public.
func (r *resolver) describedAt(k, end int) (public bool, role assay.Span) {
	if k >= end || !en.OneOf(r.doc.Tokens[k].POS, "DET", "NOUN", "PROPN", "ADJ", "NUM") && !r.doc.Tokens[k].Is("nmod:poss") && !en.Offices()[r.lower(k)] {
		return false, role
	}
	hi := k
	for hi < end && !en.OneOf(r.doc.Word(hi), ",", ";", ":", ".", "—", "–", "”", `"`) && !words.Clauses[r.lower(hi)] && (hi == k || r.doc.Tokens[hi].POS != "AUX") {
		hi++
	}
	list := r.descriptions(k, hi)
	if len(list) == 0 {
		return false, role
	}
	for j := k + 1; j+1 < hi; j++ { // "the first woman to lead the party"
		if r.lower(j) == en.To && en.Leading()[r.lower(j+1)] {
			n := r.nounOf(j+2, hi)
			public = public || n >= 0 && r.isBody(n)
		}
	}
	return public || r.public(k, hi), r.doc.Cover(k, r.upToPhrase(list[len(list)-1].head, hi))
}

// upToPhrase returns where a description with the head noun k ends before token
// hi: after the phrases that hang on it, not those on the verb ("in 2020").
func (r *resolver) upToPhrase(k, hi int) int {
	end := k + 1
	for end < hi && r.doc.Under(end, k) {
		end++
	}
	for end > k+1 && en.OneOf(r.doc.Tokens[end-1].POS, "PUNCT", "ADP", "SCONJ", "DET") {
		end--
	}
	return end
}

// telling returns the verb by which the person whose name is headed by head
// gives information, or -1.
func (r *resolver) telling(head int) int {
	subject := &r.doc.Tokens[r.topOf(head)]
	verb := int(subject.Head)
	if !subject.Is("nsubj") || verb < 0 || !en.Telling()[strings.ToLower(r.doc.Tokens[verb].Lemma)] {
		return -1
	}
	return verb
}

// officerSays reports whether an officer of the police or the like speaks for
// it: "Police Sgt. Ana Lind said", "Lt. Otto Lind of the sheriff's office told".
func (r *resolver) officerSays(start, first, hi, head int, spans []assay.Span) bool {
	doc := r.doc
	if r.telling(head) < 0 {
		return false
	}
	rank, force := false, false
	look := func(lo, end int) {
		for k := lo; k < end; k++ {
			rank = rank || en.Officers()[r.lower(k)]
			force = force || en.Forces()[r.lower(k)] || len(doc.Word(k)) > 2 && strings.HasSuffix(doc.Word(k), "PD")
		}
	}
	look(start, first)
	for _, sp := range spans {
		look(doc.TokensIn(sp))
	}
	if !rank {
		return false
	}
	if before := r.phraseStart(max(first-1, 0)); before < start {
		look(before, start)
	}
	if _, end := r.sentence(head); hi+1 < end && en.OneOf(r.lower(hi), en.Of, en.From, en.With) {
		look(hi+1, r.nounOf(hi+1, end)+1)
	}
	return force
}

// bodySays reports whether the person is quoted with a body that he speaks for:
// "Ana Lind of the Red Cross said", "the agency's Otto Lind said".
func (r *resolver) bodySays(start, hi, head int) bool {
	if r.telling(head) < 0 && r.wordBefore(start) != en.To {
		return false
	}
	if k := start - 1; k > 0 && isPossessive(r.doc.Word(k)) {
		return r.speaksFor(k - 1)
	}
	_, end := r.sentence(head)
	if hi < end && r.doc.Word(hi) == "," {
		hi++
	}
	return hi+1 < end && en.OneOf(r.lower(hi), en.Of, en.From, en.With) && r.speaksFor(r.nounOf(hi+1, end))
}

// speaksFor reports whether the noun k is or names a body in whose name a member
// speaks, as he does not for a school or a team.
func (r *resolver) speaksFor(k int) bool {
	return k >= 0 && r.isBody(k) && !en.Unspoken()[r.lower(k)]
}

// signed makes public whoever the report names as its author.
func (r *resolver) signed() {
	doc := r.doc
	var by strings.Builder
	by.WriteString(doc.Author)
	for _, reg := range doc.Regions {
		if reg.Kind == assay.Byline {
			by.WriteString("\n" + reg.Span.In(doc.Text))
		}
	}
	if by.Len() == 0 {
		return
	}
	authors := suffixarray.New([]byte(strings.ToLower(by.String()))) // of a page of bylines too
	for _, e := range r.list {
		if e.Class == assay.Person && strings.Contains(e.Name, " ") && len(authors.Lookup([]byte(strings.ToLower(e.Name)), 1)) > 0 {
			e.Public = true
		}
	}
}

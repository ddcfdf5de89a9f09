package actor

import (
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/lang/en"
)

// An introduction is what the words round one mention of a name say of whom it
// names.
type introduction struct {
	role   string       // "" if they say nothing
	spans  []assay.Span // of all descriptions; the first is that of role
	public bool
	gender byte // 'm', 'f' or 0

	bystander bool // as nobody in office is: "a resident"
	child     bool // of at most 12 years: "Ivo Lind, 4,"
}

// introduce reads what the words round a mention say: a title before it
// ("Defense Secretary"), an apposition after it (", the head of the clinic,"), a
// description that the name stands in apposition to ("the mayor, Ana Reyes"), or
// a clause of which it is the subject ("who leads the party", "is a nurse"). The
// mention with its titles is tokens start to hi, the name begins at first.
func (r *resolver) introduce(start, first, hi, head int) introduction {
	doc := r.doc
	var in introduction
	add := func(sp assay.Span) {
		if sp.IsZero() || slices.Contains(in.spans, sp) {
			return
		}
		lo, end := doc.TokensIn(sp)
		in.spans = append(in.spans, sp)
		for _, d := range r.descriptions(lo, end) {
			in.public = in.public || r.office(d, lo, end)
			in.bystander = in.bystander || en.Bystanders()[r.lower(d.head)]
			for k := d.lo; k <= d.head; k++ {
				in.sex(r.lower(k))
			}
		}
	}
	add(r.apposition(hi, head))
	add(r.appositive(hi, head))
	add(r.governor(start, head))
	if len(in.spans) == 0 || r.apposed(head) {
		add(r.descriptionComma(start, hi, head))
	}
	add(r.descriptionBefore(start, first))
	for k := start; k < first; k++ {
		in.sex(r.lower(k))
	}
	if public, sp := r.clauses(start, hi, head); public || !sp.IsZero() {
		in.public = in.public || public
		add(sp)
	}
	after := hi // "the Reyes administration", "Reyes's campaign"
	if after < len(doc.Tokens) && isPossessive(doc.Word(after)) {
		after++
	}
	if after < len(doc.Tokens) && en.PublicLife()[r.lower(after)] {
		in.public = true
	}
	if by := start - 1; r.wordBefore(start) == en.By && r.opens(by) && r.capital(by) && en.OneOf(r.wordAfter(hi-1, 1), "", ",", en.And, en.In, "|") {
		in.public = true // a byline in the text: "By Ana Lind"
	}
	if r.ledBy(start) || hi-first > 1 && r.wordBefore(start) == en.Of && en.PublicLife()[r.wordBefore(start-1)] {
		in.public = true // "a party led by Ana Lind", "the regime of Ana Lind"
	}
	in.public = in.public || r.officerSays(start, first, hi, head, in.spans) || !in.bystander && r.bodySays(start, hi, head)
	in.bystander = in.bystander && !in.public
	age := r.age(start, hi)
	in.child = young(age)
	if len(in.spans) > 0 {
		in.role = r.oneOf(in.spans[0])
		return in
	}
	in.role = r.composed(start, first, hi, head, age)
	return in
}

// oneOf returns the words of a description for one of those whom it describes:
// "one of their children" where it stands before several names.
func (r *resolver) oneOf(sp assay.Span) string {
	doc := r.doc
	lo, end := doc.TokensIn(sp)
	if !en.OneOf(doc.Tokens[lo].POS, "DET", "NUM", "PRON") || r.lower(lo) == en.No {
		return sp.In(doc.Text)
	}
	list := r.descriptions(lo, end)
	if len(list) == 0 || doc.Tokens[list[len(list)-1].head].XPOS != "NNS" {
		return sp.In(doc.Text)
	}
	return en.OneAmong + " " + strings.ToLower(doc.Word(lo)) + doc.Text[doc.Tokens[lo].Span.End:sp.End]
}

// sex notes the gender that a title or noun gives away.
func (in *introduction) sex(w string) { in.gender = genderOf(w, in.gender) }

// genderOf returns the gender that the word w gives away, or else the one given.
func genderOf(w string, else_ byte) byte {
	switch {
	case words.Female[w]:
		return 'f'
	case words.Male[w]:
		return 'm'
	}
	return else_
}

// ledBy reports whether a body is led by the person whose mention begins at start.
func (r *resolver) ledBy(start int) bool {
	if r.wordBefore(start) != en.By || start < 2 {
		return false
	}
	verb := &r.doc.Tokens[start-2]
	if verb.XPOS != "VBN" || !en.Leading()[strings.ToLower(verb.Lemma)] {
		return false
	}
	if verb.Is("acl", "amod") && verb.Head >= 0 {
		return r.isBody(int(verb.Head))
	}
	n := r.doc.Child(start-2, "nsubj")
	return n >= 0 && r.isBody(n)
}

// governor returns the description that the name headed by head hangs on: "given
// by the port's spokeswoman, Ana Reyes".
func (r *resolver) governor(start, head int) assay.Span {
	doc := r.doc
	g := int(doc.Tokens[head].Head)
	if !r.apposed(head) || g < 0 || g >= start || !r.personal(g) {
		return assay.Span{}
	}
	for h := int(doc.Tokens[g].Head); doc.Tokens[g].Is("nmod") && h >= 0 && h < g && r.personal(h) && words.Tying[r.wordBefore(r.phraseStart(g))]; h = int(doc.Tokens[g].Head) {
		g = h // "an assistant to the governor, Ana Lind": in doubt the assistant
	}
	lo, _ := doc.Subtree(g)
	lo = min(lo, r.phraseStart(g))
	end := g + 1
	for end < start && doc.Word(end) != "," {
		end++
	}
	if r.owner[g+1] >= 0 {
		return assay.Span{} // "its head Ana Lind, Pope Paul and others"
	}
	if end > g+1 && doc.Tokens[end-1].POS == "ADP" {
		return assay.Span{} // "Secretary of" before "State Lind"
	}
	for k := lo; k < g; k++ {
		if t := &doc.Tokens[k]; t.POS == "AUX" || t.POS == "VERB" && !t.Is("amod", "compound") || en.OneOf(doc.Word(k), `"`, "“", "”", ",") {
			lo = k + 1 // "Also killed were the couple's daughter, Ada"
		}
	}
	for lo < g && (en.OneOf(doc.Tokens[lo].POS, "ADP", "PUNCT", "CCONJ", "SCONJ", "ADV") || doc.Tokens[lo].Is("case", "fixed") && !isPossessive(doc.Word(lo))) {
		lo++
	}
	if doc.Tokens[g].XPOS == "NNS" && lo == g && end == g+1 && doc.Word(end) == "," {
		return assay.Span{} // "According to officials, Ana Lind"
	}
	return doc.Cover(lo, end)
}

// appositive returns the description after a name that ends before token hi and
// that the tree hangs on it, whether or not its noun is known to be a person's:
// "Otto Lind, a glassblower from Oster,".
func (r *resolver) appositive(hi, head int) assay.Span {
	doc := r.doc
	for _, c := range doc.Children(head, "appos") {
		if c < hi || c > hi+8 || doc.Tokens[c].POS != "NOUN" || r.capital(c) || words.Bodies[r.lower(c)] || words.Documents[r.lower(c)] || doc.Tokens[c].XPOS == "NNS" {
			continue
		}
		lo := hi
		if doc.Word(lo) == "," {
			lo++
		}
		if !en.IsArticle(r.lower(lo)) {
			continue
		}
		end := c + 1
		for end < len(doc.Tokens) && doc.Under(end, c) && !en.OneOf(doc.Word(end), ",", ";", "—", en.Who, en.Which) {
			end++
		}
		if end = r.upToPhrase(c, end); end < len(doc.Tokens) && doc.Word(end) == "-" {
			continue // "a photo- and video journalist"
		}
		return doc.Cover(lo, end)
	}
	return assay.Span{}
}

// clauses reads what is predicated of the name that ends before token hi, at
// once, after an apposition, or in a relative clause, and what it does on behalf
// of others.
func (r *resolver) clauses(start, hi, head int) (public bool, role assay.Span) {
	doc := r.doc
	slo, shi := r.sentence(head)
	subject := r.topOf(head)
	acts := doc.Tokens[subject].Is("nsubj", "root", "parataxis", "conj", "acl")
	k := hi
	if k < shi && doc.Word(k) == "," {
		k++
		if k < shi && (r.lower(k) == en.Who || en.OneOf(doc.Tokens[k].XPOS, "VBN", "VBG")) {
			if r.lower(k) == en.Who {
				k++
			}
			public, role = r.said(k)
		}
		for k < shi && doc.Word(k) != "," {
			k++
		}
		k++
	} else if k < shi && r.lower(k) == en.Who {
		return r.said(k + 1)
	}
	if acts && k < shi && !public {
		p, sp := r.said(k)
		public = p
		if role.IsZero() {
			role = sp
		}
	}
	if doc.Tokens[slo].XPOS == "VBG" && start-1 > slo && doc.Word(start-1) == "," {
		p, _ := r.said(slo) // "Speaking for the company, Ana Torres said"
		public = public || p
	}
	for k := slo; k+3 < shi && !public; k++ { // "Ana Torres said on behalf of the company"
		if r.lower(k) == en.On && r.lower(k+1) == en.Behalf && r.lower(k+2) == en.Of && doc.Tokens[subject].Is("nsubj") && doc.Under(k, int(doc.Tokens[subject].Head)) {
			n := r.nounOf(k+3, shi)
			public = n >= 0 && r.isBody(n)
		}
	}
	return public, role
}

// topOf returns the head of the noun phrase that the name headed by head is
// part of as its bearer: "mayor" in "the mayor, Ana Lind, is".
func (r *resolver) topOf(head int) int {
	for r.doc.Tokens[head].Is("appos", "flat", "nmod:desc", "compound") && r.doc.Tokens[head].Head >= 0 {
		head = int(r.doc.Tokens[head].Head)
	}
	return head
}

// composed makes a role of what describes a person without a noun: a relative
// clause ("a person who runs the desk"), an abbreviated rank or the age.
func (r *resolver) composed(start, first, hi, head int, age string) string {
	doc := r.doc
	_, shi := r.sentence(head)
	if hi+2 < shi && doc.Word(hi) == "," && r.lower(hi+1) == en.Who && doc.Tokens[hi+2].POS == "VERB" {
		end := hi + 2
		for end < shi && (doc.Tokens[end].POS != "PUNCT" || doc.Word(end) == "-") {
			end++
		}
		return en.APerson + " " + doc.Cover(hi+1, end).In(doc.Text)
	}
	if hi+1 < shi && en.OneOf(r.lower(hi), en.Of, en.From, en.With, en.At) { // "Otto Lind of the relief agency"
		if n := r.nounOf(hi+1, shi); n >= 0 && (r.isBody(n) || r.located(n)) {
			sp := doc.Cover(hi, n+1)
			if name, ok := r.nameAt(n); ok {
				sp.End = max(sp.End, name.Span.End) // "of Reporters Without Borders"
			}
			return en.APerson + " " + sp.In(doc.Text)
		}
	}
	if age != "" && r.wordBefore(start) == en.Old {
		return en.Article(age) + " " + age
	}
	for k := first - 1; k >= start; k-- {
		if rank := en.Ranks()[r.lower(k)]; rank != "" {
			return rank
		}
	}
	if age != "" {
		return en.Article(age) + " " + age
	}
	return ""
}

// age returns how old the words beside the name say that its bearer is, as
// "34-year-old", or "": "34-year-old Otto Lind", "Otto Lind, 34,", "Otto Lind (34)",
// "Otto Lind, who is 34".
func (r *resolver) age(start, hi int) string {
	doc := r.doc
	if r.wordBefore(start) == en.Old && start > 4 && doc.Word(start-2) == "-" && doc.Word(start-4) == "-" {
		return strings.ToLower(doc.Cover(start-5, start).In(doc.Text))
	}
	_, shi := r.sentence(start)
	k := hi
	switch {
	case k+1 >= shi || doc.Word(k) != "," && doc.Word(k) != "(":
		return ""
	case r.lower(k+1) == en.Aged:
		k++
	case r.lower(k+1) == en.Who && r.wordAfter(k, 2) == en.Is:
		k += 2
	}
	if k++; k < shi && isAge(doc.Word(k)) && (k+1 >= shi || doc.Tokens[k+1].POS == "PUNCT" || doc.Tokens[k+1].POS == "CCONJ") {
		return doc.Word(k) + en.YearOld
	}
	return ""
}

// isAge reports whether w may be the age of a person in years: "8", "34".
func isAge(w string) bool {
	return w != "" && len(w) < 4 && strings.Trim(w, "0123456789") == ""
}

// young reports whether an age, "4-year-old", is that of a child of at most 12.
func young(age string) bool {
	if age == "" {
		return false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(age, en.YearOld))
	return err == nil && n <= 12
}

// owns reports whether a name stands in the genitive.
func (r *resolver) owns(n assay.Name) bool {
	_, hi := r.doc.TokensIn(n.Span)
	return isPossessive(r.doc.Word(hi-1)) || hi < len(r.doc.Tokens) && isPossessive(r.doc.Word(hi))
}

// pastAge returns the token after ", 34," or ", aged 34," that begins at token k, or k.
func (r *resolver) pastAge(k int) int {
	doc := r.doc
	if k+3 >= len(doc.Tokens) || doc.Word(k) != "," {
		return k
	}
	n := k + 1
	if r.lower(n) == en.Aged {
		n++
	}
	if doc.Tokens[n].POS == "NUM" && n+1 < len(doc.Tokens) && doc.Word(n+1) == "," {
		return n + 1
	}
	return k
}

// unparted reports whether a description follows a name right from token k
// on, without a comma, as where a scrape has lost them: "Otto Lind
// spokesman for the port", "Otto Lind a baker from Oster said".
func (r *resolver) unparted(k int) bool {
	doc := r.doc
	switch {
	case en.Indefinite[r.lower(k)]:
		return true
	case doc.Tokens[k].POS == "NOUN" && r.personal(k) && !r.capital(k):
		return en.OneOf(r.wordAfter(k, 1), en.Of, en.For, en.At)
	}
	return false
}

// apposition returns the description that follows a name ending before token
// hi: "Otto Lind, a senior analyst at the Harbor Institute, said".
func (r *resolver) apposition(hi, head int) assay.Span {
	doc := r.doc
	_, shi := r.sentence(head)
	hi = r.pastAge(hi)
	if hi+1 >= shi {
		return assay.Span{}
	}
	if doc.Word(hi) != "," {
		if !r.unparted(hi) {
			return assay.Span{}
		}
		hi-- // what comes first is not a comma
	}
	top := -1 // the head of the description
	for k := hi + 1; k < shi && k < hi+12; k++ {
		tok := &doc.Tokens[k]
		if isPossessive(doc.Word(k)) {
			top = -1 // "the mayor's son": what comes before is another's
			continue
		}
		if tok.POS == "VERB" && !tok.Is("amod") && !(tok.XPOS == "VBG" && k+1 < shi && r.personal(k+1)) || tok.POS == "AUX" || tok.POS == "PRON" && !tok.Is("nmod:poss") || tok.POS == "ADP" || en.OneOf(doc.Word(k), ",", ";") || tok.POS == "CCONJ" && top < 0 {
			break
		}
		if r.personal(k) && !(tok.POS == "ADJ" && k+1 < shi && en.OneOf(doc.Tokens[k+1].POS, "NOUN", "ADJ")) {
			top = k
			if k+2 < shi && doc.Word(k+1) == "-" && r.personal(k+2) {
				continue // "Director-General"
			}
			if n, ok := r.nameAt(min(k+1, shi-1)); ok && n.Class == assay.PersonName && n.Span.Start > tok.Span.End && !r.owns(n) {
				return assay.Span{} // ", Pope Paul,": another person
			}
			if k+1 < shi && (isPossessive(doc.Word(k+1)) || doc.Tokens[k+1].POS == "NOUN" || doc.Tokens[k+1].POS == "PROPN" && (!doc.Tokens[k+1].Is("appos") || r.personal(k+1))) {
				continue
			}
			break
		}
	}
	if top < 0 || en.OneOf(doc.Tokens[top].XPOS, "NNS", "NNPS") {
		return assay.Span{}
	}
	if doc.Tokens[hi+1].POS == "PRON" && top+2 < shi && doc.Word(top+1) == "," && doc.Tokens[top+2].POS == "PROPN" {
		return assay.Span{} // "Mark Lind, his wife, Ada": said of the wife
	}
	end := top + 1
	if _, sub := doc.Subtree(top); sub > end {
		end = sub
	}
	// The subtree may run on into a relative clause or lose its "of" phrase;
	// commas are the surer bounds: the description ends at the first comma that
	// is not part of a place ("in Istanbul, Turkey").
	for k := top + 1; k < end; k++ {
		if w := doc.Word(k); en.OneOf(w, ",", en.Who, en.Which, ";", "—", "”", `"`) || en.Telling()[doc.Tokens[k].Lemma] && doc.Tokens[k].POS == "VERB" {
			end = k
			break
		}
	}
	for end < shi && (doc.Tokens[end].POS == "ADP" || doc.Tokens[end-1].POS == "ADP" || doc.Tokens[end-1].POS == "DET") && doc.Word(end) != "," {
		end++
	}
	for end < shi && doc.Tokens[end-1].POS == "PROPN" && doc.Tokens[end].POS == "PROPN" && isTitle(r.lower(end-1)) {
		end++ // "a bodyguard to Prime Minister"
	}
	if end+1 < shi && doc.Tokens[end].POS == "CCONJ" && r.personal(end+1) && doc.Tokens[end+1].XPOS == "NN" {
		_, sub := doc.Subtree(end + 1) // "founder and leader of the movement"
		end = r.upToPhrase(end+1, sub)
	}
	return doc.Cover(hi+1, end)
}

// descriptionComma returns the description that ends with a comma right before
// token start: "the governor of the province, Ana Reyes". What follows must be
// a pause too, or the comma parts two clauses.
func (r *resolver) descriptionComma(start, hi, head int) assay.Span {
	doc := r.doc
	slo, shi := r.sentence(start)
	if start <= slo+1 || doc.Word(start-1) != "," {
		return assay.Span{}
	}
	pause := hi >= shi || doc.Tokens[hi].POS == "PUNCT" || doc.Tokens[head].Is("appos", "flat", "compound")
	for k := start - 2; k >= slo && k > start-10; k-- {
		t := &doc.Tokens[k]
		if t.POS == "PUNCT" && doc.Word(k) != "-" || t.POS == "VERB" || t.POS == "AUX" {
			break
		}
		lo := r.phraseStart(k)
		for words.Tying[r.wordBefore(lo)] && lo-2 >= slo && r.personal(lo-2) && r.personal(k) {
			k = lo - 2 // "an assistant to the governor, Ana Lind": in doubt the assistant
			lo = r.phraseStart(k)
		}
		if det := doc.Tokens[lo].POS; r.personal(k) && !isPossessive(doc.Word(k+1)) && (r.opens(lo) || pause && (det == "DET" || doc.Tokens[lo].Is("nmod:poss") || r.genitive(lo, k))) {
			if r.owner[k+1] >= 0 {
				return assay.Span{} // "its head Ana Lind, Pope Paul and others"
			}
			return doc.Cover(lo, start-1)
		}
	}
	return assay.Span{}
}

// descriptionBefore returns the description right before a name, its titles
// too: "a smuggler" of "a smuggler Omar Haddad", "The mayor's son", "Norland's
// President". The titles begin at token start and the name at first.
func (r *resolver) descriptionBefore(start, first int) assay.Span {
	doc := r.doc
	k := first - 1
	if k > 1 && words.Coming[r.lower(k)] && doc.Word(k-1) == "-" {
		k -= 2 // "Mayor-elect"
	}
	for k >= start && en.Honorifics()[r.lower(k)] && !r.officePart(k) {
		k-- // "Prime Minister Dr. Lind"
	}
	if k < 0 || k < start && r.officeOf(r.phraseStart(k), k) < 0 && (!r.personal(k) || doc.Tokens[k].POS == "PROPN" && !en.Offices()[r.lower(k)] && !r.opens(r.phraseStart(k))) {
		return assay.Span{}
	}
	lo := r.phraseStart(k)
	if k >= start {
		lo = min(lo, start)
	}
	if of := r.officeOf(lo, k); of >= 0 {
		lo = r.phraseStart(of) // "Secretary of State Lind"
	}
	if len(r.descriptions(lo, k+1)) == 0 {
		return assay.Span{}
	}
	return doc.Cover(lo, k+1)
}

// officeOf returns the noun for a person that the phrase [lo, k], right before a
// name, completes: "commissioner" of "commissioner of police Mary Lind"; or -1.
func (r *resolver) officeOf(lo, k int) int {
	if r.personal(k) && !words.Bodies[r.lower(k)] || r.doc.Tokens[k].POS != "NOUN" && r.doc.Tokens[k].POS != "PROPN" || !en.OneOf(r.wordBefore(lo), en.Of, en.For, en.To, en.In) || r.wordBefore(lo-1) == "" || !r.personal(lo-2) {
		return -1
	}
	return lo - 2
}

// genitive reports whether a genitive stands in tokens lo to k.
func (r *resolver) genitive(lo, k int) bool {
	for ; lo < k; lo++ {
		if isPossessive(r.doc.Word(lo)) {
			return true
		}
	}
	return false
}

// phraseStart returns where the noun phrase ending with token k begins, with
// what stands in the genitive before it.
func (r *resolver) phraseStart(k int) int {
	doc := r.doc
	slo, _ := r.sentence(k)
	top := r.topOf(k)
	if k > slo && doc.Tokens[k].POS == "ADJ" && (doc.Tokens[k-1].POS == "NOUN" || r.officePart(k)) {
		k-- // "attorney general", "chief executive"
		top = r.topOf(k)
	}
	if t := &doc.Tokens[k]; t.Is("amod") && r.personal(k) && t.Head >= 0 {
		top = int(t.Head) // "the minister's secretary Ana Lind", where the noun was taken for an adjective
	}
	for k > slo {
		t := &doc.Tokens[k-1]
		if t.POS == "NOUN" && doc.Tokens[k].POS == "ADJ" && r.capital(k) {
			break // "his nature British Secretary Lind": a stop was lost
		}
		if t.POS != "ADJ" && t.POS != "NOUN" && t.POS != "PROPN" && t.XPOS != "NNP" && t.POS != "DET" && t.POS != "NUM" && !(t.Is("nmod:poss") && t.XPOS != "WP$") && !isPossessive(doc.Word(k-1)) && doc.Word(k-1) != "-" ||
			en.CalendarName(r.lower(k-1)) || !doc.Under(k-1, top) {
			break
		}
		k--
	}
	return k
}

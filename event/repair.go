package event

import (
	"slices"
	"strings"

	"assay/lang/en"
)

// forms gives the lemma of irregular forms on which a lemmatizer may fail and
// a figure would be lost.
var forms = map[string]string{
	"fled": "flee", "slain": "slay", "slew": "slay", "shot": "shoot", "sought": "seek", "fought": "fight",
	"left": "leave", "hurt": "hurt", "held": "hold", "took": "take", "taken": "take", "stole": "steal",
	"stolen": "steal", "sank": "sink", "sunk": "sink", "burnt": "burn", "struck": "strike", "stricken": "strike",
	"hit": "hit", "lost": "lose", "driven": "drive", "drove": "drive", "swept": "sweep", "overran": "overrun",
	"flown": "fly", "flew": "fly", "went": "go", "gone": "go", "came": "come", "died": "die", "dying": "die",
	"slipped": "slip", "bussed": "bus", "bused": "bus", "trapped": "trap", "stranded": "strand",
	"overturned": "overturn", "spent": "spend", "paid": "pay", "froze": "freeze", "drowned": "drown",
	"shook": "shake", "drew": "draw", "overtook": "overtake", "overthrew": "overthrow",
	"withdrew": "withdraw", "began": "begin", "gave": "give", "besieged": "besiege",
	"missing": "missing",
}

// participleOf returns the verb of a form that the lemmatizer has left as it
// is, as it does where a tagger has made an adjective of it ("relocated"), or
// cut wrongly ("shelled").
func participleOf(lemma, word string) string {
	stem, ok := strings.CutSuffix(word, "ed")
	if _, known := verbs[lemma]; known || !ok || len(stem) < 3 {
		return lemma
	}
	for _, v := range [...]string{stem + "e", stem, strings.TrimSuffix(stem, "i") + "y", stem[:len(stem)-1]} {
		if _, ok := verbs[v]; ok {
			return v
		}
	}
	return lemma
}

// repair mends the trees where parsers trained on other text are known to
// break and a figure hangs on it, and reports whether anything changed since the
// last link.
func (g *graph) repair() bool {
	changed := false
	for i := range g.Tokens {
		if g.sent[i] != none {
			changed = g.verbNotNoun(i) || g.nounNotGerund(i) || g.countedState(i) || changed
		}
	}
	if changed {
		g.link()
	}
	for i := range g.Tokens {
		if g.sent[i] == none {
			continue
		}
		if g.mistaken(i) {
			changed = g.nounNotVerb(i) || changed
		} else if v := g.verbless(i); v != none {
			g.predicate(v, i)
			changed = true
		}
	}
	if changed {
		g.link()
	}
	if g.verbs(g.gerund, g.lostPredicate, g.stolenObject, g.twoSubjects, g.farRelative, g.doubleSubject, g.subordinate) || changed {
		g.link()
	}
	return g.verbs(g.nearConjunct, g.nearParticiple, g.swallowed, g.lostSubject, g.cutOff)
}

// countedState makes a noun of the participle at i that a number counts, as it
// counts no verb: "31 bodies and 60 wounded".
func (g *graph) countedState(i int) bool {
	tok := &g.Tokens[i]
	if h := g.up(i); tok.POS != "VERB" || h == none || g.Tokens[h].POS != "NOUN" || states[lower(g.Word(i))] == "" || g.child(i, "nummod") == none || g.child(i, "nsubj", "aux", "obj", "mark") != none {
		return false
	}
	tok.POS, tok.XPOS = "NOUN", "NNS"
	g.lemma[i] = lower(g.Word(i))
	return true
}

// verbs repairs each verb by each of repairs, in order, and reports whether any
// changed something.
func (g *graph) verbs(repairs ...func(i int) bool) (changed bool) {
	for i := range g.Tokens {
		if g.Tokens[i].POS != "VERB" || g.sent[i] == none {
			continue
		}
		for _, repair := range repairs {
			changed = repair(i) || changed
		}
	}
	return changed
}

// mistaken reports whether the verb at i is a plural noun for persons:
// "State operatives", "army guards" read as verbs in the third person.
func (g *graph) mistaken(i int) bool {
	tok := &g.Tokens[i]
	if tok.POS != "VERB" || tok.XPOS != "VBZ" || i == 0 || g.sent[i-1] != g.sent[i] {
		return false
	}
	w := strings.TrimSuffix(strings.ToLower(g.Word(i)), "s")
	if !persons[w] || g.child(i, "aux", "obj", "xcomp") != none {
		return false
	}
	if c := g.child(i, "ccomp"); c != none && (g.child(c, "aux") == none || g.child(c, "nsubj", "mark") != none) {
		return false
	}
	switch g.Tokens[i-1].POS {
	case "NOUN", "PROPN", "ADJ":
		return true
	}
	return false
}

// nounNotVerb makes the verb at i a noun, the subject of the next finite verb
// beneath it if there is one.
func (g *graph) nounNotVerb(i int) bool {
	tok := &g.Tokens[i]
	tok.POS, tok.XPOS = "NOUN", "NNS"
	g.lemma[i] = strings.TrimSuffix(strings.ToLower(g.Word(i)), "s")
	for _, k := range g.kids[i] {
		if kid := &g.Tokens[k]; int(k) < i && kid.Is("nsubj") {
			kid.Rel = "compound"
		} else if kid.Is("obl") {
			kid.Rel = "nmod"
		}
	}
	if v := g.finiteAfter(i, int(g.high[i])); v != none {
		g.predicate(v, i)
	}
	return true
}

// finiteAfter returns the first verb in (i, hi) that can be a predicate: with
// an auxiliary, or in a finite form, and not in a relative clause.
func (g *graph) finiteAfter(i, hi int) int {
	for v := i + 1; v < hi; v++ {
		tok := &g.Tokens[v]
		if g.relative(v) && !g.is(v, "obj") {
			return none
		}
		if tok.POS != "VERB" || g.child(v, "nsubj", "mark") != none {
			continue
		}
		if tok.XPOS == "VBD" || tok.XPOS == "VBP" || tok.XPOS == "VBZ" || g.child(v, "aux") != none {
			return v
		}
	}
	return none
}

// predicate makes verb v the head of the clause of which i is the subject, in
// the place where i hung.
func (g *graph) predicate(v, i int) {
	tv, ti := &g.Tokens[v], &g.Tokens[i]
	tv.Head, tv.Rel = ti.Head, ti.Rel
	if tv.Head < 0 {
		tv.Rel = "root"
	}
	ti.Head, ti.Rel = int32(v), "nsubj"
	// "12 people killed in a blast, police say": a headline's passive.
	bare := tv.XPOS == "VBN" && g.child(v, "aux", "obj") == none && verbs[g.lemma[v]].obj != "" && verbs[g.lemma[v]].subj == ""
	if g.child(v, "aux:pass") != none || bare {
		ti.Rel = "nsubj:pass"
	}
	for _, k := range g.kids[i] {
		kid := &g.Tokens[k]
		if (int(k) > v || kid.POS == "PUNCT" || kid.Is("advcl", "mark")) && int(k) != v {
			kid.Head = int32(v)
		}
	}
}

// speaks are verbs whose subject and themselves may follow what is said.
var speaks = en.NewSet("say", "add", "report", "tell", "announce", "state", "note", "believe", "think", "estimate", "claim", "warn", "suggest", "show")

// bare reports whether the noun at i is called a clause though it has neither
// copula nor subject.
func (g *graph) bare(i int) bool {
	return g.is(i, "ccomp") && g.Tokens[i].POS == "NOUN" && g.child(i, "cop", "nsubj", "aux") == none
}

// twoSubjects gives a clause its own verb back where a later verb of the
// sentence has taken its subject: in "300 men from two towns poured into the
// camp, officials say" the men do not say, they poured; and in "12 men escaped
// from jail, but most of them were caught" not all were caught.
func (g *graph) twoSubjects(last int) bool {
	first, second := none, none
	for _, k := range g.kids[last] {
		if int(k) > last || !g.is(int(k), "nsubj") && !(speaks[g.lemma[last]] && g.bare(int(k))) {
			continue
		}
		if first == none {
			first = int(k)
		}
		second = int(k)
	}
	if first == second || !g.is(second, "nsubj") {
		return false
	}
	start := int(g.low[second])
	joined := g.Tokens[start].POS == "CCONJ" || start > 0 && g.Tokens[start-1].POS == "CCONJ"
	if !joined && !speaks[g.lemma[last]] {
		return false
	}
	for v := first + 1; v < int(g.low[second]); v++ {
		tok := &g.Tokens[v]
		past := tok.XPOS == "VBD" || tok.XPOS == "VBN"
		if tok.POS != "VERB" || !past && tok.XPOS != "VBP" && tok.XPOS != "VBZ" || g.child(v, "nsubj", "mark") != none {
			continue
		}
		if h := g.up(v); g.is(v, "conj") && h < v && h > first && g.verbal(h) {
			continue // "has killed 12 people and injured 30"
		}
		// "men trained by the army" is no clause of its own.
		if g.lemma[v+1] == "by" {
			continue
		}
		g.predicate(v, first)
		if joined {
			g.Tokens[v].Head, g.Tokens[v].Rel = g.Tokens[last].Head, g.Tokens[last].Rel
			g.Tokens[last].Head, g.Tokens[last].Rel = int32(v), "conj"
		} else {
			g.Tokens[v].Head, g.Tokens[v].Rel = int32(last), "ccomp"
		}
		return true
	}
	return false
}

// verbless returns the verb of which the plural noun at i is the subject where
// the parser has made the noun the head of a clause, or none.
func (g *graph) verbless(i int) int {
	if g.Tokens[i].POS != "NOUN" || !g.plural(i) || g.child(i, "cop") != none || !g.is(i, "root", "ccomp", "acl", "advcl", "parataxis", "conj") {
		return none
	}
	for _, k := range g.kids[i] {
		v := int(k)
		if v > i && g.is(v, "ccomp", "acl", "advcl", "parataxis") && g.verbal(v) && (g.child(v, "aux") != none || g.bareVerb(v, i)) && g.child(v, "nsubj", "mark", "csubj") == none {
			for _, n := range g.kids[i] {
				if g.is(int(n), "nsubj") {
					g.Tokens[n].Rel = "compound"
				}
			}
			return v
		}
	}
	return g.pastRelative(i)
}

// pastRelative returns the predicate of the noun at i that was read as a part of
// its relative clause, or none: "Dozens of families who moved to Gao have since
// left for Mopti".
func (g *graph) pastRelative(i int) int {
	if !g.is(i, "root") {
		return none
	}
	n := i
	if k := g.child(i, "nmod"); k != none {
		n = k
	}
	for _, c := range g.kids[n] {
		if g.Tokens[c].Rel != "acl:relcl" || g.child(int(c), "nsubj") == none {
			continue
		}
		for _, k := range g.kids[c] {
			v := int(k)
			if v > int(c) && g.is(v, "advcl", "ccomp", "conj", "parataxis") && g.verbal(v) && g.child(v, "aux") != none && g.child(v, "nsubj", "mark", "cc") == none && g.Word(int(g.low[v])) != "," && !g.begunBy(v, "when", "where") {
				return v
			}
		}
	}
	return none
}

// begunBy reports whether the clause of verb v begins with one of words.
func (g *graph) begunBy(v int, words ...string) bool {
	for _, k := range g.kids[v] {
		if int(k) < v && g.is(int(k), "mark", "advmod") && slices.Contains(words, g.lemma[k]) {
			return true
		}
	}
	return false
}

// bareVerb reports whether the verb at v, read as a participle on the noun at i,
// is the predicate of a sentence that has no other: "More than 60 countries
// signed the treaty", "Some 400 people waited for a week". Of "12 people injured
// in the blast" it is none.
func (g *graph) bareVerb(v, i int) bool {
	if !g.is(i, "root") || g.Tokens[v].Rel != "acl" || !g.participle(v) || int(g.high[i]) != v+1 && g.Word(v-1) == "," {
		return false
	}
	if g.child(v, "obj") != none || g.intransitive(v) {
		return true
	}
	_, told := verbs[g.lemma[v]]
	return g.Tokens[v].XPOS == "VBD" && !told
}

// farRelative joins a relative clause that tells of harm to the event before it
// rather than to the place next to it: "a raid on Monday in Kidal, in the north,
// that killed 12 men".
func (g *graph) farRelative(v int) bool {
	tok := &g.Tokens[v]
	h := g.up(v)
	if h == none {
		return false
	}
	if tok.Rel == "acl:relcl" {
		if g.place[h] == none {
			return false
		}
	} else {
		// ", that killed 12" called something else
		s := g.child(v, "nsubj")
		if s == none || !g.relative(s) || g.Tokens[s].XPOS != "WDT" || s == 0 || g.Word(s-1) != "," {
			return false
		}
		h = s - 1
	}
	switch s := verbs[g.lemma[v]]; s.obj {
	case killed, injured, displaced, destroyed:
	default:
		if s.thing != destroyed && s.thing != damaged {
			return false
		}
	}
	lo, _ := g.sentence(v)
	for k := h - 1; k >= max(lo, h-25); k-- {
		if g.names(k) && (k < int(g.low[h]) || k >= int(g.high[h])) {
			tok.Head, tok.Rel = int32(k), "acl:relcl"
			return true
		}
	}
	return false
}

// doubleSubject joins two subjects of one verb where the first is a numeral
// noun and the second follows it without a break: "thousands of Army of the
// North fighters fled" has the fighters as what is counted.
func (g *graph) doubleSubject(v int) bool {
	var subjects []int
	for _, k := range g.kids[v] {
		if g.is(int(k), "nsubj") && int(k) < v {
			subjects = append(subjects, int(k))
		}
	}
	if len(subjects) != 2 {
		return false
	}
	a, b := subjects[0], subjects[1]
	if g.quantity[a] == none || !g.person(b) || int(g.high[a]) != int(g.low[b]) {
		return false
	}
	g.Tokens[b].Head, g.Tokens[b].Rel = int32(a), "nmod"
	return true
}

// subordinators are words that a parser may take for prepositions.
var subordinators = en.NewSet("after", "before", "while", "as", "when", "since", "until", "because", "where", "once", "although", "though")

// subordinate gives verb v the subject that stands right before it under a
// subordinator: "after two people were shot" is no "after two people".
func (g *graph) subordinate(v int) bool {
	tok := &g.Tokens[v]
	finite := tok.XPOS == "VBD" || tok.XPOS == "VBP" || tok.XPOS == "VBZ" || g.child(v, "aux") != none
	// "after a tower collapsed": no passive, so no participle.
	finite = finite || tok.XPOS == "VBN" && (g.intransitive(v) || deedTriggers[g.lemma[v]].kind == accident)
	if g.child(v, "nsubj", "csubj", "mark") != none || !finite {
		return false
	}
	h := g.up(v)
	if h == none {
		return false
	}
	for _, k := range g.kids[h] {
		n := int(k)
		if n >= v || int(g.high[n]) != int(g.low[v]) || !g.is(n, "obl", "nmod") {
			continue
		}
		c := g.child(n, "case")
		if c == none || !subordinators[g.lemma[c]] {
			continue
		}
		g.Tokens[n].Head, g.Tokens[n].Rel = int32(v), "nsubj"
		if g.child(v, "aux:pass") != none {
			g.Tokens[n].Rel = "nsubj:pass"
		}
		g.Tokens[c].Head, g.Tokens[c].Rel = int32(v), "mark"
		if tok.Is("conj", "acl") {
			tok.Rel = "advcl"
		}
		return true
	}
	return false
}

// swallowed gives a verb of saying its own subject back where that was read as a
// part of what is said: "Some 300 men from two towns poured into the camp, aid
// workers say". The verb of what is said is one that is no passive, so its
// participle cannot describe the towns.
func (g *graph) swallowed(last int) bool {
	n, s := last-1, g.child(last, "nsubj")
	if !speaks[g.lemma[last]] || s == none || s >= n || int(g.low[s]) > n || int(g.high[s]) != last || g.Tokens[n].POS != "NOUN" && g.Tokens[n].POS != "PROPN" || g.child(n, "case") != none {
		return false
	}
	for v := s + 1; v < n; v++ {
		if g.Tokens[v].Rel != "acl" || !g.verbal(v) || !g.participle(v) || !g.intransitive(v) || g.child(v, "aux", "nsubj", "mark") != none {
			continue
		}
		comma := v + 1
		for comma < n && g.Word(comma) != "," {
			comma++
		}
		if comma == n {
			return false
		}
		g.Tokens[v].Head, g.Tokens[v].Rel = int32(last), "ccomp"
		g.Tokens[s].Head, g.Tokens[s].Rel = int32(v), "nsubj"
		g.Tokens[n].Head, g.Tokens[n].Rel = int32(last), "nsubj"
		return true
	}
	return false
}

// lostSubject gives a finite verb the subject right before it that was read as
// an apposition to the source: "According to doctors, two men and a woman were
// shot".
func (g *graph) lostSubject(v int) bool {
	a := g.child(v, "aux")
	if a == none || a > v || g.child(v, "nsubj", "csubj", "mark", "expl") != none || g.is(v, "xcomp", "conj", "acl") {
		return false
	}
	lo, _ := g.sentence(v)
	for n := a - 1; n > lo && n > a-12; n-- {
		if !g.is(n, "appos") || int(g.high[n]) != a || int(g.low[n]) == lo || g.Word(int(g.low[n])-1) != "," || !g.nominal(n) {
			continue
		}
		// "The mayor, two of his aides, were shot" lets nobody else be shot.
		h := g.up(n)
		if h == none {
			return false
		}
		if c := g.child(h, "case"); c == none || lower(g.Word(c)) != "according" {
			return false
		}
		g.Tokens[n].Head, g.Tokens[n].Rel = int32(v), "nsubj"
		if g.child(v, "aux:pass") != none {
			g.Tokens[n].Rel = "nsubj:pass"
		}
		return true
	}
	return false
}

// cutOff gives the verb at v its subject back that the end of a quotation cuts
// off from it: "officers say that rebels” from Gao “may have reached the town".
func (g *graph) cutOff(v int) bool {
	tok, h := &g.Tokens[v], g.up(v)
	if h == none || h > v || !g.is(v, "ccomp", "parataxis", "conj") || g.child(v, "nsubj", "csubj", "mark", "cc") != none || g.child(v, "aux") == none {
		return false
	}
	for _, k := range g.kids[h] {
		n := int(k)
		if n > h && n < v && g.bare(n) && g.plural(n) && g.child(n, "mark") != none && int(g.high[n]) >= int(g.low[v])-1 {
			g.predicate(v, n)
			tok.Rel = "ccomp"
			return true
		}
	}
	return false
}

// nearConjunct joins a verb of harm to the clause right before it, which has
// persons for its subject, where it was joined to the one above: "The raid came
// after rebels overran a post and killed nine soldiers".
func (g *graph) nearConjunct(v int) bool {
	tok, h := &g.Tokens[v], g.up(v)
	if h == none || h > v || !g.is(v, "conj") || !g.verbal(h) || g.Tokens[v].XPOS != "VBD" || g.child(v, "nsubj", "csubj", "aux") != none {
		return false
	}
	cc := g.child(v, "cc")
	if s := verbs[g.lemma[v]]; cc == none || s.obj != killed && s.obj != injured && s.thing != destroyed && s.thing != damaged {
		return false
	}
	for _, k := range g.kids[h] {
		a := int(k)
		if a < h || int(g.high[a]) != cc || !g.is(a, "advcl") || !g.verbal(a) {
			continue
		}
		if s := g.child(a, "nsubj"); s != none && !g.passive(a) && g.person(s) {
			tok.Head = int32(a)
			return true
		}
	}
	return false
}

// nearParticiple joins a participle of harm to the verb of the event right
// before it, where it was joined to the clause above: "The trial began after a
// tower collapsed in 2011, killing 30 people".
func (g *graph) nearParticiple(v int) bool {
	h := g.up(v)
	if h == none || h > v || !g.is(v, "advcl") || g.Tokens[v].XPOS != "VBG" || v == 0 || g.Word(v-1) != "," {
		return false
	}
	if s := verbs[g.lemma[v]]; s.obj != killed && s.obj != injured && s.thing != destroyed && s.thing != damaged && g.lemma[v] != "leave" {
		return false
	}
	for a := v - 2; a > h; a-- {
		if g.Tokens[a].POS != "VERB" || g.is(a, "amod", "compound", "case") {
			continue
		}
		s := g.child(a, "nsubj")
		if _, ok := deedTriggers[g.lemma[a]]; s == none || !ok && !g.names(s) {
			return false
		}
		g.Tokens[v].Head = int32(a)
		for _, k := range g.kids[v] {
			if int(k) < v && g.is(int(k), "obl") {
				g.Tokens[k].Head = int32(a)
			}
		}
		return true
	}
	return false
}

// pasts are past forms of verbs that are no other word, with those of events
// and movements that taggers know least.
var pasts = en.NewSet("shook", "struck", "overran", "fled", "slew", "sought", "fought", "swept", "flew", "drove", "drew",
	"overtook", "overthrew", "withdrew", "began", "went", "took", "gave")

// verbNotNoun makes a verb of a word that can be nothing else: "A quake shook
// Izmir", "insurgents overran a post".
func (g *graph) verbNotNoun(i int) bool {
	tok := &g.Tokens[i]
	if tok.POS == "VERB" || tok.POS == "PROPN" || !pasts[g.Word(i)] {
		return false
	}
	noun := tok.POS == "NOUN"
	tok.POS, tok.XPOS = "VERB", "VBD"
	w := g.Word(i)
	g.lemma[i] = forms[w]
	if o := g.up(i); o > i && g.is(i, "case", "compound", "amod") {
		g.takeObject(i, o)
		return true
	}
	if !noun {
		return true
	}
	for _, k := range g.kids[i] {
		switch kid := &g.Tokens[k]; {
		case kid.POS != "NOUN" && kid.POS != "PROPN":
		case int(k) < i && kid.Is("compound", "nmod"):
			kid.Rel = "nsubj"
		case int(k) > i && kid.Is("flat", "appos", "compound", "dep"):
			kid.Rel = "obj"
		}
	}
	return true
}

// takeObject makes the noun at o the object of the verb at i, in whose place the
// verb stands then; of "a quake that struck Chile" it heads a relative clause.
func (g *graph) takeObject(i, o int) {
	tok, to := &g.Tokens[i], &g.Tokens[o]
	tok.Head, tok.Rel = to.Head, "advcl"
	if to.Head < 0 {
		tok.Rel = "root"
	}
	to.Head, to.Rel = int32(i), "obj"
	if i < 2 || g.sent[i-2] != g.sent[i] || g.lemma[i-1] != "that" && g.lemma[i-1] != "which" || !g.nominal(i-2) {
		return
	}
	tok.Head, tok.Rel = int32(i-2), "acl:relcl"
	that := &g.Tokens[i-1]
	that.POS, that.XPOS, that.Head, that.Rel = "PRON", "WDT", int32(i), "nsubj"
}

// nounNotGerund makes a noun of a word that was read as a gerund without being
// one, and gives it to the verb before it: "a quake that struck Izmir before
// dawn on Sunday has killed nine".
func (g *graph) nounNotGerund(i int) bool {
	tok := &g.Tokens[i]
	if tok.POS != "VERB" || g.child(i, "mark", "det") == none {
		return false
	}
	word := strings.ToLower(g.Word(i))
	if tok.XPOS != "VBG" && word != "dawn" && word != "dusk" {
		return false
	}
	if _, ok := triggers[word]; ok && g.child(i, "det") != none && g.child(i, "obj") == none {
		tok.POS, tok.XPOS, g.lemma[i] = "NOUN", "NN", word // "hurt in a shooting"
		for _, k := range g.kids[i] {
			if g.Tokens[k].Is("obl") {
				g.Tokens[k].Rel = "nmod"
			}
		}
		return true
	}
	if strings.HasSuffix(word, "in") || strings.Contains(word, "ing") {
		return false
	}
	tok.POS, tok.XPOS = "NOUN", "NN"
	m := g.child(i, "mark")
	if m == none {
		return true
	}
	g.Tokens[m].Rel = "case"
	lo, _ := g.sentence(i)
	for v := m - 1; v >= lo; v-- {
		if g.verbal(v) {
			tok.Head, tok.Rel = int32(v), "obl"
			break
		}
	}
	return true
}

// gerund makes a noun of the name of an event that was read as a verb: "a
// suicide bombing", "the summer shooting".
func (g *graph) gerund(v int) bool {
	tok, h := &g.Tokens[v], g.up(v)
	if tok.XPOS != "VBG" || h != v-1 || tok.Rel != "acl" || g.Tokens[h].POS != "NOUN" || g.plural(h) || g.person(h) {
		return false
	}
	word := strings.ToLower(g.Word(v))
	if _, ok := triggers[word]; !ok || g.child(v, "obj") != none {
		return false
	}
	th := &g.Tokens[h]
	tok.POS, tok.XPOS, tok.Head, tok.Rel = "NOUN", "NN", th.Head, th.Rel
	g.lemma[v] = word
	for _, k := range g.kids[h] {
		if int(k) != v {
			g.Tokens[k].Head = int32(v)
		}
	}
	for _, k := range g.kids[v] {
		if g.Tokens[k].Is("obl") {
			g.Tokens[k].Rel = "nmod"
		}
	}
	th.Head, th.Rel = int32(v), "compound"
	return true
}

// lostPredicate gives a verb in the past its subject back where it was read as
// a participle before its object: "dozens of families sought refuge".
func (g *graph) lostPredicate(v int) bool {
	tok, o := &g.Tokens[v], g.up(v)
	if tok.Rel != "amod" || tok.XPOS != "VBN" && tok.XPOS != "VBD" || o < v {
		return false
	}
	n := g.up(o)
	if n == none || n > v || !g.is(o, "parataxis", "appos", "conj", "nmod", "dep") || !g.nominal(n) || !g.plural(n) {
		return false
	}
	if !g.is(n, "root", "ccomp", "parataxis") || int(g.low[o]) != v || g.child(n, "cop") != none || g.child(o, "case", "cc") != none {
		return false
	}
	for _, k := range g.kids[n] {
		if int(k) > v && int(k) != o && g.Tokens[k].POS != "PUNCT" {
			return false
		}
	}
	g.predicate(v, n)
	g.Tokens[o].Head, g.Tokens[o].Rel = int32(v), "obj"
	return true
}

// stolenObject gives the verb of a relative clause its object back that the
// verb of the main clause has for a subject: "the storm, which destroyed 200
// houses, had weakened".
func (g *graph) stolenObject(v int) bool {
	h, n := g.up(v), g.child(v, "nsubj")
	if h == none || n == none || !g.is(v, "ccomp") || h >= n || !g.verbal(h) || g.child(h, "obj") != none {
		return false
	}
	end := int(g.high[n])
	if int(g.low[n]) != h+1 || end >= v || g.Word(end) != "," || g.relative(n) {
		return false
	}
	g.Tokens[n].Head, g.Tokens[n].Rel = int32(h), "obj"
	return true
}

package ledger

import (
	"regexp"
	"slices"
	"strings"

	"assay"
	"assay/place/gazetteer"
)

// A voice is the origin of a figure: who, in the end, says so.
type voice struct {
	name  string   // as shown
	named bool     // whether it names somebody
	party []string // named: the words of the folded name, sorted
	alone bool     // named: a person who speaks for nobody
	fine  string   // unnamed: what tells it from other unnamed voices of its story
}

// itself is the origin of a figure that a report gives in its own voice.
const itself = "the report itself"

// voiceOf finds the innermost source of the chain of claims in which m stands,
// and folds it into the organisation or document it speaks for.
func voiceOf(m *mention) voice {
	doc := m.doc
	i, ok := m.figure.Claim.Index()
	if !ok || i >= len(doc.Claims) {
		return voice{name: itself, fine: itself}
	}
	i = innermost(doc, i, m.q.Span)
	return claimVoice(doc, i)
}

// innermost returns the claim that lies deepest within claim i and holds sp.
// "The mayor said the police had counted 12 dead" is the police's.
func innermost(doc *assay.Doc, i int, sp assay.Span) int {
	for steps := 0; steps < len(doc.Claims); steps++ {
		deeper := -1
		for k := range doc.Claims {
			if via, ok := doc.Claims[k].Via.Index(); ok && via == i && k != i && holds(&doc.Claims[k], sp) != nil {
				deeper = k
				break
			}
		}
		if deeper < 0 {
			return i
		}
		i = deeper
	}
	return i
}

// holds returns the content of cl that contains sp, or nil.
func holds(cl *assay.Claim, sp assay.Span) *assay.Content {
	for k := range cl.Content {
		if cl.Content[k].Span.Contains(sp) {
			return &cl.Content[k]
		}
	}
	return nil
}

func claimVoice(doc *assay.Doc, i int) voice {
	cl := &doc.Claims[i]
	src := cl.Source.In(doc.Sources)
	if src == nil {
		return voice{name: itself, fine: itself}
	}
	if k := sameStatement(doc, i); k >= 0 {
		if other := doc.Claims[k].Source.In(doc.Sources); other != nil && other != src {
			return sourceVoice(doc, other)
		}
	}
	return sourceVoice(doc, src)
}

// sameStatement returns the claim before claim i from whose statement i's words
// come as well: "the governor said in the same statement".
func sameStatement(doc *assay.Doc, i int) int {
	channel := quoteOr(doc, doc.Claims[i].Channel)
	if !strings.Contains(channel, "same ") {
		return -1
	}
	words := strings.Fields(channel)
	noun := words[len(words)-1]
	for k := i - 1; k >= 0; k-- {
		if strings.HasSuffix(quoteOr(doc, doc.Claims[k].Channel), noun) {
			return k
		}
	}
	return -1
}

// quoteOr returns the words of sp in lower case, "" if it has none.
func quoteOr(doc *assay.Doc, sp assay.Span) string {
	if sp.Len() <= 0 || sp.Check(doc.Text) != nil {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(sp.In(doc.Text)), " "))
}

// sourceVoice folds one source.
func sourceVoice(doc *assay.Doc, src *assay.Source) voice {
	text := ""
	if src.Span.Len() > 0 && src.Span.Check(doc.Text) == nil {
		text = strings.Join(strings.Fields(src.Span.In(doc.Text)), " ")
	}
	if noun := basis(text); noun != "" && src.Class != assay.Document {
		return unnamedVoice(text, "document "+noun)
	}
	act := src.Actor.In(doc.Actors)
	if src.Class == assay.Author && src.Name == "" {
		return voice{name: itself, fine: itself}
	}
	if who := spokenFor(doc, src, act, text); who != "" {
		return partyVoice(who)
	}
	name := src.Name
	if name == "" && act != nil {
		name = act.Name
	}
	switch class := src.Class; {
	case class == assay.Document:
		if by := issuer(text); by != "" {
			return partyVoice(by)
		}
		if titled(name) {
			return partyVoice(name)
		}
		return unnamedVoice(text, "document "+documentNoun(text))
	case class == assay.Person && name != "":
		return voice{name: name, named: true, alone: true, party: personWords(name)}
	case class == assay.Organization && (name != "" || text != ""):
		if name == "" {
			name = text
		}
		return partyVoice(name)
	case class == assay.Group && name != "" && capitals(name) > 1:
		return partyVoice(name)
	}
	if text == "" {
		text = "not named"
	}
	return unnamedVoice(text, text)
}

func unnamedVoice(text, fine string) voice {
	return voice{name: text, fine: strings.ToLower(fine)}
}

// officer matches roles whose holders speak for their organisation, as against
// analysts, doctors or members, who speak for themselves.
var officer = regexp.MustCompile(`(?i)\b(spokes(man|woman|person)|general|colonel|major|captain|lieutenant|admiral|brigadier|commander|commissioner|chief|head|chair(man|woman|person)?|president|minister|secretary|director|governor|mayor|ambassador|envoy|co-?ordinator|representative|official|officer|premier|chancellor|prefect|superintendent|inspector|sheriff)\b`)

// speaksFor matches the words that lead from a spokesman to whom he speaks for.
var speaksFor = regexp.MustCompile(`(?i)\bspokes(?:man|woman|person|people|men|women)\s+(?:for|of|at|with)\s+([^,;—]+)`)

// hisSpokesman matches "the X's spokesman" and "an X spokeswoman".
var hisSpokesman = regexp.MustCompile(`(?i)^(?:an?|the)?\s*(.+?)(?:'s|’s|s'|s’)?\s+(?:chief\s+|senior\s+)?spokes(?:man|woman|person)\b`)

// spokenFor returns the organisation whose words a source's are, "" if they
// are its own.
func spokenFor(doc *assay.Doc, src *assay.Source, act *assay.Actor, text string) string {
	if a := src.SpeaksFor.In(doc.Actors); a != nil {
		return actorName(doc, a)
	}
	if act != nil && act.Class == assay.Person && officer.MatchString(act.Role+" "+text) {
		if a := act.Affiliation.In(doc.Actors); a != nil {
			return actorName(doc, a)
		}
	}
	for _, s := range [...]string{text, roleOfActor(act)} {
		if m := speaksFor.FindStringSubmatch(s); m != nil {
			return strings.TrimSpace(m[1])
		}
	}
	if who := force(roleOfActor(act)); who != "" {
		return who
	}
	if m := hisSpokesman.FindStringSubmatch(text); m != nil && capitals(m[1]) > 0 && src.Class != assay.Organization {
		return m[1]
	}
	return ""
}

// inForce matches roles that name the force whose officer somebody is, or the
// ministry that he heads.
var inForce = regexp.MustCompile(`(?i)\b((?:[a-z-]+ )?(?:police|army|navy|air force|coast guard|fire department|fire brigade)) (?:chief|commander|commissioner|captain|general|inspector|superintendent|officer|official)\b|\b((?:[a-z-]+ )?minister)\b`)

// force returns the force or ministry in a role: "the harbour police chief" is
// the harbour police's, "deputy health minister" the ministry's.
func force(role string) string {
	m := inForce.FindStringSubmatch(role)
	switch {
	case m == nil || strings.HasPrefix(strings.ToLower(m[2]), "prime "):
		return ""
	case m[1] != "":
		return strings.TrimPrefix(m[1], "the ")
	}
	return strings.TrimSuffix(strings.TrimPrefix(m[2], "the "), "er") + "ry"
}

func roleOfActor(a *assay.Actor) string {
	if a == nil {
		return ""
	}
	return a.Role
}

func actorName(doc *assay.Doc, a *assay.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	if len(a.Mentions) > 0 && a.Mentions[0].Check(doc.Text) == nil {
		return strings.Join(strings.Fields(a.Mentions[0].In(doc.Text)), " ")
	}
	return ""
}

// onDocument matches the words by which somebody who is quoted says that what
// he says is in a document.
var onDocument = regexp.MustCompile(`(?i)\b(?:with access to|who (?:have|has|had) (?:seen|read|reviewed)|who (?:saw|read|reviewed)|familiar with|briefed on|citing|quoting|based on|drawing on)\s+(.+)`)

// documentNouns are what documents are called.
var documentNouns = []string{
	"assessment", "report", "document", "study", "survey", "data", "intelligence", "memo", "memorandum", "letter",
	"file", "record", "briefing", "dossier", "review", "audit", "estimate", "statement", "figures", "statistics", "census", "bulletin", "paper",
}

// basis returns the noun of the document that a source's words rest on:
// "diplomats who have seen the draft report" gives "report".
func basis(text string) string {
	m := onDocument.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return documentNoun(m[1])
}

func documentNoun(text string) string {
	for _, w := range slices.Backward(strings.Fields(strings.ToLower(text))) {
		w = strings.Trim(w, ".,;:'\"“”‘’()")
		for _, noun := range documentNouns {
			if w == noun || w == noun+"s" || noun == "study" && w == "studies" || noun == "survey" && w == "surveys" {
				return noun
			}
		}
	}
	return ""
}

// issuedBy matches whose document it is.
var issuedBy = regexp.MustCompile(`\b(?:by|from|of|released by|published by|issued by)\s+((?:the |a |an )?[A-Z][^,;—]*|the [^,;—]*(?:ministry|agency|police|army|government|office|commission)\b[^,;—]*)`)

func issuer(text string) string {
	if m := issuedBy.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// titled reports whether a document has a name of its own: "World Harvest
// Survey", as against "new American assessments".
func titled(name string) bool {
	words := strings.Fields(name)
	return len(words) > 1 && capital(words[0]) && capital(words[len(words)-1])
}

func capitals(s string) int {
	n := 0
	for _, w := range strings.Fields(s) {
		if capital(w) {
			n++
		}
	}
	return n
}

// personWords returns the words of a person's name, without initials.
func personWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(gazetteer.Fold(name)) {
		if len(w) > 1 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// Words that say what arm of a state speaks.
var (
	armed = wordSet("military army armed forces force defense defence command troops air navy naval coalition campaign led " +
		"special operations central general joint chiefs staff headquarters marines corps soldiers department ministry minister pentagon")
	arms       = wordSet("military army armed forces defense defence command navy coalition campaign marines pentagon troops")
	governing  = wordSet("government authorities administration officials state cabinet")
	smallWords = wordSet("the of for in and at on a an new own its their local national regional official senior top chief s " +
		"spokesman spokeswoman spokesperson office")
	houses = map[string]string{ // metonyms of governments and their armies
		"pentagon": "US armed", "white house": "US government", "kremlin": "RU government", "downing street": "GB government",
		"state department": "US diplomacy", "foggy bottom": "US diplomacy", "centcom": "US armed", "elysee": "FR government",
	}
)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// partyVoice makes the voice of an organisation. Its words are folded so that
// the ways of naming it meet: nations into their codes ("American", "U.S." and
// "United States" are US), the arms of one army into one, ministers into their
// ministry, order and place left out.
func partyVoice(name string) voice {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	v := voice{name: strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The "), named: true}
	head, _, _ := strings.Cut(name, " in ") // "the command in Kenya" is the command
	fold := strings.TrimPrefix(gazetteer.Fold(head), "the ")
	if h, ok := houses[fold]; ok {
		v.party = strings.Fields(h)
		return v
	}
	words := nations(head)
	isArmed, onlyArmed, onlyGovernment := false, true, true
	for _, w := range words {
		if isNation(w) {
			continue
		}
		isArmed = isArmed || arms[w]
		onlyArmed = onlyArmed && armed[w]
		onlyGovernment = onlyGovernment && governing[w]
	}
	nation := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !isNation(w) })
	switch {
	case isArmed && onlyArmed:
		v.party = append(nation, "armed")
	case onlyGovernment && len(words) > 0:
		v.party = append(nation, "government")
	default:
		v.party = words
	}
	slices.Sort(v.party)
	v.party = slices.Compact(v.party)
	if len(v.party) == 0 {
		v.party = strings.Fields(gazetteer.Fold(name))
		slices.Sort(v.party)
	}
	return v
}

// isNation reports whether a folded word is the code of a country.
func isNation(w string) bool { return len(w) == 2 && w[0] < 'a' }

// nations returns the folded words of s that tell organisations apart, names
// and adjectives of countries as their codes.
func nations(s string) []string {
	raw := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -–—,/()\t\n\"“”", r) })
	var out []string
	for i := 0; i < len(raw); {
		n := min(3, len(raw)-i)
		code := ""
		for ; n > 0; n-- {
			if code = nation(strings.Join(raw[i:i+n], " ")); code != "" {
				break
			}
		}
		if code != "" {
			out, i = append(out, code), i+n
			continue
		}
		w := gazetteer.Fold(strings.TrimSuffix(strings.TrimSuffix(raw[i], "'s"), "’s"))
		i++
		switch {
		case w == "" || smallWords[w] && len(raw) > 1:
			continue
		case w == "minister" || w == "ministers" || w == "ministries":
			w = "ministry"
		case w == "defence":
			w = "defense"
		}
		out = append(out, w)
	}
	return out
}

// nation returns the code of the country that s names or whose adjective it is.
func nation(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	if !capital(s) {
		return ""
	}
	list := gazetteer.Demonyms(s)
	if len(list) == 0 {
		for _, e := range gazetteer.Lookup(s) {
			if e.Class == gazetteer.State && e.Match <= gazetteer.Short {
				list = append(list, e)
			}
		}
	}
	for _, e := range list {
		if e.Class == gazetteer.State {
			return e.Country
		}
	}
	return ""
}

// sameParty reports whether two named voices may be one. It errs towards one:
// nothing is counted twice that might be the same.
func sameParty(a, b *voice) bool {
	if slices.Equal(a.party, b.party) {
		return true
	}
	if a.alone != b.alone {
		return false
	}
	short, long := a.party, b.party
	if len(short) > len(long) {
		short, long = long, short
	}
	if contains := func() bool {
		for _, w := range short {
			if !slices.Contains(long, w) {
				return false
			}
		}
		return true
	}(); contains {
		if a.alone {
			return len(short) > 0 // "Ruiz" and "Lena Ruiz"
		}
		// "the health ministry" and "Chad's health ministry"; but "the
		// government" is not every ministry.
		left := 0
		for _, w := range long {
			if !slices.Contains(short, w) && !isNation(w) {
				left++
			}
		}
		return left == 0 && !onlyNations(short) || len(short) > 1
	}
	return initialsOf(a, b) || initialsOf(b, a)
}

// bodies are the nouns by which organisations are described.
var bodies = wordSet("agency authority office department ministry body organisation organization group commission committee service " +
	"administration bureau board council directorate institute centre center team unit command league union society")

// mayBeOne reports whether two named origins may be one although nothing says
// so: one is described ("the provincial disaster agency") by words that the
// other's name holds ("Ostland Provincial Disaster Management Authority").
func mayBeOne(a, b *voice) bool {
	if a.alone || b.alone {
		return a.alone == b.alone && sameParty(a, b)
	}
	return described(a, b) || described(b, a)
}

func described(a, b *voice) bool {
	if capitals(a.name) > 0 && slices.ContainsFunc(a.party, func(w string) bool { return !bodies[w] }) {
		return false // a name, and not "the Authority"
	}
	content, shared := 0, 0
	for _, w := range a.party {
		if !bodies[w] {
			content++
			if slices.Contains(b.party, w) {
				shared++
			}
		}
	}
	return 2*shared >= content && (shared > 0 || len(a.party) > 0 && slices.Contains(b.party, a.party[0]))
}

func onlyNations(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !isNation(w) })
}

// initialsOf reports whether a is the acronym of b: "S.D.F.", "Shore Defence
// Force".
func initialsOf(a, b *voice) bool {
	short := strings.ReplaceAll(strings.TrimPrefix(a.name, "the "), ".", "")
	if len(short) < 2 || len(short) > 8 || strings.ToUpper(short) != short || strings.Contains(short, " ") {
		return false
	}
	initials := ""
	for _, w := range strings.FieldsFunc(b.name, func(r rune) bool { return r == ' ' || r == '-' }) {
		if capital(w) {
			initials += w[:1]
		}
	}
	return short == initials
}

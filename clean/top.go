package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
)

// headline returns the end of the headline that starts at offset at, or at.
func (p *page) headline(b block, at int) int {
	text := p.text
	if p.headlineAgain(at, b.end) > at {
		return at
	}
	if n := alike(text, at, b.end, p.title); n > at {
		return n
	}
	if p.headed && !p.deck(b) {
		return at
	}
	if n := p.beforeByline(at, b.end); n > at {
		return n
	}
	if at != b.start || b.only || p.title != "" && p.headed {
		return at
	}
	s := text[at:b.end]
	words := strings.Fields(s)
	switch {
	case len(s) > 160 || len(words) < 2 || len(words) > 24:
		return at
	case !unicode.IsLetter(firstLetter(s)):
		return at
	case endsSentence(s, words) && !p.announced(b):
		return at
	case byline(text, at, b.end) > at, dateline(text, at, b.end, first) > at, caption(text, at, b.end) > at, stamp(text, at, b.end, false) > at:
		return at
	case p.credit(at, b.end) > at:
		return at
	case unicode.IsLower(firstLetter(s)):
		return at
	case p.title != "" && !shared(words, p.title): // "Breaking news emails"
		return at
	}
	return b.end
}

// headlineAgain returns the end of the headline that a page shows a second time
// at offset at, or at: on a line of its own, or with the report glued to it.
func (p *page) headlineAgain(at, end int) int {
	n := alike(p.text, at, end, p.heading)
	if n == at {
		return at
	}
	k := skipSpace(p.text, n, end)
	if k == end || k == n || starter(p.text[k:end]) || furniture(p.text, k, end, false) > k || byline(p.text, k, end) > k || dateline(p.text, k, end, near) > k {
		return n
	}
	return at // "Floods kill 12 in Sofala Province, officials say"
}

// shared reports whether one of words, of five letters or more, is in title.
func shared(words []string, title string) bool {
	title = fold(title)
	for _, w := range words {
		if w = fold(w); len(w) >= 5 && strings.Contains(title, w) {
			return true
		}
	}
	return false
}

// deck reports whether a line after the headline belongs to it: a short one, and
// the byline follows, or the headline ended with a semicolon.
func (p *page) deck(b block) bool {
	if b.end-b.start > 200 {
		return false
	}
	k := len(p.regions) - 1
	if k >= 0 && p.regions[k].Kind == assay.Headline && strings.HasSuffix(p.regions[k].Span.In(p.text), ";") {
		return true
	}
	if b.next >= len(p.text) {
		return false
	}
	end := b.next + lineLen(p.text[b.next:])
	return byline(p.text, b.next, end) > b.next
}

// announced reports whether a first line that ends with a point or a semicolon
// is a headline all the same: a byline or dateline follows, or a deck does.
func (p *page) announced(b block) bool {
	if b.next >= len(p.text) {
		return false
	}
	end := b.next + lineLen(p.text[b.next:])
	return byline(p.text, b.next, end) > b.next || dateline(p.text, b.next, end, near) > b.next || p.text[b.end-1] == ';'
}

// alike returns the end of the stretch at offset at that is the title, white
// space, quotes and case aside, or at.
func alike(text string, at, end int, title string) int {
	i := at
	want := []rune(fold(title))
	if len(want) < 8 {
		return at
	}
	k := 0
	for i < end && k < len(want) {
		r, n := utf8.DecodeRuneInString(text[i:end])
		f := foldRune(r)
		if f != 0 {
			if f != want[k] {
				return at
			}
			k++
		}
		i += n
	}
	if k < len(want) {
		return at
	}
	// "Floods kill 12 in Sofala, agency says" is not the headline "Floods kill 12".
	for i < end && strings.ContainsRune(".!?’”'\")", firstRune(text[i:end])) {
		i += width(text, i)
	}
	j := skipSpace(text, i, end)
	if j < end && (j == i || text[j-1] == ' ') && !unicode.IsUpper(firstRune(text[j:end])) && !opensQuote(firstRune(text[j:end])) {
		return at
	}
	return i
}

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if f := foldRune(r); f != 0 {
			return f
		}
		return -1
	}, s)
}

// foldRune keeps letters and digits, in lower case; all else is 0.
func foldRune(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r)
	}
	return 0
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// firstLetter skips quotation marks.
func firstLetter(s string) rune { return firstRune(strings.TrimLeft(s, "“‘\"'(")) }

// endsSentence reports whether a line ends as a sentence and not as a headline:
// with a point, and not with most of its words capitalised.
func endsSentence(s string, words []string) bool {
	if !strings.HasSuffix(strings.TrimRight(s, "”’\"')"), ".") && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, ",") && !strings.HasSuffix(s, ";") {
		return false
	}
	capital := 0
	for _, w := range words {
		if unicode.IsUpper(firstLetter(w)) {
			capital++
		}
	}
	return capital*10 < len(words)*7 || len(words) < 4
}

// beforeByline returns the place near at where a byline or a dateline is glued
// to a headline: "Floods kill 12 in SofalaBy Ana ReisBEIRA, Mozambique —".
func (p *page) beforeByline(at, end int) int {
	text := p.text
	for i := at + 10; i < min(end, at+200); i++ {
		switch c := text[i]; {
		case (c == '.' || c == '?' || c == '!') && i+1 < end && text[i+1] == ' ' && !abbreviated(text, at, i):
			return at
		case c >= 'A' && c <= 'Z' && (wordly(rune(text[i-1])) && !unicode.IsUpper(rune(text[i-1])) || strings.HasSuffix(text[:i], "’") || text[i-1] == '\''):
			if byline(text, i, end) > i || strings.Contains(text[at:i], " ") && dateline(text, i, end, near) > i {
				return i
			}
		}
	}
	return at
}

// longestByline bounds what is looked at for bylines and dates.
const longestByline = 300

// byline returns the end of the byline that starts at offset at, or at: "By Ana
// Reis", "By ANA REIS and TOM OKELLO", "By Ana ReisBEIRA, Mozambique —".
func byline(text string, at, end int) int {
	end = at + lineLen(text[at:boundary(text, min(end, at+longestByline))])
	i := at
	switch s := text[at:end]; {
	case strings.HasPrefix(s, "By ") || strings.HasPrefix(s, "BY ") || strings.HasPrefix(s, "by "):
		i += 3
	case strings.HasPrefix(s, "By: ") || strings.HasPrefix(s, "BY: "):
		i += 4
	case strings.HasPrefix(s, "Written by ") && len(s) < 120:
		i += len("Written by ")
	case len(s) < 160 && (staffLine().MatchString(s) || english.Agencies[strings.TrimPrefix(s, "The ")]):
		return end
	default:
		return at
	}
	names := 0
	for i < end {
		i = skipSpace(text, i, end)
		w := text[i:end]
		if k := strings.IndexFunc(w, unicode.IsSpace); k >= 0 {
			w = w[:k]
		}
		if w == "" {
			break
		}
		if names >= 2 && (dateline(text, i, end, near) > i || starters[w] && !connected(text, at, i)) {
			return i // "By Ana Reis BEIRA, Mozambique — The river"
		}
		if k := seam(w); k > 0 && names+1 >= 2 {
			return i + k
		}
		switch r := firstRune(w); {
		case unicode.IsUpper(r):
			names++
		case english.Signs[strings.Trim(w, ",;.")], strings.ContainsRune("|·•–—-&/,@(", r), strings.Contains(w, "@"):
		case unicode.IsDigit(r) && names >= 2 && end-at < 120: // "By Ana Reis, March 3, 2021"
		default:
			return at
		}
		if p := strings.TrimRight(w, "”\")"); strings.HasSuffix(p, ".") && names > 0 && i+len(w) < end && !abbreviated(text, i, i+len(p)-1) {
			return at // "By Monday. Then ..."
		}
		i += len(w)
		if i-at > longestByline-60 {
			return at
		}
	}
	s := text[at:end]
	if names < 2 && !strings.HasPrefix(s, "BY") && !english.Agencies[strings.TrimSpace(s[3:])] || names == 0 || strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "Jr.") {
		return at
	}
	return end
}

// connected reports whether the word at i belongs to the name before it: "of The
// Courier", "and The Associated Press".
func connected(text string, at, i int) bool {
	head := strings.TrimRight(text[at:i], " ")
	return english.Signs[strings.ToLower(head[strings.LastIndexByte(head, ' ')+1:])] || strings.HasSuffix(head, ",") || strings.HasSuffix(head, "|")
}

// staffLine is a byline without "By": "Ana Reis, Associated Press", "Ana Reis |
// Staff Writer".
var staffLine = lazily(`^(?:(?:The )?Associated Press [Ww]riters? \p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+)+|\p{Lu}[\p{L}.’'-]+(?: (?:and |de |van |al-)?\p{Lu}[\p{L}.’'-]*){1,5}(?:,| \||/) ?(?:The )?(?:Associated Press|Reuters|AFP|AP|Staff Writers?|Staff Reporters?|[A-Z][a-z]+ Correspondent|Correspondent|Columnist|Contributor|USA TODAY(?: NETWORK)?|Special [Tt]o .{2,40}))(?: [Ww]riters?)?$`)

// seam returns the offset in the word w at which the next word is glued to it:
// "SchmidtBEIRA", "ReisThe". 0 means nowhere.
func seam(w string) int {
	for i := 1; i < len(w); i++ {
		if w[i] >= 'A' && w[i] <= 'Z' && (lower(w[i-1]) || w[i-1] >= utf8.RuneSelf && unicode.IsLower(lastRune(w[:i]))) && !camel(w, 0, i) {
			return i
		}
	}
	return 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

const zone = `(?:ET|EST|EDT|CT|CST|CDT|MT|PT|PST|PDT|GMT|UTC|BST|CET|CEST|EAT|CAT|WAT|IST|PKT|AEST)`

// day matches a day as datelines and pages write it.
const day = `(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?)(?:,? \d{4})?`

var (
	dayTail  = lazily(`(?i)(?:^|,? )` + day + `$`)
	wholeDay = lazily(`^((?i:(?:first |last )?(?:published|updated|posted|modified|created|date)(?: on| at)?:? ?)?)(?i:` + day + `|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})(?:[ ,|·•-]*(?:at )?\d{1,2}[:.]\d\d(?: ?(?i:[ap]\.?m\.?))?(?: ?` + zone + `)?)?`)
	// "Updated 3 hours ago", "Last updated: 14:05 GMT"
	sinceWhen = lazily(`^(?i:(?:first |last )?(?:published|updated|posted|modified):? (?:at )?(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ` + zone + `)?|(?:an?|\d{1,2}) (?:second|minute|min|hour|hr|day|week)s? ago))`)
	agencyEnd = lazily(`^(.*?)[ ,]*[(\[]((?:The )?[\p{Lu}][\p{L}\p{N} ./&’'-]{1,40})[)\]]$`)
)

// stamp returns the end of what only says when a page appeared: a line of its
// own, "March 3, 2021", or glued, "Published March 3, 2021 5:14 PM ETMASERU —".
// Where another stamp or the byline stands just before, a day is enough.
func stamp(text string, at, end int, more bool) int {
	n := at + lineLen(text[at:boundary(text, min(end, at+longestByline))])
	s := text[at:n]
	if len(s) < 6 || !more && !unicode.IsUpper(firstRune(s)) && !unicode.IsDigit(firstRune(s)) {
		return at
	}
	head := s[:min(len(s), 120)]
	if !strings.ContainsAny(head, "0123456789") && strings.IndexByte("FfLlPpUuMm", head[0]) < 0 {
		return at // no day, nor "Updated an hour ago": most lines
	}
	if loc := sinceWhen().FindStringIndex(head); loc != nil && (rest(s[loc[1]:]) == "" || upper(s, loc[1])) {
		if rest(s[loc[1]:]) == "" {
			return n
		}
		return at + loc[1]
	}
	m := wholeDay().FindStringSubmatchIndex(head)
	if m == nil {
		return at
	}
	k := m[1]
	labelled := m[3] > m[2]
	switch {
	case rest(s[k:]) == "":
		return n
	case (labelled || more) && (upper(s, k) || unicode.IsDigit(firstRune(s[k:])) || opensQuote(firstRune(s[k:]))):
		return at + k
	}
	return at
}

// A spot is where on the page a dateline is looked for: the further down, the
// more it must look like one.
type spot uint8

const (
	later spot = iota // a place in capitals and a wire agency
	near              // glued to headline or byline: a place in capitals and a dash
	first             // the first paragraph: even a dash whose place was cut away
)

// dateline returns the end of the dateline that starts at offset at, its space
// included, or at.
func dateline(text string, at, end int, where spot) int {
	limit := min(end, at+120)
	for i := at; i < limit; i++ {
		n, weak := dash(text, i, end)
		if n == 0 || text[i] == ':' && where != first {
			continue
		}
		head := strings.TrimSpace(text[at:i])
		// "RABAT: ..." is a dateline, "Rabat: ..." a heading.
		if !isPlaceAndAgency(head, where, weak, text[n:end]) {
			if weak || text[i] == ' ' {
				continue // "Port-au-Prince", "DEIR EL-ZOR"
			}
			return at
		}
		return skipSpace(text, n, end)
	}
	// "BEIRUT (AP)The army": the dash was eaten too.
	if k := strings.IndexByte(text[at:limit], ')'); where == first && k > 0 && (upper(text, at+k+1) || strings.HasPrefix(text[at+k+1:end], " ") && followed(text, at+k+1, end)) {
		if m := agencyEnd().FindStringSubmatch(text[at : at+k+1]); m != nil && english.Wire[m[2]] && placeNames(m[1], true) && m[1] != "" {
			return skipSpace(text, at+k+1, end)
		}
	}
	return at
}

// dash returns the end of the dash or colon at i; weak if it is but a colon or a
// hyphen, which stand in names and sentences too.
func dash(text string, i, end int) (n int, weak bool) {
	s := text[i:end]
	switch {
	case strings.HasPrefix(s, "—") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "―"):
		return i + len("—"), false
	case strings.HasPrefix(s, "--"):
		return i + 2, false
	case strings.HasPrefix(s, "- "), strings.HasPrefix(s, "_ "): // some wires send "_" for a dash
		return i + 2, true
	case strings.HasPrefix(s, ": "):
		return i + 2, true
	}
	return 0, false
}

// isPlaceAndAgency reports whether head can be a dateline without its dash.
func isPlaceAndAgency(head string, where spot, weak bool, after string) bool {
	spaced := strings.HasPrefix(after, " ")
	after = strings.TrimLeft(after, " \t")
	r := firstRune(after)
	if after == "" || !unicode.IsUpper(r) && !opensQuote(r) && !unicode.IsDigit(r) && r != '\'' {
		return false
	}
	if head == "" {
		return where == first
	}
	agency := false
	if m := agencyEnd().FindStringSubmatch(head); m != nil {
		if party().MatchString(m[2]) { // "Sen. Ana Reis (D-Texas) —"
			return false
		}
		if head, agency = strings.TrimSpace(m[1]), true; head == "" {
			return where == first && utf8.RuneCountInString(m[2]) > 1
		}
		if where == later {
			return english.Wire[m[2]] && placeNames(head, false)
		}
	}
	if where == later {
		return false
	}
	if loc := dayTail().FindStringIndex(head); loc != nil {
		if head = head[:loc[0]]; head == "" { // "Dec 29 (Reuters) -"
			return agency && where == first
		}
		agency = agency || where == first
	}
	if !agency && where == first && !weak && spaced && len(strings.Fields(head)) <= 3 {
		// "Maputo — The river rose": no capitals, no agency. Then no second dash
		// may follow that would make it an aside: "Maputo — The capital — was dry".
		sentence, _, _ := strings.Cut(after, ". ")
		agency = !strings.ContainsAny(sentence, "—–")
	}
	return placeNames(head, agency)
}

// party matches what stands behind a politician's name in brackets.
var party = lazily(`^[A-Z]{1,3}-`)

// placeNames reports whether head reads "PLACE", "PLACE, Region", "PLACE/PLACE".
// With an agency or a date the place need not be in capitals.
func placeNames(head string, agency bool) bool {
	if len(head) > 70 {
		return false
	}
	for i, part := range strings.FieldsFunc(head, func(r rune) bool { return r == ',' || r == '/' || r == ';' }) {
		words := strings.Fields(part)
		if len(words) == 0 || len(words) > 4 {
			return false
		}
		for k, w := range words {
			bare := strings.Trim(w, ".’'()")
			switch {
			case english.NotPlaces[strings.ToUpper(bare)] || english.Wire[bare] || starters[bare] && k == 0 && bare != "A":
				return false
			case i == 0 && !agency && !capitals(w):
				return false
			case k > 0 && english.Particles[w]:
			case !unicode.IsUpper(firstRune(strings.TrimLeft(w, "‘’'"))):
				return false
			}
		}
		if i == 0 && utf8.RuneCountInString(part) < 2 {
			return false
		}
	}
	return head != ""
}

// capitals reports whether w has two capitals at least and small letters at most
// as in "McALLEN", "al-HASAKAH", "N’Djamena".
func capitals(w string) bool {
	up, low := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			up++
		case unicode.IsLower(r):
			low++
		}
	}
	return up >= 2 && low <= 2 && up > low
}

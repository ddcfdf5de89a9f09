package clean

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// creditCues returns where in text the words of credits stand, in order.
func creditCues(text string) []int {
	var at []int
	for _, cue := range english.Credits {
		for from := 0; ; {
			k := strings.Index(text[from:], cue)
			if k < 0 {
				break
			}
			at = append(at, from+k)
			from += k + len(cue)
		}
	}
	sort.Ints(at)
	return at
}

// Names as credits write them: "Ana Reis", "Tom Okello in Beira", "The Associated Press".
const (
	someName = `(?:\p{Lu}[\p{L}.’'-]*|de|van|von|bin|al|el|da|dos|y)`
	someone  = `(?:(?:[Tt]he )?\p{Lu}[\p{L}.’'-]*(?: ` + someName + `){0,5})`
	wheres   = `(?:(?:,| in| from| at| of| for) ` + someone + `)`
	people   = someone + wheres + `{0,3}(?:(?:,|;| and|, and| &)(?: in| from)? ` + someone + wheres + `{0,3}){0,8}`
)

// Credits of which each is the whole of its sentence. They are tried only on
// sentences that hold a cue.
var credits = []pattern{
	// "Ana Reis contributed reporting from Beira, and Tom Okello from Maputo."
	lazily(`^(?:With )?(?:(?:[\p{L}]+ ){0,6}(?:[Ww]riters?|[Rr]eporters?|[Jj]ournalists?|[Cc]orrespondents?|[Ss]taff|[Ee]ditors?|[Pp]roducers?) )?` + people + `(?:,? (?:also|both|all))? contributed(?: to (?:this|the) (?:report|story|article|post|reporting|piece|coverage)|(?: additional)? (?:reporting|research|writing|to this)|$|\.)`),
	// "(Reporting by Ana Reis; Editing by Tom Okello)"
	lazily(`^\(?(?:(?:Additional|Further|Extra) )?(?:[Rr]eporting|REPORTING|[Ww]riting|[Ee]diting|[Cc]ompiled|Story|Words|Text)(?: and (?:[Ww]riting|[Ee]diting|[Rr]eporting|photography|research))? by:? ` + someone),
	// "Ana Reis reported from Beira, and Tom Okello from Maputo."
	lazily(`^` + people + ` reported(?: this (?:story|article))? from ` + people + `\.?$`),
	lazily(`^(?:This|The) (?:story|article|report|piece|project|dispatch|translation) (?:was|is|has been) (?:\w+ ){0,2}(?:produced|published|written|reported|translated|supplied|supported)(?: \w+)? (?:by|in|on|at|with|as)\b`),
	lazily(`^(?:This|The) (?:story|article|report) first appeared`),
	lazily(`^(?:Sources?|SOURCE): (?:` + someone + `|[Nn]ews agencies|[Aa]gencies)(?:(?:,| and|, and) (?:` + someone + `|(?:news )?agencies|wire services))*\.?$`),
	lazily(`^[Ww]ith (?:additional )?(?:files|reporting|material|contributions)(?: from| by) ` + someone),
}

// longestCredit bounds the sentence that is looked at for a credit.
const longestCredit = 600

// credit returns the end of the credit that starts at offset at, or at.
func (p *page) credit(at, end int) int {
	k := sort.SearchInts(p.cues, at)
	if k == len(p.cues) || p.cues[k] >= min(end, at+longestCredit) {
		return at
	}
	n := sentenceEnd(p.text, at, min(end, at+longestCredit))
	if p.cues[k] >= n {
		return at
	}
	s := strings.TrimSpace(p.text[at:n])
	for _, re := range credits {
		if re().MatchString(s) {
			return n
		}
	}
	return at
}

// sentenceEnd returns the end of the sentence at offset at: a joint, a point
// before white space and a capital, or end. A bracket that opens there closes it.
func sentenceEnd(text string, at, end int) int {
	s := scanner{text: text, start: at, end: end}
	if text[at] == '(' {
		if k := strings.IndexByte(text[at:end], ')'); k > 0 {
			return at + k + 1
		}
	}
	for i := at; i < end; i += width(text, i) {
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?':
			j := s.closers(i + 1)
			if s.joint(i, j) {
				return j
			}
			if n := skipSpace(text, j, end); n > j && followed(text, j, end) && !abbreviated(text, at, i) {
				return j
			}
		case i > at && c >= 'A' && c <= 'Z' && lower(text[i-1]) && furniture(text, i, end, false) > i:
			return i // "from BeiraAdvertisement"
		}
	}
	return end
}

var (
	// "Photo: Ana Reis", "FILE - In this March 3, 2021 file photo, ..."
	captionOpens = lazily(`^(?:\(?(?:(?:File )?[Pp]hotos?|PHOTOS?|Image|IMAGE|Picture|Pictured|Photograph|Photography|Video|Graphic|Map|Illustration)(?: ?[Cc]redit| by| [Cc]ourtesy(?: of)?)?: ?\S|(?:Photo|Photograph|Image|Picture|Photography|Video) (?:by|courtesy(?: of)?) \p{Lu}|(?:Image|Media|Video|Photo) (?:caption|copyright|source)\b|(?:FILE|File|FILE PHOTO|File photo)\)? ?[-–—:]{1,2} ?\S|Caption:|Credit(?:\.{3}|…|: ?)\p{Lu}|ImageCredit|In this (?:[\p{L}\p{N},. ]{3,30} )?(?:file |undated |handout )?(?:photo|image|picture|photograph|frame grab|satellite image)\b)`)
	// "A boat crosses the Buzi. (AP Photo/Ana Reis)", "... (Ana Reis/The Courier)", "... © Courier/A.Reis"
	captionCredit = lazily(`(?:[(\[](?:[\p{L}. ]{0,30}(?:[Pp]hoto|PHOTO|[Ii]mages?|[Pp]icture)(?: by|:|/| courtesy)[^()]{0,80}|[^()]{0,60}/(?:Getty(?: Images)?|AFP|AP|Reuters|REUTERS|EPA|Shutterstock|Anadolu|Al Jazeera)[^()]{0,40}|[^()]{0,60}(?:Getty Images|via AP|via Reuters)|(?:Photo|Image|Picture)[^()]{0,60}|` + byOutlet + `)[)\]]|© ?` + capital + `/(?:` + initials + `)?` + capital + `|REUTERS/[\p{Lu}][\p{L}. -]{2,40}(?:/File(?: [Pp]hoto)?)?|(?:Credit(?:\.{3}|…|:) ?)[^.()]{2,60})\.?$`)
)

// Names in photo credits: of persons and outlets, with a slash between, at least
// one of them of two words or with an initial ("J. Reis/AFP", not "HIV/AIDS").
const (
	capital  = `\p{Lu}[\p{L}’'-]+`
	initials = `(?:\p{Lu}\. ?){1,3}`
	byOutlet = `(?:(?:` + initials + `|` + capital + ` )` + capital + `(?: ` + capital + `)?/(?:[Tt]he )?` + capital + `(?: ` + capital + `){0,3}|` + capital + `/(?:` + initials + `|` + capital + ` )` + capital + `)`
)

// longestCaption bounds the search for the credit with which a caption ends.
const longestCaption = 800

// caption returns the end of the caption that starts at offset at, or at.
func caption(text string, at, end int) int {
	n := at + lineLen(text[at:boundary(text, min(end, at+longestCaption))])
	whole := n == end || n < len(text) && lineLen(text[n:n+1]) == 0
	if k := lineCaption(text, at, end); k > at {
		return k
	}
	if r := firstRune(text[at:]); r == '(' || r == 'P' || r == 'F' || r == 'I' || r == 'C' || r == 'G' || r == 'M' || r == 'V' || r == 'f' || r == 'p' {
		if captionOpens().MatchString(text[at:min(n, at+120)]) {
			if k := captionEnd(text, at, n, whole); k < n || n-at < longestCaption {
				return k
			}
		}
	}
	if k := captionCreditEnd(text, at, n, whole); k > at && (k == n || upper(text, k)) {
		return k
	}
	return at
}

// captionEnd returns the end of a caption that its first words give away: its
// credit, a joint, or the end of the line.
func captionEnd(text string, at, end int, whole bool) int {
	if k := captionCreditEnd(text, at, end, whole); k > at {
		return k
	}
	s := scanner{text: text, start: at, end: end}
	for i := at; i < end; i += width(text, i) {
		if c := text[i]; c == '.' || c == '?' || c == '!' {
			if j := s.closers(i + 1); s.joint(i, j) {
				return j
			}
		}
	}
	return end
}

// captionCreditEnd returns the end of the first photo credit in [at, end) with
// which a glued paragraph ends, or if whole is set the line at end, or at.
func captionCreditEnd(text string, at, end int, whole bool) int {
	for i := at; i < end; i++ {
		stop := (text[i] == ')' || text[i] == ']') && (i+1 == end || upper(text, i+1))
		if stop && closesCredit(text, at, i) {
			return i + 1
		}
	}
	if !whole {
		return at // not the end of a line
	}
	if s := text[max(at, boundary(text, end-140)):end]; mayEndInCredit(s) && captionCredit().MatchString(s) {
		return end
	}
	return at
}

// mayEndInCredit reports whether s has what every photo credit has: few lines do.
func mayEndInCredit(s string) bool {
	s = strings.TrimSuffix(s, ".")
	return strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]") || strings.Contains(s, "©") || strings.Contains(s, "REUTERS/") || strings.Contains(s, "Credit")
}

// closesCredit reports whether the bracket that closes at i holds a photo credit.
func closesCredit(text string, at, i int) bool {
	k := strings.LastIndexAny(text[max(at, boundary(text, i-120)):i], "([")
	return k >= 0 && captionCredit().MatchString(text[max(at, boundary(text, i-120))+k:i+1])
}

// boundary returns the next start of a character at or after i.
func boundary(text string, i int) int {
	i = max(i, 0)
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

// longestSentence bounds a caption of one sentence in the middle of a line.
const longestSentence = 300

// bareCredit is a photo credit without brackets: "© Courier/A.Reis".
var bareCredit = lazily(`^© ?` + capital + `/(?:` + initials + `)?` + capital)

// lineCaption returns the end of a caption that was run into the line: one
// sentence with its photo credit, behind which the report goes on ("A boat on the
// Buzi (A. Reis/AFP) The mayor said"), or at.
func lineCaption(text string, at, end int) int {
	limit := boundary(text, min(end, at+longestSentence))
	if s := text[at:limit]; strings.IndexByte(s, ')') < 0 && strings.IndexByte(s, ']') < 0 && !strings.Contains(s, "©") {
		return at
	}
	goesOn := func(k int) bool { return k < end && text[k] == ' ' && followed(text, k, end) }
	for i := at; i < limit; i++ {
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?':
			n := skipSpace(text, i+1, limit)
			if n > i+1 && n < limit && upper(text, n) && !abbreviated(text, at, i) {
				return at
			}
		case (c == ')' || c == ']') && goesOn(i+1) && closesCredit(text, at, i):
			return i + 1
		case c == 0xc2 && strings.HasPrefix(text[i:], "©"):
			if m := bareCredit().FindString(text[i:limit]); m != "" && i > at && goesOn(i+len(m)) {
				return i + len(m)
			}
			return at
		}
	}
	return at
}

// sentenceCaption reports whether a caption starts with the sentence at n, in
// the middle of a line.
func sentenceCaption(text string, n, end int) bool {
	return strings.HasPrefix(text[n:end], "FILE ") && captionOpens().MatchString(text[n:min(end, n+120)]) || lineCaption(text, n, end) > n
}

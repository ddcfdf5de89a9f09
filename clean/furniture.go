package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A phrase is a line that pages carry about their articles.
type phrase struct {
	words string
	form  form
}

// A form says how much of the text a phrase makes boilerplate.
type form uint8

const (
	line1  form = iota // only where it is the whole line: "Share"
	glued              // also where the next word is glued to it: "Supported byBy Ana Reis"
	spaced             // also where a space and a capital follow: "Advertisement The governor"
	opens              // it and what follows, to the end of the sentence, joint or line: "Read more: ..."
	rules              // likewise, to the end of the line whatever sentences stand there: "© 2021 ..."
)

// phrases holds the furniture of news pages, in the spelling of a sentence; full
// capitals match too.
var phrases = []phrase{
	{"Advertisement", spaced}, {"Advertising", line1}, {"Supported by", glued}, {"Sponsored by", line1}, {"Sponsored content", glued}, {"Sponsored", line1}, {"Promoted content", glued}, {"Paid post", line1},
	{"Continue reading the main story", spaced}, {"Continue reading", glued}, {"Story continues below advertisement", spaced}, {"Story continues below", glued}, {"Story continues", line1},
	{"Article continues below advertisement", spaced}, {"Article continues after advertisement", spaced}, {"Article continues below", glued}, {"Skip advertisement", spaced}, {"Skip Ad", line1},
	{"Skip to main content", spaced}, {"Skip to content", spaced}, {"Skip to navigation", spaced}, {"Back to top", glued}, {"Scroll to continue", glued},
	{"Share this article", spaced}, {"Share this story", spaced}, {"Share this page", spaced}, {"Share this", glued}, {"Share on Facebook", spaced}, {"Share on Twitter", spaced}, {"Share on X", glued}, {"Share on WhatsApp", spaced}, {"Share via email", glued}, {"Share full article", glued}, {"Share", line1},
	{"Tweet", line1}, {"Tweet this", glued}, {"Email", line1}, {"Email this article", glued}, {"Print", line1}, {"Print this article", glued}, {"Print article", glued}, {"Copy link", glued}, {"Link copied", glued}, {"Save", line1}, {"Save this story", glued}, {"Save for later", glued}, {"Bookmark", line1}, {"Gift this article", glued}, {"Give this article", glued},
	{"See more of the story", spaced}, {"See more", glued}, {"See all", line1}, {"Show more", glued}, {"Load more", glued}, {"View more", line1}, {"Read the full story", glued}, {"Read full story", glued}, {"Read full article", glued}, {"Read the rest here", glued}, {"Read the rest of", opens}, {"Read the full article", glued}, {"Read the original article", glued}, {"Read next", glued}, {"Up next", glued}, {"Next article", glued}, {"Previous article", glued}, {"Read more", glued}, {"Learn more", line1}, {"Find out more", line1}, {"More on this story", glued}, {"More on this topic", glued}, {"More coverage", line1},
	{"Most read", glued}, {"Most popular", glued}, {"Most viewed", glued}, {"Most shared", glued}, {"Editors’ picks", glued}, {"Editors' picks", glued}, {"Editor’s picks", glued}, {"Editor's picks", glued}, {"Top stories", line1}, {"Latest news", line1}, {"Trending now", glued}, {"Trending", line1}, {"Recommended for you", glued}, {"Recommended", line1}, {"Recommended stories", glued}, {"Related articles", glued}, {"Related article", line1}, {"Related stories", glued}, {"Related topics", glued}, {"Related coverage", glued}, {"Related content", glued}, {"Related links", glued}, {"Related", line1}, {"In this article", line1}, {"Topics", line1}, {"Tags", line1}, {"You might also like", glued}, {"You may also like", glued}, {"What to read next", glued}, {"Popular now", line1},
	{"Sign in", line1}, {"Log in", line1}, {"Register", line1}, {"Subscribe", line1}, {"Subscribe now", glued}, {"Sign up", line1}, {"Sign up now", glued}, {"Newsletter", line1}, {"Newsletters", line1}, {"Follow us", line1}, {"Comments", line1}, {"Leave a comment", glued}, {"Post a comment", glued}, {"View comments", glued}, {"Read comments", glued}, {"Join the conversation", glued},
	{"Watch live", line1}, {"Watch now", line1}, {"Watch video", line1}, {"Play video", glued}, {"Listen to this article", spaced}, {"Listen to article", glued}, {"Listen", line1}, {"Video", line1}, {"Photos", line1}, {"Photo", line1}, {"Image", line1}, {"Gallery", line1}, {"View gallery", glued}, {"Slideshow", line1}, {"Enlarge this image", glued}, {"Toggle caption", glued}, {"Hide caption", glued}, {"Loading", line1}, {"Loading...", line1}, {"Close", line1}, {"Menu", line1}, {"Published", line1}, {"Updated", line1}, {"Keep reading", glued}, {"You may also be interested in", glued}, {"(This story has been", rules}, {"(This story was refiled", rules}, {"This story has been updated", opens}, {"This story has been corrected", opens}, {"This article has been updated", opens}, {"This article has been corrected", opens}, {"(For a graphic", rules}, {"For more stories", opens}, {"Published in The", opens}, {"Search", line1}, {"Home", line1}, {"News", line1}, {"World", line1}, {"Abstract", line1}, {"Full text", line1},
	{"Privacy policy", line1}, {"Cookie policy", line1}, {"Terms of use", line1}, {"Terms of service", line1}, {"Terms and conditions", line1}, {"Contact us", line1}, {"About us", line1}, {"All rights reserved", opens}, {"Some rights reserved", opens},
	{"Sign up for", opens}, {"Sign up to", opens}, {"Sign up here", opens}, {"Subscribe to", opens}, {"Subscribe for", opens}, {"Subscribe today", opens}, {"Get the latest", opens}, {"Get our ", opens}, {"Get breaking news", opens}, {"Get email alerts", opens}, {"Join our", opens}, {"Join us on", opens}, {"Download our", opens}, {"Download the app", opens}, {"Follow us on", opens}, {"Follow him on", opens}, {"Follow her on", opens}, {"Follow them on", opens}, {"Follow @", opens}, {"Find us on", opens}, {"Like us on", opens}, {"Connect with us", opens}, {"Click here", opens}, {"Tap here", opens},
	{"Read more:", rules}, {"Read more about", opens}, {"Read more on", opens}, {"Read more at", opens}, {"Read more from", opens}, {"Read also:", rules}, {"Also read:", rules}, {"Read:", rules}, {"Related:", rules}, {"Related story:", rules}, {"Related article:", rules}, {"See also:", rules}, {"More:", rules}, {"More from", line1}, {"Watch:", rules}, {"Listen:", rules}, {"In pictures:", rules}, {"Also see:", rules}, {"Also on", line1},
	{"You can unsubscribe", opens}, {"Unsubscribe at any time", opens}, {"By signing up, you", opens}, {"By signing up you", opens}, {"By subscribing, you", opens}, {"By clicking", opens}, {"By continuing to use", opens}, {"By providing your email", opens}, {"You agree to our", opens}, {"Already a subscriber", opens}, {"Already have an account", opens}, {"Become a member", opens}, {"Become a subscriber", opens}, {"Support our journalism", opens}, {"Support independent journalism", opens}, {"Thank you for reading", opens}, {"Thanks for reading", opens}, {"Thank you for subscribing", opens}, {"Please check your inbox", opens}, {"Please enable JavaScript", opens}, {"Enable JavaScript", opens}, {"Enter your email", opens}, {"Don’t miss our", opens}, {"Don't miss our", opens}, {"Never miss a story", opens}, {"Start your day with", opens},
	{"We use cookies", opens}, {"This site uses cookies", opens}, {"This website uses cookies", opens}, {"Our website uses cookies", opens}, {"Our site uses cookies", opens}, {"Accept cookies", opens}, {"Accept all cookies", opens}, {"Manage cookies", opens}, {"This site is protected by reCAPTCHA", opens}, {"Your browser does not support", opens},
	{"Copyright ©", rules}, {"Copyright (c)", rules}, {"Copyright 20", rules}, {"Copyright 19", rules}, {"©", rules}, {"(c) 20", rules}, {"This material may not be published", opens}, {"Reprints and permissions", opens}, {"Order reprints", opens}, {"A version of this article", opens}, {"A version of this story", opens}, {"Our Standards:", rules}, {"Send tips to", opens}, {"Have a tip", opens}, {"Contact the reporter", opens}, {"The views expressed in", opens}, {"Comments are closed", opens}, {"Comments have been closed", opens}, {"This is a developing story", opens}, {"Check back for updates", opens}, {"This story is developing", opens},
}

// byFirst holds the phrases by their first byte, the longer ones first.
var byFirst = index(phrases)

func index(ps []phrase) map[byte][]phrase {
	m := map[byte][]phrase{}
	for _, p := range ps {
		list := append(m[p.words[0]], p)
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		m[p.words[0]] = list
	}
	return m
}

var (
	// Lines that lead to other stories: "READ NEXT: ...", "MORE : ...", "DON'T MISS: ...".
	pointer = lazily(`^(?:(?:READ|Read|WATCH|Watch|SEE|See|LISTEN|Listen)(?: (?:(?i:also|more|next|too|now|this|here)))?|(?:MORE|More|NEXT|Next|UP NEXT|Up next|RELATED|Related|ALSO|Also|TRENDING|Trending|RECOMMENDED|Recommended|DON['’]T MISS|Don['’]t miss)(?: (?i:read|reads|stories|story|articles?|coverage|on this|news|topics?|links?))?) ?[:»>] ?\S`)
	// Lines that ask for something and offer something for it.
	begs  = lazily(`^(?:Get|Subscribe|Sign up|Save|Try|Join|Enjoy|Claim|Win|Buy|Order|Deposit|Register|Unlock|Support|Donate|Upgrade|Download|Start)\b`)
	offer = lazily(`(?i)\b(?:subscribe (?:now|today|here)|sign up (?:now|today|here)|(?:a|per) (?:week|month|year)\b.{0,40}\b(?:subscri|cancel|trial|member)|free trial|promo(?:tion)? code|discount|bonus|voucher|coupon|special offer|cancel any ?time|\d+ ?(?:%|percent) off|(?:with|use) (?:the )?code \S+|for (?:only|just) \S+ (?:a|per) (?:week|month|year))`)
)

// furniture returns the end of the boilerplate line that starts at offset at, or
// at. fresh says that a line of the text starts there.
func furniture(text string, at, end int, fresh bool) int {
	if fresh && end-at <= longestRule && text[at] >= 'A' && text[at] <= 'Z' && (points(text[at:end]) || begs().MatchString(text[at:end]) && offer().MatchString(text[at:end])) {
		return end
	}
	for _, p := range byFirst[text[at]] {
		n := at + len(p.words)
		if n > end || !same(text[at:n], p.words) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[n:end])
		switch {
		case n == end || rest(text[n:end]) == "":
			if fresh || p.form != line1 {
				return end
			}
		case p.form == opens && !inWord(text, n, end):
			return stop(text, n, end, false)
		case p.form == rules:
			if end-n <= longestRule {
				return stop(text, n, end, true)
			}
			if k := linkEnd(text, n, boundary(text, n+longestRule)); k > n {
				end = k
			}
			return stop(text, n, end, false)
		case p.form == line1:
		case unicode.IsUpper(next) || opensQuote(next) || unicode.IsDigit(next):
			return n
		case p.form == spaced && next == ' ' && followed(text, n, end):
			return n
		}
	}
	return at
}

// points reports whether a line leads to another story. The sign behind its first
// words is asked for first: few lines have one.
func points(s string) bool {
	head := s[:min(len(s), 40)]
	return (strings.IndexByte(head, ':') >= 0 || strings.IndexByte(head, '>') >= 0 || strings.Contains(head, "»")) && pointer().MatchString(s)
}

// longestRule bounds a line that is furniture to its end. A longer one is a page
// whose lines were glued: there the first sentence is all that is taken.
const longestRule = 250

// linkEnd returns where in [at, end) the title of a linked story ends, to which
// the report was run on without a point: "See also: Divers find the wreck The
// mayor said", or at. A title that has capitals throughout does not tell.
func linkEnd(text string, at, end int) int {
	small, prev := 0, ""
	for i := skipSpace(text, at, end); i < end; i = skipSpace(text, i, end) {
		w := text[i:end]
		if k := strings.IndexFunc(w, unicode.IsSpace); k >= 0 {
			w = w[:k]
		}
		switch {
		case small >= 2 && !ties[prev] && starter(text[i:end]):
			return i
		case unicode.IsLower(firstRune(w)) && !ties[w]:
			small++
		}
		prev = w
		i += len(w)
	}
	return at
}

// rule returns the end of the line of underscores at offset at, with which an
// agency sets its notes apart: "___Reis reported from Beira."
func rule(text string, at, end int) int {
	n := at
	for n < end && text[n] == '_' {
		n++
	}
	if n-at < 2 {
		return at
	}
	return n
}

// followed reports whether a sentence starts after the space at n.
func followed(text string, n, end int) bool {
	n = skipSpace(text, n, end)
	r, _ := utf8.DecodeRuneInString(text[n:end])
	return unicode.IsUpper(r) || opensQuote(r)
}

// rest returns what of s is more than points, colons and arrows.
func rest(s string) string { return strings.Trim(s, " .:…»›>→|\t") }

// inWord reports whether the phrase that ends at n is but the start of a word.
func inWord(text string, n, end int) bool {
	r, _ := utf8.DecodeRuneInString(text[n:end])
	last, _ := utf8.DecodeLastRuneInString(text[:n])
	return unicode.IsLower(r) && unicode.IsLetter(last)
}

// same reports whether s is words: as written, or in full capitals, or with
// capitals at the start of its words ("Sign Up for").
func same(s, words string) bool {
	if s == words {
		return true
	}
	return s[0] == words[0] && strings.EqualFold(s, words) && (s == strings.ToUpper(s) || s[len(s)-1] == words[len(words)-1] || strings.Contains(s, " "))
}

// stop returns the end of a boilerplate line that goes on at offset i: the end
// of its sentence (unless all is set), a joint, a word glued to the next
// ("newsletterThe governor"), or the end of the line.
func stop(text string, i, end int, all bool) int {
	s := scanner{text: text, start: i, end: end}
	for from := i; i < end; i += width(text, i) {
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?':
			j := s.closers(i + 1)
			if s.joint(i, j) {
				return j
			}
			if n := skipSpace(text, j, end); !all && n > j && followed(text, j, end) && !abbreviated(text, from, i) {
				return j
			}
		case c >= 'A' && c <= 'Z' && i > from && lower(text[i-1]) && !camel(text, from, i):
			return i
		}
	}
	return end
}

// camel reports whether the capital at i, after a small letter, is part of a
// name: "McAllister", "WhatsApp", "YouTube".
func camel(text string, start, i int) bool {
	lo := i
	for lo > start && wordly(rune(text[lo-1])) {
		lo--
	}
	switch head := text[lo:i]; head {
	case "Mc", "Mac", "De", "La", "Le", "Di", "Da", "Du", "Van", "Von", "Fitz", "El", "Al", "i", "e":
		return true
	default:
		_ = head
	}
	hi := i
	for hi < len(text) && lower(text[hi]) {
		hi++
	}
	return brands[text[lo:hi]]
}

var brands = set(`WhatsApp YouTube LinkedIn TikTok FaceTime PayPal JavaScript AccuWeather OpenStreetMap BuzzFeed HuffPost ProPublica SoundCloud GitHub HarperCollins BlackRock DreamWorks FedEx MasterCard NewsGuard`)

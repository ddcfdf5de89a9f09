package place

import (
	"net/url"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// home returns where a report's publisher sits, as far as its name and address
// say: the country of a domain ("nation.example.ke"), the country or well-known
// place in its name ("Times of India", "Nairobi News").
func home(rep *assay.Report) []gazetteer.Entry {
	var list []gazetteer.Entry
	if u, err := url.Parse(rep.URL); err == nil {
		host := strings.ToLower(u.Hostname())
		if i := strings.LastIndexByte(host, '.'); i >= 0 && len(host)-i == 3 && !worldwide[host[i+1:]] {
			code := host[i+1:]
			if code == "uk" {
				code = "gb"
			}
			if e, ok := gazetteer.Country(code); ok {
				list = append(list, e)
			}
		}
	}
	words := strings.Fields(rep.Publisher)
	for i := range words {
		for j := min(len(words), i+3); j > i; j-- {
			name := strings.Join(words[i:j], " ")
			if !capital(name) || common(strings.ToLower(name)) {
				continue
			}
			if cands := gazetteer.Lookup(name); len(cands) > 0 && strong(cands[0]) && large(cands[:1]) {
				return append(list, cands[0])
			}
		}
	}
	return list
}

// worldwide holds the codes of countries that anybody's domain may end in.
var worldwide = en.Words(`co io tv me ai ly fm cc ws gg to eu`)

// spoken returns the country of whose offices, units or clocks most words of a report
// speak, if of one more than of all others: "the sheriff", "4 p.m. EST".
func spoken(doc *assay.Doc) string {
	lands := en.Lands()
	seen := map[string]bool{}
	count := map[string]int{}
	note := func(term string) {
		if c := lands[term]; c != "" && !seen[term] {
			seen[term] = true
			count[c]++
		}
	}
	last := ""
	for i := range doc.Tokens {
		word := doc.Word(i)
		small := strings.ToLower(word)
		note(word)
		if small != word {
			note(small)
		}
		if _, begins := lands[last]; begins {
			note(last + " " + small)
		}
		last = small
	}
	best, most, all := "", 0, 0
	for c, n := range count {
		if all += n; n > most || n == most && c < best {
			best, most = c, n
		}
	}
	if 2*most <= all {
		return ""
	}
	return best
}

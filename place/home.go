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

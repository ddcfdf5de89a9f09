package main

import (
	"fmt"
	"slices"
	"strings"

	"assay/lang"
)

// trainLemmas returns the stored form of the lemma table: rules by ending where
// at least three forms agree, and every form that the rules get wrong.
func trainLemmas(list []*sentence) []byte {
	// For each form and tag the lemma that it most often has.
	counts := map[lang.LemmaKey]map[string]int{}
	for _, s := range list {
		for i, w := range s.words {
			if s.lemma[i] == "_" || s.xpos[i] == "GW" || s.rel[i] == "goeswith" {
				continue
			}
			key, lemma := lang.LemmaKey{Form: w.Lower, XPOS: s.xpos[i]}, s.lemma[i]
			if s.upos[i] == "PROPN" {
				key.Form = w.Form
			}
			if counts[key] == nil {
				counts[key] = map[string]int{}
			}
			counts[key][lemma]++
		}
	}
	keys := make([]lang.LemmaKey, 0, len(counts))
	best := map[lang.LemmaKey]string{}
	for k, c := range counts {
		keys = append(keys, k)
		for lemma, n := range c {
			if b, ok := best[k]; !ok || n > c[b] || n == c[b] && lemma < b {
				best[k] = lemma
			}
		}
	}
	slices.SortFunc(keys, func(a, b lang.LemmaKey) int {
		if c := strings.Compare(a.XPOS, b.XPOS); c != 0 {
			return c
		}
		return strings.Compare(a.Form, b.Form)
	})
	table := &lang.Lemmas{Exceptions: map[lang.LemmaKey]string{}, Rules: lemmaRules(keys, best), Verbs: map[string]bool{}}
	var out []string
	for _, s := range list {
		for i, lemma := range s.lemma {
			if lemma = strings.ToLower(lemma); s.upos[i] == "VERB" && strings.HasPrefix(s.xpos[i], "VB") && s.rel[i] != "goeswith" && isWord(lemma) && !table.Verbs[lemma] {
				table.Verbs[lemma] = true
				out = append(out, "="+lemma+"\n")
			}
		}
	}
	for k, r := range table.Rules {
		out = append(out, fmt.Sprintf("-%s\t%s\t%d\t%s\n", k.Form, k.XPOS, r.Strip, r.Add))
	}
	for _, k := range keys {
		low := strings.ToLower(k.Form)
		if strings.HasPrefix(k.XPOS, "NNP") || strings.ContainsAny(k.Form, "\t-") || low != k.Form {
			continue
		}
		if table.Unlisted(low, k.XPOS) != best[k] {
			out = append(out, fmt.Sprintf("%s\t%s\t%s\n", low, k.XPOS, best[k]))
		}
	}
	slices.Sort(out)
	return []byte(strings.Join(out, ""))
}

// isWord reports whether s is small letters only.
func isWord(s string) bool {
	for _, c := range []byte(s) {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return len(s) > 1
}

// lemmaRules finds for each tag and ending the change that most forms make, and
// keeps those that differ from the change of the next shorter ending.
func lemmaRules(keys []lang.LemmaKey, best map[lang.LemmaKey]string) map[lang.LemmaKey]lang.LemmaRule {
	votes := map[lang.LemmaKey]map[lang.LemmaRule]int{}
	for _, k := range keys {
		rule, ok := change(k.Form, best[k])
		if !ok {
			continue
		}
		low := strings.ToLower(k.Form)
		for n := range min(lang.LongestEnding, len(low)-1) + 1 {
			e := lang.LemmaKey{Form: low[len(low)-n:], XPOS: k.XPOS}
			if votes[e] == nil {
				votes[e] = map[lang.LemmaRule]int{}
			}
			votes[e][rule]++
		}
	}
	major := func(e lang.LemmaKey) (top lang.LemmaRule, n int) {
		for r, c := range votes[e] {
			if c > n || c == n && (r.Strip < top.Strip || r.Strip == top.Strip && r.Add < top.Add) {
				top, n = r, c
			}
		}
		return top, n
	}
	rules := map[lang.LemmaKey]lang.LemmaRule{}
	for e := range votes {
		r, n := major(e)
		if e.Form == "" {
			rules[e] = r
			continue
		}
		if n < 3 {
			continue
		}
		up, _ := major(lang.LemmaKey{Form: e.Form[1:], XPOS: e.XPOS})
		if r != up {
			rules[e] = r
		}
	}
	return rules
}

// change returns the rule that makes lemma of form.
func change(form, lemma string) (lang.LemmaRule, bool) {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	r := lang.LemmaRule{Strip: len(form) - n, Add: lemma[n:]}
	return r, r.Strip < len(form) && len(r.Add) < 5 && !strings.ContainsAny(r.Add, "\t\n")
}

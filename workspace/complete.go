package workspace

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/query"
)

// mostCompletions is how many words a word may become.
const mostCompletions = 10

// complete answers with what the word that is being typed in a query may become: the name of a
// field or, behind its colon, a value that the pile has.
func (v *visit) complete() error {
	word := v.FormValue("word")
	list := []string{}
	field, value, behind := strings.Cut(word, ":")
	if !behind {
		for _, name := range query.Fields() {
			if word != "" && strings.HasPrefix(name, strings.ToLower(word)) {
				list = append(list, name+":")
			}
		}
		return v.json(list)
	}
	value = strings.ToLower(strings.TrimLeft(value, `"`))
	for _, is := range v.pile.values[strings.ToLower(field)] {
		if len(list) < mostCompletions && strings.HasPrefix(strings.ToLower(is), value) && !strings.Contains(is, `"`) {
			if strings.ContainsAny(is, " ,()") {
				is = `"` + is + `"`
			}
			list = append(list, strings.ToLower(field)+":"+is+" ")
		}
	}
	return v.json(list)
}

// values are those of fields of a query, those first that most have.
func (p *pile) valuesOf() map[string][]string {
	outlets, languages, places := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range p.stories {
		s := &p.stories[i]
		for _, outlet := range s.outlets {
			outlets[outlet]++
		}
		for _, language := range s.languages {
			languages[language]++
		}
	}
	for _, e := range p.known {
		for _, c := range e.Countries {
			places[countryName(c)]++
		}
		if name := p.screen.Place(e.Occurrence); name != "" {
			places[name]++
		}
	}
	most := func(count map[string]int) []string {
		return slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	}
	actions := []string{}
	for _, a := range assay.Actions {
		actions = append(actions, string(a))
	}
	return map[string][]string{query.Outlet: most(outlets), query.Language: most(languages), query.Place: most(places), query.Action: actions, query.Stance: assay.Stances[:], query.Party: en.PartyNames()}
}

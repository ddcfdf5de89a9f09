package origin

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"assay"
	"assay/lang/en"
)

// Families say which outlets are published by one house, so that what each says in
// its own voice is one origin, and what their names are.
type Families struct {
	AsOf string   `json:"as_of"` // the day to which the table is true
	List []Family `json:"families"`

	names   map[string]int // folded name -> index in List
	whole   map[string]int // the same for names of families
	domains map[string]int
}

// A Family is a house that publishes: an agency, a state's media, a group of papers.
type Family struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // "agency", "state", "public", "group"
	Names   []string `json:"names"`
	Domains []string `json:"domains"`
}

//go:embed families.json
var familiesJSON []byte

// Known returns our table.
var Known = sync.OnceValue(func() *Families {
	f, err := ParseFamilies(familiesJSON)
	if err != nil {
		panic("origin: " + err.Error()) // embedded: a fault of the build
	}
	return f
})

// ParseFamilies reads a table of families. An outlet that stands in two is an error.
func ParseFamilies(raw []byte) (*Families, error) {
	f := &Families{names: map[string]int{}, whole: map[string]int{}, domains: map[string]int{}}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(f); err != nil {
		return nil, fmt.Errorf("%w: table of families: %v", assay.ErrInvalid, err)
	}
	for i, fam := range f.List {
		if fam.Name == "" {
			return nil, fmt.Errorf("%w: table of families: family %d has no name", assay.ErrInvalid, i+1)
		}
		f.whole[outletKey(fam.Name)] = i
		for _, n := range fam.Names {
			n = outletKey(n)
			if k, twice := f.names[n]; twice && k != i {
				return nil, fmt.Errorf("%w: table of families: %q is in %s and in %s", assay.ErrInvalid, n, f.List[k].Name, fam.Name)
			}
			f.names[n] = i
		}
		for _, n := range fam.Domains {
			n = strings.ToLower(n)
			if k, twice := f.domains[n]; twice && k != i {
				return nil, fmt.Errorf("%w: table of families: %q is in %s and in %s", assay.ErrInvalid, n, f.List[k].Name, fam.Name)
			}
			f.domains[n] = i
		}
	}
	return f, nil
}

// outletKey returns the name of an outlet without what outlets leave out at will:
// "Al-Manar", "almanar".
func outletKey(name string) string { return leftOut.Replace(folded(name)) }

var leftOut = strings.NewReplacer(" ", "", "-", "", "'", "", ".", "")

// An outlet is who publishes a report.
type outlet struct {
	name   string // "Daily Star"; "" if not known
	family string
	agency string // whose text it is
	prints *Voice // the own voice of whoever publishes an agency's text; nil if not known
}

// outlet returns who published r: the agency by whose stamp it comes, or which its
// story names, else the publisher, else the domain.
func (f *Families) outlet(r *Report, agency string) outlet {
	if agency == "" {
		agency = r.stamp
	}
	name := r.publisher
	if name == "" {
		name = r.host
	}
	o := outlet{name: name, family: f.family(name, r.host)}
	if agency == "" {
		return o
	}
	by := outlet{name: agency, family: f.family(agency, ""), agency: agency}
	if o.name != "" {
		v := o.voice(assay.ReportID{})
		by.prints = &v
	}
	return by
}

func (f *Families) domain(host string) (int, bool) {
	for host != "" {
		if i, ok := f.domains[host]; ok {
			return i, true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return 0, false
}

// family returns the family of an outlet, by its name or its domain; its own name if
// it is in none.
func (f *Families) family(name, host string) string {
	if i, ok := f.names[outletKey(name)]; ok && name != "" {
		return f.List[i].Name
	}
	if i, ok := f.domain(strings.ToLower(name)); ok { // a publisher may be given by its domain
		return f.List[i].Name
	}
	if i, ok := f.domain(host); ok {
		return f.List[i].Name
	}
	return name
}

// house returns the family of a body that is cited, and whether it is called as the whole
// family is, which may be any of it.
func (f *Families) house(name string) (family string, any bool) {
	key := outletKey(name)
	if i, ok := f.names[key]; ok {
		return f.List[i].Name, false
	}
	if i, ok := f.whole[key]; ok {
		return f.List[i].Name, true
	}
	return "", false
}

// named returns the own voice of the outlet of a name.
func (f *Families) named(name string) Voice {
	return outlet{name: name, family: f.family(name, "")}.voice(assay.ReportID{})
}

// OwnVoice stands behind the name of an outlet that speaks for itself.
const OwnVoice = ", own voice"

// voice returns the outlet's own voice. Where the outlet is not known, it is that of
// one report alone.
func (o outlet) voice(report assay.ReportID) Voice {
	if o.name == "" {
		return Voice{Name: Itself, Own: true, Key: "own " + report.String()}
	}
	return Voice{Name: o.name + OwnVoice, Named: true, Own: true, Family: o.family, Key: "own " + outletKey(o.family)}
}

// stamp returns the agency whose stamp a report bears: "(AP)", "AFP" alone before its
// first words, "--Reuters" behind the last, "told Reuters" anywhere.
func stamp(doc *assay.Doc) string {
	words := strings.Fields(doc.Text)
	for i, w := range words {
		tag := strings.Trim(w, "()[]-–—/.,:;“”\"")
		if tag == "" || tag == strings.ToLower(tag) || len(tag) < 4 && tag != strings.ToUpper(tag) {
			continue
		}
		name, ok := tags()[strings.ToLower(tag)]
		switch {
		case !ok:
		case i > 0 && english.Told[words[i-1]],
			i+1 == len(words) && w != tag+".", strings.HasPrefix(w, "--"),
			i < first && strings.HasPrefix(w, "(") && strings.Contains(w, ")"),
			i < first && i+1 < len(words) && en.Weekdays()[strings.ToLower(words[i+1])] > 0:
			return name
		}
	}
	return ""
}

// first is the number of words within which a stamp stands that opens a report.
const first = 60

// tags are the names of the agencies by the tags that they sign with.
var tags = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, ag := range en.Agencies() {
		m[ag.Tags[0]] = ag.Name
	}
	return m
})

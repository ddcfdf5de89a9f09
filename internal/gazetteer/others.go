package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/place/gazetteer"
)

var bracketed = regexp.MustCompile(`^(.*?) \((.*)\)(.*)$`)

// readSyria adds villages and districts that the UCDP knows and GeoNames does
// not, and its spellings to those that both know. Descriptions ("area between
// X and Y"), bases and brigades are no names.
func (b *builder) readSyria() error {
	text, err := os.ReadFile(filepath.Join(b.data, "ucdp_syria_places_to2017.csv"))
	if err != nil {
		return err
	}
	divisions := map[string]int{}
	for code, n := range b.admin1 {
		if strings.HasPrefix(code, "SY.") {
			r := &b.rows[n-1]
			for _, name := range append([]string{r.Name}, r.Alts...) {
				divisions[gazetteer.Even(strings.TrimSuffix(name, " Governorate"))] = n
			}
		}
	}
	return table(string(text), func(f []string) error {
		name, other := f[0], ""
		if m := bracketed.FindStringSubmatch(name); m != nil {
			name, other = m[1]+m[3], m[2]
		}
		i := strings.LastIndexByte(name, ' ')
		if i < 0 || strings.ContainsAny(name, "/,&") || strings.Contains(name, " and ") || strings.Contains(name, " near ") || len(f) < 5 {
			return nil
		}
		class, name := kinds[name[i+1:]], name[:i]
		if class == gazetteer.Unknown || strings.ContainsAny(name, "0123456789") {
			return nil
		}
		lat, lon, err := coordinates(f[3], f[4])
		if err != nil {
			return nil // one line has its columns shifted
		}
		names := []string{name}
		if other != "" {
			names = append(names, other)
		}
		if class == gazetteer.Town {
			if n := b.twin("SY", name, lat, lon, 12); n != 0 {
				b.rows[n-1].Alts = append(b.rows[n-1].Alts, names...)
				return nil
			}
		}
		n := b.hashed(gazetteer.Row{
			Name: name, Alts: names[1:], Lat: lat, Lon: lon, Class: class, Country: "SY", Loose: true,
			Admin1: divisions[gazetteer.Even(strings.TrimSuffix(f[1], " Governorate"))],
		}, "ucdp", f[0], f[1], f[2])
		if class == gazetteer.Town {
			key := "SY" + gazetteer.Even(name)
			b.near[key] = append(b.near[key], n)
		}
		return nil
	})
}

// readRegions adds what news call regions and no source above holds. A region
// that is also a division of its country gives the division its point and people.
func (b *builder) readRegions() error {
	classes := map[string]gazetteer.Class{}
	for i, name := range gazetteer.Classes {
		classes[name] = gazetteer.Class(i)
	}
	return table(list("regions.csv"), func(f []string) error {
		lat, lon, err := coordinates(f[2], f[3])
		if err != nil {
			return err
		}
		if n := b.division(f[5], f[0]); n != 0 {
			r := &b.rows[n-1]
			r.Lat, r.Lon = lat, lon
			r.Alts, r.Peoples = append(r.Alts, parts(f[1])...), append(r.Peoples, parts(f[6])...)
			return nil
		}
		r := gazetteer.Row{Name: f[0], Alts: parts(f[1]), Lat: lat, Lon: lon, Class: classes[f[4]], Country: f[5], Peoples: parts(f[6])}
		if len(f) > 7 { // GeoNames has it too
			id, err := strconv.ParseUint(f[7], 10, 32)
			if err != nil {
				return err
			}
			r.Number = uint32(id)
			b.add(r)
			return nil
		}
		b.hashed(r, "region", f[0])
		return nil
	})
}

// division returns the row of the first-level division with a name, or 0.
func (b *builder) division(country, name string) int {
	found := 0
	for code, n := range b.admin1 {
		if country != "" && strings.HasPrefix(code, country+".") {
			for _, s := range append([]string{b.rows[n-1].Name}, b.rows[n-1].Alts...) {
				if gazetteer.Fold(s) == gazetteer.Fold(name) && (found == 0 || n < found) {
					found = n
				}
			}
		}
	}
	return found
}

var earthClasses = map[string]gazetteer.Class{
	"Desert": gazetteer.Desert, "Range/mtn": gazetteer.Range, "Foothills": gazetteer.Range, "Island": gazetteer.Island,
	"Island group": gazetteer.Island, "River": gazetteer.River, "Lake Centerline": gazetteer.River, "river": gazetteer.River,
	"Lake": gazetteer.Lake, "Alkaline Lake": gazetteer.Lake, "Reservoir": gazetteer.Lake, "lagoon": gazetteer.Lake,
}

// plainWords are rivers' names that say nothing without "River".
var plainWords = regexp.MustCompile(`^(Red|Black|White|Orange|Green|Yellow|Blue|Grande|Negro|Verde|Chico|Salado|Pearl|Peace|Powder|Snake|Platte|Churchill|San|Back|Eagle|Fly|Nelson|Victoria|Albany|Severn|Benue|Han|Nu|Da|Ob|Oka|Don|Po|Main|Tana|Mary|Rock|Ohio|Colorado|Arkansas|Mississippi|Missouri|Canadian|Columbia|Tennessee|Cumberland|Alabama|Wisconsin|Connecticut|Illinois|Kansas|Minnesota|Delaware|Hudson|Trinity|Flint|Saint.*|St.*|Big.*|Little.*)$`)

// readNaturalEarth adds rivers, lakes, seas, deserts and ranges. A river comes
// in pieces: those of one name within 1,500 km are one.
func (b *builder) readNaturalEarth() error {
	held := map[string]bool{}
	for _, r := range b.rows {
		if !r.Class.Populated() && r.Class != gazetteer.Admin2 {
			for _, n := range append([]string{r.Name}, r.Alts...) {
				held[gazetteer.Fold(n)] = true
			}
		}
	}
	for _, file := range []string{"geography_marine_polys", "geography_regions_polys", "lakes", "rivers_lake_centerlines"} {
		text, err := os.ReadFile(filepath.Join(b.data, "naturalearth", file+".json"))
		if err != nil {
			return err
		}
		var list []feature
		if err := json.Unmarshal(text, &list); err != nil {
			return err
		}
		sort.SliceStable(list, func(i, k int) bool { return list[i].Rank < list[k].Rank })
		seen := map[string][]feature{}
		for _, f := range list {
			if f.Class == "Continent" || f.Class == "Dragons-be-here" || len(f.Point) != 2 {
				continue
			}
			f.Name = tidy(f.Name)
			key := gazetteer.Fold(f.Name)
			if key == "" || held[key] && file != "rivers_lake_centerlines" || f.again(seen[key]) {
				continue
			}
			seen[key] = append(seen[key], f)
			b.feature(file, f)
		}
	}
	return nil
}

// A feature is one shape of Natural Earth.
type feature struct {
	Name    string
	English string `json:"name_en"`
	Class   string
	Rank    float64
	Point   []float64
}

func (f feature) again(seen []feature) bool {
	for _, s := range seen {
		if gazetteer.Distance(f.Point[1], f.Point[0], s.Point[1], s.Point[0]) < 1500 {
			return true
		}
	}
	return false
}

func (b *builder) feature(file string, f feature) {
	r := gazetteer.Row{Name: f.Name, Lat: f.Point[1], Lon: f.Point[0], Class: earthClasses[f.Class]}
	if r.Class == gazetteer.Unknown {
		r.Class = gazetteer.Area
		if file == "geography_marine_polys" {
			r.Class = gazetteer.Sea
		}
	}
	if e := tidy(f.English); e != "" && e != f.Name {
		r.Alts = append(r.Alts, r.Name)
		r.Name = e
	}
	if r.Class == gazetteer.River && !strings.HasSuffix(r.Name, "River") && !strings.HasSuffix(r.Name, "Delta") {
		// The bare name is the second one: most are also towns or states.
		bare := r.Name
		r.Name += " River"
		if plainWords.MatchString(bare) || f.Rank > 5 {
			r.Alts = []string{"River " + bare}
		} else {
			r.Alts = append(r.Alts, bare, "River "+bare)
		}
	}
	b.hashed(r, "naturalearth", file, f.Name, f.Class, strconv.FormatFloat(f.Point[0], 'f', 3, 64), strconv.FormatFloat(f.Point[1], 'f', 3, 64))
}

// tidy evens out white space and the names that stand in capitals.
func tidy(s string) string {
	words := strings.Fields(s)
	if s == strings.ToUpper(s) {
		for i, w := range words {
			w = strings.ToLower(w)
			if w != "of" && w != "de" && w != "al" {
				r, n := utf8.DecodeRuneInString(w)
				w = string(unicode.ToUpper(r)) + w[n:]
			}
			words[i] = w
		}
	}
	return strings.Join(words, " ")
}

// readDemonyms gives countries and divisions their adjectives and peoples.
func (b *builder) readDemonyms() error {
	text, err := os.ReadFile(filepath.Join(b.data, "demonyms.csv"))
	if err != nil {
		return err
	}
	byName := map[string]int{}
	for i, r := range b.rows {
		if r.Class == gazetteer.State || r.Class == gazetteer.Admin1 && r.Country == "GB" || r.Class == gazetteer.Macroregion {
			for _, n := range append([]string{r.Name}, r.Alts...) {
				if f := gazetteer.Fold(n); n != "Congo" && n != "the Congo" && byName[f] == 0 {
					byName[f] = i + 1
				}
			}
		}
	}
	return table("country,adjective,people\n"+strings.TrimPrefix(string(text), "\ufeff"), func(f []string) error {
		n := byName[gazetteer.Fold(f[0])]
		if n == 0 {
			return nil
		}
		for _, p := range f[1:] {
			if p != "" && p != b.rows[n-1].Name {
				b.people(n, p)
			}
		}
		return nil
	})
}

// people adds one adjective or people, and the singular of a plural in "s".
func (b *builder) people(n int, p string) {
	if p == "Koreans" || p == "United States" || p == "U.S." {
		return // both Koreas; a name and no adjective
	}
	r := &b.rows[n-1]
	r.Peoples = append(r.Peoples, p)
	if s, ok := strings.CutSuffix(p, "s"); ok && len(s) > 3 && !strings.HasSuffix(s, "s") {
		r.Peoples = append(r.Peoples, s)
	}
}

func (b *builder) readAbbreviations() error {
	return table(list("abbreviations.csv"), func(f []string) error {
		n := b.division(f[0], f[1])
		if n == 0 && len(b.near[f[0]+gazetteer.Even(f[1])]) > 0 {
			n = b.near[f[0]+gazetteer.Even(f[1])][0] // the towns of cities15000 come first
		}
		if n != 0 {
			b.rows[n-1].Shorts = append(b.rows[n-1].Shorts, parts(f[2])...)
		}
		return nil
	})
}

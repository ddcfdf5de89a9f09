package gazetteer

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"São Tomé", "Sao Tome"},
		{"Ra’s al-ʿAyn", "Ras al Ayn"},
		{"St. Petersburg", "Saint Petersburg"},
		{"Ft. Lauderdale", "Fort Lauderdale"},
		{"Mt Hood", "Mount Hood"},
		{"The Hague", "hague"},
		{"Łódź", "Lodz"},
		{"Port-au-Prince", "PORT AU PRINCE"},
		{"U.A.E.", "UAE"},
		{"Trinidad & Tobago", "Trinidad and Tobago"},
		{"Iğdır", "Igdir"},
		{"Straße", "Strasse"},
	} {
		if Fold(c.a) != Fold(c.b) {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q", c.a, Fold(c.a), c.b, Fold(c.b))
		}
	}
	for _, c := range []struct{ a, b string }{
		{"Mali", "Mala"}, {"Main St", "Main Saint"}, {"New Port", "Newport"}, {"Москва", "Киев"}, {"Theresa", "resa"},
	} {
		if f := Fold(c.a); f == Fold(c.b) && f != "" {
			t.Errorf("Fold takes %q and %q for one: %q", c.a, c.b, f)
		}
	}
}

func TestEven(t *testing.T) {
	for _, names := range [][]string{
		{"Ash Shaykh Zuwayd", "al-Sheikh Zuweid", "El Sheikh Zuweid"},
		{"Az Zubayr", "Al-Zubair", "Zubeir"},
		{"Ar Rutbah", "Rutba", "al-Rutba"},
		{"Jisr ash Shughur", "Jisr al-Shughour"},
		{"An Nasiriyah", "Nasiriya", "Al-Nasiriyyah"},
		{"Qal‘at Sukkar", "Kalat Sukar"},
	} {
		for _, n := range names[1:] {
			if Even(n) != Even(names[0]) {
				t.Errorf("Even(%q) = %q, Even(%q) = %q", names[0], Even(names[0]), n, Even(n))
			}
		}
	}
	for _, c := range [][2]string{{"Basra", "Busra"}, {"Taiz", "Tuz"}, {"Marib", "Murab"}, {"Sanaa", "Sana City"}} {
		if Even(c[0]) == Even(c[1]) {
			t.Errorf("Even takes %q and %q for one", c[0], c[1])
		}
	}
}

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		name, first, country string
		class                Class
	}{
		{"Kenya", "Kenya", "KE", State},
		{"Burma", "Myanmar", "MM", State},
		{"Türkiye", "Turkey", "TR", State},
		{"Côte d’Ivoire", "Ivory Coast", "CI", State},
		{"the Emirates", "United Arab Emirates", "AE", State},
		{"D.R.C.", "Democratic Republic of the Congo", "CD", State},
		{"Nairobi", "Nairobi", "KE", Capital},
		{"Kiev", "Kyiv", "UA", Capital},
		{"Ar Ramādī", "Ramadi", "IQ", Seat},
		{"Sinaloa state", "Sinaloa", "MX", Admin1},
		{"Province of Ontario", "Ontario", "CA", Admin1},
		{"Nord-Kivu", "Nord Kivu", "CD", Admin1},
		{"North Kivu", "Nord Kivu", "CD", Admin1},
		{"Wash.", "Washington", "US", Admin1},
		{"Travis County", "Travis County", "US", Admin2},
		{"Lake Turkana", "Lake Turkana", "", Lake},
		{"Danube", "Danube River", "", River},
		{"River Danube", "Danube River", "", River},
		{"the Sahel region", "Sahel", "", Macroregion},
		{"Eastern Europe", "Eastern Europe", "", Macroregion},
		{"Arabian Sea", "Arabian Sea", "", Sea},
	} {
		list := Lookup(c.name)
		found := false
		for _, e := range list {
			found = found || e.Name == c.first && e.Country == c.country && e.Class == c.class
		}
		if !found {
			t.Errorf("Lookup(%q) = %v, want %s (%s, %v) among them", c.name, list, c.first, c.country, c.class)
		}
	}
	for _, name := range []string{"", " ", "-", "Zembla", "Turkish", "Xqzwv Province", "the", "Province", "мир", "!!!", "\xff\xfe"} {
		if list := Lookup(name); len(list) > 0 {
			t.Errorf("Lookup(%q) = %v, want nothing", name, list)
		}
	}
}

func TestDemonyms(t *testing.T) {
	for word, want := range map[string]string{
		"Kenyan": "Kenya", "Kenyans": "Kenya", "French": "France", "Danes": "Denmark", "South Sudanese": "South Sudan",
		"European": "Europe", "Scottish": "Scotland", "British": "United Kingdom", "Middle Eastern": "Middle East",
		"Congolese": "Democratic Republic of the Congo",
	} {
		list := Demonyms(word)
		if len(list) == 0 || list[0].Name != want {
			t.Errorf("Demonyms(%q) = %v, want %s", word, list, want)
		}
	}
	for _, word := range []string{"Kenya", "Republican", "Buddhist", "U.S.", "", "Martian"} {
		if list := Demonyms(word); len(list) > 0 {
			t.Errorf("Demonyms(%q) = %v, want nothing", word, list)
		}
	}
}

func TestByID(t *testing.T) {
	for i := 0; i < Len(); i += 97 {
		e := At(i)
		got, ok := ByID(e.ID())
		if !ok || !got.Same(e) || got.Name == "" {
			t.Fatalf("ByID(%q) = %v, %v; want %v", e.ID(), got, ok, e)
		}
		if e.Lat < -90 || e.Lat > 90 || e.Lon < -180 || e.Lon > 180 || int(e.Class) >= len(Classes) || e.Class == Unknown {
			t.Fatalf("entry %d is %v", i, e)
		}
		if a, ok := e.Admin1(); ok && (a.Class != Admin1 || a.Country != e.Country || !e.In(a)) {
			t.Fatalf("%v lies in %v", e, a)
		}
	}
	for _, id := range []string{"", "geonames", "geonames:", "geonames:x", "geonames:007", "geonames:1", "ucdp:00000000", "nowhere:1", "geonames:99999999999"} {
		if e, ok := ByID(id); ok {
			t.Errorf("ByID(%q) = %v", id, e)
		}
	}
}

func TestCountry(t *testing.T) {
	for code, want := range map[string]string{"KE": "Kenya", "ken": "Kenya", "gb": "United Kingdom", "XK": "Kosovo"} {
		if e, ok := Country(code); !ok || e.Name != want {
			t.Errorf("Country(%q) = %v, %v", code, e, ok)
		}
	}
	for _, code := range []string{"", "XX", "Kenya", "an overlong code"} {
		if e, ok := Country(code); ok {
			t.Errorf("Country(%q) = %v", code, e)
		}
	}
}

// TestPoints holds entries to where they are: within 30 km for towns, 300 km for
// countries.
func TestPoints(t *testing.T) {
	for _, c := range []struct {
		name     string
		class    Class
		lat, lon float64
		km       float64
	}{
		{"Nairobi", Capital, -1.29, 36.82, 30},
		{"Kenya", State, 0.5, 38, 300},
		{"Texas", Admin1, 31.2, -99.3, 150},
		{"Travis County", Admin2, 30.33, -97.78, 30},
		{"United States", State, 39.8, -98.6, 300},
	} {
		for _, e := range Lookup(c.name) {
			if e.Class == c.class && Distance(e.Lat, e.Lon, c.lat, c.lon) < c.km {
				c.km = -1
			}
		}
		if c.km > 0 {
			t.Errorf("%s is not where it should be: %v", c.name, Lookup(c.name))
		}
	}
}

// TestSizes holds the tables to what the program can carry.
func TestSizes(t *testing.T) {
	total := 0
	for name, s := range map[string]string{"entries.bin": entries, "names.bin": names, "index.bin": index} {
		total += len(s)
		if len(s) > 5<<20 {
			t.Errorf("%s has %d bytes, more than 5 MB", name, len(s))
		}
	}
	if total > 10<<20 {
		t.Errorf("the tables have %d bytes, more than 10 MB", total)
	}
	if Len() < 150_000 {
		t.Errorf("only %d entries", Len())
	}
}

// digest returns the SHA-256 of the three tables, as the generator prints it.
func digest() []byte {
	h := sha256.New()
	for _, s := range []string{entries, index, names} {
		h.Write([]byte(s))
	}
	return h.Sum(nil)
}

// TestCard holds SOURCES.md to the tables that it describes.
func TestCard(t *testing.T) {
	b, err := os.ReadFile("SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%x", digest()); !strings.Contains(string(b), want) {
		t.Errorf("SOURCES.md does not name the digest %s", want)
	}
}

func TestEncodeRefuses(t *testing.T) {
	good := Row{Name: "Strelsau", Class: Town, Country: "DE", Number: 1}
	for name, rows := range map[string][]Row{
		"one id twice":  {good, good},
		"no name":       {{Class: Town}},
		"long country":  {{Name: "Strelsau", Country: "RUR"}},
		"a long name":   {{Name: strings.Repeat("x", 256)}},
		"too many rows": make([]Row, 1<<20),
	} {
		if _, err := Encode(rows); err == nil {
			t.Errorf("Encode takes %s", name)
		}
	}
	if _, err := Encode([]Row{good}); err != nil {
		t.Error(err)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct{ lat1, lon1, lat2, lon2, want float64 }{
		{0, 0, 0, 0, 0}, {0, 0, 0, 180, 20015}, {90, 0, -90, 77, 20015}, {0, 179, 0, -179, 222.4}, {51.5, 0, 48.85, 2.35, 339},
	} {
		if got := Distance(c.lat1, c.lon1, c.lat2, c.lon2); got < c.want-3 || got > c.want+3 {
			t.Errorf("Distance(%v) = %.1f, want %.1f", c, got, c.want)
		}
	}
}

// TestTowards goes along the equator, a meridian, over the pole and across the
// line of the date, and back to where it came from.
func TestTowards(t *testing.T) {
	degree := 6371 * math.Pi / 180
	for _, c := range []struct{ lat, lon, bearing, km, lat2, lon2 float64 }{
		{0, 10, 90, degree, 0, 11}, {50, 10, 0, degree, 51, 10}, {50, 10, 180, 2 * degree, 48, 10},
		{89, 20, 0, 2 * degree, 89, -160}, {0, 179.5, 90, degree, 0, -179.5}, {10, 20, 45, 0, 10, 20},
	} {
		lat, lon := Towards(c.lat, c.lon, c.bearing, c.km)
		if math.Abs(lat-c.lat2) > 1e-6 || math.Abs(lon-c.lon2) > 1e-6 {
			t.Errorf("%.0f km towards %.0f from %g %g is %g %g, want %g %g", c.km, c.bearing, c.lat, c.lon, lat, lon, c.lat2, c.lon2)
		}
		if far := Distance(c.lat, c.lon, lat, lon); math.Abs(far-c.km) > 1e-3 {
			t.Errorf("went %g km, not %g", far, c.km)
		}
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"Nairobi", "St. Louis", "al-", "el", "ee e", "Province of ", "\xff", "İ", "ﬁ", "Ash Sh", "of of of"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := Lookup(s)
		for _, e := range list {
			if e.Name == "" {
				t.Errorf("Lookup(%q) has an entry without a name", s)
			}
		}
		if fold := Fold(s); Fold(fold) != fold && Fold(Fold(fold)) != Fold(fold) {
			t.Errorf("Fold does not come to rest on %q", s)
		}
		Demonyms(s)
		ByID(s)
		Country(s)
		if Has(s) && len(list) == 0 {
			t.Errorf("Has(%q), but Lookup finds nothing", s)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	for _, c := range []struct{ what, name string }{
		{"found", "Nairobi"}, {"many", "San José"}, {"missing", "Prime Minister"}, {"loose", "al-Zubeir"},
	} {
		b.Run(c.what, func(b *testing.B) {
			for b.Loop() {
				Lookup(c.name)
			}
		})
	}
	b.Run("has", func(b *testing.B) {
		for b.Loop() {
			Has("Prime Minister")
		}
	})
}

func ExampleLookup() {
	for _, e := range Lookup("Saint Louis")[:2] {
		fmt.Println(e.ID(), e.Name, e.Class, e.Country)
	}
	// Output:
	// geonames:2246451 Saint-Louis admin1 SN
	// geonames:4407066 St. Louis town US
}

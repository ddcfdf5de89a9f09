package place_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"assay"
	"assay/lang"
	"assay/place"
)

// read annotates text up to its places.
func read(t testing.TB, text string, regions ...assay.Region) *assay.Doc {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{Text: text})
	doc.Regions = regions
	if err := assay.Annotate(context.Background(), doc, []assay.Stage{lang.New(lang.Options{})}); err != nil {
		t.Fatal(err)
	}
	doc.Places = place.Find(doc, place.Options{})
	return doc
}

var roleNames = [...]string{"literal", "modifier", "metonym", "demonym"}

// line shows a place: its words, its role, its precision and its name.
func line(doc *assay.Doc, pl assay.Place) string {
	s := fmt.Sprintf("%s | %s | %s", doc.Quote(pl.Span), roleNames[pl.Role], pl.Precision)
	if pl.Name != "" {
		s += " | " + pl.Name + "/" + pl.Country
	}
	return s
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		// Places.
		{"The flood destroyed hundreds of homes in Kenya on Tuesday.", []string{"Kenya | literal | country | Kenya/KE"}},
		{"Two buses collided near Nakuru, Kenya, on Tuesday.", []string{
			"Nakuru | literal | locality | Nakuru/KE", "Kenya | literal | country | Kenya/KE"}},
		{"She moved from Springfield, Illinois, to Paris, Texas.", []string{
			"Springfield | literal | locality | Springfield/US", "Illinois | literal | admin1 | Illinois/US",
			"Paris | literal | locality | Paris/US", "Texas | literal | admin1 | Texas/US"}},
		{"The ferry sank in Lake Victoria off Entebbe, Uganda.", []string{
			"Lake Victoria | literal | region | Lake Victoria/UG", "Entebbe | literal | locality | Entebbe/UG", "Uganda | literal | country | Uganda/UG"}},
		{"The Kenyan army said it had crossed into Somalia.", []string{
			"Kenyan | demonym | country | Kenya/KE", "Somalia | literal | country | Somalia/SO"}},
		{"They met in Trinidad and Tobago.", []string{"Trinidad and Tobago | literal | country | Trinidad and Tobago/TT"}},
		{"Drought has spread across the Horn of Africa.", []string{"Horn of Africa | literal | region | Horn of Africa/"}},
		{"The U.S. and the U.K. signed it.", []string{
			"U.S. | metonym | country | United States/US", "U.K. | metonym | country | United Kingdom/GB"}},
		{"Nairobi said it would close the camp.", []string{
			"Nairobi | metonym | locality | Nairobi/KE"}},
		{"The Mombasa attack killed four people.", []string{"Mombasa | modifier | locality | Mombasa/KE"}},
		// No places.
		{"Chad Miller said the shop had closed.", nil},
		{"Georgia Hunt, a nurse, said she was tired.", nil},
		{"Mr. London and Ms. Paris were married on Friday.", nil},
		{"Many people stayed; most of them had nothing.", nil},
		{"He told us that we may leave in March.", nil},
		{"On the other hand, prices rose in part because of the strike.", nil},
		{"At the end of the day, the state of emergency was lifted.", nil},
		{"It was a nice idea, and reading helps.", nil},
		{"She returned to the question of pay.", nil},
		{"", nil},
	} {
		doc := read(t, c.text)
		var got []string
		for _, pl := range doc.Places {
			if pl.Precision == assay.Unresolved && c.want != nil {
				continue // nominals are tested below
			}
			got = append(got, line(doc, pl))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\n\tgot  %s\n\twant %s", c.text, strings.Join(got, "\n\t     "), strings.Join(c.want, "\n\t     "))
		}
	}
}

func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   string // a place among those found
		within string // the name of what it is in; "" if none
	}{
		{"Thousands fled northern Mozambique after the storm.", "northern Mozambique | literal | region", "geonames:1036973"},
		{"They live in north-eastern Kenya.", "north-eastern Kenya | literal | region", "geonames:192950"},
		{"The convoy reached the outskirts of Khartoum.", "the outskirts of Khartoum | literal | region", "geonames:379252"},
		{"The herders came from the Danube River area.", "Danube River area | literal | region", ""},
		{"They crossed the deserts of Niger.", "the deserts of Niger | literal | region", "geonames:2440476"},
		{"Kenya was calm. Troops were sent to the country's northeast.", "the country's northeast | literal | region", "geonames:192950"},
		{"Kenyan officials said roads were closed across the country.", "the country | literal | unresolved", "geonames:192950"},
		{"They want to go back to their home countries.", "their home countries | literal | unresolved", ""},
		{"Some moved on to third countries.", "third countries | literal | unresolved", ""},
		{"Aid came from European countries.", "European countries | literal | unresolved", "geonames:6255148"},
		{"Most families have returned home.", "home | literal | unresolved", ""},
		{"The wounded were taken to a local hospital.", "a local hospital | literal | unresolved", ""},
		{"They fled the burning village.", "the burning village | literal | unresolved", ""},
		{"The city of Mombasa was quiet.", "The city of Mombasa | literal | locality | Mombasa/KE", ""},
		{"Ten people died in Sindh province.", "Sindh province | literal | admin1 | Sindh/PK", ""},
	} {
		doc := read(t, c.text)
		found := false
		var got []string
		for _, pl := range doc.Places {
			got = append(got, line(doc, pl)+" in "+pl.Within)
			found = found || line(doc, pl) == c.want && (c.within == "" || pl.Within == c.within)
		}
		if !found {
			t.Errorf("%s\n\tgot  %s\n\twant %s in %s", c.text, strings.Join(got, "\n\t     "), c.want, c.within)
		}
	}
	for _, text := range []string{
		"They are in our area of expertise.", "He works from home.", "A border guard was in a state of shock.",
		"It happened in the middle of the night.", "He put the house in order.", "At home, she reads.", "The home side won.",
		"Prices on the market fell in the third quarter.", "He went on to the next question.", "In line with the rules, she left.",
	} {
		doc := read(t, text)
		for _, pl := range doc.Places {
			if s := doc.Quote(pl.Span); s != "the house" && s != "the middle" {
				t.Errorf("%s\n\thas a place: %s", text, line(doc, pl))
			}
		}
	}
}

func TestDateline(t *testing.T) {
	text := "MOMBASA, Kenya, March 3 (Agency) - A ferry sank off the coast on Monday."
	at := int32(strings.Index(text, "A ferry"))
	doc := read(t, text, assay.Region{Span: assay.Span{End: at - 1}, Kind: assay.Dateline},
		assay.Region{Span: assay.Span{Start: at, End: int32(len(text))}})
	var got []string
	for _, pl := range doc.Places {
		got = append(got, line(doc, pl))
	}
	want := "MOMBASA | literal | locality | Mombasa/KE\nKenya | literal | country | Kenya/KE"
	if !strings.HasPrefix(strings.Join(got, "\n"), want) {
		t.Errorf("got %q, want %q first", got, want)
	}
}

// TestOneSense holds that one name means one place in a report, and that what
// the report says of it once holds throughout.
func TestOneSense(t *testing.T) {
	doc := read(t, "A fire broke out in Birmingham, Alabama, on Sunday. Officials in Birmingham said nobody was hurt. Two firefighters from Montgomery helped.")
	for _, pl := range doc.Places {
		if s := doc.Quote(pl.Span); (s == "Birmingham" || s == "Montgomery") && pl.Country != "US" {
			t.Errorf("%s", line(doc, pl))
		}
	}
	doc = read(t, "A fire broke out in Birmingham on Sunday. Two firefighters from Coventry, England, helped.")
	for _, pl := range doc.Places {
		if pl.Country != "GB" {
			t.Errorf("%s", line(doc, pl))
		}
	}
}

// TestUnresolved holds that what is not known is not guessed.
func TestUnresolved(t *testing.T) {
	doc := read(t, "They walked for two days from Zembla to Strelsau.")
	for _, pl := range doc.Places {
		if pl.Gazetteer != "" || pl.Lat != 0 || pl.Lon != 0 || pl.Confidence != 0 || pl.Country != "" {
			t.Errorf("%s is said to be %s", doc.Quote(pl.Span), line(doc, pl))
		}
	}
}

func TestResolve(t *testing.T) {
	text := "Between Athens, Georgia, and Rome, Georgia, there is Atlanta."
	var names []assay.Span
	for _, s := range []string{"Athens", "Georgia", "Rome", "Atlanta"} {
		i := int32(strings.Index(text, s))
		names = append(names, assay.Span{Start: i, End: i + int32(len(s))})
	}
	for i, pl := range place.Resolve(text, names, place.Options{}) {
		if pl.Span != names[i] || pl.Country != "US" {
			t.Errorf("%s is %s in %q", names[i].In(text), pl.Name, pl.Country)
		}
	}
	if list := place.Resolve("", nil, place.Options{}); len(list) != 0 {
		t.Error(list)
	}
}

// check holds doc's places to what every reader of them may count on.
func check(t testing.TB, doc *assay.Doc) {
	t.Helper()
	for i, pl := range doc.Places {
		if err := pl.Span.Check(doc.Text); err != nil || pl.Span.Len() == 0 {
			t.Errorf("place %d: %v %v", i, pl.Span, err)
		}
		if i > 0 {
			p := doc.Places[i-1].Span
			if p.Start > pl.Span.Start || p.Start == pl.Span.Start && p.End < pl.Span.End {
				t.Errorf("places %d and %d are out of order", i-1, i)
			}
		}
		if (pl.Gazetteer == "") != (pl.Name == "") || pl.Precision == assay.Unresolved && (pl.Lat != 0 || pl.Gazetteer != "") ||
			pl.Confidence < 0 || pl.Confidence > 1 {
			t.Errorf("place %d is at odds with itself: %+v", i, pl)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"They fled north-eastern Kenya for the border with Somalia.", "al-", "U.S. U.S.", "of of the of", "Paris, , Texas,",
		"northern", "the country's", "the - - - Kenya", "\x00", "Kenya’s Kenya-based Kenyan", "MOMBASA, Kenya (X) —",
		strings.Repeat("Kenya, ", 300), strings.Repeat("north of ", 100) + "Kenya", strings.Repeat("A", 5000),
	} {
		f.Add(s)
	}
	stage := lang.New(lang.Options{})
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		doc := assay.NewDoc(&assay.Report{Text: s})
		doc.Regions = []assay.Region{{Span: assay.Span{End: int32(len(s))}}}
		if err := assay.Annotate(context.Background(), doc, []assay.Stage{stage, place.New(place.Options{})}); err != nil {
			t.Fatal(err)
		}
		check(t, doc)
		doc.Regions[0].Kind = assay.Dateline
		doc.Tokens, doc.Sentences, doc.Names = nil, nil, nil
		doc.Places = place.Find(doc, place.Options{})
		check(t, doc)
	})
}

// TestLong holds that a page without line breaks is no trap.
func TestLong(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("Kenya Uganda Somalia ", 5000), strings.Repeat("in the north of the country's east ", 3000),
		strings.Repeat("Paris, Texas, ", 7000), strings.Repeat("-", 100_000),
		strings.Repeat("the Danube and Zembla City, ", 4000),
	} {
		check(t, read(t, s))
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The Kenyan army said on Tuesday that it had crossed into southern Somalia from Garissa, Kenya. "+
		"Thousands of people fled the border area for Nairobi, officials said, and many returned home when the fighting ended. ", 50)
	doc := read(b, text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		place.Find(doc, place.Options{})
	}
}

func ExampleResolve() {
	text := "Paris, Texas"
	for _, pl := range place.Resolve(text, []assay.Span{{Start: 0, End: 5}, {Start: 7, End: 12}}, place.Options{}) {
		fmt.Println(pl.Name, pl.Country, pl.Precision)
	}
	// Output:
	// Paris US locality
	// Texas US admin1
}

package mask_test

import (
	"strings"
	"testing"

	"assay"
	"assay/mask"
)

// A somebody is a person of a test: name, role, and where the text mentions it.
type somebody struct {
	name, role string
	public     bool
	mentions   []string
}

func report(t *testing.T, text string, people ...somebody) *assay.Doc {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID("", []byte(text)), Text: text})
	for _, p := range people {
		a := assay.Actor{Class: assay.Person, Name: p.name, Role: p.role, Public: p.public}
		if p.mentions == nil {
			p.mentions = []string{p.name}
		}
		for _, m := range p.mentions {
			if strings.Contains(text, m) {
				a.Mentions = append(a.Mentions, at(t, doc, m))
			}
		}
		doc.Actors = append(doc.Actors, a)
	}
	return doc
}

func at(t *testing.T, doc *assay.Doc, words string) assay.Span {
	t.Helper()
	i := strings.Index(doc.Text, words)
	if i < 0 {
		t.Fatalf("no %q in %q", words, doc.Text)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

func whole(doc *assay.Doc) assay.Span { return assay.Span{End: int32(len(doc.Text))} }

var (
	nurse  = somebody{name: "Petra Solberg", role: "a nurse"}
	driver = somebody{name: "Anton Riis", role: "a driver"}
	mayor  = somebody{name: "Clara Holm", role: "the mayor", public: true}
)

// A name is found in every form in which a text writes it.
func TestForms(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Petra Solberg saw it.", "[a nurse] saw it."},
		{"“We ran,” Ms. Solberg said. “Petra, too.”", "“We ran,” [a nurse] said. “[a nurse], too.”"},
		{"“Ask Solberg,” said Clara Holm.", "“Ask [a nurse],” said Clara Holm."},
		{"Solberg's hands; Solberg’s coat.", "[a nurse]'s hands; [a nurse]’s coat."},
		{"They met the Solbergs at the Solberg house.", "They met the [relatives of a nurse] at [a nurse]'s house."},
		{"The Solberg family fled.", "[a nurse]'s family fled."},
		{"PETRA SOLBERG IS SAFE\n\nMs. Solberg ran.", "[a nurse] IS SAFE\n\n[a nurse] ran."},
		{"P. Solberg and Petra M. Solberg are one.", "[a nurse] and [a nurse] are one."},
		{"The nurse Petra Solberg ran.", "[a nurse] ran."},
		{"It was her homePetra Solberg said so.", "It was her home[a nurse] said so."},
		{"SOLBERG, Petra: see petra-solberg.", "[a nurse], [a nurse]: see [a nurse]."},
		{"Petra\u00a0Solberg, Sol\u00adberg and Pe\u200btra.", "[a nurse], [a nurse] and [a nurse]."},
		{"Sergeant Petra\nSolberg ran.", "[a nurse] ran."},
		{"Petraland and Solbergen are far.", "Petraland and Solbergen are far."},
	} {
		doc := report(t, c.text, nurse, mayor)
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
		if got := mask.New(doc, nil, true).Words(whole(doc)); got != c.text {
			t.Errorf("with names: %q", got)
		}
	}
}

// Accents may be there or not, in either form of Unicode.
func TestAccents(t *testing.T) {
	for _, c := range [][2]string{{"Łucja Øst", "LUCJA OST"}, {"Weiß", "Weiss"}, {"Ægir Đorđe", "Aegir Dorde"}, {"Işık", "Isik"}, {"Þór", "Thor"}, {"Œuvrard", "OEUVRARD"}} {
		for range 2 {
			doc := report(t, c[1]+" ran.", somebody{name: c[0], role: "a baker", mentions: []string{}})
			if got := mask.New(doc, nil, false).Words(whole(doc)); got != "[a baker] ran." {
				t.Errorf("%q is shown as %q", c[1], got)
			}
			c[0], c[1] = c[1], c[0]
		}
	}
	for _, text := range []string{"Aída Muñoz ran.", "Aida Munoz ran.", "AI\u0301DA MUN\u0303OZ ran.", "Mun\u0303oz ran."} {
		doc := report(t, text, somebody{name: "Aída Muñoz", role: "a baker", mentions: []string{}})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != "[a baker] ran." {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

// What a private name has in common with something else stays: places, times,
// other people, plain words.
func TestKept(t *testing.T) {
	doc := report(t, "The Riis valley lies far. Rose petals fell; prices rose. Ms. Rose ran to Riis farm, and April came. “April Riis is my sister,” Riis said.",
		somebody{name: "Anton Riis", role: "a driver", mentions: []string{}}, somebody{name: "Ida Rose", role: "a cook", mentions: []string{}},
		somebody{name: "April Riis", role: "a pupil", mentions: []string{"April Riis"}})
	doc.Places = []assay.Place{{Span: at(t, doc, "Riis valley"), Gazetteer: "geonames:1"}, {Span: at(t, doc, "Riis farm")}}
	doc.Times = []assay.Time{{Span: at(t, doc, "April")}}
	want := "The Riis valley lies far. Rose petals fell; prices rose. [a cook] ran to [a driver] farm, and April came. “[a pupil] is my sister,” [a pupil] said."
	if got := mask.New(doc, nil, false).Words(whole(doc)); got != want {
		t.Errorf("shown as\n%s, want\n%s", got, want)
	}
}

// Of two who share a surname the report itself, the whole name and who was
// named last say who is meant; the surname of one in office alone is shown.
func TestShared(t *testing.T) {
	mayor := somebody{name: "Clara Solberg", role: "the mayor", public: true, mentions: []string{"Clara Solberg", "Mayor Solberg"}}
	doc := report(t, "Solberg under fire\n\nMayor Solberg spoke. Clara Solberg went. Petra Solberg, her cousin, stayed. Ms. Solberg wept.", nurse, mayor)
	want := "Solberg under fire\n\nMayor Solberg spoke. Clara Solberg went. [a nurse], her cousin, stayed. [a nurse] wept."
	if got := mask.New(doc, nil, false).Words(whole(doc)); got != want {
		t.Errorf("shown as\n%s, want\n%s", got, want)
	}
}

// A role holds no private name, however it is put; two of one role are told
// apart.
func TestRoles(t *testing.T) {
	doc := report(t, "Petra Solberg, Anton Riis, Mia Riis, Tom Bech, Kai Lund and Ole Lund fled.", nurse,
		driver, somebody{name: "Mia Riis", role: "the wife of Anton Riis"}, somebody{name: "Tom Bech", role: "Petra's brother"},
		somebody{name: "Kai Lund", role: "a fisherman who saw it"}, somebody{name: "Ole Lund", role: "fisherman from Kell"})
	want := "[a nurse], [a driver], [the wife of a driver], [a nurse's brother], [fisherman 1] and [fisherman 2] fled."
	m := mask.New(doc, nil, false)
	if got := m.Words(whole(doc)); got != want {
		t.Errorf("shown as\n%s, want\n%s", got, want)
	}
	if got := m.Actor(&doc.Actors[2]); got != "the wife of a driver" {
		t.Errorf("called %q", got)
	}
	if got := m.Role(&doc.Actors[3]); got != "[a nurse]'s brother" {
		t.Errorf("role %q", got)
	}
	for _, c := range []struct{ name, role, want string }{
		{"Tom Bech", "a Riis engineer", "an engineer"}, {"Tom Bech", "Petra Solberg’s uncle", "a nurse’s uncle"}, {"Tom Bech", "the Solberg's uncle", "a nurse's uncle"},
		{"Tom Bech", "Solborg's uncle", "an uncle"}, {"Tom Bech", "the brother of Solbergh", "a brother"},
	} {
		doc := report(t, "Petra Solberg, Anton Riis and Tom Bech fled.", nurse, driver, somebody{name: c.name, role: c.role})
		if got := mask.New(doc, nil, false).Actor(&doc.Actors[2]); got != c.want {
			t.Errorf("%s is called %q, want %q", c.role, got, c.want)
		}
	}
	round := report(t, "Mia Riis and Anton Riis.", somebody{name: "Mia Riis", role: "the wife of Anton Riis"}, somebody{name: "Anton Riis", role: "the husband of Mia Riis"})
	if got := mask.New(round, nil, false).Words(whole(round)); got != "[the wife of somebody] and [the husband of somebody]." {
		t.Errorf("shown as %q", got)
	}
}

// Decided within the story, whatever the order of its reports: who is public in
// one is so in all, who is private in one is masked in all.
func TestStory(t *testing.T) {
	a := report(t, "Clara Holm, the mayor, and Petra Solberg, a nurse, spoke.", mayor, nurse)
	b := report(t, "Clara Holm spoke. So did Ms. Solberg and Holm.", somebody{name: "Clara Holm"}, somebody{name: "Solberg", mentions: []string{"Ms. Solberg"}})
	c := report(t, "Peace came to Petra Solberg.")
	docs := []*assay.Doc{a, b, c}
	stories := []assay.Story{{Reports: []assay.ReportID{a.ID, b.ID, c.ID}}}
	for range 2 {
		masks := mask.All(docs, stories, false)
		for doc, want := range map[*assay.Doc]string{
			a: "Clara Holm, the mayor, and [name withheld], a nurse, spoke.",
			b: "Clara Holm spoke. So did [a nurse] and Holm.",
			c: "Peace came to [a nurse].",
		} {
			if got := masks[doc.ID].Words(whole(doc)); got != want {
				t.Errorf("shown as %q, want %q", got, want)
			}
			if got := mask.New(doc, append(mask.Persons(c), append(mask.Persons(b), mask.Persons(a)...)...), false).Words(whole(doc)); got != want {
				t.Errorf("alone it is shown as %q, want %q", got, want)
			}
		}
		docs[0], docs[2] = docs[2], docs[0]
		stories[0].Reports[0], stories[0].Reports[1] = stories[0].Reports[1], stories[0].Reports[0]
	}
	if got := mask.All(docs, nil, false)[b.ID].Words(whole(b)); got != "[person 1] spoke. So did [person 2] and [person 1]." {
		t.Errorf("of no story it is shown as %q", got)
	}
}

// A relation to somebody in office makes no one public, and a private name that
// is longer than that of one in office is another person's.
func TestRelation(t *testing.T) {
	doc := report(t, "Governor Holm spoke. Nils Holm, the governor's son, was hurt.", somebody{name: "Holm", role: "Governor", public: true, mentions: []string{"Governor Holm"}},
		somebody{name: "Nils Holm", role: "the governor's son"})
	if got := mask.New(doc, nil, false).Words(whole(doc)); got != "Governor Holm spoke. [name withheld], the governor's son, was hurt." {
		t.Errorf("shown as %q", got)
	}
}

// Who signs the report is public; a place, an organisation, and what has no name
// are no persons.
func TestNobody(t *testing.T) {
	doc := report(t, "By Mona Falk\n\nThe gunmen crossed the Kara Sea with Bright Path and fled. Uli Krag took the picture.", somebody{name: "Mona Falk"},
		somebody{name: "Kara Sea"}, somebody{name: "Bright Path"}, somebody{role: "the gunmen", mentions: []string{"The gunmen"}}, somebody{name: "the Rebel"}, somebody{name: "Uli Krag"})
	doc.Author = "Mona Falk"
	doc.Places = []assay.Place{{Span: at(t, doc, "Kara Sea"), Gazetteer: "geonames:2"}}
	doc.Actors = append(doc.Actors, assay.Actor{Class: assay.Organization, Name: "Bright Path", Mentions: []assay.Span{at(t, doc, "Bright Path")}})
	doc.Regions = []assay.Region{{Span: at(t, doc, "Uli Krag took the picture."), Kind: assay.Credit}}
	if got := mask.New(doc, nil, false).Words(whole(doc)); got != doc.Text {
		t.Errorf("shown as %q", got)
	}
}

// Who is read as an organisation once is a person nevertheless, where the report
// speaks of a person.
func TestOrganisationOfTheName(t *testing.T) {
	for _, c := range []struct {
		text string
		p    somebody
		want string
	}{
		{"Odd Kvam, a cook, ran. (Odd Kvam)", somebody{name: "Odd Kvam", role: "a cook"}, "[name withheld], a cook, ran. ([a cook])"},
		{"Odd Kvam, 34, ran. (Odd Kvam)", somebody{name: "Odd Kvam"}, "[a person], 34, ran. ([a person])"},
		{"Odd Kvam ran; so he fell. (Odd Kvam)", somebody{name: "Odd Kvam", mentions: []string{"Odd Kvam", "he"}}, "[a person] ran; so he fell. ([a person])"},
		{"The Odd Kvam family ran.", somebody{name: "Odd Kvam"}, "[a person]'s family ran."},
		{"Odd Kvam said so. (Odd Kvam)", somebody{name: "Odd Kvam"}, "[a person] said so. ([a person])"},
		{"Odd Kvam sells 300 ships.", somebody{name: "Odd Kvam"}, "Odd Kvam sells 300 ships."},
	} {
		doc := report(t, c.text, c.p)
		if strings.Contains(c.text, "said") {
			doc.Sources = []assay.Source{{Span: at(t, doc, "Odd Kvam"), Class: assay.Person, Name: "Odd Kvam", Actor: assay.RefTo[assay.Actor](0)}}
		}
		doc.Actors = append(doc.Actors, assay.Actor{Class: assay.Organization, Name: "ODD KVAM", Mentions: []assay.Span{at(t, doc, "Odd Kvam")}})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// The role before a name goes with the number it begins with.
func TestAges(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Police named 43-year-old Odd Kvam.", "Police named [a 43-year-old]."},
		{"The 43-year-old Odd Kvam and 7 boys ran.", "[a 43-year-old] and 7 boys ran."},
		{"It was 43‑year‑old Odd Kvam.", "It was [a 43-year-old]."},
	} {
		doc := report(t, c.text, somebody{name: "Odd Kvam", role: "43-year-old"})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// A name is found whole where its reader took half of it; what is none of it
// stays.
func TestHalfNames(t *testing.T) {
	for _, c := range []struct {
		text     string
		mentions []string
		want     string
	}{
		{"Police saw Odd Inge Kvam run.", []string{"Kvam"}, "Police saw [a cook] run."},
		{"The boy is Od-Kvam, 3.", []string{"Kvam"}, "The boy is [a cook], 3."},
		{"It was Odd Kvam who ran. Then Odd fell.", []string{"Kvam"}, "It was [a cook] who ran. Then [a cook] fell."},
		{"Yesterday Kvam ran.", []string{"Kvam"}, "Yesterday [a cook] ran."},
		{"The Norwegian Kvam ran on Monday Kvam said. Officer Kvam. In Bergen Kvam.", []string{"Kvam"}, "The Norwegian [a cook] ran on Monday [a cook] said. Officer [a cook]. In Bergen [a cook]."},
		{"Odd “Big Dog” Kvam, ran. Odd!", []string{"Odd"}, "[a cook], ran. [a cook]!"},
		{"Odd 'Moppen' Kvam ran. Moppen! Kvam!", []string{"Moppen"}, "[a cook] ran. [a cook]! [a cook]!"},
	} {
		name := c.mentions[0]
		doc := report(t, c.text, somebody{name: name, role: "a cook", mentions: c.mentions})
		for i := strings.Index(c.text, name) + 1; strings.Contains(c.text[i:], name); {
			i += strings.Index(c.text[i:], name)
			doc.Actors[0].Mentions = append(doc.Actors[0].Mentions, assay.Span{Start: int32(i), End: int32(i + len(name))})
			i++
		}
		if strings.Contains(c.text, "Bergen") {
			doc.Places = []assay.Place{{Span: at(t, doc, "Bergen"), Gazetteer: "geonames:3"}}
		}
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
	for _, mentioned := range []bool{true, false} {
		doc := report(t, "Petra Solberg and Tove Solberg, 41, fled.", nurse)
		if mentioned {
			doc.Actors[0].Mentions = append(doc.Actors[0].Mentions, assay.Span{Start: 23, End: 30})
		} else {
			doc.Places = []assay.Place{{Span: at(t, doc, "Tove"), Gazetteer: "geonames:5"}}
		}
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != "[a nurse] and [a person], 41, fled." {
			t.Errorf("shown as %q", got)
		}
	}
	for text, want := range map[string]string{
		"It was Odd Inge Kvam, 21. Kvam ran.":          "It was [a cook], 21. [a cook] ran.",
		"Kvam Strong has a boat.":                      "[a cook] has a boat.",
		"It was Kvam May, 26, who ran.":                "It was [a cook], 26, who ran.",
		"They asked Kvam May before. Kvam Street ran.": "They asked [a cook] May before. Kvam Street ran.",
	} {
		doc := report(t, text, somebody{name: "Kvam", role: "a cook", mentions: []string{}})
		k := strings.LastIndex(text, "Kvam")
		doc.Actors[0].Mentions = []assay.Span{{Start: int32(k), End: int32(k + 4)}}
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

// Addresses are made of names.
func TestAddresses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"See https://news.example/2020/petra-solberg-ran and www.solberg.example/x.", "See https://news.example/2020/[a nurse]-ran and www.[a nurse].example/x."},
		{"Ask petra.solberg@mail.example or p_solberg77@mail.example.", "Ask [a nurse]@mail.example or [a nurse]@mail.example."},
		{"Ask @PetraSolberg, @petrasolberg_12, @real_solberg.", "Ask @[a nurse], @[a nurse], @[a nurse]."},
		{"Ask solbergpetra@mail.example, #JusticeForSolberg, #runpetrasolberg!", "Ask [a nurse]@mail.example, #[a nurse], #[a nurse]!"},
		{"news.example/petrasolberg?x=1", "news.example/[a nurse]?x=1"},
		{"Ask clara.holm@mail.example, @solbergen, https://news.example/solbergen/petralogy.", "Ask clara.holm@mail.example, @solbergen, https://news.example/solbergen/petralogy."},
	} {
		doc := report(t, c.text, somebody{name: "Petra Solberg", role: "a nurse", mentions: []string{}}, somebody{name: "Clara Holm", public: true, mentions: []string{}})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// What stands behind a name and is part of it goes with it.
func TestBehindNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Petra Solberg Jr., 31, ran.", "[a nurse], 31, ran."},
		{"Petra Solberg, Sr. ran with Petra Solberg III. They fell.", "[a nurse] ran with [a nurse]. They fell."},
		{"It was Petra Solberg Jr.", "It was [a nurse]."},
		{"It was Petra Solberg Jr. Then it rained.", "It was [a nurse]. Then it rained."},
		{"Petra S. ran; Petra S.'s boat; by Petra. A man fell.", "[a nurse] ran; [a nurse]'s boat; by [a nurse]. A man fell."},
	} {
		doc := report(t, c.text, somebody{name: "Petra Solberg", role: "a nurse", mentions: []string{}})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// Who signs is public in every form of signing, with the whole name.
func TestSigners(t *testing.T) {
	for _, text := range []string{
		"A boat sank. (Photo: Mona Falk/The Kell Weekly)", "A boat sank. (Mona Falk/AP)", "A boat sank. Mona Falk / Kell Herald",
		"Contact Mona Falk at mfalk@kell.example.", "Reach Mona Falk at 555-0100 or on Twitter.", "Follow Mona Falk at www.kell.example/mona.", "Email reporter Mona Falk at mf@kell.example.", "Posted on 3 May by Mona Falk",
		"Boat sinks\n\nBy Mona Falk and Uli Krag\n\nIt sank.", "It sank. Reporting by Uli Krag; editing by Mona Falk.",
	} {
		doc := report(t, text, somebody{name: "Mona Falk"}, somebody{name: "Uli Krag"})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"A boat sank. (Photo: Mona Falk/Facebook)", "A boat sank. (Photo: [a cook]/Facebook)"},
		{"A boat sank. (Mona Falk/family)", "A boat sank. ([a cook]/family)"},
		{"They contact Mona Falk at night.", "They contact [a cook] at night."},
		{"Contact Mona Falk at night 7.", "Contact [a cook] at night 7."},
	} {
		doc := report(t, c.text, somebody{name: "Mona Falk", role: "a cook"})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
	doc := report(t, "By Mona Falk and Uli Krag\n\nIt sank, said Ole Falk, a cook. Ms. Falk wept. Mona Falk saw it.", somebody{name: "Ole Falk", role: "a cook", mentions: []string{"Ole Falk"}})
	if got, want := mask.New(doc, nil, false).Words(whole(doc)), "By Mona Falk and Uli Krag\n\nIt sank, said [name withheld], a cook. [a cook] wept. Mona Falk saw it."; got != want {
		t.Errorf("shown as %q, want %q", got, want)
	}
}

// Where the words beside a name say the role, it is not said twice.
func TestWithheld(t *testing.T) {
	for _, c := range []struct{ text, role, want string }{
		{"said Petra Solberg, a nurse.", "a nurse", "said [name withheld], a nurse."},
		{"said Petra Solberg, 43, a head nurse.", "a head nurse", "said [name withheld], 43, a head nurse."},
		{"Her aunt, Petra Solberg, ran.", "her aunt", "Her aunt, [name withheld], ran."},
		{"The aunt, 36-year-old Petra Solberg, ran.", "the aunt", "The aunt, 36-year-old [name withheld], ran."},
		{"the aunt named Petra Solberg", "the aunt", "the aunt named [name withheld]"},
		{"Petra Solberg is a nurse.", "a nurse", "[name withheld] is a nurse."},
		{"Petra Solberg, 43, ran.", "a 43-year-old", "[name withheld], 43, ran."},
		{"Petra Solberg (43) ran.", "a 43-year-old", "[name withheld] (43) ran."},
		{"Petra Solberg, 430, ran.", "a 43-year-old", "[a 43-year-old], 430, ran."},
		{"Petra Solberg saw a nurse. The nurse told Petra Solberg.", "a nurse", "[a nurse] saw a nurse. The nurse told [a nurse]."},
		{"Petra Solberg, who saw it all from the boat of the nurse.", "a nurse", "[a nurse], who saw it all from the boat of the nurse."},
		{"It was the nurse. Petra Solberg ran.", "a nurse", "It was the nurse. [a nurse] ran."},
	} {
		doc := report(t, c.text, somebody{name: "Petra Solberg", role: c.role, mentions: []string{}})
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// The words beside a lone surname may make it a street's, a town's, or none at
// all, whoever the report takes it for; several of one surname are a family.
func TestLoneSurnames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"It was in Deep Street and Deep High School.", "It was in Deep Street and Deep High School."},
		{"Deep waters rose there.", "Deep waters rose there."},
		{"Deep people swim.", "Deep people swim."},
		{"Deep plans to swim. Deep said so. Deep fears that.", "[a cook] plans to swim. [a cook] said so. [a cook] fears that."},
		{"Mrs. Deep Street ran.", "[a cook] Street ran."},
		{"He came from Deep. Deep ran.", "He came from Deep. [a cook] ran."},
	} {
		doc := report(t, c.text, somebody{name: "Ole Deep", role: "a cook", mentions: []string{}})
		for i := 0; strings.Contains(c.text[i:], "Deep"); i++ {
			i += strings.Index(c.text[i:], "Deep")
			doc.Actors[0].Mentions = append(doc.Actors[0].Mentions, assay.Span{Start: int32(i), End: int32(i + 4)})
		}
		if strings.Contains(c.text, "from") {
			doc.Places = []assay.Place{{Span: at(t, doc, "Deep"), Gazetteer: "geonames:4"}}
		}
		if got := mask.New(doc, nil, false).Words(whole(doc)); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
	text := "The Solberg family is safe. Police saw the Solbergs. Solbergs’ dog and the Solbergs' cat ran. It is the Solberg house."
	doc := report(t, text, nurse, somebody{name: "Ole Solberg", role: "a cook", mentions: []string{}})
	if got, want := mask.New(doc, nil, false).Words(whole(doc)), "[a family] is safe. Police saw [a family]. [a family]'s dog and [a family]'s cat ran. It is [a cook]'s house."; got != want {
		t.Errorf("shown as %q, want %q", got, want)
	}
}

// Words from elsewhere, sources, origins.
func TestWordsFromElsewhere(t *testing.T) {
	doc := report(t, "Petra Solberg and Clara Holm spoke of the Solberg pass; a boy saw it.", nurse, mayor)
	doc.Title = "Solberg speaks"
	doc.Sources = []assay.Source{
		{Span: at(t, doc, "Petra Solberg"), Class: assay.Person, Name: "Petra Solberg", Actor: assay.RefTo[assay.Actor](0)},
		{Span: at(t, doc, "Clara Holm"), Class: assay.Person, Name: "Clara Holm", Actor: assay.RefTo[assay.Actor](1)},
		{Span: at(t, doc, "a boy"), Class: assay.Person}, {Span: at(t, doc, "Clara Holm"), Class: assay.Person, Name: "Ove Dahl"},
	}
	m := mask.New(doc, nil, false)
	for i, want := range []string{"a nurse", "Clara Holm", "a boy", "a person"} {
		if got := m.Source(&doc.Sources[i]); got != want {
			t.Errorf("source %d is called %q, want %q", i, got, want)
		}
	}
	for s, want := range map[string]string{
		"https://news.example/petra-solberg-speaks": "https://news.example/[a nurse]-speaks", "children of Ove Dahl": "children of [a person]", "": "", "Clara Holm": "Clara Holm",
	} {
		if got := m.Scrub(s); got != want {
			t.Errorf("%q is shown as %q, want %q", s, got, want)
		}
	}
	if got := m.Title(); got != "[a nurse] speaks" {
		t.Errorf("title %q", got)
	}
	for origin, want := range map[string]string{"Petra Solberg": "a nurse", "Clara Holm": "Clara Holm", "friends of Solberg": "friends of [a nurse]"} {
		if got := m.Origin(&assay.Entry{Origin: origin}); got != want {
			t.Errorf("origin %q is called %q, want %q", origin, got, want)
		}
	}
}

// A text shown in pieces is the text shown at once.
func TestPieces(t *testing.T) {
	doc := report(t, "“Run,” Ms. Solberg told Anton Riis. Petra Solberg’s boat sank.", nurse, driver)
	m := mask.New(doc, nil, false)
	want := m.Words(whole(doc))
	for a := range doc.Text {
		for b := range doc.Text {
			x, y := int32(min(a, b)), int32(max(a, b))
			got := m.Part(assay.Span{End: x}) + m.Part(assay.Span{Start: x, End: y}) + m.Part(assay.Span{Start: y, End: int32(len(doc.Text))})
			if got != want {
				t.Fatalf("cut at %d and %d: %q", x, y, got)
			}
			if w := m.Widen(assay.Span{Start: x, End: y}); w.Start > x || w.End < y || strings.Contains(m.Words(w), "Solberg") {
				t.Fatalf("%d to %d is widened to %v", x, y, w)
			}
		}
	}
}

// Whatever the text and the names are, nothing panics and a span keeps to it.
func FuzzMask(f *testing.F) {
	f.Add("Ms. O'Neil-Varga’s VARGAs; the Vargas", "Ada O'Neil-Varga", "the wife of Varga")
	f.Add("\xc2\xad\u0301A\u200b.B Ⅻ ﬁ", "A. B", "\u0301")
	f.Fuzz(func(t *testing.T, text, name, role string) {
		text = strings.ToValidUTF8(text, "?")
		doc := assay.NewDoc(&assay.Report{Text: text})
		doc.Actors = []assay.Actor{{Class: assay.Person, Name: name, Role: role}, {Class: assay.Person, Name: role, Role: name}}
		m := mask.New(doc, nil, false)
		m.Words(whole(doc))
		m.Scrub(name + " " + role)
		for i := range doc.Actors {
			m.Actor(&doc.Actors[i])
		}
		if w := m.Widen(whole(doc)); w != whole(doc) {
			t.Errorf("widened to %v", w)
		}
	})
}

// Several are not called by a private person's name or role.
func TestCounted(t *testing.T) {
	doc := assay.NewDoc(&assay.Report{Text: "Four of Odd Kvam's family fled, said Odd Kvam."})
	doc.Actors = []assay.Actor{{Class: assay.Person, Name: "Odd Kvam", Mentions: []assay.Span{{Start: 8, End: 16}}}}
	masks := []*mask.Mask{mask.New(doc, nil, false)}
	est := &assay.Estimate{Question: assay.Question{Counted: "Odd Kvam's family"}, High: assay.Known(4), Sentence: "How many Odd Kvam's family fled?"}
	if got := mask.Counted(masks, est, "people") + "; " + mask.Sentence(masks, est, "people"); got != "people; How many people fled?" {
		t.Error(got)
	}
	est.High = assay.Known(1)
	if got := mask.Counted(masks, est, "people"); got != "[a person]'s family" {
		t.Error(got)
	}
}

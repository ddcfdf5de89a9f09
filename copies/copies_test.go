package copies

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"assay"
)

// Reports of our own. Each paragraph of a report is a body region.
const (
	harbour = `A fire that broke out in a fuel depot on the edge of Port Lessing killed at least 14 dock workers early on Tuesday, the harbour police said, and officials feared that more bodies lay under the collapsed roof.
“The flames came over the wall like a wave, and nobody had a chance to reach the gate,” said Ruta Halonen, a crane driver who watched from the other side of the basin.
The depot, which belongs to the Lessing Fuel Company, had been inspected in March and was found to be safe, according to a report by the port authority. About 40 people may have been inside when the first tank exploded.
The Mayor of Port Lessing told the American consul that the city would need 5 percent of its yearly budget to rebuild the quay.
Firefighters from three towns fought the blaze until noon with foam that had been flown in from the capital. Smoke drifted over the old town for hours, and the schools there stayed shut.
A spokesman for the company declined to comment on the cause of the fire, which investigators hope to find in the coming days.`

	election = `Voters in the mountain districts of Ostrava went to the polls on Sunday in an election that was put off twice because of snow, and early returns gave the Farmers Union a narrow lead over the party of the prime minister.
Turnout was higher than four years ago, the electoral commission said, though two villages could not be reached by road and will vote next week under the eyes of observers.
The leader of the Farmers Union, a former judge, said that he would not enter a coalition with anybody who had taken money from the timber firms.
Results are expected on Tuesday, and the president has ten days after that to name somebody to form a government.`
)

// report makes a report whose id begins with its name, so that reports of which
// nothing else says which comes first stand in the order of their names.
func report(name, text string) *assay.Doc {
	id := assay.NewReportID(name, []byte(text))
	copy(id[:len(id)/2], fmt.Sprintf("%-*s", len(id)/2, name))
	doc := assay.NewDoc(&assay.Report{ID: id, Path: name, Text: text})
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			doc.Regions = append(doc.Regions, assay.Region{Span: assay.Span{Start: int32(at), End: int32(at + len(line))}})
		}
		at += len(line) + 1
	}
	return doc
}

func dated(doc *assay.Doc, publisher, date string) *assay.Doc {
	doc.Publisher = publisher
	doc.Published.Date, _ = assay.ParseDate(date)
	return doc
}

// paragraphs returns some of the paragraphs of text.
func paragraphs(text string, which ...int) string {
	all := strings.Split(text, "\n")
	var out []string
	for _, i := range which {
		out = append(out, all[i])
	}
	return strings.Join(out, "\n")
}

func replace(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			panic(pairs[i])
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// stories writes the stories as names, links as relations: "a b(copy) | c".
func stories(docs ...*assay.Doc) string {
	name := map[assay.ReportID]string{}
	for _, doc := range docs {
		name[doc.ID] = doc.Path
	}
	var out []string
	for _, st := range Stories(docs, Options{}) {
		s := ""
		for _, id := range st.Reports {
			s += " " + name[id]
		}
		for _, l := range st.Links {
			s += fmt.Sprintf(" %s>%s:%s", name[l.From], name[l.To], l.Relation)
		}
		out = append(out, strings.TrimSpace(s))
	}
	return strings.Join(out, " | ")
}

func TestStories(t *testing.T) {
	full := report("full", harbour)
	other := report("other", election)
	cut := report("cut", paragraphs(harbour, 0, 1))
	quote := "“The flames came over the wall like a wave, and nobody had a chance to reach the gate,”"
	for _, c := range []struct {
		name string
		docs []*assay.Doc
		want string
	}{
		{"nothing", nil, ""},
		{"one", []*assay.Doc{full}, "full"},
		{"unrelated", []*assay.Doc{full, other}, "full | other"},
		{"the same report twice", []*assay.Doc{full, full}, "full"},
		{"identical", []*assay.Doc{full, report("again", harbour)}, "again full again>full:identical"},
		{"identical but for capitals and quotes",
			[]*assay.Doc{full, report("again", replace(harbour, "“", `"`, "”", `"`, "Mayor", "mayor"))}, "again full again>full:identical"},
		{"an excerpt, first in the input", []*assay.Doc{cut, other, full}, "full cut full>cut:excerpt | other"},
		{"an edited copy", []*assay.Doc{full, report("edited", replace(paragraphs(harbour, 0, 1, 2), "wave", "wall of water", "early ", ""))},
			"full edited full>edited:copy"},
		{"paragraphs in another order", []*assay.Doc{full, report("moved", paragraphs(harbour, 4, 2, 0, 1, 5, 3))}, "full moved full>moved:copy"},
		{"one quotation in common", []*assay.Doc{full, report("own", quote+" a crane driver told this newspaper. Our reporter counted nine ambulances at the gate of the depot on Tuesday morning, and a priest was called to the hospital before breakfast, nurses said.")},
			"full | own"},
		{"a turn of phrase in common", []*assay.Doc{full, report("own", replace(election, "Results are expected on Tuesday", "Results are expected in the coming days. A spokesman for the company declined to comment on Tuesday"))},
			"full | own"},
		{"a digest does not weld", []*assay.Doc{full, other, report("digest", harbour+"\n"+election)},
			"digest full digest>full:excerpt | other digest>other:excerpt"},
		{"a reprinted digest neither", []*assay.Doc{full, other, report("digest", harbour+"\n"+election), report("digest2", harbour+"\n"+election)},
			"digest digest2 full digest>digest2:identical digest>full:excerpt digest2>full:excerpt | other digest>other:excerpt digest2>other:excerpt"},
		{"a brief that two reports took in",
			[]*assay.Doc{report("brief", paragraphs(harbour, 5)), report("x", election+"\n"+paragraphs(harbour, 5)), report("y", paragraphs(harbour, 1, 2, 3, 4)+"\n"+paragraphs(harbour, 5))},
			"x brief x>brief:excerpt y>brief:excerpt | y"},
		{"a part taken over",
			[]*assay.Doc{full, report("followup", election+"\n"+paragraphs(harbour, 2, 3))}, "followup full>followup:copy | full"},
		{"three words", []*assay.Doc{report("a", "Page not found"), report("b", "Page not found")}, "a | b"},
		{"no words", []*assay.Doc{report("a", ""), report("b", "…")}, "a | b"},
	} {
		if got := stories(c.docs...); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestRevision(t *testing.T) {
	first := dated(report("first", paragraphs(harbour, 0, 1, 2)), "Lessing Wire", "2024-03-05")
	updated := replace(harbour, "at least 14 dock workers", "22 dock workers")
	second := dated(report("second", updated), "Lessing Wire", "2024-03-06")
	if got := stories(first, second); got != "second first second>first:revision" {
		t.Error(got)
	}
	// Another outlet, or the same day, or the same figures: a copy.
	for _, doc := range []*assay.Doc{
		dated(report("third", updated), "Morning Ferry", "2024-03-06"),
		dated(report("third", updated), "Lessing Wire", "2024-03-05"),
		dated(report("third", replace(harbour, "dock workers", "dockers")), "Lessing Wire", "2024-03-06"),
	} {
		if got := stories(first, doc); got != "third first third>first:copy" {
			t.Error(got)
		}
	}
}

func TestBoilerplate(t *testing.T) {
	small := "\nSign up for our newsletter and get the best stories delivered to your inbox every morning. " +
		"This material may not be published, broadcast, rewritten or redistributed without the written consent of the owner. " +
		"Follow us on social media, read our terms of use and our privacy policy, and tell us what you think of this page."
	r := rand.New(rand.NewPCG(1, 2))
	var docs []*assay.Doc
	for i := range 40 {
		docs = append(docs, report(fmt.Sprint("r", i), babble(r, 240)+small))
	}
	if got := Stories(docs, Options{}); len(got) != len(docs) {
		t.Errorf("%d stories of %d unrelated reports with one small print", len(got), len(docs))
	}
}

// babble returns n words of nonsense that shares no shingles with other
// nonsense.
func babble(r *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		b := make([]byte, 3+r.IntN(6))
		for k := range b {
			b[k] = "aeioubdfgklmnprst"[r.IntN(17)]
		}
		words[i] = string(b)
	}
	return strings.Join(words, " ") + "."
}

// reprints returns n reports of one story, each with a word changed and a local
// paragraph of its own.
func reprints(n int) []*assay.Doc {
	r := rand.New(rand.NewPCG(3, 4))
	var docs []*assay.Doc
	for i := range n {
		words := strings.Split(harbour, " ")
		words[r.IntN(len(words))] = "somewhat"
		docs = append(docs, report(fmt.Sprint("r", i), strings.Join(words, " ")+"\n"+babble(r, 20)))
	}
	return docs
}

// A thousand reprints are one story and cost linear work.
func TestThousandReprints(t *testing.T) {
	docs := reprints(1000)
	if pairs := proposed(newIndex(docs), Options{}.defaults()); len(pairs) > 6*len(docs) {
		t.Errorf("%d reports are compared %d times", len(docs), len(pairs))
	}
	if got := Stories(docs, Options{}); len(got) != 1 || len(got[0].Reports) != len(docs) {
		t.Errorf("%d stories, want 1", len(got))
	}
}

func TestEdits(t *testing.T) {
	full := report("full", harbour)
	// What a reader would have found in the full report.
	claim := func(cue, source string) {
		full.Sources = append(full.Sources, assay.Source{Span: find(t, full, source)})
		full.Claims = append(full.Claims, assay.Claim{Cue: find(t, full, cue), Source: assay.RefTo[assay.Source](len(full.Sources) - 1)})
	}
	claim("said", "the harbour police")
	for _, c := range []struct{ from, to, want string }{
		{"like a wave", "like a flood", "quotation wave>flood"},
		{"reach the gate,”", "even reach the gate,”", "quotation >even"},
		{"14 dock workers", "41 dock workers", "figure 14>41"},
		{"at least 14 dock", "14 dock", "hedge at least>"},
		{"About 40 people", "40 people", "hedge About>"},
		{"may have been inside", "were inside", "hedge may have been>were"},
		{"the harbour police said", "the coast guard said", "attribution harbour police>coast guard"},
		{", the harbour police said, and officials", ", and officials", "attribution the harbour police said>"},
		{"Mayor", "mayor", "house-style Mayor>mayor"},
		{"5 percent", "5 per cent", "house-style percent>per cent"},
		{"5 percent", "5%", "house-style percent>%"},
		{"American consul", "U.S. consul", "house-style American>U.S."},
		{"three towns", "3 towns", "house-style three>3"},
		{"The Mayor of", "Mayor of", "house-style The>"},
		{"old town", "new town", "other old>new"},
		{"early on Tuesday", "on Tuesday", "other early>"},
		{"“The flames came over the wall like a wave, and nobody had a chance to reach the gate,” said", "The flames came over the wall like a wave, and nobody had a chance to reach the gate, said",
			"quotation The flames came over the wall like a wave, and nobody had a chance to reach the gate>The flames came over the wall like a wave, and nobody had a chance to reach the gate"},
	} {
		copied := report("copy", replace(harbour, c.from, c.to))
		l, ok := Compare(full, copied, Options{})
		if !ok {
			t.Errorf("%s: not related", c.to)
			continue
		}
		from, to := full, copied
		if l.From != full.ID {
			from, to = copied, full
		}
		var got []string
		for _, p := range l.Passages {
			for _, e := range p.Edits {
				x, y := from.Quote(e.From), to.Quote(e.To)
				if from != full {
					x, y = y, x
				}
				got = append(got, e.Kind+" "+x+">"+y)
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s → %s:\n got %s\nwant %s", c.from, c.to, s, c.want)
		}
	}
}

func find(t *testing.T, doc *assay.Doc, words string) assay.Span {
	t.Helper()
	i := strings.Index(doc.Text, words)
	if i < 0 {
		t.Fatalf("no %q", words)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

// Edits that change the evidence come first; what was cut and added is told.
func TestRank(t *testing.T) {
	text := replace(harbour, "early on Tuesday", "on Tuesday", "at least 14", "14", "percent", "per cent", "American", "U.S.", "like a wave", "like a flood")
	text = replace(text, strings.Split(harbour, "\n")[4]+"\n", "") + "\nThe harbour at Lessing is the second largest on the coast and was last rebuilt a century ago."
	full, copied := report("full", harbour), report("copy", text)
	l, _ := Compare(full, copied, Options{})
	for _, p := range l.Passages {
		last := 0
		for _, e := range p.Edits {
			k := slices.Index(kinds[:], e.Kind)
			if k < last {
				t.Errorf("%s after %s", e.Kind, kinds[last])
			}
			last = k
		}
	}
	if len(l.Cut) != 1 || full.Quote(l.Cut[0]) != strings.Split(harbour, "\n")[4] {
		t.Errorf("cut %v", l.Cut)
	}
	if len(l.Added) != 1 || !strings.HasPrefix(copied.Quote(l.Added[0]), "The harbour at Lessing") {
		t.Errorf("added %v", l.Added)
	}
	for _, why := range []string{"shared passages", "a quotation was altered", "a hedge was changed"} {
		if !slices.ContainsFunc(l.Why, func(s string) bool { return strings.Contains(s, why) }) {
			t.Errorf("%q is not in %q", why, l.Why)
		}
	}
}

func TestAgency(t *testing.T) {
	for _, c := range []struct {
		kind assay.RegionKind
		head string
		want string
	}{
		{assay.Dateline, "PORT LESSING (AP) —", "AP"},
		{assay.Dateline, "LESSING, March 5 (Reuters) -", "Reuters"},
		{assay.Body, "PORT LESSING (AFP) - The fire", "AFP"},
		{assay.Byline, "By Ruta Halonen, Associated Press", "AP"},
		{assay.Credit, "Reuters contributed to this report.", ""},
		{assay.Credit, "Source: Xinhua", "Xinhua"},
		{assay.Dateline, "HARRISBURG, PA —", ""},
		{assay.Body, "The app (which is free) has", ""},
	} {
		doc := report("a", c.head+"\n"+harbour)
		doc.Regions[0].Kind = c.kind
		if got := agency(doc); got != c.want {
			t.Errorf("%s: %q, want %q", c.head, got, c.want)
		}
	}
}

// An explicit credit is told among the reasons.
func TestCredit(t *testing.T) {
	wire := report("wire", "PORT LESSING (AP) —\n"+harbour)
	wire.Regions[0].Kind = assay.Dateline
	paper := report("paper", paragraphs(harbour, 0, 1, 2)+"\nThe Associated Press contributed to this report.")
	paper.Regions[len(paper.Regions)-1].Kind = assay.Credit
	l, _ := Compare(wire, paper, Options{})
	if !slices.Contains(l.Why, "the shorter report credits AP, where the fuller one comes from") {
		t.Errorf("%q", l.Why)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The U.S.-led campaign", "The|U.S.|led|campaign"},
		{"declared.Analysts say", "declared|Analysts|say"},
		{"$20,000 to 3.5 %", "$|20,000|to|3.5|%"},
		{"the country’s “north”", "the|country’s|north"},
		{"rock 'n' roll", "rock|n|roll"},
		{"café — Ωmega", "café|Ωmega"},
		{"東京 2020", "東|京|2020"},
		{"in the U.S. The", "in|the|U.S.|The"},
		{"", ""},
	} {
		var got []string
		for _, w := range appendWords(nil, c.text, assay.Span{End: int32(len(c.text))}) {
			got = append(got, w.sp.In(c.text))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
	same := func(a, b string) bool {
		wa := appendWords(nil, a, assay.Span{End: int32(len(a))})
		wb := appendWords(nil, b, assay.Span{End: int32(len(b))})
		return slices.EqualFunc(wa, wb, func(x, y word) bool { return x.hash == y.hash })
	}
	if !same("The US Army’s 20,000", "the u.s. army's 20000") {
		t.Error("case, points, commas and apostrophes are not folded")
	}
	if same("20,000", "2,000") || same("its", "it's") || same("5 %", "5 $") {
		t.Error("too much is folded")
	}
}

// Eight bytes at once and one after the other make the same words.
func TestWordsAtOnce(t *testing.T) {
	bytes := []byte("aZ09 .,'%$-\n\x00\x10\x19@[`{\x7f\x80\xc3\xa9\xe2\x80\x99\xff")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		b := make([]byte, rng.IntN(30))
		for i := range b {
			if b[i] = bytes[rng.IntN(len(bytes))]; rng.IntN(3) > 0 {
				b[i] = 'a' + byte(rng.IntN(26))
			}
		}
		s := string(b)
		for i := range s {
			end, hash := scanWord(s, i)
			if end2, hash2 := scanMarked(s, i, i, spelling{hash: offset64}); end != end2 || end > i && hash != hash2 {
				t.Fatalf("%q at %d: %d %x, one by one %d %x", s, i, end, hash, end2, hash2)
			}
		}
	}
}

func TestHouseStyle(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Gen.", "General", true}, {"colour", "color", true}, {"organisation", "organization", true},
		{"United States", "American", true}, {"twelve", "12", true}, {"S.D.F.", "Shore Defence Force", true},
		{"Mr. Halonen", "Halonen", true}, {"Muhammad", "Mohammed", true}, {"Maria", "Mario", false}, {"Halonen", "Halinan", true}, {"massed", "missed", false}, {"per cent", "%", true}, {"centre", "center", true},
		{"four", "for", false}, {"Loyalists", "Loyals", false}, {"killed", "died", false}, {"twelve", "20", false},
		{"S.D.F.", "Shore Defence Group", false}, {"north", "south", false},
	} {
		if got := houseStyle(strings.Fields(c.a), strings.Fields(c.b)); got != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func FuzzStories(f *testing.F) {
	f.Add(harbour, election)
	f.Add(harbour, paragraphs(harbour, 0, 2))
	f.Add("a a a a a a a a a a a a", "a a a a a a a a a a")
	f.Add("“‘«\"'", "\xff\x00 %$ U.S")
	f.Fuzz(func(t *testing.T, x, y string) {
		x, y = strings.ToValidUTF8(x, "?"), strings.ToValidUTF8(y, "?")
		a, b := report("x", x), assay.NewDoc(&assay.Report{ID: assay.NewReportID("y", []byte(y)), Text: y})
		seen := 0
		docs := map[assay.ReportID]*assay.Doc{a.ID: a, b.ID: b}
		check := func(l assay.Link) {
			from, to := docs[l.From], docs[l.To]
			spans := func(doc *assay.Doc, list ...assay.Span) {
				for _, sp := range list {
					if err := sp.Check(doc.Text); err != nil {
						t.Fatal(err)
					}
				}
			}
			for _, p := range l.Passages {
				spans(from, p.From)
				spans(to, p.To)
				for _, e := range p.Edits {
					spans(from, e.From)
					spans(to, e.To)
				}
			}
			spans(from, l.Cut...)
			spans(to, l.Added...)
			if l.Containment < 0 || l.Containment > 1 || l.Resemblance < 0 || l.Resemblance > 1 {
				t.Fatalf("containment %v, resemblance %v", l.Containment, l.Resemblance)
			}
		}
		for _, st := range Stories([]*assay.Doc{a, b}, Options{}) {
			seen += len(st.Reports)
			for _, l := range st.Links {
				check(l)
			}
		}
		if seen != 2 {
			t.Fatalf("%d reports in stories", seen)
		}
		l, _ := Compare(a, b, Options{})
		check(l)
	})
}

func BenchmarkStories(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	var docs []*assay.Doc
	size := 0
	for i := range 1000 {
		text := babble(r, 300)
		if i%5 == 0 && i > 0 {
			words := strings.Fields(docs[i-1].Text)
			words[r.IntN(len(words))] = "somewhat"
			text = strings.Join(words[:200], " ")
		}
		docs = append(docs, report(fmt.Sprint(i), text))
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		Stories(docs, Options{})
	}
}

func BenchmarkReprints(b *testing.B) {
	for _, n := range []int{1000, 4000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := reprints(n)
			size := 0
			for _, doc := range docs {
				size += len(doc.Text)
			}
			b.SetBytes(int64(size))
			for b.Loop() {
				Stories(docs, Options{})
			}
		})
	}
}

func ExampleStories() {
	full := report("full", harbour)
	cut := report("cut", strings.Replace(paragraphs(harbour, 0, 1), "like a wave", "like a flood", 1))
	for _, st := range Stories([]*assay.Doc{cut, full}, Options{}) {
		l := st.Links[0]
		fmt.Println(l.Relation, l.Containment)
		e := l.Passages[0].Edits[0]
		fmt.Println(e.Kind, full.Quote(e.From), "→", cut.Quote(e.To))
	}
	// Output:
	// copy 0.986
	// quotation wave → flood
}

// The worked example of docs/copies.md.
func TestWorkedExample(t *testing.T) {
	full := report("full", "A fire in a fuel depot on the edge of Port Lessing killed at least 14 dock workers early on Tuesday, the harbour police said, and officials feared that more bodies lay under the roof. “The flames came over the wall like a wave,” said Ruta Halonen, a crane driver. The city would need 5 percent of its budget to rebuild the quay. Firefighters from three towns fought the blaze until noon with foam that had been flown in from the capital.")
	other := report("other", "A fire in a fuel depot on the edge of Port Lessing killed 14 dock workers on Tuesday, and officials feared that more bodies lay under the roof. “The flames came over the wall like a flood,” said Ruta Halonen, a crane driver. The city would need 5 per cent of its budget to rebuild the quay.")
	l, ok := Compare(other, full, Options{})
	if !ok || l.From != full.ID || l.Relation != "copy" {
		t.Fatalf("related %v, relation %s", ok, l.Relation)
	}
	var got []string
	for _, p := range l.Passages {
		for _, e := range p.Edits {
			got = append(got, e.Kind+" "+full.Quote(e.From)+">"+other.Quote(e.To))
		}
	}
	want := "quotation wave>flood; hedge at least>; attribution the harbour police said>; other early>; house-style percent>per cent"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf(" got %s\nwant %s", s, want)
	}
}

package lang

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assay"
)

const story = `JUBA, South Sudan — Gen. Amara Okoro, who leads the flood commission, told reporters on Monday that at least 57 people had drowned and that "some 3,500 families" were still cut off.

The Upper Nile Relief Council, an aid group, put the toll at 80. Okoro’s office didn't reply to questions.

“We have lost everything,” said Ines Adeyemi, a farmer. “The wells are dry. The cattle are gone.”Asked about the dam, a U.S. engineer said he couldn’t comment.`

// A reading reads a text in one of the ways.
type reading func(t testing.TB, text string, regions ...assay.Region) *assay.Doc

var stages = [...]assay.Stage{Careful: New(Options{Reader: Careful}), Fast: New(Options{Reader: Fast})}

func (r Reader) read(t testing.TB, text string, regions ...assay.Region) *assay.Doc {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{Text: text})
	doc.Regions = regions
	if err := stages[r].Run(context.Background(), doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// byEach tests each way of reading.
func byEach(t *testing.T, f func(t *testing.T, read reading)) {
	t.Helper()
	for r, name := range Readers {
		t.Run(name, func(t *testing.T) { f(t, Reader(r).read) })
	}
}

// sound fails unless doc keeps what the stage promises.
func sound(t testing.TB, doc *assay.Doc) {
	t.Helper()
	at := int32(0)
	for i, s := range doc.Sentences {
		if err := s.Check(doc.Text); err != nil || s.Start < at || s.Len() == 0 {
			t.Fatalf("sentence %d: %v after byte %d, %v", i, s, at, err)
		}
		at = s.End
	}
	roots := make([]int, len(doc.Sentences))
	at = 0
	for i, tok := range doc.Tokens {
		k := doc.SentenceAt(tok.Span.Start)
		if err := tok.Span.Check(doc.Text); err != nil || tok.Span.Start < at || tok.Span.Len() == 0 || k < 0 || !doc.Sentences[k].Contains(tok.Span) {
			t.Fatalf("token %d: %v after byte %d in sentence %d, %v", i, tok.Span, at, k, err)
		}
		at = tok.Span.End
		if tok.POS == "" || tok.Lemma == "" || tok.Rel == "" || (tok.Head < 0) != (tok.Rel == "root") {
			t.Fatalf("token %d: %+v", i, tok)
		}
		if tok.Head < 0 {
			roots[k]++
		} else if int(tok.Head) >= len(doc.Tokens) || doc.SentenceAt(doc.Tokens[tok.Head].Span.Start) != k {
			t.Fatalf("token %d: head %d in another sentence", i, tok.Head)
		}
	}
	if s := &doc.States; s.Len() > 0 {
		if s.Len() != len(doc.Tokens) || len(s.Data) != s.Len()*s.Width || len(s.Pieces) != s.Len() || s.Careful && (s.Windows[0] != 0 || !slices.IsSorted(s.Windows)) {
			t.Fatalf("%d states of width %d in %d bytes for %d tokens, windows at %v", s.Len(), s.Width, len(s.Data), len(doc.Tokens), s.Windows)
		}
	}
	for k, n := range roots {
		if n != 1 {
			t.Fatalf("sentence %d has %d roots", k, n)
		}
	}
	for _, n := range doc.Names {
		if k := doc.SentenceAt(n.Span.Start); k < 0 || !doc.Sentences[k].Contains(n.Span) || n.Span.Check(doc.Text) != nil || n.Span.Len() == 0 {
			t.Fatalf("name %v", n)
		}
	}
}

// projective fails if two arcs of a sentence cross.
func projective(t testing.TB, doc *assay.Doc) {
	t.Helper()
	for i := range doc.Tokens {
		h := int(doc.Tokens[i].Head)
		for k := min(i, h) + 1; h >= 0 && k < max(i, h); k++ {
			if !doc.Under(k, h) {
				t.Fatalf("the arc from %q to %q spans %q", doc.Word(h), doc.Word(i), doc.Word(k))
			}
		}
	}
}

func TestStory(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		doc := read(t, story)
		sound(t, doc)
		projective(t, doc)
		var all []assay.Span
		for _, tok := range doc.Tokens {
			all = append(all, tok.Span)
		}
		if i, ok := covered(story, assay.Span{End: int32(len(story))}, all); !ok {
			t.Errorf("nothing covers %q", story[i:min(len(story), i+20)])
		}
		if doc.Language != "en" || len(doc.Problems) > 0 {
			t.Errorf("language %q, problems %v", doc.Language, doc.Problems)
		}
		if len(doc.Sentences) != 7 {
			t.Errorf("%d sentences, want 7", len(doc.Sentences))
		}
		names := map[string]assay.NameClass{}
		for _, n := range doc.Names {
			names[n.Span.In(story)] = n.Class
		}
		for name, class := range map[string]assay.NameClass{
			"Amara Okoro": assay.PersonName, "Okoro": assay.PersonName, "Ines Adeyemi": assay.PersonName,
			"South Sudan": assay.LocationName, "U.S.": assay.LocationName, "Upper Nile Relief Council": assay.OrganizationName,
		} {
			if got, ok := names[name]; !ok || got != class {
				t.Errorf("name %q: %v, want %v (all: %v)", name, got, class, names)
			}
		}
		again := read(t, story)
		if !reflect.DeepEqual(doc.Tokens, again.Tokens) || !reflect.DeepEqual(doc.Names, again.Names) {
			t.Error("the second run differs from the first")
		}
	})
}

// TestSyntax holds sentences that any later stage relies on.
func TestSyntax(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		for _, c := range []struct{ text, word, head, rel string }{
			{"The ministry said 57 people were killed.", "ministry", "said", "nsubj"},
			{"The ministry said 57 people were killed.", "killed", "said", "ccomp"},
			{"The ministry said 57 people were killed.", "57", "people", "nummod"},
			{"The ministry said 57 people were killed.", "people", "killed", "nsubj:pass"},
			{"Three men fled the town.", "town", "fled", "obj"},
			{"“We are leaving,” said the farmer.", "farmer", "said", "nsubj"},
			{"The general did not comment.", "not", "comment", "advmod"},
			{"The army's trucks left.", "army", "trucks", "nmod:poss"},
		} {
			doc := read(t, c.text)
			found := false
			for i, tok := range doc.Tokens {
				if doc.Word(i) != c.word {
					continue
				}
				found = true
				if tok.Head < 0 || doc.Word(int(tok.Head)) != c.head || tok.Rel != c.rel {
					t.Errorf("%s: %q is %s of token %d, want %s of %q", c.text, c.word, tok.Rel, tok.Head, c.rel, c.head)
				}
			}
			if !found {
				t.Errorf("%s: no token %q", c.text, c.word)
			}
		}
	})
}

// TestCorrected holds the tags that the words alone decide.
func TestCorrected(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		text := "He wrote \"nobody\" and \"never\" to amara.okoro@example.org about www.example.org/a, then left."
		doc := read(t, text)
		var quotes, addresses []string
		for i, tok := range doc.Tokens {
			switch {
			case doc.Word(i) == "\"":
				quotes = append(quotes, tok.XPOS)
			case tok.XPOS == "ADD":
				addresses = append(addresses, doc.Word(i))
			}
		}
		if got := strings.Join(quotes, " "); got != "`` '' `` ''" {
			t.Errorf("quotation marks are %s", got)
		}
		if got := strings.Join(addresses, " "); got != "amara.okoro@example.org www.example.org/a" {
			t.Errorf("addresses are %q", got)
		}
	})
}

// TestBordered holds the names of a family of bodies together.
func TestBordered(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		text := "Doctors Without Borders gave a higher figure, and Amara Okoro of Reporters Without Borders agreed. They live without borders."
		doc := read(t, text)
		var got []string
		for _, n := range doc.Names {
			got = append(got, n.Span.In(text)+"="+n.Class.String())
		}
		if s := strings.Join(got, ", "); s != "Doctors Without Borders=ORG, Amara Okoro=PER, Reporters Without Borders=ORG" {
			t.Error(s)
		}
	})
}

func TestLemmas(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		doc := read(t, "Women were fleeing; he has gone, they didn't see the cities that armies had seized, and worse roads led there.")
		want := "woman be flee ; he have go , they do not see the city that army have seize , and bad road lead there ."
		var got []string
		for _, tok := range doc.Tokens {
			got = append(got, tok.Lemma)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("\n got %s\nwant %s", s, want)
		}
	})
}

func TestRegions(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		text := "Flood kills dozens\nBy Ines Adeyemi\nThe river rose. It fell.\nShare this"
		at := func(s string) assay.Span {
			i := strings.Index(text, s)
			return assay.Span{Start: int32(i), End: int32(i + len(s))}
		}
		doc := read(t, text,
			assay.Region{Span: at("Flood kills dozens"), Kind: assay.Headline},
			assay.Region{Span: at("By Ines Adeyemi"), Kind: assay.Byline},
			assay.Region{Span: at("The river rose. It fell."), Kind: assay.Body},
			assay.Region{Span: at("Share this"), Kind: assay.Boilerplate})
		sound(t, doc)
		var got []string
		for _, s := range doc.Sentences {
			got = append(got, s.In(text))
		}
		if s := strings.Join(got, "|"); s != "Flood kills dozens|The river rose.|It fell." {
			t.Errorf("sentences %s", s)
		}
	})
}

// english and german are paragraphs that leave no doubt.
const (
	english = "The river burst its banks on Monday, and the authorities had several villages evacuated by soldiers."
	german  = "Der Fluss ist am Montag über die Ufer getreten, und die Behörden haben mehrere Dörfer räumen lassen."
	arabic  = "فاض النهر يوم الاثنين وأمرت السلطات بإخلاء عدة قرى في المنطقة."
)

// A report is in one language, and a paragraph in another is marked, not read.
func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		name       string
		paragraphs []string
		language   string
		foreign    string // "1 de": the second paragraph is German
		words      bool
	}{
		{"English", []string{english, english}, "en", "", true},
		{"a quotation in German", []string{english, german, english}, "en", "1 de", true},
		{"a notice in Arabic", []string{english, english, arabic}, "en", "2 ar", true},
		{"a German report with English in it", []string{german, german, english}, "de", "2 en", false},
		{"an Arabic report", []string{arabic, arabic}, "ar", "", false},
		{"short lines among English", []string{english, "Foto: dpa", "Ein Mann."}, "en", "", true},
		{"names among English", []string{english, "Khan al-Assal, Kafr Hamra, Anadan, Huraytan, Tell Rifaat, Marea.", "Salah Abu-Haddad, Sahar Quaid, Ghassan Abu-Haddad"}, "en", "", true},
		{"a headline alone", []string{"Flood kills dozens in Upper Nile"}, "en", "", true},
		{"capitals", []string{"FLOOD KILLS DOZENS IN UPPER NILE. GEN. OKORO SAYS 57 ARE MISSING."}, "en", "", true},
		{"a list of names", []string{"Okoro, A. 57", "Adeyemi, I. 80", "Mensah, J. 12"}, "und", "", true},
		{"numbers", []string{"57 80 12 2,500"}, "und", "", true},
		{"nothing", []string{""}, "und", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var regions []assay.Region
			text := ""
			for _, p := range c.paragraphs {
				at := int32(len(text))
				regions = append(regions, assay.Region{Span: assay.Span{Start: at, End: at + int32(len(p))}})
				text += p + "\n\n"
			}
			h := listen(text, regions, "")
			foreign := ""
			for _, f := range h.foreign {
				i := slices.IndexFunc(regions, func(r assay.Region) bool { return r.Span == f.Span })
				foreign += fmt.Sprintf("%d %s", i, f.Language)
			}
			if h.language != c.language || foreign != c.foreign || len(h.read) > 0 != c.words {
				t.Errorf("language %q, foreign %q, %d paragraphs to be read; want %q, %q, %v", h.language, foreign, len(h.read), c.language, c.foreign, c.words)
			}
		})
	}
	doc := Careful.read(t, german+" "+german)
	if doc.Language != "de" || len(doc.Tokens) > 0 || len(doc.Problems) != 1 {
		t.Errorf("German: language %q, %d tokens, problems %v", doc.Language, len(doc.Tokens), doc.Problems)
	}
}

// What the page says decides where the text does not.
func TestHint(t *testing.T) {
	for _, c := range [][3]string{{"57 80 12", "fr", "fr"}, {"57 80 12", "en-GB", "en"}, {german, "en", "de"}, {english, "ar", "en"}} {
		h := listen(c[0], []assay.Region{{Span: assay.Span{End: int32(len(c[0]))}}}, c[1])
		if h.language != c[2] || len(h.read) > 0 != (c[2] == "en") {
			t.Errorf("%q, said to be %s: %q, %d paragraphs to be read", c[0], c[1], h.language, len(h.read))
		}
	}
}

func TestOddInput(t *testing.T) {
	byEach(t, func(t *testing.T, read reading) {
		n := 1000
		if strings.HasSuffix(t.Name(), Careful.String()) {
			n = 50 // it takes ten times as long
		}
		for name, text := range map[string]string{
			"empty":      "",
			"blank":      " \n\t\u00a0\n\n",
			"capitals":   "FLOOD KILLS DOZENS IN UPPER NILE. GEN. OKORO SAYS 57 ARE MISSING.",
			"emoji":      "The river rose 😱😱! Nobody 👨‍👩‍👧 slept…",
			"no spaces":  strings.Repeat("abcdefghij", 10*n),
			"one line":   strings.Repeat("The river rose and the dam broke ", 3*n),
			"table":      strings.Repeat("| 57 | Juba ", 8*n),
			"hyphens":    strings.Repeat("a-", 20*n),
			"periods":    strings.Repeat("a.", 20*n) + strings.Repeat(".", 20*n),
			"quotes":     strings.Repeat(`"'”’`, 8*n),
			"sentences":  strings.Repeat("Okoro said.Analysts left.", 2*n),
			"zero bytes": "The river\x00rose.\x00\x00",
			"combining":  "Cafe\u0301 owners in A\u030angstro\u0308m left.",
		} {
			t.Run(name, func(t *testing.T) {
				doc := read(t, text)
				sound(t, doc)
				for _, s := range doc.Sentences {
					if lo, hi := doc.TokensIn(s); hi-lo > 200 {
						t.Errorf("a sentence of %d tokens", hi-lo)
					}
				}
			})
		}
	})
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	doc := assay.NewDoc(&assay.Report{Text: story})
	if err := New(Options{}).Run(ctx, doc); err == nil || len(doc.Tokens) > 0 {
		t.Errorf("error %v, %d tokens", err, len(doc.Tokens))
	}
}

func FuzzRun(f *testing.F) {
	f.Add(story)
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			t.Skip("long")
		}
		text = strings.ToValidUTF8(text, "?")
		for r := range Readers {
			sound(t, Reader(r).read(t, text))
		}
	})
}

func BenchmarkRun(b *testing.B) {
	text := story
	if paths, _ := filepath.Glob("../../shared/seeds/*.txt"); len(paths) > 0 {
		var all strings.Builder
		for _, p := range paths {
			s, err := os.ReadFile(p)
			if err != nil {
				b.Fatal(err)
			}
			all.Write(s)
		}
		text = all.String()
	}
	for r, name := range Readers {
		b.Run(name, func(b *testing.B) {
			a, err := NewAnalyser(Options{Reader: Reader(r)})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if a, ok := a.(*careful); ok {
					a.cache = newCache() // or nothing would be encoded but the first time
				}
				doc := assay.NewDoc(&assay.Report{Text: text})
				if err := analyse(b.Context(), doc, a, readable(doc), 200); err != nil {
					b.Fatal(err)
				}
				n += len(doc.Tokens)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkSplitTokenize(b *testing.B) {
	b.SetBytes(int64(len(story)))
	for b.Loop() {
		var spans []assay.Span
		for _, s := range Split(story) {
			spans = tokenize(spans[:0], story, s)
		}
	}
}

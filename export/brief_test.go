package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func briefOf(words string) *Brief {
	note := BriefNote{"Post " + words, "4 May 2024", "Flood " + words, "https://post.example/a?b=1&c=2", "3fa9c021:f7", [3]string{"On Monday ", "12", " people died " + words + "."}}
	bad := note
	bad.Address = "javascript:alert(1)//" + words
	return &Brief{Title: "Haro " + words, Lines: []string{"Persons appear by their role. " + words}, Pieces: []BriefPiece{
		{Kind: BriefHeading, Words: words},
		{Kind: BriefParagraph, Words: "First " + words + "\nsecond line\n\nSecond paragraph."},
		{Kind: BriefNumber, Words: "How many were killed " + words + "?", Number: "12–15", Aside: "2 origins " + words, Notes: []BriefNote{note, bad}},
		{Kind: BriefNumber, Words: "How many fled?"},
		{Kind: BriefQuote, Quote: note.Quote, Notes: []BriefNote{note}},
	}}
}

var hostileWords = []string{"plainly", `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "]]>&amp;", "a\x00b\x1f", "\u202egnp\u202c", "[^1]: x", "](javascript:x)", "\xff"}

// TestBriefHTML has a footnote for each number and quote, and back, and no element of anybody's words.
func TestBriefHTML(t *testing.T) {
	for _, words := range hostileWords {
		var b bytes.Buffer
		if err := briefOf(words).HTML(&b); err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		ids, refs := map[string]bool{}, []string{}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "script" || n.Data == "img" {
				t.Errorf("%q: an element %s", words, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "id":
					ids["#"+a.Val] = true
				case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
					refs = append(refs, a.Val)
				case a.Key == "href" && a.Val != "https://post.example/a?b=1&c=2", strings.HasPrefix(a.Key, "on"):
					t.Errorf("%q: %s=%q", words, a.Key, a.Val)
				}
			}
		}
		if len(refs) != 3+2+3 {
			t.Errorf("%q: %d links to footnotes and back", words, len(refs))
		}
		for _, r := range refs {
			if !ids[r] {
				t.Errorf("%q: nothing at %s", words, r)
			}
		}
	}
}

// TestBriefMarkdown has a footnote for each, and none that words of reports make.
func TestBriefMarkdown(t *testing.T) {
	for _, words := range hostileWords {
		var b strings.Builder
		if err := briefOf(words).Markdown(&b); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n[^"); n != 3 {
			t.Errorf("%q: %d footnotes in\n%s", words, n, b.String())
		}
		for _, want := range []string{"**12–15**[^1][^2]", "\n\n> On Monday **12** people died", "<https://post.example/a?b=1&c=2>, 3fa9c021:f7: “"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%q: no %q in\n%s", words, want, b.String())
			}
		}
		if strings.Contains(strings.ReplaceAll(b.String(), `\<`, ""), "<script") || strings.Contains(b.String(), "<javascript") {
			t.Errorf("%q: markup in\n%s", words, b.String())
		}
	}
}

// TestBriefDOCX is a package whose parts are well formed, with a footnote for each reference.
func TestBriefDOCX(t *testing.T) {
	for _, words := range hostileWords {
		var b, again bytes.Buffer
		if err := errors.Join(briefOf(words).DOCX(&b), briefOf(words).DOCX(&again)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Error("the same brief has other bytes")
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		refs, notes, links, text := map[string]bool{}, map[string]bool{}, map[string]bool{}, ""
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			dec := xml.NewDecoder(r)
			for {
				tok, err := dec.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%q: %s: %v", words, f.Name, err)
				}
				if chars, ok := tok.(xml.CharData); ok && strings.HasPrefix(f.Name, "word/") {
					text += string(chars)
				}
				el, ok := tok.(xml.StartElement)
				if !ok {
					continue
				}
				for _, a := range el.Attr {
					switch {
					case el.Name.Local == "footnoteReference":
						refs[a.Value] = true
					case el.Name.Local == "footnote" && a.Name.Local == "id" && f.Name == "word/footnotes.xml" && a.Value > "0":
						notes[a.Value] = true
					case el.Name.Local == "Relationship" && a.Name.Local == "Target" && strings.Contains(a.Value, ":"):
						links[a.Value] = true
					}
				}
			}
		}
		if len(refs) != 3 || len(notes) != 3 {
			t.Errorf("%q: %d references, %d footnotes", words, len(refs), len(notes))
		}
		if len(links) != 1 || !links["https://post.example/a?b=1&c=2"] {
			t.Errorf("%q: links to %v", words, links)
		}
		if !strings.Contains(text, "3fa9c021:f7") || !strings.Contains(text, "12–15") {
			t.Errorf("%q: the text is %q", words, text)
		}
	}
}

package export

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// A Brief is what a user put together of a ledger: words of their own and evidence, which has
// footnotes to the words that it rests on. Its words may be shown: who makes one has masked them.
type Brief struct {
	Title  string
	Lines  []string // what is to be known of all of it
	Pieces []BriefPiece
}

// The kinds of pieces of a brief.
const (
	BriefHeading   = "heading"
	BriefParagraph = "paragraph" // its paragraphs are set off by empty lines
	BriefNumber    = "number"    // a question and its answer
	BriefQuote     = "quote"     // words of a report
)

// A BriefPiece is a part of a brief.
type BriefPiece struct {
	Kind   string
	Words  string    // a heading, a paragraph, a question
	Number string    // its answer; "" where there is none
	Aside  string    // what else there is to say of it
	Quote  [3]string // the words that are meant, between what stands around them
	Notes  []BriefNote
}

// A BriefNote is a footnote: where words stand.
type BriefNote struct {
	Outlet, Day, Title, Address, Entry string
	Quote                              [3]string
}

// A BriefForm is one in which a brief leaves.
type BriefForm struct {
	Name, Is  string
	End, Type string // of its file
	Write     func(*Brief, io.Writer) error
}

// BriefForms are the forms, in the order in which they are told of.
var BriefForms = []BriefForm{
	{"html", "one HTML file", ".html", "text/html; charset=utf-8", (*Brief).HTML},
	{"docx", "a Word document", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (*Brief).DOCX},
	{"markdown", "Markdown", ".md", "text/markdown; charset=utf-8", (*Brief).Markdown},
}

// link returns an address where it is one of the web; "" otherwise.
func link(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// facts are where the words of a note stand, but for its address.
func (n *BriefNote) facts() (list []string) {
	for _, s := range []string{n.Outlet, n.Day, n.Title} {
		if s = oneLine(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// paragraphs cuts words at empty lines.
func paragraphs(words string) (list []string) {
	for _, p := range strings.Split(strings.ReplaceAll(words, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// visible leaves out what would turn the direction of the text behind it, and puts a space for
// what no file of text has.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		case r != '\n' && unicode.IsControl(r), r == 0xfffe, r == 0xffff, r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, s)
}

func htmlOf(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(visible(s))
}

const briefHead = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%s</title>
<style>
:root { color-scheme: light dark; --ink: #1c2126; --paper: #fff; --soft: #57616b; --line: #d5dbe1; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e7ea; --paper: #15181b; --soft: #a3adb7; --line: #363d44; --link: #83b9f5; } }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 44rem; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { line-height: 1.2; } h2 { margin: 2rem 0 .4rem; }
h1, h2, p, li { unicode-bidi: plaintext; }
a { color: var(--link); text-underline-offset: .15em; }
.aside, footer { color: var(--soft); font-size: .92em; }
.number { border-inline-start: 4px solid var(--line); padding-inline-start: .8rem; }
.number strong { white-space: nowrap; }
blockquote { margin: 1rem 0; padding-inline-start: .8rem; border-inline-start: 4px solid var(--line); }
sup { line-height: 0; } ol { padding-inline-start: 1.6rem; font-size: .92em; } li:target { outline: 2px solid var(--link); }
@media print { :root { --ink: #000; --paper: #fff; --soft: #444; --link: #000; } body { font-size: 10.5pt; max-width: none; } }
</style>
</head>
<body>
<main>
`

// HTML writes a brief as a page that needs nothing else. A number leads to its footnote, and that
// back to it.
func (b *Brief) HTML(w io.Writer) error {
	var o, notes strings.Builder
	fmt.Fprintf(&o, briefHead, htmlOf(oneLine(b.Title)))
	fmt.Fprintf(&o, "<h1>%s</h1>\n", htmlOf(oneLine(b.Title)))
	n := 0
	for i := range b.Pieces {
		p := &b.Pieces[i]
		refs := ""
		first := n + 1
		for k := range p.Notes {
			n++
			no := strconv.Itoa(n)
			refs += `<sup><a id="b` + no + `" href="#n` + no + `" aria-label="footnote ` + no + `">` + no + "</a></sup>"
			if k+1 < len(p.Notes) {
				refs += " "
			}
			fmt.Fprintf(&notes, "<li id=\"n%s\">%s <a href=\"#b%s\" aria-label=\"back to %s in the text\">↩</a></li>\n", no, p.Notes[k].html(), no, no)
		}
		lead := func(words string) string {
			if len(p.Notes) == 0 || words == "" {
				return words
			}
			return `<a href="#n` + strconv.Itoa(first) + `">` + words + "</a>"
		}
		aside := ""
		if p.Aside != "" {
			aside = ` <span class="aside">` + htmlOf(oneLine(p.Aside)) + "</span>"
		}
		switch p.Kind {
		case BriefHeading:
			fmt.Fprintf(&o, "<h2>%s</h2>\n", htmlOf(oneLine(p.Words)))
		case BriefParagraph:
			for _, words := range paragraphs(p.Words) {
				fmt.Fprintf(&o, "<p>%s</p>\n", strings.ReplaceAll(htmlOf(words), "\n", "<br>"))
			}
		case BriefNumber:
			number := "no number"
			if p.Number != "" {
				number = htmlOf(oneLine(p.Number))
			}
			fmt.Fprintf(&o, "<p class=\"number\">%s <strong>%s</strong>%s%s</p>\n", htmlOf(oneLine(p.Words)), lead(number), refs, aside)
		default:
			fmt.Fprintf(&o, "<blockquote><p>%s<strong>%s</strong>%s%s%s</p></blockquote>\n", htmlOf(p.Quote[0]), lead(htmlOf(p.Quote[1])), htmlOf(p.Quote[2]), refs, aside)
		}
	}
	if n > 0 {
		o.WriteString("<section aria-labelledby=\"notes\"><h2 id=\"notes\">Footnotes</h2>\n<ol>\n" + notes.String() + "</ol></section>\n")
	}
	o.WriteString("</main>\n<footer>")
	for _, l := range b.Lines {
		fmt.Fprintf(&o, "<p>%s</p>\n", htmlOf(oneLine(l)))
	}
	o.WriteString("</footer>\n</body>\n</html>\n")
	_, err := io.WriteString(w, o.String())
	return err
}

func (n *BriefNote) html() string {
	s := htmlOf(strings.Join(n.facts(), ", "))
	if address := oneLine(n.Address); address != "" {
		if to := link(address); to != "" {
			address = `<a href="` + htmlOf(to) + `" rel="noopener noreferrer">` + htmlOf(address) + "</a>"
		} else {
			address = htmlOf(address)
		}
		s = and(s, address)
	}
	return and(s, htmlOf(n.Entry)) + ": “" + htmlOf(n.Quote[0]) + "<strong>" + htmlOf(n.Quote[1]) + "</strong>" + htmlOf(n.Quote[2]) + "”"
}

func and(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// Markdown writes a brief as Markdown with footnotes.
func (b *Brief) Markdown(w io.Writer) error {
	var o, notes strings.Builder
	fmt.Fprintf(&o, "# %s\n", md(visible(b.Title)))
	n := 0
	strong := func(s string) string {
		if s = md(visible(s)); s == "" {
			return ""
		}
		return "**" + s + "**"
	}
	quote := func(q [3]string) string {
		list := []string{md(visible(q[0])), strong(q[1]), md(visible(q[2]))}
		for i := range 2 { // md takes the spaces between them off
			if strings.HasSuffix(q[i], " ") || strings.HasPrefix(q[i+1], " ") {
				list[i] += " "
			}
		}
		return strings.TrimSpace(strings.Join(list, ""))
	}
	for i := range b.Pieces {
		p := &b.Pieces[i]
		refs := ""
		for k := range p.Notes {
			n++
			note := &p.Notes[k]
			refs += "[^" + strconv.Itoa(n) + "]"
			said := md(visible(strings.Join(note.facts(), ", ")))
			if address := oneLine(note.Address); address != "" {
				if to := link(address); to != "" && !strings.ContainsAny(to, "<> ") {
					said = and(said, "<"+to+">")
				} else {
					said = and(said, md(visible(address)))
				}
			}
			fmt.Fprintf(&notes, "\n[^%d]: %s: “%s”\n", n, and(said, md(note.Entry)), quote(note.Quote))
		}
		aside := ""
		if p.Aside != "" {
			aside = " (" + md(visible(p.Aside)) + ")"
		}
		switch p.Kind {
		case BriefHeading:
			fmt.Fprintf(&o, "\n## %s\n", md(visible(p.Words)))
		case BriefParagraph:
			for _, words := range paragraphs(p.Words) {
				var lines []string
				for l := range strings.SplitSeq(words, "\n") {
					lines = append(lines, md(visible(l)))
				}
				fmt.Fprintf(&o, "\n%s\n", strings.Join(lines, "\\\n"))
			}
		case BriefNumber:
			number := p.Number
			if number == "" {
				number = "no number"
			}
			fmt.Fprintf(&o, "\n%s %s%s%s\n", md(visible(p.Words)), strong(number), refs, aside)
		default:
			fmt.Fprintf(&o, "\n> %s%s%s\n", quote(p.Quote), refs, aside)
		}
	}
	o.WriteString(notes.String())
	if len(b.Lines) > 0 {
		o.WriteString("\n---\n")
		for _, l := range b.Lines {
			fmt.Fprintf(&o, "\n%s\n", md(visible(l)))
		}
	}
	_, err := io.WriteString(w, o.String())
	return err
}

// DOCX writes a brief as a document of WordprocessingML with true footnotes: as little of one as
// word processors need.
func (b *Brief) DOCX(w io.Writer) error {
	var body, notes, rels strings.Builder
	run := func(words, style string) string {
		if words == "" {
			return ""
		}
		return "<w:r>" + style + `<w:t xml:space="preserve">` + xmlOf(words) + "</w:t></w:r>"
	}
	const bold, soft, linked = "<w:rPr><w:b/></w:rPr>", `<w:rPr><w:color w:val="57616B"/></w:rPr>`, `<w:rPr><w:color w:val="0B5CAD"/><w:u w:val="single"/></w:rPr>`
	par := func(style, runs string) {
		body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + runs + "</w:p>")
	}
	par("Title", run(oneLine(b.Title), ""))
	n := 0
	for i := range b.Pieces {
		p := &b.Pieces[i]
		refs := ""
		for k := range p.Notes {
			n++
			note := &p.Notes[k]
			no := strconv.Itoa(n)
			if k > 0 {
				refs += run(" ", "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>")
			}
			refs += `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="` + no + `"/></w:r>`
			said := run(" "+strings.Join(note.facts(), ", "), "")
			if address := oneLine(note.Address); address != "" {
				said += run(", ", "")
				if to := link(address); to != "" {
					rels.WriteString(`<Relationship Id="rId` + no + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="` + xmlOf(to) + `" TargetMode="External"/>`)
					said += `<w:hyperlink r:id="rId` + no + `">` + run(address, linked) + "</w:hyperlink>"
				} else {
					said += run(address, "")
				}
			}
			said += run(", "+note.Entry+": “"+note.Quote[0], "") + run(note.Quote[1], bold) + run(note.Quote[2]+"”", "")
			notes.WriteString(`<w:footnote w:id="` + no + `"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>` + said + "</w:p></w:footnote>")
		}
		aside := ""
		if p.Aside != "" {
			aside = run(" "+oneLine(p.Aside), soft)
		}
		switch p.Kind {
		case BriefHeading:
			par("Heading1", run(oneLine(p.Words), ""))
		case BriefParagraph:
			for _, words := range paragraphs(p.Words) {
				var runs []string
				for l := range strings.SplitSeq(words, "\n") {
					runs = append(runs, run(l, ""))
				}
				par("Normal", strings.Join(runs, "<w:r><w:br/></w:r>"))
			}
		case BriefNumber:
			number := p.Number
			if number == "" {
				number = "no number"
			}
			par("Normal", run(oneLine(p.Words)+" ", "")+run(oneLine(number), bold)+refs+aside)
		default:
			par("Quote", run(p.Quote[0], "")+run(p.Quote[1], bold)+run(p.Quote[2], "")+refs+aside)
		}
	}
	for _, l := range b.Lines {
		par("Normal", run(oneLine(l), soft))
	}
	const (
		top      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
		spaces   = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
		packages = `http://schemas.openxmlformats.org/package/2006/`
		office   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		parts    = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
	)
	files := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + packages + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + parts + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + parts + `styles+xml"/><Override PartName="/word/footnotes.xml" ContentType="` + parts + `footnotes+xml"/><Override PartName="/word/settings.xml" ContentType="` + parts + `settings+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packages + `relationships"><Relationship Id="rId1" Type="` + office + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document` + spaces + `><w:body>` + body.String() + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="` + packages + `relationships"><Relationship Id="rId1" Type="` + office + `styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + office + `footnotes" Target="footnotes.xml"/><Relationship Id="rId3" Type="` + office + `settings" Target="settings.xml"/></Relationships>`},
		{"word/footnotes.xml", `<w:footnotes` + spaces + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>` + notes.String() + `</w:footnotes>`},
		{"word/_rels/footnotes.xml.rels", `<Relationships xmlns="` + packages + `relationships">` + rels.String() + `</Relationships>`},
		{"word/settings.xml", `<w:settings` + spaces + `><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr></w:settings>`},
		{"word/styles.xml", `<w:styles` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
			style("paragraph", "Normal", "Normal", ` w:default="1"`, "", "") +
			style("paragraph", "Title", "Title", "", "", `<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>`) +
			style("paragraph", "Heading1", "heading 1", "", `<w:pPr><w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr>`, `<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>`) +
			style("paragraph", "Quote", "Quote", "", `<w:pPr><w:ind w:left="425"/></w:pPr>`, "") +
			style("paragraph", "FootnoteText", "footnote text", "", `<w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>`, `<w:rPr><w:sz w:val="18"/></w:rPr>`) +
			style("character", "FootnoteReference", "footnote reference", "", "", `<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>`) + `</w:styles>`},
	}
	z := zip.NewWriter(w)
	for _, f := range files {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f[0], Method: zip.Deflate}) // without a time: the same brief has the same bytes
		if err == nil {
			_, err = io.WriteString(part, top+f[1])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func style(kind, id, name, more, paragraph, runs string) string {
	based := ""
	if kind == "paragraph" && id != "Normal" {
		based = `<w:basedOn w:val="Normal"/>`
	}
	return `<w:style w:type="` + kind + `"` + more + ` w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + based + paragraph + runs + `</w:style>`
}

func xmlOf(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(visible(s))) // a builder takes all
	return b.String()
}

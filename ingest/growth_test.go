package ingest

import (
	"fmt"
	"strings"
	"testing"

	"assay/internal/workload"
)

// pages are web pages of about size bytes of which each breaks another reader.
var pages = []workload.Shape{
	{Name: "article", Make: func(n int) string {
		text := workload.Shapes[0].Make(n)
		return "<html><body><nav><a href=/>Home</a></nav><article><h1>Floods</h1><p>" + strings.ReplaceAll(text, "\n\n", "</p>\n<p>") + "</p></article></body></html>"
	}},
	{Name: "links", Make: tags("<html><body><p>", "<a href=/x>Home</a> ")},
	{Name: "list of links", Make: tags("<html><body><ul>", "<li><a href=\"/x\">The river rose in the night</a></li>\n")},
	{Name: "deep", Make: func(n int) string {
		return "<html><body>" + strings.Repeat("<div>", n/11) + "The river rose." + strings.Repeat("</div>", n/11)
	}},
	{Name: "open paragraphs", Make: tags("<html><body>", "<p>The river rose, she said. ")},
	{Name: "open marks", Make: tags("<html><body>", "<b>The river <i>rose</b> she said.")},
	{Name: "fonts", Make: numbered("<html><body>", "<p><font size=%d>The river rose.</p>")},
	{Name: "tables", Make: tags("<html><body><table>", "<tr><td>12<td>The river rose, and fell.</tr>")},
	{Name: "strays in a table", Make: tags("<html><body><table>", "<b>it rose</b><td>")},
	{Name: "headings", Make: tags("<html><body><article>", "<h2>The river</h2><p>It rose, and it fell, and nobody knew why that was.</p>")},
	{Name: "breaks", Make: tags("<html><body><div>", "The river rose, she said, and it fell again.<br><br>\n")},
	{Name: "divs", Make: tags("<html><body>", "<div><div>The river rose, she said, and it fell again.</div></div>")},
	{Name: "entities", Make: tags("<html><body><p>", "&amp;&lt;&#233;&nbsp;")},
	{Name: "ampersands", Make: tags("<html><body><p>", "& &x &;")},
	{Name: "angles", Make: tags("<html><body><p>", "< <3 ")},
	{Name: "comments", Make: tags("<html><body><p>", "it<!-- x -->")},
	{Name: "an open comment", Make: tags("<html><body><p>The river rose.<!--", "x --")},
	{Name: "attributes", Make: numbered("<html><body><p ", "a%d=1 ")},
	{Name: "metas", Make: numbered("<html><head>", "<meta name=m%d content=x>")},
	{Name: "classes", Make: tags("<html><body>", "<div class=\"comment share\">The river rose, she said.</div>")},
	{Name: "images", Make: tags("<html><body><article>", "<p>It rose.</p><img src=/x.jpg><figure><img src=/y.jpg><figcaption>A boat</figcaption></figure>")},
	{Name: "scripts", Make: tags("<html><body><p>It rose.</p>", "<script>x()</script>")},
	{Name: "returns", Make: tags("<html><body><pre>", "it rose\r\n")},
}

func tags(head, part string) func(int) string {
	return func(n int) string { return head + strings.Repeat(part, n/len(part)) }
}

func numbered(head, part string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(head)
		for k := 0; b.Len() < n; k++ {
			fmt.Fprintf(&b, part, k)
		}
		return b.String()
	}
}

// BenchmarkGrowth prints how the time grows with the length of an input.
func BenchmarkGrowth(b *testing.B) {
	grow := func(kind, path string, s workload.Shape) {
		b.Run(kind+"/"+s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				raw := []byte(s.Make(size))
				return func() { Parse(path, raw, Options{}) }
			})
		})
	}
	for _, s := range pages {
		grow("page", "a.html", s)
	}
	for _, s := range workload.Shapes[:1] {
		grow("text", "a.txt", s)
		latin := s
		latin.Make = func(n int) string { return strings.ReplaceAll(s.Make(n), "said", "s\xe9id") }
		grow("windows-1252", "a.txt", latin)
		record := s
		record.Make = func(n int) string { return fmt.Sprintf(`{"text": %q}`, s.Make(n)) }
		grow("record", "a.json", record)
		list := s
		list.Make = func(n int) string {
			return "[" + strings.TrimSuffix(strings.Repeat(`{"text":"The \"river\" rose."},`, n/30), ",") + "]"
		}
		grow("records", "a.json", list)
		grow("lines", "a.jsonl", workload.Shape{Name: s.Name, Make: tags("", `{"text":"The \"river\" rose."}`+"\n")})
	}
}

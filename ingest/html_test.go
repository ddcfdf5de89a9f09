package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// story is long enough for readability to find it.
const story = `<p>The river rose <b>four&nbsp;meters</b> in the night, and at least 12 people were missing, the mayor of
  Beira said on Monday, as boats &amp; helicopters went from roof to roof in the lower town.</p>
<p>&#8220;We left with nothing,&#x201d; said Rosa Mabunda, 41, who had come on foot, with three children, from the other bank, where her house had stood.<br>She said that her neighbors had stayed behind, because the boats were full, and that nobody had heard of them since.</p>
<ul><li>Twelve are missing.<li>Forty are in the school.</ul>
<p>A spokesman for the army declined to comment, and the number of the missing could not be confirmed, because the roads were cut.</p>`

func TestPage(t *testing.T) {
	rep := one(t, "a.html", `<!DOCTYPE html><html><head><title>Flood in Beira | The Post</title><style>p { color: red }</style></head><body>
<nav><a href=/>Home</a> <a href=/w>Weather</a></nav><div id=content>`+story+`<script>document.write("<p>not text</p>")</script><!-- nor this --></div>
<aside><h3>Most read</h3><a href=/x>Cup final</a></aside><footer>&copy; The Post</footer></body></html>`, Options{})
	checkTrail(t, rep)
	want := "The river rose four\u00a0meters in the night, and at least 12 people were missing, the mayor of Beira said on Monday, as boats & helicopters went from roof to roof in the lower town.\n\n" +
		"“We left with nothing,” said Rosa Mabunda, 41, who had come on foot, with three children, from the other bank, where her house had stood.\nShe said that her neighbors had stayed behind, because the boats were full, and that nobody had heard of them since.\n\n" +
		"Twelve are missing.\nForty are in the school.\n\nA spokesman for the army declined to comment, and the number of the missing could not be confirmed, because the roads were cut."
	if rep.Text != want {
		t.Errorf("got  %q\nwant %q", rep.Text, want)
	}
	if rep.Title != "Flood in Beira" || rep.Author != "" || !rep.Published.Date.IsZero() {
		t.Errorf("title %q, author %q, published %v", rep.Title, rep.Author, rep.Published)
	}
}

// Pages that are no pages of news, or no good HTML, keep their text all the same.
func TestOddPages(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"<p>The river rose.", "The river rose."},
		{"No tag at all.", "No tag at all."},
		{"<html><body>One<br><br>two<br>three</html>", "One\n\ntwo\nthree"},
		{"<p>A &lt;b&gt; &amp;amp; c &copy2021 &notit; &bogus; & x&#0;&#x41;", "A <b> &amp; c ©2021 ¬it; &bogus; & x\ufffdA"},
		{"<table>loose<tr><td>a<td>b<tr><td>c</table>", "loose\n\na b\nc"},
		{"<p>fi<i>n</i>e and <b> bold </b>text", "fine and bold text"},
		{"<pre>\none\n  two</pre>", "one\ntwo"},
		{"<p>a\u00a0b\ue000c\ue001", "a\u00a0b\ue000c\ue001"},
		{"<p hidden>x</p><p>shown</p>", "shown"},
		{"<p><a href='javascript:go()'>The link</a> stays", "The link stays"},
		{"<p>cut off <a hre", "cut off"},
		{strings.Repeat("<div>", 600) + "deep</div><p>down", "deep\n\ndown"},
		{"<svg><title>x</title></svg><p>after", "after"},
		{"<p>1\r\n2\r3", "1 2 3"},
	} {
		rep := one(t, "a.html", c.raw, Options{})
		checkTrail(t, rep)
		if rep.Text != c.want {
			t.Errorf("%.60q: got %q, want %q", c.raw, rep.Text, c.want)
		}
	}
}

func TestPageMeta(t *testing.T) {
	for _, c := range []struct{ head, want string }{
		{`<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"W"},{"@type":["NewsArticle"],"headline":"River &amp; town","datePublished":"2020-05-06T23:00:00-03:00",
			"author":[{"name":"Ana Reis"},{"name":"Tom Okello"}],"publisher":{"name":"The Post"},"mainEntityOfPage":{"@id":"https://post.example/a"}}]}</script>`,
			"River & town|Ana Reis, Tom Okello|The Post|https://post.example/a|2020-05-06 metadata"},
		{`<meta property="og:title" content="River rises - The Post"><meta property="og:site_name" content="The Post"><meta name="author" content="By Ana Reis"><meta property="article:published_time" content="2020-05-06 10:00">`,
			"River rises|Ana Reis|The Post||2020-05-06 metadata"},
		{`<title>River rises | The Post</title><link rel=canonical href="https://post.example/2020/05/06/river">`, "River rises|||https://post.example/2020/05/06/river|2020-05-06 url"},
		{`<title>River rises - and falls</title>`, "River rises - and falls||||"},
		{`<meta name=date content="last week"><meta name=pubdate content="6 May 2020">`, "||||2020-05-06 metadata"},
		{`<meta name="article:author" content="https://social.example/ana"><link rel=canonical href=/relative>`, "||||"},
		{`<script type="application/ld+json">{broken</script><script type="application/ld+json">{"@type":"Organization","name":"No article"}</script>`, "||||"},
		{`</head><body><article><h1>River rises</h1><p><time datetime="2020-05-06">yesterday</time> by <a rel=author href=/a>Ana Reis</a></p></article><footer><time datetime="2022-01-01">x</time></footer>`, "River rises|Ana Reis|||2020-05-06 metadata"},
		{`</head><body><time class=updated datetime="2020-05-09">x</time><time itemprop=datePublished datetime="2020-05-06">x</time>`, "||||2020-05-06 metadata"},
	} {
		rep := one(t, "a.html", "<html><head>"+c.head+"<body>"+story, Options{})
		got := strings.TrimSpace(fmt.Sprintf("%s|%s|%s|%s|%s %s", rep.Title, rep.Author, rep.Publisher, rep.URL, rep.Published.Date, rep.Published.From))
		if got != c.want {
			t.Errorf("%.70s\ngot  %s\nwant %s", c.head, got, c.want)
		}
	}
}

func TestRecordWithHTML(t *testing.T) {
	rep := one(t, "a.json", `{"content": "<p>The r&iacute;ver \u0026amp; town.<\/p>\n<p>It \"rose\".</p>"}`, Options{})
	if want := "The ríver & town.\n\nIt \"rose\"."; rep.Text != want {
		t.Fatalf("got %q", rep.Text)
	}
	for word, raw := range map[string]string{"ver": "ver", "í": "&iacute;", "&": `\u0026amp;`, "town": "town", "rose": "rose"} {
		at := rep.Offsets.Raw(int32(strings.Index(rep.Text, word)))
		if !strings.HasPrefix(string(rep.Raw[at:]), raw) {
			t.Errorf("%s leads to %q", word, rep.Raw[at:])
		}
	}
}

func TestBareAngleIsNoHTML(t *testing.T) {
	for _, text := range []string{"a < b and c > d", "<3 from Beira", "Email <ana@post.example> says"} {
		if rep := one(t, "a.json", fmt.Sprintf(`{"text": %q}`, text), Options{}); rep.Text != text {
			t.Errorf("%q became %q", text, rep.Text)
		}
		if rep := one(t, "-", text, Options{}); rep.Text != text || rep.Format != "text/plain" {
			t.Errorf("%q became %q, %s", text, rep.Text, rep.Format)
		}
	}
}

package article

import (
	"fmt"
	"strings"
	"testing"
)

const story = `<p>The river left its bed on Sunday night and reached the market of Oduma before dawn, the district office said.</p>
<p>Rescue teams in boats brought 46 people out of the lower quarter, and two schools were opened for families.</p>
<p>“We had an hour, not more,” said Ruth Adaeze, who heads the district office. “People left with what they had.”</p>
<p>At least nine people were killed, according to the state emergency agency, and 14 others were missing on Monday.</p>`

func readOne(t *testing.T, page string) Article {
	t.Helper()
	pg, err := Read([]byte(page), "")
	if err != nil || len(pg.Articles) != 1 {
		t.Fatalf("%v, %d articles", err, len(pg.Articles))
	}
	checkWay(t, pg.Articles[0], page)
	return pg.Articles[0]
}

// checkWay fails the test unless each letter of the text leads to itself in the page.
func checkWay(t *testing.T, a Article, page string) {
	t.Helper()
	for i := 0; i < len(a.Text.Bytes); i++ {
		if c := a.Text.Bytes[i]; 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			if at := int(a.Text.Steps.Raw(int32(i))); at >= len(page) || page[at] != c {
				t.Fatalf("%q at %d leads to %q", c, i, page[at:min(len(page), at+20)])
			}
		}
	}
}

// What a page says is taken from the surest of what says it, and where it stood is kept.
func TestFacts(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"graph", `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Courier"},{"@type":"Person","@id":"#ana","name":"Ana Reis"},
			{"@type":"NewsArticle","headline":"River rises","author":{"@id":"#ana"},"publisher":{"name":"The Courier"},"datePublished":"2024-05-06T10:00:00+02:00","dateModified":"2024-05-07","articleSection":["World","Floods"],"inLanguage":"en-GB"}]}</script>
			<meta property="og:title" content="Other"><meta name="author" content="Somebody Else">`,
			"River rises (json-ld) | Ana Reis (json-ld) | The Courier (json-ld) | 2024-05-06 (json-ld) | 2024-05-07 (json-ld) | World, Floods (json-ld) | en-gb (json-ld)"},
		{"array", `<script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":["ReportageNewsArticle"],"headline":"River &amp; road","author":[{"name":"Ana Reis"},{"name":"Tom Okello"}],"datePublished":"2024-05-06"}]</script>`,
			"River & road (json-ld) | Ana Reis, Tom Okello (json-ld) |  () | 2024-05-06 (json-ld) |  () |  () | en (html lang)"},
		{"broken", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"River
			rises","datePublished":"2024-05-06",}}</script>`,
			"River rises (json-ld) |  () |  () | 2024-05-06 (json-ld) |  () |  () | en (html lang)"},
		{"no JSON", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"River rises","datePublished":"2024-05-06","x": new Date()}</script>`,
			"River rises (json-ld) |  () |  () | 2024-05-06 (json-ld) |  () |  () | en (html lang)"},
		{"open graph", `<meta property="og:title" content="River rises"><meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="2024-05-06T09:00"><meta property="article:section" content="World"><meta name="date" content="2024-06-01">`,
			"River rises (opengraph) |  () | The Courier (opengraph) | 2024-05-06 (opengraph) |  () | World (opengraph) | en (html lang)"},
		{"slug and mail", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"ana-reis"}}</script><meta name="author" content="a.reis@courier.example"><meta name="dc.creator" content="By Ana Reis">`,
			"River (title) | Ana Reis (meta) |  () |  () |  () |  () | en (html lang)"},
		{"unpadded", `<meta name="pubdate" content="2024-5-6T14:32:06+02:00">`, "River (title) |  () |  () | 2024-05-06 (meta) |  () |  () | en (html lang)"},
		{"night", `<link rel=canonical href="https://courier.example/2024/05/05/river"><meta property="article:published_time" content="2024-05-06T02:30:00Z">`,
			"River (title) |  () |  () | 2024-05-05 (url) |  () |  () | en (html lang)"},
		{"a reference", `<div itemprop="citation" itemscope><meta itemprop="datePublished" content="1988"></div>`, "River (title) |  () |  () |  () |  () |  () | en (html lang)"},
		{"microdata", `<span itemprop="author" itemscope><b itemprop="name">Ana Reis</b></span><meta itemprop="datePublished" content="2024-05-06">`,
			"River (title) | Ana Reis (microdata) |  () | 2024-05-06 (microdata) |  () |  () | en (html lang)"},
	} {
		f := readOne(t, "<html lang=en><head><title>River</title>"+c.head+"</head><body><article>"+story+"</article></body></html>").Facts
		got := fmt.Sprintf("%s (%s) | %s (%s) | %s (%s) | %s (%s) | %s (%s) | %s (%s) | %s (%s)", f.Title, f.Found.Title, f.Author, f.Found.Author, f.Publisher, f.Found.Publisher,
			f.Published, f.Found.Published, f.Modified, f.Found.Modified, f.Section, f.Found.Section, f.Declared, f.Found.Declared)
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Days as pages print them.
func TestPrintedDays(t *testing.T) {
	for _, c := range []struct{ lang, line, want string }{
		{"en", "<p>Published on May 6, 2024</p>", "2024-05-06"},
		{"de", "<p>Veröffentlicht am 6. Mai 2024, 10:15 Uhr</p>", "2024-05-06"},
		{"fr", "<span class=date>Publié le 1er août 2024</span>", "2024-08-01"},
		{"cs", "<div class=datum>6. května 2024</div>", "2024-05-06"},
		{"hr", "<div class=datum>6. listopada 2024.</div>", "2024-10-06"},
		{"pl", "<div class=data>6 listopada 2024</div>", "2024-11-06"},
		{"hu", "<div class=date>2024. május 6.</div>", "2024-05-06"},
		{"ja", "<div class=date>2024年5月6日</div>", "2024-05-06"},
		{"ko", "<div class=date>2024년 5월 6일</div>", "2024-05-06"},
		{"ar", "<div class=date>٦ مايو ٢٠٢٤</div>", "2024-05-06"},
		{"th", "<div class=date>6 พฤษภาคม 2567</div>", "2024-05-06"},
		{"vi", "<div class=date>6 tháng 5, 2024</div>", "2024-05-06"},
		{"tr", "<div class=date>6 Mayıs 2024 Pazartesi</div>", "2024-05-06"},
		{"en-us", "<div class=date>05/06/2024</div>", "2024-05-06"},
		{"en-gb", "<div class=date>06/05/2024</div>", "2024-05-06"},
		{"", "<div class=date>06/05/2024</div>", ""},
		{"", "<div class=date data-datetime='6 May 2024'>last Monday</div>", "2024-05-06"},
		{"en", "<aside class=related><time datetime=2023-01-01>x</time></aside><p>Updated May 7, 2024</p><p>Posted May 6, 2024</p>", "2024-05-06"},
	} {
		a := readOne(t, "<html lang='"+c.lang+"'><title>River</title><body><h1>River rises</h1>"+c.line+"<article>"+story+"</article>")
		if got := a.Published.String(); got != c.want {
			t.Errorf("%s %s: got %s (%s)", c.lang, c.line, got, a.Found.Published)
		}
	}
}

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"2018-02-04": "2018-02-04", "2018-02": "2018-02", "20180204": "2018-02-04", "20180204101500": "2018-02-04", "2018/2/4": "2018-02-04", "4.2.2018": "2018-02-04", "04.02.18": "2018-02-04",
		"Sun, 04 Feb 2018 10:15:00 GMT": "2018-02-04", "Sun Feb  4 10:15:00 2018": "2018-02-04", "Sunday, 04-Feb-18 10:15:00 UTC": "2018-02-04", "February 4th, 2018 at 3:04 pm": "2018-02-04",
		"Sept. 4, 2018": "2018-09-04", "4 de febrero de 2018": "2018-02-04", "1517739300": "2018-02-04", "1517739300000": "2018-02-04", "13/02/2018": "2018-02-13",
		"03/04/2018": "", "0000-00-00": "", "1970-01-01": "", "31.02.2018": "", "10:15:20": "", "12": "", "soon": "", "Feb 2018": "2018-02",
	} {
		if d, _ := ParseDate(s, "", UnknownOrder); d.String() != want {
			t.Errorf("%q: got %s, want %s", s, d, want)
		}
	}
}

// An archive's copy is the page that it has kept.
func TestArchived(t *testing.T) {
	a := readOne(t, `<html><head><title>River</title><link rel="canonical" href="https://web.archive.org/web/20240601000000/https://courier.example/2024/05/06/river"></head><body>
		<div id="wm-ipp-base"><p>The Wayback Machine has kept this page, which it saw on 1 June 2024 and on 40 other days.</p></div><article>`+story+`</article>`)
	if a.URL != "https://courier.example/2024/05/06/river" || a.Published.String() != "2024-05-06" || strings.Contains(string(a.Text.Bytes), "Wayback") {
		t.Errorf("%s %s %.60s", a.URL, a.Published, a.Text.Bytes)
	}
	a = readOne(t, `<html><head><title>River</title><meta property="article:modified_time" content="2024-06-01T00:00:00Z"><link rel="bookmark" href="http://archive.today/20240601000000/https://courier.example/river"></head><body>
		<div id="HEADER"><form><input name="q" value="https://courier.example/river"></form><p>Saved from archive.today on 1 June 2024, with all that stood in the page on that day.</p></div>
		<div id="CONTENT"><h1>River rises</h1><div>6 May 2024</div><div>`+story+`</div></div>`)
	if a.URL != "https://courier.example/river" || a.Found.URL != "archive" || a.Published.String() != "2024-05-06" || !a.Modified.IsZero() || strings.Contains(string(a.Text.Bytes), "Saved from") {
		t.Errorf("%s %s %s %.60s", a.URL, a.Published, a.Modified, a.Text.Bytes)
	}
	a = readOne(t, "<!DOCTYPE html>\n<!-- saved from url=(0030)https://courier.example/river -->\n<html><title>River</title><article>"+story+"</article>")
	if a.URL != "https://courier.example/river" {
		t.Errorf("%s", a.URL)
	}
}

// Entries of a live page are reports of their own, each with its time.
func TestLivePage(t *testing.T) {
	entry := func(day, text string) string {
		return `<div class="entry"><time datetime="` + day + `T09:10:00+01:00">x</time><p>` + text + `</p></div>`
	}
	page := `<html><title>River: live</title><meta property="article:published_time" content="2024-07-12"><body><h1>River: live</h1><article>` +
		entry("2024-07-18", "Five people were killed yesterday in a landslide at Oduma, the governor said on the radio, and the roads are closed.") +
		entry("2024-07-14", "Three people were killed yesterday when a bus left the road near Anam, the police said in the evening of Sunday.") + "</article>"
	pg, err := Read([]byte(page), "")
	if err != nil || len(pg.Articles) != 2 {
		t.Fatalf("%v, %d articles", err, len(pg.Articles))
	}
	for i, want := range []string{"2024-07-18 Five", "2024-07-14 Three"} {
		a := pg.Articles[i]
		checkWay(t, a, page)
		if got := a.Published.String() + " " + string(a.Text.Bytes); !strings.HasPrefix(got, want) {
			t.Errorf("got %.40q, want %s", got, want)
		}
	}
}

// A stub is said to be one, and what JSON-LD has beyond it is taken.
func TestStub(t *testing.T) {
	first, _, _ := strings.Cut(story, "\n")
	pg, err := Read([]byte(`<html><title>River</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script><article>`+first+`</article><div class="paywall">Subscribe now to go on reading.</div>`), "")
	if err != nil || !strings.HasPrefix(pg.Stub, "a stub: the page shows 20 words") {
		t.Errorf("%v %q", err, pg.Stub)
	}
	page := `<html><title>River</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false,"articleBody":"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(story) + `"}</script><article>` + first + `</article>`
	a := readOne(t, page)
	if !strings.HasSuffix(string(a.Text.Bytes), "missing on Monday.") || !strings.HasPrefix(string(a.Text.Bytes), "The river left") {
		t.Errorf("%q", a.Text.Bytes)
	}
	if pg, _ := Read([]byte(page), ""); pg.Stub != "" {
		t.Error(pg.Stub)
	}
}

// Paragraphs in divs and spans are read; teasers, advertisements and menus are not.
func TestParagraphsInDivs(t *testing.T) {
	page := `<html><title>River</title><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><main><h1>River rises</h1><div class=text>` +
		strings.NewReplacer("<p>At", `<div><span>He was held for 13 months with the help of his </span><a href=/y>former partner in the grain trade, Grace Maxim.</a></div><div><span>At`, "<p>", "<div><span>", "</p>", "</span></div>").Replace(story) +
		`<div class="related"><a href=/x>Bus plunge leaves 31 dead near Kelu, says police chief of the town</a></div><div class="ad">Win four tickets to the final of the cup on Sunday.</div></div></main>
		<footer><p>Copyright The Courier. All rights are reserved, and nothing of it may be printed.</p></footer>`
	got := string(readOne(t, page).Text.Bytes)
	for _, want := range []string{"The river left", "46 people", "Ruth Adaeze", "nine people", "13 months with the help of his former partner"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	for _, no := range []string{"Home", "Bus plunge", "tickets", "Copyright"} {
		if strings.Contains(got, no) {
			t.Errorf("has %q:\n%s", no, got)
		}
	}
	if strings.Count(got, "\n\n") != 4 {
		t.Errorf("%d paragraphs:\n%s", 1+strings.Count(got, "\n\n"), got)
	}
}

func ExampleRead() {
	pg, err := Read([]byte(`<html lang="en"><head><meta property="og:title" content="River rises"></head><body><article>`+story+`</article></body></html>`), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	a := pg.Articles[0]
	fmt.Println(a.Title, "|", a.Found.Title, "|", len(a.Text.Bytes))
	// Output: River rises | opengraph | 452
}

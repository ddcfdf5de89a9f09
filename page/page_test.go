package page

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/internal/doctest"
	"assay/mask"
	"assay/screen"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func pageOfRun(t *testing.T, run screen.Run, opt Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, run, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPage(t *testing.T) {
	run := dam(t)
	got := pageOfRun(t, run, Options{})
	body := got[strings.Index(got, "<body>"):strings.Index(got, "<script>")]
	doctest.Golden(t, "page.html", body)
	if pageOfRun(t, run, Options{}) != got {
		t.Error("not the same the second time")
	}
}

// parse reads a page as a browser does.
func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// each calls f on every element of a tree.
func each(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, f)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// TestPageLinks: no element loads or leads anywhere but within the page; every
// link has its target; no id stands twice; no link stands in a link.
func TestPageLinks(t *testing.T) {
	run := dam(t)
	run.Docs[0].URL = "https://example.org/flood?a=\"><img src=x>"
	run.Docs[0].Title = "</title><img src=x onerror=alert(1)>"
	root := parse(t, pageOfRun(t, run, Options{}))
	ids, links := map[string]int{}, 0
	each(root, func(n *html.Node) {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
	})
	each(root, func(n *html.Node) {
		for _, a := range n.Attr {
			switch {
			case a.Key == "href":
				links++
				if !strings.HasPrefix(a.Val, "#") || ids[a.Val[1:]] != 1 {
					t.Errorf("<%s href=%q> leads out of the page, or to %d places", n.Data, a.Val, ids[strings.TrimPrefix(a.Val, "#")])
				}
			case a.Key == "src", a.Key == "srcset", a.Key == "action", strings.HasPrefix(a.Key, "on"):
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		switch n.Data {
		case "img", "link", "iframe", "object", "embed", "base", "form":
			t.Errorf("<%s> in the page", n.Data)
		case "a":
			for up := n.Parent; up != nil; up = up.Parent {
				if up.Data == "a" {
					t.Error("a link within a link")
				}
			}
		}
	})
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements are called %q", n, id)
		}
	}
	if links < 20 {
		t.Errorf("only %d links", links)
	}
}

// TestPagePolicy: the page's own style and script are those that its policy
// names, and nothing else may run.
func TestPagePolicy(t *testing.T) {
	page := pageOfRun(t, dam(t), Options{})
	var policy, style, script string
	scripts := 0
	each(parse(t, page), func(n *html.Node) {
		switch {
		case n.Data == "meta" && strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy"):
			policy = attr(n, "content")
		case n.Data == "style":
			style = textOf(n)
		case n.Data == "script":
			script = textOf(n)
			scripts++
		}
	})
	if scripts != 1 || !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") ||
		!strings.Contains(policy, "style-src "+digestOf(style)) || !strings.Contains(policy, "script-src "+digestOf(script)) {
		t.Errorf("%d scripts, policy %s", scripts, policy)
	}
	if strings.Contains(page, `style="`) {
		t.Error("a style attribute, which the policy forbids")
	}
	if m := regexp.MustCompile(`(?i)url\(|@import|https?:|fetch\(|XMLHttp|import\(`).FindString(style + script); m != "" {
		t.Errorf("%q in style or script", m)
	}
}

// TestPagePrivacy: a private person's name stands nowhere on a page, not in the
// text and not in the differences; a valley of that name does.
func TestPagePrivacy(t *testing.T) {
	text := textOf(parse(t, pageOfRun(t, dam(t), Options{})))
	valley := strings.Count(text, "Varga valley")
	if valley == 0 || strings.Count(text, "Varga") > valley || strings.Contains(text, "Ilse") {
		i := max(strings.Index(text, "Ilse"), 0)
		t.Errorf("a private name on the page: %q", text[i:min(i+80, len(text))])
	}
	if !strings.Contains(text, "said [name withheld], a nurse who ferried patients") || !strings.Contains(text, "[a nurse]'s brother") || !strings.Contains(text, "Jan Kovar") {
		t.Errorf("the roles are not there:\n%s", text)
	}
	if got := pageOfRun(t, dam(t), Options{Names: true}); strings.Count(got, "Ilse Varga") < 5 {
		t.Error("no names with Names")
	}
}

// shownText returns the text of the nth report as a browser shows it.
func shownText(t *testing.T, page string, nth int) string {
	t.Helper()
	var out string
	n := 0
	each(parse(t, page), func(e *html.Node) {
		if e.Data == "div" && attr(e, "class") == "text" {
			if n++; n == nth {
				out = textOf(e)
			}
		}
	})
	return out
}

func TestPageKeepsText(t *testing.T) {
	run := dam(t)
	page := pageOfRun(t, run, Options{Names: true})
	for i, doc := range run.Docs {
		if got := shownText(t, page, i+1); got != doc.Text {
			t.Errorf("%s is shown as %q", doc.Path, got)
		}
	}
	// The diff holds both texts, too.
	var left, right strings.Builder
	each(parse(t, page), func(n *html.Node) {
		if n.Data != "td" || attr(n.Parent.Parent.Parent, "class") != "sides" {
			return
		}
		if n.PrevSibling == nil {
			left.WriteString(textOf(n))
		} else {
			right.WriteString(textOf(n))
		}
	})
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if squeeze(left.String()) != squeeze(doctest.DamText) || squeeze(right.String()) != squeeze(doctest.DamCutText) {
		t.Errorf("the diff shows\n%s\nand\n%s", left.String(), right.String())
	}
}

// TestMarksNest lays marks and regions at random: what is shown is the text,
// every byte of a mark stands within an element of it, and tags nest.
func TestMarksNest(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	const text = "Some <40> people & “more” drowned\nat Brin, said ünnamed officials;\n\nothers — up to 57 — fled. <b>x</b>"
	var cuts []int32
	for i := range text {
		cuts = append(cuts, int32(i))
	}
	cuts = append(cuts, int32(len(text)))
	span := func() assay.Span {
		a, b := cuts[rnd.Intn(len(cuts))], cuts[rnd.Intn(len(cuts))]
		return assay.Span{Start: min(a, b), End: max(a, b)}
	}
	for range 3000 {
		doc := assay.NewDoc(&assay.Report{Text: text})
		for range rnd.Intn(6) {
			doc.Sources = append(doc.Sources, assay.Source{Span: span()})
			doc.Claims = append(doc.Claims, assay.Claim{Source: assay.RefTo[assay.Source](len(doc.Sources) - 1), Cue: span(), Content: []assay.Content{{Span: span()}, {Span: span()}}})
		}
		for range rnd.Intn(5) {
			doc.Quantities = append(doc.Quantities, assay.Quantity{Span: span()})
			doc.Figures = append(doc.Figures, assay.Figure{Quantity: doc.Quantities[len(doc.Quantities)-1]})
		}
		for range rnd.Intn(4) {
			doc.Regions = append(doc.Regions, assay.Region{Span: span(), Kind: assay.RegionKind(rnd.Intn(len(assay.RegionKinds)))})
		}
		d := &screen.Report{Doc: doc, N: 1, Short: "1", Mask: mask.New(doc, nil, true)}
		out := string(Text(d))
		nodes, err := html.ParseFragment(bytes.NewReader([]byte(out)), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		covered := map[string]int{}
		for _, n := range nodes {
			got.WriteString(textOf(n))
			each(n, func(e *html.Node) {
				if e.Data == "mark" {
					covered[attr(e, "class")+cmp.Or(attr(e, "data-o"), attr(e, "id"))] += len(textOf(e))
				}
			})
		}
		if got.String() != text {
			t.Fatalf("shown as %q\n%s", got.String(), out)
		}
		want := map[string]int{}
		for _, m := range marksOf(d, whole(d), false) {
			want[m.class+idOf(d)+m.item] += m.span.Len()
		}
		for k, n := range want {
			if covered[k] != n {
				t.Fatalf("%d bytes of %q are marked, want %d\n%s", covered[k], k, n, out)
			}
		}
		if o, c := strings.Count(out, "<mark "), strings.Count(out, "</mark>"); o != c {
			t.Fatalf("%d tags opened, %d closed\n%s", o, c, out)
		}
	}
}

// TestPageGrowth: the page of many reports is no more than the sum of them.
func TestPageGrowth(t *testing.T) {
	size := func(n int) int {
		var run screen.Run
		for i := range n {
			b := doctest.New(t, "r"+strconv.Itoa(i)+".txt", "Police said 57 people died. "+strings.Repeat("Rain fell. ", 100))
			c := b.Claim(assay.Group, assay.Ref[assay.Actor]{}, "Police", "said", "57 people died", assay.Asserts)
			b.Figure("57", assay.Exact, assay.Known(57), assay.Known(57), assay.Known(57), "people", "killed", c)
			run.Docs = append(run.Docs, b.Doc)
		}
		return len(pageOfRun(t, run, Options{}))
	}
	base, one, many := size(1), size(41), size(401)
	if per1, per2 := (one-base)/40, (many-base)/400; per2 > per1+per1/10 {
		t.Errorf("a report takes %d bytes among 40 and %d among 400", per1, per2)
	}
}

func TestAxis(t *testing.T) {
	k := assay.Known
	var none assay.Amount
	s := &Parts{Screen: screen.New(screen.Run{Estimates: []assay.Estimate{{Low: k(10), High: k(60)}, {Low: k(1000)}, {High: k(100000)}}}, false)}
	if ax := s.axis([]int{0}); ax.log || ax.lo != 0 || ax.hi < 60 {
		t.Errorf("10 to 60: %+v", ax)
	}
	ax := s.axis([]int{0, 1, 2})
	if !ax.log || ax.lo > 10 || ax.hi < 100000 {
		t.Errorf("10 to 100,000: %+v", ax)
	}
	if b := ax.bar(k(1000), none, none, ""); b.OpenLow || !b.OpenHigh || b.Mid != "" || b.Label != "1,000 or more" {
		t.Errorf("a lower bound: %+v", b)
	}
	if b := ax.bar(none, none, k(1000), ""); !b.OpenLow || b.OpenHigh {
		t.Errorf("an upper bound: %+v", b)
	}
	if b := ax.bar(none, none, none, ""); !b.None {
		t.Errorf("nothing known: %+v", b)
	}
	// Odd numbers must not hang or give a place outside the axis.
	for _, n := range []float64{0, -5, 1e-9, 1e300, 1} {
		s := &Parts{Screen: screen.New(screen.Run{Estimates: []assay.Estimate{{Low: k(n), Best: k(n), High: k(n)}}}, false)}
		ax := s.axis([]int{0})
		if at := ax.at(n); at < 0 || at > 100 || len(ax.ticks()) > 20 {
			t.Errorf("%g stands at %g %%, with %d ticks", n, at, len(ax.ticks()))
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add("Police said 57 died.", "<script>", "\x00\xff")
	f.Add("</script><!--", "\" onclick=x", "javascript:alert(1)")
	f.Fuzz(func(t *testing.T, text, title, url string) {
		text = strings.ToValidUTF8(text, "?")
		doc := assay.NewDoc(&assay.Report{Text: text, Title: title, URL: url, Path: title})
		doc.Problems = []assay.Problem{{Stage: url, Err: text}}
		page := pageOfRun(t, screen.Run{Docs: []*assay.Doc{doc}}, Options{})
		scripts := 0
		each(parse(t, page), func(n *html.Node) {
			if n.Data == "script" {
				scripts++
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		})
		if scripts != 1 {
			t.Errorf("%d scripts", scripts)
		}
	})
}

// dam is the run of an invented report, its copy, and one that holds nothing.
func dam(t *testing.T) screen.Run {
	t.Helper()
	docs, stories, estimates := doctest.Dam(t)
	return screen.Run{Docs: docs, Stories: stories, Events: doctest.DamEvents(docs), Estimates: estimates}
}

// TestQuoteOfLong quotes a sentence of a text without paragraphs with those around it, and a short text whole.
func TestQuoteOfLong(t *testing.T) {
	for _, c := range []struct{ sentences, quoted, first, last int }{{30, 15, 12, 18}, {30, 1, 0, 4}, {30, 29, 26, 29}, {5, 2, 0, 4}} {
		doc := &assay.Doc{Report: &assay.Report{}}
		for k := range c.sentences {
			at := int32(len(doc.Text))
			doc.Text += fmt.Sprintf("In sentence %02d the river rose again over night near the old bridge. ", k)
			doc.Sentences = append(doc.Sentences, assay.Span{Start: at, End: int32(len(doc.Text)) - 1})
		}
		doc.Regions = []assay.Region{{Span: assay.Span{End: int32(len(doc.Text)) - 1}, Kind: assay.Body}}
		sp := doc.Sentences[c.quoted]
		got := string(Quote(screen.New(screen.Run{Docs: []*assay.Doc{doc}}, false).Docs[0], assay.Span{Start: sp.Start + 3, End: sp.End - 3}, assay.Ref[assay.Claim]{}, "f1"))
		for k := range c.sentences {
			if in := strings.Contains(got, fmt.Sprintf("sentence %02d ", k)); in != (c.first <= k && k <= c.last) {
				t.Errorf("%v: sentence %d: %v", c, k, in)
			}
		}
		if before, behind := strings.Contains(got, ">… In"), strings.Contains(got, ". …<"); before != (c.first > 0) || behind != (c.last < c.sentences-1) {
			t.Errorf("%v: %s", c, got)
		}
	}
}

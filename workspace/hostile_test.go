package workspace

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// hostile are words that would do something in a page if they were not shown as words.
var hostile = []string{
	`<script>alert(1)</script>`, `</script><script src="https://evil.example/x.js"></script>`, `<img src=x onerror="alert(1)">`,
	`"><svg onload=alert(1)>`, `<div hx-get="/names" hx-trigger="load">`, `</style><style>body{display:none}</style>`,
	`<a href="javascript:alert(1)">more</a>`, `<form action="https://evil.example"><button>ok</button>`, `<base href="https://evil.example/">`,
	`<meta http-equiv="refresh" content="0;url=https://evil.example">`, `{{.Secret}}`, "\u202egnp.exe\u202c", "a\x00b", `' onmouseover='alert(1)`,
	`<iframe srcdoc="<script>alert(1)</script>">`, `<math><mtext></math><img src=x onerror=alert(1)>`, "javascript:alert(1)", `\u003cscript\u003e`,
}

// hostileLedger has reports that say such words wherever a report can say something.
func hostileLedger(t testing.TB) string {
	dir := t.TempDir()
	var lines strings.Builder
	for k, words := range hostile {
		rec := map[string]string{"title": words + " Flood in Haro", "publisher": "Post " + words, "author": words, "url": "javascript:alert(1)//" + words, "date": "2024-05-0" + string(rune('1'+k%9)),
			"text": words + " police said.\n\nOn Monday 1" + string(rune('0'+k%10)) + " people were killed in the flood in Haro, " + words + ", the police of " + words + " said. About 40 people fled from Haro to Beira, " + words + " said on Tuesday.\n"}
		b, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	name := filepath.Join(dir, `x"><script>alert(1)<.jsonl`)
	if err := os.WriteFile(name, []byte(lines.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(dir, `<img src=x onerror=alert(1)>.bin`)
	if err := os.WriteFile(bad, []byte("\x00\x01\x02\xff\xfe\x00broken"), 0o666); err != nil {
		t.Fatal(err)
	}
	return ledgerOf(t, name, bad)
}

// TestHostile holds that what reports say is shown as words, on every page.
func TestHostile(t *testing.T) {
	d := at(t, hostileLedger(t))
	for k, id := range d.reports(t)[:6] {
		for _, entry := range []string{"", ":f1", ":c1"} {
			d.post(t, "/briefs", url.Values{"brief": {hostile[k]}, "put": {strings.TrimPrefix(id, "sha256:")[:8] + entry}})
		}
		d.post(t, "/briefs/"+url.PathEscape(hostile[k]), url.Values{"do": {"paragraph"}, "words": {hostile[k]}})
	}
	said, pages := false, 0
	d.walk(t, 300, func(address, body string) {
		if strings.HasPrefix(address, "/assets/") {
			return
		}
		pages++
		doc, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type == html.TextNode && strings.Contains(n.Data, hostile[0]) {
				said = true
			}
			if n.Type != html.ElementNode {
				continue
			}
			if slices.Contains([]string{"iframe", "object", "embed", "base", "style", "math", "img", "applet"}, n.Data) {
				t.Errorf("%s: an element %s", address, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-") || strings.HasPrefix(a.Key, "data-hx-") || a.Key == "style" || a.Key == "srcdoc":
					t.Errorf("%s: %s has %s=%q", address, n.Data, a.Key, a.Val)
				case (a.Key == "href" || a.Key == "src" || a.Key == "action") && !strings.HasPrefix(a.Val, "#") && (!strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "//")):
					t.Errorf("%s: %s leads to %q", address, n.Data, a.Val)
				case a.Key == "http-equiv":
					t.Errorf("%s: %s", address, a.Val)
				}
			}
			if n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s: a script in the page", address)
			}
		}
	})
	if !said || pages < 30 {
		t.Errorf("the words are not shown, or only %d pages", pages)
	}
}

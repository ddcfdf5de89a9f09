package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"The river rose.\n", "<html><body>" + story, `{"text":"The r\u00edver \ud83d\udea4 rose.","date":"2020-05-06"}`, "[{\"body\":\"<p>x</p>\"},1]",
		"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "\xff\xfea\x00b\x00", "\xfe\xff\x00a", "\xef\xbb\xbfx", "\x1b$B@n\x1b(B", "caf\xe9 \x93x\x94", "<p>&#x;&#99999999999;&amp<b", "<table>x<tr>y", "\x00", "[", "{}", "<svg><textarea><b>x", "<", "<>", "<?>", "<!-- -->",
	} {
		for kind := range byte(5) {
			f.Add(kind, []byte(s))
		}
	}
	names := []string{"-", "a.txt", "a.html", "a.json", "a.jsonl"}
	f.Fuzz(func(t *testing.T, kind byte, raw []byte) {
		name := names[int(kind)%len(names)]
		items := Parse(name, raw, Options{})
		if len(items) == 0 && strings.TrimSpace(string(raw)) != "" && name != "a.jsonl" {
			t.Error("neither a report nor an error")
		}
		for _, item := range items {
			if (item.Err == nil) == (item.Report == nil) {
				t.Fatalf("%+v", item)
			}
			if item.Err != nil {
				if msg := item.Err.Error(); strings.Contains(msg, "\n") || !strings.HasPrefix(msg, name) {
					t.Errorf("error %q", msg)
				}
				continue
			}
			rep := item.Report
			if err := rep.Check(); err != nil {
				t.Fatal(err)
			}
			if rep.Offsets == nil && rep.Text != string(rep.Raw) {
				t.Errorf("no offsets, but %q is not %q", rep.Text, rep.Raw)
			}
			if strings.IndexByte(rep.Text, 0) >= 0 || strings.TrimSpace(rep.Text) == "" {
				t.Errorf("text %q", rep.Text)
			}
			for i := range rep.Text {
				if at := rep.Offsets.Raw(int32(i)); at < 0 || int(at) > len(rep.Raw)+2 {
					t.Fatalf("byte %d of %d leads to %d of %d", i, len(rep.Text), at, len(rep.Raw))
				}
			}
			if name == "a.html" && utf8.Valid(raw) && !strings.ContainsAny(string(raw), "\x00\x1b") { // neither UTF-16 nor ISO-2022
				checkTrail(t, rep)
			}
		}
	})
}

func BenchmarkParseText(b *testing.B) {
	bench(b, "a.txt", strings.Repeat("“The river rose,” she said — and fell again.\n", 2000))
}

func BenchmarkParseJSON(b *testing.B) {
	bench(b, "a.json", `{"text": "`+strings.Repeat(`“The river rose,” she said — and \"fell\" again.\n`, 2000)+`"}`)
}

func BenchmarkParseHTML(b *testing.B) {
	bench(b, "a.html", "<html><body><nav>"+strings.Repeat("<a href=/x>Home</a> ", 200)+"</nav><article>"+strings.Repeat(story, 60)+"</article></body></html>")
}

func BenchmarkParseDemo(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "demo", "courier.html"))
	if err != nil {
		b.Fatal(err)
	}
	bench(b, "a.html", string(raw))
}

func BenchmarkParseLegacy(b *testing.B) {
	bench(b, "a.txt", strings.Repeat("\x93The river rose,\x94 she said \x97 and fell again.\n", 2000))
}

func bench(b *testing.B, path, raw string) {
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if items := Parse(path, []byte(raw), Options{}); items[0].Err != nil {
			b.Fatal(items[0].Err)
		}
	}
}

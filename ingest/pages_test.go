package ingest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"assay"
)

var entityRE = regexp.MustCompile(`^&#?[0-9A-Za-z]+;?`)

// checkTrail fails the test unless every visible character of a UTF-8 page's
// text leads back to itself, or to an entity that stands for it.
func checkTrail(t *testing.T, rep *assay.Report) {
	t.Helper()
	if err := rep.Check(); err != nil {
		t.Fatal(err)
	}
	for i, r := range rep.Text {
		if unicode.IsSpace(r) && r < 0x80 {
			continue
		}
		at := int(rep.Offsets.Raw(int32(i)))
		if at >= len(rep.Raw) {
			t.Fatalf("%s: %q at %d leads to %d, past the end", rep.Path, r, i, at)
		}
		c := string(r)
		if bytes.HasPrefix(rep.Raw[at:], []byte(c)) {
			continue
		}
		if e := entityRE.Find(rep.Raw[at:]); e != nil && strings.HasPrefix(html.UnescapeString(string(e)), c) {
			continue
		}
		if r == utf8.RuneError && rep.Raw[at] >= 0x80 {
			continue
		}
		t.Fatalf("%s: %q at %d leads to %q", rep.Path, c, i, rep.Raw[at:min(at+20, len(rep.Raw))])
	}
}

func TestScrapinghub(t *testing.T) {
	dir := "../../shared/data/pages/scrapinghub"
	truth, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Skip("no ../shared/data/pages: extraction is not measured")
	}
	var gold map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(truth, &gold); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "html", "*.html.gz"))
	sum, n, size, read, dated, titled := 0.0, 0, 0, 0, 0, 0
	for _, f := range files {
		raw := gunzip(t, f)
		id := strings.TrimSuffix(filepath.Base(f), ".html.gz")
		item := Parse(id+".html", raw, Options{})[0]
		n++
		size += len(raw)
		if item.Err != nil {
			t.Log(item.Err)
			continue
		}
		read++
		checkTrail(t, item.Report)
		if !item.Report.Published.Date.IsZero() {
			dated++
		}
		if item.Report.Title != "" {
			titled++
		}
		score := shingleF1(item.Report.Text, gold[id].ArticleBody)
		if score < 0.6 {
			t.Logf("%.2f %s %q", score, id[:8], item.Report.Title)
		}
		sum += score
	}
	mean := sum / float64(n)
	t.Logf("pages %d, read %d, dated %d, titled %d, %d bytes, mean F1 over 4-token shingles %.3f", n, read, dated, titled, size, mean)
	if mean < 0.85 {
		t.Errorf("mean F1 %.3f is below 0.85", mean)
	}
}

func shingleF1(text, gold string) float64 {
	p, g := shingles(text), shingles(gold)
	both, np, ng := 0, 0, 0
	for s, k := range p {
		both += min(k, g[s])
		np += k
	}
	for _, k := range g {
		ng += k
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(np+ng)
}

func shingles(s string) map[string]int {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	m := map[string]int{}
	for i := 0; i+4 <= len(words); i++ {
		m[strings.Join(words[i:i+4], " ")]++
	}
	if len(m) == 0 && len(words) > 0 {
		m[strings.Join(words, " ")]++
	}
	return m
}

func gunzip(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return inflate(t, f)
}

func inflate(t testing.TB, f *os.File) []byte {
	t.Helper()
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

package article

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"assay/term"
)

var train = flag.Bool("train", false, "make weights.go")

// A trainingPage is a page with the text of its article.
type trainingPage struct {
	name, set, truth string
	x                [2][][numFeatures]bool
	y                []float64 // how much of each block the article has
	words            []int
	outline          *outline
	part             int
	c                [2]*context
}

var tokenRE = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func tokens(s string) []string { return tokenRE.FindAllString(s, -1) }

func fourGrams(s string) map[string]int {
	w := tokens(s)
	m := map[string]int{}
	for i := 0; i < max(1, len(w)-3); i++ {
		if g := strings.Join(w[i:min(len(w), i+4)], " "); g != "" {
			m[g]++
		}
	}
	return m
}

func shingleF1(text, truth string) float64 {
	a, b := fourGrams(text), fourGrams(truth)
	tp, np, ng := 0, 0, 0
	for k, n := range a {
		np += n
		tp += min(n, b[k])
	}
	for _, n := range b {
		ng += n
	}
	if tp == 0 {
		return 0
	}
	return 2 * float64(tp) / float64(np+ng)
}

func readPage(t testing.TB, path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(strings.ToValidUTF8(string(raw), "\ufffd"))
}

// partOf parts pages by the names of their files: 0 is kept apart until the end.
func partOf(name string) int {
	sum := sha256.Sum256([]byte(name))
	return int(sum[31] % 4)
}

func trainingPages(t testing.TB) (list []*trainingPage) {
	dir := "../../shared/data/pages/"
	raw, err := os.ReadFile(dir + "scrapinghub/ground-truth.json")
	if err != nil {
		t.Skip("SKIPPED: no ../shared/data/pages")
	}
	var gold map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	add := func(path, set, truth string, text []byte) {
		name := strings.TrimSuffix(filepath.Base(path), ".html.gz")
		mp, doc, err := parseMarked(text)
		if err != nil {
			return
		}
		p := &trainingPage{name: name, set: set, truth: truth, part: partOf(name)}
		o := mp.outlineOf(doc)
		title := ""
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == "h1" {
				title = term.OneLine(textOf(n))
			}
		}
		o.readable(doc)
		p.outline = o
		if set == "silver" && shingleF1(string(o.write(o.byReadability()).Bytes), truth) < .7 {
			return
		}
		for blind := range p.x {
			c := o.context(title, blind == 1)
			p.c[blind] = c
			p.x[blind] = make([][numFeatures]bool, len(o.blocks))
			for i := range o.blocks {
				c.features(i, &p.x[blind][i])
			}
		}
		g := fourGrams(truth)
		joined := " " + strings.Join(tokens(truth), " ") + " "
		p.y, p.words = make([]float64, len(o.blocks)), make([]int, len(o.blocks))
		for i := range o.blocks {
			ws := tokens(string(o.blocks[i].text.Bytes))
			p.words[i] = len(ws)
			hit := 0.0
			if len(ws) < 4 {
				if len(ws) > 0 && strings.Contains(joined, " "+strings.Join(ws, " ")+" ") {
					hit = 1
				}
			} else {
				for k := 0; k+4 <= len(ws); k++ {
					if g[strings.Join(ws[k:k+4], " ")] > 0 {
						hit++
					}
				}
				hit /= float64(len(ws) - 3)
			}
			p.y[i] = hit
		}
		list = append(list, p)
	}
	files, _ := filepath.Glob(dir + "scrapinghub/html/*.gz")
	for _, f := range files {
		add(f, "gold", gold[strings.TrimSuffix(filepath.Base(f), ".html.gz")].ArticleBody, readPage(t, f))
	}
	// Pages that carry the text of their article in JSON-LD teach without a gold.
	files, _ = filepath.Glob(dir + "dated/html/*.gz")
	for _, f := range files {
		text := readPage(t, f)
		body := bodyForTraining(text)
		if len(body) > 700 {
			add(f, "silver", body, text)
		}
	}
	return list
}

var bodyRE = regexp.MustCompile(`"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")`)

func bodyForTraining(text []byte) string {
	best := ""
	for _, m := range bodyRE.FindAllSubmatch(text, -1) {
		var s string
		if json.Unmarshal(m[1], &s) == nil && len(s) > len(best) {
			best = s
		}
	}
	best = html.UnescapeString(best)
	return regexp.MustCompile(`<[^<>]*>`).ReplaceAllString(best, " ")
}

// fit returns the weights of a logistic regression: each page counts as much as another,
// and within it each word.
func fit(pages []*trainingPage, blind int) []float64 {
	const ridge, silver = 20, .5
	w := make([]float64, numFeatures)
	for range 12 {
		var h [numFeatures][numFeatures]float64
		var g [numFeatures]float64
		for _, p := range pages {
			total := 0.0
			for i := range p.y {
				total += p.y[i] * float64(p.words[i])
			}
			scale := 100 / max(total, 50)
			if p.set == "silver" {
				scale *= silver
			}
			for i := range p.y {
				var on []int
				z := 0.0
				for k, is := range p.x[blind][i] {
					if is {
						on = append(on, k)
						z += w[k]
					}
				}
				y := 0.0
				if p.y[i] > .5 {
					y = 1
				}
				pr := 1 / (1 + math.Exp(-z))
				wt := scale * (float64(p.words[i]) + .5)
				for _, a := range on {
					g[a] += wt * (y - pr)
					for _, b := range on {
						h[a][b] += wt * pr * (1 - pr)
					}
				}
			}
		}
		for k := range w {
			h[k][k] += ridge
			g[k] -= ridge * w[k]
		}
		step := solve(h, g)
		for k := range w {
			w[k] += step[k]
		}
	}
	return w
}

// solve returns x with a x = b.
func solve(a [numFeatures][numFeatures]float64, b [numFeatures]float64) [numFeatures]float64 {
	n := numFeatures
	for i := range n {
		p := i
		for r := i; r < n; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[p][i]) {
				p = r
			}
		}
		a[i], a[p] = a[p], a[i]
		b[i], b[p] = b[p], b[i]
		for r := i + 1; r < n; r++ {
			f := a[r][i] / a[i][i]
			if f == 0 {
				continue
			}
			for k := i; k < n; k++ {
				a[r][k] -= f * a[i][k]
			}
			b[r] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= a[i][k] * b[k]
		}
		b[i] /= a[i][i]
	}
	return b
}

func (p *trainingPage) choose(w []float64, blind int) []bool {
	var thousandths [numFeatures]int32
	for k := range w {
		thousandths[k] = int32(math.Round(w[k] * 1000))
	}
	return p.c[blind].choose(&thousandths)
}

func (p *trainingPage) score(chosen []bool) float64 {
	return shingleF1(string(p.outline.write(chosen).Bytes), p.truth)
}

// TestTrain says what the weights are worth on pages that did not make them, or, with
// -train, makes them.
func TestTrain(t *testing.T) {
	if !*train && os.Getenv("ASSAY_LONG") == "" {
		t.Skip("SKIPPED: with -train it makes weights.go, with ASSAY_LONG=1 it says what such weights are worth")
	}
	pages := trainingPages(t)
	if *train {
		var in []*trainingPage
		for _, p := range pages {
			if p.part != 0 {
				in = append(in, p)
			}
		}
		out := fmt.Sprintf("// Code generated by go test ./article -run Train -train; DO NOT EDIT.\n// Made from %d pages of ../shared/data/pages: those of scrapinghub, and those of the\n// dated set that carry the text of their article, less a quarter of both.\n\npackage article\n\n// weights are those of the features, in thousandths, for pages of which readability took\n// something, and for others.\nvar weights = [2][numFeatures]int32{\n", len(in))
		for blind := range 2 {
			out += "\t{"
			for k, w := range fit(in, blind) {
				if k > 0 {
					out += ", "
				}
				out += fmt.Sprint(int(math.Round(w * 1000)))
			}
			out += "},\n"
		}
		if err := os.WriteFile("weights.go", []byte(out+"}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, set := range []string{"gold", "silver"} {
		var sum [5]float64
		n := 0.0
		for _, out := range []int{1, 2, 3} {
			var in []*trainingPage
			for _, p := range pages {
				if p.part != out && p.part != 0 {
					in = append(in, p)
				}
			}
			w, wb := fit(in, 0), fit(in, 1)
			for _, p := range pages {
				if p.part != out || p.set != set {
					continue
				}
				own, _ := p.outline.own(p.outline.good())
				s := [5]float64{p.score(p.outline.byReadability()), p.score(own), p.score(p.choose(w, 0)), p.score(p.choose(wb, 1))}
				s[4] = max(s[2], s[3])
				for k := range s {
					sum[k] += s[k]
				}
				n++
				if s[2] < .9 {
					t.Logf("%s %s %.3f readability %.3f own %.3f blind %.3f", set, p.name[:8], s[2], s[0], s[1], s[3])
				}
			}
		}
		t.Logf("%s: %v pages; readability %.4f, own %.4f, judged %.4f, judged without readability %.4f, the better of these two %.4f", set, n, sum[0]/n, sum[1]/n, sum[2]/n, sum[3]/n, sum[4]/n)
	}
}

package claim_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/actor"
	"assay/attribution"
	"assay/claim"
	"assay/lang"
)

const polnear = "../../shared/data/attribution/polnear"

// stages are what claims are read from. Times and places are not needed to find
// them.
func stages() []assay.Stage {
	nothing := func(name string, layer assay.Layer) assay.Stage {
		return assay.Stage{Name: name, Writes: layer, Run: func(context.Context, *assay.Doc) error { return nil }}
	}
	paragraphs := assay.Stage{Name: "paragraphs", Writes: assay.Regions, Run: func(_ context.Context, doc *assay.Doc) error {
		at := 0
		for _, line := range strings.SplitAfter(doc.Text, "\n") {
			if s := strings.TrimSpace(line); s != "" {
				i := at + strings.Index(line, s)
				doc.Regions = append(doc.Regions, assay.Region{Span: assay.Span{Start: int32(i), End: int32(i + len(s))}})
			}
			at += len(line)
		}
		return nil
	}}
	return []assay.Stage{
		paragraphs, lang.New(lang.Options{}), attribution.New(attribution.Options{}),
		nothing("notime", assay.Times), nothing("noplace", assay.Places),
		actor.New(actor.Options{}), claim.New(claim.Options{}),
	}
}

func read(t testing.TB, text string) *assay.Doc {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{Text: text, Path: "test.txt"})
	if err := assay.Annotate(context.Background(), doc, stages()); err != nil {
		t.Fatal(err)
	}
	for _, p := range doc.Problems {
		t.Logf("%s: %s", p.Stage, p.Err)
	}
	return doc
}

// annotation is a claim as PolNeAR annotates it, in bytes.
type annotation struct{ source, cue, content []assay.Span }

var word = regexp.MustCompile(`[\w\x{80}-\x{10ffff}]+`)

// gold reads one annotation file. Offsets there are in characters.
func gold(t testing.TB, text, file string) []annotation {
	t.Helper()
	at := make([]int32, 0, len(text)+1)
	for i := range text {
		at = append(at, int32(i))
	}
	at = append(at, int32(len(text)))
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	spans := map[string][]assay.Span{}
	var out []annotation
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		cols := strings.Split(sc.Text(), "\t")
		switch {
		case strings.HasPrefix(cols[0], "T") && len(cols) > 1:
			_, offsets, _ := strings.Cut(cols[1], " ")
			for _, piece := range strings.Split(offsets, ";") {
				var a, b int
				if n, _ := fmt.Sscanf(piece, "%d %d", &a, &b); n == 2 && a < b && b < len(at) {
					spans[cols[0]] = append(spans[cols[0]], assay.Span{Start: at[a], End: at[b]})
				}
			}
		case strings.HasPrefix(cols[0], "E") && len(cols) > 1 && strings.HasPrefix(cols[1], "Attribution"):
			var a annotation
			for _, arg := range strings.Fields(cols[1])[1:] {
				role, id, _ := strings.Cut(arg, ":")
				switch strings.TrimRight(role, "0123456789") {
				case "Source":
					a.source = append(a.source, spans[id]...)
				case "Cue":
					a.cue = append(a.cue, spans[id]...)
				case "Content":
					a.content = append(a.content, spans[id]...)
				}
			}
			out = append(out, a)
		}
	}
	return out
}

func tokens(text string, spans []assay.Span) map[int]bool {
	m := map[int]bool{}
	for _, sp := range spans {
		for _, w := range word.FindAllStringIndex(sp.In(text), -1) {
			m[w[0]+int(sp.Start)] = true
		}
	}
	return m
}

func f1(a, b map[int]bool) float64 {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// TestPolNeAR measures claims on PolNeAR's development part: a claim counts when
// the token F1 of its content with a gold content is at least one half.
func TestPolNeAR(t *testing.T) {
	part := os.Getenv("ASSAY_POLNEAR_PART")
	if part == "" {
		part = "dev"
	}
	files, _ := filepath.Glob(filepath.Join(polnear, part, "text", "*.txt"))
	if len(files) == 0 {
		t.Skipf("SKIP: no PolNeAR below %s", polnear)
	}
	limit, _ := strconv.Atoi(os.Getenv("ASSAY_POLNEAR_LIMIT"))
	show := os.Getenv("ASSAY_POLNEAR_SHOW") != ""
	var hits, sources, predicted, golds, exact, says, saysHit int
	for n, file := range files {
		if limit > 0 && n >= limit {
			break
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		base := strings.TrimSuffix(filepath.Base(file), ".txt")
		anns, _ := filepath.Glob(filepath.Join(polnear, part, "attributions", base+"_*.ann"))
		if len(anns) == 0 {
			continue
		}
		doc := read(t, text)
		g := gold(t, text, anns[0])
		type pair struct {
			s    float64
			i, j int
		}
		var pairs []pair
		var pt []map[int]bool
		for _, cl := range doc.Claims {
			var sp []assay.Span
			for _, c := range cl.Content {
				sp = append(sp, c.Span)
			}
			pt = append(pt, tokens(text, sp))
		}
		for i := range g {
			gt := tokens(text, g[i].content)
			for j := range pt {
				if s := f1(gt, pt[j]); s >= 0.5 {
					pairs = append(pairs, pair{s, i, j})
				}
			}
		}
		sort.SliceStable(pairs, func(a, b int) bool { return pairs[a].s > pairs[b].s })
		gi, pj := map[int]bool{}, map[int]bool{}
		for _, p := range pairs {
			if gi[p.i] || pj[p.j] {
				continue
			}
			gi[p.i], pj[p.j] = true, true
			hits++
			if p.s >= 0.95 {
				exact++
			}
			src := doc.Claims[p.j].Source.In(doc.Sources)
			if f1(tokens(text, g[p.i].source), tokens(text, []assay.Span{src.Span})) > 0 {
				sources++
			} else if show {
				fmt.Printf("SOURCE gold %q ours %q | %s\n", quote(text, g[p.i].source), src.Span.In(text), clip(quote(text, g[p.i].content)))
			}
		}
		for i := range g {
			q := strings.ToLower(quote(text, g[i].cue))
			say := regexp.MustCompile(`\b(said|says|say|told|according|added|wrote|announced|argued|saying|asked)\b`).MatchString(q)
			if say {
				says++
				if gi[i] {
					saysHit++
				}
			}
			if show && !gi[i] && say {
				fmt.Printf("MISSED [%s] %q | %s\n", quote(text, g[i].source), q, clip(quote(text, g[i].content)))
			}
		}
		for j, cl := range doc.Claims {
			if show && !pj[j] {
				src := cl.Source.In(doc.Sources)
				fmt.Printf("EXTRA  [%s] %q | %s\n", src.Span.In(text), cl.Cue.In(text), clip(cl.Content[0].Span.In(text)))
			}
		}
		predicted += len(doc.Claims)
		golds += len(g)
	}
	p, r := float64(hits)/float64(predicted), float64(hits)/float64(golds)
	t.Logf("%s: %d gold, %d ours; content P %.3f R %.3f F1 %.3f; exact %.3f of found; source right %.3f of found; saying R %.3f of %d",
		part, golds, predicted, p, r, 2*p*r/(p+r), float64(exact)/float64(hits), float64(sources)/float64(hits), float64(saysHit)/float64(says), says)
	if limit > 0 {
		return
	}
	// Floors a little below what was reached; docs/evaluation.md has the numbers.
	for _, f := range []struct {
		name       string
		got, floor float64
	}{
		{"content precision", p, 0.90}, {"content recall", r, 0.58},
		{"recall of sayings", float64(saysHit) / float64(says), 0.93}, {"source right", float64(sources) / float64(hits), 0.93},
	} {
		if f.got < f.floor {
			t.Errorf("%s %.3f, below the floor %.2f", f.name, f.got, f.floor)
		}
	}
}

func quote(text string, spans []assay.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, s.In(text))
	}
	return strings.Join(parts, " … ")
}

func clip(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if len(s) > 110 {
		s = s[:110]
	}
	return s
}

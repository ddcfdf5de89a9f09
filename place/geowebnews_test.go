package place

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/lang"
)

// readGeoWebNews returns the documents with the names of each, and those that
// count neither for nor against: peoples and languages.
func readGeoWebNews(t testing.TB) (docs []text, aside map[string][]assay.Span) {
	files, _ := filepath.Glob(filepath.Join(places, "geowebnews", "*.txt"))
	if len(files) == 0 {
		t.Skip("skipped: no corpus of places beside the project")
	}
	aside = map[string][]assay.Span{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ann, err := os.ReadFile(strings.TrimSuffix(file, "txt") + "ann")
		if err != nil {
			t.Fatal(err)
		}
		d := text{id: filepath.Base(file), text: strings.ToValidUTF8(string(b), "\uFFFD")}
		at := offsets(d.text)
		for _, line := range strings.Split(string(ann), "\n") {
			f := strings.Split(line, "\t")
			if len(f) < 3 || f[0] == "" || f[0][0] != 'T' {
				continue
			}
			parts := strings.Fields(strings.ReplaceAll(f[1], ";", " "))
			lo, hi := number(parts[1]), number(parts[len(parts)-1])
			if hi >= len(at) || strings.HasSuffix(parts[0], "_Expression") || parts[0] == "Non_Toponym" || parts[0] == "Homonym" {
				continue
			}
			sp := assay.Span{Start: at[lo], End: at[hi]}
			if parts[0] == "Demonym" || parts[0] == "Language" {
				aside[d.id] = append(aside[d.id], sp)
				continue
			}
			d.names = append(d.names, gold{span: sp, label: parts[0]})
		}
		docs = append(docs, d)
	}
	return docs, aside
}

func number(s string) (n int) {
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// TestRecognition measures the finding of names on GeoWebNews: strict spans.
func TestRecognition(t *testing.T) {
	docs, aside := readGeoWebNews(t)
	hit, found, want := 0, 0, 0
	stage := lang.New(lang.Options{})
	for _, d := range docs {
		doc := assay.NewDoc(&assay.Report{Text: d.text})
		if err := assay.Annotate(context.Background(), doc, []assay.Stage{stage}); err != nil {
			t.Fatal(err)
		}
		gold := map[assay.Span]bool{}
		for _, n := range d.names {
			gold[n.span] = true
		}
		want += len(gold)
	next:
		for _, pl := range Find(doc, Options{NamesOnly: true}) {
			if int(pl.Span.Start) < strings.IndexByte(d.text, '\n') {
				continue // the title is not annotated
			}
			for _, sp := range aside[d.id] {
				if sp.Overlaps(pl.Span) {
					continue next
				}
			}
			found++
			if gold[pl.Span] {
				hit++
			} else if testing.Verbose() && os.Getenv("MISSES") != "" {
				t.Logf("%s + %q %v in %q", d.id, doc.Quote(pl.Span), pl.Role, around(d.text, pl.Span))
			}
			delete(gold, pl.Span)
		}
		if os.Getenv("MISSES") != "" {
			for _, n := range d.names {
				if gold[n.span] {
					t.Logf("%s - %q in %q", d.id, doc.Quote(n.span), around(d.text, n.span))
				}
			}
		}
	}
	p, r := float64(hit)/float64(found), float64(hit)/float64(want)
	f1 := 2 * p * r / (p + r)
	t.Logf("GeoWebNews: recognition precision %.3f recall %.3f F1 %.3f of %d names", p, r, f1, want)
	if f1 < .6 {
		t.Errorf("F1 is %.3f, want .6 at the least", f1)
	}
}

// around returns a line of context.
func around(s string, sp assay.Span) string {
	return strings.ToValidUTF8(s[max(0, int(sp.Start)-40):min(len(s), int(sp.End)+30)], "")
}

// TestRoles measures the roles of the names that are found, on GeoWebNews.
func TestRoles(t *testing.T) {
	docs, _ := readGeoWebNews(t)
	right, all := 0, 0
	confused := map[string]int{}
	for _, d := range docs {
		doc := assay.NewDoc(&assay.Report{Text: d.text})
		if err := assay.Annotate(context.Background(), doc, []assay.Stage{lang.New(lang.Options{})}); err != nil {
			t.Fatal(err)
		}
		want := map[assay.Span]string{}
		for _, n := range d.names {
			want[n.span] = n.label
		}
		for _, pl := range Find(doc, Options{NamesOnly: true}) {
			ok := false
			switch want[pl.Span] {
			case "Literal":
				ok = pl.Role == assay.Literal
			case "Metonymic":
				ok = pl.Role == assay.Metonym
			case "Literal_Modifier", "Non_Literal_Modifier":
				ok = pl.Role == assay.Modifier || pl.Role == assay.Demonym
			default:
				continue
			}
			all++
			if ok {
				right++
			} else {
				confused[want[pl.Span]+" read as "+[...]string{"literal", "modifier", "metonym", "demonym"}[pl.Role]]++
				if os.Getenv("MISSES") != "" {
					t.Logf("%s read as %v: %q", want[pl.Span], pl.Role, around(d.text, pl.Span))
				}
			}
		}
	}
	t.Logf("GeoWebNews: %d of %d roles right, %.3f; wrong: %v", right, all, float64(right)/float64(all), confused)
}

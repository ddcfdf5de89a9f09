package eval

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/lang"
	"assay/ledger"
)

// TestClaimErrors counts, over the gold rows of real reports, what becomes of claims,
// and what the learnt reader of attributions would have made of those that the rules
// miss, bound otherwise, give to another source, or make up. With -v it shows every
// tenth; with CLAIMS=train or dev only the reports of that part, with CLAIMS=train,all
// every one.
func TestClaimErrors(t *testing.T) {
	paths, _ := filepath.Glob("../../shared/data/gold/rows/*.gold.json")
	if len(paths) == 0 {
		t.Skip("SKIP: no gold rows at ../../shared: claims are not counted")
	}
	part, all, _ := strings.Cut(os.Getenv("CLAIMS"), ",")
	number := regexp.MustCompile(`(\d+)\.gold`)
	c := claimErrors{t: t, every: 10, counts: map[string]int{}}
	if all != "" {
		c.every = 1
	}
	for _, path := range paths {
		n, _ := strconv.Atoi(number.FindStringSubmatch(path)[1])
		if dev := n%5 == 4; part == "dev" && !dev || part == "train" && dev {
			continue
		}
		g, err := readGold(path)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := readBeside(t.Context(), path, g.Published, lang.Careful, g.Report)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := ledger.Encode(&b, docs, nil, nil, nil); err != nil {
			t.Fatal(err)
		}
		r, err := findReport(b.Bytes(), g.Report)
		if err != nil {
			t.Fatal(err)
		}
		s := newScore(g, r)
		c.add(s, docs[0], filepath.Base(path))
	}
	var kinds []string
	for kind := range c.counts {
		kinds = append(kinds, kind)
	}
	sort.Strings(kinds)
	for _, kind := range kinds {
		t.Logf("%5d  %s", c.counts[kind], kind)
	}
	n := c.counts
	_, _, f := prf(n["found"], n["found"]+n["extra"], n["gold"])
	t.Logf("claims F1 %.3f, source %.3f, content exact %.3f", f, share(n["found, source right"], n["gold"], 1), share(n["found, content exact"], n["gold"], 1))
	if n["found"] < n["missed"] || n["found"] < n["extra"] {
		t.Error("fewer claims are found than are missed or made up")
	}
}

// claimErrors counts what becomes of claims.
type claimErrors struct {
	t      *testing.T
	every  int
	counts map[string]int
	shown  map[string]int
}

func (c *claimErrors) note(kind, file string, format string, args ...any) {
	c.counts[kind]++
	if c.shown == nil {
		c.shown = map[string]int{}
	}
	if c.shown[kind]++; c.shown[kind]%c.every == 0 {
		c.t.Logf("%s: %s\n%s", file, kind, fmt.Sprintf(format, args...))
	}
}

func (c *claimErrors) add(s *score, doc *assay.Doc, file string) {
	gold, pred, matches := s.pairClaims()
	c.counts["gold"] += len(gold)
	hit, met := map[int]bool{}, map[int]bool{}
	for _, m := range matches {
		g, p := gold[m.gold], pred[m.pred]
		hit[m.gold], met[m.pred] = true, true
		c.counts["found"]++
		a, alike := c.learnt(s, doc, spansOf(g.Content))
		if s.sameSource(g, p) {
			c.counts["found, source right"]++
			if a != nil && !s.sameSource(g, learntClaim(s.text, a)) {
				c.counts["found, source right, the learnt one is not"]++
			}
		} else {
			kind := "found, source wrong"
			if a != nil && s.sameSource(g, learntClaim(s.text, a)) {
				kind += ", the learnt one is right"
			}
			c.note(kind, file, "  gold  [%s] %s\n  found [%s]\n%s", g.Source.Text, words(s.text, spansOf(g.Content)), p.Source.Text, told(s.text, a))
		}
		if m.sim >= 0.95 {
			c.counts["found, content exact"]++
			if a != nil && alike < 0.95 {
				c.counts["found, content exact, the learnt one is not"]++
			}
			continue
		}
		kind := "found, content inexact"
		if alike >= 0.95 {
			kind += ", the learnt one is exact"
		}
		c.note(kind, file, "  gold  [%s] %s\n  found [%s] %s\n%s", g.Source.Text, words(s.text, spansOf(g.Content)), p.Source.Text, words(s.text, spansOf(p.Content)), told(s.text, a))
	}
	for i, g := range gold {
		if hit[i] {
			continue
		}
		kind := "missed"
		a, alike := c.learnt(s, doc, spansOf(g.Content))
		switch {
		case alike >= 0.95:
			kind += ", learnt exactly"
		case a != nil:
			kind += ", learnt"
		}
		c.counts["missed"] += count(kind != "missed")
		c.note(kind, file, "  gold  [%s] %s\n%s", g.Source.Text, words(s.text, spansOf(g.Content)), told(s.text, a))
	}
	for i, p := range pred {
		if met[i] {
			continue
		}
		kind := "extra"
		a, _ := c.learnt(s, doc, spansOf(p.Content))
		if a == nil {
			kind += ", not learnt"
		}
		c.counts["extra"] += count(kind != "extra")
		c.note(kind, file, "  found [%s] %s\n%s", p.Source.Text, words(s.text, spansOf(p.Content)), told(s.text, a))
	}
}

// learnt returns the attribution whose content is most like the spans, if half of it
// is, and how alike they are.
func (c *claimErrors) learnt(s *score, doc *assay.Doc, spans []extent) (best *assay.Attribution, alike float64) {
	want := tokensOf(s.text, spans)
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		if f := want.f1(tokensOf(s.text, extents(a.Content))); f > alike {
			best, alike = a, f
		}
	}
	if alike < 0.5 {
		return nil, 0
	}
	return best, alike
}

func extents(spans []assay.Span) (list []extent) {
	for _, sp := range spans {
		list = append(list, extent{int(sp.Start), int(sp.End)})
	}
	return list
}

// learntClaim is a claim with the source of a.
func learntClaim(text string, a *assay.Attribution) (p readClaim) {
	if len(a.Source) > 0 {
		p.Source.Span, p.Source.Text = extents(a.Source)[0], a.Source[0].In(text)
	}
	return p
}

func words(text string, spans []extent) string {
	var parts []string
	for _, sp := range spans {
		parts = append(parts, text[sp[0]:sp[1]])
	}
	return strings.Join(strings.Fields(strings.Join(parts, " … ")), " ")
}

func told(text string, a *assay.Attribution) string {
	if a == nil {
		return "  learnt –"
	}
	return fmt.Sprintf("  learnt %.2f [%s] <%s> %s", a.Confidence, words(text, extents(a.Source)), words(text, extents(a.Cue)), words(text, extents(a.Content)))
}

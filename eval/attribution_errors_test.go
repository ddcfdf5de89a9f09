package eval

import (
	"context"
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"assay"
	"assay/lang"
)

// TestAttributionErrors counts what becomes of the contents of PolNeAR's
// development part, by kind of error; with -v it shows every fortieth.
// docs/attribution.md has the table.
func TestAttributionErrors(t *testing.T) {
	folder := "../../shared/data/attribution/polnear/dev"
	if list, _ := filepath.Glob(filepath.Join(folder, "attributions", "*")); len(list) == 0 {
		t.Skipf("SKIP: no PolNeAR at %s: errors are not counted", folder)
	}
	texts, _, err := ReadPolNeAR(folder, true)
	if err != nil {
		t.Fatal(err)
	}
	counts, shown := map[string]int{}, 0
	note := func(kind, text string, gold, found *assay.Attribution) {
		counts[kind]++
		if shown++; kind == "exact" || shown%40 != 0 {
			return
		}
		line := func(a *assay.Attribution) string {
			if a == nil {
				return "–"
			}
			pieces := func(list []assay.Span) string {
				var parts []string
				for _, sp := range list {
					parts = append(parts, sp.In(text))
				}
				return strings.Join(strings.Fields(strings.Join(parts, " … ")), " ")
			}
			return fmt.Sprintf("[%s] <%s> %s", pieces(a.Source), pieces(a.Cue), pieces(a.Content))
		}
		t.Logf("%s\n  gold  %.300s\n  found %.300s", kind, line(gold), line(found))
	}
	for _, text := range texts {
		found, err := attributions(context.Background(), text.Text, lang.Careful)
		if err != nil {
			t.Fatal(err)
		}
		tokens := scoredTokens(text.Text)
		g, f := partsOf(tokens, text.Attributions), partsOf(tokens, found)
		met := map[int]bool{}
		for i := range g {
			best, most := -1, 0
			for k := range f {
				if n := g[i][2].shared(f[k][2]); n > most {
					best, most = k, n
				}
			}
			if len(g[i][2]) == 0 {
				continue
			}
			if best < 0 {
				note("missed", text.Text, &text.Attributions[i], nil)
				continue
			}
			met[best] = true
			note(kindOfError(g[i][2], f[best][2], len(text.Attributions[i].Content), len(found[best].Content)), text.Text, &text.Attributions[i], &found[best])
		}
		for k := range f {
			if !met[k] && len(f[k][2]) > 0 {
				note("extra", text.Text, nil, &found[k])
			}
		}
	}
	var kinds []string
	for kind := range counts {
		kinds = append(kinds, kind)
	}
	sort.Slice(kinds, func(i, k int) bool { return counts[kinds[i]] > counts[kinds[k]] })
	for _, kind := range kinds {
		t.Logf("%5d  %s", counts[kind], kind)
	}
	if counts["exact"] < counts["missed"] || counts["exact"] < counts["extra"] {
		t.Error("fewer contents are right than are missed or made up")
	}
}

// kindOfError says how a content that was found differs from the gold's.
func kindOfError(gold, found places, goldPieces, foundPieces int) string {
	switch {
	case gold.key() == found.key():
		return "exact"
	case foundPieces < goldPieces:
		return "a piece is missing"
	case foundPieces > goldPieces:
		return "a piece too many"
	case gold[0] == found[0]:
		return "the end differs"
	case gold[len(gold)-1] == found[len(found)-1]:
		return "the start differs"
	}
	return "both ends differ"
}

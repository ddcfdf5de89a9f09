package quantity

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"assay"
)

// newsQuant is an item of the NewsQuant file.
type newsQuant struct {
	Text       string
	Quantities []struct {
		Change, Value, Unit string
		Normalized          string `json:"normalized_unit"`
	}
}

// TestNewsQuant measures Parse, that is without tags, on the development half of
// NewsQuant. Durations and ages, which are times here, are left out of its gold.
// QUANTITY_SHOW=1 lists what is wrong.
func TestNewsQuant(t *testing.T) {
	b, err := os.ReadFile("../../shared/data/quantity/newsquant-dev.json")
	if err != nil {
		t.Skip("no ../shared/data/quantity: quantities not measured")
	}
	var items []newsQuant
	if err := json.Unmarshal(b, &items); err != nil {
		t.Fatal(err)
	}
	show := func(string, ...any) {}
	if os.Getenv("QUANTITY_SHOW") != "" {
		show = t.Logf
	}
	gold, found, value, bound := 0, 0, 0, 0
	for _, it := range items {
		qs := Parse(it.Text)
		used := make([]bool, len(qs))
		found += len(qs)
		for _, g := range it.Quantities {
			if timeUnits[strings.ToLower(firstField(g.Unit))] || strings.Contains(g.Normalized, "age") && !strings.Contains(g.Normalized, "percent") {
				continue
			}
			gold++
			hit := -1
			for i, q := range qs {
				if !used[i] && sameValue(g.Value, q) {
					hit = i
					break
				}
			}
			if hit < 0 {
				show("missed %s %s %q in %q", g.Change, g.Value, g.Unit, it.Text)
				continue
			}
			used[hit] = true
			value++
			if sameBound(g.Change, qs[hit]) {
				bound++
			} else {
				show("bound %s for %q %v %s in %q", g.Change, qs[hit].Span.In(it.Text), qs[hit].Bound, qs[hit].Change, it.Text)
			}
		}
		for i, q := range qs {
			if !used[i] {
				show("extra %q %v..%v in %q", q.Span.In(it.Text), q.Low, q.High, it.Text)
			}
		}
	}
	f := func(hits int) float64 {
		p, r := float64(hits)/float64(found), float64(hits)/float64(gold)
		return 2 * p * r / (p + r)
	}
	t.Logf("%d sentences, %d gold, %d found: value F1 %.3f, value and bound F1 %.3f", len(items), gold, found, f(value), f(bound))
}

func firstField(s string) string {
	f := strings.Fields(s)
	if len(f) == 0 {
		return ""
	}
	return f[0]
}

func sameValue(gold string, q assay.Quantity) bool {
	low, high, isRange := strings.Cut(gold, "-")
	a, err := strconv.ParseFloat(low, 64)
	if err != nil {
		return false
	}
	b := a
	if isRange {
		b, _ = strconv.ParseFloat(high, 64)
	}
	a, b = min(a, b), max(a, b)
	ql, lok := q.Low.Number()
	qh, hok := q.High.Number()
	switch {
	case q.Bound == assay.Vague:
		return near(a, ql)
	case !lok:
		return near(qh, a) && near(qh, b)
	case !hok:
		return near(ql, a) && near(ql, b)
	}
	return near(ql, a) && near(qh, b)
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a)) }

func sameBound(change string, q assay.Quantity) bool {
	switch change {
	case ">":
		return q.Bound == assay.AtLeast
	case "<":
		return q.Bound == assay.AtMost
	case "~":
		return q.Bound == assay.Approx
	case "up", "down":
		return q.Change == change
	}
	return q.Change == "" && (q.Bound == assay.Exact || q.Bound == assay.Range || q.Bound == assay.Vague)
}

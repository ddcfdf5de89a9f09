package eval

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
)

func known(low, high float64, bound assay.Bound, names ...string) foundQuantity {
	q := assay.Quantity{Bound: bound, Low: assay.Known(low), High: assay.Known(high)}
	switch bound {
	case assay.AtLeast, assay.Vague:
		q.High = assay.Amount{}
	case assay.AtMost:
		q.Low = assay.Amount{}
	}
	return foundQuantity{q, names}
}

// One sentence: "More than 40 boats sank, about 9 percent of the fleet, in 3 to 5
// hours; thousands watched."
var goldFleet = []goldQuantity{
	{low: 40, high: 40, change: ">", unit: "boats", norm: "boat"},
	{low: 9, high: 9, change: "~", unit: "percent", norm: "percentage"},
	{low: 3, high: 5, change: "=", unit: "hours", norm: "hour"},
	{low: 1000, high: 10000, change: "=", unit: "-", norm: "-"},
}

func quantityMeasures(found ...foundQuantity) Measures {
	var c quantityCounts
	c.add("", goldFleet, found)
	res := newResult("quantity", nil)
	c.measures(res)
	return res.Measures
}

func TestQuantityMeasures(t *testing.T) {
	right := []foundQuantity{
		known(40, 40, assay.AtLeast, "boat"), known(9, 9, assay.Approx, "percent"),
		known(3, 5, assay.Range, "hour"), known(1000, 0, assay.Vague, "-"),
	}
	for _, c := range []struct {
		name                    string
		found                   []foundQuantity
		value, unit, bound, all float64
	}{
		{"nothing found", nil, 0, 0, 0, 0},
		{"everything found", right, 1, 1, 1, 1},
		// 4 gold + 1 found, 1 right: 2 * 1 / 5
		{"one", right[:1], .4, .4, .4, .4},
		// one number for all: of the range only one end agrees
		{"one number for all", []foundQuantity{known(3, 3, assay.Exact, "boat")}, 0, 0, 0, 0},
		// the same number twice counts once: 2 * 1 / (4 + 2)
		{"twice", []foundQuantity{right[0], right[0]}, 1. / 3, 1. / 3, 1. / 3, 1. / 3},
		// value right in 2, unit in 1, bound in 1, both in none: 2 * n / (4 + 2)
		{"halves", []foundQuantity{known(40, 40, assay.Exact, "boat"), known(9, 9, assay.Approx, "fleet")}, 2. / 3, 1. / 3, 1. / 3, 0},
		// of two with the right number the one with the right unit counts
		{"the better one", []foundQuantity{known(40, 40, assay.AtLeast, "ship"), right[0]}, 1. / 3, 1. / 3, 1. / 3, 1. / 3},
	} {
		measured(t, c.name, quantityMeasures(c.found...), map[string]float64{"value_f1": c.value, "value_unit_f1": c.unit, "value_bound_f1": c.bound, "value_unit_bound_f1": c.all})
	}
	var none quantityCounts // no gold, nothing found: undefined
	res := newResult("quantity", nil)
	none.add("", nil, nil)
	none.measures(res)
	if len(res.Measures) != 0 {
		t.Errorf("measures of nothing: %v", res.Measures)
	}
}

func TestGoldValue(t *testing.T) {
	for s, want := range map[string][2]float64{"12.0": {12, 12}, "-5": {-5, -5}, "15.0-22.0": {15, 22}, "2415.0-2315.0": {2315, 2415}, "3.0 - 4.0": {3, 4}, "-1.3": {-1.3, -1.3}, "-5--2": {-5, -2}, "1e6-2e6": {1e6, 2e6}} {
		if low, high, ok := goldValue(s); !ok || low != want[0] || high != want[1] {
			t.Errorf("%q is %v to %v, %v", s, low, high, ok)
		}
	}
	for _, s := range []string{"", "-", "many", "3-", "3-x", "NaN", "Inf-3"} {
		if _, _, ok := goldValue(s); ok {
			t.Errorf("%q is a value", s)
		}
	}
}

func TestUnitsAgree(t *testing.T) {
	for _, c := range []struct {
		text, unit, norm string
		want             bool
	}{
		{"They sold 40 fishing boats.", "fishing boats", "fishing boat", true},
		{"They sold 40 fishing boats.", "boats", "boat", true},
		{"They sold 40 fishing boats.", "nets", "net", false},
		{"It costs $40 a month.", "$ a month", "dollar per month", true},
		{"It costs $40 a month.", "€ a month", "euro per month", false},
		{"It costs 40 Kenyan shillings.", "Kenyan shillings", "kenyan shilling", true},
		{"It costs 40 yen.", "yen", "japanese yen", true},
		{"It is 40 kilometers long.", "kilometres", "kilometre", true},
		{"It goes at 40 km/h.", "km/h", "kilometre per hour", true},
		{"It holds 40 barrels of oil.", "barrels of oil", "barrel of oil", true},
		{"It rose 40%.", "%", "percentage", true},
		{"It rose 40%.", "points", "point", false},
		{"It took 40 minutes.", "minutes", "minute", true},
		{"She is a 40-year-old.", "year-old", "year of age", true},
	} {
		found := quantitiesOf(c.text)
		if len(found) != 1 {
			t.Errorf("%q: %d quantities", c.text, len(found))
			continue
		}
		if got := unitAgrees(goldQuantity{unit: c.unit, norm: c.norm}, &found[0]); got != c.want {
			t.Errorf("%q: unit %q or %q agrees with %q: %v", c.text, c.unit, c.norm, found[0].names, got)
		}
	}
}

func TestQuantityTask(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.json", `[{"text": "More than 40 boats sank.", "quantities": [{"change": ">", "value": "40.0", "unit": "boats", "normalized_unit": "boat", "referred_concepts": "-"}]},
	 {"text": "Nothing sank.", "quantities": []}]`)
	bad := map[string]string{
		write("cut.json", "[\n{\"text\": \"a\",\n\"quantities\": ["):                                                         "line 3",
		write("type.json", "[\n{\"text\": 3}]"):                                                                              "line 2",
		write("value.json", `[{"text": "a", "quantities": [{"change": "=", "value": "1"}, {"change": "=", "value": "x"}]}]`): "item 1, quantity 2: value \"x\"",
		write("change.json", `[{"text": "a", "quantities": [{"change": "≈", "value": "1"}]}]`):                               "change \"≈\"",
		write("other.json", `[{"sentence": "a"}]`):                                                                           "item 1 has no text",
		filepath.Join(folder, "none.json"):                                                                                   "no such file",
	}
	paths := []string{good}
	for path := range bad {
		paths = append(paths, path)
	}
	res := QuantityTask(context.Background(), paths)
	if res.Items != 2 || res.Gold != 1 || res.Predicted != 1 || res.Measures["value_unit_bound_f1"] != 1 || len(res.Skipped) != len(bad) {
		t.Errorf("%+v", res)
	}
	for _, s := range res.Skipped {
		if !strings.Contains(s.Reason, bad[s.Path]) {
			t.Errorf("%s: %s; want %s in it", s.Path, s.Reason, bad[s.Path])
		}
	}
}

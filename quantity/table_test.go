package quantity

import (
	"encoding/csv"
	"os"
	"sort"
	"strconv"
	"testing"

	"assay"
)

func TestNamedTables(t *testing.T) {
	amount := func(a assay.Amount) float64 {
		if v, ok := a.Number(); ok {
			return v
		}
		return -1
	}
	for _, c := range []struct {
		table, text     string
		low, best, high float64 // -1 for unknown
	}{
		{"literal", "Dozens died.", 12, -1, -1},
		{"literal", "Several hundred people died.", 300, -1, -1},
		{"literal", "Tens of billions of dollars were lost.", 10e9, -1, -1},
		{"acled", "Dozens died.", 12, 12, 12},
		{"acled", "Hundreds died.", 100, 100, 100},
		{"acled", "Thousands died.", 1000, -1, -1}, // what it does not say is literal
		{"survey", "Dozens died.", 18, 36, 49},
		{"survey", "Several hundred people died.", 400, 700, 1000},
		{"survey", "Hundreds of thousands of people fled.", 200e3, 300e3, 500e3},
		{"survey", "The toll is in the low thousands.", 1000, -1, 5000},
	} {
		tbl, ok := NamedTable(c.table)
		if !ok {
			t.Fatalf("no table %s", c.table)
		}
		qs := Options{Table: tbl}.Parse(c.text)
		if len(qs) != 1 {
			t.Errorf("%s: %q has %d quantities", c.table, c.text, len(qs))
			continue
		}
		if q := qs[0]; q.Bound != assay.Vague || amount(q.Low) != c.low || amount(q.Best) != c.best || amount(q.High) != c.high {
			t.Errorf("%s: %q is %v %v %v %v", c.table, c.text, q.Bound, q.Low, q.Best, q.High)
		}
	}
	for _, name := range TableNames {
		if tbl, ok := NamedTable(name); !ok || tbl.Name != name {
			t.Errorf("no table %s", name)
		}
	}
	if _, ok := NamedTable("guess"); ok {
		t.Error("a table named guess")
	}
}

// TestSurvey works out survey.json anew: medians, and the first and last tenth,
// between answers where they fall between two.
func TestSurvey(t *testing.T) {
	f, err := os.Open("../../shared/data/quantity/perceptions/numberly.csv")
	if err != nil {
		t.Skip("NOT CHECKED: no ../shared/data/quantity/perceptions")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	tbl, _ := NamedTable("survey")
	columns := map[string]string{"few": "A few ", "several": "Several", "dozens": "Dozens", "scores": "Scores of", "hundreds": "Hundreds of"}
	if len(tbl.Words) != len(columns) {
		t.Errorf("%d words in the table, %d in the survey", len(tbl.Words), len(columns))
	}
	for word, head := range columns {
		var answers []float64
		for k, h := range rows[0] {
			if h != head {
				continue
			}
			for _, row := range rows[1:] {
				v, err := strconv.ParseFloat(row[k], 64)
				if err != nil {
					t.Fatal(err)
				}
				answers = append(answers, v)
			}
		}
		sort.Float64s(answers)
		for k, share := range []float64{.1, .5, .9} {
			at := share * float64(len(answers)-1)
			i := int(at)
			want := answers[i]
			if i+1 < len(answers) {
				want += (answers[i+1] - want) * (at - float64(i))
			}
			if got, ok := tbl.Words[word][k].Number(); !ok || !alike(got, want) {
				t.Errorf("%s: %v, want %v", word, tbl.Words[word][k], want)
			}
		}
	}
}

package quantity

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"assay"
)

const recognizers = "../../shared/data/quantity/recognizers/Specs/"

// A specCase is a case of Recognizers-Text.
type specCase struct {
	Input        string
	NotSupported string
	Results      []struct {
		Text       string
		Start, End int // code units, the end inclusive
		Resolution map[string]any
	}
}

func readSpec(t *testing.T, name string) (list []specCase) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(recognizers, name))
	if err != nil {
		t.Skip("NOT CHECKED: no ../shared/data/quantity/recognizers")
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(raw), "\ufeff")), &list); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return list
}

// bytesOf turns a range of code units, the end inclusive, into bytes.
func bytesOf(s string, start, end int) (lo, hi int) {
	units := 0
	lo, hi = -1, len(s)
	for i, c := range s {
		if units == start {
			lo = i
		}
		if units == end+1 {
			hi = i
			break
		}
		units += utf16.RuneLen(c)
	}
	return lo, hi
}

func TestSpecShow(t *testing.T) {
	for _, f := range []string{"Number/English/NumberModel.json", "Number/English/PercentModel.json", "NumberWithUnit/English/AgeModel.json", "NumberWithUnit/English/CurrencyModel.json", "NumberWithUnit/English/DimensionModel.json", "NumberWithUnit/English/TemperatureModel.json"} {
		right, all := 0, 0
		for _, c := range readSpec(t, f) {
			if strings.Contains(c.NotSupported, "dotnet") {
				continue
			}
			qs := Options{Every: true}.Parse(c.Input)
			for _, r := range c.Results {
				v, _ := r.Resolution["value"].(string)
				want, err := strconv.ParseFloat(strings.TrimSuffix(v, "%"), 64)
				if err != nil {
					continue
				}
				all++
				lo, hi := bytesOf(c.Input, r.Start, r.End)
				ok := false
				var near *assay.Quantity
				if strings.HasSuffix(f, "NumberModel.json") {
					rd := reader{text: c.Input, table: Literal()}
					rd.words = split(nil, c.Input, 0, len(c.Input))
					for i := range rd.words {
						if int(rd.words[i].start) == lo {
							n, k := rd.number(i)
							ok = k && closeTo(n.value(), want) && int(rd.words[n.hi-1].end) == hi
						}
					}
				} else {
					for i := range qs {
						if int(qs[i].Span.Start) < hi && int(qs[i].Span.End) > lo {
							near = &qs[i]
							if q, _ := qs[i].Low.Number(); closeTo(q, want) {
								ok = true
							}
							if q, k := qs[i].High.Number(); k && closeTo(q, want) {
								ok = true
							}
						}
					}
				}
				if ok {
					right++
				} else {
					got := ""
					if near != nil {
						got = format(c.Input, *near)
					}
					t.Logf("%q want %v %v: %s | %s", r.Text, v, r.Resolution["unit"], got, c.Input)
				}
			}
		}
		t.Logf("%s: %d of %d", f, right, all)
	}
}

func closeTo(a, b float64) bool { return a-b < 1e-6*max(1, b, -b) && b-a < 1e-6*max(1, b, -b) }

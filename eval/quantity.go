package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/quantity"
)

// A countedText is a sentence of NewsQuant with its quantities.
type countedText struct {
	text string
	gold []goldQuantity
}

type goldQuantity struct {
	low, high  float64 // alike unless a range
	change     string  // one of = ~ < > up down
	unit, norm string  // as written, and in its normal form; "-" for none
}

// QuantityTask scores quantities against files in the form of NewsQuant. Each
// sentence is read by quantity.Parse alone. As its gold counts durations, ages and
// the "one" of "one of the largest" and passes over "several", so do we here. A
// quantity is right in value if its number is, both ends for ranges; in unit if
// any of its names (that of the unit, the noun phrase counted, its head) is the
// gold's unit or normalized unit; in bound if it is limited or changes as the gold
// says. value_bound_f1 leaves the unit out of account. An open vague word agrees
// with its least number and with a range from there to ten times as much.
func QuantityTask(ctx context.Context, paths []string) *Result {
	res := newResult("quantity", paths)
	var all quantityCounts
	for _, path := range paths {
		texts, err := readNewsQuant(path)
		if err != nil {
			res.skip(path, err)
			continue
		}
		for _, t := range texts {
			if err := ctx.Err(); err != nil {
				res.skip(path, err)
				break
			}
			all.add(t.text, t.gold, quantitiesOf(t.text))
			res.Items++
			res.Bytes += int64(len(t.text))
		}
	}
	all.measures(res)
	return res.done()
}

// readNewsQuant reads a list of sentences and their quantities.
func readNewsQuant(path string) ([]countedText, error) {
	raw, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var items []struct {
		Text       *string
		Quantities []struct {
			Change, Value, Unit string
			Normalized          string `json:"normalized_unit"`
		}
	}
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, fmt.Errorf("%w: is no list of sentences as in NewsQuant%s: %v", assay.ErrInvalid, lineOf(raw, err), err)
	}
	var list []countedText
	for i, it := range items {
		if it.Text == nil {
			return nil, fmt.Errorf("%w: item %d has no text", assay.ErrInvalid, i+1)
		}
		t := countedText{text: *it.Text}
		for k, q := range it.Quantities {
			g := goldQuantity{change: q.Change, unit: q.Unit, norm: q.Normalized}
			var ok bool
			if g.low, g.high, ok = goldValue(q.Value); !ok {
				return nil, fmt.Errorf("%w: item %d, quantity %d: value %q is no number and no range", assay.ErrInvalid, i+1, k+1, q.Value)
			}
			if !slices.Contains([]string{"=", "~", "<", ">", "up", "down"}, q.Change) {
				return nil, fmt.Errorf("%w: item %d, quantity %d: change %q is none of = ~ < > up down", assay.ErrInvalid, i+1, k+1, q.Change)
			}
			t.gold = append(t.gold, g)
		}
		list = append(list, t)
	}
	return list, nil
}

// lineOf says in which line of raw a fault of its JSON lies, where that is known.
func lineOf(raw []byte, err error) string {
	at := int64(-1)
	switch e := err.(type) {
	case *json.SyntaxError:
		at = e.Offset
	case *json.UnmarshalTypeError:
		at = e.Offset
	}
	if at < 0 || at > int64(len(raw)) {
		return ""
	}
	return fmt.Sprintf(", line %d", 1+strings.Count(string(raw[:at]), "\n"))
}

// goldValue reads "12.0", "-5" and "15.0-22.0"; the ends of a range may be in
// either order.
func goldValue(s string) (low, high float64, ok bool) {
	s = strings.ReplaceAll(s, " ", "")
	if v, err := strconv.ParseFloat(s, 64); err == nil {
		return v, v, finiteNumber(v)
	}
	for i := 1; i < len(s); i++ {
		if s[i] != '-' {
			continue
		}
		a, err := strconv.ParseFloat(s[:i], 64)
		b, err2 := strconv.ParseFloat(s[i+1:], 64)
		if err == nil && err2 == nil {
			return min(a, b), max(a, b), finiteNumber(a) && finiteNumber(b)
		}
	}
	return 0, 0, false
}

func finiteNumber(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// A foundQuantity is a quantity with all that its unit may be called.
type foundQuantity struct {
	assay.Quantity
	names []string
}

// quantitiesOf reads a sentence as the gold counts.
func quantitiesOf(text string) []foundQuantity {
	var list []foundQuantity
	for _, q := range (quantity.Options{Every: true}).Parse(text) {
		low, lok := q.Low.Number()
		_, hok := q.High.Number()
		if !lok && !hok || q.Bound == assay.Vague && low < 10 {
			continue // "several", "a few"
		}
		list = append(list, foundQuantity{q, unitNames(q, q.Counted.In(text))})
	}
	return list
}

// unitNames returns what the unit of q may be called, each in its normal form.
func unitNames(q assay.Quantity, counted string) []string {
	names := []string{normalUnit(q.Unit)}
	for _, n := range quantity.MoneyNames(q.Unit) {
		names = append(names, normalUnit(n))
	}
	if q.Unit != "" && counted != "" {
		names = append(names, normalUnit(q.Unit+" of "+counted)) // "barrels of oil"
	}
	if counted != "" && (q.Unit == "" || len(quantity.MoneyNames(q.Unit)) == 0) {
		words := strings.Fields(counted)
		names = append(names, normalUnit(counted), normalUnit(words[len(words)-1]))
	}
	if q.Unit == "" && counted == "" {
		names = append(names, "-")
	}
	if q.Per != "" {
		for _, n := range names {
			names = append(names, n+" per "+normalUnit(q.Per))
		}
	}
	return names
}

// normalUnit writes a unit in lower case, the last word in the singular, British
// and American spelling alike.
func normalUnit(s string) string {
	units := en.ScoringWords().Units
	s = strings.ToLower(strings.TrimSpace(s))
	for _, own := range [...]string{"'s ", "’s "} { // "Johnson's deputies" are the gold's "johnson deputy"
		s = strings.ReplaceAll(s, own, " ")
	}
	if n, ok := units[s]; ok {
		return n
	}
	for _, r := range en.ScoringWords().Spelling {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	base, per, hasPer := strings.Cut(s, " per ")
	if n, ok := units[base]; ok {
		base = n
	}
	head, of, hasOf := strings.Cut(base, " of ")
	cut := strings.LastIndexByte(head, ' ') + 1
	base = head[:cut] + en.Singular(head[cut:])
	if hasOf {
		base += " of " + of
	}
	if n, ok := units[base]; ok {
		base = n
	}
	if hasPer {
		return base + " per " + en.Singular(per)
	}
	return base
}

// quantityCounts counts quantities right in each respect.
type quantityCounts struct {
	gold, found, value, unit, bound, all int

	fault func(kind, text string, g goldQuantity, q *foundQuantity) // told of each fault; may be nil
}

func (c *quantityCounts) add(text string, gold []goldQuantity, found []foundQuantity) {
	c.gold += len(gold)
	c.found += len(found)
	used := make([]bool, len(found))
	for _, g := range gold {
		best, bestScore := -1, 0
		for i := range found {
			q := &found[i]
			if used[i] || !valueAgrees(g, &q.Quantity) {
				continue
			}
			if s := 1 + count(unitAgrees(g, q))*2 + count(boundAgrees(g.change, &q.Quantity)); s > bestScore {
				best, bestScore = i, s
			}
		}
		if best < 0 {
			c.tell("missed", text, g, nil)
			continue
		}
		used[best] = true
		unit, bound := unitAgrees(g, &found[best]), boundAgrees(g.change, &found[best].Quantity)
		c.value++
		c.unit += count(unit)
		c.bound += count(bound)
		c.all += count(unit && bound)
		if !unit {
			c.tell("unit", text, g, &found[best])
		}
		if !bound {
			c.tell("bound", text, g, &found[best])
		}
	}
	for i := range found {
		if !used[i] {
			c.tell("extra", text, goldQuantity{}, &found[i])
		}
	}
}

func (c *quantityCounts) tell(kind, text string, g goldQuantity, q *foundQuantity) {
	if c.fault != nil {
		c.fault(kind, text, g, q)
	}
}

func (c *quantityCounts) measures(res *Result) {
	res.Gold, res.Predicted = c.gold, c.found
	if c.gold+c.found == 0 {
		return
	}
	for name, n := range map[string]int{"value_f1": c.value, "value_unit_f1": c.unit, "value_bound_f1": c.bound, "value_unit_bound_f1": c.all} {
		res.Measures[name] = 2 * float64(n) / float64(c.gold+c.found)
	}
}

func valueAgrees(g goldQuantity, q *assay.Quantity) bool {
	low, lok := q.Low.Number()
	high, hok := q.High.Number()
	switch {
	case !lok:
		low = high
	case !hok && q.Bound == assay.Vague && equalNumbers(g.high, 10*low):
		high = 10 * low // "thousands" is 1000-10000
	case !hok:
		high = low
	}
	return equalNumbers(g.low, low) && equalNumbers(g.high, high)
}

func equalNumbers(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a)) }

func unitAgrees(g goldQuantity, q *foundQuantity) bool {
	norm := normalUnit(g.norm)
	if slices.Contains(q.names, normalUnit(g.unit)) || slices.Contains(q.names, norm) {
		return true
	}
	// "japanese yen": money that one country has goes by its name alone here
	_, bare, ok := strings.Cut(norm, " ")
	return ok && len(quantity.MoneyNames(q.Unit)) == 1 && slices.Contains(q.names, bare)
}

// boundAgrees compares the bound with the gold's change. What rises or falls has no
// other bound there.
func boundAgrees(change string, q *assay.Quantity) bool {
	if q.Change != "" && (change == "up" || change == "down") {
		return q.Change == change
	}
	switch q.Bound {
	case assay.AtLeast:
		return change == ">"
	case assay.AtMost:
		return change == "<"
	case assay.Approx:
		return change == "~"
	}
	return change == "=" && q.Change == ""
}

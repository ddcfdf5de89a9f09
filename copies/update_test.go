package copies

import (
	"strings"
	"testing"

	"assay"
)

const collapse = `At least 5 people were killed and 12 injured when a market building collapsed in the town of Nsawam on Tuesday, the fire service said.

Rescuers were digging through the rubble for about 30 traders who were thought to be trapped, said Kofi Mensah, a spokesman for the Ghana National Fire Service.

The three-storey building, which housed some 80 stalls, had been under repair since January. Police said they wanted to question its owner.`

// A later report of one event has other figures of the same people and places;
// a form filled in anew has another day, or other names.
func TestLaterTollIsNoForm(t *testing.T) {
	for _, c := range []struct {
		change []string
		want   verdict
	}{
		{[]string{"At least 5", "At least 17", "12 injured", "41 injured", "about 30", "about 9"}, kindred},
		{[]string{"At least 5", "At least 17", "12 injured", "41 injured", "about 30", "about 9", "since January", "since Thursday"}, kindred},
		{[]string{"At least 5", "At least 17", "12 injured", "41 injured", "about 30", "about 9", "Nsawam on Tuesday", "Koforidua on Friday", "Kofi Mensah", "Esi Boakye"}, filled},
	} {
		a := newSide(report("a", collapse))
		b := newSide(report("b", strings.NewReplacer(c.change...).Replace(collapse)))
		var al aligner
		if got := al.measure(a, b, nil).verdict(0.3); got != c.want {
			t.Errorf("%q: %d, want %d", c.change, got, c.want)
		}
	}
}

// The first figure of a report stands before the first five shared words.
func TestFiguresAtTheEnds(t *testing.T) {
	text := collapse + " The fire service counted 12 stalls."
	a, b := report("a", text), report("b", strings.NewReplacer("At least 5", "At least 17", "counted 12", "counted 31").Replace(text))
	for _, doc := range []*assay.Doc{a, b} {
		for _, n := range []string{"At least 5", "At least 17", "counted 12", "counted 31"} {
			if i := strings.Index(doc.Text, n); i >= 0 {
				sp := assay.Span{Start: int32(i), End: int32(i + len(n))}
				if strings.HasPrefix(n, "counted ") {
					sp.Start += int32(len("counted "))
				}
				doc.Quantities = append(doc.Quantities, assay.Quantity{Span: sp})
			}
		}
	}
	l, _ := Compare(a, b, Options{})
	var got []string
	for _, r := range Figures(&l, a, b) {
		got = append(got, a.Quote(r.From)+" → "+b.Quote(r.To))
	}
	if s := strings.Join(got, ", "); s != "At least 5 → At least 17, 12 → 31" {
		t.Error(s)
	}
}

// Two days of one month are near to each other, whatever the year.
func TestDaysAfter(t *testing.T) {
	for _, c := range []struct {
		a, b assay.Date
		want int
	}{
		{assay.Date{Year: 2024, Month: 3, Day: 1}, assay.Date{Year: 2024, Month: 2, Day: 28}, 2},
		{assay.Date{Month: 5, Day: 4}, assay.Date{Month: 5, Day: 3}, 1},
		{assay.Date{Month: 1, Day: 1}, assay.Date{Month: 12, Day: 31}, 1},
		{assay.Date{Month: 12, Day: 31}, assay.Date{Month: 1, Day: 1}, -1},
		{assay.Date{Year: 2024, Month: 5, Day: 4}, assay.Date{Month: 5, Day: 3}, 0},
		{assay.Date{Year: 2024, Month: 5}, assay.Date{Year: 2024, Month: 5, Day: 3}, 0},
	} {
		if got := daysAfter(c.a, c.b); got != c.want {
			t.Errorf("%s after %s: %d days, want %d", c.a, c.b, got, c.want)
		}
	}
}

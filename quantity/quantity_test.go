package quantity

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"assay"
	"assay/internal/stagetest"
)

// format writes q as it stands in testdata.
func format(text string, q assay.Quantity) string {
	amount := func(a assay.Amount) string {
		n, ok := a.Number()
		if !ok {
			return "-"
		}
		return fmt.Sprintf("%.6g", n)
	}
	s := fmt.Sprintf("%q %s %s %s %s", q.Span.In(text), q.Bound, amount(q.Low), amount(q.Best), amount(q.High))
	for _, f := range [...]struct{ name, value string }{
		{"unit", q.Unit}, {"counted", q.Counted.In(text)}, {"of", q.Of.In(text)}, {"per", q.Per}, {"change", q.Change},
	} {
		if f.value != "" {
			s += fmt.Sprintf(" %s=%q", f.name, f.value)
		}
	}
	return s
}

// TestCases reads each sentence of testdata/*.txt and compares what is found in
// it with the indented lines below it.
func TestCases(t *testing.T) {
	stagetest.Lines(t, "testdata/*.txt", func(_, text string) (found []string) {
		for _, q := range Parse(text) {
			found = append(found, format(text, q))
		}
		return found
	})
}

// doc makes a Doc of one sentence from words and their Penn tags.
func doc(pairs ...string) *assay.Doc {
	d := assay.NewDoc(&assay.Report{})
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			d.Text += " "
		}
		start := int32(len(d.Text))
		d.Text += pairs[i]
		d.Tokens = append(d.Tokens, assay.Token{Span: assay.Span{Start: start, End: int32(len(d.Text))}, XPOS: pairs[i+1], Head: -1})
	}
	d.Regions = []assay.Region{{Span: assay.Span{End: int32(len(d.Text))}}}
	d.Sentences = []assay.Span{{End: int32(len(d.Text))}}
	return d
}

func TestStage(t *testing.T) {
	for _, c := range []struct {
		doc  *assay.Doc
		head string
		unit string
	}{
		// the tagger tells the noun from the verb
		{doc("Police", "NNS", "held", "VBD", "12", "CD", "rebel", "NN", "fighters", "NNS", "hostage", "NN"), "fighters", "person"},
		{doc("About", "RB", "40", "CD", "ACME", "NNP", "guards", "NNS", "fled", "VBD"), "guards", "person"},
		{doc("It", "PRP", "destroyed", "VBD", "31", "CD", "farm", "NN", "buildings", "NNS"), "buildings", "building"},
		// a wrong tag on a noun that its form gives away
		{doc("They", "PRP", "freed", "VBD", "12", "CD", "nurses", "VBZ"), "nurses", "person"},
		{doc("They", "PRP", "killed", "VBD", "36", "CD", "and", "CC", "left", "VBD"), "", "person"},
	} {
		if err := New(Options{}).Run(context.Background(), c.doc); err != nil {
			t.Fatal(err)
		}
		if len(c.doc.Quantities) != 1 {
			t.Errorf("%q: %d quantities, want 1", c.doc.Text, len(c.doc.Quantities))
			continue
		}
		q := c.doc.Quantities[0]
		head := ""
		if q.Head >= 0 {
			head = c.doc.Word(int(q.Head))
		}
		if head != c.head || q.Unit != c.unit {
			t.Errorf("%q: head %q, unit %q; want %q, %q", c.doc.Text, head, q.Unit, c.head, c.unit)
		}
	}
}

func TestStageEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d := doc("12", "CD", "men", "NNS")
	if err := New(Options{}).Run(ctx, d); err == nil {
		t.Error("a cancelled run returned no error")
	}
}

func TestTable(t *testing.T) {
	tbl, err := ParseTable([]byte(`{"name": "coder", "words": {"dozens": [12, 12, 12], "hundreds": [100, null, 300], "several": [null, null, null]}}`))
	if err != nil {
		t.Fatal(err)
	}
	text := "Dozens died, hundreds of men fled, hundreds of millions were lost, several people stayed."
	var got []string
	for _, q := range (Options{Table: tbl}).Parse(text) {
		got = append(got, fmt.Sprintf("%s %v-%v", q.Span.In(text), q.Low, q.High))
	}
	want := "Dozens 12-12, hundreds 100-300, hundreds of millions 100000000-300000000, several -"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	for _, bad := range []string{"", "[]", `{"words": {"dozens": [24, null, 12]}}`, `{"words": {"dozens": [24, 12, null]}}`, `{"words": {"dozens": 12}}`} {
		if _, err := ParseTable([]byte(bad)); err == nil {
			t.Errorf("ParseTable(%q) gave no error", bad)
		}
	}
}

// check reports what may never be true of quantities, whatever the text.
func check(text string, qs []assay.Quantity) error {
	last := int32(0)
	for _, q := range qs {
		for _, sp := range []assay.Span{q.Span, q.Counted, q.Of} {
			if err := sp.Check(text); err != nil {
				return err
			}
		}
		switch {
		case q.Span.Len() == 0:
			return fmt.Errorf("empty span in %v", q)
		case q.Span.Start < last:
			return fmt.Errorf("span %v begins before %d", q.Span, last)
		}
		last = q.Span.End
		low, lok := q.Low.Number()
		high, hok := q.High.Number()
		if lok && hok && low > high {
			return fmt.Errorf("%q runs from %v to %v", q.Span.In(text), low, high)
		}
	}
	return nil
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "3", "$", "a a few of of half and a half", "1,2,3/4/5-6–7 to 8 or 9", "between between 3 and", "’s '' 12’s", "Of the 5, of the 4, 3", "no none nobody no one",
		"\x00\xff one-two-\u00a0three", "twenty-and-a-half of a million percent per per", "low mid high thousands of tens of", "$US$US 5bn €€3", "½ ¾ of ⅓", "up to over under about 12"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		if err := check(text, Parse(text)); err != nil {
			t.Error(err)
		}
	})
}

const benchText = `At least 57 people were killed when the river broke through an embankment on Wednesday, the agency said, and about 1,200 families were displaced.
The governor put the toll far higher. As many as 80 people may have died, he told reporters in the capital, citing a first count of the parishes.
Of more than 5,000 volunteers who came, some two dozen were hurt, and the work will cost between $20 million and $30 million over three years.
Engineers had warned him in July of cracks in the embankment, which was raised after the last great flood; nobody at the department had answered the letters.
`

func BenchmarkParse(b *testing.B) {
	text := strings.Repeat(benchText, 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse(text)
	}
}

// TestLong makes sure that a long line without an end takes time in proportion.
func TestLong(t *testing.T) {
	for _, piece := range []string{"12 ", "a few ", "of the 3 ", "one and ", "3-", "$", "and men, ", "between 3 and ", "big red ", "half of ", "a man, ", "two men and a man and ", "tenfold ", "44 mg to ", "3 ± ", "3 km (97 mi), or ", "minus ", "$-", "3 dollars and ", "twice as many ", "12 page ",
		"3 km, 5 were, ", "and Ben 27 ", "2 of them, ", "the toll rose to 5 ", "20 men (3 boys ", "1; 2; ", "5 girls and ", "of the town's 3 ", "others 5 others ", "“lost” ", "per 3 per ", "a (1) ", "each "} {
		text := strings.Repeat(piece, 200_000/len(piece))
		if err := check(text, Parse(text)); err != nil {
			t.Errorf("%q: %v", piece, err)
		}
	}
}

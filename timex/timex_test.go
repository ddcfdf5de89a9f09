package timex

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/internal/stagetest"
	"assay/lang"
)

// format writes tx as it stands in testdata.
func format(text string, tx assay.Time) string {
	s := fmt.Sprintf("%q %s %s", tx.Span.In(text), tx.Type, tx.Value)
	if tx.Begin.IsZero() {
		return s + " -"
	}
	s += " " + tx.Begin.Format("2006-01-02") + " " + tx.End.Format("2006-01-02") + " " + tx.Precision
	if tx.Anchored {
		s += " anchored"
	}
	return s
}

func TestCases(t *testing.T) {
	stagetest.Lines(t, "testdata/*.txt", func(file, text string) (found []string) {
		anchor := assay.Date{Year: 2018, Month: 2, Day: 4}
		if filepath.Base(file) == "open.txt" {
			anchor = assay.Date{}
		}
		for _, tx := range Parse(text, anchor) {
			found = append(found, format(text, tx))
		}
		return found
	})
}

// report makes a Doc whose sentences are given, each a row of words with their
// Penn tags, "word/TAG".
func report(kind assay.RegionKind, head string, sentences ...string) *assay.Doc {
	d := assay.NewDoc(&assay.Report{})
	if head != "" {
		d.Text = head + "\n"
		d.Regions = append(d.Regions, assay.Region{Span: assay.Span{End: int32(len(head))}, Kind: kind})
	}
	body := int32(len(d.Text))
	for _, s := range sentences {
		start := int32(len(d.Text))
		for i, f := range strings.Fields(s) {
			if i > 0 {
				d.Text += " "
			}
			w, tag, _ := strings.Cut(f, "/")
			at := int32(len(d.Text))
			d.Text += w
			d.Tokens = append(d.Tokens, assay.Token{Span: assay.Span{Start: at, End: int32(len(d.Text))}, XPOS: tag, Head: -1})
		}
		d.Sentences = append(d.Sentences, assay.Span{Start: start, End: int32(len(d.Text))})
		d.Text += "\n"
	}
	d.Regions = append(d.Regions, assay.Region{Span: assay.Span{Start: body, End: int32(len(d.Text)) - 1}})
	return d
}

func TestAppeared(t *testing.T) {
	said := "He/PRP spoke/VBD on/IN Tuesday/NNP ./."
	last := "An/DT ambush/NN last/JJ month/NN shows/VBZ their/PRP$ strength/NN ./."
	for _, c := range []struct {
		doc        *assay.Doc
		date, from string
	}{
		{report(assay.Dateline, "NAIROBI, March 3 (Agency) —", said), "XXXX-03-03", "text"},
		{report(assay.Dateline, "NAIROBI, March 3, 2014 (Agency) —", said), "2014-03-03", "text"},
		{report(assay.Dateline, "NAIROBI —", said), "", ""},
		{report(assay.Byline, "By A. Writer, June 5, 2016", said), "2016-06-05", "text"},
		{report(assay.Boilerplate, "Open until June 5", said), "", ""},
		// "last month" and a day of it, said of one event
		{report(assay.Body, "", last, "The/DT ambush/NN on/IN Jan./NNP 20/CD killed/VBD 12/CD men/NNS ./."), "XXXX-02", "text"},
		{report(assay.Body, "", last, "The/DT floods/NNS on/IN Jan./NNP 20/CD killed/VBD 12/CD men/NNS ./."), "", ""},
		{report(assay.Body, "", last, "The/DT ambush/NN will/MD be/VB debated/VBN on/IN Jan./NNP 20/CD ./."), "", ""},
		{report(assay.Body, "", last, said, "The/DT ambush/NN on/IN Jan./NNP 20/CD killed/VBD 12/CD men/NNS ./."), "", ""},
		{report(assay.Body, "", "The/DT ambush/NN last/JJ month/NN ,/, on/IN Dec./NNP 3/CD ,/, killed/VBD 12/CD ./."), "XXXX-01", "text"},
	} {
		if err := New(Options{}).Run(context.Background(), c.doc); err != nil {
			t.Fatal(err)
		}
		if got := c.doc.Appeared; got.Date.String() != c.date || got.From != c.from {
			t.Errorf("%q appeared %q from %q, want %q from %q", c.doc.Text, got.Date, got.From, c.date, c.from)
		}
	}
}

func TestStage(t *testing.T) {
	d := report(assay.Dateline, "NAIROBI, March 3, 2014 (Agency) —", "He/PRP spoke/VBD on/IN Friday/NNP ./.", "He/PRP left/VBD the/DT next/JJ day/NN ./.")
	if err := New(Options{}).Run(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tx := range d.Times {
		got = append(got, tx.Value)
	}
	if s := strings.Join(got, " "); s != "2014-02-28 2014-03-01" {
		t.Errorf("times %s", s)
	}

	// the report's own date goes before the dateline's
	d = report(assay.Dateline, "NAIROBI, March 3, 2014 (Agency) —", "He/PRP spoke/VBD on/IN Friday/NNP ./.")
	d.Published = assay.Published{Date: assay.Date{Year: 2014, Month: 3, Day: 8}, From: "flag"}
	if err := New(Options{}).Run(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if d.Appeared != d.Published || d.Times[0].Value != "2014-03-07" {
		t.Errorf("appeared %v, time %s", d.Appeared, d.Times[0].Value)
	}

	// a century is no year that a text of unknown date is of
	d = report(assay.Byline, "By A. Writer", "Many/JJ died/VBD in/IN the/DT 14th/JJ century/NN ./.", "It/PRP came/VBD back/RB on/IN Nov./NNP 5/CD ./.")
	if err := New(Options{}).Run(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if n := len(d.Times); n != 2 || d.Times[1].Value != "XXXX-11-05" {
		t.Errorf("times %v", d.Times)
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := New(Options{}).Run(ctx, d); err == nil {
		t.Error("a cancelled run returned no error")
	}
}

// TestPartial reckons with a day or month of a year that is not known.
func TestPartial(t *testing.T) {
	for _, c := range []struct {
		text   string
		anchor assay.Date
		want   string
	}{
		{"He left last month.", assay.Date{Month: 2}, "XXXX-01"},
		{"He left last month.", assay.Date{Month: 1}, "XXXX-12"},
		{"He left yesterday.", assay.Date{Month: 3, Day: 1}, "XXXX-02-28"},
		{"He left yesterday.", assay.Date{Month: 3}, "XXXX-XX-XX"},
		{"He left on Tuesday.", assay.Date{Month: 3, Day: 1}, "XXXX-WXX-2"},
		{"He left last year.", assay.Date{Month: 3, Day: 1}, "XXXX"},
		{"He left last year.", assay.Date{Year: 2014}, "2013"},
		{"He left on Jan. 20.", assay.Date{Month: 3, Day: 1}, "XXXX-01-20"},
		{"He left in 1999.", assay.Date{Month: 3, Day: 1}, "1999"},
	} {
		ts := Parse(c.text, c.anchor)
		if len(ts) != 1 || ts[0].Value != c.want {
			t.Errorf("%q in %v: %v, want %s", c.text, c.anchor, ts, c.want)
			continue
		}
		if strings.Contains(c.want, "X") && !ts[0].Begin.IsZero() {
			t.Errorf("%q in %v has an interval", c.text, c.anchor)
		}
	}
}

// check reports what may never be true of times, whatever the text.
func check(text string, ts []assay.Time) error {
	last := int32(0)
	for _, tx := range ts {
		if err := tx.Span.Check(text); err != nil {
			return err
		}
		switch {
		case tx.Span.Len() == 0, tx.Span.Start < last:
			return fmt.Errorf("span %v after %d", tx.Span, last)
		case tx.Value == "" || tx.Type == "":
			return fmt.Errorf("%q has no value", tx.Span.In(text))
		case tx.Begin.IsZero() != tx.End.IsZero(), !tx.Begin.IsZero() && !tx.Begin.Before(tx.End):
			return fmt.Errorf("%q %s runs from %v to %v", tx.Span.In(text), tx.Value, tx.Begin, tx.End)
		case tx.Begin.IsZero() != (tx.Precision == ""):
			return fmt.Errorf("%q %s: precision %q", tx.Span.In(text), tx.Value, tx.Precision)
		}
		last = tx.Span.End
	}
	return nil
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "Jan. 31-30, 2018", "Feb. 29", "30 February 2017", "the the past past week", "9999999 years ago", "a thousand centuries later", "0000-00-00", "'00s '99 ’5",
		"late early mid-May", "every other the 99th century", "24:00 p.m. on Sunday, Feb. 30", "nineteen ninety-nine", "the third quarter of the next year's first half", "an hour and a half ago", "December of last year of", "that that day same year"} {
		f.Add(s, 2018, 2, 4)
	}
	f.Fuzz(func(t *testing.T, text string, y, m, d int) {
		text = strings.ToValidUTF8(text, "")
		anchor, err := assay.ParseDate(assay.Date{Year: y, Month: m, Day: d}.String())
		if err != nil {
			anchor = assay.Date{}
		}
		if err := check(text, Parse(text, anchor)); err != nil {
			t.Error(err)
		}
	})
}

// TestLong makes sure that a long line without an end takes time in proportion.
func TestLong(t *testing.T) {
	for _, piece := range []string{"Jan. 3 ", "the past ", "two or ", "a year ", "late ", "5:30 p.m. ", "last month on Jan. 3 ", "every ", "'9 ", "2 years and 3 months, ", "3 hours, ", "the week of ", "the week to Sunday ", "another ", "13.5.2015 ", "the first Friday of ", "by ", "the 2011 quarter ", "the same period last year "} {
		text := strings.Repeat(piece, 200_000/len(piece))
		if err := check(text, Parse(text, assay.Date{Year: 2018, Month: 2, Day: 4})); err != nil {
			t.Errorf("%q: %v", piece, err)
		}
	}
}

const benchText = `At least 57 people were killed when the river broke through an embankment on Wednesday, the agency said, and about 1,200 families were displaced.
The governor put the toll far higher late last week. As many as 80 people may have died since Jan. 20, he told reporters, citing a first count of the parishes.
Engineers had warned him in July of cracks in the embankment, which was raised after the great flood of 1994; nobody had answered the letters in recent months.
`

func BenchmarkParse(b *testing.B) {
	text := strings.Repeat(benchText, 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse(text, assay.Date{Year: 2018, Month: 2, Day: 4})
	}
}

// TestEvents resolves durations that are counted from an event.
func TestEvents(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"The vote was held on Jan. 20. Three days after the disputed vote, the count was stopped.", "Three days", "2018-01-23 2018-01-24 day"},
		{"The storm struck on Monday. Two days before the storm the port was closed.", "Two days", "2018-01-27 2018-01-28 day"},
		{"Two weeks after the strike the talks began. The strike ended on Jan. 3.", "Two weeks", "2018-01-17 2018-01-18 day"},
		{"The vote was held on Jan. 20. Two months after the vote, the count was stopped.", "Two months", "2018-03-01 2018-04-01 month"},
		{"The vote was held on Jan. 20 and on Jan. 27. Three days after the vote, the count was stopped.", "Three days", ""},
		{"Three days after the vote on Jan. 20, the count was stopped.", "Three days", ""},
		{"The storm struck on Monday. Three days after the vote, the count was stopped.", "Three days", ""},
		{"The vote was held on Jan. 20. The count of the vote took three days.", "three days", ""},
	} {
		doc := assay.NewDoc(&assay.Report{Text: c.text, Published: assay.Published{Date: assay.Date{Year: 2018, Month: 2, Day: 4}}})
		for _, s := range []assay.Stage{lang.New(lang.Options{}), New(Options{})} {
			if err := s.Run(t.Context(), doc); err != nil {
				t.Fatal(err)
			}
		}
		found := false
		for _, tx := range doc.Times {
			if tx.Span.In(c.text) != c.words {
				continue
			}
			found = true
			got := ""
			if !tx.Begin.IsZero() {
				got = tx.Begin.Format("2006-01-02") + " " + tx.End.Format("2006-01-02") + " " + tx.Precision
			}
			if got != c.want || tx.Type != "duration" {
				t.Errorf("%s: %q, want %q (%s)", c.text, got, c.want, tx.Type)
			}
		}
		if !found {
			t.Errorf("%s: %q is not found", c.text, c.words)
		}
	}
}

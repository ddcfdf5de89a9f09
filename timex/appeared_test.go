package timex

import (
	"context"
	"testing"

	"assay"
)

// A date that is given in full goes before the text's, one that is given in part
// is completed by it, or gives way to one that is fuller, and where the two contradict each other that is told.
func TestGivenDate(t *testing.T) {
	const (
		inPart = "NAIROBI, Aug. 24 (Agency) —"
		inFull = "NAIROBI, Aug. 24, 2023 (Agency) —"
		none   = "NAIROBI —"
	)
	said := []string{"He/PRP spoke/VBD on/IN Thursday/NNP ./.", "Two/CD men/NNS died/VBD on/IN Aug./NNP 20/CD ./."}
	for _, c := range []struct {
		given, dateline          string
		appeared, thursday, died string // XXXX-… where they are open
		told                     string
	}{
		{"", none, "", "XXXX-WXX-4", "XXXX-08-20", ""},
		{"", inPart, "XXXX-08-24", "XXXX-WXX-4", "XXXX-08-20", ""},
		{"", inFull, "2023-08-24", "2023-08-24", "2023-08-20", ""},
		{"2023", none, "2023", "XXXX-WXX-4", "2023-08-20", ""},
		{"2023", inPart, "2023-08-24", "2023-08-24", "2023-08-20", ""},
		{"2023", inFull, "2023-08-24", "2023-08-24", "2023-08-20", ""},
		{"2022", inFull, "2023-08-24", "2023-08-24", "2023-08-20", "the text says 2023-08-24, which is taken, though --published is 2022"},
		{"2023", "NAIROBI, Feb. 29 (Agency) —", "XXXX-02-29", "XXXX-WXX-4", "XXXX-08-20", "the text says 29 February, which is taken, though --published is 2023"},
		{"2023-08", none, "2023-08", "XXXX-WXX-4", "2023-08-20", ""},
		{"2023-08", inPart, "2023-08-24", "2023-08-24", "2023-08-20", ""},
		{"2023-07", inPart, "2023-08-24", "2023-08-24", "2023-08-20", "the text says 24 August, which is taken, though --published is 2023-07"},
		{"2023-02", inPart, "2023-08-24", "2023-08-24", "2023-08-20", "the text says 24 August, which is taken, though --published is 2023-02"},
		{"2023-07", inFull, "2023-08-24", "2023-08-24", "2023-08-20", "the text says 2023-08-24, which is taken, though --published is 2023-07"},
		{"2023-09", "NAIROBI, Aug. 31 (Agency) —", "2023-08-31", "2023-08-31", "2023-08-20", ""}, // written the day before
		{"2023-01", "NAIROBI, Dec. 31 (Agency) —", "2022-12-31", "2022-12-29", "2022-08-20", ""},
		{"2023", "NAIROBI, Dec. 31, 2022 (Agency) —", "2022-12-31", "2022-12-29", "2022-08-20", ""},
		{"2023-08-26", none, "2023-08-26", "2023-08-24", "2023-08-20", ""},
		{"2023-08-26", inPart, "2023-08-26", "2023-08-24", "2023-08-20", ""},
		{"2023-03-02", inPart, "2023-03-02", "2023-03-02", "2022-08-20", "--published 2023-03-02 is taken, though the text says 24 August"},
		{"2022-08-25", inFull, "2022-08-25", "2022-08-25", "2022-08-20", "--published 2022-08-25 is taken, though the text says 2023-08-24"},
		{"2023-01-01", "NAIROBI, Dec. 31 (Agency) —", "2023-01-01", "2022-12-29", "2022-08-20", ""}, // of the year before
	} {
		doc := report(assay.Dateline, c.dateline, said...)
		if c.given != "" {
			date, err := assay.ParseDate(c.given)
			if err != nil {
				t.Fatal(err)
			}
			doc.Published = assay.Published{Date: date, From: "flag"}
		}
		if err := New(Options{}).Run(context.Background(), doc); err != nil {
			t.Fatal(err)
		}
		told := ""
		for _, p := range doc.Problems {
			told += p.Err
			if !p.Note {
				t.Errorf("%q is no note", p.Err)
			}
		}
		if got := doc.Appeared.Date.String(); got != c.appeared || doc.Times[0].Value != c.thursday || doc.Times[1].Value != c.died || told != c.told {
			t.Errorf("given %q, dateline %q: appeared %s, Thursday is %s, they died on %s, told %q\nwant %s, %s, %s, %q", c.given, c.dateline,
				got, doc.Times[0].Value, doc.Times[1].Value, told, c.appeared, c.thursday, c.died, c.told)
		}
	}
}

package ingest

import (
	"testing"

	"assay"
)

// What a report carries goes before the date that is given with it, which may
// complete it, and what contradicts it is told.
func TestGivenDate(t *testing.T) {
	for _, c := range []struct{ carries, given, want, told string }{
		{"", "2023", "2023 flag", ""},
		{"", "2023-08-26", "2023-08-26 flag", ""},
		{"2023-08-24", "", "2023-08-24 metadata", ""},
		{"2023-08-24", "2023", "2023-08-24 metadata", ""},
		{"2023-08-24", "2023-08-24", "2023-08-24 metadata", ""},
		{"2023-08-24", "2022", "2023-08-24 metadata", "--published 2022 is not taken: the report carries 2023-08-24 (metadata)"},
		{"2023-08-24", "2023-08-26", "2023-08-24 metadata", "--published 2023-08-26 is not taken: the report carries 2023-08-24 (metadata)"},
		{"2023-08", "2023", "2023-08 metadata", ""},
		{"2023-08", "2023-08-26", "2023-08-26 flag", ""},
		{"2023-08", "2023-09-01", "2023-08 metadata", "--published 2023-09-01 is not taken: the report carries 2023-08 (metadata)"},
	} {
		opt := Options{}
		if c.given != "" {
			var err error
			if opt.Published, err = assay.ParseDate(c.given); err != nil {
				t.Fatal(err)
			}
		}
		items := Parse("a.json", []byte(`{"text": "Two men died, police said.", "published": "`+c.carries+`"}`), opt)
		if len(items) != 1 || items[0].Err != nil {
			t.Fatal(items)
		}
		told := ""
		for _, p := range items[0].Problems {
			told += p.Err
			if !p.Note {
				t.Errorf("%q is no note", p.Err)
			}
		}
		p := items[0].Report.Published
		if got := p.Date.String() + " " + p.From; got != c.want || told != c.told {
			t.Errorf("carries %q, given %q: %q, told %q; want %q, %q", c.carries, c.given, got, told, c.want, c.told)
		}
	}
}

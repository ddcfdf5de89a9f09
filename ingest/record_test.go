package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/ingest/records"
)

// said shows what is known of the reports in raw: a line for each.
func said(path, raw string, opt Options) (lines []string) {
	for _, item := range Parse(path, []byte(raw), opt) {
		if item.Err != nil {
			lines = append(lines, "! "+item.Err.Error())
			continue
		}
		rep := item.Report
		lines = append(lines, strings.Join([]string{item.Path, rep.Text, rep.Title, rep.URL, rep.Published.Date.String(), rep.Publisher, rep.Author, rep.Declared}, "|"))
	}
	return lines
}

func TestTools(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{`{"title":"Snow","author":"Ada Lund","hostname":"hill.example","date":"2021-02-03","fingerprint":"f","text":"Snow fell.","language":"en","source":"https://hill.example/a","source-hostname":"The Hill"}`,
			"a.json|Snow fell.|Snow|https://hill.example/a|2021-02-03|The Hill|Ada Lund|en"},
		{`{"url":"https://hill.example/a?x","canonical_link":"https://hill.example/a","authors":["Ada Lund","Bo Lund"],"publish_date":"2021-02-03T08:00:00+00:00","top_image":"","images":[],"meta_site_name":"The Hill","meta_lang":"en","title":"Snow","text":"Snow fell."}`,
			"a.json|Snow fell.|Snow|https://hill.example/a|2021-02-03|The Hill|Ada Lund, Bo Lund|en"},
		{`{"authors":["Ada Lund"],"date_publish":"2021-02-03 08:00:00","maintext":"Snow fell.","text":null,"source_domain":"hill.example","title":"Snow","url":"https://hill.example/a","language":"en"}`,
			"a.json|Snow fell.|Snow|https://hill.example/a|2021-02-03|hill.example|Ada Lund|en"},
		{`{"stories_id":3,"media_name":"The Hill","media_url":"https://hill.example","publish_date":"2021-02-03 08:00:00","title":"Snow","url":"https://hill.example/a","story_text":"Snow fell."}`,
			"a.json|Snow fell.|Snow|https://hill.example/a|2021-02-03|The Hill||"},
		{`{"time":3,"data":[{"id":"1","fields":{"title":"Snow","body":"Snow fell.","date":{"original":"2021-02-03T00:00:00+00:00"},"source":[{"name":"Snow Office"}],"url":"https://hill.example/1"}},{"id":"2","fields":{"body-html":"<p>Ice &amp; snow.</p>","body":"*Ice*"}}]}`,
			"a.json:1|Snow fell.|Snow|https://hill.example/1|2021-02-03|Snow Office||\na.json:2|Ice & snow.||||||"},
		{`{"articles":[{"url":"https://hill.example/a","title":"Snow","seendate":"20210203T080000Z","domain":"hill.example","language":"English","sourcecountry":"Norway"}]}`,
			`! a.json:1: no text: "text", "content" or "body" must hold it; it has "url", "title", "seendate", "domain", "language", "sourcecountry"`},
		{`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"<p>Snow fell.</p>","url":"https://hill.example/a","date_published":"2021-02-03T08:00:00Z"}]}`,
			"a.json:1|Snow fell.||https://hill.example/a|2021-02-03|||"},
		{`{"uri":"https://hill.example/a","versioncreated":"2021-02-04T08:00:00Z","firstcreated":"2021-02-03T08:00:00Z","headline":"Snow","byline":"By Ada Lund","body_html":"<p>Snow fell.</p>","language":"en","infosource":[{"name":"The Hill"}]}`,
			"a.json|Snow fell.|Snow|https://hill.example/a|2021-02-03|The Hill|Ada Lund|en"},
		{`{"uri":"https://hill.example/a","contentcreated":"2021-02-03T08:00:00Z","headlines":[{"value":"Snow"}],"bodies":[{"role":"main","contenttype":"text/plain","value":"Snow fell."}]}`,
			"a.json|Snow fell.|Snow|https://hill.example/a|2021-02-03|||"},
	} {
		if got := strings.Join(said("a.json", c.raw, Options{}), "\n"); got != c.want {
			t.Errorf("%.60s\ngot  %s\nwant %s", c.raw, got, c.want)
		}
	}
}

// The records of other tools among the faults that were found in ours.
func TestToolFaults(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "faults", "peers")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("needs ../shared")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "rec-*"))
	for _, f := range files {
		for item := range Read(context.Background(), []string{f}, Options{}) {
			if item.Err != nil || item.Report.Published.Date.String() != "2024-05-06" || !strings.Contains(item.Report.Text, "At least nine") {
				t.Errorf("%s: %v", f, item.Err)
			}
			if strings.HasSuffix(f, "traf.json") && item.Report.URL != "https://courier.example/2024/05/06/river" {
				t.Errorf("%s: address %q", f, item.Report.URL)
			}
		}
	}
}

func TestTables(t *testing.T) {
	var m records.Map
	if err := m.UnmarshalText([]byte("text=Full Story, date=Day")); err != nil {
		t.Fatal(err)
	}
	raw := "\ufeffDay,Full Story,title\r\n2021-02-03,\"Snow \"\"fell\"\",\nall day.\",Snow\r\n\r\n,,\n2021-02-04,Ice 6\" thick,\"Ice\""
	got := said("a.csv", raw, Options{Map: m})
	want := []string{"a.csv:2|Snow \"fell\",\nall day.|Snow||2021-02-03|||", "! a.csv:4: its text is empty; fetch it again or leave it out", "a.csv:5|Ice 6\" thick|Ice||2021-02-04|||"}
	same(t, got, want...)
	for _, item := range Parse("a.csv", []byte(raw), Options{Map: m}) {
		rep := item.Report
		if rep == nil {
			continue
		}
		for i := range rep.Text {
			if at := rep.Offsets.Raw(int32(i)); rep.Raw[at] != rep.Text[i] {
				t.Errorf("byte %d of %q leads to %q", i, rep.Text, rep.Raw[at:])
			}
		}
		if row := raw[rep.Record.Offset:][:rep.Record.Length]; !strings.HasSuffix(string(rep.Raw), row) {
			t.Errorf("record %q is not the end of %q", row, rep.Raw)
		}
		again := Again(item.Path, rep.Raw, true, rep.Provenance, Options{})
		if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID {
			t.Errorf("read again: %+v", again)
		}
	}
	same(t, said("a.tsv", "text\tdate\nSnow, fell.\t2021-02-03\n", Options{}), "a.tsv:2|Snow, fell.|||2021-02-03|||")
	same(t, said("a.csv", "text,date\n\"Snow", Options{}), "! a.csv:2: a quote that is not closed: mend it or save the table again")
	same(t, said("a.csv", "text,date\n", Options{}), "! a.csv: a table without rows: its first row names the columns, and reports stand below it")
	same(t, said("a.csv", " \n", Options{}), "! a.csv: empty: it holds no text; fetch it again or leave it out")
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(path, []byte("text\nOne.\n"+strings.Repeat("x", 100)+"\nTwo.\n"+strings.Repeat("y", 99)), 0o644); err != nil {
		t.Fatal(err)
	}
	same(t, told(dir, []string{path}, Options{MaxBytes: 50}), "a.csv:2 One.", "! a.csv:3: too large: it is over the limit of 50 bytes: split it into reports", "a.csv:4 Two.", "! a.csv:5: too large: it is over the limit of 50 bytes: split it into reports")
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("text,date\n\"Snow \"\"fell\"\"\",2021-02-03\r\n"))
	f.Add([]byte("text\n\"a\"b\"c\n,\n\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) { holds(t, Parse("a.csv", raw, Options{})) })
}

// holds is what is true of all that is read, of any form.
func holds(t *testing.T, items []Item) {
	t.Helper()
	if len(items) == 0 {
		t.Error("neither a report nor an error")
	}
	for _, item := range items {
		if (item.Err == nil) == (item.Report == nil) {
			t.Fatalf("%+v", item)
		}
		if item.Err != nil {
			if strings.Contains(item.Err.Error(), "\n") {
				t.Errorf("error %q", item.Err)
			}
			continue
		}
		rep := item.Report
		if err := rep.Check(); err != nil {
			t.Fatal(err)
		}
		if rep.Offsets == nil && rep.Text != string(rep.Raw) {
			t.Errorf("no offsets, but %q is not %q", rep.Text, rep.Raw)
		}
		if rep.Record == (assay.Record{}) {
			t.Error(fmt.Sprint("no record: ", item.Path))
		}
		for i := range rep.Text {
			if at := rep.Offsets.Raw(int32(i)); at < 0 || int(at) > len(rep.Raw)+2 {
				t.Fatalf("byte %d of %d leads to %d of %d", i, len(rep.Text), at, len(rep.Raw))
			}
		}
	}
}

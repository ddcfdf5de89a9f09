package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/article"
)

func one(t *testing.T, path, raw string, opt Options) *assay.Report {
	t.Helper()
	items := Parse(path, []byte(raw), opt)
	if len(items) != 1 || items[0].Err != nil {
		t.Fatalf("%s: got %d items, first %+v", path, len(items), items[0])
	}
	if err := items[0].Report.Check(); err != nil {
		t.Fatal(err)
	}
	return items[0].Report
}

func TestPlainTextIsTakenAsItIs(t *testing.T) {
	raw := "LIMA (AP) —\r\nThe river rose.\n\n“We left,” she said.\n"
	rep := one(t, "a.txt", raw, Options{Published: assay.Date{Year: 2021, Month: 3, Day: 4}})
	if rep.Text != raw || rep.Offsets != nil {
		t.Errorf("text %q, offsets %v", rep.Text, rep.Offsets)
	}
	if rep.Published.From != "flag" || rep.Published.Date.String() != "2021-03-04" {
		t.Errorf("published %+v", rep.Published)
	}
	if rep.Title != "" || rep.URL != "" || rep.Publisher != "" || rep.Author != "" {
		t.Errorf("made up: %+v", rep)
	}
}

func TestRecordFields(t *testing.T) {
	rep := one(t, "a.json", `{"Title": "River  rises", "url": "https://p.example/2019/05/06/x", "source": {"name": "The Post"},
		"authors": ["Ana Reis", {"name": "Tom Okello"}], "body": "The r\u00edver \ud83d\udea4 rose.\nIt \"fell\" again."}`, Options{})
	want := "The ríver 🚤 rose.\nIt \"fell\" again."
	if rep.Text != want {
		t.Fatalf("text %q, want %q", rep.Text, want)
	}
	got := fmt.Sprint(rep.Title, "|", rep.URL, "|", rep.Publisher, "|", rep.Author, "|", rep.Published.Date.String(), " ", rep.Published.From)
	if want := "River rises|https://p.example/2019/05/06/x|The Post|Ana Reis, Tom Okello|2019-05-06 url"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for word, raw := range map[string]string{"ríver": `r\u00edver`, "🚤": `\ud83d\udea4`, "fell": "fell", "again": "again"} {
		at := rep.Offsets.Raw(int32(strings.Index(rep.Text, word)))
		if !strings.HasPrefix(string(rep.Raw[at:]), raw) {
			t.Errorf("%s leads to %q", word, rep.Raw[at:at+8])
		}
	}
}

func TestRecordDates(t *testing.T) {
	for date, want := range map[string]string{
		`"2018-02-04"`: "2018-02-04", `"2018-02-04T23:30:00-05:00"`: "2018-02-04", `"Feb. 4, 2018"`: "2018-02-04", `"4 February 2018 16:20"`: "2018-02-04",
		`"Sun, 04 Feb 2018 11:00:00 GMT"`: "2018-02-04", `"2018-02"`: "2018-02", `"2018"`: "2018", `1517702400`: "2018-02-04", `1517702400000`: "2018-02-04",
		`"03/04/2018"`: "", `"0001-01-01T00:00:00Z"`: "", `"soon"`: "", `null`: "", `17`: "", `"2018-13-40"`: "", `"1970-01-01T00:00:00Z"`: "",
	} {
		item := Parse("a.json", []byte(`{"text": "The river rose.", "date": `+date+`}`), Options{})[0]
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		if got := item.Report.Published.Date.String(); got != want {
			t.Errorf("%s: got %q, want %q", date, got, want)
		}
		if doubt := want == "" && date[0] == '"'; doubt != (len(item.Problems) == 1) {
			t.Errorf("%s: problems %v", date, item.Problems)
		}
	}
}

func TestURLDates(t *testing.T) {
	for url, want := range map[string]string{
		"https://p.example/2019/05/06/floods": "2019-05-06", "https://p.example/world/2019/may/06/floods": "2019-05-06", "https://p.example/a-2019-05-06.html": "2019-05-06",
		"https://p.example/20190506/x": "2019-05-06", "https://p.example/2019/05/floods": "2019-05",
		"https://p.example/news/20199999": "", "https://p.example/story-1234567890": "", "https://p.example/1/2/3": "", "": "", "https://p.example/2019/45/67/x": "",
	} {
		if got := article.URLDate(url).String(); got != want {
			t.Errorf("%s: got %q, want %q", url, got, want)
		}
	}
}

func TestArraysAndLines(t *testing.T) {
	items := Parse("a.json", []byte(` [ {"text":"One."}, {"body":"Two."} , 3, {"url":"u"} ] `), Options{})
	if len(items) != 4 || items[0].Report.Text != "One." || items[1].Report.Text != "Two." || items[1].Path != "a.json:2" {
		t.Fatalf("%+v", items)
	}
	if string(items[1].Report.Raw) != `{"body":"Two."}` || items[1].Report.Raw[items[1].Report.Offsets.Raw(0)] != 'T' {
		t.Errorf("raw %q, offsets %v", items[1].Report.Raw, items[1].Report.Offsets)
	}
	items = Parse("-", []byte("{\"text\":\"One.\"}\r\n\n{\"text\":\"Three.\"}\n{broken\n"), Options{})
	if len(items) != 3 || items[1].Path != "-:3" || items[1].Report.Text != "Three." || items[2].Err == nil {
		t.Fatalf("%+v", items)
	}
}

// A broken input says in one line what it is, what is wrong and what to do.
func TestErrors(t *testing.T) {
	long := strings.Repeat("x", 2000)
	for _, c := range []struct{ path, raw, want string }{
		{"empty.txt", "", "empty"},
		{"blank.txt", " \n\ufeff\t", "empty"},
		{"scan.txt", "%PDF-1.4 ...", "PDF"},
		{"photo.html", "\xff\xd8\xff\xe0....", "JPEG"},
		{"pack.txt", "PK\x03\x04....", "zip"},
		{"prog.txt", "some text\x00more text", "NUL at byte 9"},
		{"wide.txt", "\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"},
		{"bare.html", "<html><head><title>T</title><script>var x = 'text'</script></head><body><img src=a></body></html>", "HTML without text"},
		{"gold.json", `{"report": "x", "claims": []}`, `"report", "claims"`},
		{"none.json", `{}`, "no fields"},
		{"num.json", `{"text": 7}`, "no text"},
		{"void.json", `{"text": "  "}`, "its text is empty"},
		{"nul.json", `{"text": "a\u0000b"}`, "NUL"},
		{"array.json", `[]`, "empty array"},
		{"string.json", `"The river rose."`, "JSON string"},
		{"broken.json", "{\"text\": \"The\n river\"}", "line 1, column"},
		{"cut.json", `{"text": "The river`, "breaks off"},
		{"big.txt", long, "too large"},
	} {
		items := Parse(c.path, []byte(c.raw), Options{MaxBytes: 1000})
		if len(items) != 1 || items[0].Err == nil || items[0].Report != nil {
			t.Errorf("%s: no error but %+v", c.path, items)
			continue
		}
		msg := items[0].Err.Error()
		if !strings.HasPrefix(msg, c.path+": ") || !strings.Contains(msg, c.want) || strings.Contains(msg, "\n") || len(msg) > 200 {
			t.Errorf("%s: %q does not say %q in one line", c.path, msg, c.want)
		}
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("b/2.txt", "Two.")
	put("b/1.jsonl", "{\"text\":\"One.\"}\n\n{\"text\":\"More.\"}\n"+`{"text":"`+strings.Repeat("x", 300)+`"}`+"\n{\"text\":\"Last.\"}")
	put("b/photo.png", "\x89PNG")
	put("b/.hidden.txt", "Hidden.")
	put(".git/x.txt", "Hidden.")
	put("empty/readme.md", "No report.")
	put("huge.txt", "")
	if err := os.Truncate(filepath.Join(dir, "huge.txt"), 200<<20); err != nil {
		t.Fatal(err)
	}
	paths := []string{filepath.Join(dir, "b"), "-", filepath.Join(dir, "gone.txt"), filepath.Join(dir, "empty"), filepath.Join(dir, "huge.txt"), filepath.Join(dir, "empty/readme.md")}
	var got []string
	for item := range Read(context.Background(), paths, Options{Stdin: strings.NewReader("<html><body><p>From a pipe.</p>"), MaxBytes: 200}) {
		s := strings.TrimPrefix(item.Path, dir+"/") + " "
		if item.Err != nil {
			s += "! " + strings.ReplaceAll(item.Err.Error(), dir+"/", "")
		} else {
			s += item.Report.Text
		}
		got = append(got, s)
	}
	want := []string{
		"b/1.jsonl:1 One.", "b/1.jsonl:3 More.", "b/1.jsonl:4 ! b/1.jsonl:4: too large: it is over the limit of 200 bytes: split it into reports", "b/1.jsonl:5 Last.",
		"b/2.txt Two.", "- From a pipe.", "gone.txt ! gone.txt: no such file or folder: check its name",
		"empty ! empty: no reports in this folder: files ending in .txt, .html, .htm, .json or .jsonl are read",
		"huge.txt ! huge.txt: too large: 200 MB is over the limit of 200 bytes: split it into reports",
		"empty/readme.md No report.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestReadStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	for item := range Read(ctx, []string{"-", "-", "-"}, Options{Stdin: strings.NewReader("The river rose.")}) {
		n++
		if n == 1 {
			cancel()
		} else if !errors.Is(item.Err, context.Canceled) {
			t.Errorf("after cancelling: %+v", item)
		}
	}
	if n != 2 {
		t.Errorf("%d items", n)
	}
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything: permissions are not tried")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	for item := range Read(context.Background(), []string{dir}, Options{}) {
		if !errors.Is(item.Err, fs.ErrPermission) {
			t.Errorf("%+v", item)
		}
	}
}

func TestStdinBeyondLimit(t *testing.T) {
	for item := range Read(context.Background(), []string{"-"}, Options{Stdin: io.LimitReader(endless{}, 1<<30), MaxBytes: 1 << 16}) {
		if item.Err == nil || !strings.Contains(item.Err.Error(), "too large") {
			t.Errorf("%+v", item.Err)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestSameTextAtTwoAddresses(t *testing.T) {
	a := one(t, "a.json", `{"text":"x y","url":"https://a.example/"}`, Options{})
	b := one(t, "b.json", `{"text":"x y","url":"https://a.example/"}`, Options{})
	c := one(t, "b.json", `{"text":"x y","url":"https://b.example/"}`, Options{})
	if a.ID != b.ID || a.ID == c.ID {
		t.Error("the ID is not that of URL and bytes")
	}
}

func TestPageNamedText(t *testing.T) {
	item := Parse("a.txt", []byte("<html><p>The river rose."), Options{})[0]
	if item.Err != nil || item.Report.Text != "<html><p>The river rose." || len(item.Problems) != 1 {
		t.Errorf("%+v", item)
	}
}

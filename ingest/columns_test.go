package ingest

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"assay/ingest/records"

	"github.com/parquet-go/parquet-go"
)

func parquetOf[T any](t *testing.T, rows ...T) string {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestColumns(t *testing.T) {
	type pleased struct { // as news-please has it
		Published string   `parquet:"date_publish"`
		Domain    string   `parquet:"source_domain"`
		Text      string   `parquet:"maintext"`
		Title     *string  `parquet:"title,optional"`
		Authors   []string `parquet:"authors,list"`
		URL       string   `parquet:"url"`
	}
	title := "Snow"
	raw := parquetOf(t, pleased{"2021-02-03 08:00:00", "hill.example", "Snow fell.", &title, []string{"Ada Lund", "Bo Lund"}, "https://hill.example/a"}, pleased{Text: "<p>Ice &amp; snow.</p>"}, pleased{})
	want := []string{
		"a.parquet:1|Snow fell.|Snow|https://hill.example/a|2021-02-03|hill.example|Ada Lund, Bo Lund|",
		"a.parquet:2|Ice & snow.||||||",
		"! a.parquet:3: its text is empty; fetch it again or leave it out",
	}
	same(t, said("a.parquet", raw, Options{}), want...)
	type own struct {
		Body  string `parquet:"Body_Text"`
		Day   int32  `parquet:"day,date"`
		Inner struct {
			Head string `parquet:"head"`
		} `parquet:"inner"`
	}
	row := own{Body: "Snow fell.", Day: 18661}
	row.Inner.Head = "Snow"
	var m records.Map
	if err := m.UnmarshalText([]byte("text=body_text,date=day,title=inner.head")); err != nil {
		t.Fatal(err)
	}
	mapped := parquetOf(t, row)
	same(t, said("-", mapped, Options{Map: m}), "-:1|Snow fell.|Snow||2021-02-03|||")
	same(t, said("a.parquet", mapped, Options{}), `! a.parquet:1: no text: "text", "content" or "body" must hold it; it has "Body_Text", "day", "inner"`)
	rep := Parse("a.parquet", []byte(mapped), Options{Map: m})[0].Report
	if string(rep.Raw) != `{"Body_Text":"Snow fell.","day":"2021-02-03","inner":{"head":"Snow"}}` || rep.Record.Offset != 4 || rep.Record.Length <= 0 {
		t.Errorf("%s %v", rep.Raw, rep.Record)
	}
	checkTrail(t, rep)
	if again := Again(rep.Path, rep.Raw, true, rep.Provenance, Options{}); len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Text != rep.Text {
		t.Errorf("%+v", again)
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for i, how := range []uint16{zip.Store, zip.Deflate} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: string(rune('a'+i)) + ".parquet", Method: how})
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(raw))
	}
	z.Close()
	both := strings.ReplaceAll(strings.Join(want, "\n"), "a.parquet", "x.zip!a.parquet") + "\n" + strings.ReplaceAll(strings.Join(want, "\n"), "a.parquet", "x.zip!b.parquet")
	same(t, said("x.zip", packed.String(), Options{}), strings.Split(both, "\n")...)
	same(t, said("a.parquet", raw[:len(raw)-3], Options{}), "! a.parquet: damaged, or no Parquet file: fetch it again")
	same(t, said("a.parquet", parquetOf[pleased](t), Options{}), "! a.parquet: a Parquet file without rows")
	same(t, said("a.parquet", parquetOf(t, struct{ A []float64 }{[]float64{1}}), Options{}), "! a.parquet: no column of it can say anything of a report")
}

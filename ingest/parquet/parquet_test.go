package parquet

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/deprecated"
)

type author struct {
	Name string `parquet:"name"`
}

type story struct {
	Text   string           `parquet:"text"`
	Title  *string          `parquet:"title,optional"`
	Day    int32            `parquet:"day,date"`
	Seen   time.Time        `parquet:"seen,timestamp(microsecond)"`
	Old    deprecated.Int96 `parquet:"old"`
	Words  int64            `parquet:"words"`
	Score  float64          `parquet:"score"`
	Live   bool             `parquet:"live"`
	Vector []float32        `parquet:"vector,list"`
	Tags   []string         `parquet:"tags,list"`
	By     []author         `parquet:"by"`
	Fields struct {
		Body string `parquet:"body"`
		URL  string `parquet:"url,optional"`
	} `parquet:"fields"`
	Picture []byte `parquet:"picture"`
}

func file[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func stories() []story {
	title := "Snow “again” <b>"
	one := story{Text: "Snow fell.\n", Title: &title, Day: 18661, Seen: time.Date(2021, 2, 3, 4, 5, 6, 0, time.UTC), Old: deprecated.Int96{0, 0, 2440589}, Words: 2, Score: 0.5, Live: true,
		Vector: []float32{1, 2}, Tags: []string{"snow", "ice"}, By: []author{{"Ana"}, {"Bo"}}, Picture: []byte{0xff, 0}}
	one.Fields.Body, one.Fields.URL = "x", "https://hill.example/a"
	return []story{one, {Text: "", Score: math.NaN()}}
}

func read(raw []byte) (list []string, err error) {
	f, err := Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	err = f.Rows(func(r Row) bool {
		list = append(list, string(r.JSON))
		return len(list) < 1<<16
	})
	return list, err
}

func TestRows(t *testing.T) {
	want := []string{
		`{"text":"Snow fell.\n","title":"Snow “again” <b>","day":"2021-02-03","seen":"2021-02-03T04:05:06Z","old":"1970-01-02T00:00:00Z","words":2,"score":0.5,"live":true,"tags":["snow","ice"],"by":{"name":["Ana","Bo"]},"fields":{"body":"x","url":"https://hill.example/a"}}`,
		`{"text":"","day":"1970-01-01","seen":"0001-01-01T00:00:00Z","old":"-4713-11-24T00:00:00Z","words":0,"live":false,"fields":{"body":""},"picture":""}`,
	}
	want[1] = strings.Replace(want[1], `"old":"-4713-11-24T00:00:00Z",`, "", 1)
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd, &parquet.Brotli, &parquet.Lz4Raw} {
		for _, version := range []int{1, 2} {
			got, err := read(file(t, stories(), parquet.Compression(codec), parquet.DataPageVersion(version)))
			if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%v %d: %v\n%s", codec, version, err, strings.Join(got, "\n"))
			}
		}
	}
}

// Many rows, in groups and pages, with what a dictionary holds.
func TestGroups(t *testing.T) {
	type row struct {
		Text string   `parquet:"text"`
		Of   string   `parquet:"of,dict"`
		Tags []string `parquet:"tags,list"`
	}
	var rows []row
	for i := range 5000 {
		r := row{Text: fmt.Sprint("snow ", i), Of: []string{"hill", "dale"}[i%2]}
		for k := range i % 4 {
			r.Tags = append(r.Tags, fmt.Sprint("t", k))
		}
		rows = append(rows, r)
	}
	raw := file(t, rows, parquet.MaxRowsPerRowGroup(1200), parquet.PageBufferSize(500))
	got, err := read(raw)
	if err != nil || len(got) != len(rows) {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	for i, g := range got {
		tags := []string{"", `,"tags":["t0"]`, `,"tags":["t0","t1"]`, `,"tags":["t0","t1","t2"]`}[i%4]
		if want := fmt.Sprintf(`{"text":"snow %d","of":"%s"%s}`, i, rows[i].Of, tags); g != want {
			t.Fatalf("row %d: %s, want %s", i, g, want)
		}
	}
	f, err := Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := f.Rows(func(r Row) bool {
		if n++; r.Offset < 4 || r.Length <= 0 || r.Offset+r.Length > int64(len(raw)) {
			t.Fatalf("row %d stands at %d, %d long", n, r.Offset, r.Length)
		}
		return n < 1300
	}); err != nil || n != 1300 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func TestHostile(t *testing.T) {
	whole := file(t, stories(), parquet.Compression(&parquet.Gzip))
	for n := range len(whole) {
		damaged := bytes.Clone(whole)
		damaged[n] ^= 0x55
		for _, raw := range [][]byte{whole[:n], damaged} {
			if _, err := read(raw); err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q", err)
			}
		}
	}
	footer := func(b []byte) []byte {
		raw := append([]byte("PAR1"), b...)
		raw = binary.LittleEndian.AppendUint32(raw, uint32(len(b)))
		return append(raw, "PAR1"...)
	}
	for name, raw := range map[string][]byte{
		"empty":           {},
		"other":           []byte("The river rose in the night."),
		"a list of 2^31":  footer([]byte{0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07}),
		"nested":          footer(bytes.Repeat([]byte{0x1c}, 1<<20)),
		"many lists":      footer(append([]byte{0x29, 0xfc, 0x80, 0x80, 0x40}, make([]byte, 1<<20)...)),
		"a large footer":  append([]byte("PAR1"), "\xff\xff\xff\x7fPAR1"...),
		"encrypted":       append([]byte("PAR1"), "\x00\x00\x00\x00PARE"...),
		"long dictionary": file(t, []struct{ A string }{{"x"}}, parquet.Compression(&parquet.Gzip)),
	} {
		if _, err := read(raw); err == nil && name != "long dictionary" {
			t.Errorf("%s: read", name)
		}
	}
	if err := runs([]byte{0xfe, 0xff, 0xff, 0x0f, 1}, 1, 100); err == nil {
		t.Error("a run of many")
	}
	if err := runs([]byte{0x80, 0x10, 1, 0x80, 0x10, 1, 0x80, 0x10, 1, 0x80, 0x10, 1, 0x80, 0x10, 1}, 1, 1000); err == nil {
		t.Error("many runs")
	}
}

func FuzzRows(f *testing.F) {
	f.Add(file(f, stories()))
	f.Add(file(f, stories(), parquet.Compression(&parquet.Zstd), parquet.DataPageVersion(1)))
	f.Add([]byte("PAR1\x00\x00\x00\x00PAR1"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := read(raw); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("error %q", err)
		}
	})
}

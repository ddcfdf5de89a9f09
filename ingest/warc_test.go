package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// record1 writes one record of an archive.
func record1(kind, id, uri, fields, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:%s>\r\nWARC-Date: 2021-02-05T00:00:00Z\r\nWARC-Target-URI: %s\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, id, uri, fields, len(block), block)
}

const (
	isHTTP  = "Content-Type: application/http; msgtype=response\r\n"
	headers = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n"
	snow    = "<html><head><title>Snow</title></head><body><p>Snow fell in Bj\xf8rn all of the night, and nine people were hurt, the mayor said on Monday.</p></body></html>"
)

func gzipOf(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zstdOf(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

func brotliOf(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// Every kind of record that archives hold, read from a file, plain and compressed.
func TestArchive(t *testing.T) {
	chunked := fmt.Sprintf("%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n", 20, snow[:20], len(snow)-20, snow[20:])
	list := []string{
		"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na: \r\n\r\n",
		record1("request", "0", "https://hill.example/2021/02/03/a", isHTTP, "GET / HTTP/1.1\r\n\r\n"),
		record1("response", "1", "https://hill.example/2021/02/03/a", isHTTP+"WARC-Payload-Digest: sha1:A\r\n", headers+"\r\n"+snow),
		record1("response", "2", "https://hill.example/b", isHTTP, headers+"Transfer-Encoding: chunked\r\n\r\n"+chunked),
		record1("response", "3", "https://hill.example/c", isHTTP, headers+"Content-Encoding: gzip\r\n\r\n"+gzipOf(snow)),
		record1("response", "4", "https://hill.example/d", isHTTP, headers+"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"+snow),
		record1("response", "5", "https://hill.example/e", isHTTP, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+snow),
		record1("response", "6", "https://hill.example/f", isHTTP, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
		record1("revisit", "7", "https://hill.example/g", isHTTP+"WARC-Refers-To: <urn:9>\r\nWARC-Payload-Digest: sha1:A\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
		record1("revisit", "8", "https://hill.example/h", isHTTP+"WARC-Payload-Digest: sha1:Z\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
		"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nx\r\n\r\n",
		record1("resource", "10", "https://hill.example/i", "Content-Type: text/html; charset=windows-1252\r\n", snow),
		record1("conversion", "11", "https://hill.example/j", "Content-Type: text/plain\r\n", "Snow fell."),
		record1("response", "13", "https://hill.example/l", isHTTP, headers+"Content-Encoding: br\r\n\r\n"+brotliOf(snow)),
		record1("response", "14", "https://hill.example/m", isHTTP, headers+"Content-Encoding: zstd\r\n\r\n"+zstdOf(snow)),
		record1("response", "15", "https://hill.example/n", isHTTP, headers+"Content-Encoding: br\r\n\r\n"+snow),
		strings.TrimSuffix(record1("response", "12", "https://hill.example/k", isHTTP, headers+"\r\n"+snow), "</html>\r\n\r\n"),
	}
	for _, gz := range []bool{false, true} {
		raw, name := "", "a.warc"
		var at []int
		for _, rec := range list {
			at = append(at, len(raw))
			if gz {
				rec = gzipOf(rec)
			}
			raw += rec
		}
		if gz {
			name, raw = "a.warc.gz", raw[:len(raw)-4]
		}
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(raw), 0o644); err != nil {
			t.Fatal(err)
		}
		text := "Snow fell in Bjørn all of the night, and nine people were hurt, the mayor said on Monday."
		var want, notes []string
		for i, s := range map[int]string{2: text, 3: text, 4: text, 5: text, 8: text, 11: text, 12: "Snow fell.", 13: text, 14: text, 15: text} {
			want = append(want, fmt.Sprintf("%s:%d %s", name, at[i], s))
		}
		for i, s := range map[int]string{
			9:  "it points to a page that was fetched earlier, and that is not in this file: read the archive that has it",
			10: "a broken record, passed over: its length is said to be \"many\"",
			16: "a broken record, passed over: it breaks off",
		} {
			want = append(want, fmt.Sprintf("! %s:%d: %s", name, at[i], s))
		}
		got := told(dir, []string{path}, Options{Note: func(s string) { notes = append(notes, s) }})
		if len(got) != len(want) {
			t.Errorf("%d items, want %d", len(got), len(want))
		}
		for _, w := range want {
			if !strings.Contains("\n"+strings.Join(got, "\n")+"\n", "\n"+w+"\n") {
				t.Errorf("%s: lacks %q in\n%s", name, w, strings.Join(got, "\n"))
			}
		}
		if len(notes) != 1 || !strings.HasSuffix(notes[0], "4 records that are no page, passed over") {
			t.Errorf("notes %q", notes)
		}
		for item := range Read(context.Background(), []string{path}, Options{}) {
			rep := item.Report
			if rep == nil {
				continue
			}
			n := 0
			for n < len(at) && int64(at[n]) != rep.Record.Offset {
				n++
			}
			end := len(raw)
			if n+1 < len(at) {
				end = at[n+1]
			}
			if !gz {
				end -= len("\r\n\r\n")
			}
			if n == len(at) || rep.Record.Length != int64(end-at[n]) {
				t.Errorf("%s: record %v, they start at %v", item.Path, rep.Record, at)
			}
			for i, r := range rep.Text {
				if k := rep.Offsets.Raw(int32(i)); rep.Raw[k] != byte(r) {
					t.Fatalf("%s: %q at %d leads to %q", item.Path, r, i, rep.Raw[k:])
				}
			}
			again := Again(item.Path, rep.Raw, true, rep.Provenance, Options{})
			if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Text != rep.Text {
				t.Errorf("%s read again: %+v", item.Path, again)
			}
			if strings.HasSuffix(rep.URL, "/a") && (rep.URL != "https://hill.example/2021/02/03/a" || rep.Published.Date.String() != "2021-02-03" || rep.Fetched.Day() != 5) {
				t.Errorf("%+v", rep)
			}
		}
	}
}

// Archives whose records are compressed together, damaged, cut, or made to do harm.
func TestOddArchives(t *testing.T) {
	one := record1("response", "1", "https://hill.example/a", isHTTP, headers+"\r\n"+snow)
	two := record1("response", "2", "https://hill.example/b", isHTTP, headers+"\r\n"+snow)
	flipped := []byte(gzipOf(one))
	flipped[len(flipped)/2] ^= 0xff
	bomb := gzipOf("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 200000000\r\n\r\n" + strings.Repeat("\x00", 100<<20))
	for _, c := range []struct {
		name, raw string
		want      []string
	}{
		{"a.warc.gz", gzipOf(one + two), []string{"a.warc.gz:0", fmt.Sprintf("a.warc.gz:%d", len(one))}},
		{"a.warc.gz", string(flipped) + gzipOf(two), []string{"! a.warc.gz:0", fmt.Sprintf("a.warc.gz:%d", len(flipped))}},
		{"a.warc.gz", bomb + gzipOf(two), []string{"! a.warc.gz:0", fmt.Sprintf("a.warc.gz:%d", len(bomb))}},
		{"a.warc", "junk\r\n" + two, []string{"! a.warc:0", "a.warc:6"}},
		{"a.warc", "WARC/1.0\r\n" + strings.Repeat("x", 1<<20) + "\r\n" + two, []string{"! a.warc:0", fmt.Sprintf("a.warc:%d", 10+1<<20+2)}},
		{"a.warc", "WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx", []string{"! a.warc:0"}},
		{"a.warc", "", []string{"! a.warc"}},
		{"-", two, []string{"-:0"}},
	} {
		var got []string
		for _, item := range Parse(c.name, []byte(c.raw), Options{}) {
			if item.Err != nil {
				t.Log(item.Err)
				item.Path = "! " + item.Path
			}
			got = append(got, item.Path)
		}
		same(t, got, c.want...)
	}
}

func FuzzArchive(f *testing.F) {
	one := record1("response", "1", "https://hill.example/a", isHTTP, headers+"\r\n"+snow)
	f.Add(false, []byte(one+one))
	f.Add(true, []byte(gzipOf(one)+gzipOf(one)))
	f.Fuzz(func(t *testing.T, gz bool, raw []byte) {
		name := "a.warc"
		if gz {
			name += ".gz"
		}
		if items := Parse(name, raw, Options{}); len(items) > 0 { // records that are no page say nothing
			for i := range items {
				if items[i].Report != nil {
					items[i].Report.Record.Length++
				}
			}
			holds(t, items)
		}
	})
}

// Two addresses that gave the same bytes are two reports of one raw; the same page twice
// is one. Read again, each is as it was.
func TestSameBytes(t *testing.T) {
	raw := record1("response", "1", "https://hill.example/a", isHTTP, headers+"\r\n"+snow) +
		record1("response", "2", "https://dale.example/b", isHTTP, headers+"\r\n"+snow) +
		record1("response", "3", "https://hill.example/a", isHTTP, headers+"\r\n"+snow)
	items := Parse("a.warc", []byte(raw), Options{})
	if len(items) != 3 {
		t.Fatalf("%d items", len(items))
	}
	a, b, c := items[0].Report, items[1].Report, items[2].Report
	if string(a.Raw) != snow || string(b.Raw) != snow || a.ID == b.ID || a.ID != c.ID || a.URL != "https://hill.example/a" || b.URL != "https://dale.example/b" {
		t.Errorf("%+v\n%+v", a, b)
	}
	for _, rep := range []*assay.Report{a, b, c} {
		again := Again(rep.Path, rep.Raw, true, rep.Provenance, Options{})
		if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Text != rep.Text || again[0].Report.Provenance != rep.Provenance || rep.Record.Length == 0 || rep.Fetched.IsZero() {
			t.Errorf("%s read again: %+v", rep.Path, again[0])
		}
	}
	// A PDF file is read as one.
	sheet := Parse("a.warc", []byte(record1("response", "1", "https://hill.example/a.pdf", isHTTP, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"+pdfOf("/Title(Snow)", "BT /F 12 Tf 70 700 Td (Snow fell.) Tj ET"))), Options{})[0].Report
	if sheet == nil || sheet.Text != "Snow fell." || sheet.Title != "Snow" || sheet.URL != "https://hill.example/a.pdf" {
		t.Fatalf("%+v", sheet)
	}
	if again := Again(sheet.Path, sheet.Raw, true, sheet.Provenance, Options{}); len(again) != 1 || again[0].Err != nil || again[0].Report.ID != sheet.ID || again[0].Report.Text != sheet.Text {
		t.Errorf("%+v", again[0])
	}
	// As ledgers of old have it.
	old := "WARC-Target-URI: https://hill.example/a\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n" + snow
	again := Again("a.warc:0", []byte(old), true, assay.Provenance{}, Options{})
	if len(again) != 1 || again[0].Err != nil || again[0].Report.Text != a.Text || again[0].Report.URL != a.URL || string(again[0].Report.Raw) != old {
		t.Errorf("%+v", again[0])
	}
	// A page that could not be read has it too.
	bad := Parse("a.warc", []byte(record1("response", "1", "https://hill.example/a", isHTTP, headers+"\r\n<html>\x00")), Options{})[0]
	if bad.Err == nil || bad.From.Address != "https://hill.example/a" || bad.From.Record.Length == 0 || string(bad.Raw) != "<html>\x00" {
		t.Errorf("%+v", bad)
	}
}

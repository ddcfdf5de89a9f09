package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// packed makes a ZIP of names and contents in turn; what ends in z is stored as it is.
func packed(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		h := &zip.FileHeader{Name: files[i], Method: zip.Deflate}
		if strings.HasSuffix(files[i], "z") {
			h.Method = zip.Store
		}
		f, _ := w.CreateHeader(h)
		f.Write([]byte(files[i+1]))
	}
	w.Close()
	return b.String()
}

func rolled(files ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o600, Typeflag: tar.TypeReg})
		w.Write([]byte(files[i+1]))
	}
	w.Close()
	return b.String()
}

func TestContainers(t *testing.T) {
	files := []string{"in/a.txt", "Snow fell.", "b.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}", "c.png", "x", ".d.txt", "x", "__MACOSX/e.txt", "x"}
	inner := []string{"in/a.txt Snow fell.", "b.jsonl:1 One.", "b.jsonl:2 Two."}
	one := gzipOf(record1("response", "1", "https://hill.example/a", isHTTP+"WARC-Payload-Digest: sha1:A\r\n", headers+"\r\n"+snow))
	two := gzipOf(record1("revisit", "2", "https://hill.example/b", isHTTP+"WARC-Payload-Digest: sha1:A\r\n", "HTTP/1.1 200 OK\r\n\r\n"))
	text := "Snow fell in Bjørn all of the night, and nine people were hurt, the mayor said on Monday."
	dir := t.TempDir()
	for _, c := range []struct {
		name, raw string
		want      []string
	}{
		{"x.zip", packed(files...), inner},
		{"x.tar", rolled(files...), inner},
		{"x.tar.gz", gzipOf(rolled(files...)), inner},
		{"x.tgz", gzipOf(rolled(files...)), inner},
		{"x.txt.gz", gzipOf("Snow fell."), []string{"x.txt Snow fell."}},
		{"x.tar.zst", zstdOf(rolled(files...)), inner},
		{"x.TXT.zst", zstdOf("Snow fell."), []string{"x.TXT Snow fell."}},
		{"x.eml.gz", gzipOf("Subject: x\n\nSnow fell."), []string{"x.eml Snow fell."}},
		{"x.warc.zst", zstdOf(record1("conversion", "1", "https://hill.example/a", "Content-Type: text/plain\r\n", "Snow fell.")), []string{"x.warc:0 Snow fell."}},
		{"x.zip", packed("y.zip", packed(files...)), []string{"y.zip!in/a.txt Snow fell.", "y.zip!b.jsonl:1 One.", "y.zip!b.jsonl:2 Two."}},
		{"x.wacz", packed("archive/d.warc.gz", one+two, "pages/pages.jsonl", "{}"), []string{"archive/d.warc.gz:0 " + text, fmt.Sprintf("archive/d.warc.gz:%d %s", len(one), text)}},
	} {
		path := filepath.Join(dir, c.name)
		if err := os.WriteFile(path, []byte(c.raw), 0o644); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, w := range c.want {
			want = append(want, c.name+"!"+w)
		}
		same(t, told(dir, []string{path}, Options{}), want...)
		for _, item := range Parse(c.name, []byte(c.raw), Options{}) {
			rep := item.Report
			if rep == nil {
				t.Error(item.Err)
				continue
			}
			if c.name == "x.tar" && strings.HasSuffix(item.Path, "a.txt") && c.raw[rep.Record.Offset:][:rep.Record.Length] != "Snow fell." {
				t.Errorf("record %v", rep.Record)
			}
			if again := Again(item.Path, rep.Raw, strings.ContainsRune(item.Path, ':'), rep.Provenance, Options{}); len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID {
				t.Errorf("%s read again: %+v", item.Path, again)
			}
		}
	}
}

// dictionaryOf is a dictionary for pages like snow, with a number, and text that may be one.
func dictionaryOf(t testing.TB) (full, words []byte) {
	t.Helper()
	words = []byte(strings.Repeat("x", 100) + record1("response", "0", "https://hill.example/", isHTTP, headers+"\r\n"+snow))
	var like [][]byte
	for i := range 40 {
		like = append(like, fmt.Appendf(nil, "%d WARC-Type: %c response <p>%d people, %x said the mayor, fled to the hills %d", i*i, 'a'+i%26, i*31, i*977, i))
	}
	full, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: like, History: words, Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	return full, words
}

// skipped is a frame that tools skip that do not know what is in it.
func skipped(content []byte) string {
	return string(binary.LittleEndian.AppendUint32([]byte("\x5d\x2a\x4d\x18"), uint32(len(content)))) + string(content)
}

// withDictionary packs records as crawlers do that have a dictionary, each by itself.
func withDictionary(with zstd.EOption, list ...string) (packed string) {
	w, _ := zstd.NewWriter(nil, with)
	for _, s := range list {
		packed += string(w.EncodeAll([]byte(s), nil))
	}
	return packed
}

// Archives that are packed with a dictionary have it in their first frame.
func TestDictionary(t *testing.T) {
	full, words := dictionaryOf(t)
	list := []string{
		record1("response", "1", "https://hill.example/a", isHTTP, headers+"\r\n"+snow),
		record1("response", "2", "https://hill.example/b", isHTTP, headers+"\r\n"+snow),
	}
	text := "Snow fell in Bjørn all of the night, and nine people were hurt, the mayor said on Monday."
	good := []string{"x.warc.zst!x.warc:0|" + text + "|Snow|https://hill.example/a||||", fmt.Sprintf("x.warc.zst!x.warc:%d|%s|Snow|https://hill.example/b||||", len(list[0]), text)}
	numbered, unnumbered := withDictionary(zstd.WithEncoderDict(full), list...), withDictionary(zstd.WithEncoderDictRaw(0, words), list...)
	if alone := zstdOf(list[0]) + zstdOf(list[1]); len(numbered) > len(alone)*2/3 || len(unnumbered) > len(alone)*2/3 {
		t.Errorf("%d and %d bytes, %d without a dictionary", len(numbered), len(unnumbered), len(alone))
	}
	const missing = "packed with a Zstandard dictionary that is not in it, or that it does not name: unpack it with zstd -d -D DICTIONARY, and add what that gives"
	const unread = "! x.warc.zst: damaged: the Zstandard dictionary in its first frame cannot be read: "
	for i, c := range []struct {
		raw  string
		want []string
	}{
		{skipped(full) + numbered, good},
		{skipped([]byte(zstdOf(string(full)))) + numbered, good},
		{skipped(words) + unnumbered, good},
		{skipped([]byte(zstdOf(string(words)))) + unnumbered, good},
		{skipped(full) + zstdOf(list[0]+list[1]), good},
		{numbered, []string{"! x.warc.zst!x.warc: " + missing}},
		{skipped(full) + unnumbered, []string{"! x.warc.zst!x.warc: damaged, or " + missing}},
		{skipped(full)[:50], []string{unread + "unexpected EOF: what follows in it is not read; fetch it again"}},
		{skipped([]byte(zstdOf(strings.Repeat("x", 9<<20)))), []string{unread + "it is longer than 8 MB: what follows in it is not read; fetch it again"}},
		{"\x5d\x2a\x4d\x18\xff\xff\xff\xff", []string{unread + "it is longer than 8 MB: what follows in it is not read; fetch it again"}},
	} {
		if got := said("x.warc.zst", c.raw, Options{}); !slices.Equal(got, c.want) {
			t.Errorf("%d: got %q, want %q", i, got, c.want)
		}
	}
	// Of a damaged one something is said, whatever it is.
	for at := 8; at < len(full); at += 5 {
		bad := bytes.Clone(full)
		bad[at] ^= 0x55
		if got := said("x.warc.zst", skipped(bad)+numbered, Options{}); len(got) == 0 {
			t.Errorf("byte %d: nothing is said", at)
		}
	}
}

// What is made to do harm, or damaged, is refused by name.
func TestOddContainers(t *testing.T) {
	nest := packed("a.txt", "x")
	for range 5 {
		nest = packed("y.zip", nest)
	}
	bomb := strings.Repeat(" ", 100<<20)
	for _, c := range []struct{ name, raw, want string }{
		{"x.zip", nest, "! x.zip!y.zip!y.zip!y.zip: more than 3 containers within one another: unpack it"},
		{"x.zip", packed("a.jsonl", bomb), "! x.zip!a.jsonl: a bomb: it inflates to more than 300 times its size: take out of it what is text"},
		{"x.tgz", gzipOf(rolled("a.jsonl", bomb)), "! x.tgz!a.jsonl: a bomb: it inflates to more than 300 times its size: take out of it what is text"},
		{"x.zip", "PK\x03\x04", "! x.zip: damaged: zip: not a valid zip file: what follows in it is not read; fetch it again"},
		{"x.jsonl.zst", zstdOf(bomb), "! x.jsonl.zst!x.jsonl: a bomb: it inflates to more than 300 times its size: take out of it what is text"},
		{"x.txt.zst", "x", "! x.txt.zst!x.txt: damaged: unexpected EOF: fetch it again"},
		{"x.tar", strings.Repeat("x", 600), "! x.tar: damaged: archive/tar: invalid tar header: what follows in it is not read; fetch it again"},
		{"x.zip", packed("a.png", "x"), "! x.zip: nothing in it is of a form that is read"},
	} {
		if got := said(c.name, c.raw, Options{}); len(got) == 0 || got[0] != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A ZIP file that says of a member what is not so: which, what, and what to do. The others
// are read.
func TestLyingZIP(t *testing.T) {
	const central = "PK\x01\x02"
	good := packed("a.txt", "Snow fell in the night.", "c.txt", "Ice.")
	stored := packed("z", "Snow fell.", "c.txt", "Ice.")
	// set changes a number in what the directory says of the first member.
	set := func(raw string, at int, value uint32) string {
		b := []byte(raw)
		binary.LittleEndian.PutUint32(b[strings.Index(raw, central)+at:], value)
		return string(b)
	}
	const flags, crc, takes, length, start = 8, 16, 20, 24, 42
	const do = ": fetch the ZIP file again, or unpack it with another program and add what that gives"
	// In 64 bits it can say more than there can be.
	wide := []byte(set(set(stored, takes, 0xffffffff), length, 0xffffffff))
	at := bytes.Index(wide, []byte(central))
	binary.LittleEndian.PutUint16(wide[at+30:], 20)
	extra := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64([]byte("\x01\x00\x10\x00"), 1<<63), 1<<63)
	wide = slices.Insert(wide, at+46+1, extra...)
	end := bytes.LastIndex(wide, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint32(wide[end+12:], binary.LittleEndian.Uint32(wide[end+12:])+20)
	for i, c := range []struct{ raw, want string }{
		{set(good, length, 5), "! x.zip!a.txt: damaged: the ZIP file says that it is 5 bytes long, and it is longer" + do},
		{set(good, length, 500), "! x.zip!a.txt: damaged: the ZIP file says that it is 500 bytes long, and it is shorter" + do},
		{set(good, takes, 9), "! x.zip!a.txt: damaged: the ZIP file says that it is 23 bytes long, and it is shorter" + do},
		{set(good, takes, 1<<31), "! x.zip!a.txt: damaged: the ZIP file says that it takes 2147483648 bytes, and has "},
		{set(good, crc, 7), "! x.zip!a.txt: damaged: its bytes are not those of which the ZIP file has the checksum" + do},
		{set(good, start, 3), "! x.zip!a.txt: damaged: it does not start where the ZIP file says" + do},
		{set(good, flags, 9|8<<16), "! x.zip!a.txt: locked by a password: unpack the ZIP file, and add what that gives"},
		{set(good, flags, 8|93<<16), "! x.zip!a.txt: packed by method 93 of ZIP, of which 0 and 8 are read: unpack the ZIP file with another program, and add what that gives"},
		{set(stored, length, 5), "! x.zip!z: damaged: the ZIP file says that it is stored as it is, in 10 bytes, and that it is 5 bytes long" + do},
		{string(wide), "! x.zip!z: damaged: the ZIP file says that it takes 9223372036854775808 bytes, and has "},
	} {
		got := said("x.zip", c.raw, Options{})
		if len(got) != 2 || !strings.HasPrefix(got[0], c.want) || strings.HasPrefix(got[0], "!") && !strings.HasPrefix(got[1], "x.zip!c.txt|Ice.") {
			t.Errorf("%d: got %q, want %q", i, got, c.want)
		}
	}
}

func FuzzContainer(f *testing.F) {
	f.Add(byte(0), []byte(packed("a.txt", "x", "b.jsonl", "{\"text\":\"x\"}")))
	f.Add(byte(1), []byte(rolled("a.txt", "x")))
	f.Add(byte(2), []byte(gzipOf(rolled("a.txt", "x"))))
	full, _ := dictionaryOf(f)
	f.Add(byte(4), []byte(skipped(full)+withDictionary(zstd.WithEncoderDict(full), record1("response", "1", "https://hill.example/a", isHTTP, headers+"\r\n"+snow))))
	f.Fuzz(func(t *testing.T, kind byte, raw []byte) {
		for _, item := range Parse([]string{"x.zip", "x.tar", "x.tgz", "x.wacz", "x.warc.zst"}[kind%5], raw, Options{}) {
			if (item.Err == nil) == (item.Report == nil) {
				t.Fatalf("%+v", item)
			}
			if item.Report != nil {
				if err := item.Report.Check(); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

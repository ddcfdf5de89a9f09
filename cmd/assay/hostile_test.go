//go:build linux

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostile gives the program files that are made to keep it busy, to fill its memory or to
// end it. Each ends within 10 seconds of a processor's time and half a gigabyte, without a panic, and
// is read, as far as there is something to read, or refused in one clear line.
func TestHostile(t *testing.T) {
	const deep = 100_000
	nest := func(open, inner, end string) string {
		return strings.Repeat(open, deep) + inner + strings.Repeat(end, deep)
	}
	const story = "At least 12 people died in the flood, the mayor of Dadu said on Monday. "
	long := 70 << 20
	files := map[string]struct {
		make func(w io.Writer)
		want string // what is said; "" if it is read
	}{
		"divs.html":       {holds("<html><body>" + nest("<div>", story, "</div>")), ""},
		"bold.html":       {holds("<html><body><p>" + nest("<b>", story, "</b>")), ""},
		"links.html":      {holds("<html><body>" + strings.Repeat("<a href=x><b><i>", deep) + story), ""},
		"tables.html":     {holds("<html><body>" + nest("<table><tr><td>", story, "</table>")), ""},
		"lists.html":      {holds("<html><body>" + nest("<ul><li>", story, "</ul>")), ""},
		"svg.html":        {holds("<html><body>" + nest("<svg>", story, "</svg>")), ""},
		"select.html":     {holds("<html><body>" + nest("<select><option>", story, "</select>")), ""},
		"attribute.html":  {holds("<html><body><p " + strings.Repeat("a=b ", deep) + ">" + story), ""},
		"comment.html":    {holds("<html><body>" + strings.Repeat("<!--", deep) + story), "no text"},
		"unclosed.html":   {holds("<html><body><p>" + story + strings.Repeat("<", deep*10)), ""},
		"linked.html":     {holds(`<html><head><script type="application/ld+json">` + nest(`{"@graph":[`, `{"articleBody":"`+story+`"}`, "]}") + "</script></head><body><p>" + story), ""},
		"meta.html":       {holds("<html><head>" + strings.Repeat(`<meta property="og:title" content="x">`, deep) + "</head><body><p>" + story), ""},
		"entities.html":   {holds("<html><body><p>" + story + strings.Repeat("&#x10FFFF;&notanentity", deep)), ""},
		"lists.json":      {holds(nest("[", "1", "]")), "?"},
		"objects.json":    {holds(nest(`{"a":`, "1", "}")), "?"},
		"within.json":     {holds(`{"text":"` + story + `","x":` + nest("[", "", "]") + "}"), "?"},
		"lists.jsonl":     {holds(nest("[", "", "]") + "\n" + `{"text":"` + story + `"}` + "\n"), "?"},
		"open.json":       {holds(strings.Repeat(`{"text":[`, deep)), "?"},
		"number.json":     {holds(`{"text":"` + story + `","n":` + strings.Repeat("9", 10*deep) + "}"), ""},
		"escapes.json":    {holds(`{"text":"` + story + strings.Repeat(`\ud800`, deep) + `"}`), ""},
		"nested.xml":      {holds("<rss><channel>" + nest("<a>", story, "</a>") + "</channel></rss>"), "?"},
		"items.xml":       {holds("<rss><channel>" + nest("<item>", "<description>"+story+"</description>", "</item>") + "</channel></rss>"), "?"},
		"content.xml":     {holds("<rss><channel><item><description><![CDATA[" + nest("<div>", story, "</div>") + "]]></description></item></channel></rss>"), ""},
		"newsml.xml":      {holds(`<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>` + nest("<newsItem>", story, "</newsItem>") + "</itemSet></newsMessage>"), "?"},
		"laughs.xml":      {holds(laughs(story)), "?"},
		"cyclic.xml":      {holds(`<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss><channel><item><description>&a;</description></item></channel></rss>`), "?"},
		"names.xml":       {holds("<rss " + strings.Repeat(`xmlns:a="b" `, deep) + "><channel><item><description>" + story + "</description></item></channel></rss>"), "?"},
		"parts.eml":       {holds(parts(deep, story)), "?"},
		"messages.eml":    {holds(strings.Repeat("From: a@example.org\nContent-Type: message/rfc822\n\n", deep) + "\n" + story), "?"},
		"headers.eml":     {holds(strings.Repeat("X-A: b\n", deep*5) + "\n" + story), "?"},
		"folded.eml":      {holds("From: a@example.org\nSubject: x\n" + strings.Repeat(" y\n", deep*10) + "\n" + story), "?"},
		"words.eml":       {holds("From: a@example.org\nSubject: " + strings.Repeat("=?utf-8?q?=", deep) + "\n\n" + story), "?"},
		"from.mbox":       {holds(strings.Repeat("From a@example.org Mon Jan  1 00:00:00 2024\n\n", deep)), "?"},
		"archives.zip":    {func(w io.Writer) { w.Write(inZip(200, []byte(story))) }, "?"},
		"archives.tar":    {func(w io.Writer) { w.Write(inTar(200, []byte(story))) }, "?"},
		"archives.txt.gz": {func(w io.Writer) { w.Write(inGzip(200, []byte(story))) }, "?"},
		"bomb.zip":        {func(w io.Writer) { zipBomb(w, "a.txt", false) }, "?"},
		"lying.zip":       {func(w io.Writer) { zipBomb(w, "a.txt", true) }, "?"},
		"many.zip":        {func(w io.Writer) { zipMany(w) }, "?"},
		"bomb.txt.gz":     {func(w io.Writer) { gzipBomb(w) }, "?"},
		"bomb.jsonl.gz":   {func(w io.Writer) { gzipBomb(w) }, "?"},
		"bomb.tar.gz":     {func(w io.Writer) { gzipBomb(w) }, "?"},
		"bomb.warc.gz":    {func(w io.Writer) { gzipBomb(w) }, "?"},
		"bomb.docx":       {func(w io.Writer) { zipBomb(w, "word/document.xml", true) }, "?"},
		"nested.docx": {func(w io.Writer) {
			alone(w, "word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+nest("<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:t>"+story+"</w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl>")+"</w:body></w:document>")
		}, "?"},
		"spaces.odt": {func(w io.Writer) {
			alone(w, "content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>`+story+strings.Repeat(`<text:s text:c="2000000000"/>`, 10)+`</text:p></office:text></office:body></office:document-content>`)
		}, "?"},
		"line.txt":      {func(w io.Writer) { endless(w, long, story, "") }, "?"},
		"line.html":     {func(w io.Writer) { endless(w, long, "<p>"+story, "") }, "?"},
		"line.json":     {func(w io.Writer) { io.WriteString(w, `{"text":"`); endless(w, long, story, `"}`) }, "?"},
		"line.jsonl":    {func(w io.Writer) { io.WriteString(w, `{"text":"`); endless(w, long, story, `"}`) }, "?"},
		"line.csv":      {func(w io.Writer) { io.WriteString(w, "text,date\n\""); endless(w, long, story, "") }, "?"},
		"line.eml":      {func(w io.Writer) { io.WriteString(w, "Subject: "); endless(w, long, "x", "") }, "?"},
		"line.mbox":     {func(w io.Writer) { io.WriteString(w, "From "); endless(w, long, "x", "") }, "?"},
		"line.xml":      {func(w io.Writer) { io.WriteString(w, "<rss><channel><item><title>"); endless(w, long, story, "") }, "?"},
		"line.warc":     {func(w io.Writer) { io.WriteString(w, "WARC/1.0\r\nWARC-Type: "); endless(w, long, "x", "") }, "?"},
		"columns.csv":   {holds("text," + strings.Repeat("a,", deep*10) + "\n" + story + strings.Repeat(",", deep*10) + "\n"), "?"},
		"length.warc":   {holds("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + story), "?"},
		"negative.warc": {holds("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n" + story), "?"},
		"chunks.warc":   {holds(warc("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nffffffffffffffff\r\n" + story)), "?"},
		"revisit.warc":  {holds(revisits()), "?"},
		"nulls.txt":     {holds(strings.Repeat("\x00", 1<<20)), "?"},
		"marks.txt":     {holds("a" + strings.Repeat("\u0301", deep*4) + " " + story), "?"},
		"quotes.txt":    {holds(strings.Repeat("“", deep*2) + story), "?"},
		"words.txt":     {holds(strings.Repeat("said ", deep*3)), "?"},
		"numbers.txt":   {holds(strings.Repeat("12 people killed ", deep)), "?"},
		"digits.txt":    {holds("At least " + strings.Repeat("9", deep*10) + " people died."), "?"},
	}
	for name, f := range files {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			out, err := os.Create(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			f.make(out)
			if err := out.Close(); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			cmd, said := begin(t, dir, "add", "--reader", "fast", "--workers", "1", name)
			done := make(chan error, 1)
			go func() { done <- cmd.Wait() }()
			select {
			case <-done:
			case <-time.After(60 * time.Second):
				cmd.Process.Kill()
				<-done
				t.Error("it does not end")
			}
			took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			most := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			t.Logf("exit status %d, %v of processor, %v, %d MB\n%.400s", cmd.ProcessState.ExitCode(), took, time.Since(begun), most>>20, said)
			if took > 10*time.Second || most > 500<<20 {
				t.Errorf("it takes %v of a processor's time and %d MB", took, most>>20)
			}
		})
	}
}

func holds(s string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, s) } }

func laughs(s string) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE rss [<!ENTITY l0 "` + s + `">`)
	for i := range 12 {
		fmt.Fprintf(&b, `<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	return b.String() + `]><rss><channel><item><description>&l12;</description></item></channel></rss>`
}

func parts(n int, s string) string {
	var b strings.Builder
	b.WriteString("From: a@example.org\n")
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	return b.String() + "\n" + s
}

func warc(block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

// revisits are records of which each says that what it had is with the other.
func revisits() string {
	var b strings.Builder
	for i := range 2 {
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Refers-To: <urn:uuid:%d>\r\nWARC-Refers-To-Target-URI: http://example.org/%d\r\nWARC-Target-URI: http://example.org/%d\r\nWARC-Payload-Digest: sha1:AAAA\r\nContent-Length: 0\r\n\r\n\r\n\r\n", i, 1-i, 1-i, i)
	}
	return b.String()
}

func inZip(n int, b []byte) []byte {
	name := "a.txt"
	for range n {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		f, _ := z.Create(name)
		f.Write(b)
		z.Close()
		b, name = out.Bytes(), "a.zip"
	}
	return b
}

func inTar(n int, b []byte) []byte {
	name := "a.txt"
	for range n {
		var out bytes.Buffer
		w := tar.NewWriter(&out)
		w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(b))})
		w.Write(b)
		w.Close()
		b, name = out.Bytes(), "a.tar"
	}
	return b
}

func inGzip(n int, b []byte) []byte {
	for range n {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		w.Write(b)
		w.Close()
		b = out.Bytes()
	}
	return b
}

// zeros are 64 MB of zeros, deflated so that they can be repeated.
func zeros() []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed)
	w.Write(make([]byte, 64<<20))
	w.Flush()
	return b.Bytes()
}

// zipBomb holds 10 GB; lying, it says that they are 100 bytes.
func zipBomb(w io.Writer, name string, lying bool) {
	z := zip.NewWriter(w)
	part := zeros()
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: 160 * 64 << 20, CompressedSize64: uint64(160*len(part) + 5)}
	if lying {
		h.UncompressedSize64 = 100
	}
	f, _ := z.CreateRaw(h)
	for range 160 {
		f.Write(part)
	}
	f.Write([]byte{1, 0, 0, 0xff, 0xff})
	z.Close()
}

// zipMany has a hundred thousand files.
func zipMany(w io.Writer) {
	z := zip.NewWriter(w)
	for i := range 100_000 {
		f, _ := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%d.txt", i)})
		f.Write([]byte("It rained."))
	}
	z.Close()
}

func gzipBomb(w io.Writer) {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	z.Write(make([]byte, 64<<20))
	z.Close()
	for range 160 {
		w.Write(b.Bytes())
	}
}

func alone(w io.Writer, name, text string) {
	z := zip.NewWriter(w)
	f, _ := z.Create(name)
	io.WriteString(f, text)
	z.Close()
}

func endless(w io.Writer, n int, piece, end string) {
	b := []byte(strings.Repeat(piece, 1+(1<<20)/len(piece)))
	for n > 0 {
		n -= len(b)
		w.Write(b)
	}
	io.WriteString(w, end)
}

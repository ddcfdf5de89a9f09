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
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostile gives the program files that are made to keep it busy, to fill its memory or to
// end it. Each ends within 10 seconds of a processor's time and half a gigabyte, without a panic, and
// is read, as far as there is something to read, or refused in one clear line. ASSAY_LONG=1 tries all.
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
		"divs.html":       {holds("<html><body>" + nest("<div>", story, "</div>")), "the page's structure could not be read (open stack of elemen"},
		"bold.html":       {holds("<html><body><p>" + nest("<b>", story, "</b>")), "the page's structure could not be read (open stack of elemen"},
		"links.html":      {holds("<html><body>" + strings.Repeat("<a href=x><b><i>", deep) + story), "too many elements"},
		"tables.html":     {holds("<html><body>" + nest("<table><tr><td>", story, "</table>")), "too many elements"},
		"lists.html":      {holds("<html><body>" + nest("<ul><li>", story, "</ul>")), "too many elements"},
		"svg.html":        {holds("<html><body>" + nest("<svg>", story, "</svg>")), "the page's structure could not be read (open stack of elemen"},
		"select.html":     {holds("<html><body>" + nest("<select><option>", story, "</select>")), "too many elements"},
		"attribute.html":  {holds("<html><body><p " + strings.Repeat("a=b ", deep) + ">" + story), ""},
		"comment.html":    {holds("<html><body>" + strings.Repeat("<!--", deep) + story), "HTML without text"},
		"unclosed.html":   {holds("<html><body><p>" + story + strings.Repeat("<", deep*10)), ""},
		"linked.html":     {holds(`<html><head><script type="application/ld+json">` + nest(`{"@graph":[`, `{"articleBody":"`+story+`"}`, "]}") + "</script></head><body><p>" + story), ""},
		"meta.html":       {holds("<html><head>" + strings.Repeat(`<meta property="og:title" content="x">`, deep) + "</head><body><p>" + story), ""},
		"entities.html":   {holds("<html><body><p>" + story + strings.Repeat("&#x10FFFF;&notanentity", deep)), ""},
		"lists.json":      {holds(nest("[", "1", "]")), "malformed JSON"},
		"objects.json":    {holds(nest(`{"a":`, "1", "}")), "malformed JSON"},
		"within.json":     {holds(`{"text":"` + story + `","x":` + nest("[", "", "]") + "}"), "malformed JSON"},
		"lists.jsonl":     {holds(nest("[", "", "]") + "\n" + `{"text":"` + story + `"}` + "\n"), "malformed JSON"},
		"open.json":       {holds(strings.Repeat(`{"text":[`, deep)), "malformed JSON"},
		"number.json":     {holds(`{"text":"` + story + `","n":` + strings.Repeat("9", 10*deep) + "}"), ""},
		"escapes.json":    {holds(`{"text":"` + story + strings.Repeat(`\ud800`, deep) + `"}`), ""},
		"nested.xml":      {holds("<rss><channel>" + nest("<a>", story, "</a>") + "</channel></rss>"), "too many elements for a feed"},
		"items.xml":       {holds("<rss><channel>" + nest("<item>", "<description>"+story+"</description>", "</item>") + "</channel></rss>"), "too many elements for a feed"},
		"content.xml":     {holds("<rss><channel><item><description><![CDATA[" + nest("<div>", story, "</div>") + "]]></description></item></channel></rss>"), ""},
		"newsml.xml":      {holds(`<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>` + nest("<newsItem>", story, "</newsItem>") + "</itemSet></newsMessage>"), "too many elements for a feed"},
		"laughs.xml":      {holds(laughs(story)), ""},
		"cyclic.xml":      {holds(`<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss><channel><item><description>&a;</description></item></channel></rss>`), ""},
		"names.xml":       {holds("<rss " + strings.Repeat(`xmlns:a="b" `, deep) + "><channel><item><description>" + story + "</description></item></channel></rss>"), ""},
		"parts.eml":       {holds(parts(deep, story)), "a message without text"},
		"messages.eml":    {holds(strings.Repeat("From: a@example.org\nContent-Type: message/rfc822\n\n", deep) + "\n" + story), "a message without text"},
		"headers.eml":     {holds(strings.Repeat("X-A: b\n", deep*5) + "\n" + story), ""},
		"folded.eml":      {holds("From: a@example.org\nSubject: x\n" + strings.Repeat(" y\n", deep*10) + "\n" + story), ""},
		"words.eml":       {holds("From: a@example.org\nSubject: " + strings.Repeat("=?utf-8?q?=", deep) + "\n\n" + story), ""},
		"from.mbox":       {holds(strings.Repeat("From a@example.org Mon Jan  1 00:00:00 2024\n\n", deep/10)), "a message without text"},
		"archives.zip":    {func(w io.Writer) { w.Write(inZip(200, []byte(story))) }, "more than 3 containers within one another"},
		"archives.tar":    {func(w io.Writer) { w.Write(inTar(200, []byte(story))) }, "more than 3 containers within one another"},
		"archives.txt.gz": {func(w io.Writer) { w.Write(inGzip(200, []byte(story))) }, "a gzip archive, not text"},
		"bomb.zip":        {func(w io.Writer) { zipBomb(w, "a.txt", false) }, "too large: it is over the limit of 64 MB: split it into repo"},
		"lying.zip":       {func(w io.Writer) { zipBomb(w, "a.txt", true) }, "says that it is 100 bytes long, and it is longer"},
		"many.zip":        {func(w io.Writer) { zipMany(w) }, ""},
		"bomb.txt.gz":     {func(w io.Writer) { gzipBomb(w) }, "a bomb: it inflates to more than 300 times its size: take ou"},
		"bomb.jsonl.gz":   {func(w io.Writer) { gzipBomb(w) }, "binary or damaged"},
		"bomb.tar.gz":     {func(w io.Writer) { gzipBomb(w) }, "nothing in it is of a form that is read"},
		"bomb.warc.gz":    {func(w io.Writer) { gzipBomb(w) }, "a broken record, passed over"},
		"bomb.docx":       {func(w io.Writer) { zipBomb(w, "word/document.xml", true) }, "damaged: word/document.xml: zip: not a valid zip file: fetch"},
		"nested.docx": {func(w io.Writer) {
			alone(w, "word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+nest("<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:t>"+story+"</w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl>")+"</w:body></w:document>")
		}, ""},
		"spaces.odt": {func(w io.Writer) {
			alone(w, "content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>`+story+strings.Repeat(`<text:s text:c="2000000000"/>`, 10)+`</text:p></office:text></office:body></office:document-content>`)
		}, ""},
		"line.txt":      {func(w io.Writer) { endless(w, long, story, "") }, "too large: 70 MB is over the limit of 64 MB: split it into r"},
		"line.html":     {func(w io.Writer) { endless(w, long, "<p>"+story, "") }, "too large: 70 MB is over the limit of 64 MB: split it into r"},
		"line.json":     {func(w io.Writer) { io.WriteString(w, `{"text":"`); endless(w, long, story, `"}`) }, "too large: 70 MB is over the limit of 64 MB: split it into r"},
		"line.jsonl":    {func(w io.Writer) { io.WriteString(w, `{"text":"`); endless(w, long, story, `"}`) }, "too large: it is over the limit of 64 MB: split it into repo"},
		"line.csv":      {func(w io.Writer) { io.WriteString(w, "text,date\n\""); endless(w, long, story, "") }, "too large: it is over the limit of 64 MB: split it into repo"},
		"line.eml":      {func(w io.Writer) { io.WriteString(w, "Subject: "); endless(w, long, "x", "") }, "too large: 70 MB is over the limit of 64 MB: split it into r"},
		"line.mbox":     {func(w io.Writer) { io.WriteString(w, "From "); endless(w, long, "x", "") }, "too large: 70 MB is over the limit of 64 MB: split it into r"},
		"line.xml":      {func(w io.Writer) { io.WriteString(w, "<rss><channel><item><title>"); endless(w, long, story, "") }, "too large: 70 MB is over the limit of 64 MB: split it into r"},
		"line.warc":     {func(w io.Writer) { io.WriteString(w, "WARC/1.0\r\nWARC-Type: "); endless(w, long, "x", "") }, "a broken record, passed over"},
		"columns.csv":   {holds("text," + strings.Repeat("a,", deep*10) + "\n" + story + strings.Repeat(",", deep*10) + "\n"), ""},
		"length.warc":   {holds("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + story), "a broken record, passed over"},
		"negative.warc": {holds("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n" + story), "a broken record, passed over"},
		"chunks.warc":   {holds(warc("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nffffffffffffffff\r\n" + story)), ""},
		"revisit.warc":  {holds(revisits()), "it points to a page that was fetched earlier, and that is no"},
		"nulls.txt":     {holds(strings.Repeat("\x00", 1<<20)), "binary or damaged"},
		"marks.txt":     {holds("a" + strings.Repeat("\u0301", deep*4) + " " + story), ""},
		"quotes.txt":    {holds(strings.Repeat("“", deep*2) + story), ""},
		"words.txt":     {holds(strings.Repeat("said ", deep/10)), ""},
		"numbers.txt":   {holds(strings.Repeat("12 people killed ", deep/20)), ""},
		"digits.txt":    {holds("At least " + strings.Repeat("9", deep*10) + " people died."), ""},
	}
	for i, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		if os.Getenv("ASSAY_LONG") == "" && i%5 > 0 {
			continue
		}
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
			// What a process took most begins with what the one took that began it: that is forgotten.
			debug.FreeOSMemory()
			os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
			begun := time.Now()
			cmd, said := begin(t, dir, "add", "--reader", "fast", "--workers", "1", name)
			done := make(chan error, 1)
			go func() { done <- cmd.Wait() }()
			select {
			case <-done:
			case <-time.After(5 * time.Minute):
				cmd.Process.Kill()
				<-done
				t.Error("it does not end")
			}
			took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			most := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			line, _, _ := strings.Cut(said.String(), "\n")
			switch code := cmd.ProcessState.ExitCode(); {
			case strings.Contains(said.String(), "goroutine "):
				t.Errorf("it panics: %.2000s", said)
			case f.want == "" && code != 0, f.want != "" && (code != exitInput || !strings.Contains(line, f.want) || !strings.HasPrefix(line, "assay: "+name)):
				t.Errorf("exit status %d, and it is to say %q, not %.300s", code, f.want, line)
			}
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

// zipMany has twenty thousand files.
func zipMany(w io.Writer) {
	z := zip.NewWriter(w)
	for i := range 20_000 {
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

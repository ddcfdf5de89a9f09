package fetch

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"assay/ingest/warc"
)

// The header with which a page was sent is kept as the record of a web archive has it: with
// the page behind it, it is such a record (WARC 1.1), which other tools read. Of a PDF file
// the sheet is kept: the header has the length and the digest of the file all the same, and
// with the file behind it is a record.

// Fields of a response that are not true of the body as it is kept, inflated and whole, have
// names of their own there, as crawlers give them.
var renamed = map[string]string{
	"Content-Encoding":  "X-Crawler-Content-Encoding",
	"Content-Length":    "X-Crawler-Content-Length",
	"Transfer-Encoding": "X-Crawler-Transfer-Encoding",
}

// record is the header of the record of a response.
func record(address string, hops []string, r *response) string {
	var head strings.Builder
	fmt.Fprintf(&head, "HTTP/1.1 %d %s\r\n", r.status, http.StatusText(r.status))
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		as := name
		if other, ok := renamed[name]; ok {
			as = other
		}
		for _, value := range r.header[name] {
			fmt.Fprintf(&head, "%s: %s\r\n", as, oneLine(value))
		}
	}
	head.WriteString("\r\n")
	payload := sha256.Sum256(r.body)
	at := r.at.Format(time.RFC3339)
	id := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%x", address, at, payload))
	var b strings.Builder
	b.WriteString("WARC/1.1\r\nWARC-Type: response\r\n")
	field := func(name, format string, args ...any) { fmt.Fprintf(&b, name+": "+format+"\r\n", args...) }
	field("WARC-Target-URI", "%s", address)
	field("WARC-Date", "%s", at)
	field("WARC-Record-ID", "<urn:uuid:%x-%x-%x-%x-%x>", id[:4], id[4:6], id[6:8], id[8:10], id[10:16])
	field("WARC-Payload-Digest", "sha256:%x", payload)
	if r.from != "" {
		field("WARC-IP-Address", "%s", r.from)
	}
	for _, hop := range hops {
		field("Redirected-From", "%s", hop)
	}
	field("Content-Type", "application/http;msgtype=response")
	field("Content-Length", "%d", head.Len()+len(r.body))
	b.WriteString("\r\n")
	return b.String() + head.String()
}

// oneLine keeps the value of a field within its line.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// conditions asks for a page on the condition that it is not what was sent before.
func conditions(sent string) http.Header {
	header := http.Header{}
	_, rest := warc.ParseFields([]byte(sent))
	f, _ := warc.ParseFields(rest)
	if tag := f["Etag"]; tag != "" {
		header.Set("If-None-Match", tag)
	}
	if day := f["Last-Modified"]; day != "" {
		header.Set("If-Modified-Since", day)
	}
	return header
}

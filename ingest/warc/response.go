package warc

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// A Page is what a server sent.
type Page struct {
	Status int
	Type   string // as the server says: "text/html; charset=utf-8"
	Body   []byte // transfer and content encodings undone
}

// Response reads the block of a record that holds a response in HTTP. A body that is
// not encoded, though its header says so, is taken as it is: many archives keep it so.
func Response(block []byte, limit int64) (pg Page, err error) {
	status, rest, _ := bytes.Cut(block, []byte("\n"))
	parts := strings.Fields(string(status[:min(len(status), 80)]))
	if len(parts) < 2 || !strings.HasPrefix(parts[0], "HTTP/") {
		return pg, fmt.Errorf("its block is no response in HTTP")
	}
	pg.Status, _ = strconv.Atoi(parts[1])
	f, body := ParseFields(rest)
	pg.Type, pg.Body = f[ContentType], body
	if strings.Contains(strings.ToLower(f[transfer]), chunk) {
		if whole, ok := dechunk(body); ok {
			pg.Body = whole
		}
	}
	for _, coding := range strings.Split(strings.ToLower(f[encoding]), ",") {
		if pg.Body, err = decoded(strings.TrimSpace(coding), pg.Body, limit); err != nil {
			return pg, err
		}
	}
	return pg, nil
}

// Encodings, as headers name them.
const (
	chunk   = "chunk"
	deflate = "deflate"

	brotliCoding = "br"
)

// dechunk joins the chunks of a body; not ok where it has none.
func dechunk(b []byte) (whole []byte, ok bool) {
	for {
		line, rest, found := bytes.Cut(b, []byte("\n"))
		digits, _, _ := bytes.Cut(line[:min(len(line), 200)], []byte(";"))
		n, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 31)
		switch {
		case !found || err != nil:
			return whole, len(whole) > 0 // cut off
		case n == 0:
			return whole, true
		}
		n = min(n, uint64(len(rest)))
		whole = append(whole, rest[:n]...)
		b = bytes.TrimPrefix(bytes.TrimPrefix(rest[n:], []byte("\r")), []byte("\n"))
	}
}

func decoded(coding string, b []byte, limit int64) ([]byte, error) {
	var in io.Reader
	markup := bytes.HasPrefix(bytes.TrimSpace(b[:min(len(b), 512)]), []byte("<"))
	switch {
	case coding == "", len(b) == 0, markup && coding != brotliCoding:
		return b, nil
	case bytes.HasPrefix(b, gzipMagic):
		gz, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, fmt.Errorf("its body is no gzip: %w", err)
		}
		in = gz
	case bytes.HasPrefix(b, zstdMagic):
		z, err := Zstd(bytes.NewReader(b))
		if err != nil {
			return nil, fmt.Errorf("its body is no Zstandard: %w", err)
		}
		defer z.Close()
		in = z
	case coding == deflate:
		z, err := zlib.NewReader(bytes.NewReader(b))
		if in = z; err != nil {
			in = flate.NewReader(bytes.NewReader(b)) // some servers leave the envelope out
		}
	case coding == brotliCoding:
		in = brotli.NewReader(bytes.NewReader(b))
	default:
		return nil, fmt.Errorf("its body is encoded as %.20q, which is not read", coding)
	}
	out, err := io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case int64(len(out)) > limit:
		return nil, fmt.Errorf("its body inflates to more than %d MB", limit>>20)
	case err != nil && markup: // it has no mark that it starts with
		return b, nil
	case err != nil && len(out) == 0:
		return nil, fmt.Errorf("its body cannot be inflated: %w", err)
	}
	return out, nil // what is cut off is taken as far as it goes
}

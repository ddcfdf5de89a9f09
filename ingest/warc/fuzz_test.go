package warc

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func FuzzResponse(f *testing.F) {
	const page = "<html>The river rose.</html>"
	head := func(fields string) string { return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + "\r\n" }
	var packed bytes.Buffer
	gz := gzip.NewWriter(&packed)
	gz.Write([]byte(page))
	gz.Close()
	f.Add([]byte(head("Content-Encoding: gzip\r\n") + packed.String()))
	packed.Reset()
	br := brotli.NewWriter(&packed)
	br.Write([]byte(page))
	br.Close()
	f.Add([]byte(head("Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n") + "1c\r\n" + packed.String() + "\r\n0\r\n"))
	z, _ := zstd.NewWriter(nil)
	f.Add([]byte(head("Content-Encoding: zstd, deflate\r\n") + string(z.EncodeAll([]byte(page), nil))))
	f.Fuzz(func(t *testing.T, block []byte) {
		const limit = 1 << 20
		pg, err := Response(block, limit)
		switch {
		case err != nil && strings.Contains(err.Error(), "\n"):
			t.Errorf("error %q", err)
		case len(pg.Body) > limit && len(pg.Body) > len(block):
			t.Errorf("%d bytes", len(pg.Body))
		}
	})
}

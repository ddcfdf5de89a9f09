package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkReader reads pages of the shared sets from an archive of them: bytes are
// those that the records inflate to.
func BenchmarkReader(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "pages", "*", "*", "*.html*"))
	more, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "pages", "*", "*.html*"))
	if files = append(files, more...); len(files) == 0 {
		b.Skip("needs ../shared")
	}
	for _, packed := range []bool{true, false} {
		b.Run(fmt.Sprintf("gz=%v", packed), func(b *testing.B) {
			var file bytes.Buffer
			size := 0
			for i, path := range files {
				page, err := os.ReadFile(path)
				if err != nil {
					b.Fatal(err)
				}
				if in, err := gzip.NewReader(bytes.NewReader(page)); err == nil {
					page, _ = io.ReadAll(in)
				}
				block := append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), page...)
				rec := fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block)
				if size += len(rec); packed {
					w := gzip.NewWriter(&file)
					w.Write(rec)
					w.Close()
				} else {
					file.Write(rec)
				}
				if size > 50e6 {
					break
				}
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				r := NewReader(bytes.NewReader(file.Bytes()), 0, 64<<20, func(Fields) bool { return true })
				n := 0
				for ; ; n++ {
					rec, err := r.Next()
					if errors.Is(err, io.EOF) {
						break
					}
					if err != nil || rec.Err != nil {
						b.Fatal(err, rec)
					}
					if pg, err := Response(rec.Block, 64<<20); err != nil || pg.Status != 200 {
						b.Fatal(err)
					}
				}
				if n == 0 {
					b.Fatal("no records")
				}
			}
		})
	}
}

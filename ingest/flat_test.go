package ingest

import (
	"io"
	"strings"
	"testing"
)

// repeated gives a piece n times.
type repeated struct {
	piece string
	n, at int
}

func (r *repeated) Read(b []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := copy(b, r.piece[r.at:])
	if r.at += n; r.at == len(r.piece) {
		r.at, r.n = 0, r.n-1
	}
	return n, nil
}

// However long a file of many reports is, no more than a few of them are in memory: all
// would be 190 MB, with their raw bytes. What is live is what the last collection found
// so, which on a busy machine lags behind.
func TestFlat(t *testing.T) {
	text := strings.Repeat("Snow fell in the hills. ", 8000)
	gz := gzipOf(record1("conversion", "1", "https://hill.example/a", "Content-Type: text/plain\r\n", text))
	for name, c := range map[string]struct{ head, piece string }{
		"a.warc":    {"", record1("conversion", "1", "https://hill.example/a", "Content-Type: text/plain\r\n", text)},
		"a.warc.gz": {"", gz},
		"a.csv":     {"text,date\n", "\"" + text + "\",2021-02-03\n"},
		"a.mbox":    {"", "From x\nSubject: y\n\n" + text + "\n\n"},
		"a.tar":     {"", strings.TrimRight(rolled("a.txt", text), "\x00") + strings.Repeat("\x00", (512-len(text)%512)%512)},
	} {
		n, most := 0, uint64(0)
		before := held()
		r := &reader{ctx: t.Context(), yield: func(item Item) bool {
			if n++; item.Err != nil {
				t.Fatal(item.Err)
			}
			most = max(most, held())
			return true
		}}
		r.input(name, io.MultiReader(strings.NewReader(c.head), &repeated{piece: c.piece, n: 500}), 0)
		if n != 500 || most > before+60<<20 {
			t.Errorf("%s: %d reports, %d bytes of memory more than the %d before", name, n, most-min(most, before), before)
		}
	}
}

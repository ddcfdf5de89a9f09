package copies

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	"assay"
)

func TestTmp(t *testing.T) {
	dir := os.Getenv("TMPDIRX")
	f, _ := os.Open(dir + "/docs.jsonl")
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	at := map[string]*assay.Doc{}
	for sc.Scan() {
		var r struct{ ID, Text, Publisher, Published string }
		json.Unmarshal(sc.Bytes(), &r)
		at[r.ID] = assay.NewDoc(&assay.Report{ID: assay.NewReportID(r.ID, nil), Text: r.Text, Publisher: r.Publisher})
	}
	b, _ := os.ReadFile(dir + "/pairs.tsv")
	for line := range strings.Lines(string(b)) {
		fs := strings.Fields(line)
		x, y := fullerFirst(newSide(at[fs[0]]), newSide(at[fs[1]]))
		var al aligner
		m := measure(x, y, al.align(x, y), nil)
		nums := map[uint64]bool{}
		for _, w := range x.words {
			nums[w.hash] = true
		}
		cov := make([]bool, len(y.words))
		long := 0
		sq := 0
		for _, r := range m.runs {
			for i := r.b; i < r.b+r.n; i++ {
				cov[i] = true
			}
			long = max(long, r.n)
			sq += r.n * r.n
		}
		nk, nn, ns, ck, cn := 0, 0, 0, 0, 0
		for i, w := range y.words {
			s := w.sp.In(y.doc.Text)
			if c := s[0]; c >= '0' && c <= '9' {
				nn++
				if cov[i] {
					nk++
				}
				if nums[w.hash] {
					ns++
				}
			} else if unicode.IsUpper(rune(c)) && !startsSentence(y.doc.Text, w.sp) {
				cn++
				if cov[i] {
					ck++
				}
			}
		}
		setA := nums
		setB := map[uint64]bool{}
		for _, w := range y.words {
			setB[w.hash] = true
		}
		part := func(s side, i int) int {
			c := s.words[i].sp.In(s.doc.Text)[0]
			if c >= '0' && c <= '9' {
				return 1
			}
			if unicode.IsUpper(rune(c)) && !startsSentence(s.doc.Text, s.words[i].sp) {
				return 2
			}
			return 0
		}
		news := func(s side, lo, hi int, other map[uint64]bool) (n, c bool) {
			for i := max(0, lo); i < min(hi, len(s.words)); i++ {
				if !other[s.words[i].hash] {
					switch part(s, i) {
					case 1:
						n = true
					case 2:
						c = true
					}
				}
			}
			return
		}
		gaps, xn, xc := 0, 0, 0
		gap := func(a1, a2, b1, b2 int) {
			if a2 <= a1 && b2 <= b1 {
				return
			}
			gaps++
			an, ac := news(x, a1, a2, setB)
			bn, bc := news(y, b1, b2, setA)
			if an && bn {
				xn++
			} else if ac && bc {
				xc++
			}
		}
		for _, p := range passages(m.runs) {
			for i := range p {
				if i > 0 {
					gap(p[i-1].a+p[i-1].n, p[i].a, p[i-1].b+p[i-1].n, p[i].b)
				}
			}
		}
		fmt.Printf("%-12s %5s %5s c %.2f | nums same %d of %d | caps %d of %d | runs %d words %d | gaps %d xn %d xc %d  per100 %.1f\n", fs[2], fs[0], fs[1], m.shorter, ns, nn, ck, cn, len(m.runs), len(y.words), gaps, xn, xc, 100*float64(xn+xc)/(m.shorter*float64(len(y.words))))
		_ = nk
		_ = sq
		_ = long
	}
}

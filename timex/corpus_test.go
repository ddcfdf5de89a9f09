package timex

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
)

// gold is one TIMEX3 of a TimeML file, with its place in the plain text.
type gold struct {
	start, end int
	typ, value string
}

// timeML reads the plain text, the day of creation and the TIMEX3s of a file.
func timeML(t *testing.T, path string) (text string, dct assay.Date, gs []gold) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(string(b)))
	d.Strict = false
	var sb strings.Builder
	in := false
	var open []gold
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return sb.String(), dct, gs
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "TEXT":
				in = true
			case "TIMEX3":
				g := gold{start: sb.Len()}
				creation := false
				for _, a := range x.Attr {
					switch a.Name.Local {
					case "type":
						g.typ = a.Value
					case "value":
						g.value = a.Value
					case "functionInDocument":
						creation = a.Value == "CREATION_TIME"
					}
				}
				if !in {
					if creation {
						day, _, _ := strings.Cut(g.value, "T")
						dct, _ = assay.ParseDate(day)
					}
					continue
				}
				open = append(open, g)
			}
		case xml.EndElement:
			switch {
			case x.Name.Local == "TEXT":
				in = false
			case x.Name.Local == "TIMEX3" && in:
				g := open[len(open)-1]
				open = open[:len(open)-1]
				g.end = sb.Len()
				gs = append(gs, g)
			}
		case xml.CharData:
			if in {
				sb.Write(x)
			}
		}
	}
}

// score counts as TempEval-3 does: a system's time is right, relaxed, where it
// overlaps one of the gold, strict where it covers the same characters; its value
// is right where it is the same string.
type score struct{ gold, system, relaxed, strict, value int }

func f1(hits, gold, system int) float64 {
	if hits == 0 {
		return 0
	}
	p, r := float64(hits)/float64(system), float64(hits)/float64(gold)
	return 2 * p * r / (p + r)
}

func (s *score) add(text string, gs []gold, ts []assay.Time, show func(string, ...any)) {
	s.gold += len(gs)
	s.system += len(ts)
	used := make([]bool, len(ts))
	for _, g := range gs {
		hit := -1
		for i, tx := range ts {
			if !used[i] && int(tx.Span.Start) < g.end && g.start < int(tx.Span.End) {
				hit = i
				break
			}
		}
		if hit < 0 {
			show("missed %q %s in %q", text[g.start:g.end], g.value, around(text, g.start, g.end))
			continue
		}
		used[hit] = true
		s.relaxed++
		if tx := ts[hit]; int(tx.Span.Start) == g.start && int(tx.Span.End) == g.end {
			s.strict++
		} else {
			show("span   %q for %q in %q", tx.Span.In(text), text[g.start:g.end], around(text, g.start, g.end))
		}
		if ts[hit].Value == g.value {
			s.value++
		} else {
			show("value  %q %s for %s in %q", text[g.start:g.end], ts[hit].Value, g.value, around(text, g.start, g.end))
		}
	}
	for i, tx := range ts {
		if !used[i] {
			show("extra  %q %s in %q", tx.Span.In(text), tx.Value, around(text, int(tx.Span.Start), int(tx.Span.End)))
		}
	}
}

func around(text string, lo, hi int) string {
	lo, hi = max(0, lo-60), min(len(text), hi+40)
	return strings.ToValidUTF8(strings.ReplaceAll(text[lo:hi], "\n", " "), "")
}

// TestTimeML measures Parse, that is without tags, on TimeBank and AQUAINT.
// TIMEX_SHOW=1 lists what is wrong.
func TestTimeML(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/time/*/*.tml")
	if len(files) == 0 {
		t.Skip("no ../shared/data/time: times not measured")
	}
	show := func(string, ...any) {}
	if os.Getenv("TIMEX_SHOW") != "" {
		show = t.Logf
	}
	var s score
	for _, f := range files {
		text, dct, gs := timeML(t, f)
		show("== %s %s", filepath.Base(f), dct)
		s.add(text, gs, Parse(text, dct), show)
	}
	relaxed, strict, value := f1(s.relaxed, s.gold, s.system), f1(s.strict, s.gold, s.system), f1(s.value, s.gold, s.system)
	t.Logf("%d files, %d gold, %d found: relaxed F1 %.3f, strict F1 %.3f, value F1 %.3f", len(files), s.gold, s.system, relaxed, strict, value)
}

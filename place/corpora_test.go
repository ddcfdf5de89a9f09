package place

import (
	"encoding/xml"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/place/gazetteer"
)

// places is where the corpora of places stand.
const places = "../../shared/data/places"

// A gold is one name of a corpus.
type gold struct {
	span     assay.Span
	lat, lon float64
	known    bool
	label    string
}

// A text is one document of a corpus.
type text struct {
	id, text string
	names    []gold
}

// readLGL returns the articles of the Local-Global Lexicon.
func readLGL(t testing.TB) []text {
	b, err := os.ReadFile(filepath.Join(places, "lgl.xml"))
	if err != nil {
		t.Skip("skipped: no corpus of places beside the project: ", err)
	}
	var x struct {
		Article []struct {
			Docid string `xml:"docid,attr"`
			Text  string `xml:"text"`
			Top   []struct {
				Start, End int `xml:",omitempty"`
				S          int `xml:"start"`
				E          int `xml:"end"`
				Tag        *struct {
					Lat string `xml:"lat"`
					Lon string `xml:"lon"`
				} `xml:"gaztag"`
			} `xml:"toponyms>toponym"`
		} `xml:"article"`
	}
	if err := xml.Unmarshal(b, &x); err != nil {
		t.Fatal(err)
	}
	var list []text
	for _, a := range x.Article {
		d := text{id: a.Docid, text: a.Text}
		at := offsets(a.Text)
		for _, g := range a.Top {
			if g.E >= len(at) {
				continue
			}
			n := gold{span: assay.Span{Start: at[g.S], End: at[g.E]}}
			if g.Tag != nil {
				n.lat, _ = strconv.ParseFloat(strings.TrimSpace(g.Tag.Lat), 64)
				n.lon, err = strconv.ParseFloat(strings.TrimSpace(g.Tag.Lon), 64)
				n.known = err == nil && strings.TrimSpace(g.Tag.Lon) != ""
			}
			d.names = append(d.names, n)
		}
		sort.SliceStable(d.names, func(i, k int) bool { return d.names[i].span.Start < d.names[k].span.Start })
		list = append(list, d)
	}
	return list
}

// offsets returns the byte offset of each character of s, and its length.
func offsets(s string) []int32 {
	var at []int32
	for i := range s {
		at = append(at, int32(i))
	}
	return append(at, int32(len(s)))
}

// score counts the gold names that are resolved within 161 km.
func score(docs []text, w weights) (hit, answered, all int, km []float64) {
	for _, d := range docs {
		spans := make([]assay.Span, len(d.names))
		for i, n := range d.names {
			spans[i] = n.span
		}
		for i, pl := range resolveNames(d.text, spans, w) {
			n := d.names[i]
			if !n.known {
				continue
			}
			all++
			if pl.Precision == assay.Unresolved {
				km = append(km, 20038)
				continue
			}
			answered++
			far := gazetteer.Distance(pl.Lat, pl.Lon, n.lat, n.lon)
			km = append(km, far)
			if far <= 161 {
				hit++
			}
		}
	}
	sort.Float64s(km)
	return hit, answered, all, km
}

// TestResolution measures the choice between places of one name on LGL, whose
// names are given. Taking the largest place of each name gets 51 % of them.
func TestResolution(t *testing.T) {
	docs := readLGL(t)
	hit, answered, all, km := score(docs, defaults())
	acc := float64(hit) / float64(all)
	t.Logf("LGL: acc161 %.3f of %d, resolved %.3f, acc161 of resolved %.3f, median %.1f km",
		acc, all, float64(answered)/float64(all), float64(hit)/float64(answered), km[len(km)/2])
	if acc < .6 || math.IsNaN(acc) {
		t.Errorf("acc161 is %.3f, want .6 at the least", acc)
	}
}

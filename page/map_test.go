package page

import (
	"math"
	"strings"
	"testing"

	"assay"
	"assay/internal/doctest"
	"assay/place/gazetteer"
	"assay/screen"

	"golang.org/x/net/html"
)

// mapOf returns the map of a page, as a browser reads it, and its words.
func mapOf(t *testing.T, b *doctest.Builder) (svg *html.Node, words string) {
	t.Helper()
	each(parse(t, pageOfRun(t, screen.Run{Docs: []*assay.Doc{b.Doc}}, Options{})), func(n *html.Node) {
		if n.Data == "figure" && attr(n, "class") == "map" {
			svg, words = n, textOf(n)
		}
	})
	return svg, words
}

const moveText = `GENEVA — Some 300 families fled Garissa for Nairobi on Monday, Kenya said. Officials in Mombasa planned to send 40 buses there from Nakuru.

Amina Odhiambo, a baker, walked from Kisumu to Thika. One man fled Eldoret for Kitale. Others reached northern Kenya from Zembla.`

func TestMap(t *testing.T) {
	b := doctest.New(t, "move.txt", moveText)
	b.Region(assay.Body, moveText)
	b.Locate("GENEVA", "geonames:2660646", assay.Literal)
	garissa, nairobi := b.Locate("Garissa", "geonames:197745", assay.Literal), b.Locate("Nairobi", "geonames:184745", assay.Literal)
	b.Locate("Kenya", "geonames:192950", assay.Metonym)
	mombasa, nakuru := b.Locate("Mombasa", "geonames:186301", assay.Literal), b.Locate("Nakuru", "geonames:184622", assay.Literal)
	kisumu, thika := b.Locate("Kisumu", "geonames:191245", assay.Literal), b.Locate("Thika", "geonames:179330", assay.Literal)
	eldoret, kitale := b.Locate("Eldoret", "geonames:198629", assay.Literal), b.Locate("Kitale", "geonames:191220", assay.Literal)
	north := b.Locate("northern Kenya", "", assay.Literal)
	b.Doc.Places[len(b.Doc.Places)-1].Within, b.Doc.Places[len(b.Doc.Places)-1].Precision = "geonames:192950", assay.AreaOf
	b.Locate("Zembla", "", assay.Literal)
	for _, pl := range b.Doc.Places {
		if pl.Gazetteer == "" && pl.Within == "" && b.Doc.Quote(pl.Span) != "Zembla" {
			t.Fatalf("%s is not in the gazetteer", b.Doc.Quote(pl.Span))
		}
	}
	b.Actor(assay.Person, "Amina Odhiambo", "a baker", false, "Amina Odhiambo")
	families := b.Figure("Some 300", assay.Approx, assay.Known(300), assay.Known(300), assay.Known(300), "families", "fled", assay.Ref[assay.Claim]{})
	one := b.Figure("One", assay.Exact, assay.Known(1), assay.Known(1), assay.Known(1), "man", "fled", assay.Ref[assay.Claim]{})
	none := assay.Ref[assay.Figure]{}
	b.Move("families", garissa, nairobi, families, "reported")
	b.Move("40 buses", nakuru, mombasa, none, "planned")
	b.Move("Amina Odhiambo", kisumu, thika, none, "reported")
	b.Move("One man", eldoret, kitale, one, "reported")
	b.Move("Others", nil, north, none, "reported")
	svg, words := mapOf(t, b)
	if svg == nil {
		t.Fatal("no map")
	}
	for _, want := range []string{"Nairobi", "Mombasa", "northern Kenya", "Somalia", "Some 300: families, Garissa → Nairobi", "40 buses, Nakuru → Mombasa (planned)",
		"Beyond the map: Geneva.", "Not found in the gazetteer: Zembla.", "a broken line: planned", "km", "Natural Earth", "not said"} {
		if !strings.Contains(words, want) {
			t.Errorf("the map lacks %q: %s", want, words)
		}
	}
	// The ways of single private persons are nobody's to trace, and what stands
	// for a government is no place of the story.
	for _, not := range []string{"Amina", "baker", "Kisumu → Thika", "Eldoret → Kitale"} {
		if strings.Contains(words, not) {
			t.Errorf("the map tells %q", not)
		}
	}
	moves, planned, named := 0, 0, 0
	each(svg, func(n *html.Node) {
		switch class := attr(n, "class"); {
		case n.Data == "path" && strings.HasPrefix(class, "move"):
			moves++
			planned += count(class == "move doubtful")
		case class == "land named":
			named++
		}
		for _, key := range []string{"x", "y", "cx", "cy"} {
			if v := attr(n, key); strings.HasPrefix(v, "-") || strings.Contains(v, "NaN") || len(v) > 6 {
				t.Errorf("<%s %s=%q> lies off the map", n.Data, key, v)
			}
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.Contains(a.Val, "http") || strings.Contains(a.Val, "NaN") || strings.Contains(a.Val, "Inf") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	})
	if moves != 3 || planned != 1 || named != 0 {
		t.Errorf("%d movements, %d planned, %d countries named", moves, planned, named)
	}
}

// TestMapNeedsPoints: a story without a place that has a point has no map, and
// odd points do no harm.
func TestMapNeedsPoints(t *testing.T) {
	b := doctest.New(t, "none.txt", "It rained in Zembla.")
	b.Locate("Zembla", "", assay.Literal)
	if svg, _ := mapOf(t, b); svg != nil {
		t.Error("a map of nothing")
	}
	for _, at := range [][2]float64{{90, 180}, {-90, -180}, {0, 180}, {-17, 179.9}, {-17, -179.9}, {math.NaN(), 0}, {math.Inf(1), 0}, {0, 400}} {
		b.Doc.Places[0] = assay.Place{Span: b.At("Zembla"), Gazetteer: "x:1", Name: "Zembla", Lat: at[0], Lon: at[1], Precision: assay.Locality}
		svg, words := mapOf(t, b)
		if good := math.Abs(at[0]) <= 90 && math.Abs(at[1]) <= 180; good != (svg != nil) || good && !strings.Contains(words, "Zembla") {
			t.Errorf("%v: %q", at, words)
		}
	}
}

func TestOutline(t *testing.T) {
	codes := map[string]bool{}
	for _, c := range world() {
		codes[c.code] = true
		if c.name == "" || len(c.polygons) == 0 {
			t.Errorf("%q has %d polygons", c.name, len(c.polygons))
		}
		for i, rings := range c.polygons {
			for _, p := range rings[0] {
				if math.Abs(p.x) > 400 || math.Abs(p.y) > 90 || !c.boxes[i].has(p) {
					t.Fatalf("%s: %v", c.name, p)
				}
			}
		}
	}
	for _, code := range []string{"SY", "KE", "US", "FR", "XK", "FJ", "RU", "NO", "PS"} {
		if !codes[code] {
			t.Errorf("there is no %s", code)
		}
	}
	if len(outlineBin) > 300_000 {
		t.Errorf("the outline has %d bytes, more than 300 kB", len(outlineBin))
	}
	// A square over the corner of a box keeps the quarter that lies in it.
	got := clipped([]dot{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}, box{0, 0, 5, 5})
	if area(got) != 2 {
		t.Errorf("clipped to %v", got)
	}
	if at, ok := middle(got); !ok || at != (dot{.5, .5}) {
		t.Errorf("the middle is %v", at)
	}
	if got := clipped([]dot{{-3, -3}, {-2, -3}, {-2, -2}}, box{0, 0, 5, 5}); len(got) != 0 {
		t.Errorf("clipped to %v", got)
	}
	// A ring like a U: the point between its arms is not in it.
	u := []dot{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}}
	if between(crossings(u, 2), 1.5) || !between(crossings(u, 2), .5) || !between(crossings(u, .5), 1.5) {
		t.Error("what lies in a ring is not told")
	}
}

func BenchmarkMap(b *testing.B) {
	doc := assay.NewDoc(&assay.Report{Text: "Nairobi", Path: "x.txt"})
	e, _ := gazetteer.ByID("geonames:184745")
	doc.Places = []assay.Place{{Span: assay.Span{End: 7}, Gazetteer: e.ID(), Name: e.Name, Lat: e.Lat, Lon: e.Lon, Precision: assay.Locality}}
	s := &Parts{Screen: screen.New(screen.Run{Docs: []*assay.Doc{doc}}, false)}
	for b.Loop() {
		s.pileMap(true)
	}
}

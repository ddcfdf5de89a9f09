package page

import (
	_ "embed" // the outline
	"encoding/binary"
	"math"
	"sync"
)

// The outline of the world's countries, from Natural Earth (public domain) as
// world-atlas 2.0.2 holds it (npm; Copyright 2013-2019 Michael Bostock, ISC
// licence), thinned to a hundredth of a degree. internal/gazetteer makes it:
// go run ./internal/gazetteer -outline DIR, where DIR/world/countries-50m.json
// is that package's file.
//
//go:embed outline.bin
var outlineBin []byte

// A country is an outline with its name. Points are degrees east and north; a
// polygon across the line of the date goes on beyond 180.
type country struct {
	code, name string
	polygons   [][][]dot // rings, the outer one first
	boxes      []box     // of each polygon
}

type dot struct{ x, y float64 }

// A box is a stretch of a map.
type box struct{ x0, y0, x1, y1 float64 }

func noBox() box { return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

func (b *box) add(p dot) {
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, p.x), min(b.y0, p.y), max(b.x1, p.x), max(b.y1, p.y)
}

func (b box) has(p dot) bool { return p.x >= b.x0 && p.x <= b.x1 && p.y >= b.y0 && p.y <= b.y1 }

func (b box) meets(o box) bool {
	return b.x0 <= o.x1 && o.x0 <= b.x1 && b.y0 <= o.y1 && o.y0 <= b.y1
}

// world returns the outline, which is taken apart when it is first drawn.
var world = sync.OnceValue(func() []country {
	b := outlineBin
	number := func() int {
		n, k := binary.Uvarint(b)
		b = b[k:]
		return int(n)
	}
	signed := func() int {
		n, k := binary.Varint(b)
		b = b[k:]
		return int(n)
	}
	arcs := make([][]dot, number())
	for i := range arcs {
		x, y := 0, 0
		for range number() {
			x, y = x+signed(), y+signed()
			arcs[i] = append(arcs[i], dot{float64(x) / 100, float64(y) / 100})
		}
	}
	list := make([]country, number())
	for i := range list {
		c := &list[i]
		c.code, c.name = string(b[:2]), string(b[3:3+b[2]])
		b = b[3+b[2]:]
		for range number() {
			var rings [][]dot
			for range number() {
				var ring []dot
				for range number() {
					n := signed()
					arc := arcs[max(n, ^n)]
					for k := range arc {
						if n < 0 {
							k = len(arc) - 1 - k
						}
						p := arc[k]
						if n := len(ring); n > 0 { // on across the line of the date
							p.x += 360 * math.Round((ring[n-1].x-p.x)/360)
						}
						if n := len(ring); n == 0 || ring[n-1] != p {
							ring = append(ring, p)
						}
					}
				}
				rings = append(rings, ring)
			}
			around := noBox()
			for _, p := range rings[0] {
				around.add(p)
			}
			c.polygons, c.boxes = append(c.polygons, rings), append(c.boxes, around)
		}
	}
	return list
})

// clipped returns the part of a ring that lies in a box (Sutherland and Hodgman
// 1974).
func clipped(ring []dot, b box) []dot {
	for side := range 4 {
		in := func(p dot) bool {
			return [4]bool{p.x >= b.x0, p.x <= b.x1, p.y >= b.y0, p.y <= b.y1}[side]
		}
		cross := func(p, q dot) dot {
			if side < 2 {
				x := [2]float64{b.x0, b.x1}[side]
				return dot{x, p.y + (q.y-p.y)*(x-p.x)/(q.x-p.x)}
			}
			y := [2]float64{b.y0, b.y1}[side-2]
			return dot{p.x + (q.x-p.x)*(y-p.y)/(q.y-p.y), y}
		}
		var out []dot
		for i, q := range ring {
			p := ring[(i+len(ring)-1)%len(ring)]
			if in(p) != in(q) {
				out = append(out, cross(p, q))
			}
			if in(q) {
				out = append(out, q)
			}
		}
		ring = out
	}
	return ring
}

// middle returns the centre of gravity of a ring.
func middle(ring []dot) (dot, bool) {
	var sum, x, y float64
	for i, q := range ring {
		p := ring[(i+len(ring)-1)%len(ring)]
		k := p.x*q.y - q.x*p.y
		sum, x, y = sum+k, x+(p.x+q.x)*k, y+(p.y+q.y)*k
	}
	if math.Abs(sum) < 1e-9 {
		return dot{}, false
	}
	return dot{x / (3 * sum), y / (3 * sum)}, true
}

// area returns twice the area of a ring.
func area(ring []dot) float64 {
	sum := 0.0
	for i, q := range ring {
		p := ring[(i+len(ring)-1)%len(ring)]
		sum += p.x*q.y - q.x*p.y
	}
	return math.Abs(sum)
}

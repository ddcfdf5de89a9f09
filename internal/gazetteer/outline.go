package main

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
)

// The outline of package page: the countries of world-atlas' 50m file on a grid
// of hundredths of a degree, with what no map of a page would show left out.
const (
	outlineGrid = 100   // steps to a degree
	outlineDust = 0.005 // degrees by which a line may be off
	outlineIsle = 0.005 // square degrees below which an island is left out, if its country has larger ones
)

// writeOutline makes page/outline.bin: the number of arcs; each as its number
// of points and the steps from point to point; then the number of countries, each
// with its code of two letters (two dots where it has none), its name, and its
// polygons, each a list of rings, each a list of arcs, ^n where arc n is run
// through backwards. Numbers are varints.
func writeOutline(atlas, data, out string) error {
	b := &builder{data: data}
	iso := map[string]string{}
	if err := b.lines("geonames/countryInfo.txt", func(f []string) error { iso[f[2]] = f[0]; return nil }); err != nil {
		return err
	}
	t, err := readTopology(filepath.Join(atlas, "world/countries-50m.json"))
	if err != nil {
		return err
	}
	type shape struct {
		code, name string
		polygons   [][][]int
	}
	var shapes []shape
	used := map[int]int{} // arc -> its new number
	var arcs []int
	for _, g := range t.Objects["countries"].Geometries {
		if len(g.Arcs) == 0 {
			continue
		}
		s := shape{code: iso[g.ID], name: g.Properties.Name}
		if s.name == "Kosovo" {
			s.code = "XK"
		}
		if s.code == "" {
			s.code = ".."
		}
		var all [][][]int
		if g.Type == "Polygon" {
			all = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &all[0])
		} else {
			err = json.Unmarshal(g.Arcs, &all)
		}
		if err != nil {
			return err
		}
		largest := 0.0
		for _, rings := range all {
			largest = max(largest, t.area(rings[0]))
		}
		for _, rings := range all {
			if size := t.area(rings[0]); size < outlineIsle && size < largest {
				continue
			}
			for _, ring := range rings {
				for i, n := range ring {
					k := max(n, ^n)
					if _, ok := used[k]; !ok {
						used[k] = len(arcs)
						arcs = append(arcs, k)
					}
					if ring[i] = used[k]; n < 0 {
						ring[i] = ^used[k]
					}
				}
			}
			s.polygons = append(s.polygons, rings)
		}
		shapes = append(shapes, s)
	}
	buf := binary.AppendUvarint(nil, uint64(len(arcs)))
	for _, k := range arcs {
		buf = appendArc(buf, thinned(t.Arcs[k], outlineDust))
	}
	buf = binary.AppendUvarint(buf, uint64(len(shapes)))
	for _, s := range shapes {
		buf = append(append(append(buf, s.code...), byte(len(s.name))), s.name...)
		buf = binary.AppendUvarint(buf, uint64(len(s.polygons)))
		for _, rings := range s.polygons {
			buf = binary.AppendUvarint(buf, uint64(len(rings)))
			for _, ring := range rings {
				buf = binary.AppendUvarint(buf, uint64(len(ring)))
				for _, n := range ring {
					buf = binary.AppendVarint(buf, int64(n))
				}
			}
		}
	}
	return os.WriteFile(out, buf, 0o644)
}

// area returns the square degrees of a ring.
func (t *topology) area(ring []int) float64 {
	sum, first := 0.0, true
	var x0, y0, x, y float64
	for _, n := range ring {
		arc := t.Arcs[max(n, ^n)]
		for i := range arc {
			p := arc[i]
			if n < 0 {
				p = arc[len(arc)-1-i]
			}
			if first {
				x0, y0, first = p[0], p[1], false
			} else {
				sum += x*p[1] - p[0]*y
			}
			x, y = p[0], p[1]
		}
	}
	return math.Abs(sum+x*y0-x0*y) / 2
}

// appendArc appends the steps of an arc on the grid.
func appendArc(b []byte, arc [][2]float64) []byte {
	var steps []int64
	var x, y int64
	for i, p := range arc {
		nx, ny := int64(math.Round(p[0]*outlineGrid)), int64(math.Round(p[1]*outlineGrid))
		if i > 0 && nx == x && ny == y {
			continue
		}
		steps = append(steps, nx-x, ny-y)
		x, y = nx, ny
	}
	b = binary.AppendUvarint(b, uint64(len(steps)/2))
	for _, s := range steps {
		b = binary.AppendVarint(b, s)
	}
	return b
}

// thinned leaves out points that lie within tolerance of the line through their
// neighbours (Douglas and Peucker 1973).
func thinned(arc [][2]float64, tolerance float64) [][2]float64 {
	if len(arc) < 3 {
		return arc
	}
	a, z := arc[0], arc[len(arc)-1]
	far, at := 0.0, 0
	for i := 1; i < len(arc)-1; i++ {
		if d := fromLine(arc[i], a, z); d > far {
			far, at = d, i
		}
	}
	if far <= tolerance {
		return [][2]float64{a, z}
	}
	left := thinned(arc[:at+1], tolerance)
	return append(left[:len(left)-1:len(left)-1], thinned(arc[at:], tolerance)...)
}

// fromLine returns how far p lies from the stretch from a to z.
func fromLine(p, a, z [2]float64) float64 {
	dx, dy := z[0]-a[0], z[1]-a[1]
	k := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		k = math.Max(0, math.Min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l))
	}
	return math.Hypot(p[0]-a[0]-k*dx, p[1]-a[1]-k*dy)
}

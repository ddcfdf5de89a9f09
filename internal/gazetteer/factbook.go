package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var degrees = regexp.MustCompile(`^(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])`)

// writeFactbook makes factbook.csv: the point that the World Factbook gives a
// country, in whole degrees and minutes. GeoNames took most of its own from there.
func writeFactbook(dir, data, out string) error {
	b := &builder{data: data}
	lines := map[string]string{}
	err := b.lines("geonames/countryInfo.txt", func(f []string) error {
		if len(f) < 4 || f[3] == "" || strings.HasPrefix(f[0], "#") {
			return nil
		}
		files, err := filepath.Glob(filepath.Join(dir, "*", strings.ToLower(f[3])+".json"))
		if err != nil || len(files) != 1 {
			return err
		}
		raw, err := os.ReadFile(files[0])
		if err != nil {
			return err
		}
		var page struct {
			Geography struct {
				Point struct{ Text string } `json:"Geographic coordinates"`
			}
		}
		if err := json.Unmarshal(raw, &page); err != nil {
			return fmt.Errorf("%s: %w", files[0], err)
		}
		if m := degrees.FindStringSubmatch(page.Geography.Point.Text); m != nil {
			lines[f[0]] = fmt.Sprintf("%s,%.2f,%.2f", f[0], decimal(m[1:4]), decimal(m[4:7]))
		}
		return nil
	})
	if err != nil {
		return err
	}
	text := "key,lat,lon\n"
	for _, k := range slices.Sorted(maps.Keys(lines)) {
		text += lines[k] + "\n"
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

// decimal turns degrees, minutes and a side of the world into a number.
func decimal(m []string) float64 {
	d, _ := strconv.Atoi(m[0])
	min, _ := strconv.Atoi(m[1])
	v := float64(d) + float64(min)/60
	if m[2] == "S" || m[2] == "W" {
		return -v
	}
	return v
}

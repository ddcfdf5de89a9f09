package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"assay/place/gazetteer"
	"assay/table"
	"assay/term"
)

// gazetteerFlag is the flag of every command that looks names of places up.
type gazetteerFlag struct {
	Gazetteer string `placeholder:"FILE" env:"ASSAY_GAZETTEER" help:"An imported gazetteer; assay.gazetteer beside the ledger, or in this folder, by default, if it is there."`
}

// gazetteerName is the name of an imported gazetteer beside a ledger.
const gazetteerName = "assay.gazetteer"

// open maps the gazetteer that was named, or the one beside a ledger; it returns
// nil, the embedded table, if there is none.
func (g *gazetteerFlag) open(ledger string) (*gazetteer.Gazetteer, error) {
	path := g.Gazetteer
	if path == "" {
		path = beside(ledger)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, nil
		case !info.Mode().IsRegular():
			return nil, fmt.Errorf("%s: is no regular file, and was not opened; name a gazetteer with --gazetteer, or move it away", path)
		}
	}
	gaz, err := gazetteer.Open(path)
	var failed *os.PathError
	if errors.As(err, &failed) {
		return nil, cannotRead(path, err)
	}
	return gaz, err
}

// beside returns the path of the gazetteer beside a ledger.
func beside(ledger string) string { return filepath.Join(filepath.Dir(ledger), gazetteerName) }

type gazetteerCmd struct {
	Lookup gazetteerLookupCmd `cmd:"" help:"Say what places a name may mean."`
	Import gazetteerImportCmd `cmd:"" help:"Make a gazetteer of all of GeoNames, or of countries of it, for the other commands."`
	Check  gazetteerCheckCmd  `cmd:"" help:"Hold an imported gazetteer to the digest that it was written with."`
}

type gazetteerImportCmd struct {
	Output string   `short:"o" default:"assay.gazetteer" placeholder:"FILE" help:"The file to make; ${default} by default."`
	Paths  []string `arg:"" name:"file" help:"allCountries.zip, or countries such as SY.zip, and alternateNamesV2.zip, from download.geonames.org; zipped or not."`
}

func (g *gazetteerImportCmd) Run(c *console) error {
	begun := time.Now()
	out, err := follow(g.Output)
	if err != nil {
		return cannotWrite(g.Output, err)
	}
	if info, err := os.Stat(out); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s: cannot be written: it is no regular file; name another with -o", g.Output)
	}
	made, err := gazetteer.Import(c.ctx, out, g.Paths, gazetteer.ImportOptions{Progress: func(n int) { c.progress.count(n, "lines") }})
	if err != nil {
		return fmt.Errorf("gazetteer import: %w", err)
	}
	how := fmt.Sprintf("%d lines", made.Lines)
	if made.Resumed > 0 {
		how += fmt.Sprintf(", %d of them in an earlier go", made.Resumed)
	}
	c.note(fmt.Sprintf("%s: %d places under %d names, from %s in %.0f seconds", g.Output, made.Entries, made.Names, how, time.Since(begun).Seconds()))
	return nil
}

type gazetteerCheckCmd struct {
	gazetteerFlag
}

func (g *gazetteerCheckCmd) Run(c *console) error {
	gaz, err := g.open("")
	if err != nil {
		return err
	}
	if gaz == nil {
		return fmt.Errorf("%s: is not here; name one with --gazetteer", gazetteerName)
	}
	if err := gaz.Verify(); err != nil {
		return err
	}
	n, from := gaz.Imported()
	return c.text("", func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "whole: %d places from %s\n", n, term.Visible(from))
		return err
	})
}

type gazetteerLookupCmd struct {
	gazetteerFlag
	listFlags
	Name []string `arg:"" help:"The name, as a report may spell it."`
}

// matchWords says how a name led to a place.
var matchWords = [...]string{"its name", "other name", "abbreviation", "with its kind", "like spelling", "code", "people"}

func (g *gazetteerLookupCmd) Run(c *console) error {
	gaz, err := g.open("")
	if err != nil {
		return err
	}
	name := strings.Join(g.Name, " ")
	t := &table.Table{Name: "places", Head: []string{"gazetteer", "name", "kind", "within", "lat", "lon", "population", "match", "source"}}
	for _, e := range append(gaz.Lookup(name), gazetteer.Demonyms(name)...) {
		t.Rows = append(t.Rows, meaning(e))
	}
	if len(t.Rows) == 0 {
		c.complain(fmt.Errorf("no place is called %q (looked up as %q, and as %q)", name, gazetteer.Fold(name), gazetteer.Even(name)))
		return nil
	}
	return g.list(c, t)
}

// meaning is the row of one place that a name may mean.
func meaning(e gazetteer.Entry) []any {
	var within []string
	if a, ok := e.Admin1(); ok {
		within = append(within, a.Name)
	}
	if country, ok := gazetteer.Country(e.Country); ok && !country.Same(e) {
		within = append(within, country.Name)
	}
	source, _, _ := strings.Cut(e.ID(), ":")
	if e.Imported() {
		source += ", imported"
	}
	var people any
	if e.Population > 0 {
		people = int64(e.Population)
	}
	return []any{e.ID(), e.Name, e.Class.String(), strings.Join(within, ", "), e.Lat, e.Lon, people, matchWords[e.Match], source}
}

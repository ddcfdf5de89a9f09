package gazetteer

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A few lines in the format of allCountries.txt: 19 columns. Ruritania has no
// code of its own; Andorra lends it one.
const places19 = "" +
	"99000001\tRuritania Prefecture\tRuritania Prefecture\tRuritanie\t42.6\t1.6\tA\tADM1\tAD\t\t77\t\t\t\t40000\t\t1000\tEurope/Andorra\t2024-01-01\n" +
	"99000002\tStrelsäu\tStrelsau\tSTR,Strelsava,Стрельсау\t42.61\t1.61\tP\tPPLA\tAD\t\t77\t\t\t\t12000\t\t1000\tEurope/Andorra\t2024-01-01\n" +
	"99000003\tStrelsäu\tStrelsau\t\t-10.5\t20.25\tP\tPPL\tAO\t\t12\t\t\t\t0\t\t900\tAfrica/Luanda\t2024-01-01\r\n" +
	"99000004\tKhirbat al Zubayran\tKhirbat al Zubayran\t\t35.1\t38.2\tP\tPPL\tSY\t\t08\t\t\t\t0\t\t300\tAsia/Damascus\t2024-01-01\n" +
	"99000005\tStrelsau Airport\tStrelsau Airport\t\t42.7\t1.7\tS\tAIRP\tAD\t\t77\t\t\t\t0\t\t1000\tEurope/Andorra\t2024-01-01\n" +
	"99000006\tRiver Ruri\tRiver Ruri\t\t42.5\t1.5\tH\tSTM\tAD\t\t00\t\t\t\t0\t\t1000\tEurope/Andorra\t2024-01-01\n" +
	// Nairobi, which the embedded table has under the same number.
	"184745\tNairobi\tNairobi\tNairobium\t-1.28\t36.81\tP\tPPLC\tKE\t\t30\t\t\t\t2750547\t\t1600\tAfrica/Nairobi\t2024-01-01\n"

// Lines of alternateNamesV2.txt: 10 columns.
const names10 = "" +
	"1\t99000002\ten\tStreltown\t\t\t\t\t\t\n" +
	"2\t99000002\tlink\thttps://example.org/Strelsau\t\t\t\t\t\t\n" +
	"3\t99000001\tabbr\tRur.\t\t\t\t\t\t\n" +
	"4\t99000002\tru\tСтрельсау\t\t\t\t\t\t\n" +
	"5\t184745\ten\tGreen City in the Sun\t\t\t\t\t\t\n" +
	"6\t12345\ten\tNowhere\t\t\t\t\t\t\n"

// put writes a file of a test; one whose name ends in .zip is a zip file with
// the given members.
func putFile(t testing.TB, dir, name string, members ...string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	data := []byte(members[len(members)-1])
	if strings.HasSuffix(name, ".zip") {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i < len(members); i += 2 {
			w, err := z.Create(members[i])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(members[i+1])); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		data = b.Bytes()
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// imported imports files and opens what comes out.
func imported(t testing.TB, out string, paths ...string) (*Gazetteer, Imported) {
	t.Helper()
	made, err := Import(context.Background(), out, paths, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if err := g.Verify(); err != nil {
		t.Fatal(err)
	}
	return g, made
}

// told shows what a name leads to.
func told(g *Gazetteer, name string) string {
	var list []string
	for _, e := range g.Lookup(name) {
		s := fmt.Sprintf("%s %s %s %s %d", e.ID(), e.Name, e.Class, e.Country, e.Population)
		if a, ok := e.Admin1(); ok {
			s += " in " + a.Name
		}
		list = append(list, s)
	}
	return strings.Join(list, "; ")
}

func TestImport(t *testing.T) {
	dir := t.TempDir()
	g, made := imported(t, filepath.Join(dir, "out.gaz"), putFile(t, dir, "AD.zip", "readme.txt", "Read me.", "AD.txt", places19),
		putFile(t, dir, "alternateNamesV2.zip", "iso-languagecodes.txt", "x\ty", "alternateNamesV2.txt", names10))
	if made.Entries != 7 || made.Lines != 13 || made.Resumed != 0 {
		t.Errorf("made %+v", made)
	}
	if n, from := g.Imported(); n != 7 || from != "AD.zip alternateNamesV2.zip" {
		t.Errorf("%d entries from %q", n, from)
	}
	strelsau := "geonames:99000002 Strelsäu seat AD 12000 in Ruritania Prefecture; geonames:99000003 Strelsäu town AO 0"
	for name, want := range map[string]string{
		"Strelsau":                 strelsau,
		"STRELSÄU":                 strelsau,
		"Strelsau City":            strelsau,
		"Strelsava":                strings.Split(strelsau, ";")[0],
		"Streltown":                strings.Split(strelsau, ";")[0],
		"Rur.":                     "geonames:99000001 Ruritania Prefecture admin1 AD 40000",
		"Khirbat az-Zubairan":      "geonames:99000004 Khirbat al Zubayran town SY 0",
		"Strelsau Airport":         "geonames:99000005 Strelsau Airport spot AD 0 in Ruritania Prefecture",
		"Ruri River":               "",
		"River Ruri":               "geonames:99000006 River Ruri river AD 0",
		"Nowhere":                  "",
		"https://example.org":      "",
		"Green City in the Sun":    told(nil, "Nairobi"), // the embedded entry, under its new name
		"Nairobi":                  told(nil, "Nairobi"),
		"Trinidad and Tobago":      told(nil, "Trinidad and Tobago"),
		"Khirbat al Zubayran City": "geonames:99000004 Khirbat al Zubayran town SY 0",
	} {
		if got := told(g, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if g.Has(name) && told(g, name) == "" {
			t.Errorf("%s: is there and is not found", name)
		}
	}
	e := g.Lookup("Strelsau")[1]
	if !e.Imported() || e.Lat != -10.5 || e.Lon != 20.25 {
		t.Errorf("%+v", e)
	}
	for id, want := range map[string]bool{"geonames:99000003": true, "geonames:99000009": false, "geonames:184745": true, "geonames:0": false, "x": false, "": false} {
		if e, ok := g.ByID(id); ok != want || ok && e.ID() != id {
			t.Errorf("%q: %v %v", id, e, ok)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "out.gaz.parts")); err == nil {
		t.Error("the parts are left over")
	}
	// The same files give the same bytes, in any order of the places.
	lines := strings.SplitAfter(places19, "\n")
	again, _ := imported(t, filepath.Join(dir, "again.gaz"), putFile(t, dir, "AD.txt", places19))
	back, _ := imported(t, filepath.Join(dir, "back.gaz"), putFile(t, dir, "AD.txt", strings.Join(append(lines[3:], lines[:3]...), "")))
	if told(again, "Strelsau") != told(back, "Strelsau") || again.Digest() == g.Digest() {
		t.Error("the order of the lines matters")
	}
}

// TestImportResumes breaks an import off and goes on.
func TestImportResumes(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&b, "%d\tVillage %d\tVillage %d\t\t%d.5\t1.5\tP\tPPL\tAD\t\t0%d\t\t\t\t%d\t\t1\tx\t2024-01-01\n", i+1, i, i, i%90, i%9, i)
	}
	src := putFile(t, dir, "all.zip", "all.txt", b.String())
	ctx, stop := context.WithCancel(context.Background())
	opt := ImportOptions{Every: 50_000, Progress: func(lines int) {
		if lines > 100_000 {
			stop()
		}
	}}
	out := filepath.Join(dir, "out.gaz")
	_, err := Import(ctx, out, []string{src}, opt)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "goes on where it stopped") {
		t.Fatal(err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Fatal("half a file is there")
	}
	made, err := Import(context.Background(), out, []string{src}, ImportOptions{Every: 50_000})
	if err != nil || made.Resumed < 100_000 || made.Lines != 200_000 || made.Entries != 200_000 {
		t.Fatalf("%+v %v", made, err)
	}
	whole := filepath.Join(dir, "whole.gaz")
	if _, err := Import(context.Background(), whole, []string{src}, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	one, _ := os.ReadFile(out)
	two, _ := os.ReadFile(whole)
	if !bytes.Equal(one, two) {
		t.Error("what was made in two goes is not what is made in one")
	}
	// Parts of other files are no part of this one.
	if err := os.MkdirAll(whole+".parts", 0o777); err != nil {
		t.Fatal(err)
	}
	putFile(t, whole+".parts", "state.json", `{"Version":1,"Lines":5}`)
	if made, err := Import(context.Background(), whole, []string{src}, ImportOptions{}); err != nil || made.Resumed != 0 {
		t.Errorf("%+v %v", made, err)
	}
}

// TestImportRefuses says which file, where, and what to do.
func TestImportRefuses(t *testing.T) {
	dir := t.TempDir()
	line := strings.SplitAfter(places19, "\n")[0]
	zipped, _ := os.ReadFile(putFile(t, dir, "whole.zip", "AD.txt", strings.Repeat(places19, 50)))
	damaged := bytes.Clone(zipped)
	damaged[200] ^= 0xFF
	for _, c := range []struct{ path, want string }{
		{putFile(t, dir, "cut.txt", places19+line[:60]), "cut.txt: line 8 has 4 columns, not 19: the file is cut short"},
		{putFile(t, dir, "cut.zip.bin", string(zipped[:len(zipped)/2])), "is no whole zip file"},
		{putFile(t, dir, "news.txt", "It rained.\n"), "has 1 columns and is no table of places"},
		{putFile(t, dir, "id.txt", "x"+line), "line 1: its first column, \"x99000001\""},
		{putFile(t, dir, "point.txt", strings.Replace(line, "42.6", "142.6", 1)), "\"142.6\" and \"1.6\", are no point"},
		{putFile(t, dir, "nan.txt", strings.Replace(line, "42.6", "NaN", 1)), "are no point"},
		{putFile(t, dir, "country.txt", strings.Replace(line, "\tAD\t", "\tAndorra\t", 1)), "is no code of a country"},
		{putFile(t, dir, "people.txt", strings.Replace(line, "40000", "many", 1)), "is no population"},
		{putFile(t, dir, "only.txt", names10), "no line with a place"},
		{putFile(t, dir, "names.txt", "1\tx\ten\tA\t\t\t\t\t\t\n"), "its second column"},
		{putFile(t, dir, "empty.txt", ""), "no line with a place"},
		{dir, "is a folder"},
		{filepath.Join(dir, "none.zip"), "none.zip"},
	} {
		out := filepath.Join(dir, "out.gaz")
		if _, err := Import(context.Background(), out, []string{c.path}, ImportOptions{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.path, err, c.want)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: made a file", c.path)
		}
	}
	path := filepath.Join(dir, "damaged.zip")
	os.WriteFile(path, damaged, 0o666)
	if _, err := Import(context.Background(), filepath.Join(dir, "out.gaz"), []string{path}, ImportOptions{}); err == nil || !strings.Contains(err.Error(), "damaged.zip") {
		t.Errorf("a damaged zip: %v", err)
	}
}

// TestOpenRefuses holds that no file is trusted, and that a damaged one does no
// harm.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	g, _ := imported(t, filepath.Join(dir, "good.gaz"), putFile(t, dir, "AD.txt", places19))
	good := bytes.Clone(g.file.data)
	flip := func(at int) []byte {
		b := bytes.Clone(good)
		b[at] ^= 0x55
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty.gaz":   {nil, "is no imported gazetteer"},
		"foreign.gaz": {[]byte(strings.Repeat("It rained. ", 100)), "is no imported gazetteer"},
		"magic.gaz":   {flip(0), "is no imported gazetteer"},
		"version.gaz": {flip(headVersion), "version"},
		"head.gaz":    {flip(headRecords), "head is damaged"},
		"cut.gaz":     {good[:len(good)-9], "cut short"},
		"long.gaz":    {append(bytes.Clone(good), 0), "its head says"},
	} {
		path := putFile(t, dir, name, string(c.data))
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := Open(filepath.Join(dir, "none.gaz")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	for at := headSize; at < len(good); at += max(1, (len(good)-headSize)/500) {
		f := &file{data: flip(at), close: func() error { return nil }}
		if err := f.sections(); err != nil {
			t.Fatal(err)
		}
		d := &Gazetteer{f}
		if err := d.Verify(); err == nil || !strings.Contains(err.Error(), "is damaged") {
			t.Fatalf("byte %d: %v", at, err)
		}
		for _, name := range []string{"Strelsau", "Nairobi", "Khirbat az-Zubairan", "Strelsau Airport"} {
			for _, e := range d.Lookup(name) {
				e.Admin1()
				e.ID()
			}
			d.Has(name)
		}
		d.ByID("geonames:99000003")
	}
}

// TestImportCities imports a file of GeoNames as it is and finds its cities
// beside the embedded ones, which are the same.
func TestImportCities(t *testing.T) {
	src := "../../../shared/data/gazetteer/geonames/cities15000.txt"
	if _, err := os.Stat(src); err != nil {
		t.Skip("skipped: the sources of the gazetteer are not beside the project: ", err)
	}
	g, made := imported(t, filepath.Join(t.TempDir(), "out.gaz"), src)
	if made.Entries != made.Lines || made.Entries < 30_000 {
		t.Errorf("%+v", made)
	}
	for _, name := range []string{"London", "Springfield", "San José", "Deir ez-Zor", "Warsaw", "Washington"} {
		have := told(nil, name)
		for _, s := range strings.Split(told(g, name), "; ") {
			if !strings.Contains(have, s) {
				t.Errorf("%s: %s is not in the embedded table", name, s)
			}
		}
	}
}

// BenchmarkImport reads a million lines in the format of allCountries.txt.
func BenchmarkImport(b *testing.B) {
	dir := b.TempDir()
	src := filepath.Join(dir, "million.txt")
	const n = 1_000_000
	million(b, src, n)
	for b.Loop() {
		if _, err := Import(context.Background(), filepath.Join(dir, "out.gaz"), []string{src}, ImportOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// BenchmarkLookupImported looks names up with an imported file of 200,000 places.
func BenchmarkLookupImported(b *testing.B) {
	dir := b.TempDir()
	src := filepath.Join(dir, "places.txt")
	million(b, src, 200_000)
	g, _ := imported(b, filepath.Join(dir, "out.gaz"), src)
	for _, c := range []struct{ what, name string }{
		{"found", "Nairobi"}, {"many", "San José"}, {"missing", "Prime Minister"}, {"loose", "al-Zubeir"}, {"imported", "Kalomin"},
	} {
		b.Run(c.what, func(b *testing.B) {
			for b.Loop() {
				g.Lookup(c.name)
			}
		})
	}
	b.Run("has", func(b *testing.B) {
		for b.Loop() {
			g.Has("Prime Minister")
		}
	})
}

// million writes lines with names of two parts, as many other names as
// allCountries has in the mean, and classes in its proportions.
func million(b *testing.B, path string, n int) {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var w bytes.Buffer
	syllables := strings.Fields("ka lo min ra tos vel bar du sha ne gor pi wa zen hol mi sur ter qa fen")
	word := func(x int) string {
		s := ""
		for k := 0; k < 3; k++ {
			s += syllables[x%20]
			x /= 20
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	for i := range n {
		x := i * 2654435761 >> 3
		name := word(x) + " " + word(x>>13)
		class := []string{"P\tPPL", "P\tPPL", "P\tPPL", "P\tPPLA2", "H\tSTM", "H\tSTM", "S\tCH", "S\tSCH", "T\tHLL", "A\tADM4", "L\tLCTY", "R\tRD"}[x%12]
		fmt.Fprintf(&w, "%d\t%s\t%s\t%s,%s al %s,Καλό\t%.5f\t%.5f\t%s\t%s\t\t%02d\t%d\t\t\t%d\t\t%d\tEurope/Paris\t2019-09-05\n",
			i*13+7, name, name, word(x>>7), word(x>>3), word(x>>5), float64(x%180000)/1000-90, float64(x%360000)/1000-180,
			class, []string{"SY", "FR", "US", "NG"}[x%4], x%90, x%900, x%3*x%40000, x%3000)
		if w.Len() > 1<<20 {
			f.Write(w.Bytes())
			w.Reset()
		}
	}
	if _, err := f.Write(w.Bytes()); err != nil {
		b.Fatal(err)
	}
}

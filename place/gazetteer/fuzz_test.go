package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
)

// A file of places that was altered anywhere, also by one who makes its head's digest anew, is
// refused, or leads to places or to none.
func FuzzImported(f *testing.F) {
	dir := f.TempDir()
	src := filepath.Join(dir, "in.txt")
	line := "99000003\tStrelsau\tStrelsau\tStrelzau,Штрельзау\t50.1\t14.4\tP\tPPLC\tCZ\t\t52\t\t\t\t120000\t\t200\tEurope/Prague\t2020-01-01\n"
	if err := os.WriteFile(src, []byte(line), 0o666); err != nil {
		f.Fatal(err)
	}
	_, made := imported(f, filepath.Join(dir, "out.gaz"), src)
	good, err := os.ReadFile(filepath.Join(dir, "out.gaz"))
	if err != nil || made.Entries != 1 {
		f.Fatal(made, err)
	}
	f.Add(uint32(headRecords), []byte{9}, true, "Strelsau")
	f.Add(uint32(headSize), []byte{0xff, 0xff, 0xff, 0xff}, true, "Strelzau")
	f.Add(uint32(len(good)-4), []byte{0xff}, false, "Штрельзау")
	data := bytes.Clone(good)
	f.Fuzz(func(t *testing.T, at uint32, with []byte, sealed bool, name string) {
		from := int(at) % len(data)
		to := from + copy(data[from:], with)
		defer func() {
			copy(data[from:to], good[from:to])
			copy(data[headSelf:headSize], good[headSelf:headSize])
		}()
		if sealed {
			sum := sha256.Sum256(data[:headSelf])
			copy(data[headSelf:], sum[:])
		}
		g := &Gazetteer{&file{data: data, close: func() error { return nil }}}
		if g.file.sections() != nil {
			return
		}
		for _, name := range []string{"Strelsau", name} {
			for _, e := range g.Lookup(name) {
				e.Admin1()
				e.ID()
			}
			g.Has(name)
		}
		g.ByID("geonames:99000003")
	})
}

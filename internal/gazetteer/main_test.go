package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"assay/place/gazetteer"
)

// TestFresh makes the tables anew and holds them to those in the tree.
func TestFresh(t *testing.T) {
	data := "../../../shared/data/gazetteer"
	if _, err := os.Stat(data); err != nil {
		t.Skip("skipped: the sources of the gazetteer are not beside the project: ", err)
	}
	if testing.Short() {
		t.Skip("skipped: takes seconds")
	}
	out := t.TempDir()
	if err := write(data, out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"entries.bin", "names.bin", "index.bin"} {
		made, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join("../../place/gazetteer", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(made, kept) {
			t.Errorf("%s in the tree is not what the generator makes: go generate ./place/gazetteer", name)
		}
	}
}

func TestOtherNames(t *testing.T) {
	got := gazetteer.OtherNames("Kiev,KIE,Kiyiw,Qyyb,Kazan',da ma shi ge,Киев,Kyiv,Ur,Bad Tölz,kiebo")
	want := []string{"Kiev", "Kiyiw", "Qyyb", "Kyiv", "Bad Tölz"}
	if !slices.Equal(got, want) {
		t.Errorf("otherNames takes %q, want %q", got, want)
	}
}

func TestDivisionNames(t *testing.T) {
	got := divisionNames("Nord-Kivu", "Sindh Province", "Provincia de Salta")
	for _, want := range []string{"North Kivu", "Sindh", "Salta"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	for _, not := range []string{"Kivu", "Provincia", "de Salta"} {
		if slices.Contains(got, not) {
			t.Errorf("%q is among %q", not, got)
		}
	}
}

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"GULF OF  RURITANIA": "Gulf of Ruritania", "White  Sea": "White Sea", "": "", "ÉTANG": "Étang", "COAST\r": "Coast",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDecimal(t *testing.T) {
	for in, want := range map[string][2]float64{"34 30 S, 18 15 E": {-34.5, 18.25}, "0 06 N, 171 00 W": {.1, -171}} {
		m := degrees.FindStringSubmatch(in)
		if m == nil || decimal(m[1:4]) != want[0] || decimal(m[4:7]) != want[1] {
			t.Errorf("%q is %v, want %v", in, m, want)
		}
	}
}

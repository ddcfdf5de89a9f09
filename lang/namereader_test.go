package lang

import (
	"slices"
	"testing"

	"assay"
)

func TestApart(t *testing.T) {
	list := words("Kigali , Rwanda and Okoro , Inc. in Pemba , Cabo Delgado , Mozambique ,")
	loc, org := assay.LocationName, assay.OrganizationName
	got := apart(list, []NameRange{{0, 3, loc}, {4, 7, org}, {8, 14, loc}})
	want := []NameRange{{0, 1, loc}, {2, 3, loc}, {4, 7, org}, {8, 9, loc}, {10, 12, loc}, {13, 14, loc}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := apart(list, []NameRange{{1, 3, loc}, {13, 15, loc}}); !slices.Equal(got, []NameRange{{1, 3, loc}, {13, 15, loc}}) {
		t.Errorf("at an edge: %v", got)
	}
}

func TestTitled(t *testing.T) {
	list := words("Gen. Kenya met Gov. Lagos of Kano . Chad")
	loc, per := assay.LocationName, assay.PersonName
	got := titled(list, []NameRange{{1, 2, loc}, {4, 5, assay.OrganizationName}, {6, 7, loc}, {8, 9, loc}})
	if want := []NameRange{{1, 2, per}, {4, 5, per}, {6, 7, loc}, {8, 9, loc}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A label is written with our word for its class, whatever the corpus calls it.
func TestOurLabel(t *testing.T) {
	for l, want := range map[string]string{"O": "O", "B-Person": "B-PER", "I-Facility": "I-FAC", "B-NORP": "B-NORP", "I-LOC": "I-LOC", "B-Date": "B-DATE"} {
		if got := ourLabel(l); got != want {
			t.Errorf("%s is %s, want %s", l, got, want)
		}
	}
}

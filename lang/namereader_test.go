package lang

import (
	"slices"
	"testing"

	"assay"
)

func TestApart(t *testing.T) {
	list := words("Kigali , Rwanda and Okoro , Inc. in Pemba , Cabo Delgado , Mozambique ,")
	loc, org := assay.LocationName, assay.OrganizationName
	got := apart(list, []NameRange{{From: 0, To: 3, Class: loc}, {From: 4, To: 7, Class: org}, {From: 8, To: 14, Class: loc}})
	want := []NameRange{{From: 0, To: 1, Class: loc}, {From: 2, To: 3, Class: loc}, {From: 4, To: 7, Class: org}, {From: 8, To: 9, Class: loc}, {From: 10, To: 12, Class: loc}, {From: 13, To: 14, Class: loc}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := apart(list, []NameRange{{From: 1, To: 3, Class: loc}, {From: 13, To: 15, Class: loc}}); !slices.Equal(got, []NameRange{{From: 1, To: 3, Class: loc}, {From: 13, To: 15, Class: loc}}) {
		t.Errorf("at an edge: %v", got)
	}
}

func TestTitled(t *testing.T) {
	list := words("Gen. Kenya met Gov. Lagos of Kano . Chad")
	loc, per := assay.LocationName, assay.PersonName
	got := titled(list, []NameRange{{From: 1, To: 2, Class: loc}, {From: 4, To: 5, Class: assay.OrganizationName}, {From: 6, To: 7, Class: loc}, {From: 8, To: 9, Class: loc}})
	if want := []NameRange{{From: 1, To: 2, Class: per}, {From: 4, To: 5, Class: per}, {From: 6, To: 7, Class: loc}, {From: 8, To: 9, Class: loc}}; !slices.Equal(got, want) {
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

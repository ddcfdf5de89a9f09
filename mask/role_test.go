package mask

import "testing"

func TestShortRole(t *testing.T) {
	for role, want := range map[string]string{
		"":                              "a person",
		"a smuggler between two towns":  "a smuggler",
		"farmer":                        "a farmer",
		"aid worker, 31,":               "an aid worker",
		"the mother of two":             "the mother of two",
		"A nurse who ferried patients.": "a nurse",
		"owner of a boat in Haro":       "an owner of a boat",
		"farmer and father of two":      "a farmer",
		"his sister":                    "his sister",
	} {
		if got := shortRole(role); got != want {
			t.Errorf("shortRole(%q) = %q, want %q", role, got, want)
		}
	}
}

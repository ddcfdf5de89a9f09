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

		"Ana's brother": "Ana's brother", "Lars' father": "Lars' father", "Lord Dahl’s son": "Lord Dahl’s son",
		"deputies": "a deputy", "friends": "a friend", "Oslo residents": "an Oslo resident", "the fishermen": "a fisherman", "shops": "a person",
		"one of the three suspects": "a suspect", "one of their children": "their child", "that victim": "a victim", "two women": "a woman",
		"Father": "a father", "Police Constable": "a police constable", "Shop owner": "a shop owner", "Oslo Police Officer": "an Oslo police officer",
		"Kell Times editor": "a Kell Times editor", "Norwegian nurse": "a Norwegian nurse",
		"Pastor Rev": "a pastor", "Rev.": "a member of the clergy", "the third Kell High School student to": "the third Kell High School student",
		"8-Year-Old Girl Saves Dog": "an 8-year-old girl", "bodyguard to Prime": "a bodyguard", "uncle": "an uncle", "unit nurse": "a unit nurse",
		"the 48th victim so far this year": "the 48th victim", "the long serving night watchman of the old northern harbour": "the long serving night watchman",
	} {
		if got := shortRole(role); got != want {
			t.Errorf("shortRole(%q) = %q, want %q", role, got, want)
		}
	}
}

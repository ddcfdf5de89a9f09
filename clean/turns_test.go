package clean

import "testing"

func TestTurns(t *testing.T) {
	check(t, "VERA HOLM, MAYOR: The bridge is gone.\n\nThe ferry runs.\n\n(APPLAUSE)\n\nRUIZ (through translator): We have no boats.\n\nHOLM: We have two.", "", `
		speaker: VERA HOLM, MAYOR:
		body: The bridge is gone.
		body: The ferry runs.
		boilerplate: (APPLAUSE)
		speaker: RUIZ (through translator):
		body: We have no boats.
		speaker: HOLM:
		body: We have two.`)
	check(t, "The harbour is full\n\nWe met Otto Lind in Kell.\n\nQ. Who pays?\n\nA. Nobody does.", "", `
		headline: The harbour is full
		body: We met Otto Lind in Kell.
		speaker: Q.
		body: Who pays?
		speaker: A.
		body: Nobody does.`)
	check(t, "Otto Lind: The port is shut.\n\nVera Holm: Since when?\n\nOtto Lind: Since Monday.\n\nVera Holm: And now?", "", `
		speaker: Otto Lind:
		body: The port is shut.
		speaker: Vera Holm:
		body: Since when?
		speaker: Otto Lind:
		body: Since Monday.
		speaker: Vera Holm:
		body: And now?`)
}

// TestNoTurns reads what has names and colons and is no conversation.
func TestNoTurns(t *testing.T) {
	for _, text := range []string{
		"PLACE: Kell\n\nKILLED: 12\n\nPLACE: Dunmore\n\nKILLED: 3",
		"Place: Kell. Killed: 3.\n\nPlace: Dunmore. Killed: 2.\n\nCause: Flood.\n\nCause: Fire.",
		"KELL: Two houses burned.\n\nDUNMORE: A road was cut.",
		"Holm said: The port is shut.\n\nLind said: It is not.",
		"READ MORE: Who pays for the bridge?\n\nThe bridge is shut.\n\nWATCH LIVE: Who mends the road?",
		"Claim: The dam broke.\n\nFact: It did not.\n\nClaim: The port burned.\n\nFact: It did.",
		"Note: The port is shut.\n\nWarning: The road is cut.",
	} {
		for _, r := range Regions(text, "") {
			if r.Kind.String() == "speaker" {
				t.Errorf("%q: a speaker %q", text, r.Span.In(text))
			}
		}
	}
}

func TestRelease(t *testing.T) {
	check(t, "KELL WATER BOARD\n3 Quay Street, Kell\n\nFOR IMMEDIATE RELEASE\n\nWater is safe again in Kell\n\nKELL, 3 March 2021 – The water of Kell is safe again, the board said.\n\nTests found no lead in 40 samples.\n\n-ENDS-\n\nNotes to editors:\n1. The board serves 41,000 homes.\n2. Lead was found in May.\n\nMedia contact: Vera Holm\nTel: 0555 123 456\nvera@kell.example\n", "", `
		release: KELL WATER BOARD
		release: 3 Quay Street, Kell
		release: FOR IMMEDIATE RELEASE
		headline: Water is safe again in Kell
		dateline: KELL, 3 March 2021 –
		body: The water of Kell is safe again, the board said.
		body: Tests found no lead in 40 samples.
		release: -ENDS-
		notes: Notes to editors:
		notes: 1. The board serves 41,000 homes.
		notes: 2. Lead was found in May.
		release: Media contact: Vera Holm
		release: Tel: 0555 123 456
		release: vera@kell.example`)
	check(t, "PRESS RELEASE\n\nContact: Vera Holm, 0555 123 456\nvera@kell.example\n\nNew ferry for Kell\n\nThe ferry begins on Monday.\n\nIt takes 40 cars.\n\nAbout Kell Ferries\n\nKell Ferries has 300 workers.\n\n###", "", `
		release: PRESS RELEASE
		release: Contact: Vera Holm, 0555 123 456
		release: vera@kell.example
		headline: New ferry for Kell
		body: The ferry begins on Monday.
		body: It takes 40 cars.
		release: About Kell Ferries
		release: Kell Ferries has 300 workers.
		release: ###`)
	// Reports on press releases are none.
	check(t, "Board sorry for press release\n\nThe board said in a press release that it was sorry.\n\nContact with the ship was lost.\n\nEnds of ropes were found.", "", `
		headline: Board sorry for press release
		body: The board said in a press release that it was sorry.
		body: Contact with the ship was lost.
		body: Ends of ropes were found.`)
}

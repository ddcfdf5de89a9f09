package clean

import (
	"strings"
	"testing"
)

// A narrow column is put together; lists, tables, headlines and verse of the same
// width are not.
func TestNarrowColumns(t *testing.T) {
	check(t, "QUELL, March 3 (Tidewire) —\nThe ferry went down at noon\nwith at least 57 people, the\ncoast guard of Lumen Bay said.\nDivers left at once, and found\nsix boats.\n\nNobody knew on Monday why the\nferry sank.\n", "", `
		dateline: QUELL, March 3 (Tidewire) — /
		body: The ferry went down at noon / with at least 57 people, the / coast guard of Lumen Bay said. / Divers left at once, and found / six boats.
		body: Nobody knew on Monday why the / ferry sank.`)
	for _, apart := range []string{
		// A list of what was sent.
		"blankets and mats\nbread\nlamps, oil and matches\ndrinking water\nmedicine\nropes and two boats\nflour, rice and salt\nboots",
		// Lines of a song.
		"The ferry goes out in the morning\nand no one is waving\nThe ferry comes in\nwith the moon on its railing\nand nobody knows",
		// Headlines.
		"Ferry sinks off Quell\nMayor of Lumen Bay resigns\nSix boats found in the night\nStorm expected on Monday\nDivers wait on the pier",
		// A table.
		"Quell          12 dead  3 missing\nLumen Bay       4 dead  9 missing\nOke             1 dead  0 missing\nTaran          40 dead  2 missing",
	} {
		want := strings.Count(apart, "\n") + 1
		if got := len(blocks(apart)); got != want {
			t.Errorf("%d blocks of %d lines:\n%s", got, want, apart)
		}
	}
}

// A line that is half as wide again as the others, two of them joined in the view or an
// address, does not hide that the text was wrapped.
func TestOneWideLine(t *testing.T) {
	text := "The ferry of the Quell Line went down at noon on Monday with some 57\npeople, as the coast guard of the bay has said, and six of them were found by the divers who left at once from the pier, where all their\nfamilies wait. Nobody on the island knows why the ferry broke in two\nso near to the shore, and the owner of the line did not answer. See\nhttps://www.example.org/ferries/of/the/quell/line/and/where/they/sank/and/a/list/of/all/who/were/on/board/of/the/ferry/then.html\nfor what they have said of it, and for the names of the people who\nwere on board on that day.\n"
	if got := len(blocks(text)); got != 1 {
		t.Errorf("%d blocks", got)
	}
}

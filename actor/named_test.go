package actor_test

import "testing"

// TestNamedThings holds that what has a name as persons have one and is none (storms,
// ships, operations, diseases) is no person, wherever the report says what it is, and
// that a person of the same name stays one.
func TestNamedThings(t *testing.T) {
	right, wrong := judgeAll(t, namedThings)
	for _, w := range wrong {
		t.Error(w)
	}
	t.Logf("%d of %d right", right, len(namedThings))
}

var namedThings = []introduction{
	// storms
	{"Forecasters said Hurricane Ottilie in the gulf had strengthened. Norland Governor Ivar Moe declared an emergency in anticipation of Ottilie, with Harrow Governor Ana Lind doing so on Monday.", "!Ottilie; +Ana Lind; +Ivar Moe"},
	{"Ottilie reached the coast on Monday. Hurricane Ottilie had passed over the islands before, and Ottilie was forecast to weaken.", "!Ottilie"},
	{"A storm named Edgar flooded the port on Sunday. Edgar left 4,000 homes without power, and Edgar's winds tore off roofs.", "!Edgar"},
	{"The typhoon, called Marisol, sank two boats. Marisol was moving north, the weather agency said.", "!Marisol"},
	{"Marisol, a tropical storm, came ashore near Oster. Marisol killed three people.", "!Marisol"},
	{"Cyclone Ada hit the coast. Residents feared Ada more than the flood of last year.", "!Ada"},
	{"Winter Storm Gunther closed the airport. Gunther dropped a metre of snow.", "!Gunther"},
	{"The remnants of Tropical Storm Konrad brought rain. Konrad, which had been a hurricane, killed nine people.", "!Konrad"},
	// ships
	{"The ferry Astrid sank off Oster with 40 people on board. Astrid had left the port at noon.", "!Astrid"},
	{"A trawler named Greta was towed to Vester. Greta's crew of five was safe.", "!Greta"},
	{"The MV Rosalind ran aground on Friday. Rosalind was carrying grain, the coast guard said.", "!Rosalind"},
	// operations
	{"The army began Operation Leonidas in the valley. Leonidas involves 2,000 soldiers, the ministry said.", "!Leonidas"},
	{"The raid, dubbed Operation Clara, freed 12 hostages. Clara was planned for months.", "!Clara"},
	// diseases, and what is done against them
	{"Lind fever has killed 14 people in Harrow. The Lind virus is spread by ticks.", "!Lind"},
	// persons of the same names
	{"Hurricane Edgar flooded the port. Edgar Lind, a fisherman, lost his boat. “It was night,” Lind said.", "-Edgar Lind"},
	{"Hurricane Marta flooded the port. Marta, 34, a cook, was found on a roof.", "-Marta"},
	{"Hurricane Ada flooded the port. Ms. Ada was found on a roof.", "-Ada"},
	{"A woman named Marisol was found on a roof. Marisol had been there for two days, her son said.", "-Marisol"},
	{"The ferry sank. A nurse named Astrid swam to the shore. Astrid told reporters that nobody had a vest.", "-Astrid"},
	{"The captain of the ferry, Konrad Weiss, was the last to leave. Weiss wept.", "-Konrad Weiss"},
	{"The skipper of a trawler called Otto Lind for help. Lind came in his boat.", "-Otto Lind"},
	{"The ship’s cook, Ada, saved a child. Ada said she was tired.", "-Ada"},
}

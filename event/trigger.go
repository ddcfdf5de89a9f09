package event

import "assay/lang/en"

// An occurrence is the type of an event and its mode. Types of violence and
// their modes are PLOVER's; "aerial" is ours, for PLOVER has no mode for the
// air. What PLOVER leaves out has EM-DAT's words: DISASTER with the type of
// natural hazard, ACCIDENT with the type of technological one.
type occurrence struct{ kind, mode string }

const (
	assault  = "ASSAULT"
	coerce   = "COERCE"
	protest  = "PROTEST"
	disaster = "DISASTER"
	accident = "ACCIDENT"
)

// triggers gives the nouns that name an event, by lemma.
var triggers = map[string]occurrence{
	"attack": {assault, ""}, "assault": {assault, ""}, "raid": {assault, ""}, "ambush": {assault, ""},
	"offensive": {assault, ""}, "clash": {assault, ""}, "fighting": {assault, ""}, "battle": {assault, ""},
	"violence": {assault, ""}, "unrest": {assault, ""}, "crossfire": {assault, "firearms"}, "war": {assault, ""},
	"conflict": {assault, ""}, "siege": {assault, ""}, "incursion": {assault, ""}, "rampage": {assault, ""},
	"firefight": {assault, "firearms"}, "gunfight": {assault, "firearms"}, "shootout": {assault, "firearms"},
	"shooting": {assault, "firearms"}, "gunfire": {assault, "firearms"}, "gunbattle": {assault, "firearms"},
	"stabbing": {assault, "primitive"}, "beating": {assault, "beat"}, "torture": {assault, "torture"},
	"strike": {assault, "aerial"}, "airstrike": {assault, "aerial"}, "airstrikes": {assault, "aerial"}, "air-strike": {assault, "aerial"},
	"bombardment": {assault, "heavy-weapons"}, "shelling": {assault, "heavy-weapons"}, "barrage": {assault, "heavy-weapons"},
	"mortar": {assault, "heavy-weapons"}, "rocket": {assault, "heavy-weapons"}, "missile": {assault, "heavy-weapons"},
	"bombing": {assault, "explosives"}, "bomb": {assault, "explosives"}, "grenade": {assault, "explosives"},
	"mine": {assault, "explosives"}, "landmine": {assault, "explosives"}, "blast": {assault, "explosives"}, "ied": {assault, "explosives"},
	"massacre": {assault, "massacre"}, "killing": {assault, ""}, "murder": {assault, ""}, "assassination": {assault, "assassinate"},
	"execution": {assault, ""}, "crackdown": {coerce, ""}, "abduction": {assault, "abduct"}, "kidnapping": {assault, "abduct"},
	"protest": {protest, "demo"}, "demonstration": {protest, "demo"}, "rally": {protest, "demo"}, "riot": {protest, "riot"},
	"rioting": {protest, "riot"},
	"flood":   {disaster, "flood"}, "flooding": {disaster, "flood"}, "deluge": {disaster, "flood"}, "rain": {disaster, "flood"},
	"rainfall": {disaster, "flood"}, "rainstorm": {disaster, "storm"}, "storm": {disaster, "storm"}, "cyclone": {disaster, "storm"},
	"hurricane": {disaster, "storm"}, "typhoon": {disaster, "storm"}, "tornado": {disaster, "storm"}, "blizzard": {disaster, "storm"},
	"snowstorm": {disaster, "storm"}, "hailstorm": {disaster, "storm"}, "lightning": {disaster, "storm"},
	"earthquake": {disaster, "earthquake"}, "quake": {disaster, "earthquake"}, "tremor": {disaster, "earthquake"}, "aftershock": {disaster, "earthquake"},
	"tsunami": {disaster, "earthquake"}, "eruption": {disaster, "volcanic-activity"}, "landslide": {disaster, "landslide"},
	"mudslide": {disaster, "landslide"}, "avalanche": {disaster, "landslide"}, "wildfire": {disaster, "wildfire"},
	"bushfire": {disaster, "wildfire"}, "drought": {disaster, "drought"}, "famine": {disaster, "drought"},
	"heatwave": {disaster, "extreme-temperature"}, "outbreak": {disaster, "epidemic"}, "epidemic": {disaster, "epidemic"}, "cholera": {disaster, "epidemic"}, "disaster": {disaster, ""},
	"crash": {accident, "transport"}, "collision": {accident, "transport"}, "derailment": {accident, "transport"},
	"accident": {accident, ""}, "shipwreck": {accident, "transport"}, "capsizing": {accident, "transport"}, "sinking": {accident, "transport"},
	"fire": {accident, "fire"}, "blaze": {accident, "fire"}, "inferno": {accident, "fire"}, "explosion": {accident, "explosion"},
	"collapse": {accident, "collapse"}, "stampede": {accident, ""}, "crush": {accident, ""}, "pileup": {accident, "transport"}, "wreck": {accident, "transport"},
}

// deedTriggers gives the verbs that tell of an event, for clauses that name
// none: "died when the bus overturned".
var deedTriggers = map[string]occurrence{
	"attack": {assault, ""}, "storm": {assault, ""}, "ambush": {assault, ""}, "raid": {assault, ""}, "clash": {assault, ""},
	"bomb": {assault, "aerial"}, "shell": {assault, "heavy-weapons"}, "shoot": {assault, "firearms"}, "fire": {assault, "firearms"},
	"stab": {assault, "primitive"}, "behead": {assault, ""}, "execute": {assault, ""}, "murder": {assault, ""}, "detonate": {assault, "explosives"},
	"massacre": {assault, "massacre"}, "assassinate": {assault, "assassinate"}, "lynch": {assault, "beat"}, "slaughter": {assault, "massacre"},
	"explode": {accident, "explosion"}, "crash": {accident, "transport"}, "collide": {accident, "transport"}, "capsize": {accident, "transport"},
	"overturn": {accident, "transport"}, "derail": {accident, "transport"}, "plunge": {accident, "transport"}, "sink": {accident, "transport"},
	"skid": {accident, "transport"}, "veer": {accident, "transport"}, "swerve": {accident, "transport"}, "burst": {disaster, "flood"},
	"collapse": {accident, "collapse"}, "drown": {accident, ""}, "slay": {assault, ""}, "gun": {assault, "firearms"},
}

// modes refines an event by a word that modifies its trigger: "a suicide
// bombing", "an air raid", "a car crash".
var modes = map[string]occurrence{
	"suicide": {assault, "suicide-attack"}, "air": {assault, "aerial"}, "aerial": {assault, "aerial"}, "drone": {assault, "aerial"},
	"airstrike": {assault, "aerial"}, "missile": {assault, "heavy-weapons"}, "rocket": {assault, "heavy-weapons"}, "mortar": {assault, "heavy-weapons"},
	"artillery": {assault, "heavy-weapons"}, "gun": {assault, "firearms"}, "grenade": {assault, "explosives"}, "bomb": {assault, "explosives"},
	"chemical": {assault, "unconventional"}, "gas": {assault, "unconventional"}, "knife": {assault, "primitive"}, "machete": {assault, "primitive"},
	"arson": {assault, ""}, "terror": {assault, ""}, "terrorist": {assault, ""}, "car": {"", ""},
	"live": {assault, "firearms"}, "sniper": {assault, "firearms"}, "friendly": {assault, "firearms"}, "machine-gun": {assault, "firearms"},
	"hunger": {protest, "hunger"}, "labor": {protest, "boycott"}, "labour": {protest, "boycott"},
}

// naturals are words that make an explosion or a fire an attack or not.
var bombs = en.NewSet("bomb", "bomber", "grenade", "suicide", "militant", "attacker", "rebel", "terrorist", "mine", "device", "ied",
	"shell", "rocket", "car", "roadside", "missile", "attack", "insurgent", "jihadist")

// dug are what mines are dug for.
var dug = en.NewSet("coal", "gold", "copper", "iron", "ore", "diamond", "silver", "salt", "tin", "lead", "zinc", "lithium", "cobalt", "coltan", "uranium",
	"platinum", "emerald", "jade", "ruby", "potash", "phosphate", "nickel", "bauxite", "quarry", "open-pit", "illegal", "abandoned", "mining")

// occasion returns the event that the noun at i names, if it names one. A mine in a
// report of miners is where they work.
func (g *graph) occasion(i int) (occurrence, bool) {
	what, ok := triggers[g.lemma[i]]
	if ok && g.lemma[i] == "mine" && g.pit(i) {
		return occurrence{}, false
	}
	return what, ok
}

// pit reports whether the mine at i is dug, not laid.
func (g *graph) pit(i int) bool {
	for _, k := range g.kids[i] {
		if dug[g.lemma[k]] {
			return true
		}
	}
	return g.miners
}

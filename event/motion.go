package event

import "assay/lang/en"

// A way is the part that a place plays in a movement.
type way uint8

const (
	nowhere way = iota
	source
	goal
	path
)

// A motion says how a verb tells of a movement.
type motion struct {
	moved part // who changes place: the subject, or the object that is taken
	bare  way  // what a place without preposition is: "left Goma", "reached Goma"
	at    way  // what a place with "in", "at" or "near" is: "arrived in Goma"
}

// motions gives the verbs of motion by lemma. Verbs that mostly mean something
// else ("turn", "run", "draw") are left out.
var motions = map[string]motion{
	"flee": {subject, source, nowhere}, "escape": {subject, source, nowhere}, "leave": {subject, source, nowhere},
	"depart": {subject, source, nowhere}, "exit": {subject, source, nowhere}, "evacuate": {object, source, source},
	"abandon": {subject, source, nowhere}, "vacate": {subject, source, nowhere}, "desert": {subject, source, nowhere},
	"return": {subject, nowhere, nowhere}, "repatriate": {object, nowhere, nowhere},
	"arrive": {subject, goal, goal}, "enter": {subject, goal, nowhere}, "reach": {subject, goal, nowhere},
	"infiltrate": {subject, goal, nowhere}, "land": {subject, nowhere, goal}, "disembark": {subject, nowhere, goal},
	"settle": {subject, nowhere, goal}, "resettle": {object, nowhere, goal}, "converge": {subject, nowhere, goal},
	"travel": {subject, nowhere, nowhere}, "journey": {subject, nowhere, nowhere}, "trek": {subject, nowhere, nowhere},
	"walk": {subject, nowhere, nowhere}, "march": {subject, nowhere, nowhere}, "sail": {subject, nowhere, nowhere},
	"fly": {subject, nowhere, nowhere}, "drive": {object, nowhere, nowhere}, "head": {subject, nowhere, nowhere},
	"go": {subject, nowhere, nowhere}, "come": {subject, nowhere, nowhere}, "move": {subject, nowhere, nowhere},
	"migrate": {subject, nowhere, nowhere}, "emigrate": {subject, nowhere, nowhere}, "immigrate": {subject, nowhere, nowhere},
	"pour": {subject, nowhere, nowhere}, "flock": {subject, nowhere, nowhere}, "stream": {subject, nowhere, nowhere},
	"flow": {subject, nowhere, nowhere}, "trickle": {subject, nowhere, nowhere}, "surge": {subject, nowhere, nowhere},
	"seep": {subject, nowhere, nowhere}, "slip": {subject, nowhere, nowhere}, "sneak": {subject, nowhere, nowhere},
	"spill": {subject, nowhere, nowhere}, "filter": {subject, nowhere, nowhere}, "rush": {subject, nowhere, nowhere},
	"swarm": {subject, nowhere, nowhere}, "disperse": {subject, nowhere, nowhere}, "scatter": {subject, nowhere, nowhere},
	"cross": {subject, path, nowhere}, "traverse": {subject, path, nowhere},
	"withdraw": {subject, nowhere, nowhere}, "retreat": {subject, nowhere, nowhere}, "pull": {subject, nowhere, nowhere},
	"deploy": {subject, nowhere, goal}, "redeploy": {subject, nowhere, goal}, "advance": {subject, nowhere, nowhere},
	"relocate": {object, nowhere, nowhere}, "smuggle": {object, nowhere, nowhere}, "traffic": {object, nowhere, nowhere},
	"spirit": {object, nowhere, nowhere}, "bus": {object, nowhere, nowhere}, "airlift": {object, nowhere, nowhere},
	"ferry": {object, nowhere, nowhere}, "transport": {object, nowhere, nowhere}, "transfer": {object, nowhere, nowhere},
	"deport": {object, nowhere, nowhere}, "expel": {object, source, nowhere}, "evict": {object, source, nowhere},
	"extradite": {object, nowhere, nowhere}, "send": {object, nowhere, nowhere}, "dispatch": {object, nowhere, nowhere},
	"ship": {object, nowhere, nowhere}, "escort": {object, nowhere, nowhere}, "shift": {object, nowhere, nowhere},
	"bring": {object, nowhere, nowhere}, "take": {object, nowhere, nowhere}, "carry": {object, nowhere, nowhere},
	"lead": {object, nowhere, nowhere}, "guide": {object, nowhere, nowhere}, "accompany": {object, nowhere, nowhere}, "displace": {object, nowhere, source}, "uproot": {object, nowhere, source},
	"force": {object, nowhere, nowhere}, "push": {object, nowhere, nowhere},
	"hide": {subject, nowhere, nowhere}, "shelter": {subject, nowhere, goal},
}

// both are verbs that people do and that is done to them: "troops withdrew",
// "troops were withdrawn"; "families relocated", "families were relocated".
var both = en.NewSet("move", "withdraw", "deploy", "redeploy", "fly", "return", "pull", "relocate", "resettle", "drive")

// hides are nouns with which "go into", "take" or "seek" is a movement, and the
// place "in" which they stand its goal: "sought refuge in Chad".
var hides = en.NewSet("hiding", "refuge", "shelter", "asylum", "sanctuary", "exile")

// passages are nouns for a movement, with whether a place "in" which it is
// said to be is where it starts.
var passages = map[string]way{
	"exodus": source, "evacuation": source, "displacement": source, "flow": nowhere, "influx": goal,
	"passage": nowhere, "migration": nowhere, "withdrawal": nowhere, "deployment": goal, "return": nowhere,
	"arrival": goal, "departure": nowhere, "journey": nowhere, "deportation": nowhere, "repatriation": nowhere,
	"relocation": nowhere, "resettlement": goal, "expulsion": nowhere, "retreat": nowhere, "transfer": nowhere,
	"smuggling": nowhere, "crossing": nowhere,
}

// wayOf returns what a preposition makes of a place after verb or noun w, and
// whether it says anything. Prepositions within a phrase ("the hills near
// Goma") leave the way as it is.
func wayOf(prep, w string, m motion, now way) way {
	switch prep {
	case "to", "into", "onto", "toward", "towards", "unto":
		return goal
	case "from", "out of", "fleeing":
		return source
	case "through", "via", "across", "past", "over", "by way of", "along":
		return path
	case "for":
		switch w {
		case "leave", "head", "depart", "flee", "sail", "evacuate", "travel":
			return goal
		}
		return nowhere
	case "in", "at", "near", "around", "inside", "on", "within", "outside", "beyond", "behind", "off", "beside":
		if now != nowhere {
			return now
		}
		return m.at
	case "of", "like", "and", "or", "including", "such as", "between":
		return now
	}
	return nowhere
}

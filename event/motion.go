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
var motions = func() map[string]motion {
	verbs := map[string]motion{}
	for m, list := range map[motion]string{
		{subject, source, nowhere}: `flee escape leave depart exit abandon vacate desert`,
		{object, source, source}:   `evacuate`,
		{subject, nowhere, nowhere}: `return travel journey trek walk march sail fly head go come move migrate emigrate immigrate pour
			flock stream flow trickle surge seep slip sneak spill filter rush swarm disperse scatter withdraw
			retreat pull advance hide`,
		{object, nowhere, nowhere}: `repatriate drive relocate smuggle traffic spirit bus airlift ferry transport transfer deport
			extradite send dispatch ship escort shift bring take carry lead guide accompany force push`,
		{subject, goal, goal}:     `arrive`,
		{subject, goal, nowhere}:  `enter reach infiltrate`,
		{subject, nowhere, goal}:  `land disembark settle converge deploy redeploy shelter`,
		{object, nowhere, goal}:   `resettle`,
		{subject, path, nowhere}:  `cross traverse`,
		{object, source, nowhere}: `expel evict`,
		{object, nowhere, source}: `displace uproot`,
	} {
		for verb := range en.Words(list) {
			verbs[verb] = m
		}
	}
	return verbs
}()

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

package en

// Ruled says what a person said of a figure, a claim, an estimate or a report, by the verb of the ruling;
// of one that sets a field there is more to say, see [RuledField].
var Ruled = map[string]string{
	"confirm": "confirmed",
	"drop":    "dropped by hand",
	"add":     "added by hand",
	"split":   "split by hand",
	"merge":   "merged by hand",
	"whole":   "gone through whole",
}

// ByHand marks a number that a person set.
const ByHand = " (ruled)"

// Being is what a number by a rule is, BeingElse what it would be if nobody had said otherwise.
const (
	Being     = "is"
	BeingElse = "would be"
)

// RuledOf says the same of an estimate, behind who said so.
var RuledOf = map[string]string{
	"confirm": "confirmed these numbers",
	"split":   "said that some of the figures that were read as answers to this question answer another",
	"merge":   "said that this question and another are one",
}

// RuledField says what a person said of a field, and what was read there; "" if nothing.
func RuledField(field, theirs, found string) string {
	if found == "" {
		found = "nothing"
	}
	return field + " set to " + theirs + ", read as " + found
}

package en

// Ruled says what a person said of a figure or an estimate, by the verb of the ruling;
// of one that sets a field there is more to say, see [RuledField].
var Ruled = map[string]string{
	"confirm": "confirmed",
	"drop":    "no figure",
	"split":   "split by hand",
	"merge":   "merged by hand",
}

// RuledField says what a person said of a field, and what was read there; "" if nothing.
func RuledField(field, theirs, found string) string {
	if found == "" {
		found = "nothing"
	}
	return field + " set to " + theirs + ", read as " + found
}

package en

// Scoring is what the makers of English gold take as one word, or as none, when they score. It is
// theirs, and stands apart from what the readers know, so that no change to those moves a score by
// itself.
type Scoring struct {
	Units    map[string]string // units, and signs, as the gold of quantities calls them
	Spelling [][2]string       // what is written in two ways, and the one in which it is compared
	Titles   Set               // what is no part of a name when names are compared
	Counted  map[string]string // what is counted, called by another word
	Housing  Set               // units that stand for households in figures of displacement
}

var scoring = Scoring{
	Units: map[string]string{
		"%": "percent", "percentage": "percent", "pc": "percent", "$": "dollar", "us$": "dollar", "dollars": "dollar", "us dollar": "dollar", "american dollar": "dollar",
		"pound sterling": "pound", "british pound": "pound", "£": "pound", "€": "euro", "persons": "person", "people": "person", "times": "count", "time": "count",
		"metric ton": "tonne", "pound-mass": "pound", "degrees": "degree", "degree celsius": "celsius", "degree fahrenheit": "fahrenheit",
		"brake horsepower": "horsepower", "multiple": "count", "x": "count", "mp": "megapixel",
	},
	Spelling: [][2]string{{"metre", "meter"}, {"litre", "liter"}, {" a ", " per "}},
	Titles:   Words(`the a an of mr mrs ms gen col maj dr president general colonel secretary`),
	Counted:  map[string]string{"people": "person", "persons": "person", "family": "household", "families": "household", "percent": "%", "per cent": "%"},
	Housing:  Words(`household home house dwelling family building housing hut shelter apartment residence property structure`),
}

// ScoringWords returns the words by which scorers compare.
func ScoringWords() *Scoring { return &scoring }

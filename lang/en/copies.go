package en

// MadeFrom says what a report is to the one that it was made from, which is to be named next.
func MadeFrom(relation string) string { return madeFrom[relation] }

var madeFrom = map[string]string{"identical": "the same text as", "copy": "copy of", "excerpt": "excerpt of", "revision": "revision of"}

// What became of a text on its way from report to report.
const (
	LeftOut    = "left out" // so many bytes
	PutIn      = "added"
	NoWordElse = "no word changed"
)

// Words of briefs.
const (
	Gone       = "A question that the ledger does not ask any more"
	AsPutIn    = "as it was put in"
	NoReport   = "a report that is not in the ledger any more"
	NoWords    = "words that do not stand there any more"
	NotRead    = "nothing is read there any more"
	AnOrigin   = "origin"
	MoreFigure = "more figure"
	InConflict = "in conflict"
	AssertedBy = "It records what was asserted and by whom, not what is true."
	ByRole     = "Persons without a public office appear by their role."
)

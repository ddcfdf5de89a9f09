package en

// EditName says what an edit of a kind did to a copy.
func EditName(kind string) string { return editNames[kind] }

var editNames = map[string]string{
	"quotation":   "quotation altered",
	"figure":      "figure altered",
	"hedge":       "hedge altered",
	"attribution": "attribution altered",
	"other":       "reworded",
	"house-style": "house style",
}

// EditIn says the same behind a number.
func EditIn(kind string) string { return editsIn[kind] }

var editsIn = map[string]string{
	"quotation":   "inside quotations",
	"figure":      "in figures",
	"hedge":       "in hedges",
	"attribution": "in attributions",
	"other":       "reworded",
	"house-style": "in house style",
}

// DayFrom says where the day of a report is known from.
func DayFrom(from string) string { return dayFrom[from] }

var dayFrom = map[string]string{"flag": "given by the user", "metadata": "from its metadata", "url": "from its address", "text": "from its text"}

// ChangesOfNumbers say what became of a number on its way from report to report, in the
// order in which package trace has the kinds.
var ChangesOfNumbers = [...]string{
	"quotation altered",
	"attribution lost",
	"attribution changed",
	"attribution added",
	"hedge lost",
	"hedge added",
	"hedge altered",
	"lower bound dropped",
	"upper bound dropped",
	"bound added",
	"rounded",
	"number changed",
	"made vague",
	"made exact",
	"unit changed",
	"other words for who or what is counted",
}

package assay

import "time"

// A Story is a set of reports that go back to one text.
// It counts as one source, however many reports it has.
type Story struct {
	ID      string     // "st3fa9c021", see [StoryID]
	Reports []ReportID // the fullest first, then by day (unknown last), then by id
	// Earliest is the report that appeared before all others of the story whose
	// day is known; zero if none is known, or two are of one day.
	Earliest ReportID
	Agency   string // "AP", "Reuters"; "" if unknown
	Links    []Link
}

// A Link says how one report of a story goes back to another. From is the
// fuller one (of two alike the earlier, or else the one with the smaller id), To
// the one that was made from it.
type Link struct {
	From, To    ReportID
	Relation    string  // "identical", "copy", "excerpt", "revision"; between reports of no one story "quote-only", "unrelated"
	Containment float64 // share of the shorter report's words that lie in shared passages of five words and more
	Resemblance float64 // Jaccard resemblance of the two sets of 5-word shingles
	Passages    []Passage
	Cut         []Span // sentences and longer stretches of From that To leaves out
	Added       []Span // likewise of To that From does not have
	Why         []string
}

// A Passage is a stretch of one report that recurs, perhaps edited, in another.
type Passage struct {
	From, To Span
	Edits    []Edit // those that change the evidence first, then in text order
}

// An Edit is a difference inside a Passage. One side's span is empty (Start =
// End, at the place) where words were inserted or deleted.
type Edit struct {
	Op       string // "replace", "insert", "delete"
	Kind     string // "quotation", "figure", "hedge", "attribution", "house-style", "other"
	From, To Span
}

// An Occurrence is a thing that happened, or a state of things that lasted, of which
// reports tell: a flood, a raid, a war. What reports tell together, each by its own
// events and figures, is put together by package occurrence.
type Occurrence struct {
	ID         string // "occ5d01c7e2": of what is known of it
	Type, Mode string // as of an [Event]; "" if unknown
	Place      string // a gazetteer entry, or the words where it was not resolved; "" if unknown
	Countries  []string
	Begin, End time.Time // the days on which it happened, half open; zero if not to be known
	Background bool      // it is no report's news
	Of         string    // the id of the longer occurrence of which it is a part: a raid in a war; "" if of none
	Tellings   []Telling // in order of publication, then of the reports' ids
	Questions  [][]Telling
	Why        []Reason // for each telling but the first what speaks most for it
}

// A Telling is the events and figures by which one report tells of an occurrence or, among
// the Questions of one, the figures by which it answers a question. An event that has
// figures is told by these.
type Telling struct {
	Report  ReportID
	Events  []Ref[Event]
	Figures []Ref[Figure]
}

// A Reason says what speaks most for a report's telling of the same occurrence as another.
type Reason struct {
	From, To ReportID
	Why      []string // what was compared, what speaks most first: "place", "days", "number"
}

// Evidence is the exact text on which a figure rests. Text is kept next to the
// span, so that either can be checked against the other.
type Evidence struct {
	Report ReportID
	Span   Span
	Text   string
}

// An Estimate is what all reports together say about one question.
type Estimate struct {
	ID              string // "est5d01c7e2": of what the question asks, see package estimate
	Question        Question
	Event           string // the id of the [Occurrence] about which it is
	Sentence        string // the question as a sentence: "How many people were killed in the flood of 22–24 August 2022 in Sindh?"
	Of              string // the id of the estimate of the whole of which this is a part or a sub-flow; "" if of none
	Low, Best, High Amount
	Rule            string  // the name of the rule by which Low, Best and High were chosen
	AsOf            Date    // the day as of which it was made; zero: of all reports
	Origins         Origins // after copies and shared origins are folded
	Conflict        bool    // the intervals of two origins do not meet
	Series          []Entry // in order of publication
	Ruled           []Ruled // what persons said of it; Low, Best and High are as they said
}

// Origins is how many independent origins there are. Min counts those that must
// be different; Max adds the unnamed ones of distinct stories, who may be the
// same people.
type Origins struct{ Min, Max int }

// An Entry is one figure in the Series of an Estimate.
type Entry struct {
	Origin          string      // the innermost source, folded: "American-led military"; "the report itself"
	Named           bool        // whether Origin names somebody
	Own             bool        // a report says it in its own voice
	Family          string      // of an own voice: the family of publishers, the agency or the outlet; "" if of none
	Side            bool        // the origin is a party to the fighting
	With            string      // who gives the number together with Origin: "the monitor and local officials said"; "" if nobody
	Circle          ReportID    // of outlets that cite one another for the number and nobody else: the report cited here; zero otherwise
	Figure          Ref[Figure] // in the Doc of Evidence.Report
	Story           string      // the id of the report's story
	Evidence        Evidence
	Published       Date
	Bound           Bound
	Low, Best, High Amount
	Status          string // "stands", "repeats" (a copy of an entry before), "superseded", "denied", "declined", "planned", "hypothetical"
	SupersededBy    int    // index in the Series, -1 if it stands

	// Parts are the figures of the report that add up to the number, where none has it: two
	// who are told of one by one. With Less it is the first less the others: of five who were
	// shot one died.
	Parts []Ref[Figure]
	Less  bool
}

// A Question is what figures must agree on to be about the same thing.
type Question struct {
	Action               Action
	Counted, Unit, Place string // Place is a gazetteer entry, or the words where it was not resolved
	Begin, End           time.Time
}

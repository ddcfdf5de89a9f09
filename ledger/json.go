package ledger

import "assay"

// Version is the version of the JSON form, the value of "ledger" on each line.
const Version = 1

// Offsets is a span in the JSON form: [start, end) in bytes of the text.
type Offsets [2]int32

// A Quote is a span together with the characters it covers.
type Quote struct {
	Span Offsets `json:"span"`
	Text string  `json:"text"`
}

// A ReportLine is the line of one report. Its keys are those of LEDGER.md, in
// that order; a pointer is null where the value is unknown.
type ReportLine struct {
	Ledger    int            `json:"ledger"`
	Report    *ReportItem    `json:"report"`
	Regions   []RegionItem   `json:"regions"`
	Sentences []Offsets      `json:"sentences"`
	Actors    []ActorItem    `json:"actors"`
	Places    []PlaceItem    `json:"places"`
	Times     []TimeItem     `json:"times"`
	Sources   []SourceItem   `json:"sources"`
	Claims    []ClaimItem    `json:"claims"`
	Figures   []FigureItem   `json:"figures"`
	Events    []EventItem    `json:"events"`
	Movements []MovementItem `json:"movements"`
	Problems  []ProblemItem  `json:"problems"`

	Ruled  []RuledItem `json:"ruled,omitempty"`  // what a person said of it as a whole
	Masked bool        `json:"masked,omitempty"` // see [MaskedReport]
	Hidden []Quote     `json:"hidden,omitempty"` // what stands for the names of private persons, and where in the text these are
}

// A ReportItem is the report itself, with its text.
type ReportItem struct {
	ID            string  `json:"id"`
	Path          string  `json:"path"`
	Format        string  `json:"format"`
	URL           *string `json:"url"`
	Publisher     *string `json:"publisher"`
	Title         *string `json:"title"`
	Author        *string `json:"author"`
	Published     *string `json:"published"`
	PublishedFrom *string `json:"published_from"`
	Fetched       string  `json:"fetched,omitempty"` // RFC 3339
	Language      *string `json:"language"`
	Section       string  `json:"section,omitempty"`
	Declared      string  `json:"declared,omitempty"` // the language that the page says it is in
	Modified      string  `json:"modified,omitempty"`
	Found         *Found  `json:"found,omitempty"`
	Record        *Record `json:"record,omitempty"`
	Text          string  `json:"text"`
}

// Found says where in a page each of the fields stood: "json-ld", "opengraph", "meta" …
type Found struct {
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Title     string `json:"title,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	Modified  string `json:"modified,omitempty"`
	Section   string `json:"section,omitempty"`
	Declared  string `json:"declared,omitempty"`
}

// A Record says where in a file that holds many the bytes of a report stand.
type Record struct {
	Offset int64 `json:"offset"`
	Length int64 `json:"length"`
}

// A RegionItem is a stretch of the page with one role.
type RegionItem struct {
	Kind     string `json:"kind"`
	Language string `json:"language,omitempty"` // if it is not the report's
	Quote
}

// An ActorItem is an actor with its mentions.
type ActorItem struct {
	ID          string  `json:"id"`
	Class       string  `json:"class"`
	Name        *string `json:"name"`
	Role        *string `json:"role"`
	Affiliation *string `json:"affiliation"`
	Public      bool    `json:"public,omitempty"` // holds an office or speaks for somebody
	Mentions    []Quote `json:"mentions"`
}

// A PlaceItem is a toponym and what it was resolved to.
type PlaceItem struct {
	ID string `json:"id"`
	Quote
	Role       string   `json:"role"`
	Gazetteer  *string  `json:"gazetteer"`
	Name       *string  `json:"name"`
	Lat        *float64 `json:"lat"`
	Lon        *float64 `json:"lon"`
	Precision  string   `json:"precision"`
	Country    string   `json:"country,omitempty"`
	Within     string   `json:"within,omitempty"`
	AwayKM     float64  `json:"away_km,omitempty"`
	Confidence float64  `json:"confidence"`
	RunnerUp   *string  `json:"runner_up"`
}

// A TimeItem is a time expression. Begin and End are days ("2018-01-01"), with
// the time of day only where it is not midnight.
type TimeItem struct {
	ID string `json:"id"`
	Quote
	Type      string  `json:"type"`
	Value     *string `json:"value"`
	Begin     *string `json:"begin"`
	End       *string `json:"end"`
	Precision *string `json:"precision"`
	Anchored  bool    `json:"anchored"`
}

// A SourceItem is whoever a claim is attributed to, as mentioned there. It
// stands in the list of sources and again inside each of its claims.
type SourceItem struct {
	ID string `json:"id"`
	*Quote
	Class     string  `json:"class"`
	Name      *string `json:"name"`
	SpeaksFor *string `json:"speaks_for"`
	Actor     *string `json:"actor"`
	Reason    *Quote  `json:"reason"`
	Party     *string `json:"party"`
}

// A ClaimItem is an attribution.
type ClaimItem struct {
	ID         string        `json:"id"`
	Kind       string        `json:"kind"`
	Source     *SourceItem   `json:"source"`
	Cue        *Quote        `json:"cue"`
	Content    []ContentItem `json:"content"`
	Stance     string        `json:"stance"`
	Mode       string        `json:"mode"`
	Basis      *string       `json:"basis"`
	Said       *string       `json:"said"`
	Channel    *Quote        `json:"channel"`
	Via        *string       `json:"via"`
	RespondsTo []string      `json:"responds_to"`
	Checked    *CheckedItem  `json:"checked"`
	Region     string        `json:"region,omitempty"` // "headline" or "caption": repeats the body
	Confidence float64       `json:"confidence"`
	Ruled      []RuledItem   `json:"ruled,omitempty"`
}

// A ContentItem is one stretch of what was said.
type ContentItem struct {
	Quote
	Stance *string `json:"stance"`
}

// A CheckedItem is what the report says about the checking of a claim.
type CheckedItem struct {
	Quote
	Result string `json:"result"`
}

// A FigureItem is a quantity put to use.
type FigureItem struct {
	ID string `json:"id"`
	*Quote
	Bound      string       `json:"bound"`
	Low        assay.Amount `json:"low"`
	Best       assay.Amount `json:"best"`
	High       assay.Amount `json:"high"`
	Unit       *string      `json:"unit"`
	Counted    *Quote       `json:"counted"`
	Action     string       `json:"action"`
	Verb       *string      `json:"verb"`
	Of         *string      `json:"of"`
	Per        *string      `json:"per"`
	Change     string       `json:"change,omitempty"` // "up" or "down" in "rose by 12 to 57"
	Kind       *string      `json:"kind"`
	Total      *string      `json:"total"`
	Places     []string     `json:"places"`
	Time       *string      `json:"time"`
	Inherited  []string     `json:"inherited,omitempty"` // "places", "time": not of the clause itself
	Claim      *string      `json:"claim"`
	Region     string       `json:"region,omitempty"`
	Confidence float64      `json:"confidence"`

	Singular      bool               `json:"singular,omitempty"` // told without a number
	Country       []string           `json:"country,omitempty"`  // ISO 3166 alpha-3
	Begin         *string            `json:"begin,omitempty"`
	End           *string            `json:"end,omitempty"`
	Parts         map[string]string  `json:"parts,omitempty"` // of its places: "from", "to", "via"; those that are not here are "at"
	Role          string             `json:"role,omitempty"`  // "underwent", "did", "is"
	Trigger       *Quote             `json:"trigger,omitempty"`
	Probabilities *ProbabilitiesItem `json:"probabilities,omitempty"`
	Alternatives  []AlternativeItem  `json:"alternatives,omitempty"`
	Ruled         []RuledItem        `json:"ruled,omitempty"`
}

// A RuledItem is what a person said of a figure, a claim or an estimate, whose fields are as they
// said, beside what was read; or of a report as a whole.
type RuledItem struct {
	ID     string  `json:"id"`
	Verb   string  `json:"verb"` // "confirm", "set", "drop", "add", "split", "merge", "whole"
	Field  string  `json:"field,omitempty"`
	Found  *string `json:"found"`
	Theirs *string `json:"theirs"`
	By     *string `json:"by"`
	At     string  `json:"at"`
	Why    string  `json:"why"`
}

func ruledItems(list []assay.Ruled) (items []RuledItem) {
	for _, r := range list {
		items = append(items, RuledItem{r.ID, r.Verb, r.Field, known(r.Found), known(r.Theirs), known(r.By), r.At, r.Why})
	}
	return items
}

func ruled(items []RuledItem) (list []assay.Ruled) {
	for _, it := range items {
		list = append(list, assay.Ruled{ID: it.ID, Verb: it.Verb, Field: it.Field, Found: value(it.Found), Theirs: value(it.Theirs), By: value(it.By), At: it.At, Why: it.Why})
	}
	return list
}

// An AlternativeItem is a value that a field of a figure may have as well.
type AlternativeItem struct {
	Field       string  `json:"field"` // "action", "country" or "begin"
	Value       string  `json:"value"`
	Probability float64 `json:"probability"`
}

// A ProbabilitiesItem says how likely the fields of a figure are right.
type ProbabilitiesItem struct {
	Figure  float64 `json:"figure"`
	Action  float64 `json:"action"`
	Places  float64 `json:"places"`
	Country float64 `json:"country"`
	Time    float64 `json:"time"`
	Days    float64 `json:"days"`
}

// An EventItem is something that is said to have happened.
type EventItem struct {
	ID   string  `json:"id"`
	Type string  `json:"type"`
	Mode *string `json:"mode"`
	*Quote
	Actors     []string `json:"actors"`
	Recipients []string `json:"recipients"`
	Places     []string `json:"places"`
	Time       *string  `json:"time"`
	Figures    []string `json:"figures"`
	Claim      *string  `json:"claim"`

	Background bool     `json:"background,omitempty"` // not this report's news
	Country    []string `json:"country,omitempty"`    // ISO 3166 alpha-3
	Begin      *string  `json:"begin,omitempty"`
	End        *string  `json:"end,omitempty"`
}

// A MovementItem is an event in which people change place.
type MovementItem struct {
	ID     string   `json:"id"`
	Who    *Quote   `json:"who"`
	From   []string `json:"from"`
	To     []string `json:"to"`
	Via    []string `json:"via"`
	Count  *string  `json:"count"`
	Time   *string  `json:"time"`
	Status *string  `json:"status"`
	Claim  *string  `json:"claim"`
}

// A ProblemItem is what a stage could not do.
type ProblemItem struct {
	Stage string `json:"stage"`
	Error string `json:"error"`
	Note  bool   `json:"note,omitempty"` // it is only worth a note: nothing was left undone
}

// A StoryLine is the line of one story.
type StoryLine struct {
	Ledger int        `json:"ledger"`
	Story  *StoryItem `json:"story"`
}

// A StoryItem is a set of reports that go back to one text.
type StoryItem struct {
	ID       string     `json:"id"`
	Reports  []string   `json:"reports"`
	Fullest  string     `json:"fullest"`
	Earliest *string    `json:"earliest"`
	Agency   *string    `json:"agency"`
	Links    []LinkItem `json:"links"`
}

// A LinkItem says how one report goes back to another.
type LinkItem struct {
	From        string        `json:"from"`
	To          string        `json:"to"`
	Relation    string        `json:"relation"`
	Containment float64       `json:"containment"`
	Resemblance float64       `json:"resemblance"`
	Passages    []PassageItem `json:"passages"`
	Cut         []Quote       `json:"cut"`
	Added       []Quote       `json:"added"`
	Why         []string      `json:"why"`
}

// A PassageItem is a stretch that recurs.
type PassageItem struct {
	From  Offsets    `json:"from"`
	To    Offsets    `json:"to"`
	Edits []EditItem `json:"edits"`
}

// An EditItem is a difference inside a passage, with the words of both sides.
type EditItem struct {
	Op       string  `json:"op"`
	Kind     string  `json:"kind"`
	From     Offsets `json:"from"`
	To       Offsets `json:"to"`
	FromText string  `json:"from_text"`
	ToText   string  `json:"to_text"`
}

// An OccurrenceLine is the line of one event of all reports.
type OccurrenceLine struct {
	Ledger int             `json:"ledger"`
	Event  *OccurrenceItem `json:"event"`
}

// An OccurrenceItem is a thing that happened, of which reports tell.
type OccurrenceItem struct {
	ID         string        `json:"id"`
	Type       *string       `json:"type"`
	Mode       *string       `json:"mode"`
	Place      *string       `json:"place"`
	Country    []string      `json:"country"` // ISO 3166 alpha-3
	Begin      *string       `json:"begin"`
	End        *string       `json:"end"`
	Background bool          `json:"background,omitempty"` // no report's news
	Reports    []string      `json:"reports"`
	Mentions   []MentionItem `json:"mentions"`
	Estimates  []string      `json:"estimates"`
	Of         *string       `json:"of"` // the longer event of which it is a part
	Why        []ReasonItem  `json:"why"`
}

// A MentionItem is what one report says of an event: an event of its own, and those of its
// figures that tell of it.
type MentionItem struct {
	Report  string   `json:"report"`
	Event   *string  `json:"event"`
	Figures []string `json:"figures"`
}

// A ReasonItem says what speaks most for one report's telling of the same as another.
type ReasonItem struct {
	From string   `json:"from"`
	To   string   `json:"to"`
	Why  []string `json:"why"`
}

// An EstimateLine is the line of one estimate.
type EstimateLine struct {
	Ledger   int           `json:"ledger"`
	Estimate *EstimateItem `json:"estimate"`
}

// An EstimateItem is what all reports together say about one question.
type EstimateItem struct {
	ID       string       `json:"id"`
	Question QuestionItem `json:"question"`
	Event    *string      `json:"event"`    // about which it is
	Sentence *string      `json:"sentence"` // the question as a sentence
	Of       *string      `json:"of"`       // the estimate of the whole
	Low      assay.Amount `json:"low"`
	Best     assay.Amount `json:"best"`
	High     assay.Amount `json:"high"`
	Rule     string       `json:"rule"`
	AsOf     *string      `json:"as_of,omitempty"` // the day as of which it was made; absent: of all reports
	Origins  OriginsItem  `json:"origins"`
	Conflict bool         `json:"conflict"`
	Series   []SeriesItem `json:"series"`
	Ruled    []RuledItem  `json:"ruled,omitempty"`
}

// A QuestionItem is what the figures of an estimate agree on.
type QuestionItem struct {
	Action  string  `json:"action"`
	Counted *string `json:"counted"`
	Unit    *string `json:"unit"`
	Place   *string `json:"place"`
	Begin   *string `json:"begin"`
	End     *string `json:"end"`
}

// An OriginsItem is how many independent origins there are.
type OriginsItem struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// A SeriesItem is one figure in an estimate. SupersededBy is a position in the
// series, counted from 0.
type SeriesItem struct {
	Origin string  `json:"origin"`
	Named  bool    `json:"named"`
	Own    bool    `json:"own,omitempty"`    // a report says it in its own voice
	Family *string `json:"family,omitempty"` // of an own voice: its family of publishers, agency or outlet
	Side   bool    `json:"side,omitempty"`   // the origin is a party to the fighting
	With   *string `json:"with,omitempty"`   // who gives the number together with the origin
	Circle *string `json:"circle,omitempty"` // of outlets that cite one another for the number: the report that is cited here
	Report string  `json:"report"`
	Figure *string `json:"figure"`
	Story  string  `json:"story"`
	*Quote
	Published    *string      `json:"published"`
	Bound        string       `json:"bound"`
	Low          assay.Amount `json:"low"`
	Best         assay.Amount `json:"best"`
	High         assay.Amount `json:"high"`
	Status       string       `json:"status"`
	SupersededBy *int         `json:"superseded_by"`
	Parts        []string     `json:"parts,omitempty"` // the figures of the report that add up to it; Figure is the first
	Less         bool         `json:"less,omitempty"`  // the first, less the others
}

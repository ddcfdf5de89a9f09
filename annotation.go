package assay

import (
	"slices"
	"time"
)

// A Doc is a Report together with what the stages have read in it.
// Every list is in order of Span.Start, longer spans first, but for Actors,
// which are in order of their first mention, and Claims, in order of their
// first word of content.
type Doc struct {
	*Report

	// Appeared is the publication date that the stages reckon with: the
	// report's own, or, where that is unknown, what the text itself gives away
	// (From is then "text"). Stage timex sets it.
	Appeared Published

	Regions   []Region  // layout: headline, byline, dateline, body paragraphs, boilerplate
	Language  string    // BCP 47; "" if not looked at, "und" if the text does not tell
	Foreign   []Foreign // regions in another language, of which no word is read
	Sentences []Span
	Tokens    []Token
	Names     []Name
	States    States // of the tokens; none where they were read fast

	Quantities []Quantity
	Times      []Time
	Places     []Place
	Actors     []Actor

	Attributions []Attribution
	Sources      []Source
	Claims       []Claim
	Figures      []Figure
	Events       []Event
	Movements    []Movement

	Problems []Problem // what a stage could not do; the other stages went on
	Ruled    []Ruled   // what persons said of the report as a whole
}

// NewDoc returns a Doc in which nothing has been read yet.
func NewDoc(rep *Report) *Doc { return &Doc{Report: rep, Appeared: rep.Published} }

// A Region is a stretch of the text with one role on the page. A body region is
// one paragraph. Regions do not overlap; white space between them is in none.
type Region struct {
	Span Span
	Kind RegionKind
}

// A Foreign is a region in another language than its report: somebody's own words, a
// notice of the page.
type Foreign struct {
	Span     Span
	Language string // BCP 47; "und" if it is none that is known
}

// RegionKind says what role a Region has.
type RegionKind uint8

// The kinds. Body, Headline, Caption and Notes are read for claims and figures; what
// stands in a headline or caption repeats the body and says so. Of a Speaker's label only
// who that is is read.
const (
	Body RegionKind = iota
	Headline
	Byline
	Dateline
	Caption
	Credit
	Boilerplate
	Repeat  // said before: a passage that the scrape repeats
	Speaker // who has the word in a transcript or an interview: "LIND:", "Q:"
	Release // what frames a press release: letterhead, marks, its end, contacts
	Notes   // what a press release tells editors only
)

// RegionKinds names the kinds, in the order of the constants.
var RegionKinds = [...]string{"body", "headline", "byline", "dateline", "caption", "credit", "boilerplate", "repeat", "speaker", "release", "notes"}

func (k RegionKind) String() string { return RegionKinds[k] }

// Runs reports whether a region is running text: a paragraph of the body or of notes.
func (k RegionKind) Runs() bool { return k == Body || k == Notes }

// A Token is a word with its syntax, in the terms of Universal Dependencies.
// "don't" is two tokens, "do" and "n't". Tokens never cross a region.
type Token struct {
	Span  Span
	Lemma string // lower case but for names
	POS   string // UPOS: "NOUN", "PROPN", "VERB", "AUX", "NUM" ...
	XPOS  string // Penn Treebank tag: "VBD", "NNS"
	Head  int32  // index of the governor in Doc.Tokens, -1 at the root of a sentence
	Rel   string // UD relation with subtype: "nsubj", "nmod:poss"
}

// States are what a reader's network makes of each token where it stands, as numbers in
// eight bits: number k of token i is Data[i*Width+k] times Scales[i]. They are there
// while a report is read, for the stages that learnt to read them, and are never kept.
type States struct {
	Careful bool // they are the encoder's, and not the fast reader's
	Width   int
	Data    []int8
	Scales  []float32
	Windows []int32    // the first token of each stretch that was encoded together
	Pieces  [][2]int32 // of each token, the first and the last piece of a word in it, by their numbers
}

// Len returns how many tokens have a state.
func (s *States) Len() int { return len(s.Scales) }

// A Name is a proper name as mentioned.
type Name struct {
	Span  Span
	Class NameClass
}

// NameClass says what kind of thing a Name names.
type NameClass uint8

// The classes.
const (
	OtherName NameClass = iota
	PersonName
	OrganizationName
	LocationName
	NORPName // nationalities, religions, political groups: "Turkish", "Kurds"
)

// NameClasses names the classes, in the order of the constants.
var NameClasses = [...]string{"MISC", "PER", "ORG", "LOC", "NORP"}

func (c NameClass) String() string { return NameClasses[c] }

// Bound says how the words limit the number.
type Bound uint8

// The bounds that English hedges express.
const (
	Exact   Bound = iota // "57"
	Approx               // "some 40,000"
	AtLeast              // "more than 3,500"
	AtMost               // "as many as 1,000"
	Range                // "100 to 150"
	Vague                // "low thousands"
)

// Bounds names the bounds, in the order of the constants.
var Bounds = [...]string{"exact", "approx", "at_least", "at_most", "range", "vague"}

func (b Bound) String() string { return Bounds[b] }

// A Quantity is a number in words or digits, with its hedge and unit, as
// mentioned. LEDGER.md (figures, bound) says what each Bound does to Low, Best
// and High.
type Quantity struct {
	Span            Span // hedge and numeral; with the unit only for money and percentages
	Bound           Bound
	Low, Best, High Amount
	Unit            string // "person", "household", an ISO 4217 code, "percent", "fraction", or the singular of the head noun
	Counted         Span   // the noun phrase that is counted, numeral and hedge left out: "fighters and family members"
	Head            int32  // index in Doc.Tokens of the head of Counted; -1 if there is none
	Of              Span   // the whole of which this is a part: "more than 5,000 Europeans" in "Of more than 5,000 Europeans ..., as many as 1,500"
	Per             string // "day" in "some 900 a day"
	Change          string // "up" or "down" in "rose by 12 to 57"; "" if none
	Singular        bool   // told in the singular, without a number: "a girl of 15"; only of a Figure
}

// A Time is a time expression, in the terms of TimeML.
type Time struct {
	Span       Span
	Type       string    // "date", "time", "duration", "set"
	Value      string    // TIMEX3 value: "2018-01-20", "2018-W04"; "XXXX-01-20" where the year is open
	Begin, End time.Time // the interval Value denotes, half open; zero if open
	Precision  string    // "minute", "hour", "day", "week", "month", "season", "quarter", "year", "decade"; "" if open
	Anchored   bool      // resolved against the publication date or another time
}

// A Place is a toponym, or a noun phrase that stands for a place, and the
// gazetteer entry it was resolved to.
type Place struct {
	Span       Span
	Gazetteer  string // entry, "geonames:163808"; "" if unresolved
	Name       string // its name in the gazetteer
	Lat, Lon   float64
	Precision  Precision
	Role       PlaceRole
	Confidence float64 // 0 to 1
	RunnerUp   string  // the entry that came second; "" if none
	Country    string  // ISO 3166 alpha-2 of the entry; where it has none, or there is none, of what the text says or the names around it; "" if not known
	Within     string  // gazetteer entry of the parent of a nominal place ("northern Syria": Syria); "" if none
	Away       float64 // kilometres from Within, of "40 km north of Raqqa", whose point is reckoned from them; 0 otherwise
}

// Precision says how closely a Place is known.
type Precision uint8

// From least to most precise.
const (
	Unresolved  Precision = iota
	AreaOf                // a river, a desert, a border, part of a country, somewhere about the point; "region" in the ledger
	CountryWide           // a whole country
	Admin1
	Admin2
	Locality
)

// Precisions names the precisions, in the order of the constants.
var Precisions = [...]string{"unresolved", "region", "country", "admin1", "admin2", "locality"}

func (p Precision) String() string { return Precisions[p] }

// PlaceRole says what a place name does in its sentence.
type PlaceRole uint8

// The roles.
const (
	Literal  PlaceRole = iota // "in Syria"
	Modifier                  // "the Harrow offensive"
	Metonym                   // "Washington said"
	Demonym                   // "the Syrian army"
)

// PlaceRoles names the roles, in the order of the constants.
var PlaceRoles = [...]string{"literal", "modifier", "metonym", "demonym"}

func (r PlaceRole) String() string { return PlaceRoles[r] }

// An Actor is a person, group, organisation or document of the report, with
// all its mentions: one entry for "Gen. Paula J. Stone", "General Stone" and "she".
type Actor struct {
	Class       ActorClass
	Name        string     // the fullest name in the report, without title: "Paula J. Stone"; "" for unnamed groups
	Role        string     // "deputy commander of the coast guard", "a smuggler"; "" if not given
	Affiliation Ref[Actor] // the organisation it belongs to or speaks for
	Public      bool       // holds or held a public office, stands for one, leads or speaks for a body, bears an official title or signs the report; only then a person's name leaves the report
	Mentions    []Span     // in text order; pronouns are mentions too
}

// ActorClass says what kind of actor an Actor is.
type ActorClass uint8

// The classes of actors and sources. The last two are for sources only.
const (
	Person       ActorClass = iota
	Group                   // "American officials", "analysts"
	Organization            // "the Syrian Democratic Forces"
	Document                // "classified assessments"
	Anonymous               // somebody who is not named, and nothing said of him; "indications"
	Author                  // the report in its own voice: "a reporter counted"
)

// ActorClasses names the classes, in the order of the constants.
var ActorClasses = [...]string{"person", "group", "organization", "document", "anonymous", "author"}

func (c ActorClass) String() string { return ActorClasses[c] }

// An Attribution is a stretch of text that its words give to somebody: a source,
// a cue and a content (PARC 3, Pareti 2016; PolNeAR, Newell et al. 2018). It may be
// a statement, a belief or an intention; which are claims is decided later. Each
// part is in pieces, in text order; a source may be missing ("is believed to"). A Doc
// has them in the order of their cues.
type Attribution struct {
	Source, Cue, Content []Span
	Confidence           float64 // 0 to 1
}

// A Source is whoever a claim is attributed to, as mentioned there.
type Source struct {
	Span      Span // with modifiers and relative clauses
	Class     ActorClass
	Name      string     // the full name, resolved over the report; "" for unnamed groups
	Actor     Ref[Actor] // none if unresolved
	SpeaksFor Ref[Actor] // the organisation or party whose words these are
	Reason    Span       // why it is not named: "not authorized to speak publicly"; zero if not given
	Party     string     // "belligerent", "government", "monitor", "agency", "analyst", "witness", "media"; "" if unknown
}

// A Claim is an attribution: a source, the cue that attributes, the content.
type Claim struct {
	Kind       ClaimKind
	Source     Ref[Source] // never zero: a sentence nobody is quoted for is no claim
	Cue        Span        // the verb without auxiliaries, or the noun or preposition that attributes; zero if implied
	Content    []Content   // in text order; more than one when the cue interrupts
	Stance     Stance
	Mode       Mode
	Basis      string     // "firsthand", "document", "hearsay"; "" if unknown
	Said       Ref[Time]  // when it was said
	Channel    Span       // "in a WhatsApp message"; zero if not given
	Via        Ref[Claim] // the claim that reports this one
	RespondsTo []Ref[Claim]
	Checked    Checked
	Confidence float64 // 0 to 1
	Ruled      []Ruled // what persons said of it; its fields are as they said
}

// Dropped reports whether a person said that it is none. It stays among the claims of its report, by
// whose numbers others are known, and nothing stands in it.
func (c *Claim) Dropped() bool {
	return slices.ContainsFunc(c.Ruled, func(r Ruled) bool { return r.Verb == VerbDrop })
}

// Content is one stretch of what a source is said to have said.
type Content struct {
	Span   Span
	Stance *Stance // where one statement does two things; nil where it is the claim's
}

// Checked is what a report says about the checking of a claim:
// "could not be independently verified".
type Checked struct {
	Span   Span   // zero if nothing is said
	Result string // "verified", "unverified", "refuted"
}

// ClaimKind says whether the source's own words are given.
type ClaimKind uint8

// The kinds of attribution.
const (
	Direct ClaimKind = iota
	Indirect
	Mixed
)

// ClaimKinds names the kinds, in the order of the constants.
var ClaimKinds = [...]string{"direct", "indirect", "mixed"}

func (k ClaimKind) String() string { return ClaimKinds[k] }

// Stance says what the source does to the content.
type Stance uint8

// The stances.
const (
	Asserts Stance = iota
	Hedges
	Denies
	Declines // to comment, to confirm
)

// Stances names the stances, in the order of the constants.
var Stances = [...]string{"asserts", "hedges", "denies", "declines"}

func (s Stance) String() string { return Stances[s] }

// Mode says what kind of utterance or attitude is attributed.
type Mode uint8

// The modes.
const (
	Says Mode = iota
	Believes
	Intends
	Asks
	Orders
)

// Modes names the modes, in the order of the constants.
var Modes = [...]string{"says", "believes", "intends", "asks", "orders"}

func (m Mode) String() string { return Modes[m] }

// An Action is what the people or things counted did or suffered.
type Action string

// Actions is the closed list, as in LEDGER.md.
var Actions = [...]Action{
	"killed", "injured", "missing", "displaced", "evacuated", "fled", "returned",
	"arrived", "departed", "crossed", "trapped", "rescued", "detained",
	"surrendered", "recruited", "infected", "hospitalized", "vaccinated",
	"homeless", "affected", "attended", "paid", "pledged", "destroyed",
	"damaged", "seized", "other",
}

// A Figure is a quantity put to use: how many of what did what, where, when,
// and who says so. It is the row that an analyst codes.
type Figure struct {
	Quantity   Quantity    // number, bound and hedge
	Unit       string      // the quantity's, or its antecedent's where the noun is left out
	Counted    Span        // likewise: "people" for the 90 in "killed 36 people and injured 90 more"; zero if none
	Action     Action      // what those counted did or suffered
	Verb       string      // the lemma that says so: "escape"
	Trigger    Span        // its words; zero if none
	Role       string      // whether those counted "underwent" it, "did" it to others, or merely are ("is")
	Of         Ref[Figure] // the whole of which this is a part
	Per        string      // "day" in "some 900 a day"
	Kind       string      // "flow" or "stock"; "" if unknown
	Total      string      // "new" or "cumulative"; "" if unknown
	Places     []Ref[Place]
	Time       Ref[Time]
	Inherited  Layer     // Places, Times: not said in the clause
	Countries  []string  // ISO 3166 alpha-2 of where it happened; none if not to be known
	Begin, End time.Time // the days on which it may have happened, half open; zero if not to be known
	Claim      Ref[Claim]
	Chances    Chances
	Second     []Alternative // what else is nearly as likely
	Confidence float64       // 0 to 1: that all of it is right
	Ruled      []Ruled       // what persons said of it; its fields are as they said
}

// A Ruled is what a person said of a figure, a claim, an estimate or a whole report. It holds, and
// what was read stands beside it.
type Ruled struct {
	ID            string // of the ruling: "r3fa9c021"
	Verb          string
	Field         string // the field that was set
	Found, Theirs string // what was read there, and what they said; "" if nothing
	By, At, Why   string // who, "" if unknown; when, RFC 3339; their reason
}

// The verbs of rulings on a figure, a claim, an estimate or a whole report.
const (
	VerbConfirm = "confirm" // it is right as it was read
	VerbSet     = "set"     // a field is something else
	VerbDrop    = "drop"    // it is no figure, no claim
	VerbAdd     = "add"     // it is one, where none was read
	VerbSplit   = "split"   // some figures of an estimate answer another question than the rest
	VerbMerge   = "merge"   // two estimates answer one question
	VerbWhole   = "whole"   // a person went through all of a report: what is not ruled otherwise is right, and nothing is missing
)

// SourceRuled reports whether a person said whose a figure is: that of its claim, or the
// report's own where it has none. Who said whose the claim is said it of what stands there.
func (d *Doc) SourceRuled(f *Figure) bool {
	by := func(r Ruled) bool { return r.Field == "source" || r.Field == "claim" }
	cl := f.Claim.In(d.Claims)
	return slices.ContainsFunc(f.Ruled, by) || cl != nil && slices.ContainsFunc(cl.Ruled, func(r Ruled) bool { return by(r) || r.Verb == VerbAdd })
}

// SaidOf returns what persons said of a figure, and how they set the claim that it stands in.
func (d *Doc) SaidOf(f *Figure) []Ruled {
	list := f.Ruled
	if cl := f.Claim.In(d.Claims); cl != nil {
		for _, r := range cl.Ruled {
			if r.Verb == VerbSet {
				list = append(slices.Clip(list), r)
			}
		}
	}
	return list
}

// An Alternative is a value that a field of a Figure may have as well.
type Alternative struct {
	Field, Value string // "action", "country" (ISO 3166 alpha-2) or "begin" (the first day), and what
	Chance       float64
}

// Chances are how likely the fields of a Figure are right, each from 0 to 1.
type Chances struct{ Figure, Action, Places, Countries, Time, Days float64 }

// An Event is something that is said to have happened, in the terms of PLOVER.
type Event struct {
	Span               Span // the trigger
	Type, Mode         string
	Actors, Recipients []Ref[Actor]
	Figures            []Ref[Figure] // in text order; of those of dead, injured and missing the three of each that most likely tell of all of it
	Places             []Ref[Place]
	Countries          []string // ISO 3166 alpha-2; none if not to be known
	Time               Ref[Time]
	Begin, End         time.Time // the days on which it may have happened, half open; zero if not to be known
	Claim              Ref[Claim]
	Background         bool // it is not this report's news
}

// A Movement is an event in which people change place.
type Movement struct {
	Who      Span
	From, To []Ref[Place]
	Via      []Ref[Place]
	Count    Ref[Figure]
	Status   string // "reported", "planned", "hypothetical", "denied", "prevented"
	Time     Ref[Time]
	Claim    Ref[Claim]
}

// A Problem says what a stage could not do on this report, and why.
type Problem struct {
	Stage string
	Err   string
	Note  bool // only worth a note: nothing was left undone
}

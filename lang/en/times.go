package en

import "strings"

// TimeWords are the words by which times are read; package timex has the grammar. They
// are closed classes of the language: no corpus lists them. Values are those of
// TimeML: "NI" is a night, "FA" a fall, "PAST_REF" a time that is over.
type TimeWords struct {
	Units      map[string]string // forms of the units of time, and their names: "mins" is "minute"
	PluralDays map[string]int    // "mondays", with their numbers
	Seasons    map[string]string
	DayParts   map[string]string
	Ordinals   map[string]int // first to twentieth, thirtieth
	Decades    map[string]int // "sixties"
	Relations  map[string]int // which way a word turns from the time of speech: "last" is -1
	Days       map[string]Day // days counted from the day of speech
	Clocks     map[string]string
	Refs       map[string]string // words for a time that no calendar fixes
	RefNouns   map[string]string // those that need an article: "the past"
	RefPhrases []Phrase          // those of several words
	Sets       map[string]string // words for what comes again: "daily"
	Feasts     []Feast

	Edges   map[string]Edge   // words before a time that say which part of it is meant: "late last month"
	EdgesOf map[string]Edge   // nouns that say so before "of": "the end of May"
	Zones   Set               // zones of the clock
	Halves  map[string]string // which half of a day "a.m." and "p.m." are: "a", "p"
	HalfOf  map[string]string // the same of "4 in the morning"

	FeastDays      Set // words that make a weekday a certain one: "Good Friday"
	OrdinalEndings Set // what digits of an ordinal end in: "20th"
	ShortMonths    Set // abbreviations of months, which a period may follow
	MonthWords     Set // months that are names or other words too
	MonthVerbs     Set // those that are verbs
	FirstNames     Set // those that are first names
	BeforeMonth    Set // words that show that a month follows
	Through        Set // what stands between the ends of a stretch: "Jan. 20 to 22"
	SureYear       Set // words after which four digits are a year, even one long ago
	AfterYear      Set // words before which they may be
	NoYear         Set // hedges after which they are a number
	Uncounted      Set // nouns without a plural "s" that such a number counts
	FourDigits     Set // words after "0600" that make it a time of day
	AboutClock     Set // prepositions before a time of day
	ShortDays      Set // abbreviations of weekdays that are words too
	ThisWeek       Set // words before "week" that say which: "Friday next week"
	NounEnds       Set // words that begin no noun phrase's head: "the past and the future"
	YearKinds      Set // "the fiscal year"
	Counted        Set // "the last year" is so long a stretch
	FromThen       Set // words that turn from a time named before: "the previous week"
	Same           Set // "the corresponding period last year"
	Ending         Set // words before the last day of a stretch: "the week to Sunday"
	ForYear        Set // prepositions before "the full year"
	NotAlone       Set // words that say of which unit "the week" speaks: "the week of the vote"
	AsksTime       Set // words before "the year" that ask for a time: "earlier in the year"
	BeforeSeason   Set // words that show that a season follows
	SpanBefore     Set // words after which a bare "a year" or "years" is a stretch of time and no rate
	BareSpan       Set // words after which "years" alone is one: "took years"
	Rates          Set // words before "a day" that make it a rate: "once a day"
	Old            Set // words behind a duration that make it an age
	Lasting        Set // nouns behind a hyphen: "a two-week-long siege"
	Before         Set // from another time
	After          Set // forward from another time
	Now            Set // "two weeks from now"
	Each           Set // words before what comes again
	Vague          Set // numbers that no digit tells
	VagueOf        Set // those before "of"
	Starters       Set // words that begin a time and stand in none of the tables

	Future      Set            // words that put a clause ahead
	Past        Set            // verbs, besides the regular ones, that put it in the past
	PastAux     Set            // auxiliaries that do
	Conditional Set            // modals that with "have" do
	Arranged    Set            // participles that with "was" put it ahead: "was due on Friday"
	Weak        Set            // words that may put it ahead
	Needs       map[string]Set // what must follow those that do so only before others: "going to"
}

// Times returns these words.
func Times() *TimeWords { return &timeWords }

// A Day is so many days from the day of speech, or a part of it.
type Day struct {
	Rel  int
	Part string
}

// A Phrase is a run of words with its value, that no word of Not follows.
type Phrase struct {
	Words []string
	Value string
	Not   string
}

// An Edge is a part of a stretch of time.
type Edge uint8

const (
	AllOfIt Edge = iota
	AtStart
	InMiddle
	AtEnd
)

// A Feast is a day that the year fixes: a day of a month, the nth weekday of a
// month (5 for the last), or so many days from Easter Sunday.
type Feast struct {
	Words        []string
	Month, Day   int
	Weekday, Nth int
	After        int // the day of the month after which the first is counted
	Easter       bool
	FromEaster   int
}

var timeWords = TimeWords{
	Units:      forms("second: second seconds sec secs; minute: minute minutes min mins; hour: hour hours hr hrs; day: day days; night: night nights; week: week weeks; weekend: weekend weekends; fortnight: fortnight fortnights; month: month months; quarter: quarter quarters; year: year years yr yrs; decade: decade decades; century: century centuries"),
	PluralDays: map[string]int{"mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7},
	Seasons:    map[string]string{"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"},
	DayParts: map[string]string{"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "lunchtime": "MI", "dawn": "MO", "dusk": "EV",
		"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"},
	Ordinals: map[string]int{
		"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
		"thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
	},
	Decades: map[string]int{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90},
	Relations: map[string]int{"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "present": 0, "ongoing": 0,
		"next": 1, "coming": 1, "upcoming": 1, "following": 1, "latest": -1, "recent": -1},
	Days:     map[string]Day{"today": {}, "yesterday": {Rel: -1}, "tomorrow": {Rel: 1}, "tonight": {Part: "NI"}, "overnight": {Rel: -1, Part: "NI"}},
	Clocks:   map[string]string{"noon": "12:00", "midday": "12:00", "midnight": "24:00"},
	Refs:     map[string]string{"now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF", "recently": "PAST_REF"},
	RefNouns: map[string]string{"past": "PAST_REF", "future": "FUTURE_REF"},
	RefPhrases: []Phrase{{strings.Fields("these days"), "PRESENT_REF", Of}, {strings.Fields("as soon as possible"), "FUTURE_REF", ""},
		{strings.Fields("the near future"), "FUTURE_REF", ""}, {strings.Fields("the near term"), "FUTURE_REF", ""}, {strings.Fields("the short term"), "FUTURE_REF", ""},
		{strings.Fields("the other day"), "PAST_REF", ""}},
	Sets: map[string]string{"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H"},
	Feasts: []Feast{ // the longer name first
		feast("christmas day", 12, 25), feast("christmas eve", 12, 24), feast("christmas", 12, 25), feast("boxing day", 12, 26), feast("new year 's day", 1, 1),
		feast("new year 's eve", 12, 31), feast("halloween", 10, 31), feast("valentine 's day", 2, 14), feast("may day", 5, 1), feast("fourth of july", 7, 4),
		feast("independence day", 7, 4), feast("bastille day", 7, 14), feast("veterans day", 11, 11), feast("armistice day", 11, 11), feast("st . patrick 's day", 3, 17),
		moving("thanksgiving day", 11, 4, 4), moving("thanksgiving", 11, 4, 4), moving("labor day", 9, 1, 1), moving("memorial day", 5, 1, 5), moving("columbus day", 10, 1, 2),
		moving("martin luther king day", 1, 1, 3), moving("presidents day", 2, 1, 3),
		{Words: strings.Fields("election day"), Month: 11, Weekday: 2, Nth: 1, After: 1},
		easter("good friday", 4, -2), easter("palm sunday", 4, -7), easter("ash wednesday", 2, -46), easter("easter sunday", 4, 0), easter("easter monday", 4, 1), easter("easter", 4, 0),
	},

	Edges:   map[string]Edge{"early": AtStart, "late": AtEnd, "mid": InMiddle, "earlier": AllOfIt, "later": AllOfIt, "midway": AllOfIt, "sometime": AllOfIt},
	EdgesOf: map[string]Edge{"beginning": AtStart, "start": AtStart, "end": AtEnd, "close": AtEnd, "middle": InMiddle, "rest": AllOfIt, "remainder": AllOfIt},
	Zones:   Words("est edt et gmt utc pst pdt cst cdt bst cet ist"),
	Halves:  map[string]string{"a.m.": "a", "am": "a", "a.m": "a", "p.m.": "p", "pm": "p", "p.m": "p"},
	HalfOf:  map[string]string{"morning": "a", "afternoon": "p", "evening": "p"},

	FeastDays:      Words("easter good palm black ash bloody super cyber holy maundy shrove fat whit"),
	OrdinalEndings: Words("st nd rd th"),
	ShortMonths:    Words("jan feb mar apr jun jul aug sep sept oct nov dec"),
	MonthWords:     Words("may march mar jan jun sep dec april june august"),
	MonthVerbs:     Words("may march"),
	FirstNames:     Words("april june august"),
	BeforeMonth:    Words("in since until by during before after through last next this late early mid of from to and or every each between - ("),
	Through:        Words("to and through - –"),
	SureYear:       Words("in since until till during through late early mid fiscal spring summer autumn fall winter circa year between around ( last this next"),
	AfterYear:      Words("and the when , at by with"),
	NoYear:         Words("than about least nearly some over almost approximately #"),
	Uncounted:      Words("people men women children percent per km feet meters"),
	FourDigits:     Words("gmt hours utc"),
	AboutClock:     Words("at about around"),
	ShortDays:      Words("sun sat wed mon"),
	ThisWeek:       Words("next last this"),
	NounEnds:       Words("and or of in to that is was has had have for with as when by on at but will"),
	YearKinds:      Words("fiscal calendar school academic full"),
	Counted:        Words("last next coming"),
	FromThen:       Words("following previous preceding"),
	Same:           Words("same corresponding comparable"),
	Ending:         Words("to ending ended through"),
	ForYear:        Words("for in throughout"),
	NotAlone:       Words("of after before when that to -"),
	AsksTime:       Words("in for of during earlier later throughout within"),
	BeforeSeason:   Words("in over during by since until through this last throughout late early"),
	SpanBefore:     Words("for in within over about nearly almost than every once lasted lasting took take takes after least half during spent of to another around roughly some before only just approximately last past next first under until through entire whole up"),
	BareSpan:       Words("for in within over took after spent"),
	Rates:          Words("of once to some"),
	Old:            Words("old olds"),
	Lasting:        Words("long period"),
	Before:         Words("earlier before previously"),
	After:          Words("later after afterward afterwards"),
	Now:            Words("now today"),
	Each:           Words("every each"),
	Vague:          Words("several few many numerous"),
	VagueOf:        Words("dozens hundreds thousands decades"),
	Starters: Words(`the a an that beginning start end middle rest remainder close every each fiscal its their
		several few many numerous some couple half another these as dozens hundreds thousands decades`),

	Future:      Words("will 'll shall wo would going plan plans planned planning expect expects expected scheduled due set slated intends intend hopes hope aims aim upcoming forthcoming next tomorrow ahead begin starting effective deadline agreed must should may might could"),
	Past:        Words("was were had did been went came began met told took made left fell rose got gave won lost saw found held became ran spoke sent broke hit struck killed died said"),
	PastAux:     Words("had was were did"),
	Conditional: Words("would could might may must should"),
	Arranged:    Words("to due scheduled expected set"),
	Weak:        Words("set due may starting going agreed"),
	Needs:       map[string]Set{"set": Words("for to"), "going": Words("to")},
}

// forms makes a table of lists "name: form form", parted by ";".
func forms(lists string) map[string]string {
	m := map[string]string{}
	for item := range strings.SplitSeq(lists, ";") {
		name, list, _ := strings.Cut(item, ":")
		for form := range strings.FieldsSeq(list) {
			m[form] = strings.TrimSpace(name)
		}
	}
	return m
}

func feast(name string, month, day int) Feast {
	return Feast{Words: strings.Fields(name), Month: month, Day: day}
}

func moving(name string, month, weekday, nth int) Feast {
	return Feast{Words: strings.Fields(name), Month: month, Weekday: weekday, Nth: nth}
}

func easter(name string, month, days int) Feast {
	return Feast{Words: strings.Fields(name), Month: month, Easter: true, FromEaster: days}
}

package en

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Occurrence returns what one thing that happened is called, by the type and mode that
// package event gives it: "flood", "air strike"; "" where nothing is known.
func Occurrence(kind, mode string) string { return occurrences[kind+"/"+mode] }

var occurrences = map[string]string{
	"ASSAULT/": "attack", "ASSAULT/aerial": "air strike", "ASSAULT/firearms": "shooting", "ASSAULT/explosives": "bombing",
	"ASSAULT/heavy-weapons": "shelling", "ASSAULT/massacre": "massacre", "ASSAULT/primitive": "attack with knives or blows",
	"ASSAULT/abduct": "abduction", "PROTEST/demo": "demonstration", "PROTEST/riot": "riot",
	"DISASTER/": "disaster", "DISASTER/flood": "flood", "DISASTER/storm": "storm", "DISASTER/landslide": "landslide",
	"DISASTER/earthquake": "earthquake", "DISASTER/volcanic-activity": "volcanic eruption", "DISASTER/epidemic": "epidemic",
	"DISASTER/extreme-temperature": "spell of heat or cold",
	"ACCIDENT/":                    "accident", "ACCIDENT/transport": "traffic accident", "ACCIDENT/fire": "fire", "ACCIDENT/explosion": "explosion",
	"ACCIDENT/collapse": "collapse",
}

// OfAction returns what is called by an action where nothing else is known of it:
// "displacement"; "event" for others.
func OfAction(action string) string {
	if word := happenings[action]; word != "" {
		return word
	}
	return "event"
}

var happenings = map[string]string{
	"killed": "deaths", "injured": "injuries", "missing": "disappearance", "displaced": "displacement", "evacuated": "evacuation", "fled": "flight",
	"returned": "return", "arrived": "arrival", "departed": "departure", "crossed": "crossing", "rescued": "rescue", "detained": "arrests",
	"surrendered": "surrender", "recruited": "recruitment", "infected": "infections", "vaccinated": "vaccination", "homeless": "loss of homes",
	"attended": "gathering", "paid": "payment", "pledged": "pledge", "destroyed": "destruction", "damaged": "damage", "seized": "seizure",
}

// WithoutOther takes from what is counted the words that set it against others, which say nothing where
// those do not stand beside it: "people" for "other people" of "killed 16 and wounded 40 other people".
func WithoutOther(counted string) string {
	for first, rest, more := strings.Cut(counted, " "); more && besideOthers[strings.ToLower(first)]; first, rest, more = strings.Cut(counted, " ") {
		counted = rest
	}
	return counted
}

var besideOthers = Words(`other others another more further additional`)

// within writes the first word of what is counted as it stands inside a sentence, where a headline or the
// beginning of one gave it a capital: "civilians" for "Civilians"; "Syrian soldiers" and "Red Cross workers" stay.
func within(counted string) string {
	first, rest, _ := strings.Cut(counted, " ")
	low := strings.ToLower(first)
	named := strings.ContainsFunc(rest, unicode.IsUpper) || first != title(low) || nouns()[title(Singular(low))] != NoNoun
	if named || Noun(low, false) == NoNoun {
		return counted
	}
	return low + strings.TrimPrefix(counted, first)
}

// HowMany asks how many did or suffered an action: "How many people were killed". Money
// is asked for with its unit, "How much in EUR was paid".
func HowMany(action, counted string, money bool) string {
	did := done[action]
	if did == "" {
		did = "were there"
		if counted == "" {
			did = "are meant"
		}
	}
	if money {
		return "How much in " + counted + " " + strings.Replace(did, "were ", "was ", 1)
	}
	counted = within(counted)
	if action == "infected" && sickness(counted) != "" {
		counted, did = sickness(counted), "were there"
	}
	return strings.Join(strings.Fields("How many "+counted+" "+did), " ")
}

// sickness says as cases what is counted as "cases" or as a sickness: "How many measles
// were infected" asks nothing.
func sickness(counted string) string {
	for w := range strings.FieldsSeq(counted) {
		switch w = strings.ToLower(w); {
		case w == "case" || w == "cases":
			return counted
		case Noun(w, false) == Disease:
			return "cases of " + counted
		}
	}
	return ""
}

var done = map[string]string{
	"killed": "were killed", "injured": "were injured", "missing": "went missing", "displaced": "were displaced",
	"evacuated": "were evacuated", "fled": "fled", "returned": "returned", "arrived": "arrived", "departed": "left",
	"crossed": "crossed", "trapped": "were trapped", "rescued": "were rescued", "detained": "were detained",
	"surrendered": "surrendered", "recruited": "were recruited", "infected": "were infected",
	"hospitalized": "were taken to hospital", "vaccinated": "were vaccinated", "homeless": "were made homeless",
	"affected": "were affected", "attended": "attended", "paid": "were paid", "pledged": "were pledged",
	"destroyed": "were destroyed", "damaged": "were damaged", "seized": "were seized",
}

// Whether asks of one who is told in the singular: "Was the nurse killed", "Did the nurse
// flee", "Was Jan Kovar killed".
func Whether(action, counted string) string {
	counted = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(counted, "the "), "a "), "an ")
	k := strings.LastIndexByte(counted, ' ') + 1
	switch last := counted[k:]; {
	case last == "":
		counted = "the person"
	case strings.HasPrefix(counted, "[") || unicode.IsUpper(rune(last[0])) && !EndsPeople(last+"s"): // a name
	default:
		counted = "the " + counted[:k] + Singular(last) // "people" of one person
	}
	did, was := strings.CutPrefix(done[action], "were ")
	switch {
	case was:
		return "Was " + counted + " " + did
	case plain[action] != "":
		return "Did " + counted + " " + plain[action]
	}
	return "Was " + counted + " there"
}

var plain = map[string]string{"missing": "go missing", "fled": "flee", "returned": "return", "arrived": "arrive", "departed": "leave",
	"crossed": "cross", "surrendered": "surrender", "attended": "attend"}

// SaysAction returns the action that a noun or participle which is counted says by itself:
// killed of "dead"; "" for other words.
func SaysAction(word string) string { return saysAction[strings.ToLower(word)] }

var saysAction = map[string]string{
	"dead": "killed", "deaths": "killed", "fatalities": "killed", "bodies": "killed", "corpses": "killed", "killed": "killed",
	"wounded": "injured", "injured": "injured", "injuries": "injured", "missing": "missing", "homeless": "homeless",
	"displaced": "displaced", "evacuees": "evacuated", "returnees": "returned", "arrivals": "arrived",
	"arrests": "detained", "detainees": "detained", "hostages": "detained", "infections": "infected",
}

// CountsAction returns the action of which a noun counts the times that it was done, so that
// nothing else was: injured of "injuries"; "" for other words, as of the "wounded", who may
// have been killed.
func CountsAction(word string) string { return countsAction[strings.ToLower(word)] }

var countsAction = map[string]string{
	"death": "killed", "deaths": "killed", "fatality": "killed", "fatalities": "killed",
	"injury": "injured", "injuries": "injured", "arrest": "detained", "arrests": "detained", "infections": "infected",
}

// HeadlineAction returns the action that a word of a headline gives to the number beside
// it: killed of "3 slain"; "" for other words.
func HeadlineAction(word string) string {
	switch {
	case headlineDead[word]:
		return "killed"
	case headlineHurt[word]:
		return "injured"
	}
	return ""
}

var (
	headlineDead = Words(`dead die dies died death deaths kill kills killed killing slain slay slays slaying fatally murdered murders`)
	headlineHurt = Words(`injured injures injuring injuries wounded wounds wounding hurt hurts hospitalized`)
)

// OwnHand returns the words that say that somebody did it to himself too.
func OwnHand() Set { return ownHand }

var ownHand = Words(`himself herself themselves suicide`)

// Setting says of what a question asks: " in the flood of 22–24 August 2022 in Sindh"; what
// is not known is left out.
func Setting(occurrence string, begin, end time.Time, place string) string {
	days := Days(begin, end)
	var b strings.Builder
	switch {
	case occurrence != "" && days != "":
		b.WriteString(" in the " + occurrence + " of " + days)
	case occurrence != "" && place != "":
		b.WriteString(" in the " + occurrence)
	case days != "" && begin.IsZero():
		b.WriteString(" " + days)
	case days != "" && oneDay(begin, end):
		b.WriteString(" on " + days)
	case days != "" && wholePeriod(begin, end):
		b.WriteString(" in " + days)
	case days != "" && !end.IsZero():
		b.WriteString(" from " + strings.Replace(strings.Replace(days, " – ", " to ", 1), "–", " to ", 1))
	case days != "":
		b.WriteString(" " + days)
	}
	if place != "" {
		if takesThe(place) {
			place = "the " + place
		}
		b.WriteString(preposition(place) + place)
	}
	return b.String()
}

// ToldAs tells a question from another that asks in the same words, by how it is counted.
func ToldAs(words string) string { return ", told as “" + words + "”" }

// OfInAll says of how many a question asks for a part.
func OfInAll(words string) string { return " of “" + words + "”" }

// takesThe reports whether the article goes before the name of a place that comes without
// it: "the south of Haro", "the Philippines".
func takesThe(place string) bool {
	words := strings.Fields(place)
	if len(words) == 0 {
		return false
	}
	first, last := words[0], strings.ToLower(words[len(words)-1])
	switch {
	case first[0] >= 'a' && first[0] <= 'z':
		return !IsArticle(first) && !undetermined[first] && !strings.HasSuffix(first, "ern")
	case strings.EqualFold(first, The):
		return false
	}
	return theNames[last]
}

// undetermined are the first words of places, beside "northern" and the like, that take no
// article: "central Haro", "his village".
var undetermined = Words(`central upper lower greater mainland downtown mid his her its their this that these those one several some many`)

// theNames are the last words of names of countries that take the article.
var theNames = Words(`philippines netherlands bahamas maldives comoros seychelles gambia islands states emirates kingdom republic federation`)

// preposition is " at " of a building, " in " of other places.
func preposition(place string) string {
	switch last := strings.ToLower(place[strings.LastIndexByte(place, ' ')+1:]); Noun(last, false) {
	case Building, Structure:
		return " at "
	}
	return " in "
}

func oneDay(begin, end time.Time) bool {
	return !begin.IsZero() && !end.IsZero() && !end.After(begin.AddDate(0, 0, 1))
}

// wholePeriod reports whether days are a month or a year.
func wholePeriod(begin, end time.Time) bool {
	return begin.Day() == 1 && (end.Equal(begin.AddDate(0, 1, 0)) || begin.Month() == time.January && end.Equal(begin.AddDate(1, 0, 0)))
}

// Days writes a half-open interval of days: "22 August 2022", "22–24 August 2022",
// "28 August – 2 September 2022", "August 2022", "2022", "since 3 March 2011"; "" where it
// is not known.
func Days(begin, end time.Time) string {
	last := end.AddDate(0, 0, -1)
	switch {
	case begin.IsZero() && end.IsZero():
		return ""
	case end.IsZero():
		return "since " + dayWords(begin)
	case begin.IsZero():
		return "until " + dayWords(last)
	case oneDay(begin, end):
		return dayWords(begin)
	case begin.Day() == 1 && begin.Month() == time.January && end.Equal(begin.AddDate(1, 0, 0)):
		return strconv.Itoa(begin.Year())
	case wholePeriod(begin, end):
		return begin.Month().String() + " " + strconv.Itoa(begin.Year())
	case begin.Year() != last.Year():
		return dayWords(begin) + " – " + dayWords(last)
	case begin.Month() != last.Month():
		return strconv.Itoa(begin.Day()) + " " + begin.Month().String() + " – " + dayWords(last)
	}
	return strconv.Itoa(begin.Day()) + "–" + dayWords(last)
}

// YearlessDays writes the value of a time of which the year is not known, as a stage that
// reads times gives it: "24 August (no year)", "August (no year)", "Wednesday (no year)"; ""
// of another.
func YearlessDays(value string) string {
	rest, ok := strings.CutPrefix(value, "XXXX-")
	words := ""
	if t, err := time.Parse("01-02", rest); err == nil {
		words = strconv.Itoa(t.Day()) + " " + t.Month().String()
	} else if t, err := time.Parse("01", rest); err == nil {
		words = t.Month().String()
	} else if day, found := strings.CutPrefix(rest, "WXX-"); found && len(day) == 1 && day >= "1" && day <= "7" {
		words = time.Weekday(int(day[0]-'0') % 7).String()
	}
	if !ok || words == "" {
		return ""
	}
	return words + " (no year)"
}

func dayWords(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + t.Month().String() + " " + strconv.Itoa(t.Year())
}

// Unit is who or what is counted, one of it or several.
func Unit(unit string, one bool) string {
	if one && unit != "person" && unit != "household" {
		return unit
	}
	return UnitPlural(unit)
}

// UnitPlural is who or what is counted where no words say it: "people".
func UnitPlural(unit string) string {
	switch {
	case unit == "person":
		return "people"
	case unit == "household":
		return "households"
	case unit == "" || Plural(unit) || strings.ToUpper(unit) == unit: // an ISO 4217 code
		return unit
	case strings.HasSuffix(unit, "y") && !strings.HasSuffix(unit, "ay") && !strings.HasSuffix(unit, "ey"):
		return strings.TrimSuffix(unit, "y") + "ies"
	case strings.HasSuffix(unit, "s"), strings.HasSuffix(unit, "x"), strings.HasSuffix(unit, "ch"), strings.HasSuffix(unit, "sh"):
		return unit + "es"
	}
	return unit + "s"
}

// Moving returns the actions by which people change place.
func Moving() Set { return movingActions }

// Harming returns the actions by which people come to harm or are held.
func Harming() Set { return harmingActions }

var (
	movingActions  = Words(`displaced evacuated fled returned arrived departed crossed recruited homeless`)
	harmingActions = Words(`killed injured missing trapped rescued detained surrendered infected hospitalized affected`)
)

// OfThings returns the actions of which a toll is for each kind of thing its own; else it
// is of people, whatever words count them.
func OfThings() Set { return ofThings }

var ofThings = Words(`destroyed damaged seized affected paid pledged`)

// OnlyPointing returns the words that only point to what was said before.
func OnlyPointing() Set { return onlyPointing }

var onlyPointing = Words(`he she it so them him her they we i who that which this these those both others one`)

// HowCompared says in words what package occurrence compares.
func HowCompared(what string) string {
	if words := howCompared[what]; words != "" {
		return words
	}
	return what
}

var howCompared = map[string]string{"reports": "what both reports are about", "event": "the kind of event", "counted": "who is counted", "words": "their words",
	"together": "what is told together with it", "place": "the place", "days": "the days", "number": "the number", "source": "the source",
	"action": "what is said to have happened"}

package event

import (
	"assay"
	"assay/lang/en"
)

// deeds are nouns whose number is the number of those who did or suffered it:
// "57 deaths"; and which say it of those that "of" joins to them: "the death
// of 12 people".
var deeds = map[string]assay.Action{
	"death": killed, "fatality": killed, "killing": killed, "murder": killed, "homicide": killed,
	"execution": killed, "drowning": killed, "slaying": killed, "massacre": killed, "slaughter": killed,
	"assassination": killed, "beheading": killed, "toll": killed, "body": killed, "corpse": killed,
	"injury": injured, "wounding": injured, "disappearance": missing,
	"displacement": displaced, "eviction": displaced, "evacuation": evacuated, "relocation": evacuated,
	"resettlement": displaced, "flight": fled, "exodus": fled, "escape": fled,
	"return": returned, "repatriation": returned, "homecoming": returned, "arrival": arrived, "influx": arrived,
	"deployment": arrived, "departure": departed, "withdrawal": departed, "expulsion": departed,
	"deportation": departed, "defection": departed, "crossing": crossed, "smuggling": crossed,
	"rescue": rescued, "arrest": detained, "detention": detained, "capture": detained, "imprisonment": detained,
	"abduction": detained, "kidnapping": detained, "surrender": surrendered, "recruitment": recruited,
	"conscription": recruited, "enlistment": recruited, "infection": infected, "hospitalization": hospitalized,
	"hospitalisation": hospitalized, "vaccination": vaccinated, "dose": vaccinated, "attendance": attended,
	"turnout": attended, "payment": paid, "bribe": paid, "ransom": paid, "fine": paid, "pledge": pledged,
	"destruction": destroyed, "demolition": destroyed, "collapse": destroyed, "damage": damaged,
	"seizure": seized, "confiscation": seized, "theft": seized, "casualty": affected,
}

// heads are deeds and parts of persons that stand one for a person: "12 deaths".
var heads = en.NewSet("death", "fatality", "casualty", "body", "corpse", "life", "victim", "injury", "arrest", "detention",
	"killing", "murder", "homicide", "drowning", "hospitalization", "hospitalisation", "abduction", "kidnapping")

// flights are the deeds that are no number of persons by themselves: "three
// flights" are aeroplanes, "two massacres" are events.
var flights = en.NewSet("flight", "massacre", "slaughter", "escape", "crossing", "collapse", "damage", "evacuation",
	"rescue", "deployment", "execution", "exodus", "influx", "turnout", "attendance", "return", "departure",
	"arrival", "withdrawal", "surrender", "crackdown", "toll", "smuggling", "recruitment", "demolition",
	"destruction", "seizure", "displacement", "relocation", "resettlement", "capture", "detention", "theft")

// conditions are nouns for persons in a state, which says what happened to
// them unless the sentence says something better.
var conditions = map[string]assay.Action{
	"refugee": displaced, "idp": displaced, "evacuee": evacuated, "returnee": returned, "detainee": detained,
	"prisoner": detained, "inmate": detained, "hostage": detained, "captive": detained, "abductee": detained,
	"dead": killed, "wounded": injured, "injured": injured, "missing": missing, "homeless": homeless,
	"displaced": displaced, "casualty": affected, "victim": affected, "defector": departed, "deserter": departed,
	"recruit": recruited, "conscript": recruited, "arrival": arrived, "newcomer": arrived, "protester": attended,
	"demonstrator": attended, "protestor": attended, "spectator": attended, "attendee": attended, "survivor": other,
	"deportee": departed, "asylum-seeker": displaced, "life": killed,
}

// measures are nouns that stand for a number: "the number of dead rose to 57".
var measures = en.NewSet("number", "toll", "total", "count", "figure", "tally", "estimate", "sum", "amount", "population",
	"turnout", "attendance", "headcount", "crowd")

// supplies bring what has not been used.
var supplies = en.NewSet("donate", "deliver", "send", "order", "buy", "purchase", "promise", "pledge", "need", "lack", "ship", "import", "produce", "store", "request", "await", "expect")

// rooms hold people who come and go.
var rooms = en.NewSet("camp", "shelter", "hall", "stadium", "school", "church", "mosque", "centre", "center", "site", "settlement", "town",
	"village", "city", "district", "ship", "boat", "ferry", "bus", "train", "plane", "building", "hospital", "clinic", "ward", "venue", "arena", "theatre", "theater")

// parts are nouns that hold what is counted without being it: "a group of 50
// fighters", "a total of 57 people".
var parts = en.NewSet("group", "total", "number", "thousand", "hundred", "dozen", "score", "ten", "million", "billion",
	"majority", "one", "half", "third", "quarter", "rest", "wave", "crowd", "handful", "couple", "pair", "team", "band",
	"convoy", "batch", "lot", "column", "stream", "maximum", "minimum", "average", "mix", "mixture", "bunch",
	"gang", "cell", "contingent", "force", "congregation", "audience", "percent", "percentage", "proportion", "share",
	"tens", "hundreds", "thousands", "dozens", "scores", "millions", "hundredth", "member", "fleet", "caravan")

// funds are nouns of which a sum of money is the size: "bribes of $300".
var funds = en.NewSet("bribe", "ransom", "fee", "fine", "sum", "payment", "price", "grant", "loan", "donation", "package",
	"deal", "contract", "bounty", "reward", "compensation", "aid", "budget", "pledge", "amount", "salary", "cost", "total")

// durations and dimensions are units of quantities that are no figures.
var dimensions = en.NewSet("year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "night",
	"weekend", "season", "fortnight", "morning", "afternoon", "evening", "moment", "date", "time", "quarter",
	"kilometer", "kilometre", "km", "mile", "meter", "metre", "foot", "yard", "inch", "centimeter", "centimetre",
	"millimeter", "millimetre", "mm", "cm", "m", "ft", "mph", "kph", "km/h", "knot", "degree", "degree celsius", "degree fahrenheit", "micrometer", "nanometer", "multiple",
	"point", "magnitude", "story", "storey", "°c", "°f", "page", "chapter", "step", "p.m.", "a.m.", "o'clock",
	"generation", "lap", "inning", "yard", "stroke", "par", "volt", "watt", "hertz", "decibel", "pixel", "rank")

// scales are nouns of which a bare number is a value and no count: "a magnitude
// of 6.4".
var scales = en.Words("magnitude score rating index version level grade rate ratio category number-plate temperature speed age edition odds chapter page article section")

// sites are nouns for places that can be left, entered and reached.
var sites = en.Words(`home house homeland land country city town village camp area region province district zone island
	neighborhood neighbourhood suburb capital border frontier coast shore port airport school hospital building compound
	base prison jail territory continent state republic market shelter enclave stronghold valley battlefield mainland
	settlement outpost site place square street church mosque`)

// notions are nouns that one comes or goes to without moving.
var notions = en.Words(`power conclusion agreement term terms court trial war life light attention decision talk talks round office
	end aid rescue poll election work school prison jail bed sleep grip blow stop halt standstill fruition pass power fore
	knowledge limit length extreme trouble action effect debt default hand mind question problem point issue bottom heart
	meeting summit conference hearing negotiation film concert game match normal service duty post job arm arms`)

package place

import "assay/lang/en"

// locative holds the prepositions that a name of a place follows.
var locative = en.Words(`in at from to near into toward towards across around outside inside throughout within through
	via between beyond along off onto over past amid among above below opposite beside alongside`)

// speaks holds words after which "to" leads to no place.
var speaks = en.Words(`according due thanks owing attributed talked spoke talking speaking speak talk said`)

// firm holds those that hardly ever stand before a person.
var firm = en.Words(`in at near into across outside throughout inside`)

// spatial holds those after which a common noun stands for a place: "through
// the mountains". "Between" and "amid" rather open a time or a state.
var spatial = en.Words(`in into to toward towards from near at across through outside inside around along beyond throughout
	within over off via onto past on above`)

// directions holds the adjectives that cut a part out of a place: "eastern
// Ruritania".
var directions = en.Words(`northern southern eastern western central northeastern northwestern southeastern southwestern
	north-eastern north-western south-eastern south-western north-central south-central east-central west-central
	upper lower middle rural downtown greater mainland coastal suburban inner outer occupied central-western
	northernmost southernmost easternmost westernmost north south east west northeast northwest southeast southwest`)

// compass holds the nouns for a side of a place: "the country's northwest".
var compass = en.Words(`north south east west northeast northwest southeast southwest
	north-east north-west south-east south-west interior`)

// areas holds nouns for a part or an edge of the place they are said of: "the
// Lower Ruritania area", "Ruritania's border".
var areas = en.Words(`area region valley border frontier coast coastline shore countryside outskirts suburb desert mountain
	hill hinterland heartland part corner side end edge delta basin plain plateau peninsula wilderness jungle forest
	corridor enclave stretch swath swathe highlands lowlands foothills riverbank bank waters sector zone belt stronghold
	territory crossing half interior environs environ outskirt foothill vicinity steppe shoreline highland lowland pocket`)

// divisions holds nouns that say what the named place is: "Ruritania province",
// "the city of Strelsau".
var divisions = en.Words(`province governorate state county district prefecture department oblast canton municipality`)

// named holds those that "of" joins to a name without cutting a part out.
var named = en.Words(`area region valley territory enclave peninsula zone pocket desert plateau`)

// towns holds nouns that say that the named place is a town.
var towns = en.Words(`city town village hamlet settlement port capital suburb`)

// nature holds nouns for places that are neither built nor marked off: "at the
// lake", "across the hills".
var nature = en.Words(`river lake sea ocean beach bay gulf island continent mine ravine cave creek`)

// site reports whether a noun in the singular stands for a place, if its
// preposition or verb says so: "at a checkpoint", "left the camp".
func site(one string) bool {
	switch en.Noun(one, false) {
	case en.Place, en.Building, en.Structure:
		return true
	}
	return nature[one] || nations[one]
}

// motion holds the verbs whose object is a place left, reached or crossed.
var motion = en.Words(`leave flee fled reach enter cross exit evacuate abandon approach quit traverse vacate escape`)

// goes holds the verbs that "home" follows as an adverb.
var goes = en.Words(`return go come head travel fly drive walk send bring move flee make run get take sail march journey arrive be`)

// blaming holds the verbs of which a country is the object when its government is
// meant: "accused Strelsau".
var blaming = en.Words(`accuse blame suspect warn urge tell ask call condemn criticize criticise denounce sanction support back
	oppose recognize recognise invite welcome praise threaten sue`)

// stative holds the verbs of which a country is the subject as a place: "Ruritania
// hosts 300,000 refugees".
var stative = en.Words(`be have see suffer host house lie border become remain witness experience receive record contain face
	include stretch span sit stand cover share get lose fall grow live hold boast feature need rank`)

// withOrAgainst holds prepositions after which a country is a party.
var withOrAgainst = en.Words(`with against`)

// talks holds the nouns between governments: "the Strelsau accord", "talks with
// Ruritania".
var talks = en.Words(`relation tie talk negotiation agreement deal alliance dispute tension treaty war rift`)

// months and days are names that towns bear too.
var calendar = en.Words(`january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec
	christmas easter ramadan spring summer autumn fall winter`)

// joiners stand within names of places.
var joiners = en.Words(`of the and de del la le les los las du da do dos di al el ez az as ash ad ar an at es et ed esh au aux sur
	upon am ul y el- al- - – ' ’ ’s 's`)

// articles begin names from Arabic in small letters: "al-Zahir".
var articles = en.Words(`al el ash as ad ar an at az ez es esh ed er ul`)

// before a name, they say that a person follows.
var honorifics = en.Words(`mr mr. mrs mrs. ms ms. dr dr. gen. col. lt. sgt. maj. capt. cpl. sen. rep. gov. president minister
	king queen prince princess sir lady lord judge justice professor prof. rev. sheikh imam pope saint captain colonel
	general major sergeant lieutenant senator governor congressman coach detective officer chief`)

// offices are names that gazetteers have for towns and news never use for them.
var offices = map[string]bool{
	"white house": true, "city council": true, "city hall": true, "state department": true, "supreme court": true,
	"wall street": true, "capitol hill": true, "big apple": true, "holy land": true,
}

// parts holds nouns that end longer names and, alone, name no place that a
// gazetteer knows, though somewhere a town is called so.
var parts = en.Words(`centre center central wing tower hall office court house hill hills police park market ocean wall gate
	institute college street avenue road square union northern southern eastern western young old new great grand green
	royal national international united federal state white black red blue gold silver summit terrace estate press
	post times daily herald tribune bank group company club league cup games series department ministry senate congress
	parliament assembly council committee commission board agency bureau force forces front movement party army corps
	brigade division command mission service services system network institution foundation trust fund society
	association federation alliance authority`)

// common reports whether w says what kind of thing a name is of, and is none.
func common(w string) bool {
	one := singular(w)
	return parts[w] || articles[w] || areas[one] || divisions[one] || towns[one] || compass[w]
}

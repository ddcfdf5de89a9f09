package en

import "strings"

// Words about places. Prepositions, directions and the points of the compass are
// closed classes. The nouns are those of which no table says what is asked here:
// whether they name a part of a place ("the outskirts of X"), what a place is
// ("X province") or stand in the names of other things; the verbs, whether what
// they are said of is where something is or a government.

// Locative returns the prepositions that a name of a place follows.
func Locative() Set { return locative }

var locative = Words(`in at from to near into toward towards across around outside inside throughout within through
	via between beyond along off onto over past amid among above below opposite beside alongside`)

// Speaks returns words after which "to" leads to no place.
func Speaks() Set { return speaks }

var speaks = Words(`according due thanks owing attributed talked spoke talking speaking speak talk said`)

// Firm returns prepositions that hardly ever stand before a person.
func Firm() Set { return firm }

var firm = Words(`in at near into across outside throughout inside`)

// Spatial returns prepositions after which a common noun stands for a place: "through
// the mountains". "Between" and "amid" rather open a time or a state.
func Spatial() Set { return spatial }

var spatial = Words(`in into to toward towards from near at across through outside inside around along beyond throughout
	within over off via onto past on above`)

// Directions returns the adjectives that cut a part out of a place: "eastern
// Ruritania".
func Directions() Set { return directions }

var directions = Words(`northern southern eastern western central northeastern northwestern southeastern southwestern
	north-eastern north-western south-eastern south-western north-central south-central east-central west-central
	upper lower middle rural downtown greater mainland coastal suburban inner outer occupied central-western
	northernmost southernmost easternmost westernmost north south east west northeast northwest southeast southwest`)

// Compass returns the nouns for a side of a place: "the country's northwest".
func Compass() Set { return compass }

var compass = Words(`north south east west northeast northwest southeast southwest
	north-east north-west south-east south-west interior`)

// Areas returns nouns for a part or an edge of the place they are said of: "the
// Lower Ruritania area", "Ruritania's border".
func Areas() Set { return areas }

var areas = Words(`area region valley border frontier coast coastline shore countryside outskirts suburb desert mountain
	hill hinterland heartland part corner side end edge delta basin plain plateau peninsula wilderness jungle forest
	corridor enclave stretch swath swathe highlands lowlands foothills riverbank bank waters sector zone belt stronghold
	territory crossing half interior environs environ outskirt foothill vicinity steppe shoreline highland lowland pocket`)

// Divisions returns nouns that say what the named place is: "Ruritania province",
// "the city of Strelsau".
func Divisions() Set { return divisions }

var divisions = Words(`province governorate state county district prefecture department oblast canton municipality`)

// NamedAreas returns nouns that "of" joins to a name without cutting a part out.
func NamedAreas() Set { return namedAreas }

var namedAreas = Words(`area region valley territory enclave peninsula zone pocket desert plateau`)

// Towns returns nouns that say that the named place is a town.
func Towns() Set { return towns }

var towns = Words(`city town village hamlet settlement port capital suburb`)

// Sites returns nouns for places that the table of nouns has for something else,
// for what meets there or grows there: "at the school", "across the river".
func Sites() Set { return sites }

var sites = Words(`airport school college university church clinic market square compound canal trench line cordon ward mine camp
	river lake sea ocean beach bay gulf island continent ravine cave creek forest settlement hamlet`)

// Motion returns the verbs whose object is a place left, reached or crossed.
func Motion() Set { return motion }

var motion = Words(`leave flee fled reach enter cross exit evacuate abandon approach quit traverse vacate escape`)

// Goes returns the verbs that "home" follows as an adverb.
func Goes() Set { return goes }

var goes = Words(`return go come head travel fly drive walk send bring move flee make run get take sail march journey arrive be`)

// Blaming returns the verbs of which a country is the object when its government is
// meant: "accused Strelsau".
func Blaming() Set { return blaming }

var blaming = Words(`accuse blame suspect warn urge tell ask call condemn criticize criticise denounce sanction support back
	oppose recognize recognise invite welcome praise threaten sue`)

// Stative returns the verbs of which a country is the subject as a place: "Ruritania
// hosts 300,000 refugees".
func Stative() Set { return stative }

var stative = Words(`be have see suffer host house lie border become remain witness experience receive record contain face
	include stretch span sit stand cover share get lose fall grow live hold boast feature need rank`)

// Opposing returns prepositions after which a country is a party.
func Opposing() Set { return opposing }

var opposing = Words(`with against`)

// Talks returns the nouns between governments: "the Strelsau accord", "talks with
// Ruritania".
func Talks() Set { return talks }

var talks = Words(`relation tie talk negotiation agreement deal alliance dispute tension treaty war rift`)

// Joiners returns words in small letters within names of places.
func Joiners() Set { return joiners }

var joiners = Words(`of the and de del la le les los las du da do dos di al el ez az as ash ad ar an at es et ed esh au aux sur
	upon am ul y el- al- - – ' ’ ’s 's`)

// Articles returns the articles that names from Arabic begin with: "al-Zahir".
func Articles() Set { return articles }

var articles = Words(`al el ash as ad ar an at az ez es esh ed er ul`)

// NameParts returns nouns that end longer names and, alone, name no place that a
// gazetteer knows, though somewhere a town is called so.
func NameParts() Set { return nameParts }

var nameParts = Words(`centre center central wing tower hall office court house hill hills police park market ocean wall gate
	institute college street avenue road square union northern southern eastern western young old new great grand green
	royal national international united federal state white black red blue gold silver summit terrace estate press
	post times daily herald tribune bank group company club league cup games series department ministry senate congress
	parliament assembly council committee commission board agency bureau force forces front movement party army corps
	brigade division command mission service services system network institution foundation trust fund society
	association federation alliance authority`)

// Nations returns those of the nouns of places that stand for a country or what
// divides two.
func Nations() Set { return nations }

var nations = Words(`country nation homeland home land continent border frontier abroad state`)

// WeakSites returns nouns that stand for a place only with a name: "the other side" is
// none, "this side of Strelsau" is.
func WeakSites() Set { return weakSites }

var weakSites = Words(`part side end half edge corner field waters pocket stretch interior belt zone sector market state
	position ground vicinity corridor settlement crossing land base site plant line bank environs
	stronghold continent municipality quarter`)

// Polities returns what countries and their divisions call themselves. The
// gazetteer has all of these, so that any other name with such a word is that of
// a group: "the Free State", but not "the Free State of Zenda".
func Polities() Set { return polities }

var polities = Words(`state republic union federation kingdom caliphate`)

// Apposed returns what may stand between "of" and the name: "of the town of X",
// "of the capital, X".
func Apposed() Set { return apposed }

var apposed = Words(`the a city town village capital port of ,`)

// NoTowns returns names that gazetteers have for towns and news never use for them.
func NoTowns() Set { return noTowns }

var noTowns = NewSet("white house", "city council", "city hall", "state department", "supreme court", "wall street", "capitol hill", "big apple", "holy land")

// Bearings returns the directions, and the degrees of each.
func Bearings() map[string]float64 { return bearings }

var bearings = map[string]float64{
	"north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135,
	"south": 180, "southwest": 225, "south-west": 225, "west": 270, "northwest": 315, "north-west": 315,
	"northern": 0, "eastern": 90, "southern": 180, "western": 270,
}

// Divided returns nouns of which parts are spoken of: "the south of the country".
func Divided() Set { return divided }

var divided = Words(`country city town province region`)

// Frontiers returns nouns that have a country on the other side: "the border with
// Ruritania".
func Frontiers() Set { return frontiers }

var frontiers = Words(`border frontier`)

// Fragments returns those of WeakSites that are no more of a place in the plural.
func Fragments() Set { return fragments }

var fragments = Words(`part side end half state market`)

// Beside returns nouns for another place than the one that has it: "Ruritania's
// capital".
func Beside() Set { return beside }

var beside = Words(`capital suburb`)

// A PlaceKind is a kind of place, as its name says it: "X Province".
type PlaceKind uint8

const (
	NoKind   PlaceKind = iota
	Province           // a division of a country
	District           // a division of that, or of a town
	City               // a town or village
	River
	Lake
	Sea
	Desert
	Range
	Isle
	Region // a part of the surface
)

// KindOfPlace returns the kind that w, a word in the name of a place, stands for.
func KindOfPlace(w string) PlaceKind { return placeKinds[w] }

var placeKinds = func() map[string]PlaceKind {
	m := map[string]PlaceKind{}
	for kind, list := range [...]string{
		Province: `province governorate state oblast region prefecture department krai republic voivodeship canton emirate territory division wilaya woreda zone`,
		District: `county district municipality parish raion subdistrict borough township`,
		City:     `city town village metropolis`,
		River:    `river creek bayou`,
		Lake:     `lake reservoir lagoon`,
		Sea:      `sea gulf bay strait straits channel sound ocean`,
		Desert:   `desert`,
		Range:    `mountains mountain mount range hills mt`,
		Isle:     `island islands isle archipelago`,
		Region:   `peninsula plateau valley plains plain basin delta coast`,
	} {
		for w := range strings.FieldsSeq(list) {
			m[w] = PlaceKind(kind)
		}
	}
	return m
}()

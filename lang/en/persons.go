package en

import "strings"

// The lists of this file say what is known of a person from the noun that
// introduces him: whether it holds an office, leads or speaks for others, and
// which words beside it take that back or bring it about. All are lower case,
// without a full stop.

// table makes sets of lines "word: others", with "," between the words that
// share a line.
func table(text string) map[string]Set {
	m := map[string]Set{}
	for line := range strings.Lines(text) {
		words, others, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for w := range strings.SplitSeq(words, ",") {
			m[strings.TrimSpace(w)] = Words(others)
		}
	}
	return m
}

// NameTitles returns the words that stand before a name and are no part of it,
// alone or one after another: "Defense", "Secretary".
func NameTitles() Set { return nameTitles }

var nameTitles = Words(`mr mrs ms miss mx dr prof professor sir dame lord lady baroness duke duchess
	gen general lt lieutenant col colonel maj major capt captain cpl corporal sgt sergeant pvt
	brig brigadier adm admiral cmdr commander marshal inspector detective officer constable superintendent
	president vice premier taoiseach prime minister chancellor secretary ambassador governor gov mayor
	senator sen representative rep congressman congresswoman deputy speaker judge justice
	king queen prince princess emir sheikh sheik sultan imam ayatollah mullah mufti rabbi crown
	bishop archbishop cardinal pope patriarch father rev reverend pastor sister
	chief chairman chairwoman chairperson director coach spokesman spokeswoman spokesperson
	attorney prosecutor sheriff envoy commissioner councilman councilwoman councillor councilor cllr alderman
	lawmaker ombudsman analyst
	defense defence foreign interior finance health homeland security state treasury energy
	justice education transport labor labour police fire press national supreme
	former acting then retired senior special first second shadow ex
	coroner mp mep insp supt det asst`)

// Offices returns the nouns for who holds a public office, stands for one,
// bears an official title, leads, or speaks for others: whoever one of them
// describes is public, unless a word beside it says otherwise (see NoOffice).
func Offices() Set { return offices }

var offices = Words(`president vice-president premier taoiseach minister chancellor secretary undersecretary under-secretary
	secretary-general ambassador envoy consul attaché diplomat rapporteur
	governor gov mayor lawmaker legislator mp parliamentarian senator sen congressman congresswoman
	councilor councillor cllr councilman councilwoman alderman assemblyman assemblywoman
	judge justice magistrate prosecutor sheriff coroner ombudsman ombudswoman ombudsperson commissioner comptroller
	king queen monarch prince princess emir sultan duke duchess baroness tsar dictator ruler strongman
	ayatollah mufti pope pontiff cardinal archbishop bishop patriarch
	general gen colonel col admiral adm brigadier brig marshal commander cmdr gens sens reps govs warlord chieftain superintendent
	chief head leader counterpart selectman chairman chairwoman chair chairperson ceo director director-general founder cofounder co-founder
	principal headmaster headmistress headteacher dean rector treasurer
	spokesman spokeswoman spokesperson spokesmen official politician candidate`)

// NoOffice returns, for words of Offices, the words that show that no office is
// meant: "film director", "head of the family". "-" is for the
// noun alone before a name: "a film by director Otto Lind", "%" for that of a person:
// "the mayor's secretary". Those under "*" go for all that
// lead or speak: what they lead is no organisation.
func NoOffice() map[string]Set { return noOffice }

var noOffice = table(`
	*: family families household choir band orchestra class shift squad crew queue tour gang ring scout expedition table household kitchen
	leader: team group project
	director: - film movie theatre theater stage music musical funeral casting art artistic creative choral
	judge: beauty contest pageant talent line
	minister: youth baptist methodist presbyterian ordained lay wedding
	ambassador: brand
	candidate: d phd ph.d doctoral job transplant visa asylum
	secretary: % school private legal medical personal at to
	official: match race
	chair: in
	principal: dancer retired former a
	headmaster, headmistress, headteacher, dean, rector: retired former a
	justice: for
	marshal: race course
	chief: chef
	general: practitioner`)

// OfficeWith returns nouns that describe many a private person, each with the
// words that, before it or in the phrase that completes it, make an office or a
// speaker's part of it: "chief executive", "member of parliament". "-" stands
// for nothing at all, right before a name ("Representative Lind"), "@" for the
// name or noun of any body ("a representative of the union"), and "#" for the
// name of a place ("the administrator of Brin").
func OfficeWith() map[string]Set { return officeWith }

var officeWith = table(`
	constable, detective: chief
	deputies: -
	collector: - district
	officer: chief press information commanding
	executive: chief
	manager: general city campaign emergency
	partner, editor: managing chief
	attorney: general district county state federal city commonwealth u.s us states
	counsel: special
	representative: - special permanent trade high u.n un u.s us state @
	rep: -
	delegate: un u.n
	coordinator: humanitarian resident un u.n its @
	administrator: - @ # city county town
	speaker: - house parliament parliamentary assembly senate chamber legislature
	member: parliament council senate congress cabinet assembly legislature politburo knesset duma
	deputy: chief parliament parliamentary assembly opposition
	boss: union party bank company airline police spy intelligence military
	adviser, advisor: security
	negotiator, mediator: chief lead top un u.n
	agent: charge
	captain: police fire
	lady: first
	lord: -
	inspector: general chief
	whip: party chief government opposition majority minority
	nominee, hopeful, contender: presidential mayoral gubernatorial senate party democratic republican prime-ministerial
	officeholder, incumbent: @`)

// Leading returns the verbs for what the leader of a body does to it.
func Leading() Set { return leading }

var leading = Words(`lead head chair direct command govern rule preside found co-found oversee`)

// Choosing returns the verbs by which somebody gets an office: "elected mayor".
func Choosing() Set { return choosing }

var choosing = Words(`elect re-elect reelect appoint name choose nominate crown swear install reappoint`)

// Seats returns what somebody is elected to or runs for that is no office noun.
func Seats() Set { return seats }

var seats = Words(`parliament congress senate council assembly legislature house knesset presidency office governorship mayoralty election re-election reelection seat`)

// Chambers returns those of Seats and the bodies of a government that one serves
// in by election or appointment: "who served in parliament".
func Chambers() Set { return chambers }

var chambers = Words(`parliament congress senate council assembly legislature knesset cabinet government administration`)

// Unspoken returns bodies whose members speak for themselves: "Ana Lind of the
// university said".
func Unspoken() Set { return unspoken }

var unspoken = Words(`school university college hospital clinic team league club church army navy corps force gang cartel crew band
	house court museum laboratory palace airport apartments homes estate restaurant hotel bar shop store`)

// PublicLife returns what, after a name, only somebody in public life has: "the
// Reyes administration".
func PublicLife() Set { return publicLife }

var publicLife = Words(`administration campaign government governments presidency cabinet regime regimes premiership candidacy`)

// Persons returns the nouns, no office, that say who somebody is by what he
// does, by his fate, or by whom he belongs to.
func Persons() Set { return persons }

var persons = Words(`man woman boy girl person child mother father son daughter wife husband brother sister
	friend neighbor neighbour relative cousin uncle aunt widow widower nephew niece spouse fiancé fiancée fiance fiancee
	grandfather grandmother grandson granddaughter grandchild stepson stepdaughter stepfather stepmother stepbrother stepsister
	half-brother half-sister son-in-law daughter-in-law brother-in-law sister-in-law father-in-law mother-in-law
	girlfriend boyfriend sibling twin heir lover confidant confidante protégé associate
	resident witness eyewitness survivor victim patient
	doctor nurse medic physician surgeon paramedic midwife teacher student pupil farmer fisherman trader
	analyst expert forecaster collector scholar academic researcher scientist professor lecturer historian economist practitioner
	lawyer attorney engineer journalist correspondent reporter editor writer author photographer blogger columnist cameraman
	fighter soldier militant rebel insurgent militiaman guard bodyguard policeman policewoman officer sergeant corporal private
	lieutenant captain major detective inspector constable
	refugee migrant smuggler driver passenger pilot sailor worker employee aide adviser advisor assistant secretary
	translator interpreter cook maid cleaner chauffeur nanny butler servant janitor caretaker
	activist campaigner volunteer critic supporter opponent member veteran executive manager
	owner partner colleague citizen civilian villager native guest host clerk elder
	detainee prisoner suspect defendant hostage captive gunman bomber attacker killer inmate fugitive
	coach trainer referee umpire striker goalkeeper midfielder footballer cricketer boxer runner swimmer cyclist jockey winger
	auditor tenant landlord landlady banker investor builder shopkeeper carpenter plumber electrician mechanic miner
	lender voter taxpayer surveyor curator priest monk nun vicar imam rabbi pastor singer rapper dancer actor actress
	comedian musician composer poet painter sculptor conductor firefighter rescuer filmmaker designer architect chef chief
	diver climber hiker commuter shopper skipper breeder ranger lifeguard gardener butcher baker tailor barber herder shepherd
	insider source informant mediator negotiator successor predecessor teenager toddler baby infant youth orphan
	speaker representative rep deputy delegate counsel coordinator administrator boss whip nominee hopeful contender
	officeholder incumbent lord lady pensioner retiree bystander motorist pedestrian consultant entrepreneur businessman businesswoman`)

// Bystanders returns those of Persons that nobody in office is called: "Ana Lind,
// a resident," is not the mayor Ana Lind.
func Bystanders() Set { return bystanders }

var bystanders = Words(`resident witness eyewitness bystander neighbor neighbour villager passenger motorist pedestrian shopper
	tenant student pupil patient survivor driver shopkeeper teenager toddler baby boy girl worker employee suspect gunman farmer fisherman`)

// Small returns what stands before the first name of a child: "Little Mia".
func Small() Set { return small }

var small = Words(`little baby`)

// Fates returns what, with "of", only a person has: "the death of Mia".
func Fates() Set { return fates }

var fates = Words(`death murder killing funeral burial birth loss disappearance kidnapping abduction body parents`)

// ThingsBefore returns words, capitalised before a name, that make it the name
// of no person: "Hurricane Ada", "Lake Edna".
func ThingsBefore() Set { return thingsBefore }

var thingsBefore = Words(`hurricane typhoon cyclone storm lake mount mt river port fort camp cape gulf bay island isle
	operation hms uss mv ss wadi jebel`)

// StormsBefore returns words that do so in any writing: "the storm Ada".
func StormsBefore() Set { return stormsBefore }

var stormsBefore = Words(`hurricane typhoon cyclone storm river`)

// HeadlineWords returns words of titles written in capitals that are no part of a
// name: "Second Arrest Made".
func HeadlineWords() Set { return headlineWords }

var headlineWords = Words(`arrest arrests arrested charge charged charges killed kills dead dies died shot shoots shooting wounded injured
	found identified investigate investigates investigating investigation investigators detail details evidence coverage conference rescue trying launch launches accused suspected sentenced convicted jailed rescued missing
	self degree felony misdemeanor felonies gunfire register second third fourth fifth tags`)

// PlacesBehind returns the words before the name of a place that stand before no
// person's: "around Harrow".
func PlacesBehind() Set { return placesBehind }

var placesBehind = Words(`in into near inside outside across throughout around over towards toward`)

// ThingsAfter returns words after a name that make it the name of no person:
// "the Lind river", "the Varga Prize".
func ThingsAfter() Set { return thingsAfter }

var thingsAfter = Words(`river sea lake ocean gulf strait canal valley mountain mountains hills desert island islands peninsula delta basin
	forest province district governorate county region village town city street road avenue way highway expressway boulevard lane drive square bridge airport stadium arena
	tower building hall theatre theater museum library cathedral church mosque temple palace castle prison barracks dam mine refinery
	prize award medal trophy cup memorial act law bill treaty accord doctrine effect syndrome disease virus scale index
	hurricane typhoon cyclone storm ship ferry class camp park
	neighborhood neighborhoods neighbourhood neighbourhoods quarter quarters suburb suburbs countryside area crossing checkpoint`)

// BodyWords returns words that end the name of a body named after a person or
// like one: "the Okoro Brigade".
func BodyWords() Set { return bodyWords }

var bodyWords = Words(`brigade brigades battalion battalions regiment militia cartel clan front army movement party faction
	foundation institute university college hospital clinic trust holdings industries group inc corp corporation ltd plc llc co
	gazette tribune herald chronicle observer sentinel courier newspaper
	company motors airlines airways pharmaceuticals laboratories bank brothers bros network committee commission`)

// Honorifics returns the titles that say nothing of what somebody does.
func Honorifics() Set { return honorifics }

var honorifics = Words(`mr mrs ms miss mx sir dame lady dr prof professor former late`)

// Ranks returns, for ranks and titles that are abbreviated before names, the
// noun phrase that they stand for.
func Ranks() map[string]string { return ranks }

var ranks = map[string]string{
	"dr": "a doctor", "prof": "a professor", "rev": "a member of the clergy", "sgt": "a sergeant", "cpl": "a corporal", "pvt": "a private",
	"lt": "a lieutenant", "capt": "a captain", "maj": "a major", "col": "a colonel", "gen": "a general", "brig": "a brigadier",
	"adm": "an admiral", "cmdr": "a commander", "gov": "a governor", "sen": "a senator", "rep": "a representative", "cllr": "a councillor",
}

// PluralTitles returns titles of several persons: "Sens. Lind and Brandt",
// "Deputies Prado and Costa".
func PluralTitles() Set { return pluralTitles }

var pluralTitles = Words(`gens sens reps govs senators presidents ministers representatives deputies councillors councilors mayors governors judges commissioners lawmakers`)

// ArabicBodies returns words with which the names of armies, fronts, brigades and
// movements begin in Arabic, as news writes them; ArabicPlaces those of mountains,
// bridges, convents, villages and valleys.
func ArabicBodies() Set { return arabicBodies }

var arabicBodies = Words(`jaish jaysh jeish jabhat faylaq failaq ahrar ansar liwa harakat kataib katibat hizb jund tahrir`)

// ArabicPlaces: see ArabicBodies.
func ArabicPlaces() Set { return arabicPlaces }

var arabicPlaces = Words(`jabal jebel djebel jisr deir kafr kafar wadi beit ain tell qasr`)

// Officers returns ranks of those who serve in police and fire services, and
// Forces the words that name these.
func Officers() Set { return officers }

var officers = Words(`lt lieutenant sgt sergeant capt captain maj major cpl corporal officer detective inspector constable deputy trooper ranger`)

// Forces: see Officers.
func Forces() Set { return forces }

var forces = Words(`police sheriff sheriffs fire patrol constabulary troopers firefighters`)

// Telling returns the verbs by which a speaker gives information.
func Telling() Set { return telling }

var telling = Words(`say tell add announce confirm state report explain note claim warn`)

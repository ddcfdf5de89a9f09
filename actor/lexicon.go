package actor

import "strings"

// words makes a set of the words of s.
func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

var (
	// titles stand before a name and are no part of it. Lower case, without
	// the full stop.
	titles = words(`mr mrs ms miss mx dr prof professor sir dame lord lady
		gen general lt lieutenant col colonel maj major capt captain cpl sgt sergeant pvt
		brig brigadier adm admiral cmdr commander marshal inspector detective officer constable
		president vice premier prime minister chancellor secretary ambassador governor gov mayor
		senator sen representative rep congressman congresswoman deputy speaker judge justice
		king queen prince princess emir sheikh sheik sultan imam ayatollah mullah mufti rabbi
		bishop archbishop cardinal pope father rev reverend pastor sister
		chief chairman chairwoman director coach spokesman spokeswoman spokesperson
		attorney sheriff envoy commissioner councilman councilwoman analyst
		defense defence foreign interior finance health homeland security state treasury energy
		justice education transport labor labour police fire press national supreme
		former acting then retired senior special first second`)

	// female and male titles and words fix the gender of whom they name.
	femaleWords = words(`mrs ms miss dame lady queen princess sister mother daughter wife woman girl
		spokeswoman chairwoman congresswoman councilwoman businesswoman actress widow grandmother aunt niece`)
	maleWords = words(`mr sir lord king prince father son husband man boy spokesman chairman
		congressman councilman businessman actor widower grandfather uncle nephew pope bishop imam`)

	// officeNouns are the heads of roles in which somebody speaks in public:
	// an office, a command, or the task of speaking for others.
	officeNouns = words(`president premier minister chancellor secretary undersecretary ambassador envoy
		governor mayor senator representative congressman congresswoman lawmaker legislator deputy mp parliamentarian
		councilor councillor councilman councilwoman speaker judge justice prosecutor attorney sheriff
		king queen prince princess emir sultan ayatollah pope cardinal archbishop bishop patriarch
		general colonel major captain lieutenant admiral brigadier commander marshal chief head leader
		chairman chairwoman chair chairperson vice-chairman director director-general commissioner administrator coordinator
		spokesman spokeswoman spokesperson official politician candidate nominee
		coroner superintendent inspector dean rector chancellor treasurer`)

	// personNouns head a role or name an unnamed person by what he does. Words
	// in -er, -or, -ist and the like are recognised by their ending as well.
	personNouns = words(`man woman boy girl person child mother father son daughter wife husband brother sister
		friend neighbor neighbour relative cousin uncle aunt widow resident witness survivor victim patient
		doctor nurse medic physician surgeon paramedic teacher student pupil farmer fisherman trader
		analyst expert scholar academic researcher scientist professor historian economist
		lawyer attorney engineer journalist correspondent reporter editor writer author photographer
		fighter soldier militant rebel insurgent militiaman guard policeman policewoman police officer
		refugee migrant smuggler driver passenger pilot sailor worker employee aide adviser advisor
		diplomat activist volunteer critic supporter opponent member veteran executive manager
		owner founder partner colleague citizen civilian villager native guest host clerk
		detainee prisoner suspect defendant hostage captive gunman bomber attacker
		detective coach trainer manager referee umpire striker goalkeeper auditor tenant landlord landlady banker investor builder trader
		lender voter taxpayer surveyor curator priest monk vicar singer composer poet painter conductor firefighter rescuer
		diver climber hiker commuter shopper skipper breeder ranger lifeguard gardener butcher baker
		insider source informant mediator negotiator counterpart successor predecessor`)

	// groupNouns name people together. Their plurals are found by form.
	groupNouns = words(`people officials authorities police residents witnesses analysts experts activists critics
		allies partisans followers voters backers rivals organizers organisers marchers
		others many some families relatives villagers troops forces rebels militants militias families
		lawmakers diplomats doctors medics scientists researchers opponents supporters members
		staff personnel crew public crowd opposition majority minority youths women men children
		sources leaders commanders insiders mediators protesters demonstrators survivors`)

	// organizationNouns head the names and descriptions of bodies that speak.
	organizationNouns = words(`ministry department government administration cabinet parliament congress senate
		house court council committee commission agency authority bureau office command military army navy
		force corps coalition alliance union party movement group organization organisation association
		federation foundation institute institution university college hospital company corporation firm
		bank board fund center centre observatory observer mission embassy consulate delegation service
		campaign network newspaper magazine broadcaster station daily outlet channel media
		police guard headquarters regime state kremlin pentagon junta palace presidency secretariat
		airline airport museum retailer manufacturer insurer publisher brewery school clinic laboratory panel
		militia brigade battalion gang cartel faction
		society league club team task-force tribunal watchdog monitor charity crescent`)

	// namedBodies stand before names that look like those of places: "the aid
	// group Ponte Nova".
	namedBodies = words(`union company party group charity firm newspaper magazine club association organization organisation movement broadcaster`)

	// days are written like names and are none: "the union Monday called".
	days = words(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december`)

	// vessels stand before the names of ships.
	vessels = words(`ship ferry tanker vessel boat yacht trawler freighter frigate steamer cruiser destroyer submarine tug tugboat`)

	// publicBodies are what a country or a league of countries has one of each.
	publicBodies = words(`agency ministry army navy police government military parliament commission council court authority command force office`)

	// documentNouns name what is written or recorded and says things.
	documentNouns = words(`report reports assessment assessments statement document documents study survey poll
		letter memo memorandum email e-mail cable filing affidavit indictment complaint lawsuit ruling
		testimony transcript communique communiqué bulletin release notice warrant
		data figures statistics records estimate estimates analysis review audit investigation inquiry probe
		research paper article book footage video recording images intelligence findings census
		text message tweet post website decree order resolution`)
)

// personNoun reports whether the lower-case lemma names a person by what he is
// or does: "smuggler", "economist". Things in -er are not known apart but for a
// few common ones.
func personNoun(lemma string) bool {
	if personNouns[lemma] || officeNouns[lemma] {
		return true
	}
	if notPersons[lemma] || organizationNouns[lemma] || documentNouns[lemma] {
		return false
	}
	for _, end := range []string{"ologist", "onomist", "ist", "ician", "man", "woman", "person", "keeper", "worker", "holder", "maker", "seeker", "monger", "smith"} {
		if len(lemma) > len(end)+1 && strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// notPersons end like person nouns but are none.
var notPersons = words(`list mist twist fist wrist assist exist insist consist resist persist heist human roman german woman-hours
	magician-like mechanic clinic`)

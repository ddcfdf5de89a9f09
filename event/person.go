package event

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// persons are the lemmas of nouns for persons that no ending gives away.
var persons = en.Words(`
	person people man woman child boy girl kid baby infant toddler teen teenager adult youth youngster elder
	human individual civilian citizen national native local resident inhabitant dweller villager townspeople
	townsfolk folk household family relative parent mother father wife husband spouse son daughter brother sister
	sibling cousin orphan widow friend neighbor neighbour survivor victim casualty dead wounded injured
	refugee migrant immigrant emigrant evacuee returnee deportee idp expatriate exile nomad asylum-seeker
	soldier troop troops fighter militant insurgent jihadist jihadi rebel guerrilla militia militiaman gunman
	terrorist extremist islamist combatant paramilitary mercenary commando marine sailor airman pilot officer
	policeman policewoman police cop guard peacekeeper ranger sniper recruit conscript deserter defector reservist
	commander general captain lieutenant sergeant personnel force army battalion brigade regiment platoon squad
	unit crew staff team member operative agent spy bomber attacker assailant suspect inmate prisoner detainee
	hostage captive abductee convict criminal thug bandit pirate smuggler trafficker gang gangster
	worker laborer labourer employee miner farmer fisherman herder shepherd driver teacher student pupil
	doctor nurse medic paramedic patient firefighter fireman rescuer volunteer journalist reporter photographer
	trader dealer seller buyer owner tenant settler rider robber killer murderer builder porter preacher writer singer
	dancer actor actress runner speaker caller reader lender carer user logger poacher prospector vendor squatter beggar hawker
	merchant peddler weaver harvester picker planter rancher cowboy herdsman tribesman fisher investor mayor governor
	senator professor scholar chef cook waiter banker broker clerk mechanic electrician plumber carpenter baker butcher barber
	missionary seminarian jesuit envoy ambassador consul bodyguard watchman
	stowaway castaway fugitive escapee runaway straggler homeowner householder landowner commuter crewmember
	juvenile male female shooter defendant counselor counsellor aide dependant dependent earner
	lawyer judge monk nun priest imam cleric pilgrim worshiper worshipper believer follower supporter activist
	protester protestor demonstrator marcher striker rioter looter voter candidate politician lawmaker minister
	official diplomat delegate politician leader official tourist traveler traveller visitor passenger commuter
	pedestrian motorist cyclist biker shopper customer spectator fan player athlete guest holidaymaker
	holiday-maker vacationer camper hiker climber skier swimmer mourner bystander onlooker passerby passer-by
	muslim christian jew hindu buddhist sikh kurd arab turk serb croat rohingya tutsi hutu
	immigrant seeker newcomer separatist loyalist dissident partisan veteran trooper serviceman servicewoman
	servicemember infantryman crewman contractor specialist adviser advisor engineer technician scientist
	population community crowd convoy caravan group tribe clan other others`)

// crowds are nouns in the singular for many persons.
var crowds = en.Words(`people family household army militia police force battalion brigade regiment platoon squad unit crew
	staff team gang population community crowd convoy caravan group tribe clan personnel troop troops half majority
	contingent exodus wave leadership military dead wounded injured`)

// endings are those of nouns for persons. They count in the plural only, which
// keeps out most materials and machines.
var endings = []string{"ist", "ee", "ian", "eer", "man", "woman", "ner", "yer", "ker", "ger", "ier", "vist", "ese", "ite"}

// impersonal are nouns with such an ending that are no persons.
var impersonal = en.Words(`number paper river water container cracker rocket committee fee degree knee tree coffee bee list
	trainer blanker banker-draft tanker bunker locker trigger danger burger finger hamburger ledger carrier barrier
	pier tier frontier corner manner banner scanner liner airliner skyscraper answer layer prayer website site suite
	satellite meteorite career dinner burner container cleaner sneaker marker sticker speaker-phone breaker bulldozer
	squeegee jubilee guarantee levee lee melee toffee tee pioneer-day drier supplier fertilizer multiplier amplifier
	twist mist fist wrist gist waist elite bite kite white favorite opposite parasite granite`)

// plural reports whether token i is a noun in the plural, or a word for many.
func (g *graph) plural(i int) bool {
	tok := &g.Tokens[i]
	if tok.XPOS == "NNS" || tok.XPOS == "NNPS" {
		return true
	}
	switch strings.ToLower(g.Word(i)) {
	case "people", "police", "personnel", "others", "they", "them", "many", "some", "most", "those", "these", "we", "us",
		"troops", "both", "several", "hundreds", "thousands", "dozens", "scores", "millions", "few":
		return true
	}
	return false
}

// person reports whether the noun at i is for persons.
func (g *graph) person(i int) bool {
	w := g.lemma[i]
	if persons[w] {
		return true
	}
	low := strings.ToLower(g.Word(i))
	if persons[low] {
		return true
	}
	if k := strings.LastIndexByte(w, '-'); k >= 0 && persons[w[k+1:]] {
		return true
	}
	if impersonal[w] || !g.plural(i) {
		return false
	}
	if n := g.name[i]; n != none && g.Names[n].Class == assay.NORPName {
		return true // "Americans"
	}
	w = strings.TrimSuffix(w, "s")
	for _, e := range endings {
		if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
			return true
		}
	}
	// "Laotians", "Yemenis", "Chadians": demonyms no tagger called a name.
	people := strings.HasSuffix(w, "an") || strings.HasSuffix(w, "i") || strings.HasSuffix(w, "ard") || strings.HasSuffix(w, "en") || strings.HasSuffix(w, "er")
	return people && g.Tokens[i].POS == "PROPN" && g.Tokens[i].XPOS == "NNPS" && (g.place[i] == none || g.Places[g.place[i]].Role == assay.Demonym)
}

// people reports whether the noun phrase at i is for several persons: the only
// ones whose movements the ledger holds.
func (g *graph) people(i int) bool {
	low := strings.ToLower(g.Word(i))
	switch low {
	case "they", "them", "others", "many", "some", "most", "hundreds", "thousands", "dozens", "scores", "millions", "several", "those":
		return true
	}
	if g.Tokens[i].POS == "NUM" {
		return true
	}
	if n := g.name[i]; n != none && g.Names[n].Class == assay.PersonName {
		return false
	}
	return g.person(i) && (g.plural(i) || crowds[g.lemma[i]] || g.counted(i))
}

// counted reports whether a numeral stands on the noun at i.
func (g *graph) counted(i int) bool {
	for _, k := range g.kids[i] {
		if g.is(int(k), "nummod") || g.quantity[k] != none {
			return true
		}
	}
	return false
}

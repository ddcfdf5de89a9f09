package quantity

import (
	"strings"

	"assay/lang/en"
)

// people are the nouns for several persons that carry no plural ending.
var people = en.Words(`people police troops personnel staff crew children men women youth folk folks
	others dead elderly clergy cavalry infantry militia crewmen`)

// persons are the singular nouns for persons that no suffix gives away.
var persons = en.Words(`idp pow mp person man woman child boy girl baby infant toddler teen teenager male female juvenile adult youth kid minor elder senior orphan
	civilian soldier troop militant insurgent rebel guerrilla jihadi jihadist terrorist extremist combatant recruit conscript veteran cadet marine guard sniper spy thug
	refugee migrant immigrant evacuee returnee resident inhabitant citizen national local native expatriate foreigner alien settler occupant tenant host guest nomad
	victim casualty fatality survivor hostage captive prisoner inmate detainee suspect patient student pupil graduate parent mother father son daughter brother sister husband wife
	spouse relative cousin nephew niece uncle aunt grandmother grandfather grandchild grandson granddaughter widow widower twin sibling
	member friend colleague neighbor neighbour comrade ally volunteer doctor nurse medic paramedic physician surgeon teacher professor monk nun priest imam cleric pastor bishop rabbi pilgrim
	journalist reporter official officer cop detective sheriff deputy policeman policewoman constable sergeant lieutenant captain general admiral colonel major commander
	leader chief boss head mayor governor president minister lawmaker legislator senator congressman representative delegate diplomat ambassador envoy aide adviser advisor secretary
	candidate voter constituent activist protester protestor demonstrator marcher rioter striker supporter opponent dissident critic attendee participant spectator onlooker bystander
	worker employee employer staffer laborer labourer miner farmer fisherman villager peasant shopkeeper trader vendor merchant driver pilot sailor seaman passenger pedestrian commuter cyclist biker tourist traveler traveller visitor
	lawyer attorney judge juror prosecutor defendant plaintiff witness convict felon criminal murderer killer gunman attacker assailant bomber robber thief kidnapper smuggler trafficker pirate poacher hacker gangster
	fighter militiaman crewman firefighter rescuer diver climber hiker skier swimmer player athlete runner footballer coach fan referee actor actress singer musician artist dancer
	scientist researcher expert analyst scholar economist engineer technician specialist programmer designer architect astronaut consultant contractor trainee apprentice intern
	customer consumer client subscriber user viewer reader listener follower believer worshiper worshipper christian muslim jew hindu buddhist catholic protestant sikh sunni shiite shia
	american soul individual human guy lad gentleman lady sportsman operative agent informant interpreter translator peacekeeper observer investigator inspector
	african asian european democrat republican conservative liberal communist socialist separatist nationalist loyalist mercenary hunter donor investor shareholder homeowner owner buyer seller retiree pensioner beneficiary applicant claimant recipient newcomer arrival runaway stowaway
	baker rider shepherd tailor weaver potter mason plumber carpenter waiter waitress maid porter jailer gardener cleaner janitor barber butcher
	accomplice suspect sympathizer sympathiser defector deserter escapee fugitive exile ranger trooper paratrooper commando gunner bodyguard executive director manager professional academic author writer editor photographer cameraman producer
	freshman sophomore undergraduate alumnus bride groom baby newborn pensioner centenarian octogenarian peer lord king queen prince princess delegate councilor councillor counselor commissioner lobbyist billionaire millionaire pollster partygoer churchgoer moviegoer clubgoer concertgoer festivalgoer mourner caller respondent grandparent caregiver babysitter stranger beggar vagrant addict drinker smoker offender suspect lover dealer broker banker holder bearer traitor`)

// things end like persons and are none.
var things = en.Words(`glacier encounter cutter toaster barter character transmitter thruster counter twister duster blister cloister plaster lobster oyster monster hamster
	canister specter scepter sphincter adapter raster luster semester adjuster typewriter lighter freighter planter cloister saltshaker skyscraper silencer dozer sweater
	airliner amplifier answer banner barrier beaver bestseller binder bitter blender blockbuster boiler booster border boulder buffer bulldozer bumper
	bunker burger burner butter calculator cancer canister carrier center chamber chapter charger charter checklist chopper cider cinder cluster coffee
	committee computer container cooler copper corner counter cover cracker crater cruiser cucumber cylinder danger datacenter december decree degree
	destroyer diameter digger diner dinner disaster dryer elevator encounter excavator eyeliner factor fastener fender fever filter finger firecracker
	flier flower flyer folder freezer freighter gender generator guarantee gutter hairdryer hammer hanger headquarter heater helicopter identifier
	indicator jubilee ladder laser launcher lawnmower layer letter lever liner litter liver loader locker lumber manner marker marquee matter meter
	minesweeper mixer modifier monitor motor mower muffler multiplier murder newsletter newspaper number offer opener order outlier paper parameter pepper
	perimeter playlist poster powder power prayer predator printer propeller quarter radiator reactor refrigerator register resistor revolver river roster
	router ruler sampler scanner scooter sector semester server shelter shortlist shoulder shower shutter silver skyscraper slipper sneaker spider spinner
	spoiler spree steamer steer sticker streamer summer supercenter sweater tanker tender territor theater thriller tiger timber tower tracker tractor
	trailer transfer transistor trawler trigger twist ulcer vector wallpaper water winter wrapper wrist`)

// peoples are plurals of those who belong to a nation, people or creed, where
// no ending gives them away.
var peoples = en.Words(`kurds arabs turks greeks danes swedes finns poles czechs slovaks serbs croats bosniaks uzbeks tajiks kazakhs kyrgyz uighurs uyghurs
	britons scots spaniards filipinos thais swiss french british irish dutch english welsh spanish jews muslims christians hindus sikhs sunnis shiites shias shi'ites alawites druze catholics protestants buddhists
	latinos hispanics blacks whites argentines mongols tatars basques catalans balkars ingush roma gypsies yazidis yezidis houthis tutsis hutus zulus igbos hausas pashtuns hazaras copts maronites mormons
	orthodox chinese japanese vietnamese lebanese sudanese burmese nepalese congolese senegalese portuguese maltese sinhalese tamils bengalis punjabis taiwanese`)

// isPerson reports whether the noun w (lower case), capitalised or not, names
// persons.
func isPerson(w string, upper bool) bool {
	if people[w] || peoples[w] {
		return true
	}
	s := singular(w)
	if persons[s] || peoples[w] {
		return true
	}
	if things[s] || len(s) < 5 {
		return false
	}
	for _, suffix := range [...]string{"man", "woman", "ist", "ician", "arian", "ologist", "ee", "goer", "maker", "holder", "worker", "keeper", "seeker", "fighter", "dweller", "owner", "child"} {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	if upper && w != s || upper && len(w) > 5 {
		for _, suffix := range [...]string{"ans", "eans", "ians", "anis", "awis", "aqis", "elis", "epalis", "malis", "audis", "aitis", "ndis", "emenis", "danis", "ites"} {
			if strings.HasSuffix(w, suffix) {
				return true
			}
		}
	}
	// most long nouns in -er are for those who do something ("three looters"), and
	// capitalised plurals for those who live somewhere ("29 New Yorkers")
	return strings.HasSuffix(s, "er") && len(s) >= 6 && (!upper || w != s) || strings.HasSuffix(s, "tor") && !upper
}

// isHousehold reports whether w names families or households.
func isHousehold(w string) bool {
	return w == "family" || w == "families" || w == "household" || w == "households"
}

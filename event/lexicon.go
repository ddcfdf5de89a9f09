package event

import "assay"

// The actions of LEDGER.md under names of their own, so that a misspelt one
// does not compile.
const (
	killed       assay.Action = "killed"
	injured      assay.Action = "injured"
	missing      assay.Action = "missing"
	displaced    assay.Action = "displaced"
	evacuated    assay.Action = "evacuated"
	fled         assay.Action = "fled"
	returned     assay.Action = "returned"
	arrived      assay.Action = "arrived"
	departed     assay.Action = "departed"
	crossed      assay.Action = "crossed"
	trapped      assay.Action = "trapped"
	rescued      assay.Action = "rescued"
	detained     assay.Action = "detained"
	surrendered  assay.Action = "surrendered"
	recruited    assay.Action = "recruited"
	infected     assay.Action = "infected"
	hospitalized assay.Action = "hospitalized"
	vaccinated   assay.Action = "vaccinated"
	homeless     assay.Action = "homeless"
	affected     assay.Action = "affected"
	attended     assay.Action = "attended"
	paid         assay.Action = "paid"
	pledged      assay.Action = "pledged"
	destroyed    assay.Action = "destroyed"
	damaged      assay.Action = "damaged"
	seized       assay.Action = "seized"
	other        assay.Action = "other"
)

// A sense says what those in each role of a verb did or suffered. An empty
// action means that the verb says nothing of that role.
type sense struct {
	subj  assay.Action // who does it: "12 people died"
	obj   assay.Action // persons to whom it is done: "killed 12 people"
	thing assay.Action // things to which it is done: "hit two buildings"
	money assay.Action // sums of money: "paid $300"
}

// verbs gives the sense of a verb by its lemma.
var verbs = map[string]sense{
	// Killed.
	"kill": {obj: killed, thing: killed}, "slay": {obj: killed}, "murder": {obj: killed, thing: killed},
	"massacre": {obj: killed}, "assassinate": {obj: killed}, "execute": {obj: killed},
	"slaughter": {obj: killed, thing: killed}, "behead": {obj: killed}, "decapitate": {obj: killed},
	"hang": {obj: killed}, "electrocute": {obj: killed}, "lynch": {obj: killed}, "butcher": {obj: killed},
	"die": {subj: killed}, "perish": {subj: killed}, "succumb": {subj: killed},
	"drown": {subj: killed, obj: killed}, "suffocate": {subj: killed, obj: killed},
	"asphyxiate": {subj: killed, obj: killed}, "martyr": {obj: killed}, "neutralize": {obj: killed}, "neutralise": {obj: killed}, "crush": {obj: killed, thing: destroyed},
	// Injured.
	"injure": {obj: injured, thing: injured}, "wound": {obj: injured, thing: injured}, "hurt": {obj: injured}, "maim": {obj: injured},
	"shoot": {obj: injured}, "stab": {obj: injured}, "maul": {obj: injured}, "mutilate": {obj: injured},
	"scald": {obj: injured}, "cripple": {obj: injured, thing: damaged},
	// Missing.
	"vanish": {subj: missing}, "disappear": {subj: missing, obj: missing},
	// Displaced.
	"displace": {obj: displaced, thing: displaced}, "uproot": {obj: displaced, thing: destroyed}, "evict": {obj: displaced},
	"dislodge": {obj: displaced}, "shelter": {subj: displaced, obj: displaced},
	"accommodate": {obj: displaced}, "resettle": {subj: displaced, obj: displaced},
	// Evacuated.
	"evacuate": {subj: evacuated, obj: evacuated, thing: evacuated}, "relocate": {subj: evacuated, obj: evacuated},
	"airlift": {obj: evacuated}, "rehouse": {obj: evacuated},
	// Fled, departed.
	"flee": {subj: fled}, "escape": {subj: fled}, "abscond": {subj: fled}, "bolt": {subj: fled},
	"leave": {subj: departed}, "depart": {subj: departed}, "withdraw": {subj: departed, obj: departed},
	"emigrate": {subj: departed}, "exit": {subj: departed}, "retreat": {subj: departed},
	"deport": {obj: departed}, "expel": {obj: departed}, "banish": {obj: departed}, "exile": {obj: departed},
	"defect": {subj: departed}, "desert": {subj: departed}, "abandon": {subj: departed},
	// Returned.
	"return": {subj: returned, obj: returned}, "repatriate": {subj: returned, obj: returned},
	// Arrived, crossed.
	"arrive": {subj: arrived}, "enter": {subj: arrived}, "travel": {subj: arrived}, "pour": {subj: arrived},
	"flock": {subj: arrived}, "stream": {subj: arrived}, "immigrate": {subj: arrived},
	"migrate": {subj: arrived}, "land": {subj: arrived}, "settle": {subj: arrived}, "deploy": {subj: arrived, obj: arrived},
	"converge": {subj: arrived}, "disembark": {subj: arrived}, "infiltrate": {subj: arrived},
	"cross": {subj: crossed}, "smuggle": {obj: crossed}, "traffic": {obj: crossed},
	// Trapped, rescued.
	"trap": {obj: trapped}, "strand": {obj: trapped}, "maroon": {obj: trapped}, "besiege": {obj: trapped},
	"encircle": {obj: trapped}, "surround": {obj: trapped}, "isolate": {obj: trapped}, "bury": {obj: trapped, thing: destroyed},
	"rescue": {obj: rescued, thing: rescued}, "lift": {obj: rescued}, "pluck": {obj: rescued}, "winch": {obj: rescued}, "save": {obj: rescued}, "free": {obj: rescued}, "liberate": {obj: rescued},
	// Detained, surrendered, recruited.
	"detain": {obj: detained, thing: detained}, "arrest": {obj: detained, thing: detained}, "capture": {obj: detained, thing: seized},
	"imprison": {obj: detained}, "jail": {obj: detained}, "hold": {obj: detained}, "intern": {obj: detained},
	"apprehend": {obj: detained}, "nab": {obj: detained}, "incarcerate": {obj: detained},
	"abduct": {obj: detained, thing: detained}, "kidnap": {obj: detained, thing: detained}, "remand": {obj: detained},
	"surrender": {subj: surrendered, thing: surrendered}, "capitulate": {subj: surrendered},
	"recruit": {obj: recruited}, "enlist": {subj: recruited, obj: recruited}, "conscript": {obj: recruited},
	"enrol": {subj: recruited, obj: recruited}, "enroll": {subj: recruited, obj: recruited},
	"join": {subj: recruited}, "hire": {obj: recruited}, "volunteer": {subj: recruited},
	// Health.
	"infect": {obj: infected}, "sicken": {obj: infected}, "contract": {subj: infected},
	"hospitalize": {obj: hospitalized}, "hospitalise": {obj: hospitalized}, "treat": {obj: hospitalized},
	"vaccinate": {obj: vaccinated}, "inoculate": {obj: vaccinated}, "immunize": {obj: vaccinated}, "immunise": {obj: vaccinated},
	// Affected, attended.
	"affect": {obj: affected, thing: affected}, "suffer": {subj: affected}, "impact": {obj: affected, thing: affected},
	"hit": {obj: injured, thing: damaged}, "strike": {obj: injured, thing: damaged},
	"attend": {subj: attended}, "gather": {subj: attended}, "assemble": {subj: attended},
	"rally": {subj: attended}, "demonstrate": {subj: attended}, "protest": {subj: attended},
	"march": {subj: attended}, "participate": {subj: attended}, "congregate": {subj: attended}, "throng": {subj: attended},
	// Money.
	"pay": {money: paid}, "spend": {money: paid}, "cost": {money: paid}, "give": {money: paid},
	"donate": {money: paid}, "disburse": {money: paid}, "invest": {money: paid}, "award": {money: paid},
	"transfer": {obj: evacuated, money: paid}, "remit": {money: paid}, "contribute": {money: paid}, "charge": {money: paid},
	"pledge": {money: pledged}, "promise": {money: pledged}, "offer": {money: pledged},
	"commit": {money: pledged}, "earmark": {money: pledged}, "allocate": {money: pledged},
	// Things.
	"destroy": {obj: destroyed, thing: destroyed}, "demolish": {thing: destroyed}, "raze": {thing: destroyed},
	"level": {thing: destroyed}, "flatten": {thing: destroyed}, "wreck": {thing: destroyed},
	"burn": {subj: destroyed, obj: injured, thing: destroyed}, "torch": {thing: destroyed}, "gut": {thing: destroyed},
	"collapse": {subj: destroyed}, "obliterate": {thing: destroyed}, "ruin": {thing: destroyed},
	"incinerate": {obj: killed, thing: destroyed}, "sink": {subj: destroyed, thing: destroyed}, "topple": {subj: destroyed, thing: destroyed},
	"damage": {thing: damaged}, "bomb": {thing: damaged}, "shell": {thing: damaged},
	"flood": {thing: damaged}, "inundate": {thing: damaged}, "submerge": {thing: damaged},
	"attack": {thing: damaged}, "vandalize": {thing: damaged}, "ransack": {thing: damaged}, "batter": {thing: damaged},
	"seize": {obj: detained, thing: seized, money: seized}, "confiscate": {thing: seized, money: seized},
	"impound": {thing: seized}, "steal": {thing: seized, money: seized}, "loot": {thing: seized, money: seized},
	"hijack": {thing: seized}, "occupy": {thing: seized}, "overrun": {thing: seized},
	"recapture": {obj: detained, thing: seized}, "retake": {thing: seized}, "intercept": {obj: detained, thing: seized},
}

// particles gives the sense of a verb with a word that changes it: a particle,
// an adverb, or the preposition or noun of a fixed phrase ("take" and
// "hostage"). The word is a dependent of the verb.
var particles = map[[2]string]sense{
	{"gun", "down"}: {obj: killed}, {"shoot", "dead"}: {obj: killed}, {"shoot", "down"}: {obj: killed, thing: destroyed},
	{"lose", "life"}: {subj: killed}, {"commit", "suicide"}: {subj: killed}, {"freeze", "death"}: {subj: killed}, {"put", "death"}: {obj: killed},
	{"claim", "life"}: {obj: killed}, {"cost", "life"}: {obj: killed}, {"take", "life"}: {obj: killed},
	{"suffer", "injury"}: {subj: injured}, {"sustain", "injury"}: {subj: injured}, {"receive", "injury"}: {subj: injured},
	{"suffer", "wound"}: {subj: injured}, {"sustain", "wound"}: {subj: injured}, {"suffer", "burn"}: {subj: injured},
	{"go", "missing"}: {subj: missing}, {"remain", "missing"}: {subj: missing}, {"remain", "unaccounted"}: {subj: missing},
	{"take", "refuge"}: {subj: displaced}, {"take", "shelter"}: {subj: displaced}, {"find", "shelter"}: {subj: displaced},
	{"find", "refuge"}: {subj: displaced}, {"seek", "shelter"}: {subj: displaced}, {"live", "camp"}: {subj: displaced},
	{"stay", "camp"}: {subj: displaced}, {"live", "displacement"}: {subj: displaced}, {"live", "shelter"}: {subj: displaced},
	{"stay", "shelter"}: {subj: displaced}, {"force", "home"}: {obj: displaced}, {"force", "house"}: {obj: displaced},
	{"force", "shelter"}: {obj: displaced}, {"place", "shelter"}: {obj: displaced}, {"house", "camp"}: {obj: displaced},
	{"house", "shelter"}: {obj: displaced}, {"host", "camp"}: {obj: displaced}, {"drive", "home"}: {obj: displaced},
	{"drive", "house"}: {obj: displaced}, {"drive", "land"}: {obj: displaced}, {"force", "village"}: {obj: displaced},
	{"drive", "village"}: {obj: displaced}, {"force", "flee"}: {obj: fled},
	{"move", "safety"}: {subj: evacuated, obj: evacuated}, {"take", "safety"}: {obj: evacuated}, {"bring", "safety"}: {obj: evacuated},
	{"move", "ground"}: {subj: evacuated, obj: evacuated}, {"move", "area"}: {subj: evacuated, obj: evacuated},
	{"move", "place"}: {subj: evacuated, obj: evacuated}, {"move", "shelter"}: {subj: evacuated, obj: evacuated},
	{"shift", "area"}: {obj: evacuated}, {"shift", "shelter"}: {obj: evacuated}, {"shift", "place"}: {obj: evacuated},
	{"move", "camp"}: {subj: displaced, obj: displaced}, {"bus", "out"}: {obj: evacuated},
	{"seek", "refuge"}: {subj: fled}, {"seek", "asylum"}: {subj: fled}, {"run", "away"}: {subj: fled},
	{"slip", "away"}: {subj: fled}, {"slip", "out"}: {subj: fled}, {"break", "out"}: {subj: fled}, {"get", "away"}: {subj: fled},
	{"leave", "home"}: {subj: fled}, {"leave", "house"}: {subj: fled}, {"abandon", "home"}: {subj: fled},
	{"abandon", "house"}: {subj: fled}, {"leave", "village"}: {subj: fled}, {"abandon", "village"}: {subj: fled},
	{"pull", "out"}: {subj: departed, obj: departed}, {"move", "out"}: {subj: departed, obj: evacuated},
	{"go", "home"}: {subj: returned}, {"come", "home"}: {subj: returned}, {"go", "back"}: {subj: returned},
	{"come", "back"}: {subj: returned}, {"head", "home"}: {subj: returned}, {"move", "back"}: {subj: returned},
	{"head", "back"}: {subj: returned}, {"send", "home"}: {obj: returned}, {"send", "back"}: {obj: returned},
	{"cut", "off"}: {obj: trapped, thing: trapped}, {"snow", "in"}: {obj: trapped}, {"find", "alive"}: {obj: rescued}, {"pull", "alive"}: {obj: rescued}, {"pull", "rubble"}: {obj: rescued},
	{"pull", "wreckage"}: {obj: rescued}, {"pull", "water"}: {obj: rescued}, {"pick", "up"}: {obj: rescued},
	{"take", "hostage"}: {obj: detained}, {"take", "prisoner"}: {obj: detained}, {"take", "captive"}: {obj: detained},
	{"take", "custody"}: {obj: detained}, {"round", "up"}: {obj: detained}, {"lock", "up"}: {obj: detained},
	{"give", "up"}: {subj: surrendered}, {"turn", "in"}: {subj: surrendered}, {"lay", "weapon"}: {subj: surrendered},
	{"lay", "arm"}: {subj: surrendered}, {"lay", "arms"}: {subj: surrendered}, {"sign", "up"}: {subj: recruited, obj: recruited},
	{"join", "protest"}: {subj: attended}, {"join", "march"}: {subj: attended}, {"join", "rally"}: {subj: attended},
	{"join", "demonstration"}: {subj: attended}, {"join", "strike"}: {subj: attended}, {"join", "walkout"}: {subj: attended},
	{"join", "stoppage"}: {subj: attended}, {"join", "boycott"}: {subj: attended}, {"join", "sit-in"}: {subj: attended},
	{"join", "procession"}: {subj: attended}, {"join", "vigil"}: {subj: attended}, {"join", "parade"}: {subj: attended}, {"join", "battle"}: {subj: arrived},
	{"take", "part"}: {subj: attended}, {"turn", "out"}: {subj: attended}, {"show", "up"}: {subj: attended},
	{"take", "street"}: {subj: attended}, {"fill", "street"}: {subj: attended}, {"come", "out"}: {subj: attended},
	{"test", "positive"}: {subj: infected}, {"fall", "ill"}: {subj: infected}, {"fall", "sick"}: {subj: infected},
	{"take", "hospital"}: {obj: hospitalized}, {"rush", "hospital"}: {obj: hospitalized}, {"bring", "hospital"}: {obj: hospitalized},
	{"admit", "hospital"}: {obj: hospitalized}, {"transport", "hospital"}: {obj: hospitalized}, {"carry", "hospital"}: {obj: hospitalized},
	{"transfer", "hospital"}: {obj: hospitalized}, {"send", "hospital"}: {obj: hospitalized}, {"remain", "hospital"}: {subj: hospitalized},
	{"lose", "home"}: {subj: homeless}, {"lose", "house"}: {subj: homeless},
	{"leave", "need"}: {obj: affected}, {"need", "assistance"}: {subj: affected}, {"need", "aid"}: {subj: affected}, {"need", "help"}: {subj: affected},
	{"need", "food"}: {subj: affected}, {"need", "shelter"}: {subj: affected}, {"require", "assistance"}: {subj: affected},
	{"require", "aid"}: {subj: affected}, {"require", "food"}: {subj: affected}, {"face", "hunger"}: {subj: affected},
	{"face", "famine"}: {subj: affected}, {"face", "starvation"}: {subj: affected}, {"face", "shortage"}: {subj: affected},
	{"wash", "away"}: {obj: missing, thing: destroyed}, {"sweep", "away"}: {obj: missing, thing: destroyed}, {"blow", "up"}: {obj: killed, thing: destroyed},
	{"burn", "down"}: {subj: destroyed, thing: destroyed}, {"set", "fire"}: {thing: damaged}, {"set", "ablaze"}: {thing: damaged},
	{"take", "over"}: {thing: seized}, {"take", "control"}: {thing: seized}, {"turn", "back"}: {obj: other},
}

// goals are verbs that say "arrived" only with a goal: "came into the
// city", "reached the camp"; and what they say then of subject and object.
var goals = map[string]sense{
	"come": {subj: arrived}, "reach": {subj: arrived}, "go": {subj: arrived}, "head": {subj: departed},
	"move": {subj: arrived, obj: evacuated}, "slip": {subj: fled}, "rush": {subj: arrived}, "run": {subj: fled}, "fly": {subj: arrived, obj: arrived},
	"sail": {subj: arrived}, "walk": {subj: arrived}, "trek": {subj: arrived}, "surge": {subj: arrived}, "spill": {subj: crossed},
	"bus": {obj: evacuated}, "ferry": {obj: evacuated}, "send": {obj: arrived}, "dispatch": {obj: arrived},
	"spirit": {obj: crossed}, "sneak": {subj: crossed}, "take": {obj: evacuated}, "bring": {obj: arrived}, "transport": {obj: evacuated},
	"seep": {subj: fled}, "trickle": {subj: arrived}, "swarm": {subj: arrived}, "shift": {obj: evacuated},
}

// states gives the action of an adjective or participle that says in what
// state those counted are: "12 dead", "left 300 homeless".
var states = map[string]assay.Action{
	"shot": injured, "dead": killed, "lifeless": killed, "deceased": killed, "slain": killed, "wounded": injured, "injured": injured, "hurt": injured,
	"missing": missing, "unaccounted": missing, "homeless": homeless, "stranded": trapped, "trapped": trapped,
	"hospitalized": hospitalized, "hospitalised": hospitalized, "ill": infected, "sick": infected, "positive": infected,
	"displaced": displaced, "uprooted": displaced, "captive": detained, "hostage": detained,
	"imprisoned": detained, "uninhabitable": destroyed, "unscathed": other, "unhurt": other, "safe": other, "need": affected,
}

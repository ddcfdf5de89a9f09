package en

// Collectives returns nouns for several persons that carry no plural ending.
func Collectives() Set { return collectives }

var collectives = Words(`people police troops personnel staff crew youth folk folks others dead elderly clergy cavalry infantry militia`)

// Lives returns nouns, in the singular, by which persons are counted who died or came
// to harm: "12 bodies", "9 deaths".
func Lives() Set { return lives }

var lives = Words(`life body corpse death fatality injury drowning homicide murder killing hanging beheading`)

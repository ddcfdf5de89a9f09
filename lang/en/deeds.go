package en

// DoneTo returns the action that was done to whom a verb has as its object: killed of
// "kill"; "" for verbs that do several ("shoot") and for others.
func DoneTo(lemma string) string { return doneTo[lemma] }

// Befell returns the action that was done to those behind whose number or noun a word
// stands: killed of "3 slain", missing of "12 villagers missing"; "" for other words.
func Befell(word string) string { return befell[word] }

var doneTo, befell = func() (verbs, words map[string]string) {
	verbs, words = map[string]string{}, map[string]string{"dead": "killed", "slain": "killed", "hurt": "injured", "missing": "missing", "homeless": "homeless"}
	for action, list := range map[string]Set{
		"killed": Words(`kill murder massacre behead assassinate slay`), "injured": Words(`injure wound hurt maim`),
		"displaced": Words(`displace uproot`), "evacuated": Words(`evacuate`), "rescued": Words(`rescue`),
		"detained": Words(`arrest detain imprison jail abduct kidnap`), "hospitalized": Words(`hospitalize`),
		"infected": Words(`infect`), "destroyed": Words(`destroy demolish`), "damaged": Words(`damage`),
	} {
		for lemma := range list {
			verbs[lemma] = action
			if lemma != "slay" && lemma != "hurt" {
				words[past(lemma)] = action
			}
		}
	}
	return verbs, words
}()

// past returns the participle of a regular verb.
func past(lemma string) string {
	if lemma[len(lemma)-1] == 'e' {
		return lemma + "d"
	}
	if lemma == "kidnap" {
		return lemma + "ped"
	}
	return lemma + "ed"
}

// Fatally is how somebody is shot or struck who dies of it.
const Fatally = "fatally"

// Hospitals returns nouns for where the hurt are brought.
func Hospitals() Set { return hospitals }

// Brings returns verbs by which somebody comes or is brought there.
func Brings() Set { return brings }

// Milder returns the actions that say less of who was brought there.
func Milder() Set { return milder }

var (
	hospitals = Words(`hospital hospitals clinic infirmary medical`)
	brings    = Words(`take bring rush airlift drive transport fly carry go walk`)
	milder    = Words(`other displaced detained missing arrived departed returned surrendered crossed`)
)

// Hospitalized is that somebody was.
const Hospitalized = "hospitalized"

// Struck returns the participles that a number stands before in headlines: "4 shot".
func Struck() Set { return struck }

var struck = Words(`shot stabbed`)

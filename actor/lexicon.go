package actor

import (
	"strings"

	"assay/lang/en"
)

var (
	// female and male titles and words fix the gender of whom they name.
	femaleWords = en.Words(`mrs ms miss dame lady queen princess sister mother daughter wife woman girl
		spokeswoman chairwoman congresswoman councilwoman businesswoman actress widow grandmother aunt niece`)
	maleWords = en.Words(`mr sir lord king prince father son husband man boy spokesman chairman
		congressman councilman businessman actor widower grandfather uncle nephew pope bishop imam`)

	// groupNouns name people together. Their plurals are found by form.
	groupNouns = en.Words(`people officials authorities police residents witnesses analysts experts activists critics
		allies partisans followers voters backers rivals organizers organisers marchers
		others many some families relatives villagers troops forces rebels militants militias families
		lawmakers diplomats doctors medics scientists researchers opponents supporters members
		staff personnel crew public crowd opposition majority minority youths women men children
		sources leaders commanders insiders mediators protesters demonstrators survivors`)

	// organizationNouns head the names and descriptions of bodies that speak.
	organizationNouns = en.Words(`ministry department government administration cabinet parliament congress senate
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
	namedBodies = en.Words(`union company party group charity firm newspaper magazine club association organization organisation movement broadcaster`)

	// days are written like names and are none: "the union Monday called".
	days = en.Words(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december`)

	// vessels stand before the names of ships.
	vessels = en.Words(`ship ferry tanker vessel boat yacht trawler freighter frigate steamer cruiser destroyer submarine tug tugboat`)

	// publicBodies are what a country or a league of countries has one of each.
	publicBodies = en.Words(`agency ministry army navy police government military parliament commission council court authority command force office`)

	// documentNouns name what is written or recorded and says things.
	documentNouns = en.Words(`report reports assessment assessments statement document documents study survey poll
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
	lemma = bare(lemma)
	if en.Persons()[lemma] || en.Offices()[lemma] {
		return true
	}
	if notPersons[lemma] || organizationNouns[lemma] || documentNouns[lemma] {
		return false
	}
	for _, end := range []string{"ologist", "onomist", "ist", "ician", "man", "men", "woman", "women", "person", "keeper", "worker", "holder", "maker", "seeker", "monger", "smith"} {
		if len(lemma) > len(end)+1 && strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// notPersons end like person nouns but are none.
var notPersons = en.Words(`list mist twist fist wrist assist exist insist consist resist persist heist human roman german woman-hours
	magician-like mechanic clinic specimen specimens regimen regimens abdomen omen omens`)

// bare returns an office without what is hyphenated before it, of one where a title
// is that of several, for which no tagger need have a lemma: "minister" of
// "ex-minister" and of "Ministers Ana Lind and Otto Brandt".
func bare(noun string) string {
	if one := strings.TrimSuffix(noun, "s"); en.PluralTitles()[noun] && en.Offices()[one] {
		return one
	}
	for _, prefix := range []string{"ex-", "then-", "co-", "vice-", "deputy-"} {
		if after, ok := strings.CutPrefix(noun, prefix); ok {
			return after
		}
	}
	return noun
}

package en

import "regexp"

// GivenUp reports whether the number that follows the words before is said to be given up:
// the 57 of "71, up from 57".
func GivenUp(before string) bool { return givenUp.MatchString(before[max(0, len(before)-60):]) }

// givenUp matches what stands before a number that was given up: "rose to 71, up from 57",
// "took back an earlier figure of 80".
var givenUp = regexp.MustCompile(`(?i)\b(?:up|down|rose|risen|rises?|rising|raised|raising|jumped|climbed|increased?|revised|corrected|fell|fallen|dropped|lowered|cut)\b[^.;:()]*\bfrom (?:an? |the |its |his |her |their )?(?:(?:earlier|initial|previous|former) (?:\w+ (?:of )?)?)?$|` +
	`\b(?:earlier|initial|previous|former|original) (?:figure|toll|count|estimate|number|tally|assessment) of $`)

// Worldwide reports whether a sentence tells of the whole world.
func Worldwide(sentence string) bool { return worldwide.MatchString(sentence) }

var worldwide = regexp.MustCompile(`(?i)\b(?:world-?wide|globally|(?:around|across|throughout) the (?:world|globe)|the world over)\b`)

package place

import (
	"strings"

	"assay/lang/en"
)

// site reports whether a noun in the singular stands for a place, if its
// preposition or verb says so: "at a checkpoint", "left the camp".
func site(one string) bool {
	switch en.Noun(one, false) {
	case en.Place, en.Building, en.Structure:
		return true
	}
	return en.Sites()[one] || en.Nations()[one]
}

// dated reports whether a word is a day, a month or a season, which towns are
// called too.
func dated(w string) bool {
	return en.Months()[w] > 0 || en.Weekdays()[w] > 0 || en.Noun(w, false) == en.Time
}

// titled reports whether a person follows a word: "Gen.", "queen".
func titled(w string) bool {
	w = strings.TrimRight(w, ".")
	return en.Titles()[w] || en.Officers()[w]
}

// common reports whether w says what kind of thing a name is of, and is none.
func common(w string) bool {
	one := en.Singular(w)
	return en.NameParts()[w] || en.Articles()[w] || en.Areas()[one] || en.Divisions()[one] || en.Towns()[one] || en.Compass()[w]
}

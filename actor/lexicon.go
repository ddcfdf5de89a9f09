package actor

import "assay/lang/en"

// words holds the words of English by which actors are told apart.
var words = en.Actors()

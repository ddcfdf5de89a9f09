package claim

import (
	"assay"
	"assay/lang/en"
)

// words holds the words of English that say what becomes of what is said.
var words = en.Speech()

// A cueWord is what a cue does to its content. The zero value says and asserts.
type cueWord struct {
	mode   assay.Mode
	stance assay.Stance
}

// cueWords are verbs, and nouns of the same form, that do more than say something, by
// lemma. That a word is a cue at all the learnt reader decides.
var cueWords = func() map[string]cueWord {
	m := map[string]cueWord{}
	for w, list := range map[cueWord]en.Set{
		{stance: assay.Hedges}:         words.Suggesting,
		{stance: assay.Denies}:         words.Denying,
		{stance: assay.Declines}:       words.Declining,
		{assay.Believes, assay.Hedges}: words.Guessing,
		{mode: assay.Believes}:         words.Believing,
		{mode: assay.Intends}:          words.Intending,
		{mode: assay.Asks}:             words.Asking,
		{mode: assay.Orders}:           words.Ordering,
	} {
		for l := range list {
			m[l] = w
		}
	}
	return m
}()

package claim

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// A cueWord is what a cue does to its content. The zero value says and asserts.
type cueWord struct {
	mode   assay.Mode
	stance assay.Stance
}

// cueVerbs are verbs that do more than say something, by lemma. That a verb is a cue at
// all the learnt reader decides.
var cueVerbs = words(map[cueWord]string{
	{stance: assay.Hedges}:   `question suggest indicate imply signal hint`,
	{stance: assay.Denies}:   `deny dispute reject refute dismiss rebut contradict disavow`,
	{stance: assay.Declines}: `decline refuse`,
	{assay.Believes, assay.Hedges}: `believe think suspect fear speculate assume guess suppose reckon theorize surmise worry
		presume wonder doubt hope`,
	{mode: assay.Believes}: `expect anticipate agree feel realize`,
	{mode: assay.Intends}:  `vow threaten promise pledge want plan intend seek aim wish mean prepare`,
	{mode: assay.Asks}:     `ask inquire query`,
	{mode: assay.Orders}:   `urge order instruct direct implore plead beseech request`,
})

// cueNouns are nouns that do, likewise; all name what somebody says or believes.
var cueNouns = words(map[cueWord]string{
	{stance: assay.Hedges}:         `allegation report indication sign evidence suggestion rumor rumour speculation`,
	{assay.Believes, assay.Hedges}: `suspicion belief fear concern worry hope assumption doubt`,
	{mode: assay.Intends}:          `promise pledge threat`,
	{stance: assay.Denies}:         `denial`,
	{mode: assay.Believes}:         `view opinion judgment judgement estimation`,
	{}: `claim statement announcement assertion declaration argument conclusion finding admission acknowledgment
		complaint accusation charge remark warning word news confirmation prediction forecast assurance account figure estimate toll story`,
})

// cueAdjectives are those of an attitude: "is concerned that".
var cueAdjectives = words(map[cueWord]string{
	{mode: assay.Believes}:         `concerned worried confident convinced certain sure`,
	{assay.Believes, assay.Hedges}: `afraid hopeful optimistic skeptical sceptical doubtful fearful unsure suspicious`,
})

func words(lists map[cueWord]string) map[string]cueWord {
	m := map[string]cueWord{}
	for w, list := range lists {
		for _, l := range strings.Fields(list) {
			m[l] = w
		}
	}
	return m
}

var (
	// attributive adverbs pass on what somebody unnamed says.
	attributive = en.Words(`reportedly allegedly purportedly`)
	// impersonal passives report in doubt where nobody is named: "is believed to have fled".
	impersonal = en.Words(`believe think fear report say allege suspect presume understand rumor rumour estimate`)
	// doubters are verbs that make a doubt of their object: "cast doubt on".
	doubters = en.Words(`cast raise express voice throw`)
	// kept are verbs of saying that, denied, keep something back: "did not say whether".
	kept = en.Words(`say confirm disclose reveal specify explain comment identify detail discuss elaborate respond reply answer announce reach return`)
)

// hedgeWords mark doubt inside what is said. "may" is one only as an auxiliary.
var hedgeWords = en.Words(`may might likely unlikely probably possibly perhaps apparently reportedly allegedly potentially
	presumably seemingly purportedly supposedly maybe possible probable alleged suspected`)

// doubtVerbs mark doubt when they govern an infinitive or are passive: "appear
// to have fled", "are believed to be alive".
var doubtVerbs = en.Words(`appear seem believe think suspect fear presume suggest indicate estimate`)

// channels are the means by which words reach the reporter.
var channels = en.Words(`statement interview remark briefing speech address message letter tweet post email e-mail
	call telephone phone conference chat testimony text broadcast television radio video blog column
	memo report filing article interview announcement release podcast debate hearing rally ceremony
	conversation comment appearance note editorial essay book documents document papers
	facebook twitter whatsapp telegram instagram skype website forum webcast livestream`)

// media nouns make an organisation a medium: "told the newspaper".
var media = en.Words(`newspaper magazine broadcaster station daily outlet network channel radio television times post news press
	tribune herald gazette journal guardian observer reuters afp ap bbc cnn`)

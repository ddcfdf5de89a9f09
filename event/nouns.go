package event

import (
	"assay/lang/en"
)

// measures are nouns that stand for a number: "the number of dead rose to 57".
var measures = en.NewSet("number", "toll", "total", "count", "figure", "tally", "estimate", "sum", "amount", "population",
	"turnout", "attendance", "headcount", "crowd")

// parts are nouns that hold what is counted without being it: "a group of 50
// fighters", "a total of 57 people".
var parts = en.NewSet("group", "total", "number", "thousand", "hundred", "dozen", "score", "ten", "million", "billion",
	"majority", "one", "half", "third", "quarter", "rest", "wave", "crowd", "handful", "couple", "pair", "team", "band",
	"convoy", "batch", "lot", "column", "stream", "maximum", "minimum", "average", "mix", "mixture", "bunch",
	"gang", "cell", "contingent", "force", "congregation", "audience", "percent", "percentage", "proportion", "share",
	"tens", "hundreds", "thousands", "dozens", "scores", "millions", "hundredth", "member", "fleet", "caravan")

// sites are nouns for places that can be left, entered and reached.
var sites = en.Words(`home house homeland land country city town village camp area region province district zone island
	neighborhood neighbourhood suburb capital border frontier coast shore port airport school hospital building compound
	base prison jail territory continent state republic market shelter enclave stronghold valley battlefield mainland
	settlement outpost site place square street church mosque`)

// notions are nouns that one comes or goes to without moving.
var notions = en.Words(`power conclusion agreement term terms court trial war life light attention decision talk talks round office
	end aid rescue poll election work school prison jail bed sleep grip blow stop halt standstill fruition pass power fore
	knowledge limit length extreme trouble action effect debt default hand mind question problem point issue bottom heart
	meeting summit conference hearing negotiation film concert game match normal service duty post job arm arms`)

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

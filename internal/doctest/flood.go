// Package doctest has annotated reports made by hand, and a kit to make them.
//
// The tests of what is made of a Doc use it: tables, screens, the JSON form. No
// stage is run, so that a test says itself what was read.
package doctest

import (
	"strings"
	"time"

	"assay"
)

// FloodText is the text of [Flood].
const FloodText = "Dam fails\n\n“Some 40 houses are gone,” Mayor Ann Ruiz said on Monday in Köln <by the river>. She declined to comment further."

// Flood is a doc with an entry in every list, each leading to the others.
func Flood() *assay.Doc {
	at := func(s string) assay.Span {
		i := strings.Index(FloodText, s)
		if i < 0 {
			panic(s)
		}
		return assay.Span{Start: int32(i), End: int32(i + len(s))}
	}
	rep := &assay.Report{ID: assay.NewReportID("", []byte(FloodText)), Format: "text/plain", Text: FloodText, Path: "flood.txt", Publisher: "The Ferry"}
	doc := assay.NewDoc(rep)
	doc.Appeared = assay.Published{Date: assay.Date{Month: 3, Day: 5}, From: "text"}
	doc.Language = "en"
	doc.Regions = []assay.Region{{Span: at("Dam fails"), Kind: assay.Headline}, {Span: assay.Span{Start: 11, End: int32(len(FloodText))}, Kind: assay.Body}}
	doc.Sentences = []assay.Span{at("Dam fails"), at(FloodText[11 : len(FloodText)-len(" She declined to comment further.")]), at("She declined to comment further.")}
	doc.Quantities = []assay.Quantity{{Span: at("Some 40"), Bound: assay.Approx, Low: assay.Known(40), Best: assay.Known(40), High: assay.Known(40),
		Unit: "house", Counted: at("houses"), Head: -1}}
	begin := time.Date(2018, 3, 5, 0, 0, 0, 0, time.UTC)
	doc.Times = []assay.Time{{Span: at("Monday"), Type: "date", Value: "2018-03-05", Begin: begin, End: begin.Add(36 * time.Hour), Precision: "day", Anchored: true}}
	doc.Places = []assay.Place{
		{Span: at("Köln"), Gazetteer: "geonames:1", Name: "Köln", Lat: 50.93, Lon: 6.95, Precision: assay.Locality, Confidence: 0.81, RunnerUp: "geonames:2", Country: "DE"},
		{Span: at("the river"), Role: assay.Metonym, Within: "geonames:3"},
	}
	doc.Actors = []assay.Actor{
		{Class: assay.Person, Name: "Ann Ruiz", Role: "Mayor", Affiliation: assay.RefTo[assay.Actor](1), Public: true, Mentions: []assay.Span{at("Ann Ruiz"), at("She")}},
		{Class: assay.Organization, Name: "Köln", Mentions: []assay.Span{at("Köln")}},
	}
	doc.Sources = []assay.Source{
		{Span: at("Mayor Ann Ruiz"), Name: "Ann Ruiz", Actor: assay.RefTo[assay.Actor](0), SpeaksFor: assay.RefTo[assay.Actor](1), Party: "government"},
		{Span: at("She"), Name: "Ann Ruiz", Actor: assay.RefTo[assay.Actor](0), Reason: at("further")},
	}
	hedges := assay.Hedges
	doc.Claims = []assay.Claim{
		{Source: assay.RefTo[assay.Source](0), Cue: at("said"), Content: []assay.Content{{Span: at("“Some 40 houses are gone,”"), Stance: &hedges}},
			Said: assay.RefTo[assay.Time](0), Channel: at("in Köln"), Basis: "firsthand", Confidence: 0.9,
			Checked: assay.Checked{Span: at("gone"), Result: "unverified"}},
		{Kind: assay.Indirect, Source: assay.RefTo[assay.Source](1), Cue: at("declined"), Content: []assay.Content{{Span: at("to comment further")}},
			Stance: assay.Declines, Mode: assay.Intends, Via: assay.RefTo[assay.Claim](0), RespondsTo: []assay.Ref[assay.Claim]{assay.RefTo[assay.Claim](0)}},
	}
	doc.Figures = []assay.Figure{{Quantity: doc.Quantities[0], Unit: "house", Counted: at("houses"), Action: "destroyed", Verb: "go",
		Kind: "stock", Total: "cumulative", Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)}, Time: assay.RefTo[assay.Time](0),
		Inherited: assay.Places | assay.Times, Claim: assay.RefTo[assay.Claim](0), Confidence: 0.7}}
	doc.Events = []assay.Event{{Span: at("fails"), Type: "DISASTER", Mode: "flood", Actors: []assay.Ref[assay.Actor]{assay.RefTo[assay.Actor](1)},
		Figures: []assay.Ref[assay.Figure]{assay.RefTo[assay.Figure](0)}, Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)},
		Time: assay.RefTo[assay.Time](0), Claim: assay.RefTo[assay.Claim](0)}}
	doc.Movements = []assay.Movement{{Who: at("houses"), From: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)}, To: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](1)},
		Count: assay.RefTo[assay.Figure](0), Status: "reported", Claim: assay.RefTo[assay.Claim](0)}}
	doc.Problems = []assay.Problem{{Stage: "timex", Err: "no year"}}
	return doc
}

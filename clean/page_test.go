package clean

import "testing"

// Pages whose lines were run together, as scrapes leave them: what is not the
// report must not take the report with it, and nothing of the report may be taken
// for something else.

func TestTwoBlanksPart(t *testing.T) {
	check(t, "Ferry sinks off Quell\n\nRescuers wait on the pier.  Lumen Bay  The ferry went down at noon, the coast guard said.  “It was quick,” a diver said. He saw six boats.", "", `
		headline: Ferry sinks off Quell
		body: Rescuers wait on the pier.
		body: Lumen Bay
		body: The ferry went down at noon, the coast guard said.
		body: “It was quick,” a diver said. He saw six boats.`)
	check(t, "Ferry sinks off Quell  By Ana Reis  QUELL, March 3 (Tidewire) - The ferry went down at noon.  Share  Nobody was saved.", "", `
		headline: Ferry sinks off Quell
		byline: By Ana Reis
		dateline: QUELL, March 3 (Tidewire) -
		body: The ferry went down at noon.
		boilerplate: Share
		body: Nobody was saved.`)
	check(t, "The ferry went down at noon. Nobody knew why.  Divers left at once. They found six.   The pier was closed.", "", `
		body: The ferry went down at noon. Nobody knew why.
		body: Divers left at once. They found six.
		body: The pier was closed.`)
	// A typist who sets two blanks behind each sentence parts nothing by them.
	check(t, "The ferry went down at noon.  Nobody knew why.  Divers left at once.  They found six.  The pier was closed.", "", `
		body: The ferry went down at noon.  Nobody knew why.  Divers left at once.  They found six.  The pier was closed.`)
	// Nor do lines that were set to an even margin, and the holes that links left.
	check(t, "The  ferry of the line  went down  at noon.  Nobody on the  pier knew why. The divers  left at once.", "", `
		body: The  ferry of the line  went down  at noon.  Nobody on the  pier knew why. The divers  left at once.`)
	check(t, "The ferry of the  Quell Line  sank, said  Ana Reis  of the  Coast Guard  on Monday. It was noon.", "", `
		body: The ferry of the  Quell Line  sank, said  Ana Reis  of the  Coast Guard  on Monday. It was noon.`)
	check(t, "They told Gen.  Abel Moyo that Capt.  Tom Okello had left. He laughed.", "", `
		body: They told Gen.  Abel Moyo that Capt.  Tom Okello had left. He laughed.`)
}

func TestCaptionInTheLine(t *testing.T) {
	check(t, "The ferry sank on Monday, divers said. A boat on its way to Quell (R. Ndlovu/Tidewire) The pier was closed, the mayor said.", "", `
		body: The ferry sank on Monday, divers said.
		caption: A boat on its way to Quell (R. Ndlovu/Tidewire)
		body: The pier was closed, the mayor said.`)
	check(t, "The ferry sank on Monday, divers said. A boat leaves Quell. [Rosa Ndlovu/The Harbour Mail] “We wait,” the mayor said.", "", `
		body: The ferry sank on Monday, divers said.
		caption: A boat leaves Quell. [Rosa Ndlovu/The Harbour Mail]
		body: “We wait,” the mayor said.`)
	check(t, "Divers wait on the pier at Quell. © Tidewire/R.Ndlovu The ferry sank on Monday, divers said.", "", `
		caption: Divers wait on the pier at Quell. © Tidewire/R.Ndlovu
		body: The ferry sank on Monday, divers said.`)
	check(t, "Ferry sinks off Quell\n\nDivers wait on the pier. © Tidewire/R.Ndlovu  QUELL (Tidewire) - The ferry sank.  “It was quick,” one said.", "", `
		headline: Ferry sinks off Quell
		caption: Divers wait on the pier. © Tidewire/R.Ndlovu
		dateline: QUELL (Tidewire) -
		body: The ferry sank.
		body: “It was quick,” one said.`)
	for _, s := range []string{
		"The ferry sank, divers said. The line (Quell Lines) The Company of the bay owns it.",
		"Doctors treat all of them (HIV/AIDS) The clinic said on Monday that it was full.",
		"The ferry sank, said the owner (a poll by Tidewire/Ipsos) and nobody knew why. It was noon.",
		"Each of the boats (the Rosa/Ana) Captain Moyo bought was lost at sea. It was noon.",
	} {
		check(t, s, "", "body: "+s)
	}
}

func TestHeadlineTwice(t *testing.T) {
	check(t, "Quell ferry: Six still missing\n\nQuell ferry: Six still missing  Updated  Divers at Quell say that the ferry broke in two.", "", `
		headline: Quell ferry: Six still missing
		repeat: Quell ferry: Six still missing
		boilerplate: Updated
		body: Divers at Quell say that the ferry broke in two.`)
	check(t, "Quell ferry: Six still missing\nQuell ferry: Six still missing\nBy Ana Reis\nThe ferry broke in two, divers said.", "", `
		headline: Quell ferry: Six still missing
		repeat: Quell ferry: Six still missing
		byline: By Ana Reis
		body: The ferry broke in two, divers said.`)
	check(t, "Six still missing off Quell\n\nSix still missing off Quell The ferry broke in two, divers said.", "", `
		headline: Six still missing off Quell
		repeat: Six still missing off Quell
		body: The ferry broke in two, divers said.`)
	check(t, "Six still missing off Quell\n\nSix still missing off QuellUpdated 3 hours agoThe ferry broke in two, divers said.", "", `
		headline: Six still missing off Quell
		repeat: Six still missing off Quell
		dateline: Updated 3 hours ago
		body: The ferry broke in two, divers said.`)
	// A lead that begins as the headline does is the lead.
	check(t, "Six still missing off Quell\n\nSix still missing off Quell Island may be alive, divers said.", "", `
		headline: Six still missing off Quell
		body: Six still missing off Quell Island may be alive, divers said.`)
	check(t, "Six still missing off Quell\n\nSix still missing off Quell are sailors, divers said.", "", `
		headline: Six still missing off Quell
		body: Six still missing off Quell are sailors, divers said.`)
}

func TestUpdated(t *testing.T) {
	const lead = "The ferry broke in two, divers said on Monday."
	for _, s := range []string{"Updated", "Updated 3 hours ago", "Last updated: 14:05 GMT", "Updated at 6:30 p.m.", "Published an hour ago", "Posted 2 days ago"} {
		for _, gap := range []string{"\n", "  "} {
			text := "Six still missing off Quell\n\n" + s + gap + lead + "  A diver left. Nobody knew."
			regions := Regions(text, "")
			if len(regions) < 3 || regions[1].Span.In(text) != s || regions[1].Kind.String() == "body" || regions[2].Span.In(text) != lead && gap != "\n" {
				t.Errorf("%q\n%s", text, show(text, regions))
			}
		}
	}
	for _, s := range []string{"Updated maps were sent to the divers.", "Published studies disagree, divers said.", "Posted guards left an hour ago, divers said."} {
		check(t, lead+"\n\n"+s, "", "body: "+lead+"\nbody: "+s)
	}
}

func TestLinkInTheLine(t *testing.T) {
	const lead, more = "The ferry broke in two, divers said.", "The pier was closed on Monday, and six boats were sent, the mayor said. Nobody on the island knew how long it would be closed, and the owner of the line, who lives in Quell, did not answer. Two buses came at noon with what they had asked for: blankets, bread and lamps."
	check(t, lead+" Read more: Divers find the wreck off Quell. "+more, "", `
		body: `+lead+`
		boilerplate: Read more: Divers find the wreck off Quell.
		body: `+more)
	check(t, lead+"  READ MORE: Divers Find the Wreck off Quell  "+more, "", `
		body: `+lead+`
		boilerplate: READ MORE: Divers Find the Wreck off Quell
		body: `+more)
	check(t, lead+" Related: How did the ferry sink? "+more, "", `
		body: `+lead+`
		boilerplate: Related: How did the ferry sink?
		body: `+more)
	check(t, lead+" See also: Divers find the wreck off Quell "+more, "", `
		body: `+lead+`
		boilerplate: See also: Divers find the wreck off Quell
		body: `+more)
	// A copyright that is a line of its own is one to its end.
	check(t, lead+"\n© 2021 The Harbour Mail. All rights reserved. Do not copy.", "", `
		body: `+lead+`
		boilerplate: © 2021 The Harbour Mail. All rights reserved. Do not copy.`)
	check(t, lead+" More than six were saved. Related families wait on the pier.", "", "body: "+lead+" More than six were saved. Related families wait on the pier.")
}

// Lines that lead elsewhere or sell something are no part of the report; lines of a
// report that speak of such things are.
func TestLinesThatLeadElsewhere(t *testing.T) {
	const lead = "The ferry broke in two, divers said on Monday."
	for _, s := range []string{
		"READ NEXT: Train crash kills 12 near Oke, mayor says", "MORE : Six hurt in a storm off Quell", "Don't miss: The best of the harbour", "Watch now: How the ferry sank", "Related stories: Four divers lost",
		"Get every story for only £9 a month. Subscribe now.", "Join 40,000 readers and save 30% off with the code QUELL.", "Try the paper for just $2 a week.", "Claim your free trial today", "Deposit 50 and get a 20 bonus.",
	} {
		check(t, lead+"\n\n"+s+"\n\nNobody was saved.", "", "body: "+lead+"\nboilerplate: "+s+"\nbody: Nobody was saved.")
	}
	for _, s := range []string{
		"More than 40 people were saved: the mayor counted them.", "Read it twice, the diver said: it was true.", "Next week: nobody knows.",
		"Join the army or leave, the rebels told 40 men.", "The company gave a bonus of $100 a month to 40 divers.", "Win or lose, the mayor said, he would go.", "Support for the mayor fell by 30 percent, a poll said.",
	} {
		check(t, lead+"\n\n"+s+"\n\nNobody was saved.", "", "body: "+lead+"\nbody: "+s+"\nbody: Nobody was saved.")
	}
}

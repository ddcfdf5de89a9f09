package clean

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"assay"
)

// show writes regions as "kind: words", a line each.
func show(text string, regions []assay.Region) string {
	var sb strings.Builder
	for _, r := range regions {
		fmt.Fprintf(&sb, "%s: %s\n", r.Kind, strings.ReplaceAll(r.Span.In(text), "\n", " / "))
	}
	return sb.String()
}

func check(t *testing.T, text, title, want string) {
	t.Helper()
	got := strings.TrimSpace(show(text, Regions(text, title)))
	want = strings.TrimSpace(strings.ReplaceAll(want, "\t", ""))
	if strings.ReplaceAll(got, " \n", "\n") != want {
		t.Errorf("text %q\ngot\n%s\nwant\n%s\n", text, got, want)
	}
}

func TestLines(t *testing.T) {
	check(t, "Boats reach Buzi\n\nBy Ana Reis\n\nBEIRA, Mozambique (AP) — The river rose.\n\nIt fell again.\n\n(Reporting by Ana Reis; Editing by Tom Okello)\n", "", `
		headline: Boats reach Buzi
		byline: By Ana Reis
		dateline: BEIRA, Mozambique (AP) —
		body: The river rose.
		body: It fell again.
		credit: (Reporting by Ana Reis; Editing by Tom Okello)`)
	// Single line ends part paragraphs too, where lines are not full.
	check(t, "The river rose in the night and took the bridge.\nIt fell again.\nNobody was hurt, the mayor said.", "", `
		body: The river rose in the night and took the bridge.
		body: It fell again.
		body: Nobody was hurt, the mayor said.`)
	check(t, "\r\n  One river rose.\r\n\r\n\tAnother fell.\n\nA third froze.  ", "", `
		body: One river rose.
		body: Another fell.
		body: A third froze.`)
}

func TestWrappedLines(t *testing.T) {
	check(t, `LIMA, March 3 (Reuters) - The river rose in the night and took with it
the only bridge between the two halves of the town, the mayor said on
Tuesday, adding that nobody had been on it.

The army sent boats. They were not enough, said a teacher who had been
waiting on the roof of her school since Sunday with 40 of her pupils.
   She said that more rain was coming, and that she had seen it from the
roof, over the hills.
`, "", `
		dateline: LIMA, March 3 (Reuters) -
		body: The river rose in the night and took with it / the only bridge between the two halves of the town, the mayor said on / Tuesday, adding that nobody had been on it.
		body: The army sent boats. They were not enough, said a teacher who had been / waiting on the roof of her school since Sunday with 40 of her pupils.
		body: She said that more rain was coming, and that she had seen it from the / roof, over the hills.`)
}

func TestGluedPage(t *testing.T) {
	check(t, "AdvertisementSupported byBy Ana Reis and Tom OkelloBEIRA, Mozambique — The river rose, the mayor declared.Analysts say it will rise again.“We know it,” she said.“Everybody does.”Asked about boats, she said there were “not many.”“None,” a man said.Share this articleThe U.S. Army sent 3.5 tons of rice.AdvertisementMr. Okumu thanked it. Ana Reis contributed reporting from Maputo, and Tom Okello from Tete.Advertisement", "", `
		boilerplate: AdvertisementSupported by
		byline: By Ana Reis and Tom Okello
		dateline: BEIRA, Mozambique —
		body: The river rose, the mayor declared.
		body: Analysts say it will rise again.
		body: “We know it,” she said.
		body: “Everybody does.”
		body: Asked about boats, she said there were “not many.”
		body: “None,” a man said.
		boilerplate: Share this article
		body: The U.S. Army sent 3.5 tons of rice.
		boilerplate: Advertisement
		body: Mr. Okumu thanked it.
		credit: Ana Reis contributed reporting from Maputo, and Tom Okello from Tete.
		boilerplate: Advertisement`)
	check(t, "Floods cut off six villages near ButhaBy Palesa McNabMASERU, Lesotho (Reuters) - The river rose.", "", `
		headline: Floods cut off six villages near Butha
		byline: By Palesa McNab
		dateline: MASERU, Lesotho (Reuters) -
		body: The river rose.`)
	check(t, "Six villages cut off in LesothoMASERU, Lesotho (Reuters) - The river rose.", "Six Villages Cut Off in Lesotho", `
		headline: Six villages cut off in Lesotho
		dateline: MASERU, Lesotho (Reuters) -
		body: The river rose.`)
}

// joined is the same sentence twice over, with a joint between. Whether there
// are two paragraphs tells whether the joint was seen.
func TestJoints(t *testing.T) {
	for text, want := range map[string]int{
		"The mayor was declared.Analysts say so.":              2,
		"He fled to Harare.”Asked later, he laughed.":          2,
		"“No,” she said.“We know why.”":                        2,
		"\"No,\" she said.\"We know why.\" \"Never.\"He left.": 3,
		"\"No.\"\"Yes.\"":                                2,
		"They left in 2018.The river rose.":              2,
		"It joined NATO.Officials agreed.":               2,
		"She moved to the U.S.The army did not.":         2,
		"They met at 5 p.m.He was late.":                 2,
		"Did it rise?Nobody knew.":                       2,
		"It rose!Nobody knew.":                           2,
		"It rose (again).Nobody knew.":                   2,
		"The mayor said.57 people were hurt.":            2,
		"The mayor said.$5 million was lost.":            2,
		"The site is www.example.com.The mayor said so.": 2,
		"a campaign of terror”Officials say so.":         2,
		"It rose.’Asked why, he left.":                   2,
		"It rose in Öland.Åsa Berg saw it.":              2,
		"It rose.   The mayor left.":                     2,
		"It rose.\tThe mayor left.":                      2,

		"The Post reports:“We left.”":                        2,
		"It reads as follows:The river rose.":                2,
		"At 7:25 a.m.Rescuers left.":                         2,
		"It rose.  The mayor left.":                          1,
		"At 7 a.m.Eastern they left.":                        1,
		"See http://Post.example or 3:The.":                  1,
		"He said: \"It rose.\"We left,\" she said.":          2,
		"''It rose.''We left.":                               2,
		"She said it rose.''We left,'' he said.":             2,
		"\"It rose, she said.\"And then it fell,\" he said.": 2,
		"He called it 'a bad joke.'Others laughed.":          2,
		"He met John Moyo Jr.Mrs. Banda left.":               2,
		"It hurt the city.Gov. Abel Moyo left.":              2,
		"So said Rep. Ana Reis (D-Nev.).Others left.":        2,
		"The bridge was gone.2. The road was cut.":           2,
		"The U.S.Army left.":                                 1,
		"It rose 3.5 meters.":                                1,
		"See www.Example.Com for more.":                      1,
		"It was on Jan.20 that he left.":                     1,
		"Some, e.g.this one, left.":                          1,
		"J.K.Okello left St.Louis.":                          1,
		"Gen.Abel Moyo left.":                                1,
		"Open report.PDF or list.Txt to see.":                1,
		"Write to Ana.Reis@Post.Example today.":              1,
		"It rose... And fell.":                               1,
		"It rose ...And fell.":                               1,
		"See No.5 and p.12 of it.":                           1,
		"McAllister and WhatsApp left.":                      1,
		"He rose at 5.30 and left.":                          1,
		"The S.D.F. left.":                                   1,
		"It rose. The mayor left.":                           1,
		"Book on Booking.Com now.":                           1,
		"“It rose.” She left.":                               1,
		"It rose.12 The mayor left.":                         1,
		"Smith v.Jones was heard.":                           1,
		"The Ph.D.Program ended.":                            1,
	} {
		n := 0
		for _, r := range Regions(text, "") {
			if r.Kind == assay.Body {
				n++
			}
		}
		if n != want {
			t.Errorf("%s\n%s", text, show(text, Regions(text, "")))
		}
	}
}

func TestBylines(t *testing.T) {
	for text, want := range map[string]string{
		"By Ana Reis\nIt rose.":                                  "By Ana Reis",
		"BY ANA REIS\nIt rose.":                                  "BY ANA REIS",
		"By Ana Reis and Tom Okello, Associated Press\nIt rose.": "By Ana Reis and Tom Okello, Associated Press",
		"By ANA REIS and TOM OKELLO\nIt rose.":                   "By ANA REIS and TOM OKELLO",
		"By Ana de los Reis | The Daily Post\nIt rose.":          "By Ana de los Reis | The Daily Post",
		"By Ana ReisThe river rose.":                             "By Ana Reis",
		"By Ana Reis BEIRA, Mozambique — The river rose.":        "By Ana Reis",
		"By the Associated Press\nIt rose.":                      "By the Associated Press",
		"Associated Press\nIt rose.":                             "Associated Press",
		"Staff were sent home\nIt rose.":                         "",
		"By Reuters\nIt rose.":                                   "By Reuters",
		"Ana Reis, Associated Press\nIt rose.":                   "Ana Reis, Associated Press",
		"By J. K. Okello Jr.\nIt rose.":                          "By J. K. Okello Jr.",
		"By Ana Reis, Staff Writer\nIt rose.":                    "By Ana Reis, Staff Writer",
		"By Monday, the river had risen.\nIt fell.":              "",
		"By the time the river fell, they had left.\nIt fell.":   "",
		"By Lake Victoria, the road was cut.\nIt fell.":          "",
		"By Ana Reis’s account, the river rose first.\nIt fell.": "",
		"By land and by sea, they came.\nIt fell.":               "",
	} {
		got := ""
		for _, r := range Regions(text, "") {
			if r.Kind == assay.Byline {
				got = r.Span.In(text)
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestDatelines(t *testing.T) {
	for text, want := range map[string]string{
		"MAPUTO — The river rose.":                                 "MAPUTO — ",
		"JUBA, South Sudan (AP) — The river rose.":                 "JUBA, South Sudan (AP) — ",
		"LONDON, March 3 (Reuters) - The river rose.":              "LONDON, March 3 (Reuters) - ",
		"NAIROBI (Reuters) - The river rose.":                      "NAIROBI (Reuters) - ",
		"PORT-AU-PRINCE, Haiti — “It rose,” he said.":              "PORT-AU-PRINCE, Haiti — ",
		"ST. LOUIS, Mo. -- The river rose.":                        "ST. LOUIS, Mo. -- ",
		"N'DJAMENA, Chad, 3 May 2021 (AFP) – The river rose.":      "N'DJAMENA, Chad, 3 May 2021 (AFP) – ",
		"GENEVA/NAIROBI (Reuters) - The river rose.":               "GENEVA/NAIROBI (Reuters) - ",
		"Nairobi, Kenya (CNN) — The river rose.":                   "Nairobi, Kenya (CNN) — ",
		"Nairobi (CNN)The river rose.":                             "Nairobi (CNN)",
		"(Reuters) - The river rose.":                              "(Reuters) - ",
		"– Thousands left.":                                        "– ",
		"— Thousands left.":                                        "— ",
		"-- Thousands left.":                                       "-- ",
		"KARACHI: The river rose.":                                 "KARACHI: ",
		"RIO DE JANEIRO —The river rose.":                          "RIO DE JANEIRO —",
		"McALLEN, Texas — The river rose.":                         "McALLEN, Texas — ",
		"DEIR EL-ZOR, Syria — The river rose.":                     "DEIR EL-ZOR, Syria — ",
		"Maputo — The river rose.":                                 "Maputo — ",
		"UPDATE: The river rose.":                                  "",
		"The river — a poor one — rose.":                           "",
		"NATO said that it left - The end.":                        "",
		"Nobody knew - The river rose.":                            "",
		"WATCH — The river rises.":                                 "",
		"Maputo: The river rose.":                                  "",
		"Maputo — a poor city — drowned.":                          "",
		"Maputo — The capital of the country — was dry.":           "",
		"It rose (again) The river fell.":                          "",
		"LOOK: The river rises.":                                   "",
		"Sen. Ana Reis (D-Texas) — The first to leave.":            "",
		"Exclusive excerpt — The river rose.":                      "",
		"AP: The river rose.":                                      "",
		"SOME SIX VILLAGES STILL CUT OFF, SAYS MAYOR - They wait.": "",
		"It rained all night.\n\nMAYOR: We are waiting.":           "",
		"It rained all night.\n\nNAIROBI (AP) — The river rose.":   "NAIROBI (AP) — ",
		"The EU — The river rose.":                                 "",
	} {
		got := ""
		for _, r := range Regions(text, "") {
			if r.Kind == assay.Dateline {
				got = r.Span.In(text)
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// kinds tells what the last paragraph of a short report is taken for.
func TestKinds(t *testing.T) {
	for text, want := range map[string]assay.RegionKind{
		"Ana Reis contributed reporting from Beira, Mozambique.":                         assay.Credit,
		"Ana Reis in Beira and Tom Okello in Tete contributed to this report.":           assay.Credit,
		"Associated Press writers Ana Reis in Beira and Tom Okello in Tete contributed.": assay.Credit,
		"The Associated Press contributed to this report.":                               assay.Credit,
		"Reporting by Ana Reis; Editing by Tom Okello":                                   assay.Credit,
		"(Additional reporting by Ana Reis in Beira; writing by Tom Okello)":             assay.Credit,
		"Ana Reis reported from Beira, and Tom Okello from Tete, Mozambique.":            assay.Credit,
		"This story was produced by the Tete Center for Reporting.":                      assay.Credit,
		"This article was originally published by The Post.":                             assay.Credit,
		"With reporting by Ana Reis and agencies.":                                       assay.Credit,
		"The rain contributed to this disaster, he said.":                                assay.Body,
		"Three countries contributed soldiers to the force.":                             assay.Body,
		"Residents reported from the roofs that the water was rising.":                   assay.Body,
		"The reporting by the agency was wrong, the mayor said.":                         assay.Body,
		"This story was told by the mayor himself.":                                      assay.Body,
		"Photo: Ana Reis": assay.Caption,
		"A boat crosses the Buzi. (AP Photo/Ana Reis)":                      assay.Caption,
		"FILE – In this March 3, 2021 file photo, a boat crosses the Buzi.": assay.Caption,
		"FILE PHOTO: A boat crosses the Buzi. REUTERS/Ana Reis":             assay.Caption,
		"A boat on the Buzi. Ana Reis/Getty Images (Photo by Ana Reis)":     assay.Caption,
		"Image caption A boat crosses the Buzi":                             assay.Caption,
		"The photo showed a boat on the Buzi.":                              assay.Body,
		"File a complaint - that was the advice.":                           assay.Body,
		"Images of the flood were shown (on television).":                   assay.Body,
		"Image problems haunted the mayor.":                                 assay.Body,
		"Advertisement":                                                     assay.Boilerplate,
		"ADVERTISEMENT":                                                     assay.Boilerplate,
		"Sign up for our newsletter":                                        assay.Boilerplate,
		"Sign Up For Our Morning Newsletter!":                               assay.Boilerplate,
		"Read more: Mayor visits the flood":                                 assay.Boilerplate,
		"READ MORE: Mayor visits the flood. And more":                       assay.Boilerplate,
		"© 2021 The Post. All rights reserved. Do not copy.":                assay.Boilerplate,
		"Copyright 2021 The Post.":                                          assay.Boilerplate,
		"We use cookies to make this site better.":                          assay.Boilerplate,
		"You can unsubscribe at any time.":                                  assay.Boilerplate,
		"Follow us on Twitter @post":                                        assay.Boilerplate,
		"Share":                                                             assay.Boilerplate,
		"___":                                                               assay.Boilerplate,
		"* * *":                                                             assay.Boilerplate,
		"Our Standards: The Post Trust Principles.":                         assay.Boilerplate,
		"Advertisement revenue fell by half, the paper said.":               assay.Body,
		"Supported by the army, he came back.":                              assay.Body,
		"Supported by NATO aircraft, the army advanced.":                    assay.Body,
		"Share prices fell by half.":                                        assay.Body,
		"Copyright law was changed, the minister said.":                     assay.Body,
		"By signing the treaty, the two sides ended the war.":               assay.Body,
		"Video of the flood was shown.":                                     assay.Body,
		"Home was a tent for 300 families.":                                 assay.Body,
		"Watch towers were built along the river.":                          assay.Body,
		"Subscribers left by the thousand.":                                 assay.Body,
		"Printers were stolen.":                                             assay.Body,
		"Read more slowly, the teacher said.":                               assay.Body,
	} {
		whole := "The river rose in the night, and six villages were cut off, the mayor said.\n\n" + text
		regions := Regions(whole, "")
		last := regions[len(regions)-1]
		if last.Kind != want || last.Span.In(whole) != text {
			t.Errorf("%q\n%s", text, show(whole, regions))
		}
	}
}

func TestHeadlines(t *testing.T) {
	const body = "The river rose in the night, and six villages were cut off, the mayor said.\n\nIt fell again on Monday."
	for _, c := range []struct{ text, title, want string }{
		{"Six villages cut off\n\n" + body, "", "Six villages cut off"},
		{"Six villages cut off, mayor says: ‘We wait’\n\n" + body, "", "Six villages cut off, mayor says: ‘We wait’"},
		{"Is the river still rising?\n" + body, "", "Is the river still rising?"},
		{"SIX VILLAGES CUT OFF.\n\nBy Ana Reis\n\n" + body, "", "SIX VILLAGES CUT OFF."},
		{"Six Villages Cut Off.\n" + body, "six villages cut off", "Six Villages Cut Off."},
		{"Six villages cut offThe river rose in the night.", "Six Villages Cut Off", "Six villages cut off"},
		{body, "Six villages cut off", ""},
		{"The river rose.\n\n" + body, "", ""},
		{"The river rose", "", ""},
		{"Breaking news by mail\n\n" + body, "Six villages cut off", ""},
		{"Mayor: six villages are waiting\n\n" + body, "Six villages cut off", "Mayor: six villages are waiting"},
		{"“It rose,” she said:\n\n" + body, "", ""},
		{"MAPUTO — The river rose, and nobody knew why\n\n" + body, "", ""},
	} {
		got := ""
		for _, r := range Regions(c.text, c.title) {
			if r.Kind == assay.Headline {
				got += r.Span.In(c.text)
			}
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestRepeats(t *testing.T) {
	const lead = "The river rose in the night, and six villages were cut off, the mayor said."
	check(t, lead+"\n\n“We wait,” she said. “We have waited since Sunday, and nobody has come to us.”\n\n“We have waited since Sunday, and nobody has come to us.”\n\nHe declined to comment.\n\nHe declined to comment.\n\nThe  River rose in the night, and six villages were cut off, the mayor said.", "", `
		body: The river rose in the night, and six villages were cut off, the mayor said.
		body: “We wait,” she said. “We have waited since Sunday, and nobody has come to us.”
		repeat: “We have waited since Sunday, and nobody has come to us.”
		body: He declined to comment.
		body: He declined to comment.
		repeat: The  River rose in the night, and six villages were cut off, the mayor said.`)
	check(t, lead+"\n\n"+strings.Replace(lead, "six", "seven", 1), "", `
		body: The river rose in the night, and six villages were cut off, the mayor said.
		body: The river rose in the night, and seven villages were cut off, the mayor said.`)
}

func TestStage(t *testing.T) {
	rep := &assay.Report{Text: "Six villages cut off\n\nThe river rose.", Title: "Six villages cut off"}
	doc := assay.NewDoc(rep)
	if err := assay.Annotate(context.Background(), doc, []assay.Stage{New(Options{})}); err != nil || len(doc.Problems) > 0 || len(doc.Regions) != 2 {
		t.Errorf("%v %v %v", err, doc.Problems, doc.Regions)
	}
}

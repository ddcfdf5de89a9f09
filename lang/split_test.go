package lang

import (
	"strings"
	"testing"

	"assay"
)

// cases hold text with "|" where a sentence ends; the bar itself is not text.
var splitCases = []string{
	"The river rose on Monday.| Two bridges were closed.",
	"Gen. Amara Okoro arrived in Juba on Tuesday.| She left at once.",
	"Maj. Gen. Tomas B. Ferreira and Lt. Col. Ines Adeyemi agreed.| Nobody else did.",
	"The vote was set for Jan. 20 in Abuja.| It was put off to Feb. 3.",
	"It was to be held in Jan.| The mayor had hoped for March.",
	"A U.S. Army convoy crossed the bridge.| It was not stopped.",
	"They left for the U.S.| The others stayed in the U.N. compound.",
	"He spoke at 10 a.m. Tuesday.| The shelling began at 4 p.m.| The town was empty.",
	"She took Route No. 5 to the coast.| Asked again, she said no.| Then she left.",
	"Prices rose 3.5 percent.| Wages fell by 0.4 percent.",
	"“We are leaving,” she said.| “There is nothing left.| The wells are dry.”| Her brother nodded.",
	"\"We are leaving.\"| He would not say where.",
	"He asked, \"Who goes there?\" and ran.| Nobody answered.",
	"“Who goes there?” he asked.| Nobody answered.",
	"The minister resigned.|Analysts had expected it.",
	"They reached the harbour.”|Asked about the ships, he shrugged.",
	"The dam broke in 2016.|Officials blamed the rain.",
	"It was over ...| Nobody had won.",
	"It was ... over by then.",
	"The firm, Oduya Bros. Ltd., denied it.| Its lawyers did too.",
	"Visit www.example.org or write to a.b@example.org.| We answer.",
	"(The ministry did not reply.)| A spokesman hung up.",
	"See the note.[4]| The rest is lost.",
	"Water was short, i.e. there was none.| Food was not.",
	"Headline without a stop\n\nThe story begins here.",
	"Stop!| Go!| Why?| Because.",
	"The prices of, e.g., Brent rose.| Oil did not.",
	"He lives in Washington, D.C., and in Lagos.| She does not.",
	"“It is over,” said Ms. Adeyemi.| “We won.”",
	"Dr. J. R. Mensah of St. Mary's wrote it.| He was 90.",
	"The river fell.[12] [13]| The rest is lost.",
	"The S.P.L.A. has left.| The A.U. Mission stayed.",
	"Write to Amara.Okoro@example.org today.| She answers.",
}

func TestSplit(t *testing.T) {
	for _, c := range splitCases {
		var want []string
		for _, paragraph := range strings.Split(c, "\n\n") {
			for _, s := range strings.Split(paragraph, "|") {
				want = append(want, strings.TrimSpace(s))
			}
		}
		text := strings.ReplaceAll(c, "|", "")
		var got []string
		for _, s := range Split(text) {
			got = append(got, s.In(text))
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestTokenize(t *testing.T) {
	for text, want := range map[string]string{
		"She doesn't know.":                             "She does n't know .",
		"Okoro’s men can’t, won’t and cannot go.":       "Okoro ’s men ca n’t , wo n’t and can not go .",
		"the U.S.-led, Kenya-backed force":              "the U.S. - led , Kenya - backed force",
		"re-elected non-members sent e-mail":            "re-elected non-members sent e-mail",
		"$20,000 to $30,000, or 5% (US$4.5 million)":    "$ 20,000 to $ 30,000 , or 5 % ( US $ 4.5 million )",
		"at 10:30 a.m. on Jan. 20, 2016":                "at 10:30 a.m. on Jan. 20 , 2016",
		"It is in the U.S.":                             "It is in the U.S.",
		"It is in Juba.”":                               "It is in Juba . ”",
		"the 1990s, the 20th, 5km and 40 km":            "the 1990s , the 20th , 5 km and 40 km",
		"the dogs' owners said: “No”":                   "the dogs ' owners said : “ No ”",
		"9/11, 1/2 and/or 3–4":                          "9/11 , 1/2 and / or 3 – 4",
		"extremists—repeating -- and so on...":          "extremists — repeating -- and so on ...",
		"write to a.b@example.org, or www.example.org.": "write to a.b@example.org , or www.example.org .",
		"I'd've said they'll go, 'em too":               "I 'd 've said they 'll go , 'em too",
		"Mr. B. Okoro, Jr., of Oduya Inc.":              "Mr. B. Okoro , Jr. , of Oduya Inc.",
		"O'Neill asked 100–150 people":                  "O'Neill asked 100 – 150 people",
		"twenty-two of 57 died":                         "twenty-two of 57 died",
		"Nice town :-) im back, thats it ;).":           "Nice town :-) i m back , that s it ;) .",
		"(as he said at 5:) it cost $$$, x=P":           "( as he said at 5 : ) it cost $$$ , x = P",
	} {
		var got []string
		for _, s := range Tokenize(text) {
			got = append(got, s.In(text))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s\n got %s\nwant %s", text, s, want)
		}
	}
}

// covered reports the first byte of text in region that is neither white space
// nor in a token, or in two.
func covered(text string, region assay.Span, spans []assay.Span) (int, bool) {
	at := region.Start
	for _, s := range append(spans[:len(spans):len(spans)], assay.Span{Start: region.End, End: region.End}) {
		if s.Start < at || strings.TrimFunc(text[at:s.Start], blank) != "" {
			return int(at), false
		}
		at = s.End
	}
	return 0, true
}

func FuzzTokenize(f *testing.F) {
	for _, c := range splitCases {
		f.Add(c)
	}
	f.Add("a@b.c.d\"'’’'s…..!?")
	f.Add("\xff\xfe.\x00A—.-/'")
	f.Fuzz(func(t *testing.T, text string) {
		at := int32(0)
		var all []assay.Span
		for _, s := range Split(text) {
			if s.Start < at || s.End <= s.Start || int(s.End) > len(text) {
				t.Fatalf("sentence %v after byte %d", s, at)
			}
			at = s.End
			all = tokenize(all, text, s)
		}
		for i, s := range all {
			if s.End <= s.Start || i > 0 && s.Start < all[i-1].End {
				t.Fatalf("token %v", s)
			}
		}
		if i, ok := covered(text, assay.Span{End: int32(len(text))}, all); !ok {
			t.Fatalf("byte %d of %q is in no token, or in two", i, text)
		}
	})
}

package en_test

import (
	"testing"
	"time"

	"assay/lang/en"
)

func TestAsking(t *testing.T) {
	day := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ action, counted, kind, mode, begin, end, place, want string }{
		{"killed", "people", "DISASTER", "flood", "2022-08-22", "2022-08-25", "Haro", "How many people were killed in the flood of 22–24 August 2022 in Haro?"},
		{"killed", "people", "ASSAULT", "aerial", "2022-08-22", "2022-08-23", "", "How many people were killed in the air strike of 22 August 2022?"},
		{"fled", "families", "", "", "2022-08-22", "2022-08-23", "Haro", "How many families fled on 22 August 2022 in Haro?"},
		{"fled", "families", "", "", "2022-08-29", "2022-09-03", "Haro", "How many families fled from 29 August to 2 September 2022 in Haro?"},
		{"displaced", "people", "", "", "2022-01-01", "2023-01-01", "", "How many people were displaced in 2022?"},
		{"infected", "people", "DISASTER", "epidemic", "2022-08-01", "2022-09-01", "", "How many people were infected in the epidemic of August 2022?"},
		{"other", "troops", "", "", "2011-03-03", "", "Haro", "How many troops were there since 3 March 2011 in Haro?"},
		{"destroyed", "houses", "ACCIDENT", "fire", "", "", "Brin", "How many houses were destroyed in the fire in Brin?"},
		{"killed", "", "ASSAULT", "", "", "", "", "How many were killed?"},
		{"rescued", "people", "DISASTER", "flood", "", "", "south of Haro", "How many people were rescued in the flood in the south of Haro?"},
		{"killed", "people", "DISASTER", "flood", "", "", "Philippines", "How many people were killed in the flood in the Philippines?"},
		{"killed", "people", "DISASTER", "flood", "", "", "a mountain village", "How many people were killed in the flood in a mountain village?"},
		{"killed", "people", "ACCIDENT", "fire", "", "", "Haro General Hospital", "How many people were killed in the fire at Haro General Hospital?"},
		{"rescued", "people", "DISASTER", "flood", "", "", "northern Haro", "How many people were rescued in the flood in northern Haro?"},
		{"killed", "soldiers", "", "", "2021-12-30", "2022-01-02", "", "How many soldiers were killed from 30 December 2021 to 1 January 2022?"},
	} {
		got := en.HowMany(c.action, c.counted, false) + en.Setting(en.Occurrence(c.kind, c.mode), day(c.begin), day(c.end), c.place) + "?"
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := en.HowMany("paid", "EUR", true); got != "How much in EUR was paid" {
		t.Error(got)
	}
	for _, c := range [][2]string{{en.HowMany("infected", "suspected cases", false), "How many suspected cases were there"}, {en.HowMany("infected", "children", false), "How many children were infected"},
		{en.Whether("killed", "a nurse"), "Was the nurse killed"}, {en.Whether("fled", "Jan Kovar"), "Did Jan Kovar flee"}, {en.Whether("killed", "people"), "Was the person killed"},
		{en.HowMany("killed", "Civilians", false), "How many civilians were killed"}, {en.HowMany("killed", "Norwegians", false), "How many Norwegians were killed"},
		{en.HowMany("killed", "Red Cross workers", false), "How many Red Cross workers were killed"}, {en.HowMany("injured", "People in the bus", false), "How many people in the bus were injured"},
		{en.WithoutOther("other people"), "people"}, {en.WithoutOther("two more soldiers"), "two more soldiers"}, {en.WithoutOther("others"), "others"},
		{en.Whether("detained", "Ruritanian"), "Was the Ruritanian detained"}, {en.Whether("destroyed", "jets"), "Was the jet destroyed"}} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

func TestYearlessDays(t *testing.T) {
	for value, want := range map[string]string{
		"XXXX-08-24": "24 August (no year)", "XXXX-08": "August (no year)", "XXXX-WXX-3": "Wednesday (no year)", "XXXX-WXX-7": "Sunday (no year)",
		"2022-08-24": "", "XXXX-WXX-9": "", "XXXX-SU": "", "": "", "08": "",
	} {
		if got := en.YearlessDays(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestWhether(t *testing.T) {
	for _, c := range []struct{ action, counted, want string }{
		{"killed", "a nurse", "Was the nurse killed"}, {"fled", "nurse", "Did the nurse flee"}, {"killed", "Otto Lind", "Was Otto Lind killed"},
		{"killed", "Norlandic general", "Was the Norlandic general killed"}, {"killed", "people", "Was the person killed"}, {"killed", "", "Was the person killed"},
	} {
		if got := en.Whether(c.action, c.counted); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.action, c.counted, got, c.want)
		}
	}
}

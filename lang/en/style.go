package en

// StyleWords are the words by which two wordings of one text are compared: what the
// style books of two papers write differently, and what changes the evidence. The
// tables are closed; package copies has the rules. All are in lower case, without
// points: "U.S." is "us".
type StyleWords struct {
	OneForm map[string]string // ways in which newspapers write a word, and one of them
	Endings [][2]string       // endings that British and American spelling write differently, and the latter
	Idle    Set               // words that some papers write and others do not: articles, and titles that some give to everybody
	Loose   Set               // words of number that have no digits, besides those of NumberWords
	Doubts  Set               // words that mark doubt wherever they stand
	Bounds  Set               // words that hedge a number, and mean other things elsewhere
	Cues    Set               // verbs and nouns that attribute most often; they stand in where no claims were read
	Thanks  string            // in a credit, what an agency did that is only thanked
}

// Style returns these words.
func Style() *StyleWords { return &styleWords }

var styleWords = StyleWords{
	OneForm: map[string]string{
		"percent": "%", "per cent": "%", "pct": "%", "percentage": "%",
		"american": "us", "united states": "us", "united states of america": "us", "america": "us", "usa": "us",
		"american's": "us", "us's": "us", "united states's": "us", "united states'": "us",
		"british": "uk", "britain": "uk", "united kingdom": "uk",
		"united nations": "un", "european union": "eu",
		"general": "gen", "colonel": "col", "lieutenant": "lt", "major": "maj", "captain": "capt",
		"sergeant": "sgt", "corporal": "cpl", "admiral": "adm", "commander": "cmdr", "brigadier": "brig",
		"senator": "sen", "representative": "rep", "governor": "gov", "president": "pres",
		"professor": "prof", "doctor": "dr", "reverend": "rev", "saint": "st", "mount": "mt",
		"january": "jan", "february": "feb", "march": "mar", "april": "apr", "august": "aug",
		"september": "sep", "sept": "sep", "october": "oct", "november": "nov", "december": "dec",
		"monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri",
		"saturday": "sat", "sunday": "sun",
		"kilometers": "km", "kilometres": "km", "kilometer": "km", "kilometre": "km", "kph": "km/h",
		"metres": "m", "meters": "m", "metre": "m", "meter": "m",
		"dollars": "$", "dlrs": "$", "euros": "€", "pounds": "£", "bn": "billion", "mln": "million",
		"okay": "ok", "co": "company", "corp": "corporation", "govt": "government",
		"defence": "defense", "offence": "offense", "licence": "license", "programme": "program", "programmes": "programs",
		"grey": "gray", "tonnes": "tons", "tonne": "ton", "cheque": "check", "ageing": "aging", "towards": "toward",
		"whilst": "while", "amongst": "among", "afterwards": "afterward", "jewellery": "jewelry", "manoeuvre": "maneuver",
		"aeroplane": "airplane", "kerb": "curb", "tyre": "tire", "tyres": "tires", "plough": "plow",
		"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
		"don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not", "wasn't": "was not",
		"aren't": "are not", "weren't": "were not", "can't": "cannot", "can not": "cannot", "won't": "will not",
		"wouldn't": "would not", "couldn't": "could not", "hasn't": "has not", "haven't": "have not", "it's": "it is",
	},
	Endings: [][2]string{
		{"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"},
		{"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"},
		{"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"}, {"ourable", "orable"}, {"our", "or"},
		{"tres", "ters"}, {"tre", "ter"}, {"logue", "log"}, {"logues", "logs"},
		{"elled", "eled"}, {"elling", "eling"}, {"eller", "eler"}, {"ellers", "elers"},
		{"alled", "aled"}, {"ement", "ment"},
	},
	Idle:  Words(`mr mrs ms miss messrs the a an that`),
	Loose: Words(`half quarter several zero double twice`),
	Doubts: Words(`alleged allegedly reported reportedly apparent apparently may might could probably possibly possible perhaps likely unlikely believed suspected
		suspects presumed presumably purported purportedly supposed supposedly seems seemed appears appeared estimated unconfirmed unverified thought rumored
		rumoured accused so-called potentially approximately roughly nearly almost`),
	Bounds: Words(`about around some over under least most many much more less fewer than up to above below only just close circa exactly well at as`),
	Cues: Words(`said says say saying told added adding according stated announced reported citing confirmed claimed denied acknowledged quoted spokesman spokeswoman
		spokesperson officials official sources witnesses`),
	Thanks: "contribut",
}

// An Agency is a news agency with the tags it signs with, in lower case; the first is
// the tag in brackets.
type Agency struct {
	Name string
	Tags []string
}

// Agencies returns the news agencies.
func Agencies() []Agency { return agencies }

var agencies = []Agency{
	{"AP", []string{"ap", "associated press"}},
	{"Reuters", []string{"reuters", "reuter", "thomson reuters"}},
	{"AFP", []string{"afp", "agence france-presse", "agence france presse"}},
	{"UPI", []string{"upi", "united press international"}},
	{"Xinhua", []string{"xinhua"}},
	{"dpa", []string{"dpa", "deutsche presse-agentur"}},
	{"EFE", []string{"efe"}},
	{"ANSA", []string{"ansa"}},
	{"TASS", []string{"tass", "itar-tass"}},
	{"Interfax", []string{"interfax"}},
	{"AA", []string{"aa", "anadolu agency", "anadolu"}},
	{"PTI", []string{"pti", "press trust of india"}},
	{"ANI", []string{"ani", "asian news international"}},
	{"IANS", []string{"ians"}},
	{"APP", []string{"app", "associated press of pakistan"}},
	{"Kyodo", []string{"kyodo", "kyodo news"}},
	{"Yonhap", []string{"yonhap"}},
	{"Bernama", []string{"bernama"}},
	{"Antara", []string{"antara"}},
	{"IRNA", []string{"irna"}},
	{"SANA", []string{"sana"}},
	{"KUNA", []string{"kuna"}},
	{"WAM", []string{"wam"}},
	{"WAFA", []string{"wafa"}},
	{"MENA", []string{"mena"}},
	{"PA", []string{"pa", "press association", "pa media"}},
	{"AAP", []string{"aap", "australian associated press"}},
	{"CP", []string{"cp", "canadian press", "the canadian press"}},
	{"Bloomberg", []string{"bloomberg", "bloomberg news"}},
	{"NYT", []string{"nyt", "new york times news service"}},
	{"CNS", []string{"cns"}},
	{"IRIN", []string{"irin"}},
}

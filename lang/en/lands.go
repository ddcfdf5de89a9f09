package en

import "strings"

// Lands returns the countries, in two letters, of which a word or two, as they are written,
// speak without a name: those whose offices, units or clocks are called so and hardly any
// others'. "The county sheriff said at 4 p.m. EST" tells of the United States.
func Lands() map[string]string { return lands }

var lands = func() map[string]string {
	of := map[string]string{}
	for country, list := range map[string]string{
		"US": "sheriff|sheriffs|911|EST|EDT|CST|CDT|MST|MDT|PST|PDT|grand jury|police department|highway patrol|state patrol|state trooper|state troopers|" +
			"district attorney|district attorneys|SWAT|national weather|Medicaid",
		"GB": "constabulary|crown court|scotland yard|met office",
		"CA": "RCMP|mountie|mounties",
		"AU": "AEST|AEDT|rural fire|SES|state emergency",
		"IN": "crore|crores|lakh|lakhs|NDRF|SDRF|taluk|taluka|sarpanch|lok sabha",
		"PK": "PDMA|tehsil|tehsils",
		"BD": "upazila|upazilas",
		"PH": "barangay|barangays|NDRRMC|PAGASA",
		"ID": "BNPB|BPBD|kabupaten|kecamatan|Basarnas",
		"MY": "Bernama|ringgit",
		"TH": "tambon|amphoe",
		"RU": "EMERCOM|rouble|roubles",
		"TR": "AFAD",
		"NG": "naira",
		"ZA": "SAPS|SAST",
		"BR": "favela|favelas",
	} {
		for term := range strings.SplitSeq(list, "|") {
			of[term] = country
			first, _, two := strings.Cut(term, " ")
			if _, known := of[first]; two && !known {
				of[first] = "" // so that it is known which words begin two
			}
		}
	}
	return of
}()

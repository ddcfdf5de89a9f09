package en

// Press returns words, in lower case, of the names of agencies and papers as they
// stand behind the slash of a credit: "(Ada Lind/Kell Herald)".
func Press() Set { return press }

var press = Words(`ap afp reuters epa upi dpa tass getty pool staff news times post herald journal press star sun mail gazette tribune
	chronicle advertiser register observer review examiner courier dispatch globe guardian independent telegraph inquirer bulletin
	argus echo republic sentinel record democrat leader magazine daily images`)

// NoPress returns words, in lower case, for where pictures come from that nobody
// signs: "(Ada Lind/Facebook)", "courtesy of the family".
func NoPress() Set { return noPress }

var noPress = Words(`facebook instagram twitter tiktok snapchat youtube gofundme linkedin myspace family handout courtesy provided submitted via police jail`)

// PressRoles returns the nouns, in lower case, for who works for the press and may
// sign.
func PressRoles() Set { return pressRoles }

var pressRoles = Words(`reporter correspondent writer editor journalist photographer columnist photojournalist producer cameraman`)

package lang

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"

	"assay"
	"assay/lang/en"
)

// sampleSize is how many bytes are enough to tell a language.
const sampleSize = 3000

// sample returns the beginning of the regions' text.
func sample(text string, regions []assay.Region) string {
	var b strings.Builder
	for _, r := range regions {
		s := r.Span.In(text)
		if room := sampleSize - b.Len(); len(s) > room {
			s = strings.ToValidUTF8(s[:room], "")
		}
		b.WriteString(s)
		b.WriteByte('\n')
		if b.Len() >= sampleSize {
			break
		}
	}
	return b.String()
}

// Language returns the BCP 47 code of the language of text: "en" if it is
// English or too short to tell, "und" if it is certainly not English and not a
// language known here.
func Language(text string) string {
	words, function, letters, latin := 0, 0, 0, 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		if en.Function()[strings.ToLower(w)] {
			function++
		}
		for _, r := range w {
			letters++
			if r < 0x250 {
				latin++
			}
		}
	}
	switch {
	case letters < 60 || latin*2 >= letters && (words < 25 || function*100 >= words*8):
		return "en"
	}
	info := whatlanggo.Detect(text)
	if latin*2 >= letters && (info.Lang == whatlanggo.Eng || info.Confidence < 0.5) {
		return "en" // a table, a list of names
	}
	if code, ok := codes[info.Lang]; ok {
		return code
	}
	if code := info.Lang.Iso6391(); code != "" {
		return code
	}
	if latin*2 < letters {
		return "und"
	}
	return "en"
}

// codes are what whatlanggo has no two-letter code for.
var codes = map[whatlanggo.Lang]string{
	whatlanggo.Pes: "fa", whatlanggo.Cmn: "zh", whatlanggo.Arb: "ar",
	whatlanggo.Nob: "nb", whatlanggo.Ydd: "yi", whatlanggo.Uzb: "uz", whatlanggo.Azj: "az",
}

package lang

import (
	"assay"
	"assay/lang/langid"
)

// A paragraph speaks for a language where it has enough letters. It is foreign where
// that is probable, and the report's own language hardly possible.
const (
	enough   = 40
	few      = 10 // letters that all of a report must have: "Go." is in any language
	probable = 0.4
	surely   = 0.8 // of what is in no language that is known: a list of names is not
	possible = 0.02
)

// A heard is what the words of a report say about its language.
type heard struct {
	language string          // the report's; "und" if it is not known here, or the text does not tell
	read     []assay.Region  // those to be read: in English, or what does not speak against it
	foreign  []assay.Foreign // those in another language than the report
}

// listen tells the language of a report and of its regions. The report's is that of most
// of its letters, by its paragraphs; where none has enough, that for which all of them
// speak together. Hint is what the page or the record says that it is, "" if nothing: it
// counts only where the text leaves doubt.
func listen(text string, regions []assay.Region, hint string) heard {
	each := make([]*langid.Evidence, len(regions))
	all := &langid.Evidence{}
	votes, voters, most := map[string]int{}, 0, 0
	h := heard{language: langid.Unknown}
	for i, r := range regions {
		e := langid.Of(r.Span.In(text))
		each[i] = e
		all.Add(e)
		if n := e.Letters(); n >= enough {
			g := e.Guess("")
			voters += 100 * n
			if votes[g.Language] += int(100*g.Chance) * n; votes[g.Language] > most {
				most, h.language = votes[g.Language], g.Language
			}
		}
	}
	if float64(most) < probable*float64(voters) || most == 0 || hint != "" && 10*most < 9*voters { // none of them, or doubtful ones
		h.language = langid.Unknown
		if g := all.Guess(hint); g.Chance >= probable && all.Letters() >= few || hint != "" {
			h.language = g.Language
		}
	}
	english := h.language == "en" || h.language == langid.Unknown && all.Letters() < enough // numbers, some names
	own, held := h.language, h.language
	if english {
		own, held = "en", ""
	}
	for i, r := range regions {
		e := each[i]
		g := e.Guess("")
		switch {
		case own == langid.Unknown || e.Letters() < enough || e.Chance(own, held) >= possible,
			g.Chance < probable || g.Language == langid.Unknown && g.Chance < surely:
			if english {
				h.read = append(h.read, r)
			}
		default:
			h.foreign = append(h.foreign, assay.Foreign{Span: r.Span, Language: g.Language})
		}
	}
	return h
}

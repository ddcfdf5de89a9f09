package article

import (
	"bytes"
	"strings"
	"unicode"

	"assay"
	"assay/trail"
)

// agreement compares blocks with the text that JSON-LD gives for the article.
type agreement struct {
	grams map[string]bool // runs of three words
	words int
}

func agree(body string) agreement {
	if strings.Contains(body, "<") || strings.Contains(body, "&") {
		body = string(Fragment([]byte(body)).Bytes)
	}
	list := lowWords([]byte(body))
	a := agreement{grams: make(map[string]bool, len(list)), words: len(list)}
	for i := 0; i+3 <= len(list); i++ {
		a.grams[strings.Join(list[i:i+3], " ")] = true
	}
	return a
}

// has returns the share of a block that stands in the text, and of how many words it is.
func (a agreement) has(block []byte) (share float64, words int) {
	list := lowWords(block)
	if len(list) < 3 {
		return 0, len(list)
	}
	n := 0
	for i := 0; i+3 <= len(list); i++ {
		if a.grams[strings.Join(list[i:i+3], " ")] {
			n++
		}
	}
	return float64(n) / float64(len(list)-2), len(list)
}

func lowWords(s []byte) []string {
	return strings.FieldsFunc(strings.ToLower(string(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// leastBody is how many words a text from a script must have to be an article's.
const leastBody = 60

// inScripts returns the text of the article as a script of the page holds it: the
// longest string under a key that names a text. It is what is left where the page shows
// none: other scripts would write it.
func (mp *markedPage) inScripts(linkedOnly bool) (best trail.Text) {
	most := leastBody - 1
	for _, s := range mp.scripts {
		if linkedOnly && !s.linked {
			continue
		}
		for at := 0; at < len(s.text); {
			k := bytes.IndexByte(s.text[at:], '"')
			if k < 0 {
				break
			}
			start := at + k
			end := stringEnd(s.text, start)
			if end < 0 {
				break
			}
			at = end
			key := strings.ToLower(string(s.text[start+1 : end-1]))
			if len(key) > 20 || !isBodyKey(key, linkedOnly) {
				continue
			}
			colon := trail.SkipSpace(s.text, end)
			if colon >= len(s.text) || s.text[colon] != ':' {
				continue
			}
			v := trail.SkipSpace(s.text, colon+1)
			if v >= len(s.text) || s.text[v] != '"' {
				continue
			}
			stop := stringEnd(s.text, v)
			if stop < 0 {
				break
			}
			at = stop
			if stop-v < leastBody*4 {
				continue
			}
			text := trail.Unquote(s.text, trail.Literal{Start: v, End: stop})
			if bytes.ContainsAny(text.Bytes, "<&") {
				frag := Fragment(text.Bytes)
				text = trail.Text{Bytes: frag.Bytes, Steps: trail.Through(frag, text.Steps)}
			}
			if n := wordsIn(text.Bytes); n > most {
				most = n
				steps := make(assay.OffsetMap, len(text.Steps))
				for i, st := range text.Steps {
					steps[i] = assay.Step{Text: st.Text, Raw: st.Raw + int32(s.at)}
				}
				best = trail.Text{Bytes: text.Bytes, Steps: steps}
			}
		}
	}
	return best
}

func isBodyKey(key string, linkedOnly bool) bool {
	for _, k := range metaNames.BodyKeys {
		if k == key {
			return true
		}
		if linkedOnly {
			return false // the first alone: articlebody
		}
	}
	return false
}

// stringEnd returns the offset behind the string of JSON that starts at offset at, -1
// if it does not end.
func stringEnd(text []byte, at int) int {
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

package lang

import "strings"

// clitics emits a plain word, cut at its clitics: "don't", "Lind's", "cannot".
func (t *tokenizer) clitics(i, j int) {
	s := t.text[i:j]
	low := lower(s) // as long as s but where "’" has become "'"
	switch low {
	case "cannot", "gonna", "gotta", "wanna":
		t.emit(i, i+3)
		t.emit(i+3, j)
		return
	case "dont", "cant", "wont", "didnt", "doesnt", "isnt", "wasnt", "couldnt", "wouldnt", "shouldnt", "havent", "hasnt", "hadnt", "arent", "werent":
		t.emit(i, j-2)
		t.emit(j-2, j)
		return
	case "im", "thats", "whats":
		t.emit(i, j-1)
		t.emit(j-1, j)
		return
	case "ive", "youre", "theyre", "outta":
		t.emit(i, j-2)
		t.emit(j-2, j)
		return
	}
	if !strings.ContainsAny(s, "'’`") {
		t.units(i, j)
		return
	}
	for _, c := range [...]string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"} {
		for _, mark := range [...]string{"'", "’", "`"} {
			c := strings.Replace(c, "'", mark, 1)
			if len(s) > len(c) && strings.EqualFold(s[len(s)-len(c):], c) {
				k := j - len(c)
				if k > i {
					t.clitics(i, k) // "would've", "wouldn't've"
				}
				t.emit(k, j)
				return
			}
		}
	}
	t.emit(i, j)
}

// clitic reports whether s is a clitic by itself.
func clitic(s string) bool {
	switch lower(s) {
	case "'s", "'re", "'ve", "'ll", "'d", "'m", "n't":
		return true
	}
	return false
}

// elided reports whether s is a word that begins with an apostrophe.
func elided(s string) bool {
	switch strings.TrimRight(lower(s), ".,;:!?\"") {
	case "'em", "'til", "'cause", "'bout", "'tis", "'twas", "'n'":
		return true
	}
	return false
}

// units cuts a number from the unit behind it: "5pm", "35mm", but not "20th",
// "1990s", "3D".
func (t *tokenizer) units(i, j int) {
	s := t.text[i:j]
	k := 0
	for k < len(s) && (s[k] >= '0' && s[k] <= '9' || s[k] == '.' || s[k] == ',' || s[k] == ':') {
		k++
	}
	if k > 0 && k < len(s) && unitWords[s[k:]] && s[k-1] >= '0' && s[k-1] <= '9' {
		t.emit(i, i+k)
		t.emit(i+k, j)
		return
	}
	t.emit(i, j)
}

var unitWords = map[string]bool{
	"pm": true, "am": true, "PM": true, "AM": true, "a.m.": true, "p.m.": true, "a.m": true, "p.m": true,
	"mm": true, "cm": true, "m": true, "km": true, "kg": true, "g": true, "mg": true, "ft": true, "lb": true, "lbs": true,
	"k": true, "K": true, "bn": true, "tn": true, "mph": true, "kph": true, "GB": true, "MB": true, "MW": true, "GW": true, "ha": true,
	"million": true, "billion": true,
}

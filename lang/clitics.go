package lang

import (
	"slices"
	"strings"

	"assay/lang/en"
)

// clitics emits a plain word, cut at its clitics: "don't", "Lind's", "cannot".
func (t *tokenizer) clitics(i, j int) {
	s := t.text[i:j]
	low := lower(s) // as long as s but where "’" has become "'"
	if k := en.Contracted()[low]; k != 0 {
		if k < 0 {
			k += j - i
		}
		t.emit(i, i+k)
		t.emit(i+k, j)
		return
	}
	if !strings.ContainsAny(s, "'’`") {
		t.units(i, j)
		return
	}
	for _, c := range en.Clitics() {
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
func clitic(s string) bool { return slices.Contains(en.Clitics(), lower(s)) }

// elided reports whether s is a word that begins with an apostrophe.
func elided(s string) bool { return en.Elided()[strings.TrimRight(lower(s), ".,;:!?\"")] }

// units cuts a number from the unit behind it: "5pm", "35mm", but not "20th",
// "1990s", "3D".
func (t *tokenizer) units(i, j int) {
	s := t.text[i:j]
	k := 0
	for k < len(s) && (s[k] >= '0' && s[k] <= '9' || s[k] == '.' || s[k] == ',' || s[k] == ':') {
		k++
	}
	if k > 0 && k < len(s) && en.Attached()[s[k:]] && s[k-1] >= '0' && s[k-1] <= '9' {
		t.emit(i, i+k)
		t.emit(i+k, j)
		return
	}
	t.emit(i, j)
}

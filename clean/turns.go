package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

var speaking = en.Turns()

// longestLabel bounds what stands before the colon of a speaker's turn.
const longestLabel = 120

// A label is what opens a turn of a transcript: "LIND:", "ANA LIND, MAYOR OF KELL:", "Ana
// Lind (through translator):", "Q:".
type label struct {
	end      int    // behind the colon
	key      string // the last name, by which a speaker is known again
	capitals bool
}

// turns returns where the labels of speakers end, by where their lines start. A text has
// them if it is a conversation: two voices at least, of which questions and answers are
// told by letters, or one comes back, or asks. A sheet of facts, "Place: Kell", is none,
// for what stands behind its colons are no sentences.
func turns(text string, bs []block) map[int]int {
	var labels []label
	var starts []int
	asking, answering := 0, 0
	count := map[string]int{}
	capitals := map[string]int{}
	asked := false
	for _, b := range bs {
		l, ok := labelled(text, b)
		if !ok {
			continue
		}
		labels, starts = append(labels, l), append(starts, b.start)
		switch {
		case speaking.Asking[l.key]:
			asking++
		case speaking.Answering[l.key]:
			answering++
		default:
			count[l.key]++
			if l.capitals {
				capitals[l.key]++
				asked = asked || strings.HasSuffix(text[l.end:b.end], "?")
			}
		}
	}
	letters := asking > 0 && answering > 0
	back := 0 // speakers that come back
	for _, n := range count {
		if n > 1 {
			back++
		}
	}
	loud := len(capitals) > 1 && (back > 0 || asked)
	mixed := len(count) > 1 && (back > 1 || back > 0 && letters)
	if !letters && !loud && !mixed {
		return nil
	}
	at := map[int]int{}
	for k, l := range labels {
		if letter := speaking.Asking[l.key] || speaking.Answering[l.key]; letter && letters || !letter && (l.capitals && (loud || letters) || mixed) {
			at[starts[k]] = l.end
		}
	}
	return at
}

// labelled returns the label that block b starts with. A colon alone may end the line;
// else a sentence follows.
func labelled(text string, b block) (l label, ok bool) {
	head := text[b.start:boundary(text, min(b.end, b.start+longestLabel))]
	k := strings.IndexByte(head, ':')
	if len(head) > 1 && head[1] == '.' && speaking.Pointed[head[:1]] {
		k = 1
	}
	if k < 1 || b.start+k+1 < b.end && !unicode.IsSpace(rune(text[b.start+k+1])) {
		return l, false
	}
	head = head[:k]
	if said := strings.TrimRight(text[b.start+k+1:b.end], " ”’\"')]"); said != "" && !closes(said) && !strings.HasSuffix(said, "—") && !strings.HasSuffix(said, "–") && !strings.HasSuffix(said, "-") && !strings.HasSuffix(said, "…") {
		return l, false
	}
	name := head
	if at := strings.IndexAny(head, ",(["); at >= 0 {
		name = strings.TrimRight(head[:at], " ")
		if strings.Count(head, "(") != strings.Count(head, ")") || strings.Count(head, "[") != strings.Count(head, "]") {
			return l, false
		}
	}
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || english.NotPlaces[words[0]] && !speaking.Asking[name] && !speaking.Answering[name] {
		return l, false
	}
	l = label{end: b.start + k + 1, key: words[len(words)-1], capitals: name == strings.ToUpper(name)}
	if speaking.Asking[name] || speaking.Answering[name] {
		return l, true
	}
	if utf8.RuneCountInString(l.key) < 2 {
		return l, false
	}
	for i, w := range words {
		r := firstRune(w)
		if !unicode.IsUpper(r) && (i == 0 || !english.Particles[w]) || strings.IndexFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && r != '.' && r != '-' && r != '’' && r != '\''
		}) >= 0 {
			return l, false
		}
	}
	if furniture(text, b.start, b.end, true) > b.start || byline(text, b.start, b.end) > b.start || len(words) == 1 && thing(l.key) {
		return l, false
	}
	return l, true
}

// thing reports whether a word names something that does not speak: "Casualties:".
func thing(w string) bool {
	switch en.Noun(strings.ToLower(w), false) {
	case en.NoNoun, en.Person, en.Group:
		return false
	}
	return true
}

// direction reports whether a line of a transcript says what happened while people
// spoke: "(CROSSTALK)", "[Applause]".
func direction(s string) bool {
	return s[0] == '(' && strings.IndexByte(s, ')') == len(s)-1 || s[0] == '[' && strings.IndexByte(s, ']') == len(s)-1
}

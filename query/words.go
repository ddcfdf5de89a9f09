package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"assay"
)

// A Word of a text, as it is looked for: in small letters, without accents and what nobody
// sees, "été" as "ete".
type Word struct {
	Text string
	Span assay.Span
}

// Words cuts text into words: runs of letters and digits. Where a script writes no spaces
// between words, each letter is one.
func Words(text string) []Word {
	list := make([]Word, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		start, plain := i, true // of ASCII, small letters and digits alone
		for i < len(text) {
			c := text[i]
			if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
				i++
				continue
			}
			if 'A' <= c && c <= 'Z' {
				plain = false
				i++
				continue
			}
			if c < utf8.RuneSelf {
				break
			}
			r, n := utf8.DecodeRuneInString(text[i:])
			if single(r) {
				if i == start {
					plain = false
					i += n
				}
				break
			}
			if !unicode.IsLetter(r) && !unicode.IsNumber(r) && (i == start || !unicode.In(r, unicode.M, unicode.Cf)) {
				break
			}
			plain = false
			i += n
		}
		if i == start {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		sp := assay.Span{Start: int32(start), End: int32(i)}
		if plain {
			list = append(list, Word{text[start:i], sp})
			continue
		}
		// What was one letter may be several, each a word: "㊀" is "一".
		w := fold(text[start:i])
		for k, r := range w {
			if single(r) {
				if k > 0 {
					list = append(list, Word{w[:k], sp})
				}
				n := k + utf8.RuneLen(r)
				list = append(list, parts(w[k:n], w[n:], sp)...)
				w = ""
				break
			}
		}
		if w != "" {
			list = append(list, Word{w, sp})
		}
	}
	return list
}

// parts returns the word first and those of rest, which is folded.
func parts(first, rest string, sp assay.Span) []Word {
	list := []Word{{first, sp}}
	for _, w := range Words(rest) {
		list = append(list, Word{w.Text, sp})
	}
	return list
}

// single reports whether r is of a script that writes no spaces between words.
func single(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func fold(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
					return -1
				}
				return unicode.ToLower(r)
			}, norm.NFKD.String(w))
		}
	}
	return strings.ToLower(w)
}

// Find returns where in words n stands, a phrase or phrases near one another: for each
// place of each phrase the first and, exclusive, last of its words, in order.
func (n *Node) Find(words []Word) (at [][2]int) {
	if n.Kind != Near {
		return n.phrase(words)
	}
	places := make([][][2]int, len(n.Of))
	for k, p := range n.Of {
		if places[k] = p.phrase(words); len(places[k]) == 0 {
			return nil
		}
	}
	used := map[[2]int]bool{}
	for _, list := range places {
		for _, first := range list {
			group := make([][2]int, 0, len(places))
			for _, others := range places {
				for _, o := range others {
					if o[0] >= first[0] && o[0]-first[1] <= n.Distance {
						group = append(group, o)
						break
					}
				}
			}
			if len(group) == len(places) {
				for _, g := range group {
					used[g] = true
				}
			}
		}
	}
	for i := range words {
		for _, list := range places {
			for _, p := range list {
				if p[0] == i && used[p] {
					at = append(at, p)
					delete(used, p)
				}
			}
		}
	}
	return at
}

func (n *Node) phrase(words []Word) (at [][2]int) {
	last := len(n.Words) - 1
next:
	for i := 0; i+last < len(words); i++ {
		for k, w := range n.Words {
			have := words[i+k].Text
			if have != w && !(k == last && n.Prefix && strings.HasPrefix(have, w)) {
				continue next
			}
		}
		at = append(at, [2]int{i, i + last + 1})
	}
	return at
}

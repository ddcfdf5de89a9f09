// Package wordpiece cuts words into the pieces that an encoder knows, as BERT's
// uncased models cut them (Devlin et al., NAACL 2019): in small letters, without
// accents, every mark of punctuation by itself, and of what is left always the
// longest piece that the vocabulary holds, "##" before all but a word's first. A
// word keeps what the pieces do not show, its capitals and digits, as a [Shape].
//
// In: a word of a text. Out: the numbers of its pieces, at least one. The package
// knows no text and no spans: the caller knows which word it asked for, and so
// which bytes the pieces stand for.
package wordpiece

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The pieces that stand for no letters, in every vocabulary of BERT's.
const (
	Unknown = 100 // [UNK]: a word, or a part of one, that no pieces make up
	Start   = 101 // [CLS], before a text
	End     = 102 // [SEP], behind a paragraph
)

// MaxPieces is how many pieces of a word are kept.
const MaxPieces = 12

// longest is how many characters a word may have between marks; a longer one is
// [UNK].
const longest = 100

// A Vocabulary holds the pieces. It does not change and may be shared.
type Vocabulary struct {
	number map[string]int32
	room   int // bytes of the longest piece
}

// NewVocabulary reads a list of pieces, one a line; a piece's number is that of its
// line, from 0. A list in which the special pieces stand elsewhere is an error.
func NewVocabulary(list string) (*Vocabulary, error) {
	v := &Vocabulary{number: make(map[string]int32, strings.Count(list, "\n")+1)}
	n := int32(0)
	for piece := range strings.Lines(list) {
		piece = strings.TrimRight(piece, "\r\n")
		if _, twice := v.number[piece]; twice {
			return nil, fmt.Errorf("vocabulary: line %d: %q is there twice", n+1, piece)
		}
		v.number[piece] = n
		v.room = max(v.room, len(piece))
		n++
	}
	for piece, at := range map[string]int32{"[UNK]": Unknown, "[CLS]": Start, "[SEP]": End} {
		if k, ok := v.number[piece]; !ok || k != at {
			return nil, fmt.Errorf("vocabulary: %s is not on line %d", piece, at+1)
		}
	}
	return v, nil
}

// Size returns how many pieces there are.
func (v *Vocabulary) Size() int { return len(v.number) }

// A Cutter cuts words and remembers what became of them. It is for one goroutine.
type Cutter struct {
	vocabulary *Vocabulary
	known      map[string]cut
	pieces     []int32 // of the known words
	plain      []byte  // a word as it is looked up, behind two bytes of room for "##"
}

// A cut says where the pieces of a word stand in Cutter.pieces.
type cut struct {
	at    int32
	n     uint8
	shape uint8
}

// most is how many words are remembered: with them all, some 3 MB.
const most = 20000

// NewCutter returns a Cutter.
func (v *Vocabulary) NewCutter() *Cutter {
	return &Cutter{vocabulary: v, known: map[string]cut{}, plain: []byte("##")}
}

// Cut returns the pieces of a word, one to MaxPieces, and its shape. The pieces are
// valid until the next call.
func (c *Cutter) Cut(word string) (pieces []int32, shape uint8) {
	k, ok := c.known[word]
	if !ok {
		if len(c.known) >= most {
			clear(c.known)
			c.pieces = c.pieces[:0]
		}
		k.at, k.shape = int32(len(c.pieces)), Shape(word)
		c.cut(word)
		k.n = uint8(len(c.pieces) - int(k.at))
		c.known[strings.Clone(word)] = k
	}
	return c.pieces[k.at : k.at+int32(k.n)], k.shape
}

// cut appends the pieces of word to c.pieces.
func (c *Cutter) cut(word string) {
	from := len(c.pieces)
	c.plain = c.plain[:2]
	if ascii(word) {
		for i := 0; i < len(word); i++ {
			c.add(from, rune(word[i]))
		}
	} else {
		for _, r := range norm.NFD.String(seen(word)) {
			if unicode.Is(unicode.Mn, r) {
				continue
			}
			if r == 'İ' { // two characters in small letters
				c.add(from, 'i')
				r = '\u0307'
			}
			c.add(from, unicode.ToLower(r))
		}
	}
	c.look(from)
	switch n := len(c.pieces) - from; {
	case n == 0:
		c.pieces = append(c.pieces, Unknown)
	case n > MaxPieces:
		c.pieces = c.pieces[:from+MaxPieces]
	}
}

// seen returns word without control characters and the like; white space becomes a
// space. It comes before letters and accents are parted.
func seen(word string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		case unicode.Is(unicode.White_Space, r):
			return ' '
		}
		return r
	}, word)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return true
}

// add takes one more character. White space ends what is looked up together; marks
// and Chinese characters are looked up by themselves.
func (c *Cutter) add(from int, r rune) {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		c.plain = append(c.plain, byte(r))
	case 'A' <= r && r <= 'Z':
		c.plain = append(c.plain, byte(r+'a'-'A'))
	case r == ' ':
		c.look(from)
	case mark(r) || chinese(r):
		c.look(from)
		c.plain = utf8.AppendRune(c.plain, r)
		c.look(from)
	default:
		c.plain = utf8.AppendRune(c.plain, r)
	}
}

// mark reports whether r is a mark of punctuation; all signs of ASCII are.
func mark(r rune) bool {
	if r < utf8.RuneSelf {
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	return unicode.IsPunct(r)
}

// chinese reports whether r is one of those that BERT takes for Chinese characters.
func chinese(r rune) bool {
	return r >= 0x3400 && (r <= 0x4DBF || 0x4E00 <= r && r <= 0x9FFF || 0xF900 <= r && r <= 0xFAFF ||
		0x20000 <= r && r <= 0x2A6DF || 0x2A700 <= r && r <= 0x2B81F || 0x2B920 <= r && r <= 0x2CEAF || 0x2F800 <= r && r <= 0x2FA1F)
}

// look looks up what stands in c.plain and appends the pieces that make it up, the
// longest first; [UNK] where there are none. Behind MaxPieces nothing is looked at
// any more.
func (c *Cutter) look(from int) {
	s := c.plain
	c.plain = c.plain[:2]
	if len(s) == 2 || len(c.pieces)-from >= MaxPieces {
		return
	}
	begun := len(c.pieces)
	if len(s)-2 > longest && utf8.RuneCount(s[2:]) > longest {
		c.pieces = append(c.pieces, Unknown)
		return
	}
	for at := 2; at < len(s); {
		head := at
		if at > 2 { // what stood there is used up
			head -= 2
			s[head], s[head+1] = '#', '#'
		}
		end := min(len(s), head+c.vocabulary.room)
		for ; end > at; end-- {
			if k, ok := c.vocabulary.number[string(s[head:end])]; ok {
				c.pieces = append(c.pieces, k)
				break
			}
		}
		if end == at {
			c.pieces = append(c.pieces[:begun], Unknown)
			return
		}
		at = end
	}
}

// Package langid says which language a text is in. In comes text, out goes a language
// and how likely it is. Scripts in which one language is written tell it; in the others
// (Latin, Cyrillic, Arabic, Devanagari and a few more) each word speaks for languages by
// its stretches of two to four letters and as a whole: each of these features has a
// vector of 24 numbers, of whose mean each language has its view (Joulin et al.
// 2016, fastText). All of it is in whole numbers, so it comes out the same everywhere.
// What speaks for none of the languages known here is "und", as is what is too short to
// tell; the package does not guess a language from a name alone. MODEL.md is the card of
// its table.
package langid

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"math"
	"strings"
	"sync"
)

// Unknown is the language of a text that speaks for none.
const Unknown = "und"

// A Guess is a language and how likely it is.
type Guess struct {
	Language string  // BCP 47; Unknown if none is likely
	Chance   float64 // 0 to 1
}

// An Evidence is what the words of a text speak for. Those of several texts can be
// added up.
type Evidence struct {
	letters  [scripts]int
	features [read]int
	sums     [read]sums
}

// Of returns what text speaks for.
func Of(text string) *Evidence {
	e := &Evidence{}
	e.read(text)
	return e
}

// Identify returns the language of text.
func Identify(text string) Guess { return Of(text).Guess("") }

func (e *Evidence) read(text string) {
	walk(text, func(s script, letters int, slots []uint32) {
		e.letters[s] += letters
		if s < read {
			e.features[s] += e.sums[s].add(slots)
		}
	})
}

// sums are of the numbers of features.
type sums [Width]int

// add adds the features of a word, as far as they are known, and returns how many are. A
// number of the table is one of 256, of which the 128th is nought; four of them are added
// up at once, in the sixteen bits that each has in a word of the machine, which hold
// those of [longest] letters.
func (s *sums) add(slots []uint32) int {
	const low = 0x00FF00FF00FF00FF
	var a, b, c, d, e, f uint64
	n := 0
	for _, slot := range slots {
		r := int(slot >> 8)
		if model[r] != byte(slot) {
			continue
		}
		n++
		row := model[Rows+r*Width:][:Width]
		x, y, z := binary.LittleEndian.Uint64(row), binary.LittleEndian.Uint64(row[8:]), binary.LittleEndian.Uint64(row[16:])
		a += x & low
		b += x >> 8 & low
		c += y & low
		d += y >> 8 & low
		e += z & low
		f += z >> 8 & low
	}
	zero := 128 * n
	for k := range 4 {
		for i, x := range [...]uint64{a, b, c, d, e, f} {
			s[i/2*8+2*k+i%2] += int(x>>(16*k)&0xFFFF) - zero
		}
	}
	return n
}

// Add adds what another text speaks for.
func (e *Evidence) Add(f *Evidence) {
	for s := range f.letters {
		e.letters[s] += f.letters[s]
	}
	for s := range f.features {
		e.features[s] += f.features[s]
		for k := range f.sums[s] {
			e.sums[s][k] += f.sums[s][k]
		}
	}
}

// Letters returns how many letters there are; those of a script that tells its language
// count twice.
func (e *Evidence) Letters() int {
	n := 0
	for s, m := range e.letters {
		if script(s) >= read {
			m *= 2
		}
		n += m
	}
	return n
}

// script returns the script in which most of the text is. A sign of Chinese says as
// much as some letters, and Japanese is written in three scripts.
func (e *Evidence) script() script {
	n := e.letters
	if n[kana]*20 >= n[han] {
		n[kana] += n[han]
		n[han] = 0
	}
	n[han] *= 3
	n[kana] *= 2
	n[hangul] *= 2
	best := none
	for s := range n {
		if n[s] > n[best] {
			best = script(s)
		}
	}
	return best
}

// Guess returns the language of the text. Hint is what the page or the record says that
// it is, "" if nothing: it counts as much as some words do, and decides where the text
// does not.
func (e *Evidence) Guess(hint string) Guess {
	hint = base(hint)
	s := e.script()
	switch {
	case s == none:
		if hint == "" {
			return Guess{Unknown, 0}
		}
		return Guess{hint, 0}
	case s >= read:
		if s == other {
			return Guess{Unknown, 1}
		}
		return Guess{s.tells(), 1}
	}
	best, most := "", int64(0)
	all := e.chances(s, hint, func(language string, x int64) {
		if x > most {
			best, most = language, x
		}
	})
	g := Guess{best, float64(most) / float64(all)}
	if e.Letters() < few && 2*most < all {
		g.Language = Unknown
		if hint != "" {
			g = Guess{hint, e.Chance(hint, hint)}
		}
	}
	return g
}

// few letters do not tell a language that is not likely by them: the page's own word
// holds, or it stays unknown.
const few = 20

// Chance returns how likely the text is in language.
func (e *Evidence) Chance(language, hint string) float64 {
	s := e.script()
	if s == none {
		return 0
	}
	if s >= read {
		if s.tells() == language {
			return 1
		}
		return 0
	}
	one := int64(0)
	all := e.chances(s, base(hint), func(l string, x int64) {
		if l == language {
			one += x
		}
	})
	return float64(one) / float64(all)
}

// renamed are codes of old and of languages that are written in several ways, with the
// ones that stand for them here.
const renamed = "no:nb iw:he in:id ji:yi sh:sr"

// base returns the language of a tag: "pt" of "pt-BR", "nb" of "no".
func base(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	for pair := range strings.FieldsSeq(renamed) {
		if old, now, _ := strings.Cut(pair, ":"); old == tag {
			return now
		}
	}
	return tag
}

//go:embed model.bin
var model []byte

// A class is a language in one script.
type class struct {
	language string
	script   script
	bias     int64        // what speaks for it before anything is read, in 65536ths
	weights  [Width]int64 // its view of the numbers of a feature
}

// classes reads what stands behind the slots and rows of the table.
var classes = sync.OnceValue(func() []class {
	var list []class
	for at := model[Rows*(1+Width):]; len(at) >= 16+4*Width; at = at[16+4*Width:] {
		c := class{language: string(bytes.TrimRight(at[:8], "\x00")), script: script(at[8])}
		number := func(i int) int64 { return int64(int32(binary.LittleEndian.Uint32(at[i:]))) }
		c.bias = number(12)
		for k := range c.weights {
			c.weights[k] = number(16 + 4*k)
		}
		list = append(list, c)
	}
	return list
})

// hinted is what a hint speaks for, in 65536ths: as much as makes one in twenty even.
const hinted = 3 << 16

// chances calls f with the classes of script s and how likely each is, and returns the
// sum of those.
func (e *Evidence) chances(s script, hint string, f func(language string, x int64)) (all int64) {
	n := int64(max(1, e.features[s]))
	top := int64(math.MinInt64)
	list := classes()
	scores := make([]int64, len(list))
	for i := range list {
		c := &list[i]
		if c.script != s {
			continue
		}
		x := int64(0)
		for k, v := range e.sums[s] {
			x += int64(v) * c.weights[k]
		}
		x = x/n + c.bias
		if hint != "" && c.language == hint {
			x += hinted
		}
		scores[i] = x
		top = max(top, x)
	}
	for i := range list {
		if list[i].script == s {
			x := exp(scores[i] - top)
			f(list[i].language, x)
			all += x
		}
	}
	return all
}

// exp returns e to the power of x, which is not above 0, in 2^-30; x in 65536ths.
func exp(x int64) int64 {
	y := -x * 94548 >> 16 // as a power of two
	k, f := y>>16, y&0xFFFF
	if k > 30 {
		return 0
	}
	// 2^-f by its series
	z := f * 744261118 >> 16 // f times the logarithm of 2, in 2^-30
	sum, term := int64(1<<30), int64(1<<30)
	for i := int64(1); i <= 8; i++ {
		term = -(term * z >> 30) / i
		sum += term
	}
	return sum >> k
}

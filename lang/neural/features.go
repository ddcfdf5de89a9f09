package neural

import "unicode"

// A Bag collects the features of a word as hashes. Each gets the number of its
// template, Kind, mixed in, which then goes up by one: what says "the word is
// saying" and what says "the word before is saying" are two features.
type Bag struct {
	Features []uint64
	Kind     uint64
}

// Add adds a feature.
func (b *Bag) Add(v uint64) {
	b.Features = append(b.Features, Mix(b.Kind, v))
	b.Kind++
}

// HashStart is the hash of no bytes, and HashByte that of one more (FNV-1a).
const HashStart = 14695981039346656037

// HashByte returns the hash of the bytes whose hash is h, and c.
func HashByte(h uint64, c byte) uint64 { return (h ^ uint64(c)) * 1099511628211 }

// Hash returns the hash of the bytes of s.
func Hash(s string) uint64 {
	h := uint64(HashStart)
	for i := 0; i < len(s); i++ {
		h = HashByte(h, s[i])
	}
	return h
}

// Mix combines two hashes so that every bit of both counts in the upper bits.
func Mix(a, b uint64) uint64 {
	h := a ^ (b*0x9E3779B97F4A7C15 + 0x7F4A7C15 + (a << 6) + (a >> 2))
	h ^= h >> 31
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 27
	h *= 0x94D049BB133111EB
	return h ^ h>>32
}

// Outline hashes the pattern of capitals, small letters and digits, runs cut to
// two: "McKay" has the shape of "McDonald", "2,500" that of "12,000".
func Outline(s string) uint64 {
	h := uint64(HashStart + 2)
	var last, before byte
	for _, r := range s {
		var c byte
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLower(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		case r == '’' || r == '‘':
			c = '\''
		case r == '“' || r == '”':
			c = '"'
		default:
			c = byte(r)
		}
		if c == last && c == before {
			continue
		}
		last, before = c, last
		h = HashByte(h, c)
	}
	return h
}

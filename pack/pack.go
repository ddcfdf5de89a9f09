// Package pack writes what is known of a report as few bytes, and reads it back.
//
// In comes a value, out come bytes from which the same value is read again. The packages
// that look at many reports keep so what one report tells, since to find it out again takes
// its text. A type says once, in one method with a [Coder], what it consists of; the coder
// writes or reads it. Words that stand there before are written as the number of their first
// place, and words that many reports have are one string in memory ([Names]).
//
// The bytes say nothing of themselves: whoever keeps them keeps a version with them, and
// throws them away when it is not the program's own. Bytes that are none of a coder's are
// an error, never a panic.
package pack

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"assay"
)

// Names are the words that were read, each once, and values that many reports have. They are
// for one goroutine.
type Names struct {
	words  map[string]string
	values map[any]any
}

// NewNames returns names of which none was read.
func NewNames() *Names { return &Names{map[string]string{}, map[any]any{}} }

// Once returns the value that make makes of key: the one that it made before, while c reads
// with names.
func Once[K comparable, V any](c *Coder, key K, make func() V) V {
	if c.names == nil {
		return make()
	}
	if v, ok := c.names.values[key].(V); ok {
		return v
	}
	v := make()
	c.names.values[key] = v
	return v
}

// A Coder writes values, or reads them.
type Coder struct {
	buf     []byte // what was written, or is left to read
	reading bool
	bad     bool
	at      map[string]int // writing: the words that were written
	words   []string       // reading: those that were read
	names   *Names
}

// Bytes returns what write writes.
func Bytes(write func(*Coder)) []byte {
	c := &Coder{at: map[string]int{}}
	write(c)
	return c.buf
}

// Read lets read read what was written as b. Words are taken from names, and put there.
func Read(b []byte, names *Names, read func(*Coder)) error {
	c := &Coder{buf: b, reading: true, names: names}
	read(c)
	if c.bad || len(c.buf) > 0 {
		return fmt.Errorf("%w: packed values cannot be read", assay.ErrInvalid)
	}
	return nil
}

// Reading reports whether values are read.
func (c *Coder) Reading() bool { return c.reading }

// Uint is a number that is mostly small.
func (c *Coder) Uint(n *uint64) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, *n)
		return
	}
	x, k := binary.Uvarint(c.buf)
	if k <= 0 {
		c.fail()
		x, k = 0, 0
	}
	*n, c.buf = x, c.buf[k:]
}

func (c *Coder) fail() { c.bad, c.buf = true, nil }

// Integer is a number that may be less than nothing.
func Integer[T ~int | ~int32 | ~int64](c *Coder, n *T) {
	x := uint64(*n)<<1 ^ uint64(int64(*n)>>63)
	c.Uint(&x)
	*n = T(int64(x>>1) ^ -int64(x&1))
}

// Small is a number of a byte.
func Small[T ~uint8 | ~int8](c *Coder, n *T) {
	x := uint64(uint8(*n))
	c.Uint(&x)
	*n = T(x)
}

// Yes is some answers.
func (c *Coder) Yes(list ...*bool) {
	var bits uint64
	for i, b := range list {
		if *b {
			bits |= 1 << i
		}
	}
	c.Uint(&bits)
	for i, b := range list {
		*b = bits>>i&1 == 1
	}
}

// Part is what part writes, which can be passed over: want tells whether it is to be read.
func (c *Coder) Part(want bool, part func(*Coder)) {
	var b []byte
	if !c.reading {
		b = Bytes(part)
	}
	n := uint64(len(b))
	if c.Uint(&n); !c.reading {
		c.buf = append(c.buf, b...)
		return
	}
	if n > uint64(len(c.buf)) {
		c.fail()
		return
	}
	b, c.buf = c.buf[:n], c.buf[n:]
	if want && Read(b, c.names, part) != nil {
		c.fail()
	}
}

// Float is a number, to its last bit; most have few digits behind the point.
func (c *Coder) Float(x *float64) {
	const asBits = 7 // behind the point, which means its bits
	var n uint64
	if !c.reading {
		n = asBits
		for digits, ten := range tens {
			if k := math.Round(*x * ten); math.Abs(k) < 1<<50 && math.Float64bits(float64(int64(k))/ten) == math.Float64bits(*x) {
				n = (uint64(int64(k))<<1^uint64(int64(k)>>63))<<3 | uint64(digits)
				break
			}
		}
		if c.Uint(&n); n == asBits {
			c.buf = binary.LittleEndian.AppendUint64(c.buf, math.Float64bits(*x))
		}
		return
	}
	if c.Uint(&n); n&7 != asBits {
		k := n >> 3
		*x = float64(int64(k>>1)^-int64(k&1)) / tens[n&7]
		return
	}
	if len(c.buf) < 8 {
		c.fail()
		return
	}
	*x, c.buf = math.Float64frombits(binary.LittleEndian.Uint64(c.buf)), c.buf[8:]
}

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6}

// Amount is a number that may not be known; most are whole.
func (c *Coder) Amount(a *assay.Amount) {
	n, known := a.Number()
	whole := known && n == math.Trunc(n) && math.Abs(n) < 1<<52
	c.Yes(&known, &whole)
	switch {
	case whole:
		k := int64(n)
		Integer(c, &k)
		n = float64(k)
	case known:
		c.Float(&n)
	}
	if c.reading {
		if *a = (assay.Amount{}); known {
			*a = assay.Known(n)
		}
	}
}

// Text is words.
func Text[T ~string](c *Coder, s *T) {
	if !c.reading {
		k, again := c.at[string(*s)]
		if again {
			c.buf = binary.AppendUvarint(c.buf, uint64(k)+1)
			return
		}
		c.at[string(*s)] = len(c.at)
		c.buf = append(binary.AppendUvarint(append(c.buf, 0), uint64(len(*s))), *s...)
		return
	}
	var n uint64
	c.Uint(&n)
	if n > 0 {
		if n > uint64(len(c.words)) {
			c.fail()
			return
		}
		*s = T(c.words[n-1])
		return
	}
	if c.Uint(&n); n > uint64(len(c.buf)) {
		c.fail()
		return
	}
	raw := c.buf[:n]
	c.buf = c.buf[n:]
	var word string
	if c.names == nil {
		word = string(raw)
	} else if known, ok := c.names.words[string(raw)]; ok {
		word = known
	} else {
		word = string(raw)
		c.names.words[word] = word
	}
	c.words = append(c.words, word)
	*s = T(word)
}

// Own is words that no other report has.
func (c *Coder) Own(s *string) {
	n := uint64(len(*s))
	if c.Uint(&n); !c.reading {
		c.buf = append(c.buf, *s...)
		return
	}
	if n > uint64(len(c.buf)) {
		c.fail()
		return
	}
	*s, c.buf = string(c.buf[:n]), c.buf[n:]
}

// Span is where something stands.
func (c *Coder) Span(sp *assay.Span) {
	length := sp.End - sp.Start
	Integer(c, &sp.Start)
	Integer(c, &length)
	sp.End = sp.Start + length
}

// Date is a day, or what is known of one.
func (c *Coder) Date(d *assay.Date) {
	Integer(c, &d.Year)
	Integer(c, &d.Month)
	Integer(c, &d.Day)
}

// Time is a time to the second; it may be the zero time.
func (c *Coder) Time(t *time.Time) {
	known := !t.IsZero()
	c.Yes(&known)
	s := t.Unix()
	if known {
		Integer(c, &s)
	}
	if c.reading {
		if *t = (time.Time{}); known {
			*t = time.Unix(s, 0).UTC()
		}
	}
}

// ID is the id of a report.
func (c *Coder) ID(id *assay.ReportID) {
	if !c.reading {
		c.buf = append(c.buf, id[:]...)
		return
	}
	if len(c.buf) < len(id) {
		c.fail()
		return
	}
	c.buf = c.buf[copy(id[:], c.buf):]
}

// List is a list, of which each is written and read by one.
func List[T any](c *Coder, list *[]T, one func(*T)) {
	n := uint64(len(*list))
	if c.Uint(&n); c.reading {
		if n > uint64(len(c.buf)) { // each takes a byte or more
			c.fail()
			return
		}
		if *list = nil; n > 0 {
			*list = make([]T, n)
		}
	}
	for i := range *list {
		if c.bad {
			return
		}
		one(&(*list)[i])
	}
}

// Texts is a list of words.
func (c *Coder) Texts(list *[]string) { List(c, list, func(s *string) { Text(c, s) }) }

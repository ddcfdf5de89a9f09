// Package thin writes JSON as few bytes, and reads it back byte for byte.
//
// In comes JSON as package encoding/json writes it, out come bytes of which a
// compressor makes much less than it makes of the JSON: keys and what they belong to
// are said once, and what a [Primer] has not at all; hashes, days, ids and numbers are
// written as such; of two places of a text the second is told from the first; and words
// that stand in a text which both sides have are the place where they stand there. An
// object that was written before is the number of that. JSON that is written otherwise,
// and what is no JSON, stays as it is: whatever goes in comes out.
//
// It does not compress: that is the caller's, as it is to keep the text and the primer
// for as long as he keeps the bytes. Bytes that are none of its own are an error, never a
// panic, and make no more than they say they do.
package thin

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Primer has the shapes of objects and the strings that are known beforehand.
type Primer struct {
	shapes  [][]string // the keys, in order
	shapeAt map[string]int
	strings []string
	at      map[string]int
}

// NewPrimer returns a primer of shapes, each its keys in order, and of strings. What was
// packed with it can be read with this one only.
func NewPrimer(shapes [][]string, list []string) *Primer {
	p := &Primer{shapeAt: map[string]int{}, at: map[string]int{}}
	for _, keys := range shapes {
		p.shapeAt[shapeKey(keys)] = len(p.shapes)
		p.shapes = append(p.shapes, keys)
	}
	for _, s := range list {
		p.at[s] = len(p.strings)
		p.strings = append(p.strings, s)
	}
	return p
}

func shapeKey(keys []string) string { return strings.Join(keys, "\"") }

// What a value begins with. Behind the last of these are small numbers.
const (
	asNull = iota
	asTrue
	asFalse
	asInt     // and which
	asDecimal // how many digits stand behind the point, and all digits as one number
	asNumber  // its length and what is written
	asString  // its length and what is written, escapes as they are
	asKnown   // of the primer
	asWords   // in the text: from where, told from the place before, and how long
	asOwn     // those at the span of the object that it is in
	asID      // a letter, and which: "f7"
	asHash    // 32 bytes, with sha256: before them
	asHex     // the same without
	asDay     // "2018-02-04"
	asList    // how many, and they
	asSpan    // two numbers: from where, told from the place before, and how long
	asObject  // which shape, and its values
	asShape   // one that is new: how many keys, and they; and its values
	asAgain   // an object that was there before: which
	asStretch // an object of a Start and an End, as a span
	small
)

// How the whole is written.
const (
	plain = 1 << iota // no JSON of this kind: it follows as it is
	line              // a line feed stands behind it
	lines             // of a list, each stands on a line
	html              // signs of HTML are escaped
)

// Pack returns the bytes that stand for written, which are read back with the same text.
func (p *Primer) Pack(written, text string) []byte {
	k := &packer{primer: p, in: written, text: text, shapes: map[string]int{}, objects: map[string]int{}}
	how := byte(0)
	if strings.HasSuffix(k.in, "\n") {
		how, k.in = how|line, k.in[:len(k.in)-1]
	}
	if strings.HasPrefix(k.in, "[") && strings.Contains(k.in, ",\n") {
		how, k.lines = how|lines, true
	}
	if !strings.ContainsAny(k.in, "<>&") {
		how, k.html = how|html, true
	}
	if k.index() {
		k.out = binary.AppendUvarint(append(k.out, how), uint64(len(written)))
		if k.value(0) && k.at == len(k.in) {
			if back, err := p.Unpack(k.out, text); err == nil && back == written && len(k.out) <= len(written) {
				return k.out
			}
		}
	}
	return append([]byte{plain}, written...)
}

// A packer writes what it reads.
type packer struct {
	primer *Primer
	in     string
	at     int
	text   string
	html   bool
	lines  bool
	out    []byte

	opens   []opened // the brackets, in order
	next    int      // the one that comes next
	shapes  map[string]int
	objects map[string]int
	count   int // of the objects that were written
	last    int // the place before
	finder  finder
}

// An opened bracket: where it is closed, and which opens then.
type opened struct{ end, next int }

// index notes where brackets are closed; false where they are not.
func (k *packer) index() bool {
	var open []int
	for i := 0; i < len(k.in); i++ {
		switch k.in[i] {
		case '{', '[':
			open = append(open, len(k.opens))
			k.opens = append(k.opens, opened{})
		case '}', ']':
			if len(open) == 0 {
				return false
			}
			k.opens[open[len(open)-1]] = opened{i + 1, len(k.opens)}
			open = open[:len(open)-1]
		case '"':
			if i = stringEnd(k.in, i) - 1; i < 0 {
				return false
			}
		}
	}
	return len(open) == 0
}

// stringEnd returns where the string ends that begins at i; 0 if it does not.
func stringEnd(s string, i int) int {
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// most brackets stand in one another.
const deepest = 100

func (k *packer) num(n int)      { k.out = binary.AppendUvarint(k.out, uint64(n)) }
func (k *packer) signed(n int64) { k.out = binary.AppendVarint(k.out, n) }
func (k *packer) place(n int)    { k.signed(int64(n - k.last)); k.last = n }
func (k *packer) put(as byte)    { k.out = append(k.out, as) }

func (k *packer) literal(s string) {
	k.num(len(s))
	k.out = append(k.out, s...)
}

// value writes the value that stands next.
func (k *packer) value(depth int) bool {
	if k.at >= len(k.in) || depth > deepest {
		return false
	}
	switch c := k.in[k.at]; {
	case c == '{':
		return k.object(depth)
	case c == '[':
		return k.list(depth)
	case c == '"':
		end := stringEnd(k.in, k.at)
		if end == 0 {
			return false
		}
		k.string(k.in[k.at+1 : end-1])
		k.at = end
		return true
	}
	end := k.at
	for end < len(k.in) && strings.IndexByte(",]}\n", k.in[end]) < 0 {
		end++
	}
	word := k.in[k.at:end]
	k.at = end
	switch word {
	case "null":
		k.put(asNull)
	case "true":
		k.put(asTrue)
	case "false":
		k.put(asFalse)
	case "":
		return false
	default:
		k.number(word)
	}
	return true
}

func (k *packer) number(word string) {
	whole, part, point := strings.Cut(word, ".")
	n, ok := digits(whole + part)
	switch {
	case ok && !point && n >= 0 && n < 256-small && word[0] != '-':
		k.put(byte(small + n))
	case ok && !point && decimal(n, 0) == word:
		k.put(asInt)
		k.signed(n)
	case ok && point && len(part) < 256 && decimal(n, len(part)) == word:
		k.put(asDecimal)
		k.put(byte(len(part)))
		k.signed(n)
	default:
		k.put(asNumber)
		k.literal(word)
	}
}

// digits reads digits that may have a sign before them.
func digits(s string) (n int64, ok bool) {
	rest := strings.TrimPrefix(s, "-")
	if rest == "" || len(rest) > 18 {
		return 0, false
	}
	for i := range len(rest) {
		if rest[i] < '0' || rest[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(rest[i]-'0')
	}
	if len(rest) < len(s) {
		n = -n
	}
	return n, true
}

// decimal writes n with so many digits behind the point.
func decimal(n int64, behind int) string {
	var b [300]byte
	at := len(b)
	neg := n < 0
	if neg {
		n = -n
	}
	for i := 0; n > 0 || i <= behind; i++ {
		if i == behind && behind > 0 {
			at--
			b[at] = '.'
		}
		at--
		b[at] = byte('0' + n%10)
		n /= 10
	}
	if neg {
		at--
		b[at] = '-'
	}
	return string(b[at:])
}

// string writes what stands between quotation marks.
func (k *packer) string(s string) {
	if n, ok := k.primer.at[s]; ok {
		k.put(asKnown)
		k.num(n)
		return
	}
	if n, ok := numbered(s); ok {
		k.put(asID)
		k.put(s[0])
		k.num(n)
		return
	}
	rest := strings.TrimPrefix(s, hashBegins)
	if len(rest) == 64 {
		if at, n := k.find(s); n > 0 {
			k.put(asWords)
			k.place(at)
			k.num(n)
			return
		}
		if b, ok := unhex(rest); ok {
			if len(rest) < len(s) {
				k.put(asHash)
			} else {
				k.put(asHex)
			}
			k.out = append(k.out, b...)
			return
		}
	}
	if n, ok := dayOf(s); ok {
		k.put(asDay)
		k.signed(int64(n))
		return
	}
	if at, n := k.find(s); n > 0 {
		k.put(asWords)
		k.place(at)
		k.num(n)
		return
	}
	k.put(asString)
	k.literal(s)
}

const hashBegins = "sha256:"

// numbered reads a letter and a number.
func numbered(s string) (n int, ok bool) {
	if len(s) < 2 || len(s) > 7 || s[0] < 'a' || s[0] > 'z' || s[1] == '0' && len(s) > 2 {
		return 0, false
	}
	d, ok := digits(s[1:])
	return int(d), ok && d >= 0 && s[1] != '-'
}

func unhex(s string) ([]byte, bool) {
	b := make([]byte, len(s)/2)
	for i := range s {
		c := strings.IndexByte(hexDigits, s[i])
		if c < 0 {
			return nil, false
		}
		b[i/2] = b[i/2]<<4 | byte(c)
	}
	return b, true
}

const hexDigits = "0123456789abcdef"

// dayOf numbers days, which need not be there.
func dayOf(s string) (n int, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	y, okY := digits(s[:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:])
	if !okY || !okM || !okD || y < 0 || m < 0 || d < 0 {
		return 0, false
	}
	n = (int(y)-2000)*10000 + int(m)*100 + int(d)
	return n, string(appendDay(nil, n)) == s
}

func appendDay(b []byte, n int) []byte {
	n += 2000 * 10000
	if n < 0 || n > 99999999 {
		return b
	}
	y, m, d := n/10000, n/100%100, n%100
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-', byte('0'+m/10), byte('0'+m%10), '-', byte('0'+d/10), byte('0'+d%10))
}

// find returns where in the text a string stands, and how long it is there.
func (k *packer) find(s string) (at, n int) {
	words, ok := k.unescaped(s)
	if !ok || len(words) < found {
		return 0, 0
	}
	if words == k.text {
		return 0, len(words)
	}
	if at, ok := k.finder.find(k.text, words, k.last); ok {
		return at, len(words)
	}
	return 0, 0
}

// unescaped returns what a string says, if this is how it is written.
func (k *packer) unescaped(s string) (string, bool) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, true
	}
	var words string
	if json.Unmarshal([]byte(`"`+s+`"`), &words) != nil {
		return "", false
	}
	return words, string(appendEscaped(nil, words, k.html)) == s
}

// appendEscaped writes s as package encoding/json does.
func appendEscaped(b []byte, s string, html bool) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' && (!html || c != '<' && c != '>' && c != '&') {
			i++
			continue
		}
		size := 1
		var r rune
		if c >= utf8.RuneSelf {
			if r, size = utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError && r != '\u2028' && r != '\u2029' || r == utf8.RuneError && size > 1 {
				i += size
				continue
			}
		}
		b = append(b, s[from:i]...)
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c < utf8.RuneSelf:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		case r == utf8.RuneError:
			b = append(b, `\ufffd`...)
		default:
			b = append(b, '\\', 'u', '2', '0', '2', hexDigits[r&15])
		}
		i += size
		from = i
	}
	return append(b, s[from:]...)
}

// found is how long a string is that is looked for in the text.
const found = 6

// A finder knows where in a text what stands: of each place, the one before that begins alike.
type finder struct{ head, before []int32 }

func begins(s string) uint32 {
	return (uint32(s[0])|uint32(s[1])<<8|uint32(s[2])<<16|uint32(s[3])<<24)*0x9E3779B1>>7 ^ (uint32(s[4])|uint32(s[5])<<8)*0x85EBCA6B>>11
}

// tries is how many places are looked at.
const tries = 24

// find returns the first place from last on where s stands, or else the last before that.
func (f *finder) find(text, s string, last int) (at int, ok bool) {
	if len(text) < len(s) {
		return 0, false
	}
	if f.head == nil {
		size := 1 << 8
		for size < len(text) {
			size <<= 1
		}
		f.head, f.before = make([]int32, size), make([]int32, len(text))
		for i := range len(text) - found + 1 {
			h := begins(text[i:]) & uint32(size-1)
			f.before[i], f.head[h] = f.head[h], int32(i+1)
		}
	}
	for i, n := int(f.head[begins(s)&uint32(len(f.head)-1)])-1, 0; i >= 0 && n < tries; i, n = int(f.before[i])-1, n+1 {
		if !strings.HasPrefix(text[i:], s) {
			continue
		}
		if ok && i < last {
			break
		}
		at, ok = i, true
	}
	return at, ok
}

func (k *packer) list(depth int) bool {
	if from, to, end, ok := span(k.in, k.at); ok {
		k.put(asSpan)
		k.place(from)
		k.num(to - from)
		k.at, k.next = end, k.next+1
		return true
	}
	this := k.opens[k.next]
	k.next++
	lines := k.lines && depth == 0
	n := 0
	for at, next := k.at+1, k.next; at < this.end-1; n++ {
		at, next = k.skip(at, next)
		for at < this.end-1 && (k.in[at] == ',' || k.in[at] == '\n') {
			at++
		}
	}
	k.put(asList)
	k.num(n)
	k.at++
	for i := range n {
		if i > 0 && !k.comma(lines) || !k.value(depth+1) {
			return false
		}
	}
	k.at++
	return k.at == this.end
}

// skip returns where the value ends that begins at at, before which next is the bracket that
// comes next, and that which comes behind it.
func (k *packer) skip(at, next int) (int, int) {
	switch k.in[at] {
	case '{', '[':
		return k.opens[next].end, k.opens[next].next
	case '"':
		return stringEnd(k.in, at), next
	}
	for at++; at < len(k.in) && strings.IndexByte(",]}\n", k.in[at]) < 0; at++ {
	}
	return at, next
}

// comma passes over what stands between two values.
func (k *packer) comma(lines bool) bool {
	if k.at >= len(k.in) || k.in[k.at] != ',' {
		return false
	}
	k.at++
	if !lines {
		return true
	}
	if k.at >= len(k.in) || k.in[k.at] != '\n' {
		return false
	}
	k.at++
	return true
}

// span reads two numbers of which the second is not below the first.
func span(s string, at int) (from, to, end int, ok bool) {
	i := at + 1
	number := func(behind byte) (n int, ok bool) {
		begun := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' && i-begun < 9 {
			n = n*10 + int(s[i]-'0')
			i++
		}
		ok = i > begun && i < len(s) && s[i] == behind && (s[begun] != '0' || i == begun+1)
		i++
		return n, ok
	}
	if from, ok = number(','); !ok {
		return 0, 0, 0, false
	}
	if to, ok = number(']'); !ok || to < from {
		return 0, 0, 0, false
	}
	return from, to, i, true
}

// The keys of a stretch.
const startIs, endIs = `{"Start":`, `"End":`

// startEnd reads an object of a start and an end that is not before it.
func startEnd(s string) (from, to int, ok bool) {
	rest, ok := strings.CutPrefix(s, startIs)
	if !ok {
		return 0, 0, false
	}
	a, rest, _ := strings.Cut(rest, ",")
	rest, ok = strings.CutPrefix(rest, endIs)
	b, ended := strings.CutSuffix(rest, "}")
	x, okX := digits(a)
	y, okY := digits(b)
	ok = ok && ended && okX && okY && x >= 0 && y >= x && y < most && decimal(x, 0) == a && decimal(y, 0) == b
	return int(x), int(y), ok
}

// repeated is how long an object is that may be told by that it was there before.
const repeated = 24

func (k *packer) object(depth int) bool {
	this := k.opens[k.next]
	whole := k.in[k.at:this.end]
	if from, to, ok := startEnd(whole); ok {
		k.put(asStretch)
		k.place(from)
		k.num(to - from)
		k.at, k.next = this.end, this.next
		return true
	}
	if n, ok := k.objects[whole]; ok && len(whole) >= repeated {
		k.put(asAgain)
		k.num(n)
		k.at, k.next = this.end, this.next
		return true
	}
	if len(whole) >= repeated {
		k.objects[whole] = k.count
	}
	k.count++
	k.next++
	keys, ok := k.keys(k.at, this.end)
	if !ok {
		return false
	}
	name := shapeKey(keys)
	if n, ok := k.primer.shapeAt[name]; ok {
		k.put(asObject)
		k.num(n)
	} else if n, ok := k.shapes[name]; ok {
		k.put(asObject)
		k.num(len(k.primer.shapes) + n)
	} else {
		k.shapes[name] = len(k.shapes)
		k.put(asShape)
		k.num(len(keys))
		for _, key := range keys {
			k.literal(key)
		}
	}
	from, to := -1, -1 // its span
	k.at++
	for i, key := range keys {
		if i > 0 {
			k.at++
		}
		k.at += len(key) + len(`"":`)
		if key == "span" && k.at < len(k.in) && k.in[k.at] == '[' {
			if a, b, _, ok := span(k.in, k.at); ok {
				from, to = a, b
			}
		}
		if key == "text" && from >= 0 && to <= len(k.text) && k.at < len(k.in) && k.in[k.at] == '"' {
			end := stringEnd(k.in, k.at)
			if words, ok := k.unescaped(k.in[k.at+1 : end-1]); ok && words == k.text[from:to] {
				k.put(asOwn)
				k.at = end
				continue
			}
		}
		if !k.value(depth + 1) {
			return false
		}
	}
	k.at++
	return k.at == this.end
}

// keys returns the keys of the object at at.
func (k *packer) keys(at, end int) (keys []string, ok bool) {
	next := k.next // the bracket that opens next
	for at++; at < end-1; {
		if len(keys) > 0 {
			if k.in[at] != ',' {
				return nil, false
			}
			at++
		}
		if at >= end || k.in[at] != '"' {
			return nil, false
		}
		behind := stringEnd(k.in, at)
		if behind == 0 || behind >= end || k.in[behind] != ':' {
			return nil, false
		}
		keys = append(keys, k.in[at+1:behind-1])
		at = behind + 1
		if at < end-1 {
			at, next = k.skip(at, next)
		}
	}
	return keys, at == end-1
}

// Unpack returns what was packed.
func (p *Primer) Unpack(b []byte, text string) (string, error) {
	if len(b) == 0 {
		return "", errThin
	}
	if b[0] == plain {
		return string(b[1:]), nil
	}
	u := &unpacker{primer: p, in: b[1:], text: text, html: b[0]&html != 0, lines: b[0]&lines != 0}
	size := u.num()
	if u.bad || size > most {
		return "", errThin
	}
	u.most = size
	u.out = make([]byte, 0, min(size, 64*len(b)+64))
	u.value(0)
	if b[0]&line != 0 {
		u.out = append(u.out, '\n')
	}
	if u.bad || len(u.in) > 0 || len(u.out) != size {
		return "", errThin
	}
	return string(u.out), nil
}

// most is how much is made of packed bytes.
const most = 1 << 30

var errThin = errors.New("packed JSON cannot be read")

// An unpacker writes what a packer read.
type unpacker struct {
	primer *Primer
	in     []byte
	text   string
	html   bool
	lines  bool
	bad    bool
	out    []byte
	most   int

	shapes  [][]string
	objects [][2]int
	last    int
}

func (u *unpacker) fail() { u.bad, u.in = true, nil }

func (u *unpacker) num() int {
	n, size := binary.Uvarint(u.in)
	if size <= 0 || n > most {
		u.fail()
		return 0
	}
	u.in = u.in[size:]
	return int(n)
}

func (u *unpacker) signed() int64 {
	n, size := binary.Varint(u.in)
	if size <= 0 {
		u.fail()
		return 0
	}
	u.in = u.in[size:]
	return n
}

// place is a place in the text, or of another one.
func (u *unpacker) place() int {
	n := u.signed() + int64(u.last)
	if n < 0 || n > most {
		u.fail()
		return 0
	}
	u.last = int(n)
	return u.last
}

func (u *unpacker) take(n int) []byte {
	if n > len(u.in) {
		u.fail()
		return nil
	}
	b := u.in[:n]
	u.in = u.in[n:]
	return b
}

func (u *unpacker) byte() byte {
	if b := u.take(1); b != nil {
		return b[0]
	}
	return asNull
}

func (u *unpacker) write(s string) { u.out = append(u.out, s...) }

// words writes a piece of the text.
func (u *unpacker) words(from, n int) {
	if from < 0 || n < 0 || from > len(u.text) || n > len(u.text)-from || len(u.out)+n > u.most {
		u.fail()
		return
	}
	u.write(`"`)
	u.out = appendEscaped(u.out, u.text[from:from+n], u.html)
	u.write(`"`)
}

func (u *unpacker) value(depth int) (from, to int) {
	if len(u.out) > u.most || depth > deepest {
		u.fail()
	}
	if u.bad {
		return
	}
	as := u.byte()
	if as >= small {
		u.out = appendInt(u.out, int64(as-small))
		return
	}
	switch as {
	case asNull:
		u.write("null")
	case asTrue:
		u.write("true")
	case asFalse:
		u.write("false")
	case asInt:
		u.out = appendInt(u.out, u.signed())
	case asDecimal:
		behind := int(u.byte())
		n := u.signed()
		if n == -1<<63 {
			u.fail()
			return
		}
		u.write(decimal(n, behind))
	case asNumber:
		u.out = append(u.out, u.take(u.num())...)
	case asString:
		u.quoted(string(u.take(u.num())))
	case asKnown:
		n := u.num()
		if n >= len(u.primer.strings) {
			u.fail()
			return
		}
		u.quoted(u.primer.strings[n])
	case asWords:
		from := u.place()
		u.words(from, u.num())
	case asID:
		u.out = append(u.out, '"', u.byte())
		u.out = appendInt(u.out, int64(u.num()))
		u.write(`"`)
	case asHash, asHex:
		u.write(`"`)
		if as == asHash {
			u.write(hashBegins)
		}
		for _, c := range u.take(32) {
			u.out = append(u.out, hexDigits[c>>4], hexDigits[c&15])
		}
		u.write(`"`)
	case asDay:
		u.write(`"`)
		n := u.signed()
		if n < -1<<30 || n > 1<<30 {
			u.fail()
			return
		}
		u.out = appendDay(u.out, int(n))
		u.write(`"`)
	case asSpan:
		from = u.place()
		to = from + u.num()
		u.write("[")
		u.out = appendInt(u.out, int64(from))
		u.write(",")
		u.out = appendInt(u.out, int64(to))
		u.write("]")
		return from, to
	case asStretch:
		from := u.place()
		to := from + u.num()
		u.write(startIs)
		u.out = appendInt(u.out, int64(from))
		u.write("," + endIs)
		u.out = appendInt(u.out, int64(to))
		u.write("}")
	case asList:
		u.list(depth)
	case asObject:
		n := u.num()
		switch known := len(u.primer.shapes); {
		case n < known:
			u.object(u.primer.shapes[n], depth)
		case n-known < len(u.shapes):
			u.object(u.shapes[n-known], depth)
		default:
			u.fail()
		}
	case asShape:
		n := u.num()
		if n > len(u.in) {
			u.fail()
			return
		}
		keys := make([]string, n)
		for i := range keys {
			keys[i] = string(u.take(u.num()))
		}
		u.shapes = append(u.shapes, keys)
		u.object(keys, depth)
	case asAgain:
		n := u.num()
		if n >= len(u.objects) || u.objects[n][1] == 0 {
			u.fail()
			return
		}
		piece := u.objects[n]
		if len(u.out)+piece[1]-piece[0] > u.most {
			u.fail()
			return
		}
		u.out = append(u.out, u.out[piece[0]:piece[1]]...)
	default:
		u.fail()
	}
	return 0, -1
}

func appendInt(b []byte, n int64) []byte {
	if n >= 0 && n < 10 {
		return append(b, byte('0'+n))
	}
	return append(b, decimal(n, 0)...)
}

func (u *unpacker) quoted(s string) {
	u.write(`"`)
	u.write(s)
	u.write(`"`)
}

func (u *unpacker) list(depth int) {
	n := u.num()
	u.write("[")
	for i := range n {
		if i > 0 {
			u.write(",")
			if u.lines && depth == 0 {
				u.write("\n")
			}
		}
		if u.value(depth + 1); u.bad {
			return
		}
	}
	u.write("]")
}

func (u *unpacker) object(keys []string, depth int) {
	this := len(u.objects)
	u.objects = append(u.objects, [2]int{len(u.out), 0})
	u.write("{")
	from, to := -1, -1
	for i, key := range keys {
		if i > 0 {
			u.write(",")
		}
		u.quoted(key)
		u.write(":")
		if key == "text" && len(u.in) > 0 && u.in[0] == asOwn {
			u.in = u.in[1:]
			u.words(from, to-from)
			continue
		}
		a, b := u.value(depth + 1)
		if key == "span" {
			from, to = a, b
		}
		if u.bad {
			return
		}
	}
	u.write("}")
	u.objects[this][1] = len(u.out)
}

// Learn returns the shapes of objects and the strings that samples have in common: what
// stands in so many of a thousand of them, the most frequent first.
func Learn(samples []string, ofThousand int) (shapes [][]string, list []string) {
	type seen struct {
		keys []string
		n    int
		last int
	}
	all := [2]map[string]*seen{{}, {}}
	note := func(kind int, name string, keys []string, sample int) {
		s := all[kind][name]
		if s == nil {
			s = &seen{keys: keys, last: -1}
			all[kind][name] = s
		}
		if s.last != sample {
			s.n, s.last = s.n+1, sample
		}
	}
	var walk func(k *packer, sample, depth int)
	walk = func(k *packer, sample, depth int) {
		switch k.in[k.at] {
		case '{', '[':
			this := k.opens[k.next]
			k.next++
			if k.in[k.at] == '{' {
				keys, ok := k.keys(k.at, this.end)
				if ok && len(keys) > 0 {
					note(0, shapeKey(keys), keys, sample)
				}
				k.at++
				for i, key := range keys {
					if i > 0 {
						k.at++
					}
					k.at += len(key) + len(`"":`)
					walk(k, sample, depth+1)
				}
				k.at++
				return
			}
			for k.at++; k.at < this.end-1; {
				if strings.IndexByte(",\n", k.in[k.at]) >= 0 {
					k.at++
					continue
				}
				walk(k, sample, depth+1)
			}
			k.at++
		case '"':
			end := stringEnd(k.in, k.at)
			s := k.in[k.at+1 : end-1]
			if _, id := numbered(s); !id && len(s) > 0 && len(s) < 40 {
				note(1, s, nil, sample)
			}
			k.at = end
		default:
			k.at, _ = k.skip(k.at, k.next)
		}
	}
	for i, s := range samples {
		k := &packer{in: strings.TrimSuffix(s, "\n")}
		if json.Valid([]byte(k.in)) && k.index() && k.in != "" {
			walk(k, i, 0)
		}
	}
	for kind := range all {
		var names []string
		for name, s := range all[kind] {
			if s.n*1000 >= ofThousand*len(samples) {
				names = append(names, name)
			}
		}
		slices.SortFunc(names, func(a, b string) int {
			if d := all[kind][b].n - all[kind][a].n; d != 0 {
				return d
			}
			return strings.Compare(a, b)
		})
		for _, name := range names {
			if kind == 0 {
				shapes = append(shapes, all[0][name].keys)
			} else {
				list = append(list, name)
			}
		}
	}
	return shapes, list
}

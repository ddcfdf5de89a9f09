package ingest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"assay/trail"
)

// decode turns raw into UTF-8 with the way back. The note says what is doubtful
// about the result; the error that raw is no text. UTF-8 without a byte order
// mark is taken as it is.
func decode(raw []byte, hint string) (dec trail.Text, note string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return dec, "", errWide
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		dec, note = decodeUTF16(raw, 2, binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		dec, note = decodeUTF16(raw, 2, binary.BigEndian)
	default:
		if order := unmarkedUTF16(raw); order != nil {
			dec, note = decodeUTF16(raw, 0, order)
			break
		}
		if at := bytes.IndexByte(raw, 0); at >= 0 {
			return dec, "", errNUL(at)
		}
		dec, note = decodeBytes(raw, hint)
	}
	dec.Close(len(raw))
	if at := bytes.IndexByte(dec.Bytes, 0); at >= 0 {
		return dec, "", errNUL(int(dec.Steps.Raw(int32(at))))
	}
	return dec, note, nil
}

func decodeBytes(raw []byte, hint string) (dec trail.Text, note string) {
	if bytes.HasPrefix(raw, []byte("\ufeff")) {
		dec.Add(string(raw[3:]), 3)
		if utf8.Valid(raw) {
			return dec, ""
		}
		return mendUTF8(raw, 3)
	}
	if utf8.Valid(raw) && !bytes.Contains(raw[:min(len(raw), 4096)], []byte("\x1b$")) {
		return trail.Text{Bytes: raw}, ""
	}
	if good, bad := countUTF8(raw); good > 0 && good >= bad {
		return mendUTF8(raw, 0)
	}
	enc, name, sure := guess(raw, hint)
	dec = decodeLegacy(raw, enc)
	if !sure {
		note = fmt.Sprintf("encoding guessed: %s; if names look wrong, save the input as UTF-8", name)
	}
	return dec, note
}

// countUTF8 counts the characters beyond ASCII that are good UTF-8, and the
// bytes that are not. A few bad bytes among many good characters are damage; a
// text in an older encoding has hardly a good one.
func countUTF8(raw []byte) (good, bad int) {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good, bad
}

// mendUTF8 puts U+FFFD in the place of each byte that is no UTF-8.
func mendUTF8(raw []byte, from int) (dec trail.Text, note string) {
	bad, first := 0, 0
	for i := from; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			if bad == 0 {
				first = i
			}
			bad++
			dec.Add("\ufffd", i)
		} else {
			dec.Add(string(raw[i:i+n]), i)
		}
		i += n
	}
	return dec, fmt.Sprintf("broken UTF-8: %d bytes, the first at byte %d, are shown as \ufffd; fetch it again if words are lost", bad, first)
}

// unmarkedUTF16 returns the byte order of UTF-16 that has no byte order mark, or
// nil. In English every second byte of it is 0, and no other is.
func unmarkedUTF16(raw []byte) binary.ByteOrder {
	head := raw[:min(len(raw), 4096)&^1]
	if len(head) < 8 || len(raw)%2 == 1 {
		return nil
	}
	var zero [2]int
	for i, b := range head {
		if b == 0 {
			zero[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zero[0] == 0 && zero[1]*10 >= half*7:
		return binary.LittleEndian
	case zero[1] == 0 && zero[0]*10 >= half*7:
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(raw []byte, from int, order binary.ByteOrder) (dec trail.Text, note string) {
	bad := 0
	i := from
	for ; i+1 < len(raw); i += 2 {
		at := i
		r := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+3 < len(raw) {
				low = rune(order.Uint16(raw[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += 2
			} else {
				bad++
			}
		}
		dec.Add(string(r), at)
	}
	if i < len(raw) {
		bad++
		dec.Add("\ufffd", i)
	}
	if bad > 0 {
		note = fmt.Sprintf("broken UTF-16: %d characters are shown as \ufffd", bad)
	}
	return dec, note
}

// labelled is how pages and servers say in which encoding a page is.
const labelled = "charset"

var declaredXML = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)`)

// guess names the encoding of bytes that are not UTF-8: by what the page
// declares, else by the bytes.
func guess(raw []byte, hint string) (enc encoding.Encoding, name string, sure bool) {
	if hint != "" && (strings.Contains(hint, labelled) || bytes.Contains(bytes.ToLower(raw[:min(len(raw), 1024)]), []byte(labelled))) {
		if enc, name, _ = charset.DetermineEncoding(raw, hint); legacy(name) {
			return enc, name, true
		}
	}
	if m := declaredXML.FindSubmatch(raw[:min(len(raw), 256)]); hint != "" && m != nil {
		if enc, name = charset.Lookup(string(m[1])); enc != nil && legacy(name) {
			return enc, name, true
		}
	}
	beyond := 0
	for _, b := range raw {
		if b >= 0x80 {
			beyond++
		}
	}
	if beyond > 0 && westernMarks(raw) {
		return charmap.Windows1252, "windows-1252", true
	}
	res, err := chardet.NewTextDetector().DetectBest(raw[:min(len(raw), 1<<16)])
	if err == nil {
		if enc, name = charset.Lookup(res.Charset); enc != nil && legacy(name) {
			return enc, name, res.Confidence >= 50 && (beyond >= enoughBeyond || beyond == 0)
		}
	}
	return charmap.Windows1252, "windows-1252", false
}

// legacy reports whether an encoding is one that bytes which are no UTF-8 can be in.
func legacy(name string) bool { return name != "utf-8" && name != "replacement" }

// enoughBeyond is how many bytes beyond ASCII a guess must rest on: one "é" may
// as well be another letter of another alphabet. None at all is ISO-2022, which
// gives itself away by its escape sequences.
const enoughBeyond = 4

// westernMarks reports whether all bytes beyond ASCII are the quotation marks,
// dashes, dots and spaces of windows-1252, as in English from an older program.
func westernMarks(raw []byte) bool {
	for _, b := range raw {
		if b >= 0x80 && !strings.ContainsRune("\u0085\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u00a0", rune(b)) {
			return false
		}
	}
	return true
}

// decodeLegacy decodes character by character, so that each leads back.
func decodeLegacy(raw []byte, enc encoding.Encoding) (dec trail.Text) {
	if cm, ok := enc.(*charmap.Charmap); ok {
		for i, b := range raw {
			dec.Add(string(cm.DecodeByte(b)), i)
		}
		return dec
	}
	var buf [64]byte
	tr := enc.NewDecoder().Transformer
	for i := 0; i < len(raw); {
		used := 0
		for n := 1; used == 0 && n <= 16; n++ {
			end := min(i+n, len(raw))
			nDst, nSrc, err := tr.Transform(buf[:], raw[i:end], end == len(raw))
			if err == transform.ErrShortSrc && nSrc == 0 && end < len(raw) {
				continue // half a character
			}
			used = nSrc
			// A bad byte and the good one after it may come out together.
			k := 0
			for _, r := range string(buf[:nDst]) {
				dec.Add(string(r), min(i+k, i+max(nSrc, 1)-1))
				k++
			}
			if nSrc == 0 && end == len(raw) {
				break
			}
		}
		if used == 0 { // no decoder does this; go on all the same
			dec.Add("\ufffd", i)
			used = 1
		}
		i += used
	}
	return dec
}

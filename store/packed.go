package store

import (
	"database/sql"
	"embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	once "sync"

	"assay"
	"assay/thin"

	"github.com/klauspost/compress/zstd"
)

// What of the ledger is long stands in the file packed: JSON as package thin writes it, and
// that, like all else, compressed with dictionaries that are part of the program (Zstandard,
// RFC 8878; docs/ledger-file.md). It is packed when a row is put and unpacked when it is
// read, by [sealed] alone: whoever reads rows or writes them has cells as they always were,
// and of those are the digests. Dictionaries and primer are never changed: what was packed
// with them can be read with no others. New ones have new kinds.

// A packed column of a table holds some of its cells.
type packed struct {
	column string   // in the file
	cells  []string // in order
	kind   kind
}

// A kind says how cells are packed.
type kind uint8

// Each has a dictionary; the numbers stand in files.
const (
	kindText kind = iota + 1
	kindReport
	kindRows
	kindTold // until the words of a report were written once
	kindRest
	kindTold2
)

//go:embed packed
var packedFiles embed.FS

var kindNames = [...]string{kindText: "text", kindReport: "report", kindRows: "rows", kindTold: "told", kindRest: "rest", kindTold2: "told2"}

// A press compresses what is of one kind.
type press struct {
	in  *zstd.Encoder
	out *zstd.Decoder
}

var presses = [...]func() *press{kindText: newPress(kindText), kindReport: newPress(kindReport), kindRows: newPress(kindRows), kindTold: newPress(kindTold), kindRest: newPress(kindRest), kindTold2: newPress(kindTold2, kindTold)}

// newPress has the dictionary of k; what it reads may have those of others, which frames name.
func newPress(k kind, others ...kind) func() *press {
	return once.OnceValue(func() *press {
		var in []zstd.EOption
		out := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostUnpacked), zstd.WithDecoderLowmem(true)}
		var dicts [][]byte
		for _, k := range append([]kind{k}, others...) {
			if dict, err := packedFiles.ReadFile("packed/" + kindNames[k] + ".dict"); err == nil {
				dicts = append(dicts, dict)
			}
		}
		if len(dicts) > 0 {
			in, out = append(in, zstd.WithEncoderDict(dicts[0])), append(out, zstd.WithDecoderDicts(dicts...))
		}
		var err error
		p := &press{}
		p.in, err = zstd.NewWriter(nil, append(in, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithSingleSegment(true), zstd.WithEncoderLevel(zstd.SpeedBetterCompression))...)
		if err == nil {
			p.out, err = zstd.NewReader(nil, out...)
		}
		if err != nil {
			panic(err) // the dictionaries are part of the program
		}
		return p
	})
}

// mostUnpacked is how much is made of packed bytes.
const mostUnpacked = 1 << 30

// magic is what every frame of Zstandard begins with, which is left out.
const magic = "\x28\xb5\x2f\xfd"

// How bytes were compressed.
const (
	notAtAll = iota
	byZstd
)

// leastSqueezed is from what size on it is worth while; what is shorter is mostly hashes.
const leastSqueezed = 160

// squeeze compresses b.
func squeeze(k kind, b []byte) []byte {
	if len(b) < leastSqueezed {
		return append([]byte{notAtAll}, b...)
	}
	out := presses[k]().in.EncodeAll(b, make([]byte, 1, len(b)/2+64))
	if len(out)-len(magic) >= len(b)+1 {
		return append([]byte{notAtAll}, b...)
	}
	out = out[len(magic):]
	out[0] = byZstd
	return out
}

func stretch(k kind, b []byte) ([]byte, error) {
	switch {
	case len(b) == 0:
	case b[0] == notAtAll:
		return b[1:], nil
	case b[0] == byZstd:
		return presses[k]().out.DecodeAll(append([]byte(magic), b[1:]...), nil)
	}
	return nil, errAltered
}

// primer is what JSON in ledgers has in common.
var primer = once.OnceValue(func() *thin.Primer {
	var known struct {
		Shapes  [][]string
		Strings []string
	}
	if b, err := packedFiles.ReadFile("packed/primer.json"); err == nil {
		if err := json.Unmarshal(b, &known); err != nil {
			panic(err) // it is part of the program
		}
	}
	return thin.NewPrimer(known.Shapes, known.Strings)
})

// packJSON and unpackJSON are for what is packed by itself.
func packJSON(written string) []byte { return squeeze(kindRest, primer().Pack(written, "")) }

func unpackJSON(b []byte) (string, error) {
	b, err := stretch(kindRest, b)
	if err != nil {
		return "", errAltered
	}
	written, err := primer().Unpack(b, "")
	if err != nil {
		return "", errAltered
	}
	return written, nil
}

// A setting is what is known of a report besides a row, and needed to read it: of flat rows
// what each of them has of the report, and its text.
type setting struct {
	n                   int64
	id, path, published sql.NullString
	packed              []byte // the text

	text string
	head string
	done bool
}

// open unpacks the text.
func (st *setting) open() error {
	if st.done {
		return nil
	}
	b, err := stretch(kindText, st.packed)
	if err != nil {
		return errAltered
	}
	var head []byte
	for _, cell := range []any{st.id.String, st.path.String, null(st.published.String)} {
		if head, err = appendCell(append(head, ','), cell); err != nil {
			return err
		}
	}
	st.text, st.head, st.done = string(b), string(head), true
	return nil
}

// withColumns is the text of a report with what else of its line stands in columns behind it,
// where it is looked for when the line is packed.
func withColumns(text string, cells []any) string {
	parts := []string{text}
	for _, c := range cells[:6] {
		if s, ok := c.(string); ok {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n")
}

// textOf returns the text that the line of a report has, by what stands around it; "" where
// that is otherwise.
func textOf(line string) string {
	const before = `,"text":"`
	at := strings.Index(line, before)
	if at < 0 {
		return ""
	}
	at += len(before) - 1
	var text string
	if json.NewDecoder(strings.NewReader(line[at:])).Decode(&text) != nil {
		return ""
	}
	return text
}

// pack returns the cells as the file has them; about is what is known of the report that flat
// rows are of.
func (t *sealed) pack(cells []any, about *setting) ([]any, error) {
	if len(t.packed) == 0 {
		return cells, nil
	}
	var out []any
	for i, c := range t.columns {
		if !t.isPacked(c) {
			out = append(out, cells[i])
		}
	}
	text, err := t.context(cells, about)
	if err != nil {
		return nil, err
	}
	for _, p := range t.packed {
		var b []byte
		switch p.kind {
		case kindText:
			line, _ := cells[slices.Index(t.columns, p.cells[0])].(string)
			b = []byte(textOf(line))
			text = withColumns(string(b), cells)
		case kindTold2:
			b, _ = cells[slices.Index(t.columns, p.cells[0])].([]byte)
		case kindRows:
			rows, _ := cells[slices.Index(t.columns, p.cells[0])].(string)
			if err := about.open(); err != nil {
				return nil, err
			}
			b = append([]byte{asLaid}, primer().Pack(rows, about.text)...)
			if short, ok := slim(rows, about.head); ok {
				b = append([]byte{slimmed}, primer().Pack(short, about.text)...)
			}
		default:
			for i, c := range p.cells {
				written, ok := cells[slices.Index(t.columns, c)].(string)
				if !ok {
					return nil, fmt.Errorf("%w: %s of %s is no text", assay.ErrInvalid, c, t.name)
				}
				part := primer().Pack(written, text)
				if i < len(p.cells)-1 {
					b = binary.AppendUvarint(b, uint64(len(part)))
				}
				b = append(b, part...)
			}
		}
		out = append(out, squeeze(p.kind, b))
	}
	return out, nil
}

// unpack returns the cells of what the file has.
func (t *sealed) unpack(stored []any, about *setting) ([]any, error) {
	if len(t.packed) == 0 {
		return stored, nil
	}
	cells := make([]any, len(t.columns))
	for i, c := range t.columns {
		if !t.isPacked(c) {
			cells[i], stored = stored[0], stored[1:]
		}
	}
	text, err := t.context(cells, about)
	if err != nil {
		return nil, errAltered
	}
	for i, p := range t.packed {
		b, _ := stored[i].([]byte)
		b, err := stretch(p.kind, b)
		if err != nil {
			return nil, errAltered
		}
		switch p.kind {
		case kindText:
			text = withColumns(string(b), cells)
			continue
		case kindTold2:
			cells[slices.Index(t.columns, p.cells[0])] = b
			continue
		case kindRows:
			err := about.open()
			var rows string
			if err == nil && len(b) > 0 {
				rows, err = primer().Unpack(b[1:], about.text)
			}
			if err == nil && len(b) > 0 && b[0] == slimmed {
				rows, err = full(rows, about.head)
			}
			if err != nil {
				return nil, errAltered
			}
			cells[slices.Index(t.columns, p.cells[0])] = rows
			continue
		}
		for i, c := range p.cells {
			part := b
			if i < len(p.cells)-1 {
				size, n := binary.Uvarint(b)
				if n <= 0 || size > uint64(len(b)-n) {
					return nil, errAltered
				}
				part, b = b[n:n+int(size)], b[n+int(size):]
			}
			written, err := primer().Unpack(part, text)
			if err != nil {
				return nil, errAltered
			}
			cells[slices.Index(t.columns, c)] = written
		}
	}
	return cells, nil
}

// context is what else is known where cells are packed that quote it: of a story the id of the
// report that it has its name from, and what that is.
func (t *sealed) context(cells []any, about *setting) (string, error) {
	if t.name != sealedStories.name {
		return "", nil
	}
	id, _ := cells[0].(string)
	if about == nil || about.packed == nil {
		return id, nil
	}
	err := about.open()
	return id + "\n" + about.path.String + "\n" + about.text, err
}

func (t *sealed) isPacked(column string) bool {
	return slices.ContainsFunc(t.packed, func(p packed) bool { return slices.Contains(p.cells, column) })
}

// unpacked is t as it was before anything was packed.
func (t *sealed) unpacked() *sealed { return &sealed{t.name, t.columns, t.order, nil} }

// ofReports reports whether the rows of t are read with what is known of the report that has
// their number.
func (t *sealed) ofReports() bool {
	return t.ofRows() || t.name == sealedStories.name && t.packed != nil
}

// ofRows reports whether the rows of t are flat rows of reports.
func (t *sealed) ofRows() bool { return len(t.packed) == 1 && t.packed[0].kind == kindRows }

// ofFound reports whether the file has t in the rows of reports, and t is a view of these.
func (t *sealed) ofFound() bool { return t.ofRows() || t == sealedTold }

// stored are the columns that the file has, without n and digest.
func (t *sealed) stored() (list []string) {
	for _, c := range t.columns {
		if !t.isPacked(c) {
			list = append(list, c)
		}
	}
	for _, p := range t.packed {
		list = append(list, p.column)
	}
	return list
}

// How flat rows are packed.
const (
	asLaid = iota
	slimmed
)

// slim is flat rows of a report without what they have in common, head, and without the words
// by which each is found, as far as its cells have them: these are a list, of the numbers of
// cells and of words that none has. ok is false where rows are laid otherwise.
func slim(rows, head string) (short string, ok bool) {
	inner, begun := strings.CutPrefix(rows, "[")
	inner, ended := strings.CutSuffix(inner, "]")
	if !begun || !ended || inner == "" {
		return "", false
	}
	b := []byte{'['}
	for i, row := range strings.Split(inner, ",\n") {
		cells, ok := rawCells(row)
		if !ok || len(cells) < 7 || cells[2] == "" || cells[2][0] != '"' || ","+cells[3]+","+cells[4]+","+cells[5] != head {
			return "", false
		}
		if i > 0 {
			b = append(b, ",\n"...)
		}
		b = append(b, '[')
		b = append(b, cells[0]...)
		b = append(append(b, ','), cells[1]...)
		b = append(b, ",["...)
		if search := cells[2][1 : len(cells[2])-1]; search != "" {
			for k, words := range strings.Split(search, `\n`) {
				if k > 0 {
					b = append(b, ',')
				}
				at := slices.IndexFunc(cells[6:], func(c string) bool {
					return len(c) == len(words)+2 && c[0] == '"' && strings.ToLower(c[1:len(c)-1]) == words
				})
				if at >= 0 {
					b, _ = appendCell(b, int64(at))
				} else {
					b = append(append(append(b, '"'), words...), '"')
				}
			}
		}
		b = append(b, ']')
		for _, c := range cells[6:] {
			b = append(append(b, ','), c...)
		}
		b = append(b, ']')
	}
	b = append(b, ']')
	if back, err := full(string(b), head); err != nil || back != rows {
		return "", false
	}
	return string(b), true
}

// full is what slim was made of.
func full(rows, head string) (string, error) {
	inner, begun := strings.CutPrefix(rows, "[")
	inner, ended := strings.CutSuffix(inner, "]")
	if !begun || !ended || inner == "" {
		return "", errAltered
	}
	b := make([]byte, 1, 2*len(rows))
	b[0] = '['
	for first := true; inner != ""; first = false {
		var row string
		row, inner, _ = strings.Cut(inner, ",\n")
		cells, ok := rawCells(row)
		if !ok || len(cells) < 3 {
			return "", errAltered
		}
		if !first {
			b = append(b, ",\n"...)
		}
		b = append(append(append(append(b, '['), cells[0]...), ','), cells[1]...)
		b = append(b, `,"`...)
		parts, ok := rawCells(cells[2])
		if !ok {
			return "", errAltered
		}
		for k, part := range parts {
			if k > 0 {
				b = append(b, `\n`...)
			}
			if part != "" && part[0] != '"' {
				n := 0
				for _, c := range part {
					n = n*10 + int(c-'0')
				}
				if n < 0 || n >= len(cells)-3 {
					return "", errAltered
				}
				part = cells[3+n]
			}
			if len(part) < 2 {
				return "", errAltered
			}
			b = append(b, strings.ToLower(part[1:len(part)-1])...)
		}
		b = append(append(b, '"'), head...)
		for _, c := range cells[3:] {
			b = append(append(b, ','), c...)
		}
		b = append(b, ']')
	}
	return string(append(b, ']')), nil
}

// rawCells returns the cells of a row as they are written; a list is one.
func rawCells(row string) (cells []string, ok bool) {
	if len(row) < 2 || row[0] != '[' || row[len(row)-1] != ']' {
		return nil, false
	}
	row = row[1 : len(row)-1]
	for row != "" {
		end := 0
		for deep := 0; end < len(row) && (deep > 0 || row[end] != ','); end++ {
			switch row[end] {
			case '[':
				deep++
			case ']':
				deep--
			case '"':
				for end++; end < len(row) && row[end] != '"'; end++ {
					if row[end] == '\\' {
						end++
					}
				}
			}
		}
		if end > len(row) {
			return nil, false
		}
		cells = append(cells, row[:end])
		if end == len(row) {
			break
		}
		if row = row[end+1:]; row == "" {
			return nil, false
		}
	}
	return cells, true
}

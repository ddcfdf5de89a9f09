package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// What a file may say of itself.
const (
	mostFooter   = 16 << 20
	mostElements = 500_000 // of lists in the footer: row groups, columns, what is said of them
	mostSchema   = 5_000   // columns and groups of them
	mostPage     = 64 << 20
	mostValues   = 4 << 20   // of a page
	mostMemory   = 160 << 20 // the largest pages of the columns of a row group together
	mostHead     = 64 << 10  // of a page
	mostRow      = 64 << 20
	deepest      = 32
	mostRatio    = 300 // times the size of the file that pages may inflate to,
	leastBomb    = 64 << 20
)

// A refusal is why a file is not read that may be whole.
type refusal struct{ why string }

func (e *refusal) Error() string { return e.why }

var (
	errFooter   = &refusal{"its footer is too large: split it"}
	errBomb     = &refusal{"a bomb: a page inflates to more than it says: take out of it what is text"}
	errRatio    = &refusal{fmt.Sprintf("a bomb: its pages inflate to more than %d times its size: take out of it what is text", mostRatio)}
	errNothing  = &refusal{"no column of it can say anything of a report"}
	errPage     = &refusal{fmt.Sprintf("a page of more than %d MB or %d values: write it with smaller pages", mostPage>>20, mostValues)}
	errMemory   = &refusal{fmt.Sprintf("the pages of its columns take more than %d MB together: write it with smaller pages", mostMemory>>20)}
	errRow      = &refusal{fmt.Sprintf("a row of more than %d MB: split it", mostRow>>20)}
	errLocked   = &refusal{"encrypted: decrypt it, and read that"}
	errEncoding = &refusal{"its strings are written as DELTA_BYTE_ARRAY, which is not read: write it with plain pages"}
)

var errThrift = errors.New("what it says of itself breaks off")

// A walker walks over what the compact protocol of Thrift has written, without keeping
// any of it.
type walker struct {
	b        []byte
	at       int
	elements int
}

func (w *walker) uvarint() (uint64, error) {
	n, k := binary.Uvarint(w.b[w.at:])
	if k <= 0 {
		return 0, errThrift
	}
	w.at += k
	return n, nil
}

func (w *walker) skip(n uint64) error {
	if n > uint64(len(w.b)-w.at) {
		return errThrift
	}
	w.at += int(n)
	return nil
}

func (w *walker) byte() (byte, error) {
	if w.at >= len(w.b) {
		return 0, errThrift
	}
	w.at++
	return w.b[w.at-1], nil
}

// The types of the protocol.
const (
	tTrue, tFalse, tByte = 1, 2, 3
	tInt16, tInt64       = 4, 6
	tDouble, tBinary     = 7, 8
	tList, tSet, tMap    = 9, 10, 11
	tStruct              = 12
)

// value walks over a value; one of a list if inList, where truths take a byte.
func (w *walker) value(kind byte, depth int, inList bool) error {
	if depth > deepest {
		return errThrift
	}
	switch {
	case kind == tTrue || kind == tFalse:
		if inList {
			return w.skip(1)
		}
		return nil
	case kind == tByte:
		return w.skip(1)
	case kind >= tInt16 && kind <= tInt64:
		_, err := w.uvarint()
		return err
	case kind == tDouble:
		return w.skip(8)
	case kind == tBinary:
		n, err := w.uvarint()
		if err != nil {
			return err
		}
		return w.skip(n)
	case kind == tList || kind == tSet:
		h, err := w.byte()
		if err != nil {
			return err
		}
		n := uint64(h >> 4)
		if n == 15 {
			if n, err = w.uvarint(); err != nil {
				return err
			}
		}
		return w.items(n, depth, h&15)
	case kind == tMap:
		n, err := w.uvarint()
		if err != nil || n == 0 {
			return err
		}
		kinds, err := w.byte()
		if err != nil {
			return err
		}
		return w.items(n, depth, kinds>>4, kinds&15)
	case kind == tStruct:
		for {
			h, err := w.byte()
			if err != nil || h == 0 {
				return err
			}
			if h>>4 == 0 {
				if _, err := w.uvarint(); err != nil {
					return err
				}
			}
			if err := w.value(h&15, depth+1, false); err != nil {
				return err
			}
		}
	}
	return errThrift
}

func (w *walker) items(n uint64, depth int, kinds ...byte) error {
	if n > uint64(len(w.b)-w.at) {
		return errThrift
	}
	if w.elements += int(n); w.elements > mostElements {
		return errFooter
	}
	for range n {
		for _, kind := range kinds {
			if err := w.value(kind, depth+1, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkFooter holds the footer of a file to what it may be.
func checkFooter(in io.ReaderAt, size int64) error {
	const marks = 12
	var end [8]byte
	if size < marks {
		return ErrDamaged
	}
	if _, err := in.ReadAt(end[:], size-8); err != nil {
		return err
	}
	n := int64(binary.LittleEndian.Uint32(end[:]))
	switch {
	case string(end[4:]) == "PARE":
		return errLocked
	case string(end[4:]) != "PAR1" || n > size-marks:
		return ErrDamaged
	case n > mostFooter:
		return errFooter
	}
	b := make([]byte, n)
	if _, err := in.ReadAt(b, size-8-n); err != nil {
		return err
	}
	w := walker{b: b}
	if err := w.value(tStruct, 0, false); err != nil {
		return damaged(err)
	}
	var meta format.FileMetaData
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), b[:w.at], &meta); err != nil {
		return damaged(err)
	}
	if len(meta.Schema) > mostSchema {
		return errFooter
	}
	return nil
}

// extent is where in a file of some size a column of a row group stands.
func extent(m *format.ColumnMetaData, size int64) (from, to int64, err error) {
	from = m.DataPageOffset
	if m.DictionaryPageOffset > 0 && m.DictionaryPageOffset < from {
		from = m.DictionaryPageOffset
	}
	if from < 4 || m.TotalCompressedSize < 0 || m.TotalCompressedSize > size || from > size-m.TotalCompressedSize {
		return 0, 0, ErrDamaged
	}
	return from, from + m.TotalCompressedSize, nil
}

// A guard holds the pages of a column to what they may be.
type guard struct {
	in   io.ReaderAt
	size int64 // of the file
	sum  int64 // of what its pages inflate to

	head, packed, plain []byte
}

// chunk looks at the pages between from and to, and returns the memory that the largest
// take.
func (g *guard) chunk(m *format.ColumnMetaData, levels [2]int, from, to int64) (memory int64, err error) {
	var dictionary, page int64
	for at := from; at < to; {
		if cap(g.head) == 0 {
			g.head = make([]byte, mostHead)
		}
		n, err := g.in.ReadAt(g.head[:min(mostHead, to-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		w := walker{b: g.head[:n]}
		if err := w.value(tStruct, 0, false); err != nil {
			return 0, damaged(err)
		}
		var h format.PageHeader
		if err := thrift.Unmarshal(new(thrift.CompactProtocol), g.head[:w.at], &h); err != nil {
			return 0, damaged(err)
		}
		at += int64(w.at)
		packed, plain := int64(h.CompressedPageSize), int64(h.UncompressedPageSize)
		values := max(h.DataPageHeader.V.NumValues, h.DataPageHeaderV2.V.NumValues, h.DictionaryPageHeader.V.NumValues)
		switch {
		case packed < 0 || plain < 0 || packed > to-at:
			return 0, ErrDamaged
		case packed > mostPage || plain > mostPage || values > mostValues:
			return 0, errPage
		}
		if g.sum += plain; g.sum > leastBomb && g.sum > mostRatio*g.size {
			return 0, errRatio
		}
		if err := g.page(at, &h, m.Codec, levels); err != nil {
			return 0, err
		}
		// The bytes, the places where values start, and levels.
		need := packed + 2*plain + 6*int64(values)
		if h.Type == format.DictionaryPage {
			dictionary = max(dictionary, need)
		} else {
			page = max(page, need)
		}
		at += packed
	}
	return dictionary + page, nil
}

// page unpacks a page as far as it must be to know what the library would make of it.
func (g *guard) page(at int64, h *format.PageHeader, codec format.CompressionCodec, most [2]int) error {
	g.packed = append(g.packed[:0], make([]byte, h.CompressedPageSize)...)
	if _, err := g.in.ReadAt(g.packed, at); err != nil {
		return damaged(err)
	}
	body, levels := g.packed, []byte(nil)
	v2 := h.DataPageHeaderV2.V
	if h.Type == format.DataPageV2 {
		n := int64(v2.RepetitionLevelsByteLength) + int64(v2.DefinitionLevelsByteLength)
		if v2.RepetitionLevelsByteLength < 0 || v2.DefinitionLevelsByteLength < 0 || n > int64(len(body)) {
			return ErrDamaged
		}
		levels, body = body[:n], body[n:]
		if v2.IsCompressed.Valid && !v2.IsCompressed.V {
			codec = format.Uncompressed
		}
	}
	var err error
	if body, err = g.unpack(body, codec, int(h.UncompressedPageSize)); err != nil {
		return err
	}
	switch h.Type {
	case format.DataPage:
		v1 := h.DataPageHeader.V
		for _, level := range most {
			if level == 0 {
				continue
			}
			if len(body) < 4 || int64(binary.LittleEndian.Uint32(body)) > int64(len(body)-4) {
				return ErrDamaged
			}
			n := 4 + int(binary.LittleEndian.Uint32(body))
			if err := runs(body[4:n], width(level), int(v1.NumValues)); err != nil {
				return err
			}
			body = body[n:]
		}
		return encoded(body, v1.Encoding, int(v1.NumValues))
	case format.DataPageV2:
		r := int(v2.RepetitionLevelsByteLength)
		if err := runs(levels[:r], width(most[0]), int(v2.NumValues)); err != nil {
			return err
		}
		if err := runs(levels[r:], width(most[1]), int(v2.NumValues)); err != nil {
			return err
		}
		return encoded(body, v2.Encoding, int(v2.NumValues))
	}
	return nil
}

// width is how many bits numbers up to n take.
func width(n int) (bits int) {
	for ; n > 0; n >>= 1 {
		bits++
	}
	return bits
}

// encoded looks at values that are written in some encoding.
func encoded(b []byte, as format.Encoding, values int) error {
	switch as {
	//lint:ignore SA1019 what older programs wrote is read too
	case format.PlainDictionary, format.RLEDictionary:
		if len(b) == 0 {
			return nil
		}
		return runs(b[1:], int(b[0]), values)
	case format.RLE: // truths
		if len(b) < 4 {
			return nil
		}
		return runs(b[4:], 1, values)
	case format.DeltaBinaryPacked, format.DeltaLengthByteArray:
		w := walker{b: b}
		w.uvarint() // of a block
		w.uvarint() // of its parts
		if n, err := w.uvarint(); err != nil || n > uint64(values) {
			return ErrDamaged
		}
	case format.DeltaByteArray:
		return errEncoding
	}
	return nil
}

// runs adds up the lengths of runs: all together there may be hardly more than values.
func runs(b []byte, width, values int) error {
	const padding = 1 << 12
	sum := uint64(0)
	for len(b) > 0 {
		u, n := binary.Uvarint(b)
		if n <= 0 || width > 32 {
			return ErrDamaged
		}
		b = b[n:]
		count, size := u>>1, uint64(width+7)/8
		if u&1 != 0 {
			count, size = count*8, count*uint64(width)
		}
		if sum += count; count > mostValues || sum > uint64(values)+padding {
			return ErrDamaged
		}
		b = b[min(size, uint64(len(b))):]
	}
	return nil
}

// unpack returns b unpacked: at most most bytes.
func (g *guard) unpack(b []byte, codec format.CompressionCodec, most int) ([]byte, error) {
	var in io.Reader
	switch codec {
	case format.Uncompressed:
		return b, nil
	case format.Snappy:
		if n, err := snappy.DecodedLen(b); err != nil || n > most {
			return nil, damaged(errors.Join(err, errThrift))
		}
		plain, err := snappy.Decode(g.plain[:cap(g.plain)], b)
		if err != nil {
			return nil, damaged(err)
		}
		g.plain = plain
		return plain, nil
	case format.Lz4Raw:
		g.plain = append(g.plain[:0], make([]byte, most)...)
		n, err := lz4.UncompressBlock(b, g.plain)
		if err != nil {
			return nil, damaged(err)
		}
		return g.plain[:n], nil
	case format.Gzip:
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, damaged(err)
		}
		in = z
	case format.Zstd:
		z, err := zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostPage))
		if err != nil {
			return nil, damaged(err)
		}
		defer z.Close()
		in = z
	case format.Brotli:
		in = brotli.NewReader(bytes.NewReader(b))
	default:
		return nil, &refusal{fmt.Sprintf("its pages are packed with %.20s, which is not read: write it with another", codec)}
	}
	out := bytes.NewBuffer(g.plain[:0])
	_, err := out.ReadFrom(io.LimitReader(in, int64(most)+1))
	g.plain = out.Bytes()
	switch {
	case len(g.plain) > most:
		return nil, errBomb
	case err != nil:
		return nil, damaged(err)
	}
	return g.plain, nil
}

// Package parquet reads the rows of Parquet files as records of JSON: what data sets of
// news are given out as. A file goes in, and of each row an object comes out, with the
// columns that can say something of a report under their names: text, numbers, truths,
// days and times, groups of them, and lists of text. Lists of numbers, as encoders write
// them, and bytes that are no text are left out, and not even unpacked. Columns are read
// side by side, page by page, so that memory grows with pages and not with files.
//
// github.com/parquet-go/parquet-go unpacks and decodes. It trusts what a file says about
// itself: so footers, heads of pages and runs within them are held to limits before it
// sees them (guard.go), and what it panics at is an error here. Files that are encrypted
// and pages of strings that share their beginnings (DELTA_BYTE_ARRAY) are refused.
package parquet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// ErrDamaged says that a file is not what it says it is.
var ErrDamaged = errors.New("damaged, or no Parquet file: fetch it again")

// A File is one that is open.
type File struct {
	size    int64
	file    *parquet.File
	columns []*column
	guard   guard
}

// A column is one that is read.
type column struct {
	path   []string // of groups, without the levels that lists have
	index  int
	levels [2]int // how deep repetitions and what is not set may be nested
	list   bool
	write  func(b []byte, v parquet.Value) []byte

	pages  parquet.Pages
	values parquet.ValueReader
	page   parquet.Page
	buf    [64]parquet.Value
	at, n  int
}

// Open opens a file of some size.
func Open(in io.ReaderAt, size int64) (f *File, err error) {
	defer recovered(&err)
	if err := checkFooter(in, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(in, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, damaged(err)
	}
	f = &File{size: size, file: file}
	for _, path := range file.Schema().Columns() {
		leaf, ok := file.Schema().Lookup(path...)
		if !ok {
			continue
		}
		c := &column{path: named(path), index: leaf.ColumnIndex, list: leaf.MaxRepetitionLevel > 0,
			levels: [2]int{leaf.MaxRepetitionLevel, leaf.MaxDefinitionLevel}}
		kind := leaf.Node.Type().Kind()
		if c.list && kind != parquet.ByteArray {
			continue
		}
		if c.write = writerOf(leaf.Node.Type()); c.write != nil {
			f.columns = append(f.columns, c)
		}
	}
	if len(f.columns) == 0 {
		return nil, errNothing
	}
	f.guard.in, f.guard.size = in, size
	return f, nil
}

// named is a path without the levels that stand for a list: "authors.list.element".
func named(path []string) (names []string) {
	for i, p := range path {
		switch {
		case i > 0 && i+1 == len(path) && (p == "element" || p == "item" || p == "array_element" || p == "array"),
			i > 0 && i+1 < len(path) && (p == "list" || p == "bag") && len(path) > 2:
			continue
		}
		names = append(names, p)
	}
	return names
}

// damaged is an error of the library in one line.
func damaged(err error) error {
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		return err
	}
	return fmt.Errorf("%w (%.100s)", ErrDamaged, strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "\ufffd")), " "))
}

// recovered makes an error of a panic of the library.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = damaged(fmt.Errorf("%v", p))
	}
}

// A Row is one row.
type Row struct {
	JSON           []byte // good until the next
	Offset, Length int64  // where in the file the group of rows stands that it is in
}

// Rows gives the rows in order, until row says that it wants no more.
func (f *File) Rows(row func(Row) bool) error {
	groups := f.file.Metadata().RowGroups
	for i, g := range f.file.RowGroups() {
		more, err := f.group(g, &groups[i], row)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

func (f *File) group(g parquet.RowGroup, meta *format.RowGroup, row func(Row) bool) (more bool, err error) {
	defer recovered(&err)
	chunks := g.ColumnChunks()
	from, to := int64(math.MaxInt64), int64(0)
	var memory int64
	for _, c := range f.columns {
		if c.index >= len(meta.Columns) || c.index >= len(chunks) {
			return false, ErrDamaged
		}
		m := &meta.Columns[c.index].MetaData
		start, end, err := extent(m, f.size)
		if err != nil {
			return false, err
		}
		need, err := f.guard.chunk(m, c.levels, start, end)
		if err != nil {
			return false, err
		}
		if memory += need; memory > mostMemory {
			return false, errMemory
		}
		from, to = min(from, start), max(to, end)
	}
	f.guard.packed, f.guard.plain = nil, nil
	defer func() {
		for _, c := range f.columns {
			c.close()
		}
	}()
	for _, c := range f.columns {
		c.pages = chunks[c.index].Pages()
	}
	at := Row{Offset: from, Length: to - from}
	var b []byte
	for range meta.NumRows {
		b = b[:0]
		any := false
		b, any, err = object(b, f.columns, 0)
		switch {
		case err != nil:
			return false, damaged(err)
		case !any:
			return false, damaged(io.ErrUnexpectedEOF)
		}
		at.JSON = b
		if !row(at) {
			return false, nil
		}
	}
	return true, nil
}

// object writes the object of the columns of a group at some depth; any says that there
// was a value to read, be it one that is not set.
func object(b []byte, columns []*column, depth int) (_ []byte, any bool, err error) {
	b = append(b, '{')
	first := true
	for i := 0; i < len(columns); {
		name := columns[i].path[depth]
		k := i + 1
		for k < len(columns) && len(columns[i].path) > depth+1 && len(columns[k].path) > depth+1 && columns[k].path[depth] == name {
			k++
		}
		before := len(b)
		if !first {
			b = append(b, ',')
		}
		b = append(quoted(b, []byte(name)), ':')
		at := len(b)
		var has bool
		if len(columns[i].path) > depth+1 {
			b, has, err = object(b, columns[i:k], depth+1)
		} else {
			b, has, err = columns[i].row(b)
		}
		if err != nil {
			return b, any, err
		}
		if any = any || has; len(b) == at || string(b[at:]) == "{}" { // not set
			b = b[:before]
		} else {
			first = false
		}
		i = k
	}
	return append(b, '}'), any, nil
}

// row writes what the next row has in a column: nothing where it is not set.
func (c *column) row(b []byte) (_ []byte, any bool, err error) {
	start := len(b)
	set := 0
	for {
		v, ok, err := c.peek()
		if err != nil {
			return b, any, err
		}
		if !ok || any && v.RepetitionLevel() == 0 {
			break
		}
		any = true
		c.at++
		if !v.IsNull() {
			before := len(b)
			if c.list {
				b = append(b, separator(set)...)
			}
			at := len(b)
			if b = c.write(b, v); len(b) == at {
				b = b[:before]
			} else if set++; len(b)-start > mostRow {
				return b, any, errRow
			}
		}
		if !c.list {
			break
		}
	}
	if c.list && set > 0 {
		b = append(b, ']')
	}
	return b, any, nil
}

func separator(n int) string {
	if n == 0 {
		return "["
	}
	return ","
}

// peek returns the next value of a column.
func (c *column) peek() (v parquet.Value, ok bool, err error) {
	for c.at == c.n {
		if c.values != nil {
			n, err := c.values.ReadValues(c.buf[:])
			if c.at, c.n = 0, n; n > 0 {
				break
			}
			if err != nil && !errors.Is(err, io.EOF) {
				return v, false, err
			}
			c.values = nil
		}
		parquet.Release(c.page)
		c.page = nil
		page, err := c.pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return v, false, nil
		}
		if err != nil {
			return v, false, err
		}
		c.page, c.values = page, page.Values()
	}
	return c.buf[c.at], true, nil
}

func (c *column) close() {
	if c.page != nil {
		parquet.Release(c.page)
	}
	if c.pages != nil {
		c.pages.Close()
	}
	c.pages, c.page, c.values, c.at, c.n = nil, nil, nil, 0, 0
}

// writerOf returns what writes values of a type as JSON; nil where they say nothing of a
// report.
func writerOf(t parquet.Type) func(b []byte, v parquet.Value) []byte {
	logical, converted := "", deprecated.ConvertedType(-1)
	if l := t.LogicalType(); l != nil {
		logical = l.String()
	}
	if c := t.ConvertedType(); c != nil {
		converted = *c
	}
	stamp := func(per time.Duration) func(b []byte, v parquet.Value) []byte {
		return func(b []byte, v parquet.Value) []byte {
			n := v.Int64()
			each := int64(time.Second / per)
			return moment(b, time.Unix(n/each, n%each*int64(per)))
		}
	}
	switch {
	case logical == "DATE" || converted == deprecated.Date:
		return func(b []byte, v parquet.Value) []byte {
			return quoted(b, []byte(time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)))
		}
	case strings.HasPrefix(logical, "TIMESTAMP") && strings.Contains(logical, "MILLIS") || converted == deprecated.TimestampMillis:
		return stamp(time.Millisecond)
	case strings.HasPrefix(logical, "TIMESTAMP") && strings.Contains(logical, "MICROS") || converted == deprecated.TimestampMicros:
		return stamp(time.Microsecond)
	case strings.HasPrefix(logical, "TIMESTAMP"):
		return stamp(time.Nanosecond)
	case strings.HasPrefix(logical, "DECIMAL") || converted == deprecated.Decimal:
		return nil
	}
	switch t.Kind() {
	case parquet.Boolean:
		return func(b []byte, v parquet.Value) []byte { return strconv.AppendBool(b, v.Boolean()) }
	case parquet.Int32:
		return func(b []byte, v parquet.Value) []byte { return strconv.AppendInt(b, int64(v.Int32()), 10) }
	case parquet.Int64:
		return func(b []byte, v parquet.Value) []byte { return strconv.AppendInt(b, v.Int64(), 10) }
	case parquet.Float:
		return func(b []byte, v parquet.Value) []byte { return number(b, float64(v.Float())) }
	case parquet.Double:
		return func(b []byte, v parquet.Value) []byte { return number(b, v.Double()) }
	case parquet.Int96: // as Spark writes times: nanoseconds of a day, and the day of the Julian calendar
		return func(b []byte, v parquet.Value) []byte {
			i := v.Int96()
			const epoch = 2440588
			return moment(b, time.Unix((int64(i[2])-epoch)*86400, int64(uint64(i[1])<<32|uint64(i[0]))))
		}
	case parquet.ByteArray:
		return func(b []byte, v parquet.Value) []byte {
			s := v.ByteArray()
			if !utf8.Valid(s) && (logical == "" && converted != deprecated.UTF8 || bytes.IndexByte(s, 0) >= 0) {
				return b // no text
			}
			return quoted(b, s)
		}
	}
	return nil
}

func moment(b []byte, t time.Time) []byte {
	if t = t.UTC(); t.Year() < 0 || t.Year() > 9999 {
		return b
	}
	return quoted(b, []byte(t.Format(time.RFC3339Nano)))
}

func number(b []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return b
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

// quoted writes a string of JSON, as readable as JSON lets it be.
func quoted(b, s []byte) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(string(s)); err != nil {
		return append(b, `""`...)
	}
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

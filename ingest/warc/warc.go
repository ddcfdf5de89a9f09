// Package warc reads web archives record by record: WARC files of any version, plain or
// compressed record by record, as crawlers write them, as a stream of any length. Each
// record comes with where in the file it stands, so that it is found again there
// ([Record.Offset]). A record that is broken is told and passed over: reading goes on
// where the next one starts. From a record that holds a response of a server [Response]
// takes what the server sent, with transfer and content encodings undone. Which records
// are reports the package does not say, and it keeps no more of a file in memory than
// one record.
//
// github.com/nlnwa/gowarc does the same: it reads two thirds as many bytes in a second
// and brings net/http along.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// A Record is one record of an archive.
type Record struct {
	Offset, Length int64  // in the file, as it is there
	Inside         bool   // several records are compressed together: they are those in what these inflate to
	Fields         Fields // its header
	Block          []byte // what it holds; good until the next is read; nil where it was not wanted
	Err            error  // what is wrong with it: then there is nothing else
}

// Fields are those of a header, by their names as [textproto.CanonicalMIMEHeaderKey] has them.
type Fields map[string]string

// Names of fields, as Fields has them.
const (
	Type        = "Warc-Type"
	ID          = "Warc-Record-Id"
	Date        = "Warc-Date"
	TargetURI   = "Warc-Target-Uri"
	RefersTo    = "Warc-Refers-To"
	Digest      = "Warc-Payload-Digest"
	Truncated   = "Warc-Truncated"
	ContentType = "Content-Type"
	length      = "Content-Length"
	transfer    = "Transfer-Encoding"
	encoding    = "Content-Encoding"
)

// URI is the address that the record was fetched from. Old archives put it in brackets.
func (f Fields) URI() string { return strings.Trim(f[TargetURI], "<>") }

// A Reader reads records one after the other.
type Reader struct {
	limit  int64
	wanted func(Fields) bool

	in    *counter
	file  *bufio.Reader // the bytes of the file
	gz    *gzip.Reader  // what inflates them; nil if the file is plain
	plain *bufio.Reader // the bytes of records
	start int64         // of the member that is read, if compressed
	outer int64         // bytes of members before it, inflated
	first bool          // no record of the member was read so far
	open  bool          // within a member
	lost  bool          // since a broken record, until one that is whole
	block []byte
}

type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.in.Read(b)
	c.n += int64(n)
	return n, err
}

// A member that inflates to that many times its size, and to that many bytes, is
// there to fill memory or time: pages inflate to five times their size.
const (
	mostRatio  = 300
	leastBomb  = 64 << 20
	mostHeader = 64 << 10
)

// NewReader reads in, which stands at offset from of its file. Blocks of more than
// limit bytes, and of records that are not wanted, are passed over.
func NewReader(in io.Reader, from, limit int64, wanted func(Fields) bool) *Reader {
	c := &counter{in, from}
	r := &Reader{limit: limit, wanted: wanted, in: c, file: bufio.NewReaderSize(c, 1<<17)}
	r.plain = r.file
	if head, _ := r.file.Peek(2); bytes.Equal(head, gzipMagic[:2]) {
		r.gz = new(gzip.Reader)
		r.plain = bufio.NewReaderSize(nil, 1<<16)
	}
	return r
}

var gzipMagic = []byte("\x1f\x8b\x08")

// offset is where the file was read to.
func (r *Reader) offset() int64 { return r.in.n - int64(r.file.Buffered()) }

// inflated counts what a member gives, and gives up where that is too much.
type inflated struct {
	r *Reader
	n int64
}

var errBomb = errors.New("a bomb: it inflates to " + strconv.Itoa(mostRatio) + " times its size and more")

func (i *inflated) Read(b []byte) (int, error) {
	n, err := i.r.gz.Read(b)
	i.n += int64(n)
	if i.n > leastBomb && i.n > mostRatio*(i.r.offset()-i.r.start) {
		return 0, errBomb
	}
	return n, err
}

// Next returns the next record; io.EOF behind the last. One that is broken has Err set.
// Another error is one of the input.
func (r *Reader) Next() (*Record, error) {
	for {
		rec, err := r.next()
		var broken *brokenError
		switch {
		case !errors.As(err, &broken):
			if err == nil {
				r.lost = false
			}
			return rec, err
		case r.lost:
		default:
			r.lost = true
			if err := r.resync(); err != nil && !errors.Is(err, io.EOF) {
				return nil, err
			}
			return &Record{Offset: broken.offset, Err: broken.why}, nil
		}
		if err := r.resync(); err != nil {
			return nil, err
		}
	}
}

// A brokenError is a record that cannot be read.
type brokenError struct {
	offset int64
	why    error
}

func (e *brokenError) Error() string { return e.why.Error() }

// resync goes on to where the next record may start.
func (r *Reader) resync() error {
	mark := []byte("WARC/")
	if r.gz != nil {
		mark, r.open = gzipMagic, false
	}
	for {
		buf, err := r.file.Peek(r.file.Size())
		if len(buf) < len(mark) {
			if err == nil || errors.Is(err, io.EOF) {
				err = io.EOF
				_, _ = r.file.Discard(len(buf))
			}
			return err
		}
		if k := bytes.Index(buf, mark); k >= 0 {
			_, err := r.file.Discard(k)
			return err
		}
		if _, err := r.file.Discard(len(buf) - len(mark) + 1); err != nil {
			return err
		}
	}
}

func (r *Reader) next() (*Record, error) {
	for {
		if r.gz != nil && !r.open {
			r.start = r.offset()
			if _, err := r.file.Peek(1); err != nil {
				return nil, err
			}
			if err := r.gz.Reset(r.file); err != nil {
				_, _ = r.file.Discard(1)
				return nil, &brokenError{r.start, fmt.Errorf("no compressed record: %w", err)}
			}
			r.gz.Multistream(false)
			r.plain.Reset(&inflated{r: r})
			r.open, r.first, r.outer = true, true, 0
		}
		more, err := r.skipEnds()
		if err != nil {
			return nil, &brokenError{r.start, err}
		}
		if more {
			break
		}
		if r.gz == nil {
			return nil, io.EOF
		}
		r.open = false
	}
	rec := &Record{Offset: r.start}
	if r.gz == nil {
		rec.Offset = r.offset()
	}
	head, err := r.header()
	if err != nil {
		return nil, &brokenError{rec.Offset, err}
	}
	rec.Fields, _ = ParseFields(head)
	size, err := strconv.ParseInt(rec.Fields[length], 10, 64)
	if err != nil || size < 0 {
		return nil, &brokenError{rec.Offset, fmt.Errorf("its length is said to be %.30q", rec.Fields[length])}
	}
	if size <= r.limit && r.wanted(rec.Fields) {
		if int64(cap(r.block)) < size && size <= 1<<20 {
			r.block = make([]byte, 0, size)
		}
		r.block, err = readInto(r.block[:0], io.LimitReader(r.plain, size), size)
		if rec.Block = r.block; rec.Block == nil {
			rec.Block = []byte{}
		}
	} else {
		var n int
		for left := size; left > 0 && err == nil; left -= int64(n) {
			n, err = r.plain.Discard(int(min(left, 1<<20)))
		}
	}
	if err == nil && rec.Block != nil && int64(len(rec.Block)) < size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("it breaks off")
		}
		return nil, &brokenError{rec.Offset, err}
	}
	inflatedTo := r.outer + int64(len(head)) + size
	if r.gz == nil {
		rec.Length = r.offset() - rec.Offset
		return rec, nil
	}
	more, err := r.skipEnds()
	switch {
	case err != nil:
		return nil, &brokenError{rec.Offset, err}
	case r.first && !more:
		rec.Length, r.open = r.offset()-rec.Offset, false
	default: // several records in one member
		rec.Offset, rec.Length = r.outer, int64(len(head))+size
		r.first, r.outer, rec.Inside = false, inflatedTo+4, true
	}
	return rec, nil
}

// readInto reads size bytes, whose room is made as they come: a header can lie.
func readInto(to []byte, in io.Reader, size int64) ([]byte, error) {
	for int64(len(to)) < size {
		if len(to) == cap(to) {
			to = append(to, 0)[:len(to)]
		}
		n, err := in.Read(to[len(to):cap(to)])
		to = to[:len(to)+n]
		if err != nil {
			return to, err
		}
	}
	return to, nil
}

// skipEnds passes over the empty lines between records, and reports whether anything
// follows them.
func (r *Reader) skipEnds() (more bool, err error) {
	for {
		b, err := r.plain.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return false, nil
		case err != nil:
			return false, err
		case b != '\r' && b != '\n':
			return true, r.plain.UnreadByte()
		}
	}
}

// header reads a header up to the empty line, which is a part of it.
func (r *Reader) header() (head []byte, err error) {
	for {
		line, err := r.plain.ReadSlice('\n')
		head = append(head, line...)
		switch {
		case len(head) > mostHeader || errors.Is(err, bufio.ErrBufferFull):
			return nil, fmt.Errorf("its header is longer than %d KB", mostHeader>>10)
		case len(head) >= 5 && !bytes.HasPrefix(head, []byte("WARC/")):
			return nil, errors.New("no record of a web archive starts here")
		case errors.Is(err, io.EOF):
			return nil, errors.New("it breaks off in its header")
		case err != nil:
			return nil, err
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			return head, nil
		}
	}
}

// ParseFields reads the lines of a header, up to an empty one, and returns what stands
// behind it. A field that is there twice keeps what it first said.
func ParseFields(b []byte) (f Fields, rest []byte) {
	f = Fields{}
	last := ""
	for len(b) > 0 {
		line, more, _ := bytes.Cut(b, []byte("\n"))
		b = more
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if last != "" {
				f[last] += " " + string(bytes.TrimSpace(line))
			}
			continue
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		if last = ""; ok {
			last = textproto.CanonicalMIMEHeaderKey(string(bytes.TrimSpace(name)))
			if _, twice := f[last]; twice {
				last = ""
				continue
			}
			f[last] = string(bytes.TrimSpace(value))
		}
	}
	return f, b
}

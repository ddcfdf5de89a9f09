package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// kind names what is no file and no folder.
func kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// until returns what open gives to read, until ctx is cancelled. A system call that
// waits for a pipe cannot be ended: it is left alone with its goroutine.
func until(ctx context.Context, open func() (io.ReadCloser, error)) io.Reader {
	p := &patient{ctx: ctx, pieces: make(chan piece)}
	go func() {
		send := func(bytes []byte, err error) bool {
			select {
			case p.pieces <- piece{bytes, err}:
				return err == nil
			case <-ctx.Done():
				return false
			}
		}
		f, err := open()
		if err != nil {
			send(nil, err)
			return
		}
		defer f.Close()
		for {
			buf := make([]byte, 1<<16)
			n, err := f.Read(buf)
			if !send(buf[:n], err) {
				return
			}
		}
	}()
	return p
}

type patient struct {
	ctx    context.Context
	pieces chan piece
	last   piece
}

type piece struct {
	bytes []byte
	err   error
}

func (p *patient) Read(to []byte) (int, error) {
	for len(p.last.bytes) == 0 {
		if p.last.err != nil {
			return 0, p.last.err
		}
		select {
		case p.last = <-p.pieces:
		case <-p.ctx.Done():
			return 0, p.ctx.Err()
		}
	}
	n := copy(to, p.last.bytes)
	p.last.bytes = p.last.bytes[n:]
	return n, nil
}

// array reads the elements of an array in JSON one by one: it may be longer than
// memory. What is between them must be right; an element that is not is told, and
// the others are read on.
func (r *reader) array(path string, in io.Reader) bool {
	br := bufio.NewReaderSize(in, 1<<16)
	malformed := func(n int, what string) bool {
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: malformed JSON behind record %d: %s; mend it or fetch it again", path, n, what)})
	}
	if c, err := nextByte(br); err != nil || c != '[' {
		return r.broken(path, errors.Join(err, errors.New("no array")))
	}
	for n := 1; ; n++ {
		if err := r.ctx.Err(); err != nil {
			return r.broken(path, err)
		}
		raw, err := readValue(br, r.opt.maxBytes())
		at := fmt.Sprintf("%s:%d", path, n)
		item := Item{}
		switch {
		case errors.Is(err, errLong):
			item = Item{Path: at, Err: tooLarge(at, 0, r.opt)}
		case errors.Is(err, io.EOF):
			return malformed(n-1, "it breaks off")
		case err != nil:
			return r.broken(path, err)
		case len(raw) == 0:
			return malformed(n-1, "no record follows")
		default:
			item = parseLine(at, raw, r.opt)
		}
		if !r.yield(item) {
			return false
		}
		switch c, err := nextByte(br); {
		case errors.Is(err, io.EOF):
			return malformed(n, "it breaks off")
		case err != nil:
			return r.broken(path, err)
		case c == ']':
			return true
		case c != ',':
			return malformed(n, fmt.Sprintf("%q where a comma should be", c))
		}
	}
}

// nextByte returns the next byte that is no white space nor byte order mark.
func nextByte(br *bufio.Reader) (byte, error) {
	for {
		c, err := br.ReadByte()
		if err != nil {
			return 0, err
		}
		switch c {
		case ' ', '\t', '\n', '\r', 0xef, 0xbb, 0xbf:
			continue
		}
		return c, nil
	}
}

// readValue returns the next JSON value. One of more than limit bytes is skipped to
// its end and gives errLong. A value that is none ends at the next comma or bracket.
func readValue(br *bufio.Reader, limit int64) (value []byte, err error) {
	depth, long := 0, false
	quoted, escaped := false, false
	for ended := false; !ended; {
		c, err := br.ReadByte()
		if err != nil {
			return nil, err
		}
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted, escaped = c != '"', c == '\\'
			ended = !quoted && depth == 0
		case depth == 0 && (c == ',' || c == ']'):
			if err := br.UnreadByte(); err != nil {
				return nil, err
			}
			ended = true
			continue
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
			ended = depth <= 0
		case len(value) == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			continue
		}
		if !long {
			value = append(value, c)
		}
		if int64(len(value)) > limit {
			value, long = nil, true
		}
	}
	if long {
		return nil, errLong
	}
	return value, nil
}

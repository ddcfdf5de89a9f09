// Package ingest makes reports from bytes: plain text, web pages, JSON and JSON
// Lines, in whatever encoding they come, go in, and [assay.Report] values come
// out. The idea is that decoding happens once and leaves a trail: the text of a
// report is set here and never changes again, and Report.Offsets leads from each
// of its characters back to the bytes it was read from, through encodings,
// entities, tags and JSON escapes. Plain UTF-8 text is taken as it is, byte for
// byte. What a web page is about is decided by go-readability (a port of
// Mozilla's Readability.js); the characters themselves are taken from the page.
// What a page or a record does not say stays unknown: the package guesses no
// dates, opens no links, fetches nothing and leaves layout to package clean.
package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	Published assay.Date // taken for reports that carry no date of their own; unknown if zero
	Stdin     io.Reader  // what "-" reads; os.Stdin if nil
	MaxBytes  int64      // the largest input that is read, and for JSON Lines the longest line; 64 MB if 0
}

// defaultMaxBytes leaves room for a book in one file, not for a disk image.
const defaultMaxBytes = 64 << 20

// largestMaxBytes keeps every offset within an int32.
const largestMaxBytes = 1 << 30

func (opt Options) maxBytes() int64 {
	switch {
	case opt.MaxBytes <= 0:
		return defaultMaxBytes
	case opt.MaxBytes > largestMaxBytes:
		return largestMaxBytes
	}
	return opt.MaxBytes
}

// An Item is one report that was read, or the reason why there is none.
type Item struct {
	Report   *assay.Report   // nil if Err is set
	Problems []assay.Problem // what was doubtful: an encoding that had to be guessed
	Err      error           // one line: the input, what is wrong with it, what to do
	Path     string          // what was to be read: a file, "-", "x.jsonl:3" for a line
	Raw      []byte          // the bytes that could not be read as a report, if Err is set and there were some
}

// extensions are the names of the forms that are known. In a folder, files with
// other extensions are passed over; a file named by itself is always tried.
var extensions = map[string]form{
	".txt": plain, ".text": plain,
	".html": page, ".htm": page, ".xhtml": page,
	".json":  record,
	".jsonl": lines, ".ndjson": lines,
}

// Read yields the reports in paths, in that order: files, folders with all that
// is in them (in order of name, hidden files left out), and "-" for standard
// input. It reads as it goes, so memory does not grow with the number of reports.
// What cannot be read yields an Item with Err set, and the others are read on.
// A cancelled ctx ends the sequence with such an Item.
func Read(ctx context.Context, paths []string, opt Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		r := reader{ctx: ctx, opt: opt, yield: yield}
		for _, path := range paths {
			if !r.path(path) {
				return
			}
		}
	}
}

// A reader walks the paths. Its methods report whether to go on.
type reader struct {
	ctx   context.Context
	opt   Options
	yield func(Item) bool
	tried int // files tried so far, by which a folder without any is known
}

func (r *reader) path(path string) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Item{Path: path, Err: fmt.Errorf("%s: not read: %w", path, err)})
		return false
	}
	if path == "-" {
		return r.stdin()
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return r.yield(Item{Path: path, Err: openError(path, err)})
	case !info.IsDir():
		return r.file(path, info)
	}
	before := r.tried
	if !r.folder(path) {
		return false
	}
	if r.tried == before {
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: no reports in this folder: files ending in .txt, .html, .htm, .json or .jsonl are read", path)})
	}
	return true
}

// folder reads what is below dir. A link to a folder is not followed: it could
// lead back to where it stands.
func (r *reader) folder(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		r.tried++ // it may well hold reports
		return r.yield(Item{Path: dir, Err: openError(dir, err)})
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
			continue
		case e.IsDir():
			if !r.folder(path) {
				return false
			}
			continue
		}
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if _, known := extensions[ext]; !known && ext != "" {
			continue
		}
		info, err := os.Stat(path)
		if err == nil && info.IsDir() {
			continue
		}
		r.tried++
		if err != nil {
			if !r.yield(Item{Path: path, Err: openError(path, err)}) {
				return false
			}
		} else if !r.file(path, info) {
			return false
		}
	}
	return true
}

func (r *reader) file(path string, info fs.FileInfo) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Item{Path: path, Err: fmt.Errorf("%s: not read: %w", path, err)})
		return false
	}
	if !info.Mode().IsRegular() {
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: not a regular file: pipe it in and read - instead", path)})
	}
	stream := extensions[strings.ToLower(filepath.Ext(path))] == lines
	if info.Size() > r.opt.maxBytes() && !stream {
		return r.yield(Item{Path: path, Err: tooLarge(path, info.Size(), r.opt)})
	}
	f, err := os.Open(path)
	if err != nil {
		return r.yield(Item{Path: path, Err: openError(path, err)})
	}
	defer f.Close()
	if stream {
		return r.lines(path, f)
	}
	return r.whole(path, f)
}

func (r *reader) stdin() bool {
	in := r.opt.Stdin
	if in == nil {
		in = os.Stdin
	}
	return r.whole("-", in)
}

// whole reads all of in, which may have grown since its size was looked at, and
// yields what Parse finds there.
func (r *reader) whole(path string, in io.Reader) bool {
	raw, err := io.ReadAll(io.LimitReader(in, r.opt.maxBytes()+1))
	if err != nil {
		return r.yield(Item{Path: path, Err: openError(path, err)})
	}
	if int64(len(raw)) > r.opt.maxBytes() {
		return r.yield(Item{Path: path, Err: tooLarge(path, -1, r.opt)})
	}
	for _, item := range Parse(path, raw, r.opt) {
		if !r.yield(item) {
			return false
		}
	}
	return true
}

// lines reads a JSON Lines file line by line: it may be longer than memory.
func (r *reader) lines(path string, in io.Reader) bool {
	br := bufio.NewReaderSize(in, 1<<16)
	some := false
	for n := 1; ; n++ {
		if err := r.ctx.Err(); err != nil {
			r.yield(Item{Path: path, Err: fmt.Errorf("%s: not read to the end: %w", path, err)})
			return false
		}
		line, err := readLine(br, r.opt.maxBytes())
		at := fmt.Sprintf("%s:%d", path, n)
		if errors.Is(err, errLong) {
			some = true
			if !r.yield(Item{Path: at, Err: tooLarge(at, -1, r.opt)}) {
				return false
			}
			continue
		}
		if blank(line) && err == nil {
			continue
		}
		if !blank(line) {
			some = true
			if !r.yield(parseLine(at, line, r.opt)) {
				return false
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return r.yield(Item{Path: path, Err: openError(path, err)})
		}
	}
	if !some {
		return r.yield(Item{Path: path, Err: emptyError(path)})
	}
	return true
}

var errLong = errors.New("line too long")

// readLine returns the next line without its end. A line of more than limit
// bytes is skipped to its end and gives errLong.
func readLine(br *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := br.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if int64(len(line)) > limit {
			line, long = nil, true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && (err == nil || errors.Is(err, io.EOF)) {
			return nil, errLong
		}
		return trimEOL(line), err
	}
}

func trimEOL(line []byte) []byte {
	n := len(line)
	for n > 0 && (line[n-1] == '\n' || line[n-1] == '\r') {
		n--
	}
	return line[:n]
}

// openError says in plain words why a file could not be read.
func openError(path string, err error) error {
	why, advice := err.Error(), "look at the disk it is on"
	var pe *fs.PathError
	if errors.As(err, &pe) {
		why = pe.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why, advice = "no such file or folder", "check its name"
	case errors.Is(err, fs.ErrPermission):
		why, advice = "may not be read", "change its permissions"
	}
	return &inputError{fmt.Sprintf("%s: %s: %s", path, why, advice), err}
}

func tooLarge(path string, size int64, opt Options) error {
	is := "it"
	if size >= 0 {
		is = mega(size)
	}
	return fmt.Errorf("%s: too large: %s is over the limit of %s: split it into reports", path, is, mega(opt.maxBytes()))
}

func mega(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

func emptyError(path string) error {
	return fmt.Errorf("%s: empty: it holds no text; fetch it again or leave it out", path)
}

// An inputError is one line for the user, with its cause kept for errors.Is.
type inputError struct {
	line  string
	cause error
}

func (e *inputError) Error() string { return e.line }
func (e *inputError) Unwrap() error { return e.cause }

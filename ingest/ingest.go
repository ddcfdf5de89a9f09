// Package ingest makes reports from bytes: plain text, web pages, JSON and JSON
// Lines, in whatever encoding they come, go in, and [assay.Report] values come
// out. The idea is that decoding happens once and leaves a trail: the text of a
// report is set here and never changes again, and Report.Offsets leads from each
// of its characters back to the bytes it was read from, through encodings,
// entities, tags and JSON escapes. Plain UTF-8 text is taken as it is, byte for
// byte. What of a web page is the article is decided by package article; the
// characters themselves are taken from the page.
// What a page or a record does not say stays unknown: the package guesses no
// dates, opens no links, fetches nothing and leaves layout to package clean.
package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"assay"
	"assay/ingest/records"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	Published assay.Date        // taken for reports that carry no date of their own; unknown if zero
	Stdin     io.Reader         // what "-" reads; os.Stdin if nil
	MaxBytes  int64             // the largest input that is read, and where it holds many records the longest one; 64 MB if 0
	Map       records.Map       // where records that no tool of ours writes have what
	Folder    string            // in which the paths lie that Read is given; reports are not named after it
	Note      func(line string) // told what is passed over in a folder, and why; nothing is told if nil
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
	Report   *assay.Report    // nil if Err is set
	Problems []assay.Problem  // what was doubtful: an encoding that had to be guessed
	Err      error            // one line: the input, what is wrong with it, what to do
	Path     string           // what was to be read: a file, "-", "x.jsonl:3" for a line
	Raw      []byte           // the bytes that could not be read as a report, if Err is set and there were some
	From     assay.Provenance // of Raw
}

// provenance is that of the report or of the bytes that could not be read as one.
func (i *Item) provenance() *assay.Provenance {
	if i.Report != nil {
		return &i.Report.Provenance
	}
	return &i.From
}

// standing says where in a file what the item is made of stands, if that is not known
// more closely.
func (i *Item) standing(at assay.Record) {
	if from := i.provenance(); from.Record == (assay.Record{}) {
		from.Record = at
	}
}

// extensions are the names of the forms that are known; ".gz" and ".zst" may follow. In
// a folder, files with other extensions are passed over; a file named by itself is
// always tried.
var extensions = map[string]form{
	".txt": plain, ".text": plain,
	".html": page, ".htm": page, ".xhtml": page,
	".json":  record,
	".jsonl": lines, ".ndjson": lines,
	".xml": entries, ".rss": entries, ".atom": entries, ".rdf": entries,
	".zip": zipped, ".wacz": zipped, ".tar": tarred, ".tgz": squeezed,
	".eml": message, ".mbox": mailbox, ".mbx": mailbox,
	".docx": paper, ".docm": paper, ".odt": paper,
	".pdf": printed, ".parquet": columns,
	".warc": archived,
	".csv":  table, ".tsv": table, ".tab": table,
}

// Read yields the reports in paths, in that order: files, folders with all that
// is in them (in order of the bytes of the names, hidden files left out), "-" for
// standard input, and pipes and devices where they are named. It reads as it
// goes, so memory does not grow with the number of reports, nor with the length of
// JSON Lines and of arrays in JSON. What cannot be read yields an Item with Err
// set, and the others are read on. A cancelled ctx ends the sequence with such an
// Item, also where a pipe keeps silent.
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

// Find reads what the Items of a path were read from, which may be a member of a
// container, a record of an archive, a line: "x.zip!a.jsonl:3". It yields those Items, or
// one that says why there are none.
func Find(ctx context.Context, path string, opt Options) iter.Seq[Item] {
	file := path
	for {
		if _, err := os.Stat(file); err == nil {
			break
		}
		cut := strings.LastIndexAny(file, "!:")
		if cut <= 0 {
			file = path // not there
			break
		}
		file = file[:cut]
	}
	if file == path {
		return Read(ctx, []string{path}, opt)
	}
	return func(yield func(Item) bool) {
		none := Item{Path: path, Err: fmt.Errorf("%s: it is not in %s any more: add that again", path, file)}
		found, more := false, true
		r := reader{ctx: ctx, opt: opt, only: path, yield: func(item Item) bool {
			switch {
			case within(item.Path, path):
				found = true
				more = yield(item)
			case item.Err != nil && within(path, item.Path): // of what holds it
				none.Err = item.Err
			}
			return more
		}}
		if r.path(file); !found {
			yield(none)
		}
	}
}

// within reports whether a path is that of another or of a part of it.
func within(path, of string) bool {
	rest, ok := strings.CutPrefix(path, of)
	return ok && (rest == "" || rest[0] == '!' || rest[0] == ':')
}

// A reader walks the paths. Its methods report whether to go on.
type reader struct {
	ctx   context.Context
	opt   Options
	yield func(Item) bool
	tried int    // files tried so far, by which a folder without any is known
	only  string // what of a container is looked for; "" for all

	nested, inside int   // containers that are open; members of the outermost so far
	total          int64 // bytes that those inflated to
}

func (r *reader) path(path string) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Item{Path: path, Err: fmt.Errorf("%s: not read: %w", path, err)})
		return false
	}
	if path == "-" {
		return r.stdin()
	}
	info, err := os.Stat(r.at(path))
	switch {
	case err != nil:
		return r.yield(Item{Path: path, Err: openError(path, err)})
	case info.Mode().IsRegular():
		return r.file(path, info)
	case info.Mode()&fs.ModeSocket != 0: // it cannot be opened
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: a socket, which holds nothing to read: name a file, a folder or a pipe", path)})
	case !info.IsDir():
		return r.slowly(path, func() (io.ReadCloser, error) { return os.Open(r.at(path)) })
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

// at is where a path is.
func (r *reader) at(path string) string {
	if r.opt.Folder == "" {
		return path
	}
	return filepath.Join(r.opt.Folder, path)
}

// folder reads what is below dir. A link to a folder is not followed: it could
// lead back to where it stands.
func (r *reader) folder(dir string) bool {
	entries, err := os.ReadDir(r.at(dir))
	if err != nil {
		r.tried++ // it may well hold reports
		return r.yield(Item{Path: dir, Err: openError(dir, err)})
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case !Enters(e.Name()):
			continue
		case e.IsDir():
			if !r.folder(path) {
				return false
			}
			continue
		case !Takes(e.Name()):
			continue
		}
		info, err := os.Stat(r.at(path))
		if err == nil && info.IsDir() {
			continue
		}
		if err == nil && !info.Mode().IsRegular() {
			if r.opt.Note != nil {
				r.opt.Note(fmt.Sprintf("%s: %s, passed over: name it by itself to have it read", path, kind(info.Mode())))
			}
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

// Takes reports whether a file of this name is read where its folder is.
func Takes(name string) bool { return Enters(name) && isNamed(name) }

// Enters reports whether a folder of this name is read where the one that it is in is.
func Enters(name string) bool { return !strings.HasPrefix(name, ".") }

func (r *reader) file(path string, info fs.FileInfo) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Item{Path: path, Err: fmt.Errorf("%s: not read: %w", path, err)})
		return false
	}
	f, err := os.Open(r.at(path))
	if err != nil {
		return r.yield(Item{Path: path, Err: openError(path, err)})
	}
	defer f.Close()
	return r.input(path, f, info.Size())
}

func (r *reader) stdin() bool {
	in := r.opt.Stdin
	if in == nil {
		in = os.Stdin
	}
	return r.slowly("-", func() (io.ReadCloser, error) { return io.NopCloser(in), nil })
}

// slowly reads what may keep silent for ever, until ctx is cancelled.
func (r *reader) slowly(path string, open func() (io.ReadCloser, error)) bool {
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	return r.input(path, until(ctx, open), 0)
}

// input yields the reports in what in gives, of about size bytes. JSON Lines are
// read line by line. All else is read as a whole and yields what Parse finds
// there, unless it is too long for that and holds many records.
func (r *reader) input(path string, in io.Reader, size int64) bool {
	as, limit := formOf(path), r.opt.maxBytes()
	if as == lines {
		return r.lines(path, in)
	}
	if as == table {
		return r.table(path, in)
	}
	if as == unknown {
		br := bufio.NewReader(in)
		start, _ := br.Peek(len("WARC/"))
		if in = br; isArchive(start) {
			as = archived
		}
	}
	switch as {
	case archived:
		return r.archived(path, in)
	case mailbox:
		return r.mailbox(path, in)
	case zipped, tarred, squeezed:
		return r.container(path, as, in, size)
	case columns:
		return r.columns(path, in, size)
	}
	if size > limit && (as == page || as == plain) {
		return r.yield(Item{Path: path, Err: tooLarge(path, size, r.opt)})
	}
	var raw bytes.Buffer
	raw.Grow(int(min(size, limit)) + bytes.MinRead)
	if _, err := raw.ReadFrom(io.LimitReader(in, limit+1)); err != nil {
		return r.broken(path, err)
	}
	if as == message && int64(raw.Len()) <= limit && raw.Len() > 0 {
		return r.message(path, raw.Bytes(), assay.Record{})
	}
	if int64(raw.Len()) <= limit {
		for _, item := range Parse(path, raw.Bytes(), r.opt) {
			if !r.yield(item) {
				return false
			}
		}
		return true
	}
	start, rest := bytes.TrimLeft(raw.Bytes(), "\ufeff \t\r\n"), io.MultiReader(&raw, in)
	line, _, more := bytes.Cut(start, []byte("\n"))
	switch {
	case as == page || as == plain || len(start) == 0:
	case start[0] == '[':
		return r.array(path, rest)
	case start[0] == '{' && as == unknown && more && validJSON(line):
		return r.lines(path, rest)
	}
	return r.yield(Item{Path: path, Err: tooLarge(path, size, r.opt)})
}

// broken yields why reading broke off.
func (r *reader) broken(path string, err error) bool {
	if cause := r.ctx.Err(); cause != nil {
		r.yield(Item{Path: path, Err: fmt.Errorf("%s: not read to the end: %w", path, cause)})
		return false
	}
	return r.yield(Item{Path: path, Err: openError(path, err)})
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
		if blank(line) && err == nil { // there may be millions of them
			continue
		}
		at := fmt.Sprintf("%s:%d", path, n)
		if errors.Is(err, errLong) {
			some = true
			if !r.yield(Item{Path: at, Err: tooLarge(at, 0, r.opt)}) {
				return false
			}
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
			return r.broken(path, err)
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
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return &inputError{fmt.Sprintf("%s: %v", path, err), err}
	case errors.Is(err, fs.ErrNotExist):
		why, advice = "no such file or folder", "check its name"
	case errors.Is(err, syscall.ELOOP):
		why, advice = "a link that leads back to itself", "remove it"
	case errors.Is(err, fs.ErrPermission):
		why, advice = "may not be read", "change its permissions"
	}
	return &inputError{fmt.Sprintf("%s: %s: %s", path, why, advice), err}
}

func tooLarge(path string, size int64, opt Options) error {
	is := "it"
	if size > 0 {
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

package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"unicode"

	"assay"
	"assay/screen"
	"assay/store"
)

// Files that are dropped on the pile are written into a folder beside the ledger, and added
// behind the pages, those of one drop at a time. The folder goes when that is done; one that a
// killed program left goes when the next begins.

// Dropped is what is to be added: paths in a folder, after which reports are not named.
type Dropped struct {
	Folder string
	Paths  []string
	Alone  func(write func() error) error // writes while nobody else does who sits at the workspace
	Told   func(Taken)                    // is told what is safe in the ledger
	by     string                         // the account of who dropped it
}

// Taken is what became of inputs so far.
type Taken struct {
	store.Added
	Known, Twice int
	Bytes        int64     // of those that Told was not told of before
	Refused      []Refused // the same; they are in quarantine
}

// A Refused input could not be read.
type Refused struct{ Name, Reason string }

// addAt is where files are sent to, addedAt where a page hears what becomes of them.
const (
	addAt   = "/add"
	addedAt = "/added"
)

// The most that is taken at once, and the most of which a sender is told that it is too much.
const (
	mostDropped = 256 << 20
	mostHeard   = 8 << 30
)

// dropMark stands in the names of folders of what was dropped, behind the name of the ledger and
// before the number of the program that made it.
const dropMark = "-dropped-"

// stem is what names of these folders begin with, where they are: beside the ledger, or where what is
// for a while stands where the ledger is on a server.
func (s *Server) stem() string {
	if store.OnServer(s.ledger) {
		return filepath.Join(os.TempDir(), "assay"+dropMark)
	}
	return s.ledger + dropMark
}

// A drop is what is being added, or was added last.
type drop struct {
	sync.Mutex
	on, seen  bool // it is being added; what became of it was seen
	fresh     bool // the pile has all of it
	files     int
	bytes, of int64
	taken     Taken
	refused   []Refused // the first of them
	left      int       // of those that are not among these
	failed    string    // why the rest was not added
}

const onWindows = runtime.GOOS == "windows"

// mostRefused is how many of what was refused are named on the pile; all are in quarantine.
const mostRefused = 12

// begin reports whether nothing else is being added.
func (d *drop) begin() bool {
	d.Lock()
	defer d.Unlock()
	if d.on {
		return false
	}
	d.on = true
	return true
}

// running reports whether something is being added.
func (d *drop) running() bool {
	d.Lock()
	defer d.Unlock()
	return d.on
}

// settled says that the pile was looked at since it was added.
func (d *drop) settled() {
	d.Lock()
	defer d.Unlock()
	d.fresh = !d.on
}

// set sets what is being added, told what became of some of it, end that no more will.
func (d *drop) set(files int, of int64) {
	d.Lock()
	defer d.Unlock()
	d.files, d.of, d.seen, d.fresh = files, of, false, false
	d.bytes, d.taken, d.refused, d.left, d.failed = 0, Taken{}, nil, 0, ""
}

func (d *drop) told(t Taken) {
	d.Lock()
	defer d.Unlock()
	d.bytes += t.Bytes
	for _, r := range t.Refused {
		if len(d.refused) == mostRefused {
			d.left++
			continue
		}
		d.refused = append(d.refused, Refused{screen.Clean(r.Name), screen.Clean(r.Reason)})
	}
	d.taken = t
}

func (d *drop) end(err error) {
	d.Lock()
	defer d.Unlock()
	if d.on = false; err != nil {
		d.failed = err.Error()
	}
}

// What a page says of what is being added, or was last.
type addedPage struct {
	On                             bool
	Files, Reports                 int
	New, Anew, Known, Twice, Apart int
	Share                          int  // of a hundred; 0 where it is not known
	Fresh                          bool // the pile has it all
	Refused                        []Refused
	Left                           int
	Failed                         string
}

// page says what is being added or was last; nil is nothing, or what was seen.
func (d *drop) page() *addedPage {
	d.Lock()
	defer d.Unlock()
	if d.files == 0 || d.seen && !d.on {
		return nil
	}
	p := &addedPage{On: d.on, Fresh: d.fresh, Files: d.files, New: d.taken.New, Anew: d.taken.Replaced, Known: d.taken.Unchanged + d.taken.Known, Twice: d.taken.Twice,
		Apart: len(d.refused) + d.left, Refused: slices.Clone(d.refused), Left: d.left, Failed: d.failed}
	p.Reports = p.New + p.Anew + p.Known + p.Twice + p.Apart
	if d.bytes < d.of {
		p.Share = int(100 * d.bytes / d.of)
	}
	return p
}

// added says what becomes of what is being added (modules/drop.js).
func (v *visit) added() (any, error) {
	return v.server.drop.page(), nil
}

// addSeen puts away what became of what was added.
func (v *visit) addSeen() error {
	d := &v.server.drop
	d.Lock()
	d.seen = true
	d.Unlock()
	v.see("/")
	return nil
}

// add takes files that are sent, and has them added.
func (v *visit) add() error {
	s := v.server
	if s.Add == nil {
		return v.none(addAt)
	}
	if !mayWrite(s.ledger) {
		io.Copy(io.Discard, v.Body) // so that the answer is heard
		return fmt.Errorf("%w: %s cannot be written to, so nothing is added", assay.ErrInvalid, v.store.Path())
	}
	if !s.drop.begin() {
		io.Copy(io.Discard, v.Body)
		return &meanwhile{"other files are being added; drop these when that is done"}
	}
	d, err := v.receive()
	if err != nil {
		s.drop.end(nil)
		return err
	}
	if v.person != nil {
		d.by = v.person.name
	}
	s.dropped <- d
	if v.Header.Get("HX-Request") != "" {
		v.writer.WriteHeader(http.StatusAccepted)
		return nil
	}
	v.see("/")
	return nil
}

// A tooLarge says that more was sent than is taken.
type tooLarge struct{}

func (tooLarge) Error() string {
	return fmt.Sprintf("more than %d MB at once; drop less at a time, or use assay add, which has no such limit", mostDropped>>20)
}

// receive writes what is sent into a folder.
func (v *visit) receive() (d Dropped, err error) {
	parts, err := v.MultipartReader()
	if err != nil {
		return d, fmt.Errorf("%w: no files: %v", assay.ErrInvalid, err)
	}
	s := v.server
	d.Folder, err = os.MkdirTemp(filepath.Dir(s.stem()), filepath.Base(s.stem())+strconv.Itoa(os.Getpid())+"-*")
	if err != nil {
		io.Copy(io.Discard, v.Body)
		return d, fmt.Errorf("%w: beside the ledger nothing can be written: %v", assay.ErrInvalid, pathless(err))
	}
	root, err := os.OpenRoot(d.Folder)
	if err == nil {
		defer root.Close()
		var files int
		var size int64
		files, size, d.Paths, err = receive(root, parts)
		s.drop.set(files, size)
	}
	switch {
	case err == nil && len(d.Paths) == 0:
		err = fmt.Errorf("%w: no file was chosen", assay.ErrInvalid)
	case err != nil:
		io.Copy(io.Discard, v.Body)
		err = pathless(err)
	}
	if err != nil {
		s.drop.set(0, 0)
		os.RemoveAll(d.Folder)
	}
	return d, err
}

// receive writes parts into a folder, and returns how many files and bytes they are, and the
// paths at its top. What is dropped as a folder is one.
func receive(root *os.Root, parts *multipart.Reader) (files int, size int64, paths []string, err error) {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return files, size, paths, nil
		}
		if err != nil {
			return files, size, paths, err
		}
		_, says, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		sent := says["filename"]
		if err != nil || sent == "" { // a field; or a field of files in which none was chosen
			continue
		}
		name, f, err := create(root, cleanName(sent))
		if err != nil {
			return files, size, paths, err
		}
		n, err := io.Copy(f, io.LimitReader(part, mostDropped-size+1))
		if err = errors.Join(err, f.Close()); err != nil {
			return files, size, paths, err
		}
		files++
		if size += n; size > mostDropped {
			return files, size, paths, tooLarge{}
		}
		top, _, _ := strings.Cut(name, "/")
		add(&paths, top)
	}
}

// create makes a file of a name, or of another near it where there is one.
func create(root *os.Root, name string) (string, *os.File, error) {
	if dir := path.Dir(name); dir != "." {
		if err := root.MkdirAll(dir, 0o700); err != nil {
			return name, nil, err
		}
	}
	ext := path.Ext(name)
	for n := 1; ; n++ {
		as := name
		if n > 1 {
			as = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
		}
		f, err := root.OpenFile(as, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return as, f, err
		}
	}
}

// cleanName is the name of a file as whoever sends it says it, below a folder or not, without what
// cannot stand in one here.
func cleanName(name string) string {
	const longest, deepest = 120, 8
	var parts []string
	for p := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		p = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsControl(r), r == unicode.ReplacementChar:
				return -1
			case onWindows && strings.ContainsRune(`<>:"|?*`, r):
				return '_'
			}
			return r
		}, strings.ToValidUTF8(p, ""))
		if ext := path.Ext(p); len(p) > longest && len(ext) < longest/2 {
			p = strings.ToValidUTF8(p[:longest-len(ext)], "") + ext
		} else if len(p) > longest {
			p = strings.ToValidUTF8(p[:longest], "")
		}
		if p = strings.TrimSpace(p); p != "" && p != "." && p != ".." {
			parts = append(parts, p)
		}
	}
	parts = parts[max(0, len(parts)-deepest):]
	switch name = strings.Join(parts, "/"); name {
	case "", "-": // which is standard input elsewhere
		return "_"
	}
	return name
}

// pathless is an error without the folder in which files stand for a while.
func pathless(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return fmt.Errorf("%w: %s: %v", assay.ErrInvalid, filepath.Base(of.Path), of.Err)
	}
	return err
}

// mayWrite reports whether the ledger may be written to.
func mayWrite(ledger string) bool {
	if store.OnServer(ledger) {
		return true // which says what it refuses
	}
	f, err := os.OpenFile(ledger, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	return err == nil
}

// addDropped adds what is dropped until ctx is done.
func (s *Server) addDropped(ctx context.Context) {
	for {
		select {
		case d := <-s.dropped:
			s.addOne(ctx, d)
		case <-ctx.Done():
			select {
			case d := <-s.dropped:
				os.RemoveAll(d.Folder)
			default:
			}
			return
		}
	}
}

// addOne adds what was dropped.
func (s *Server) addOne(ctx context.Context, d Dropped) {
	d.Alone = func(write func() error) error {
		return s.alone(func(*store.Store) error { return write() })
	}
	d.Told = s.drop.told
	err := s.Add(store.As(ctx, d.by, store.SeesAll), d)
	if gone := os.RemoveAll(d.Folder); err == nil {
		err = gone
	}
	if err != nil && ctx.Err() == nil {
		s.note(err.Error())
	}
	s.drop.end(err)
}

// forgetDropped removes folders of what was dropped that a killed program left.
func (s *Server) forgetDropped() {
	dir, begins := filepath.Split(s.stem())
	left, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return
	}
	for _, e := range left {
		rest, ours := strings.CutPrefix(e.Name(), begins)
		number, _, _ := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(number)
		if !ours || !e.IsDir() || err != nil || pid < 1 || pid != os.Getpid() && runs(pid) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err == nil {
			s.note(s.keeper.st.Path() + ": what was dropped on it when it was ended may not be added in full; drop it again")
		}
	}
}

// runs reports whether there is a program of a number.
func runs(pid int) bool {
	p, err := os.FindProcess(pid) // on Windows it fails for one that is not there
	if err != nil {
		return false
	}
	defer p.Release()
	if onWindows {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, fs.ErrPermission)
}

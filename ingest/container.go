package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"assay"
	"assay/ingest/warc"
)

// What a container may hold. Pages inflate to five times their size.
const (
	mostRatio   = 300       // times its size that a member may inflate to,
	leastBomb   = 64 << 20  // once it has inflated to that many bytes
	mostBytes   = 256 << 30 // inflated, of all that is in one input
	mostEntries = 1 << 20
	mostNested  = 3 // containers within one another
)

// A refusal is why what a container holds is not read.
type refusal struct{ why string }

func (e *refusal) Error() string { return e.why }

var (
	errRatio   = &refusal{fmt.Sprintf("a bomb: it inflates to more than %d times its size: take out of it what is text", mostRatio)}
	errTotal   = &refusal{fmt.Sprintf("what it holds is longer than %d GB: split it", mostBytes>>30)}
	errEntries = &refusal{fmt.Sprintf("it holds more than %d entries: split it", mostEntries)}
	errNested  = &refusal{fmt.Sprintf("more than %d containers within one another: unpack it", mostNested)}
	errSparse  = &refusal{"a sparse file: unpack it"}
)

// A guard reads a member, and refuses what a bomb would give.
type guard struct {
	r      *reader
	in     io.Reader
	n      int64
	packed func() int64 // how many bytes it took so far, or takes
}

func (g *guard) Read(b []byte) (int, error) {
	n, err := g.in.Read(b)
	g.n += int64(n)
	g.r.total += int64(n)
	switch {
	case g.r.total > mostBytes:
		return 0, errTotal
	case g.n > leastBomb && g.n > mostRatio*g.packed():
		return 0, errRatio
	case err != nil && !errors.Is(err, io.EOF) && g.r.ctx.Err() == nil:
		var why *refusal
		if errors.Is(err, warc.ErrDictionary) {
			err = &refusal{err.Error()}
		} else if !errors.As(err, &why) {
			err = &refusal{fmt.Sprintf("damaged: %v: fetch it again", err)}
		}
	}
	return n, err
}

// A counter counts what is read of a stream.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.in.Read(b)
	c.n += int64(n)
	return n, err
}

// container reads what is in a container, each as if it lay in a folder, under a path
// like "x.zip!inner/a.html".
func (r *reader) container(path string, as form, in io.Reader, size int64) bool {
	if r.nested == 0 {
		r.total, r.inside = 0, 0
	}
	if r.nested >= mostNested {
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: %w", path, errNested)})
	}
	r.nested++
	defer func() { r.nested-- }()
	before := r.inside
	var err error
	switch as {
	case zipped:
		err = r.zip(path, in, size)
	case tarred:
		err = r.tar(path, &counter{in: in})
	case squeezed:
		small := &counter{in: in}
		var plain io.ReadCloser
		if ending(path) == endingZstd {
			plain, err = warc.Zstd(small)
		} else {
			plain, err = gzip.NewReader(small)
		}
		if err != nil {
			break
		}
		inflated := &guard{r: r, in: plain, packed: func() int64 { return small.n }}
		name := path[strings.LastIndexAny(path, `/\!`)+1:]
		name = name[:len(name)-len(filepath.Ext(name))]
		if ending(name) == endingTar || ending(path) == endingTGZ {
			err = r.tar(path, &counter{in: inflated})
		} else {
			err = r.member(path, name, inflated, 0, assay.Record{})
		}
		plain.Close()
	}
	switch {
	case errors.Is(err, errEnded):
		return false
	case err != nil:
		var why *refusal
		if r.ctx.Err() != nil || errors.As(err, &why) {
			return r.broken(path, err)
		}
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: damaged: %w: what follows in it is not read; fetch it again", path, err)})
	case r.inside == before:
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: nothing in it is of a form that is read", path)})
	}
	return true
}

// The endings that say more than the form.
const (
	endingTar  = ".tar"
	endingTGZ  = ".tgz"
	endingWACZ = ".wacz"
)

// errEnded says that nobody wants more.
var errEnded = errors.New("nobody wants more of it")

// member reads one member.
func (r *reader) member(path, name string, in io.Reader, size int64, at assay.Record) error {
	if r.inside++; r.inside > mostEntries {
		return errEntries
	}
	path += "!" + strings.ToValidUTF8(name, "\ufffd")
	if r.only != "" && !within(r.only, path) && !within(path, r.only) {
		return nil
	}
	outer := r.yield
	defer func() { r.yield = outer }()
	r.yield = func(item Item) bool {
		item.standing(at)
		return outer(item)
	}
	if !r.input(path, in, size) {
		return errEnded
	}
	if r.total > mostBytes {
		return errTotal
	}
	return nil
}

// isRead reports whether a member is of a form that is read; folders have the same rule.
func isRead(name string) bool {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return !strings.HasPrefix(base, ".") && !strings.HasPrefix(name, "__MACOSX/") && isNamed(base)
}

// anywhere is in as what can be read at any place: in memory, if it is a stream.
func (r *reader) anywhere(in io.Reader, size int64) (io.ReaderAt, int64, error) {
	if at, ok := in.(io.ReaderAt); ok {
		return at, size, nil
	}
	limit := r.opt.maxBytes()
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case err != nil:
		return nil, 0, err
	case int64(len(b)) > limit:
		return nil, 0, &refusal{"too large to be read from a stream or within another: unpack it"}
	}
	return bytes.NewReader(b), int64(len(b)), nil
}

func (r *reader) zip(path string, in io.Reader, size int64) error {
	at, size, err := r.anywhere(in, size) // its directory stands at its end
	if err != nil {
		return err
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		return err
	}
	if len(z.File) > mostEntries {
		return errEntries
	}
	web := strings.HasSuffix(strings.ToLower(path), endingWACZ)
	for _, f := range z.File {
		if f.FileInfo().IsDir() || !isRead(f.Name) || web && formOf(f.Name) != archived {
			continue
		}
		from, err := f.DataOffset()
		if err != nil && !errors.Is(err, zip.ErrFormat) {
			return err
		}
		if why := refused(f, err, size-from); why != "" {
			r.inside++ // there is one, though it is not read
			name := strings.ToValidUTF8(f.Name, "\ufffd")
			if !r.yield(Item{Path: path + "!" + name, Err: fmt.Errorf("%s!%s: %s", path, name, why)}) {
				return errEnded
			}
			continue
		}
		where := assay.Record{Offset: from, Length: int64(f.CompressedSize64)}
		if f.Method == zip.Store {
			err = r.member(path, f.Name, io.NewSectionReader(at, from, where.Length), where.Length, where)
		} else if in, openErr := f.Open(); openErr != nil {
			return openErr
		} else {
			err = r.member(path, f.Name, &guard{r: r, in: &declared{f: f, in: in}, packed: func() int64 { return where.Length }}, 0, where)
			in.Close()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// What a user can do with a ZIP file that is not as it says.
const unpackIt = "fetch the ZIP file again, or unpack it with another program and add what that gives"

// refused says why a member of a ZIP file is not read, by what the file says of it, of
// whose bytes so many are left where the member starts; "" where nothing is wrong with that.
func refused(f *zip.File, start error, left int64) string {
	switch {
	case start != nil:
		return "damaged: it does not start where the ZIP file says: " + unpackIt
	case f.Flags&1 != 0:
		return "locked by a password: unpack the ZIP file, and add what that gives"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return fmt.Sprintf("packed by method %d of ZIP, of which 0 and 8 are read: unpack the ZIP file with another program, and add what that gives", f.Method)
	case f.CompressedSize64 > uint64(max(0, left)):
		return fmt.Sprintf("damaged: the ZIP file says that it takes %d bytes, and has %d there: %s", f.CompressedSize64, max(0, left), unpackIt)
	case f.Method == zip.Store && f.CompressedSize64 != f.UncompressedSize64:
		return fmt.Sprintf("damaged: the ZIP file says that it is stored as it is, in %d bytes, and that it is %d bytes long: %s", f.CompressedSize64, f.UncompressedSize64, unpackIt)
	}
	return ""
}

// declared says of a member of a ZIP file what is not as the file says.
type declared struct {
	f  *zip.File
	in io.Reader
}

func (d *declared) Read(b []byte) (int, error) {
	n, err := d.in.Read(b)
	says := d.f.UncompressedSize64
	switch {
	case errors.Is(err, zip.ErrFormat):
		err = &refusal{fmt.Sprintf("damaged: the ZIP file says that it is %d bytes long, and it is longer: %s", says, unpackIt)}
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = &refusal{fmt.Sprintf("damaged: the ZIP file says that it is %d bytes long, and it is shorter: %s", says, unpackIt)}
	case errors.Is(err, zip.ErrChecksum):
		err = &refusal{"damaged: its bytes are not those of which the ZIP file has the checksum: " + unpackIt}
	}
	return n, err
}

// tar reads a tar file; offsets are those in what it inflates to.
func (r *reader) tar(path string, in *counter) error {
	t := tar.NewReader(in)
	for {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case h.Typeflag == tar.TypeGNUSparse || h.PAXRecords["GNU.sparse.major"] != "" || h.PAXRecords["GNU.sparse.size"] != "":
			if !r.yield(Item{Path: path, Err: fmt.Errorf("%s!%s: %w", path, strings.ToValidUTF8(h.Name, "\ufffd"), errSparse)}) {
				return errEnded
			}
			continue
		case h.Typeflag != tar.TypeReg || !isRead(h.Name):
			continue
		}
		if err := r.member(path, h.Name, t, h.Size, assay.Record{Offset: in.n, Length: h.Size}); err != nil {
			return err
		}
	}
}

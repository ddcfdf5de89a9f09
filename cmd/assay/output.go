package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"assay/term"
)

// output hands write the place where results that are data go: standard output,
// or what path names. A file is there afterwards whole or not at all, with the
// mode and the place it had; whatever else path leads to, a device or a pipe, is
// written through. On a terminal what steers it is shown, never obeyed.
func (c *console) output(path string, write func(io.Writer) error) error {
	return c.deliver(path, false, write)
}

// text is output for results that are for eyes: wherever they go, what steers a
// terminal is shown in them. Codes of colour are left to who writes them.
func (c *console) text(path string, write func(io.Writer) error) error {
	return c.deliver(path, true, write)
}

// errNothing ends the writing of results where nothing could be read, which was
// told: then a file that is there already is left as it was.
var errNothing = errors.New("nothing could be read")

func (c *console) deliver(path string, text bool, write func(io.Writer) error) error {
	err := c.writeTo(path, text, write)
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

func (c *console) writeTo(path string, text bool, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return c.stream("standard output", c.stdout, text, write)
	}
	target, err := follow(path)
	if err != nil {
		return cannotWrite(path, err)
	}
	if fd, ok := descriptor(target); ok {
		switch fd {
		case 1:
			return c.stream(path, c.stdout, text, write)
		case 2:
			return c.stream(path, c.stderr, text, write)
		}
		f := os.NewFile(uintptr(fd), path)
		if f == nil {
			return cannotWrite(path, fs.ErrNotExist)
		}
		return c.through(path, f, text, write)
	}
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s: cannot be written: it is a folder; name a file in it with -o", path)
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return cannotWrite(path, err)
		}
		return c.through(path, f, text, write)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return cannotWrite(path, err)
	case err != nil:
		info = nil // a new file
	}
	return c.replace(path, target, info, text, write)
}

// stream writes to what is open already, called name.
func (c *console) stream(name string, to io.Writer, text bool, write func(io.Writer) error) error {
	out := &watched{w: to}
	err := shown(out, text, isTerminal(to), write)
	c.progress.clear()
	if out.err != nil {
		return cannotWrite(name, out.err)
	}
	return err
}

// through writes to f and closes it.
func (c *console) through(path string, f *os.File, text bool, write func(io.Writer) error) error {
	err := c.stream(path, f, text, write)
	if closed := f.Close(); err == nil && closed != nil {
		err = cannotWrite(path, closed)
	}
	return err
}

// shown hands write a buffer before w, and what shows what steers a terminal
// before that where it is to be shown.
func shown(w io.Writer, text, terminal bool, write func(io.Writer) error) error {
	buf := bufio.NewWriter(w)
	if !text && !terminal {
		if err := write(buf); err != nil {
			return err
		}
		return buf.Flush()
	}
	safe := term.NewWriter(buf, text)
	if err := write(safe); err != nil {
		return err
	}
	if err := safe.Close(); err != nil {
		return err
	}
	return buf.Flush()
}

// replace puts a new file at target, where the file of info stands or, if it is
// nil, none. It is written beside it under another name first, readable by its
// owner alone, so that whoever looks sees the old file or the new one.
func (c *console) replace(path, target string, info fs.FileInfo, text bool, write func(io.Writer) error) error {
	if info != nil {
		// A rename would replace what its owner has closed to writing.
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return cannotWrite(path, err)
		}
		f.Close()
	}
	dir := filepath.Dir(target)
	f, err := os.CreateTemp(dir, ".assay-*")
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: cannot be written: no file may be made in the folder %s: %w; change its permissions, or write elsewhere with -o", path, dir, cause(err))
	case err != nil:
		return cannotWrite(path, err)
	}
	c.leave(f.Name())
	defer func() {
		os.Remove(f.Name()) // not there any more if all goes well
		c.leave("")
	}()
	out := &watched{w: f}
	err = shown(out, text, false, write)
	if c.ctx.Err() != nil && (err == nil || errors.Is(err, errNothing) || errors.Is(err, context.Canceled)) {
		err = fmt.Errorf("%s: interrupted; it is left as it was", path)
	}
	if out.err == nil && err == nil {
		out.err = errors.Join(f.Chmod(modeOf(f, info)), f.Sync())
	}
	if closed := f.Close(); out.err == nil {
		out.err = closed
	}
	switch {
	case out.err != nil:
		return cannotWrite(path, out.err)
	case errors.Is(err, errNothing) && info != nil:
		c.note(path + ": nothing could be read; it is left as it was")
		return err
	case err != nil:
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

// follow returns what path leads to over links, whether or not that is there.
// It stops at the names of open files, whose links do not lead to them.
func follow(path string) (string, error) {
	for range 40 {
		if _, ok := descriptor(path); ok {
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", errors.New("links lead in a circle")
}

// descriptor returns the number of the open file that path is a name of.
func descriptor(path string) (fd int, ok bool) {
	switch path = filepath.ToSlash(filepath.Clean(path)); path {
	case "/dev/stdout":
		return 1, true
	case "/dev/stderr":
		return 2, true
	}
	for _, dir := range []string{"/dev/fd/", "/proc/self/fd/"} {
		if n, found := strings.CutPrefix(path, dir); found {
			fd, err := strconv.Atoi(n)
			return fd, err == nil && fd >= 0
		}
	}
	return 0, false
}

// A watched writer remembers that it failed, so that a full disk is told from
// what else may go wrong on the way to it.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.w.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		w.err = err
	}
	return n, err
}

func cannotWrite(path string, err error) error {
	return fmt.Errorf("%s: cannot be written: %w; write elsewhere with -o", path, cause(err))
}

func cannotRead(path string, err error) error {
	return fmt.Errorf("%s: cannot be read: %w; check its name and permissions", path, cause(err))
}

// cause returns what went wrong without the operation and the path.
func cause(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	}
	return err
}

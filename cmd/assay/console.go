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
	"strings"
	"time"
)

// A console is where a command reads and writes, and whether all went well.
type console struct {
	ctx      context.Context
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	progress *progress
	failed   bool
}

// complain writes err as one line on standard error and makes the exit status 1.
func (c *console) complain(err error) {
	c.failed = true
	c.note(err.Error())
}

// note writes one line on standard error.
func (c *console) note(line string) {
	c.progress.clear()
	fmt.Fprintf(c.stderr, "assay: %s\n", strings.Join(strings.Fields(line), " "))
}

// output hands write the place where the results go: standard output, or the
// file at path, which is there afterwards whole or not at all.
func (c *console) output(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		out := &watched{w: c.stdout}
		w := bufio.NewWriter(out)
		err := write(w)
		c.progress.clear()
		if err == nil {
			err = w.Flush()
		}
		if out.err != nil {
			return cannotWrite("standard output", out.err)
		}
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".assay-*")
	if err != nil {
		return cannotWrite(path, err)
	}
	defer os.Remove(f.Name()) // not there any more if all goes well
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		f.Close()
		return err
	}
	// CreateTemp makes the file for its owner alone; what is written here is to
	// be read like any other file.
	if err := errors.Join(w.Flush(), f.Chmod(0o644), f.Close()); err != nil {
		return cannotWrite(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

// A watched writer remembers that it failed, so that a full disk is told from
// what else may go wrong on the way to it.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.w.Write(b)
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

// A progress counts on a terminal how far a command has come. On anything else
// it is silent.
type progress struct {
	w     io.Writer // nil if it is no terminal
	n     int
	shown bool
	next  time.Time
}

func newProgress(w io.Writer) *progress {
	if isTerminal(w) && os.Getenv("TERM") != "dumb" {
		return &progress{w: w, next: time.Now().Add(time.Second / 2)}
	}
	return &progress{}
}

// step counts one more report, and shows the count a few times a second.
func (p *progress) step() {
	p.n++
	p.count(p.n, "reports")
}

// count shows that n things were read, a few times a second.
func (p *progress) count(n int, what string) {
	if p.w != nil && time.Now().After(p.next) {
		fmt.Fprintf(p.w, "\r%d %s read", n, what)
		p.shown, p.next = true, time.Now().Add(time.Second/5)
	}
}

// clear takes the count off the screen.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\033[K")
		p.shown = false
	}
}

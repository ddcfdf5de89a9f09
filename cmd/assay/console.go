package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"assay/fetch"
	"assay/term"
)

// A console is where a command reads and writes, and whether all went well.
type console struct {
	ctx      context.Context
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	progress *progress
	color    string // auto, always, never
	failed   bool
	stopped  bool                   // a signal is what it waited for
	web      fetch.Options          // set by tests alone
	half     atomic.Pointer[string] // a file that is being written under another name
}

func newConsole(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) *console {
	return &console{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, progress: newProgress(stderr, time.Now)}
}

// complain writes err as one line on standard error, or each of several that
// were joined as one, and makes the exit status 1.
func (c *console) complain(err error) {
	c.failed = true
	if list, ok := err.(interface{ Unwrap() []error }); ok && err.Error() == errors.Join(list.Unwrap()...).Error() {
		for _, err := range list.Unwrap() {
			c.complain(err)
		}
		return
	}
	c.note(err.Error())
}

// note writes one line on standard error. All that the program says there but
// for its progress goes through here: names and texts in it steer no terminal.
func (c *console) note(line string) {
	c.progress.clear()
	fmt.Fprintf(c.stderr, "assay: %s\n", term.Visible(line))
}

// leave remembers that a file is half written under this name; "" that none is.
func (c *console) leave(path string) { c.half.Store(&path) }

// drop removes what is half written.
func (c *console) drop() {
	if path := c.half.Load(); path != nil && *path != "" {
		os.Remove(*path)
	}
}

// style says how wide a text may be and whether it may have colour: 0 and no
// where nobody is looking, so that what goes into a file is the same everywhere.
func (c *console) style(path string) (columns int, color bool) {
	watched := path == "" && isTerminal(c.stdout)
	if watched {
		columns = width(c.stdout.(*os.File))
	}
	switch c.color {
	case "always":
		return columns, true
	case "never":
		return columns, false
	}
	return columns, watched && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// isTerminal reports whether somebody is looking at w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && width(f) > 0
}

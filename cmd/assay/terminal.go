package main

import (
	"io"
	"os"
)

// isTerminal reports whether somebody is looking at w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && width(f) > 0
}

// style says how wide a text may be and whether it may have colour: 0 and no
// where nobody is looking, so that what goes into a file is the same everywhere.
func style(w io.Writer) (columns int, color bool) {
	if !isTerminal(w) {
		return 0, false
	}
	return width(w.(*os.File)), os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

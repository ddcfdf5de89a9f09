//go:build !unix

package main

import (
	"io/fs"
	"os"
)

// width returns the columns of a terminal, 0 if f is none: here it is never
// asked, and everything is written as into a file.
func width(*os.File) int { return 0 }

// modeOf returns the mode of a file that replaces old, or of a new one.
func modeOf(_ *os.File, old fs.FileInfo) fs.FileMode {
	if old == nil {
		return 0o666
	}
	return old.Mode().Perm()
}

//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// width returns the columns of a terminal, 0 if f is none.
func width(f *os.File) int {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	if size.Col == 0 {
		return 80 // a terminal that does not say how wide it is
	}
	return int(size.Col)
}

//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"

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

// modeOf returns the mode that f, new and its owner's alone, gets: that of the
// file it replaces, or for none what the umask leaves. f is given to the owner
// and group of the old file; where that may not be, nobody is let in who had no
// way to the old one.
func modeOf(f *os.File, old fs.FileInfo) fs.FileMode {
	if old == nil {
		// There is no way to ask but to set it; for that moment nothing is open.
		mask := unix.Umask(0o077)
		unix.Umask(mask)
		return 0o666 &^ fs.FileMode(mask)
	}
	mode := old.Mode().Perm()
	was, ok := old.Sys().(*syscall.Stat_t)
	is, err := f.Stat()
	if !ok || err != nil {
		return mode & 0o600
	}
	now, ok := is.Sys().(*syscall.Stat_t)
	switch {
	case ok && now.Uid == was.Uid && now.Gid == was.Gid:
	case f.Chown(int(was.Uid), int(was.Gid)) == nil:
	case ok && now.Gid == was.Gid || f.Chown(-1, int(was.Gid)) == nil:
	default: // one group becomes the others, and others become the group
		both := mode >> 3 & mode & 0o007
		mode = mode&0o700 | both<<3 | both
	}
	return mode
}

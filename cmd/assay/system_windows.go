package main

import (
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// width returns the columns of a console, 0 if f is none, and has it take codes
// of colour as such; one that cannot is written to as into a file.
func width(f *os.File) int {
	handle := windows.Handle(f.Fd())
	var mode uint32
	if windows.GetConsoleMode(handle, &mode) != nil {
		return 0
	}
	const codes = windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING
	if mode&codes == 0 && windows.SetConsoleMode(handle, mode|codes) != nil {
		return 0
	}
	var info windows.ConsoleScreenBufferInfo
	if windows.GetConsoleScreenBufferInfo(handle, &info) != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}

// modeOf returns the mode of a file that replaces old, or of a new one; Windows
// knows of it only whether a file may be written, and its folder says the rest.
func modeOf(_ *os.File, old fs.FileInfo) fs.FileMode {
	if old == nil {
		return 0o666
	}
	return old.Mode().Perm()
}

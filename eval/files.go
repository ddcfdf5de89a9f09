package eval

import (
	"errors"
	"io/fs"
	"os"
)

// openFile opens a file of a corpus. Most of them are found in a folder, not
// named, and a pipe that lies there could keep the program waiting for ever.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("is no regular file")}
	}
	return os.Open(path)
}

// readFile reads such a file whole.
func readFile(path string) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	f.Close()
	return os.ReadFile(path)
}

// isAbsent reports whether an error is that a file is not there.
func isAbsent(err error) bool { return errors.Is(err, fs.ErrNotExist) }

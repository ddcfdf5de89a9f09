//go:build unix

package mapped

import (
	"os"

	"golang.org/x/sys/unix"
)

// Open maps the file at path into memory and returns how it is given back.
func Open(path string) (data []byte, close func() error, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return readWhole(f)
	}
	data, err = unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return readWhole(f)
	}
	return data, func() error { return unix.Munmap(data) }, nil
}

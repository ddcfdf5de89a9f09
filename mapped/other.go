//go:build !unix

package mapped

import "os"

// Open reads a file whole where the system's way to map one is not used.
func Open(path string) (data []byte, close func() error, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return readWhole(f)
}

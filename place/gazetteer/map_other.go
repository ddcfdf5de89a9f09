//go:build !unix

package gazetteer

import "os"

// mapFile reads a file whole where the system's way to map one is not used.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return readWhole(f)
}

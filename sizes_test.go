package assay_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Limits of size, in bytes, set once for what is to come: weights of an encoder
// are the only files that may be large.
const (
	maxTree    = 100e6
	maxProgram = 130e6 // 12 of them are PDFium and what runs it
	maxFile    = 5 << 20
	weights    = "lang/en/encoder.bin"
)

// TestSizes holds the tree, its files and the stripped program to their limits.
func TestSizes(t *testing.T) {
	var tree int64
	walk(t, func(path string, d fs.DirEntry) {
		info, err := d.Info()
		if err != nil {
			t.Fatal(err)
		}
		if n := info.Size(); n > maxFile && filepath.ToSlash(path) != weights {
			t.Errorf("%s has %d bytes, more than %d", path, n, int64(maxFile))
		}
		tree += info.Size()
	})
	if tree > maxTree {
		t.Errorf("the tree has %d bytes, more than %d", tree, int64(maxTree))
	}
	program := filepath.Join(t.TempDir(), "assay")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, "./cmd/assay")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > maxProgram {
		t.Errorf("the program has %d bytes, more than %d", info.Size(), int64(maxProgram))
	}
	t.Logf("tree %.1f MB, program %.1f MB", float64(tree)/1e6, float64(info.Size())/1e6)
}

package mapped

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for _, content := range []string{"", "a ledger of what was said"} {
		path := filepath.Join(dir, "file")
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		data, done, err := Open(path)
		if err != nil || string(data) != content {
			t.Fatalf("%q, %v; want %q", data, err, content)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if string(data) != content {
			t.Errorf("the bytes went with the name")
		}
		if err := done(); err != nil {
			t.Error(err)
		}
	}
	if _, _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, _, err := Open(dir); err == nil {
		t.Error("a folder is no file")
	}
}

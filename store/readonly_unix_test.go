//go:build unix

package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A ledger that cannot be written, nor the folder it is in, is read all the
// same. Root may write to any file, so root asks as nobody.
func TestReadOnly(t *testing.T) {
	ofFiles(t, "rights of files")
	const env = "ASSAY_TEST_READONLY"
	if path := os.Getenv(env); path != "" {
		s, err := Open(context.Background(), path)
		if err != nil {
			fmt.Println("answer:", err)
			return
		}
		var b bytes.Buffer
		err = s.Lines(context.Background(), &b)
		s.Close()
		fmt.Printf("answer: %x %v\n", sha256.Sum256(b.Bytes()), err)
		return
	}
	dir := t.TempDir()
	for parent := dir; len(parent) > len(os.TempDir()); parent = filepath.Dir(parent) {
		if err := os.Chmod(parent, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	binary := filepath.Join(dir, "store.test")
	program, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(binary, program, 0o755); err != nil {
		t.Fatal(err)
	}
	ask := func(path string) string {
		cmd := exec.Command(binary, "-test.run=^TestReadOnly$")
		cmd.Dir = "/"
		cmd.Env = append(os.Environ(), env+"="+path)
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := cmd.Output()
		_, answer, found := strings.Cut(string(out), "answer: ")
		if err != nil || !found {
			t.Skipf("nobody cannot be asked here: %v %s", err, out)
		}
		answer, _, _ = strings.Cut(answer, "\n")
		return answer
	}
	for _, c := range []struct {
		name         string
		folder, file os.FileMode
		estimates    bool // made before
	}{
		{"folder and file", 0o555, 0o444, true},
		{"folder and file, no estimates", 0o555, 0o444, false},
		{"file", 0o777, 0o444, true},
		{"folder", 0o555, 0o666, true},
	} {
		folder := filepath.Join(dir, c.name)
		if err := os.Mkdir(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, "a.db")
		s, err := Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(t.Context(), pile(t, 5), stages); err != nil {
			t.Fatal(err)
		}
		var want string
		if c.estimates {
			want = fmt.Sprintf("%x <nil>", sha256.Sum256([]byte(lines(t, s))))
			s.Close()
		} else {
			s.Close()
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			beside := filepath.Join(dir, "b.db")
			if err := os.WriteFile(beside, whole, 0o666); err != nil {
				t.Fatal(err)
			}
			other, err := Open(t.Context(), beside)
			if err != nil {
				t.Fatal(err)
			}
			want = fmt.Sprintf("%x <nil>", sha256.Sum256([]byte(lines(t, other))))
			other.Close()
		}
		if err := os.Chmod(path, c.file); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(folder, c.folder); err != nil {
			t.Fatal(err)
		}
		if got := ask(path); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() != "a.db" && e.Name() != "a.db-index" {
				t.Errorf("%s: %s is left", c.name, e.Name())
			}
		}
		// What somebody has begun to write cannot be read without a place for it.
		if c.folder == 0o555 {
			os.Chmod(folder, 0o755)
			if err := os.WriteFile(path+"-wal", []byte("begun"), 0o444); err != nil {
				t.Fatal(err)
			}
			os.Chmod(folder, c.folder)
			if got := ask(path); !strings.Contains(got, "was not closed by who wrote to it") {
				t.Errorf("%s, with a log: %s", c.name, got)
			}
		}
		os.Chmod(folder, 0o755)
	}
}

// A new ledger has the mode that the umask leaves, and so has a folder of its.
func TestModeOfNew(t *testing.T) {
	ofFiles(t, "rights of files")
	for _, umask := range []int{0o077, 0o002} {
		old := syscall.Umask(umask)
		path := filepath.Join(t.TempDir(), "a.db")
		s, err := Create(t.Context(), path)
		syscall.Umask(old)
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != os.FileMode(0o666&^umask) {
			t.Errorf("umask %o: mode %v, %v", umask, info.Mode(), err)
		}
	}
}

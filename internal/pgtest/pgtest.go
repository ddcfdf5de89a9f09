//go:build unix

package pgtest

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// oldest is the first version of PostgreSQL on which a ledger can be.
const oldest = 15

// Bin returns the folder of the binaries; "" if there are none.
func Bin() string {
	best, at := oldest-1, ""
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, dir := range dirs {
		n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if _, noServer := os.Stat(filepath.Join(dir, "initdb")); err == nil && noServer == nil && n > best {
			best, at = n, dir
		}
	}
	return at
}

// Start starts a server and returns the address of its database as its owner.
func Start(t testing.TB) string {
	t.Helper()
	if os.Getenv("ASSAY_NO_SERVER") != "" {
		t.Skip("SKIPPED: ASSAY_NO_SERVER is set")
	}
	bin := Bin()
	if bin == "" {
		t.Skip("SKIPPED: no PostgreSQL 15 or newer in /usr/lib/postgresql; apt-get install postgresql")
	}
	dir, err := os.MkdirTemp("", "assay-pg") // its name is short: so are those of sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	var who *syscall.SysProcAttr
	if os.Geteuid() == 0 { // the server refuses to run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Skip("SKIPPED: PostgreSQL does not run as root, and there is no user postgres")
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		who = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	command := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.Dir, cmd.SysProcAttr = dir, who
		cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return bytes.HasPrefix([]byte(v), []byte("PG")) }), "HOME="+dir)
		return cmd
	}
	data := filepath.Join(dir, "data")
	if out, err := command("initdb", "-D", data, "-U", "assay", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	args := []string{"-D", data, "-k", dir}
	for _, set := range []string{"listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0", "max_connections=60", "shared_buffers=64MB"} {
		args = append(args, "-c", set)
	}
	var said bytes.Buffer
	server := command("postgres", args...)
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGQUIT) // at once: nothing of it is kept
		<-ended
	})
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if command("pg_isready", "-q", "-h", dir).Run() == nil {
			break
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the server ended: %v\n%s", err, said.Bytes())
		default:
		}
		if time.Since(begun) > 3*time.Minute {
			t.Fatalf("the server did not begin within three minutes\n%s", said.Bytes())
		}
	}
	return fmt.Sprintf("postgres://assay@/postgres?host=%s", url.QueryEscape(dir))
}

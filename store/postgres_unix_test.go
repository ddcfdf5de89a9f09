//go:build unix

package store

import (
	"os"
	"os/exec"
	"testing"

	"assay/internal/pgtest"
)

func TestOnPostgres(t *testing.T) {
	if os.Getenv(theServer) != "" {
		return
	}
	address := pgtest.Start(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"-test.count=1", "-test.timeout=10m", "-test.run=" + onServer}
	if testing.Verbose() {
		args = append(args, "-test.v")
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), theServer+"="+address, "XDG_CACHE_HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("on a server: %v\n%s", err, out)
	} else if testing.Verbose() {
		t.Logf("%s", out)
	}
}

// onServer are the tests that are run there: all, but those that ASSAY_PG_RUN chooses.
var onServer = os.Getenv("ASSAY_PG_RUN")

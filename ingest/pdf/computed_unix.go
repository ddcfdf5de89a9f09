//go:build unix

package pdf

import (
	"syscall"
	"time"
)

// computed is the time for which the process has computed so far.
func computed() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return time.Since(time.Unix(0, 0))
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

//go:build unix

package workload

import (
	"syscall"
	"time"
)

// CPU is the processor time that the program has used: unlike the time on a
// clock it is the same on a busy machine.
func CPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

package corpus

import (
	"syscall"
	"time"
)

// threadTime returns how long this thread has run so far.
func threadTime() time.Duration {
	const thisThread = 1
	var r syscall.Rusage
	if syscall.Getrusage(thisThread, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

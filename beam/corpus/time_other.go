//go:build !linux

package corpus

import "time"

var started = time.Now()

// threadTime returns how long this process has been there: the time of a thread is known on
// Linux alone.
func threadTime() time.Duration { return time.Since(started) }

//go:build !unix

package pdf

import "time"

var started = time.Now()

// computed is the time since the process started: what it computed is not asked here.
func computed() time.Duration { return time.Since(started) }

//go:build !unix

package workload

import "time"

var begun = time.Now()

// CPU is the time on a clock, where the system does not say what a program used.
func CPU() time.Duration { return time.Since(begun) }

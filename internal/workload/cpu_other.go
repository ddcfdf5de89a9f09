//go:build !unix

package workload

import "time"

var begun = time.Now()

// cpu is the time on a clock, where the system does not say what a program used.
func cpu() time.Duration { return time.Since(begun) }

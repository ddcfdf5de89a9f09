package copies

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// workers returns how many workers n pieces of work get.
func workers(n int) int { return max(1, min(runtime.GOMAXPROCS(0), n)) }

// each starts a worker for each processor; each takes the numbers below n from
// next until there are none. What work makes must not depend on who made it.
func each(n int, work func(next func() (int, bool))) {
	var taken atomic.Int64
	next := func() (int, bool) {
		i := int(taken.Add(1)) - 1
		return i, i < n
	}
	var wait sync.WaitGroup
	for range workers(n) {
		wait.Go(func() { work(next) })
	}
	wait.Wait()
}

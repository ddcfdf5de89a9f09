package account

import (
	"sync"
	"time"
)

// A Limiter says how often something may be done under a key: Burst times at once, and once
// more after each Every. It knows a bounded number of keys.
type Limiter struct {
	Burst int
	Every time.Duration

	mu   sync.Mutex
	full map[string]time.Time // when a key has all of its burst again
}

// mostKeys is how many keys are known; of more, those go first that have most left.
const mostKeys = 10_000

// Take reports whether something may be done under a key now, and counts it if so; else it
// says how long to wait.
func (l *Limiter) Take(key string, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.full == nil {
		l.full = map[string]time.Time{}
	}
	at := l.full[key]
	if at.Before(now) {
		at = now
	}
	if next := at.Add(l.Every); next.Sub(now) <= time.Duration(l.Burst)*l.Every {
		if _, known := l.full[key]; !known && len(l.full) >= mostKeys {
			l.forget(now)
		}
		l.full[key] = next
		return 0, true
	}
	return at.Sub(now) - time.Duration(l.Burst-1)*l.Every, false
}

// Forgive takes back what was counted under a key.
func (l *Limiter) Forgive(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.full, key)
}

// forget makes room: for what counts no more or, if all does, for the key that is full first.
func (l *Limiter) forget(now time.Time) {
	first, at := "", time.Time{}
	for key, full := range l.full {
		if !full.After(now) {
			delete(l.full, key)
		} else if first == "" || full.Before(at) {
			first, at = key, full
		}
	}
	if len(l.full) >= mostKeys {
		delete(l.full, first)
	}
}

package assay

import "time"

// SameDays reports whether two stretches of time, from a to b and from c to d, tell of
// the same days: half of what lies in either lies in both.
func SameDays(a, b, c, d time.Time) bool {
	latest, earliest := a, a // of the beginnings
	if c.After(a) {
		latest = c
	} else {
		earliest = c
	}
	first, last := b, d // of the ends
	if d.Before(b) {
		first, last = d, b
	}
	return 2*first.Sub(latest) >= last.Sub(earliest)
}

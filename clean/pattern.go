package clean

import (
	"regexp"
	"sync"
)

// A pattern is a regular expression that is compiled when it is first used: the
// program starts without reading a report, to say its version or ask a ledger.
type pattern func() *regexp.Regexp

func lazily(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

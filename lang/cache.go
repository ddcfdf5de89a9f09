package lang

import (
	"container/list"
	"crypto/sha256"
	"sync"

	"assay/lang/neural"
)

// A cache remembers what windows were encoded as: archives are half copies. It holds
// cacheSize bytes at most and forgets what was asked for longest ago. Goroutines share
// it.
type cache struct {
	mu    sync.Mutex
	byKey map[[sha256.Size]byte]*list.Element
	order list.List // of *encoded, the last asked for in front
	size  int
}

const cacheSize = 32 << 20

// An encoded is the states of the words of a window, and of its [CLS] behind them.
type encoded struct {
	key    [sha256.Size]byte
	states neural.Rows8
}

func (e *encoded) size() int { return len(e.states.Data) + 4*len(e.states.Scales) + 200 }

func newCache() *cache { return &cache{byKey: map[[sha256.Size]byte]*list.Element{}} }

// states returns the states of w: those that are remembered, or those that encode
// makes. They are not to be changed.
func (c *cache) states(w *window, encode func() neural.Rows8) neural.Rows8 {
	key := sha256.Sum256([]byte(w.key()))
	c.mu.Lock()
	if at, ok := c.byKey[key]; ok {
		c.order.MoveToFront(at)
		c.mu.Unlock()
		return at.Value.(*encoded).states
	}
	c.mu.Unlock()
	e := &encoded{key, encode()}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok { // another was as quick
		return e.states
	}
	c.byKey[key] = c.order.PushFront(e)
	for c.size += e.size(); c.size > cacheSize; {
		old := c.order.Remove(c.order.Back()).(*encoded)
		delete(c.byKey, old.key)
		c.size -= old.size()
	}
	return e.states
}

package workspace

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"assay/store"
)

// A keeper writes to the ledger, and puts events and estimates together when something has
// changed. A user who rules on one thing after another waits for neither: what is being put
// together gives way, and is begun again when nothing was written for a while.
type keeper struct {
	st *store.Store
	mu sync.Mutex // of st

	state  sync.Mutex
	wrote  time.Time
	cancel context.CancelFunc // ends what is being put together
}

const (
	lookEvery = time.Second
	quiet     = 1500 * time.Millisecond
)

// write calls f with the store to write to.
func (s *Server) write(ctx context.Context, f func(*store.Store) error) error {
	k := &s.keeper
	k.state.Lock()
	k.wrote = time.Now()
	if k.cancel != nil {
		k.cancel()
	}
	k.state.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	err := s.say(ctx, f)
	k.state.Lock()
	k.wrote = time.Now()
	k.state.Unlock()
	return err
}

// keep keeps the pile up to date until ctx is done.
func (s *Server) keep(ctx context.Context) {
	failed := ""
	for {
		if err := s.look(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) && err.Error() != failed {
			failed = err.Error()
			s.note(failed)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery):
		}
	}
}

// look makes the pile anew where the ledger has changed since it was made.
func (s *Server) look(ctx context.Context) error {
	k := &s.keeper
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	k.state.Lock()
	busy := time.Since(k.wrote) < quiet
	k.cancel = cancel
	k.state.Unlock()
	if busy {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := s.bring(ctx); err != nil {
		return err
	}
	now, err := k.st.Stamp(ctx)
	old := s.pile.Load()
	if err != nil || old != nil && old.stamp == now {
		return err
	}
	if same, err := s.untouched(ctx, old); err != nil || same {
		if same {
			old.stamp = now
		}
		return err
	}
	if old != nil {
		old.stale.Store(true)
	}
	p, err := newPile(ctx, k.st)
	if err != nil {
		return err
	}
	kept, err := k.st.Kept(ctx)
	if err == nil {
		s.unkept.Store(!kept)
		p.changes = changed(old, p)
		if old != nil && old.reports == p.reports {
			p.said = old.said // of which rulings change nothing
		}
		s.pile.Store(p)
	}
	return err
}

// fresh says whether the pile is up to date (modules/stale.js).
func (v *visit) fresh() error {
	v.writer.Header().Set("Content-Type", "application/json")
	_, err := fmt.Fprintf(v.writer, `{"fresh":%t}`, v.pile != nil && !v.pile.stale.Load())
	return err
}

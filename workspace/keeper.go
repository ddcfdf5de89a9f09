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
	looked time.Time          // by [Server.keep] alone
	cancel context.CancelFunc // ends what is being put together
}

const (
	lookEvery = time.Second
	quiet     = 1500 * time.Millisecond

	// While reports are being added, each batch changes the ledger: the pile is put together anew now
	// and then, and at the end.
	whileAdding = 30 * time.Second
)

// write calls f with the store to write to; what is being put together gives way.
func (s *Server) write(ctx context.Context, f func(*store.Store) error) error {
	k := &s.keeper
	k.state.Lock()
	k.wrote = time.Now()
	if k.cancel != nil {
		k.cancel()
	}
	k.state.Unlock()
	k.mu.Lock()
	err := s.say(ctx, f)
	k.mu.Unlock()
	k.state.Lock()
	k.wrote = time.Now()
	k.state.Unlock()
	return err
}

// behind calls f with the store to write to, when nothing is being put together.
func (s *Server) behind(f func(*store.Store) error) error {
	s.keeper.mu.Lock()
	defer s.keeper.mu.Unlock()
	return f(s.keeper.st)
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
func (s *Server) look(ctx context.Context) (err error) {
	k := &s.keeper
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	k.state.Lock()
	busy := time.Since(k.wrote) < quiet || s.adding() && time.Since(k.looked) < whileAdding
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
	all := !s.adding()
	defer func() {
		if k.looked = time.Now(); err == nil && all {
			s.drop.settled()
		}
	}()
	now, err := k.st.Stamp(ctx)
	old := s.pile.Load()
	if err == nil && old != nil && old.stamp == now {
		return s.tie(ctx, old, nil)
	}
	if err != nil {
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
		err = s.tie(ctx, p, old)
	}
	return err
}

// tie finds the ties of a pile, unless they are known, once the pile can be looked at; old is the one
// before.
func (s *Server) tie(ctx context.Context, p, old *pile) error {
	if p.ties.Load() != nil {
		return nil
	}
	var of *ties
	if old != nil {
		of = old.ties.Load()
	}
	t, err := p.tie(ctx, s.keeper.st, of)
	if err == nil {
		p.ties.Store(t)
	}
	return err
}

// fresh says whether the pile is up to date (modules/stale.js).
func (v *visit) fresh() error {
	v.writer.Header().Set("Content-Type", "application/json")
	_, err := fmt.Fprintf(v.writer, `{"fresh":%t}`, v.pile != nil && !v.pile.stale.Load())
	return err
}

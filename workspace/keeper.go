package workspace

import (
	"context"
	"errors"
	"fmt"
	"strconv"
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

// alone calls f with the store to write to, when nothing is being put together.
func (s *Server) alone(f func(*store.Store) error) error {
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
	if err != nil {
		return err
	}
	p := s.pile.Load()
	if p != nil && p.stamp != now {
		same, err := s.untouched(ctx, p)
		if err != nil {
			return err
		}
		if same {
			p.stamp = now
		}
	}
	if p == nil || p.stamp != now {
		if p, err = s.renew(ctx, p); err != nil {
			return err
		}
	}
	if b := s.held.Load(); b != nil && b.of == p {
		return nil
	}
	err = s.makeBehind(ctx, k.st, p)
	if err != nil && ctx.Err() == nil {
		s.held.Store(&behind{of: p, err: err})
	}
	return err
}

// renew makes a pile in place of an old one; nil is none.
func (s *Server) renew(ctx context.Context, old *pile) (*pile, error) {
	if old != nil {
		old.stale.Store(true)
	}
	beside, back, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	p, err := newPile(ctx, s.keeper.st, beside)
	back()
	if err != nil {
		return nil, err
	}
	kept, err := s.keeper.st.Kept(ctx)
	if err != nil {
		return nil, err
	}
	s.unkept.Store(!kept)
	p.changes = changed(old, p)
	s.pile.Store(p)
	return p, s.keepFirst(ctx, p)
}

// What of a page may be of the ledger as it was.
const (
	staleAll = 1 + iota
	staleBehind
)

// stale says what of a page is being brought up to date; 0 where nothing is.
func (v *visit) stale() int {
	switch {
	case v.pile == nil || v.pile.stale.Load():
		return staleAll
	case v.late:
		return staleBehind
	}
	return 0
}

// fresh says whether the pile is up to date and, where that is asked for, what is behind it (modules/stale.js).
func (v *visit) fresh() error {
	if v.FormValue("of") == strconv.Itoa(staleBehind) {
		b := v.server.held.Load()
		v.late = b == nil || b.of != v.pile
	}
	v.writer.Header().Set("Content-Type", "application/json")
	_, err := fmt.Fprintf(v.writer, `{"fresh":%t}`, v.stale() == 0)
	return err
}

package workspace

import (
	"context"

	"assay/store"
)

// A share is what makes a server one of a part of a ledger, for those who see that part and no
// more: the ledger that it answers from is a share (store.ShareFrom), in which nothing else is.
type share struct {
	of      *Server      // of the whole ledger
	from    *store.Store // the same, to bring what changed
	sees    store.Sees
	brought store.Stamp
}

// bring brings a share up to date with its ledger; nothing for the ledger itself.
func (s *Server) bring(ctx context.Context) error {
	sh := s.share
	if sh == nil {
		return nil
	}
	now, err := sh.from.Stamp(ctx)
	if err != nil || now == sh.brought {
		return err
	}
	// What is held of what was taken out is not to be shown: who asks is told to wait.
	err = s.keeper.st.ShareFrom(ctx, sh.from, sh.sees, func() { s.pile.Store(nil); s.held.Store(nil) })
	if err == nil {
		sh.brought = now
	}
	return err
}

// adding reports whether files that were dropped are being added.
func (s *Server) adding() bool {
	if s.share != nil {
		return s.share.of.drop.running()
	}
	return s.drop.running()
}

// say has f say something of the ledger. Who sees a part of it says it of that part first: what
// cannot be said there is not said, and they are told what is to be told of the part.
func (s *Server) say(ctx context.Context, f func(*store.Store) error) error {
	sh, st := s.share, s.keeper.st
	if sh == nil {
		return f(st)
	}
	if err := st.Try(f); err != nil {
		return err
	}
	if err := sh.of.write(ctx, func(all *store.Store) error { return f(all.Through(st)) }); err != nil {
		return err
	}
	return s.bring(ctx)
}

// untouched reports whether a ledger says what it said, though something in it changed: a session
// began, somebody was given a right.
func (s *Server) untouched(ctx context.Context, old *pile) (bool, error) {
	if s.share != nil || old == nil {
		return false, nil
	}
	n, err := s.keeper.st.Touched(ctx)
	if err != nil || n != old.touched {
		return false, err
	}
	return s.keeper.st.Kept(ctx)
}

package workspace

import (
	"context"
	"errors"
	"html/template"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"assay/store"
)

// A Server shows one ledger.
type Server struct {
	ledger    string
	readers   chan *store.Store
	keeper    keeper
	pile      atomic.Pointer[pile]   // nil until it was looked at
	held      atomic.Pointer[behind] // what is behind it
	unkept    atomic.Bool            // what is put together cannot be written to the ledger
	names     names
	said      atomic.Pointer[string]     // who ruled last
	brief     atomic.Pointer[briefTitle] // the brief that was worked on last
	added     atomic.Pointer[briefTitle] // that into which something was just put, until a page says so
	templates map[string]*template.Template
	assets    assets
	note      func(string)
	drop      drop
	dropped   chan Dropped // at most one waits

	// Add adds what is dropped on the pile; where it is nil nothing can be. It is set before
	// [Server.Serve] is called.
	Add func(context.Context, Dropped) error
}

// readers is how many requests read at once.
const readers = 4

// New opens a ledger to show it. What goes wrong behind the pages is noted.
func New(ctx context.Context, ledger string, note func(string)) (*Server, error) {
	s := &Server{ledger: ledger, readers: make(chan *store.Store, readers), note: note, dropped: make(chan Dropped, 1)}
	for range readers {
		st, err := store.Open(ctx, ledger)
		if err != nil {
			s.Close()
			return nil, err
		}
		s.readers <- st
	}
	st, err := store.Open(ctx, ledger)
	if err != nil {
		s.Close()
		return nil, err
	}
	s.keeper.st = st
	if s.assets, err = newAssets(); err == nil {
		s.templates, err = parse(&s.assets)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close closes the ledger, when nobody is answered any more.
func (s *Server) Close() (err error) {
	if s.keeper.st != nil {
		err = s.keeper.st.Close()
	}
	for {
		select {
		case st := <-s.readers:
			err = errors.Join(err, st.Close())
		default:
			return err
		}
	}
}

// reader lends a store to read from, and gives it back.
func (s *Server) reader(ctx context.Context) (st *store.Store, back func(), err error) {
	select {
	case st := <-s.readers:
		st.AsKept = !s.unkept.Load()
		return st, func() { s.readers <- st }, nil
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
}

// Most time that one answer may take, and the most that is read of a request.
const (
	answerTime = time.Minute
	mostBody   = 1 << 20
)

// Serve answers at a listener until ctx is done, and then ends what was begun. Opened is
// called with the address to open.
func (s *Server) Serve(ctx context.Context, l net.Listener, opened func(url string)) error {
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	a := newAccess(port)
	srv := &http.Server{
		Handler:           a.guard(s.handler()),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       answerTime,
		WriteTimeout:      2 * answerTime,
		IdleTimeout:       2 * answerTime,
		MaxHeaderBytes:    64 << 10,
	}
	behind, stop := context.WithCancel(ctx)
	var kept sync.WaitGroup
	s.forgetDropped()
	kept.Go(func() { s.keep(behind) })
	kept.Go(func() { s.addDropped(behind) })
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	opened("http://" + l.Addr().String() + opening + a.token)
	select {
	case err = <-ended:
	case <-ctx.Done():
		last, done := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer done()
		if err = srv.Shutdown(last); err != nil {
			err = srv.Close()
		}
	}
	stop()
	kept.Wait()
	return err
}

// handler answers who was let in.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for i := range routes {
		rt := &routes[i]
		mux.HandleFunc(rt.pattern, func(w http.ResponseWriter, r *http.Request) { s.answer(rt, w, r) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := int64(mostBody)
		if r.URL.Path == addAt {
			most = mostHeard // of which not all is taken
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		mux.ServeHTTP(w, r)
	})
}

// names says whether private persons are shown by name, which holds until it is taken back,
// and what was shown so and logged since then.
type names struct {
	sync.Mutex
	shown  bool
	logged map[string]bool
}

func (n *names) set(shown bool) {
	n.Lock()
	defer n.Unlock()
	n.shown, n.logged = shown, map[string]bool{}
}

func (n *names) get() bool {
	n.Lock()
	defer n.Unlock()
	return n.shown
}

// first reports whether what stands at an address is shown with names for the first time.
func (n *names) first(address string) bool {
	n.Lock()
	defer n.Unlock()
	if !n.shown || n.logged[address] {
		return false
	}
	n.logged[address] = true
	return true
}

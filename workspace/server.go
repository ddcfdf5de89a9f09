package workspace

import (
	"context"
	"errors"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"assay/store"
)

// A Server shows one ledger.
type Server struct {
	ledger    string
	called    string // the ledger, as pages name it
	readers   chan *store.Store
	keeper    keeper
	pile      atomic.Pointer[pile]   // nil until it was looked at
	held      atomic.Pointer[behind] // what is behind it
	unkept    atomic.Bool            // what is put together cannot be written to the ledger
	seat      seat
	templates map[string]*template.Template
	assets    assets
	note      func(string)
	mux       *http.ServeMux
	team      *Team // nil where there are no accounts
	share     *share
	drop      drop
	dropped   chan Dropped // at most one waits

	// Add adds what is dropped on the pile; where it is nil nothing can be. It is set before
	// [Server.Serve] is called.
	Add func(context.Context, Dropped) error
}

// A seat is what is remembered of who sits at the workspace: of each person, or of whoever it is
// where there are no accounts.
type seat struct {
	names names
	said  atomic.Pointer[string]     // who ruled last
	brief atomic.Pointer[briefTitle] // the brief that was worked on last
	added atomic.Pointer[briefTitle] // that into which something was just put, until a page says so
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
	s.keeper.st, s.called = st, st.Path()
	if s.assets, err = newAssets(); err == nil {
		s.templates, err = parse(&s.assets)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	s.route()
	return s, nil
}

// Close closes the ledger, when nobody is answered any more.
func (s *Server) Close() (err error) {
	if s.keeper.st != nil {
		err = s.keeper.st.Close()
	}
	if s.share != nil {
		err = errors.Join(err, s.share.from.Close())
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
	s.forgetDropped()
	return serve(ctx, l, a.guard(s.handler()), s.tend, func() { opened("http://" + l.Addr().String() + opening + a.token) })
}

// tend keeps the ledger, and adds what is dropped on it, until ctx is done.
func (s *Server) tend(ctx context.Context) {
	var adding sync.WaitGroup
	adding.Go(func() { s.addDropped(ctx) })
	s.keep(ctx)
	adding.Wait()
}

// serve answers at a listener until ctx is done, while behind does what is to be done beside.
func serve(ctx context.Context, l net.Listener, handler http.Handler, beside func(context.Context), begun func()) (err error) {
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       answerTime,
		WriteTimeout:      2 * answerTime,
		IdleTimeout:       2 * answerTime,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // of who knocks at the door and goes
	}
	behind, stop := context.WithCancel(ctx)
	var kept sync.WaitGroup
	kept.Go(func() { beside(behind) })
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	begun()
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
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := int64(mostBody)
		if r.URL.Path == addAt {
			most = mostHeard // of which not all is taken
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		s.mux.ServeHTTP(w, r)
	})
}

// route says what is answered where.
func (s *Server) route() {
	s.mux = http.NewServeMux()
	list := routes
	if s.team != nil {
		list = slices.Concat(routes, teamRoutes)
	}
	for i := range list {
		rt := &list[i]
		s.mux.HandleFunc(rt.pattern, func(w http.ResponseWriter, r *http.Request) { s.answer(rt, w, r) })
	}
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

package workspace

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"assay"
	"assay/account"
	"assay/store"
)

// A Door says how a team reaches its ledger.
type Door struct {
	Cert, Key string   // files of a certificate of its own and the key of that
	Behind    *url.URL // or where browsers find a proxy that speaks TLS with them
	Provider  *Provider
	Now       func() time.Time // the clock; time.Now where it is nil
}

// A Team serves a ledger to those who have accounts there, each what they may see.
type Team struct {
	door   Door
	all    *Server      // for who sees everything
	access *store.Store // who may come in
	note   func(string)

	mu     sync.Mutex
	shares map[string]*Server // by what is seen
	seats  map[string]*seat   // by account
	ctx    context.Context    // while it serves
	kept   sync.WaitGroup

	origins          func(host string) string // under which it is reached; "" for a host that is not its own
	names, addresses account.Limiter          // tries to come in: of a name, from an address
	asked, strangers account.Limiter          // what is asked for: by an account, from an address by nobody
	pending          pending
}

// How often somebody may try and ask.
var (
	ofName    = [2]int{10, 30}  // tries at once, and seconds after each of which there is one more
	ofAddress = [2]int{30, 10}  // the same from one address
	ofAccount = [2]int{200, 20} // requests at once, and how many a second then
	ofNobody  = [2]int{60, 5}
)

// NewTeam opens a ledger to show it to those who have accounts. It fails with
// [assay.ErrInvalid] where nobody has one.
func NewTeam(ctx context.Context, ledger string, door Door, note func(string)) (*Team, error) {
	if door.Now == nil {
		door.Now = time.Now
	}
	t := &Team{door: door, note: note, shares: map[string]*Server{}, seats: map[string]*seat{}, ctx: ctx,
		names: perTry(ofName), addresses: perTry(ofAddress), asked: perSecond(ofAccount), strangers: perSecond(ofNobody)}
	var err error
	if t.access, err = store.Open(ctx, ledger); err != nil {
		return nil, err
	}
	list, err := t.access.Accounts(ctx)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%w: %s: nobody has an account; make the first with assay account add NAME --role owner", assay.ErrInvalid, ledger)
	}
	if err == nil {
		t.all, err = New(ctx, ledger, note)
	}
	if err != nil {
		t.access.Close()
		return nil, err
	}
	t.all.team = t
	t.all.route()
	return t, nil
}

func perTry(of [2]int) account.Limiter {
	return account.Limiter{Burst: of[0], Every: time.Duration(of[1]) * time.Second}
}

func perSecond(of [2]int) account.Limiter {
	return account.Limiter{Burst: of[0], Every: time.Second / time.Duration(of[1])}
}

// Close closes the ledger and its shares, when nobody is answered any more.
func (t *Team) Close() error {
	err := errors.Join(t.access.Close(), t.all.Close())
	for _, s := range t.shares {
		err = errors.Join(err, s.Close())
	}
	return err
}

// freshAt is where a script of every page asks whether the ledger has changed.
const freshAt = "fresh"

// ListenTeam listens at an address for a team. It fails with [assay.ErrInvalid] where others
// reach the address and what they send and get is not encrypted.
func ListenTeam(address string, door Door) (net.Listener, error) {
	if !Alone(address) && door.Cert == "" && door.Behind == nil {
		return nil, fmt.Errorf("%w: %s is reached by others, who would send their passwords open: give --cert and --key, or --behind the address of a proxy that speaks TLS", assay.ErrInvalid, address)
	}
	l, err := listen(address)
	if err != nil || door.Cert == "" {
		return l, err
	}
	c := &certificate{cert: door.Cert, key: door.Key}
	if _, err := c.get(nil); err != nil {
		l.Close()
		return nil, err
	}
	return &secured{tls.NewListener(l, &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}), c}, nil
}

// A secured listener speaks TLS with a certificate.
type secured struct {
	net.Listener
	certificate *certificate
}

// A certificate is read again when its file was renewed.
type certificate struct {
	cert, key string

	mu   sync.Mutex
	at   time.Time
	have *tls.Certificate
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(c.cert)
	if err == nil && c.have != nil && info.ModTime().Equal(c.at) {
		return c.have, nil
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	switch {
	case err == nil:
		c.have, c.at = &pair, info.ModTime()
	case c.have == nil:
		return nil, fmt.Errorf("%w: %s, %s: %v", assay.ErrInvalid, c.cert, c.key, err)
	}
	return c.have, nil // half renewed: the old one is good still
}

// Serve answers at a listener of [ListenTeam] until ctx is done. Opened is called with the
// address to open.
func (t *Team) Serve(ctx context.Context, l net.Listener, opened func(url string)) error {
	if err := t.at(l); err != nil {
		return err
	}
	address := "http://" + l.Addr().String()
	if s, ok := l.(*secured); ok {
		address = "https://" + l.Addr().String()
		if pair, err := s.certificate.get(nil); err == nil && pair.Leaf != nil && len(pair.Leaf.DNSNames) > 0 {
			_, port, _ := net.SplitHostPort(l.Addr().String())
			address = "https://" + strings.TrimSuffix(net.JoinHostPort(pair.Leaf.DNSNames[0], port), ":443")
		}
	}
	if t.door.Behind != nil {
		address = t.door.Behind.String()
	}
	t.all.forgetDropped()
	return serve(ctx, l, t.handler(), func(ctx context.Context) {
		t.mu.Lock()
		t.ctx = ctx
		t.mu.Unlock()
		if err := t.prepare(ctx); err != nil && ctx.Err() == nil {
			t.note(err.Error())
		}
		t.all.tend(ctx)
		t.kept.Wait()
	}, func() { opened(address + "/") })
}

// prepare begins the shares of all who have accounts, so that the first of them does not wait, and
// removes those that nobody sees any more.
func (t *Team) prepare(ctx context.Context) error {
	list, err := t.access.Accounts(ctx)
	if err != nil {
		return err
	}
	var keep []string
	for i := range list {
		sees, err := t.access.SeesOf(ctx, &list[i])
		if err != nil {
			return err
		}
		if _, err := t.serverFor(sees); err != nil {
			return err
		}
		keep = append(keep, t.access.SharePath(sees))
	}
	return t.access.DropShares(keep...)
}

// at says under which names a listener is reached.
func (t *Team) at(l net.Listener) error {
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	s, ok := l.(*secured)
	switch {
	case t.door.Behind != nil:
		own := t.door.Behind
		t.origins = func(host string) string {
			if host != own.Host {
				return ""
			}
			return own.Scheme + "://" + own.Host
		}
	case ok:
		t.origins = func(host string) string {
			name, p, err := net.SplitHostPort(host)
			if err != nil {
				name, p = host, "443"
			}
			pair, err := s.certificate.get(nil)
			if err != nil || p != port || pair.Leaf == nil || pair.Leaf.VerifyHostname(name) != nil {
				return ""
			}
			return "https://" + host
		}
	default:
		here := newAccess(port)
		t.origins = func(host string) string {
			if !here.ours(host) {
				return ""
			}
			return "http://" + host
		}
	}
	return nil
}

// Adds says how files are added that an owner drops on the pile. It is called before [Team.Serve].
func (t *Team) Adds(add func(context.Context, Dropped) error) { t.all.Add = add }

// serverFor returns the server of what somebody sees.
func (t *Team) serverFor(sees store.Sees) (*Server, error) {
	if sees.All() {
		return t.all, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.shares[sees.Key()]; s != nil {
		return s, nil
	}
	s, err := newShare(t.ctx, t.all, sees)
	if err != nil {
		return nil, err
	}
	s.team = t
	s.route()
	t.shares[sees.Key()] = s
	ctx := t.ctx
	t.kept.Go(func() { s.keep(ctx) })
	return s, nil
}

// newShare opens the share of a ledger for what somebody sees.
func newShare(ctx context.Context, of *Server, sees store.Sees) (*Server, error) {
	from, err := store.Open(ctx, of.ledger)
	if err != nil {
		return nil, err
	}
	path := from.SharePath(sees)
	if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
		var made *store.Store
		if made, err = store.Create(ctx, path); err == nil {
			err = made.Close()
		}
	}
	var s *Server
	if err == nil {
		s, err = New(ctx, path, of.note)
	}
	if err != nil {
		from.Close()
		return nil, err
	}
	s.ledger, s.called = of.ledger, from.Path()
	s.share = &share{of: of, from: from, sees: sees}
	return s, nil
}

// NewFor opens what an account sees of a ledger, for one who asks alone; what everybody sees who
// has an account for "". Where nothing is hidden from anybody that is the ledger itself.
func NewFor(ctx context.Context, ledger, name string, note func(string)) (*Server, error) {
	st, err := store.Open(ctx, ledger)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	sees := store.SeesOpen
	if name != "" {
		a, err := st.Account(ctx, name)
		if err == nil {
			sees, err = st.SeesOf(ctx, a)
		}
		if err != nil {
			return nil, err
		}
	}
	hides, err := st.Hides(ctx)
	if err != nil {
		return nil, err
	}
	if sees.All() || !hides && name == "" {
		return New(ctx, ledger, note)
	}
	all := &Server{ledger: ledger, note: note} // nothing is said there
	return newShare(ctx, all, sees)
}

// hide takes out of every share what may not be seen there any more, before it returns.
func (t *Team) hide(ctx context.Context) error {
	t.mu.Lock()
	var list []*Server
	for _, s := range t.shares {
		list = append(list, s)
	}
	t.mu.Unlock()
	var all error
	for _, s := range list {
		k := &s.keeper
		k.state.Lock()
		if k.cancel != nil {
			k.cancel()
		}
		k.state.Unlock()
		k.mu.Lock()
		all = errors.Join(all, s.bring(ctx))
		k.mu.Unlock()
	}
	return all
}

// seatOf is where a person sits.
func (t *Team) seatOf(name string) *seat {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seats[name] == nil {
		t.seats[name] = &seat{}
	}
	return t.seats[name]
}

// handler answers whoever asks.
func (t *Team) handler() http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /login", t.login)
	pages.HandleFunc("POST /login", t.enter)
	pages.HandleFunc("GET /login/oidc", t.leave)
	pages.HandleFunc("GET /login/oidc/back", t.comeBack)
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := pages.Handler(r); pattern != "" {
			if wait, ok := t.strangers.Take(t.from(r), t.door.Now()); !ok {
				tooOften(w, wait)
				return
			}
			http.MaxBytesHandler(pages, mostBody).ServeHTTP(w, r)
			return
		}
		t.inside(w, r)
	})
	guarded := http.NewCrossOriginProtection().Handler(answer)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		armour(w.Header())
		origin := t.origins(r.Host)
		if strings.HasPrefix(origin, "https:") {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		switch {
		case origin == "":
			http.Error(w, "This server does not answer to that name.", http.StatusMisdirectedRequest)
		case r.Header.Get("Origin") != "" && r.Header.Get("Origin") != origin:
			http.Error(w, "Another page asked for this.", http.StatusForbidden)
		default:
			guarded.ServeHTTP(w, r)
		}
	})
}

// inside answers who was let in, each from what they may see.
func (t *Team) inside(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/assets/") { // of the program, for the page by which one comes in
		t.all.mux.ServeHTTP(w, r)
		return
	}
	p, err := t.whoAsks(r)
	if err != nil {
		t.note(err.Error())
		http.Error(w, "That did not work.", http.StatusInternalServerError)
		return
	}
	now := t.door.Now()
	if p == nil {
		if wait, ok := t.strangers.Take(t.from(r), now); !ok {
			tooOften(w, wait)
			return
		}
		t.outside(w, r)
		return
	}
	if wait, ok := t.asked.Take(p.name, now); !ok {
		tooOften(w, wait)
		return
	}
	_, path, _ := strings.Cut(r.URL.Path, "/")
	switch {
	case p.program && !strings.HasPrefix(path, "api/"):
		http.Error(w, "A token for programs is for /api/ alone.", http.StatusForbidden)
		return
	case p.first && !ofTeam("/"+path) && path != freshAt:
		http.Redirect(w, r, "/account", http.StatusSeeOther)
		return
	}
	s, err := t.serverFor(p.sees)
	if err != nil {
		t.note(err.Error())
		http.Error(w, "That did not work.", http.StatusInternalServerError)
		return
	}
	ctx := store.As(context.WithValue(r.Context(), personKey{}, p), p.name, p.sees)
	s.handler().ServeHTTP(w, r.WithContext(ctx))
}

// outside answers who was not let in.
func (t *Team) outside(w http.ResponseWriter, r *http.Request) {
	fetch := r.Header.Get("Sec-Fetch-Site") + " " + r.Header.Get("Sec-Fetch-Mode")
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/"):
		w.Header().Set("WWW-Authenticate", "Bearer")
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintln(w, `{"error":"a token is needed: make one on the page of your account"}`)
	case r.Method != http.MethodGet:
		http.Error(w, "Come in first.", http.StatusUnauthorized)
	case fetch == "cross-site navigate":
		// After a link of another page browsers keep the cookie back; from here they send it.
		onward(w, r.URL.RequestURI())
	case r.Header.Get("HX-Request") != "" || strings.HasPrefix(r.URL.Path, "/"+freshAt): // a script asks, and has no page to show
		w.Header().Set("HX-Redirect", "/login")
		w.WriteHeader(http.StatusUnauthorized)
	default:
		http.Redirect(w, r, "/login?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
	}
}

func tooOften(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", fmt.Sprint(1+int(wait.Seconds())))
	http.Error(w, "Too often; wait a moment.", http.StatusTooManyRequests)
}

// from is the address from which somebody asks, of IPv6 the network: who has one has all of it.
func (t *Team) from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if t.door.Behind != nil { // the last is what the proxy itself saw
		list := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if last := strings.TrimSpace(list[len(list)-1]); last != "" {
			host = last
		}
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "?"
	}
	if ip = ip.Unmap(); ip.Is6() {
		if net, err := ip.WithZone("").Prefix(64); err == nil {
			return net.String()
		}
	}
	return ip.String()
}

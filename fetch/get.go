package fetch

import (
	"cmp"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"time"

	"assay"
)

// What a user can do.
const (
	later  = "try again after a while"
	check  = "check how the address is written"
	browse = "look at it with a browser"
	save   = "save it, and add the file"
	may    = "if you may read it, save it with a browser and add the file"
)

// An answer is what a server sent, or what is kept of it and has not changed.
type answer struct {
	address *url.URL // the last, where redirects led there
	raw     []byte
	from    assay.Provenance
}

// follow gets what is at an address, through redirects. Each address on the way is looked
// at as the first was.
func (f *fetcher) follow(u *url.URL) (*answer, error) {
	var hops []string
	for {
		if err := f.mayAsk(u); err != nil {
			return nil, err
		}
		kept := answer{address: u}
		if f.opt.Kept != nil {
			var err error
			if kept.raw, kept.from, err = f.opt.Kept(f.ctx, u.String()); err != nil {
				return nil, err
			}
		}
		r, err := f.ask(u, conditions(kept.from.Sent), ofPage)
		switch {
		case err != nil:
			return nil, err
		case r.status == http.StatusNotModified && kept.raw != nil:
			return &kept, nil
		case r.status == http.StatusOK || r.status == http.StatusNonAuthoritativeInfo:
			return &answer{u, r.body, assay.Provenance{Fetched: r.at, Address: u.String(), Type: r.header.Get("Content-Type"), Sent: record(u.String(), hops, r)}}, nil
		case !redirects(r):
			return nil, r.refused()
		case len(hops) == mostHops:
			return nil, failf(browse, "is redirected more than %d times", mostHops)
		}
		hops = append(hops, u.String())
		if u, err = onward(u, r); err != nil {
			return nil, err
		}
	}
}

func redirects(r *response) bool {
	switch r.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// onward is where a redirect leads.
func onward(u *url.URL, r *response) (*url.URL, error) {
	at := r.header.Get("Location")
	to, err := u.Parse(at)
	if err == nil && at != "" {
		to, err = Parse(to.String())
	}
	if err != nil || at == "" {
		return nil, failf(browse, "is redirected to %.200q, which cannot be followed", at)
	}
	return to, nil
}

// A response is what a server answered.
type response struct {
	status int
	header http.Header
	body   []byte // inflated
	from   string // the address of the internet that answered
	at     time.Time
}

// refused says why an answer is none.
func (r *response) refused() error {
	do := later
	switch r.status {
	case http.StatusNotFound, http.StatusGone:
		do = check
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired, http.StatusUnavailableForLegalReasons:
		do = may
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if after := r.after(); after > 0 {
			do = fmt.Sprintf("try again in %v", after)
		}
	}
	return failf(do, "the server answers %d %s", r.status, http.StatusText(r.status))
}

// after is how long the server wants to be left alone, 0 if it does not say.
func (r *response) after() time.Duration {
	s := r.header.Get("Retry-After")
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(min(max(n, 0), 1<<20)) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(0, at.Sub(r.at).Round(time.Second))
	}
	return 0
}

// turn waits until a host may be asked again.
func (f *fetcher) turn(u *url.URL) (*host, error) {
	f.mu.Lock()
	h := f.hostOf(u)
	wait := time.Until(h.next)
	h.next = time.Now().Add(max(0, wait) + h.pause)
	f.mu.Unlock()
	select {
	case <-time.After(wait):
		return h, f.ctx.Err()
	case <-f.ctx.Done():
		return h, f.ctx.Err()
	}
}

// rest leaves a host alone for at least so long.
func (f *fetcher) rest(h *host, pause time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if next := time.Now().Add(max(pause, h.pause)); next.After(h.next) {
		h.next = next
	}
}

// A kind is what is asked for.
type kind struct {
	limit int64
	lax   bool // of whatever type it is, and as much of it as the limit has room for
}

var (
	ofPage   = kind{mostBytes, false}
	ofRobots = kind{mostRobots, true}
)

// ask asks for an address, when it is time to, and reads what is sent up to a limit.
func (f *fetcher) ask(u *url.URL, header http.Header, what kind) (*response, error) {
	h, err := f.turn(u)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(f.ctx, longest)
	defer cancel()
	r, err := f.exchange(ctx, u, header, what)
	rest := time.Duration(0)
	if r != nil && (r.status == http.StatusTooManyRequests || r.status == http.StatusServiceUnavailable) {
		rest = min(cmp.Or(r.after(), 10*time.Second), longestDelay)
	}
	f.rest(h, rest)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return r, nil
}

func (f *fetcher) exchange(ctx context.Context, u *url.URL, header http.Header, what kind) (*response, error) {
	r := &response{}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
		r.from, _, _ = net.SplitHostPort(c.Conn.RemoteAddr().String())
	}})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header = header
	header.Set("User-Agent", f.agent())
	header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/plain;q=0.8, application/pdf;q=0.8")
	header.Set("Accept-Encoding", gzipped)
	resp, err := f.client.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r.status, r.header, r.at = resp.StatusCode, resp.Header, time.Now().UTC().Truncate(time.Second)
	if r.status/100 != 2 {
		return r, nil
	}
	if is := resp.Header.Get("Content-Type"); !what.lax && !wanted(is) {
		return r, failf(save, "is no page but %.60q", is)
	}
	r.body, err = inflated(resp, what.limit+1)
	if int64(len(r.body)) > what.limit {
		if r.body, err = r.body[:what.limit], nil; !what.lax {
			err = failf(save, "is larger than %d MB", what.limit>>20)
		}
	}
	return r, err
}

// wanted reports whether what is of a media type may be a page, a PDF file or a feed.
func wanted(kind string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	kind = strings.TrimSpace(kind)
	return kind == "" || kind == typePDF || strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "/xml") || strings.HasSuffix(kind, "+xml")
}

const (
	gzipped = "gzip"
	typePDF = "application/pdf"
)

// inflated reads so many bytes of a body, and so many of what it inflates to.
func inflated(resp *http.Response, most int64) ([]byte, error) {
	sent := io.LimitReader(resp.Body, most)
	switch coding := strings.ToLower(resp.Header.Get("Content-Encoding")); coding {
	case "":
		return io.ReadAll(sent)
	case gzipped:
		gz, err := gzip.NewReader(sent)
		if err != nil {
			if errors.Is(err, io.EOF) { // no body at all
				return nil, nil
			}
			return nil, failf(later, "its body is no gzip")
		}
		b, err := io.ReadAll(io.LimitReader(gz, most))
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && resp.Request.Context().Err() == nil && !isNetwork(err) {
			return nil, failf(later, "its body cannot be inflated: %w", err)
		}
		return b, err
	default:
		return nil, failf("save it with a browser and add the file", "its body is encoded as %.20q, which was not asked for", coding)
	}
}

func isNetwork(err error) bool {
	var op *net.OpError
	return errors.As(err, &op)
}

// explain says in plain words why nothing was got.
func explain(ctx context.Context, err error) error {
	var known *advised
	var private *privateError
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(context.Cause(ctx), context.Canceled):
		return context.Canceled
	case errors.As(err, &private):
		return failf("only the public internet is asked; save the page and add the file", "%w", private)
	case errors.As(err, &name) && name.IsNotFound:
		return failf(check, "there is no host %s", name.Name)
	case errors.As(err, &name):
		return failf("check that this machine is on a network", "the host %s cannot be looked up", name.Name)
	case errors.As(err, &certificate):
		return failf("nothing was fetched; look at it with a browser", "its certificate does not hold (%v)", certificate.Err)
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(ctx.Err(), context.DeadlineExceeded):
		return failf(later, "was not sent within %v", longest)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return failf(later, "the server broke off")
	}
	return failf(later, "cannot be reached: %w", err)
}

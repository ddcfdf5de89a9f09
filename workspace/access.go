package workspace

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"assay"
)

// Listen listens at an address of this machine's own, "127.0.0.1:8765"; port 0 is any that
// is free. It fails with [assay.ErrInvalid] for every other address.
func Listen(address string) (net.Listener, error) {
	if !Alone(address) {
		return nil, fmt.Errorf("%w: %s is no address of this machine alone (127.0.0.1, ::1, localhost): there a ledger is for who sits at it; others reach it with accounts and encryption (docs/team.md)", assay.ErrInvalid, address)
	}
	return listen(address)
}

// Alone reports whether an address is one that nobody but this machine reaches.
func Alone(address string) bool {
	ip, err := addressOf(address)
	return err == nil && ip.Addr().IsLoopback()
}

func listen(address string) (net.Listener, error) {
	ip, err := addressOf(address)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no address with a port; 0.0.0.0 is every one of this machine", assay.ErrInvalid, address)
	}
	return net.Listen("tcp", ip.String())
}

func addressOf(address string) (netip.AddrPort, error) {
	return netip.ParseAddrPort(strings.Replace(address, "localhost:", "127.0.0.1:", 1))
}

// An access says who may look: a browser that was shown the token once, and has a cookie
// since then, or a program that has the token.
type access struct {
	token, secret string // of the address that is opened; what the cookie says
	cookie        string // its name: two ledgers may be open at once, and cookies know no ports
	hosts         []string
}

func newAccess(port string) *access {
	return &access{token: random(), secret: random(), cookie: "assay-" + port,
		hosts: []string{"127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port}}
}

func random() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// opening is where a token is exchanged for a cookie.
const opening = "/open/"

// policy lets pages load what this server gives, and nothing else; nothing in a page runs or
// styles it that does not come from here by itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const sameOrigin = "same-origin"

// guard lets through who may look. Requests whose Host is not this machine's (a name that was
// bound anew to it) and those that another page makes are refused before their token is
// looked at.
func (a *access) guard(next http.Handler) http.Handler {
	next = http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		armour(w.Header())
		switch {
		case !a.ours(r.Host):
			http.Error(w, "This server answers to 127.0.0.1 and localhost only.", http.StatusMisdirectedRequest)
		case r.Header.Get("Origin") != "" && r.Header.Get("Origin") != "http://"+r.Host:
			http.Error(w, "Another page asked for this.", http.StatusForbidden)
		case r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, opening):
			a.open(w, r)
		case !a.knows(r):
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "Open the address that assay serve printed: it lets you in.", http.StatusUnauthorized)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// armour says to browsers what pages of this server may not do, and what others may not do with
// them.
func armour(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", sameOrigin) // without one, browsers would not say where a form comes from
	h.Set("Cross-Origin-Opener-Policy", sameOrigin)
	h.Set("Cross-Origin-Resource-Policy", sameOrigin)
	h.Set("Cache-Control", "no-store")
}

func (a *access) ours(host string) bool {
	for _, h := range a.hosts {
		if host == h {
			return true
		}
	}
	return false
}

func (a *access) knows(r *http.Request) bool {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return same(bearer, a.token)
	}
	c, err := r.Cookie(a.cookie)
	return err == nil && same(c.Value, a.secret)
}

// same compares secrets in a time that says nothing of them.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// open exchanges the token for the cookie. It answers with a page that leads on, and not with
// a redirection: after a link of another page the browser would follow that without the
// cookie, which is for pages of this server alone.
func (a *access) open(w http.ResponseWriter, r *http.Request) {
	if !same(strings.TrimPrefix(r.URL.Path, opening), a.token) {
		http.Error(w, "This address is of another run of assay serve; open the one that it printed now.", http.StatusUnauthorized)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: a.cookie, Value: a.secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>assay</title><p><a href="/">To the ledger</a></p></html>`)
}

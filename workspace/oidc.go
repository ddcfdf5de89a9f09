package workspace

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"assay"
	"assay/account"
)

// A Provider is a server that says who somebody is (OpenID Connect): that of a house which has
// one, so that people have no other password here. It does not make accounts: an owner does, for
// an e-mail address that the provider has confirmed or for what the provider itself calls the
// person. From the first time on only the latter counts.
type Provider struct {
	Issuer, Client, Secret string
	Name                   string       // what the page calls it
	HTTP                   *http.Client // by which it is asked; nil is the usual

	mu   sync.Mutex
	with *oidc.Provider
}

// Words is what the page calls it.
func (p *Provider) Words() string {
	if p.Name != "" {
		return p.Name
	}
	return strings.TrimPrefix(strings.TrimPrefix(p.Issuer, "https://"), "http://")
}

// known asks the provider what it is, once.
func (p *Provider) known(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.with != nil {
		return p.with, nil
	}
	with, err := oidc.NewProvider(p.client(context.WithoutCancel(ctx)), p.Issuer)
	if err == nil {
		p.with = with
	}
	return with, err
}

func (p *Provider) client(ctx context.Context) context.Context {
	c := p.HTTP
	if c == nil {
		c = &http.Client{Timeout: 10 * time.Second}
	}
	return oidc.ClientContext(ctx, c)
}

func (p *Provider) config(with *oidc.Provider, origin string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.Client, ClientSecret: p.Secret, Endpoint: with.Endpoint(), RedirectURL: origin + "/login/oidc/back", Scopes: []string{oidc.ScopeOpenID, "email"}}
}

// A leaving is somebody who went to the provider and did not come back yet.
type leaving struct {
	nonce, verifier, next string
	until                 time.Time
}

// pending are those, by the state that they come back with.
type pending struct {
	sync.Mutex
	list map[string]leaving
}

// How long somebody may stay away, and how many may be.
const (
	away     = 10 * time.Minute
	mostAway = 1000
)

func (p *pending) add(state string, l leaving, now time.Time) bool {
	p.Lock()
	defer p.Unlock()
	if p.list == nil {
		p.list = map[string]leaving{}
	}
	for state, old := range p.list {
		if now.After(old.until) {
			delete(p.list, state)
		}
	}
	if len(p.list) >= mostAway {
		return false
	}
	p.list[state] = l
	return true
}

func (p *pending) take(state string, now time.Time) (l leaving, ok bool) {
	p.Lock()
	defer p.Unlock()
	l, ok = p.list[state]
	delete(p.list, state)
	return l, ok && now.Before(l.until)
}

// away is the cookie that says which browser went. It is let through with the link by which the
// provider leads back, as that of a session is not.
func (t *Team) away(r *http.Request) *http.Cookie {
	c := t.session(r)
	c.Name, c.SameSite = c.Name+"-away", http.SameSiteLaxMode
	return c
}

// leave leads to the provider.
func (t *Team) leave(w http.ResponseWriter, r *http.Request) {
	if t.door.Provider == nil {
		http.NotFound(w, r)
		return
	}
	with, err := t.door.Provider.known(r.Context())
	if err != nil {
		t.note(err.Error())
		t.showLogin(w, http.StatusBadGateway, loginPage{Wrong: t.door.Provider.Words() + " does not answer."})
		return
	}
	state, now := account.Token(), t.door.Now()
	l := leaving{nonce: account.Token(), verifier: oauth2.GenerateVerifier(), next: local(r.FormValue("next")), until: now.Add(away)}
	if !t.pending.add(account.Sum(state), l, now) {
		tooOften(w, time.Minute)
		return
	}
	c := t.away(r)
	c.Value, c.MaxAge = state, int(away.Seconds())
	http.SetCookie(w, c)
	http.Redirect(w, r, t.door.Provider.config(with, t.origins(r.Host)).AuthCodeURL(state, oidc.Nonce(l.nonce), oauth2.S256ChallengeOption(l.verifier)), http.StatusSeeOther)
}

// comeBack lets in whom the provider vouches for and who has an account.
func (t *Team) comeBack(w http.ResponseWriter, r *http.Request) {
	if t.door.Provider == nil {
		http.NotFound(w, r)
		return
	}
	name, next, err := t.vouched(r)
	c := t.away(r)
	c.MaxAge = -1
	http.SetCookie(w, c)
	if err == nil {
		err = t.begin(w, r, name)
	}
	if err != nil {
		if !errors.Is(err, account.ErrRefused) {
			t.note(err.Error())
		}
		t.showLogin(w, http.StatusUnauthorized, loginPage{Wrong: "You were not let in: there is no account here for whom " + t.door.Provider.Words() + " says you are, or it took too long. Ask an owner of this ledger."})
		return
	}
	onward(w, next)
}

// vouched returns the account of who comes back from the provider.
func (t *Team) vouched(r *http.Request) (name, next string, err error) {
	state := r.FormValue("state")
	c, err := r.Cookie(t.away(r).Name)
	if err != nil || state == "" || account.Sum(c.Value) != account.Sum(state) {
		return "", "", account.ErrRefused
	}
	l, ok := t.pending.take(account.Sum(state), t.door.Now())
	if !ok || r.FormValue("code") == "" {
		return "", "", account.ErrRefused
	}
	p := t.door.Provider
	with, err := p.known(r.Context())
	if err != nil {
		return "", "", err
	}
	ctx := p.client(r.Context())
	token, err := p.config(with, t.origins(r.Host)).Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(l.verifier))
	if err != nil {
		return "", "", err
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := with.VerifierContext(ctx, &oidc.Config{ClientID: p.Client, Now: t.door.Now}).Verify(ctx, raw)
	if err != nil {
		return "", "", err
	}
	if id.Nonce != l.nonce {
		return "", "", account.ErrRefused
	}
	var said struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&said); err != nil {
		return "", "", err
	}
	if said.Email == "" { // many say it only where they are asked for it
		info, err := with.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return "", "", err
		}
		if info.Subject != id.Subject {
			return "", "", account.ErrRefused
		}
		said.Email, said.Verified = info.Email, info.EmailVerified
	}
	if !said.Verified {
		said.Email = ""
	}
	name, err = t.accountFor(r.Context(), id.Issuer+" "+id.Subject, id.Subject, said.Email)
	return name, l.next, err
}

// accountFor finds the account of whom a provider knows, and has the account know them from
// then on.
func (t *Team) accountFor(ctx context.Context, subject, own, email string) (string, error) {
	list, err := t.access.Accounts(ctx)
	if err != nil {
		return "", err
	}
	var found *account.Account
	for i := range list {
		a := &list[i]
		switch {
		case a.Subject == subject:
			return a.Name, nil
		case a.Subject == "" && a.Address != "" && (a.Address == own || email != "" && strings.EqualFold(a.Address, email)):
			if found != nil {
				return "", fmt.Errorf("%w: %s and %s are of one person", assay.ErrInvalid, found.Name, a.Name)
			}
			found = a
		}
	}
	if found == nil {
		return "", account.ErrRefused
	}
	return found.Name, t.access.ChangeAccount(ctx, found.Name, found.Name+" came in by another server first", false, "", func(a *account.Account) error {
		if a.Subject != "" && a.Subject != subject {
			return account.ErrRefused
		}
		a.Subject = subject
		return nil
	})
}

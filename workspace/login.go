package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"assay"
	"assay/account"
	"assay/store"
)

// How long a browser stays let in: so long after it was last seen, and so long in all.
const (
	idle    = 12 * time.Hour
	longest = 7 * 24 * time.Hour
)

// seenEvery is how exactly it is known when a session was last seen.
const seenEvery = 5 * time.Minute

// session is the name of the cookie. Browsers hold one that begins so to this host, to TLS and
// to all of its paths.
func (t *Team) session(r *http.Request) *http.Cookie {
	c := &http.Cookie{Name: "assay_session", Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	if strings.HasPrefix(t.origins(r.Host), "https:") {
		c.Name, c.Secure = "__Host-assay", true
	}
	return c
}

// whoAsks returns who was let in with what a request brings; nil if nobody.
func (t *Team) whoAsks(r *http.Request) (*person, error) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		c, err := r.Cookie(t.session(r).Name)
		if err != nil {
			return nil, nil
		}
		token = c.Value
	}
	ctx, now := r.Context(), t.door.Now()
	sum := account.Sum(token)
	se, err := t.access.Session(ctx, sum)
	switch {
	case errors.Is(err, assay.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case se.Program != bearer || !now.Before(se.End) || !se.Program && now.Sub(se.Seen) > idle:
		return nil, nil
	}
	a, err := t.access.Account(ctx, se.Account)
	if errors.Is(err, assay.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sees, err := t.access.SeesOf(ctx, a)
	if err != nil {
		return nil, err
	}
	if now.Sub(se.Seen) >= seenEvery {
		if err := t.access.SeeSession(ctx, sum, now); err != nil {
			return nil, err
		}
	}
	return &person{name: a.Name, role: a.Role, sees: sees, session: sum, program: se.Program, first: a.First, seat: t.seatOf(a.Name)}, nil
}

// loginPage is where somebody comes in.
type loginPage struct {
	Next, Name, Wrong string
	Provider          string
}

func (t *Team) login(w http.ResponseWriter, r *http.Request) {
	t.showLogin(w, http.StatusOK, loginPage{Next: local(r.FormValue("next"))})
}

func (t *Team) showLogin(w http.ResponseWriter, status int, p loginPage) {
	if t.door.Provider != nil {
		p.Provider = t.door.Provider.Words()
	}
	var b bytes.Buffer
	if err := t.all.templates["login.html"].ExecuteTemplate(&b, "alone.html", p); err != nil {
		t.note(err.Error())
		http.Error(w, "That did not work.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// enter lets somebody in with a name, a password and perhaps a code. Whatever is wrong, they are
// told the same, and it takes as long.
func (t *Team) enter(w http.ResponseWriter, r *http.Request) {
	name, now := strings.TrimSpace(r.PostFormValue("name")), t.door.Now()
	p := loginPage{Next: local(r.PostFormValue("next")), Name: name}
	if wait, ok := t.try(r, name); !ok {
		w.Header().Set("Retry-After", fmt.Sprint(1+int(wait.Seconds())))
		p.Wrong = fmt.Sprintf("That was tried too often; try again in %d seconds.", 1+int(wait.Seconds()))
		t.showLogin(w, http.StatusTooManyRequests, p)
		return
	}
	err := t.admit(r.Context(), name, r.PostFormValue("password"), r.PostFormValue("code"), now)
	if err == nil {
		err = t.begin(w, r, name)
	}
	switch {
	case errors.Is(err, account.ErrRefused):
		p.Wrong = "The name, the password or the code is not right."
		t.showLogin(w, http.StatusUnauthorized, p)
	case err != nil:
		t.note(err.Error())
		http.Error(w, "That did not work.", http.StatusInternalServerError)
	default:
		t.names.Forgive(account.Sum(name))
		http.Redirect(w, r, p.Next, http.StatusSeeOther)
	}
}

// try counts a try to come in.
func (t *Team) try(r *http.Request, name string) (wait time.Duration, ok bool) {
	now := t.door.Now()
	if wait, ok = t.addresses.Take(t.from(r), now); !ok {
		return wait, false
	}
	return t.names.Take(account.Sum(name), now)
}

// admit fails with [account.ErrRefused] where somebody is not to be let in.
func (t *Team) admit(ctx context.Context, name, password, code string, now time.Time) error {
	a, err := t.access.Account(ctx, name)
	if err != nil && !errors.Is(err, assay.ErrNotFound) {
		return err
	}
	if err != nil {
		a = nil
	}
	var step int64
	var left int
	if a != nil {
		step, left = a.Step, len(a.Recovery)
	}
	if err := account.Admit(a, password, code, now); err != nil {
		return err
	}
	if a.Secret == "" {
		return nil
	}
	return t.access.ChangeAccount(ctx, name, "", false, "", func(is *account.Account) error {
		if is.Step != step || len(is.Recovery) != left { // the code was used meanwhile
			return account.ErrRefused
		}
		is.Step, is.Recovery = a.Step, a.Recovery
		return nil
	})
}

// begin begins a session that nobody knew of before, and ends the one that the browser had.
func (t *Team) begin(w http.ResponseWriter, r *http.Request, name string) error {
	c, now := t.session(r), t.door.Now()
	if old, err := r.Cookie(c.Name); err == nil {
		if se, err := t.access.Session(r.Context(), account.Sum(old.Value)); err == nil {
			if err := t.access.EndSession(r.Context(), se.Account, se.Sum); err != nil {
				return err
			}
		}
	}
	c.Value, c.MaxAge = account.Token(), int(longest.Seconds())
	err := t.access.BeginSession(r.Context(), &store.Session{Sum: account.Sum(c.Value), Account: name, About: browser(r.UserAgent()), Made: now, End: now.Add(longest)})
	if err == nil {
		http.SetCookie(w, c)
	}
	return err
}

// browser is what a browser says it is, in two words.
func browser(agent string) string {
	name, on := "Another program", ""
	for _, b := range [][2]string{{"Firefox/", "Firefox"}, {"Edg/", "Edge"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(agent, b[0]) {
			name = b[1]
			break
		}
	}
	for _, s := range [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, s[0]) {
			on = " on " + s[1]
			break
		}
	}
	return name + on
}

// local returns where somebody wanted to go: a page of this server, or the first.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(u.Path, "\\\n\r\t") || strings.HasPrefix(u.Path, "/login") {
		return "/"
	}
	return u.RequestURI()
}

// onward leads to a page of this server as if somebody had chosen it here.
func onward(w http.ResponseWriter, to string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	to = html.EscapeString(local(to))
	fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=%s"><title>assay</title><p><a href="%s">On</a></p></html>`, to, to)
}

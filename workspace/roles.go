package workspace

import (
	"bytes"
	"context"
	"errors"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"assay/account"
	"assay/store"
)

// A person is who asks, where there are accounts.
type person struct {
	name    string
	role    account.Role
	sees    store.Sees
	session string // the sum of what it is known by
	program bool
	first   bool // their password is to be changed first
	seat    *seat
}

type personKey struct{}

func personOf(ctx context.Context) *person {
	p, _ := ctx.Value(personKey{}).(*person)
	return p
}

// errForbidden is for what a role may not do.
var errForbidden = errors.New("your account may not do that")

// A duty is something that not everybody may do: what it is called, from which role on, and by
// which routes it is done.
type duty struct {
	words  string
	role   account.Role
	routes []string
}

// duties are all there are. What is not among them everybody who comes in may read, and only an
// owner may change, so that a route of which nobody thought is closed.
var duties = []duty{
	{"read, search, take out what is masked; the API and its tools", account.Reader, []string{"POST /exports", "POST /briefs/{name}/export"}},
	{"change one's own password and authenticator, end one's own sessions, make tokens for programs", account.Reader, []string{"POST /logout", "POST /account/password", "POST /account/authenticator", "POST /account/authenticator/remove", "POST /account/recovery", "POST /account/sessions", "POST /account/programs"}},
	{"review figures, take back what one said there", account.Coder, []string{"POST /review", "POST /review/undo", "POST /api/v1/review/{report}/{entry}", "POST /api/v1/review/undo"}},
	{"put briefs together, and take pieces out of them", account.Coder, []string{"POST /briefs", "POST /briefs/{name}"}},
	{"rule on claims, figures, estimates and stories, add what was missed, take rulings back", account.Reviewer, []string{"POST /rulings", "POST /rulings/{id}/undo", "POST /stories", "POST /reports/{report}/entries",
		"POST /api/v1/rulings", "DELETE /api/v1/rulings/{id}", "POST /api/v1/reports/{report}/entries", "POST /api/v1/reports/{report}/whole"}},
	{"decide where coders differ", account.Reviewer, []string{"POST /review/agreement", "POST /api/v1/agreement/{report}/{entry}"}},
	{"see private persons by name, which is logged", account.Reviewer, []string{namesRoute}},
	{"add files by dropping them on the pile", account.Owner, []string{"POST " + addAt, "GET " + addedAt, "POST " + addedAt}},
	{"see the log and the quarantine, say how many coders have to agree", account.Owner, []string{"GET /log", "GET /quarantine", "POST /settings", "POST /review/coder"}},
	{"make accounts and collections, give roles and rights, put reports into collections", account.Owner, []string{"GET /team"}},
}

const namesRoute = "POST /names"

// needs is the role from which on somebody may ask for a route.
func needs(pattern string) account.Role {
	for i := range duties {
		if slices.Contains(duties[i].routes, pattern) {
			return duties[i].role
		}
	}
	if strings.HasPrefix(pattern, http.MethodGet+" ") {
		return account.Reader
	}
	return account.Owner
}

// may reports whether who asks may ask for a route. Where there are no accounts they may.
func (v *visit) may(pattern string) bool { return v.person == nil || v.person.role >= needs(pattern) }

// sign puts the name of the account where forms say who it is.
func (v *visit) sign() {
	if v.Method != http.MethodPost {
		return
	}
	if err := v.ParseForm(); err != nil {
		return // of which whoever reads the form is told
	}
	for _, form := range []url.Values{v.Form, v.PostForm} {
		if form.Has("by") {
			form.Set("by", v.person.name)
		}
		if form.Has("coder") {
			form.Set("coder", v.person.name)
		}
	}
}

var (
	formed   = regexp.MustCompile(`(?s)<form\b[^>]*>.*?</form>`)
	posted   = regexp.MustCompile(`^<form\b[^>]*\bmethod="post"`)
	actionOf = regexp.MustCompile(`^<form\b[^>]*\baction="([^"]*)"`)
)

// allowed leaves out of a page the forms that who asks may not send. Text of reports holds none:
// what would begin one is escaped there.
func (v *visit) allowed(page []byte) []byte {
	if v.person == nil || v.person.role == account.Owner || !bytes.Contains(page, []byte("<form")) {
		return page
	}
	return formed.ReplaceAllFunc(page, func(form []byte) []byte {
		m := actionOf.FindSubmatch(form)
		if m == nil || !posted.Match(form) {
			return form
		}
		u, err := url.Parse(html.UnescapeString(string(m[1])))
		if err != nil {
			return nil
		}
		if _, pattern := v.server.mux.Handler(&http.Request{Method: http.MethodPost, URL: u, Host: v.Host}); !v.may(pattern) {
			return nil
		}
		return form
	})
}

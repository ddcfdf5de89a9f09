package oidctest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"

	"assay/account"
	"assay/store"
	"assay/workspace"
)

const secret = "a secret of the two servers"

// A browser follows links and forms as browsers do.
type browser struct{ *http.Client }

func newBrowser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{&http.Client{Jar: jar, Timeout: 3 * time.Minute}}
}

func (b *browser) read(t *testing.T, resp *http.Response, err error) (status int, body string, at *url.URL) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(all), resp.Request.URL
}

func (b *browser) get(t *testing.T, address string) (int, string, *url.URL) {
	t.Helper()
	resp, err := b.Get(address)
	return b.read(t, resp, err)
}

// TestComeIn has a person come in by zitadel's provider, and others not.
func TestComeIn(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	name := filepath.Join(t.TempDir(), "team.db")
	st, err := store.Create(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := errors.Join(st.AddAccount(ctx, &account.Account{Name: "olga", Role: account.Owner, Address: "olga@example.org"}),
		st.AddAccount(ctx, &account.Account{Name: "maria", Role: account.Coder, Address: "Test-User@zitadel.ch"})); err != nil {
		t.Fatal(err)
	}

	l, err := workspace.ListenTeam("127.0.0.1:0", workspace.Door{})
	if err != nil {
		t.Fatal(err)
	}
	here := "http://" + l.Addr().String()

	from, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(from.Addr().String())
	issuer := "http://localhost:" + port + "/"
	storage.RegisterClients(storage.WebClient("assay", secret, here+"/login/oidc/back"))
	provider := &httptest.Server{Listener: from, Config: &http.Server{Handler: exampleop.SetupServer(issuer, storage.NewStorage(storage.NewUserStore(issuer)), slog.New(slog.DiscardHandler), false, op.WithAllowInsecure())}}
	provider.Start()
	defer provider.Close()

	team, err := workspace.NewTeam(ctx, name, workspace.Door{Provider: &workspace.Provider{Issuer: issuer, Client: "assay", Secret: secret, Name: "the house"}}, func(words string) { t.Log("noted: " + words) })
	if err != nil {
		t.Fatal(err)
	}
	defer team.Close()
	opened, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- team.Serve(ctx, l, func(url string) { opened <- url }) }()
	<-opened

	formed := regexp.MustCompile(`name="id" value="([^"]*)"`)
	// toProvider goes there and gives the password there; last is where the provider leads back to.
	toProvider := func(b *browser) (status int, body string, last *url.URL) {
		t.Helper()
		status, body, at := b.get(t, here+"/login/oidc?next=/account")
		m := formed.FindStringSubmatch(body)
		if status != http.StatusOK || m == nil || at.Host != "localhost:"+port {
			t.Fatalf("%d at %s: %s", status, at, body)
		}
		resp, err := b.PostForm(issuer+"login/username", url.Values{"username": {"test-user@localhost"}, "password": {"verysecure"}, "id": {m[1]}})
		return b.read(t, resp, err)
	}
	b := newBrowser(t)
	if _, body, _ := b.get(t, here+"/login"); !strings.Contains(body, "Log in with the house") {
		t.Errorf("the page does not offer it: %s", body)
	}
	status, body, back := toProvider(b)
	if status != http.StatusOK || !strings.Contains(body, `content="0;url=/account"`) {
		t.Fatalf("%d at %s: %s", status, back, body)
	}
	if status, body, _ := b.get(t, here+"/account"); status != http.StatusOK || !strings.Contains(body, "<b>maria</b>, coder") {
		t.Errorf("%d %s", status, body)
	}
	// The way back is good once, in the browser that went, and as the provider says it.
	for who, c := range map[string]struct {
		b  *browser
		to string
	}{
		"twice":           {b, back.String()},
		"another browser": {newBrowser(t), back.String()},
		"no state":        {b, here + "/login/oidc/back?code=" + back.Query().Get("code")},
		"another state":   {b, here + "/login/oidc/back?state=x&code=" + back.Query().Get("code")},
	} {
		if status, body, _ := c.b.get(t, c.to); status != http.StatusUnauthorized || !strings.Contains(body, "You were not let in") {
			t.Errorf("%s: %d %s", who, status, body)
		}
	}
	// A victim is not led to somebody else's account by a link with that one's code.
	evil, victim := newBrowser(t), newBrowser(t)
	evil.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), here+"/login/oidc/back") {
			return http.ErrUseLastResponse
		}
		return nil
	}
	evil.get(t, here+"/login/oidc")
	_, page, _ := evil.get(t, here+"/login/oidc")
	resp, err := evil.PostForm(issuer+"login/username", url.Values{"username": {"test-user@localhost"}, "password": {"verysecure"}, "id": {formed.FindStringSubmatch(page)[1]}})
	if err != nil {
		t.Fatal(err)
	}
	link := resp.Header.Get("Location")
	if !strings.Contains(link, "code=") {
		t.Fatalf("%s leads to %q", resp.Status, link)
	}
	victim.get(t, here+"/login/oidc")
	if status, _, _ := victim.get(t, link); status != http.StatusUnauthorized {
		t.Errorf("by another's link: %d", status)
	}
	// From now on the provider's own name for the person counts, and no address.
	maria, err := st.Account(ctx, "maria")
	if err != nil || !strings.HasPrefix(maria.Subject, issuer) {
		t.Fatalf("%+v, %v", maria, err)
	}
	if err := st.ChangeAccount(ctx, "maria", "", true, "", func(a *account.Account) error { a.Subject = issuer + " somebody else"; return nil }); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := toProvider(newBrowser(t)); status != http.StatusUnauthorized {
		t.Errorf("another person of the same address: %d", status)
	}
	// Who has no account is not let in, whoever vouches for them.
	if err := st.RemoveAccount(ctx, "maria"); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := toProvider(newBrowser(t)); status != http.StatusUnauthorized {
		t.Errorf("without an account: %d", status)
	}
	if status, _, at := b.get(t, here+"/account"); status != http.StatusOK || at.Path != "/login" {
		t.Errorf("after the account was removed: %d at %s", status, at)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

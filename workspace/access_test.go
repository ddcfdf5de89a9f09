package workspace

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"assay"
)

// A guest is a request with what a browser or a program says of itself.
type guest struct {
	method, path, body string
	host               string // "" is the server's own
	header             map[string]string
}

// ask answers a guest as the server does.
func (d *desk) ask(t testing.TB, g guest) *http.Response {
	t.Helper()
	r := httptest.NewRequest(cmp.Or(g.method, http.MethodGet), "http://127.0.0.1:8765"+g.path, strings.NewReader(g.body))
	r.Host = cmp.Or(g.host, r.Host)
	if g.body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range g.header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w.Result()
}

// page returns what a page says to who was let in.
func (d *desk) page(t testing.TB, path string) string {
	t.Helper()
	resp := d.ask(t, guest{path: path, header: map[string]string{"Cookie": d.cookie()}})
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v\n%s", path, resp.Status, err, b)
	}
	return string(b)
}

// TestAccess walks every route with and without what lets in, under other hosts and for other
// pages.
func TestAccess(t *testing.T) {
	d := open(t)
	in := map[string]string{"Cookie": d.cookie()}
	with := func(more ...string) map[string]string {
		h := map[string]string{"Cookie": d.cookie()}
		for i := 0; i < len(more); i += 2 {
			h[more[i]] = more[i+1]
		}
		return h
	}
	for _, rt := range routes {
		method, path, _ := strings.Cut(rt.pattern, " ")
		path = d.example(t, path)
		for name, c := range map[string]struct {
			guest
			status int // 0: let in
		}{
			"nothing":             {guest{}, 401},
			"another token":       {guest{header: map[string]string{"Authorization": "Bearer x"}}, 401},
			"another cookie":      {guest{header: map[string]string{"Cookie": d.access.cookie + "=x"}}, 401},
			"the token as cookie": {guest{header: map[string]string{"Cookie": d.access.cookie + "=" + d.access.token}}, 401},
			"a bound name":        {guest{host: "evil.example:8765", header: in}, 421},
			"a name with ours":    {guest{host: "127.0.0.1:8765.evil.example", header: in}, 421},
			"another port":        {guest{host: "127.0.0.1:8766", header: in}, 421},
			"another page":        {guest{header: with("Origin", "https://evil.example")}, 403},
			"a page of nowhere":   {guest{header: with("Origin", "null")}, 403},
			"a neighbour":         {guest{header: with("Origin", "http://127.0.0.1:8766")}, 403},
			"cookie":              {guest{header: in}, 0},
			"cookie, same page":   {guest{header: with("Origin", "http://127.0.0.1:8765", "Sec-Fetch-Site", "same-origin")}, 0},
			"token":               {guest{header: map[string]string{"Authorization": "Bearer " + d.access.token}}, 0},
			"localhost":           {guest{host: "localhost:8765", header: in}, 0},
		} {
			c.method, c.path = method, path
			if rt.api() && method != http.MethodGet && c.status == 0 && c.header["Authorization"] == "" {
				c.status = 403 // what changes something wants the token
			}
			resp := d.ask(t, c.guest)
			if got := resp.StatusCode; c.status != 0 && got != c.status || c.status == 0 && (got == 401 || got == 403 || got == 421 || got >= 500) {
				t.Errorf("%s, %s: %s", rt.pattern, name, resp.Status)
			}
			for header, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": sameOrigin, "X-Frame-Options": "DENY"} {
				if resp.Header.Get(header) != want {
					t.Errorf("%s, %s: %s is %q", rt.pattern, name, header, resp.Header.Get(header))
				}
			}
			if cache := resp.Header.Get("Cache-Control"); cache != "no-store" && !strings.HasPrefix(path, "/assets/") {
				t.Errorf("%s, %s: Cache-Control is %q", rt.pattern, name, cache)
			}
		}
		if method != http.MethodGet {
			resp := d.ask(t, guest{method: method, path: path, header: with("Sec-Fetch-Site", "cross-site")})
			if resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s from another site: %s", rt.pattern, resp.Status)
			}
		}
	}
}

// TestOpen exchanges the token for a cookie, which is not the token.
func TestOpen(t *testing.T) {
	d := open(t)
	resp := d.ask(t, guest{path: opening + d.access.token})
	set := resp.Header.Get("Set-Cookie")
	for _, want := range []string{d.access.cookie + "=" + d.access.secret, "HttpOnly", "SameSite=Strict", "Path=/"} {
		if resp.StatusCode != http.StatusOK || !strings.Contains(set, want) {
			t.Errorf("%s, cookie %q lacks %q", resp.Status, set, want)
		}
	}
	if strings.Contains(set, d.access.token) {
		t.Error("the cookie is the token")
	}
	for _, path := range []string{opening, opening + "x", opening + d.access.token + "x"} {
		if resp := d.ask(t, guest{path: path}); resp.StatusCode != http.StatusUnauthorized || resp.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
}

// TestPaths asks for files that are none of the server's.
func TestPaths(t *testing.T) {
	d := open(t)
	for _, path := range []string{"/assets/../server.go", "/assets/x/workspace.js", "/assets/x/..%2f..%2fserver.go", "/..%2f..%2fetc/passwd", "//etc/passwd", "/assets/x/%2e%2e/%2e%2e/go.mod", "/events/..%2f..%2f", "/reports/%00", "/stories/%ff"} {
		resp := d.ask(t, guest{path: path, header: map[string]string{"Cookie": d.cookie()}})
		b, _ := io.ReadAll(resp.Body)
		if resp.StatusCode == http.StatusOK || resp.StatusCode >= 500 || strings.Contains(string(b), "package workspace") {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
}

// TestBack leads forms back to pages of this server only.
func TestBack(t *testing.T) {
	d := open(t)
	for back, want := range map[string]string{"/stories?page=2": "/stories?page=2", "https://evil.example/": "/", "//evil.example/": "/", `/\evil.example`: "/", "javascript:alert(1)": "/", "": "/"} {
		resp := d.ask(t, guest{method: http.MethodPost, path: "/names", body: "show=0&back=" + back, header: map[string]string{"Cookie": d.cookie()}})
		if got := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || got != want {
			t.Errorf("back to %q: %s, %q", back, resp.Status, got)
		}
	}
}

// TestListen refuses addresses that others reach.
func TestListen(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.168.1.7:0", "example.org:0", "127.0.0.1", "8765"} {
		l, err := Listen(address)
		if !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%s: %v", address, err)
		}
		if l != nil {
			l.Close()
		}
	}
	l, err := Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

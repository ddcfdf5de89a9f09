package workspace

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"assay"
	"assay/account"
	"assay/internal/workload"
	"assay/lang"
	"assay/ledger"
	"assay/store"
)

// A crew is a team of a ledger, without a network: its clock is moved by hand.
type crew struct {
	*Team
	h      http.Handler
	clock  time.Time
	hidden []string // ids of reports that are in "Court files", the last confidential
}

const password = "three wet horses"

var hashed = sync.OnceValue(func() string { return account.Hash(password) })

// cheap has passwords be little work while a test runs.
func cheap(t testing.TB) {
	was := account.Memory
	account.Memory = 256
	t.Cleanup(func() { account.Memory = was })
}

// demo is a ledger of the demo, copied.
func demo(t testing.TB) string {
	t.Helper()
	b, err := demoBytes()
	name := filepath.Join(t.TempDir(), "assay.db")
	if err == nil {
		err = os.WriteFile(name, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// demoBytes are those of a ledger that nobody has open.
var demoBytes = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "assay-demo-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "assay.db")
	if err := makeLedger(context.Background(), name, lang.Options{Reader: lang.Fast}, "../testdata/demo"); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
})

// newCrew has an owner, olga, and hides the reports of the first stories of the demo.
func newCrew(t testing.TB) *crew {
	t.Helper()
	ctx := t.Context()
	cheap(t)
	name := demo(t)
	st, err := store.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c := &crew{clock: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)}
	ids, err := st.IDs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c.hidden = ids[:3]
	err = errors.Join(st.AddAccount(ctx, &account.Account{Name: "olga", Role: account.Owner, Password: hashed()}), st.AddCollection(ctx, "Court files"),
		st.Collect(ctx, c.hidden[:2], "Court files", false), st.Collect(ctx, c.hidden[2:], "Court files", true))
	if err != nil {
		t.Fatal(err)
	}
	c.Team, err = NewTeam(ctx, name, Door{Now: func() time.Time { return c.clock }}, func(words string) { t.Log("noted: " + words) })
	if err != nil {
		t.Fatal(err)
	}
	own := newAccess("8765")
	c.origins = func(host string) string {
		if !own.ours(host) {
			return ""
		}
		return "http://" + host
	}
	run, stop := context.WithCancel(ctx)
	c.ctx = run
	t.Cleanup(func() {
		stop()
		c.kept.Wait()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := c.all.look(ctx); err != nil {
		t.Fatal(err)
	}
	c.h = c.handler()
	return c
}

// in makes an account and lets it in, and returns its cookie. Grants are collections; "!" behind
// one is its confidential reports too.
func (c *crew) in(t testing.TB, name string, role account.Role, grants ...string) string {
	t.Helper()
	ctx := t.Context()
	if _, err := c.access.Account(ctx, name); errors.Is(err, assay.ErrNotFound) {
		if err := c.access.AddAccount(ctx, &account.Account{Name: name, Role: role, Password: hashed()}); err != nil {
			t.Fatal(err)
		}
	}
	for _, g := range grants {
		of, too := strings.CutSuffix(g, "!")
		if err := c.access.Grant(ctx, store.Grant{Account: name, Collection: of, Confidential: too}); err != nil {
			t.Fatal(err)
		}
	}
	token := account.Token()
	if err := c.access.BeginSession(ctx, &store.Session{Sum: account.Sum(token), Account: name, Made: c.clock, End: c.clock.Add(longest)}); err != nil {
		t.Fatal(err)
	}
	return "assay_session=" + token
}

// program is what a program of somebody who has an account sends with what it asks.
func (c *crew) program(t testing.TB, name string) map[string]string {
	t.Helper()
	token := account.Token()
	if err := c.access.BeginSession(t.Context(), &store.Session{Sum: account.Sum(token), Account: name, Program: true, Made: c.clock, End: c.clock.Add(longest)}); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"Authorization": "Bearer " + token, "Content-Type": "application/json"}
}

// ask answers a guest who has a cookie, when the ledger was looked at.
func (c *crew) ask(t testing.TB, cookie string, g guest) *http.Response {
	t.Helper()
	for range 3600 { // three minutes
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8765"+g.path, strings.NewReader(g.body))
		if g.method != "" {
			r.Method = g.method
		}
		if g.host != "" {
			r.Host = g.host
		}
		if g.body != "" {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if cookie != "" {
			r.Header.Set("Cookie", cookie)
		}
		for name, value := range g.header {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		c.h.ServeHTTP(w, r)
		switch w.Code {
		case http.StatusServiceUnavailable:
			time.Sleep(50 * time.Millisecond)
			continue
		case http.StatusTooManyRequests:
			if g.header["may"] == "" {
				c.clock = c.clock.Add(time.Second)
				continue
			}
		}
		return w.Result()
	}
	t.Fatalf("%s: never looked at", g.path)
	return nil
}

func (c *crew) body(t testing.TB, cookie, path string) string {
	t.Helper()
	resp := c.ask(t, cookie, guest{path: path})
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// post sends a form, and returns what is answered.
func (c *crew) post(t testing.TB, cookie, path string, form url.Values) (status int, body string, resp *http.Response) {
	t.Helper()
	resp = c.ask(t, cookie, guest{method: http.MethodPost, path: path, body: form.Encode(), header: map[string]string{"may": "be refused"}})
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b), resp
}

// TestTeamWalk asks for every route as everybody, with the ids of what they may see and of what
// they may not.
func TestTeamWalk(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	c := newCrew(t)
	ctx := t.Context()
	st := c.all.keeper.st
	// What tells of the hidden reports: their ids, their titles, and words that no other has.
	type secret struct {
		ids   []string
		words []string
	}
	hides := make([]secret, len(c.hidden))
	docs, err := st.Docs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rare := regexp.MustCompile(`\p{L}{7,}`)
	for i, id := range c.hidden {
		at := slices.IndexFunc(docs, func(d *assay.Doc) bool { return d.ID.String() == id })
		hides[i].ids = []string{docs[at].ID.Short()}
		for _, word := range rare.FindAllString(docs[at].Text, -1) {
			only := true
			for k, d := range docs {
				only = only && (k == at || slices.Contains(c.hidden, d.ID.String()) && k < at || !strings.Contains(strings.ToLower(d.Text+d.Path+d.Title), strings.ToLower(word)))
			}
			if only && len(hides[i].words) < 5 {
				hides[i].words = append(hides[i].words, word)
			}
		}
	}
	all := c.all.pile.Load()
	for _, est := range all.screen.Run.Estimates { // those that rest on them alone
		p, err := st.About(ctx, est.ID, 100)
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range c.hidden {
			if len(p.Docs) == 1 && p.Docs[0].ID.String() == id {
				hides[i].ids = append(hides[i].ids, est.ID)
			}
		}
	}
	for _, id := range c.hidden {
		read, err := st.Read(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if len(read.Others) == 0 {
			hides[slices.Index(c.hidden, id)].ids = append(hides[slices.Index(c.hidden, id)].ids, read.Story)
		}
	}
	type who struct {
		role   account.Role
		grants []string
		hidden []int // of c.hidden
	}
	people := map[string]who{"olga": {account.Owner, nil, nil}}
	rights := map[string]who{"open": {0, nil, []int{0, 1, 2}}, "court": {0, []string{"Court files"}, []int{2}}, "court.all": {0, []string{"Court files!"}, nil},
		"every": {0, []string{"*"}, []int{2}}, "all": {0, []string{"*!"}, nil}}
	for r := account.Reader; r < account.Owner; r++ {
		for name, right := range rights {
			if os.Getenv("ASSAY_LONG") == "" && name != map[account.Role]string{account.Reader: "open", account.Coder: "court", account.Reviewer: "every"}[r] {
				continue // each role once, each right once
			}
			people[r.String()+"."+name] = who{r, right.grants, right.hidden}
		}
	}
	report := c.hidden[len(c.hidden)-1]
	words := len(hides[0].words) + len(hides[1].words) + len(hides[2].words)
	if words < 6 {
		t.Fatalf("only %d words are in hidden reports alone", words)
	}
	for name, p := range people {
		cookie := c.in(t, name, p.role, p.grants...)
		var sees *Server
		a, err := c.access.Account(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		see, err := c.access.SeesOf(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		if sees, err = c.serverFor(see); err != nil {
			t.Fatal(err)
		}
		c.body(t, cookie, "/") // until it was looked at
		part := &desk{Server: sees}
		clean := func(where, body string) {
			t.Helper()
			for _, i := range p.hidden {
				for _, id := range hides[i].ids {
					if strings.Contains(body, id) {
						t.Errorf("%s, %s: has %s", name, where, id)
					}
				}
				for _, word := range hides[i].words {
					if strings.Contains(body, word) {
						t.Errorf("%s, %s: has %q", name, where, word)
					}
				}
			}
		}
		for _, rt := range slices.Concat(routes, teamRoutes) {
			method, pattern, _ := strings.Cut(rt.pattern, " ")
			if pattern == "/logout" {
				continue
			}
			path := part.example(t, pattern)
			as, header := cookie, map[string]string{}
			if rt.api() && method != http.MethodGet {
				as, header = "", c.program(t, name)
			}
			if method == http.MethodPost {
				header["may"] = "be refused"
			}
			resp := c.ask(t, as, guest{method: method, path: path, header: header})
			b, _ := io.ReadAll(resp.Body)
			forbidden := resp.StatusCode == http.StatusForbidden
			if want := p.role < needs(rt.pattern); forbidden != want && !(method == http.MethodPost && resp.StatusCode == http.StatusTooManyRequests) || resp.StatusCode >= 500 {
				t.Errorf("%s, %s: %s", name, rt.pattern, resp.Status)
			}
			clean(path, string(b))
			if resp := c.ask(t, "", guest{method: method, path: path}); resp.StatusCode != http.StatusUnauthorized && resp.StatusCode != http.StatusSeeOther && !strings.HasPrefix(path, "/assets/") {
				t.Errorf("nobody, %s: %s", rt.pattern, resp.Status)
			}
			// The same of what they may not see, as of what there is not.
			if !slices.Contains(p.hidden, 2) || !strings.Contains(pattern, "{") || method != http.MethodGet || strings.HasPrefix(pattern, "/assets") {
				continue
			}
			gone := func(digits, est, story string) (int, string) {
				path := strings.NewReplacer("{report}", digits, "{entry}", "f1", "/estimates/{id}", "/estimates/"+est, "/stories/{id}", "/stories/"+story, "/events/{id}", "/events/occ"+digits, "{id}", "x"+digits, "{name}", "n"+digits, "{rest...}", digits).Replace(pattern)
				resp := c.ask(t, cookie, guest{path: path})
				b, _ := io.ReadAll(resp.Body)
				clean := strings.NewReplacer(digits, "*", est, "*", story, "*").Replace(string(b))
				return resp.StatusCode, clean
			}
			id, err := assay.ParseReportID(report)
			if err != nil {
				t.Fatal(err)
			}
			read, err := st.Read(ctx, report)
			if err != nil {
				t.Fatal(err)
			}
			ours, theirs := id.Short(), "0a1b2c3d"
			status, body := gone(ours, "est"+ours, read.Story)
			status0, body0 := gone(theirs, "est"+theirs, "st"+theirs)
			if status != status0 || body != body0 {
				t.Errorf("%s, %s: of what is hidden %d, of what there is not %d\n%.300s\n%.300s", name, rt.pattern, status, status0, body, body0)
			}
		}
		for _, i := range p.hidden {
			for _, word := range hides[i].words {
				for _, path := range []string{"/search?q=", "/api/v1/reports?q=", "/complete?word=place:", "/sources?q=", "/?q="} {
					// What was asked for is said again, and no more.
					body := strings.ReplaceAll(c.body(t, cookie, path+url.QueryEscape(word)), word, "")
					clean(path+word, body)
					if strings.Contains(path, "api") && !strings.Contains(body, `"reports":[]`) && !strings.Contains(body, `"total":0`) && !strings.Contains(body, `"of":0`) {
						t.Errorf("%s: %s%s: %.200s", name, path, word, body)
					}
				}
			}
		}
		for _, form := range []string{"csv", "html", "rdf"} {
			status, body, _ := c.post(t, cookie, "/exports", url.Values{"as": {form}})
			if status != http.StatusOK {
				t.Errorf("%s: export as %s: %d %.100s", name, form, status, body)
			}
			clean("export as "+form, body)
		}
	}
}

// TestRolesPage holds the table of docs/team.md to what is done.
func TestRolesPage(t *testing.T) {
	b, err := os.ReadFile("../docs/team.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range dutyRows() {
		want := "| " + row.Words + " |"
		for _, may := range row.May {
			want += map[bool]string{true: " yes |", false: "  |"}[may]
		}
		if !strings.Contains(string(b), want+"\n") {
			t.Errorf("docs/team.md lacks %q", want)
		}
	}
	known := map[string]bool{}
	for _, rt := range slices.Concat(routes, teamRoutes) {
		known[rt.pattern] = true
	}
	for _, d := range duties {
		for _, pattern := range d.routes {
			if !known[pattern] {
				t.Errorf("there is no route %q", pattern)
			}
		}
	}
}

// TestTeamCounts holds what somebody sees of a part to a ledger of that part alone.
func TestTeamCounts(t *testing.T) {
	c := newCrew(t)
	cookie := c.in(t, "maria", account.Reader)
	st, err := store.Open(t.Context(), c.all.ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	docs, err := st.Docs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var seen []*assay.Doc
	for _, d := range docs {
		if !slices.Contains(c.hidden, d.ID.String()) {
			seen = append(seen, d)
		}
	}
	name := filepath.Join(t.TempDir(), filepath.Base(c.all.ledger))
	part, err := store.Create(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Add(t.Context(), seen, nil); err != nil {
		t.Fatal(err)
	}
	if err := part.Close(); err != nil {
		t.Fatal(err)
	}
	alone := at(t, name)
	alone.handler = alone.access.guard(alone.Server.handler())
	for _, path := range []string{"/api/v1/estimates", "/api/v1/events", "/api/v1/stories", "/api/v1/reports", "/api/v1/reports?q=killed", "/complete?word=outlet:a", "/complete?word=place:"} {
		if want, got := alone.page(t, path), c.body(t, cookie, path); want != got {
			t.Errorf("%s:\n%.400s\nand not\n%.400s", path, got, want)
		}
	}
	// A language model is told what everybody sees, or what an account does.
	for as, hidden := range map[string]bool{"": true, "maria": true, "olga": false} {
		s, err := NewFor(t.Context(), c.all.ledger, as, c.note)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.look(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/api/v1/reports?per_page=100", "/api/v1/stories", "/api/v1/reports/" + strings.TrimPrefix(c.hidden[2], "sha256:")[:8]} {
			res, _, err := s.tool(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			said := res.Content[0].(*mcp.TextContent).Text
			if has := strings.Contains(said, c.hidden[2]); has == hidden {
				t.Errorf("as %q, %s: the hidden report is there: %t\n%.300s", as, path, has, said)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	main := regexp.MustCompile(`(?s)<main.*</main>`)
	for _, path := range []string{"/", "/stories", "/map", "/timeline", "/sources", "/search?q=killed"} {
		want := noForms.ReplaceAllString(main.FindString(alone.page(t, path)), "")
		got := noForms.ReplaceAllString(main.FindString(c.body(t, cookie, path)), "")
		if want != got {
			t.Errorf("%s is another page than that of the part alone", path)
		}
	}
}

var noForms = regexp.MustCompile(`(?s)<form\b[^>]*method="post".*?</form>`)

// TestHide takes a report from who may not see it any more before the owner is answered, and a
// right with the next request.
func TestHide(t *testing.T) {
	c := newCrew(t)
	maria, olga := c.in(t, "maria", account.Reader), c.in(t, "olga", account.Owner)
	docs, err := c.all.keeper.st.Docs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(docs, func(d *assay.Doc) bool { return !slices.Contains(c.hidden, d.ID.String()) })
	path := "/reports/" + docs[at].ID.Short()
	if resp := c.ask(t, maria, guest{path: path}); resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	if status, body, _ := c.post(t, olga, "/team/reports", url.Values{"reports": {docs[at].ID.Short()}, "collection": {"open"}, "confidential": {"1"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if resp := c.ask(t, maria, guest{path: path}); resp.StatusCode != http.StatusNotFound {
		t.Errorf("hidden, and %s", resp.Status)
	}
	if status, body, _ := c.post(t, olga, "/team/grants", url.Values{"name": {"maria"}, "collection": {"open"}, "confidential": {"1"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if resp := c.ask(t, maria, guest{path: path}); resp.StatusCode != http.StatusOK {
		t.Errorf("granted, and %s", resp.Status)
	}
	if status, _, _ := c.post(t, olga, "/team/grants/take", url.Values{"name": {"maria"}, "collection": {"open"}}); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	if resp := c.ask(t, maria, guest{path: path}); resp.StatusCode != http.StatusNotFound {
		t.Errorf("taken, and %s", resp.Status)
	}
	if status, body, _ := c.post(t, olga, "/team/accounts/end", url.Values{"name": {"maria"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if resp := c.ask(t, maria, guest{path: "/"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("ended, and %s", resp.Status)
	}
}

// TestTeamRules has people of several roles say something, each under their own name, and what a
// part cannot see not ruled on.
func TestTeamRules(t *testing.T) {
	c := newCrew(t)
	ctx := t.Context()
	vera, carl, olga := c.in(t, "vera", account.Reviewer), c.in(t, "carl", account.Coder), c.in(t, "olga", account.Owner)
	docs, err := c.all.keeper.st.Docs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var seen, hidden string
	for _, d := range docs {
		if len(d.Figures) == 0 {
			continue
		}
		if id := ledger.EntryID(d.ID, "f1"); slices.Contains(c.hidden, d.ID.String()) {
			hidden = id
		} else if seen == "" {
			seen = id
		}
	}
	form := url.Values{"id": {seen}, "verb": {"confirm"}, "why": {"as it stands there"}, "by": {"somebody else"}}
	if status, body, _ := c.post(t, vera, "/rulings", form); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if status, _, _ := c.post(t, carl, "/rulings", form); status != http.StatusForbidden {
		t.Errorf("a coder rules: %d", status)
	}
	form.Set("id", hidden)
	status, body, _ := c.post(t, vera, "/rulings", form)
	form.Set("id", "0a1b2c3d:f1")
	status0, body0, _ := c.post(t, vera, "/rulings", form)
	if digits, _, _ := strings.Cut(hidden, ":"); status != http.StatusNotFound || status != status0 || strings.ReplaceAll(body, digits, "*") != strings.ReplaceAll(body0, "0a1b2c3d", "*") {
		t.Errorf("of what is hidden %d, of what there is not %d:\n%s\n%s", status, status0, body, body0)
	}
	list, err := c.all.keeper.st.Rulings(ctx)
	if err != nil || len(list) != 1 || list[0].By != "vera" {
		t.Errorf("%+v, %v", list, err)
	}
	if body := c.body(t, carl, "/rulings"); !strings.Contains(body, "vera") || strings.Contains(body, "<button>Undo") {
		t.Errorf("a coder sees\n%s", body)
	}
	if body := c.body(t, olga, "/log"); !strings.Contains(body, "vera") {
		t.Error("the log does not say who ruled")
	}
	for _, cookie := range []string{carl, vera} { // who it is nobody has to say
		if body := c.body(t, cookie, "/review"); strings.Contains(body, `name="coder"`) || !strings.Contains(body, `action="/review"`) {
			t.Error("the queue asks who reviews")
		}
	}
	if body := c.body(t, vera, "/"); strings.Contains(body, `href="/log"`) || strings.Contains(body, `href="/team"`) || !strings.Contains(body, `action="/names"`) {
		t.Error("a reviewer is shown what is not for them")
	}
	if body := c.body(t, carl, "/"); strings.Contains(body, `action="/names"`) {
		t.Error("a coder may show names")
	}
	// One person's names are not another's.
	if status, _, _ := c.post(t, vera, "/names", url.Values{"show": {"1"}}); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	if !strings.Contains(c.body(t, vera, "/"), "shown by name") || strings.Contains(c.body(t, olga, "/"), "shown by name") {
		t.Error("names that one person shows are shown to another")
	}
	log, err := c.access.Log(ctx)
	if err != nil || !slices.ContainsFunc(log, func(e store.Entry) bool { return e.What == "names" && e.By == "vera" }) {
		t.Errorf("the log does not say who saw names: %v", err)
	}
}

// TestLogin tries what an attacker tries of a log-in.
func TestLogin(t *testing.T) {
	c := newCrew(t)
	c.in(t, "maria", account.Reader)
	enter := func(name, pass, code, cookie string) (int, string, *http.Cookie) {
		t.Helper()
		status, body, resp := c.post(t, cookie, "/login", url.Values{"name": {name}, "password": {pass}, "code": {code}, "next": {"/stories"}})
		for _, set := range resp.Cookies() {
			return status, body, set
		}
		return status, body, nil
	}
	if status, _, set := enter("maria", "wrong", "", ""); status != http.StatusUnauthorized || set != nil {
		t.Errorf("a wrong password: %d", status)
	}
	// Names that there are and that there are not read the same.
	_, known, _ := enter("maria", "wrong", "", "")
	_, unknown, _ := enter("mario", "wrong", "", "")
	if strings.ReplaceAll(known, "maria", "*") != strings.ReplaceAll(unknown, "mario", "*") {
		t.Errorf("what is said of a name tells whether it is one:\n%s\n%s", known, unknown)
	}
	// A session that somebody brought is none afterwards, and is not taken over.
	planted := "assay_session=" + account.Token()
	status, _, set := enter("maria", password, "", planted)
	if status != http.StatusSeeOther || set == nil || "assay_session="+set.Value == planted || !set.HttpOnly || set.SameSite != http.SameSiteStrictMode || set.Path != "/" {
		t.Fatalf("%d %v", status, set)
	}
	if resp := c.ask(t, planted, guest{path: "/"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the planted session: %s", resp.Status)
	}
	first := "assay_session=" + set.Value
	_, _, set = enter("maria", password, "", first)
	if resp := c.ask(t, first, guest{path: "/"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the session of before: %s", resp.Status)
	}
	second := "assay_session=" + set.Value
	if resp := c.ask(t, second, guest{path: "/"}); resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
	for name, g := range map[string]guest{
		"another site":   {header: map[string]string{"Sec-Fetch-Site": "cross-site"}},
		"another origin": {header: map[string]string{"Origin": "https://evil.example"}},
		"no origin":      {header: map[string]string{"Origin": "null"}},
		"another host":   {host: "evil.example"},
	} {
		for _, path := range []string{"/login", "/account/password", "/team/accounts", "/logout", "/rulings"} {
			g.method, g.path, g.body = http.MethodPost, path, "name=maria&password="+url.QueryEscape(password)
			if resp := c.ask(t, second, g); resp.StatusCode != http.StatusForbidden && resp.StatusCode != http.StatusMisdirectedRequest || resp.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s, %s: %s", name, path, resp.Status)
			}
		}
	}
	// A link of another page: the browser keeps the cookie back, and is sent on from here.
	if body := c.body(t, "", "/login"); !strings.Contains(body, `name="password"`) {
		t.Error("no page to come in by")
	}
	resp := c.ask(t, "", guest{path: "/stories?page=2", header: map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}})
	if b, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK || !strings.Contains(string(b), `content="0;url=/stories?page=2"`) {
		t.Errorf("%s %s", resp.Status, b)
	}
	for next, want := range map[string]string{"/stories?page=2": "/stories?page=2", "https://evil.example/": "/", "//evil.example": "/", `/\evil.example`: "/", "/login": "/", "javascript:alert(1)": "/"} {
		if got := local(next); got != want {
			t.Errorf("on to %q: %q", next, got)
		}
	}
	// Idle, and too long.
	c.clock = c.clock.Add(idle + time.Minute)
	if resp := c.ask(t, second, guest{path: "/"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("after %s: %s", idle, resp.Status)
	}
	_, _, set = enter("maria", password, "", "")
	third := "assay_session=" + set.Value
	for range int(longest/(idle/2)) + 1 {
		if resp := c.ask(t, third, guest{path: "/account"}); resp.StatusCode != http.StatusOK {
			t.Fatalf("used, and %s", resp.Status)
		}
		if c.clock = c.clock.Add(idle / 2); c.clock.Sub(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)) > idle+longest {
			break
		}
	}
	if resp := c.ask(t, third, guest{path: "/account"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("after %s: %s", longest, resp.Status)
	}
	// Tried too often, a name that there is as one that there is not, and the right password too.
	for _, name := range []string{"maria", "mario"} {
		tries := 0
		for ; tries < 50; tries++ {
			if status, _, _ := enter(name, "wrong", "", ""); status == http.StatusTooManyRequests {
				break
			}
		}
		if tries != ofName[0] {
			t.Errorf("%s could be tried %d times", name, tries)
		}
		if status, _, set := enter(name, password, "", ""); status != http.StatusTooManyRequests || set != nil {
			t.Errorf("%s: %d though it was tried too often", name, status)
		}
	}
	c.clock = c.clock.Add(time.Duration(ofName[1]) * time.Second)
	if status, _, _ := enter("maria", password, "", ""); status != http.StatusSeeOther {
		t.Errorf("after the wait: %d", status)
	}
}

// TestTimingOfLogin compares what names take that there are and that there are not: of a processor,
// as machines are shared.
func TestTimingOfLogin(t *testing.T) {
	c := newCrew(t)
	account.Memory = 16 << 10 // enough to be told from nothing
	err := c.access.ChangeAccount(t.Context(), "olga", "", false, "", func(a *account.Account) error { a.Password = account.Hash(password); return nil })
	if err != nil {
		t.Fatal(err)
	}
	took := func(name, pass string) time.Duration {
		c.clock = c.clock.Add(time.Hour)
		start := workload.CPU()
		if status, _, _ := c.post(t, "", "/login", url.Values{"name": {name}, "password": {pass}}); status != http.StatusUnauthorized {
			t.Fatal(status)
		}
		return workload.CPU() - start
	}
	least := map[string]time.Duration{}
	alike := func(name string) bool {
		return least[name] >= least["olga"]/2 && least[name] <= 2*least["olga"]
	}
	for i := 0; i < 5 || i < 40 && !(alike("nobody") && alike("")); i++ { // what else the process does is in none of many
		for _, name := range []string{"olga", fmt.Sprintf("nobody%d", i), ""} {
			d := took(name, "wrong")
			if strings.HasPrefix(name, "nobody") {
				name = "nobody"
			}
			if least[name] == 0 || d < least[name] {
				least[name] = d
			}
		}
	}
	t.Log(least)
	for name, d := range least {
		if !alike(name) {
			t.Errorf("%q takes %s, and a name that there is %s", name, d, least["olga"])
		}
	}
}

// TestAccountPages goes the way of a person: the first password, an authenticator, its codes, a
// token for a program, the end of other sessions.
func TestAccountPages(t *testing.T) {
	c := newCrew(t)
	olga := c.in(t, "olga", account.Owner)
	status, body, _ := c.post(t, olga, "/team/accounts", url.Values{"name": {"maria"}, "role": {"reviewer"}})
	m := regexp.MustCompile(`<code>([^<]+)</code>`).FindStringSubmatch(body)
	if status != http.StatusOK || m == nil {
		t.Fatalf("%d %s", status, body)
	}
	enter := func(pass, code string) (int, string) {
		t.Helper()
		status, _, resp := c.post(t, "", "/login", url.Values{"name": {"maria"}, "password": {pass}, "code": {code}})
		for _, set := range resp.Cookies() {
			return status, "assay_session=" + set.Value
		}
		return status, ""
	}
	_, maria := enter(m[1], "")
	if resp := c.ask(t, maria, guest{path: "/stories"}); resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/account" {
		t.Errorf("with a first password: %s", resp.Status)
	}
	const own = "a bus full of owls"
	for name, form := range map[string]url.Values{
		"wrong":    {"password": {"x"}, "new": {own}, "again": {own}},
		"twice":    {"password": {m[1]}, "new": {own}, "again": {own + "x"}},
		"short":    {"password": {m[1]}, "new": {"short"}, "again": {"short"}},
		"the same": {"password": {m[1]}, "new": {m[1]}, "again": {m[1]}},
	} {
		if status, _, _ := c.post(t, maria, "/account/password", form); status != http.StatusBadRequest {
			t.Errorf("%s: %d", name, status)
		}
	}
	other := c.in(t, "maria", account.Reviewer)
	if status, body, _ := c.post(t, maria, "/account/password", url.Values{"password": {m[1]}, "new": {own}, "again": {own}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if resp := c.ask(t, other, guest{path: "/account"}); resp.StatusCode != http.StatusSeeOther {
		t.Error("another session goes on after the password was changed")
	}
	page := c.body(t, maria, "/account/authenticator")
	secret := regexp.MustCompile(`name="secret" value="([A-Z2-7]+)"`).FindStringSubmatch(page)
	if secret == nil || !strings.Contains(page, `class="qr"`) || !strings.Contains(page, "otpauth://totp/") {
		t.Fatal(page)
	}
	if status, _, _ := c.post(t, maria, "/account/authenticator", url.Values{"secret": {secret[1]}, "code": {"000000"}, "password": {own}}); status != http.StatusBadRequest {
		t.Errorf("a wrong code: %d", status)
	}
	status, body, _ = c.post(t, maria, "/account/authenticator", url.Values{"secret": {secret[1]}, "code": {account.CodeAt(secret[1], c.clock)}, "password": {own}})
	codes := regexp.MustCompile(`<code>([a-z0-9-]+)</code>`).FindAllStringSubmatch(body, -1)
	if status != http.StatusOK || len(codes) != 10 {
		t.Fatalf("%d, %d codes", status, len(codes))
	}
	c.clock = c.clock.Add(time.Minute)
	for _, try := range []struct {
		code string
		want int
	}{{"", 401}, {account.CodeAt(secret[1], c.clock), 303}, {account.CodeAt(secret[1], c.clock), 401}, {codes[0][1], 303}, {codes[0][1], 401}, {codes[1][1], 303}} {
		if status, _ := enter(own, try.code); status != try.want {
			t.Errorf("with the code %q: %d, not %d", try.code, status, try.want)
		}
	}
	if body := c.body(t, maria, "/account"); !strings.Contains(body, "8 recovery codes are left") {
		t.Errorf("%s", body)
	}
	status, body, _ = c.post(t, maria, "/account/programs", url.Values{"about": {"a notebook"}, "days": {"3"}, "password": {own}})
	token := regexp.MustCompile(`<code>([^<]+)</code>`).FindStringSubmatch(body)
	if status != http.StatusOK || token == nil {
		t.Fatalf("%d %s", status, body)
	}
	bearer := map[string]string{"Authorization": "Bearer " + token[1]}
	for path, want := range map[string]int{"/api/v1/reports": 200, "/": 403, "/account": 403, "/team": 403} {
		if resp := c.ask(t, "", guest{path: path, header: bearer}); resp.StatusCode != want {
			t.Errorf("a program, %s: %s", path, resp.Status)
		}
	}
	if resp := c.ask(t, "assay_session="+token[1], guest{path: "/"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("a token as cookie: %s", resp.Status)
	}
	if resp := c.ask(t, "", guest{path: "/api/v1/reports", header: map[string]string{"Authorization": "Bearer " + strings.TrimPrefix(maria, "assay_session=")}}); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a cookie as token: %s", resp.Status)
	}
	// A session of another person is not ended.
	list, err := c.access.Sessions(t.Context(), "olga")
	if err != nil {
		t.Fatal(err)
	}
	c.post(t, maria, "/account/sessions", url.Values{"sum": {list[0].Sum}})
	if resp := c.ask(t, olga, guest{path: "/account"}); resp.StatusCode != http.StatusOK {
		t.Error("maria ended a session of olga")
	}
	list, err = c.access.Sessions(t.Context(), "maria")
	if err != nil {
		t.Fatal(err)
	}
	for _, se := range list {
		if se.Program {
			c.post(t, maria, "/account/sessions", url.Values{"sum": {se.Sum}})
		}
	}
	if resp := c.ask(t, "", guest{path: "/api/v1/reports", header: bearer}); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a token that was ended: %s", resp.Status)
	}
	if _, _, resp := c.post(t, maria, "/logout", nil); resp.StatusCode != http.StatusSeeOther || len(resp.Cookies()) != 1 || resp.Cookies()[0].MaxAge >= 0 {
		t.Errorf("out: %s", resp.Status)
	}
	if resp := c.ask(t, maria, guest{path: "/"}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("after the end: %s", resp.Status)
	}
}

// TestAskedTooOften slows who asks without end, and nobody else.
func TestAskedTooOften(t *testing.T) {
	c := newCrew(t)
	maria, olga := c.in(t, "maria", account.Reader), c.in(t, "olga", account.Owner)
	c.body(t, maria, "/fresh")
	n := 0
	for ; n < 2*ofAccount[0]; n++ {
		if resp := c.ask(t, maria, guest{path: "/fresh", header: map[string]string{"may": "be refused"}}); resp.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	if n != ofAccount[0]-1 {
		t.Errorf("%d requests at once", n)
	}
	if resp := c.ask(t, olga, guest{path: "/fresh", header: map[string]string{"may": "be refused"}}); resp.StatusCode != http.StatusOK {
		t.Errorf("another: %s", resp.Status)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "[2001:db8:1:2:3::4]:99"
	r.Header.Set("X-Forwarded-For", "192.0.2.1")
	if got := c.from(r); got != "2001:db8:1:2::/64" {
		t.Errorf("from %s", got)
	}
	c.door.Behind = &url.URL{Scheme: "https", Host: "assay.example.org"}
	r.Header.Set("X-Forwarded-For", "198.51.100.7, 192.0.2.1")
	if got := c.from(r); got != "192.0.2.1" {
		t.Errorf("from %s", got)
	}
}

// certify makes a certificate for names.
func certify(t *testing.T, names ...string) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names, NotAfter: time.Now().Add(time.Hour), BasicConstraintsValid: true, IsCA: true, IPAddresses: []net.IP{net.ParseIP("127.0.0.1")}}
	der, err := x509.CreateCertificate(rand.Reader, of, of, &own.PublicKey, own)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(own)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	pool = x509.NewCertPool()
	b := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	pool.AppendCertsFromPEM(b)
	if err := errors.Join(os.WriteFile(cert, b, 0o600), os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), 0o600)); err != nil {
		t.Fatal(err)
	}
	return cert, key, pool
}

// TestListenTeam refuses to be reached by others in the open, and serves TLS.
func TestListenTeam(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "[::]:0", "192.0.2.7:0", "example.org:0"} {
		if l, err := ListenTeam(address, Door{}); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%s: %v", address, err)
			l.Close()
		}
	}
	if _, err := ListenTeam("127.0.0.1:0", Door{Cert: "no", Key: "such"}); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("no certificate: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ledger := demo(t)
	cheap(t)
	cert, key, pool := certify(t, "assay.example.org")
	door := Door{Cert: cert, Key: key}
	noted := func(words string) { t.Log("noted: " + words) }
	if _, err := NewTeam(ctx, ledger, door, noted); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("without accounts: %v", err)
	}
	st, err := store.Open(ctx, ledger)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(st.AddAccount(ctx, &account.Account{Name: "olga", Role: account.Owner, Password: hashed()}), st.Close()); err != nil {
		t.Fatal(err)
	}
	team, err := NewTeam(ctx, ledger, door, noted)
	if err != nil {
		t.Fatal(err)
	}
	defer team.Close()
	l, err := ListenTeam("0.0.0.0:0", door)
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	opened, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- team.Serve(ctx, l, func(url string) { opened <- url }) }()
	if address := <-opened; address != "https://assay.example.org:"+port+"/" {
		t.Error(address)
	}
	client := &http.Client{Timeout: 3 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, "127.0.0.1:"+port)
		}}}
	base := "https://assay.example.org:" + port
	resp, err := client.Get(base + "/")
	if err != nil || resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Strict-Transport-Security") == "" {
		t.Fatalf("%v %v", resp, err)
	}
	resp, err = client.PostForm(base+"/login", url.Values{"name": {"olga"}, "password": {password}})
	if err != nil || resp.StatusCode != http.StatusSeeOther || len(resp.Cookies()) != 1 {
		t.Fatalf("%v %v", resp, err)
	}
	if set := resp.Cookies()[0]; set.Name != "__Host-assay" || !set.Secure || !set.HttpOnly || set.SameSite != http.SameSiteStrictMode || set.Domain != "" {
		t.Errorf("cookie %v", set)
	}
	r, _ := http.NewRequest(http.MethodGet, "https://assay.example.org:"+port+"/", nil)
	r.Host = "evil.example:" + port
	if resp, err := client.Do(r); err != nil || resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another name: %v %v", resp, err)
	}
	if conn, err := tls.Dial("tcp", "127.0.0.1:"+port, &tls.Config{RootCAs: pool, ServerName: "assay.example.org", MaxVersion: tls.VersionTLS11}); err == nil {
		conn.Close()
		t.Error("TLS 1.1 is spoken")
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(3 * time.Minute):
		t.Fatal("does not end")
	}
}

// Who reviews and rules by a program does so under the name of their account, whatever it says.
func TestProgramsSpeakForTheirAccount(t *testing.T) {
	c := newCrew(t)
	c.in(t, "rita", account.Reviewer)
	header := c.program(t, "rita")
	ids, err := c.access.IDs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	resp := c.ask(t, "", guest{method: http.MethodPost, path: "/api/v1/rulings", header: header,
		body: `{"reports": ["` + ids[4] + `", "` + ids[5] + `"], "together": true, "why": "one text", "by": "otto"}`})
	if b, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", resp.Status, b)
	}
	list, err := c.access.Rulings(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	for _, ru := range list {
		if ru.By != "rita" {
			t.Errorf("%s is by %q", ru.ID, ru.By)
		}
	}
}

package workspace

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"assay"
	"assay/mask"
	"assay/page"
	"assay/query"
	"assay/screen"
	"assay/store"
)

// A visit is one request, and what answers it.
type visit struct {
	*http.Request
	server *Server
	store  *store.Store // to read from
	pile   *pile        // nil where it was not looked at yet
	names  bool         // private persons by name
	person *person      // nil where there are no accounts
	seat   *seat
	late   bool // what is behind the pile (behind.go) is of the one before
	writer http.ResponseWriter
	page   bool                          // what answers is a page
	masks  map[assay.ReportID]*mask.Mask // of reports of which something was listed
	title  string
	notes  []string // what is to be known of what is shown: damage of the ledger
}

// A frame is a page around what a screen shows.
type frame struct {
	Title   string
	Nav     []navItem
	Screens []navItem // all of them that have a key
	Path    string    // of the page, with its query
	Query   string    // what is being searched for
	Notes   []string
	Names   bool
	Stale   int    // what is being brought up to date
	Moved   string // how many estimates are others since it was
	Drop    *addedPage
	Added   *link // the brief into which something was put just now
	Ledger  string
	Who     string // the account; "" where there are none
	Bars    bars
	Main    any
}

// bars are what stands around a page for who may do it.
type bars struct{ Names, Log, Team bool }

type navItem struct {
	Href, Words, Key string
	Here             bool
	Foot             bool // it stands below the page, or is led to by its key alone
}

//go:embed templates
var templateFiles embed.FS

// parse makes a template of each screen: the layout, the parts of pages, and what is its own.
func parse(list *assets) (map[string]*template.Template, error) {
	base, err := template.New("layout").Funcs(template.FuncMap{"digit": func(i int) int { return i + 1 }, "layers": func() []string { return strings.Fields("claims figures places times actors regions") }, "actions": func() []assay.Action { return assay.Actions[:] }, "stances": func() []string { return assay.Stances[:] }, "days": dayWords, "n": func(i int) string { return screen.Grouped(float64(i)) }, "asset": func(name string) string { return (*list)[name].path }}).Parse(page.PartsHTML)
	if err == nil {
		base, err = base.ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	}
	if err != nil {
		return nil, fmt.Errorf("workspace: %w", err)
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	out := map[string]*template.Template{}
	for _, file := range names {
		t, cloneErr := base.Clone()
		if cloneErr == nil {
			t, cloneErr = t.ParseFS(templateFiles, file)
		}
		if err = errors.Join(err, cloneErr); err != nil {
			return nil, fmt.Errorf("workspace: %s: %w", file, err)
		}
		out[path.Base(file)] = t
	}
	return out, nil
}

// answer answers a request at a route.
func (s *Server) answer(rt *route, w http.ResponseWriter, r *http.Request) {
	ctx, done := context.WithTimeout(r.Context(), answerTime)
	defer done()
	v := &visit{Request: r.WithContext(ctx), server: s, pile: s.pile.Load(), seat: &s.seat, writer: w, page: rt.template != ""}
	if v.person = personOf(ctx); v.person != nil {
		v.seat = v.person.seat
		v.sign()
	}
	if !rt.api() {
		v.names = v.seat.names.get() && v.may(namesRoute)
	}
	st, back, err := s.reader(ctx)
	if err != nil {
		v.fail(err)
		return
	}
	defer back()
	v.store = st
	if !v.may(rt.pattern) {
		v.fail(fmt.Errorf("%w: it takes the role of %s", errForbidden, needs(rt.pattern)))
		return
	}
	if v.pile == nil && !rt.early() { // what is there may be of an older mask
		v.fail(errMoment)
		return
	}
	if rt.do != nil {
		if err := rt.do(v); err != nil {
			v.fail(err)
		}
		return
	}
	main, err := rt.fill(v)
	if err == nil && v.names && v.seat.names.first(r.URL.Path) {
		err = s.write(ctx, func(st *store.Store) error { return st.NoteNames(ctx, "serve "+r.URL.Path) })
	}
	if err == nil {
		err = v.show(rt.template+".html", http.StatusOK, main)
	}
	if err != nil {
		v.fail(err)
	}
}

// early reports whether a route answers before the ledger was looked at.
func (rt *route) early() bool {
	_, path, _ := strings.Cut(rt.pattern, " ")
	return path == "/{$}" || path == "/fresh" || strings.HasPrefix(path, "/assets/") || path == "/favicon.ico" || ofTeam(path)
}

// api reports whether what is asked for is for programs, which get no names.
func (rt *route) api() bool { return strings.Contains(rt.pattern, " /api/") }

// show writes a page: all of it, or only what htmx asks for.
func (v *visit) show(name string, status int, main any) error {
	f := frame{Title: v.title, Path: v.URL.RequestURI(), Query: v.URL.Query().Get("q"), Notes: v.notes, Names: v.names, Ledger: v.server.called, Main: main}
	f.Bars = bars{Names: v.may(namesRoute), Log: v.may("GET /log"), Team: v.person != nil && v.may("GET /team")}
	if v.person != nil {
		f.Who, f.Ledger = v.person.name, filepath.Base(v.server.called)
	}
	f.Stale = v.stale()
	if name == waiting { // which says so itself
		f.Stale = 0
	}
	if v.pile != nil && f.Stale != staleAll && len(v.pile.changes) > 0 && v.URL.Path != changesAt {
		f.Moved = screen.Plural(len(v.pile.changes), "estimate")
	}
	for i := range routes {
		rt := &routes[i]
		if rt.key == "" || !v.may(rt.pattern) {
			continue
		}
		_, href, _ := strings.Cut(rt.pattern, " ")
		href = strings.TrimSuffix(href, "{$}")
		item := navItem{href, rt.nav + rt.foot, rt.key, href == v.URL.Path, rt.nav == ""}
		if f.Screens = append(f.Screens, item); !item.Foot {
			f.Nav = append(f.Nav, item)
		}
	}
	if v.Header.Get("HX-Request") == "" && status == http.StatusOK {
		if c := v.seat.added.Swap(nil); c != nil {
			f.Added = &link{briefAt(c.words(v.names)), screen.Clean(c.words(v.names))}
		}
	}
	if f.Drop = v.server.drop.page(); !v.may("GET " + addedAt) {
		f.Drop = nil
	}
	if f.Drop != nil && !f.Drop.On && v.URL.Path != "/" {
		f.Drop = nil // the outcome is said on the pile
	}
	block := "layout.html"
	if v.Header.Get("HX-Request") != "" {
		block = "part.html"
	}
	var b bytes.Buffer // so that what fails is not half a page
	if err := v.server.templates[name].ExecuteTemplate(&b, block, f); err != nil {
		return err
	}
	v.writer.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.writer.WriteHeader(status)
	_, err := v.writer.Write(v.allowed(b.Bytes()))
	_ = err // who asked does not listen any more
	return nil
}

// waiting says that what a page needs is being made.
const waiting = "wait.html"

// none says that there is nothing of an id or at an address.
func (v *visit) none(id string) error {
	return fmt.Errorf("%w: there is no %q", assay.ErrNotFound, id)
}

// nowhere answers what is asked for at no address.
func (v *visit) nowhere() error { return v.none(v.URL.Path) }

// fail answers with what went wrong.
func (v *visit) fail(err error) {
	status := http.StatusInternalServerError
	var unread *query.Error
	var moved *elsewhere
	var changed *meanwhile
	switch {
	case errors.As(err, new(tooLarge)):
		status = http.StatusRequestEntityTooLarge
	case errors.As(err, &changed):
		if status = http.StatusConflict; v.Header.Get(ifMatch) != "" {
			status = http.StatusPreconditionFailed
		}
	case errors.Is(err, errNoToken), errors.Is(err, errForbidden):
		status = http.StatusForbidden
	case errors.As(err, &moved):
		v.see(moved.address)
		return
	case errors.Is(err, assay.ErrNotFound):
		status = http.StatusNotFound
	case errors.As(err, &unread), errors.Is(err, assay.ErrInvalid):
		status = http.StatusBadRequest
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		status = http.StatusServiceUnavailable
	case errors.Is(err, errMoment):
		v.writer.Header().Set("Retry-After", "2")
		status = http.StatusServiceUnavailable
		if v.page {
			v.title, v.late = v.store.Path(), true
			if v.show(waiting, status, v.stale()) != nil {
				http.Error(v.writer, err.Error(), status)
			}
			return
		}
	}
	if strings.HasPrefix(v.URL.Path, "/api/") {
		v.writer.Header().Set("Content-Type", "application/json")
		v.writer.WriteHeader(status)
		json.NewEncoder(v.writer).Encode(map[string]string{"error": err.Error()})
		return
	}
	v.title = http.StatusText(status)
	if v.store == nil || v.show("error.html", status, failed{v.plainly(err), v.refusedAt()}) != nil {
		http.Error(v.writer, err.Error(), status)
	}
}

// plainly is what went wrong without the file of the ledger and the kind of the error, which stand
// before it for a terminal: "high is a number or none" for "assay.db: invalid: high is a number or none".
func (v *visit) plainly(err error) string {
	words := strings.TrimPrefix(err.Error(), v.store.Path()+": ")
	return strings.TrimPrefix(words, assay.ErrInvalid.Error()+": ")
}

// A failed is what went wrong, and where one came from; "" where that is not known.
type failed struct{ Words, Back string }

// refusedAt is the page whose form was refused: the one that it names, or that sent it.
func (v *visit) refusedAt() string {
	if v.Method != http.MethodPost {
		return ""
	}
	if v.PostFormValue("back") != "" {
		return v.back()
	}
	if u, err := url.Parse(v.Referer()); err == nil && u.Host == v.Host && strings.HasPrefix(u.Path, "/") {
		return u.RequestURI()
	}
	return ""
}

// whole takes damage of the ledger off err and notes it: what is whole is shown.
func (v *visit) whole(err error) error {
	if store.IsDamage(err) {
		v.notes = append(v.notes, err.Error())
		return nil
	}
	return err
}

// see leads to another page.
func (v *visit) see(address string) {
	http.Redirect(v.writer, v.Request, address, http.StatusSeeOther)
}

// back returns where a form came from: a page of this server, or the first.
func (v *visit) back() string {
	u, err := url.Parse(v.PostFormValue("back"))
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, `\`) {
		return "/"
	}
	return u.RequestURI()
}

// cameFrom is the page in which what is asked for is opened in place, or its own.
func (v *visit) cameFrom() string {
	if u, err := url.Parse(v.Header.Get("HX-Current-URL")); err == nil && u.Path != "" {
		return u.RequestURI()
	}
	return v.URL.RequestURI()
}

// showNames switches names of private persons on or off.
func (v *visit) showNames() error {
	v.seat.names.set(v.PostFormValue("show") == "1")
	v.see(v.back())
	return nil
}

package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"assay"
	"assay/ingest"
)

// A web is an internet in memory: names of hosts with what answers for them.
type web map[string]http.HandlerFunc

// start returns what dials into the web; it is closed when the test ends.
func (w web) start(t *testing.T) func(ctx context.Context, network, address string) (net.Conn, error) {
	l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	s := &http.Server{Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if h := w[strings.TrimSuffix(r.Host, ":8080")]; h != nil {
			h(rw, r)
		}
	})}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return func(ctx context.Context, _, address string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(address)
		if w[host] == nil {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		here, there := net.Pipe()
		select {
		case l.conns <- there:
			return here, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// site answers with the first of pages, a path and what is there, that is asked for.
func site(pages ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(pages); i += 2 {
			if r.URL.Path == pages[i] {
				if to, ok := strings.CutPrefix(pages[i+1], "-> "); ok {
					http.Redirect(w, r, to, http.StatusFound)
				} else {
					io.WriteString(w, pages[i+1])
				}
				return
			}
		}
		http.NotFound(w, r)
	}
}

func page(words string) string {
	return "<!doctype html><html><head><title>The river</title></head><body><article><p>The river rose in the night, said the mayor, and " + words +
		" people fled to the hills above the town.</p><p>Nobody was hurt, she said, and the bridge holds.</p></article></body></html>"
}

// got is what becomes of addresses: paths of reports with "+", of the others with why not.
func got(ctx context.Context, opt Options, addresses ...string) (lines []string, items []ingest.Item) {
	for item := range Read(ctx, addresses, opt) {
		items = append(items, item)
		if item.Err != nil {
			lines = append(lines, item.Err.Error())
			continue
		}
		lines = append(lines, "+ "+item.Path)
	}
	return lines, items
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked http.Header
		opt := Options{Agent: "assay/9.9", Dial: web{"a.example": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			asked = r.Header
			w.Header().Set("Etag", `"e1"`)
			w.Header().Set("Set-Cookie", "x=y")
			w.Header().Set("Content-Encoding", "gzip")
			gz := gzip.NewWriter(w)
			io.WriteString(gz, page("forty"))
			gz.Close()
		}}.start(t)}
		lines, items := got(t.Context(), opt, "http://A.example#top")
		want(t, lines, "+ http://a.example/")
		rep := items[0].Report
		if !rep.Fetched.Equal(time.Now().UTC().Truncate(time.Second)) || !strings.Contains(rep.Text, "forty people") || rep.Format != "text/html" {
			t.Errorf("%+v", rep)
		}
		if len(asked) != 3 || asked.Get("User-Agent") != "assay/9.9" || asked.Get("Accept-Encoding") != "gzip" {
			t.Errorf("asked with %v", asked)
		}
		// The header and the page are a record of a web archive, in which the report is the same.
		again := ingest.Parse("x.warc", append([]byte(rep.Sent), rep.Raw...), ingest.Options{})
		if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || !again[0].Report.Fetched.Equal(rep.Fetched) {
			t.Errorf("%+v from %s", again, rep.Sent)
		}
		// And it is read again from its bytes.
		again = ingest.Again(rep.Path, rep.Raw, false, rep.Provenance, ingest.Options{})
		if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Provenance != rep.Provenance {
			t.Errorf("%+v", again)
		}
	})
}

func TestFeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt := Options{Dial: web{
			"a.example": site("/feed", `<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>
				<item><title>One</title><link>/one?a=1&amp;b=2</link><description>short</description></item>
				<item><title>Two</title><guid>http://b.example/two</guid></item>
				<item><title>Again</title><link>http://a.example/one?a=1&amp;b=2#c</link></item>
				<item><title>None</title><guid isPermaLink="false">17</guid></item>
				<item><title>Mail</title><link>mailto:desk@a.example</link></item>
				<item><title>Feed</title><link>/feed</link></item>
				<item><title>Other</title><link>/atom</link></item></channel></rss>`,
				"/one", page("ten"), "/atom", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><link href="/x"/></entry></feed>`),
			"b.example": site("/two", page("twelve")),
		}.start(t)}
		lines, _ := got(t.Context(), opt, "http://a.example/feed")
		slices.Sort(lines) // hosts do not wait for one another
		want(t, lines, "+ http://a.example/one?a=1&b=2", "+ http://b.example/two",
			"http://a.example/atom: an entry of a feed that leads to a feed: fetch it by itself",
			"mailto:desk@a.example: an entry of a feed that leads to no page: tell who makes the feed http://a.example/feed")
	})
}

func TestRedirects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt := Options{Dial: web{
			"a.example": site("/robots.txt", "-> /rules.txt", "/rules.txt", "User-agent: *\nDisallow: /closed", "/", "-> /b", "/b", "-> http://b.example:8080/c",
				"/loop", "-> /loop", "/file", "-> file:///etc/passwd", "/mail", "-> http://b.example:25/", "/closed", page("x"), "/gone", "-> http://c.example/",
				"/self", "-> http://me:secret@b.example/c"),
			"b.example": site("/c", page("ten"), "/d", "-> http://a.example/closed"),
		}.start(t)}
		lines, items := got(t.Context(), opt, "http://a.example/", "http://a.example/loop", "http://a.example/file", "http://a.example/mail", "http://a.example/gone", "http://a.example/self")
		want(t, lines, "+ http://b.example:8080/c",
			"http://a.example/loop: is redirected more than 10 times: look at it with a browser",
			`http://a.example/file: is redirected to "file:///etc/passwd", which cannot be followed`,
			"http://a.example/mail: is redirected to", "http://a.example/gone: there is no host c.example: check how the address is written", "http://a.example/self: is redirected to")
		if sent := items[0].Report.Sent; !strings.Contains(sent, "\r\nRedirected-From: http://a.example/\r\nRedirected-From: http://a.example/b\r\n") {
			t.Error(sent)
		}
		lines, _ = got(t.Context(), opt, "http://b.example/d", "http://a.example/closed")
		want(t, lines, "robots.txt asks programs not to fetch it", "robots.txt asks programs not to fetch it")
	})
}

func TestNoRules(t *testing.T) {
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(n)
				return
			}
			io.WriteString(w, page("ten"))
		}
	}
	synctest.Test(t, func(t *testing.T) {
		opt := Options{Dial: web{"s404.example": status(404), "s403.example": status(403), "s500.example": status(500), "s429.example": status(429)}.start(t)}
		for host, want := range map[string]string{"s404": "+ ", "s403": "+ ", "s500": "answered by 500", "s429": "answered by 429"} {
			if lines, _ := got(t.Context(), opt, "http://"+host+".example/"); len(lines) != 1 || !strings.Contains(lines[0], want) {
				t.Errorf("%s: %v", host, lines)
			}
		}
	})
}

// A host is asked for one thing at a time, and then left alone; others are not waited for.
func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		times := map[string][]time.Duration{}
		begun := time.Now()
		slow := func(robots string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				times[r.Host] = append(times[r.Host], time.Since(begun))
				mu.Unlock()
				time.Sleep(500 * time.Millisecond)
				switch {
				case r.URL.Path == "/robots.txt":
					io.WriteString(w, robots)
				case r.URL.Path == "/busy":
					w.Header().Set("Retry-After", "20")
					w.WriteHeader(http.StatusServiceUnavailable)
				default:
					io.WriteString(w, page("ten"))
				}
			}
		}
		var notes []string
		opt := Options{
			Dial:    web{"a.example": slow(""), "b.example": slow("User-agent: *\nCrawl-delay: 5"), "c.example": slow("User-agent: *\nCrawl-delay: 86400"), "d.example": slow("")}.start(t),
			Reading: ingest.Options{Note: func(line string) { notes = append(notes, line) }},
		}
		var addresses []string
		for _, host := range []string{"a", "b", "c"} {
			addresses = append(addresses, "http://"+host+".example/1", "http://"+host+".example/2")
		}
		got(t.Context(), opt, append(addresses, "http://d.example/busy", "http://d.example/1")...)
		for host, want := range map[string]string{"a.example": "[0s 1.5s 3s]", "b.example": "[0s 5.5s 11s]", "c.example": "[0s 1m0.5s 2m1s]", "d.example": "[0s 1.5s 22s]"} {
			if got := fmt.Sprint(times[host]); got != want {
				t.Errorf("%s: %s, want %s", host, got, want)
			}
		}
		if got := strings.Join(notes, "\n"); got != "http://c.example: asks for 24h0m0s between two pages; 1m0s are kept" {
			t.Error(got)
		}
	})
}

func TestAsksWhetherChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		words := "ten"
		full, same := 0, 0
		opt := Options{Dial: web{"a.example": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Etag", `"`+words+`"`)
			w.Header().Set("Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT")
			if r.Header.Get("If-None-Match") == `"`+words+`"` && r.Header.Get("If-Modified-Since") == "Sat, 01 Jan 2000 00:00:00 GMT" {
				w.WriteHeader(http.StatusNotModified)
				same++
				return
			}
			full++
			io.WriteString(w, page(words))
		}}.start(t)}
		_, items := got(t.Context(), opt, "http://a.example/")
		first := items[0].Report
		opt.Kept = func(_ context.Context, address string) ([]byte, assay.Provenance, error) {
			if address != first.Path {
				return nil, assay.Provenance{}, nil
			}
			return first.Raw, first.Provenance, nil
		}
		time.Sleep(time.Hour)
		_, items = got(t.Context(), opt, "http://a.example/")
		again := items[0].Report
		if again.ID != first.ID || !bytes.Equal(again.Raw, first.Raw) || !again.Fetched.Equal(first.Fetched) || full != 3 || same != 1 { // robots.txt twice
			t.Errorf("%v %v, %d in full, %d the same", again.Fetched, first.Fetched, full, same)
		}
		words = "twelve"
		_, items = got(t.Context(), opt, "http://a.example/")
		if other := items[0].Report; other.ID == first.ID || !strings.Contains(other.Text, "twelve") {
			t.Errorf("%+v", other)
		}
		opt.Kept = func(context.Context, string) ([]byte, assay.Provenance, error) {
			return nil, assay.Provenance{}, errors.New("broken ledger")
		}
		lines, _ := got(t.Context(), opt, "http://a.example/")
		want(t, lines, "broken ledger")
	})
}

// pdfOf is a PDF file of one page with a line on it.
func pdfOf(line string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	content := "BT /F 12 Tf 70 700 Td (" + line + ") Tj ET"
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</Title(The river)/CreationDate(D:20210203040506Z)>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj%s endobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// What is kept of a PDF file is its sheet, as of one that is added, beside the header of
// the file; and it is asked for again on the condition that it has changed.
func TestPDF(t *testing.T) {
	file, same := pdfOf("Ten people fled from the river."), 0
	accept := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		accept = r.Header.Get("Accept")
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
			return
		case "/feed":
			io.WriteString(w, `<rss version="2.0"><channel><item><link>/a.pdf</link></item></channel></rss>`)
			return
		case "/a.pdf":
			w.Header().Set("Etag", `"e1"`)
			if r.Header.Get("If-None-Match") == `"e1"` {
				same++
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		w.Header().Set("Content-Type", "application/pdf")
		switch r.URL.Path {
		case "/none.pdf":
			io.WriteString(w, page("ten"))
		case "/cut.pdf":
			w.Write([]byte("%PDF-1.4\n"))
		case "/large.pdf":
			w.Write(append(bytes.Clone(file), make([]byte, mostBytes)...))
		default:
			w.Write(file)
		}
	}))
	defer s.Close()
	opt := Options{Pause: time.Millisecond, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, s.Listener.Addr().String())
	}}
	lines, items := got(t.Context(), opt, "http://a.example/feed", "http://a.example/none.pdf", "http://a.example/cut.pdf", "http://a.example/large.pdf")
	at := slices.IndexFunc(lines, func(line string) bool { return line == "+ http://a.example/a.pdf" })
	if at < 0 {
		t.Fatal(lines)
	}
	first := items[at].Report
	slices.Sort(lines)
	want(t, lines, "+ http://a.example/a.pdf", "http://a.example/cut.pdf: damaged, or no PDF file: fetch it again",
		"http://a.example/large.pdf: is larger than 16 MB: save it, and add the file", "http://a.example/none.pdf: is said to be a PDF file, and is none: look at it with a browser")
	for _, item := range items {
		if got := item.Raw != nil; got != (item.Path == "http://a.example/cut.pdf") || got && item.From.Sent == "" {
			t.Errorf("%s: kept are %q, %q", item.Path, item.Raw, item.From.Sent)
		}
	}
	if !strings.Contains(accept, "application/pdf") {
		t.Errorf("asked for %s", accept)
	}
	added := ingest.Parse("a.pdf", file, ingest.Options{})[0].Report
	digest := fmt.Sprintf("%x", sha256.Sum256(file))
	if !bytes.Equal(first.Raw, added.Raw) || first.Text != "Ten people fled from the river." || first.Title != "The river" || first.URL != "http://a.example/a.pdf" ||
		!bytes.Contains(first.Raw, []byte(digest)) || !strings.Contains(first.Sent, "WARC-Payload-Digest: sha256:"+digest) || !strings.Contains(first.Sent, "Etag: \"e1\"\r\n") {
		t.Errorf("%+v\n%s\n%s", first, first.Sent, first.Raw)
	}
	// With the file the header is a record of a web archive.
	again := ingest.Parse("x.warc", append([]byte(first.Sent), file...), ingest.Options{})
	if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != first.ID {
		t.Errorf("%+v", again)
	}
	opt.Kept = func(_ context.Context, address string) ([]byte, assay.Provenance, error) {
		if address != first.Path {
			return nil, assay.Provenance{}, nil
		}
		return first.Raw, first.Provenance, nil
	}
	_, items = got(t.Context(), opt, "http://a.example/a.pdf")
	if rep := items[0].Report; rep == nil || rep.ID != first.ID || rep.Text != first.Text || !bytes.Equal(rep.Raw, first.Raw) || rep.Provenance != first.Provenance || same != 1 {
		t.Errorf("%+v, %d the same", items[0], same)
	}
}

func TestLimits(t *testing.T) {
	zeros := func(n int) []byte {
		var b bytes.Buffer
		gz := gzip.NewWriter(&b)
		for range n >> 20 {
			gz.Write(make([]byte, 1<<20))
		}
		gz.Close()
		return b.Bytes()
	}
	bomb, whole := zeros(200<<20), zeros(1<<20)
	synctest.Test(t, func(t *testing.T) {
		encoded := func(coding string, body []byte) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					return
				}
				w.Header().Set("Content-Encoding", coding)
				w.Header().Set("Content-Type", "text/html")
				w.Write(body)
			}
		}
		after := func(f http.HandlerFunc) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					f(w, r)
				}
			}
		}
		w := web{
			"bomb": encoded("gzip", bomb), "cut": encoded("gzip", whole[:len(whole)/2]), "nogzip": encoded("gzip", []byte("<p>x")), "br": encoded("br", []byte("x")),
			"empty": encoded("", nil), "blank": encoded("", []byte("  \n")),
			"endless": after(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				for b := make([]byte, 1<<16); ; {
					if _, err := w.Write(b); err != nil {
						return
					}
				}
			}),
			"drip": after(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				for {
					if _, err := w.Write([]byte("<p>")); err != nil {
						return
					}
					w.(http.Flusher).Flush()
					select {
					case <-time.After(time.Second):
					case <-r.Context().Done():
						return
					}
				}
			}),
			"silent": after(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }),
			"short": after(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "1000")
				w.Write([]byte("<html>"))
			}),
			"video": after(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "video/mp4")
				w.WriteHeader(200)
			}),
			"json": after(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				io.WriteString(w, "{}")
			}),
			"xml": after(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/xml")
				io.WriteString(w, "<a/>")
			}),
			"header":  after(func(w http.ResponseWriter, r *http.Request) { w.Header().Set("X", strings.Repeat("x", 1<<20)) }),
			"forbids": after(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403) }),
			"unasked": after(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(304) }),
		}
		opt := Options{Dial: w.start(t)}
		for host, want := range map[string]string{
			"bomb": "is larger than 16 MB: save it, and add the file", "cut": "the server broke off: try again after a while", "nogzip": "no gzip", "br": `encoded as "br"`,
			"empty": `no page`, "blank": "holds no text", "endless": "larger than 16 MB", "drip": "was not sent within 1m0s", "silent": "was not sent within 1m0s", "short": "broke off",
			"video": `no page but "video/mp4"`, "json": `no page but "application/json"`, "xml": `no page but "text/xml"`, "header": "cannot be reached", "forbids": "403 Forbidden", "unasked": "304",
		} {
			begun := time.Now()
			lines, items := got(t.Context(), opt, "http://"+host+"/x")
			if len(lines) != 1 || !strings.Contains(lines[0], want) || !strings.HasPrefix(lines[0], "http://"+host+"/x: ") {
				t.Errorf("%s: %v", host, lines)
				continue
			}
			var failure *Failure
			if errors.As(items[0].Err, &failure) != (items[0].Raw == nil) {
				t.Errorf("%s: %#v", host, items[0])
			}
			if took := time.Since(begun); took > 2*longest {
				t.Errorf("%s: %v", host, took)
			}
		}
	})
}

func TestEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		opt := Options{Dial: web{"a.example": site("/1", page("1"), "/2", page("2"), "/3", page("3")), "b.example": func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }}.start(t)}
		n := 0
		begun := time.Now()
		for item := range Read(ctx, []string{"http://b.example/", "http://a.example/1", "http://a.example/2", "http://a.example/3"}, opt) {
			if n++; item.Err != nil {
				t.Error(item.Err)
			}
			cancel()
		}
		if n != 1 || time.Since(begun) > 2*time.Second {
			t.Errorf("%d items in %v", n, time.Since(begun))
		}
		for range Read(t.Context(), []string{"http://a.example/1", "http://a.example/2"}, opt) {
			break
		}
	})
}

func TestParse(t *testing.T) {
	for address, want := range map[string]string{
		"https://A.example": "https://a.example/", " http://a.example:80/x#y ": "http://a.example/x", "https://a.example:443/?q#": "https://a.example/?q",
		"https://a.example:8443/": "https://a.example:8443/", "http://[::1]:8080/": "http://[::1]:8080/", "https://a.example/ü b": "https://a.example/%C3%BC%20b",
	} {
		if u, err := Parse(address); err != nil || u.String() != want {
			t.Errorf("%q: %v, %v", address, u, err)
		}
	}
	for _, address := range []string{"", "a.txt", "//a.example/", "ftp://a.example/", "file:///etc/passwd", "http://", "http://:80/", "https://me@a.example/", "https://me:x@a.example/",
		"http://a.example:25/", "http://a.example:0/", "http://a.example:1023/", "http://a.example:0080/", "http:a.example", "javascript:alert(1)", "http://a.example/\x7f", "http://a.example/" + strings.Repeat("x", mostAddress)} {
		if u, err := Parse(address); err == nil {
			t.Errorf("%q is taken for %v", address, u)
		}
	}
}

func TestPublic(t *testing.T) {
	for _, a := range strings.Fields("8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 100.63.255.255 100.128.0.1 192.0.1.1 198.17.0.1 223.255.255.255 2606:4700::1111 2a00:1450::1 64:ff9b::808:808 ::ffff:8.8.8.8") {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s is public", a)
		}
	}
	for _, a := range strings.Fields(`0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1
		192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
		:: ::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 4000::1`) {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s is not public", a)
		}
		if err := mayDial(net.JoinHostPort(a, "80")); err == nil {
			t.Errorf("%s is dialled", a)
		}
	}
}

// Without a dialer of the tests nothing reaches this machine, by whatever name.
func TestDialsNothingPrivate(t *testing.T) {
	n := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { n++ }))
	defer s.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "127.1", "[::]"} {
		lines, _ := got(t.Context(), Options{}, "http://"+host+":"+port+"/")
		if len(lines) != 1 || !strings.Contains(lines[0], "which is not public: only the public internet is asked") && !strings.Contains(lines[0], "host") {
			t.Errorf("%s: %v", host, lines)
		}
	}
	if n > 0 {
		t.Errorf("asked %d times", n)
	}
}

// A server that cannot say who it is is not believed.
func TestCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(site("/", page("ten")))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	opt := Options{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, s.Listener.Addr().String())
	}}
	lines, _ := got(t.Context(), opt, "https://a.example/")
	want(t, lines, "https://a.example/: its certificate does not hold (x509")
}

// FuzzRead has a server send anything.
func FuzzRead(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nEtag: x\r\n\r\n" + page("ten")))
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss><channel><item><link>/a</link></item><item><link>ftp://b</link></item></channel></rss>"))
	f.Add([]byte("HTTP/1.1 301 Moved\r\nLocation: //b:99999/%zz\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"))
	f.Add([]byte("HTTP/1.0 503 x\r\nRetry-After: -1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		opt := Options{Pause: time.Nanosecond, Dial: func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			go func() {
				defer there.Close()
				in := bufio.NewReader(there)
				if first, _ := in.Peek(1); len(first) == 0 || first[0] == 0x16 { // TLS would wait for a greeting
					return
				}
				r, err := http.ReadRequest(in)
				if err != nil {
					return
				}
				answer := sent
				if r.URL.Path == "/robots.txt" {
					answer = []byte("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
				}
				there.Write(answer)
			}()
			return here, nil
		}}
		if bytes.Count(sent, []byte("link")) > 20 || bytes.Contains(sent, []byte("Retry")) && bytes.Contains(sent, []byte("503")) || bytes.Contains(sent, []byte("429")) {
			return // it would be asked for long
		}
		for item := range Read(t.Context(), []string{"http://a.example/"}, opt) {
			if (item.Err == nil) == (item.Report == nil) {
				t.Fatalf("%+v", item)
			}
			if item.Err != nil {
				if msg := item.Err.Error(); !strings.HasPrefix(msg, item.Path) || strings.Contains(msg, "\n") {
					t.Errorf("error %q", msg)
				}
				continue
			}
			rep := item.Report
			if err := rep.Check(); err != nil {
				t.Fatal(err)
			}
			if item.Path == rep.Path && strings.Count(item.Path, ":") == 1 { // no entry of a live page
				again := ingest.Again(rep.Path, rep.Raw, false, rep.Provenance, ingest.Options{})
				if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID {
					t.Errorf("read again it is %+v", again)
				}
			}
			if rep.Format == typePDF { // its sheet is kept, not what was sent
				continue
			}
			archive := ingest.Parse("x.warc", append([]byte(rep.Sent), rep.Raw...), ingest.Options{})
			if len(archive) == 0 || archive[0].Err != nil {
				t.Errorf("%q and the page are no record: %+v", rep.Sent, archive)
			}
		}
	})
}

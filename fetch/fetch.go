// Package fetch gets web pages and PDF files from the addresses that it is given, and where
// one is that of a feed, what the feed's entries lead to. Addresses go in, and out come the reports of
// what servers sent, as package ingest makes them of a page in a web archive; each has the
// header with which it was sent, as the record of such an archive would have it.
//
// It goes nowhere else: only to http and https, only to addresses of the public internet,
// which is held against the address that is dialled, behind the look-up of the name; each
// redirect is counted and looked at as the first address was. What robots.txt keeps to
// itself (RFC 9309) is not asked for. A host is asked for one thing at a time and then left
// alone for a while, as long as its Crawl-delay says, up to a limit. Times and sizes have
// limits, those of what is inflated too. What the caller has already is asked for on the
// condition that it has changed. Nothing is guessed, no script is run, no cookie is kept,
// and nothing but docs/fetch.md says is sent.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"assay"
	"assay/ingest"
)

// Options is for what a user can choose and what the rest of the program knows. The zero
// value is the default.
type Options struct {
	Agent   string         // as what it asks, with its version, and by whose name a robots.txt knows it; "assay/0" if ""
	Reading ingest.Options // how what is sent is read; its Note is told what is worth a line
	Pause   time.Duration  // between the end of a request and the next to the same host; a second if 0

	// Kept returns what a server last sent from an address that is still kept, and what is
	// known of it. Nothing is kept if nil.
	Kept func(ctx context.Context, address string) (raw []byte, from assay.Provenance, err error)

	// Dial makes connections. If nil, those over the network to public addresses, and none
	// else. The command never sets it: tests have servers of their own.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Limits. Those of sizes are of what was inflated as well as of what was sent.
const (
	mostBytes    = 16 << 20 // of a page, a PDF file or a feed
	mostRobots   = 500 << 10
	mostHeader   = 256 << 10
	mostAddress  = 8 << 10
	mostHops     = 10
	mostEntries  = 1000 // of a feed
	mostHosts    = 16   // that are asked at once
	longest      = time.Minute
	longestDelay = time.Minute
	usualPause   = time.Second
)

// A Failure says why what is at an address was not got. Nothing of it is kept.
type Failure struct {
	Address string
	Why     error // what is wrong, and what to do
}

func (f *Failure) Error() string { return f.Address + ": " + f.Why.Error() }

// Unwrap is why.
func (f *Failure) Unwrap() error { return f.Why }

// An advised error says what a user can do about it.
type advised struct {
	why, do string
	cause   error
}

func (d *advised) Error() string { return d.why + ": " + d.do }
func (d *advised) Unwrap() error { return d.cause }

func failf(do, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &advised{err.Error(), do, errors.Unwrap(err)}
}

// usualPort is where the schemes that are spoken have their pages.
var usualPort = map[string]string{"http": "80", "https": "443"}

// Parse returns an address as it is asked for, without the part of the page it points to.
// It refuses what is none of the web, and one with a password, which would be kept with
// the report.
func Parse(address string) (*url.URL, error) {
	const form = "write it as https://host/page"
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case len(address) > mostAddress:
		return nil, failf(form, "is longer than %d bytes", mostAddress)
	case err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "":
		return nil, failf(form, "is no address of the web")
	case usualPort[u.Scheme] == "":
		return nil, failf(form, "%.20q is neither http nor https", u.Scheme)
	case u.User != nil:
		return nil, failf("take it out: it would be kept with the report", "has a name or a password in it")
	}
	u.Fragment, u.RawFragment, u.Host = "", "", strings.ToLower(u.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	port := u.Port()
	if port == "" || port == usualPort[u.Scheme] {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
		return u, nil
	}
	if len(port) < 4 || len(port) == 4 && port < "1024" { // of mail, of remote shells
		return nil, failf("pages are at port 80, 443, or above 1023", "port %s is that of another service", port)
	}
	return u, nil
}

// Read yields the reports of what is at addresses, and of the pages of feeds among them,
// in the order in which they come, which is theirs within a host. What cannot be got
// yields an Item whose Err is a [*Failure], what was got and cannot be read one with its
// bytes, and the others go on. Where ctx ends, so does the sequence.
func Read(ctx context.Context, addresses []string, opt Options) iter.Seq[ingest.Item] {
	return func(yield func(ingest.Item) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		f := &fetcher{
			ctx: ctx, opt: opt, client: opt.transport(), items: make(chan ingest.Item),
			asked: map[string]bool{}, hosts: map[string]*host{}, origins: map[string]*origin{}, active: make(chan struct{}, mostHosts),
		}
		defer f.client.CloseIdleConnections()
		f.open.Add(1)
		go func() {
			for _, address := range addresses {
				if u, err := Parse(address); err != nil {
					f.fail(address, err)
				} else {
					f.add(task{u, false})
				}
			}
			f.open.Done()
			f.open.Wait()
			close(f.items)
		}()
		for item := range f.items {
			if !yield(item) {
				cancel()
			}
			if ctx.Err() != nil {
				for range f.items { // until all have seen it
				}
				return
			}
		}
	}
}

type fetcher struct {
	ctx    context.Context
	opt    Options
	client *http.Transport
	items  chan ingest.Item
	active chan struct{} // hosts that are asked
	open   sync.WaitGroup

	mu      sync.Mutex
	asked   map[string]bool
	hosts   map[string]*host
	origins map[string]*origin
}

// A task is an address that is to be asked for.
type task struct {
	u       *url.URL
	ofEntry bool // of a feed
}

// A host is asked for one thing at a time.
type host struct {
	queue  []task
	served bool
	pause  time.Duration
	next   time.Time // when it may be asked again
}

// add puts a task into the queue of its host. An address is asked for once.
func (f *fetcher) add(t task) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.asked[t.u.String()] {
		return
	}
	f.asked[t.u.String()] = true
	f.open.Add(1)
	h := f.hostOf(t.u)
	h.queue = append(h.queue, t)
	if !h.served {
		h.served = true
		go f.serve(h)
	}
}

// hostOf returns the host of an address. f.mu is held.
func (f *fetcher) hostOf(u *url.URL) *host {
	h := f.hosts[u.Hostname()]
	if h == nil {
		h = &host{pause: f.opt.Pause}
		if h.pause == 0 {
			h.pause = usualPause
		}
		f.hosts[u.Hostname()] = h
	}
	return h
}

func (f *fetcher) serve(h *host) {
	f.active <- struct{}{}
	defer func() { <-f.active }()
	for {
		f.mu.Lock()
		if len(h.queue) == 0 {
			h.served = false
			f.mu.Unlock()
			return
		}
		t := h.queue[0]
		h.queue = h.queue[1:]
		f.mu.Unlock()
		if f.ctx.Err() == nil {
			f.one(t)
		}
		f.open.Done()
	}
}

func (f *fetcher) agent() string { return cmp.Or(f.opt.Agent, "assay/0") }

func (f *fetcher) send(item ingest.Item) {
	select {
	case f.items <- item:
	case <-f.ctx.Done():
	}
}

func (f *fetcher) fail(address string, why error) {
	f.send(ingest.Item{Path: address, Err: &Failure{address, why}})
}

// one gets what is at an address.
func (f *fetcher) one(t task) {
	a, err := f.follow(t.u)
	if err != nil {
		f.fail(t.u.String(), err)
		return
	}
	links, isFeed, err := ingest.Links(a.raw, a.from.Type)
	switch {
	case err != nil:
		f.fail(t.u.String(), err)
	case isFeed && t.ofEntry:
		f.fail(t.u.String(), failf("fetch it by itself", "an entry of a feed that leads to a feed"))
	case isFeed:
		f.entries(a.address, links)
	default:
		for _, item := range ingest.Fetched(a.raw, a.from, f.opt.Reading) {
			if item.Report == nil && item.Raw == nil {
				item.Err = &Failure{item.Path, unprefixed{item.Err, item.Path + ": "}}
			}
			f.send(item)
		}
	}
}

// unprefixed is an error without what goes before its message.
type unprefixed struct {
	error
	prefix string
}

func (u unprefixed) Error() string { return strings.TrimPrefix(u.error.Error(), u.prefix) }

// entries asks for the pages of a feed's entries.
func (f *fetcher) entries(feed *url.URL, links []string) {
	if len(links) == 0 {
		f.fail(feed.String(), failf("add it as a file, if its entries hold texts", "a feed without an entry that leads to a page"))
		return
	}
	if n := len(links) - mostEntries; n > 0 {
		f.note(fmt.Sprintf("%s: has %d entries, of which the first %d are fetched", feed, len(links), mostEntries))
		links = links[:mostEntries]
	}
	for _, link := range links {
		at, err := feed.Parse(link)
		if err == nil {
			at, err = Parse(at.String())
		}
		if err != nil {
			f.fail(fmt.Sprintf("%.200s", link), failf("tell who makes the feed "+feed.String(), "an entry of a feed that leads to no page"))
			continue
		}
		f.add(task{at, true})
	}
}

func (f *fetcher) note(line string) {
	if f.opt.Reading.Note != nil {
		f.opt.Reading.Note(line)
	}
}

package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// An origin is asked once for its robots.txt.
type origin struct {
	once  sync.Once
	rules rules
	err   error // why nothing may be asked for
}

// mayAsk says why an address may not be asked for, if so.
func (f *fetcher) mayAsk(u *url.URL) error {
	key := u.Scheme + "://" + u.Host
	f.mu.Lock()
	o := f.origins[key]
	if o == nil {
		o = &origin{}
		f.origins[key] = o
	}
	f.mu.Unlock()
	o.once.Do(func() {
		o.rules, o.err = f.robots(u)
		if delay := o.rules.delay; delay > 0 && o.err == nil {
			if delay > longestDelay {
				f.note(fmt.Sprintf("%s: asks for %v between two pages; %v are kept", key, delay, longestDelay))
			}
			f.mu.Lock()
			h := f.hostOf(u)
			h.pause = max(h.pause, min(delay, longestDelay))
			h.next = time.Now().Add(h.pause)
			f.mu.Unlock()
		}
	})
	switch {
	case o.err != nil:
		return o.err
	case !o.rules.allow(u):
		return failf(may, "%s/robots.txt asks programs not to fetch it", key)
	}
	return nil
}

// robots gets the rules of an origin. What has none allows all; what does not say whether
// it has some allows nothing (RFC 9309, 2.3.1).
func (f *fetcher) robots(u *url.URL) (rules, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range 6 { // five redirects
		r, err := f.ask(at, http.Header{}, ofRobots)
		switch {
		case err != nil:
			return rules{}, err
		case r.status/100 == 2:
			return parseRobots(r.body, token(f.agent())), nil
		case redirects(r):
			if at, err = onward(at, r); err != nil {
				return rules{}, nil
			}
			continue
		case r.status == http.StatusTooManyRequests || r.status >= 500:
			return rules{}, failf(later, "%s does not say what programs may fetch: its robots.txt is answered by %d %s", u.Host, r.status, http.StatusText(r.status))
		}
		return rules{}, nil
	}
	return rules{}, nil
}

// rules are what a robots.txt says to us.
type rules struct {
	lines []rule
	delay time.Duration
}

type rule struct {
	allow bool
	path  string // "/news/*.html$"
}

// longestRule is in bytes: no address is as long, and of a file of one line nothing is held.
const longestRule = 2 << 10

// parseRobots reads what a robots.txt says to an agent: the groups that name it, or else
// those for all (RFC 9309). What is no rule is passed over.
func parseRobots(body []byte, agent string) rules {
	const allow = "Allow"
	var own, all rules
	named := false                   // some group names us
	var to []*rules                  // whom the group is for
	inHead, other := false, &rules{} // a group for others
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(string(body), "\ufeff"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		key = http.CanonicalHeaderKey(strings.TrimSpace(key))
		if value = strings.TrimSpace(value); !ok || len(value) > longestRule {
			continue
		}
		switch key {
		case "User-Agent":
			if !inHead {
				to, inHead = nil, true
			}
			switch {
			case value == "*":
				to = append(to, &all)
			case strings.EqualFold(token(value), agent):
				to, named = append(to, &own), true
			default:
				to = append(to, other)
			}
		case allow, "Disallow":
			inHead = false
			if value == "" {
				continue // it allows all, or nothing
			}
			for _, r := range to {
				if r != other {
					r.lines = append(r.lines, rule{key == allow, normal(value)})
				}
			}
		case "Crawl-Delay":
			inHead = false
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil || !(seconds > 0) {
				continue
			}
			for _, r := range to {
				r.delay = max(r.delay, time.Duration(min(seconds, 1e6)*float64(time.Second)))
			}
		}
	}
	if named {
		return own
	}
	return all
}

// token is the name of a product without its version.
func token(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// allow reports whether an address may be asked for: the longest rule that fits it says,
// and of two that are as long the one that allows.
func (r rules) allow(u *url.URL) bool {
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = normal(path)
	allow, longest := true, 0
	for _, l := range r.lines {
		if n := len(l.path); (n > longest || n == longest && l.allow) && fits(l.path, path) {
			allow, longest = l.allow, n
		}
	}
	return allow
}

// fits reports whether a path begins as a rule says, in which * is anything, and $ at its
// end the end of the path.
func fits(rule, path string) bool {
	rule, whole := strings.CutSuffix(rule, "$")
	pieces := strings.Split(rule, "*")
	rest, ok := strings.CutPrefix(path, pieces[0])
	if !ok {
		return false
	}
	if whole && len(pieces) == 1 {
		return rest == ""
	}
	for i, piece := range pieces[1:] {
		if whole && i == len(pieces)-2 {
			return strings.HasSuffix(rest, piece)
		}
		at := strings.Index(rest, piece)
		if at < 0 {
			return false
		}
		rest = rest[at+len(piece):]
	}
	return true
}

// normal writes a path so that two ways to write one are the same: what need not be escaped
// is not, and what is beyond ASCII is.
func normal(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				if c = byte(n); unreserved(c) {
					b.WriteByte(c)
				} else {
					fmt.Fprintf(&b, "%%%02X", c)
				}
				i += 2
				continue
			}
		}
		if c >= 0x80 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

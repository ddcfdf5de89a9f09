package fetch

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name, robots string
		yes, no      string // paths
		delay        time.Duration
	}{
		{"nothing", "", "/ /a", "", 0},
		{"all is closed", "User-agent: *\nDisallow: /", "", "/ /a /a?b", 0},
		{"nothing is closed", "User-agent: *\nDisallow:", "/ /a", "", 0},
		{"of the name alone", "User-agent: *\nDisallow: /\n\nUser-agent: assay\nDisallow: /private", "/ /a", "/private /private/x /privateer", 0},
		{"a version behind the name, in capitals", "user-AGENT : Assay/2.0\ndisallow : /p # not this\n", "/a", "/p", 0},
		{"another name", "User-agent: assayer\nDisallow: /\nUser-agent: as\nDisallow: /", "/", "", 0},
		{"a group without rules", "User-agent: *\nDisallow: /\nUser-agent: assay\n", "/", "", 0},
		{"groups of one name are one", "User-agent: assay\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: assay\nDisallow: /b", "/c", "/a /b", 0},
		{"names in a row", "User-agent: other\nUser-agent: assay\nDisallow: /a", "/b", "/a", 0},
		{"the longest rule says", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/ /a/b /a/b/d", "/a /a/x /a/b/c", 0},
		{"of two as long, what allows", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", "", 0},
		{"anything", "User-agent: *\nDisallow: /*.php\nDisallow: /x*y*z", "/a.html /xz", "/a.php /b/c.php?d=e /x1y2z3", 0},
		{"an end", "User-agent: *\nDisallow: /*.php$\nDisallow: /only$", "/a.php?x /only/x /onlyx", "/a.php /only", 0},
		{"escapes", "User-agent: *\nDisallow: /%7euser\nDisallow: /caf\u00e9\nDisallow: /a%3cb", "/user /a", "/~user /%7Euser /caf%C3%A9 /a%3Cb", 0},
		{"what a query says", "User-agent: *\nDisallow: /*?print=", "/a /a?x=1", "/a?print=1", 0},
		{"ends of lines of old", "User-agent: *\rDisallow: /a\r\nDisallow: /b", "/c", "/a /b", 0},
		{"a mark of byte order", "\ufeffUser-agent: *\nDisallow: /a", "/b", "/a", 0},
		{"no robots.txt but a page", "<!doctype html><title>User-agent: *</title>\nDisallow: /", "/", "", 0},
		{"a delay", "User-agent: *\nCrawl-delay: 2.5\nUser-agent: assay\nCrawl-delay: 7\nDisallow: /a", "/b", "/a", 7 * time.Second},
		{"a delay of another", "User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /a", "/b", "/a", 0},
		{"no delay", "User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1\nCrawl-delay: NaN", "/", "", 0},
		{"a map between", "User-agent: *\nSitemap: https://e.example/map.xml\nDisallow: /a", "/b", "/a", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := parseRobots([]byte(c.robots), "assay")
			for want, paths := range map[bool]string{true: c.yes, false: c.no} {
				for _, path := range strings.Fields(paths) {
					u, err := url.Parse("https://e.example" + path)
					if err != nil {
						t.Fatal(err)
					}
					if got := r.allow(u); got != want {
						t.Errorf("%s: %v, want %v", path, got, want)
					}
				}
			}
			if r.delay != c.delay {
				t.Errorf("delay %v, want %v", r.delay, c.delay)
			}
		})
	}
}

// FuzzRobots holds the search for what fits to one that tries all.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /a", "/axb")
	f.Add("User-agent: assay\nCrawl-delay: 1e300\nDisallow: *", "/%zz%41")
	f.Fuzz(func(t *testing.T, robots, path string) {
		r := parseRobots([]byte(robots), "assay")
		if r.delay < 0 {
			t.Errorf("delay %v", r.delay)
		}
		u, err := url.Parse("https://e.example/" + path)
		if err != nil {
			return
		}
		r.allow(u)
		at := normal(u.EscapedPath())
		if again := normal(at); again != at {
			t.Errorf("%q is %q again", at, again)
		}
		for _, l := range r.lines {
			if len(l.path)+len(at) > 40 || strings.Count(l.path, "*") > 4 {
				continue
			}
			rule, whole := strings.CutSuffix(l.path, "$")
			if got, want := fits(l.path, at), tried(rule, at, whole); got != want {
				t.Errorf("%q on %q: %v, want %v", l.path, at, got, want)
			}
		}
	})
}

// tried is [fits] as one would write it first.
func tried(rule, path string, whole bool) bool {
	switch {
	case rule == "":
		return !whole || path == ""
	case rule[0] == '*':
		for i := range len(path) + 1 {
			if tried(rule[1:], path[i:], whole) {
				return true
			}
		}
		return false
	}
	return path != "" && path[0] == rule[0] && tried(rule[1:], path[1:], whole)
}

package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// Where a name leads is known when it was looked up, and may be another place the next
// time. So it is looked at once the connection is made, and not before: a private range
// is refused whoever names it, by a link, a redirect, or an entry in the domain name system.

// transport makes connections and speaks HTTP on them. It asks no proxy: that would look
// names up where we do not see it.
func (opt Options) transport() *http.Transport {
	dial := opt.Dial
	if dial == nil {
		d := &net.Dialer{Timeout: 15 * time.Second, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			return mayDial(address)
		}}
		dial = d.DialContext
	}
	return &http.Transport{
		DialContext:            dial,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // what is inflated is counted
		TLSHandshakeTimeout:    15 * time.Second,
		MaxResponseHeaderBytes: mostHeader,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        2 * longestDelay,
	}
}

// A privateError says that a connection would have left the public internet.
type privateError struct{ where string }

func (p *privateError) Error() string {
	return fmt.Sprintf("leads to %s, which is not public", p.where)
}

// mayDial refuses an address, with its port, that is not one of the public internet.
func mayDial(address string) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !public(to.Addr()) {
		host, _, _ := net.SplitHostPort(address)
		return &privateError{host}
	}
	return nil
}

// special are ranges that are not of the public internet, or lead to what we cannot see
// (RFC 6890 and what came after it). Those of version 6 are such within 2000::/3; outside
// of that nothing is public.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

var (
	global     = netip.MustParsePrefix("2000::/3")
	translated = netip.MustParsePrefix("64:ff9b::/96") // of version 4, by networks that have none themselves
)

func prefixes(list ...string) (all []netip.Prefix) {
	for _, s := range list {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// public reports whether an address is one of the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if translated.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if !a.IsValid() || a.Is6() && !global.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

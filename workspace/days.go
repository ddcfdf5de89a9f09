package workspace

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"assay/query"
	"assay/screen"
)

// A span of days that a user chooses, by two sliders over those of most events. A slider that
// stands at its end bounds nothing on that side.
type days struct {
	Action           string // where the form leads
	Min, Max         int    // days since 1970
	From, To         int
	FromWords, Until string
	Keep             []field // what else the address chooses
}

// The keys of the two sliders.
const (
	fromKey = "from"
	toKey   = "to"
)

const secondsOfDay = 24 * 60 * 60

func dayOf(t time.Time) int { return int(t.Unix() / secondsOfDay) }

func timeOf(day int) time.Time { return time.Unix(int64(day)*secondsOfDay, 0).UTC() }

// daysOf returns the days that an address chooses; nil where the events of the pile have none.
func (p *pile) daysOf(u *url.URL) *days { return daysIn(u, p.from, p.to) }

// daysIn returns those that an address chooses of the days from one until another; nil where there are none.
func daysIn(u *url.URL, first, end time.Time) *days {
	if first.IsZero() {
		return nil
	}
	d := &days{Action: u.Path, Min: dayOf(first), Max: dayOf(end) - 1}
	d.From, d.To = d.Min, d.Max
	for key, values := range u.Query() {
		n, err := strconv.Atoi(values[0])
		switch {
		case key == fromKey && err == nil:
			d.From = min(max(n, d.Min), d.Max)
		case key == toKey && err == nil:
			d.To = min(max(n, d.Min), d.Max)
		}
	}
	d.Keep = kept(u, fromKey, toKey)
	if d.From > d.To {
		d.From, d.To = d.To, d.From
	}
	d.FromWords, d.Until = screen.DayWords(timeOf(d.From)), screen.DayWords(timeOf(d.To))
	if d.From == d.Min {
		d.FromWords += " or before"
	}
	if d.To == d.Max {
		d.Until += " or after"
	}
	return d
}

// kept are the fields of a form that keeps what an address chooses, but for these keys and the part
// of a list.
func kept(u *url.URL, but ...string) (list []field) {
	q := u.Query()
	for _, key := range slices.Sorted(maps.Keys(q)) {
		if key == pageKey || slices.Contains(but, key) {
			continue
		}
		for _, value := range q[key] {
			list = append(list, field{key, value})
		}
	}
	return list
}

// kinds are the keys by which events are chosen besides their days.
var kinds = []string{country, query.Action}

// bounds are the first chosen day and the one behind the last.
func (d *days) bounds() (from, to time.Time) { return timeOf(d.From), timeOf(d.To + 1) }

// All reports whether nothing is bounded.
func (d *days) All() bool { return d == nil || d.From == d.Min && d.To == d.Max }

// has reports whether something that was from a day until before another lies in the days, or
// may: where nothing is bounded what has none does.
func (d *days) has(begin, end time.Time) bool {
	if d.All() {
		return true
	}
	if begin.IsZero() || end.IsZero() {
		return false
	}
	from, to := d.bounds()
	return (d.From == d.Min || end.After(from)) && (d.To == d.Max || begin.Before(to))
}

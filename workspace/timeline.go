package workspace

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strconv"
	"time"

	"assay"
	"assay/page"
	"assay/screen"
)

// Events, tolls and claims over days, and the events in order of time.
type timelinePage struct {
	Days     *days
	Facets   []facet
	Calendar *page.Calendar // nil where no day is known
	Rows     []bucketRow    // the same as a table
	Events   any
	Paging   paging
}

// A bucketRow is a day, a week, a month or a year.
type bucketRow struct {
	Days, Href             string
	Events, Deadly, Claims int
}

// A bucket is what one of these has.
type bucket struct {
	from, to               time.Time
	events, deadly, claims int
}

// mostBuckets is from how many on longer ones are taken, and mostDots how many tolls are shown,
// those first that most tell of.
const mostBuckets, mostDots = 66, 60

// buckets cuts the days from one until before another: by day, week, month or year.
func buckets(from, to time.Time) (list []bucket) {
	for _, step := range []struct{ years, months, days int }{{0, 0, 1}, {0, 0, 7}, {0, 1, 0}, {1, 0, 0}, {10, 0, 0}, {100, 0, 0}} {
		list = nil
		at := from
		for at.Before(to) && len(list) <= mostBuckets {
			next := at.AddDate(step.years, step.months, step.days)
			switch {
			case step.years > 0:
				next = time.Date((at.Year()/step.years+1)*step.years, 1, 1, 0, 0, 0, 0, time.UTC)
			case step.months > 0:
				next = time.Date(at.Year(), at.Month()+1, 1, 0, 0, 0, 0, time.UTC)
			}
			list = append(list, bucket{from: at, to: next})
			at = next
		}
		if len(list) <= mostBuckets {
			break
		}
	}
	list[len(list)-1].to = to
	return list
}

// in returns the bucket in which a day lies; nil where in none.
func in(list []bucket, t time.Time) *bucket {
	k, _ := slices.BinarySearchFunc(list, t, func(b bucket, t time.Time) int {
		if b.to.After(t) {
			return 1
		}
		return -1
	})
	if k == len(list) || t.Before(list[k].from) {
		return nil
	}
	return &list[k]
}

func (v *visit) timeline() (any, error) {
	v.title = "Timeline"
	p := v.pile
	d := p.daysOf(v.URL)
	out := timelinePage{Days: d}
	var events []*screen.Event
	events, out.Facets = choose(v.URL, p.events, p.kindsOfEvents())
	events = slices.DeleteFunc(slices.Clone(events), func(e *screen.Event) bool { return !d.has(e.Begin, e.End) })
	if d != nil {
		var claims []voiced
		if len(d.Keep) == 0 { // they are of no country or toll
			said, err := v.who()
			if err != nil {
				return nil, err
			}
			claims = said.reports
		}
		from, to := d.bounds()
		list := buckets(from, to)
		for _, e := range events {
			if b := in(list, e.Begin); b != nil && !e.Begin.IsZero() {
				if b.events++; p.deaths(e) != nil {
					b.deadly++
				}
			}
		}
		for i := range claims {
			if r := &claims[i]; r.day != 0 {
				if b := in(list, timeOf(int(r.day))); b != nil {
					b.claims += int(r.claims)
				}
			}
		}
		out.Calendar, out.Rows = v.calendar(list, p.dots(events, from, to))
	}
	slices.SortStableFunc(events, func(a, b *screen.Event) int {
		return cmp.Or(cmp.Compare(boolean(a.Begin.IsZero()), boolean(b.Begin.IsZero())), a.Begin.Compare(b.Begin), cmp.Compare(b.Stories, a.Stories))
	})
	var shown []*screen.Event
	shown, out.Paging = part(v.URL, events)
	if len(shown) > 0 {
		var from, to time.Time
		if d != nil {
			from, to = d.bounds()
		}
		out.Events = page.NewParts(p.screen, links).Timeline(shown, from, to)
	}
	return out, nil
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// deaths is the estimate of how many were killed in an event; nil where none is a number.
func (p *pile) deaths(e *screen.Event) *assay.Estimate {
	for _, i := range e.Tolls {
		if est := &p.screen.Run.Estimates[i]; est.Question.Action == "killed" && est.Question.Unit == "person" && amountIn(est) > 0 {
			return est
		}
	}
	return nil
}

// amountIn is the best that an estimate says, or what comes next to it.
func amountIn(est *assay.Estimate) float64 {
	for _, a := range []assay.Amount{est.Best, est.Low, est.High} {
		if n, ok := a.Number(); ok && !math.IsInf(n, 0) {
			return n
		}
	}
	return 0
}

// dots are the tolls of the dead of those events of which most is told.
func (p *pile) dots(events []*screen.Event, from, to time.Time) (list []page.Dot) {
	deadly := slices.DeleteFunc(slices.Clone(events), func(e *screen.Event) bool {
		return p.deaths(e) == nil || e.Begin.IsZero() || e.Begin.Before(from) || !e.Begin.Before(to)
	})
	slices.SortStableFunc(deadly, func(a, b *screen.Event) int { return cmp.Compare(b.Stories, a.Stories) })
	for _, e := range deadly[:min(mostDots, len(deadly))] {
		est := p.deaths(e)
		list = append(list, page.Dot{At: e.Begin, N: amountIn(est), Told: p.screen.Days(e.Occurrence) + ": " + p.screen.What(e) + ", killed " + screen.Numbers(est), Href: links.Estimate(est.ID)})
	}
	slices.SortStableFunc(list, func(a, b page.Dot) int { return a.At.Compare(b.At) })
	return list
}

// calendar draws what lies in buckets, and lays it flat.
func (v *visit) calendar(list []bucket, tolls []page.Dot) (*page.Calendar, []bucketRow) {
	from, to := list[0].from, list[len(list)-1].to
	var events, claims []page.Bar
	var rows []bucketRow
	for _, b := range list {
		words := dayWords(b.from, b.to)
		href := ""
		if len(list) > 1 {
			href = v.within(b)
		}
		events = append(events, page.Bar{From: b.from, To: b.to, N: b.events, Told: words + ": " + screen.Plural(b.events, "event"), Href: href})
		claims = append(claims, page.Bar{From: b.from, To: b.to, N: b.claims, Told: words + ": " + screen.Plural(b.claims, "claim")})
		if b.events+b.claims > 0 {
			rows = append(rows, bucketRow{words, href, b.events, b.deadly, b.claims})
		}
	}
	c := page.NewCalendar(v.title+", "+dayWords(from, to), from, to)
	c.Bars("Events", events)
	c.Dots("Killed, event by event", tolls)
	c.Bars("Claims", claims)
	if len(c.Bands) == 0 {
		return nil, nil
	}
	return c, rows
}

// within is the address of the same for the days of a bucket.
func (v *visit) within(b bucket) string {
	q := v.URL.Query()
	q.Del("page")
	q.Set("from", strconv.Itoa(dayOf(b.from)))
	q.Set("to", strconv.Itoa(dayOf(b.to)-1))
	u := url.URL{Path: v.URL.Path, RawQuery: q.Encode()}
	return u.String()
}

package page

import (
	"math"
	"strconv"
	"time"

	"assay/screen"
)

// A Calendar shows how much there is over days: bars that stand on a line, and dots at
// numbers, above one axis of days.
type Calendar struct {
	Label        string
	Height, Base int
	Ticks        []tick
	Bands        []calendarBand

	ax dayAxis
}

type calendarBand struct {
	Title     string
	Top, Foot int
	Bars      []calendarBar
	Dots      []calendarDot
}

type calendarBar struct {
	X, Width   string // in per cent
	Y, Height  float64
	Told, Href string
}

type calendarDot struct {
	X          string
	Y          float64
	Told, Href string
}

// A Bar is how many there are from one day until before another.
type Bar struct {
	From, To   time.Time
	N          int
	Told, Href string // Href is "" where there is nothing behind it
}

// A Dot is a number of a day.
type Dot struct {
	At         time.Time
	N          float64
	Told, Href string
}

// How high a band of a calendar is, in pixels, and what is kept free above it for its title.
const bandHigh, bandTitle = 84, 30

// NewCalendar returns one of the days from one until before another, without bands.
func NewCalendar(label string, from, to time.Time) *Calendar {
	c := &Calendar{Label: label, Height: 22, ax: dayAxis{from, to}}
	c.Ticks = c.ax.marks()
	return c
}

func (c *Calendar) band(title string) *calendarBand {
	c.Bands = append(c.Bands, calendarBand{Title: title, Top: c.Base + 14, Foot: c.Base + bandTitle + bandHigh})
	c.Base += bandTitle + bandHigh
	c.Height = c.Base + 22
	return &c.Bands[len(c.Bands)-1]
}

// Bars puts a band of bars below what is there; the highest has its number in the title.
func (c *Calendar) Bars(title string, list []Bar) {
	most := 0
	for _, b := range list {
		most = max(most, b.N)
	}
	if most == 0 {
		return
	}
	band := c.band(title + ", " + screen.Grouped(float64(most)) + " at most")
	for _, b := range list {
		x1, x2 := c.ax.at(b.From), c.ax.at(b.To)
		if b.N == 0 || x2 <= x1 {
			continue
		}
		high := math.Max(2, round(bandHigh*float64(b.N)/float64(most)))
		band.Bars = append(band.Bars, calendarBar{pct(x1), pct(math.Max((x2-x1)*.86, .25)), float64(band.Foot) - high, high, b.Told, b.Href})
	}
}

// Dots puts a band of numbers below what is there, a tenth of it the same way down.
func (c *Calendar) Dots(title string, list []Dot) {
	most := 1.0
	for _, d := range list {
		most = math.Max(most, d.N)
	}
	if len(list) == 0 {
		return
	}
	top := math.Ceil(math.Log10(most) + .001)
	band := c.band(title + ", 1 to " + screen.Grouped(math.Pow(10, top)))
	for _, d := range list {
		y := math.Log10(math.Max(1, d.N)) / top
		band.Dots = append(band.Dots, calendarDot{pct(c.ax.at(d.At)), round(float64(band.Foot) - 6 - y*(bandHigh-10)), d.Told, d.Href})
	}
}

// marks are a few days at equal steps of whole days, months or years.
func (ax dayAxis) marks() (list []tick) {
	const most = 4
	for _, step := range []struct{ years, months, days int }{{0, 0, 1}, {0, 0, 2}, {0, 0, 7}, {0, 0, 14}, {0, 1, 0}, {0, 3, 0}, {0, 6, 0}, {1, 0, 0}, {2, 0, 0}, {5, 0, 0}, {10, 0, 0}, {20, 0, 0}, {50, 0, 0}, {100, 0, 0}, {500, 0, 0}} {
		list = nil
		at := ax.from
		switch {
		case step.years > 0:
			at = time.Date((at.Year()+step.years-1)/step.years*step.years, 1, 1, 0, 0, 0, 0, time.UTC)
		case step.months > 0:
			at = time.Date(at.Year(), (at.Month()-1)/time.Month(step.months)*time.Month(step.months)+1, 1, 0, 0, 0, 0, time.UTC)
		}
		for ; at.Before(ax.to) && len(list) <= most; at = at.AddDate(step.years, step.months, step.days) {
			if at.Before(ax.from) {
				continue
			}
			words := at.Format("2 Jan")
			if step.years > 0 {
				words = strconv.Itoa(at.Year())
			} else if step.months > 0 {
				words = at.Format("Jan 2006")
			} else if len(list) == 0 {
				words = at.Format("2 Jan 2006")
			}
			list = append(list, tick{pct(ax.at(at)), words, "start"})
		}
		if len(list) <= most {
			return list
		}
	}
	return nil
}

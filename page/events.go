package page

import (
	"slices"
	"strconv"
	"time"

	"assay"
	"assay/screen"
)

// mostEvents is how many events the timeline shows; a page may have thousands.
const mostEvents = 40

// A timeline shows the events of the run on one axis of days.
type timeline struct {
	Ticks []tick
	Rows  []timelineRow
	Rest  []timelineRow // those of which fewer tell
}

type timelineRow struct {
	ID, What, Days, Told string // ID is "" where the event has its row elsewhere
	Href                 string // where it stands by itself; "" on the page of all
	Tolls                []pageRef
	By                   []pageRef // where reports tell of it
	More                 int       // of these
	Conflicts            int
	X1, X2               string // where it begins and ends, in per cent; "" where it is not known
	Before, After        bool   // it began before the axis, or went on behind it
	Label                string
	Of, OfHref           string // what it is a part of
}

// timeline lays out what the run tells of most, in order of time; nil where there are no
// events.
func (s *Parts) timeline() *timeline {
	all := s.Events()
	news := s.News(all)
	if len(news) == 0 {
		return nil
	}
	tl := &timeline{}
	most := min(mostEvents, len(news))
	shown, known := map[string]*screen.Event{}, map[string]*screen.Event{}
	for k, e := range news {
		known[e.ID] = e
		if k < most {
			shown[e.ID] = e
		}
	}
	ax := s.days(news[:most])
	tl.Ticks = ax.ticks()
	for _, e := range all {
		if known[e.ID] == nil {
			continue
		}
		row := s.timelineRow(e)
		row.ID = e.ID
		if whole := shown[e.Of]; whole != nil {
			row.Of, row.OfHref = s.Named(whole), s.to.Event(whole.ID)
		}
		const most = 4
		for k, t := range e.Tellings {
			if k == most {
				row.More = len(e.Tellings) - most
				break
			}
			if d := s.ByID[t.Report]; d != nil {
				row.By = append(row.By, pageRef{s.tellingHref(d, t), s.called(d)})
			}
		}
		if shown[e.ID] == nil {
			tl.Rest = append(tl.Rest, row)
			continue
		}
		ax.place(&row, e)
		tl.Rows = append(tl.Rows, row)
	}
	return tl
}

func (s *Parts) timelineRow(e *screen.Event) timelineRow {
	row := timelineRow{What: s.What(e), Days: s.Days(e.Occurrence), Told: screen.ToldBy(e), Conflicts: e.Conflicts}
	row.Label = row.Days
	if row.Days == "" {
		row.Days, row.Label = "day not known", "day not known"
	}
	for k, words := range s.Tolls(e) {
		row.Tolls = append(row.Tolls, pageRef{s.to.Estimate(s.Run.Estimates[e.Tolls[k]].ID), words})
	}
	return row
}

// Timeline lays out events in the order in which they are given, on an axis of the days from
// one until before another.
func (s *Parts) Timeline(events []*screen.Event, from, to time.Time) *timeline {
	ax := dayAxis{from, to}
	tl := &timeline{Ticks: ax.ticks()}
	for _, e := range events {
		row := s.timelineRow(e)
		row.Href = s.to.Event(e.ID)
		ax.place(&row, e)
		tl.Rows = append(tl.Rows, row)
	}
	return tl
}

// called names a report in a list: by its outlet too where there are several.
func (s *Parts) called(d *screen.Report) string {
	if outlet := screen.Outlet(d); outlet != "" && s.outlets > 1 {
		return outlet + " " + d.Label
	}
	return d.Label
}

// tellingHref leads to where a report first tells of an event.
func (s *Parts) tellingHref(d *screen.Report, t assay.Telling) string {
	for _, r := range t.Figures {
		if i, ok := r.Index(); ok {
			return s.to.Row(d, "f"+strconv.Itoa(i+1))
		}
	}
	return s.to.Report(d)
}

// A dayAxis is a stretch of days.
type dayAxis struct{ from, to time.Time }

// days chooses the stretch that shows the days of most events ([Stretch]): the shortest that holds four
// in five of those that did not last, or, where that is not much shorter than all, all.
// What lies far off, an anniversary perhaps, stands at the edge.
func (s *Parts) days(events []*screen.Event) dayAxis {
	from, to := Stretch(events)
	if !from.IsZero() {
		return dayAxis{from, to}
	}
	var days []time.Time
	for _, d := range s.Docs {
		if t, ok := d.Appeared.Date.Time(); ok {
			days = append(days, t, t.AddDate(0, 0, 1))
		}
	}
	if len(days) == 0 {
		return dayAxis{}
	}
	slices.SortFunc(days, time.Time.Compare)
	return dayAxis{days[0], days[len(days)-1]}
}

// Stretch returns the days that show most of events, as a line of time does: from one until
// before another. They are zero where no event has days.
func Stretch(events []*screen.Event) (from, to time.Time) {
	var begin, days []time.Time
	for _, lasted := range []int{60, 1 << 20} {
		for _, e := range events {
			if !e.Begin.IsZero() && !e.End.IsZero() && int(e.End.Sub(e.Begin).Hours()/24) <= lasted {
				begin, days = append(begin, e.Begin), append(days, e.Begin, e.End)
			}
		}
		if len(days) > 0 {
			break
		}
	}
	if len(days) == 0 {
		return from, to
	}
	slices.SortFunc(begin, time.Time.Compare)
	slices.SortFunc(days, time.Time.Compare)
	ax := dayAxis{days[0], days[len(days)-1]}
	for i, n := 0, (4*len(begin)+4)/5; len(begin) > 4 && i+n <= len(begin); i++ {
		if part := (dayAxis{begin[i], begin[i+n-1].AddDate(0, 0, 1)}); 3*part.long() < (dayAxis{days[0], days[len(days)-1]}).long() && part.long() < ax.long() {
			ax = part
		}
	}
	if !ax.to.After(ax.from) {
		ax.to = ax.from.AddDate(0, 0, 1)
	}
	return ax.from, ax.to
}

func (ax dayAxis) long() time.Duration { return ax.to.Sub(ax.from) }

func (ax dayAxis) at(t time.Time) float64 {
	f := t.Sub(ax.from).Hours() / ax.to.Sub(ax.from).Hours()
	return margin + max(0, min(f, 1))*(100-2*margin)
}

// ticks marks the two ends and, if there is room, the middle.
func (ax dayAxis) ticks() []tick {
	if ax.from.IsZero() {
		return nil
	}
	last := ax.to.AddDate(0, 0, -1)
	form := "2 Jan"
	if ax.from.Year() != last.Year() || ax.to.Sub(ax.from) > 200*24*time.Hour {
		form = "Jan 2006"
	}
	first := form
	if form == "2 Jan" {
		form += " 2006"
	}
	out := []tick{{pct(ax.at(ax.from)), ax.from.Format(first), "start"}}
	if last.After(ax.from) {
		out = append(out, tick{pct(ax.at(ax.to)), last.Format(form), "end"})
	}
	return out
}

// place puts an event on the axis.
func (ax dayAxis) place(row *timelineRow, e *screen.Event) {
	if ax.from.IsZero() || e.Begin.IsZero() || e.End.IsZero() {
		return
	}
	row.Before, row.After = e.Begin.Before(ax.from), e.End.After(ax.to)
	if !e.End.After(ax.from) || !e.Begin.Before(ax.to) { // all of it lies off the axis
		return
	}
	x1, x2 := ax.at(e.Begin), ax.at(e.End)
	if x2 < x1+1.2 { // a day of many
		x2 = min(x1+1.2, 100)
	}
	row.X1, row.X2 = pct(x1), pct(x2)
}

// A pageConflict is a question on which origins contradict one another.
type pageConflict struct {
	Href, Question, Numbers string
	Voices                  []pageVoice
}

// A pageVoice is what one origin says, and where.
type pageVoice struct{ Numbers, Origin, Day, At, Href string }

// conflicts lists the questions in conflict, those of most origins first.
func (s *Parts) conflicts() (list []pageConflict) {
	for _, i := range s.Ranked() {
		est := &s.Run.Estimates[i]
		if !est.Conflict {
			continue
		}
		c := pageConflict{Href: s.to.Estimate(est.ID), Question: s.Sentence(est), Numbers: screen.Numbers(est)}
		seen := map[string]bool{}
		for k := range est.Series {
			e := &est.Series[k]
			v := pageVoice{Numbers: screen.Span3(e.Low, e.Best, e.High), Origin: s.Voice(e), Day: screen.DateWords(e.Published)}
			if e.Status != "stands" || seen[v.Numbers+v.Origin] {
				continue
			}
			seen[v.Numbers+v.Origin] = true
			if d := s.ByID[e.Evidence.Report]; d != nil {
				v.At, v.Href = d.At(e.Evidence.Span), s.figureHref(d, e)
			}
			c.Voices = append(c.Voices, v)
		}
		list = append(list, c)
	}
	return list
}

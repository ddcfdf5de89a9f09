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
	Rest  int // how many more there are
}

type timelineRow struct {
	ID, What, Days, Told string
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
func (s *maker) timeline() *timeline {
	all := s.Events()
	news := s.News(all)
	if len(news) == 0 {
		return nil
	}
	tl := &timeline{Rest: max(0, len(news)-mostEvents)}
	shown := map[string]*screen.Event{}
	for _, e := range news[:len(news)-tl.Rest] {
		shown[e.ID] = e
	}
	ax := s.days(news[:len(news)-tl.Rest])
	tl.Ticks = ax.ticks()
	for _, e := range all {
		if shown[e.ID] == nil {
			continue
		}
		row := timelineRow{ID: e.ID, What: s.What(e), Days: s.Days(e.Occurrence), Told: screen.ToldBy(e), Conflicts: e.Conflicts}
		row.Label = row.Days
		if row.Days == "" {
			row.Days, row.Label = "day not known", "day not known"
		}
		if whole := shown[e.Of]; whole != nil {
			row.Of, row.OfHref = s.Named(whole), "#"+whole.ID
		}
		for k, words := range s.Tolls(e) {
			row.Tolls = append(row.Tolls, pageRef{"#" + s.Run.Estimates[e.Tolls[k]].ID, words})
		}
		const most = 4
		for k, t := range e.Tellings {
			if k == most {
				row.More = len(e.Tellings) - most
				break
			}
			if d := s.ByID[t.Report]; d != nil {
				row.By = append(row.By, pageRef{tellingHref(d, t), d.Label})
			}
		}
		ax.place(&row, e)
		tl.Rows = append(tl.Rows, row)
	}
	return tl
}

// tellingHref leads to where a report first tells of an event.
func tellingHref(d *screen.Report, t assay.Telling) string {
	for _, r := range t.Figures {
		if i, ok := r.Index(); ok {
			return "#row-" + idOf(d) + "f" + strconv.Itoa(i+1)
		}
	}
	return "#" + idOf(d)
}

// A dayAxis is a stretch of days.
type dayAxis struct{ from, to time.Time }

// days chooses the stretch that shows what happened lately: from the first to the last of
// what did not last, and of the days on which reports appeared; all there is where
// everything lasted.
func (s *maker) days(events []*screen.Event) dayAxis {
	var days []time.Time
	for _, lasted := range []int{60, 1 << 20} {
		for _, e := range events {
			if !e.Begin.IsZero() && !e.End.IsZero() && int(e.End.Sub(e.Begin).Hours()/24) <= lasted {
				days = append(days, e.Begin, e.End)
			}
		}
		if len(days) > 0 {
			break
		}
	}
	for _, d := range s.Docs {
		if t, ok := d.Appeared.Date.Time(); ok {
			days = append(days, t, t.AddDate(0, 0, 1))
		}
	}
	if len(days) == 0 {
		return dayAxis{}
	}
	slices.SortFunc(days, time.Time.Compare)
	// What lies far off, an anniversary perhaps, stands at the edge.
	lo, hi := days[len(days)/20], days[len(days)-1-len(days)/20]
	if !hi.After(lo) {
		hi = lo.AddDate(0, 0, 1)
	}
	return dayAxis{lo, hi}
}

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
	out := []tick{{pct(ax.at(ax.from)), ax.from.Format(form), "start"}}
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
	x1, x2 := ax.at(e.Begin), ax.at(e.End)
	if x2 < x1+1.2 { // a day of many
		x2 = min(x1+1.2, 100)
	}
	row.X1, row.X2 = pct(x1), pct(x2)
	row.Before, row.After = e.Begin.Before(ax.from), e.End.After(ax.to)
}

// A pageConflict is a question on which origins contradict one another.
type pageConflict struct {
	Href, Question, Numbers string
	Voices                  []pageVoice
}

// A pageVoice is what one origin says, and where.
type pageVoice struct{ Numbers, Origin, Day, At, Href string }

// conflicts lists the questions in conflict, those of most origins first.
func (s *maker) conflicts() (list []pageConflict) {
	for _, i := range s.Ranked() {
		est := &s.Run.Estimates[i]
		if !est.Conflict {
			continue
		}
		c := pageConflict{Href: "#" + est.ID, Question: s.Sentence(est), Numbers: screen.Numbers(est)}
		seen := map[string]bool{}
		for k := range est.Series {
			e := &est.Series[k]
			v := pageVoice{Numbers: screen.Span3(e.Low, e.Best, e.High), Origin: s.Origin(e), Day: screen.DateWords(e.Published)}
			if e.Status != "stands" || seen[v.Numbers+v.Origin] {
				continue
			}
			seen[v.Numbers+v.Origin] = true
			if d := s.ByID[e.Evidence.Report]; d != nil {
				v.At, v.Href = d.At(e.Evidence.Span), figureHref(d, e)
			}
			c.Voices = append(c.Voices, v)
		}
		list = append(list, c)
	}
	return list
}

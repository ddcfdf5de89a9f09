package figure

import "time"

// A reading of a time mention or of the day of publication as the days on which
// something happened.
type Reading uint8

// The readings. Each mention has the first two, the report itself the others.
const (
	AsNamed   Reading = iota // "on Monday"
	SinceThen                // "since Monday": up to the day of publication
	ThatDay                  // the day of publication
	DayBefore
	WeekBefore
	YearSoFar
	Unsaid // not to be known
)

// Own is how many readings a mention has, and Common how many the report itself has.
const (
	Own    = 2
	Common = 5
)

// Days returns the days that reading r gives, of time t if it is one of a mention; not
// ok where they are not known.
func (s *Sight) Days(r Reading, t int) (begin, end time.Time, ok bool) {
	pub, known := day(s.Appeared.Date)
	next := pub.AddDate(0, 0, 1)
	switch r {
	case AsNamed:
		begin, end = s.Times[s.stretch[t][0]].Begin, s.Times[s.stretch[t][1]].End
		return begin.Truncate(24 * time.Hour), ceil(end), !begin.IsZero() && !end.IsZero()
	case SinceThen:
		begin = s.Times[t].Begin
		return begin.Truncate(24 * time.Hour), next, known && !begin.IsZero() && begin.Before(next)
	case ThatDay:
		return pub, next, known
	case DayBefore:
		return pub.AddDate(0, 0, -1), pub, known
	case WeekBefore:
		return pub.AddDate(0, 0, -7), next, known
	case YearSoFar:
		return time.Date(pub.Year(), 1, 1, 0, 0, 0, 0, time.UTC), next, known
	}
	return begin, end, false
}

// ceil is the next beginning of a day, or t.
func ceil(t time.Time) time.Time {
	d := t.Truncate(24 * time.Hour)
	if d.Before(t) {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

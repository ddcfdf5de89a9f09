package screen

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/estimate"
	"assay/lang/en"
	"assay/mask"
	"assay/occurrence"
	"assay/place/gazetteer"
)

// An Event is what the reports tell of one occurrence, as screens show it.
type Event struct {
	*assay.Occurrence
	*estimate.Sum
	Stories int // that tell of it
}

// Events returns the events of the run in their order, which is that of time.
func (s *Screen) Events() []*Event {
	sums := estimate.Sums(s.Run.Estimates)
	list := make([]*Event, len(s.Run.Events))
	for i := range s.Run.Events {
		e := &Event{Occurrence: &s.Run.Events[i], Sum: sums[s.Run.Events[i].ID]}
		if e.Sum == nil {
			e.Sum = &estimate.Sum{}
		}
		told := map[*Story]bool{}
		for _, t := range e.Tellings {
			if d := s.ByID[t.Report]; d != nil {
				told[d.Story] = true
			}
		}
		e.Stories = len(told)
		list[i] = e
	}
	return list
}

// News returns those of events that make up what the run is about, those first that a
// summary names, then the most told: what is not in the background, and is of a known type
// or has a toll.
func (s *Screen) News(events []*Event) []*Event {
	var list []*Event
	for _, e := range events {
		if !e.Background && (e.Type != "" || len(e.Tolls) > 0) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *Event) int {
		return cmp.Or(cmp.Compare(b.Stories, a.Stories), cmp.Compare(b.harms(s), a.harms(s)), cmp.Compare(b.Origins.Max, a.Origins.Max), cmp.Compare(b.told(), a.told()))
	})
	named := foremost(list)
	return append(slices.Clone(named), slices.DeleteFunc(list, func(e *Event) bool { return slices.Contains(named, e) })...)
}

// harms is 1 where people were killed, else 0.
func (e *Event) harms(s *Screen) int {
	for _, i := range e.Tolls {
		if s.Run.Estimates[i].Question.Action == "killed" {
			return 1
		}
	}
	return 0
}

// told is in how many figures and events of reports an event is told.
func (e *Event) told() (n int) {
	for _, t := range e.Tellings {
		n += len(t.Figures) + len(t.Events)
	}
	return n
}

// masks are those of the reports that tell of an event.
func (s *Screen) masks(e *assay.Occurrence) (list []*mask.Mask) {
	for _, t := range e.Tellings {
		if d := s.ByID[t.Report]; d != nil {
			list = append(list, d.Mask)
		}
	}
	return list
}

// Place returns what the place of an event is called; "" if it is not known.
func (s *Screen) Place(e *assay.Occurrence) string {
	name := occurrence.PlaceName(e, func(id assay.ReportID) *assay.Doc {
		if d := s.ByID[id]; d != nil {
			return d.Doc
		}
		return nil
	})
	if shown := mask.Together(s.masks(e), name); shown != name {
		return "" // a role is no name of a place
	}
	return Read(name)
}

// Named calls an event what it is: "the flood of 22–24 August 2022 in Haro".
func (s *Screen) Named(e *Event) string {
	return strings.TrimPrefix(strings.TrimSpace(en.Setting(s.word(e), e.Begin, e.End, s.Place(e.Occurrence))), "in ")
}

// word is what an event is, in a word or two: by its type, or else by what its first toll
// counts.
func (s *Screen) word(e *Event) string {
	action := ""
	if len(e.Tolls) > 0 {
		action = string(s.Run.Estimates[e.Tolls[0]].Question.Action)
	}
	return cmp.Or(en.Occurrence(e.Type, e.Mode), en.OfAction(action))
}

// What is an event and where, as a heading: "Flood, Haro".
func (s *Screen) What(e *Event) string {
	word := s.word(e)
	word = strings.ToUpper(word[:1]) + word[1:]
	if place := s.Place(e.Occurrence); place != "" {
		word += ", " + place
	}
	return word
}

// DayWords writes a day: "22 August 2022".
func DayWords(t time.Time) string { return en.Days(t, t.AddDate(0, 0, 1)) }

// Days writes the days of an event, without a year where the texts have none: those that
// most of its figures are of; "" if they are not known.
func (s *Screen) Days(e *assay.Occurrence) string {
	if words := en.Days(e.Begin, e.End); words != "" {
		return words
	}
	said, most := map[string]int{}, ""
	for _, t := range e.Tellings {
		d := s.ByID[t.Report]
		if d == nil {
			continue
		}
		for _, ref := range t.Figures {
			fig := ref.In(d.Figures)
			if fig == nil {
				continue
			}
			if tx := fig.Time.In(d.Times); tx != nil {
				if words := en.YearlessDays(tx.Value); words != "" {
					if said[words]++; said[words] > said[most] {
						most = words
					}
				}
			}
		}
	}
	return most
}

// Tolls writes the tolls of an event: "killed 40–57, best 40", "destroyed 14 houses".
func (s *Screen) Tolls(e *Event) (list []string) {
	for _, i := range e.Tolls {
		est := &s.Run.Estimates[i]
		words := string(est.Question.Action) + " " + Numbers(est)
		if unit := est.Question.Unit; unit != "person" && !Harming[est.Question.Action] && !(Moving[est.Question.Action] && unit != "household") {
			words = strings.TrimSpace(words + " " + Read(mask.Together(s.masks(e.Occurrence), en.Unit(unit, est.Low == est.High && est.Best == assay.Known(1)))))
		}
		list = append(list, words)
	}
	return list
}

// ToldBy says how many tell of an event: "8 reports, 6 texts, 3–5 origins".
func ToldBy(e *Event) string {
	words := Plural(len(e.Tellings), "report")
	if e.Stories < len(e.Tellings) {
		words += ", " + Plural(e.Stories, "text")
	}
	if e.Origins.Max > 0 {
		words += ", " + Origins(e.Origins)
		if e.Origins.Max == 1 {
			words += " origin"
		} else {
			words += " origins"
		}
	}
	return words
}

// mostNamed is how many events a summary names; a few more where they are all elsewhere.
const mostNamed, mostPlaces = 3, 5

// foremost chooses the events that a summary names: the first in each country of which
// about as many tell, so that no one story hides the others, and where that are few the
// next.
func foremost(news []*Event) []*Event {
	seen, chosen, known := map[string]bool{}, map[*Event]bool{}, map[string]*Event{}
	most := 0
	for _, e := range news {
		known[e.ID], most = e, max(most, e.Stories)
	}
	take := func(most int, fits func(*Event) bool) {
		for _, e := range news {
			if len(chosen) < most && !chosen[e] && fits(e) {
				chosen[e] = true
				for _, c := range e.Countries {
					seen[c] = true
				}
			}
		}
	}
	take(mostPlaces, func(e *Event) bool {
		whole := known[e.Of]
		return len(e.Countries) > 0 && len(e.Tolls) > 0 && 2*e.Stories > most && !slices.ContainsFunc(e.Countries, func(c string) bool { return seen[c] }) &&
			(whole == nil || whole.End.Sub(whole.Begin) > 120*24*time.Hour)
	})
	take(mostNamed, func(*Event) bool { return true })
	return slices.DeleteFunc(slices.Clone(news), func(e *Event) bool { return !chosen[e] })
}

// countries says in which countries most events of many are: " in 74 countries, most of
// them in Ruritania (412) and Haro (60)"; "" where that are few.
func countries(news []*Event) string {
	count := map[string]int{}
	for _, e := range news {
		for _, c := range e.Countries {
			count[c]++
		}
	}
	if len(count) <= mostPlaces {
		return ""
	}
	codes := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	var named []string
	for _, c := range codes[:mostNamed] {
		name := c
		if e, ok := gazetteer.Country(c); ok {
			name = e.Name
		}
		named = append(named, name+" ("+Grouped(float64(count[c]))+")")
	}
	return " in " + strconv.Itoa(len(count)) + " countries, most of them in " + list(named)
}

// Summary says in two or three sentences what the reports are: how many, from when, of
// how many texts; of which events most of them tell; and what is in conflict.
func (s *Screen) Summary() []string {
	of := Survey{Reports: len(s.Docs), Texts: len(s.Stories)}
	for _, d := range s.Docs {
		of.See(d.Appeared.Date)
	}
	return s.SummaryOf(of, s.Events())
}

// A Survey is what a summary says of reports that need not be at hand.
type Survey struct {
	Reports, Texts int

	first, last time.Time // when they appeared
	unknown     bool      // not of all of them
}

// See takes in when a report appeared.
func (of *Survey) See(appeared assay.Date) {
	t, ok := appeared.Time()
	if !ok {
		of.unknown = true
		return
	}
	if of.first.IsZero() || t.Before(of.first) {
		of.first = t
	}
	if t.After(of.last) {
		of.last = t
	}
}

// SummaryOf is [Screen.Summary] of reports that tell of these events.
func (s *Screen) SummaryOf(of Survey, events []*Event) []string {
	n, m := of.Reports, of.Texts
	if n == 0 {
		return []string{"No reports."}
	}
	var list []string
	days := of.published()
	switch first := Plural(n, "report"); {
	case m == 1 && n > 1:
		list = append(list, first+" go back to 1 text: they count as one source.")
	case m < n:
		list = append(list, first+" go back to "+Plural(m, "text")+"; copies of one text count as one source.")
	case days != "":
		list = append(list, first+", published "+strings.TrimSuffix(days, ",")+".")
		days = ""
	default:
		list = append(list, first+".")
	}
	if days != "" {
		days = "They were published " + days
	}
	if news := s.News(events); len(news) > 0 && n > 1 {
		var named []string
		for _, e := range foremost(news) {
			named = append(named, s.Named(e)+" ("+ToldBy(e)+")")
		}
		words := "They tell of "
		if days != "" {
			words = days + " and tell of "
		}
		switch {
		case len(news) == 1:
		case len(named) < len(news):
			words += Plural(len(news), "event") + countries(news) + ", among them "
		default:
			words += Plural(len(news), "event") + ": "
		}
		list = append(list, words+joined(named)+".")
	} else if days != "" {
		list = append(list, strings.TrimSuffix(days, ",")+".")
	}
	if k := len(s.Run.Estimates); k > 0 {
		words := "Their figures answer " + Plural(k, "question")
		if n == 1 {
			words = "Its figures answer " + Plural(k, "question")
		}
		conflicts := 0
		for i := range s.Run.Estimates {
			if s.Run.Estimates[i].Conflict {
				conflicts++
			}
		}
		switch conflicts {
		case 0:
			words += ", none in conflict"
		case k:
			words += ", in conflict"
		default:
			words += ", " + strconv.Itoa(conflicts) + " in conflict"
		}
		list = append(list, words+".")
	}
	return list
}

// joined puts words together of which some have commas.
func joined(words []string) string {
	if n := len(words); n > 2 {
		return strings.Join(words[:n-1], "; ") + "; and " + words[n-1]
	}
	return strings.Join(words, " and ")
}

// published writes from when to when the reports appeared, as far as that is known.
func (of *Survey) published() string {
	if of.first.IsZero() {
		return ""
	}
	words := en.Days(of.first, of.last.AddDate(0, 0, 1))
	if of.unknown {
		words += ", as far as is known,"
	}
	return words
}

package occurrence

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"assay"
)

// Occurrences is [Among] for docs.
func Occurrences(docs []*assay.Doc, stories []assay.Story) []assay.Occurrence {
	return Among(ReadAll(docs), stories)
}

// Among puts together what reports tell. Stories are those that package copies made of
// them. What happened first comes first, what has no days last; the order of reports and
// of stories makes no difference.
func Among(reports []*Report, stories []assay.Story) []assay.Occurrence {
	w := learnt()
	p := newPile(reports, stories)
	part, found := p.parts(w)
	list := p.tellAll(part, found, w)
	put(list)
	return OccurrencesOf(list)
}

// tellAll returns of which occurrences the items of parts tell, in no order, without their
// ids. What was found before is not compared again. What a part tells depends on its items and
// their reports alone.
func (p *pile) tellAll(part []int32, found []link, w *weights) (list []*Told) {
	links := p.within(part, found, w)
	questions, of := p.questions(links, w)
	for _, members := range p.events(links, of, w) {
		if part[members[0].id] != unseen {
			list = append(list, p.tell(members, of, questions))
		}
	}
	p.explain(list, links, w)
	return list
}

// tellOf puts the items together that tell of one occurrence: those of one question, and
// what speaks for it.
func (p *pile) tellOf(links []link, of []int32) (root []int32) {
	sides := make([]side, 0, len(links))
	for _, l := range links {
		sides = append(sides, side{l.a, l.b, int32(l.event)})
	}
	sure := p.sure()
	first := map[int32]int32{}
	for i := range p.items {
		if of[i] < 0 {
			continue
		}
		if k, ok := first[of[i]]; ok {
			sure = append(sure, [2]int32{k, int32(i)})
		} else {
			first[of[i]] = int32(i)
		}
	}
	return group(len(p.items), sides, sure)
}

// events returns the items of each occurrence.
func (p *pile) events(links []link, of []int32, w *weights) [][]*item {
	root := p.tellOf(links, of)
	root = p.gather(root, root, links, func(*item) bool { return true }, &w.One, false)
	at := map[int32]int{}
	var out [][]*item
	for i, it := range p.items {
		k, ok := at[root[i]]
		if !ok {
			k = len(out)
			at[root[i]] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], it)
	}
	return out
}

// tell says what is known of the occurrence of which items tell, which are in the order of
// the pile.
func (p *pile) tell(items []*item, of []int32, questions [][]*item) *Told {
	t := &Told{items: items}
	t.Tellings = tellings(items)
	seen := map[int32]bool{}
	for _, it := range items {
		if q := of[it.id]; q >= 0 && !seen[q] {
			seen[q] = true
			t.Questions = append(t.Questions, tellings(questions[q]))
		}
	}
	// What is said again has no say: neither copies nor headlines, which copies have too.
	own := slices.DeleteFunc(slices.Clone(items), func(it *item) bool { return it.copyOf != nil || it.retold })
	if len(own) == 0 {
		own = items[:1]
	}
	var kinds, places, countries, days []string
	background := true
	for _, it := range own {
		if it.event >= 0 {
			ev := &it.rep.events[it.event]
			kinds = append(kinds, ev.Type+" "+ev.Mode)
			background = background && ev.Background
		} else {
			background = false
		}
		countries = append(countries, strings.Join(it.country, " "))
		if it.dated && it.told() {
			days = append(days, fmt.Sprint(it.days.begin, " ", it.days.end))
		}
	}
	t.Background = background
	t.Type, t.Mode, _ = strings.Cut(most(kinds), " ")
	t.Countries = strings.Fields(most(countries))
	if d := most(days); d != "" {
		var begin, end int
		fmt.Sscan(d, &begin, &end)
		t.Begin, t.End = dayOf(begin), dayOf(end)
	}
	for _, like := range [...]func(it *item) bool{
		func(it *item) bool { return !it.weak && closerThan(it.places, assay.CountryWide) },
		func(it *item) bool { return closerThan(it.places, assay.CountryWide) },
		func(it *item) bool { return len(it.places) > 0 },
	} {
		for _, it := range own {
			if like(it) {
				places = append(places, placeOf(it))
			}
		}
		if len(places) > 0 {
			break
		}
	}
	t.Place = most(places)
	for _, it := range own {
		for _, s := range it.places {
			if t.Place != "" && s.name() == t.Place {
				t.where = []*spot{s}
			}
		}
	}
	return t
}

// told reports whether the days of an item are said, and do not hang on a year that nobody
// knows.
func (it *item) told() bool {
	return it.rep.dated || it.begun
}

// tellings sorts items by their reports.
func tellings(items []*item) (list []assay.Telling) {
	for _, it := range items {
		id := it.rep.ID
		if n := len(list); n == 0 || list[n-1].Report != id {
			list = append(list, assay.Telling{Report: id})
		}
		t := &list[len(list)-1]
		if it.figure != nil {
			t.Figures = append(t.Figures, assay.RefTo[assay.Figure](it.fig))
		} else {
			t.Events = append(t.Events, assay.RefTo[assay.Event](it.event))
		}
	}
	return list
}

func dayOf(n int) time.Time { return time.Unix(int64(n)*86400, 0).UTC() }

// closerThan reports whether a place is known more closely than p.
func closerThan(list []*spot, p assay.Precision) bool {
	return slices.ContainsFunc(list, func(s *spot) bool { return s.place.Precision > p })
}

// placeOf returns the first place of an item that is smaller than a country, of the first
// if none is.
func placeOf(it *item) string {
	k := max(0, slices.IndexFunc(it.places, func(s *spot) bool { return s.place.Precision > assay.CountryWide }))
	return it.places[k].name()
}

// name returns the entry of a place, or its words.
func (s *spot) name() string {
	if s.place.Gazetteer != "" {
		return s.place.Gazetteer
	}
	return s.called
}

// most returns the string that stands most often in list, of equals the first; nothing
// counts only where there is nothing else.
func most(list []string) string {
	n := map[string]int{}
	best := ""
	for _, s := range list {
		n[s]++
	}
	for _, s := range list {
		if strings.TrimSpace(s) != "" && (best == "" || n[s] > n[best]) {
			best = s
		}
	}
	return best
}

// explain says of each telling but the first what speaks most for it: of the strongest
// comparison with an item of a report before it, the groups without which least would.
func (p *pile) explain(list []*Told, links []link, w *weights) {
	home := make([]int32, len(p.items))
	for i := range home {
		home[i] = unseen
	}
	for k, t := range list {
		for _, it := range t.items {
			home[it.id] = int32(k)
		}
	}
	type key struct{ told, rep int32 }
	best := map[key]link{}
	for _, l := range links {
		a, b := p.items[l.a], p.items[l.b]
		if home[l.a] != home[l.b] || home[l.a] == unseen || a.rep == b.rep {
			continue
		}
		k := key{home[l.a], int32(b.rep.nth)} // b's report is the later
		if o, ok := best[k]; !ok || cmp.Or(cmp.Compare(l.event, o.event), cmp.Compare(l.answer, o.answer)) > 0 {
			best[k] = l
		}
	}
	nth := make(map[assay.ReportID]int, len(p.reports))
	for _, r := range p.reports {
		nth[r.ID] = r.nth
	}
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			var v vector
			for k := n; k < len(list); k += workers {
				t := list[k]
				for i := 1; i < len(t.Tellings); i++ {
					l, ok := best[key{int32(k), int32(nth[t.Tellings[i].Report])}]
					if !ok {
						continue
					}
					a, b := p.items[l.a], p.items[l.b]
					v.compare(a, b)
					t.Why = append(t.Why, assay.Reason{From: a.rep.ID, To: b.rep.ID, Why: v.reasons(w)})
				}
			}
		})
	}
	wg.Wait()
}

// reasons returns the three groups of a comparison without which least would speak for one
// occurrence, what speaks most first.
func (v *vector) reasons(w *weights) (list []string) {
	var whole, without [2]int32
	w.Pair.score(v.at, whole[:])
	type part struct {
		k    int
		less int32
	}
	var parts []part
	for k, begin := range v.groups {
		end := len(v.at)
		if k+1 < len(v.groups) {
			end = v.groups[k+1]
		}
		x := slices.Clone(v.at)
		clear(x[begin:end])
		w.Pair.score(x, without[:])
		if without[0] < whole[0] {
			parts = append(parts, part{k, whole[0] - without[0]})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.less, a.less) })
	for _, x := range parts[:min(3, len(parts))] {
		list = append(list, groupNames[x.k])
	}
	return list
}

package occurrence

import (
	"cmp"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"assay"
)

// reach is how many items of a block an item is compared with to either side.
const reach = 24

// A link is what speaks for two items being of one occurrence, and for their answering one
// question.
type link struct {
	a, b          int32 // items; a < b
	event, answer int16
}

// blocks returns lists of items that are looked at together, each in an order in which those
// that are likely alike stand side by side. Copies are in none: they go where their originals go.
func (p *pile) blocks() [][]*item {
	by := map[string][]*item{}
	for _, it := range p.items {
		if it.copied() {
			continue
		}
		for _, key := range it.keys() {
			by[key] = append(by[key], it)
		}
	}
	keys := make([]string, 0, len(by))
	for key, list := range by {
		if len(list) > 1 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	out := make([][]*item, len(keys))
	for i, key := range keys {
		out[i] = by[key]
		slices.SortFunc(out[i], func(a, b *item) int {
			return cmp.Or(cmp.Compare(a.when(), b.when()), cmp.Compare(a.action, b.action), cmp.Compare(a.lo, b.lo), byAge(a, b))
		})
	}
	return out
}

// when returns the day by which an item stands in its blocks.
func (it *item) when() int {
	if it.dated && it.days.len() <= long {
		return it.days.begin
	}
	return it.rep.day
}

// keys returns under which an item is looked up: its story; its places, by months; where no
// place is told, its country and action by weeks; the rarest words of its report's headline.
func (it *item) keys() []string {
	r := it.rep
	keys := []string{"s" + strconv.Itoa(r.story)}
	add := func(key string) {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	month := func(day int) string { return time.Unix(int64(day)*86400, 0).UTC().Format(" 2006-01") }
	var months, weeks []string
	day := it.when()
	for _, d := range [...]int{day - 3, day + 3} { // of the 30th it is told on the 1st
		months = append(months, month(d))
		weeks = append(weeks, " "+strconv.Itoa((d+700000)/7))
	}
	if it.dated && r.known {
		months = append(months, month(r.day))
	}
	for _, s := range it.places {
		for _, m := range months {
			switch {
			case s.found:
				add("p" + s.place.Gazetteer + m)
				if up, ok := s.entry.Admin1(); ok && s.place.Precision > assay.Admin1 {
					add("p" + up.ID() + m)
				}
			default:
				for _, w := range s.words {
					add("w" + w + m)
				}
			}
		}
	}
	for _, c := range it.country {
		for _, w := range weeks {
			add("c" + c + " " + string(family(it.action)) + w)
		}
	}
	rare := slices.Clone(r.title)
	slices.SortStableFunc(rare, func(a, b word) int { return cmp.Compare(b.weight, a.weight) })
	for _, w := range rare[:min(3, len(rare))] {
		add("t" + strconv.Itoa(int(w.id)) + months[0])
		add("t" + strconv.Itoa(int(w.id)) + months[1])
	}
	return keys
}

// family returns one action for those that are used for one thing: "displaced" for
// "evacuated" and "fled", "arrived" for "departed" and "crossed".
func family(a assay.Action) assay.Action {
	switch k := slices.Index(assay.Actions[:], a); {
	case k >= displaced && k <= fled:
		return assay.Actions[displaced]
	case k >= arrived && k <= crossed:
		return assay.Actions[arrived]
	}
	return a
}

// links compares each item with its neighbours in its blocks.
func (p *pile) links(w *weights) []link {
	blocks := p.blocks()
	at := make([][][2]int32, len(p.items)) // per item: its blocks, and where it stands there
	for k, list := range blocks {
		for i, it := range list {
			at[it.id] = append(at[it.id], [2]int32{int32(k), int32(i)})
		}
	}
	parts := make([][]link, len(p.items))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for n := range workers {
		wg.Go(func() {
			var v vector
			var near []int32
			for i := n; i < len(p.items); i += workers {
				near = near[:0]
				for _, b := range at[i] {
					list := blocks[b[0]]
					for _, o := range list[max(0, int(b[1])-reach):min(len(list), int(b[1])+reach+1)] {
						if o.id > i {
							near = append(near, int32(o.id))
						}
					}
				}
				slices.Sort(near)
				near = slices.Compact(near)
				for _, k := range near {
					var out [2]int32
					v.compare(p.items[i], p.items[k])
					w.Pair.score(v.at, out[:])
					parts[i] = append(parts[i], link{int32(i), k, int16(out[0]), int16(out[1])})
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, part := range parts {
		total += len(part)
	}
	all := make([]link, 0, total)
	for i, part := range parts {
		all, parts[i] = append(all, part...), nil
	}
	return all
}

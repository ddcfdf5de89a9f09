package article

import (
	"strings"

	"assay"
)

// An entry is one of a live page: some of its blocks, with a time of their own.
type entry struct {
	chosen []bool
	day    assay.Date
	title  string
}

// Live pages tell entry by entry, each with its time.
const (
	fewestEntries = 2
	leastOfEntry  = 15 // words
)

// entries returns the entries of a live page in the order in which they stand, nil where
// the page is none: most of its text stands in elements of one kind, beside each other,
// of which each has a time.
func (c *context) entries(v *survey, f *Facts, chosen []bool) (list []entry) {
	if len(v.times) < fewestEntries {
		return nil
	}
	words := make([]int, len(c.blocks)+1)
	for i := range c.blocks {
		words[i+1] = words[i]
		if chosen[i] {
			words[i+1] += c.blocks[i].words
		}
	}
	held := func(e int) int { return words[c.elems[e].last] - words[c.elems[e].first] }
	byNode := map[any]int{}
	for e := range c.elems {
		byNode[c.elems[e].node] = e
	}
	// Each time belongs to the outermost element that holds it and no other time.
	type kind struct {
		parent     int
		tag, class string
	}
	times := make([]int, len(c.elems)) // how many stand in each element
	own := make([]assay.Date, len(c.elems))
	for k := range v.times {
		e, ok := byNode[v.times[k].node]
		d, _ := ParseDate(v.times[k].value, f.Declared, orderOf(f.Declared))
		if !ok || d.Day == 0 {
			continue
		}
		for ; e >= 0; e = c.elems[e].parent {
			times[e]++
			if own[e].IsZero() {
				own[e] = d
			}
		}
	}
	groups := map[kind][]int{}
	for e := range c.elems {
		el := &c.elems[e]
		if times[e] == 0 || el.parent < 0 || times[el.parent] < fewestEntries || held(e) < leastOfEntry {
			continue
		}
		k := kind{el.parent, el.tag, el.class}
		groups[k] = append(groups[k], e)
	}
	var best []int
	for _, g := range groups {
		if len(g) > len(best) || len(g) == len(best) && len(best) > 0 && g[0] < best[0] {
			best = g
		}
	}
	total := 0
	for _, e := range best {
		total += held(e)
	}
	if len(best) < fewestEntries || total*10 < words[len(c.blocks)]*7 || !v.liveAlike(c, best) {
		return nil
	}
	for _, e := range best {
		el := &c.elems[e]
		one := entry{chosen: make([]bool, len(c.blocks)), day: own[e]}
		for i := el.first; i < el.last; i++ {
			one.chosen[i] = chosen[i] && !c.isTime(i)
			if tag := c.blocks[i].tag; one.title == "" && (tag == "h2" || tag == "h3" || tag == "h4") && i < el.first+4 {
				one.title = strings.TrimSpace(string(c.blocks[i].text.Bytes))
			}
		}
		list = append(list, one)
	}
	return list
}

// isTime reports whether a block is nothing but a time.
func (c *context) isTime(i int) bool {
	e := c.blocks[i].elem
	return e >= 0 && c.elems[e].tag == "time"
}

// liveAlike reports whether the elements are entries of a live page, and not the
// comments below an article or the articles of a front page.
func (v *survey) liveAlike(c *context, group []int) bool {
	if v.ld.live {
		return true
	}
	for _, e := range group {
		el := &c.elems[e]
		if c.inner[min(el.first, len(c.inner)-1)]&reply != 0 {
			return false
		}
		named := false
		for _, name := range strings.Fields(el.class) {
			named = named || names.Entries[strings.ToLower(name)]
		}
		if !named {
			return false
		}
	}
	return true
}

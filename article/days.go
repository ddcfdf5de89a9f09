package article

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"assay"
)

// A dayFound is a day, or less of one, and where it stands.
type dayFound struct {
	day  assay.Date
	from string
}

// days finds when the article appeared and when it was changed. What says the day wins
// over what says the month alone, if the two agree.
func (v *survey) days(f *Facts, c *context, page []byte) {
	order := orderOf(f.Declared)
	var best dayFound
	hour := -1 // of the best, if it is a time in UTC: where the page was made it may be another day
	take := func(d assay.Date, from string) bool {
		if d.IsZero() {
			return false
		}
		if both, agree := best.day.Complete(d); agree && both != best.day {
			best = dayFound{both, from}
		}
		return best.day.Day > 0
	}
	read := func(s, from string) bool {
		if s == "" {
			return false
		}
		d, ok := ParseDate(s, f.Declared, order)
		if !ok && f.Doubt == "" {
			f.Doubt = fmt.Sprintf("date %q not understood; give it with --published", clip(s))
		}
		if ok && take(d, from) {
			hour = hourInUTC(s)
			return true
		}
		return false
	}
	meta := func(names []string) bool {
		for _, n := range names {
			if v.saved && strings.HasPrefix(n, "article:") && v.original != "" {
				continue // that of the archive
			}
			if read(v.metas[n], vocabulary(n)) {
				return true
			}
		}
		return false
	}
	address := URLDate(f.URL)
	seen := v.visible(f, c, order)
	found := read(v.ld.published, fromLD) || meta(metaNames.Date) || read(v.items["datepublished"], fromItem) || take(seen.item, fromItem) || read(v.ld.created, fromLD) ||
		read(v.items["datecreated"], fromItem) || take(address, fromURL) || seen.score >= sureDay && take(seen.day, seen.from) ||
		meta(metaNames.LaterDate) || take(seen.day, seen.from) || take(v.inTitle(f), fromTitle) || take(c.opening(f.Declared, order), fromText) || take(c.mp.inJSON(f.Declared), fromScript) || take(v.otherMeta(), fromMeta) || take(onlyStamp(page), fromScript)
	if hour >= 0 && best.day != address { // the day that the page prints is that of its readers
		switch {
		case beside(best.day, address, hour):
			best = dayFound{address, fromURL}
		case seen.score >= sureDay && beside(best.day, seen.day, hour):
			best = dayFound{seen.day, seen.from}
		}
	}
	if found || !best.day.IsZero() {
		f.Published, f.Found.Published, f.Doubt = best.day, best.from, ""
	}
	for _, s := range []said{{v.ld.modified, fromLD}, v.get(metaNames.Modified, nil), {v.items["datemodified"], fromItem}} {
		if d, ok := ParseDate(s.value, f.Declared, order); ok && d.Day > 0 && !v.saved {
			f.Modified, f.Found.Modified = d, s.from
			break
		}
	}
}

// hourInUTC returns the hour of a time that is written in UTC, -1 if it is none.
func hourInUTC(s string) int {
	t := strings.IndexAny(s, "T ")
	if t < 8 || len(s) < t+5 || !strings.HasSuffix(s, "Z") && !strings.HasSuffix(s, "+00:00") && !strings.HasSuffix(s, "+0000") || digitsIn(s[t+1:t+3]) < 2 {
		return -1
	}
	return int(number(s[t+1 : t+3]))
}

// beside reports whether somewhere it was day b at that hour of day a in UTC: the day
// before in the Americas, the next in Asia.
func beside(a, b assay.Date, hour int) bool {
	s, ok := a.Time()
	t, also := b.Time()
	d := t.Sub(s).Hours()
	return ok && also && (d == -24 && hour <= 8 || d == 24 && hour >= 10)
}

// inTitle returns the day that stands in a title: "08.11.2021 | River rises".
func (v *survey) inTitle(f *Facts) assay.Date {
	for _, s := range append([]string{v.title, v.metas["og:title"]}, v.headings...) {
		if d, _, _ := dateIn(s, f.Declared, UnknownOrder); d.Day > 0 {
			return d
		}
	}
	return assay.Date{}
}

// longestOpening is how far into its first paragraph a text may name the day:
// "Karlsruhe (12.11.2021). In many places …".
const longestOpening = 60

// opening returns the day with which the text begins.
func (c *context) opening(language string, order Order) assay.Date {
	if c.last < 0 {
		return assay.Date{}
	}
	n := 0
	for i := c.first; i <= c.last && n < 3; i++ {
		if !c.core[i] {
			continue
		}
		n++
		s := c.blocks[i].text.Bytes
		if d, at, _ := dateIn(string(s[:min(len(s), longestOpening+20)]), language, order); at < longestOpening/n/n && d.Day > 0 {
			return d // at the very start, if it is a later paragraph
		}
	}
	return assay.Date{}
}

var jsonDate = regexp.MustCompile(`(?i)"(?:date_?published|published_?(?:date|at|time|on)|publish_?date|publication_?date|pub_?date|first_?published(?:_?at)?)"\s*:\s*"([^"]{8,40})"`)

// inJSON returns the day that other scripts of JSON give.
func (mp *markedPage) inJSON(language string) assay.Date {
	for _, s := range mp.scripts {
		if m := jsonDate.FindSubmatch(s.text[:min(len(s.text), 1<<20)]); m != nil {
			if d, ok := ParseDate(string(m[1]), language, UnknownOrder); ok && d.Day > 0 {
				return d
			}
		}
	}
	return assay.Date{}
}

const fromScript = "script"

// otherMeta returns the day of a meta element that no list has, and whose name says what
// it is: "courier:uploaded_at".
func (v *survey) otherMeta() assay.Date {
	var day assay.Date
	for name, s := range v.metas {
		if len(s) < 8 || len(s) > 40 || !containsOne(name, metaNames.Like) || containsOne(name, metaNames.Changed) {
			continue
		}
		if d, ok := ParseDate(s, "", UnknownOrder); ok && d.Day > 0 && d.Year > 1990 && (day.IsZero() || d.Compare(day) < 0) {
			day = d // the earliest: maps have no order
		}
	}
	return day
}

var stamped = regexp.MustCompile(`\b(20[0-3]\d)[-/]([01]\d)[-/]([0-3]\d)[T ][0-2]\d:[0-5]\d`)

// onlyStamp returns the day of the times that stand anywhere in the page, if it is one.
func onlyStamp(page []byte) (day assay.Date) {
	for _, m := range stamped.FindAllSubmatch(page[:min(len(page), 1<<20)], 200) {
		d := valid(int(number(string(m[1]))), int(number(string(m[2]))), int(number(string(m[3]))))
		if d.Day == 0 || !day.IsZero() && d != day {
			return assay.Date{}
		}
		day = d
	}
	return day
}

const fromTime = "time"

// longestDay is the longest line that is looked at for the day on which a page appeared.
const longestDay = 160

// sureDay is the score of a day that a reader would not doubt.
const sureDay = 5

// A seenDay is the day that a reader would take for that of publication.
type seenDay struct {
	day   assay.Date
	from  string
	score int
	item  assay.Date // likewise, of what is marked as such in microdata
}

// visible returns the day that a reader of the page would take for that of publication:
// one beside the headline, rather than one below the text or beside another headline.
func (v *survey) visible(f *Facts, c *context, order Order) (seen seenDay) {
	head := -1 // the headline
	for i := range c.blocks {
		if b := &c.blocks[i]; b.tag == "h1" || f.Title != "" && len(f.Title) > 8 && string(b.text.Bytes) == f.Title {
			if head = i; i < c.first {
				break
			}
		}
	}
	nodes := map[*html.Node]*timed{}
	for i := range v.times {
		nodes[v.times[i].node] = &v.times[i]
	}
	seen.score = 0
	surest := -9
	var alone assay.Date // the only day on the page
	several := false
	consider := func(d assay.Date, at int, m marks, score int, how string) {
		if d.Day == 0 || d.Year < 1990 {
			return
		}
		switch {
		case at > c.last && c.last >= 0:
			score--
		case head >= 0 && at >= head && at <= c.first:
			score += 3
		case at <= c.first && (head < 0 || at > head-12):
			score += 2
		case at < c.first:
			score++
		}
		if m&(teaser|reply|paid) != 0 && !(at <= c.first && (head >= 0 && at >= head && at <= head+6 || at >= c.first-4)) {
			score -= 4
		} else if alone.IsZero() || alone == d {
			alone = d
		} else {
			several = true
		}
		if m&hidden != 0 {
			score--
		}
		if how == fromItem && score > surest {
			seen.item, surest = d, score
		}
		if score > seen.score {
			seen.day, seen.from, seen.score = d, how, score
		}
	}
	inner := make([]marks, len(c.elems))
	for e := range c.elems {
		el := &c.elems[e]
		if !c.half[e] {
			inner[e] = el.marks
		}
		if el.parent >= 0 && !c.half[e] {
			inner[e] |= inner[el.parent] &^ dated
		}
		tm := nodes[el.node]
		if tm == nil {
			continue
		}
		d, ok := ParseDate(tm.value, f.Declared, order)
		if !ok {
			continue
		}
		score := 2
		if tm.named {
			score += 2
		}
		if tm.moved {
			score -= 2
		}
		if el.tag == "time" {
			score++
		}
		how := fromTime
		if tm.item {
			how = fromItem
		}
		consider(d, el.first, inner[e], score, how)
	}
	for i := range c.blocks {
		b := &c.blocks[i]
		if len(b.text.Bytes) > longestDay || b.elem < 0 && len(c.elems) > 0 || !bytes.ContainsAny(b.text.Bytes, "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०১๐๑๒๓๔๕๖๗๘๙") {
			continue
		}
		for line := range strings.SplitSeq(string(b.text.Bytes), "\n") {
			d, at, end := dateIn(line, f.Declared, order)
			if d.Day > 0 {
				c.printed(i, line, d, at, end, inner, consider)
			}
		}
	}
	if seen.score == 0 && !several {
		seen.day, seen.from = alone, fromText
	}
	return seen
}

// printed weighs a day that a line of block i names, from at to end.
func (c *context) printed(i int, line string, d assay.Date, at, end int, inner []marks, consider func(assay.Date, int, marks, int, string)) {
	b, score := &c.blocks[i], 0
	m := marks(0)
	if b.elem >= 0 {
		m = inner[b.elem]
	}
	isDated := m&dated != 0
	for e, up := b.elem, 0; e >= 0 && up < 3; e, up = c.elems[e].parent, up+1 {
		isDated = isDated || c.elems[e].marks&dated != 0 && !c.half[e]
	}
	if isDated {
		score += 2
	}
	if end-at > len(line)*3/5 {
		score++ // little else stands there
	}
	for _, p := range pieces(line[:at]) {
		switch {
		case metaNames.Updated[p.word]:
			score--
		case metaNames.Visible[p.word]:
			score++
		}
	}
	if i > c.first && i < c.last && !isDated {
		score-- // of what the article tells
	}
	consider(d, i, m, score, fromText)
}

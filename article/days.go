package article

import (
	"bytes"
	"fmt"
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
func (v *survey) days(f *Facts, c *context) {
	order := orderOf(f.Declared)
	var best dayFound
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
		return ok && take(d, from)
	}
	meta := func(names []string) bool {
		for _, n := range names {
			if v.saved && strings.HasPrefix(n, "article:") && v.original != "" {
				continue // that of the archive
			}
			from := fromMeta
			if strings.HasPrefix(n, "og:") || strings.HasPrefix(n, "article:") {
				from = fromOG
			}
			if read(v.metas[n], from) {
				return true
			}
		}
		return false
	}
	found := read(v.ld.published, fromLD) || meta(metaNames.Date) || read(v.items["datepublished"], fromItem) || read(v.ld.created, fromLD) ||
		read(v.items["datecreated"], fromItem) || take(URLDate(f.URL), fromURL) || meta(metaNames.LaterDate)
	if !found {
		if d, from := v.visible(f, c, order); d.Day > 0 && take(d, from) {
			found = true
		}
	}
	if found || !best.day.IsZero() {
		f.Published, f.Found.Published, f.Doubt = best.day, best.from, ""
	}
	for _, s := range []said{{v.ld.modified, fromLD}, v.get(metaNames.Modified), {v.items["datemodified"], fromItem}} {
		if d, ok := ParseDate(s.value, f.Declared, order); ok && d.Day > 0 && !v.saved {
			f.Modified, f.Found.Modified = d, s.from
			break
		}
	}
}

const fromTime = "time"

// longestDay is the longest line that is looked at for the day on which a page appeared.
const longestDay = 160

// visible returns the day that a reader of the page would take for that of publication:
// one beside the headline, rather than one below the text or beside another headline.
func (v *survey) visible(f *Facts, c *context, order Order) (assay.Date, string) {
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
	var day assay.Date
	from, most := "", 1
	consider := func(d assay.Date, at int, m marks, score int, how string) {
		if d.Day == 0 || d.Year < 1990 {
			return
		}
		switch {
		case at > c.last:
			score--
		case head >= 0 && at >= head && at <= c.first:
			score += 3
		case at <= c.first && (head < 0 || at > head-12):
			score += 2
		case at < c.first:
			score++
		}
		if m&(teaser|reply|paid) != 0 {
			score -= 4
		}
		if m&hidden != 0 {
			score--
		}
		if score > most {
			day, from, most = d, how, score
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
		consider(d, el.first, inner[e], score, fromTime)
	}
	for i := range c.blocks {
		b := &c.blocks[i]
		if len(b.text.Bytes) > longestDay || b.elem < 0 && len(c.elems) > 0 || bytes.IndexAny(b.text.Bytes, "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०১๐๑๒๓๔๕๖๗๘๙") < 0 {
			continue
		}
		text := string(b.text.Bytes)
		d, at, end := dateIn(text, f.Declared, order)
		if d.Day == 0 {
			continue
		}
		score := 0
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
		if end-at > len(text)*3/5 {
			score++ // little else stands there
		}
		for _, p := range pieces(text[:at]) {
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
	return day, from
}

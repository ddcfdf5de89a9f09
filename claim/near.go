package claim

import (
	"cmp"
	"slices"
	"sort"

	"assay"
)

// index notes which drafts stand where, so that what looks at its neighbours need
// not look at all.
func (r *reader) index() {
	r.byRegion, r.bySentence = map[int][]int{}, map[int][]int{}
	for i := range r.drafts {
		r.note(i)
	}
}

// note adds draft i to what index has noted.
func (r *reader) note(i int) {
	d := &r.drafts[i]
	r.byRegion[d.region] = append(r.byRegion[d.region], i)
	r.bySentence[d.sentence] = append(r.bySentence[d.sentence], i)
}

// A piece is one content of a draft.
type piece struct{ draft, content int32 }

// cover is what stands over each token.
type cover struct {
	from   []int32 // token -> where its pieces begin, with the end behind the last
	pieces []piece // in order of the drafts
}

// cover returns the contents that stand over each token.
func (r *reader) cover() cover {
	c := cover{from: make([]int32, len(r.doc.Tokens)+2)}
	each := func(note func(k int, p piece)) {
		for i := range r.drafts {
			for j, sp := range r.drafts[i].content {
				lo, hi := r.doc.TokensIn(sp)
				for k := lo; k < hi; k++ {
					note(k, piece{int32(i), int32(j)})
				}
			}
		}
	}
	each(func(k int, _ piece) { c.from[k+2]++ })
	for k := 1; k < len(c.from); k++ {
		c.from[k] += c.from[k-1]
	}
	c.pieces = make([]piece, c.from[len(c.from)-1])
	each(func(k int, p piece) {
		c.pieces[c.from[k+1]] = p
		c.from[k+1]++
	})
	return c
}

// over returns the contents over token k.
func (c cover) over(k int) []piece { return c.pieces[c.from[k]:c.from[k+1]] }

// covered reports whether a content of a draft of region, but not of draft but, takes
// in sp, of which k is a token.
func (r *reader) covered(c cover, sp assay.Span, k, region, but int) bool {
	for _, p := range c.over(k) {
		d := &r.drafts[p.draft]
		if int(p.draft) != but && (d.region == region || d.turn) && d.content[p.content].Contains(sp) {
			return true
		}
	}
	return false
}

// within returns the content of d that takes in sp.
func (d *draft) within(sp assay.Span) (assay.Span, bool) {
	i := sort.Search(len(d.content), func(i int) bool { return d.content[i].Start > sp.Start }) - 1
	if i < 0 || !d.content[i].Contains(sp) {
		return assay.Span{}, false
	}
	return d.content[i], true
}

// A floor tells who has had the word when a report is read from its beginning.
type floor struct {
	r       *reader
	waiting []int                // drafts that end in a quotation, in order of their ends; none is reached yet
	spoken  []int                // those reached, the last of them last
	after   map[assay.Span][]int // last content -> drafts
	others  []int                // drafts in the reporter's words, in order of their cues
	begins  []int                // quotation -> the one that a run of paragraphs begins with, all but the last left open
}

// floor returns the floor at the beginning of the report.
func (r *reader) floor() *floor {
	f := &floor{r: r, after: map[assay.Span][]int{}, begins: make([]int, len(r.quotes))}
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.quoted || r.endsQuoted(d) {
			f.waiting = append(f.waiting, i)
		}
		if !d.quoted && !d.cueSpan.IsZero() && r.quoteAtSpan(d.cueSpan) == 0 {
			f.others = append(f.others, i)
		}
		last := d.content[len(d.content)-1]
		f.after[last] = append(f.after[last], i)
	}
	slices.SortFunc(f.waiting, f.later)
	slices.SortStableFunc(f.others, func(a, b int) int {
		return cmp.Compare(r.drafts[a].cueSpan.Start, r.drafts[b].cueSpan.Start)
	})
	for i := range r.quotes {
		f.begins[i] = i
		if i > 0 && r.quotes[i-1].continues && r.quotes[i].region-r.quotes[i-1].region <= 1 {
			f.begins[i] = f.begins[i-1]
		}
	}
	return f
}

// end returns where draft i ends, cue and all.
func (f *floor) end(i int) int32 {
	d := &f.r.drafts[i]
	return max(d.content[len(d.content)-1].End, d.cueSpan.End)
}

// later compares drafts by where they end; of those that end together the first is
// the latest.
func (f *floor) later(a, b int) int {
	return cmp.Or(cmp.Compare(f.end(a), f.end(b)), cmp.Compare(b, a))
}

// takes gives the i-th quotation to draft d.
func (f *floor) takes(d, i int) {
	q := &f.r.quotes[i]
	q.used = true
	f.after[q.span] = append(f.after[q.span], d)
}

// reach lets draft d have the word.
func (f *floor) reach(d int) {
	at := len(f.spoken)
	for at > 0 && f.later(f.spoken[at-1], d) > 0 {
		at--
	}
	f.spoken = slices.Insert(f.spoken, at, d)
}

// lastQuoted returns the draft whose quotation the i-th goes on with, or -1. The
// quotations are asked for in order.
func (f *floor) lastQuoted(i int) int {
	r, q := f.r, &f.r.quotes[i]
	for len(f.waiting) > 0 && f.end(f.waiting[0]) <= q.span.Start {
		f.reach(f.waiting[0])
		f.waiting = f.waiting[1:]
	}
	goesOn := func(j int) bool {
		d := &r.drafts[j]
		return (d.quoted || r.endsQuoted(d)) && f.end(j) <= q.span.Start
	}
	if i > 0 && r.quotes[i-1].continues && q.lo == r.firstToken(q.region) { // the speaker's claim may have begun some paragraphs before
		best := -1
		for _, j := range f.after[r.quotes[i-1].span] {
			if r.drafts[j].region >= r.quotes[f.begins[i-1]].region && goesOn(j) && (best < 0 || f.later(j, best) > 0) {
				best = j
			}
		}
		return best
	}
	for n := len(f.spoken); n > 0; n-- {
		d := &r.drafts[f.spoken[n-1]]
		if d.region != q.region || r.doc.RegionAt(d.content[len(d.content)-1].Start) != q.region || !goesOn(f.spoken[n-1]) {
			f.spoken = f.spoken[:n-1]
			continue
		}
		// somebody else may have come up between: then the words are his
		at := sort.Search(len(f.others), func(j int) bool { return r.drafts[f.others[j]].cueSpan.Start >= q.span.Start }) - 1
		if at >= 0 && r.doc.RegionAt(d.content[0].Start) == q.region {
			if o := &r.drafts[f.others[at]]; o.region == q.region && o.sentence > d.sentence && o.cueSpan.Start > d.cueSpan.Start {
				return -1
			}
		}
		return f.spoken[n-1]
	}
	return -1
}

// replies returns for each draft the last statement before it that stands for itself
// and has another source, or -1.
func (r *reader) replies() []int {
	text := func(i int) string { return r.drafts[i].who.span.In(r.doc.Text) }
	out := make([]int, len(r.drafts))
	last := -1
	for i := range r.drafts {
		out[i] = last
		if last >= 0 && text(last) == text(i) {
			out[i] = out[last]
		}
		if d := &r.drafts[i]; d.via < 0 && d.stance != assay.Declines {
			last = i
		}
	}
	return out
}

// bodies returns for each draft the organisation or document that spoke last before
// it, in its paragraph or the one before, or -1.
func (r *reader) bodies() []int {
	type body struct{ head, actor int }
	out := make([]int, len(r.drafts))
	order := make([]int, 0, len(r.drafts))
	for i := range r.drafts {
		out[i] = -1
		if r.drafts[i].cue >= 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.drafts[a].cue, r.drafts[b].cue) })
	last := map[int]body{} // region -> of those read, whose noun stands last
	for from, to := 0, 0; from < len(order); from = to {
		for to = from; to < len(order) && r.drafts[order[to]].cue == r.drafts[order[from]].cue; to++ {
			at := -1
			for g := r.drafts[order[to]].region - 1; g <= r.drafts[order[to]].region; g++ {
				if b, ok := last[g]; ok && b.head > at {
					out[order[to]], at = b.actor, b.head
				}
			}
		}
		for _, i := range order[from:to] {
			d := &r.drafts[i]
			a, ok := r.actorAt[d.who.head]
			if b, had := last[d.region]; !ok || had && b.head >= d.who.head {
				continue
			}
			if c := r.doc.Actors[a].Class; c == assay.Organization || c == assay.Document {
				last[d.region] = body{d.who.head, a}
			}
		}
	}
	return out
}

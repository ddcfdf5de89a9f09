package article

// own chooses the blocks of the article by sentences, links and the names that pages
// give their parts, without readability: body is the element that holds most of what
// reads as an article does, its own menus and teasers left out; -1 is the page.
func (o *outline) own(good []bool) (chosen []bool, body int) {
	mass := make([]int, len(o.blocks)+1)
	for i := range o.blocks {
		mass[i+1] = mass[i]
		if b := &o.blocks[i]; good[i] && b.words >= 12 && b.ends() && b.density() < .3 {
			mass[i+1] += b.words
			if b.tag == "p" {
				mass[i+1] += b.words
			}
		}
	}
	held := func(e int) int { return mass[o.elems[e].last] - mass[o.elems[e].first] }
	body, most := -1, mass[len(o.blocks)]
	for e := 0; e < len(o.elems); {
		el := &o.elems[e]
		switch n := held(e); {
		case el.first == el.last || n*20 < most*13:
			e = max(e+1, el.end) // not in this one
		default:
			body, most = e, max(n, most*9/10)
			e++
		}
	}
	from, to := 0, len(o.blocks)
	if body >= 0 {
		from, to = o.elems[body].first, o.elems[body].last
	}
	chosen = make([]bool, len(o.blocks))
	for i := from; i < to; i++ {
		chosen[i] = good[i]
	}
	return chosen, body
}

// good reports which blocks may be of an article by themselves: a few words, not in
// links, and nothing around them that says otherwise.
func (o *outline) good() []bool {
	bad := o.bad()
	good := make([]bool, len(o.blocks))
	for i := range o.blocks {
		b := &o.blocks[i]
		good[i] = !bad[i] && b.density() < .5 && b.words >= 8
	}
	return good
}

const unwanted = around | teaser | paid | reply | figure | writer | hidden | wall

// bad reports which blocks stand in what is no part of the article by its names. What
// holds many of the sentences of the page is, whatever it is called; what is called
// comments or teasers must have the headline in it too.
func (o *outline) bad() []bool {
	bad := make([]bool, len(o.blocks))
	mass := make([]int, len(o.blocks)+1)
	top := -1 // the headline
	for i := range o.blocks {
		mass[i+1] = mass[i]
		if top < 0 && o.blocks[i].tag == "h1" {
			top = i
		}
		if b := &o.blocks[i]; b.words >= 12 && b.density() < .3 {
			mass[i+1] += b.words
		}
	}
	within := make([]bool, len(o.elems))
	for e := range o.elems {
		el := &o.elems[e]
		within[e] = el.parent >= 0 && within[el.parent]
		held := mass[el.last] - mass[el.first]
		if el.marks&unwanted == 0 || held*3 > mass[len(o.blocks)] && (el.marks&(teaser|reply|paid) == 0 || top >= el.first && top < el.last || top < 0 && held*5 > mass[len(o.blocks)]*4) {
			continue
		}
		within[e] = true
	}
	for i := range o.blocks {
		if e := o.blocks[i].elem; e >= 0 {
			bad[i] = within[e]
		}
	}
	return bad
}

package export

import (
	"sort"
	"strings"

	"assay"
)

// estimates writes what all reports together say about each question.
func (d *digest) estimates() {
	if len(d.run.Estimates) == 0 {
		return
	}
	d.heading("Estimates", "low, best and high after copies are folded; – is unknown")
	order := d.ranked()
	k := d.upTo(len(order), maxEstimates)
	show := order[:k]
	head := []string{"low", "best", "high", "origins"}
	wide := [4]int{3, 4, 4, 7}
	for _, i := range show {
		for c, w := range d.estimateCells(i) {
			wide[c] = max(wide[c], termWidth(w))
		}
	}
	at := 0
	for _, i := range show {
		at = max(at, termWidth(d.estimateAt(i)))
	}
	rest := d.width - 2 - wide[0] - wide[1] - wide[2] - wide[3] - 8 - at - 4
	if rest < 40 {
		d.narrowEstimates(show)
		d.more(len(order) - k)
		return
	}
	cols := []col{{width: rest * 3 / 5}, {wide[0], true}, {wide[1], true}, {wide[2], true}, {wide[3], true}, {width: rest - rest*3/5}, {at, true}}
	cells := []cell{words("question", faint)}
	for _, h := range head {
		cells = append(cells, words(h, faint))
	}
	d.row(2, cols, append(cells, words("who", faint), words("", plain)))
	for _, i := range show {
		est := &d.run.Estimates[i]
		cells := []cell{words(limit(d.question(&est.Question), 2*cols[0].width-4), plain)}
		for _, w := range d.estimateCells(i) {
			cells = append(cells, words(w, bold))
		}
		who := words(limit(d.originList(est), 2*cols[5].width-4), plain)
		if est.Conflict {
			who = who.and("in conflict", alarm)
		}
		d.row(2, cols, append(cells, who, words(d.estimateAt(i), faint)))
	}
	d.more(len(order) - k)
}

func (d *digest) narrowEstimates(show []int) {
	for _, i := range show {
		est := &d.run.Estimates[i]
		iv := interval(est.Low, est.Best, est.High)
		if iv == "" {
			iv = "no number stands"
		}
		line := d.question(&est.Question) + ": " + iv + "; origins " + origins(est.Origins) + ": " + d.originList(est)
		if est.Conflict {
			line += "; in conflict"
		}
		d.para(line+" "+d.estimateAt(i), 2, 4, plain)
	}
}

func (d *digest) estimateCells(i int) [4]string {
	est := &d.run.Estimates[i]
	return [4]string{amount(est.Low), amount(est.Best), amount(est.High), origins(est.Origins)}
}

// ranked puts conflicts and questions of several origins first, then those on
// people, each in the order of the run.
func (s *screen) ranked() []int {
	order := make([]int, len(s.run.Estimates))
	for i := range order {
		order[i] = i
	}
	score := func(i int) int {
		est := &s.run.Estimates[i]
		n := 0
		if est.Conflict {
			n += 1000
		}
		if q := est.Question; moving[q.Action] || harming[q.Action] {
			n += 2
		}
		return n + 4*min(est.Origins.Max-1, 100)
	}
	sort.SliceStable(order, func(a, b int) bool { return score(order[a]) > score(order[b]) })
	return order
}

// originList names the origins of an estimate, each once, those that stand
// first.
func (s *screen) originList(est *assay.Estimate) string {
	var out []string
	seen := map[string]bool{}
	for _, stands := range []bool{true, false} {
		for i := range est.Series {
			e := &est.Series[i]
			name := s.origin(e)
			if (e.Status == "stands" || e.Status == "") != stands || seen[name] {
				continue
			}
			seen[name] = true
			switch e.Status {
			case "denied", "declined", "planned", "hypothetical":
				name += " (" + e.Status + ")"
			}
			out = append(out, name)
		}
	}
	return strings.Join(out, "; ")
}

// estimateAt names the place of the first figure that stands.
func (d *digest) estimateAt(i int) string {
	est := &d.run.Estimates[i]
	for _, stands := range []bool{true, false} {
		for k := range est.Series {
			e := &est.Series[k]
			if rep := d.byID[e.Evidence.Report]; rep != nil && (!stands || e.Status == "stands" || e.Status == "") {
				return rep.at(e.Evidence.Span)
			}
		}
	}
	return ""
}

// A speaker is a source with what it said in one story.
type speaker struct {
	name   string
	claims []said
}

type said struct {
	d *shown
	i int
}

func (x said) claim() *assay.Claim { return &x.d.Claims[x.i] }

// speakers groups the claims of all reports by source and story; what a copy
// repeats is left out.
func (s *screen) speakers() (list []*speaker, claims int) {
	for _, st := range s.stories {
		byName := map[string]*speaker{}
		for _, rep := range st.docs {
			for i := range rep.Claims {
				if _, repeated := rep.claims[i]; repeated || rep.repeats(rep.claimSpan(&rep.Claims[i]).Start) {
					continue
				}
				name := s.who(rep, &rep.Claims[i])
				key := s.speakerKey(rep, &rep.Claims[i], name)
				sp := byName[key]
				if sp == nil {
					sp = &speaker{name: name}
					byName[key] = sp
					list = append(list, sp)
				}
				sp.claims = append(sp.claims, said{rep, i})
				claims++
			}
		}
	}
	sort.SliceStable(list, func(i, k int) bool {
		a, b := list[i], list[k]
		if ra, rb := a.refuses(), b.refuses(); ra != rb {
			return ra
		}
		return len(a.claims) > len(b.claims)
	})
	return list, claims
}

// speakerKey keeps apart two private persons of one role in one story.
func (s *screen) speakerKey(rep *shown, cl *assay.Claim, name string) string {
	if src := cl.Source.In(rep.Sources); src != nil && src.Class == assay.Person && src.Name != "" {
		return "person " + src.Name
	}
	return strings.TrimPrefix(strings.ToLower(name), "the ")
}

func (sp *speaker) refuses() bool {
	for _, x := range sp.claims {
		if st := x.stance(); st == assay.Denies || st == assay.Declines {
			return true
		}
	}
	return false
}

// stance returns the stance of a claim that a reader must know of: of two, the
// one that is further from asserting.
func (x said) stance() assay.Stance {
	cl := x.claim()
	st := cl.Stance
	for _, c := range cl.Content {
		if c.Stance != nil {
			st = max(st, *c.Stance)
		}
	}
	return st
}

func stanceStyle(st assay.Stance) style {
	switch st {
	case assay.Hedges:
		return warning
	case assay.Denies, assay.Declines:
		return alarm
	}
	return plain
}

// sources writes who said what, those who deny or decline first.
func (d *digest) sources() {
	list, claims := d.speakers()
	if len(d.docs) == 0 {
		return
	}
	if claims == 0 {
		d.heading("No attributed claims found.", "")
		return
	}
	d.heading("Claims by source", plural(claims, "claim")+" by "+plural(len(list), "source"))
	k := d.upTo(len(list), maxSources)
	at := 0
	for _, sp := range list[:k] {
		for _, x := range sp.show(d.all) {
			at = max(at, termWidth(x.d.at(x.d.claimSpan(x.claim()))))
		}
	}
	name := min(max(d.width*3/10, 16), 40)
	text := d.width - 2 - name - 2 - 3 - 2 - 2 - at
	for _, sp := range list[:k] {
		for i, x := range sp.show(d.all) {
			cl := x.claim()
			span := d.tellingSpan(x)
			mark := ""
			if st := x.stance(); st != assay.Asserts {
				mark = st.String() + ": "
			}
			who, n := limit(sp.name, name), itoa(len(sp.claims))
			if i > 0 {
				who, n = "", ""
			}
			if text < 24 {
				d.para(sp.name+" ("+n+"): "+mark+limit(d.quote(x.d, span), 80)+" "+x.d.at(span), 2, 4, stanceStyle(x.stance()))
				continue
			}
			_ = cl
			d.row(2, []col{{width: name}, {3, true}, {width: text}, {at, true}},
				[]cell{words(who, plain), words(n, bold), words(limit(mark+d.quote(x.d, span), text), stanceStyle(x.stance())), words(x.d.at(span), faint)})
		}
	}
	d.more(len(list) - k)
}

// tellingSpan is the stretch of a claim to show: the one that denies or
// declines where there is one, else the first.
func (s *screen) tellingSpan(x said) assay.Span {
	if st := x.stance(); st == assay.Denies || st == assay.Declines {
		return refusal(x.d, x.claim())
	}
	return x.d.claimSpan(x.claim())
}

// show returns the claims of a source to show: all, or the first of each stance
// with the most marked one first.
func (sp *speaker) show(all bool) []said {
	if all {
		return sp.claims
	}
	best := sp.claims[0]
	for _, x := range sp.claims {
		if x.stance() > best.stance() {
			best = x
		}
	}
	return []said{best}
}

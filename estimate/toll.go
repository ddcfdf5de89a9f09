package estimate

import (
	_ "embed" // the weights
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"assay"
	"assay/lang/en"
	"assay/occurrence"
	"assay/origin"
)

// A toll is how many persons were killed, or injured, in an occurrence, as it was judged.
type toll struct {
	*scene
	harm, number int
	chance       float64 // how likely that is the number, of those that could be
	told         []*victims
}

// harms are the actions of which the toll is judged, with what counts as the same.
var harms = [...][]assay.Action{{"killed"}, {"injured", "hospitalized"}}

// mostVictims is up to how many somebody may have counted by adding up.
const mostVictims = 300

// A victim is a figure of persons as the judge of tolls sees it.
type victim struct {
	n     int
	kind  int // of the action: asked for, the other harm, affected, any other
	in    bool
	asked bool
	m     *mention
}

// The kinds of a victim.
const (
	theirs = iota
	opposite
	affected
	others
	kindsOfVictims
)

// A scene is an occurrence with the reports of which it is the news, as the judge sees it.
type scene struct {
	event   string
	reports [][]int // per report its mentions
	in      map[int]bool
}

// scenes returns the occurrences of which some report tells most.
func scenes(all []mention, occurrences []assay.Occurrence) (list []*scene) {
	at := make(map[origin.Figure]int, len(all))
	of := map[assay.ReportID][]int{}
	var reports []assay.ReportID
	for i := range all {
		id := all[i].report
		at[all[i].source()] = i
		if of[id] == nil {
			reports = append(reports, id)
		}
		of[id] = append(of[id], i)
	}
	in := make([]map[int]bool, len(occurrences))
	main, most := map[assay.ReportID]int{}, map[assay.ReportID]int{}
	for k := range occurrences {
		o := &occurrences[k]
		for _, t := range o.Tellings {
			n := 0
			for _, ref := range t.Figures {
				fig, _ := ref.Index()
				i, ok := at[origin.Figure{Report: t.Report, Index: fig}]
				if !ok {
					continue
				}
				if in[k] == nil {
					in[k] = map[int]bool{}
				}
				in[k][i] = true
				if kindOfVictim(&all[i], 0) < others && all[i].figure.Unit == person {
					n += 2
					if all[i].retold || all[i].early() {
						n++
					}
				}
			}
			if o.Background {
				n = (n + 3) / 4
			}
			if n > most[t.Report] {
				main[t.Report], most[t.Report] = k, n
			}
		}
	}
	byEvent := map[int]*scene{}
	for _, id := range reports {
		k, ok := main[id]
		if !ok {
			continue
		}
		s := byEvent[k]
		if s == nil {
			s = &scene{event: occurrences[k].ID, in: in[k]}
			byEvent[k] = s
			list = append(list, s)
		}
		s.reports = append(s.reports, of[id])
	}
	return list
}

// early reports whether a figure stands in the first sentences.
func (m *reading) early() bool { return m.sentence >= 0 && m.sentence <= 2 }

func kindOfVictim(m *mention, harm int) int {
	switch act := m.figure.Action; {
	case slices.Contains(harms[harm], act):
		return theirs
	case slices.Contains(harms[1-harm], act):
		return opposite
	case act == "affected":
		return affected
	}
	return others
}

// victims returns the figures of a report as the judge of a harm sees them.
func (s *scene) victims(all []mention, asked map[int]bool, report []int, harm int) (list []victim) {
	for _, i := range report {
		m := &all[i]
		if m.figure.Unit != person || m.figure.Per != "" || m.status != "" {
			continue
		}
		x, ok := m.q.Best.Number()
		if !ok && m.q.Bound != assay.Vague {
			if x, ok = m.q.Low.Number(); !ok {
				x, ok = m.q.High.Number()
			}
		}
		if !ok || x < 1 || x > mostVictims || x != float64(int(x)) {
			continue
		}
		v := victim{n: int(x), kind: kindOfVictim(m, harm), in: s.in[i], asked: asked[i], m: m}
		list = append(list, v)
	}
	return list
}

// one reports whether a victim is somebody told of in the singular.
func (v *victim) one() bool { return v.m.q.Singular }

// part reports whether a victim is one of others who suffered the same.
func (v *victim) part() bool { return v.m.share }

// A headline is what the judge sees of the title of a report.
type headline struct {
	numbers []titled
	myself  bool // it tells of one's own hand
}

// A titled is a number of a title.
type titled struct {
	n      int
	action string // that the words beside give it, "" if none
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func readHeadline(title string) (h headline) {
	units := en.Numbers().Units
	list := wordsOf(title)
	at := make([]int, len(list))
	for i, w := range list {
		n, err := strconv.Atoi(w)
		if x, ok := units[w]; err != nil && ok {
			n = int(x)
		}
		if n >= 1 && n <= mostVictims {
			at[i] = n
		}
		h.myself = h.myself || en.OwnHand()[w]
	}
	for i, n := range at {
		if n == 0 {
			continue
		}
		act := ""
		for k := i + 1; k < min(len(list), i+5) && at[k] == 0 && act == ""; k++ {
			act = en.HeadlineAction(list[k])
		}
		for k := i - 1; k >= max(0, i-3) && at[k] == 0 && act == ""; k-- {
			act = en.HeadlineAction(list[k])
		}
		h.numbers = append(h.numbers, titled{n, act})
	}
	return h
}

// A victims is what a report tells, added up in the ways in which a toll may be meant.
type victims struct {
	list                    []victim
	title                   []int // its numbers
	own, myself             bool  // somebody did it to himself too
	theirs, opposite, plain []int // the numbers of the title that are said of the harm, and of the other
	single, inside, free    int   // how many are told of in the singular: all, in the occurrence, who are no part of another number
	freeInside, ones, asked int
	most, mostIn, mostLead  int // the largest numbers
	first                   int
	killed, killedOnes      int // of the other harm: the largest number, and those told of in the singular
	killedIn                int
}

func newVictims(list []victim, title headline, harm int) *victims {
	t := &victims{list: list, own: title.myself, myself: title.myself}
	for _, x := range title.numbers {
		t.title = append(t.title, x.n)
		switch act := assay.Action(x.action); act {
		case harms[harm][0]:
			t.theirs = append(t.theirs, x.n)
		case harms[1-harm][0]:
			t.opposite = append(t.opposite, x.n)
		default:
			t.plain = append(t.plain, x.n)
		}
	}
	for i := range list {
		v := &list[i]
		t.own = t.own || v.kind == theirs && v.m.own
		switch {
		case v.kind == theirs && v.one():
			t.single++
			t.inside += b2i(v.in)
			t.free += b2i(!v.part())
			t.freeInside += b2i(!v.part() && v.in)
			t.ones += b2i(v.in)
			t.asked += b2i(v.asked)
		case v.kind == theirs:
			if v.n == 1 && v.in {
				t.ones++
			}
			t.most = max(t.most, v.n)
			if v.in {
				t.mostIn = max(t.mostIn, v.n)
			}
			if v.m.early() || v.m.retold {
				t.mostLead = max(t.mostLead, v.n)
			}
			if t.first == 0 {
				t.first = v.n
			}
		case v.kind == opposite && v.one():
			t.killedOnes++
		case v.kind == opposite:
			t.killed = max(t.killed, v.n)
			if v.in {
				t.killedIn = max(t.killedIn, v.n)
			}
		}
	}
	return t
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// candidates adds the numbers that a report's toll may be to set.
func (t *victims) candidates(set map[int]bool) {
	add := func(n int) {
		if n >= 1 && n <= mostVictims {
			set[n] = true
		}
	}
	for _, n := range [...]int{t.single, t.inside, t.free, t.freeInside, t.ones} {
		add(n)
	}
	others := []int{t.killed, t.killedOnes, t.killedIn, t.killed + t.killedOnes, 1}
	for i := range t.list {
		v := &t.list[i]
		if v.one() {
			continue
		}
		add(v.n)
		if v.kind == theirs {
			for _, s := range [...]int{1, t.single, t.free, t.freeInside} {
				add(v.n + s)
			}
			for k := range t.list[:i] {
				if w := &t.list[k]; w.kind == theirs && !w.one() {
					add(v.n + w.n)
				}
			}
		}
		if v.kind != opposite {
			for _, k := range others {
				add(v.n - k)
			}
		}
	}
	for _, n := range t.title {
		add(n)
		if t.own {
			add(n + 1)
		}
	}
}

// sees appends what a report has that speaks for or against the toll's being n.
func (t *victims) sees(n int, x []float32) []float32 {
	yes := func(list ...bool) {
		for _, b := range list {
			x = append(x, float32(b2i(b)))
		}
	}
	var count [kindsOfVictims]int
	var head, lead, in [kindsOfVictims]bool
	var named, sure, sofar, fresh, part, partOther, claimed, bound, did, aside, asked, close, two bool
	var totalOver, sumLead, sumAny, sumPair, sumPairIn bool
	bySentence := map[int][2]int{}
	d := struct{ lead, same, affected, other, num, ones, title bool }{}
	with := false
	k := t.killed
	if k == 0 {
		k = t.killedOnes
	}
	for i := range t.list {
		v := &t.list[i]
		leading := v.m.early()
		if v.kind == theirs && !v.part() && v.m.sentence >= 0 {
			s := bySentence[v.m.sentence]
			bySentence[v.m.sentence] = [2]int{s[0] + v.n, s[1] + 1}
		}
		if v.one() {
			continue
		}
		if v.n == n {
			count[v.kind]++
			head[v.kind] = head[v.kind] || v.m.retold
			lead[v.kind] = lead[v.kind] || leading
			in[v.kind] = in[v.kind] || v.in
			if v.kind == theirs {
				f := &v.m.figure
				named = named || anybody(v.m.heads)
				sure = sure || v.m.sure
				sofar = sofar || f.Total == "cumulative"
				fresh = fresh || f.Total == "new"
				part = part || v.part()
				partOther = partOther || v.m.whole >= 0 && !v.part()
				claimed = claimed || v.m.claimed
				bound = bound || v.m.q.Bound != assay.Exact
				did = did || v.m.did
				aside = aside || v.m.aside
				asked = asked || v.asked
				close = close || !v.m.weak
				two = two || count[theirs] > 1
			}
		}
		if v.kind == theirs {
			totalOver = totalOver || k > 0 && n == v.n+k
			for j := range t.list[:i] {
				w := &t.list[j]
				if w.kind == theirs && !w.one() && v.n+w.n == n {
					sumPair = true
					sumPairIn = sumPairIn || v.in && w.in && !v.part() && !w.part()
				}
			}
		}
		if v.kind != opposite {
			for _, k := range [...]int{t.killed, t.killedOnes, t.killed + t.killedOnes} {
				if k > 0 && v.n-k == n {
					d.lead = d.lead || leading || v.m.retold
					d.same = d.same || v.kind == theirs
					d.affected = d.affected || v.kind == affected
					d.other = d.other || v.kind == others
					d.num = d.num || k == t.killed
					d.ones = d.ones || k == t.killedOnes
				}
			}
		}
		with = with || k > 0 && v.kind != opposite && v.n == n+k
	}
	for s, sum := range bySentence {
		if sum[1] > 1 && sum[0] == n {
			sumAny = true
			sumLead = sumLead || s <= 2
		}
	}
	for kind := range count {
		yes(count[kind] > 0, head[kind], lead[kind], in[kind], count[kind] > 1)
	}
	yes(named, sure, sofar, fresh, part, partOther, claimed, bound, did, aside, asked, close)
	yes(n == t.most, n == t.mostIn, n == t.mostLead, n == t.first, t.most > n, t.mostIn > n, t.mostLead > n, t.most == 0, t.mostIn == 0)
	many := t.most > 1
	for _, s := range [...]int{t.single, t.inside, t.free, t.freeInside, t.ones, t.asked} {
		yes(s == n && !many, s == n && many)
	}
	yes(t.single > n, t.single > 0)
	plus := func(a, b int) bool { return a > 0 && b > 0 && a+b == n }
	yes(plus(t.most, 1), plus(t.most, t.single), plus(t.most, t.free), plus(t.mostIn, t.freeInside), plus(t.mostLead, 1), plus(t.mostLead, t.free), plus(t.mostIn, 1) && t.free > 0)
	yes(sumPair, sumPairIn, sumAny, sumLead, totalOver)
	yes(d.lead, d.same, d.affected, d.other, d.num, d.ones, count[theirs] > 0 && with, with)
	inTitle := slices.Index(t.title, n)
	yes(inTitle >= 0, inTitle == 0, inTitle >= 0 && inTitle == len(t.title)-1, inTitle < 0 && len(t.title) > 0, len(t.title) > 1 && inTitle >= 0)
	yes(k > 0 && slices.Contains(t.title, n+k), t.killed == n, k == 0)
	says := func(list []int, n int) bool { return slices.Contains(list, n) }
	yes(says(t.theirs, n), len(t.theirs) > 0 && !says(t.theirs, n), says(t.opposite, n), says(t.plain, n), k > 0 && says(t.plain, n+k))
	sum := 0
	for _, o := range t.opposite {
		sum += o
	}
	yes(sum > 0 && says(t.plain, n+sum), says(t.theirs, n) && count[theirs] > 0, says(t.theirs, n-1) && t.own, says(t.theirs, n) && t.own, t.myself)
	yes(t.own && n == t.most+1, t.own && n == t.most, t.own && n == t.free, t.own && n == t.free+1 && t.most <= 1, t.own && n == t.most+t.free, t.own && n == 2 && t.most <= 1)
	return x
}

// A TollLesson is what the judge of tolls sees of one occurrence, for those who train it.
type TollLesson struct {
	Event   string
	Action  assay.Action
	Reports []assay.ReportID
	Numbers []int
	At      [][]float32
}

// judgeSees returns the numbers that may be the toll of a scene, and what it sees of each.
func (s *scene) sees(all []mention, titles map[assay.ReportID]headline, asked map[int]bool, harm int) (numbers []int, at [][]float32, reports []*victims) {
	set := map[int]bool{}
	some := false
	for _, r := range s.reports {
		list := s.victims(all, asked, r, harm)
		for i := range list {
			some = some || list[i].kind == theirs || list[i].kind == affected
		}
		t := newVictims(list, titles[all[r[0]].report], harm)
		t.candidates(set)
		reports = append(reports, t)
	}
	if !some {
		return nil, nil, nil
	}
	for n := range set {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		var mean, any []float32
		for _, t := range reports {
			x := t.sees(n, nil)
			if mean == nil {
				mean, any = make([]float32, len(x)), make([]float32, len(x))
			}
			for i, v := range x {
				mean[i] += v
				any[i] = max(any[i], v)
			}
		}
		for i := range mean {
			mean[i] /= float32(len(reports))
		}
		x := append(mean, any...)
		for _, limit := range [...]int{1, 2, 3, 4, 5, 8, 15, mostVictims} {
			x = append(x, float32(b2i(n <= limit)))
		}
		x = append(x, float32(b2i(len(reports) > 1)), float32(b2i(len(reports) > 2)), float32(b2i(len(reports) > 4)))
		at = append(at, x)
	}
	return numbers, at, reports
}

// TollLessons returns the lessons of a pile.
func TollLessons(docs []*assay.Doc, stories []assay.Story, occurrences []assay.Occurrence, opt Options) (out []TollLesson) {
	reports, stories := inOrder(opt.known(ReadAll(docs)), stories)
	all, titles := mentions(reports, stories, opt.Origins), titlesOf(reports)
	asked := askedOf(group(all, occurrences))
	for _, s := range scenes(all, occurrences) {
		for harm := range harms {
			l := TollLesson{Event: s.event, Action: harms[harm][0]}
			if l.Numbers, l.At, _ = s.sees(all, titles, asked, harm); l.Numbers == nil {
				continue
			}
			for _, r := range s.reports {
				l.Reports = append(l.Reports, all[r[0]].report)
			}
			out = append(out, l)
		}
	}
	return out
}

func titlesOf(reports []*Report) map[assay.ReportID]headline {
	titles := make(map[assay.ReportID]headline, len(reports))
	for _, r := range reports {
		titles[r.ID] = r.title
	}
	return titles
}

// askedOf returns the mentions that answer a question.
func askedOf(groups []figureGroup) map[int]bool {
	asked := map[int]bool{}
	for _, g := range groups {
		for _, i := range g.members {
			asked[i] = true
		}
	}
	return asked
}

// sureToll is how likely a number is at least if it is taken for the toll.
var sureToll = 0.5

// tolls judges how many were killed and injured in each occurrence that is some report's
// news.
func tolls(all []mention, titles map[assay.ReportID]headline, groups []figureGroup, occurrences []assay.Occurrence) (list []toll) {
	w := judges()
	if w == nil {
		return nil
	}
	asked := askedOf(groups)
	for _, s := range scenes(all, occurrences) {
		for harm := range harms {
			numbers, at, told := s.sees(all, titles, asked, harm)
			if len(numbers) == 0 {
				continue
			}
			scores, sum := make([]float64, len(numbers)), 0.0
			best := 0
			for i, x := range at {
				var out [1]int32
				w[harm].Score(x, out[:])
				scores[i] = math.Exp(float64(out[0]) / 1000)
				sum += scores[i]
				if scores[i] > scores[best] {
					best = i
				}
			}
			if p := scores[best] / sum; p >= sureToll {
				list = append(list, toll{s, harm, numbers[best], p, told})
			}
		}
	}
	return list
}

// addsUp returns the figures of a report by which it gives a number: one that does, or
// several, those told of in the singular and the smaller numbers, that add up to it; with
// less those that the first is too many by.
func (t *victims) addsUp(n int) (parts []*victim, less bool) {
	pick := func(ok func(v *victim) bool) (list []*victim) {
		for i := range t.list {
			if v := &t.list[i]; ok(v) {
				list = append(list, v)
			}
		}
		return list
	}
	number := func(v *victim) bool { return v.n == n && !v.one() }
	for _, ok := range [...]func(v *victim) bool{
		func(v *victim) bool { return number(v) && v.kind == theirs && v.in },
		func(v *victim) bool { return number(v) && v.kind == theirs },
		func(v *victim) bool { return number(v) && v.kind == affected },
	} {
		if list := pick(ok); len(list) > 0 {
			return list[:1], false
		}
	}
	for _, ok := range [...]func(v *victim) bool{
		func(v *victim) bool { return v.kind == theirs && v.one() && !v.part() && v.in },
		func(v *victim) bool { return v.kind == theirs && v.one() && !v.part() },
		func(v *victim) bool { return v.kind == theirs && v.one() },
		func(v *victim) bool { return v.kind == theirs && v.n == 1 && v.in },
	} {
		list := pick(ok)
		if len(list) == n {
			return list, false
		}
		if len(list) == 0 {
			continue
		}
		if big := pick(func(v *victim) bool { return v.kind == theirs && !v.one() && v.n+len(list) == n }); len(big) > 0 {
			return append(big[:1:1], list...), false
		}
		if big := pick(func(v *victim) bool { return v.kind == theirs && !v.one() && v.n+1 == n }); len(big) > 0 {
			return append(big[:1:1], list[0]), false
		}
	}
	for i := range t.list {
		for k := range t.list[:i] {
			v, w := &t.list[k], &t.list[i]
			if v.kind == theirs && w.kind == theirs && !v.one() && !w.one() && v.n+w.n == n {
				return []*victim{v, w}, false
			}
		}
	}
	gone := pick(func(v *victim) bool { return v.kind == opposite && v.one() })
	for _, big := range pick(func(v *victim) bool { return v.kind != opposite && !v.one() && v.n > n }) {
		for _, k := range pick(func(v *victim) bool { return v.kind == opposite && !v.one() && v.n == big.n-n }) {
			return []*victim{big, k}, true
		}
		if len(gone) > 0 && len(gone) == big.n-n {
			return append([]*victim{big}, gone...), true
		}
	}
	if list := pick(number); len(list) > 0 {
		return list[:1], false
	}
	return nil, false
}

// number returns the number that an estimate gives, -1 if none.
func numberOf(est *assay.Estimate) int {
	x, ok := est.Best.Number()
	if !ok {
		x, ok = est.Low.Number()
	}
	if !ok || x != float64(int(x)) {
		return -1
	}
	return int(x)
}

// A settled is what tolls make of the groups of a pile.
type settled struct {
	all    []mention     // with those that were made
	groups []figureGroup // likewise
	under  map[int]int   // per group the one of whose toll it counts a part; -1 for one that gives a toll
	both   map[int]bool  // groups that count the dead with the injured
}

// settle looks for the question that gives each toll, and makes one of what the figures of
// the reports add up to where none does.
func settleTolls(all []mention, groups []figureGroup, list []toll, number func(g figureGroup) int) *settled {
	s := &settled{all, groups, map[int]int{}, map[int]bool{}}
	about, of := map[string][]int{}, map[*reading]int{}
	for g := range groups {
		about[groups[g].event] = append(about[groups[g].event], g)
		for _, i := range groups[g].members {
			of[all[i].reading] = g
		}
	}
	for _, t := range list {
		counts := func(g int) bool {
			f := &all[groups[g].members[0]].figure
			return f.Unit == person && f.Per == "" && slices.Contains(harms[t.harm], f.Action)
		}
		var theirs []int
		whole, numbers := -1, map[int]int{}
		for _, g := range about[t.event] {
			if !counts(g) {
				continue
			}
			numbers[g] = number(groups[g])
			theirs = append(theirs, g)
			if numbers[g] == t.number && (whole < 0 || len(groups[g].members) > len(groups[whole].members)) {
				whole = g
			}
		}
		made := figureGroup{event: t.event}
		for k := 0; k < len(t.told) && whole < 0; k++ {
			parts, less := t.told[k].addsUp(t.number)
			if parts == nil {
				continue
			}
			if g, asked := of[parts[0].m.reading]; asked && len(parts) == 1 {
				if counts(g) && number(groups[g]) == t.number {
					whole = g // of another occurrence: one that was not recognised
				}
				continue
			}
			made.members = append(made.members, len(s.all))
			s.all = append(s.all, added(parts, less, t))
		}
		if whole < 0 && len(made.members) > 0 {
			whole = len(s.groups)
			s.groups = append(s.groups, made)
		}
		if whole < 0 {
			continue
		}
		s.under[whole] = -1
		for _, g := range theirs {
			switch n := numbers[g]; {
			case g == whole:
			case n < t.number:
				s.under[g] = whole
			case t.harm == 1 && t.wounded(n):
				s.both[g] = true
			}
		}
	}
	return s
}

// added returns the first of some figures of a report as if it had the number that they add
// up to.
func added(parts []*victim, less bool, t toll) mention {
	m := *parts[0].m
	r := *m.reading
	n := assay.Known(float64(t.number))
	r.quantity.Bound, r.quantity.Low, r.quantity.Best, r.quantity.High, r.quantity.Singular = assay.Exact, n, n, n, false
	r.figure.Action = harms[t.harm][0]
	r.single, r.whole, r.share = false, -1, false
	m.reading, m.q, m.made = &r, &r.quantity, true
	m.counted, m.heads = "", []string{en.People}
	if len(parts) > 1 {
		m.less = less
		for _, v := range parts {
			m.parts = append(m.parts, assay.RefTo[assay.Figure](v.m.fig))
		}
	}
	return m
}

// wounded reports whether a number is that of the dead and the injured together.
func (t *toll) wounded(n int) bool {
	for _, r := range t.told {
		if k := n - t.number; k > 0 && (r.killed == k || r.killedOnes == k || r.killed+r.killedOnes == k) {
			return true
		}
	}
	return false
}

//go:embed toll.json
var tollFile []byte

// judges are the networks that judge tolls, one for each harm.
var judges = sync.OnceValue(func() []*occurrence.Network {
	var w struct{ Killed, Injured *occurrence.Network }
	if json.Unmarshal(tollFile, &w) != nil || w.Killed == nil || w.Injured == nil {
		return nil
	}
	w.Killed.Ready()
	w.Injured.Ready()
	return []*occurrence.Network{w.Killed, w.Injured}
})

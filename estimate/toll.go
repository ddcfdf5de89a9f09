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
	told         []*victims
}

// harms are the actions of which the toll is judged, with what counts as the same.
var harms = [...][]assay.Action{{assay.Actions[0]}, {assay.Actions[1], "hospitalized"}}

// hit is what was done to the dead and the injured together.
const hit assay.Action = "affected"

// mostVictims is up to how many somebody may have counted by adding up.
const mostVictims = 300

// mostJudged is how many reports, the last, the judge looks at, and how many figures of each.
const mostJudged = 64

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

// scenes returns the occurrences of which some report tells most, and of which each does.
func scenes(all []mention, occurrences []assay.Occurrence) (list []*scene, news map[assay.ReportID]string) {
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
	byEvent, news := map[int]*scene{}, make(map[assay.ReportID]string, len(reports))
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
		news[id] = s.event
	}
	return list, news
}

// early reports whether a figure stands in the first sentences.
func (m *reading) early() bool { return m.sentence >= 0 && m.sentence <= 2 }

func kindOfVictim(m *mention, harm int) int {
	switch act := m.figure.Action; {
	case slices.Contains(harms[harm], act):
		return theirs
	case slices.Contains(harms[1-harm], act):
		return opposite
	case act == hit:
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
		n := m.victims()
		if n == 0 || len(list) == mostJudged {
			continue
		}
		v := victim{n: n, kind: kindOfVictim(m, harm), in: s.in[i], asked: asked[i], m: m}
		list = append(list, v)
	}
	return list
}

// crowd reports whether more were harmed in the occurrence than anybody adds up.
func (s *scene) crowd(all []mention, harm int) bool {
	for _, r := range s.reports {
		for _, i := range r {
			if m := &all[i]; s.in[i] && m.figure.Unit == person && kindOfVictim(m, harm) == theirs {
				if lo, _, ok := occurrence.Points(m.q); ok && lo > mostVictims {
					return true
				}
			}
		}
	}
	return false
}

// victims returns how many somebody counts, 0 if that is not to be known.
func (m *reading) victims() int {
	q := &m.quantity
	x, ok := q.Best.Number()
	if !ok && q.Bound != assay.Vague {
		if x, ok = q.Low.Number(); !ok {
			x, ok = q.High.Number()
		}
	}
	if !ok || x < 1 || x > mostVictims || x != float64(int(x)) {
		return 0
	}
	return int(x)
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
	var named, sure, sofar, newer, part, partOther, claimed, bound, did, aside, asked, close, two bool
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
				newer = newer || f.Total == fresh
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
	yes(named, sure, sofar, newer, part, partOther, claimed, bound, did, aside, asked, close)
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

// gathered returns what is seen of n in several reports, of each behind the other: in how many of them, and whether in
// any; how large n is, and how many reports there are.
func gathered(each []float32, reports, n int) []float32 {
	own := len(each) / reports
	x := make([]float32, 2*own, 2*own+11)
	mean, any := x[:own], x[own:]
	for i, v := range each {
		mean[i%own] += v
		any[i%own] = max(any[i%own], v)
	}
	for i := range mean {
		mean[i] /= float32(reports)
	}
	for _, limit := range [...]int{1, 2, 3, 4, 5, 8, 15, mostVictims} {
		x = append(x, float32(b2i(n <= limit)))
	}
	for _, limit := range [...]int{1, 2, 4} {
		x = append(x, float32(b2i(reports > limit)))
	}
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

// sees returns the numbers that may be the toll of a scene, and what the judge sees of each.
func (s *scene) sees(all []mention, titles map[assay.ReportID]headline, asked map[int]bool, harm int) (numbers []int, at [][]float32, reports []*victims) {
	if s.crowd(all, harm) {
		return nil, nil, nil
	}
	set := map[int]bool{}
	some := false
	for _, r := range s.reports[max(0, len(s.reports)-mostJudged):] {
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
	var each []float32
	for _, n := range numbers {
		each = each[:0]
		for _, t := range reports {
			each = t.sees(n, each)
		}
		at = append(at, gathered(each, len(reports), n))
	}
	return numbers, at, reports
}

// TollLessons returns the lessons of a pile.
func TollLessons(docs []*assay.Doc, stories []assay.Story, occurrences []assay.Occurrence, opt Options) (out []TollLesson) {
	mk := newMaking(opt.known(ReadAll(docs)), stories, occurrences, opt)
	mk.mention()
	all, titles := mk.all, titlesOf(mk.reports)
	asked := askedOf(group(all, occurrences))
	list, _ := scenes(all, occurrences)
	for _, s := range list {
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

// lead is by how much the score of the toll lies above the next, in thousandths.
const lead = 300

// judgeTolls judges how many were killed and injured in each occurrence that is some report's
// news.
func (mk *making) judgeTolls() {
	w := judges()
	if w == nil {
		return
	}
	asked, titles := askedOf(mk.groups), titlesOf(mk.reports)
	var list []*scene
	list, mk.news = scenes(mk.all, mk.occurrences)
	list = slices.DeleteFunc(list, func(s *scene) bool { return mk.beside.stub(s.event) != nil })
	found := make([][]toll, len(list))
	each(len(list), func(i int) {
		for harm := range harms {
			if t, ok := list[i].judge(w[harm], mk.all, titles, asked, harm); ok {
				found[i] = append(found[i], t)
			}
		}
	})
	mk.tolls = slices.Concat(found...)
}

// judge returns the toll of a harm in a scene; ok is false where too little speaks for any.
func (s *scene) judge(w *occurrence.Network, all []mention, titles map[assay.ReportID]headline, asked map[int]bool, harm int) (t toll, ok bool) {
	numbers, at, told := s.sees(all, titles, asked, harm)
	if len(numbers) == 0 {
		return t, false
	}
	most, next, best := int32(math.MinInt32), int32(math.MinInt32), 0
	for i, x := range at {
		var out [1]int32
		switch w.Score(x, out[:]); {
		case out[0] > most:
			most, next, best = out[0], most, i
		case out[0] > next:
			next = out[0]
		}
	}
	return toll{s, harm, numbers[best], told}, len(numbers) == 1 || most-next >= lead
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

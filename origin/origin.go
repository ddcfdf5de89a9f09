package origin

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/place/gazetteer"
)

// Options set how origins are found. The zero Options are the recommended ones.
type Options struct {
	Families *Families // whose outlets speak with one voice; ours if nil
}

// A Figure is one of the figures of a report.
type Figure struct {
	Report assay.ReportID
	Index  int
}

// A Pile is what is known of the figures of many reports.
type Pile struct {
	voices map[Figure]*Voice
	copies map[Figure]Figure // of a figure that was copied, the original
	also   map[Figure]*Voice // of one that two say together, the second
	roots  map[Figure]Figure // of one that an outlet of the pile is cited for, the outlet's
	// circles are the figures for which outlets cite one another and nobody else, each with
	// the one that it is cited for
	circles map[Figure]Figure
	asked   map[assay.ReportID][]Key // what was asked of the pile for each report, if that is noted
}

// Of returns the voice behind a figure: of what was copied, or taken from another
// outlet, that of the original.
func (p *Pile) Of(f Figure) *Voice {
	f = p.Copied(f)
	if r, ok := p.roots[f]; ok {
		f = r
	}
	if v := p.voices[f]; v != nil {
		return v
	}
	return &Voice{Name: Itself, Key: "own " + f.Report.String(), Own: true}
}

// Also returns who gives a figure together with the voice behind it: "the monitor and
// local officials said". It is nil if nobody does.
func (p *Pile) Also(f Figure) *Voice { return p.also[p.Copied(f)] }

// Copied returns the figure that f was copied from, with the passage around it, f
// itself if it was not.
func (p *Pile) Copied(f Figure) Figure {
	if r, ok := p.copies[f]; ok {
		return r
	}
	return f
}

// A report is a Report in its pile.
type report struct {
	*Report
	story  string // its id
	outlet outlet
}

// Find is [Among] for docs, which are in the view of their texts.
func Find(docs []*assay.Doc, stories []assay.Story, opt Options) *Pile {
	return Among(HearAll(docs), stories, opt)
}

// Among finds the voices behind the figures of reports, each of which is there once. The
// order of reports and stories makes no difference.
func Among(list []*Report, stories []assay.Story, opt Options) *Pile {
	return among(list, stories, opt, &Pile{})
}

func (opt Options) families() *Families {
	if opt.Families == nil {
		return Known()
	}
	return opt.Families
}

func among(list []*Report, stories []assay.Story, opt Options, p *Pile) *Pile {
	families := opt.families()
	reports := inPile(list, stories, families)
	names := learn(reports)
	p.clear(Copies(list, stories))
	for i := range reports {
		p.hear(&reports[i], names, families)
	}
	p.follow(reports, families)
	return p
}

// hear notes the voices behind the figures of a report, each with its key.
func (p *Pile) hear(r *report, names *names, families *Families) {
	voices := make([]*Voice, len(r.voices))
	known := func(k int) *Voice {
		if voices[k] == nil {
			v := r.voices[k]
			if kind, key := v.asks(); key != "" && p.asked != nil {
				p.ask(r.ID, keyOf(kind, key))
			}
			names.full(&v)
			v.story = r.story
			if v.Own {
				v = r.outlet.voice(r.ID)
			}
			v.Key = v.key(r, names)
			if v.Named && !v.Own && !v.person {
				v.house, v.any = families.house(v.Name)
			}
			voices[k] = &v
		}
		return voices[k]
	}
	for f := range r.figures {
		fig := &r.figures[f]
		p.voices[Figure{r.ID, f}] = known(fig.behind)
		if fig.beside >= 0 {
			p.also[Figure{r.ID, f}] = known(fig.beside)
		}
	}
}

func (v *Voice) key(r *report, names *names) string {
	words := strings.Join(v.words, " ")
	switch {
	case v.Own:
		return v.Key
	case !v.Named:
		if r.outlet.agency != "" {
			return "some " + r.outlet.agency + " " + words // one text, however each outlet cut it
		}
		return "some " + r.story + " " + words
	case v.person && !v.public:
		return "one " + r.story + " " + words
	case v.person:
		return "one " + words
	case v.office && names.quarrels[words]:
		return "body " + words + " minister"
	}
	return "body " + words
}

// names are what a pile says of who somebody is.
type names struct {
	bodies   map[string]*Voice // acronym -> the one body that has it
	speakers map[string]*Voice // folded name of a person -> for whom he speaks
	quarrels map[string]bool   // ministries that deny what their ministers say, or the other way round
}

// learn reads the acronyms and spokesmen of a pile: what one report says of them
// holds in another that only names them. Where two differ, nothing is known. What is
// known of an acronym or a person hangs on the different voices that reports give for it,
// and not on which report gives which first.
func learn(reports []report) *names {
	type lesson struct {
		key, name, party     string
		person, office, bare bool
	}
	heard := [2]map[string][]Voice{{}, {}} // bodies by their acronyms, speakers
	seen := [2]map[lesson]bool{{}, {}}
	know := func(of int, key string, v Voice) {
		l := lesson{key, v.Name, v.Party, v.person, v.office, v.bare}
		if !seen[of][l] {
			seen[of][l] = true
			heard[of][key] = append(heard[of][key], v)
		}
	}
	n := &names{quarrels: map[string]bool{}}
	voices := map[string]*Voice{} // of bodies, by their names
	for i := range reports {
		learnFrom(reports[i].Report, voices, func(of int, key string, v *Voice) { know(of, key, *v) })
		for _, words := range reports[i].quarrels {
			n.quarrels[words] = true
		}
	}
	n.bodies, n.speakers = agreed(heard[0]), agreed(heard[1])
	return n
}

// learnFrom calls f with what a report says of acronyms, and of persons. Voices are those of
// bodies that are known already.
func learnFrom(r *Report, voices map[string]*Voice, f func(of int, key string, v *Voice)) {
	say := func(of int, key string, v *Voice) {
		if key != "" && v.teaches() {
			f(of, key, v)
		}
	}
	for _, name := range r.bodies {
		v := voices[name]
		if v == nil {
			own := bodyVoice(name)
			v, voices[name] = &own, &own
		}
		for _, key := range initialsOf(v.Name) {
			say(0, key, v)
		}
	}
	for i := range r.acronyms {
		say(0, r.acronyms[i].key, &r.acronyms[i].body)
	}
	for i := range r.speakers {
		say(1, r.speakers[i].key, &r.speakers[i].body)
	}
}

// agreed returns for each key the voice that is meant, the fullest of those that are called
// as one may be; where there are others, the key means nobody.
func agreed(heard map[string][]Voice) map[string]*Voice {
	out := make(map[string]*Voice, len(heard))
	for key, list := range heard {
		slices.SortFunc(list, func(v, w Voice) int {
			return cmp.Or(cmp.Compare(capitals(w.Name), capitals(v.Name)), cmp.Compare(v.Name, w.Name), cmp.Compare(v.Party, w.Party), slices.Compare(v.words, w.words))
		})
		if !slices.ContainsFunc(list, func(v Voice) bool { return !sameBody(&list[0], &v) }) {
			out[key] = &list[0]
		}
	}
	return out
}

// teaches reports whether v may say what an acronym means, or for whom somebody speaks.
func (v *Voice) teaches() bool { return v.Named && !v.person && !v.bare }

// quarrels returns what the ministries are called of which a report says that they deny
// what their minister said, or the other way round.
func (s *Sight) quarrels() (list []string) {
	for i := range s.doc.Claims {
		cl := &s.doc.Claims[i]
		if cl.Stance != assay.Denies || s.claim[i] < 0 {
			continue
		}
		v := &s.Voices[s.claim[i]]
		for _, ref := range cl.RespondsTo {
			k, ok := ref.Index()
			if !ok || k >= len(s.claim) || s.claim[k] < 0 {
				continue
			}
			if w := &s.Voices[s.claim[k]]; v.Named && w.Named && v.office != w.office && slices.Equal(v.words, w.words) {
				list = append(list, strings.Join(v.words, " "))
			}
		}
	}
	return list
}

// full makes a person the body for whom he speaks, and an acronym the body that has it.
func (n *names) full(v *Voice) {
	if !v.Named || v.Own {
		return
	}
	var of *Voice
	switch kind, key := v.asks(); {
	case key == "":
	case kind == Speaker:
		of = n.speakers[key]
	default:
		of = n.bodies[key]
	}
	if of != nil {
		party := cmp.Or(v.Party, of.Party)
		*v = *of
		v.Party = party
	}
}

// asks returns what is looked up in the names of a pile to know who v is; "" if nothing is.
func (v *Voice) asks() (kind byte, key string) {
	switch {
	case !v.Named || v.Own:
		return 0, ""
	case v.person:
		return Speaker, personKey(v.Name)
	}
	return Acronym, initials(v.Name)
}

// personKey returns the folded name of a person, "" for a name of one word.
func personKey(name string) string {
	words := personWords(name)
	if len(words) < 2 {
		return ""
	}
	return strings.Join(words, " ")
}

// follow leads the numbers that a report has from an outlet of the pile on to whom
// that outlet has them from: the agency whose text it prints, the police whom it names.
// Outlets that cite each other in a circle stay where they are.
func (p *Pile) follow(reports []report, families *Families) {
	outlets := map[string]*Voice{} // own voices by their keys, as the reports call them
	for i := range reports {
		for _, v := range reports[i].outlets() {
			if w := outlets[v.Key]; w == nil || v.before(w) {
				outlets[v.Key] = &v
			}
		}
	}
	citedFor := map[cited][]Figure{} // the figures of the outlets that are cited for them
	citing := map[Figure]cited{}
	byID := map[assay.ReportID]*Report{}
	named := map[string]string{} // the key of an outlet, by what it is called
	for i := range reports {
		r := &reports[i]
		byID[r.ID] = r.Report
		for f := range r.figures {
			at := Figure{r.ID, f}
			v := p.voices[at]
			if !v.mayBeOutlet() {
				continue
			}
			key := families.keyOf(v.Name, named)
			if p.asked != nil {
				p.ask(r.ID, keyOf(Outlets, key))
			}
			if w := outlets[key]; w != nil {
				if p.asked != nil {
					p.ask(r.ID, as(w.Key, &r.figures[f]).key())
				}
				p.voices[at] = w // it is in the pile itself
				citing[at] = as(w.Key, &r.figures[f])
				citedFor[citing[at]] = nil
			}
		}
	}
	for i := range reports {
		r := &reports[i]
		own := r.outlets()
		for f := range r.figures {
			for _, v := range own {
				key := as(v.Key, &r.figures[f])
				if list, ok := citedFor[key]; ok {
					citedFor[key] = append(list, Figure{r.ID, f})
				}
			}
		}
	}
	next := map[Figure]Figure{}
	for at, key := range citing {
		r := byID[at.Report]
		best := -1
		for k, to := range citedFor[key] {
			other := byID[to.Report]
			if to.Report == at.Report || !near(r.day, other.day) || r.figures[at.Index].where.apart(&other.figures[to.Index].where) {
				continue
			}
			if best < 0 || sooner(p.voices[to].Own, p.voices[citedFor[key][best]].Own, to, citedFor[key][best]) {
				best = k
			}
		}
		if best >= 0 {
			next[at] = citedFor[key][best]
		}
	}
	for at := range next {
		to, steps := at, 0
		for ; steps <= len(next); steps++ {
			n, ok := next[to]
			if !ok {
				break
			}
			to = n
		}
		if steps > len(next) {
			p.circles[at] = next[at]
			continue
		}
		p.roots[at] = p.Copied(to)
	}
}

// outlets are the own voices under which a report may be cited: its agency's, and that of
// whoever prints the agency's text.
func (r *report) outlets() []Voice {
	list := []Voice{r.outlet.voice(r.ID)}
	if r.outlet.prints != nil {
		list = append(list, *r.outlet.prints)
	}
	return list
}

// Circle returns the figure of the report that is cited for f, where outlets cite one
// another for a number and nobody else: which had it first is not known.
func (p *Pile) Circle(f Figure) (cited Figure, ok bool) {
	cited, ok = p.circles[f]
	return cited, ok
}

// core is the one number of a figure: its best, else its low, else its high. "Some 40" and
// "at least 40" are 40 as the one who is cited may have said it.
func (f *figure) core() assay.Amount {
	switch {
	case f.best.IsKnown():
		return f.best
	case f.low.IsKnown():
		return f.low
	}
	return f.high
}

// A where is where and when what a figure counts was done.
type where struct {
	begin, end time.Time
	countries  []string
	places     []spot
}

// A spot is a place of a figure.
type spot struct {
	gazetteer, country string
	precision          assay.Precision
	lat, lon           float64
}

func whereOf(doc *assay.Doc, fig *assay.Figure) (w where) {
	w.begin, w.end, w.countries = fig.Begin, fig.End, fig.Countries
	for _, r := range fig.Places {
		if pl := r.In(doc.Places); pl != nil {
			w.places = append(w.places, spot{pl.Gazetteer, pl.Country, pl.Precision, pl.Lat, pl.Lon})
		}
	}
	return w
}

// Apart reports whether two figures are known to be of other places or of other days, and
// so of two occurrences, whatever their numbers.
func Apart(a *assay.Doc, f *assay.Figure, b *assay.Doc, g *assay.Figure) bool {
	x, y := whereOf(a, f), whereOf(b, g)
	return x.apart(&y)
}

func (w *where) apart(o *where) bool {
	if !w.begin.IsZero() && !o.begin.IsZero() && !w.end.IsZero() && !o.end.IsZero() {
		const day = 24 * time.Hour // reports err by one
		if w.end.Add(day).Before(o.begin) || o.end.Add(day).Before(w.begin) {
			return true
		}
	}
	if len(w.countries) > 0 && len(o.countries) > 0 && !slices.ContainsFunc(w.countries, func(c string) bool { return slices.Contains(o.countries, c) }) {
		return true
	}
	for i := range w.places {
		for k := range o.places {
			if !elsewhere(&w.places[i], &o.places[k]) {
				return false
			}
		}
	}
	return len(w.places) > 0 && len(o.places) > 0
}

// elsewhere reports whether neither of two places can lie in the other.
func elsewhere(a, b *spot) bool {
	switch {
	case a.gazetteer == "" || b.gazetteer == "" || a.gazetteer == b.gazetteer || a.precision < assay.CountryWide || b.precision < assay.CountryWide:
		return false
	case a.precision == assay.CountryWide || b.precision == assay.CountryWide:
		return a.country != "" && b.country != "" && a.country != b.country
	}
	x, okX := gazetteer.ByID(a.gazetteer)
	y, okY := gazetteer.ByID(b.gazetteer)
	if okX && okY && (x.In(y) || y.In(x)) {
		return false
	}
	if a.precision == assay.Admin1 && b.precision == assay.Admin1 {
		return true
	}
	far := 40.0 // kilometres
	if a.precision < assay.Locality || b.precision < assay.Locality {
		far = 150 // the middle of a district may be far from its edge
	}
	return gazetteer.Distance(a.lat, a.lon, b.lat, b.lon) > far
}

// before orders figures by report and place in it.
func before(a, b Figure) bool {
	return cmp.Or(slices.Compare(a.Report[:], b.Report[:]), cmp.Compare(a.Index, b.Index)) < 0
}

// week is how many days apart an outlet may be cited for what it reports.
const week = 7

// near reports whether two days are no more than a week apart, as far as is known.
func near(a, b assay.Date) bool {
	if a.Day == 0 || b.Day == 0 || a.Year == 0 || b.Year == 0 {
		return true
	}
	day := func(d assay.Date) time.Time {
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	}
	return day(a).Sub(day(b)).Abs() <= week*24*time.Hour
}

// Copies returns for each figure that stands in a passage which one report took over
// from another the figure that it was: the same numbers, in the same order. That of the
// fuller report is the original.
func Copies(reports []*Report, stories []assay.Story) map[Figure]Figure {
	byID := map[assay.ReportID]*Report{}
	for _, r := range reports {
		byID[r.ID] = r
	}
	within := func(id assay.ReportID, sp assay.Span) (in []int) {
		r := byID[id]
		if r == nil {
			return nil
		}
		for i := range r.figures {
			if q := r.figures[i].span; !q.IsZero() && sp.Contains(q) {
				in = append(in, i)
			}
		}
		return in
	}
	return copied(stories, within, func(a, b Figure) bool {
		return alike(&byID[a.Report].figures[a.Index], &byID[b.Report].figures[b.Index])
	})
}

// CopiedClaims is [Copies] for claims, by their numbers: those with the same words in the same order.
func CopiedClaims(docs []*assay.Doc, stories []assay.Story) map[Figure]Figure {
	type heard struct {
		span  assay.Span
		words string
	}
	byID := map[assay.ReportID][]heard{}
	for _, doc := range docs {
		for i := range doc.Claims {
			h := heard{words: quote(doc, doc.Claims[i].Cue)}
			for k, c := range doc.Claims[i].Content {
				if k == 0 {
					h.span = c.Span
				}
				h.span.End = c.Span.End
				h.words += " … " + quote(doc, c.Span)
			}
			byID[doc.ID] = append(byID[doc.ID], h)
		}
	}
	within := func(id assay.ReportID, sp assay.Span) (in []int) {
		for i, h := range byID[id] {
			if !h.span.IsZero() && sp.Contains(h.span) {
				in = append(in, i)
			}
		}
		return in
	}
	return copied(stories, within, func(a, b Figure) bool {
		return strings.EqualFold(byID[a.Report][a.Index].words, byID[b.Report][b.Index].words)
	})
}

// copied returns for each entry that stands in a passage which one report took over from another the entry
// that it was. Within are those of a report in a stretch of it, in order.
func copied(stories []assay.Story, within func(assay.ReportID, assay.Span) []int, alike func(from, to Figure) bool) map[Figure]Figure {
	roots := map[Figure]Figure{}
	for _, st := range stories {
		for _, l := range st.Links {
			for _, ps := range l.Passages {
				had, next := within(l.From, ps.From), 0
				for _, i := range within(l.To, ps.To) {
					for k := next; k < len(had); k++ {
						if !alike(Figure{l.From, had[k]}, Figure{l.To, i}) {
							continue
						}
						if _, ok := roots[Figure{l.To, i}]; !ok {
							roots[Figure{l.To, i}] = Figure{l.From, had[k]}
						}
						next = k + 1
						break
					}
				}
			}
		}
	}
	out := map[Figure]Figure{}
	for f := range roots {
		to, steps := f, 0
		for ; steps <= len(roots); steps++ {
			n, ok := roots[to]
			if !ok {
				break
			}
			to = n
		}
		if steps <= len(roots) { // else they go round in a circle
			out[f] = to
		}
	}
	return out
}

// alike reports whether two figures have the same numbers, of the same things or in the
// same words.
func alike(a, b *figure) bool {
	return a.low == b.low && a.best == b.best && a.high == b.high && (a.unit == b.unit || strings.EqualFold(a.words, b.words))
}

// Fold returns, for each of the voices behind the figures of one question, the one
// with which it goes together: those of one key, those that are called as one may be,
// and what is only described with what alone it may describe. Where apart says that
// the numbers of two voices cannot both hold, a minister and his ministry are two.
func Fold(voices []*Voice, apart func(i, j int) bool) []int {
	to := make([]int, len(voices))
	var heads []int                  // one for each key
	with := map[string][]int{}       // those of a key
	near := map[string][]int{}       // those who may be told more of by one another: named ones, and others by their story
	place := func(v *Voice) string { // under which one stands in near
		if v.Named {
			return ""
		}
		return "s" + v.story
	}
	for i, v := range voices {
		to[i] = i
		for _, h := range with[v.Key] {
			if !(voices[h].office != v.office && apart != nil && apart(h, i)) {
				to[i] = h
				break
			}
		}
		if to[i] == i {
			heads = append(heads, i)
			with[v.Key] = append(with[v.Key], i)
			near[place(v)] = append(near[place(v)], i)
		}
	}
	into := map[int]int{}
	for _, h := range heads {
		best, twice := -1, false
		for _, g := range near[place(voices[h])] {
			if g == h || !tells(voices[g], voices[h]) {
				continue
			}
			switch {
			case best < 0:
				best = g
			case tells(voices[g], voices[best]):
				best = g
			case !tells(voices[best], voices[g]):
				twice = true
			}
		}
		if best >= 0 && !twice {
			into[h] = best
		}
	}
	for i := range to {
		for range heads {
			n, ok := into[to[i]]
			if !ok {
				break
			}
			to[i] = n
		}
	}
	return to
}

// tells reports whether v says of whom w is more than w does, and they may be one.
func tells(v, w *Voice) bool {
	if !v.Named && !w.Named && v.story == w.story && !v.Own && !w.Own {
		return says(v, w)
	}
	if !v.Named || !w.Named || v.Own || w.Own || v.Key == w.Key || v.person != w.person || ministers(v, w) {
		return false
	}
	if v.person {
		return (v.story == w.story || v.public && w.public) && sameBody(v, w) && len(v.words) > len(w.words)
	}
	if w.any && !v.any && w.house == v.house {
		return true
	}
	if w.bare && !v.bare {
		return describes(w, v)
	}
	if w.bare && v.bare && w.Party == monitor && v.Party == monitor {
		return cmp.Or(cmp.Compare(capitals(v.Name), capitals(w.Name)), cmp.Compare(v.Key, w.Key)) > 0
	}
	return (!v.bare || w.bare) && sameBody(v, w) && cmp.Or(cmp.Compare(len(v.words), len(w.words)), cmp.Compare(len(v.Name), len(w.Name)), cmp.Compare(v.Key, w.Key)) > 0
}

// Count counts voices that are folded: at least the named ones that must be different
// and are no outlet's own, which may rest on any of them; at most all.
func Count(voices []*Voice) assay.Origins {
	n := assay.Origins{Max: len(voices)}
	for i, v := range voices {
		if v.Named && !v.Own && !slices.ContainsFunc(voices[:i], func(w *Voice) bool { return mayBeOne(v, w) }) &&
			!(v.any && slices.ContainsFunc(voices, func(w *Voice) bool { return !w.any && w.house == v.house })) {
			n.Min++
		}
	}
	if n.Max > 0 {
		n.Min = max(1, n.Min)
	}
	return n
}

// mayBeOne reports whether two named voices may be one although nothing says so.
func mayBeOne(v, w *Voice) bool {
	return describes(v, w) || describes(w, v) || v.person && w.person && sameBody(v, w)
}

// folded returns a name in the form in which names are compared.
func folded(name string) string { return strings.TrimPrefix(gazetteer.Fold(name), "the ") }

package occurrence

import (
	"bytes"
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// english has the words by which figures are held together.
var english = en.Evidence()

// An item is a mention in a pile.
type item struct {
	*mention
	rep    *report
	copyOf *item // the item that this one copies
	id     int   // in the pile
	days   stretch
	dated  bool
}

// A mention is a figure of a report, or an event of one that has no figures: what its report
// alone says of it.
type mention struct {
	figure *figure // nil for an event
	fig    int     // index of figure in the Doc, -1
	event  int     // index in the Doc of the event that it belongs to or is, -1
	at     int     // in the report

	action  assay.Action
	lo, hi  float64 // the least and the largest number that it names
	known   bool    // whether it names one
	heads   []string
	marks   []string // names that narrow what is counted: "Kenyan"
	nations []string // those of them that are of peoples
	phrase  string   // the words for what is counted, folded
	class   en.NounClass
	anybody bool // the heads do not say who is counted
	single  bool // somebody who is told apart: "a nurse"
	named   bool // by a name
	whole   int  // index of the figure of which it is a part, -1

	places   []*spot
	scene    []*spot  // the places of the event to which it belongs, its own if it belongs to none
	weak     bool     // places are not the clause's own
	country  []string // two letters
	on       stretch  // its days, if it is begun
	begun    bool     // it is said when, with a year
	open     string   // the value of its time, where that has no year
	lent     bool     // the days are not the clause's own
	sentence int
	retold   bool // in a headline, a caption or a repeated passage
	region   int
	span     assay.Span
	trigger  assay.Span
	*line
	source  string // who says so, folded; "" if it is the report itself
	voiced  bool   // source is a name
	nth     int    // of the figures of its action in the report
	largest bool   // of them
	tolls   int    // how many different totals of its action its report has
	ones    int    // how many of those of its action are told apart there
	agent   bool   // stands where whoever did it does: "a bomber killed 12"
	aged    bool   // with an age behind: "Ana Lind, 34,"
	former  bool   // is given up: the 57 of "71, up from 57"
	instead int    // the mention of its report for which; -1
	was     int    // the mention that is given up for it; -1
	doer    bool   // is called as who did it is: "a gunman"
}

// A line is the words of the sentence in which a mention stands.
type line struct {
	words  []word
	names  []word // those of them that stand in few texts
	around []word // of that, the one before and the one behind
}

// A figure is what is compared of one.
type figure struct {
	Quantity                           quantity
	Unit, Verb, Role, Per, Kind, Total string
	Of                                 assay.Ref[assay.Figure]
	Claim                              assay.Ref[assay.Claim]
	Chances                            chances
	Confidence                         float64
}

type quantity struct {
	Bound    assay.Bound
	Singular bool
	Change   string
}

type chances struct{ Figure, Action float64 }

// A stretch is days by their numbers, half open.
type stretch struct{ begin, end int }

func (s stretch) len() int { return s.end - s.begin }

// A spot is a place with its entry.
type spot struct {
	place  place
	entry  gazetteer.Entry
	found  bool
	words  []string
	called string // in the report
	// province is the entry of the division of its country in which it lies; "" if it is
	// none or larger.
	province string
}

// A place is what is compared of one.
type place struct {
	Gazetteer, Within, Country string
	Lat, Lon                   float64
	Precision                  assay.Precision
}

// newMention returns what is to be known of figure fig, or of event ev where fig is -1.
func newMention(r *reader, fig, ev int) *mention {
	doc := r.doc
	it := &mention{fig: fig, event: ev, whole: -1, sentence: -1, region: -1, nth: -1, instead: -1, was: -1}
	var places []assay.Ref[assay.Place]
	if fig >= 0 {
		it.readFigure(r, &doc.Figures[fig])
		places = doc.Figures[fig].Places
	} else {
		e := &doc.Events[ev]
		it.span, it.trigger, places = e.Span, e.Span, e.Places
		it.country = e.Countries
		it.say(doc, e.Begin, e.End, e.Time)
	}
	it.places = r.spotsOf(places)
	if it.scene = it.places; ev >= 0 {
		it.scene = r.spotsOf(doc.Events[ev].Places)
	}
	it.sentence = doc.SentenceAt(it.span.Start)
	if n := len(r.mentions); n > 0 && r.mentions[n-1].sentence == it.sentence {
		it.line = r.mentions[n-1].line
	} else {
		words := r.wordsAt(it.sentence)
		it.line = &line{words, names(words), r.wordsAround(it.sentence)}
	}
	if it.region = doc.RegionAt(it.span.Start); it.region >= 0 {
		switch doc.Regions[it.region].Kind {
		case assay.Headline, assay.Caption, assay.Repeat:
			it.retold = true
		}
	}
	return it
}

func (it *mention) readFigure(r *reader, fig *assay.Figure) {
	doc, q := r.doc, &fig.Quantity
	it.figure = &figure{Quantity: quantity{q.Bound, q.Singular, q.Change}, Unit: fig.Unit, Verb: fig.Verb, Role: fig.Role, Per: fig.Per, Kind: fig.Kind, Total: fig.Total,
		Of: fig.Of, Claim: fig.Claim, Chances: chances{fig.Chances.Figure, fig.Chances.Action}, Confidence: fig.Confidence}
	it.action, it.span, it.trigger = fig.Action, q.Span, fig.Trigger
	it.lo, it.hi, it.known = Points(q)
	it.country = fig.Countries
	it.weak, it.lent = fig.Inherited&assay.Places != 0, fig.Inherited&assay.Times != 0
	it.say(doc, fig.Begin, fig.End, fig.Time)
	counted := quote(doc, fig.Counted)
	it.heads, it.marks = countedHeads(counted)
	for _, w := range it.marks {
		if len(gazetteer.Demonyms(w)) > 0 {
			it.nations = append(it.nations, w)
		}
	}
	if len(it.heads) == 0 && fig.Verb == en.Toll {
		it.heads = []string{en.People}
	}
	it.phrase = strings.ToLower(counted)
	for w := range strings.FieldsSeq(it.phrase) {
		it.doer = it.doer || english.Doers[en.Singular(w)]
	}
	it.anybody = !slices.ContainsFunc(it.heads, func(h string) bool { return !english.Anybody[h] })
	if len(it.heads) > 0 {
		it.class = en.Noun(it.heads[len(it.heads)-1], false)
	}
	it.single = q.Singular || q.Bound == assay.Exact && it.ofPersons() && q.Best == assay.Known(1)
	it.named = q.Singular && strings.IndexFunc(quote(doc, q.Span), unicode.IsUpper) == 0 && !en.IsArticle(strings.ToLower(firstWord(quote(doc, q.Span))))
	it.former = en.GivenUp(doc.Text[:q.Span.Start])
	it.aged = it.single && age.MatchString(clip(doc.Text[q.Span.End:], 8))
	if k, ok := fig.Of.Index(); ok && k < len(doc.Figures) && k != it.fig {
		it.whole = k
	}
	if k, ok := fig.Claim.Index(); ok && k < len(doc.Claims) {
		if src := doc.Claims[k].Source.In(doc.Sources); src != nil {
			it.source, it.voiced = gazetteer.Fold(src.Name), src.Name != ""
			if act := src.SpeaksFor.In(doc.Actors); act != nil && act.Name != "" {
				it.source, it.voiced = gazetteer.Fold(act.Name), true
			}
			if it.source == "" {
				it.source = strings.ToLower(quote(doc, src.Span))
			}
		}
	}
}

// age matches the age of somebody who is named.
var age = regexp.MustCompile(`^,? ?\(?[1-9][0-9]?[,;.) ]`)

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// quote returns the words of sp, "" if it has none.
func quote(doc *assay.Doc, sp assay.Span) string {
	if sp.Len() <= 0 || sp.Check(doc.Text) != nil {
		return ""
	}
	return strings.Join(strings.Fields(sp.In(doc.Text)), " ")
}

// Points returns the least and the largest number that a quantity names; of
// "thousands" the second is the end of its order.
func Points(q *assay.Quantity) (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, a := range [...]assay.Amount{q.Low, q.Best, q.High} {
		if n, known := a.Number(); known {
			lo, hi, ok = min(lo, n), max(hi, n), true
		}
	}
	if ok && q.Bound == assay.Vague && !q.High.IsKnown() {
		hi = max(hi, lo*10)
	}
	return lo, hi, ok
}

// ratio says how far apart two numbers are, 1 where they meet.
func ratio(a, b *item) float64 {
	switch {
	case !a.known || !b.known || a.lo <= b.hi && b.lo <= a.hi:
		return 1
	case a.lo > b.hi:
		return a.lo / max(b.hi, 1e-9)
	}
	return b.lo / max(a.hi, 1e-9)
}

// Heads returns the heads of a counted noun phrase in one form: "fighter" and "family" of
// "rebels and their families".
func Heads(counted string) []string {
	heads, _ := countedHeads(counted)
	return heads
}

// countedHeads returns the heads of a counted noun phrase, and the names that
// narrow it: "Danish soldiers and their families" gives soldier and family,
// and danish.
func countedHeads(s string) (heads, marks []string) {
	s = strings.ReplaceAll(s, ",", " and ")
	var part []string
	flush := func() {
		// "relatives of the miners": the head stands before "of", unless what
		// stands there is a name ("Bank of Korea employees").
		for i, w := range part {
			if i > 0 && english.Narrowing[strings.ToLower(w)] && !capital(part[i-1]) {
				part = part[:i]
				break
			}
		}
		if len(part) == 0 {
			return
		}
		last := part[len(part)-1]
		if h := headForm(last); (!capital(last) || len(part) == 1) && strings.IndexFunc(h, unicode.IsLetter) == 0 {
			heads = append(heads, h)
		}
		for i, w := range part {
			if capital(w) && (i > 0 || len(part) > 1) && i < len(part)-1 {
				marks = append(marks, strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")))
			}
		}
		part = nil
	}
	for _, w := range strings.Fields(s) {
		switch l := strings.ToLower(w); {
		case l == en.And || l == en.Or:
			flush()
		case len(part) > 0 || !english.Before[l]:
			part = append(part, w)
		case english.OnTop[l]:
			part = append(part, l)
		}
	}
	flush()
	return heads, marks
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func headForm(w string) string {
	w = en.Singular(strings.ToLower(strings.Trim(w, ".,;:'\"“”‘’")))
	if s, ok := english.OneHead[w]; ok {
		return s
	}
	return w
}

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// byAge orders items by the day of their report, unknown days last, then by its id, then
// by where they stand.
func byAge(a, b *item) int {
	if a.rep != b.rep {
		if c := older(a.rep, b.rep); c != 0 { // else one report in two piles
			return c
		}
	}
	return byPlace(a.mention, b.mention)
}

// older orders reports by their days, unknown days last, then by their ids.
func older(a, b *report) int {
	return cmp.Or(-cmp.Compare(count(a.known), count(b.known)), cmp.Compare(a.day, b.day), bytes.Compare(a.ID[:], b.ID[:]))
}

// byPlace orders the mentions of one report.
func byPlace(a, b *mention) int {
	return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End), cmp.Compare(a.fig, b.fig))
}

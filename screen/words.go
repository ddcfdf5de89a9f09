package screen

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/mask"
)

// Plural returns "1 report", "2 reports".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	switch {
	case strings.HasSuffix(noun, "y"):
		noun = strings.TrimSuffix(noun, "y") + "ie"
	case strings.HasSuffix(noun, "ch"):
		noun += "e"
	}
	return Grouped(float64(n)) + " " + noun + "s"
}

// Grouped writes a number with commas: "40,000". Fractions keep two places.
func Grouped(n float64) string {
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i > 3 {
		s = strconv.FormatFloat(n, 'f', 2, 64)
	}
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return sign + whole
}

// amount writes a number, or a dash where it is unknown.
func amount(a assay.Amount) string {
	if n, ok := a.Number(); ok {
		return Grouped(n)
	}
	return "–"
}

// Interval writes low and high in words: "1,000 or more", "up to 1,000",
// "100–150", "36"; "" where nothing is known.
func Interval(low, best, high assay.Amount) string {
	switch {
	case low.IsKnown() && high.IsKnown() && low == high:
		return amount(low)
	case low.IsKnown() && high.IsKnown():
		return amount(low) + "–" + amount(high)
	case low.IsKnown():
		return amount(low) + " or more"
	case high.IsKnown():
		return "up to " + amount(high)
	case best.IsKnown():
		return "about " + amount(best)
	}
	return ""
}

// Number shows a quantity as it is written, with its numbers behind it where
// the words do not show them: "thousands (1,000 or more)", "some 40,000".
func (s *Screen) Number(d *Report, q *assay.Quantity) string {
	if q == nil {
		return "?"
	}
	if q.Singular {
		return "one"
	}
	words := s.Words(d, q.Span)
	if d.SentenceStart(q.Span.Start) {
		words = LowerFirst(words)
	}
	low, _ := q.Low.Number()
	exact := q.Bound == assay.Exact && low <= 12 // "two" needs no 2 behind it
	if strings.ContainsFunc(words, unicode.IsDigit) || exact {
		return words
	}
	if iv := Interval(q.Low, q.Best, q.High); iv != "" {
		if Money(q.Unit) {
			iv = q.Unit + " " + iv
		}
		return words + " (" + iv + ")"
	}
	return words
}

// LowerFirst makes the capital of a sentence's first word small. "UN" stays.
func LowerFirst(words string) string {
	r, n := utf8.DecodeRuneInString(words)
	next, _ := utf8.DecodeRuneInString(words[n:])
	if unicode.IsUpper(r) && !unicode.IsUpper(next) && next != '.' {
		return string(unicode.ToLower(r)) + words[n:]
	}
	return words
}

// Counted returns who or what a figure counts.
func (s *Screen) Counted(d *Report, fig *assay.Figure) string {
	if fig.Quantity.Singular { // who it is, by the role where the person is private
		words := s.Words(d, fig.Quantity.Span)
		if strings.Contains(words, mask.Withheld) {
			return fig.Unit
		}
		if first, rest, ok := strings.Cut(words, " "); ok && (en.Indefinite[strings.ToLower(first)] || en.Definite[strings.ToLower(first)]) {
			return rest
		}
		return words
	}
	if high, ok := fig.Quantity.High.Number(); !fig.Counted.IsZero() && (ok && high == 1 || !d.Mask.Hides(fig.Counted)) {
		return s.Words(d, fig.Counted)
	}
	return unitWords(fig.Unit) // nobody's name or role stands for several: "the Kovar family"
}

// WithAction joins what is counted and an action, unless the first says the
// second: "57 dead" need no "killed".
func WithAction(counted, action string) string {
	for _, w := range strings.Fields(counted) {
		if a := en.SaysAction(w); a != "" && a == action {
			return counted
		}
	}
	return strings.TrimSpace(counted + " " + action)
}

func unitWords(unit string) string {
	switch unit {
	case "person":
		return "people"
	case "household":
		return "households"
	}
	if Money(unit) || unit == "percent" || unit == "fraction" {
		return "" // the number itself says it
	}
	return Clean(unit)
}

// Money reports whether a unit is an ISO 4217 code.
func Money(unit string) bool {
	return len(unit) == 3 && strings.ToUpper(unit) == unit
}

// Places writes a list of places as the text names them.
func (s *Screen) Places(d *Report, refs []assay.Ref[assay.Place]) string {
	var out []string
	for _, r := range refs {
		if pl := r.In(d.Places); pl != nil {
			out = append(out, s.Words(d, pl.Span))
		}
	}
	return list(out)
}

// list writes "A", "A and B", "A, B and C".
func list(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// When writes a time as the text names it, with the value behind it where it
// was resolved: "last month (2018-01)".
func (s *Screen) When(d *Report, ref assay.Ref[assay.Time]) string {
	tx := ref.In(d.Times)
	if tx == nil {
		return ""
	}
	words := s.Words(d, tx.Span)
	value, _, _ := strings.Cut(Clean(tx.Value), "T") // the clock is in the words
	if value != "" && (tx.Type == "date" || tx.Type == "time") && !tx.Begin.IsZero() && !strings.Contains(words, value) {
		return words + " (" + value + ")"
	}
	return words
}

// Who names the source of a claim as screens may show it: a public person by
// name and office, anybody else by the words that stand for him.
func (s *Screen) Who(d *Report, cl *assay.Claim) string {
	if cl == nil {
		return own(d)
	}
	src := cl.Source.In(d.Sources)
	if src == nil {
		return "not said"
	}
	actor := src.Actor.In(d.Actors)
	if src.Class == assay.Person {
		return s.person(d, src, actor)
	}
	if src.Class == assay.Author {
		return own(d)
	}
	words := s.Words(d, src.Span)
	if src.Span == cl.Cue && src.Class != assay.Document {
		return "not named (“" + words + "”)" // "is thought to have killed 900"
	}
	for _, clause := range []string{", who ", ", whose ", ", which "} {
		if head, _, ok := strings.Cut(words, clause); ok && head != "" { // "the league, whose divers came first"
			words = head
		}
	}
	if Pronoun(words) {
		switch {
		case src.Name != "" || actor != nil && actor.Name != "":
			return Clean(d.Mask.Source(src))
		case actor != nil && len(actor.Mentions) > 0:
			return s.Words(d, actor.Mentions[0])
		}
	}
	if d.SentenceStart(src.Span.Start) && src.Class != assay.Organization {
		return LowerFirst(words)
	}
	return lowerArticle(words)
}

// own names a report that speaks in its own voice: by its outlet where that is known.
func own(d *Report) string {
	if outlet := Outlet(d); outlet != "" {
		return outlet + ", own voice"
	}
	return "the report itself"
}

// Outlet names who published a report, an address by its host alone; "" if nobody says.
func Outlet(d *Report) string { return Publisher(d.Mask.Scrub(d.Publisher)) }

// Publisher is how who publishes reports is shown: an address by its host alone.
func Publisher(name string) string { return host(Clean(name)) }

// host takes from the address with which words begin what is not its host:
// "https://www.reliefweb.int, own voice" is "reliefweb.int, own voice".
func host(words string) string {
	for _, scheme := range []string{"https://", "http://"} {
		if rest, ok := strings.CutPrefix(words, scheme); ok {
			name, behind, _ := strings.Cut(rest, ",")
			name, _, _ = strings.Cut(name, "/")
			if behind != "" {
				behind = "," + behind
			}
			return strings.TrimPrefix(name, "www.") + behind
		}
	}
	return words
}

// lowerArticle makes the capital of a leading article small.
func lowerArticle(words string) string {
	for _, a := range []string{"The ", "A ", "An ", "One ", "His ", "Her ", "Their "} {
		if strings.HasPrefix(words, a) {
			return LowerFirst(words)
		}
	}
	return words
}

func (s *Screen) person(d *Report, src *assay.Source, actor *assay.Actor) string {
	if d.Mask.Masks(src) {
		return d.Mask.Source(src)
	}
	if src.Name == "" && (actor == nil || actor.Name == "") {
		if actor != nil && !actor.Public && src.SpeaksFor.IsZero() {
			if role := Clean(d.Mask.Called(actor)); role != "" {
				return role
			}
		}
		return lowerArticle(s.Words(d, src.Span)) // "a woman who fled with two children"
	}
	name, role := Clean(d.Mask.Source(src)), ""
	if actor != nil {
		role = lowerArticle(strings.Trim(Clean(d.Mask.Role(actor)), " ,;:.–—-“”\""))
	}
	if role == "" || strings.Contains(name, role) {
		return name
	}
	return name + ", " + role
}

// NameOf names the source of a claim in as few words as may be: a public person
// by name alone.
func (s *Screen) NameOf(d *Report, cl *assay.Claim) string {
	full := s.Who(d, cl)
	if cl == nil {
		return full
	}
	if src := cl.Source.In(d.Sources); src != nil && src.Class == assay.Person && src.Name != "" {
		if name := Clean(d.Mask.Source(src)); strings.HasPrefix(full, name+", ") {
			return name
		}
	}
	return full
}

// Pronoun reports whether words only point to what was said before.
func Pronoun(words string) bool {
	return en.OnlyPointing()[strings.ToLower(words)]
}

// Says names the source of a figure or movement with the chain that reports it:
// "field commanders (via Jan Kovar)".
func (s *Screen) Says(d *Report, ref assay.Ref[assay.Claim]) string {
	cl := ref.In(d.Claims)
	words := s.Who(d, cl)
	for depth := 0; cl != nil && depth < 4; depth++ {
		cl = cl.Via.In(d.Claims)
		if cl != nil {
			words += " (via " + s.Who(d, cl) + ")"
		}
	}
	return words
}

// Question puts the question of an estimate in words: "fighters killed, Haro,
// 2018-01-20".
func (s *Screen) Question(est *assay.Estimate) string {
	q := &est.Question
	masks := s.MasksOf(est)
	parts := []string{strings.TrimSpace(Read(mask.Counted(masks, est, unitWords(q.Unit))))}
	if parts[0] == "" || Pronoun(parts[0]) { // "others"
		parts[0] = unitWords(q.Unit)
	}
	if q.Action != "" && q.Action != "other" {
		parts[0] = WithAction(parts[0], string(q.Action))
	}
	if place := s.PlaceOf(est); place != "" {
		parts = append(parts, place)
	}
	if t := period(q.Begin, q.End); t != "" {
		parts = append(parts, t)
	}
	return strings.Join(parts, ", ")
}

// PlaceOf names the place of the question of an estimate; "" where it has none.
func (s *Screen) PlaceOf(est *assay.Estimate) string {
	switch place := est.Question.Place; {
	case s.named[place] != "":
		return s.named[place]
	case strings.Contains(place, ":"):
		return Clean(place)
	default:
		return Read(mask.Together(s.MasksOf(est), place))
	}
}

// Sentence returns the question of an estimate as a sentence, or, where it has none, in
// words.
func (s *Screen) Sentence(est *assay.Estimate) string {
	if est.Sentence == "" {
		return s.Question(est)
	}
	masks := s.MasksOf(est)
	words := Read(mask.Sentence(masks, est, unitWords(est.Question.Unit)))
	return strings.Replace(words, " the [", " [", 1) // "Was the [a nurse] killed"
}

// period writes a half-open interval of days: "2018-01-20", "2018-01", "2018",
// "2018-01-20 to 2018-02-03".
func period(begin, end time.Time) string {
	const day = "2006-01-02"
	switch {
	case begin.IsZero() && end.IsZero():
		return ""
	case end.IsZero():
		return "from " + begin.Format(day)
	case begin.IsZero():
		return "until " + end.AddDate(0, 0, -1).Format(day)
	case begin.Day() == 1 && begin.Month() == 1 && end.Equal(begin.AddDate(1, 0, 0)):
		return begin.Format("2006")
	case begin.Day() == 1 && end.Equal(begin.AddDate(0, 1, 0)):
		return begin.Format("2006-01")
	case !end.After(begin.AddDate(0, 0, 1)):
		return begin.Format(day)
	}
	return begin.Format(day) + " to " + end.AddDate(0, 0, -1).Format(day)
}

// Origins writes how many independent origins there are: "1", "1 to 3".
func Origins(o assay.Origins) string {
	if o.Min == o.Max {
		return strconv.Itoa(o.Min)
	}
	return strconv.Itoa(o.Min) + "–" + strconv.Itoa(o.Max)
}

// Origin names the origin of an entry as screens may show it: an origin that is
// a private person by the role.
func (s *Screen) Origin(e *assay.Entry) string {
	d := s.ByID[e.Evidence.Report]
	if d == nil {
		return "a source" // whose report is not here to tell who may be named
	}
	return host(Clean(d.Mask.Origin(e)))
}

// Voice names the origin of an entry and the outlet that prints it: "harbour police (Lake
// Times)".
func (s *Screen) Voice(e *assay.Entry) string {
	name, d := s.Origin(e), s.ByID[e.Evidence.Report]
	if d == nil {
		return name
	}
	if with := s.With(e); with != "" {
		name += " and " + with
	}
	outlet := Outlet(d)
	switch {
	case e.Own && outlet == "" && len(s.Docs) > 1:
		return d.Label + ", own voice"
	case e.Own || outlet == "" || strings.Contains(strings.ToLower(name), strings.ToLower(outlet)):
		return name
	}
	return name + " (" + outlet + ")"
}

// With names who gives the number of an entry together with its origin; "" if nobody does.
func (s *Screen) With(e *assay.Entry) string {
	d := s.ByID[e.Evidence.Report]
	if d == nil {
		return ""
	}
	return Clean(d.Mask.With(e))
}

// DateWords writes a date: "2018-02-04", "4 February (no year)".
func DateWords(d assay.Date) string {
	if words := en.YearlessDays(d.String()); words != "" {
		return words
	}
	return d.String()
}

// Span3 writes low, best and high of an estimate: "1,000 or more",
// "43–57, best 49".
func Span3(low, best, high assay.Amount) string {
	iv := Interval(low, best, high)
	if n, ok := best.Number(); ok && low != high && (low.IsKnown() || high.IsKnown()) {
		iv += ", best " + Grouped(n)
	}
	return iv
}

// Limit cuts words after n characters, at a space where there is one.
func Limit(words string, n int) string {
	r := []rune(words)
	if len(r) <= n || n < 2 {
		return words
	}
	cut := n - 1
	for k := cut; k > cut*2/3; k-- {
		if r[k] == ' ' {
			cut = k
			break
		}
	}
	head := string(r[:cut])
	if i := strings.LastIndexByte(head, '['); i > 0 && !strings.Contains(head[i:], "]") {
		head = head[:i] // half a role says nothing
	}
	return strings.TrimRight(head, " ,;:—–-") + "…"
}

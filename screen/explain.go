package screen

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/estimate"
	"assay/lang/en"
	"assay/ledger"
	"assay/mask"
	"assay/origin"
)

// A Teller says of entries what their reports know, as screens may show it.
type Teller struct {
	Origin func(*assay.Entry) string // who is behind it
	With   func(*assay.Entry) string // who says it as well; "" if nobody
	Ruled  func(*assay.Entry) string // what persons said of its figure; "" if nothing
	Words  func(string) string       // words of a ruling on the estimate
}

// Said writes what an entry says and, where a person ruled on its figure, what was read.
func (t *Teller) Said(e *assay.Entry) string {
	if ruled := t.Ruled(e); ruled != "" {
		return fmt.Sprintf("%s [ruled: %s]", SaysWords(e), ruled)
	}
	return SaysWords(e)
}

// Explain says how an estimate came about, in sentences with the ids of entries: who says
// what and when, what was set aside and why, how low, best and high follow by its rule, and
// what persons said against it.
func Explain(est *assay.Estimate, who Teller) (l Lines) {
	d := estimate.Explain(est, estimate.Options{})
	for _, v := range d.Voices {
		l.para(voiceSentence(est.Series, v, who), 0, 2, Plain)
	}
	for i := range est.Series {
		if words := circleSentence(est.Series, i, who); words != "" {
			l.para(words, 0, 2, Warning)
		}
	}
	for _, r := range d.Reasons {
		l.para(reasonSentence(est, r, who), 0, 2, Plain)
	}
	if len(d.Reasons) == 0 {
		l.para(fmt.Sprintf("Nothing that stands gives a number by the rule %s.", est.Rule), 0, 2, Plain)
	}
	if len(d.Clash) == 2 {
		a, b := &est.Series[d.Clash[0]], &est.Series[d.Clash[1]]
		l.para(fmt.Sprintf("Conflict: %s of %s (%s) and %s of %s (%s) do not meet.", SaysWords(a), who.Origin(a), EntryID(a), SaysWords(b), who.Origin(b), EntryID(b)), 0, 2, Alarm)
	}
	for _, r := range est.Ruled {
		l.para(rulingSentence(est, r, who), 0, 2, Warning)
	}
	l.para(OriginsSentence(est), 0, 2, Plain)
	if !est.AsOf.IsZero() {
		l.para("As of "+DateWords(est.AsOf)+": reports that appeared later, or on a day that is not known, were not looked at.", 0, 2, Plain)
	}
	return l
}

// EntryID returns the id of the figure behind an entry.
func EntryID(e *assay.Entry) string {
	if i, ok := e.Figure.Index(); ok {
		return ledger.EntryID(e.Evidence.Report, ledger.ID('f', i))
	}
	return e.Evidence.Report.Short()
}

// SaysWords writes what an entry says: "31", "at least 31".
func SaysWords(e *assay.Entry) string {
	best := Interval(e.Best, e.Best, e.Best)
	switch e.Bound {
	case assay.Approx:
		return "about " + best
	case assay.AtLeast:
		return "at least " + Interval(e.Low, e.Low, e.Low)
	case assay.Vague:
		return Interval(e.Low, e.Best, e.High) + " (in vague words)"
	}
	return Interval(e.Low, e.Best, e.High)
}

func onDay(e *assay.Entry) string {
	if day := DateWords(e.Published); day != "" {
		return " on " + day
	}
	return " on a day that is not known"
}

// addedUp says how the number of an entry comes from several figures of its report.
func addedUp(e *assay.Entry) string {
	if len(e.Parts) == 0 {
		return ""
	}
	how := ", with "
	if e.Less {
		how = ", less "
	}
	return how + Plural(len(e.Parts)-1, "other figure") + " of its report"
}

// voiceSentence says what one origin says over time.
func voiceSentence(series []assay.Entry, v estimate.Voice, who Teller) string {
	var b strings.Builder
	first := func() *assay.Entry {
		for _, list := range [][]int{v.Said, v.Again, v.Aside} {
			if len(list) > 0 {
				return &series[list[0]]
			}
		}
		return nil
	}()
	b.WriteString(upperFirst(who.Origin(first)))
	if !first.Named {
		b.WriteString(" (not named)")
	} else if first.Side {
		b.WriteString(" (a party to the fighting)")
	}
	for k, i := range v.Said {
		e := &series[i]
		switch {
		case k == 0:
			b.WriteString(" says ")
		default:
			b.WriteString(", then ")
		}
		fmt.Fprintf(&b, "%s%s (%s%s)", who.Said(e), onDay(e), EntryID(e), addedUp(e))
		if with := who.With(e); with != "" {
			b.WriteString(" together with " + with)
		}
		if by := e.SupersededBy; by >= 0 && by < len(series) && (k+1 >= len(v.Said) || v.Said[k+1] != by) {
			fmt.Fprintf(&b, ", given up for %s (%s)", SaysWords(&series[by]), EntryID(&series[by]))
		}
	}
	switch {
	case v.Stands >= 0 && len(v.Said) == 1:
		b.WriteString("; it stands")
	case v.Stands >= 0:
		b.WriteString("; the last stands")
	case len(v.Said) == 0:
		b.WriteString(" says nothing that stands")
	}
	if len(v.Again) > 0 {
		b.WriteString("; said again in ")
		for k, i := range v.Again {
			if k > 0 {
				b.WriteString(", ")
			}
			b.WriteString(EntryID(&series[i]))
		}
	}
	for _, i := range v.Aside {
		e := &series[i]
		fmt.Fprintf(&b, "; %s%s (%s) is set aside: it is %s", who.Said(e), onDay(e), EntryID(e), e.Status)
	}
	return b.String() + "."
}

// circleSentence says of entry i that its outlet and another cite each other for the number;
// "" where they do not, or where the other one has said so.
func circleSentence(series []assay.Entry, i int, who Teller) string {
	e := &series[i]
	if e.Circle == (assay.ReportID{}) {
		return ""
	}
	back := slices.IndexFunc(series, func(o assay.Entry) bool { return o.Evidence.Report == e.Circle && o.Circle != (assay.ReportID{}) })
	if back < 0 || back < i && series[back].Circle == e.Evidence.Report {
		return ""
	}
	o := &series[back]
	return fmt.Sprintf("In a circle: %s (%s) is ascribed to %s, and its report (%s) ascribes it to %s; who had it first is not known.", SaysWords(e), EntryID(e), outlet(who.Origin(e)), EntryID(o), outlet(who.Origin(o)))
}

// outlet returns the name of the outlet behind an own voice.
func outlet(name string) string { return strings.TrimSuffix(name, origin.OwnVoice) }

func upperFirst(words string) string {
	r, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[n:]
}

// boundNames name the three numbers of an estimate.
var boundNames = [...]string{estimate.Low: "Low", estimate.Best: "Best", estimate.High: "High"}

// reasonSentence says how low, best or high came about.
func reasonSentence(est *assay.Estimate, r estimate.Reason, who Teller) string {
	var from []string
	for _, i := range r.Entries {
		e := &est.Series[i]
		from = append(from, fmt.Sprintf("%s of %s, %s", SaysWords(e), who.Origin(e), EntryID(e)))
	}
	number := Interval(r.Number, r.Number, r.Number)
	if number == "" {
		return fmt.Sprintf("%s by the rule %s: %s (%s).", boundNames[r.Of], est.Rule, r.Words, strings.Join(from, "; "))
	}
	is := en.Being
	if [...]assay.Amount{estimate.Low: est.Low, estimate.Best: est.Best, estimate.High: est.High}[r.Of] != r.Number {
		is = en.BeingElse // a person said otherwise
	}
	return fmt.Sprintf("%s by the rule %s %s %s: %s (%s).", boundNames[r.Of], est.Rule, is, number, r.Words, strings.Join(from, "; "))
}

// rulingSentence says what a person said of an estimate.
func rulingSentence(est *assay.Estimate, r assay.Ruled, who Teller) string {
	by := upperFirst(en.APerson)
	if r.By != "" {
		by = r.By
	}
	said := en.RuledOf[r.Verb]
	if said == "" {
		said = fmt.Sprintf("said that %s is %s (by the rule %s: %s); low–high is %s", r.Field, r.Theirs, est.Rule, r.Found, Span3(est.Low, est.Best, est.High))
	}
	return fmt.Sprintf("%s %s: “%s” (%s).", by, said, who.Words(r.Why), mask.RuledBy(assay.Ruled{ID: r.ID, At: r.At}))
}

// OriginsSentence says how many origins stand behind an estimate.
func OriginsSentence(est *assay.Estimate) string {
	o := est.Origins
	switch {
	case o.Max == 0:
		return "No origin stands behind it."
	case o.Min == o.Max:
		return fmt.Sprintf("Independent origins behind what stands: %d.", o.Max)
	}
	return fmt.Sprintf("Independent origins behind what stands: at least %d, at most %d, as those who are not named may be the same.", o.Min, o.Max)
}

// Teller tells of the entries of an estimate of a screen.
func (s *Screen) Teller(est *assay.Estimate) Teller {
	return Teller{s.Origin, s.With, s.Ruled, func(words string) string { return Clean(mask.Together(s.MasksOf(est), words)) }}
}

// Rulings says what persons said of an estimate.
func Rulings(est *assay.Estimate, who Teller) (l Lines) {
	for _, r := range est.Ruled {
		l.para(rulingSentence(est, r, who), 0, 2, Plain)
	}
	return l
}

// Letter names the kth of a list: A, B, … Z, AA.
func Letter(k int) string {
	if k < 26 {
		return string(rune('A' + k))
	}
	return Letter(k/26-1) + Letter(k%26)
}

// Changes says which origins raised, lowered or withdrew their numbers, and when.
func Changes(est *assay.Estimate, who Teller) (l Lines) {
	for _, c := range estimate.Changes(est.Series) {
		from, to := &est.Series[c.From], &est.Series[c.To]
		day := DateWords(to.Published)
		if day == "" {
			day = "on a day that is not known"
		}
		said := fmt.Sprintf(howWords[c.How], day, who.Origin(to), SaysWords(from), SaysWords(to))
		l.para(said+" ("+EntryID(from)+", "+EntryID(to)+")", 0, 2, Plain)
	}
	return l
}

// howWords say how an origin changed its number.
var howWords = [...]string{
	estimate.Raised:   "%s: %s raised its number from %s to %s",
	estimate.Lowered:  "%s: %s lowered its number from %s to %s",
	estimate.Withdrew: "%s: %s no longer stands by %s: %s",
}

// Stood says how an estimate stood on each day on which it changed; nothing where it never
// did.
func Stood(est *assay.Estimate) (l Lines) {
	var days []assay.Date
	for i := range est.Series {
		if d := est.Series[i].Published; d.Year != 0 && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, func(a, b assay.Date) int { return strings.Compare(a.String(), b.String()) })
	var stood []string
	last := ""
	for _, d := range days {
		was := estimate.Stood(*est, d)
		if words := span(&was); words != last {
			stood, last = append(stood, DateWords(d)+": "+words), words
		}
	}
	if len(stood) > 1 {
		l.para("As the pile stood (--as-of): "+strings.Join(stood, "; ")+".", 0, 2, Plain)
	}
	return l
}

package digest

import (
	"fmt"
	"io"
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
	"assay/screen"
)

// A Teller says of entries what their reports know, as screens may show it.
type Teller struct {
	Origin func(*assay.Entry) string // who is behind it
	With   func(*assay.Entry) string // who says it as well; "" if nobody
	Ruled  func(*assay.Entry) string // what persons said of its figure; "" if nothing
	Words  func(string) string       // words of a ruling on the estimate
}

// said writes what an entry says and, where a person ruled on its figure, what was read.
func (t *Teller) said(e *assay.Entry) string {
	if ruled := t.Ruled(e); ruled != "" {
		return fmt.Sprintf("%s [ruled: %s]", saysWords(e), ruled)
	}
	return saysWords(e)
}

// Explain writes how an estimate came about, in sentences with the ids of entries: who
// says what and when, what was set aside and why, how low, best and high follow by its
// rule, and what persons said against it.
func Explain(w io.Writer, est *assay.Estimate, who Teller, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	p.explain(est, who, 0)
	return p.end(est.ID)
}

// explain writes the sentences of a derivation, indented.
func (p *printer) explain(est *assay.Estimate, who Teller, indent int) {
	d := estimate.Explain(est, estimate.Options{})
	for _, v := range d.Voices {
		p.para(voiceSentence(est.Series, v, who), indent, indent+2, plain)
	}
	for i := range est.Series {
		if words := circleSentence(est.Series, i, who); words != "" {
			p.para(words, indent, indent+2, warning)
		}
	}
	for _, r := range d.Reasons {
		p.para(reasonSentence(est, r, who), indent, indent+2, plain)
	}
	if len(d.Reasons) == 0 {
		p.para(fmt.Sprintf("Nothing that stands gives a number by the rule %s.", est.Rule), indent, indent+2, plain)
	}
	if len(d.Clash) == 2 {
		a, b := &est.Series[d.Clash[0]], &est.Series[d.Clash[1]]
		p.para(fmt.Sprintf("Conflict: %s of %s (%s) and %s of %s (%s) do not meet.", saysWords(a), who.Origin(a), entryID(a), saysWords(b), who.Origin(b), entryID(b)), indent, indent+2, alarm)
	}
	for _, r := range est.Ruled {
		p.para(rulingSentence(est, r, who), indent, indent+2, warning)
	}
	p.para(originsSentence(est), indent, indent+2, plain)
	if !est.AsOf.IsZero() {
		p.para("As of "+screen.DateWords(est.AsOf)+": reports that appeared later, or on a day that is not known, were not looked at.", indent, indent+2, plain)
	}
}

// entryID returns the id of the figure behind an entry.
func entryID(e *assay.Entry) string {
	if i, ok := e.Figure.Index(); ok {
		return ledger.EntryID(e.Evidence.Report, ledger.ID('f', i))
	}
	return e.Evidence.Report.Short()
}

// saysWords writes what an entry says: "31", "at least 31".
func saysWords(e *assay.Entry) string {
	best := screen.Interval(e.Best, e.Best, e.Best)
	switch e.Bound {
	case assay.Approx:
		return "about " + best
	case assay.AtLeast:
		return "at least " + screen.Interval(e.Low, e.Low, e.Low)
	case assay.Vague:
		return "vague words for " + screen.Interval(e.Low, e.Best, e.High)
	}
	return screen.Interval(e.Low, e.Best, e.High)
}

func onDay(e *assay.Entry) string {
	if day := screen.DateWords(e.Published); day != "" {
		return " on " + day
	}
	return " on a day that is not known"
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
		fmt.Fprintf(&b, "%s%s (%s)", who.said(e), onDay(e), entryID(e))
		if with := who.With(e); with != "" {
			b.WriteString(" together with " + with)
		}
		if by := e.SupersededBy; by >= 0 && by < len(series) && (k+1 >= len(v.Said) || v.Said[k+1] != by) {
			fmt.Fprintf(&b, ", given up for %s (%s)", saysWords(&series[by]), entryID(&series[by]))
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
			b.WriteString(entryID(&series[i]))
		}
	}
	for _, i := range v.Aside {
		e := &series[i]
		fmt.Fprintf(&b, "; %s%s (%s) is set aside: it is %s", who.said(e), onDay(e), entryID(e), e.Status)
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
	return fmt.Sprintf("In a circle: %s (%s) is ascribed to %s, and its report (%s) ascribes it to %s; who had it first is not known.", saysWords(e), entryID(e), outlet(who.Origin(e)), entryID(o), outlet(who.Origin(o)))
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
		from = append(from, fmt.Sprintf("%s of %s, %s", saysWords(e), who.Origin(e), entryID(e)))
	}
	number := screen.Interval(r.Number, r.Number, r.Number)
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
		said = fmt.Sprintf("said that %s is %s (by the rule %s: %s); low–high is %s", r.Field, r.Theirs, est.Rule, r.Found, screen.Span3(est.Low, est.Best, est.High))
	}
	return fmt.Sprintf("%s %s: “%s” (%s).", by, said, who.Words(r.Why), mask.RuledBy(assay.Ruled{ID: r.ID, At: r.At}))
}

func originsSentence(est *assay.Estimate) string {
	o := est.Origins
	switch {
	case o.Max == 0:
		return "No origin stands behind it."
	case o.Min == o.Max:
		return fmt.Sprintf("Independent origins behind what stands: %d.", o.Max)
	}
	return fmt.Sprintf("Independent origins behind what stands: at least %d, at most %d, as those who are not named may be the same.", o.Min, o.Max)
}

// teller tells of the entries of an estimate of a screen.
func teller(s *screen.Screen, est *assay.Estimate) Teller {
	return Teller{s.Origin, s.With, s.Ruled, func(words string) string { return screen.Clean(mask.Together(s.MasksOf(est), words)) }}
}

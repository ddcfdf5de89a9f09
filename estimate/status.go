package estimate

import (
	"regexp"
	"slices"
	"strings"

	"assay"
)

// Why a figure supports nothing.
const (
	denied       = "denied"
	declined     = "declined"
	planned      = "planned"
	hypothetical = "hypothetical"
)

// nothing matches what stands before a number of which nothing was found: "its
// teams had seen no sign of the 80 dead".
var nothing = regexp.MustCompile(`(?i)\bno (?:signs?|evidence|traces?|proof|indications?|records?|confirmation) (?:of|that|for) (?:the |any |those |these |some |as many as |up to )*$`)

// yetToCome matches what has not happened yet.
var yetToCome = regexp.MustCompile(`(?i)\b(?:would|will|could) (?:soon |still |yet |also )?(?:rise|grow|reach|climb|exceed|pass|top|increase|double|be)\b`)

// contentText returns the words of the first content of a claim.
func contentText(doc *assay.Doc, cl *assay.Claim) string {
	if len(cl.Content) == 0 || cl.Content[0].Span.Check(doc.Text) != nil {
		return ""
	}
	return cl.Content[0].Span.In(doc.Text)
}

// unmoved returns of figures that count who moved why they support nothing.
func unmoved(doc *assay.Doc) map[int]string {
	m := map[int]string{}
	for n := range doc.Movements {
		mv := &doc.Movements[n]
		k, ok := mv.Count.Index()
		if !ok || m[k] != "" {
			continue
		}
		switch mv.Status {
		case planned, hypothetical, denied:
			m[k] = mv.Status
		case "prevented":
			m[k] = hypothetical
		}
	}
	return m
}

// status returns why figure i supports nothing: it is "denied" or "declined" by
// its own source, "planned" or "hypothetical". It is "" where the figure is
// asserted, or hedged. A claim by somebody else that answers this one with a
// denial does not take its support away: both sides stand in the ledger.
func (t *telling) status(i int) string {
	doc := t.Doc
	fig := &doc.Figures[i]
	sp := fig.Quantity.Span
	if nothing.MatchString(doc.Text[max(0, int(sp.Start)-60):sp.Start]) {
		return denied
	}
	if why := t.moved[i]; why != "" {
		return why
	}
	if cl := fig.Claim.In(doc.Claims); cl != nil {
		stance := cl.Stance
		if k := slices.IndexFunc(cl.Content, func(c assay.Content) bool { return c.Span.Contains(sp) }); k >= 0 && cl.Content[k].Stance != nil {
			stance = *cl.Content[k].Stance
		}
		switch {
		case stance == assay.Denies:
			return denied
		case stance == assay.Declines:
			return declined
		case fig.Action == "pledged" || fig.Action == "paid":
		case cl.Mode == assay.Intends || cl.Mode == assay.Orders:
			return planned
		case cl.Mode == assay.Asks:
			return hypothetical
		case cl.Mode == assay.Believes && yetToCome.MatchString(contentText(doc, cl)):
			return hypothetical // "feared that the number of dead would rise into the hundreds"
		}
	}
	if fig.Action == "pledged" {
		return ""
	}
	return modal(sentenceAround(doc, sp.Start), fig.Verb)
}

// modal returns what an auxiliary before verb makes of a figure: "up to 5,000
// could be displaced" is hypothetical, "500 will be evacuated" is planned.
// "may have fled" is a doubt about the past, no such thing.
func modal(sentence, verb string) string {
	verb = strings.ToLower(verb)
	if len(verb) < 3 {
		return ""
	}
	stem := verb[:min(4, len(verb))]
	words := strings.Fields(strings.ToLower(sentence))
	for i := range words {
		words[i] = strings.Trim(words[i], ".,;:'\"“”‘’()")
	}
	is := ""
	for i, w := range words {
		if !strings.HasPrefix(w, stem) {
			continue
		}
		status := ""
		for k := i - 1; k >= max(0, i-3) && !english.Done[words[k]]; k-- {
			switch {
			case english.Possible[words[k]]:
				status = hypothetical
			case english.Coming[words[k]]:
				status = planned
			}
		}
		if status == "" {
			return "" // "12 were killed and more could be killed": it has happened
		}
		is = status
	}
	return is
}

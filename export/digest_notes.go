package export

import (
	"assay"
)

// A note says what stands against an answer.
type note struct {
	words string
	at    string
	style style
}

// notes says what stands against what a claim says: its own source's doubt, and
// those who deny it or would not confirm it.
func (d *digest) notes(rep *shown, ref assay.Ref[assay.Claim]) []note {
	i, ok := ref.Index()
	if !ok {
		return nil
	}
	var out []note
	switch cl := &rep.Claims[i]; cl.Stance {
	case assay.Hedges:
		out = append(out, note{words: "hedged", style: warning})
	case assay.Denies:
		out = append(out, note{words: "denied by this source", style: alarm})
	case assay.Declines:
		out = append(out, note{words: "this source would not confirm it", style: alarm})
	}
	for _, k := range rep.answers[i] {
		cl := &rep.Claims[k]
		verb := ""
		switch {
		case cl.Stance == assay.Denies:
			verb = "denied: "
		case cl.Stance == assay.Declines || stanceWithin(cl, assay.Declines):
			verb = "not confirmed: "
		case cl.Stance == assay.Hedges:
			verb = "doubted: "
		default:
			continue
		}
		sp := refusal(rep, cl)
		said := limit(d.nameOf(rep, cl), 40)
		if w := d.quote(rep, sp); w != "" && !pronoun(w) {
			if cl.Kind == assay.Indirect && !cl.Cue.IsZero() { // "declined to comment"
				said += " " + d.quote(rep, cl.Cue) + " " + limit(w, 76)
			} else {
				said += ": " + limit(w, 76)
			}
		}
		out = append(out, note{verb + said, rep.at(sp), alarm})
	}
	if c := rep.Claims[i].Checked; !c.Span.IsZero() {
		st := warning
		if c.Result == "verified" {
			st = plain
		}
		out = append(out, note{limit(d.quote(rep, c.Span), 90), rep.at(c.Span), st})
	}
	return out
}

func stanceWithin(cl *assay.Claim, st assay.Stance) bool {
	for _, c := range cl.Content {
		if c.Stance != nil && *c.Stance == st {
			return true
		}
	}
	return false
}

// refusal returns the words of a claim that refuse or deny: the stretch that is
// marked so, else the whole content.
func refusal(rep *shown, cl *assay.Claim) assay.Span {
	for _, c := range cl.Content {
		if c.Stance != nil && (*c.Stance == assay.Declines || *c.Stance == assay.Denies) {
			return c.Span
		}
	}
	return rep.claimSpan(cl)
}

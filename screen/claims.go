package screen

import (
	"sort"

	"assay"
	"assay/lang/en"
)

// Ranked puts conflicts first, then questions on people, those of several
// Origins before the others, each in the order of the run.
func (s *Screen) Ranked() []int {
	order := make([]int, len(s.Run.Estimates))
	for i := range order {
		order[i] = i
	}
	score := func(i int) int {
		est := &s.Run.Estimates[i]
		n := 0
		if est.Conflict {
			n += 1000
		}
		if q := est.Question; Moving[q.Action] || Harming[q.Action] {
			n += 6
		}
		return n + 4*min(est.Origins.Max-1, 100)
	}
	sort.SliceStable(order, func(a, b int) bool { return score(order[a]) > score(order[b]) })
	return order
}

// A Said is one claim of a report.
type Said struct {
	Report *Report
	Index  int
}

// Claim returns the claim itself.
func (x Said) Claim() *assay.Claim { return &x.Report.Claims[x.Index] }

// Stance returns the stance of a claim that a reader must know of: of two, the
// one that is further from asserting.
func (x Said) Stance() assay.Stance {
	cl := x.Claim()
	st := cl.Stance
	for _, c := range cl.Content {
		if c.Stance != nil {
			st = max(st, *c.Stance)
		}
	}
	return st
}

// TellingSpan is the stretch of a claim to show: the one that denies or
// declines where there is one, else the first.
func (s *Screen) TellingSpan(x Said) assay.Span {
	if st := x.Stance(); st == assay.Denies || st == assay.Declines {
		return Refusal(x.Report, x.Claim())
	}
	return x.Report.ClaimSpan(x.Claim())
}

// Telling returns the words of that stretch. Where they only point back, as in
// "which he denied", it returns what they point to.
func (s *Screen) Telling(x Said) string {
	words := s.Words(x.Report, s.TellingSpan(x))
	if !Pronoun(words) {
		return words
	}
	for _, ref := range x.Claim().RespondsTo {
		if cl := ref.In(x.Report.Claims); cl != nil && cl != x.Claim() {
			return words + ": " + s.Words(x.Report, x.Report.ClaimSpan(cl))
		}
	}
	return words
}

// A Note says what stands against an answer, or how it was checked.
type Note struct {
	Words string
	At    string // the place it rests on: "flood.txt:1817"
	Tone  Tone
}

// A Tone is how loud a note is.
type Tone int

const (
	Calm    Tone = iota
	Doubt        // hedged, not confirmed
	Against      // denied, refused
)

// Notes says what stands against what a claim says: its own source's doubt, and
// those who deny it or would not confirm it.
func (s *Screen) Notes(rep *Report, ref assay.Ref[assay.Claim]) []Note {
	i, ok := ref.Index()
	if !ok {
		return nil
	}
	var out []Note
	switch cl := &rep.Claims[i]; cl.Stance {
	case assay.Hedges:
		out = append(out, Note{Words: "hedged", Tone: Doubt})
	case assay.Denies:
		out = append(out, Note{Words: "denied by this source", Tone: Against})
	case assay.Declines:
		out = append(out, Note{Words: "this source would not confirm it", Tone: Against})
	}
	for _, k := range rep.Answers[i] {
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
		sp := Refusal(rep, cl)
		said := Limit(s.NameOf(rep, cl), 40)
		if w := s.Words(rep, sp); w != "" && !Pronoun(w) {
			if cl.Kind == assay.Indirect && !cl.Cue.IsZero() { // "declined to comment"
				said += " " + s.Words(rep, cl.Cue) + " " + Limit(w, 76)
			} else {
				said += ": " + Limit(w, 76)
			}
		}
		out = append(out, Note{verb + said, rep.At(sp), Against})
	}
	if c := rep.Claims[i].Checked; !c.Span.IsZero() {
		tone := Doubt
		if c.Result == "verified" {
			tone = Calm
		}
		out = append(out, Note{Limit(s.Words(rep, c.Span), 90), rep.At(c.Span), tone})
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

// Refusal returns the words of a claim that refuse or deny: the stretch that is
// marked so, else the whole content.
func Refusal(rep *Report, cl *assay.Claim) assay.Span {
	for _, c := range cl.Content {
		if c.Stance != nil && (*c.Stance == assay.Declines || *c.Stance == assay.Denies) {
			return c.Span
		}
	}
	return rep.ClaimSpan(cl)
}

// Moving and Harming are the actions of the first two sections.
var Moving, Harming = actions(en.Moving()), actions(en.Harming())

func actions(words en.Set) map[assay.Action]bool {
	set := make(map[assay.Action]bool, len(words))
	for w := range words {
		set[assay.Action(w)] = true
	}
	return set
}

// ActionWords names what the figure says happened; its verb where that is no known
// action.
func ActionWords(fig *assay.Figure) string {
	if fig.Action == "other" || fig.Action == "" {
		return Clean(fig.Verb)
	}
	return string(fig.Action)
}

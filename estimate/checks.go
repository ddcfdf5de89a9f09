package estimate

import "assay"

// A Finding is something in the estimates of a pile that cannot well be, with the entries
// that say so. Nothing is repaired for it.
type Finding struct {
	Kind     Kind
	Evidence [2]At // what does not fit, the part, the flow, the households, the earlier number first
}

// An At is an entry of an estimate, by their places in the lists.
type At struct{ Estimate, Entry int }

// Kind is the kind of a Finding.
type Kind uint8

// The kinds.
const (
	PartAboveWhole  Kind = iota // more children died than people
	FlowAboveStock              // more arrived than there are
	HouseholdsApart             // too few or too many people for so many households
	TollFalls                   // an origin counts fewer dead than before
)

// Kinds names the kinds, in the order of the constants.
var Kinds = [...]string{"a part above its whole", "a flow above its stock", "households and people apart", "a toll that falls"}

func (k Kind) String() string { return Kinds[k] }

// Units and kinds of figures, as LEDGER.md has them.
const (
	person    = "person"
	household = "household"
	flow      = "flow"
	stock     = "stock"
)

// A household has from 2 to 12 people in any country of the United Nations' table of
// household sizes, with room for rounding.
const (
	smallest = 2
	largest  = 12
)

// Findings checks estimates against each other and within themselves, in their order.
func Findings(docs []*assay.Doc, estimates []assay.Estimate) (out []Finding) {
	at := map[string]int{}
	in := map[string][]int{} // the estimates of a place that count people or households
	for i := range estimates {
		at[estimates[i].ID] = i
		if q := &estimates[i].Question; q.Place != "" && (q.Unit == person || q.Unit == household) {
			in[q.Place] = append(in[q.Place], i)
		}
	}
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		if doc != nil && doc.Report != nil {
			byID[doc.ID] = doc
		}
	}
	for i := range estimates {
		est := &estimates[i]
		if w, ok := at[est.Of]; ok && w != i && est.Question.Unit == estimates[w].Question.Unit {
			if part, whole := extreme(est.Series, lowest), extreme(estimates[w].Series, highest); part >= 0 && whole >= 0 &&
				compareSaid(&est.Series[part], &estimates[w].Series[whole]) > 0 && estimates[w].Series[whole].Bound != assay.AtLeast && estimates[w].Series[whole].Bound != assay.Vague {
				out = append(out, Finding{PartAboveWhole, [2]At{{i, part}, {w, whole}}})
			}
		}
		if tolls[est.Question.Action] {
			for _, c := range Changes(est.Series) {
				if c.How == Lowered {
					out = append(out, Finding{TollFalls, [2]At{{i, c.From}, {i, c.To}}})
				}
			}
		}
		for _, w := range in[est.Question.Place] {
			other := &estimates[w]
			if w == i || est.Question.Action != other.Question.Action || !overlap(est, other) {
				continue
			}
			p, q := extreme(est.Series, lowest), extreme(other.Series, highest)
			if p < 0 || q < 0 {
				continue
			}
			e, o := &est.Series[p], &other.Series[q]
			switch {
			case est.Question.Unit == other.Question.Unit && kindOf(byID, est) == flow && kindOf(byID, other) == stock &&
				o.Bound != assay.AtLeast && o.Bound != assay.Vague && compareSaid(e, o) > 0:
				out = append(out, Finding{FlowAboveStock, [2]At{{i, p}, {w, q}}})
			case est.Question.Unit == household && other.Question.Unit == person && e.Best.IsKnown() && o.Best.IsKnown():
				homes, _ := e.Best.Number()
				people, _ := o.Best.Number()
				if people < smallest*homes || people > largest*homes {
					out = append(out, Finding{HouseholdsApart, [2]At{{i, p}, {w, q}}})
				}
			}
		}
	}
	return out
}

// tolls are the actions of which a count cannot well fall.
var tolls = map[assay.Action]bool{"killed": true, "injured": true}

// kindOf returns whether the figures of an estimate are a flow or a stock; "" if they do
// not say, or not the same.
func kindOf(docs map[assay.ReportID]*assay.Doc, est *assay.Estimate) (kind string) {
	for i := range est.Series {
		doc := docs[est.Series[i].Evidence.Report]
		if doc == nil {
			continue
		}
		if fig := est.Series[i].Figure.In(doc.Figures); fig != nil && fig.Kind != "" {
			if kind != "" && kind != fig.Kind {
				return ""
			}
			kind = fig.Kind
		}
	}
	return kind
}

// overlap reports whether the times of two questions have a day in common, or one is not
// known.
func overlap(a, b *assay.Estimate) bool {
	p, q := a.Question, b.Question
	return p.Begin.IsZero() || q.Begin.IsZero() || p.End.IsZero() || q.End.IsZero() || p.Begin.Before(q.End) && q.Begin.Before(p.End)
}

const (
	lowest  = -1
	highest = +1
)

// extreme returns the standing entry with the lowest or the highest number, vague words
// left out; -1 if there is none.
func extreme(series []assay.Entry, which int) int {
	at := -1
	firm, _ := upright(series)
	for _, i := range firm {
		if at < 0 || which*compareSaid(&series[i], &series[at]) > 0 {
			at = i
		}
	}
	return at
}

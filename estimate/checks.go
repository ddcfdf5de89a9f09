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
	HouseholdsApart             // too few or too many people for so many households of one event
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

// Findings is [FindingsOf] by docs.
func Findings(docs []*assay.Doc, estimates []assay.Estimate) []Finding {
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		if doc != nil && doc.Report != nil {
			byID[doc.ID] = doc
		}
	}
	return FindingsOf(func(report assay.ReportID, i int) string {
		if doc := byID[report]; doc != nil && i < len(doc.Figures) {
			return doc.Figures[i].Kind
		}
		return ""
	}, estimates)
}

// FindingsOf checks estimates against each other and within themselves, in their order.
// Kind says of a figure whether it is a flow or a stock, "" if that is not known.
func FindingsOf(kind func(report assay.ReportID, figure int) string, estimates []assay.Estimate) (out []Finding) {
	at := map[string]int{}
	stocks, people := map[place][]int{}, map[place][]int{} // what flows and households are held to
	kinds, least, most := make([]string, len(estimates)), make([]int, len(estimates)), make([]int, len(estimates))
	for i := range estimates {
		est := &estimates[i]
		at[est.ID] = i
		kinds[i], least[i], most[i] = kindOf(kind, est), extreme(est.Series, lowest), extreme(est.Series, highest)
		if where := placeOf(est); where.id != "" && est.Question.Unit == person && most[i] >= 0 {
			people[where] = append(people[where], i)
			if kinds[i] == stock {
				stocks[where] = append(stocks[where], i)
			}
		}
	}
	find := func(kind Kind, i, k, w, l int) { out = append(out, Finding{kind, [2]At{{i, k}, {w, l}}}) }
	for i := range estimates {
		est := &estimates[i]
		if w, ok := at[est.Of]; ok && w != i && est.Question.Unit == estimates[w].Question.Unit && above(est, least[i], &estimates[w], most[w]) {
			find(PartAboveWhole, i, least[i], w, most[w])
		}
		if harmful(est.Question.Action) {
			for _, c := range Changes(est.Series) {
				if c.How == Lowered {
					find(TollFalls, i, c.From, i, c.To)
				}
			}
		}
		if est.Question.Unit == person && kinds[i] == flow {
			for _, w := range stocks[placeOf(est)] {
				if overlap(est, &estimates[w]) && above(est, least[i], &estimates[w], most[w]) {
					find(FlowAboveStock, i, least[i], w, most[w])
				}
			}
		}
		if est.Question.Unit != household || least[i] < 0 {
			continue
		}
		homes, ok := est.Series[least[i]].Best.Number()
		for _, w := range people[placeOf(est)] {
			n, known := estimates[w].Series[most[w]].Best.Number()
			if ok && known && estimates[w].Event == est.Event && overlap(est, &estimates[w]) && (n < smallest*homes || n > largest*homes) {
				find(HouseholdsApart, i, least[i], w, most[w])
			}
		}
	}
	return out
}

// A place is where something was done by or to whom is counted.
type place struct {
	id     string
	action assay.Action
}

func placeOf(est *assay.Estimate) place { return place{est.Question.Place, est.Question.Action} }

// above reports whether entry k of a is more than entry l of b can be.
func above(a *assay.Estimate, k int, b *assay.Estimate, l int) bool {
	if k < 0 || l < 0 {
		return false
	}
	top := &b.Series[l]
	return top.Bound != assay.AtLeast && top.Bound != assay.Vague && compareSaid(&a.Series[k], top) > 0
}

// harmful reports whether an action is one of which a count cannot well fall.
func harmful(act assay.Action) bool { return act == harms[0][0] || act == harms[1][0] }

// kindOf returns whether the figures of an estimate are a flow or a stock; "" if they do
// not say, or not the same.
func kindOf(of func(report assay.ReportID, figure int) string, est *assay.Estimate) (kind string) {
	for i := range est.Series {
		k, ok := est.Series[i].Figure.Index()
		if !ok {
			continue
		}
		if one := of(est.Series[i].Evidence.Report, k); one != "" {
			if kind != "" && kind != one {
				return ""
			}
			kind = one
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

package table

import (
	"strconv"
	"strings"

	"assay"
	"assay/estimate"
	"assay/lang/en"
	"assay/ledger"
	"assay/mask"
	"assay/occurrence"
)

// A Pile is what events and estimates are laid flat of.
type Pile struct {
	Events    []assay.Occurrence
	Estimates []assay.Estimate
	Mask      func(assay.ReportID) *mask.Mask // nil of a report that is not there
	Figure    func(report assay.ReportID, figure int) Figure
	Story     func(assay.ReportID) string // its id, "" if it is in none
	PlaceName func(*assay.Occurrence) string

	sums  map[string]*estimate.Sum
	found map[int][]string // what checks say of estimates
}

// A Figure is what estimates show of one.
type Figure struct {
	Kind   string
	Ruled  bool // persons said something of it
	Places []Place
}

// A Place is one of a figure, as its report has it.
type Place struct {
	Gazetteer, Name string
	Words           func(*mask.Mask) string
}

// NewPile makes a pile of docs.
func NewPile(docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, estimates []assay.Estimate, masks map[assay.ReportID]*mask.Mask) *Pile {
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	in := map[assay.ReportID]string{}
	for i := range stories {
		for _, id := range stories[i].Reports {
			in[id] = stories[i].ID
		}
	}
	return &Pile{Events: events, Estimates: estimates,
		Mask: func(id assay.ReportID) *mask.Mask {
			if byID[id] == nil {
				return nil
			}
			return masks[id]
		},
		Figure: func(id assay.ReportID, i int) (f Figure) {
			doc := byID[id]
			if doc == nil || i >= len(doc.Figures) {
				return f
			}
			fig := &doc.Figures[i]
			f.Kind, f.Ruled = fig.Kind, len(fig.Ruled) > 0
			for _, r := range fig.Places {
				if pl := r.In(doc.Places); pl != nil {
					f.Places = append(f.Places, Place{pl.Gazetteer, pl.Name, func(m *mask.Mask) string { return m.Words(pl.Span) }})
				}
			}
			return f
		},
		Story: func(id assay.ReportID) string { return in[id] },
		PlaceName: func(occ *assay.Occurrence) string {
			return occurrence.PlaceName(occ, func(id assay.ReportID) *assay.Doc { return byID[id] })
		}}
}

// Lay lays the events, or the estimates, [lo, hi) flat.
func (p *Pile) Lay(table string, lo, hi int) *Table {
	t := &Table{Name: table, Head: HeadOf(table)}
	switch table {
	case "events":
		p.events(t, lo, hi)
	case "estimates":
		p.estimates(t, lo, hi)
	}
	return t
}

// events lays the events [lo, hi) flat.
func (p *Pile) events(t *Table, lo, hi int) {
	if p.sums == nil {
		p.sums = estimate.Sums(p.Estimates)
	}
	estimates := p.Estimates
	for i := lo; i < hi; i++ {
		occ := &p.Events[i]
		var of []*mask.Mask
		told := map[string]bool{} // stories
		for _, tell := range occ.Tellings {
			told[p.Story(tell.Report)] = true
			if m := p.Mask(tell.Report); m != nil && !m.Plain() {
				of = append(of, m)
			}
		}
		name := mask.Together(of, p.PlaceName(occ))
		place := occ.Place
		if !strings.Contains(place, ":") {
			place = name
		}
		var countries []string
		for _, c := range occ.Countries {
			countries = append(countries, assay.Alpha3(c))
		}
		sum := p.sums[occ.ID]
		if sum == nil {
			sum = &estimate.Sum{}
		}
		var killed assay.Estimate
		var tolls, ids, actions []string
		for _, k := range sum.Tolls {
			est := &estimates[k]
			words := string(est.Question.Action) + " " + lowBestHigh(est)
			switch unit := est.Question.Unit; {
			case unit == "person":
				if est.Question.Action == "killed" {
					killed = *est
				}
			case unit != "":
				words += " (" + mask.Together(of, en.UnitPlural(unit)) + ")"
			}
			if estimate.Overruled(est) {
				words += en.ByHand
			}
			tolls, actions = append(tolls, words), append(actions, string(est.Question.Action))
		}
		for _, k := range sum.Estimates {
			ids = append(ids, estimates[k].ID)
		}
		var min, max any
		if len(sum.Estimates) > 0 {
			min, max = int64(sum.Origins.Min), int64(sum.Origins.Max)
		}
		called := en.Occurrence(occ.Type, occ.Mode)
		t.add([]any{occ.ID, cell(occ.Type), cell(occ.Mode), cell(called), cell(place), cell(name), cell(strings.Join(countries, "; ")),
			deref(ledger.Day(occ.Begin)), deref(ledger.Day(occ.End)), occ.Background, cell(occ.Of), int64(len(occ.Tellings)), int64(len(told)),
			min, max, amount(killed.Low), amount(killed.Best), amount(killed.High), cell(strings.Join(tolls, "; ")), int64(sum.Conflicts), cell(strings.Join(ids, " "))},
			occ.Type, occ.Mode, called, name, strings.Join(actions, "\n"), strings.Join(countries, "\n"))
	}
}

// lowBestHigh writes the numbers of an estimate: "14–17–19", "14–?–19", "40".
func lowBestHigh(est *assay.Estimate) string {
	word := func(a assay.Amount) string {
		n, ok := a.Number()
		if !ok {
			return "?"
		}
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	low, best, high := word(est.Low), word(est.Best), word(est.High)
	if low == best && best == high {
		return low
	}
	return low + "–" + best + "–" + high
}

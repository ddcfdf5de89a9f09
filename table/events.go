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

// events lays the events of all reports flat, in their order.
func (t *Table) events(docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, estimates []assay.Estimate, masks map[assay.ReportID]*mask.Mask) {
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
	sums := estimate.Sums(estimates)
	for i := range events {
		occ := &events[i]
		var of []*mask.Mask
		told := map[string]bool{} // stories
		for _, tell := range occ.Tellings {
			told[in[tell.Report]] = true
			if m := masks[tell.Report]; m != nil {
				of = append(of, m)
			}
		}
		name := mask.Together(of, occurrence.PlaceName(occ, func(id assay.ReportID) *assay.Doc { return byID[id] }))
		place := occ.Place
		if !strings.Contains(place, ":") {
			place = name
		}
		var countries []string
		for _, c := range occ.Countries {
			countries = append(countries, assay.Alpha3(c))
		}
		sum := sums[occ.ID]
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

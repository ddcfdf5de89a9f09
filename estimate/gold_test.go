package estimate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/clean"
	"assay/quantity"
)

// A goldCluster is a file in the form of ../shared/data/gold/ESTIMATES.md.
type goldCluster struct {
	Cluster string
	Reports []struct{ File, Published string }
	Origins []struct {
		ID, Name   string
		Named      bool
		OwnVoiceOf string `json:"own_voice_of"`
	}
	Questions []goldQuestion
}

type goldQuestion struct {
	ID              string
	Action          assay.Action
	Low, Best, High assay.Amount
	Conflict        bool
	Series          []goldNumber
}

type goldNumber struct {
	Report, Text, Origin, Status string
	Span                         [2]int32
	Low, Best, High              assay.Amount
}

// scored are the actions of which questions are scored.
var scored = []assay.Action{"killed", "injured", "missing", "detained", "displaced", "evacuated", "arrived", "fled"}

// series returns the numbers of a gold question with their gold origins, in the order
// of publication, not yet judged, and what the gold says of each.
func (g *goldCluster) series(t *testing.T, q *goldQuestion, docs map[string]*assay.Doc) (list []said, entries []assay.Entry, gold []string) {
	origins := map[string]int{}
	for i, o := range g.Origins {
		origins[o.ID] = i
	}
	order := map[string]int{}
	for i, r := range g.Reports {
		order[r.File] = i
	}
	date := func(file string) assay.Date {
		d, err := assay.ParseDate(g.Reports[order[file]].Published)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	at := slices.Clone(q.Series)
	slices.SortStableFunc(at, func(a, b goldNumber) int {
		return cmp.Or(cmp.Compare(date(a.Report).String(), date(b.Report).String()), cmp.Compare(order[a.Report], order[b.Report]), cmp.Compare(a.Span[0], b.Span[0]))
	})
	for _, s := range at {
		o := g.Origins[origins[s.Origin]]
		qu := assay.Quantity{Low: s.Low, Best: s.Best, High: s.High}
		switch {
		case s.Best.IsKnown():
			if read := quantity.Parse(s.Text + " people"); len(read) > 0 && read[0].Bound == assay.Approx {
				qu.Bound = assay.Approx
			}
		case s.Low.IsKnown() && s.High.IsKnown():
			qu.Bound = assay.Range
		case s.High.IsKnown():
			qu.Bound = assay.AtMost
		default:
			qu.Bound = assay.AtLeast
			if read := quantity.Parse(s.Text + " people"); len(read) == 0 || read[0].Bound == assay.Vague {
				qu.Bound = assay.Vague
			}
		}
		d := date(s.Report)
		day, _ := d.Time()
		x := said{q: &qu, origin: origins[s.Origin], report: order[s.Report], day: int(day.Unix() / 86400), own: o.OwnVoiceOf != "" || strings.Contains(o.Name, "own voice")}
		doc, sp := docs[s.Report], assay.Span{Start: s.Span[0], End: s.Span[1]}
		k := doc.RegionAt(sp.Start)
		x.retold = k >= 0 && (doc.Regions[k].Kind == assay.Headline || doc.Regions[k].Kind == assay.Caption || doc.Regions[k].Kind == assay.Repeat) || inHeadline(headlines(doc), sp)
		switch s.Status {
		case denied, declined, planned, hypothetical:
			x.status = s.Status
		}
		list, gold = append(list, x), append(gold, s.Status)
		entries = append(entries, assay.Entry{Origin: o.Name, Named: o.Named, Own: x.own, Story: s.Report, Published: d, Bound: qu.Bound, Low: s.Low, Best: s.Best, High: s.High})
	}
	return list, entries, gold
}

// TestGold gives the numbers of each gold question of the clusters with their gold
// origins, and asks which stand, what low, best and high are, and whether there is a
// conflict. ASSAY_CLUSTERS names more folders of clusters, apart by colons.
func TestGold(t *testing.T) {
	folders := append([]string{"../../shared/data/clusters"}, filepath.SplitList(os.Getenv("ASSAY_CLUSTERS"))...)
	var paths []string
	for _, dir := range folders {
		more, _ := filepath.Glob(filepath.Join(dir, "*.estimates.json"))
		paths = append(paths, more...)
	}
	if len(paths) == 0 {
		t.Skip("SKIPPED: ../shared/data/clusters is absent, its questions are not asked")
	}
	var questions, bounds, conflicts, numbers, statuses int
	fold := func(status string) string {
		if status == repeats || status == superseded {
			return "said before"
		}
		return status
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var g goldCluster
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		docs := map[string]*assay.Doc{}
		for _, r := range g.Reports {
			text, err := os.ReadFile(filepath.Join(filepath.Dir(path), g.Cluster, r.File))
			if err != nil {
				t.Fatal(err)
			}
			doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(r.File, text), Text: string(text)})
			if err := assay.Annotate(t.Context(), doc, []assay.Stage{clean.New(clean.Options{})}); err != nil {
				t.Fatal(err)
			}
			docs[r.File] = doc
		}
		for i := range g.Questions {
			q := &g.Questions[i]
			list, entries, gold := g.series(t, q, docs)
			if !slices.Contains(scored, q.Action) || !slices.ContainsFunc(gold, func(s string) bool { return s != "background" }) {
				continue
			}
			judge(list, q.Action, Options{}.widen())
			for k := range list {
				entries[k].Status, entries[k].SupersededBy = list[k].status, list[k].by
				if gold[k] != "background" {
					numbers++
					if fold(gold[k]) == fold(list[k].status) {
						statuses++
					}
				}
			}
			v := choose(RuleNames[0], q.Action, entries)
			_, _, clash := conflict(entries, Options{}.widen())
			questions++
			if clash == q.Conflict {
				conflicts++
			}
			if v.low == q.Low && v.best == q.Best && v.high == q.High {
				bounds++
			}
			if clash != q.Conflict || v.low != q.Low || v.best != q.Best || v.high != q.High {
				t.Logf("%s %s: %v %v %v conflict %v, gold %v %v %v %v", g.Cluster, q.ID, v.low, v.best, v.high, clash, q.Low, q.Best, q.High, q.Conflict)
			}
		}
	}
	share := func(n, of int) float64 { return float64(n) / float64(max(1, of)) }
	t.Logf("%d questions: bounds %.3f, conflict %.3f; %d numbers: status %.3f", questions, share(bounds, questions), share(conflicts, questions), numbers, share(statuses, numbers))
	if share(bounds, questions) < 0.98 || share(conflicts, questions) < 0.98 || share(statuses, numbers) < 0.83 {
		t.Error("under the floor")
	}
}

// TestRulesByHand reads the cluster of docs/estimates.md and the table in which each rule is
// worked on it by hand, and holds the rules to it.
func TestRulesByHand(t *testing.T) {
	raw, err := os.ReadFile("../docs/estimates.md")
	if err != nil {
		t.Fatal(err)
	}
	_, page, ok := strings.Cut(string(raw), "### One cluster by hand")
	page, _, _ = strings.Cut(page, "\n###")
	if !ok {
		t.Fatal("docs/estimates.md works no cluster by hand")
	}
	day := assay.Date{Year: 2016, Month: 7, Day: 27}
	var series []assay.Entry
	worked := 0
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		var n [3]float64
		switch {
		case len(cells) == 3 && !strings.HasPrefix(cells[0], "-") && cells[0] != "number of killed":
			e := assay.Entry{Origin: cells[1], Named: !strings.Contains(cells[2], "not named"), Own: strings.HasSuffix(cells[1], "own voice"), Story: cells[1], Published: day, Status: stands, SupersededBy: -1}
			if _, err := fmt.Sscan(cells[0], &n[0]); err != nil {
				e.Bound, n[0] = assay.Vague, 20 // “scores”
			}
			if e.Low = assay.Known(n[0]); e.Bound == assay.Exact {
				e.Best, e.High = e.Low, e.Low
			}
			series = append(series, e)
		case len(cells) == 5 && strings.HasPrefix(cells[0], "`"):
			rule := strings.Trim(cells[0], "`")
			if _, err := fmt.Sscan(strings.Join(cells[1:4], " "), &n[0], &n[1], &n[2]); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			est := Under(assay.Estimate{Question: assay.Question{Action: "killed"}, Series: series}, rule)
			if est.Low != assay.Known(n[0]) || est.Best != assay.Known(n[1]) || est.High != assay.Known(n[2]) || est.Rule != rule {
				t.Errorf("%s: %v %v %v, docs/estimates.md has %v", rule, est.Low, est.Best, est.High, n)
			}
			if d := Explain(&est, Options{}); len(d.Reasons) != 3 || len(d.Clash) != 2 || len(d.Voices) != len(series) {
				t.Errorf("%s: %+v", rule, d)
			}
			worked++
		}
	}
	if worked != len(RuleNames) || len(series) != 6 {
		t.Errorf("%d rules are worked on %d numbers", worked, len(series))
	}
}

// TestRules are the cases of the rules that the table does not have.
func TestRules(t *testing.T) {
	on := func(day int, origin string, named bool, bound assay.Bound, low, high float64) assay.Entry {
		e := assay.Entry{Origin: origin, Named: named, Story: origin, Published: assay.Date{Year: 2024, Month: 5, Day: day}, Bound: bound, Low: orUnknown(low), High: orUnknown(high), Status: stands, SupersededBy: -1}
		if bound == assay.Exact || bound == assay.Approx {
			e.Best = e.Low
		}
		return e
	}
	for _, c := range []struct {
		what, rule      string
		series          []assay.Entry
		low, best, high float64
	}{
		{"nothing", "origins", nil, 0, 0, 0},
		{"vague alone", "origins", []assay.Entry{on(2, "army", true, assay.Vague, 1000, 5000)}, 1000, 0, 5000},
		{"vague alone", "acled", []assay.Entry{on(2, "army", true, assay.Vague, 12, 0)}, 12, 12, 12},
		{"vague alone", "ucdp", []assay.Entry{on(2, "army", true, assay.Vague, 12, 0)}, 0, 0, 0},
		{"a range", "origins", []assay.Entry{on(2, "army", true, assay.Range, 100, 150)}, 100, 0, 150},
		{"an end alone", "origins", []assay.Entry{on(2, "army", true, assay.AtMost, 0, 80)}, 0, 0, 80},
		{"an end alone", "idmc", []assay.Entry{on(2, "army", true, assay.AtMost, 0, 80)}, 80, 80, 80},
		{"most", "origins", []assay.Entry{on(2, "army", true, assay.Exact, 31, 31), on(2, "police", true, assay.Exact, 31, 31), on(3, "mayor", true, assay.Exact, 40, 40)}, 31, 31, 40},
		{"the last", "latest", []assay.Entry{on(2, "army", true, assay.Exact, 31, 31), on(2, "police", true, assay.Exact, 31, 31), on(3, "mayor", true, assay.Exact, 40, 40)}, 40, 40, 40},
		{"unnamed only", "origins", []assay.Entry{on(2, "officials", false, assay.Exact, 31, 31), on(3, "villagers", false, assay.Exact, 40, 40)}, 31, 40, 40},
		{"two in the middle", "median", []assay.Entry{on(2, "army", true, assay.Exact, 31, 31), on(2, "police", true, assay.AtLeast, 50, 0)}, 31, 31, 50},
		{"a rule of no name", "", []assay.Entry{on(2, "army", true, assay.Exact, 31, 31)}, 31, 31, 31},
	} {
		est := Under(assay.Estimate{Question: assay.Question{Action: "killed"}, Series: c.series}, c.rule)
		if est.Low != orUnknown(c.low) || est.Best != orUnknown(c.best) || est.High != orUnknown(c.high) {
			t.Errorf("%s by %s: %v %v %v, want %v %v %v", c.what, c.rule, est.Low, est.Best, est.High, c.low, c.best, c.high)
		}
	}
}

// A least number of what nobody counts one by one stays open.
func TestLeastOfEstimates(t *testing.T) {
	series := []assay.Entry{{Origin: "army", Named: true, Bound: assay.AtLeast, Low: assay.Known(5000), Status: stands, SupersededBy: -1}}
	for action, known := range map[assay.Action]bool{"killed": true, "recruited": false} {
		est := Under(assay.Estimate{Question: assay.Question{Action: action}, Series: series}, RuleNames[0])
		if est.Best.IsKnown() != known || est.High.IsKnown() != known || est.Low != assay.Known(5000) {
			t.Errorf("%s: %v %v %v", action, est.Low, est.Best, est.High)
		}
	}
}

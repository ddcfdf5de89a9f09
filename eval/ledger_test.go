package eval

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The text of the hand-worked cases, with offsets:
//
//	0         1         2         3         4         5         6
//	0123456789012345678901234567890123456789012345678901234567890123456
//	Ada Lund said 12 people died in Oslo. Ole Vik denied that 30 fled.
const handText = "Ada Lund said 12 people died in Oslo. Ole Vik denied that 30 fled."

const handGold = `{"report": "hand.txt", "published": "2020-01-02",
 "layout": [{"text": "Ole Vik", "span": [38, 45], "kind": "byline"}],
 "paragraphs": [0, 38],
 "claims": [
  {"id": "c1", "kind": "indirect", "source": {"text": "Ada Lund", "span": [0, 8], "name": "Ada Lund"},
   "content": [{"text": "12 people died in Oslo", "span": [14, 36]}], "stance": "asserts"},
  {"id": "c2", "kind": "indirect", "source": {"text": "Ole Vik", "span": [38, 45], "name": "Ole Vik"},
   "content": [{"text": "30 fled", "span": [58, 65]}], "stance": "denies"}],
 "figures": [
  {"id": "f1", "text": "12", "span": [14, 16], "bound": "exact", "low": 12, "best": 12, "high": 12, "unit": "person", "action": "killed",
   "claim": "c1", "places": [{"text": "Oslo", "span": [32, 36]}]},
  {"id": "f2", "text": "30", "span": [58, 60], "bound": "exact", "low": 30, "best": 30, "high": 30, "unit": "people", "action": "fled",
   "action_also": ["departed"], "claim": "c2", "places": []}],
 "movements": [{"from": ["Oslo"], "to": [], "count": "f2"}],
 "events": [{"place": "Oslo", "killed": 12}]}`

// line is a ledger line of the hand text with these lists.
func line(lists string) string {
	text, _ := json.Marshal(handText)
	return `{"ledger": 1, "report": {"path": "some/hand.txt", "text": ` + string(text) + `}, ` + strings.NewReplacer("\n", "", "\t", "").Replace(lists) + `}`
}

const perfect = `"regions": [{"kind": "body", "span": [0, 37], "text": "Ada Lund said 12 people died in Oslo."}, {"kind": "byline", "span": [38, 45], "text": "Ole Vik"},
  {"kind": "body", "span": [38, 66], "text": "Ole Vik denied that 30 fled."}],
 "places": [{"id": "p1", "span": [32, 36], "text": "Oslo"}],
 "claims": [
  {"id": "c1", "kind": "indirect", "source": {"span": [0, 8], "text": "Ada Lund", "name": "Ada Lund"}, "content": [{"span": [14, 36], "text": "12 people died in Oslo"}], "stance": "asserts"},
  {"id": "c2", "kind": "indirect", "source": {"span": [38, 45], "text": "Ole Vik", "name": "Ole Vik"}, "content": [{"span": [58, 65], "text": "30 fled"}], "stance": "denies"}],
 "figures": [
  {"id": "f1", "span": [14, 16], "text": "12", "bound": "exact", "low": 12, "best": 12, "high": 12, "unit": "person", "action": "killed", "places": ["p1"], "claim": "c1"},
  {"id": "f2", "span": [58, 60], "text": "30", "bound": "exact", "low": 30, "best": 30, "high": 30, "unit": "person", "action": "departed", "places": [], "claim": "c2"}],
 "movements": [{"id": "m1", "from": ["p1"], "to": [], "count": "f2"}],
 "events": [{"id": "e1", "places": ["p1"], "figures": ["f1"]}]`

func scoreOf(t *testing.T, goldText, ledgerText string) Measures {
	t.Helper()
	var g gold
	if err := json.Unmarshal([]byte(goldText), &g); err != nil {
		t.Fatal(err)
	}
	r, err := findReport([]byte(ledgerText), g.Report)
	if err != nil {
		t.Fatal(err)
	}
	return scoreLedger(&g, r).counts.measures()
}

func TestHandWorked(t *testing.T) {
	all := `"claims": [{"id": "c1", "kind": "direct", "source": {"span": [0, 66], "text": ` + fmt.Sprintf("%q", handText) + `},
		"content": [{"span": [0, 66], "text": ` + fmt.Sprintf("%q", handText) + `}], "stance": "hedges"}],
		"figures": [{"id": "f1", "span": [0, 66], "text": ` + fmt.Sprintf("%q", handText) + `, "bound": "exact", "low": 12, "high": 12}]`
	swapped := strings.NewReplacer(`"stance": "denies"`, `"stance": "asserts"`, `"low": 30`, `"low": 31`, `"claim": "c2"`, `"claim": null`,
		`"text": "Oslo"`, `"text": "Oslo."`).Replace(perfect)
	for name, c := range map[string]struct {
		ledger string
		want   Measures
	}{
		"everything right": {perfect, Measures{"span_errors": 0, "claim_p": 1, "claim_r": 1, "claim_f1": 1, "source_acc": 1, "source_name_acc": 1,
			"kind_acc": 1, "stance_acc": 1, "content_exact": 1, "stance_marked_f1": 1, "figure_p": 1, "figure_r": 1, "figure_f1": 1, "value_acc": 1,
			"bound_acc": 1, "unit_acc": 1, "figure_claim_acc": 1, "action_acc": 1, "figure_place_acc": 1, "figure_time_acc": 1, "row_f1": 1,
			"paragraph_r": 1, "paragraph_f1": 1, "layout_r": 1, "layout_f1": 1, "movement_p": 1, "movement_r": 1, "movement_f1": 1,
			"event_p": 1, "event_r": 1, "event_f1": 1}},
		"nothing found": {`"claims": []`, Measures{"span_errors": 0, "claim_p": 0, "claim_r": 0, "claim_f1": 0, "source_acc": 0, "source_name_acc": 0,
			"kind_acc": 0, "stance_acc": 0, "content_exact": 0, "stance_marked_f1": 0, "figure_p": 0, "figure_r": 0, "figure_f1": 0, "value_acc": 0,
			"bound_acc": 0, "unit_acc": 0, "figure_claim_acc": 0, "action_acc": 0, "figure_place_acc": 0, "figure_time_acc": 0, "row_f1": 0,
			"paragraph_r": 0, "paragraph_f1": 0, "layout_r": 0, "layout_f1": 0, "movement_p": 0, "movement_r": 0, "movement_f1": 0,
			"event_p": 0, "event_r": 0, "event_f1": 0}},
		// 14 words; the first claim has 5 of them: F1 10/19, the second 2: 4/16.
		// The claim meets the first gold claim by 10/19, just enough; its source
		// has 14 words, over 2*2+5, but is like the name by its words: it holds
		// "ada" and "lund", yet lists everybody. A clause is no figure.
		"one span over all": {all, Measures{"claim_p": 1, "claim_r": 0.5, "claim_f1": 2. / 3, "source_acc": 0, "kind_acc": 0, "content_exact": 0,
			"stance_acc": 0, "stance_marked_f1": 0, "figure_p": 0, "figure_r": 0, "figure_f1": 0, "row_f1": 0}},
		// One stance, one number, one claim wrong, and a place that quotes what
		// does not stand there: marked stances 0 of 1, values 1 of 2, rows 1 of 2.
		"some wrong": {swapped, Measures{"span_errors": 1, "claim_f1": 1, "stance_acc": 0.5, "stance_marked_f1": 0, "figure_f1": 1, "value_acc": 0.5,
			"figure_claim_acc": 0.5, "row_f1": 0.5, "figure_place_acc": 1}},
	} {
		measured(t, name, scoreOf(t, handGold, line(c.ledger)), c.want)
	}
}

// Country and days of a figure are its own where it has any, else those of its places
// and its time; singulars count only where the gold has some.
func TestCountryAndDays(t *testing.T) {
	dated := strings.Replace(handGold, `"claim": "c1", "places"`, `"country": ["NOR"], "when": ["2020-01-01", "2020-01-03"], "claim": "c1", "places"`, 1)
	f1 := `"places": ["p1"], "claim": "c1"`
	for name, c := range map[string]struct {
		old, new string
		want     Measures
	}{
		"nothing read":                     {"", "", Measures{"country_acc": 0, "when_acc": 0, "full_row_f1": 0.5, "row_f1": 1}},
		"from place and time":              {`"text": "Oslo"}],`, `"text": "Oslo", "country": "NO"}], "times": [{"id": "t1", "span": [9, 13], "text": "said", "begin": "2020-01-02", "end": "2020-01-03"}],`, Measures{"country_acc": 1, "when_acc": 0, "full_row_f1": 0.5}},
		"its own":                          {f1, f1 + `, "country": ["NOR"], "begin": "2020-01-01", "end": "2020-01-02"`, Measures{"country_acc": 1, "when_acc": 1, "full_row_f1": 1}},
		"one too many":                     {f1, f1 + `, "country": ["NOR", "SWE"], "begin": "2020-01-01T10:00:00Z", "end": "2020-01-06"`, Measures{"country_acc": 0, "when_acc": 0}},
		"its own before that of its place": {f1 + `}`, f1 + `, "country": [], "begin": "2020-01-01", "end": null}`, Measures{"country_acc": 0, "when_acc": 0}},
		"a singular":                       {`"figures": [`, `"figures": [{"id": "f9", "singular": true, "span": [0, 3], "text": "Ada"}, `, Measures{"figure_p": 1, "figure_f1": 1}},
	} {
		ledger := strings.Replace(perfect, c.old, c.new, 1)
		measured(t, name, scoreOf(t, dated, line(ledger)), c.want)
	}
	single := strings.Replace(dated, `{"id": "f1",`, `{"id": "f1", "singular": true,`, 1)
	ledger := strings.Replace(perfect, `"figures": [`, `"figures": [{"id": "f9", "singular": true, "span": [0, 3], "text": "Ada"}, `, 1)
	measured(t, "singulars in the gold", scoreOf(t, single, line(ledger)), Measures{"figure_p": 2. / 3})
}

// Several files are counted together; what is wrong is listed with gold and got, and of
// what is kept apart nothing that lies in a folder.
func TestSeveralFiles(t *testing.T) {
	dir := t.TempDir()
	named := func(name string) string { return strings.Replace(handGold, "hand.txt", name+".txt", 1) }
	var ledger string
	for _, name := range []string{"a004", "a005", "a006", "k001"} {
		put(t, dir, name+goldEnding, named(name))
		one := strings.Replace(line(perfect), "hand.txt", name+".txt", 1)
		if name == "a004" || name == "k001" { // the SHA-256 of k001 ends in 000
			one = strings.Replace(one, `"action": "killed"`, `"action": "injured"`, 1)
		}
		ledger += one + "\n"
	}
	run := func(opt LedgerOptions) *Result {
		opt.Against = []byte(ledger)
		return LedgerTask(t.Context(), []string{dir}, opt)
	}
	res := run(LedgerOptions{})
	if res.Items != 4 || res.Of["row_r"] != [2]int{6, 8} || res.Of["action_of_found"] != [2]int{6, 8} || len(res.Each) != 4 || len(res.Faults) != 0 {
		t.Errorf("all: %+v", res)
	}
	for part, want := range map[string]int{"dev": 1, "train": 3, "5:4": 1, "5:1": 2, "5:3": 0} {
		if res := run(LedgerOptions{Part: part}); res.Items != want || len(res.Skipped) != 0 {
			t.Errorf("part %s: %d files, skipped %v", part, res.Items, res.Skipped)
		}
	}
	for _, part := range []string{"test", "5:", "5:5", "5:12", "dev "} {
		if _, err := ParsePart(part); err == nil {
			t.Errorf("%q is taken for a part", part)
		}
	}
	in, out, only := run(LedgerOptions{Show: true}), run(LedgerOptions{Kept: KeptOut}), run(LedgerOptions{Kept: KeptOnly})
	if in.Items != 4 || out.Items != 3 || only.Items != 1 {
		t.Errorf("%d files, %d less those kept apart, %d of these", in.Items, out.Items, only.Items)
	}
	if len(in.Faults) != 3 || in.Faults[0].What != "figure" || in.Faults[1].What != "event" {
		t.Errorf("shown: %+v", in.Faults)
	}
	var b strings.Builder
	if err := in.WriteText(&b); err != nil || !strings.Contains(b.String(), "== a004.gold.json\nwrong  figure   f1=f1") || !strings.Contains(b.String(), "action   killed  got injured") {
		t.Errorf("%v\n%s", err, b.String())
	}
	if r := in.Rows; r.Gold != 8 || r.Found != 8 || r.Right != 6 || r.Fields[fieldAction] != (FieldFaults{Field: "action", Wrong: 2, Only: 2}) {
		t.Errorf("%+v", in.Rows)
	}
}

func TestOptionalIsNeitherMissedNorExtra(t *testing.T) {
	optional := strings.Replace(handGold, `{"id": "c2",`, `{"id": "c2", "optional": true,`, 1)
	optional = strings.Replace(optional, `{"id": "f2",`, `{"id": "f2", "optional": true,`, 1)
	for name, lists := range map[string]string{"found": perfect, "not found": `
 "claims": [{"id": "c1", "kind": "indirect", "source": {"span": [0, 8], "text": "Ada Lund"}, "content": [{"span": [14, 36], "text": "12 people died in Oslo"}], "stance": "asserts"}],
 "figures": [{"id": "f1", "span": [14, 16], "text": "12", "bound": "exact", "low": 12, "high": 12, "unit": "person"}]`} {
		m := scoreOf(t, optional, line(lists))
		if m["claim_f1"] != 1 || m["figure_f1"] != 1 {
			t.Errorf("%s: claim_f1 %v, figure_f1 %v, want 1 and 1", name, m["claim_f1"], m["figure_f1"])
		}
	}
}

func TestHeadlinesAreLeftOut(t *testing.T) {
	headed := strings.Replace(handGold, `"layout": [`, `"layout": [{"text": "Ole Vik denied that 30 fled.", "span": [38, 66], "kind": "headline"}, `, 1)
	headed = strings.Replace(headed, `{"id": "c2",`, `{"id": "c2", "optional": true,`, 1)
	headed = strings.Replace(headed, `{"id": "f2",`, `{"id": "f2", "optional": true,`, 1)
	if m := scoreOf(t, headed, line(perfect)); m["claim_p"] != 1 || m["figure_p"] != 1 {
		t.Errorf("claim_p %v, figure_p %v, want 1 and 1", m["claim_p"], m["figure_p"])
	}
}

// A ledger whose text lost some characters is scored where the words stand now.
func TestRealign(t *testing.T) {
	shifted := strings.ReplaceAll(handGold, `"span": [14, `, `"span": [15, `)
	shifted = strings.ReplaceAll(shifted, `"span": [15, 36]`, `"span": [17, 39]`)
	if m := scoreOf(t, shifted, line(perfect)); m["claim_f1"] != 1 || m["content_exact"] != 1 {
		t.Errorf("claim_f1 %v, content_exact %v", m["claim_f1"], m["content_exact"])
	}
}

func TestBadSpans(t *testing.T) {
	for lists, want := range map[string]int{
		`"claims": [{"cue": {"span": [9, 13], "text": "said"}}]`:                0,
		`"claims": [{"cue": {"span": [9, 13], "text": "sang"}}]`:                1,
		`"claims": [{"cue": {"span": [9, 9], "text": ""}}]`:                     1,
		`"claims": [{"cue": {"span": [60, 99], "text": "fled."}}]`:              1,
		`"claims": [{"cue": {"span": [-1, 3], "text": "Ada"}}]`:                 1,
		`"places": [{"span": [9], "text": "said"}, {"span": [1, 2, 3]}]`:        2,
		`"sentences": [[0, 900]], "actors": [{"mentions": [{"span": [0, 1]}]}]`: 1,
	} {
		r, err := findReport([]byte(line(lists)), "hand.txt")
		if err != nil {
			t.Fatal(err)
		}
		if r.badSpans != want {
			t.Errorf("%s: %d bad spans, want %d", lists, r.badSpans, want)
		}
	}
}

func TestFindReportTakesTheLast(t *testing.T) {
	ledger := line(`"claims": []`) + "\n\n" + `{"ledger": 1, "story": {}}` + "\n" + line(`"claims": [{}]`) + "\n" + strings.Replace(line(`"claims": [{}, {}]`), "some/hand.txt", "hand.txt.bak", 1)
	r, err := findReport([]byte(ledger), "hand.txt")
	if err != nil || len(r.Claims) != 1 {
		t.Errorf("claims %v, err %v", r, err)
	}
	if _, err := findReport([]byte(ledger), "other.txt"); err == nil {
		t.Error("found a report that is not there")
	}
	if _, err := findReport([]byte("{"), "hand.txt"); err == nil {
		t.Error("took what is no JSON")
	}
}

func TestMatching(t *testing.T) {
	for _, c := range []struct {
		a, b       string
		like, full bool
	}{
		{"Otto Ibsen", "Ibsen", true, false},
		{"Otto Ibsen", "Gen. Otto Ibsen", true, true},
		{"Otto J. Ibsen", "Otto Ibsen", true, true},
		{"Otto Ibsen", "Otto Vik", true, false}, // half of the words
		{"Otto Ibsen", "", false, false},
		{"", "Ibsen", false, false},
		{"the President", "the Secretary", false, false}, // nothing but titles
		{"Otto Ibsen", "Ada Lund, Ole Vik, Kim Dahl, Otto Berg and Liv Moe", false, false},
	} {
		if got := namelike(c.a, c.b); got != c.like {
			t.Errorf("namelike(%q, %q) is %v", c.a, c.b, got)
		}
		if got := fullname(c.a, c.b); got != c.full {
			t.Errorf("fullname(%q, %q) is %v", c.a, c.b, got)
		}
	}
	for a, b := range map[string]string{"people": "person", "families": "household", "health centers": "center", "cities": "city", "per cent": "percent", "": ""} {
		if !sameUnit(a, b) {
			t.Errorf("%q and %q are one unit", a, b)
		}
	}
	for a, b := range map[string]string{"person": "household", "class": "clas", "USD": "EUR", "": "person"} {
		if sameUnit(a, b) {
			t.Errorf("%q and %q are two units", a, b)
		}
	}
	// The most alike pair goes first, though it leaves the other gold entry alone.
	sims := [][]float64{{0.9, 0.8}, {0.95, 0.1}}
	got := greedy(2, 2, func(g, p int) float64 { return sims[g][p] }, 0.5)
	if fmt.Sprint(got) != "[{1 0 0.95} {0 1 0.8}]" {
		t.Errorf("greedy: %v", got)
	}
	if got := greedy(2, 2, func(int, int) float64 { return 0.4 }, 0.5); len(got) != 0 {
		t.Errorf("greedy below the least: %v", got)
	}
	if p, r, f := prf(0, 0, 0); p != 0 || r != 0 || f != 0 {
		t.Errorf("prf of nothing: %v %v %v", p, r, f)
	}
	if n := len(tokensOf("Köln, U.S. 3-4", []extent{{0, 4}, {3, 99}, {-5, 1}, {1, 2, 3}, nil})); n != 6 {
		// "K" + 2 bytes, cut at 4; the rest from 3 on: a byte, "ln", "U", "S", "3", "4"
		t.Errorf("%d words", n)
	}
}

func TestResultForms(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	goldPath := write("hand.gold.json", handGold)
	res := LedgerTask(t.Context(), []string{goldPath, filepath.Join(dir, "none.json")}, LedgerOptions{Against: []byte(line(perfect))})
	if res.Measures["claim_f1"] != 1 || res.Items != 1 || len(res.Skipped) != 1 {
		t.Errorf("result %+v", res)
	}
	var b strings.Builder
	if err := res.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var back map[string]any
	if err := json.Unmarshal([]byte(b.String()), &back); err != nil || strings.Count(b.String(), "\n") != 1 {
		t.Fatalf("%v in %s", err, b.String())
	}
	for _, key := range []string{"eval", "task", "paths", "items", "gold", "predicted", "skipped", "seconds", "bytes", "peak_mb", "measures"} {
		if _, ok := back[key]; !ok {
			t.Errorf("no key %s in %s", key, b.String())
		}
	}
	b.Reset()
	if err := res.WriteText(&b); err != nil || !strings.Contains(b.String(), "claim_f1   1.000") {
		t.Errorf("%v\n%s", err, b.String())
	}
	if err := res.Check([]Minimum{{"claim_f1", 1}, {"span_errors", 0}}); err != nil {
		t.Error(err)
	}
	err := res.Check([]Minimum{{"claim_f1", 1.1}, {"no_such", 0.5}, {"span_errors", -1}})
	if err == nil || strings.Count(err.Error(), "\n") != 2 || !strings.Contains(err.Error(), "claim_f1 falls short: 1.000, wanted 1.100") {
		t.Errorf("minima: %v", err)
	}
	for s, ok := range map[string]bool{"a=0.5": true, "a=": false, "=1": false, "a": false, "a=NaN": false} {
		if _, err := ParseMinimum(s); (err == nil) != ok {
			t.Errorf("minimum %q: %v", s, err)
		}
	}
	// A text beside the gold is read with the whole pipeline.
	write("hand.txt", handText)
	if res := LedgerTask(t.Context(), []string{goldPath}, LedgerOptions{}); len(res.Skipped) > 0 || res.Measures["span_errors"] != 0 || res.Bytes != int64(len(handText)) {
		t.Errorf("%+v", res)
	}
	if res := LedgerTask(t.Context(), []string{write("bad.json", "[]")}, LedgerOptions{}); len(res.Skipped) != 1 {
		t.Errorf("no gold: %+v", res)
	}
}

func FuzzScore(f *testing.F) {
	f.Add([]byte(handGold), []byte(line(perfect)))
	f.Add([]byte(handGold), []byte(line(`"claims": [{"content": [{"span": [-9, 900]}]}], "figures": [{"span": []}]`)))
	f.Fuzz(func(t *testing.T, goldText, ledgerText []byte) {
		var g gold
		if json.Unmarshal(goldText, &g) != nil || len(goldText)+len(ledgerText) > 20000 {
			t.Skip()
		}
		r, err := findReport(ledgerText, g.Report)
		if err != nil {
			t.Skip()
		}
		for name, v := range scoreLedger(&g, r).counts.measures() {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 || v > 1 && name != "span_errors" {
				t.Errorf("%s is %v", name, v)
			}
		}
	})
}

// Rows of which half are right at .6 are .1 off; of those at .95 and .9 all are right.
func TestCalibration(t *testing.T) {
	var rows []Judged
	for i, p := range []float64{0.95, 0.6, 0.9, 0.6, 0.6, 0.6} {
		rows = append(rows, Judged{Confidence: p, Row: i%2 == 0 || i == 1})
	}
	m, of := Measures{}, map[string][2]int{}
	miss := calibration(rows, m, of)
	if want := (0.05 + 0.1 + 4*0.1) / 6; of["row_right_at_0.6"] != [2]int{2, 4} || m["row_right_at_0.9"] != 1 || math.Abs(miss-want) > 1e-9 {
		t.Errorf("off by %v, want %v; %v", miss, want, of)
	}
	if n := surest(rows); n != 2 {
		t.Errorf("%d rows are sure, want 2", n)
	}
	if n := surest(nil); n != 0 {
		t.Errorf("%d of none are sure", n)
	}
}

package eval

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/copies"
)

// copyFolder writes a corpus of copies.
func copyFolder(t *testing.T, docs, pairs string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"docs.jsonl": docs, "pairs.tsv": pairs} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Worked out by hand: ours {0 1 2} {3 4} {5}, gold {0 1} {2 3 4} {5}.
func TestStoryCount(t *testing.T) {
	var n storyCount
	n.addParts([]int{0, 0, 0, 3, 3, 5}, []int{0, 0, 2, 2, 2, 5})
	m := Measures{}
	n.measures(m)
	// B³ precision: reports 0, 1: 2/3; 2: 1/3; 3, 4: 1; 5: 1. Recall: 0, 1: 1;
	// 2: 1/3; 3, 4: 2/3; 5: 1. Pairs: ours 3+1, gold 1+3, both 1+1, of 15.
	p, r := (2./3+2./3+1./3+1+1+1)/6, (1+1+1./3+2./3+2./3+1)/6
	chance := 4. * 4 / 15
	measured(t, "", m, map[string]float64{"bcubed_p": p, "bcubed_r": r, "bcubed_f1": 2 * p * r / (p + r), "ari": (2 - chance) / (4 - chance)})
}

func TestStoryCountDegenerate(t *testing.T) {
	for _, c := range []struct {
		name       string
		ours, gold []int
		want       map[string]float64
	}{
		{"right", []int{0, 0, 2}, []int{0, 0, 2}, map[string]float64{"bcubed_f1": 1, "ari": 1}},
		{"nothing joined", []int{0, 1, 2, 3}, []int{0, 0, 0, 0}, map[string]float64{"bcubed_p": 1, "bcubed_r": .25, "bcubed_f1": .4, "ari": 0}},
		{"everything joined", []int{0, 0, 0, 0}, []int{0, 0, 2, 2}, map[string]float64{"bcubed_p": .5, "bcubed_r": 1, "ari": 0}},
		{"all apart, rightly", []int{0, 1}, []int{0, 1}, map[string]float64{"bcubed_f1": 1, "ari": math.NaN()}},
		{"one report", []int{0}, []int{0}, map[string]float64{"bcubed_f1": 1, "ari": math.NaN()}},
		{"none", nil, nil, map[string]float64{"bcubed_f1": math.NaN(), "ari": math.NaN()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var n storyCount
			n.addParts(c.ours, c.gold)
			m := Measures{}
			n.measures(m)
			measured(t, c.name, m, c.want)
		})
	}
}

// Five reports in one story with links 0-1, 1-2, 3-4; gold 0-1, 0-2. One link
// of three is right; 0-2 is missed, though the story closes it.
func TestLinkCount(t *testing.T) {
	c := &copyText{at: map[assay.ReportID]int{}, gold: map[[2]int]string{{0, 1}: "", {0, 2}: ""}}
	var st assay.Story
	for i := range 5 {
		id := assay.NewReportID("", []byte{byte(i)})
		c.docs, c.at[id] = append(c.docs, assay.NewDoc(&assay.Report{ID: id})), i
		st.Reports = append(st.Reports, id)
	}
	for _, p := range [][2]int{{1, 0}, {1, 2}, {4, 3}} {
		st.Links = append(st.Links, assay.Link{From: st.Reports[p[0]], To: st.Reports[p[1]]})
	}
	var n linkCount
	n.add(c, []assay.Story{st})
	m := Measures{}
	n.measures(m)
	measured(t, "", m, map[string]float64{"pair_p": 1. / 3, "pair_r": 1. / 2, "pair_f1": 2. / 5})

	// The same pairs judged: 1-2 is a right link, 0-3 is independent and in one
	// story, 3-4 is not judged and does not count.
	c.judged, c.gold = true, map[[2]int]string{{0, 1}: "copy", {1, 2}: "revision", {0, 2}: "excerpt", {0, 3}: "independent"}
	n, m = linkCount{}, Measures{}
	n.add(c, []assay.Story{st})
	n.measures(m)
	measured(t, "", m, map[string]float64{"pair_p": 1, "pair_r": 2. / 3, "pair_f1": 4. / 5, "apart_independent": 0, "apart_unrelated": math.NaN()})

	// Nothing found: no precision, no recall.
	n, m = linkCount{}, Measures{}
	n.add(c, nil)
	n.measures(m)
	measured(t, "", m, map[string]float64{"pair_p": math.NaN(), "pair_r": 0, "pair_f1": 0})
}

const ferryReport = "A ferry with forty people on board sank in the bay on Monday after it struck a sandbank in thick fog, the port captain said, and divers searched the wreck until dark."

func TestCopiesTask(t *testing.T) {
	dir := copyFolder(t,
		`{"id": 7, "text": "`+ferryReport+`"}`+"\n"+
			`{"id": "b", "text": "`+ferryReport+` Nobody was hurt."}`+"\n\n"+
			`{"id": 9, "text": "The council will vote on Thursday on whether to close two schools in the valley, which have fewer pupils each year."}`+"\n",
		"b\t7\t1.00\t0.90\n")
	res := CopiesTask(context.Background(), []string{dir, "none"}, copies.Options{})
	if res.Items != 3 || res.Gold != 1 || res.Predicted != 1 || len(res.Skipped) != 1 {
		t.Errorf("%+v", res)
	}
	measured(t, "", res.Measures, map[string]float64{"pair_p": 1, "pair_r": 1, "pair_f1": 1, "bcubed_f1": 1, "ari": 1})
	if res.Measures["docs_per_second"] <= 0 {
		t.Error("no speed")
	}
}

func TestCopiesFaults(t *testing.T) {
	good := `{"id": 1, "text": "x"}` + "\n" + `{"id": 2, "text": "y"}` + "\n"
	for _, c := range []struct{ docs, pairs, want string }{
		{"", "", "docs.jsonl: invalid: holds no reports"},
		{good + "{", "", "docs.jsonl:3: "},
		{good + `{"id": 2, "text": "z"}`, "", "docs.jsonl:3: invalid: id 2 is taken already"},
		{good + `{"text": "z"}`, "", "docs.jsonl:3: invalid: no id"},
		{good + `{"id": 3}`, "", "docs.jsonl:3: invalid: report 3 has no text"},
		{good, "1\t2\n\n1 2\n", `pairs.tsv:3: invalid: "1 2": wanted two ids with a tab between`},
		{good, "1\t3\n", `pairs.tsv:1: invalid: no report "3"`},
		{good, "2\t2\n", `pairs.tsv:1: invalid: "2" is paired with itself`},
		{good, "1\t2\talike\n", `pairs.tsv:1: invalid: "alike" is no label`},
	} {
		dir := copyFolder(t, c.docs, c.pairs)
		res := CopiesTask(context.Background(), []string{dir}, copies.Options{})
		if len(res.Skipped) != 1 || !strings.Contains(res.Skipped[0].Reason, c.want) {
			t.Errorf("%+v, want %s", res.Skipped, c.want)
		}
		if len(res.Measures) > 0 {
			t.Errorf("measures of nothing: %v", res.Measures)
		}
	}
}

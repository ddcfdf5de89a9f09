package eval

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/lang"
)

func foundTime(start, end int32, value string) assay.Time {
	return assay.Time{Span: assay.Span{Start: start, End: end}, Value: value}
}

func TestTimexMeasures(t *testing.T) {
	gold := []goldTime{{10, 16, "2018-01-30"}, {20, 29, "2018-01"}, {40, 52, "P3Y"}}
	right := []assay.Time{foundTime(10, 16, "2018-01-30"), foundTime(20, 29, "2018-01"), foundTime(40, 52, "P3Y")}
	for _, c := range []struct {
		name                   string
		found                  []assay.Time
		relaxed, strict, value float64
	}{
		{"nothing found", nil, 0, 0, 0},
		{"everything found", right, 1, 1, 1},
		// one span over all counts for the first of the gold: 2 * 1 / (3 + 1)
		{"one span over all", []assay.Time{foundTime(0, 60, "2018-01-30")}, .5, 0, .5},
		{"one span over all, wrong value", []assay.Time{foundTime(0, 60, "P1D")}, .5, 0, 0},
		// side by side is no overlap
		{"beside", []assay.Time{foundTime(16, 20, "2018-01")}, 0, 0, 0},
		// two within one of the gold count once: 2 * 1 / (3 + 2)
		{"two in one", []assay.Time{foundTime(40, 45, "P3Y"), foundTime(46, 52, "P3Y")}, .4, 0, .4},
		// 3 right by overlap, 2 by span, 1 by value: 2 * n / (3 + 4)
		{"mixed", []assay.Time{foundTime(10, 16, "2018-02-06"), foundTime(20, 29, "2018-01"), foundTime(38, 52, "P3M"), foundTime(70, 75, "2018")}, 6. / 7, 4. / 7, 2. / 7},
	} {
		var counts timeCounts
		counts.add("", gold, c.found)
		res := newResult("timex", nil)
		counts.measures(res)
		measured(t, c.name, res.Measures, map[string]float64{"relaxed_f1": c.relaxed, "strict_f1": c.strict, "value_f1": c.value})
	}
}

const timeMLHead = `<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2018-02-04" functionInDocument="CREATION_TIME">Feb. 4</TIMEX3></DCT>
`

func TestTimexTask(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string { return put(t, folder, name, text) }
	write("corpus/a.tml", timeMLHead+`<TEXT>
The bridge <EVENT eid="e1">fell</EVENT> on <TIMEX3 tid="t1" value="2018-01-30">Tuesday</TIMEX3>. It was built in <TIMEX3 tid="t2" value="1987">1987</TIMEX3>.<TIMEX3 tid="t3" value="P1D"/>
</TEXT>
</TimeML>`)
	write("corpus/below/b.tml", timeMLHead+"<TEXT>Nobody &UR; was hurt.</TEXT></TimeML>")
	write("corpus/readme.txt", "no TimeML")
	bad := map[string]string{
		write("cut.tml", timeMLHead+"<TEXT>It fell on <TIMEX3 value=\"2018\">Tues"): "line 4",
		write("html.tml", "<html><body>It fell on Tuesday.</body></html>"):          "no TEXT",
		write("dct.tml", strings.Replace(timeMLHead, "2018-02-04", "sometime", 1)):  `line 3: time of creation "sometime"`,
		write("empty/x.txt", ""):      "no .tml files",
		filepath.Join(folder, "none"): "no such file",
	}
	paths := []string{filepath.Join(folder, "corpus")}
	for path := range bad {
		if strings.HasSuffix(path, "x.txt") {
			bad[filepath.Dir(path)] = bad[path]
			delete(bad, path)
		}
	}
	for path := range bad {
		paths = append(paths, path)
	}
	res := TimexTask(context.Background(), paths, lang.Careful)
	if res.Items != 2 || res.Gold != 2 || res.Predicted != 2 || res.Measures["strict_f1"] != 1 || res.Measures["value_f1"] != 1 || len(res.Skipped) != len(bad) {
		t.Errorf("%+v", res)
	}
	for _, s := range res.Skipped {
		if !strings.Contains(s.Reason, bad[s.Path]) {
			t.Errorf("%s: %s; want %s in it", s.Path, s.Reason, bad[s.Path])
		}
	}
}

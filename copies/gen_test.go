package copies

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay"
)

// TestGenerated measures on a workload that ../shared/data/copies/gen.py makes:
// real reports and invented ones, a fifth of them edited copies. It is run only
// where ASSAY_COPIES names the number of reports, or a folder that holds the
// workload:
//
//	ASSAY_COPIES=2000 go test ./copies -run Generated -v
func TestGenerated(t *testing.T) {
	dir := os.Getenv("ASSAY_COPIES")
	if dir == "" {
		t.Skip("SKIPPED: set ASSAY_COPIES to a number of reports to measure on a generated workload")
	}
	if n, err := strconv.Atoi(dir); err == nil {
		gen, err := filepath.Abs("../../shared/data/copies/gen.py")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(gen); err != nil {
			t.Skipf("SKIPPED: no generator: %v", err)
		}
		dir = t.TempDir()
		if out, err := exec.Command("python3", gen, strconv.Itoa(n), dir).CombinedOutput(); err != nil {
			t.Fatalf("gen.py: %v\n%s", err, out)
		}
	}
	docs, at, size := generated(t, filepath.Join(dir, "docs.jsonl"))
	gold := goldPairs(t, filepath.Join(dir, "pairs.tsv"))

	start := time.Now()
	stories := Stories(docs, Options{})
	took := time.Since(start)

	found := map[[2]int]float64{}
	for _, st := range stories {
		for _, l := range st.Links {
			a, b := at[l.From], at[l.To]
			found[[2]int{min(a, b), max(a, b)}] = l.Containment
		}
	}
	right := 0
	for p, c := range found {
		if gold[p] {
			right++
		} else {
			t.Logf("false %v %.2f", p, c)
		}
	}
	for p := range gold {
		if _, ok := found[p]; !ok {
			t.Logf("missed %v", p)
		}
	}
	precision, recall := float64(right)/float64(max(1, len(found))), float64(right)/float64(max(1, len(gold)))
	t.Logf("%d reports, %d stories, %d links: pair_p %.3f, pair_r %.3f, pair_f1 %.3f; %.0f reports/s, %.1f MB/s",
		len(docs), len(stories), len(found), precision, recall, 2*precision*recall/(precision+recall),
		float64(len(docs))/took.Seconds(), float64(size)/1e6/took.Seconds())
	if precision < 0.97 || recall < 0.95 {
		t.Errorf("pair_p %.3f, pair_r %.3f; want at least .97 and .95", precision, recall)
	}
}

func generated(t *testing.T, name string) (docs []*assay.Doc, at map[assay.ReportID]int, size int) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at = map[assay.ReportID]int{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var rec struct {
			ID   int
			Text string
		}
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		id := assay.NewReportID(strconv.Itoa(rec.ID), []byte(rec.Text))
		docs, at[id] = append(docs, assay.NewDoc(&assay.Report{ID: id, Text: rec.Text})), rec.ID
		size += len(rec.Text)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return docs, at, size
}

func goldPairs(t *testing.T, name string) map[[2]int]bool {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	gold := map[[2]int]bool{}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		a, errA := strconv.Atoi(f[0])
		b, errB := strconv.Atoi(f[1])
		if errA != nil || errB != nil {
			t.Fatalf("%s: %q", name, line)
		}
		gold[[2]int{min(a, b), max(a, b)}] = true
	}
	return gold
}

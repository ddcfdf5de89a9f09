package eval

import (
	"bufio"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/internal/readings"
	"assay/ledger"
)

// TestEstimatesStored scores stored readings: of each NAME.jsonl in the folder that
// ASSAY_CLUSTERS_READ names, against NAME.estimates.json in those that ASSAY_CLUSTERS names.
func TestEstimatesStored(t *testing.T) {
	read := os.Getenv("ASSAY_CLUSTERS_READ")
	if read == "" {
		t.Skip("ASSAY_CLUSTERS_READ is not set")
	}
	var paths []string
	for _, p := range filepath.SplitList(os.Getenv("ASSAY_CLUSTERS")) {
		list, _ := filepath.Glob(p)
		paths = append(paths, list...)
	}
	res := estimatesTask(t.Context(), paths, testing.Verbose(), func(c *cluster, _ string) ([]*assay.Doc, []assay.Story, error) {
		return readings.Read(filepath.Join(read, c.Cluster+".jsonl"))
	})
	t.Logf("%d questions in the gold, %d estimates", res.Gold, res.Predicted)
	if err := res.WriteText(os.Stdout); err != nil || len(res.Skipped) > 0 {
		t.Error(err, res.Skipped)
	}
}

// TestEstimatesLikeScorer holds the measures of each cluster to those of the published scorer.
func TestEstimatesLikeScorer(t *testing.T) {
	script := "../../shared/score/estimates.py"
	python, err := exec.LookPath("python3")
	if _, e := os.Stat(script); e != nil || err != nil {
		t.Skip("without ../shared or python3")
	}
	gold, _ := filepath.Glob("../../shared/data/clusters/*.estimates.json")
	if len(gold) == 0 {
		t.Skip("without clusters")
	}
	for _, path := range gold {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".estimates.json"), func(t *testing.T) { likeScorer(t, python, script, path) })
	}
}

func likeScorer(t *testing.T, python, script, gold string) {
	// A program that prints what is read here, once, for both.
	dir := t.TempDir()
	res := estimatesTask(t.Context(), []string{gold}, false, func(c *cluster, folder string) ([]*assay.Doc, []assay.Story, error) {
		docs, err := c.read(t.Context(), folder, 0)
		if err != nil {
			return nil, nil, err
		}
		stories := copies.Stories(docs, copies.Options{})
		f, err := os.Create(filepath.Join(dir, "read.jsonl"))
		if err != nil {
			return nil, nil, err
		}
		defer f.Close()
		events, estimates := estimate.All(docs, stories, estimate.Options{})
		return docs, stories, ledger.Encode(f, docs, stories, events, estimates)
	})
	program := filepath.Join(dir, "read")
	if err := os.WriteFile(program, []byte("#!/bin/sh\ncat \""+dir+"/read.jsonl\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), python, script, program, gold).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	n := 0
	for sc := bufio.NewScanner(strings.NewReader(string(out))); sc.Scan(); {
		f := strings.Fields(sc.Text())
		if len(f) != 2 {
			continue
		}
		want, err := strconv.ParseFloat(f[1], 64)
		got, ok := res.Measures[f[0]]
		if err != nil || !ok {
			continue
		}
		n++
		if math.Abs(got-want) > 0.0006 {
			t.Errorf("%s is %.4f, the scorer has %s", f[0], got, f[1])
		}
	}
	if n != 7 {
		t.Errorf("%d measures of 7:\n%s", n, out)
	}
}

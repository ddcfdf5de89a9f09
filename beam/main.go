// Command beam reads a corpus of news pages as an Apache Beam pipeline, and writes its ledger
// as Parquet files by day and country: reports, stories, events and estimates, as "assay add"
// finds them on one machine. In come paths of shards, web archives or any other form that assay
// reads; where they are read and by how many machines says the runner (--runner, Prism in this
// process if none is named). At the end it says what became of the pages, and what each step
// cost in this process. docs/scale.md has the rest.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"assay/beam/corpus"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

func main() {
	out := flag.String("out", "ledger", "the folder into which the ledger is written")
	fast := flag.Bool("fast", false, "read with the fast reader")
	rounds := flag.Int("rounds", 0, "rounds that connect reports and items; 8 if 0")
	list := flag.String("shards", "", "a file with a path in each line, beside those that are named")
	flag.Parse()
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	beam.Init()
	if err := run(*out, *list, flag.Args(), corpus.Options{Fast: *fast, Rounds: *rounds, Folder: *out}); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

func run(out, list string, paths []string, opt corpus.Options) error {
	var shards []string
	for _, p := range paths {
		some, err := filepath.Glob(p)
		if err != nil {
			return err
		}
		if strings.Contains(p, "://") {
			some = []string{p}
		}
		if len(some) == 0 {
			return fmt.Errorf("%s: nothing is there", p)
		}
		shards = append(shards, some...)
	}
	if list != "" {
		b, err := os.ReadFile(list)
		if err != nil {
			return err
		}
		shards = append(shards, strings.Fields(string(b))...)
	}
	if len(shards) == 0 {
		return fmt.Errorf("no shards are named")
	}
	p, s := beam.NewPipelineWithRoot()
	corpus.Build(s, beam.Reshuffle(s, beam.ParDo(s, corpus.Path, beam.CreateList(s, shards))), opt)
	began := time.Now()
	result, err := beamx.RunWithMetrics(context.Background(), p)
	if err != nil {
		return err
	}
	counts := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Namespace() == "assay" {
			counts[c.Name()] += c.Result()
		}
	}
	for _, name := range corpus.Counters {
		fmt.Printf("%s\t%d\n", name, counts[name])
	}
	fmt.Printf("seconds\t%.1f\n\n", time.Since(began).Seconds())
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "step\truns\tCPU seconds\trecords out\tMB out\tmost held, KB\t")
	var steps []string
	corpus.Costs.Each(func(step string, _ *corpus.Cost) { steps = append(steps, step) })
	slices.Sort(steps)
	for _, step := range steps {
		c := corpus.Costs.Of(step)
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%d\t%.2f\t%.1f\t\n", step, c.Runs.Load(), float64(c.Nanos.Load())/1e9, c.Records.Load(), float64(c.Bytes.Load())/1e6, float64(c.Held.Load())/1e3)
	}
	return w.Flush()
}

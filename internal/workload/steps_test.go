package workload_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"assay/internal/workload"
)

// TestSteps holds that twice the input takes little more than twice the steps:
// over every benchmark of growth, and at the sizes where a loop over what has
// been read already would show. A step is a statement of the package, or of what
// it reads pages with, counted as "go test -covermode=atomic" counts: unlike a time
// the number is the same on every machine.
func TestSteps(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("SKIPPED: no go command here to count steps with")
	}
	for _, c := range []struct {
		pkg, counted string
		times        float64 // the smallest size
		long         bool    // takes minutes, as reports are read by the whole program first
	}{
		{"ingest", "assay/ingest,golang.org/x/net/html,codeberg.org/readeck/go-readability/...", 1, false},
		{"clean", "assay/clean", 1, false},
		{"lang", "assay/lang/...", .25, true},
		{"actor", "assay/actor,assay", 1, true},
		{"claim", "assay/claim,assay", 1, true},
		{"event", "assay/event,assay/figure,assay", 1, true},
		{"copies", "assay/copies", 1, false},
		{"digest", "assay/mask,assay/screen,assay/digest", 1, true},
		{"page", "assay/mask,assay/screen,assay/page", .5, true},
	} {
		t.Run(c.pkg, func(t *testing.T) {
			if c.long && os.Getenv("ASSAY_LONG") == "" {
				t.Skip("SKIPPED: set ASSAY_LONG=1 to count these too")
			}
			program := filepath.Join(t.TempDir(), "steps.test")
			build := exec.Command("go", "test", "-c", "-vet=off", "-covermode=atomic", "-coverpkg="+c.counted, "-o", program, "assay/"+c.pkg)
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			once, twice := steps(t, program, c.pkg, c.times), steps(t, program, c.pkg, 2*c.times)
			if len(once) < 2 {
				t.Fatalf("no benchmark of growth in %s", c.pkg)
			}
			sum, sumTwice := 0, 0
			for name, n := range once {
				sum, sumTwice = sum+n, sumTwice+twice[name]
				if twice[name]*10 > n*23 {
					t.Errorf("%s: %d steps, %d for twice the size", name, n, twice[name])
				}
			}
			t.Logf("%d benchmarks, %d steps, %.2f times as many for twice the size", len(once), sum, float64(sumTwice)/float64(sum))
			if sumTwice <= sum {
				t.Error("what is counted does not grow with the work")
			}
		})
	}
}

// steps runs each benchmark of growth in program once, on so many times the smallest
// size, and returns how many statements each executed.
func steps(t *testing.T, program, pkg string, times float64) map[string]int {
	t.Helper()
	run := func(args ...string) string {
		cmd := exec.Command(program, append(args, "-test.run=^$", "-test.benchtime=1x")...)
		cmd.Dir = filepath.Join("..", "..", pkg)
		cmd.Env = append(os.Environ(), workload.StepsOf+"="+strconv.FormatFloat(times, 'f', -1, 64))
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
		}
		return string(out)
	}
	count := map[string]int{}
	for line := range strings.Lines(run("-test.bench=^BenchmarkGrowth$")) {
		if !strings.HasPrefix(line, "BenchmarkGrowth/") {
			continue
		}
		name := strings.Fields(line)[0]
		if k := strings.LastIndexByte(name, '-'); k > 0 {
			name = name[:k] // the number of processors
		}
		profile := filepath.Join(t.TempDir(), "profile")
		run("-test.bench=^"+strings.ReplaceAll(name, "/", "$/^")+"$", "-test.coverprofile="+profile)
		count[name] = total(t, profile)
	}
	return count
}

// total adds up a profile of coverage: "file:from,to statements times".
func total(t *testing.T, profile string) (sum int) {
	t.Helper()
	f, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var statements, times int
		_, numbers, _ := strings.Cut(lines.Text(), " ")
		if n, _ := fmt.Sscan(numbers, &statements, &times); n == 2 {
			sum += statements * times
		}
	}
	return sum
}

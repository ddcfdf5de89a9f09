package workspace

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay/internal/workload"
	"assay/pipeline"
	"assay/store"
)

// TestPace says what each screen of the ledger takes that ASSAY_LEDGER names, which is written to:
// right after a start, the first time and after that, by the clock and of a processor, and in memory; and what a
// ruling costs.
func TestPace(t *testing.T) {
	ledger := os.Getenv("ASSAY_LEDGER")
	if ledger == "" {
		t.Skip("SKIPPED: ASSAY_LEDGER names no ledger to measure")
	}
	begun, worked := time.Now(), workload.CPU()
	s, err := New(t.Context(), ledger, func(words string) { t.Error(words) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := deskOf(s)
	kept := d.ask(t, guest{path: "/", header: map[string]string{"Cookie": d.cookie()}})
	t.Logf("opened, and asked for the first page that was kept: %s after %v, %v of a processor", kept.Status, round(time.Since(begun)), round(workload.CPU()-worked))
	begun, worked = time.Now(), workload.CPU()
	p, err := s.renew(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the first pages can be seen after %v, %v of a processor: %d events, %d estimates, %d stories, heap %d MB", round(time.Since(begun)), round(workload.CPU()-worked), len(p.events), len(p.screen.Run.Estimates), len(p.stories), heap()/1_000_000)
	begun, worked = time.Now(), workload.CPU()
	if err := s.makeBehind(t.Context(), s.keeper.st, p); err != nil {
		t.Fatal(err)
	}
	t.Logf("and what is behind them after %v more, %v of a processor, heap %d MB", round(time.Since(begun)), round(workload.CPU()-worked), heap()/1_000_000)
	for _, path := range d.addresses(t) {
		d.pace(t, path)
	}
	if os.Getenv("ASSAY_LONG") == "" { // what a ruling costs takes minutes
		return
	}
	est := p.screen.Run.Estimates[p.events[0].Tolls[0]].ID
	for range 2 {
		d.post(t, "/rulings", url.Values{"id": {est}, "verb": {"confirm"}, "why": {"as it is"}})
		d.keeper.wrote = time.Time{}
		begun, worked = time.Now(), workload.CPU()
		if err := d.look(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Logf("after a ruling put together anew in %v, %v of a processor", round(time.Since(begun)), round(workload.CPU()-worked))
		for _, path := range []string{"/", "/sources", "/timeline", "/map", "/review", "/rulings", links.Estimate(est), "/stories/" + p.stories[0].id, "/log"} {
			d.pace(t, path)
		}
	}
}

// addresses are some of each screen, those first that are made of most.
func (d *desk) addresses(t testing.TB) (list []string) {
	p := d.pile.Load()
	most, told := &p.screen.Run.Estimates[0], 0
	for i := range p.screen.Run.Estimates {
		if est := &p.screen.Run.Estimates[i]; est.Origins.Max > told {
			most, told = est, est.Origins.Max
		}
	}
	copied := slices.MaxFunc(p.stories, func(a, b story) int { return cmp.Compare(a.reports, b.reports) })
	for _, rt := range routes {
		method, path, _ := strings.Cut(rt.pattern, " ")
		if method == http.MethodGet && !strings.Contains(path, "rest...") && !strings.Contains(path, "/briefs/{") {
			list = append(list, d.example(t, path))
		}
	}
	return append(list, "/?action=killed", "/?page=100", "/stories?page=500", "/stories?copies=6", "/search?q=killed", "/search?q=kil*", "/search?q=flood+OR+dam", "/search?q=action:killed+min:100", "/search?q=zzzz",
		"/search?q=NEAR(flood+dam,5)", "/search?q=place:Haro", "/search?q=outlet:wire", "/complete?word=outlet:k", "/sources?find=police", "/sources?kind=official", "/sources?stance=denies", "/timeline?action=killed", "/map?action=killed",
		links.Estimate(most.ID), links.Event(most.Event), "/stories/"+copied.id, "/review?state=done", "/api/v1/events?q=killed", "/api/v1/estimates/"+most.ID)
}

// pace says what an address takes.
func (d *desk) pace(t testing.TB, path string) {
	times := 7
	var clock, worked []time.Duration
	n := 0
	var before, behind runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := 0; i < times; i++ {
		begun, at := time.Now(), workload.CPU()
		n = d.asCoder(t, path)
		clock, worked = append(clock, time.Since(begun)), append(worked, workload.CPU()-at)
		if worked[i] > time.Second {
			times = i + 1
		}
	}
	runtime.ReadMemStats(&behind)
	first := clock[0]
	at := worked[0]
	slices.Sort(clock)
	slices.Sort(worked)
	t.Logf("%-44.44s %8d bytes; clock: first %8v, half %8v, at most %8v; processor: first %8v, half %8v, at most %8v; %7d kB asked for", path, n, round(first), round(clock[times/2]), round(clock[times-1]),
		round(at), round(worked[times/2]), round(worked[times-1]), int(behind.TotalAlloc-before.TotalAlloc)/times/1000)
}

// asCoder asks for a page as somebody who reviews, and returns how long it is.
func (d *desk) asCoder(t testing.TB, path string) int {
	resp := d.ask(t, guest{path: path, header: map[string]string{"Cookie": d.cookie() + "; " + coderCookie + "=Ann"}})
	if resp.StatusCode >= 500 {
		t.Errorf("%s: %s", path, resp.Status)
	}
	n, err := io.Copy(io.Discard, resp.Body)
	if err != nil {
		t.Error(err)
	}
	return int(n)
}

func round(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }

// heap is how much is live.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkPages measures pages of a ledger of many generated reports, 20,000 of them unless
// ASSAY_REPORTS is another number.
func BenchmarkPages(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("ASSAY_REPORTS"))
	if err != nil {
		n = 20_000
	}
	name := filepath.Join(b.TempDir(), "assay.db")
	st, err := store.Create(b.Context(), name)
	if err != nil {
		b.Fatal(err)
	}
	stages := pipeline.Default(pipeline.Options{})
	docs := workload.Tell(n, 7).Docs
	for from := 0; from < len(docs); from += 1000 {
		if _, err := st.Add(b.Context(), docs[from:min(len(docs), from+1000)], stages); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(st.Prepare(b.Context()), st.Close()); err != nil {
		b.Fatal(err)
	}
	d := at(b, name)
	p := d.pile.Load()
	for _, path := range []string{"/", "/?action=killed", "/stories", "/search?q=killed", links.Event(p.events[0].ID), links.Estimate(p.screen.Run.Estimates[p.events[0].Tolls[0]].ID)} {
		b.Run(strings.TrimPrefix(path, "/"), func(b *testing.B) {
			for b.Loop() {
				d.page(b, path)
			}
		})
	}
}

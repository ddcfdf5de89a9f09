package workspace

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"assay/internal/workload"
)

// TestReaders lets fifty read at once, each a page after the other with a moment between them as
// people do: for two seconds, with ASSAY_LONG=1 for a minute, or for as long as ASSAY_LONG says ("10m").
// Nothing fails, and memory is as it was in the end. ASSAY_LEDGER names another ledger than the demo's, which may be written to.
func TestReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	const many = 50
	long, pause := 2*time.Second, time.Second
	if words := os.Getenv("ASSAY_LONG"); words != "" {
		long = time.Minute
		if d, err := time.ParseDuration(words); err == nil {
			long = d
		}
	}
	ledger := os.Getenv("ASSAY_LEDGER")
	if ledger == "" {
		ledger = ledgerOf(t, "../testdata/demo")
	}
	s, err := New(t.Context(), ledger, func(words string) { t.Error(words) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended, opened := make(chan error, 1), make(chan string, 1)
	go func() { ended <- s.Serve(ctx, l, func(url string) { opened <- url }) }()
	base, token := filepath.Split(<-opened)
	base = base[:len(base)-len(opening)]

	p := s.pile.Load()
	pages := []string{"/", "/stories", "/search?q=killed", "/rulings", "/quarantine", "/map", "/timeline", "/sources", "/api/v1/events?per_page=5"}
	for i := range 10 { // the largest, and others
		est := p.screen.Run.Estimates
		pages = append(pages, links.Event(p.events[i*len(p.events)/10].ID), "/stories/"+p.stories[i*len(p.stories)/10].id, links.Estimate(est[i*len(est)/10].ID))
	}
	client := &http.Client{Timeout: answerTime, Transport: &http.Transport{MaxIdleConnsPerHost: many}}
	read := func(path string) time.Duration {
		start := time.Now()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+path, nil)
		if err != nil {
			t.Error(err)
			return 0
		}
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := client.Do(req)
		if err != nil {
			t.Error(err)
			return 0
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s, %v", path, resp.Status, err)
		}
		return time.Since(start)
	}
	for _, path := range pages { // what is made once is made
		read(path)
	}
	before := heap()
	var mu sync.Mutex
	var took []time.Duration
	var readers sync.WaitGroup
	until, worked := time.Now().Add(long), workload.CPU()
	for k := range many {
		readers.Go(func() {
			time.Sleep(pause * time.Duration(k) / many)
			for i := 0; time.Now().Before(until) && !t.Failed(); i++ {
				d := read(pages[(k*7+i)%len(pages)])
				mu.Lock()
				took = append(took, d)
				mu.Unlock()
				time.Sleep(pause)
			}
		})
	}
	readers.Wait()
	worked = workload.CPU() - worked
	client.CloseIdleConnections()
	grown := heap() - before
	slices.Sort(took)
	at := func(p int) time.Duration { return took[len(took)*p/100].Round(time.Millisecond) }
	t.Logf("%d pages by %d readers in %v: half within %v, 95 of 100 within %v, 99 within %v, %v of a processor each; the heap grew by %d kB to %d MB", len(took), many, long, at(50), at(95), at(99), round(worked/time.Duration(len(took))), grown/1000, (before+grown)/1_000_000)
	if long >= time.Minute && at(95) > 300*time.Millisecond { // a machine has other work for seconds
		t.Errorf("95 of 100 pages are there within %v", at(95))
	}
	if grown > 16<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

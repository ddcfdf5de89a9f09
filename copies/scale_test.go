package copies

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"assay"
	"assay/internal/workload"
)

// invented returns n reports of package workload.
func invented(n int) (docs []*assay.Doc, size int) {
	for i, text := range workload.Make(n, 7).Texts {
		docs = append(docs, assay.NewDoc(&assay.Report{ID: assay.NewReportID(strconv.Itoa(i), []byte(text)), Text: text}))
		size += len(text)
	}
	return docs, size
}

// BenchmarkScale is the speed on invented reports already in memory; scans/op
// is how often one core could read and hash the words of the same reports in
// that time, which says the same on a busy machine.
func BenchmarkScale(b *testing.B) {
	docs, size := invented(20000)
	b.SetBytes(int64(size))
	for b.Loop() {
		Stories(docs, Options{})
	}
	took := b.Elapsed() / time.Duration(b.N)
	b.ReportMetric(float64(len(docs))/took.Seconds(), "docs/s")
	b.ReportMetric(float64(took)/float64(scan(docs)), "scans/op")
}

// scan returns how long one core takes to hash the words of docs.
func scan(docs []*assay.Doc) time.Duration {
	start := time.Now()
	var hashes []uint64
	for _, doc := range docs {
		hashes = bodyHashes(hashes[:0], doc)
	}
	return time.Since(start)
}

// TestScale says what the number of reports in ASSAY_COPIES costs:
//
//	ASSAY_COPIES=1000000 go test ./copies -run Scale -v
func TestScale(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("ASSAY_COPIES"))
	if err != nil {
		t.Skip("SKIPPED: set ASSAY_COPIES to a number of reports to measure time and memory")
	}
	docs, size := invented(n)
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // so that what is held is counted often
	runtime.GC()
	before := held()
	peak, stop := watch()
	start := time.Now()
	stories := Stories(docs, Options{})
	took := time.Since(start)
	stop()
	links := 0
	for _, st := range stories {
		links += len(st.Links)
	}
	t.Logf("%d reports, %.1f kB each; %d stories, %d links", n, float64(size)/1000/float64(n), len(stories), links)
	t.Logf("%.1f s, %.0f reports/s, %.1f MB/s; %.1f times as long as one core takes to hash the words", took.Seconds(),
		float64(n)/took.Seconds(), float64(size)/1e6/took.Seconds(), float64(took)/float64(scan(docs)))
	t.Logf("%.2f kB of memory a report at the peak", float64(peak.Load()-before)/1000/float64(n))
	runtime.KeepAlive(docs)
}

// held is the memory that the last garbage collection found in use.
func held() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// watch keeps the most memory that is held.
func watch() (peak *atomic.Uint64, stop func()) {
	peak, done, ended := new(atomic.Uint64), make(chan bool), make(chan bool)
	go func() {
		defer close(ended)
		for {
			peak.Store(max(peak.Load(), held()))
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return peak, func() { close(done); <-ended }
}

// What reports have in common makes no more than linear work, however many they
// are: reprints, forms, the small print of one site, a background that is too
// long for small print.
func TestCrowdIsLinear(t *testing.T) {
	background := func(n int) (docs []*assay.Doc) {
		r := rand.New(rand.NewPCG(7, 9))
		same := babble(r, 200)
		for i := range n {
			docs = append(docs, report(fmt.Sprint("b", i), babble(r, 200)+"\n"+same))
		}
		return docs
	}
	for name, pile := range map[string]func(int) []*assay.Doc{"reprints": reprints, "forms": templates, "small print": boilerplate, "background": background} {
		pairs := func(n int) int { return len(proposed(newIndex(byID(hashed(pile(n)))), Options{}.defaults())) }
		if few, many := pairs(500), pairs(2000); many > 9*few/2 || many > 6*2000 {
			t.Errorf("%s: 500 are compared %d times, 2000 %d times", name, few, many)
		}
	}
}

// A digest of two crowds is compared with both.
func TestDigestOfCrowds(t *testing.T) {
	var docs []*assay.Doc
	for i := range 60 {
		docs = append(docs, report(fmt.Sprint("a", i), harbour), report(fmt.Sprint("b", i), election))
	}
	docs = append(docs, report("digest", harbour+"\n"+election))
	docs = byID(docs)
	with := map[string]bool{}
	for _, p := range proposed(newIndex(byID(docs)), Options{}.defaults()) {
		for i, j := range []int32{p[1], p[0]} {
			if docs[p[i]].Path == "digest" {
				with[docs[j].Path[:1]] = true
			}
		}
	}
	if !with["a"] || !with["b"] {
		t.Errorf("compared with %v", with)
	}
}

// One processor and many find the same stories.
func TestWorkersDoNotMatter(t *testing.T) {
	docs, _ := invented(600)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := Stories(docs, Options{})
	runtime.GOMAXPROCS(5)
	if many := Stories(docs, Options{}); !reflect.DeepEqual(one, many) {
		t.Error("five workers find other stories than one")
	}
}

// The invented workload, with what is known of it: a change that loses links
// shows here.
func TestInvented(t *testing.T) {
	w := workload.Make(2000, 7)
	at, docs := map[assay.ReportID]int{}, []*assay.Doc{}
	for i, text := range w.Texts {
		doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(strconv.Itoa(i), []byte(text)), Text: text})
		docs, at[doc.ID] = append(docs, doc), i
	}
	gold := map[[2]int]bool{}
	for _, p := range w.Pairs {
		gold[[2]int{p.A, p.B}] = true
	}
	right, found := 0, 0
	for _, st := range Stories(docs, Options{}) {
		for _, l := range st.Links {
			a, b := at[l.From], at[l.To]
			found++
			if gold[[2]int{min(a, b), max(a, b)}] {
				right++
			}
		}
	}
	p, r := float64(right)/float64(found), float64(right)/float64(len(gold))
	t.Logf("precision %.3f, recall %.3f", p, r)
	if p < .98 || r < .98 {
		t.Errorf("precision %.3f, recall %.3f; want .98", p, r)
	}
}

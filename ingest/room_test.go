package ingest

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
)

// held is the memory that the last garbage collection found in use.
func held() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// A page whose tree would take more than 20 bytes a byte is refused before the
// tree is built, by name, and says what to do.
func TestPageOfLinksIsRefused(t *testing.T) {
	raw := []byte("<html><body><p>" + strings.Repeat("<a href=/x>Home</a> ", 27_000_000/20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	item := Parse("links.html", raw, Options{})[0]
	runtime.ReadMemStats(&after)
	if item.Err == nil || !strings.HasPrefix(item.Err.Error(), "links.html: too many elements") || !strings.Contains(item.Err.Error(), "save the article alone") {
		t.Errorf("got %v", item.Err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 5*uint64(len(raw))/2 {
		t.Errorf("%d bytes of memory to refuse %d", took, len(raw))
	}
}

// Tags that nobody closes are opened again in every paragraph: a small page of
// them would make a tree of gigabytes.
func TestOpenTagsAreCounted(t *testing.T) {
	var page strings.Builder
	for range 400 {
		page.WriteString("<b><i>")
	}
	page.WriteString(strings.Repeat("<p>", 30_000))
	if item := Parse("open.html", []byte(page.String()), Options{})[0]; item.Err == nil || !strings.Contains(item.Err.Error(), "too many elements") {
		t.Errorf("got %+v", item)
	}
}

// A large page that is read takes under 20 bytes a byte.
func TestPageMemory(t *testing.T) {
	const paragraph = "<p>The river rose in the night, and six of the villages were cut off; the mayor said that boats had been sent to them, and that nobody knew when they would come back to the harbour.</p>\n"
	raw := []byte("<html><body><article>" + strings.Repeat(paragraph, 8000) + "</article><div class=sidebar>" + strings.Repeat(paragraph, 35_000) + "</div></body></html>")
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that what is held is counted often
	runtime.GC()
	before, most := held(), uint64(0)
	done, ended := make(chan bool), make(chan bool)
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			default:
				most = max(most, held())
				runtime.Gosched()
			}
		}
	}()
	item := Parse("a.html", raw, Options{})[0]
	close(done)
	<-ended
	if item.Err != nil {
		t.Fatal(item.Err)
	}
	if took := float64(most-before) / float64(len(raw)); took > 20 || took < 1 {
		t.Errorf("%.1f bytes of memory a byte of page", took)
	}
}

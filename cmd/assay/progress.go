package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A progress says on standard error how far a command has come, how fast it goes
// and how long it may still take: on a terminal a few times a second, on one line
// that is taken off again; elsewhere, for who reads a log, one line a minute.
type progress struct {
	w  io.Writer
	mu sync.Mutex // inputs are read by one, and results told by another

	terminal bool
	now      func() time.Time
	begun    time.Time
	next     time.Time
	shown    bool
	reports  int
	read     int64    // bytes of the reports so far
	paths    []string // where all of them are; nil once they were looked at
	total    int64    // bytes of all of them; 0 if that is not known
}

func newProgress(w io.Writer, now func() time.Time) *progress {
	p := &progress{w: w, terminal: isTerminal(w) && os.Getenv("TERM") != "dumb", now: now, begun: now()}
	p.next = p.begun.Add(p.pause())
	return p
}

// pause is how long one count is left to stand.
func (p *progress) pause() time.Duration {
	if p.terminal {
		return time.Second / 4
	}
	return time.Minute
}

// expect says where the reports are, so that the time left can be told.
func (p *progress) expect(paths []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.paths = paths
}

// size returns how many bytes the files of paths have; it opens none. It is 0
// where standard input is among them.
func size(paths []string) (total int64) {
	for _, path := range paths {
		if path == "-" {
			return 0
		}
		filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
			if err != nil || at != path && strings.HasPrefix(d.Name(), ".") && d.IsDir() {
				return fs.SkipDir
			}
			if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
			return nil
		})
	}
	return total
}

// step counts one more report, of so many bytes.
func (p *progress) step(bytes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reports++
	p.read += int64(bytes)
	p.tell(p.reports, reportOrMore(p.reports))
}

// skip counts bytes that need not be read again.
func (p *progress) skip(bytes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read += int64(bytes)
}

// count shows that n things were read, if it is time to.
func (p *progress) count(n int, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tell(n, what)
}

func (p *progress) tell(n int, what string) {
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next = now.Add(p.pause())
	if p.paths != nil { // a walk that short runs need not make
		p.total, p.paths = size(p.paths), nil
	}
	took := now.Sub(p.begun)
	line := fmt.Sprintf("%d %s read, %s", n, what, rate(n, took))
	if p.total > 0 && p.read > 0 && p.read < p.total {
		left := time.Duration(float64(took) * float64(p.total-p.read) / float64(p.read))
		line += ", " + inWords(left) + " left"
	}
	if p.terminal {
		fmt.Fprintf(p.w, "\r%s\033[K", line)
		p.shown = true
		return
	}
	fmt.Fprintf(p.w, "assay: %s\n", line)
}

// rate says how many things are done in a second, or in a minute where they are
// few.
func rate(n int, took time.Duration) string {
	perSecond := float64(n) / took.Seconds()
	switch {
	case perSecond >= 10:
		return fmt.Sprintf("%.0f a second", perSecond)
	case perSecond >= 1:
		return fmt.Sprintf("%.1f a second", perSecond)
	}
	return fmt.Sprintf("%.1f a minute", perSecond*60)
}

// inWords says a time as one waits for it: "40 s", "3 min", "2 h 5 min".
func inWords(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return fmt.Sprintf("%d s", int(d.Seconds()+0.5))
	case d < 90*time.Minute:
		return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
	}
	minutes := int(d.Minutes() + 0.5)
	return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
}

// clear takes the count off the screen.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\033[K")
		p.shown = false
	}
}

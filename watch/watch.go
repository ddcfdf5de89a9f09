// Package watch says which files come into a folder, as soon as they are whole. A folder
// goes in, and out come the files in it and below that a reading of the folder would take,
// first those that are there, then those that come or change, until it is told to end.
//
// What counts is the look at the folder itself: a file is whole when its size and its time
// have rested for a moment. The system's word that something has changed (fsnotify) only
// says when to look, and where it says nothing, as on many network drives, the folder is
// looked at once in a while. Which files were yielded is not kept beyond the run: whoever
// takes them knows what it has. No file is opened here.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"

	"assay/ingest"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	Rest time.Duration     // for so long a file must not have changed; 2 seconds if 0
	Note func(line string) // told what cannot be watched; nothing is told if nil
}

const (
	usualRest = 2 * time.Second
	seldom    = 30 * time.Second       // between two looks where nothing is said to have changed
	soon      = 100 * time.Millisecond // after something is said to have changed
)

// Files yields the files of a folder that are whole and were not yielded as they are now,
// in order of their names, until ctx ends. It looks again once those are dealt with. Where
// the folder itself cannot be read, it yields why, and ends.
func Files(ctx context.Context, dir string, opt Options) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		w := &watcher{dir: dir, opt: opt, files: map[string]*file{}, told: map[string]bool{}}
		if w.opt.Rest == 0 {
			w.opt.Rest = usualRest
		}
		var changed chan fsnotify.Event
		var lost chan error
		if n, err := fsnotify.NewWatcher(); err == nil {
			defer n.Close()
			w.notify, changed, lost = n, n.Events, n.Errors
		} else {
			w.note(dir, err)
		}
		for {
			begun := time.Now()
			whole, next, err := w.look(begun)
			if err != nil {
				yield(nil, err)
				return
			}
			if len(whole) > 0 && ctx.Err() == nil {
				if !yield(whole, nil) {
					return
				}
				next = soon
			}
			pace := max(soon, 5*time.Since(begun)) // a look at many files takes its time
			if len(whole) > 0 {
				pace = soon
			}
			if !wait(ctx, changed, lost, next, pace) {
				return
			}
		}
	}
}

// wait returns after next, or soon after something is said to have changed; false if ctx ends.
func wait(ctx context.Context, changed chan fsnotify.Event, lost chan error, next, soon time.Duration) bool {
	timer := time.NewTimer(next)
	defer timer.Stop()
	at := time.Now().Add(next)
	for {
		select {
		case <-ctx.Done():
			return false
		case <-timer.C:
			return true
		case <-changed:
		case <-lost: // events were, or a folder is gone: a look will tell
		}
		if early := time.Now().Add(soon); early.Before(at) {
			at = early
			timer.Reset(soon)
		}
	}
}

// A file is what is known of one.
type file struct {
	now   stamp
	since time.Time // when it was first seen as it is now
	taken bool      // as it is now
	seen  bool      // at the last look
}

type stamp struct {
	size int64
	time time.Time
}

type watcher struct {
	dir    string
	opt    Options
	notify *fsnotify.Watcher // nil where the system tells nothing
	files  map[string]*file
	told   map[string]bool // what was noted
}

// look looks at the folder, and returns the files that are whole and new, and when to look
// again.
func (w *watcher) look(now time.Time) (whole []string, next time.Duration, err error) {
	for _, f := range w.files {
		f.seen = false
	}
	if err := w.folder(w.dir); err != nil {
		return nil, 0, err
	}
	next = seldom
	for path, f := range w.files {
		switch rested := now.Sub(f.since); {
		case !f.seen:
			delete(w.files, path)
		case f.taken:
		case rested >= w.opt.Rest:
			whole = append(whole, path)
			f.taken = true
		default:
			next = min(next, w.opt.Rest-rested)
		}
	}
	slices.Sort(whole)
	return whole, next, nil
}

// folder looks at the files in a folder and below it. A link to a folder is not followed.
func (w *watcher) folder(dir string) error {
	// First, so that what comes while its files are listed is not missed.
	if w.notify != nil {
		if err := w.notify.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.note(dir, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir() && ingest.Enters(e.Name()):
			if err := w.folder(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				w.note(path, err)
			}
			continue
		case e.IsDir() || !ingest.Takes(e.Name()):
			continue
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue // it has gone, or will never rest
		}
		is := stamp{info.Size(), info.ModTime()}
		f := w.files[path]
		if f == nil || f.now.size != is.size || !f.now.time.Equal(is.time) {
			f = &file{now: is, since: time.Now()} // not when the look began: it may have taken its time
			w.files[path] = f
		}
		f.seen = true
	}
	return nil
}

// note says once why a folder cannot be watched.
func (w *watcher) note(dir string, err error) {
	line := fmt.Sprintf("%s: the system does not tell what comes into it (%v); it is looked at every %v", dir, err, seldom)
	if w.opt.Note != nil && !w.told[dir] {
		w.opt.Note(line)
	}
	w.told[dir] = true
}

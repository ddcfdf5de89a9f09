package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"assay/fetch"
	"assay/ingest"
	"assay/watch"
)

type fetchCmd struct {
	addingFlags
	Addresses []string `arg:"" name:"address" help:"Web pages, PDF files and feeds (RSS, Atom): https://host/page. Of a feed is got what its entries lead to."`
}

// Run gets pages and adds them, as add does with files. What the ledger has of a page is
// asked for on the condition that it has changed.
func (f *fetchCmd) Run(c *console) error {
	for _, address := range f.Addresses {
		if _, err := fetch.Parse(address); err != nil {
			return usagef("fetch %s: %w; files are read by assay add", address, err)
		}
	}
	in, date, err := f.begin(c)
	if err != nil {
		return err
	}
	defer in.st.Close()
	web := c.web
	web.Agent, web.Kept, web.Reading = agent(), in.st.LastSent, ingest.Options{Published: date, Note: c.note}
	return in.take(fetch.Read(c.ctx, f.Addresses, web), f.Jobs)
}

// agent is as what the program asks for pages: its name and version, and nothing of who
// runs it, where, or on what.
func agent() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return "assay/" + strings.Trim(info.Main.Version, "()")
	}
	return "assay/devel"
}

type watchCmd struct {
	addingFlags
	mapFlag
	Folder string `arg:"" name:"folder" help:"The folder; what is in it is read first, and what comes into folders below it too."`
}

// Run adds what comes into a folder as add does. It ends at a signal, which is no fault:
// what was not read by then is read when the folder is watched again.
func (w *watchCmd) Run(c *console) error {
	first, date, err := w.begin(c)
	if err != nil {
		return err
	}
	defer first.st.Close()
	c.note(fmt.Sprintf("%s: watched; Ctrl-C ends it", w.Folder))
	for files, err := range watch.Files(c.ctx, w.Folder, watch.Options{Note: c.note}) {
		if err != nil {
			return cannotRead(w.Folder, err)
		}
		in := &intake{c: c, st: first.st, stages: first.stages}
		err := in.take(ingest.Read(c.ctx, files, ingest.Options{Published: date, Map: w.Map, Note: c.note}), w.Jobs)
		cut := errors.Is(err, context.Canceled) && c.ctx.Err() != nil // at what is done when all are added
		if err != nil && !cut && !errors.Is(err, errStopped) {
			return err
		}
	}
	c.stopped = true
	return nil
}

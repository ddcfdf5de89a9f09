package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/ingest"
	"assay/store"
	"assay/workspace"
)

type serveCmd struct {
	addingFlags
	mapFlag
	Port   int    `default:"0" placeholder:"N" help:"The port to listen at; any that is free by default."`
	Listen string `default:"127.0.0.1" placeholder:"ADDRESS" help:"The address to listen at, which must be one of this machine alone; ${default} by default."`
}

// Run serves the workspace until it is interrupted, which is how it ends.
func (s *serveCmd) Run(c *console) error {
	if _, err := s.options(); err != nil { // what is dropped later is read so
		return err
	}
	if _, err := s.date(); err != nil {
		return err
	}
	address := s.Listen + ":" + strconv.Itoa(s.Port)
	l, err := workspace.Listen(address)
	if errors.Is(err, assay.ErrInvalid) {
		return usagef("--listen: %w", err)
	}
	if err != nil {
		return err
	}
	server, err := workspace.New(c.ctx, s.Ledger, c.note)
	if err != nil {
		l.Close()
		return err
	}
	defer server.Close()
	server.Add = func(ctx context.Context, d workspace.Dropped) error { return s.add(ctx, c, d) }
	return server.Serve(c.ctx, l, func(url string) {
		fmt.Fprintln(c.stdout, url)
		c.note(s.shown() + ": open the address above in a browser of this machine; Ctrl-C ends it")
	})
}

// add adds what was dropped on the workspace, as the command add does.
func (s *serveCmd) add(ctx context.Context, c *console, d workspace.Dropped) error {
	own := newConsole(ctx, strings.NewReader(""), io.Discard, c.stderr) // what could not be read is no fault of serving
	own.progress = newProgress(io.Discard, time.Now)
	in, date, err := s.begin(own)
	if err != nil {
		return err
	}
	defer in.st.Close()
	in.alone = d.Alone
	in.told = func(batch store.Batch) {
		sum := workspace.Taken{Added: in.sum, Known: in.known, Twice: in.twice}
		for _, doc := range batch.Docs {
			sum.Bytes += int64(len(doc.Raw))
		}
		for _, rep := range batch.Same {
			sum.Bytes += int64(len(rep.Raw))
		}
		for _, f := range batch.Failed {
			sum.Bytes += int64(len(f.Raw))
			sum.Refused = append(sum.Refused, workspace.Refused{Name: f.Path, Reason: f.Reason})
		}
		d.Told(sum)
	}
	return in.take(ingest.Read(ctx, d.Paths, ingest.Options{Folder: d.Folder, Published: date, Map: s.Map, Note: own.note}), s.Jobs)
}

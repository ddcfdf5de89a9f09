package main

import (
	"errors"
	"fmt"
	"strconv"

	"assay"
	"assay/workspace"
)

type serveCmd struct {
	ledgerFlag
	Port   int    `default:"0" placeholder:"N" help:"The port to listen at; any that is free by default."`
	Listen string `default:"127.0.0.1" placeholder:"ADDRESS" help:"The address to listen at, which must be one of this machine alone; ${default} by default."`
}

// Run serves the workspace until it is interrupted, which is how it ends.
func (s *serveCmd) Run(c *console) error {
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
	return server.Serve(c.ctx, l, func(url string) {
		fmt.Fprintln(c.stdout, url)
		c.note(s.shown() + ": open the address above in a browser of this machine; Ctrl-C ends it")
	})
}
